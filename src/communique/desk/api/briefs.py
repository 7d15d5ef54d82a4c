"""Rows as they are told in lists."""

from django.conf import settings
from django.urls import reverse

from communique.desk.api.answers.events import EventWhole, ReportBrief
from communique.desk.api.answers.incidents import IncidentBrief, Judged, Killed, PlaceBrief
from communique.desk.archive.models import Composition, Event, Report
from communique.desk.public.pages.wording import headline


def page(view: str, *values: object) -> str:
    """The whole address of a page of the desk."""
    return str(settings.BASE_URL + reverse(view, args=values))


def incident(row: Composition) -> IncidentBrief:
    """An incident as composed; ``row.incident`` must be at hand."""
    return IncidentBrief(
        id=row.incident.name,
        basis=row.basis,  # type: ignore[arg-type]
        reviewed=row.incident.reviewed,  # type: ignore[arg-type]
        headline=headline(row.record),
        type=row.type or None,
        family=row.family,
        status=row.status or None,
        certainty=row.certainty or None,
        start=row.start,
        end=row.end,
        date_precision=row.date_precision,
        place=place(row),
        killed=Killed(low=row.killed_low, best=row.killed_best, high=row.killed_high),
        aggregate=row.aggregate,
        reports=row.reports,
        publishers=row.publishers,
        contradictions=row.contradictions,
        first_reported=row.first_reported,
        last_updated=row.last_updated,
        stamp=row.stamp,
        changed_at=row.incident.changed_at,
        page=page("public:incident", row.incident.name),
    )


def place(row: Composition) -> PlaceBrief | None:
    """Where it happened; null where no report tells."""
    if not row.precision:
        return None
    return PlaceBrief(
        name=row.place,
        admin1=row.admin1 or None,
        country=row.country or None,
        geonameid=row.geonameid,
        precision=row.precision,
        latitude=row.latitude,
        longitude=row.longitude,
        accuracy_km=row.accuracy_km,
    )


def judged(event: Event) -> Judged:
    """How far people judged an event."""
    return Judged(event=event.name, number=event.pk, state=event.state, made_by=event.maker, version=event.version)  # type: ignore[arg-type]


def event(row: Event) -> EventWhole:
    """An event; ``row.report`` and ``row.incident`` must be at hand."""
    return EventWhole(
        number=row.pk,
        id=row.name,
        report=row.report.name,
        incident=row.incident.name if row.incident else None,
        state=row.state,
        reason=row.reason or None,
        made_by=row.maker,
        version=row.version,
        read_at=row.read_at,
        record=row.record,
    )


def report(row: Report) -> ReportBrief:
    """A report without its text; ``row.revises`` must be at hand."""
    return ReportBrief(
        id=row.name,
        title=row.title or None,
        publisher=row.publisher or None,
        published=row.published,
        url=row.url or None,
        language=row.language or None,
        received_at=row.received_at,
        state=row.state,
        error=row.error or None,
        revises=row.revises.name if row.revises else None,
        page=page("public:report", row.name),
    )
