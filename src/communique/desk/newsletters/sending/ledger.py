"""Who got what: each delivery is marked before its message leaves, and what came of it is written down before the next one is.

A sender claims some deliveries (``claim``), which is on disk before any of them leaves. Then, message by message, a step
(``stepping``) writes what came of the last and marks the next, in one commit that survives the end of the process. A machine that
loses its power may forget those commits, but not the claim: see ``recovering``.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from django.db import connection, transaction

from communique.desk.newsletters.models import Delivery, Issue
from communique.desk.newsletters.sending.statements import CLAIM, STEP

State = Delivery.State
LEASE = timedelta(minutes=15)
"""More than a server may take to answer (``transport.MESSAGE_S``), after which whoever holds the row is thought to have ended."""
NOBODY = 0
"""Key of no delivery."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that is ours to send."""

    pk: int
    subscriber: int
    address: str
    attempts: int = 0
    """Before this one."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a message."""

    delivery: int
    state: str
    code: int | None
    words: str
    due_at: datetime | None = None


NOTHING = Outcome(NOBODY, State.PENDING, None, "")


class Step(Protocol):
    """Of one holder."""

    def __call__(self, last: Outcome | None, following: int = NOBODY) -> bool:
        """Write what came of the last message, and mark the following delivery as being sent; whether that is ours to send."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deliveries to claim: of an issue, in a state, after a key, to some domains or to all but some; due ones."""

    issue: int
    state: str
    after: int = 0
    domains: tuple[str, ...] = ()
    but: tuple[str, ...] = ()


def claim(wanted: Wanted, holder: str, most: int) -> list[Claimed]:
    """Take deliveries that nobody holds, in the order of their keys. They are on disk as taken when this returns."""
    now = datetime.now(UTC)
    where, values = _where(wanted, now)
    lock = "FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""
    sql = CLAIM.format(where=where, lock=lock, state=State(wanted.state).value)
    given = [wanted.issue, wanted.after, *values, most, holder, _time(now + LEASE)]
    with on_disk(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, given)
        return [Claimed(*row) for row in sorted(cursor.fetchall())]


@contextmanager
def stepping(holder: str) -> Iterator[Step]:
    """A holder's steps, over one cursor: opening one takes as long as a step."""
    with connection.cursor() as cursor:
        yield lambda last, following=NOBODY: _step(cursor, holder, last, following)


def _step(cursor: Any, holder: str, last: Outcome | None, following: int) -> bool:
    now = datetime.now(UTC)
    done = last or NOTHING
    given = {
        "holder": holder,
        "next": following,
        "last": done.delivery,
        "state": done.state,
        "code": done.code,
        "words": done.words,
        "due_at": _time(done.due_at) if done.due_at else None,
        "at": _time(now),
    }
    cursor.execute(STEP, given)
    changed = {row[0] for row in cursor.fetchall()}
    if last and last.delivery not in changed:
        _correct(last, now)
    return following in changed


def _correct(last: Outcome, at: datetime) -> None:
    """Others thought that we had ended, and wrote that nobody knows. We do."""
    known = {"state": last.state, "code": last.code, "answer": last.words, "due_at": last.due_at, "at": at}
    Delivery.objects.filter(pk=last.delivery, state=State.UNKNOWN).update(**known)


def skip(holder: str, why: dict[int, str]) -> None:
    """Claimed deliveries that are not to be sent, by key, with the reason."""
    for pk, words in why.items():
        Delivery.objects.filter(pk=pk, leased_by=holder, state__in=(State.PENDING, State.DEFERRED)).update(
            state=State.SKIPPED, answer=words, at=datetime.now(UTC), due_at=None, leased_by="", lease_until=None
        )


def release(holder: str) -> None:
    """Give back what was claimed and not begun."""
    Delivery.objects.filter(leased_by=holder, state__in=(State.PENDING, State.DEFERRED)).update(
        leased_by="", lease_until=None
    )


@transaction.atomic
def finish(issue: int) -> bool:
    """Whether nothing more is to be done for an issue that is being sent; then it is ``sent``."""
    Issue.objects.select_for_update().only("pk").get(pk=issue)  # so that nobody adds to it meanwhile
    open_ = (State.PENDING, State.SENDING, State.DEFERRED)
    if Delivery.objects.filter(issue=issue, state__in=open_).exists():
        return False
    sent = {"state": Issue.State.SENT, "finished_at": datetime.now(UTC), "trouble": ""}
    return bool(Issue.objects.filter(pk=issue, state=Issue.State.SENDING).update(**sent))


@contextmanager
def on_disk() -> Iterator[None]:
    """Commits within wait for the disk, and so do all before them; those outside need not, while a sender is ``hasty``."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        _say("PRAGMA synchronous=FULL")
        try:
            yield
        finally:
            _say("PRAGMA synchronous=NORMAL")
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            _say("SET LOCAL synchronous_commit TO on")
            yield
    else:
        yield


@contextmanager
def hasty() -> Iterator[None]:
    """Commits do not wait for the disk of a PostgreSQL server; SQLite's never do, and are copied less often."""
    begin, end = HASTE[connection.vendor]
    _say(begin)
    try:
        yield
    finally:
        _say(end)


HASTE = {
    "postgresql": ("SET synchronous_commit TO off", "RESET synchronous_commit"),
    "sqlite": ("PRAGMA wal_autocheckpoint=10000", "PRAGMA wal_autocheckpoint=1000"),
}


def _where(wanted: Wanted, now: datetime) -> tuple[str, Sequence[Any]]:
    where = ""
    values: list[Any] = []
    if wanted.state == State.DEFERRED:
        where, values = where + " AND due_at <= %s", [*values, _time(now)]
    for domains, words in ((wanted.domains, "IN"), (wanted.but, "NOT IN")):
        if domains:
            where, values = where + f" AND domain {words} ({', '.join(['%s'] * len(domains))})", [*values, *domains]
    return where, values


def _time(moment: datetime) -> Any:
    """A time in UTC as Django keeps it, who takes much longer."""
    return moment if connection.vendor == "postgresql" else moment.isoformat(" ", "microseconds").removesuffix("+00:00")


def _say(words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(words)
