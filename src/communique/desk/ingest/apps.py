"""Tells Django of this app."""

from django.apps import AppConfig


class IngestConfig(AppConfig):
    """The app ``ingest``."""

    name = "communique.desk.ingest"
    label = "ingest"
