"""The record: what a report is, what one report tells (event), and what many tell together (incident)."""

from communique.model.event import (
    Actor,
    ActorKind,
    Attribution,
    Certainty,
    DatePrecision,
    Event,
    Outcome,
    Place,
    PlaceMatch,
    Precision,
    Span,
    Status,
    Toll,
    When,
)
from communique.model.incident import Chosen, Claim, Contradiction, Figure, Incident, Source, TollAccount
from communique.model.line import EventLine
from communique.model.origin import Origin
from communique.model.report import Boilerplate, PublishedFrom, Report

__all__ = [
    "Actor",
    "ActorKind",
    "Attribution",
    "Boilerplate",
    "Certainty",
    "Chosen",
    "Claim",
    "Contradiction",
    "DatePrecision",
    "Event",
    "EventLine",
    "Figure",
    "Incident",
    "Origin",
    "Outcome",
    "Place",
    "PlaceMatch",
    "Precision",
    "PublishedFrom",
    "Report",
    "Source",
    "Span",
    "Status",
    "Toll",
    "TollAccount",
    "When",
]
