"""Who a noun phrase denotes, by itself: its head's list entry or role, and who is named in it."""

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from communique.coding.actors import countries, naming, owned, unlisted
from communique.coding.actors.countries import Owner
from communique.coding.actors.index import Entry, Match
from communique.coding.actors.owned import as_former, as_person, of_entry, of_group
from communique.coding.actors.phrase import Phrase, phrase_of
from communique.coding.actors.scene import Scene, located
from communique.coding.actors.senses import Reading, choose
from communique.coding.actors.sides import Core, core_of, identity_of, stance_of

MAX_DEPTH = 3
"""How many phrases deep "a spokesman for the leader of the rebels" is followed."""
STATE_KINDS = frozenset(("state-forces", "police", "government"))


def read(phrase: Phrase, scene: Scene, depth: int = 0) -> list[Reading]:
    """Who the phrase denotes, one reading an actor ("Malian and French forces" has two); none if it is no actor."""
    known = _named(phrase, scene) or _called(phrase, scene) or unlisted.group(phrase, scene)
    if known:
        return known
    found = countries.owners(phrase, scene)
    role = role_of(phrase, scene)
    if _stands_for(phrase, scene, role):
        readings = _member(phrase, found, scene, depth)
        if readings:
            return readings
    core = None if _is_other_name(phrase, role, scene) else core_of(phrase, role, scene)
    if core is None:
        return unlisted.people(phrase, scene) or _person(phrase, scene, depth)
    return owned.sided(phrase, core, found, scene)


def role_of(phrase: Phrase, scene: Scene) -> Entry | None:
    """The role of the head, or of the title before a person's name ("Defence Minister X")."""
    role = _role_at(phrase.head, scene)
    if role is not None or not unlisted.is_personal(phrase.head):
        return role
    titles = [title for token in phrase.modifiers if (title := _role_at(token, scene)) is not None]
    return min(titles, key=lambda entry: entry.rank) if titles else None


def _role_at(token: Token, scene: Scene) -> Entry | None:
    match = scene.at[token.i]
    if match is None:
        return None
    roles = [entry for entry in match.entries if entry.sort == "role"]
    return roles[0] if roles else None


def _is_other_name(phrase: Phrase, role: Entry | None, scene: Scene) -> bool:
    """Whether a role is only a word of an unlisted name: "the Credit Union"."""
    if role is None or role.kind in STATE_KINDS or phrase.own is None or phrase.head.pos_ != "PROPN":
        return False
    return any(token.pos_ == "PROPN" and scene.at[token.i] is None for token in phrase.modifiers)


def _named(phrase: Phrase, scene: Scene) -> list[Reading]:
    """The reading of a head that is itself a name of the lists."""
    if phrase.own is None:
        return []
    namesake = _is_namesake(phrase.own, scene)
    senses = [
        entry for entry in phrase.own.entries if entry.sort != "role" and not (namesake and entry.sort == "leader")
    ]
    if not senses:
        return []
    entry, note = choose(senses, scene)
    if entry.sort == "adjective":
        return _nationals(phrase, entry)
    if entry.sort in ("state", "capital"):
        country = entry.countries[0]
        rule = f"{'state' if entry.sort == 'state' else 'capital'} list: {entry.label}"
        listed = phrase.own.text if entry.sort == "capital" else None
        name = naming.government(country)
        return [Reading(name, "government", country, None, rule, sector=entry.sector, listed=listed)]
    reading = of_entry(entry, f"{entry.sort} list: {entry.label}{note}", scene)
    if entry.sort == "leader" and reading.kind == "government" and _told_former(phrase, scene):
        return [as_former(reading, entry, "said to be former")]
    return [reading]


def _called(phrase: Phrase, scene: Scene) -> list[Reading]:
    """The listed group that is named right after its description ("the Somali militant group *al-Shabab*")."""
    head = phrase.head
    if head.tag_ != "NN" or head.lemma_.lower() not in CALLED:
        return []
    beside = next((child for child in head.children if child.dep_ == "appos" and child.i > head.i), None)
    after = head.i + 1 if head.i + 1 < len(head.doc) and scene.doc[head.i + 1].pos_ == "PROPN" else None
    match = scene.at[after] if after is not None else (scene.at[beside.i] if beside is not None else None)
    groups = [entry for entry in match.entries if entry.sort == "group" and entry.armed] if match is not None else []
    if not groups or (after is not None and match is not None and match.start != after):
        return []
    entry, note = choose(groups, scene)
    return [of_entry(entry, f"'{head.text}' called: group list: {entry.label}{note}", scene)]


CALLED = frozenset(("group", "organization", "organisation", "movement", "militia", "faction", "network", "cartel"))
"""Nouns whose name, if it follows, is the actor."""


def _told_former(phrase: Phrase, scene: Scene) -> bool:
    """Whether a title or apposition says that a leader is out of office ("ousted president X")."""
    words = {token.lower_ for token in phrase.modifiers}
    for token in _beside(phrase.head):
        words.update(child.lower_ for child in token.children if child.i < token.i)
    return bool(words & scene.grammar.former)


def _is_namesake(match: Match, scene: Scene) -> bool:
    """Whether a leader's surname stands in another's name: other capitalised words beside it that are no title."""
    if match.end - match.start > 1:
        return False
    for index in (match.start - 1, match.end):
        if 0 <= index < len(scene.doc):
            beside = scene.doc[index]
            if beside.pos_ == "PROPN" and beside.text[0].isupper() and scene.at[index] is None and beside.text != "Mr.":
                return beside.sent.start == scene.doc[match.start].sent.start and not beside.text.endswith(".")
    return False


def _nationals(phrase: Phrase, entry: Entry) -> list[Reading]:
    """ "The Saudis" acts for the state; "three Malians", "Syrians" are its people."""
    country = entry.countries[0]
    first = phrase.head.doc[phrase.start]
    rule = f"nationality '{phrase.head.text}'"
    if first.lower_ == "the" and phrase.end - phrase.start == 2:
        return [Reading(naming.government(country), "government", country, None, rule + " with 'the'", plural=True)]
    if phrase.head.tag_ in ("NNPS", "NNS") or phrase.start < phrase.head.i:
        return [Reading(f"Civilians ({country})", "civilians", country, False, rule, plural=True)]
    return [Reading(naming.government(country), "government", country, None, rule)]


def _stands_for(phrase: Phrase, scene: Scene, role: Entry | None) -> bool:
    """Whether the head, or the title before a name, only belongs to or speaks for the side that matters."""
    grammar = scene.grammar
    lemma = phrase.head.lemma_.lower()
    if lemma in grammar.membership or lemma in grammar.bodies:
        return True
    if role is not None and role.label.rsplit(" ", 1)[-1] in grammar.membership:
        return True
    return phrase.head.pos_ == "PROPN" and any(token.lower_ in grammar.membership for token in phrase.modifiers)


def _member(phrase: Phrase, found: list[Owner], scene: Scene, depth: int) -> list[Reading]:
    """The side of one named by whom they speak for or belong to ("military spokesman", "a member of the group")."""
    person = phrase.head.lemma_.lower() not in scene.grammar.bodies
    groups = countries.groups(found, scene.grammar)
    if groups:
        of = [of_group(owner, scene, f"'{phrase.head.text}' of", person) for owner in groups]
        gone = bool({token.lower_ for token in phrase.modifiers} & scene.grammar.former)
        return (
            [as_former(reading, owner.entry, "'former'") for reading, owner in zip(of, groups, strict=True)]
            if gone
            else of
        )
    side = _side_before(phrase, scene)
    if side is not None:
        return [as_person(reading, person) for reading in owned.sided(phrase, side, found, scene)]
    for preposition, token in phrase.belongs:
        in_name = phrase.own is not None and scene.at[token.i] is phrase.own
        if preposition in scene.grammar.belonging and depth < MAX_DEPTH and not in_name:
            inner = read(phrase_of(token, scene.at, scene.grammar), scene, depth + 1)
            if inner and inner[0].kind is not None:
                return [as_person(reading, person, f"'{phrase.head.text}' {preposition}") for reading in inner]
    return _of_state_only(phrase, found, scene, person)


def _side_before(phrase: Phrase, scene: Scene) -> Core | None:
    """The side named by a modifier: a role ("army chief"), a stance ("rebel commander") or a people."""
    grammar = scene.grammar
    for token in reversed(phrase.modifiers):
        role = _role_at(token, scene)
        if role is not None and token.lemma_.lower() not in grammar.membership and token.dep_ != "poss":
            return core_of(phrase, role, scene)
    stance = stance_of(phrase, scene)
    if stance is not None and stance[0] not in ("government", "unidentified", "allied") and stance[1] != "opposition":
        side = grammar.sides[stance[0]]
        return Core(side.people, side.kind, True, f"'{phrase.head.text}' + '{stance[1]}'")
    identity = identity_of(phrase, scene)
    if identity is not None and phrase.head.lemma_.lower() in ("commander", "fighter", "base", "position"):
        return Core(
            f"{identity} Militia ({{country}})", "identity-militia", True, f"'{phrase.head.text}' + '{identity}'"
        )
    return None


def _of_state_only(phrase: Phrase, found: list[Owner], scene: Scene, person: bool) -> list[Reading]:
    """ "The Pakistani high commissioner": who speaks or deals for a state is its government."""
    words = {phrase.head.lemma_.lower(), *(token.lower_ for token in phrase.modifiers)}
    office = next((word for word in words if word in scene.grammar.offices), None)
    if office is None or _role_at(phrase.head, scene) is not None or role_of(phrase, scene) is not None:
        return []
    return [
        Reading(naming.government(country), "government", country, None, f"'{office}' of '{owner.token.text}'", person)
        for country, owner in countries.states(found, scene.grammar)[:1]
    ]


def _person(phrase: Phrase, scene: Scene, depth: int) -> list[Reading]:
    """A person by the words in apposition ("X, the defence minister"; "the defence minister, X")."""
    if depth >= MAX_DEPTH or phrase.head.pos_ != "PROPN" or not phrase.head.text[0].isalpha():
        return []
    if phrase.head.lower_ in scene.grammar.placed:
        return []
    for token in _beside(phrase.head):
        inner = phrase_of(token, scene.at, scene.grammar)
        if token.pos_ == "NOUN" or role_of(inner, scene) is not None:
            readings = read(inner, scene, depth + 1)
            if readings and readings[0].kind is not None:
                named = [_named_former(reading, phrase.head) for reading in readings]
                return [as_person(reading, True, f"apposition '{token.text}'") for reading in named]
    if (unlisted.is_personal(phrase.head) or _says(phrase.head, scene)) and not _is_place(phrase.head, scene):
        return [Reading(None, None, None, None, "a person's name", person=True)]
    return []


def _is_place(head: Token, scene: Scene) -> bool:
    """Whether a name of one word is that of a place that stands where something happens ("in Houla")."""
    return head.i in scene.place_country and located(head, scene.grammar)


def _named_former(reading: Reading, head: Token) -> Reading:
    """ "The ousted president, X": the name goes with what was their government."""
    if reading.name is None or not reading.name.startswith("Former Government") or reading.name.endswith(")"):
        return reading
    start, end = unlisted.proper_run(head)
    return replace(reading, name=f"{reading.name} ({head.doc[start:end].text})")


def _beside(head: Token) -> Iterable[Token]:
    yield from (child for child in head.children if child.dep_ == "appos")
    if head.dep_ == "appos":
        yield head.head


def _says(head: Token, scene: Scene) -> bool:
    """Whether a name that no list has is the subject of a verb of saying, and no place."""
    verb = head.head
    return head.dep_ == "nsubj" and verb.lemma_ in scene.grammar.saying and head.i not in scene.place_country
