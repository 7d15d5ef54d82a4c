"""Lists and people for the tests of newsletters."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from communique.desk.newsletters.changing import confirm
from communique.desk.newsletters.consenting import noticed
from communique.desk.newsletters.models import MailingList, SignUp, Subscriber

NOTICE = "You agree to get what you choose."


def a_list(slug: str = "sahel", **more: Any) -> MailingList:
    """A weekly list."""
    given = {
        "name": slug.title(),
        "description": f"What happens in {slug.title()}",
        "sender_name": "River Desk",
        "sender_address": "desk@news.example",
        "postal_address": "River Desk, 1 Quay Street, Port Town",
    }
    return MailingList.objects.create(slug=slug, **{**given, **more})


def a_sign_up(address: str, lists: Sequence[MailingList], **more: Any) -> SignUp:
    """Somebody asked and did not confirm yet."""
    given = {"notice": noticed(NOTICE, "1", "en"), "form": "page", "expires_at": timezone.now() + timedelta(days=2)}
    made = SignUp.objects.create(address=address, **{**given, **more})
    made.lists.set(lists)
    return made


def a_subscriber(address: str, *lists: MailingList) -> Subscriber:
    """Somebody who confirmed."""
    return confirm(a_sign_up(address, lists))
