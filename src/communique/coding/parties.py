"""Who did it and to whom: the fillers of a happening's slots as parties of the record."""

from collections.abc import Iterable, Mapping

from spacy.tokens import Doc, Token

from communique.codebook.grammar import grammar
from communique.codebook.types import Codebook
from communique.coding import slots
from communique.coding.classes import Kinds
from communique.coding.draft import Party
from communique.coding.happenings import Happening
from communique.coding.layers import ActorMention
from communique.coding.phrases import noun_phrase
from communique.model import Actor

NO_ACTOR = "no actor of the lists"
"""In the rule of a party that is a thing, or people that no list knows."""

THING_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS"))


def role_table(happening: Happening, codebook: Codebook) -> Mapping[str, str]:
    """Slot to role for one trigger: its type's frame, with the trigger's own changes over it."""
    frame = codebook.frames[codebook.types[happening.type].frame]
    head = happening.slots.head
    base = frame.verb if head.pos_ in ("VERB", "AUX") and not slots.is_gerund_noun(head) else frame.noun
    content = {"content": "recipient"} if happening.type in grammar().content_addressed else {}
    aim = {"aim": "recipient"} if happening.type in grammar().aim_addressed else {}
    suffered = {"possessive": "recipient"} if _is_suffered(happening) else {}
    return {**base, **content, **aim, **suffered, **happening.trigger.roles}


def _is_suffered(happening: Happening) -> bool:
    """Whether the possessive of a noun is the one it was done to ("Bhutto's assassination", not "the army's killing of two")."""
    return happening.slots.head.lemma_.lower() in grammar().patient_nouns and not happening.slots.get("of")


def parties(doc: Doc, happening: Happening, role: str, table: Mapping[str, str], kinds: Kinds) -> tuple[Party, ...]:
    """The parties that fill a role, in the order of the slots, each once."""
    found: dict[tuple[str, str | None], Party] = {}
    names = [slot for slot, filled in table.items() if filled == role]
    if role == "recipient" and "hit" not in table:
        names.append("hit")
    if role == "initiator":  # "Turkish jets bombed": the weapon names whose it is
        names.extend(slot for slot in ("subject", "by", "from") if table.get(slot) == "weapon")
    for slot in names:
        inside = _inside_words(doc, happening, slot, kinds) if role == "recipient" else ()
        for token in (*happening.slots.get(slot), *inside):
            for party in _of_token(doc, token, slot, role, happening, kinds):
                found.setdefault((party.actor.name or party.actor.text.lower(), party.actor.country), party)
    belonging = (*_owners(doc, happening, kinds), *_holders(doc, happening, kinds)) if role == "recipient" else ()
    for party in belonging:
        found.setdefault((party.actor.name or party.actor.text.lower(), party.actor.country), party)
    return tuple(party for party in found.values() if not (belonging and party.rule.endswith(NO_ACTOR)))


def _inside_words(doc: Doc, happening: Happening, slot: str, kinds: Kinds) -> Iterable[Token]:
    """Actors among the words of a phrase that is a trigger ("summoned the *ambassador*")."""
    for token in doc[happening.start : happening.end]:
        name = "object" if token.dep_ == "dobj" else token.head.lower_ if token.dep_ == "pobj" else None
        if name == slot and token.i != happening.head and kinds.actors(token):
            yield token


def _owners(doc: Doc, happening: Happening, kinds: Kinds) -> Iterable[Party]:
    """Whose the thing was that was shot down, stopped or seized ("a *Russian* drone", "a missile fired by *the rebels*")."""
    if happening.type not in grammar().owned_target_types:
        return
    for token in (*happening.slots.get("object"), *happening.slots.get("of")):
        fired = [inner for child in token.children if child.dep_ == "acl" for inner in slots.agents(child)]
        mentions = [
            *kinds.actors(token),
            *_behind(token, kinds),
            *(mention for inner in fired for mention in kinds.actors(inner)),
        ]
        yield from (of_mention(doc, mention, f"owner of '{token.text}'") for mention in mentions)


def _holders(doc: Doc, happening: Happening, kinds: Kinds) -> Iterable[Party]:
    """Who is said to hold what was attacked ("the *rebel*-held town", "a district controlled by *the militia*")."""
    if happening.type not in grammar().holder_types:
        return
    for slot in ("object", "of", "on", "at", "in", "against"):
        for token in happening.slots.get(slot):
            for holder in _holding(token):
                yield from (of_mention(doc, m, f"said to hold '{token.text}'") for m in kinds.actors(holder))


def _holding(token: Token) -> Iterable[Token]:
    """The words for who holds a place, under the place's noun or a noun that it names."""
    for child in token.children:
        if child.dep_ in ("amod", "acl") and child.lemma_.lower() in grammar().holding_words:
            yield from (inner for inner in child.children if inner.dep_ in ("npadvmod", "compound", "nmod", "amod"))
            yield from slots.agents(child)
        elif child.dep_ == "relcl" and child.lemma_.lower() in grammar().holding_words and slots.is_passive(child):
            yield from slots.agents(child)
        elif child.dep_ == "prep" and child.lower_ == "of":
            yield from (held for inner in child.children if inner.dep_ == "pobj" for held in _holding(inner))


def _of_token(doc: Doc, token: Token, slot: str, role: str, happening: Happening, kinds: Kinds) -> Iterable[Party]:
    rule = f"{slot} of '{happening.slots.head.text}'"
    mentions = kinds.actors(token) or _inside(token, kinds) or _beside(token, kinds)
    if role == "recipient" and not mentions and happening.type in grammar().acts_of_words:
        mentions = _behind(token, kinds)
    if slot == "possessive" and happening.type in grammar().placed_by_possessive:
        mentions = [mention for mention in mentions if not is_bare_state(mention)]
    if slot == "modifier" and token.pos_ == "ADJ":
        mentions = [mention for mention in mentions if not mention.rule.startswith("role")]
    mentions = [mention for mention in mentions if doc[mention.start].lower_ not in ("no", "nobody", "none")]
    if mentions:
        return [of_mention(doc, mention, rule) for mention in mentions]
    if role == "recipient" and slot != "modifier" and _is_thing(token, kinds, happening):
        return [_of_phrase(doc, token, rule)]
    return ()


def _inside(token: Token, kinds: Kinds) -> list[ActorMention]:
    """The actor of which a part is named ("half of the vehicles")."""
    if token.lemma_.lower() not in grammar().partitives:
        return []
    parts = [child for child in token.children if child.dep_ == "prep" and child.lower_ == "of"]
    return [mention for part in parts for inner in part.children for mention in kinds.actors(inner)]


def _beside(token: Token, kinds: Kinds) -> list[ActorMention]:
    """The name after a description that is in no list ("his counterpart, *Sergei Lavrov*")."""
    return [mention for child in token.children if child.dep_ == "appos" for mention in kinds.actors(child)]


def _behind(token: Token, kinds: Kinds) -> list[ActorMention]:
    """Who is behind an act that is the object ("dismissed *Western* accusations", "against an offensive by *the army*")."""
    found: list[ActorMention] = []
    for child in token.children:
        if child.dep_ in ("poss", "amod", "compound", "nmod"):
            found.extend(kinds.actors(child))
        elif child.dep_ in ("prep", "agent") and child.lower_ in ("by", "of", "from"):
            found.extend(mention for inner in child.children for mention in kinds.actors(inner))
    return found


def of_mention(doc: Doc, mention: ActorMention, rule: str) -> Party:
    """A party from an actor mention; its text is the fullest form, which for a pronoun is what it stands for."""
    named = mention.antecedent or (mention.start, mention.end)
    text = doc[named[0] : named[1]].text.strip()
    name = mention.actor.name
    actor = Actor(
        text=text,
        name=name[4:] if name is not None and name.startswith(("the ", "The ")) else name,
        kind=mention.actor.kind,
        country=mention.actor.country,
        alleged=mention.actor.alleged,
    )
    return Party(
        actor, mention.start, mention.end, named, f"{rule}; {mention.rule}", mention.armed, is_bare_state(mention)
    )


def is_bare_state(mention: ActorMention) -> bool:
    """Whether an actor is a state named by its country or capital alone, or by a pronoun for it."""
    if mention.actor.kind != "government":
        return False
    pronoun = mention.rule.startswith("pronoun 'it'") and mention.rule.endswith(f"'{mention.actor.country}'")
    return pronoun or mention.rule.startswith(("state list", "nationality"))


def _of_phrase(doc: Doc, token: Token, rule: str) -> Party:
    start, end = noun_phrase(token)
    return Party(Actor(text=doc[start:end].text.strip()), start, end, (start, end), f"{rule}; {NO_ACTOR}")


def _is_thing(token: Token, kinds: Kinds, happening: Happening) -> bool:
    """Whether an object that is no actor is a target worth naming: a concrete noun, not a place and not an act."""
    if token.tag_ not in THING_TAGS or kinds.place(token) is not None:
        return False
    if happening.type in grammar().acts_of_words:
        return token.ent_type_ in ("PERSON", "ORG", "NORP")
    return any(kinds.is_a(token, f"@{name}") for name in grammar().target_classes if name in kinds.class_names)
