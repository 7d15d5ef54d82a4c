"""What the projection reads off a coded report, as plain data: candidates, incidents, and the features of each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from communique.evaluation.suites.muc4.projection.candidates import Candidate, candidates
from communique.evaluation.suites.muc4.projection.features import features, fill_features, incident_features, parts
from communique.evaluation.suites.muc4.projection.incidents import Incident, incidents
from communique.evaluation.suites.muc4.projection.weights import Choice
from communique.model import Place, Report, When

BRACKETED = re.compile(r"((?:[\w'-]+\s+){0,9}[\w'-]+)\s+[\[(]([\w' -]{2,80})[\])]")


@dataclass(frozen=True, slots=True)
class Told:
    """One incident with its features, and those of every candidate as a fill of it."""

    incident: Incident
    features: tuple[str, ...]
    fills: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One report, coded."""

    report: Report
    candidates: tuple[Candidate, ...]
    incidents: tuple[Told, ...]
    countries: Mapping[str, int]
    """How often each country is named or meant by a place."""
    places: tuple[tuple[int, Place], ...]
    """The places named, each with the first token of its sentence."""
    days: tuple[tuple[int, When], ...]
    """The days told, likewise."""
    acronyms: Mapping[str, str]
    """Short names that the report gives in brackets, with the long ones before them."""


def read(doc: Doc, same: Choice, least: float) -> Reading:
    """Read a report that the coder analysed; ``same`` and ``least`` say which events are one incident."""
    laid = parts(doc)
    found = candidates(doc)
    base = [features(doc, candidate, laid) for candidate in found]
    gathered = incidents(doc, same, least)
    told = []
    for incident in gathered:
        others = [other.type for other in gathered if other is not incident]
        fills = tuple(
            tuple(fill_features(doc, candidate, made, laid, incident))
            for candidate, made in zip(found, base, strict=True)
        )
        told.append(Told(incident, tuple(incident_features(doc, incident, others, laid)), fills))
    return Reading(
        report=doc._.report,
        candidates=tuple(found),
        incidents=tuple(told),
        countries=_countries(doc),
        places=tuple((doc[each.start].sent.start, each.place) for each in doc._.places or () if each.kind == "name"),
        days=tuple(
            (doc[each.start].sent.start, each.when) for each in doc._.times or () if each.when.precision == "day"
        ),
        acronyms=acronyms(doc._.report.text),
    )


def acronyms(text: str) -> dict[str, str]:
    """Short names in brackets with the words before them whose initials they hold: "RED STAR ARMY [RSA]", and the other way."""
    found: dict[str, str] = {}
    for match in BRACKETED.finditer(text):
        before, inside = match[1].upper().split(), match[2].upper().strip()
        short, long = (inside, before) if len(inside.split()) == 1 else (before[-1], inside.split())
        start = next((i for i in range(max(0, len(long) - 8), len(long)) if long[i][0] == short[0]), None)
        if start is not None and 2 <= len(short) <= 8:
            found[short] = " ".join(long[start:])
    return found


def _countries(doc: Doc) -> dict[str, int]:
    counts: dict[str, int] = {}
    for mention in doc._.places or ():
        if mention.place.country:
            counts[mention.place.country] = counts.get(mention.place.country, 0) + 1
    return counts
