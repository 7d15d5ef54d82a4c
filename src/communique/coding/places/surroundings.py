"""What the words round a name say: the noun beside it, the compass word before it, the place it is in."""

from collections.abc import Mapping
from dataclasses import dataclass

from communique.coding.places.grammar import Grammar
from communique.coding.places.names import Found, Name
from communique.coding.places.tokens import Tokens
from communique.gazetteer import Entry, Gazetteer

WIDER = frozenset({"country", "admin1", "admin2", "region"})
SITE_OPENERS = frozenset({"refugee", "air", "border", "military", "army", "international", "displacement", "idp"})
"""Words that may stand between a name and the noun of a site ("the Alef border post")."""
APPOSITION = 9
"""How far, in tokens, "X, a small town in the north of Y" may reach."""


@dataclass(frozen=True, slots=True)
class Index:
    """The names and demonyms of a report by the token they start at and, for names, end at."""

    by_start: Mapping[int, Name]
    by_end: Mapping[int, Name]
    demonyms: Mapping[int, tuple[str, ...]]


def index(found: Found) -> Index:
    """Make the index."""
    return Index(
        {name.start: name for name in found.names},
        {name.end: name for name in found.names},
        {at: codes for start, end, codes in found.demonyms for at in range(start, end)},
    )


def describe(found: Found, tokens: Tokens, gazetteer: Gazetteer, grammar: Grammar) -> None:
    """Write noun, compass word, container and modifier on every name."""
    names = index(found)
    for name in found.names:
        _compass(name, tokens, grammar)
        _noun(name, names, tokens, grammar)
        name.modifier = tokens.at(name.end) == "-" and not tokens.is_capital(name.end + 1)
        name.modifier &= tokens.at(name.end + 1) not in {"based", "held", "controlled", "area"}
    for name in found.names:
        _contain(name, names, tokens, gazetteer, grammar)


def _compass(name: Name, tokens: Tokens, grammar: Grammar) -> None:
    before = name.start - 1
    if tokens.at(before) in grammar.compass and tokens.pos[before] != "SPACE":
        name.compass = before
        if tokens.at(before - 1) == "-" and tokens.at(before - 2) in grammar.compass:
            name.compass = before - 2
    elif tokens.at(name.end) in {"'s", "’s"} and tokens.at(name.end + 1) in grammar.compass:
        name.compass = name.end + 1
    elif tokens.at(before) == "of":
        at = before - 1
        if tokens.at(at) in grammar.compass and tokens.at(at - 1) == "the" and tokens.at(at - 2) not in grammar.units:
            name.compass = at


def _noun(name: Name, names: Index, tokens: Tokens, grammar: Grammar) -> None:
    if name.noun is not None:
        return
    if name.end - name.start > 1 and tokens.lower[name.end - 1] in grammar.after:
        name.noun, name.noun_at = grammar.after[tokens.lower[name.end - 1]], name.end - 1
        return
    after = tokens.at(name.end)
    whole = tokens.at(name.end + 1) != "of" or grammar.after.get(after) != "town"
    if after in grammar.after and not tokens.is_capital(name.end) and whole:
        name.noun, name.noun_at = grammar.after[after], name.end
        return
    if after in SITE_OPENERS:
        second = tokens.at(name.end + 1)
        if grammar.after.get(second) == "site":
            name.noun, name.noun_at = "site", name.end + 1
            return
    at = name.start - 1
    if tokens.at(at) == "of":
        at -= 1
    word = tokens.at(at)
    others = tokens.is_capital(at - 1) and at - 1 not in names.demonyms and grammar.nouns.get(word) != "town"
    others = others or (word == "capital" and any(entry.kind == "country" for entry in name.entries))
    if word in grammar.nouns and tokens.pos[at] in {"NOUN", "PROPN"} and not others and not tokens.is_capital(at):
        name.noun, name.noun_at = grammar.nouns[word], at


def _contain(name: Name, names: Index, tokens: Tokens, gazetteer: Gazetteer, grammar: Grammar) -> None:
    if any(entry.kind == "country" for entry in name.entries) and name.noun != "town":
        return
    at = _container_at(name, names, tokens, grammar)
    if at is not None:
        other = names.by_start[at]
        name.inside = tuple(entry for entry in other.entries if entry.kind in WIDER)
        name.container = (other.start, other.end)
    elif state := _state(name.end, tokens, gazetteer, grammar):
        name.inside, name.container, name.state = (state,), (name.end + 1, name.end + 2), True
    if not name.inside:
        name.inside = _by_adjective(name, names, tokens, gazetteer)


def _state(end: int, tokens: Tokens, gazetteer: Gazetteer, grammar: Grammar) -> Entry | None:
    """The state whose abbreviation stands after a comma here."""
    if tokens.at(end) != "," or end + 1 >= len(tokens):
        return None
    code = grammar.states.get(tokens.text[end + 1]) or grammar.states.get(tokens.text[end + 1] + tokens.at(end + 2))
    return gazetteer.division(code) if code else None


def _container_at(name: Name, names: Index, tokens: Tokens, grammar: Grammar) -> int | None:
    """Where the name of the wider place stands: after a comma, "in", a bracket, or as an owner before."""
    end = name.end if name.noun_at is None or name.noun_at < name.end else name.noun_at + 1
    if tokens.at(end) in {",", "(", "in", "of"} or end in names.by_start:
        at = end if end in names.by_start else end + 1
        for _ in range(4):
            if at in names.by_start:
                return at if _is_wider(names.by_start[at], name) else None
            if tokens.at(at) not in grammar.compass and tokens.at(at) not in {"in", "the", "of", "'s", "-", "s"}:
                break
            at += 1
        return _apposition(name, end, names, tokens, grammar) if tokens.at(end) == "," else None
    if tokens.at(name.start - 1) in {"'s", "’s", "'", "’"}:
        owner = names.by_end.get(name.start - 1)
        return owner.start if owner and _is_wider(owner, name) else None
    return None


def _is_wider(other: Name, name: Name) -> bool:
    if other is name or not any(entry.kind in WIDER for entry in other.entries):
        return False
    return other.noun in {"district", "region"} or any(entry.kind in WIDER - {"admin2"} for entry in other.entries)


def _apposition(name: Name, end: int, names: Index, tokens: Tokens, grammar: Grammar) -> int | None:
    """ "X, a small town in central Y": the name after "in" or "of" that follows a noun for a place."""
    if tokens.at(end + 1) not in {"a", "an", "the", "one"}:
        return None
    noun = False
    for at in range(end + 2, min(end + APPOSITION, len(tokens))):
        if tokens.text[at] in ".;:" or tokens.pos[at] == "VERB" or tokens.pos[at] == "SPACE":
            return None
        noun = noun or tokens.lower[at] in grammar.nouns
        if noun and at in names.by_start:
            return at if _is_wider(names.by_start[at], name) else None
    return None


def _by_adjective(name: Name, names: Index, tokens: Tokens, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """ "the Syrian city of X", "the West Bank town of X": the country or region in front of the noun."""
    if name.noun_at is None or name.noun_at > name.start:
        return ()
    for at in range(name.noun_at - 1, max(name.noun_at - 5, -1), -1):
        if at in names.demonyms:
            countries = [gazetteer.country(code) for code in names.demonyms[at]]
            return tuple(country for country in countries if country)
        owner = names.by_end.get(at + 1)
        if owner and owner is not name:
            return tuple(entry for entry in owner.entries if entry.kind in WIDER)
        if tokens.pos[at] not in {"ADJ", "NOUN", "PROPN", "PUNCT"}:
            return ()
    return ()
