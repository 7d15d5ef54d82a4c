"""What a feed says of itself, from ``data/feed.yaml``, and the ids and moments of its entries."""

import functools
import re
from dataclasses import dataclass
from importlib import resources
from typing import Any
from urllib.parse import quote

import msgspec
import yaml

ATOM = "http://www.w3.org/2005/Atom"
GEORSS = "http://www.georss.org/georss"
VALUES = "tag:communique.example,2026:incident"
"""The namespace of the elements that carry an entry's values, one a column."""
PREFIX = "incident"


class FeedError(ValueError):
    """A feed's own words that cannot be used; the message says what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """The feed's own words. ``authority`` and ``since`` are those of its tag URIs (RFC 4151, section 2)."""

    authority: str
    since: str
    title: str
    subtitle: str
    author: str
    language: str

    def id(self, path: str) -> str:
        """A tag URI."""
        return f"tag:{self.authority},{self.since}:{quote(path)}"


@functools.cache
def packaged() -> Feed:
    """The packaged words. Raises ``FeedError``."""
    source = resources.files("communique.exports.projections.atom") / "data" / "feed.yaml"
    return parse(yaml.load(source.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def parse(data: Any) -> Feed:
    """Words of parsed YAML. Raises ``FeedError``."""
    try:
        feed = msgspec.convert(data, Feed)
    except msgspec.ValidationError as error:
        raise FeedError(str(error)) from error
    if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", feed.authority):
        raise FeedError("authority: give a domain name in lower case")
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", feed.since):
        raise FeedError("since: give a year, a month or a day, as 2026-11-23")
    return feed


def moment(day: str) -> str:
    """A day of publication as RFC 3339: its first moment in UTC, since reports are dated by the day."""
    return f"{day}T00:00:00Z"
