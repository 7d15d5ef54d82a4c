"""Tells Django of this app."""

from importlib import import_module

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """The app ``public``."""

    name = "communique.desk.public"
    label = "public"

    def ready(self) -> None:
        """Listen to what the archive changes."""
        import_module("communique.desk.public.search.receivers")
