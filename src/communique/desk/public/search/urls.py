"""Addresses of the search."""

from django.urls import path

from communique.desk.public.search import views

urlpatterns = [path("", views.search, name="search")]
