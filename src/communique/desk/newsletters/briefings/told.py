"""What a list told of each incident last.

It is written from issues that were frozen, when the next issue of the list is composed: what a cancelled issue would have told
was told to nobody, and comes again.
"""

from collections.abc import Collection, Iterator, Mapping

import msgspec
from django.db.models import Max

from communique.desk.newsletters.briefings.content import Briefing, Item
from communique.desk.newsletters.models import Issue, MailingList, Told


def settle(mailing_list: MailingList, frequency: str) -> None:
    """Bring the memory up to the last frozen issue. Doing it again changes nothing."""
    of = {"list": mailing_list, "frequency": frequency}
    last = Told.objects.filter(**of).aggregate(last=Max("issue__number"))["last"] or 0
    frozen = Issue.objects.filter(**of, number__gte=last, frozen_at__isnull=False).order_by("number")
    for issue in frozen:
        rows = [Told(**of, issue=issue, incident=item.incident, item=_kept(item)) for item in items(issue)]
        Told.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["list", "frequency", "incident"],
            update_fields=["item", "issue"],
        )


def items(issue: Issue) -> Iterator[Item]:
    """All that an issue tells."""
    for section in msgspec.convert(issue.content, Briefing).sections:
        yield from section.items


def told(mailing_list: MailingList, frequency: str, incidents: Collection[str]) -> Mapping[str, Item]:
    """Those of the incidents that were told, as they were; withdrawn ones were not told any more."""
    rows = Told.objects.filter(list=mailing_list, frequency=frequency, incident__in=incidents)
    found = {row.incident: msgspec.convert(row.item, Item) for row in rows}
    return {name: item for name, item in found.items() if item.why != "withdrawn"}


def _kept(item: Item) -> object:
    return msgspec.to_builtins(msgspec.structs.replace(item, steps=[]))
