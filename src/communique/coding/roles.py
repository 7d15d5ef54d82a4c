"""Roles: who, whom, where and when of each happening, and how sure the report is of it."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec
from spacy.tokens import Doc, Token

from communique.codebook.grammar import grammar
from communique.codebook.types import Codebook
from communique.coding import settings
from communique.coding.assertion import actor_alleged, assess, assess_act
from communique.coding.assertion import table as assertion_table
from communique.coding.attribution import attribution_of, is_saying_place, is_saying_time, source_text
from communique.coding.classes import STATE, Kinds
from communique.coding.draft import Draft, Party, Speech
from communique.coding.happenings import Happening
from communique.coding.layers import Said
from communique.coding.parties import of_mention, parties, role_table
from communique.model import Actor

OWN = frozenset(("we", "i", "our", "my", "us"))
"""A speaker's words for himself and his side."""


def fill(doc: Doc, found: Sequence[Happening], codebook: Codebook, kinds: Kinds) -> list[Draft]:
    """A draft for each happening of the report."""
    heads = frozenset(happening.head for happening in found)
    return [_draft(doc, happening, codebook, kinds, heads - {happening.head}) for happening in found]


def _draft(doc: Doc, happening: Happening, codebook: Codebook, kinds: Kinds, rivals: frozenset[int]) -> Draft:
    table = role_table(happening, codebook)
    speech = happening.type in grammar().acts_of_words
    said = attribution_of(doc, happening.head)
    if said is not None and said.source is not None and doc[said.source[0]].lower_ in ("no", "nobody", "none"):
        said = None
    initiators = parties(doc, happening, "initiator", table, kinds)
    if speech and not initiators and said is not None:
        initiators, said = _speaker(doc, said, kinds), None
    elif speech and happening.type != "talks" and said is not None and _speaks_for(doc, said, initiators, kinds):
        said = None
    recipients = _without(parties(doc, happening, "recipient", table, kinds), initiators)
    assertion = (assess_act if speech and happening.type != "talks" else assess)(doc, happening.head)
    count, count_span = _count(doc, happening)
    return Draft(
        happening=happening,
        initiators=_alleged(doc, happening, initiators),
        recipients=recipients,
        place=settings.place_of(
            doc, happening, table, kinds, rivals, speech=speech, said_elsewhere=lambda s, e: is_saying_place(doc, s, e)
        ),
        time=settings.time_of(doc, happening, rivals, speech=speech, of_saying=lambda s, e: is_saying_time(doc, s, e)),
        weapon=_weapon(happening, kinds),
        status=assertion.status,
        certainty=assertion.certainty,
        assertion_rule=assertion.rule,
        assertion_cue=assertion.evidence,
        certainty_cue=assertion.hedge,
        speech=_speech(doc, said) if said is not None else None,
        count=count,
        count_span=count_span,
        plural=happening.slots.head.tag_ in ("NNS", "NNPS"),
        definite=is_definite(happening.slots.head),
        in_title=_in_title(doc, happening),
    )


def _in_title(doc: Doc, happening: Happening) -> bool:
    """Whether the words stand in the report's title, where the text begins with it."""
    title = doc._.report.title if doc._.report is not None else None
    return bool(title) and doc[happening.head].idx < len(title or "") and doc._.report.text.startswith(title)


def is_definite(head: Token) -> bool:
    """Whether a noun points back ("the attack", "this strike", "their offensive")."""
    if head.pos_ in ("VERB", "AUX"):
        return False
    return any(
        child.lower_ in ("the", "this", "that", "these", "those", "its", "their", "his") for child in head.children
    )


def _without(found: tuple[Party, ...], others: tuple[Party, ...]) -> tuple[Party, ...]:
    taken = {(party.start, party.end, party.actor.name) for party in others}
    doers = {party.actor.name for party in others if party.actor.name}
    return tuple(
        party
        for party in found
        if (party.start, party.end, party.actor.name) not in taken
        and not (party.actor.name in doers and party.named != (party.start, party.end))  # "shot them": not themselves
    )


def _speaks_for(doc: Doc, said: Said, doers: Sequence[Party], kinds: Kinds) -> bool:
    """Whether an act of words is told in its doer's own words, and relayed by no third party (codebook, words that are acts)."""
    if said.source is None:
        return False
    start, end = said.source
    if any(party.start < end and start < party.end for party in doers):
        return True
    if any(doc[party.start].lower_ in OWN for party in doers):
        return True
    states = {
        m.actor.country for index in range(start, end) for m in kinds.actor_at.get(index, ()) if _is_state(m.actor)
    }
    return any(_is_state(party.actor) and party.actor.country in states for party in doers)


def _is_state(actor: Actor) -> bool:
    return actor.country is not None and actor.kind in STATE


def _speaker(doc: Doc, said: Said, kinds: Kinds) -> tuple[Party, ...]:
    if said.source is None:
        return ()
    start, end = said.source
    for index in range(start, end):
        for mention in kinds.actor_at.get(index, ()):
            return (of_mention(doc, mention, "speaker of the sentence"),)
    text = source_text(doc, said)
    words = text[0] if text is not None else doc[start:end].text
    return (Party(Actor(text=words), start, end, (start, end), "speaker of the sentence; no actor of the lists"),)


def _alleged(doc: Doc, happening: Happening, found: tuple[Party, ...]) -> tuple[Party, ...]:
    suspects = assertion_table().alleged_modifiers
    marked = []
    for party in found:
        phrase = doc[party.start : party.end]
        suspected = any(token.lower_ in suspects for token in phrase)
        marked.append(_mark(party) if suspected or actor_alleged(doc, happening.head, phrase.root.i) else party)
    return tuple(marked)


def _mark(party: Party) -> Party:
    return replace(party, actor=msgspec.structs.replace(party.actor, alleged=True))


def _weapon(happening: Happening, kinds: Kinds) -> tuple[int, int] | None:
    for slot in ("with", "using", "modifier", "subject"):
        for token in happening.slots.get(slot):
            if any(f in kinds.class_names and kinds.is_a(token, f"@{f}") for f in grammar().weapon_classes):
                return _with_modifiers(token) if slot in ("with", "using") else (token.i, token.i + 1)
    return None


def _with_modifiers(token: Token) -> tuple[int, int]:
    left = min((c.i for c in token.children if c.dep_ in ("amod", "compound", "nummod")), default=token.i)
    return min(left, token.i), token.i + 1


def _count(doc: Doc, happening: Happening) -> tuple[int, tuple[int, int] | None]:
    """How many like happenings: a number that counts the trigger noun."""
    for quantity in doc._.quantities or ():
        if quantity.noun == happening.head and quantity.low and quantity.low > 1:
            return quantity.low, (quantity.start, quantity.end)
    if happening.trigger.count:
        return happening.trigger.count, (happening.start, happening.end)
    return 1, None


def _speech(doc: Doc, said: Said) -> Speech | None:
    found = source_text(doc, said)
    if found is None:
        return None
    text, start, end = found
    cue = doc[said.cue[0] : said.cue[1]]
    return Speech(text, (start, end), cue.text, (cue.start_char, cue.end_char), said.rule)
