"""Where logs go, and how they look: standard error, as lines for people or as JSON objects, both with their context."""

import json
import logging
import re
from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS

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


class Plain(logging.Formatter):
    """A line for people, the context behind it: ``coded a report report=r-0b7c events=3``. What is empty is left out."""

    TOLD = frozenset({*RESERVED_ATTRS, "request", "server_time"})
    """The standard's own, and what Django adds to lines that tell it already."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  the standard's name
        """The line, before a traceback."""
        context = {name: value for name, value in vars(record).items() if name not in self.TOLD}
        told = (f" {name}={_value(value)}" for name, value in context.items() if value not in (None, ""))
        return super().formatMessage(record) + "".join(told)


def _value(value: object) -> str:
    """In quotation marks where it is not one word, so that it cannot be taken for a line or a name of its own."""
    words = str(value)
    if re.fullmatch(r"[^\s\"=]+", words) and words.isprintable():
        return words
    return json.dumps(words, ensure_ascii=not words.isprintable())


def logs(level: str, form: str) -> dict[str, Any]:
    """Django's setting of logging."""
    formatters = {
        "plain": {"()": Plain, "format": "{asctime} {levelname} {name}: {message}", "style": "{"},
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
