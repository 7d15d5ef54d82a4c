"""A day told in a sentence of its own: "It happened on Sunday", "Police were called at 11 p.m. on Sunday".

Such a sentence names no happening, and dates the one told beside it. Only for happenings that no mention dates, never for words
that are acts; marked as carried, with the word that carries it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from communique.codebook.grammar import grammar
from communique.coding.draft import Dated
from communique.coding.joining import Group
from communique.coding.layers import TimeMention
from communique.coding.slots import surface_subject
from communique.coding.times.tense import governing
from communique.coding.times.words import words

BACK, AHEAD = 80, 40
"""Tokens: the happening is told at most two or three sentences before the day, or one or two after it."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """A day, the verb that tells that something happened then, and whether what happened may be told after it."""

    mention: TimeMention
    verb: Token
    ahead: bool


def carry_dates(groups: Sequence[Group]) -> None:
    """Give an undated happening the day that a sentence beside it tells it happened, or was attended to."""
    if not groups:
        return
    doc, acts = groups[0].lead.happening.slots.head.doc, grammar().acts_of_words
    open_groups = [group for group in groups if group.lead.type not in acts]
    anchors = {draft.happening.head for group in groups for draft in group.drafts}
    for frame in _frames(doc, anchors):
        group = _told_beside(frame, open_groups)
        if group is not None and group.lead.status == "actual" and not any(draft.time for draft in group.drafts):
            group.dated = group.dated or Dated(
                frame.mention, f"carried from '{frame.verb.text}' beside it; {frame.mention.rule}", firm=False
            )


def _frames(doc: Doc, anchors: set[int]) -> Iterator[_Frame]:
    lists = words()
    for mention in doc._.times or ():
        if mention.when.precision not in ("day", "days"):
            continue
        verb = governing(doc[mention.start : mention.end].root)
        if verb is None or verb.i in anchors or verb.tag_ not in ("VBD", "VBN"):
            continue
        if any(token.i in anchors for token in verb.subtree):
            continue
        lemma = verb.lemma_.lower()
        if lemma in lists.happening and _is_vague(verb):
            yield _Frame(mention, verb, ahead=False)
        elif lemma in lists.attending:
            yield _Frame(mention, verb, ahead=True)


def _is_vague(verb: Token) -> bool:
    """ "It happened", "the incident occurred": what happened is told elsewhere."""
    return any(subject.lemma_.lower() in words().incident for subject in surface_subject(verb))


def _told_beside(frame: _Frame, groups: Sequence[Group]) -> Group | None:
    """The group told last before the verb, else (of what is attended to) first after it."""
    at = frame.verb.i
    heads = [(draft.happening.head, group) for group in groups for draft in group.drafts]
    before = [item for item in heads if 0 < at - item[0] <= BACK]
    if before:
        return max(before, key=lambda item: item[0])[1]
    after = [item for item in heads if 0 < item[0] - at <= AHEAD]
    return min(after, key=lambda item: item[0])[1] if after and frame.ahead else None
