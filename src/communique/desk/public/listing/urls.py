"""Addresses of the list and its downloads."""

from django.urls import path

from communique.desk.public.listing import downloads, views

urlpatterns = [
    path("incidents/", views.incidents, name="incidents"),
    path("download/incidents.<slug:form>", downloads.download, name="download"),
]
