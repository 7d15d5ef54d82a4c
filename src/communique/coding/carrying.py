"""A place told once and meant again: what an event without a place of its own takes from the text round it.

Only from the same report, only for happenings (never for words that are acts), and marked as carried: the rule says from
where, and the confidence is lower.
"""

from collections.abc import Sequence

from communique.codebook.grammar import grammar
from communique.coding.draft import Located
from communique.coding.joining import Group

LOOK_BACK_TOKENS = 120
"""About three sentences of news prose."""


def carry(groups: Sequence[Group]) -> None:
    """Give each event that has no place the place of the nearest event told before it that has one of its own."""
    placeless = grammar().acts_of_words | grammar().no_carried_place
    told: list[Group] = []
    for group in sorted(groups, key=lambda group: group.lead.happening.head):
        if group.lead.type not in placeless:
            if not any(draft.place for draft in group.drafts):
                group.carried = _before(group, told)
            told.append(group)


def _before(group: Group, told: Sequence[Group]) -> Located | None:
    head = group.lead.happening.head
    for other in reversed(told):
        if head - other.lead.happening.head > LOOK_BACK_TOKENS:
            return None
        for draft in reversed(other.drafts):
            if draft.place is not None and draft.happening.head < head:
                words = draft.happening.slots.head.text
                return Located(draft.place.mention, f"carried from '{words}' before it", own=False)
    return None
