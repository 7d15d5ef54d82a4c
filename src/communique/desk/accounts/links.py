"""Making links that are used once, finding them again, and using them up."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from communique.desk.accounts.models import Link, User
from communique.desk.accounts.roles import Role

Kind = Link.Kind
LASTS = {Kind.FIRST: timedelta(hours=24), Kind.INVITATION: timedelta(days=7), Kind.PASSWORD: timedelta(hours=24)}
"""How long a link of each kind can be used."""
TOKEN_BYTES = 32


class LinkRefused(ValueError):  # noqa: N818  the word that pages show
    """A link that cannot be used; the message says why and what to do."""


def make(
    kind: Kind, role: Role = Role.READER, email: str = "", by: User | None = None, person: User | None = None
) -> tuple[Link, str]:
    """Keep a new link; the row and the address, which is told this once and never kept."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = Link.objects.create(
        kind=kind,
        hash=_hash(token),
        role=role,
        email=email,
        made_by=by,
        person=person,
        expires_at=timezone.now() + LASTS[kind],
    )
    return row, settings.BASE_URL + reverse("accounts:enter", args=[token])


def waiting(kind: Kind | None = None) -> QuerySet[Link]:
    """Links that can be used now."""
    found = Link.objects.filter(used_at=None, taken_back_at=None, expires_at__gt=timezone.now())
    return found if kind is None else found.filter(kind=kind)


def find(token: str) -> Link:
    """The link of a token. Raises ``LinkRefused`` where it is unknown, used, past or taken back."""
    link = waiting().select_related("person").filter(hash=_hash(token)).first()
    if link is None or (link.person is not None and not link.person.is_active):
        raise LinkRefused("This link was used, has run out, or was taken back. Ask an administrator for another.")
    return link


def use_up(link: Link, person: User) -> None:
    """Mark as used, by whom. Raises ``LinkRefused`` where somebody else was quicker. Inside a transaction only."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a link is used up in the transaction of its effect")
    used = waiting().filter(pk=link.pk).update(used_at=timezone.now(), person=person)
    if not used:
        raise LinkRefused("This link was used already. Ask an administrator for another.")


def take_back(links: QuerySet[Link]) -> None:
    """Make links useless; the rows stay."""
    links.update(taken_back_at=timezone.now())


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
