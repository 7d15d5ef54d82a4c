"""Make the desk ready to run: settings that are safe, tables as this version wants them, files that pages are made with."""

import io
from collections.abc import Mapping
from typing import Any

from django.core.management import call_command
from django.db import OperationalError, connection

from communique.desk.config.environment import SettingsError
from communique.desk.config.refusals import refusals


class NotReadyError(RuntimeError):
    """The desk cannot start; the message says why and the remedy."""


def prepare(values: Mapping[str, Any], host: str) -> None:
    """Check, migrate and collect. Raises ``SettingsError`` with every refusal, and ``NotReadyError`` without a database."""
    wrong = list(refusals(values, host))
    if wrong:
        raise SettingsError("\n".join(wrong))
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise NotReadyError(
            f"the database cannot be reached: {str(error).strip()}; see to DATABASE_URL and that it runs"
        ) from error
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False, stdout=io.StringIO())
