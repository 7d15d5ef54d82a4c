"""Weighs whether a capitalised name is a place's at all."""

from collections import Counter
from collections.abc import Mapping

from communique.coding.places.grammar import Grammar
from communique.coding.places.names import Found, Name
from communique.coding.places.tokens import Tokens

PEOPLE = ((500_000, "million"), (50_000, "town"), (5_000, "small"), (-1, "hamlet"))


def weigh(found: Found, tokens: Tokens, grammar: Grammar, countries: frozenset[str]) -> list[Name]:
    """The names that are places', with the points and reasons written on them."""
    ends = {name.end: name for name in found.names}
    for name in found.names:
        _syntax(name, found, ends, tokens, grammar)
    likely = {name.entries[0].country for name in found.names if name.syntax >= grammar.evidence["strong"]}
    for name in found.names:
        _nature(name, tokens, grammar, countries | likely)
    best: Counter[str] = Counter()
    for name in found.names:
        best[name.key] = max(best[name.key], name.syntax)  # type: ignore[assignment]
    kept = []
    for name in found.names:
        if best[name.key] >= grammar.evidence["strong"] and name.syntax < best[name.key] and name.syntax >= 0:
            _add(name, "elsewhere", grammar)
            if name.syntax > 0 and any(reason.startswith("person") for reason in name.reasons):
                name.evidence -= grammar.evidence["person"]
        if name.evidence >= grammar.evidence["threshold"] and name.key not in grammar.not_places:
            kept.append(name)
    sure = {name.key for name in kept if name.syntax >= grammar.evidence["strong"]}
    return sorted([*kept, *(name for name in found.doubtful if name.key in sure)], key=lambda name: name.start)


def _add(name: Name, reason: str, grammar: Grammar, syntax: bool = False) -> None:
    points = grammar.evidence[reason]
    name.evidence += points
    name.reasons.append(f"{reason} {points:+g}")
    if syntax:
        name.syntax += points


def _syntax(name: Name, found: Found, ends: Mapping[int, Name], tokens: Tokens, grammar: Grammar) -> None:
    """What stands before and after."""
    for reason in _before(name, tokens, grammar):
        _add(name, reason, grammar, syntax=True)
    said = (("noun", name.noun), ("beside", name.container), ("compass", name.compass))
    for reason in [reason for reason, value in said if value is not None]:
        _add(name, reason, grammar, syntax=True)
    for reason in _after(name, tokens, grammar):
        _add(name, reason, grammar, syntax=True)
    before = ends.get(name.start - 1)
    if before and before.syntax >= grammar.evidence["weak"] and tokens.at(name.start - 1) in {"and", ",", "or"}:
        _add(name, "listed", grammar, syntax=True)
    if name.syntax < grammar.evidence["strong"]:
        _person(name, found, tokens, grammar)


def _person(name: Name, found: Found, tokens: Tokens, grammar: Grammar) -> None:
    """What speaks for a person, where the syntax does not clearly say place."""
    last = tokens.lower[name.end - 1]
    if last in found.people:
        _add(name, "person", grammar)
    if last in grammar.surnames:
        _add(name, "surname", grammar)
    if tokens.lower[name.start] in grammar.first_names:
        _add(name, "first_name", grammar)


def _before(name: Name, tokens: Tokens, grammar: Grammar) -> list[str]:
    at = name.start - 1
    while at >= 0 and (
        tokens.lower[at] in {"the", "-"} or tokens.lower[at] in grammar.compass or tokens.pos[at] == "ADJ"
    ):
        at -= 1
    if (
        tokens.starts[name.start]
        and tokens.at(name.end) in {"-", "–", "—", "--", "("}
        and tokens.text[name.start].isupper()
    ):
        return ["dateline"]
    if at < 0:
        return []
    word = tokens.lower[at]
    if word in grammar.strong:
        return ["strong"]
    if word in grammar.weak:
        return ["speech"] if tokens.at(at - 1) == "according" else ["weak"]
    return ["verb"] if tokens.pos[at] == "VERB" and tokens.lemma[at] in grammar.verbs else []


def _after(name: Name, tokens: Tokens, grammar: Grammar) -> list[str]:
    end = name.end
    if end >= len(tokens) or name.site:
        return []
    if tokens.lower[end] == "," and end + 2 < len(tokens):
        following = tokens.text[end + 1]
        if following.isdigit() and int(following) < 110 and tokens.text[end + 2] in ",;.":
            return ["age"]
        return ["who"] if tokens.lower[end + 1] in {"who", "whose"} else []
    if tokens.lower[end] in grammar.people:
        return ["people"]
    if tokens.lower[end] == "who":
        return ["who"]
    verb = end + (tokens.pos[end] in {"ADV", "AUX"})
    if verb < len(tokens) and tokens.pos[verb] == "VERB" and tokens.lemma[verb] in grammar.speech:
        return ["speech"]
    if tokens.pos[name.start - 1] == "VERB" and tokens.lemma[name.start - 1] in grammar.speech and name.start:
        return ["speech"]
    return []


def _nature(name: Name, tokens: Tokens, grammar: Grammar, countries: frozenset[str | None]) -> None:
    """What the gazetteer and the word lists know of the name itself."""
    kinds = {entry.kind for entry in name.entries}
    if "country" in kinds:
        _add(name, "country", grammar)
    elif "admin1" in kinds:
        _add(name, "admin1", grammar)
    if any(entry.source in {"supplement", "regions"} for entry in name.entries):
        _add(name, "ours", grammar)
    people = max((entry.population for entry in name.entries), default=0)
    _add(name, next(reason for least, reason in PEOPLE if people > least), grammar)
    if all(entry.alias for entry in name.entries) and "country" not in kinds:
        _add(name, "alias", grammar)
    if any(entry.country in countries for entry in name.entries):
        _add(name, "in_country", grammar)
    if name.key in grammar.common and not (kinds & {"country"}):
        _add(name, "common", grammar)
    if "country" not in kinds and name.end - name.start == 1:
        word = tokens.text[name.start]
        if word.isupper() and len(word) < 6 and word.isalpha():
            _add(name, "acronym", grammar)
