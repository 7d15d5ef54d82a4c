"""What an administrator changes about people. Each keeps the change, who made it and why, in one transaction with its effect.

All raise ``ChangeRefused`` with words for the one who asked.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from communique.desk.accounts import links
from communique.desk.accounts.models import Link, User
from communique.desk.accounts.roles import Role
from communique.desk.archive.changing import ChangeRefused, note
from communique.desk.archive.models import Change

SUBJECT = Change.Subject.USER
LAST = "This is the last administrator. Make somebody else one first."


def change_role(person: User, role: Role, who: User, why: str = "") -> None:
    """Give another role; the last administrator keeps theirs."""
    with _locked(person) as now:
        if now.role == role:
            return
        if role != Role.ADMINISTRATOR:
            _not_the_last(now)
        _note(who, now, "role", now.role, role, why)
        now.role = role
        now.save(update_fields=["role"])


def deactivate(person: User, who: User, why: str = "") -> None:
    """Let them in no more; what they did stays under their name, and links made for them or by them cease to work."""
    with _locked(person) as now:
        if not now.is_active:
            return
        _not_the_last(now)
        _note(who, now, "active", True, False, why)
        links.take_back(links.waiting().filter(person=now) | links.waiting().filter(made_by=now))
        now.is_active = False
        _end_sessions(now)


def activate(person: User, who: User, why: str = "") -> None:
    """Let them in again, with their role and password as before."""
    with _locked(person) as now:
        if now.is_active:
            return
        _note(who, now, "active", False, True, why)
        now.is_active = True
        now.save(update_fields=["is_active"])


def sign_out(person: User, who: User, why: str = "") -> None:
    """End every session of theirs."""
    with _locked(person) as now:
        _note(who, now, "sessions", None, "ended", why)
        _end_sessions(now)


def reset_factors(person: User, who: User, why: str = "") -> None:
    """Take away every second factor, for one who lost theirs, and end their sessions."""
    with _locked(person) as now:
        factors = Authenticator.objects.filter(user=now)
        before = sorted(factors.values_list("type", flat=True))
        if not before:
            raise ChangeRefused(f"{now.username} has no second factor.")
        _note(who, now, "second factors", before, [], why)
        factors.delete()
        _end_sessions(now)


def password_link(person: User, who: User, why: str = "") -> str:
    """The address of a link by which they set a new password, told this once. Links made before for the same cease to work."""
    with _locked(person) as now:
        if not now.is_active:
            raise ChangeRefused(f"{now.username} is deactivated. Activate them first.")
        links.take_back(links.waiting(links.Kind.PASSWORD).filter(person=now))
        _note(who, now, "password", None, "link made", why)
        return links.make(links.Kind.PASSWORD, by=who, person=now)[1]


def invite(role: Role, email: str, who: User) -> tuple[Link, str]:
    """A link by which somebody makes an account with this role, and its address, told this once."""
    if email and User.objects.filter(email__iexact=email).exists():
        raise ChangeRefused(f"There is an account with the address {email} already.")
    with transaction.atomic():
        row, address = links.make(links.Kind.INVITATION, role, email.lower(), by=who)
        note(who, SUBJECT, f"invitation {row.pk}", "invitation", None, {"role": role, "email": row.email})
    return row, address


def take_back(link: Link, who: User) -> None:
    """Make an invitation, or a link for a password, useless."""
    with transaction.atomic():
        if not links.waiting().filter(pk=link.pk).exists():
            raise ChangeRefused("This link was used already, or has run out.")
        links.take_back(links.waiting().filter(pk=link.pk))
        note(who, SUBJECT, f"{link.kind} {link.pk}", link.kind, {"role": link.role, "email": link.email}, None)


@contextmanager
def _locked(person: User) -> Iterator[User]:
    """The person as they are now. All administrators are locked too, so that two cannot demote each other at once."""
    with transaction.atomic():
        list(User.objects.select_for_update().filter(role=Role.ADMINISTRATOR).order_by("pk").values_list("pk"))
        yield User.objects.select_for_update().get(pk=person.pk)


def _not_the_last(person: User) -> None:
    others = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=person.pk)
    if person.role == Role.ADMINISTRATOR and not others.exists():
        raise ChangeRefused(LAST)


def _end_sessions(person: User) -> None:
    person.epoch += 1
    person.save(update_fields=["epoch", "is_active"])
    for session in UserSession.objects.filter(user=person):
        session.end()


def _note(who: User, person: User, field: str, before: Any, after: Any, why: str) -> None:
    note(who, SUBJECT, person.username, field, before, after, why)
