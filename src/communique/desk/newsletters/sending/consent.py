"""Whether somebody still wants an issue: looked at when their delivery is claimed, long after the audience was frozen maybe."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from communique.desk.newsletters.models import Delivery, Issue
from communique.desk.newsletters.sending.audience import GETS, WORDS, on_list
from communique.desk.newsletters.sending.ledger import Claimed, skip
from communique.desk.newsletters.smtp.addressing import domain_of


def consenting(issue: Issue, claimed: Sequence[Claimed], holder: str) -> list[Claimed]:
    """Those of the claimed that are sent, at the address the person has now; the others are skipped, with the reason."""
    places = on_list(issue, datetime.now(UTC).date()).filter(subscriber__in=[each.subscriber for each in claimed])
    found = {
        reader: (why, address)
        for reader, why, address in places.values_list("subscriber", "why", "subscriber__address")
    }
    reasons = {each.pk: found[each.subscriber][0] if each.subscriber in found else "left" for each in claimed}
    skip(holder, {pk: WORDS[why] for pk, why in reasons.items() if why != GETS})
    kept = [each for each in claimed if reasons[each.pk] == GETS]
    return [_moved(each, found[each.subscriber][1]) for each in kept]


def _moved(claimed: Claimed, address: str) -> Claimed:
    if address == claimed.address:
        return claimed
    Delivery.objects.filter(pk=claimed.pk).update(address=address, domain=domain_of(address))
    return replace(claimed, address=address)
