"""The page of an issue's deliveries, one by one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from communique.desk.newsletters.issues.counting import counts_of
from communique.desk.newsletters.issues.unknown import OPEN
from communique.desk.newsletters.models import Delivery, Issue

AT_ONCE = 100


def page_of(issue: Issue, given: Mapping[str, str]) -> dict[str, Any]:
    """The context: rows in the order they are sent in, as the address of the page asks for them."""
    state, domain, person = (given.get(each, "").replace("\0", "").strip() for each in ("state", "domain", "address"))
    rows = _selected(issue, state, domain.lower(), person.lower())
    after = given.get("after", "")
    if after.isdecimal() and len(after) < 19:
        rows = rows.filter(pk__gt=int(after))
    found: Sequence[Delivery] = list(rows.order_by("pk")[: AT_ONCE + 1])
    return {
        "issue": issue,
        "deliveries": found[:AT_ONCE],
        "more": found[AT_ONCE - 1].pk if len(found) > AT_ONCE else None,
        "asked": {"state": state, "domain": domain, "address": person},
        "states": Delivery.State.choices,
        "counts": counts_of(issue),
        "may_send_again": issue.state in OPEN,
    }


def _selected(issue: Issue, state: str, domain: str, person: str) -> QuerySet[Delivery]:
    rows = Delivery.objects.filter(issue=issue).prefetch_related("returns")
    if state in Delivery.State.values:
        rows = rows.filter(state=state)
    if domain:
        rows = rows.filter(domain=domain)
    return rows.filter(address=person) if person else rows
