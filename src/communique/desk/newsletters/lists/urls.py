"""Addresses of lists."""

from django.urls import path

from communique.desk.newsletters.lists import proving, views

LIST = "desk/lists/<slug:slug>/"
urlpatterns = [
    path("desk/lists/", views.lists, name="lists"),
    path("desk/lists/new/", views.new, name="list-new"),
    path(LIST, views.one, name="list"),
    path(f"{LIST}edit/", views.edit, name="list-edit"),
    path(f"{LIST}close/", views.close, name="list-close"),
    path("desk/consents.csv", proving.consents, {"kind": "csv"}, name="consents"),
    path("desk/consents.jsonl", proving.consents, {"kind": "jsonl"}, name="consents-jsonl"),
]
