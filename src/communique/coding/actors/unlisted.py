"""Actors that no list has: armed groups told by their words, and persons."""

from spacy.tokens import Doc, Token

from communique.coding.actors.grammar import Grammar
from communique.coding.actors.normal import pieces
from communique.coding.actors.phrase import Phrase
from communique.coding.actors.scene import Scene
from communique.coding.actors.senses import Reading

JOINERS = frozenset(("of", "for", "the", "al", "el", "-"))
"""Small words inside a name."""


def is_personal(head: Token) -> bool:
    """Whether the parser takes a proper noun for a person's name."""
    return head.pos_ == "PROPN" and head.ent_type_ == "PERSON"


def group(phrase: Phrase, scene: Scene) -> list[Reading]:
    """An armed group whose name says that it is one ("the Lightning Brigade"), if the phrase is such a name."""
    if phrase.head.pos_ != "PROPN" or (phrase.own is not None and phrase.own.sorts != {"role"}):
        return []
    if phrase.own is not None and _begins_sentence(phrase.head):
        return []  # a role at the head of a sentence has its capital from there ("Guerrillas of the ...")
    start, end = proper_run(phrase.head)
    titled = _titled(phrase, start, end, scene)
    if titled:
        return titled
    words = [piece for token in phrase.head.doc[start:end] for piece in pieces(token.text)]
    numbered = start > 0 and phrase.head.doc[start - 1].text[:1].isdigit()
    if numbered or not _is_group(words, scene.grammar) or _is_states(start, end, scene):
        return []
    name = phrase.head.doc[start:end].text
    country = scene.country_at(phrase.head)
    return [Reading(name, "armed-group", country, True, f"words of a group's name: '{name}'")]


def _begins_sentence(token: Token) -> bool:
    return all(before.is_space or before.is_punct for before in token.doc[token.sent.start : token.i])


def people(phrase: Phrase, scene: Scene) -> list[Reading]:
    """A people or the faithful of a creed ("the Kurds")."""
    head = phrase.head
    word = head.lemma_.lower() if head.pos_ == "NOUN" else head.lower_.removesuffix("s")
    name = scene.grammar.peoples.get(word.replace("’", "'"))
    if name is None or (head.pos_ == "ADJ" and head.dep_ in ("amod", "compound")):
        return []
    country = scene.country_at(head)
    full = f"{name} ({country})" if country else None
    return [Reading(full, "other", country, None, f"people '{head.text}' + the report's country", plural=True)]


def _titled(phrase: Phrase, start: int, end: int, scene: Scene) -> list[Reading]:
    """ "Militant group X": the common noun before a name tells what bears it."""
    for token in phrase.modifiers:
        match = scene.at[token.i]
        if token.i >= start or match is None or token.pos_ != "NOUN" or token.lower_ not in NAMED_AFTER:
            continue
        for entry in match.entries:
            if entry.sort == "role" and entry.armed and entry.kind is not None:
                name = phrase.head.doc[start:end].text
                country = scene.country_at(phrase.head)
                return [Reading(name, entry.kind, country, True, f"'{match.text}' before the name '{name}'")]
    return []


NAMED_AFTER = frozenset(("group", "organization", "organisation", "faction", "militia", "movement", "gang", "cartel"))
"""Nouns that stand before the name of a group, not of a person."""


def proper_run(head: Token) -> tuple[int, int]:
    """The capitalised words round a head, "of" and the like inside them included."""
    doc = head.doc
    start, end = head.i, head.i + 1
    while start > head.sent.start and (_proper(doc[start - 1]) or _joined(doc, start - 1)):
        start -= 1
    while end < head.sent.end and (_proper(doc[end]) or _joined(doc, end)):
        end += 1
    return start, end


def _proper(token: Token) -> bool:
    return token.text[:1].isupper() and token.is_alpha and token.lower_ != "the"


def _joined(doc: Doc, index: int) -> bool:
    """Whether a small word joins two parts of one name ("Front for the Liberation of X")."""
    if doc[index].lower_ not in JOINERS or index == 0 or index + 1 >= len(doc):
        return False
    left = index - 1 if doc[index - 1].lower_ not in JOINERS else index - 2
    right = index + 1 if doc[index + 1].lower_ not in JOINERS else index + 2
    return left >= 0 and right < len(doc) and _proper(doc[left]) and _proper(doc[right])


def _is_group(words: list[str], grammar: Grammar) -> bool:
    if len(words) < 2 or any(word in grammar.group_never or word[0].isdigit() for word in words):
        return False
    shaped = words[-1] in grammar.group_heads or words[0] in grammar.group_openers or _army_of(words, grammar)
    return shaped and any(word in grammar.group_words or word in grammar.group_openers for word in words)


def _army_of(words: list[str], grammar: Grammar) -> bool:
    """ "Front for the Liberation of X", "Army of Y"."""
    return words[0] in grammar.group_heads and len(words) > 2


def _is_states(start: int, end: int, scene: Scene) -> bool:
    """Whether it is only a state's army: a nationality and one more word."""
    match = scene.at[start]
    if match is None or end - start > 2:
        return False
    return any(entry.sort in ("state", "adjective") for entry in match.entries)
