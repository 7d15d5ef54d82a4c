"""Tells Django of this app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The app ``accounts``."""

    name = "communique.desk.accounts"
    label = "accounts"
