"""Addresses of the map and of what it asks for."""

from django.urls import path

from communique.desk.public.map import answers, holding, land, towns, views

urlpatterns = [
    path("", views.the_map, name="map"),
    path("embed/", views.embed, name="embed"),
    path("map/tiles", answers.tiles, name="tiles"),
    path("map/timeline", answers.timeline, name="timeline"),
    path("map/list", answers.listed, name="map-list"),
    path("map/holding", holding.holding, name="holding"),
    path("map/land/<slug:version>.geojson", land.land, name="land"),
    path("map/towns/<slug:version>.json", towns.towns, name="towns"),
]
