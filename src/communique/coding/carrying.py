"""A place told once and meant again: what an event without a place of its own takes from the text round it.

Only from the same report, only for happenings (never for words that are acts), and marked as carried: the rule says from
where, and the confidence is lower.
"""

from collections.abc import Sequence

from communique.codebook.grammar import grammar
from communique.coding.actors.anaphora import GUESSED
from communique.coding.draft import Draft, Located, Party
from communique.coding.joining import Group
from communique.coding.layers import PlaceMention
from communique.model import Place

LOOK_BACK_TOKENS = 120
"""About three sentences of news prose."""


def carry(groups: Sequence[Group]) -> None:
    """Give each event that has no place the place of the nearest event told before it that has one of its own."""
    placeless = grammar().acts_of_words | grammar().no_carried_place
    told: list[Group] = []
    for group in sorted(groups, key=lambda group: group.lead.happening.head):
        if group.lead.type not in placeless:
            if not any(draft.place for draft in group.drafts):
                national = group.lead.type in grammar().national_types
                group.carried = (_of_state(group) if national else None) or _before(group, told)
            told.append(group)


def _before(group: Group, told: Sequence[Group]) -> Located | None:
    head = group.lead.happening.head
    for other in reversed(told):
        if head - other.lead.happening.head > LOOK_BACK_TOKENS:
            return None
        for draft in reversed(other.drafts):
            if draft.place is not None and draft.happening.head < head:
                words = draft.happening.slots.head.text
                return Located(draft.place.mention, f"carried from '{words}' before it")
    return None


def _of_state(group: Group) -> Located | None:
    """ "The Thai junta dissolved the Senate": what a state's own do to its people is set in that country."""
    for draft in group.drafts:
        for party in (*draft.initiators, *draft.recipients):
            if party.actor.country is not None and party.actor.kind in DOMESTIC:
                located = _country_in(draft, party)
                if located is not None:
                    return located
    return None


def _country_in(draft: Draft, party: Party) -> Located | None:
    """The country of a party, at the nearest words that name it, else at the party's own (a leader whom the lists know)."""
    named = [
        mention
        for mention in draft.happening.slots.head.doc._.places or ()
        if mention.place.country == party.actor.country and mention.place.precision == "country"
    ]
    if GUESSED in party.rule and (party.actor.kind in PEOPLE or not named):
        return None
    words = [(mention.start, mention.end, mention.place.text) for mention in named]
    start, end, text = min(
        words or [(*party.named, party.actor.text)], key=lambda found: abs(found[0] - party.named[0])
    )
    place = Place(text=text, name=party.actor.country, country=party.actor.country, precision="country")
    rule = f"country of '{party.actor.text}'"
    return Located(PlaceMention(start, end, place, rule), rule)


PEOPLE = frozenset(("civilians", "protesters"))
"""Whose country is guessed from the report places nothing: "two men" may be anywhere."""
DOMESTIC = frozenset(("state-forces", "police", "government", "protesters", "civilians", "political-party"))
