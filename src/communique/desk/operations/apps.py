"""Tells Django of this app."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """The app ``operations``."""

    name = "communique.desk.operations"
    label = "operations"
