"""The checks: each looks at one thing and says what it found."""

import shutil
import smtplib
import stat
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.utils import timezone

from communique.desk.archive.models import Source
from communique.desk.config.refusals import refusals
from communique.desk.ingest.working import alive
from communique.desk.operations.health import not_ready
from communique.gazetteer import Gazetteer

ROOM, LITTLE = 1 << 30, 5 << 30
"""Bytes free below which nothing can be kept for long, and below which it is time to look."""
Look = Literal["ok", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and in words what was found or is to be done."""

    name: str
    look: Look
    words: str


def configured() -> Finding:
    """The settings."""
    wrong = list(refusals(settings.GIVEN))
    return Finding(
        "settings", "bad" if wrong else "ok", "; ".join(wrong) or f"people reach the desk at {settings.BASE_URL}"
    )


def database() -> Finding:
    """The database is there, with the tables of this version, and whole."""
    reason = not_ready()
    if reason:
        return Finding("database", "bad", f"{reason}; see to DATABASE_URL, then start the desk with communique serve")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            whole = cursor.fetchone()[0]
            cursor.execute("PRAGMA journal_mode")
            mode = cursor.fetchone()[0]
        if whole != "ok":
            return Finding("database", "bad", f"damaged ({whole}); stop the desk and restore a backup")
        if mode != "wal":
            return Finding(
                "database", "warn", "not in WAL mode: readers wait for writers; is the folder on a network disk?"
            )
    return Finding("database", "ok", f"{connection.vendor}, whole, tables as this version wants them")


def gazetteer() -> Finding:
    """The gazetteer is built."""
    path = Gazetteer.open().path
    there = path.exists()
    words = str(path) if there else "not built; build it with: communique gazetteer build"
    return Finding("gazetteer", "ok" if there else "bad", words)


def disk() -> Finding:
    """There is room."""
    free = shutil.disk_usage(settings.DATA).free
    look: Look = "bad" if free < ROOM else "warn" if free < LITTLE else "ok"
    return Finding(
        "disk", look, f"{free / (1 << 30):.1f} GiB free at {settings.DATA}" + ("" if look == "ok" else "; make room")
    )


def folder() -> Finding:
    """It can be written, and others on the machine cannot read the secret key."""
    try:
        with tempfile.TemporaryFile(dir=settings.DATA):
            pass
    except OSError as error:
        return Finding(
            "data folder", "bad", f"{settings.DATA} cannot be written ({error.strerror}); give it to this user"
        )
    key = settings.DATA / "secret-key"
    if key.exists() and stat.S_IMODE(key.stat().st_mode) & 0o077:
        return Finding("data folder", "bad", f"others may read {key}; chmod 600 it")
    return Finding("data folder", "ok", str(settings.DATA))


def mail() -> Finding:
    """The mail server answers."""
    if not settings.GIVEN["COMMUNIQUE_MAIL"]:
        return Finding("mail", "ok", "no mail server is set: invitations and new passwords are links to hand over")
    try:
        with get_connection():
            return Finding("mail", "ok", f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} answers")
    except (OSError, smtplib.SMTPException) as error:
        return Finding("mail", "bad", f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}: {error}; see to COMMUNIQUE_MAIL")


def worker() -> Finding:
    """Somebody works."""
    count = alive(timezone.now()).count()
    words = f"{count} at work" if count else "none was seen lately; start one with: communique worker"
    return Finding("worker", "ok" if count else "warn", words)


def sources() -> Finding:
    """The sources answer."""
    failing = Source.objects.filter(active=True, failures__gte=3).count()
    words = f"{failing} failed three times in a row or more; the page Sources says why" if failing else "none fails"
    return Finding("sources", "warn" if failing else "ok", words)


CHECKS: tuple[Callable[[], Finding], ...] = (configured, database, gazetteer, disk, folder, mail, worker, sources)


def examine() -> Iterator[Finding]:
    """Every check; one that cannot be made because the database is not there says so."""
    for check in CHECKS:
        try:
            yield check()
        except DatabaseError as error:
            yield Finding(check.__name__, "bad", f"the database did not answer: {str(error).strip()[:200]}")
