"""Addresses of leaving."""

from django.urls import path

from communique.desk.newsletters.leaving import views

urlpatterns = [path("leave/<str:token>/", views.left, name="leave")]
