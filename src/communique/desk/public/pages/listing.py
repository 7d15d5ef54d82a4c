"""Lists of incidents, page by page: each page begins after the last one of the page before, however far one goes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString

from communique.desk.archive.families import families
from communique.desk.archive.models import Composition, Party
from communique.desk.public.charts.months import GREY
from communique.desk.public.charts.svg import swatch
from communique.desk.public.pages.wording import headline

AT_ONCE = 25
AFTER = re.compile(r"(\d{1,7})-(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Line:
    """An incident in a list: its name, its sentence, the colour of its family, and how it is told."""

    name: str
    text: str
    colour: SafeString
    publishers: int
    contradictions: int
    snippet: SafeString | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Incidents, and what the next page is asked with; null where it is the last."""

    lines: tuple[Line, ...]
    after: str | None


def page(rows: QuerySet[Composition], after: str | None) -> Page:
    """The next incidents, the latest first. Raises ``BadRequest`` where ``after`` is none of ours."""
    found = list(_after(rows, after, "id").order_by("-day", "-id").select_related("incident")[: AT_ONCE + 1])
    return Page(tuple(line(row) for row in found[:AT_ONCE]), _last(found))


def page_of_actor(name: str, basis: str, after: str | None) -> Page:
    """The next incidents that an actor is of."""
    parties = _after(Party.objects.filter(basis=basis, name=name), after, "composition_id")
    ids = list(
        dict.fromkeys(
            parties.order_by("-day", "-composition_id").values_list("composition_id", flat=True)[: 2 * AT_ONCE + 2]
        )
    )
    rows = Composition.objects.filter(pk__in=ids[: AT_ONCE + 1]).select_related("incident").order_by("-day", "-id")
    found = list(rows)
    return Page(tuple(line(row) for row in found[:AT_ONCE]), _last(found))


def _after(rows: QuerySet[Any], after: str | None, column: str) -> QuerySet[Any]:
    if not after:
        return rows
    at = AFTER.fullmatch(after)
    if at is None:
        raise BadRequest("after: take it from the link to the next page")
    day, last = int(at[1]), int(at[2])
    return rows.filter(day__lte=day).filter(Q(day__lt=day) | Q(**{f"{column}__lt": last}))


def _last(found: Sequence[Composition]) -> str | None:
    return f"{found[AT_ONCE - 1].day}-{found[AT_ONCE - 1].pk}" if len(found) > AT_ONCE else None


def line(row: Composition, snippet: SafeString | None = None) -> Line:
    """An incident as a line."""
    return Line(
        row.incident.name, headline(row.record), colour_of(row.family), row.publishers, row.contradictions, snippet
    )


def colour_of(family: str) -> SafeString:
    """The colour of a family."""
    return swatch(next((each.colour for each in families() if each.family == family), GREY))
