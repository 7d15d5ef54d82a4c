"""Where logs go, and how they look: standard error, as lines for people or as JSON objects with their context."""

from typing import Any


def logs(level: str, form: str) -> dict[str, Any]:
    """Django's setting of logging."""
    formatters = {
        "plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "{asctime}{levelname}{name}{message}",
            "style": "{",
        },
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": formatters,
        "handlers": {"error": {"class": "logging.StreamHandler", "formatter": form}},
        "root": {"handlers": ["error"], "level": level},
        "loggers": {
            "django.server": {"handlers": ["error"], "level": level, "propagate": False},
            "httpx": {"level": "WARNING"},  # it logs each address that is asked for, with what is secret in it
        },
    }
