"""Actors."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from communique.desk.api import briefs, naming
from communique.desk.api.access import caller_of
from communique.desk.api.answering import USUAL, answered
from communique.desk.api.answers.lists import ActorList, NamedActor
from communique.desk.api.describing.operation import Answer, operation
from communique.desk.api.routes.incidents import After, Limit
from communique.desk.archive.models import Party
from communique.desk.public.pages import names
from communique.desk.public.pages.actors import aliases_of, asked_for

router = Router(tags=["actors and places"])
BasisAsked = Annotated[str | None, Query(description="As in lists of incidents.", pattern="^(read|reviewed)$")]


@operation(router, "GET", "/actors", "listActors", Answer(ActorList))
def list_actors(
    request: HttpRequest,
    q: Annotated[str, Query(description="Part of a name, alias or acronym.", max_length=200)] = "",
    basis: BasisAsked = None,
    after: After = None,
    limit: Limit = USUAL,
) -> HttpResponse:
    """List actors that incidents have, by name.

    The incidents of one: `listIncidents` with `actor`.
    """
    shown = caller_of(request).basis(basis)
    last, asked = naming.read(after) if after else "", q.strip()
    found = asked_for(names.actors(shown, last), asked) if asked else names.actors(shown, last, limit + 1)
    here = found[:limit]
    counts = names.counted(Party, "name", shown, here)
    more = naming.written(here[-1]) if len(found) > limit else None
    return answered(ActorList(basis=shown, items=tuple(_row(name, counts[name]) for name in here), next=more))


def _row(name: str, count: int) -> NamedActor:
    return NamedActor(
        name=name,
        aliases=aliases_of(name),
        incidents=min(count, names.MOST_COUNTED),
        more=count > names.MOST_COUNTED,
        page=briefs.page("public:actor", name),
    )
