"""Tells Django of this app."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """The app ``public``."""

    name = "communique.desk.public"
    label = "public"
