"""The page of a report: its text with the words that were read marked, its events, its revisions, the page as it was kept.

A report's text is its publisher's: whoever is no analyst sees the sentences that are quoted, and the link to the publisher.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString

from communique.desk.accounts.guards import looks, needs
from communique.desk.accounts.roles import Role, has_role
from communique.desk.archive.families import OTHER, family_of
from communique.desk.archive.models import Event, Report
from communique.desk.public.pages.basis import Basis, basis_of, query_of
from communique.desk.public.pages.changes import changes_of
from communique.desk.public.pages.differences import differences
from communique.desk.public.pages.marks import anchor_of, linked, marked_text
from communique.desk.public.pages.quotes import quoted
from communique.desk.public.pages.wording import place_words, type_words
from communique.exports.page import web_address
from communique.exports.rows import Value, losses, rows
from communique.exports.segments import Ref
from communique.model import Event as Record
from communique.model import Place

GONE = (Event.State.REJECTED, Event.State.WITHDRAWN, Event.State.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Item:
    """A value of an event: what it says, the report's words, and the id of these in the text (null: not in it)."""

    text: str
    words: str | None
    target: str | None
    said_by: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """An event as the page lists it."""

    number: int
    row: Event
    title: str
    family: str
    quote: SafeString
    items: tuple[tuple[str, tuple[Item, ...]], ...]


@looks
def report(request: HttpRequest, name: str) -> HttpResponseBase:
    """The page. One that has nothing which the one who looks may see is not there."""
    found = _of_name(name)
    basis, analyst = basis_of(request), has_role(request.user, Role.ANALYST)
    events = _events(found, basis)
    if not analyst and not events:
        raise Http404
    context = _context(found, events, basis, analyst) | {"query": query_of(basis, request)}
    return render(request, "public/report.html", context)


def _of_name(name: str) -> Report:
    related = Report.objects.select_related("source", "snapshot", "revises", "revision", "given_by")
    return get_object_or_404(related.defer("snapshot__packed", "revises__packed", "revision__packed"), name=name)


def _events(found: Report, basis: Basis) -> list[Event]:
    """Those that count on the basis, in the order of the text."""
    states = Event.COUNTING if basis == Basis.READ else (Event.State.ACCEPTED,)
    rows = Event.objects.filter(report=found, state__in=states).select_related("incident")
    return sorted(rows, key=lambda each: each.record.evidence.get("anchor", (0, 0)))


def _context(found: Report, events: Sequence[Event], basis: Basis, analyst: bool) -> dict[str, object]:
    record, records = found.record, [event.record for event in events]
    targets = linked(record, records) if analyst else frozenset()
    return {
        "report": found,
        "record": record,
        "basis": basis,
        "address": web_address(found.url),
        "text": marked_text(record, records) if analyst else None,
        "apart": [each for each in record.boilerplate if each.start is None] if analyst else [],
        "events": [_told(n, row, each, targets) for n, (row, each) in enumerate(zip(events, records, strict=True), 1)],
        "gone": Event.objects.filter(report=found, state__in=GONE).only("name", "type", "state", "reason")
        if analyst
        else [],
        "later": getattr(found, "revision", None),
        "changes": changes_of("", [event.name for event in events], [found.name]) if analyst else (),
    }


def _told(number: int, row: Event, record: Record, targets: Collection[Ref]) -> Told:
    items = [(each.label, tuple(_item(number, value, targets) for value in each.values)) for each in rows(record)]
    for loss in losses(record):
        figure = _item(number, loss.figure, targets)
        who = f"{figure.text} {loss.who}" if loss.who else figure.text
        items.append(
            (loss.outcome, (Item(who, figure.words, figure.target, loss.source.text if loss.source else None),))
        )
    if record.place:
        items = [(label, _located(label, each, record.place)) for label, each in items]
    family = family_of().get(record.type, OTHER)
    return Told(number, row, type_words(record.type), family, quoted(record, "anchor"), tuple(items))


def _located(label: str, items: tuple[Item, ...], place: Place) -> tuple[Item, ...]:
    return tuple(replace(each, text=_where(place)) for each in items) if label == "where" else items


def _where(place: Place) -> str:
    """Without coordinates: those of a region or a country are no point where anything happened."""
    words = place_words(place)
    return words if words.endswith(")") else f"{words} ({place.precision})"


def _item(number: int, value: Value, targets: Collection[Ref]) -> Item:
    ref = Ref(number, value.path or "")
    return Item(value.text, value.words, anchor_of(ref) if ref in targets else None)


@needs(Role.ANALYST)
def changes(request: HttpRequest, name: str) -> HttpResponseBase:
    """What a revision changed of the text before it."""
    found = _of_name(name)
    if found.revises is None:
        raise Http404
    pieces = differences(found.revises.record.text, found.record.text)
    return render(request, "public/report_changes.html", {"report": found, "before": found.revises, "pieces": pieces})


@needs(Role.ANALYST)
def kept(request: HttpRequest, name: str) -> HttpResponse:
    """The page as it came, byte for byte: as a file of plain text, so that no browser runs what it says."""
    found = _of_name(name)
    if found.snapshot is None:
        raise Http404
    response = HttpResponse(found.snapshot.body(), content_type="text/plain")
    response["Content-Disposition"] = f'attachment; filename="report-{found.pk}.txt"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
