"""What somebody asks for by a form, and keeping it until they confirm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from communique.desk.newsletters.consenting import Action, normal, record
from communique.desk.newsletters.models import MailingList, Notice, SignUp
from communique.desk.newsletters.protecting import limits, may_mail, throwaway
from communique.desk.newsletters.rendering.words import Words


def offered() -> list[MailingList]:
    """The lists that anybody may sign up for, by name."""
    return list(MailingList.objects.filter(closed_at=None, listed=True).order_by("name"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed and ticked, as it came."""

    address: str
    lists: Sequence[MailingList]
    acknowledged: bool
    language: str
    form: str
    network: str


def wrong(asked: Asked) -> Mapping[str, str]:
    """What is to be mended, in words, by field: ``email``, ``list``, ``agreed``; empty: nothing."""
    words, found = Words(asked.language), dict[str, str]()
    if not asked.lists:
        found["list"] = words.say("page.none-chosen")
    if not asked.acknowledged:
        found["agreed"] = words.say("page.not-acknowledged")
    try:
        if throwaway(normal(asked.address)):
            found["email"] = words.say("page.disposable")
    except ValueError:
        found["email"] = words.say("page.not-an-address")
    return found


@transaction.atomic
def keep(asked: Asked, notice: Notice, at: datetime) -> SignUp | None:
    """Keep a sign-up, for which the worker mails a confirmation; null: none may go to that address now."""
    address = normal(asked.address)
    if not may_mail(address, at):
        return None
    row = SignUp.objects.create(
        address=address,
        language=asked.language,
        form=asked.form,
        notice=notice,
        network=asked.network,
        asked_at=at,
        due_at=at,
        expires_at=at + timedelta(days=limits().link_days),
    )
    row.lists.set(asked.lists)
    language, network = asked.language, asked.network
    record(Action.ASKED, address, asked.lists, asked.form, language=language, notice=notice, network=network)
    return row
