"""What a list's next issue has to tell, gathered from the archive."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Count
from django.http import QueryDict

from communique.desk.accounts.models import Organisation
from communique.desk.archive.models import Composition, Stamp
from communique.desk.newsletters.briefings.changed import changed, first
from communique.desk.newsletters.briefings.content import Briefing
from communique.desk.newsletters.briefings.ranking import ranking, sections, weight
from communique.desk.newsletters.models import Issue, MailingList
from communique.desk.public.selecting import Selection, from_query

Basis = Composition.Basis
CHART_DAYS = 14


@dataclass(frozen=True, slots=True)
class Since:
    """Where the next issue begins: after the list's last issue that was frozen, null: none yet; up to which change it goes."""

    issue: Issue | None
    until: int


def since(mailing_list: MailingList, frequency: str) -> Since:
    """Where the next issue begins."""
    frozen = Issue.objects.filter(list=mailing_list, frequency=frequency, frozen_at__isnull=False)
    return Since(frozen.order_by("-number").first(), Stamp.objects.values_list("last", flat=True).first() or 0)


def selection_of(mailing_list: MailingList) -> Selection:
    """The list's filter. What nobody reviewed is told only where strangers may see it on the map, too.

    Raises ``SelectionError`` where the filter has a value that is no filter's any more.
    """
    basis = Basis.READ if Organisation.current().public_shows_unreviewed else Basis.REVIEWED
    return replace(from_query(QueryDict(mailing_list.selection), (Basis.READ, Basis.REVIEWED)), basis=basis)


def gather(mailing_list: MailingList, frequency: str, begin: Since, at: datetime) -> Briefing:
    """What changed, the weightiest in order and all counted. Raises ``SelectionError``."""
    chosen = selection_of(mailing_list)
    back_to = None
    if begin.issue is None:
        back_to = _back_to(mailing_list, frequency, at.date())
        found = first(chosen, back_to)
    else:
        found = changed(mailing_list, frequency, chosen, begin.issue, begin.until)
    by_weight = sorted(found, key=weight)
    kept = by_weight[: ranking().most]
    return Briefing(
        basis="read" if chosen.basis == Basis.READ else "reviewed",
        since=begin.issue.composed_at.date() if begin.issue else None,
        until=at.date(),
        looks_back_to=back_to,
        sections=sections(kept),
        counts=dict(Counter(item.why for item in by_weight)),
        left_out=len(by_weight) - len(kept),
        by_day=_by_day(chosen, at.date()),
    )


def _back_to(mailing_list: MailingList, frequency: str, day: date) -> date:
    """From which day on a first issue tells. One that waited or was cancelled was told to nobody: then from its first day on."""
    window = day - timedelta(days=ranking().first[frequency])
    untold = Issue.objects.filter(list=mailing_list, frequency=frequency, frozen_at=None).values_list(
        "content", flat=True
    )
    earlier = [content["looks_back_to"] for content in untold if content.get("looks_back_to")]
    return min([window, *map(date.fromisoformat, earlier)])


def _by_day(chosen: Selection, last: date) -> list[tuple[date, int]]:
    """Incidents of the list on each of the last days, new or not, for the chart."""
    days = [last - timedelta(days=back) for back in range(CHART_DAYS - 1, -1, -1)]
    rows = chosen.rows(Composition.objects.filter(day__gte=days[0].toordinal(), day__lte=last.toordinal()))
    counts = dict(rows.order_by().values("day").annotate(Count("pk")).values_list("day", "pk__count"))
    return [(each, counts.get(each.toordinal(), 0)) for each in days]
