"""Which drafts tell of a happening worth a record: a foretold or imagined one only where it is concrete (codebook)."""

from collections.abc import Iterable

from communique.codebook.grammar import grammar
from communique.coding.draft import Draft, Party
from communique.coding.joining import Group

NEEDED = 2
"""Of who, whom, where and when, how many a happening that did not take place must have of its own; where or when is one of them."""

ANNOUNCED = frozenset(("release", "retreat", "aid"))
"""Types that an actor announces of itself: who will do it, and to whom, is enough (codebook, "words that are acts")."""


def concrete(drafts: Iterable[Draft]) -> list[Draft]:
    """Without what may, would or did not happen to no one in particular."""
    return [draft for draft in drafts if _taken_place(draft) or _is_concrete(draft)]


def _taken_place(draft: Draft) -> bool:
    return draft.status in ("actual", "ongoing")


def _is_concrete(draft: Draft) -> bool:
    if draft.status == "negated" and draft.type == "claim-of-responsibility":
        return True
    if draft.status == "planned" and draft.type in ANNOUNCED and named(draft.initiators) and draft.recipients:
        return True
    given = named(draft.initiators) + named(draft.recipients) + placed(draft) + dated(draft)
    if given < NEEDED or not (draft.status == "negated" or bool(draft.initiators) or dated(draft)):
        return False
    return placed(draft) or dated(draft) or draft.type in grammar().acts_of_words


def named(parties: tuple[Party, ...]) -> bool:
    """Whether a side has a name."""
    return any(party.actor.name for party in parties)


def placed(draft: Draft) -> bool:
    """Whether a mention gives a place narrower than a country, or a country that the act goes to ("send troops *to Mali*")."""
    if draft.place is None:
        return False
    return draft.place.mention.place.precision != "country" or draft.place.rule.startswith("to of")


def dated(draft: Draft) -> bool:
    """Whether a mention gives a date."""
    return draft.time is not None and bool(draft.time.mention.when.start or draft.time.mention.when.end)


def tells_something(group: Group) -> bool:
    """Whether an event has anything but its name: a side, a place, a time or a toll."""
    return any(
        draft.initiators or draft.recipients or draft.place or dated(draft) or draft.tolls or draft.count > 1
        for draft in group.drafts
    ) or any(draft.status == "negated" for draft in group.drafts)
