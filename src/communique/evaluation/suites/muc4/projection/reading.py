"""What the projection reads off a coded report, as plain data: candidates, incidents, and the features of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from communique.evaluation.suites.muc4.projection.candidates import Candidate, candidates
from communique.evaluation.suites.muc4.projection.features import features, fill_features, incident_features, parts
from communique.evaluation.suites.muc4.projection.incidents import Incident, incidents
from communique.model import Report


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
    places: Mapping[str, int]
    """How often each country is named or meant by a place."""


def read(doc: Doc) -> Reading:
    """Read a report that the coder analysed."""
    laid = parts(doc)
    found = candidates(doc)
    base = [features(doc, candidate, laid) for candidate in found]
    gathered = incidents(doc)
    told = []
    for incident in gathered:
        others = [other.type for other in gathered if other is not incident]
        fills = tuple(
            tuple(fill_features(doc, candidate, made, laid, incident))
            for candidate, made in zip(found, base, strict=True)
        )
        told.append(Told(incident, tuple(incident_features(doc, incident, others, laid)), fills))
    return Reading(doc._.report, tuple(found), tuple(told), _countries(doc))


def _countries(doc: Doc) -> dict[str, int]:
    counts: dict[str, int] = {}
    for mention in doc._.places or ():
        if mention.place.country:
            counts[mention.place.country] = counts.get(mention.place.country, 0) + 1
    return counts
