"""The list of actors, and the page of one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.http import urlencode

from communique.codebook.actors import Group, load_actor_lists, normalise
from communique.desk.accounts.guards import looks, sees_unreviewed
from communique.desk.archive.models import Party
from communique.desk.public.pages import names
from communique.desk.public.pages.basis import basis_of, query_of
from communique.desk.public.pages.latest import LATEST, Row, by_month, latest_of_actor, map_of, parties_of
from communique.desk.public.pages.links import Views
from communique.desk.public.pages.listing import page_of_actor
from communique.desk.public.selecting import Selection

AT_ONCE = 50
SHOWN = 12
"""Actors that are told with and against whom one is most often."""


@dataclass(frozen=True, slots=True)
class Named:
    """An actor in the list; ``aliases`` are other names by which it was found."""

    name: str
    count: int
    aliases: str = ""


@looks
def actors(request: HttpRequest) -> HttpResponseBase:
    """Every actor by name, or those that are called what is asked for, by any of their names."""
    basis, asked = basis_of(request), request.GET.get("q", "").strip()
    after = request.GET.get("after", "").replace("\x00", "")
    left = asked_for(names.actors(basis, after), asked) if asked else names.actors(basis, after, AT_ONCE + 1)
    counts = names.counted(Party, "name", basis, left[:AT_ONCE])
    listed = [Named(name, counts[name], ", ".join(aliases_of(name)[:4])) for name in left[:AT_ONCE]]
    more = urlencode({"q": asked, "after": left[AT_ONCE - 1], "basis": basis}) if len(left) > AT_ONCE else ""
    context = {
        "actors": listed,
        "asked": asked,
        "more": more,
        "basis": basis,
        "query": query_of(basis, request),
        "most": names.MOST_COUNTED,
        "may_choose": sees_unreviewed(request.user),
    }
    return render(request, "public/actors.html", context)


def asked_for(found: Sequence[str], asked: str) -> Sequence[str]:
    """Those whose name, alias or acronym has what is asked for in it."""
    wanted = normalise(asked)
    return [name for name in found if any(wanted in normalise(each) for each in (name, *aliases_of(name)))]


def aliases_of(name: str) -> tuple[str, ...]:
    """Acronyms and aliases of an actor, as the actor list has them."""
    group = _group(name)
    return (*group.acronyms, *group.aliases) if group else ()


def _group(name: str) -> Group | None:
    """The group of the actor list that has this very name."""
    return next((each for each in load_actor_lists().by_alias.get(normalise(name), ()) if each.name == name), None)


@looks
def actor(request: HttpRequest, name: str) -> HttpResponseBase:
    """The page of an actor: when, where, with whom and against whom, and its incidents."""
    basis = basis_of(request)
    found, query = latest_of_actor(name, basis), query_of(basis, request)
    if not found.rows:
        raise Http404
    views = Views(Selection(basis=basis, actor=(name,)))
    chart, legend = by_month(found, views.between)
    context = {
        "name": name,
        "group": _group(name),
        "views": views,
        "basis": basis,
        "query": query,
        "chart": chart,
        "legend": legend,
        "map": map_of(found.rows, f"Where {name} was told of", query),
        "sides": list(_sides(found.rows, name)),
        "more": found.more,
        "latest": LATEST,
        "incidents": page_of_actor(name, basis, request.GET.get("after")),
        "paged": "after" in request.GET,
        "may_choose": sees_unreviewed(request.user),
    }
    return render(request, "public/actor.html", context)


def _sides(rows: Sequence[Row], name: str) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """With whom and against whom it stands in these incidents, and how often."""
    parties = parties_of(rows)
    own = {(composition, side) for composition, side, each in parties if each == name}
    beside: Counter[str] = Counter()
    against: Counter[str] = Counter()
    for composition, side, each in parties:
        if each != name:
            (beside if (composition, side) in own else against)[each] += 1
    yield "Against", against.most_common(SHOWN)
    yield "Beside", beside.most_common(SHOWN)
