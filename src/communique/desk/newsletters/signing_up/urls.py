"""Addresses of signing up."""

from django.urls import path

from communique.desk.newsletters.signing_up import views

urlpatterns = [
    path("", views.sign_up, name="sign-up"),
    path("embed/", views.embedded, name="embed"),
    path("confirm/<str:token>/", views.confirmed, name="confirm"),
]
