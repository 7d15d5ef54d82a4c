"""Who gets an issue, and who on its list does not, and why. Written as one query, so that both sides add up."""

from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, QuerySet, Value, When
from django.db.models.functions import Coalesce, NullIf, StrIndex, Substr

from communique.desk.newsletters.models import Issue, Subscriber, Subscription

State = Subscriber.State
GETS = ""
"""Of ``why``: no reason against it."""
OTHER_FREQUENCY, PAUSED = "other-frequency", "paused"
WORDS = {
    State.BOUNCED.value: "the address does not take mail",
    State.COMPLAINED.value: "called it spam",
    State.ERASED.value: "was erased",
    PAUSED: "paused",
    OTHER_FREQUENCY: "gets the list at another rhythm",
    "left": "left the list",
}
"""What the ledger says of those who are skipped."""


def on_list(issue: Issue, day: date) -> QuerySet[Any]:
    """The places on the issue's list, each with ``why`` it gets no delivery on that day (UTC); empty: it gets one."""
    own = Coalesce(NullIf("frequency", Value("")), F("list__frequency"))
    why = Case(
        *(When(subscriber__state=each, then=Value(each.value)) for each in State if each != State.ACTIVE),
        When(subscriber__paused_until__gt=day, then=Value(PAUSED)),
        When(own_frequency=issue.frequency, then=Value(GETS)),
        default=Value(OTHER_FREQUENCY),
        output_field=CharField(),
    )
    places: QuerySet[Any] = Subscription.objects.filter(list=issue.list_id, active=True)
    told: QuerySet[Any] = places.annotate(own_frequency=own, why=why)
    return told


def columns(gets: QuerySet[Any], issue: Issue) -> QuerySet[Any, Any]:
    """Issue, subscriber, address and domain of new deliveries."""
    domain = Substr("subscriber__address", StrIndex("subscriber__address", Value("@")) + 1)
    named = gets.annotate(
        issue_=Value(issue.pk), subscriber_=F("subscriber_id"), address_=F("subscriber__address"), domain_=domain
    )
    rows: QuerySet[Any, Any] = named.values_list("issue_", "subscriber_", "address_", "domain_")
    return rows
