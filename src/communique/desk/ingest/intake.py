"""Keep what was fetched or handed in, and read the reports in it. Both may be done again without harm."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import islice

import msgspec
from django.db import transaction

from communique.desk.archive.models import Report, Snapshot, Source
from communique.desk.archive.signals import reports_kept
from communique.desk.ingest.hints import Hints, hints_of
from communique.desk.ingest.parsing import items_of
from communique.desk.ingest.rows import keep_report
from communique.model import Report as Record
from communique.reading import Failure

AT_ONCE = 100
"""Reports that are kept in one transaction."""
MOST_TOLD = 5
"""Problems told of one snapshot; the rest are counted."""


@dataclass(slots=True)
class Read:
    """What reading a snapshot gave: reports that are new, reports known before, and what could not be read, in words."""

    made: list[Report] = field(default_factory=list)
    known: list[Report] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def keep(
    source: Source,
    address: str,
    body: bytes,
    media_type: str,
    hints: Hints,
    at: datetime,
    *,
    leased_by: str = "",
    lease_until: datetime | None = None,
) -> Snapshot | None:
    """Keep bytes as they came; null where the same bytes were kept of the same address before.

    ``address`` is a URL after redirects, a path, or a message's id; a lease keeps the worker from reading it.
    """
    snapshot, new = Snapshot.objects.get_or_create(
        address=address,
        sha256=sha256(body).hexdigest(),
        defaults={
            "source": source,
            "fetched_at": at,
            "media_type": media_type[:200],
            "packed": zlib.compress(body, 6),
            "size": len(body),
            "hints": msgspec.to_builtins(hints),
            "leased_by": leased_by,
            "lease_until": lease_until,
        },
    )
    return snapshot if new else None


def read_snapshot(snapshot: Snapshot, at: datetime) -> list[Report]:
    """The new reports in a snapshot, kept. One that is known stays as it is; one whose page changed revises the earlier one.

    What cannot be read is written into the snapshot.
    """
    return read(snapshot, at).made


def read(snapshot: Snapshot, at: datetime) -> Read:
    """As ``read_snapshot``, telling of known reports and of problems too."""
    found, items = Read(), items_of(snapshot)
    while some := list(islice(items, AT_ONCE)):
        found.problems += [f"{each.reason}; {each.remedy}" for each in some if isinstance(each, Failure)]
        with transaction.atomic():
            _keep_reports(snapshot, [each for each in some if not isinstance(each, Failure)], found, at)
    snapshot.state = Snapshot.State.READ if found.made or found.known else Snapshot.State.FAILED
    snapshot.error = _told(found.problems)
    snapshot.lease_until, snapshot.leased_by = None, ""
    snapshot.save(update_fields=["state", "error", "lease_until", "leased_by"])
    return found


def _keep_reports(snapshot: Snapshot, records: Sequence[Record], found: Read, at: datetime) -> None:
    hints, before = hints_of(snapshot), len(found.made)
    for record in records:
        report, new = keep_report(snapshot, record, hints, at)
        (found.made if new else found.known).append(report)
        for large in (
            "packed",
            "origin",
        ):  # of a file of very many reports not all texts stay in memory; Django asks again
            report.__dict__.pop(large, None)
    names = [report.name for report in found.made[before:]]
    if names:
        reports_kept.send(sender=Report, names=names)


def _told(problems: Sequence[str]) -> str:
    more = len(problems) - MOST_TOLD
    return "\n".join([*problems[:MOST_TOLD], *([f"and {more:,} more"] if more > 0 else [])])
