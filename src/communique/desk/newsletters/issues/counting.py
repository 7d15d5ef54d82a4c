"""How sending goes: deliveries by state and by the domain they go to. The states add up to the audience."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from communique.desk.newsletters.models import Delivery, Issue, Return

State = Delivery.State
DOMAINS_MOST = 100


@dataclass(frozen=True, slots=True)
class Counts:
    """Deliveries of an issue by state; every state is there, in the order of ``Delivery.State``."""

    by_state: Mapping[str, int]
    audience: int | None
    """As counted when it was frozen; null: not frozen yet."""

    @property
    def total(self) -> int:
        """Rows there are."""
        return sum(self.by_state.values())

    @property
    def adds_up(self) -> bool:
        """Whether each of the audience is in one state, none missing and none twice."""
        return self.audience is None or self.audience == self.total

    @property
    def done(self) -> int:
        """Rows that nothing more comes of by itself."""
        return self.total - sum(self.by_state[each] for each in (State.PENDING, State.SENDING, State.DEFERRED))


@dataclass(frozen=True, slots=True)
class Domain:
    """The deliveries of an issue to one domain, and what came back from it."""

    name: str
    rows: int
    by_state: Mapping[str, int]
    returns: Mapping[str, int]

    @property
    def percent(self) -> int | None:
        """Of those the server answered for good, how many it took, rounded down: 100 is all; null: none answered yet."""
        answered = self.by_state[State.ACCEPTED] + self.by_state[State.FAILED]
        return 100 * self.by_state[State.ACCEPTED] // answered if answered else None

    @property
    def waiting(self) -> int:
        """Not tried yet, or at it."""
        return self.by_state[State.PENDING] + self.by_state[State.SENDING]

    @property
    def bounced(self) -> int:
        """What came back, for good or for now."""
        return self.returns.get(Return.Kind.HARD, 0) + self.returns.get(Return.Kind.SOFT, 0)


def counts_of(issue: Issue) -> Counts:
    """One look at the index of (issue, state)."""
    return counts_of_all([issue])[issue.pk]


def counts_of_all(issues: Sequence[Issue]) -> dict[int, Counts]:
    """Of several issues at once, by primary key."""
    rows = Delivery.objects.filter(issue__in=issues).order_by().values_list("issue", "state").annotate(Count("pk"))
    found = {(issue, state): count for issue, state, count in rows}
    return {
        each.pk: Counts({state: found.get((each.pk, state), 0) for state in State.values}, each.audience)
        for each in issues
    }


def domains_of(issue: Issue) -> list[Domain]:
    """The domains that most of it goes to, those with most deliveries first; an erased address has no domain."""
    counted = {f"n_{state}": Count("pk", filter=Q(state=state)) for state in State.values}
    rows = _most(Delivery.objects.filter(issue=issue).exclude(domain=""), counted)
    names = [row["domain"] for row in rows]
    returned = _returned(issue, names)
    return [
        Domain(row["domain"], row["rows"], {s: row[f"n_{s}"] for s in State.values}, returned.get(row["domain"], {}))
        for row in rows
    ]


def _most(rows: QuerySet[Delivery], counted: Mapping[str, Count]) -> list[dict[str, Any]]:
    found = rows.order_by().values("domain").annotate(rows=Count("pk"), **counted)
    return [dict(row) for row in found.order_by("-rows", "domain")[:DOMAINS_MOST]]


def _returned(issue: Issue, domains: Sequence[str]) -> dict[str, dict[str, int]]:
    rows = Return.objects.filter(delivery__issue=issue, delivery__domain__in=domains).order_by()
    found: dict[str, dict[str, int]] = {}
    for domain, kind, count in rows.values_list("delivery__domain", "kind").annotate(Count("pk")):
        found.setdefault(domain, {})[kind] = count
    return found
