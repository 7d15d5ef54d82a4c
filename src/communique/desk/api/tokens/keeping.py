"""Making tokens, finding them again, and revoking them."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from communique.desk.accounts.models import User
from communique.desk.api.models import Token
from communique.desk.api.tokens.scopes import scopes_of
from communique.desk.archive.changing.history import Subject, note

START = "cq_"
"""What every token begins with, so that it is known for one where it does not belong."""
TOKEN_BYTES = 32
SHOWN = 9
"""Characters of a token that are kept as they are, for its owner to know it by: 36 random bits of 256."""
MOST = 50
"""Tokens that one person can have at once."""
NOTED_EVERY = timedelta(minutes=5)
"""How exactly it is kept when a token was last used: not every request writes."""


class TokenRefused(ValueError):  # noqa: N818  the word that pages show
    """A token that is not made; the message says why."""


def make(owner: User, name: str, scopes: Collection[str], expires_at: datetime | None) -> tuple[Token, str]:
    """Keep a new token; the row, and the token itself, which is told this once and never kept. Raises ``TokenRefused``."""
    own = {each.scope for each in scopes_of(owner)}
    if not scopes or not own.issuperset(scopes):
        raise TokenRefused("Choose at least one scope, of those that your role can give.")
    if usable().filter(owner=owner).count() >= MOST:
        raise TokenRefused(f"You have {MOST} tokens already; revoke one.")
    token = START + secrets.token_urlsafe(TOKEN_BYTES)
    row = Token.objects.create(
        owner=owner, name=name, prefix=token[:SHOWN], hash=_hash(token), scopes=sorted(scopes), expires_at=expires_at
    )
    told = {"name": name, "prefix": row.prefix, "scopes": row.scopes}
    note(owner, Subject.USER, owner.username, "token", None, told, "made a token for the API")
    return row, token


def usable() -> QuerySet[Token]:
    """Tokens that can be used now."""
    open_ended = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    return Token.objects.filter(open_ended, revoked_at=None, owner__is_active=True)


def find(token: str) -> Token | None:
    """The token; null where it is unknown, past, revoked, or its owner's account is closed."""
    return usable().select_related("owner").filter(hash=_hash(token)).first()


def used(row: Token) -> None:
    """Keep when a token was used, to within some minutes."""
    now = timezone.now()
    if row.used_at is None or now - row.used_at > NOTED_EVERY:
        Token.objects.filter(pk=row.pk).update(used_at=now)


def revoke(row: Token, who: User) -> None:
    """Make a token useless from now on; the row stays."""
    if Token.objects.filter(pk=row.pk, revoked_at=None).update(revoked_at=timezone.now()):
        told = {"name": row.name, "prefix": row.prefix, "scopes": row.scopes}
        note(who, Subject.USER, row.owner.username, "token", told, None, "revoked a token for the API")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
