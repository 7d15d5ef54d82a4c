"""Tells Django of this app."""

from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    """The app ``accounts``."""

    name = "communique.desk.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Make the organisation's row whenever the tables are made."""
        post_migrate.connect(_make_organisation, sender=self, dispatch_uid="communique.organisation")


def _make_organisation(using: str, apps: Any = apps, **more: Any) -> None:
    try:
        organisation = apps.get_model("accounts", "Organisation")
    except LookupError:  # migrated back to nothing
        return
    organisation.objects.using(using).get_or_create(pk=1)
