"""The actor mentions that stand in the text by name, role or description, before pronouns are traced."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from communique.coding.actors import naming
from communique.coding.actors.countries import Owner, tie_of
from communique.coding.actors.grammar import Grammar
from communique.coding.actors.index import Match
from communique.coding.actors.normal import pieces
from communique.coding.actors.owned import coalition
from communique.coding.actors.phrase import Phrase, modifiers_of, np_head, phrase_of
from communique.coding.actors.reading import read
from communique.coding.actors.scene import Scene
from communique.coding.actors.senses import Reading

NO_NOUN = frozenset(("VERB", "AUX", "ADV"))
PLURAL_TAGS = frozenset(("NNS", "NNPS"))


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase and one actor it denotes; ``traced`` are the tokens of the mention it was traced to."""

    head: Token
    start: int
    end: int
    reading: Reading
    traced: tuple[int, int] | None = None

    @property
    def plural(self) -> bool:
        """Whether more than one person is meant, as the words have it."""
        return self.reading.plural or self.head.tag_ in PLURAL_TAGS or self.head.lower_ in ("police", "people")


def find(scene: Scene, matches: Sequence[Match]) -> list[Found]:
    """All actors named or described in a text, in its order."""
    found: list[Found] = []
    read_heads: set[int] = set()
    for head in _heads(scene, matches):
        if head.i not in read_heads:
            read_heads.add(head.i)
            found.extend(_at(head, scene))
    covered = {(item.head.i) for item in found}
    for match in matches:
        found.extend(_modifier(match, scene, covered))
    heads = {item.head.i for item in found}
    for token in scene.doc:
        if token.lower_ in scene.grammar.counts and token.i not in heads:
            found.extend(_counted(token, scene))
    found.sort(key=lambda item: (item.start, item.end))
    return _persons(found, scene)


def _heads(scene: Scene, matches: Sequence[Match]) -> Iterable[Token]:
    doc = scene.doc
    for match in matches:
        root = _root(match, scene)
        if root.pos_ not in NO_NOUN or match.sorts != {"role"} or _nominal(root):
            yield np_head(root)
    for token in doc:
        if _may_head(token, scene):
            yield np_head(token)


def _nominal(token: Token) -> bool:
    """Whether a participle or adverb stands as a noun: "the wounded", "3,000 displaced"."""
    return any(child.dep_ in ("det", "nummod", "poss") for child in token.children)


def _may_head(token: Token, scene: Scene) -> bool:
    """Whether a word outside the lists may still be, or lead to, the head of an actor."""
    grammar = scene.grammar
    if token.pos_ == "NOUN":
        lemma = token.lemma_.lower()
        if lemma in grammar.armed_people or lemma in grammar.armed_forces:
            return True
        return lemma in grammar.membership or lemma in grammar.peoples
    if scene.at[token.i] is not None:
        return False
    return token.pos_ == "PROPN" or (token.pos_ == "ADJ" and token.lower_ in grammar.peoples)


def _root(match: Match, scene: Scene) -> Token:
    """The token of a match that the others hang on."""
    for index in range(match.end - 1, match.start, -1):
        token = scene.doc[index]
        if not match.start <= token.head.i < match.end and token.pos_ not in ("PUNCT", "PART", "ADP"):
            return token
    return scene.doc[match.start]


def _at(head: Token, scene: Scene) -> list[Found]:
    if head.lower_ in scene.grammar.never_heads or head.lemma_.lower() in scene.grammar.never_heads:
        return []
    phrase = phrase_of(head, scene.at, scene.grammar)
    if _only_a_place(phrase, scene) or _is_abbreviation(head) or _is_condition(phrase, scene):
        return []
    readings = _inherit(phrase, read(phrase, scene), scene)
    found = [Found(head, phrase.start, phrase.end, reading) for reading in readings]
    whole = _partitive(phrase, scene.grammar)
    if whole is not phrase:
        found.extend(Found(whole.head, whole.start, whole.end, replace(one, plural=True)) for one in readings)
    return found


def _only_a_place(phrase: Phrase, scene: Scene) -> bool:
    """Whether a capital is merely where something is: it acts only as subject, agent, possessor or object."""
    if phrase.own is None or not all(entry.sort == "capital" for entry in phrase.own.entries):
        return False
    dep, up = phrase.head.dep_, phrase.head.head
    if dep == "pobj":
        return up.lower_ not in scene.grammar.facing
    if dep in ("dobj", "nsubjpass"):
        return up.lemma_ not in scene.grammar.addressing
    return dep not in ("nsubj", "poss", "conj", "ROOT")


def _is_condition(phrase: Phrase, scene: Scene) -> bool:
    """Whether a word that is an actor only as "the state" is used otherwise."""
    if phrase.head.lemma_.lower() not in scene.grammar.bare_only or phrase.own is None:
        return False
    if phrase.own.end - phrase.own.start > 1:
        return False
    return bool(phrase.modifiers or phrase.belongs) or scene.doc[phrase.start].lower_ != "the"


def _is_abbreviation(head: Token) -> bool:
    """Whether it is the short form in brackets after the full name: "... Units (YPG)"."""
    doc = head.doc
    return (
        head.dep_ == "appos"
        and 0 < head.i < len(doc) - 1
        and doc[head.i - 1].text == "("
        and doc[head.i + 1].text == ")"
    )


def _partitive(phrase: Phrase, grammar: Grammar) -> Phrase:
    """ "Two of the attackers", "dozens of rebels" are one phrase, headed by the number."""
    head = phrase.head
    of = head.head
    if head.dep_ != "pobj" or of.lower_ != "of" or of.i == 0:
        return phrase
    part = of.head
    if part.pos_ in ("NUM", "PRON", "DET") or part.lemma_.lower() in grammar.parts or part.ent_type_ == "CARDINAL":
        start = min(
            [part.i, *(child.left_edge.i for child in part.children if child.i < part.i and child.dep_ in DETERMINERS)]
        )
        return Phrase(part, start, phrase.end, phrase.modifiers, phrase.belongs, phrase.own)
    return phrase


DETERMINERS = frozenset(("det", "amod", "nummod", "advmod", "quantmod", "predet"))


def _inherit(phrase: Phrase, readings: list[Reading], scene: Scene) -> list[Reading]:
    """ "Syrian soldiers and policemen": the second of a list takes the country of the first."""
    head = phrase.head
    if head.dep_ != "conj" or len(readings) != 1 or not readings[0].open or phrase.modifiers:
        return readings
    first = head.head
    if first.pos_ not in ("NOUN", "PROPN") or head.i < first.i:
        return readings
    before = read(phrase_of(first, scene.at, scene.grammar), scene)
    if len(before) == 1 and before[0].country and not before[0].open:
        return [moved(readings[0], before[0].country, f" + the country of '{first.text}'")]
    return readings


def moved(reading: Reading, country: str, why: str) -> Reading:
    """The same reading for another country."""
    if reading.country == country or reading.name is None:
        return replace(reading, country=country, rule=reading.rule + why, open=False)
    old = reading.country or ""
    name = reading.name.replace(naming.of_state(old), naming.of_state(country)) if old else reading.name
    if f"({naming.of_state(country)})" in name:
        name = name.replace(f"({naming.of_state(country)})", f"({country})")
    return replace(reading, name=name, country=country, rule=reading.rule + why, open=False)


def _modifier(match: Match, scene: Scene, covered: set[int]) -> list[Found]:
    """An actor that is only a modifier of something that is none: "French air strikes", "the Taliban attack"."""
    root = _root(match, scene)
    head = np_head(root)
    if root.pos_ in NO_NOUN and match.sorts == {"role"}:
        return []
    if head == root or head.i in covered or root.i in covered or _absorbed(match, head, scene):
        return []
    if root.lemma_.lower() in scene.grammar.bare_only:
        return []
    before = () if match.sorts & {"adjective", "state"} else _before(match, head, scene)
    start = before[0].i if before else match.start
    phrase = Phrase(root, start, match.end, before, (), match)
    return [Found(root, start, match.end, reading) for reading in _as_modifier(phrase, head, scene)]


def _before(match: Match, head: Token, scene: Scene) -> tuple[Token, ...]:
    """The other modifiers of the same head right before a match: "Syrian" in "Syrian government air strikes"."""
    found = [token for token in modifiers_of(head) if token.i < match.start and scene.at[token.i] is not None]
    run: list[Token] = []
    for token in reversed(found):
        if token.i != (run[0].i if run else match.start) - 1:
            break
        run.insert(0, token)
    return tuple(run)


def _absorbed(match: Match, head: Token, scene: Scene) -> bool:
    """Whether a nationality only qualifies the role after it: "Syrian" in "Syrian government air strikes"."""
    if not match.sorts & {"adjective", "state"} or match.end >= head.i:
        return False
    after = scene.at[match.end]
    return after is not None and "role" in after.sorts and np_head(_root(after, scene)) == head


def _as_modifier(phrase: Phrase, head: Token, scene: Scene) -> list[Reading]:
    tie = tie_of(phrase.head, scene.grammar)
    if tie in scene.grammar.foreign_ties:
        return []
    readings = read(phrase, scene)
    if phrase.own is None or not phrase.own.sorts & {"adjective", "state"}:
        return [_armed_part(reading, head, scene) for reading in readings]
    country = readings[0].country if readings else None
    if country is None or head.lemma_.lower() in scene.grammar.placed:
        return []
    if tie:
        return [coalition(Owner(phrase.own.entries[0], phrase.head, tie), scene)]
    rule = f"nationality '{phrase.head.text}' before '{head.text}'"
    if head.lemma_.lower() in scene.grammar.military_acts:
        return [Reading(naming.military(country), "state-forces", country, True, rule)]
    return [Reading(naming.government(country), "government", country, None, rule)]


def _armed_part(reading: Reading, head: Token, scene: Scene) -> Reading:
    """A government's shelling, base or convoy is its army's."""
    grammar = scene.grammar
    lemma = head.lemma_.lower()
    generic = reading.name is not None and reading.name.startswith("Government of")
    if (
        not generic
        or reading.country is None
        or (lemma not in grammar.military_acts and lemma not in grammar.armed_bodies)
    ):
        return reading
    name = naming.military(reading.country)
    return replace(reading, name=name, kind="state-forces", armed=True, rule=f"{reading.rule} before '{lemma}'")


def _counted(token: Token, scene: Scene) -> list[Found]:
    """ "Dozens were killed", "those fleeing": people whom the phrase does not name."""
    if token.dep_ not in ("nsubj", "nsubjpass", "dobj") or scene.at[token.i] is not None:
        return []
    if any(child.dep_ in ("prep", "nummod") for child in token.children if child.i > token.i and child.lower_ == "of"):
        return []
    country = scene.country_at(token)
    name = naming.fill("Civilians ({country})", country)
    reading = Reading(name, "civilians", country, None, f"number '{token.text}' alone", plural=True)
    return [Found(token, token.i, token.i + 1, reading)]


def _persons(found: list[Found], scene: Scene) -> list[Found]:
    """Give a bare name the reading that the same name had with a title elsewhere in the report."""
    known: dict[str, Found] = {}
    for item in found:
        if item.reading.person and item.reading.kind is not None:
            for word in _name_words(item, scene):
                known.setdefault(word, item)
    resolved = [_known_person(item, known) for item in _out_of_office(found)]
    covered = {index for item in found for index in range(item.start, item.end)}
    for token in scene.doc:
        if token.pos_ == "PROPN" and token.i not in covered and token.lower_ in known:
            resolved.append(
                _again(Found(token, token.i, token.i + 1, known[token.lower_].reading), known[token.lower_])
            )
    resolved.sort(key=lambda item: (item.start, item.end))
    return resolved


def _out_of_office(found: list[Found]) -> list[Found]:
    """Once a report calls a leader former, the bare name after it is too."""
    former: dict[str, Reading] = {}
    told: list[Found] = []
    for item in found:
        rule = item.reading.rule.split(",")[0]
        if item.reading.rule.endswith("said to be former"):
            former.setdefault(rule, item.reading)
        elif rule in former and item.reading.kind == "government" and item.head.doc[item.start].lower_ != "then":
            item = replace(item, reading=former[rule])
        told.append(item)
    return told


def _name_words(item: Found, scene: Scene) -> list[str]:
    """The words of the name itself, titles left out."""
    match = scene.at[item.head.i]
    if item.head.pos_ != "PROPN" or (match is not None and "leader" not in match.sorts):
        return []
    first = item.head.i
    while first > item.start and (scene.doc[first - 1].pos_ == "PROPN" or scene.doc[first - 1].text == "-"):
        first -= 1
    words = list(scene.doc[first : item.head.i + 1])
    listed = {token.i for token in words if (match := scene.at[token.i]) is not None and "leader" not in match.sorts}
    return [token.lower_ for token in words if token.i not in listed and len(token.text) > 2 and pieces(token.text)]


def _known_person(item: Found, known: dict[str, Found]) -> Found:
    if not item.reading.person or item.reading.kind is not None:
        return item
    earlier = known.get(item.head.lower_)
    return _again(item, earlier) if earlier is not None else item


def _again(item: Found, earlier: Found) -> Found:
    rule = f"name '{item.head.text}' → '{earlier.head.doc[earlier.start : earlier.end].text}' ({earlier.reading.rule})"
    return replace(item, reading=replace(earlier.reading, rule=rule))
