"""A claim of responsibility names a doer: of the attack told before it, and only as alleged (codebook, alleged)."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from communique.codebook.grammar import grammar
from communique.coding.draft import Party
from communique.coding.joining import Group

CLAIM = "claim-of-responsibility"


def lay_claims(groups: Sequence[Group]) -> None:
    """Give each attack without a doer the one who claims it, the nearest attack before the claim."""
    for group in groups:
        if group.lead.type == CLAIM and group.lead.status == "actual":
            claimed = _attack_before(group.lead.happening.head, groups)
            if claimed is not None:
                claimed.claimants = tuple(_alleged(party) for party in group.lead.initiators)


def _attack_before(head: int, groups: Sequence[Group]) -> Group | None:
    """The attack whose last mention stands nearest before the claim, if no mention of it names a doer."""
    told = [
        (draft.happening.head, group)
        for group in groups
        if group.lead.type in grammar().violent_types - grammar().takings
        for draft in group.drafts
        if draft.happening.head < head
    ]
    nearest = max(told, key=lambda item: item[0], default=None)
    if nearest is None or any(draft.initiators for draft in nearest[1].drafts):
        return None
    return nearest[1]


def _alleged(party: Party) -> Party:
    actor = msgspec.structs.replace(party.actor, alleged=True)
    return replace(party, actor=actor, rule=f"{party.rule}; claims responsibility")
