"""What Mailchimp answers where it does not do what was asked: ``application/problem+json`` (RFC 7807), made into typed errors."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

COMPLIANCE, FORGOTTEN = "Member In Compliance State", "Forgotten Email Not Subscribed"
"""Titles of problems, as https://mailchimp.com/developer/marketing/docs/errors/ has them."""
LATER = "recently"
"""In the detail of "… has signed up to a lot of lists very recently; we're not allowing more signups for now"."""
TOO_MANY, FORBIDDEN, NO_SUCH, SERVER = 429, 403, 404, 500


@dataclass(eq=False)
class MailchimpError(Exception):
    """An answer that is no success. ``instance`` is what Mailchimp's support asks for; ``fields`` are the words by field."""

    status: int | None
    """Of HTTP; null: there was no answer."""
    title: str
    detail: str = ""
    instance: str = ""
    fields: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        named = "; ".join(f"{field}: {words}" if field else words for field, words in self.fields)
        told = " ".join(each for each in (f"{self.title}.", self.detail, named and f"({named})") if each)
        return f"{told} [{self.instance}]" if self.instance else told


class Refused(MailchimpError):  # noqa: N818
    """It will be refused again: what was sent is wrong, or is not allowed."""


class Unauthorized(Refused):
    """The key is wrong, was revoked, or may not do this."""


class NotFound(Refused):
    """There is no such thing there, or no more."""


class ComplianceState(Refused):
    """The member left by themselves, bounced or complained: only they can come back, asked by ``pending``."""


class Forgotten(Refused):
    """The address was deleted for good and can only be signed up by its owner, on a form of Mailchimp's own."""


class Unavailable(MailchimpError):  # noqa: N818
    """It was not done; it may be another time: no connection, 5xx, "too many sign-ups lately"."""


class TooMany(Unavailable):
    """More than Mailchimp takes at once: 429, or the bare 403 of its firewall."""


class Uncertain(MailchimpError):  # noqa: N818
    """It may have been done or not: what left here was not answered. Look before asking again."""


def error_of(status: int, kind: str, body: bytes) -> MailchimpError:
    """The error of an answer from 400 on; ``kind`` is its content type."""
    problem = _problem(kind, body)
    if problem is None:
        return _kind_of_page(status)(
            status, f"Mailchimp answered {status}", " ".join(body[:200].decode(errors="replace").split())
        )
    title, detail = str(problem.get("title") or f"Error {status}"), str(problem.get("detail") or "")
    return _kind(status, title, detail)(
        status, title.rstrip("."), detail, str(problem.get("instance") or ""), _fields(problem)
    )


def _kind_of_page(status: int) -> type[MailchimpError]:
    """Of an answer that is no problem: a gateway, the firewall, or another host."""
    if status in (TOO_MANY, FORBIDDEN):
        return TooMany
    return NotFound if status == NO_SUCH else Unavailable if status >= SERVER else Refused


def _kind(status: int, title: str, detail: str) -> type[MailchimpError]:
    by_status = {401: Unauthorized, FORBIDDEN: Unauthorized, NO_SUCH: NotFound, TOO_MANY: TooMany}
    if status in by_status:
        return by_status[status]
    if status >= SERVER or LATER in detail:
        return Unavailable
    return {COMPLIANCE: ComplianceState, FORGOTTEN: Forgotten}.get(title, Refused)


def _problem(kind: str, body: bytes) -> Mapping[str, Any] | None:
    if "json" not in kind:
        return None
    try:
        found = json.loads(body)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _fields(problem: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    errors = problem.get("errors")
    given = [each for each in errors if isinstance(each, dict)] if isinstance(errors, list) else []
    return tuple((str(each.get("field") or ""), str(each.get("message") or "")) for each in given)
