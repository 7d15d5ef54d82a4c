"""Issues and deliveries for the tests of this folder."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
from desk.newsletters.people import a_list, a_subscriber

from communique.desk.newsletters.briefings.content import Briefing, Figure, Item, Said, Section
from communique.desk.newsletters.models import Delivery, Issue, MailingList

BOMB = Item(
    incident="ML-2024-0001",
    why="new",
    type="bombing",
    family="attack",
    status="actual",
    certainty="stated",
    country="ML",
    place="Gao",
    precision="town",
    start=date(2024, 5, 2),
    end=date(2024, 5, 2),
    tolls={"killed": Figure(12, 16, 20)},
    said=[Said("Sahel Daily", "police")],
    publishers=3,
    reports=4,
)
RAID = msgspec.structs.replace(BOMB, incident="NE-2024-0002", why="updated", country="NE", place="Tera", publishers=1)
BRIEFING = Briefing(
    basis="reviewed",
    since=date(2024, 5, 1),
    until=date(2024, 5, 8),
    sections=[Section("ML", [BOMB]), Section("NE", [RAID])],
    counts={"new": 1, "updated": 1},
)


def an_issue(mailing_list: MailingList | None = None, briefing: Briefing = BRIEFING, **more: Any) -> Issue:
    """A draft that tells of two incidents."""
    of = mailing_list or MailingList.objects.first() or a_list()
    given = {
        "list": of,
        "frequency": of.frequency,
        "number": of.issues.count() + 1,
        "subject": "Gao: a bomb at the market",
        "content": msgspec.to_builtins(briefing),
    }
    return Issue.objects.create(**{**given, **more})


def deliveries(issue: Issue, *states: str, domain: str = "mail.example", **more: Any) -> Sequence[Delivery]:
    """One delivery a state, each to somebody else."""
    start = Delivery.objects.count()
    found = []
    for number, state in enumerate(states, start):
        address = f"reader{number}@{domain}"
        person = a_subscriber(address, issue.list)
        given = {"issue": issue, "subscriber": person, "address": address, "domain": domain, "state": state}
        found.append(Delivery.objects.create(**{**given, **more}))
    Issue.objects.filter(pk=issue.pk).update(audience=issue.deliveries.count())
    return found
