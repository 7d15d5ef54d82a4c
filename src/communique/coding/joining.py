"""Mentions of one happening joined into one event.

Each draft is compared with the events begun before it; what the text says of type, place, time, sides and the way it speaks
("the attack", "another attack") decides. Nothing is averaged: a field that two mentions give differently keeps them apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from communique.codebook.grammar import grammar
from communique.coding.classes import STATE
from communique.coding.draft import Dated, Draft, Located, Party

DISTANCE = 0.05
"""Taken off for every event in between, up to ten."""

TITLE = 1.5
"""Added where only the title has told of it: the title is a mention of what the body tells (codebook, conventions)."""

OTHER_SPEAKER = -0.6
"""Taken off where another source tells of it in another word."""

JOIN_AT = 2.0
"""Score at which a mention joins an event; the weights below are steps of evidence, not probabilities."""


@dataclass(slots=True)
class Group:
    """The mentions of one event so far, the first one first."""

    drafts: list[Draft] = field(default_factory=list)
    carried: Located | None = None
    """A place from elsewhere in the report, where no mention gives one."""
    dated: Dated | None = None
    """A day told beside the event, where no mention gives one."""
    claimants: tuple[Party, ...] = ()
    """Those who claim responsibility, where no mention names a doer."""
    accused: tuple[Party, ...] = ()
    """Those who did what an accusation is about, where no mention says who is accused."""

    @property
    def lead(self) -> Draft:
        """The mention that names the event: the one that tells most of it, the first such; a verb before a noun."""
        return max(self.drafts, key=fullness)


def fullness(draft: Draft) -> float:
    """How much a mention tells of its own: each side, place, time, toll, source; a subordinate clause tells it in passing."""
    told = len(draft.initiators[:1]) + len(draft.recipients[:1]) + (draft.place is not None) + (draft.time is not None)
    passing = draft.happening.slots.head.dep_ in ("relcl", "acl", "pcomp")
    return (
        told
        + 0.5 * bool(draft.tolls)
        + 0.25 * (draft.speech is not None)
        - 0.5 * draft.definite
        - 1.0 * passing
        - 2.0 * draft.in_title
    )


def join(drafts: Sequence[Draft]) -> list[Group]:
    """Group the drafts of one report, in the order of the text."""
    groups: list[Group] = []
    for draft in drafts:
        scored = [(score(draft, group, distance), -distance, group) for distance, group in _recent(groups)]
        best = max(scored, key=lambda item: (item[0], item[1]), default=None)
        if best is not None and best[0] >= JOIN_AT:
            best[2].drafts.append(draft)
        else:
            groups.append(Group([draft]))
    return groups


def _recent(groups: Sequence[Group]) -> list[tuple[int, Group]]:
    return list(enumerate(reversed(groups)))


def score(draft: Draft, group: Group, distance: int) -> float:
    """How far the text speaks for one happening: above ``JOIN_AT`` they are joined. Contradictions give minus infinity."""
    kinship = _kinship(draft, group)
    if kinship <= 0 or _contradict(draft, group):
        return float("-inf")
    total = kinship + _same_words(draft, group) + _places(draft, group) + _times(draft, group) + _sides(draft, group)
    total += 1.5 if draft.definite and not _fresh(draft) else 0.0
    total += TITLE if all(other.in_title for other in group.drafts) else 0.0
    total -= 3.0 if _fresh(draft) else 0.0
    total -= 1.0 if draft.type in grammar().acts_of_words and draft.sentence != group.drafts[-1].sentence else 0.0
    return total - DISTANCE * min(distance, 10)


def _kinship(draft: Draft, group: Group) -> float:
    """Same type counts; a generic noun may point back to any violent event."""
    if draft.type == group.lead.type:
        return 1.0
    fights = {draft.type, group.lead.type} <= grammar().violent_types - grammar().takings
    if fights and draft.definite and draft.happening.slots.head.lemma_.lower() in grammar().generic_nouns:
        return 0.8
    return 0.0


def _contradict(draft: Draft, group: Group) -> bool:
    for other in group.drafts:
        if _dates_apart(draft, other) or _places_apart(draft.place, other.place):
            return True
        if draft.type in grammar().takings and _otherwise_named(draft.place, other.place):
            return True
        if {draft.status, other.status} in (
            {"actual", "planned"},
            {"actual", "hypothetical"},
            {"actual", "negated"},
            {"ongoing", "negated"},
            {"planned", "negated"},
        ):
            return True
        if _names_apart(draft.initiators, other.initiators) or _names_apart(draft.recipients, other.recipients):
            return True
    return False


def _dates_apart(a: Draft, b: Draft) -> bool:
    if a.time is None or b.time is None or not (a.time.firm and b.time.firm):
        return False
    first, second = a.time.mention.when, b.time.mention.when
    if not (first.start or first.end) or not (second.start or second.end):
        return False
    first_start, first_end = first.start or "0000", first.end or "9999"
    second_start, second_end = second.start or "0000", second.end or "9999"
    return first_end < second_start or second_end < first_start


def _places_apart(a: Located | None, b: Located | None) -> bool:
    if a is None or b is None or not (a.firm and b.firm):
        return False
    first, second = a.mention.place, b.mention.place
    if first.country and second.country and first.country != second.country:
        return True
    narrow = ("site", "town", "district")
    if first.precision in narrow and second.precision in narrow and first.name != second.name:
        return not ("site" in (first.precision, second.precision) and _near(a, b))
    return False


def _otherwise_named(a: Located | None, b: Located | None) -> bool:
    """Takings of places are one event each, a region and a town in it included."""
    return a is not None and b is not None and a.mention.place.name != b.mention.place.name


def _near(a: Located, b: Located) -> bool:
    first, second = a.mention.place, b.mention.place
    same = first.latitude is not None and (first.latitude, first.longitude) == (second.latitude, second.longitude)
    return same or (first.name or "") in second.text or (second.name or "") in first.text


def _names_apart(a: tuple[Party, ...], b: tuple[Party, ...]) -> bool:
    """Two named sides with no actor in common; a state's army and its government are not apart."""
    if not a or not b or _vague(a) or _vague(b):
        return False
    if _names(a) & _names(b):
        return False
    return not (_states(a) & _states(b))


def _states(found: tuple[Party, ...]) -> set[str]:
    return {party.actor.country for party in found if party.actor.country and party.actor.kind in STATE}


def _vague(found: tuple[Party, ...]) -> bool:
    """An unnamed or unidentified side contradicts no one."""
    return any(
        party.actor.name is None or party.actor.name.startswith(("Unidentified", "Civilians")) for party in found
    )


def _names(found: tuple[Party, ...]) -> set[str]:
    return {party.actor.name for party in found if party.actor.name}


def _same_words(draft: Draft, group: Group) -> float:
    lemma = draft.happening.slots.head.lemma_.lower()
    if any(lemma == other.happening.slots.head.lemma_.lower() for other in group.drafts):
        return 0.5
    return OTHER_SPEAKER if _other_speaker(draft, group) else 0.0


def _other_speaker(draft: Draft, group: Group) -> bool:
    """Whether another source tells it in another word: as a rule that is another happening."""
    told = [other.speech.source for other in group.drafts if other.speech is not None]
    return draft.speech is not None and bool(told) and draft.speech.source not in told


def _places(draft: Draft, group: Group) -> float:
    if draft.place is None:
        return 0.3
    shared = any(
        other.place and other.place.mention.place.name == draft.place.mention.place.name for other in group.drafts
    )
    return 0.8 if shared else 0.0


def _times(draft: Draft, group: Group) -> float:
    if draft.time is None:
        return 0.3
    when = draft.time.mention.when
    shared = any(o.time and o.time.mention.when.start == when.start and when.start for o in group.drafts)
    return 1.0 if shared else -0.3


def _sides(draft: Draft, group: Group) -> float:
    total = 0.0
    for side in ("initiators", "recipients"):
        ours = _names(getattr(draft, side))
        theirs = {name for other in group.drafts for name in _names(getattr(other, side))}
        total += 0.7 if ours & theirs else (0.2 if not ours else 0.0)
    return total


def _fresh(draft: Draft) -> bool:
    head = draft.happening.slots.head
    return any(child.lower_ in grammar().fresh_words for child in head.children if child.i < head.i)
