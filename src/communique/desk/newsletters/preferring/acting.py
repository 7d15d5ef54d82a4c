"""What the forms of the page do. Each answers with what is said afterwards: a phrase and its values."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from communique.desk.newsletters import changing
from communique.desk.newsletters.consenting import Action, normal, person_of, record
from communique.desk.newsletters.models import Frequency, MailingList, SignUp, Subscriber
from communique.desk.newsletters.noticing import shown
from communique.desk.newsletters.protecting import limits, may_mail
from communique.desk.newsletters.rendering.words import Words

FORM = "preferences"
LONGEST_PAUSE = timedelta(days=366)


class Refused(ValueError):  # noqa: N818  the word that pages show
    """A wish that cannot be fulfilled; the message says why, in the reader's language."""


def on_offer(subscriber: Subscriber) -> list[MailingList]:
    """Lists that the page shows: open ones that anyone may join, and those that they are on."""
    own = subscriber.subscriptions.filter(active=True).values("list")
    return list(
        (MailingList.objects.filter(closed_at=None, listed=True) | MailingList.objects.filter(pk__in=own)).order_by(
            "name"
        )
    )


def choose_lists(subscriber: Subscriber, given: QueryDict, words: Words) -> str:
    """Join what is ticked and leave what is not, and get it as often as is chosen."""
    offered, ticked = on_offer(subscriber), set(given.getlist("list"))
    on = set(subscriber.subscriptions.filter(active=True).values_list("list__slug", flat=True))
    joined = [each for each in offered if each.slug in ticked - on]
    left = [each for each in offered if each.slug in on - ticked]
    if joined:
        changing.join(subscriber, joined, FORM, shown(words.language, offered))
    if left:
        changing.leave(subscriber, left, FORM)
    for place in subscriber.subscriptions.filter(active=True).select_related("list", "subscriber"):
        wanted = given.get(f"often-{place.list.slug}", place.frequency)
        if wanted == "" or wanted in Frequency.values:
            changing.frequency(place, wanted, FORM)
    return "page.saved"


def pause(subscriber: Subscriber, given: QueryDict, words: Words) -> str:
    """Send nothing before a day; without a day: go on."""
    text = given.get("until", "")
    try:
        until = date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refused(words.say("page.bad-date")) from error
    today = timezone.now().date()
    if until is not None and not today < until <= today + LONGEST_PAUSE:
        raise Refused(words.say("page.bad-date"))
    changing.pause(subscriber, until, FORM)
    return "page.saved"


def move(subscriber: Subscriber, given: QueryDict, words: Words) -> str:
    """Ask at another address, where it is confirmed; nothing changes before."""
    try:
        address = normal(given.get("email", ""))
    except ValueError as error:
        raise Refused(words.say("page.not-an-address")) from error
    at = timezone.now()
    if may_mail(address, at):
        _ask(subscriber, address, words.language, at)
    return "page.check-new-inbox"


@transaction.atomic
def _ask(subscriber: Subscriber, address: str, language: str, at: datetime) -> None:
    notice = shown(language, on_offer(subscriber))
    SignUp.objects.create(
        address=address,
        language=language,
        form=FORM,
        notice=notice,
        moves=subscriber,
        asked_at=at,
        due_at=at,
        expires_at=at + timedelta(days=limits().link_days),
    )
    lists = [each.list for each in subscriber.subscriptions.filter(active=True).select_related("list")]
    detail = {"moves": person_of(subscriber.address)}
    record(Action.ASKED, address, lists, FORM, language=language, notice=notice, detail=detail)


def leave(subscriber: Subscriber, given: QueryDict, words: Words) -> str:
    """Leave every list."""
    changing.leave_all(subscriber, FORM)
    return "page.left-all"


def erase(subscriber: Subscriber, given: QueryDict, words: Words) -> str:
    """Forget them."""
    changing.erase(subscriber, FORM)
    return "page.erased"


ACTIONS: Mapping[str, Callable[[Subscriber, QueryDict, Words], str]] = MappingProxyType(
    {"lists": choose_lists, "pause": pause, "address": move, "leave": leave, "erase": erase}
)
