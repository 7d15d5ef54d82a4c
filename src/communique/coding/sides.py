"""The sides of a happening as the codebook arranges and names them, once its slots are filled.

Two sides of talks stand one against the other, more stand together; a state that fights does so by its forces; those who march are
protesters; the dead and wounded are whom it was done to; a base hit is its army's, a village hit is its people's.
"""

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from communique.codebook.grammar import grammar
from communique.coding.actors.anaphora import GUESSED
from communique.coding.actors.naming import military
from communique.coding.classes import STATE, Kinds
from communique.coding.draft import Draft, Loss, Party
from communique.coding.parties import of_mention
from communique.model import Actor, ActorKind

SIDES = ("initiators", "recipients")
TWO_SIDED = frozenset(("talks", "agreement", "armed-clash"))
CROWDS: dict[str, tuple[ActorKind, str]] = {"protest": ("protesters", "Protesters"), "riot": ("rioters", "Rioters")}


def arrange(draft: Draft, kinds: Kinds) -> Draft:
    """The draft with its sides arranged and named."""
    draft = _facing(draft)
    draft = replace(draft, initiators=tuple(_doer(party, draft.type) for party in draft.initiators))
    draft = replace(draft, recipients=tuple(_target(party, draft, kinds) for party in draft.recipients))
    return _unguessed(draft)


def _unguessed(draft: Draft) -> Draft:
    """ "The president accused Rwanda": a name that was completed with a country is taken back where it meets itself."""
    named = {side: {p.actor.name for p in getattr(draft, side) if GUESSED not in p.rule} for side in SIDES}
    initiators = tuple(_without_name(party, named["recipients"]) for party in draft.initiators)
    recipients = tuple(_without_name(party, named["initiators"]) for party in draft.recipients)
    return replace(draft, initiators=initiators, recipients=recipients)


def _without_name(party: Party, others: set[str | None]) -> Party:
    if GUESSED not in party.rule or party.actor.name is None or party.actor.name not in others:
        return party
    return replace(party, actor=msgspec.structs.replace(party.actor, name=None, country=None))


def _facing(draft: Draft) -> Draft:
    """Two sides named together face each other; more than two all take part."""
    together = (*draft.initiators, *draft.recipients)
    if len(draft.initiators) == 2 and len(draft.happening.slots.get("between")) == 2:
        return replace(draft, initiators=together[:1], recipients=together[1:])
    if draft.type not in TWO_SIDED:
        return draft
    if len(draft.initiators) == 2 and not draft.recipients and not _allied(draft):
        return replace(draft, initiators=together[:1], recipients=together[1:])
    if len(together) > 2 and draft.type != "armed-clash":
        return replace(draft, initiators=together, recipients=())
    return draft


def _allied(draft: Draft) -> bool:
    """Two who fight a third stand on one side: their words are one phrase, or the text says against whom."""
    first, second = draft.initiators[0], draft.initiators[1]
    if draft.type != "armed-clash" or draft.happening.slots.get("between"):
        return False
    if first.named == second.named:
        return True
    return bool(draft.happening.slots.get("subject")) and not _opposed(draft, first, second)


def _opposed(draft: Draft, first: Party, second: Party) -> bool:
    """Whether a word of fighting each other has a state's side and a group's, or two states, as its subject."""
    words = {draft.happening.slots.head.lemma_.lower(), *draft.happening.trigger.lemmas}
    if not words & grammar().reciprocal_words:
        return False
    states = [party.actor.kind in STATE for party in (first, second)]
    return states[0] != states[1] or first.actor.country != second.actor.country


def _doer(party: Party, event_type: str) -> Party:
    actor = party.actor
    if event_type in CROWDS and actor.kind == "civilians":
        kind, name = CROWDS[event_type]
        return _renamed(party, f"{name} ({actor.country})" if actor.country else None, kind)
    if event_type in grammar().violent_types and actor.kind == "civilians" and _is_unknown(actor.text):
        return _renamed(party, f"Unidentified Armed Group ({actor.country})" if actor.country else None, "armed-group")
    if event_type in grammar().military_types and actor.kind == "government" and actor.country and party.bare_state:
        return _renamed(party, military(actor.country), "state-forces")
    return party


def _is_unknown(text: str) -> bool:
    """Whether those who used force are told as no one knows them ("unidentified men")."""
    return not grammar().unknown_words.isdisjoint(text.lower().split())


def _renamed(party: Party, name: str | None, kind: ActorKind) -> Party:
    named = msgspec.structs.replace(party.actor, name=name, kind=kind)
    return replace(party, actor=named, rule=f"{party.rule}; as {kind} in such an event")


def _target(party: Party, draft: Draft, kinds: Kinds) -> Party:
    """A thing that was hit stands for the people it belongs to, where the country is known."""
    if party.actor.name is not None or draft.type not in grammar().violent_types:
        return party
    country = _country(party, draft, kinds)
    head = draft.happening.slots.head.doc[party.start : party.end].root
    if country is None:
        return party
    if any(name in kinds.class_names and kinds.is_a(head, f"@{name}") for name in grammar().military_targets):
        return _renamed(party, military(country), "state-forces")
    if any(name in kinds.class_names and kinds.is_a(head, f"@{name}") for name in grammar().civilian_targets):
        return _renamed(party, f"Civilians ({country})", "civilians")
    return party


def _country(party: Party, draft: Draft, kinds: Kinds) -> str | None:
    """The country of an adjective or place in the phrase, else of where it happened."""
    for index in range(party.start, party.end):
        place = kinds.place_at.get(index)
        if place is not None and place.place.country:
            return place.place.country
    return draft.place.mention.place.country if draft.place is not None else None


def with_victims(draft: Draft, losses: Sequence[Loss], kinds: Kinds) -> Draft:
    """The draft with the dead, wounded, taken and displaced of its tolls among the recipients."""
    doc = draft.happening.slots.head.doc
    have = {party.actor.name for party in (*draft.recipients, *draft.initiators)}
    unarmed = any(party.actor.kind in ("civilians", "protesters") for party in draft.recipients)
    added: list[Party] = []
    for loss in losses:
        for mention in kinds.actor_at.get(loss.victim, ()) if loss.victim is not None else ():
            people = mention.rule.startswith("role 'people'") or mention.rule.startswith("role 'person'")
            if mention.actor.name and mention.actor.name not in have and not (people and unarmed):
                have.add(mention.actor.name)
                added.append(of_mention(doc, mention, "the lost of a toll"))
    if not added and not draft.recipients and draft.type == "displacement" and losses:
        added = [_counted(draft, losses[0])]
    return replace(draft, recipients=(*draft.recipients, *added)) if added else draft


def _counted(draft: Draft, loss: Loss) -> Party:
    """ "Hundreds of thousands fled": people told by their number alone are civilians of where it happened."""
    doc = draft.happening.slots.head.doc
    start, end = loss.number or (loss.trigger, loss.trigger + 1)
    country = draft.place.mention.place.country if draft.place is not None else None
    actor = Actor(
        text=doc[start:end].text, name=f"Civilians ({country})" if country else None, kind="civilians", country=country
    )
    return Party(actor, start, end, (start, end), "people told by their number", armed=False)
