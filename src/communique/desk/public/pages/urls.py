"""Addresses of the pages of incidents, reports, actors, places and countries."""

from django.urls import path

from communique.desk.public.pages import actors, incident, places, report

urlpatterns = [
    path("incidents/<str:name>/", incident.incident, name="incident"),
    path("incidents/<str:name>/download/<slug:form>/", incident.download, name="incident-download"),
    path("reports/<str:name>/", report.report, name="report"),
    path("reports/<str:name>/changes/", report.changes, name="report-changes"),
    path("reports/<str:name>/kept/", report.kept, name="report-kept"),
    path("actors/", actors.actors, name="actors"),
    path("actors/<path:name>/", actors.actor, name="actor"),
    path("places/", places.places, name="places"),
    path("places/<int:geonameid>/", places.place, name="place"),
    path("countries/", places.places, name="countries"),
    path("countries/<str:code>/", places.country, name="country"),
]
