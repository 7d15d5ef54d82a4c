"""Addresses of preferences."""

from django.urls import path

from communique.desk.newsletters.preferring import views

urlpatterns = [path("mine/<str:token>/", views.preferences, name="preferences")]
