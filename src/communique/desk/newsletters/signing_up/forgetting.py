"""A step of the worker: forget who never confirmed. That somebody asked, when, and for what stays, without the address."""

import threading
from datetime import datetime, timedelta

from django.db import transaction

from communique.desk.newsletters.consenting import Action, person_of
from communique.desk.newsletters.models import Consent, SignUp
from communique.desk.newsletters.protecting import limits

AT_ONCE = 200


def forget_due(at: datetime, name: str, stopping: threading.Event) -> int:
    """Forget some sign-ups that were not confirmed in time; how many."""
    del name, stopping
    before = at - timedelta(days=limits().forget_days)
    over = SignUp.objects.filter(confirmed_at=None, asked_at__lt=before, expires_at__lt=at).order_by("asked_at")
    return _forget(list(over[:AT_ONCE]))


@transaction.atomic
def _forget(over: list[SignUp]) -> int:
    SignUp.objects.filter(pk__in=[each.pk for each in over], confirmed_at=None).delete()
    for address in {each.address for each in over}:
        known = Consent.objects.filter(person=person_of(address)).exclude(action=Action.ASKED)
        if not known.exists() and not SignUp.objects.filter(address=address).exists():
            Consent.objects.filter(address=address, action=Action.ASKED).update(address="", network="")
    return len(over)
