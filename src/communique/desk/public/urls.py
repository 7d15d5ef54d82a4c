"""Addresses of ``public``."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "public"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("communique.desk.public.map.urls")),
    path("", include("communique.desk.public.listing.urls")),
    path("", include("communique.desk.public.pages.urls")),
    path("search/", include("communique.desk.public.search.urls")),
]
