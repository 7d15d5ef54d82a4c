"""The columns that say which reports tell it, and whom they have it from."""

import re
from collections.abc import Sequence

from communique.model import Incident, Source

UNKNOWN = "-1"
"""UCDP's number of sources where it is not known."""
COLUMNS = ("number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original")


def source_columns(incident: Incident) -> dict[str, str]:
    """The source columns. Reports in order of publication, a reprint not again; joined by ";", empty parts kept in their place."""
    own = [source for source in incident.sources if source.reprint_of is None]
    return {
        "number_of_sources": str(incident.publishers) if incident.publishers else UNKNOWN,
        "source_article": _joined([_article(source) for source in own]),
        "source_office": _joined([_office(source) for source in own]),
        "source_date": _joined([_day(source) for source in own]),
        "source_headline": _joined([clean(source.title) for source in own]),
        "source_original": ";".join(_speakers(incident)),
    }


def clean(words: str | None) -> str:
    """Words on one line without the sign that joins."""
    return re.sub(r"\s+", " ", (words or "").replace(";", ",")).strip()


def _article(source: Source) -> str:
    """UCDP's form of a citation: office, date and headline with commas between."""
    return ",".join(part for part in (_office(source), _day(source), clean(source.title)) if part)


def _office(source: Source) -> str:
    return clean(source.publisher or source.wire)


def _day(source: Source) -> str:
    return clean((source.published or "")[:10])


def _joined(parts: Sequence[str]) -> str:
    """Parts with ";" between; empty where all are."""
    return ";".join(parts) if any(parts) else ""


def _speakers(incident: Incident) -> Sequence[str]:
    """Whom the reports have it from, each once; the speakers of its dead too."""
    said = [event.attribution.source for event in incident.events if event.attribution]
    counted = [
        figure.said_by for account in incident.tolls if account.outcome == "killed" for figure in account.figures
    ]
    return tuple(
        {name.lower(): name for name in map(clean, [*said, *(each or "" for each in counted)]) if name}.values()
    )
