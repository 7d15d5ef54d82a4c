"""Who, whom and where of an event, as the learned reader scores it, and only among mentions that the rules know.

The rules find the events, the actors and the places. For each event word the model scores the pieces of its sentence, and a
mention takes the score of its head. Reader ``both`` fills what the rules left empty; ``learned`` goes by the scores alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from spacy.tokens import Span

from communique.codebook.grammar import grammar
from communique.coding import sides
from communique.coding.classes import Kinds
from communique.coding.draft import Draft, Located, Party
from communique.coding.joining import Group
from communique.coding.layers import ActorMention, PlaceMention
from communique.coding.learned.encoding import Anchored
from communique.coding.learned.session import LearnedModel, Scores
from communique.coding.parties import of_mention

Mention = TypeVar("Mention", ActorMention, PlaceMention)
SIDES = {"initiators": "initiator", "recipients": "recipient"}
"""Slot of a draft, and the role that the model scores."""
SLOTS = ("place", *SIDES)
NOBODY = frozenset(("no", "nobody", "none"))


@dataclass(frozen=True, slots=True)
class Choice:
    """What is taken: from which score, by role, and of which types ``both`` fills an empty recipient."""

    least: Mapping[str, float]
    recipients_of: frozenset[str]


@dataclass(frozen=True, slots=True)
class Read:
    """The leading mention of an event, as the index among its group's drafts, with the scores of its sentence."""

    group: Group
    index: int
    scores: Scores

    @property
    def draft(self) -> Draft:
        """The mention as it stands now."""
        return self.group.drafts[self.index]

    @property
    def sentence(self) -> Span:
        """The mention's sentence."""
        return self.draft.happening.slots.head.sent

    def of(self, role: str, mention: ActorMention | PlaceMention) -> float:
        """The score of a mention's head."""
        head = self.sentence.doc[mention.start : mention.end].root
        start = head.idx - self.sentence.start_char
        return self.scores.of(role, (start, start + len(head)))

    def within(self, mentions: Iterable[Mention] | None) -> list[Mention]:
        """Those of the mentions that stand in the sentence."""
        return [mention for mention in mentions or () if self.sentence.start <= mention.start < self.sentence.end]


@dataclass(frozen=True, slots=True)
class Arguments:
    """Fills the slots of a report's events. ``alone``: what the rules chose does not count."""

    model: LearnedModel
    choice: Choice
    alone: bool = False

    def read(self, groups: Sequence[Group]) -> list[Read]:
        """Score the leading mention of each event that has a slot to fill, all of a report together."""
        waiting = [group for group in groups if self.alone or any(self._waits(group, slot) for slot in SLOTS)]
        leads = [group.lead for group in waiting]
        scored = self.model.score([_item(draft) for draft in leads])
        return [
            Read(group, group.drafts.index(lead), scores)
            for group, lead, scores in zip(waiting, leads, scored, strict=True)
        ]

    def _waits(self, group: Group, slot: str) -> bool:
        """Whether a slot is empty and may be filled: of an act of words, who speaks and where is for the rules to say."""
        if group.lead.type in grammar().acts_of_words and (slot == "place" or not self.alone):
            return False
        if slot == "recipients" and not self.alone and group.lead.type not in self.choice.recipients_of:
            return False
        return not any(getattr(draft, slot) for draft in group.drafts)

    def set_places(self, found: Sequence[Read]) -> None:
        """Give each happening without a place the best-scored name of its sentence."""
        for read in found:
            if self.alone and read.draft.type not in grammar().acts_of_words:
                _clear(read.group, place=None)
            if self._waits(read.group, "place"):
                read.group.drafts[read.index] = replace(read.draft, place=self._place(read))

    def set_sides(self, found: Sequence[Read], kinds: Kinds) -> None:
        """Give each event whose side is empty the actors of its sentence that score high enough for it."""
        for read in found:
            if self.alone:
                _clear(read.group, initiators=(), recipients=())
            before = read.draft
            for slot, role in SIDES.items():
                if self._waits(read.group, slot) and (self.alone or not _told(read.group, slot)):
                    read.group.drafts[read.index] = _with(read.draft, slot, self._parties(read, role))
            if read.draft != before:
                read.group.drafts[read.index] = sides.arrange(read.draft, kinds)

    def _place(self, read: Read) -> Located | None:
        known = [mention for mention in read.within(read.sentence.doc._.places) if _is_location(mention)]
        best = max(known, key=lambda mention: read.of("place", mention), default=None)
        if best is None or read.of("place", best) < self.choice.least["place"]:
            return None
        return Located(best, f"learned: place ({read.of('place', best):.2f})")

    def _parties(self, read: Read, role: str) -> tuple[Party, ...]:
        """The actors that score high enough, the widest of those that overlap, none that stands on a side already."""
        draft, doc = read.draft, read.sentence.doc
        anchor = range(draft.happening.start, draft.happening.end)
        found: list[Party] = []
        for mention in sorted(read.within(doc._.actors), key=lambda mention: (mention.start, -mention.end)):
            score = read.of(role, mention)
            party = of_mention(doc, mention, f"learned: {role} ({score:.2f})")
            standing = (*draft.initiators, *draft.recipients, *found)
            barred = mention.head in anchor or doc[mention.start].lower_ in NOBODY
            if score >= self.choice.least[role] and not barred and not any(_same(party, p) for p in standing):
                found.append(party)
        return tuple(found)


def _item(draft: Draft) -> Anchored:
    """A mention's sentence with its event word marked."""
    head = draft.happening.slots.head
    words = head.doc[draft.happening.start : draft.happening.end]
    first = head.sent.start_char
    return Anchored(head.sent.text, (words.start_char - first, words.end_char - first), draft.type)


def _is_location(mention: PlaceMention) -> bool:
    return mention.kind != "adjective" and mention.place.precision != "unknown"


def _told(group: Group, slot: str) -> bool:
    """Whether another event of the report gives it: a claim its doer, an act its accused."""
    return bool(group.claimants if slot == "initiators" else group.accused)


def _same(one: Party, other: Party) -> bool:
    named = one.actor.name is not None and one.actor.name == other.actor.name
    return named or (one.start < other.end and other.start < one.end)


def _with(draft: Draft, slot: str, parties: tuple[Party, ...]) -> Draft:
    return replace(draft, initiators=parties) if slot == "initiators" else replace(draft, recipients=parties)


def _clear(group: Group, **empty: Any) -> None:
    group.drafts[:] = [replace(draft, **empty) for draft in group.drafts]
