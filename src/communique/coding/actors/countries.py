"""Whose a phrase is: the states, leaders and groups named in it, and how they are tied to its head."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from communique.coding.actors.grammar import Grammar
from communique.coding.actors.index import Entry, Match
from communique.coding.actors.normal import pieces
from communique.coding.actors.phrase import Phrase, modifiers_of
from communique.coding.actors.scene import Scene
from communique.coding.actors.senses import choose


@dataclass(frozen=True, slots=True)
class Owner:
    """A state, group or leader named in a phrase. ``tie`` is "led" in "U.S.-led", empty where it is simply theirs."""

    entry: Entry
    token: Token
    tie: str
    note: str = ""

    @property
    def words(self) -> str:
        """How the rule names it."""
        return f"'{self.token.text}'" + self.note


def owners(phrase: Phrase, scene: Scene) -> list[Owner]:
    """All who are named in a phrase before its head, then after it by "of", "for", "from", "loyal to"."""
    found: list[Owner] = []
    seen: set[int] = set()
    for token in _candidates(phrase, scene.grammar):
        match = scene.at[token.i]
        if match is None or match.start in seen or match is phrase.own:
            continue
        seen.add(match.start)
        found.extend(_owner(token, match, scene))
    return found


def _candidates(phrase: Phrase, grammar: Grammar) -> Iterator[Token]:
    yield from phrase.modifiers
    before = phrase.start - 1
    if before > 0 and phrase.head.doc[before].tag_ == "POS":
        yield phrase.head.doc[before - 1]
    elif before >= 0 and "-" in phrase.head.doc[before].text:
        yield phrase.head.doc[before]
    for preposition, token in phrase.belongs:
        if preposition in grammar.belonging or preposition in grammar.loyal:
            yield token
            yield from modifiers_of(token)


def _owner(token: Token, match: Match, scene: Scene) -> list[Owner]:
    senses = [entry for entry in match.entries if entry.sort != "role"]
    if not senses:
        return []
    entry, note = choose(senses, scene)
    return [Owner(entry, token, tie_of(token, scene.grammar), note)]


def tie_of(token: Token, grammar: Grammar) -> str:
    """The participle that a name is joined to by a hyphen, if any: "backed" in "Turkish-backed"."""
    if "-" in token.text:
        parts = pieces(token.text)
        if parts and parts[0] in ("pro", "anti"):
            return parts[0]
        return parts[-1] if parts and parts[-1] in grammar.ties else ""
    before = token.i - 2
    if before >= 0 and token.doc[before + 1].text == "-" and token.doc[before].lower_ in grammar.foreign_ties:
        return token.doc[before].lower_
    after = token.i + 1
    if after + 1 < len(token.doc) and token.doc[after].text in ("-", "‑", "–"):
        word = token.doc[after + 1].lower_
        return word if word in grammar.ties else ""
    up = token.head
    return up.lower_ if token.dep_ == "npadvmod" and up.lower_ in grammar.ties else ""


def is_theirs(owner: Owner, grammar: Grammar) -> bool:
    """Whether the phrase is the owner's own, not only backed by or based with it."""
    return owner.tie not in grammar.foreign_ties


def states(found: list[Owner], grammar: Grammar) -> list[tuple[str, Owner]]:
    """The countries a phrase belongs to, in its order: of states, demonyms, capitals, and leaders of governments."""
    countries: dict[str, Owner] = {}
    for owner in found:
        entry = owner.entry
        if not is_theirs(owner, grammar) or owner.tie in grammar.leads or not entry.countries:
            continue
        if entry.sort in ("state", "adjective", "capital") or (entry.sort == "leader" and entry.kind == "government"):
            countries.setdefault(entry.countries[0], owner)
    return list(countries.items())


def groups(found: list[Owner], grammar: Grammar) -> list[Owner]:
    """The groups and organisations a phrase belongs to."""
    return [owner for owner in found if owner.entry.sort == "group" and is_theirs(owner, grammar)]


def led(found: list[Owner], grammar: Grammar) -> list[Owner]:
    """The states that only lead the phrase's side ("U.S.-led")."""
    return [owner for owner in found if owner.tie in grammar.leads and owner.entry.sort in ("state", "adjective")]


def backers(found: list[Owner], grammar: Grammar) -> list[Owner]:
    """Those who only back, or are linked to, the phrase's side."""
    return [owner for owner in found if owner.tie in grammar.foreign_ties]


def city_country(phrase: Phrase, scene: Scene) -> tuple[str, str] | None:
    """The country of a town before the head ("Shanghai authorities") or after "in", "of", "from", with the word."""
    if not scene.place_country:
        return None
    for token in (*phrase.modifiers, *(inner for _, inner in phrase.belongs)):
        country = scene.place_country.get(token.i)
        if country is not None and scene.at[token.i] is None:
            return country, token.text
    return None
