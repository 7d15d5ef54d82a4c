"""Which of the two is right, where a member here and there differ: always the stricter. Nothing here asks or writes anything."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime

from communique.desk.newsletters.mailchimp.knowing import COMPLIANCE, GONE, Known

SUBSCRIBED, PENDING, UNSUBSCRIBED, CLEANED = "subscribed", "pending", "unsubscribed", "cleaned"
ARCHIVED, TRANSACTIONAL = "archived", "transactional"
LIVE = {SUBSCRIBED, PENDING}


@dataclass(frozen=True)
class Theirs:
    """A member as Mailchimp just told of it."""

    status: str
    interests: dict[str, bool]


@dataclass(frozen=True)
class Verdict:
    """What to do here, and what is known from now on. ``left`` are interests whose lists they left there."""

    known: Known
    left: frozenset[str] = frozenset()
    left_all: bool = False
    bounced: bool = False
    settled: bool = True
    """False: there is more to tell Mailchimp."""


def judge(
    known: Known,
    wanted: AbstractSet[str] | None,
    theirs: Theirs,
    at: datetime,
    *,
    asked_since: bool,
    ours: AbstractSet[str],
) -> Verdict:
    """``wanted``: interests they are to have, null: they are not to be mailed; ``asked_since``: whether they asked us for something
    after ``known`` was true; ``ours``: all interests of ours."""
    new = replace(known, status=theirs.status, interests=_only(theirs.interests, ours), seen=at, error="")
    if wanted is None:
        return Verdict(new, settled=theirs.status not in LIVE)
    if theirs.status in LIVE:
        left = frozenset(each for each in wanted if known.interests.get(each) and not theirs.interests.get(each))
        return Verdict(new, left, settled=not told(new, wanted - left))
    if theirs.status == TRANSACTIONAL:
        return Verdict(replace(new, status=UNSUBSCRIBED), settled=False)
    if asked_since:
        return Verdict(replace(new, status=COMPLIANCE, seen=known.seen), settled=False)
    if theirs.status == ARCHIVED:
        return Verdict(replace(new, status=GONE))
    return Verdict(new, left_all=theirs.status == UNSUBSCRIBED, bounced=theirs.status == CLEANED)


def told(known: Known, wanted: AbstractSet[str]) -> dict[str, bool]:
    """Interests that are to be changed there; the others are left alone, so that what somebody unchecked there stays so."""
    every = sorted(wanted | {each for each, on in known.interests.items() if on})
    return {each: each in wanted for each in every if known.interests.get(each, False) != (each in wanted)}


def _only(interests: dict[str, bool], ours: AbstractSet[str]) -> dict[str, bool]:
    return {each: on for each, on in interests.items() if each in ours}
