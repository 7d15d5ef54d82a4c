"""Tell Django of the app."""

from django.apps import AppConfig


class Newsletters(AppConfig):
    """Newsletters."""

    name = "communique.desk.newsletters"
    label = "newsletters"
