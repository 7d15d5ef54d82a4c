"""Reports as rows: each kept once, and knowing which earlier one it revises."""

import re
from datetime import date, datetime
from hashlib import sha256

import msgspec
from django.db import IntegrityError, transaction

from communique.desk.archive.models import Report, Snapshot, Source
from communique.desk.ingest.hints import Hints
from communique.model import Report as Record

NAME = re.compile(r"[\w.~:-]{1,100}", re.ASCII)
"""Names that stand in addresses of pages as they are."""
TRIES = 5
"""How often a report is tried that somebody else keeps in the same moment."""


def keep_report(snapshot: Snapshot, record: Record, hints: Hints, at: datetime) -> tuple[Report, bool]:
    """The row of a report and whether it is new. The same text of the same page is one report, however often it comes."""
    named = _named(record)
    for _ in range(TRIES):
        known = Report.objects.filter(name=named.id).first()
        if known is not None:
            return known, False
        try:
            with transaction.atomic():
                row = _row(snapshot, named, hints, at)
                row.save(force_insert=True)
                return row, True
        except IntegrityError:  # another worker kept it, or another revision of its page, just now
            continue
    raise RuntimeError(f"report {named.id} could not be kept: others kept revisions of it in the same moment")


def _named(record: Record) -> Record:
    """The record under a name of its own: an id that a file gives may be no name, or be another report's already."""
    if NAME.fullmatch(record.id):
        other = Report.objects.filter(name=record.id).first()
        if other is None or other.record.text == record.text:
            return record
    digest = sha256(record.text.encode("utf-8", "surrogatepass")).hexdigest()
    plain = re.sub(r"[^\w.~:-]+", "-", record.id, flags=re.ASCII)[:80]
    return msgspec.structs.replace(record, id=f"{plain}-{digest[:16]}")


def _row(snapshot: Snapshot, record: Record, hints: Hints, at: datetime) -> Report:
    return Report(
        name=record.id,
        packed=msgspec.json.encode(record),
        title=_clean(record.title),
        publisher=_clean(record.publisher)[:300],
        published=date.fromisoformat(record.published) if record.published else None,
        url=_short(record.url),
        language=(record.language or "")[:16],
        source=snapshot.source,
        snapshot=snapshot,
        given_by_id=hints.given_by,
        received_at=at,
        revises=_earlier(snapshot, record, hints),
    )


def _short(url: str | None) -> str:
    """An address that has room in its column; a longer one stays in the record alone."""
    return _clean(url) if url and len(url) <= 2000 else ""


def _clean(words: str | None) -> str:
    """Words as every database takes them: without the NUL that PostgreSQL refuses."""
    return (words or "").replace("\0", "")


def _earlier(snapshot: Snapshot, record: Record, hints: Hints) -> Report | None:
    """The latest report of the same page, kept from another fetch of it."""
    latest = Report.objects.filter(revision=None).exclude(snapshot=snapshot).order_by("-pk")
    url = _short(record.url)
    if url and hints.kind == "feed":  # entries may share a link: those of one feed are told apart by their ids
        return latest.filter(url=url, snapshot__address=snapshot.address).first()
    if url:
        return latest.filter(url=url).first()
    if snapshot.source.kind == Source.Kind.FOLDER:
        return _earlier_of_file(snapshot)
    return None


def _earlier_of_file(snapshot: Snapshot) -> Report | None:
    """The one report of a file of one report as it was before."""
    before = Snapshot.objects.filter(source=snapshot.source, address=snapshot.address, pk__lt=snapshot.pk)
    latest = before.order_by("-pk").first()
    reports = list(latest.reports.all()[:2]) if latest else []
    ours = snapshot.reports.exists()
    return reports[0] if len(reports) == 1 and not ours and not hasattr(reports[0], "revision") else None
