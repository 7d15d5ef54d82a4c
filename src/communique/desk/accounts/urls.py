"""Addresses of ``accounts``: our own, and those of allauth under the names that it gives them."""

from django.urls import include, path

from communique.desk.accounts.entering.views import enter

OURS = [
    path("enter/<str:token>/", enter, name="enter"),
]
urlpatterns = [
    path("", include((OURS, "accounts"))),
    path("", include("allauth.urls")),
]
