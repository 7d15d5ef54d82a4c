"""The notice that is shown above the sign-up button: what is true of this desk, and nothing else."""

import functools
from collections.abc import Iterable, Mapping
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml
from django.conf import settings

from communique.desk.newsletters.consenting import noticed
from communique.desk.newsletters.models import MailingList, Notice
from communique.desk.newsletters.models.lists import Language

PARTS = ("mailchimp", "smtp", "leave", "counting", "not-counting", "kept")


class NoticesError(ValueError):
    """A file of notices that cannot be used; the message says what is missing."""


@functools.cache
def parts() -> Mapping[str, Any]:
    """The file. Raises ``NoticesError`` where a part or a language is missing."""
    text = resources.files("communique.desk.newsletters").joinpath("data/notices.yaml").read_text("utf-8")
    found = yaml.safe_load(text)
    missing = [name for name in PARTS if set(found.get(name, {})) != set(Language.values)]
    if missing or not isinstance(found.get("version"), str):
        raise NoticesError(f"notices.yaml: {', '.join(missing) or 'version'} is not there in every language")
    return MappingProxyType(found)


def notice(language: str, lists: Iterable[MailingList]) -> str:
    """In a language, where these lists are offered."""
    counting = "counting" if any(each.counts_opens for each in lists) else "not-counting"
    return " ".join(parts()[name][language] for name in (settings.PLATFORM, "leave", counting, "kept"))


def shown(language: str, lists: Iterable[MailingList]) -> Notice:
    """The row that proves which notice was shown."""
    return noticed(notice(language, lists), parts()["version"], language)
