"""Who is blamed by "condemned the attack": those who did it, where the report tells of them (codebook, condemnation)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from communique.coding.draft import Party
from communique.coding.joining import Group

BLAME = "accusation"
BLAMED_SLOTS = ("object", "of", "for", "as", "over", "about", "complement")


def lay_blame(groups: Sequence[Group]) -> None:
    """Give each accusation that names no one the doers of the happening that it is about."""
    by_head = {draft.happening.head: group for group in groups for draft in group.drafts}
    for group in groups:
        if group.lead.type == BLAME and not any(draft.recipients for draft in group.drafts):
            group.accused = _doers(group, by_head)


def _doers(group: Group, by_head: Mapping[int, Group]) -> tuple[Party, ...]:
    blamers = {party.actor.name for party in group.lead.initiators}
    for slot in BLAMED_SLOTS:
        for token in group.lead.happening.slots.get(slot):
            about = by_head.get(token.i)
            if about is not None and about is not group:
                found = [party for draft in about.drafts for party in draft.initiators] or list(about.claimants)
                return tuple(_laid(party) for party in found if party.actor.name not in blamers)
    return ()


def _laid(party: Party) -> Party:
    return replace(party, rule=f"{party.rule}; did what the accusation is about")
