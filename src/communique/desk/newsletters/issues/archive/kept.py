"""The web versions asked for last, kept by each process: when an issue goes out, all its readers ask for the same page."""

import hashlib
from functools import lru_cache

import msgspec
from django.conf import settings

from communique.desk.newsletters.issues.bodies import web
from communique.desk.newsletters.models import Issue

KEPT = 16
"""Pages, of some 100 kB each; one takes a fifth of a second to render."""


def page_of(issue: Issue) -> str:
    """Rendered anew once anything that is on it changed. ``issue.list`` is read."""
    return _page(issue.pk, _seal(issue))


@lru_cache(maxsize=KEPT)
def _page(pk: int, seal: str) -> str:
    del seal
    return web(Issue.objects.select_related("list").get(pk=pk))


def _seal(issue: Issue) -> str:
    of = issue.list
    told = (of.name, of.description, of.language, of.sender_name, of.postal_address, of.selection, of.slug)
    values = [settings.BASE_URL, issue.number, issue.subject, issue.content, *told]
    return hashlib.sha256(msgspec.json.encode(values, order="sorted")).hexdigest()
