"""A place told once and meant again: what an event without a place of its own takes from the text round it.

Only from the same report, only for happenings (never for words that are acts), and marked as carried: the rule says from
where, and the confidence is lower. Where no event told shortly before has a place, the country where most of the report's
events are is all that is said.
"""

from collections import Counter
from collections.abc import Sequence

from communique.codebook.grammar import grammar
from communique.coding.actors.anaphora import GUESSED
from communique.coding.draft import Draft, Located, Party
from communique.coding.joining import Group
from communique.coding.layers import PlaceMention
from communique.model import Place

LEAD = 1.2
"""How many times as many events as in the next one are in the country that a report is about."""
LOOK_BACK_TOKENS = 120
"""About three sentences of news prose."""


def carry(groups: Sequence[Group]) -> None:
    """Give each event that has no place the place of the nearest event told before it that has one of its own."""
    placeless = grammar().acts_of_words | grammar().no_carried_place
    told: list[Group] = []
    main = main_country(groups) if groups else None
    for group in sorted(groups, key=lambda group: group.lead.happening.head):
        if group.lead.type not in placeless:
            if not any(draft.place for draft in group.drafts):
                national = group.lead.type in grammar().national_types
                own = _of_state(group) if national else None
                group.carried = own or _before(group, told) or main
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


def main_country(groups: Sequence[Group]) -> Located | None:
    """The country in which most of a report's own places of events lie, where the report names it; null where none leads."""
    places = [draft.place.mention for group in groups for draft in group.drafts if draft.place is not None]
    countries = Counter(mention.place.country for mention in places if mention.place.country)
    (first, times), (_second, rival) = [*countries.most_common(2), ("", 0), ("", 0)][:2]
    mentions = groups[0].lead.happening.slots.head.doc._.places if times >= LEAD * rival and times else ()
    named = (found for found in mentions or () if found.place.country == first and found.place.precision == "country")
    mention = next((found for found in named if found.kind != "reference"), None)
    return Located(mention, "the country where most of the report's events are") if mention else None


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
