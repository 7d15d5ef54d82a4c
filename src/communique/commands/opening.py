"""Make the desk ready for a command: Django with the desk's settings."""

import os

from communique.commands.errors import UserError


def open_desk() -> None:
    """Set Django up. Raises ``UserError`` where the desk is not installed or its settings cannot be used."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "communique.desk.config.settings")
    try:
        import django

        django.setup()
    except ImportError as error:
        raise UserError(f"the desk is not installed ({error}); pip install communique[desk]") from error
    except ValueError as error:
        raise UserError(str(error)) from error
