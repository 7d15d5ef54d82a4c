"""What people decide, by their tokens."""

from collections.abc import Callable
from typing import Annotated, Any, cast

from django.http import HttpRequest, HttpResponse
from ninja import Body, Router, Schema
from pydantic import Field

from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role
from communique.desk.api import briefs
from communique.desk.api.access import Needs, caller_of
from communique.desk.api.answering import answered
from communique.desk.api.answers.events import EventWhole
from communique.desk.api.describing.operation import Answer, operation
from communique.desk.api.problems import Refused
from communique.desk.api.routes.events import of_number, visible
from communique.desk.archive import changing
from communique.desk.archive.models import Change, Event

router = Router(tags=["review"])
REVIEW, WITHDRAW = Needs("review", Role.ANALYST), Needs("review", Role.EDITOR)
Version = Annotated[int, Field(ge=1, lt=2**31, description="`version` of the event that the decision is about.")]
Offset = Annotated[int, Field(ge=0, lt=2**31)]


class Accepting(Schema):
    """An event is what the report tells."""

    version: Version
    why: str = Field("", max_length=2000, description="Why, in words.")


class Refusing(Schema):
    """An event is not what the report tells, or is taken back."""

    version: Version
    why: str = Field(min_length=1, max_length=2000, description="Why, in words.")


class Correcting(Schema):
    """A field's value, and the words of the report that give it."""

    version: Version
    field: str = Field(
        max_length=40, description="A top-level field of the event: type, date, place, tolls...", examples=["status"]
    )
    value: Any = Field(description="JSON as the event's schema has that field.", examples=["ongoing"])
    evidence: dict[str, Annotated[list[Offset], Field(min_length=2, max_length=2)]] = Field(
        default_factory=dict,
        max_length=200,
        description="Path of each value to start and end offset of its words in the report's text.",
        examples=[{"status": [10, 16]}],
    )
    why: str = Field("", max_length=2000, description="Why, in words.")


@operation(router, "POST", "/events/{number}/accept", "acceptEvent", Answer(EventWhole), needs=REVIEW, problems=(404,))
def accept_event(request: HttpRequest, number: int, given: Annotated[Accepting, Body()]) -> HttpResponse:
    """Accept an event: say that it is what the report tells.

    Under the two-person rule the first of two makes it seconded, the second accepted.
    """
    return _done(request, number, lambda event, who: changing.accept(event, who, given.version, given.why))


@operation(router, "POST", "/events/{number}/reject", "rejectEvent", Answer(EventWhole), needs=REVIEW, problems=(404,))
def reject_event(request: HttpRequest, number: int, given: Annotated[Refusing, Body()]) -> HttpResponse:
    """Reject an event: say that the report tells of no such thing. It is kept, and of no incident."""
    return _done(request, number, lambda event, who: changing.reject(event, who, given.why, given.version))


@operation(
    router, "POST", "/events/{number}/withdraw", "withdrawEvent", Answer(EventWhole), needs=WITHDRAW, problems=(404,)
)
def withdraw_event(request: HttpRequest, number: int, given: Annotated[Refusing, Body()]) -> HttpResponse:
    """Withdraw an event that was accepted. It is kept, and of no incident."""
    return _done(request, number, lambda event, who: changing.withdraw(event, who, given.why, given.version))


@operation(
    router, "POST", "/events/{number}/correct", "correctEvent", Answer(EventWhole), needs=REVIEW, problems=(404,)
)
def correct_event(request: HttpRequest, number: int, given: Annotated[Correcting, Body()]) -> HttpResponse:
    """Correct a field of an event, with the words that say so.

    What the machine read is kept beside it, and every change can be taken back.
    """
    return _done(
        request,
        number,
        lambda event, who: changing.correct(
            event, who, given.version, given.field, given.value, given.evidence, given.why
        ),
    )


def _done(request: HttpRequest, number: int, change: Callable[[Event, User], Change]) -> HttpResponse:
    """Make the change, and tell the event as it is then. Raises ``Refused`` and ``ChangeRefused``."""
    caller = caller_of(request)
    if not caller.sees_texts:
        raise Refused(403, "Who judges events must see them: the token needs the scope read:unreviewed, too.")
    rows = visible(caller, None, every=True)
    change(of_number(rows, number), cast(User, caller.user))
    return answered(briefs.event(of_number(rows, number)))
