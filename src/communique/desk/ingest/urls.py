"""Addresses of ``ingest``."""

from django.urls import URLPattern, URLResolver, path

from communique.desk.ingest.handing.views import submit
from communique.desk.ingest.sources import views
from communique.desk.ingest.working.pages import views as work

app_name = "ingest"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.index, name="sources"),
    path("add/", views.add, name="add"),
    path("submit/", submit, name="submit"),
    path("feeds.opml", views.export, name="export"),
    path("import/", views.bring, name="import"),
    path("work/", work.work, name="work"),
    path("work/reports/<int:pk>/again/", work.again, name="again"),
    path("work/snapshots/<int:pk>/again/", work.again_snapshot, name="again-snapshot"),
    path("<int:pk>/", views.source, name="source"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/pause/", views.pause, name="pause"),
    path("<int:pk>/resume/", views.resume, name="resume"),
    path("<int:pk>/ask/", views.ask_now, name="ask"),
]
