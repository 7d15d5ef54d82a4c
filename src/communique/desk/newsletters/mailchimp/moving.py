"""A member whose address was changed at Mailchimp. A webhook only hints at it: the member is looked up there first."""

from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from communique.desk.newsletters.changing import ChangeRefused, confirm, leave_all
from communique.desk.newsletters.consenting import normal
from communique.desk.newsletters.mailchimp.client import Client, NotFound
from communique.desk.newsletters.mailchimp.knowing import Known, know, member_key
from communique.desk.newsletters.mailchimp.setting_up import Audience
from communique.desk.newsletters.mailchimp.wanting import consents
from communique.desk.newsletters.models import SignUp, Subscriber


def moved(client: Client, audience: Audience, subscriber: Subscriber, what: Known) -> bool:
    """Follow a member to a new address; always true, since either way there is something new. Raises ``MailchimpError``."""
    plain = replace(what, moved_to="")
    try:
        address = normal(what.moved_to)
    except ValueError:
        know(subscriber, plain)
        return True
    if _there(client, audience, member_key(address)) and not _there(client, audience, what.key):
        _follow(subscriber, plain, address)
    else:
        know(subscriber, plain)
    return True


def _there(client: Client, audience: Audience, key: str) -> bool:
    try:
        client.get(audience.member(key))
    except NotFound:
        return False
    return True


@transaction.atomic
def _follow(subscriber: Subscriber, what: Known, address: str) -> None:
    """As the link of a confirmation mail does it: Mailchimp's word stands for the link."""
    know(subscriber, replace(what, address=address))
    last = consents(subscriber).exclude(notice=None).order_by("-id").first()
    if last is None or last.notice is None:
        return
    sign_up = SignUp.objects.create(
        address=address,
        moves=subscriber,
        language=subscriber.language,
        form="mailchimp",
        notice=last.notice,
        expires_at=timezone.now() + timedelta(hours=1),
    )
    try:
        with transaction.atomic():
            confirm(sign_up, "mailchimp")
    except ChangeRefused as error:
        leave_all(subscriber, "mailchimp", detail={"moved": str(error)})
