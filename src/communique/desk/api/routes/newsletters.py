"""Newsletters: the lists on offer, and signing up as by the form."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Body, Query, Router, Schema
from pydantic import Field

from communique.desk.api.access import Needs
from communique.desk.api.answering import answered
from communique.desk.api.answers.newsletters import ListRow, Lists, SignedUp
from communique.desk.api.describing.operation import Answer, operation
from communique.desk.api.problems.problem import FieldProblem, Refused
from communique.desk.newsletters.models.lists import Language
from communique.desk.newsletters.noticing import shown
from communique.desk.newsletters.protecting import hindrance, network_of, stamp, too_many, wanted
from communique.desk.newsletters.rendering.words import Words
from communique.desk.newsletters.signing_up.asking import Asked, keep, offered, wrong

ANYONE = Needs(anyone=True)
router = Router(tags=["newsletters"])
Spoken = Annotated[
    str, Query(description="Language of the notice, or of the mail.", pattern=f"^({'|'.join(Language.values)})$")
]
FIELDS = {"email": "email", "list": "lists", "agreed": "notice"}
"""Fields of the form, and what they are called here."""


class SigningUp(Schema):
    """What somebody typed and chose, and the notice that they were shown and agreed to."""

    email: str = Field(max_length=254, description="Their address.", examples=["ann@mail.example"])
    lists: list[str] = Field(max_length=100, description="Names of lists; at least one.", examples=[["sahel"]])
    notice: str = Field(
        max_length=64, description="`hash` of the notice that was shown to them, and that they agreed to."
    )
    moment: str = Field(max_length=100, description="`moment` that came with the lists, at least two seconds ago.")
    work: str = Field("", max_length=20, description="Answer to the work that is asked for; empty where none is.")
    language: str = Field("en", pattern=f"^({'|'.join(Language.values)})$", description="Of the notice and the mail.")


@operation(router, "GET", "/newsletters/lists", "listNewsletters", Answer(Lists), needs=ANYONE)
def list_newsletters(request: HttpRequest, language: Spoken = "en") -> HttpResponse:
    """Read the mailing lists on offer, and the notice to be shown above the button."""
    lists = offered()
    notice = shown(language, lists)
    rows = tuple(
        ListRow(
            list=each.slug,
            name=each.name,
            description=each.description,
            language=each.language,
            frequency=each.frequency,
        )
        for each in lists
    )
    told = Lists(lists=rows, notice=notice.text, hash=notice.hash, language=language, moment=stamp(), work=wanted())
    return answered(told)


@operation(router, "POST", "/newsletters/sign-ups", "signUp", Answer(SignedUp, 202), needs=ANYONE)
def sign_up(request: HttpRequest, given: Annotated[SigningUp, Body()]) -> HttpResponse:
    """Sign an address up for mailing lists.

    A mail with a link goes to the address, and nothing is sent to it before it is confirmed there. The answer is the same whether
    the address is known or not. Limits are those of the form.
    """
    lists, at = offered(), timezone.now()
    notice = shown(given.language, lists)
    asked = Asked(
        address=given.email.strip(),
        lists=[each for each in lists if each.slug in set(given.lists)],
        acknowledged=given.notice == notice.hash,
        language=given.language,
        form="api",
        network=network_of(request),
    )
    if too_many(asked.network, at):
        raise Refused(
            429, "Too many sign-ups came from your network. Try again in an hour.", headers={"Retry-After": "3600"}
        )
    mistakes = _mistakes(asked, given)
    if mistakes:
        raise Refused(422, "; ".join(each.detail for each in mistakes), mistakes)
    keep(asked, notice, at)
    return answered(SignedUp(said="A mail with a link is on its way, if the address can be signed up."), 202)


def _mistakes(asked: Asked, given: SigningUp) -> list[FieldProblem]:
    found = [FieldProblem(field=FIELDS[name], detail=words) for name, words in wrong(asked).items()]
    hindered = hindrance(given.moment, asked.address, given.work)
    if not found and hindered:
        found.append(FieldProblem(field=hindered[0], detail=Words(asked.language).say(hindered[1])))
    return found
