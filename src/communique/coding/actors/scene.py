"""What the report as a whole says of its actors: its own country, its year, the countries of each sentence."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from communique.coding.actors.grammar import Grammar
from communique.coding.actors.index import Entry, Match, NameIndex
from communique.coding.layers import PlaceMention


@dataclass(frozen=True, slots=True)
class Scene:
    """``at``: the list match over each token. ``country``: the report's own, if any. ``scores``: its evidence."""

    doc: Doc
    grammar: Grammar
    index: NameIndex
    at: Sequence[Match | None]
    year: int | None
    country: str | None
    scores: dict[str, float]
    located: dict[int, tuple[tuple[int, str], ...]]
    place_country: dict[int, str]

    def country_at(self, token: Token, *, of_state: bool = False) -> str | None:
        """The country of the happening a token is in: the one its sentence is set in, else the report's.

        ``of_state``: for a state's body the sentence's place counts only if it stands before ("In Kenya, police ...").
        """
        spots = self.located.get(token.sent.start, ())
        here = {country for start, country in spots if start < token.i or not of_state}
        if self.country in here or len(here) != 1:
            return self.country
        return next(iter(here))


def _states(match: Match) -> list[Entry]:
    return [entry for entry in match.entries if entry.sort in ("state", "adjective", "capital")]


def build(doc: Doc, matches: Sequence[Match], index: NameIndex, grammar: Grammar) -> Scene:
    """Lay the matches over the tokens and weigh which country the report is about."""
    at: list[Match | None] = [None] * len(doc)
    for match in matches:
        at[match.start : match.end] = [match] * (match.end - match.start)
    places = _place_countries(doc)
    scores: dict[str, float] = defaultdict(float)
    located: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for start, country, weight, is_located in _evidence(doc, matches, grammar):
        lead = grammar.weights.lead if start < len(doc) * grammar.weights.lead_share else 1.0
        scores[country] += weight * lead
        if is_located:
            located[doc[start].sent.start].append((start, country))
    own = max(scores, key=lambda name: scores[name]) if scores else None
    return Scene(
        doc,
        grammar,
        index,
        at,
        _year(doc),
        own,
        dict(scores),
        {key: tuple(value) for key, value in located.items()},
        places,
    )


def _place_countries(doc: Doc) -> dict[int, str]:
    found: dict[int, str] = {}
    for place in doc._.places or ():
        if place.place.country and place.kind != "reference":
            found.update(dict.fromkeys(range(place.start, place.end), place.place.country))
    return found


def _evidence(doc: Doc, matches: Sequence[Match], grammar: Grammar) -> list[tuple[int, str, float, bool]]:
    found = []
    seen: set[int] = set()
    for match in matches:
        found.extend(_of_match(doc, match, grammar))
        if _states(match):
            seen.update(range(match.start, match.end))
    for place in doc._.places or ():
        if place.start not in seen and place.kind == "name":
            found.extend(_of_place(doc, place, grammar))
    return found


def _of_match(doc: Doc, match: Match, grammar: Grammar) -> list[tuple[int, str, float, bool]]:
    weights = grammar.weights
    entries = _states(match)
    if not entries:
        groups = [entry for entry in match.entries if entry.sort == "group" and _is_at_home(entry)]
        return [(match.start, groups[0].countries[0], weights.group, False)] if len(groups) == 1 else []
    entry = entries[0]
    country = entry.countries[0]
    is_located = entry.sort != "adjective" and located(doc[match.end - 1], grammar)
    weight = weights.located if is_located else getattr(weights, _WEIGHT[entry.sort])
    if country in grammar.abroad and not is_located:
        weight *= weights.abroad
    return [(match.start, country, weight, is_located)]


def _is_at_home(entry: Entry) -> bool:
    """Whether a group acts in its one country; where a body of many states has its seat says nothing of the report."""
    return len(entry.countries) == 1 and entry.kind not in ("organisation", "mission", "media")


_WEIGHT = {"state": "name", "adjective": "adjective", "capital": "capital"}


def _of_place(doc: Doc, place: PlaceMention, grammar: Grammar) -> list[tuple[int, str, float, bool]]:
    country = place.place.country
    if country is None:
        return []
    is_located = located(doc[place.end - 1], grammar)
    return [(place.start, country, grammar.weights.located if is_located else grammar.weights.name, is_located)]


def located(token: Token, grammar: Grammar) -> bool:
    """Whether a name stands where something happens ("in Mali", "the town of X"), not where someone speaks."""
    for _ in range(4):
        if token.dep_ == "pobj":
            return token.head.lower_ in grammar.locating and not _spoken_from(token.head, grammar)
        if token.dep_ not in ("compound", "nmod", "appos", "conj", "poss"):
            return False
        token = token.head
    return False


def _spoken_from(preposition: Token, grammar: Grammar) -> bool:
    verb = preposition.head
    return verb.lemma_ in grammar.saying


def _year(doc: Doc) -> int | None:
    report = doc._.report
    published = report.published if report is not None else None
    return int(published[:4]) if published and published[:4].isdigit() else None
