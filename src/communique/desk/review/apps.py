"""Tells Django of this app."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """The app ``review``."""

    name = "communique.desk.review"
    label = "review"
