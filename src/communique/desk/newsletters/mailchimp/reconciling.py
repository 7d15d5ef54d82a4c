"""Every night both sides are compared, member by member: what a lost webhook did not tell is found, shown and repaired.

A page of members at a time, so that a pass of the worker stays short; how far it is stands in a row.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from communique.desk.newsletters.mailchimp import tasks
from communique.desk.newsletters.mailchimp.client import Client
from communique.desk.newsletters.mailchimp.interests import ids
from communique.desk.newsletters.mailchimp.judging import LIVE, Theirs, Verdict, judge, told
from communique.desk.newsletters.mailchimp.keeping import Thing, keep, kept, noted
from communique.desk.newsletters.mailchimp.knowing import Known, know, known
from communique.desk.newsletters.mailchimp.members import settle
from communique.desk.newsletters.mailchimp.setting_up import PREFERENCES, Audience
from communique.desk.newsletters.mailchimp.wanting import agreed, consented_at, wanted
from communique.desk.newsletters.models import Remote, Subscriber

HOUR = 3
"""Of the night, UTC."""
PAGE = 200
SHOWN = 200
"""Differences that are kept to be shown; all are counted."""
FIELDS = "members.id,members.email_address,members.status,members.interests,members.language,members.merge_fields,total_items"


def reconcile_due(client: Client, audience: Audience, at: datetime, go_on: Callable[[], bool]) -> int:
    """Compare some members, once it is night or somebody asked. How many. Raises ``MailchimpError``."""
    row = kept(Thing.SETUP, "reconciling") or keep(Thing.SETUP, "reconciling", "")
    if not row.theirs and not _time_for_it(row, at):
        return 0
    if not row.theirs:
        row = keep(
            Thing.SETUP,
            "reconciling",
            "running",
            started=at.isoformat(),
            offset=0,
            members=0,
            counts={},
            shown=[],
            asked=False,
        )
    count = 0
    while go_on():
        some = _page(client, audience, row, at)
        count += some
        if not some:
            _missing(row, at)
            break
    return count


def ask_reconciling() -> None:
    """Begin with the worker's next pass."""
    noted(Thing.SETUP, "reconciling", asked=True)


def _time_for_it(row: Remote, at: datetime) -> bool:
    """Once a night; also where nobody was compared for a day."""
    if row.state.get("asked"):
        return True
    last = row.state.get("started")
    tonight = at.astimezone(UTC).replace(hour=HOUR, minute=0, second=0, microsecond=0)
    tonight = tonight if tonight <= at else tonight - timedelta(days=1)
    return not last or datetime.fromisoformat(last) < tonight


def _page(client: Client, audience: Audience, row: Remote, at: datetime) -> int:
    """How many members were on it."""
    query = {"count": PAGE, "offset": row.state["offset"], "fields": FIELDS.split(",")}
    members = client.get(f"{audience.path}/members", **query, sort_field="timestamp_opt", sort_dir="ASC")["members"]
    differences = list(_compared(members, at))
    counts = Counter(row.state["counts"]) + Counter(each["what"] for each in differences)
    row.state |= {
        "offset": row.state["offset"] + len(members),
        "members": row.state["members"] + len(members),
        "counts": dict(counts),
        "shown": (row.state["shown"] + differences)[:SHOWN],
    }
    row.save()
    return len(members)


def _compared(members: Iterable[dict[str, Any]], at: datetime) -> Iterable[dict[str, Any]]:
    """Every difference, with what was done."""
    members = list(members)
    addresses = [str(each["email_address"]).lower() for each in members]
    ours = {each.address: each for each in Subscriber.objects.filter(address__in=addresses)}
    every = set(ids().values())
    for member, address in zip(members, addresses, strict=True):
        yield from _one(ours.get(address), member, every, at)


def _one(
    subscriber: Subscriber | None, member: dict[str, Any], every: set[str], at: datetime
) -> Iterable[dict[str, Any]]:
    theirs = Theirs(str(member.get("status")), dict(member.get("interests") or {}))
    if subscriber is None:
        if theirs.status in LIVE and any(on for each, on in theirs.interests.items() if each in every):
            yield {"what": "unknown-here", "subscriber": None, "done": "left alone: they agreed to nothing here"}
        return
    what = known(subscriber)
    if what is None or (subscriber.pk and _waits(subscriber)):
        Remote.objects.filter(thing=Thing.SUBSCRIBER, ours=str(subscriber.pk)).update(at=at)
        if what is None and theirs.status in LIVE and wanted(subscriber, at.date()).mailed:
            tasks.ask(subscriber)
        return
    yield from _settled(subscriber, what, theirs, member, every, at)


def _waits(subscriber: Subscriber) -> bool:
    """Whether the difference is one that is on its way already."""
    return hasattr(subscriber, "remote_task")


def _settled(
    subscriber: Subscriber, what: Known, theirs: Theirs, member: dict[str, Any], every: set[str], at: datetime
) -> Iterable[dict[str, Any]]:
    wish = wanted(subscriber, at.date())
    mine = ids()
    interests = {mine[key] for key in wish.lists if key in mine} if wish.mailed else None
    asked = consented_at(subscriber)
    since = asked is not None and agreed(subscriber) and (what.seen is None or asked > what.seen)
    verdict = judge(what, interests, theirs, at, asked_since=since, ours=every)
    differs = [
        *_differences(verdict, interests, theirs, wish.mailed),
        *_of_fields(member, wish.preferences, wish.mailed),
    ]
    with transaction.atomic():
        know(subscriber, replace(verdict.known, preferences=_link(member, what.preferences)))
        settle(subscriber, verdict, {"reconciled": at.isoformat(), "status": theirs.status})
        if differs:
            tasks.ask(subscriber)
    for name, done in differs:
        yield {"what": name, "subscriber": subscriber.pk, "done": done}


def _differences(
    verdict: Verdict, interests: set[str] | None, theirs: Theirs, mailed: bool
) -> Iterable[tuple[str, str]]:
    if verdict.left_all:
        yield "left-there", "taken off all lists here"
    if verdict.bounced:
        yield "bounced-there", "mailed no more"
    if verdict.left:
        yield "left-list-there", "taken off the list here"
    if not mailed and theirs.status in LIVE:
        yield "left-here", "unsubscribed there"
    if mailed and theirs.status in LIVE and interests is not None:
        tell = told(verdict.known, interests - verdict.left)
        if any(not on for on in tell.values()):
            yield "list-not-wanted-here", "taken out of the list there"
        if any(tell.values()):
            yield "list-missing-there", "put on the list there"
    if mailed and theirs.status not in LIVE and not verdict.left_all and not verdict.bounced and not verdict.settled:
        yield "asked-since", "asked again by Mailchimp"


def _of_fields(member: dict[str, Any], preferences: str, mailed: bool) -> Iterable[tuple[str, str]]:
    if mailed and member.get("status") in LIVE and _link(member, preferences) != preferences:
        yield "preferences-link", "put right there"


def _link(member: dict[str, Any], known: str) -> str:
    """The link to the preferences that the member has there; ``known`` where Mailchimp does not tell."""
    return str((member.get("merge_fields") or {}).get(PREFERENCES, known))


def _missing(row: Remote, at: datetime) -> None:
    """Whoever ought to be there and was on no page is looked up one by one; then it is over."""
    started = datetime.fromisoformat(row.state["started"])
    unseen = Remote.objects.filter(thing=Thing.SUBSCRIBER, state__status__in=sorted(LIVE), at__lt=started)
    missing = [int(each) for each in unseen.values_list("ours", flat=True)]
    for subscriber in Subscriber.objects.filter(pk__in=missing, remote_task=None).iterator(500):
        tasks.ask(subscriber)
    counts = {**row.state["counts"], **({"missing-there": len(missing)} if missing else {})}
    keep(Thing.SETUP, "reconciling", "", ended=at.isoformat(), counts=counts)
