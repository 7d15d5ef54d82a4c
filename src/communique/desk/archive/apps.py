"""Tells Django of this app."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """The app ``archive``."""

    name = "communique.desk.archive"
    label = "archive"
