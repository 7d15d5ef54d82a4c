"""Addresses of issues: desk pages, and the archive, whose addresses begin with the slug of a list and so come last of all."""

from django.urls import path

from communique.desk.newsletters.issues import composing, views

ISSUE = "desk/issues/<int:pk>/"
urlpatterns = [
    path("desk/issues/", views.index, name="issues"),
    path("desk/issues/compose/", composing.compose_now, name="issue-compose"),
    path(ISSUE, views.issue, name="issue-desk"),
    path(f"{ISSUE}status/", views.status, name="issue-status"),
    path(f"{ISSUE}preview/", views.preview, name="issue-preview"),
    path(f"{ISSUE}deliveries/", views.deliveries, name="issue-deliveries"),
    path(f"{ISSUE}domains/", views.domains, name="issue-domains"),
    path(f"{ISSUE}do/<slug:action>/", views.act, name="issue-act"),
]
