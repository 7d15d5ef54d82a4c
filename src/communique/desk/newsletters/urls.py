"""Addresses of newsletters: a part a line."""

from django.urls import URLPattern, URLResolver

app_name = "newsletters"
urlpatterns: list[URLPattern | URLResolver] = []
