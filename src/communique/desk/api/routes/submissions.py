"""Reports that programs submit: at the address at which they are listed."""

from datetime import date
from typing import Annotated, cast

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Body, Header, Schema
from pydantic import Field, model_validator

from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role
from communique.desk.api import briefs
from communique.desk.api.access import Needs, caller_of
from communique.desk.api.answering import answered
from communique.desk.api.answers.events import Submitted
from communique.desk.api.describing.operation import Answer, operation
from communique.desk.api.models import Submission
from communique.desk.api.routes.reports import router
from communique.desk.api.submitting.taking import Offer, take
from communique.reading.limits import MAX_TEXT

__all__ = ["get_submission", "router", "submit_report"]

SUBMIT = Needs("submit", Role.ANALYST)
LOCATION = {"Location": {"description": "Where to ask what became of it.", "schema": {"type": "string"}}}


class Submitting(Schema):
    """A report: its text, with its address if it has one; or its address alone, which is fetched then."""

    text: str | None = Field(None, max_length=MAX_TEXT, description="The whole text of one report.")
    url: str | None = Field(None, max_length=2000, description="Its address.", examples=["https://sahel.example/bomb"])
    publisher: str | None = Field(None, max_length=300, description="Who published it.", examples=["Sahel Daily"])
    published: date | None = Field(
        None, description='The day it was published; "yesterday" in the text counts from it.'
    )

    @model_validator(mode="after")
    def something(self) -> "Submitting":
        """Raises ``ValueError`` where there is neither a text nor an address."""
        if not (self.text or "").strip() and not (self.url or "").strip():
            raise ValueError("give the text of a report, or its address")
        return self


@operation(router, "POST", "/reports", "submitReport", Answer(Submitted, 202, headers=LOCATION), needs=SUBMIT)
def submit_report(
    request: HttpRequest,
    given: Annotated[Submitting, Body()],
    idempotency_key: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key", max_length=200, description="The same key with the same body is one submission."
        ),
    ] = None,
) -> HttpResponse:
    """Submit a report, by its text or its address.

    It is read, coded and linked by the worker; `Location` is where to ask what became of it. The same text is one report however
    often it comes; with `Idempotency-Key` a request that was cut off can be sent again, and is one submission.
    """
    offer = Offer(given.text or "", given.url or "", given.publisher or "", given.published)
    found = take(cast(User, caller_of(request).user), offer, idempotency_key or "")
    told = _told(found)
    return answered(told, 202, {"Location": told.address})


@operation(router, "GET", "/submissions/{number}", "getSubmission", Answer(Submitted), needs=SUBMIT, problems=(404,))
def get_submission(request: HttpRequest, number: int) -> HttpResponse:
    """Ask what became of a submission of one's own."""
    rows = Submission.objects.filter(who=caller_of(request).user, pk=number)
    found = rows.first() if 0 < number < 2**63 else None
    if found is None:
        raise Http404
    return answered(_told(found))


def _told(found: Submission) -> Submitted:
    reports = found.reports.select_related("revises").defer("packed", "origin").order_by("pk")
    return Submitted(
        number=found.pk,
        state=found.state,
        error=found.error or None,
        reports=tuple(briefs.report(each) for each in reports),
        made_at=found.made_at,
        address=briefs.page("api:getSubmission", found.pk),
    )
