"""The codebook's types."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from communique.codebook.types import EventType
from communique.desk.api.answering import answered
from communique.desk.api.answers.lists import Codebook, FamilyRow, TypeRow
from communique.desk.api.describing.operation import Answer, operation
from communique.desk.archive.codebook import codebook
from communique.desk.archive.families import OTHER, families, family_of
from communique.desk.public.pages.wording import type_words

router = Router(tags=["codebook"])


@operation(router, "GET", "/codebook", "getCodebook", Answer(Codebook))
def get_codebook(request: HttpRequest) -> HttpResponse:
    """Read the types of events, what each means, and what other schemes call it."""
    rows = tuple(_row(each) for each in codebook().types.values())
    shown = tuple(
        FamilyRow(family=each.family, label=each.label, colour=each.colour, types=each.types) for each in families()
    )
    return answered(Codebook(types=rows, families=shown))


def _row(kind: EventType) -> TypeRow:
    acled, plover = kind.acled, kind.plover
    return TypeRow(
        type=kind.type,
        label=type_words(kind.type),
        family=family_of().get(kind.type, OTHER),
        definition=" ".join(kind.definition.split()),
        acled=f"{acled.event_type}: {acled.sub_event_type}" if acled else None,
        plover=plover.event if plover else None,
        cameo=", ".join(kind.cameo) or None,
    )
