"""Where logs go, and how they look: standard error, as lines for people or as JSON objects with their context."""

import logging
import re
from typing import Any

SECRET = re.compile(r"(/newsletters/(?:mailchimp|confirm|leave|mine|returns/[a-z]+)/)[^/\s'\"?]+")
"""In the address of a page: who has it may do what its owner may."""


class Masked(logging.Filter):
    """Django writes down the address of each request that it refuses; what is secret in it is left out."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true."""
        words = record.getMessage()
        if SECRET.search(words):
            record.msg, record.args = SECRET.sub(r"\1…", words), ()
        if hasattr(record, "request"):
            record.request = SECRET.sub(r"\1…", str(record.request))
        return True


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
        "filters": {"masked": {"()": Masked}},
        "handlers": {"error": {"class": "logging.StreamHandler", "formatter": form, "filters": ["masked"]}},
        "root": {"handlers": ["error"], "level": level},
        "loggers": {
            "django.server": {"handlers": ["error"], "level": level, "propagate": False},
            "httpx": {"level": "WARNING"},  # it logs each address that is asked for, with what is secret in it
        },
    }
