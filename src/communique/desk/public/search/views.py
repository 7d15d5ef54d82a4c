"""The search page: incidents for everybody, reports for analysts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from communique.desk.accounts.guards import looks, sees_unreviewed
from communique.desk.accounts.roles import Role, has_role
from communique.desk.archive.models import Composition, Event, Report
from communique.desk.public.pages.basis import Basis, basis_of, query_of
from communique.desk.public.pages.listing import Line, line
from communique.desk.public.search.index import SCOPES, find
from communique.desk.public.search.models import Scope
from communique.desk.public.search.query import Query, parse
from communique.desk.public.search.snippets import snippet, spans

AT_ONCE = 20
MOST_EVENTS = 200
"""Events of the incidents of a page that are looked through for what to quote."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that was found."""

    name: str
    title: str
    publisher: str
    published: date | None
    state: str
    snippet: SafeString


@looks
def search(request: HttpRequest) -> HttpResponseBase:
    """``?q=`` among incidents, or ``?in=reports`` for analysts; ``?after=`` goes on."""
    typed, basis = request.GET.get("q", "").strip(), basis_of(request)
    analyst = has_role(request.user, Role.ANALYST)
    among = "reports" if analyst and request.GET.get("in") == "reports" else "incidents"
    query, scope = parse(typed), Scope.REPORT if among == "reports" else SCOPES[basis]
    found = find(query, scope, _after(request), AT_ONCE)
    going_on = {"q": typed, "in": among, "basis": str(basis), "after": str(found.after)}
    more = urlencode(going_on) if found.after else ""
    context = {
        "typed": typed,
        "nothing_to_find": bool(typed) and not query,
        "among": among,
        "analyst": analyst,
        "basis": basis,
        "query": query_of(basis, request),
        "may_choose": sees_unreviewed(request.user),
        "lines": _incidents(found.numbers, basis, query) if among == "incidents" else (),
        "hits": _reports(found.numbers, query) if among == "reports" else (),
        "more": more,
    }
    return render(request, "public/search.html", context)


def _after(request: HttpRequest) -> int | None:
    after = request.GET.get("after")
    if not after:
        return None
    if not after.isdecimal() or len(after) > 18:
        raise BadRequest("after: take it from the link to the next page")
    return int(after)


def _incidents(numbers: Sequence[int], basis: Basis, query: Query) -> list[Line]:
    """In the order given; what was withdrawn meanwhile is left out."""
    rows = Composition.objects.filter(incident__in=numbers, basis=basis).select_related("incident")
    found = {row.incident_id: row for row in rows}
    quotes = _quotes(numbers, basis)
    return [line(found[n], _best(quotes.get(n, ()), query)) for n in numbers if n in found]


def _quotes(numbers: Sequence[int], basis: Basis) -> dict[int, list[str]]:
    states = Event.COUNTING if basis == Basis.READ else (Event.State.ACCEPTED,)
    found: dict[int, list[str]] = {}
    for event in Event.objects.filter(incident__in=numbers, state__in=states).only("incident_id", "packed")[
        :MOST_EVENTS
    ]:
        record = event.record
        found.setdefault(int(event.incident_id or 0), []).extend((record.quote, *record.mentions))
    return found


def _best(quotes: Sequence[str], query: Query) -> SafeString:
    """The sentence with most of what was asked for."""
    best = max(quotes, key=lambda quote: len(list(spans(quote, query))), default="")
    return snippet(best, query)


def _reports(numbers: Sequence[int], query: Query) -> list[Hit]:
    found = Report.objects.in_bulk(list(numbers))
    return [_hit(found[n], query) for n in numbers if n in found]


def _hit(report: Report, query: Query) -> Hit:
    record = report.record
    told = snippet(record.text, query)
    return Hit(report.name, report.title, report.publisher, report.published, report.get_state_display(), told)
