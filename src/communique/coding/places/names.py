"""Finds the capitalised names of a report that the gazetteer has, and those that turn out to be people's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from communique.coding.places.grammar import Grammar
from communique.coding.places.tokens import Tokens
from communique.gazetteer import Entry, Gazetteer
from communique.gazetteer.normalise import normalise
from communique.model import Precision

LONGEST = 8
"""Most tokens in a name ("Democratic Republic of the Congo", "San Vicente del Caguan"); hyphens count."""
COUNTIES = {"counties": "county", "parishes": "parish"}
"""Plurals after a list of second-level divisions, and the word that each one's name in the gazetteer has."""
JOINERS = frozenset(
    "- ' ’ 's ’s – of the and de del de la las los do da dos el al ez az es ash ad an ar as at du des le les sur e i y & "
    "bin ibn ud ul or upon au aux on en".split()
)
"""Small words within a name."""


@dataclass(slots=True)
class Name:
    """A name that may be a place's: tokens ``start`` to ``end``, and what its surroundings say."""

    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    noun: Precision | None = None
    """The kind of place that a noun beside it says."""
    noun_at: int | None = None
    compass: int | None = None
    """The token of "northern", if one stands before."""
    capital_noun: bool = False
    """The noun is written with a capital: part of the name ("Farallon Islands")."""
    site: tuple[int, int] | None = None
    """The whole name of a building or the like that starts with this one ("Mosul Airport")."""
    inside: tuple[Entry, ...] = ()
    """What is named beside it as its container ("Mosul, Iraq")."""
    container: tuple[int, int] | None = None
    body: bool = False
    """Opens the name of an organisation ("Aleppo Media Center")."""
    state: bool = False
    """The container is an abbreviation ("La."), not a name of its own."""
    modifier: bool = False
    """Only says whose or what kind ("Iran-backed")."""
    evidence: float = 0.0
    syntax: float = 0.0
    reasons: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Found:
    """Everything named in a report."""

    names: list[Name]
    demonyms: list[tuple[int, int, tuple[str, ...]]]
    people: set[str]
    doubtful: list[Name]
    """Names within longer runs that are something else's, a headline's perhaps."""
    unknown: list[tuple[int, int]]
    """Runs of capitalised words that the gazetteer does not have."""


def find(tokens: Tokens, gazetteer: Gazetteer, grammar: Grammar, demonyms: Mapping[str, tuple[str, ...]]) -> Found:
    """Read left to right, the longest name first; names inside a longer name of something else are left out."""
    found = Found([], [], set(), [], [])
    for start, end in _runs(tokens, grammar):
        _read_run(start, end, tokens, gazetteer, grammar, demonyms, found)
    for index, word in enumerate(tokens.lower):
        if word in COUNTIES and tokens.pos[index] in {"NOUN", "PROPN"}:
            _read_counties(index, tokens, gazetteer, found)
    return found


def _read_counties(index: int, tokens: Tokens, gazetteer: Gazetteer, found: Found) -> None:
    """ "Harlan, Knox and Bell counties": each name of the list is that of a county."""
    end = index
    while (start := _listed_before(end, tokens)) is not None:
        words = tokens.doc[start:end].text
        entries = tuple(entry for entry in gazetteer.lookup(f"{words} {COUNTIES[tokens.lower[index]]}"))
        if entries:
            found.names = [name for name in found.names if name.end <= start or name.start >= end]
            found.unknown = [run for run in found.unknown if run[1] <= start or run[0] >= end]
            found.names.append(Name(start, end, normalise(words), entries, noun="district", noun_at=start))
        end = start - 1
        while end > 0 and tokens.lower[end - 1] in {",", "and"} and tokens.at(end) in {",", "and"}:
            end -= 1
        if tokens.at(end) not in {",", "and"}:
            break
    found.names.sort(key=lambda name: name.start)


def _listed_before(end: int, tokens: Tokens) -> int | None:
    """Where the capitalised words start that end here; null where none do."""
    start = end
    while start > 0 and tokens.capital[start - 1]:
        start -= 1
    return start if start < end else None


def _runs(tokens: Tokens, grammar: Grammar) -> Iterator[tuple[int, int]]:
    """Stretches of capitalised tokens, with hyphens between them; a title is not part of one."""
    index, size = 0, len(tokens)
    while index < size:
        if not tokens.capital[index] or _is_title(tokens, index, grammar):
            index += 1
            continue
        start = index
        if tokens.at(index - 1) == "-" and tokens.at(index - 2) in JOINERS and not tokens.is_capital(index - 2):
            start = index - 2
        while index < size and tokens.capital[index] and not _is_title(tokens, index, grammar):
            index += 1
            if index < size and tokens.text[index] in "-–’'" and tokens.is_capital(index + 1):
                index += 1
            elif _small_words(tokens, index):
                index += _small_words(tokens, index)
        yield start, index


def _small_words(tokens: Tokens, index: int) -> int:
    """How many tokens of "ez-", "al-" or "-e-" join two parts of a name here."""
    if tokens.at(index) in JOINERS and tokens.at(index + 1) == "-" and tokens.is_capital(index + 2):
        return 2
    if tokens.at(index) == "-" and tokens.at(index + 1) in JOINERS and tokens.at(index + 2) == "-":
        return 3 if tokens.is_capital(index + 3) else 0
    if tokens.at(index) in {"de", "del", "el", "al", "ez", "es", "du", "la", "le"} and tokens.is_capital(index + 1):
        return 1
    return 0


def _is_title(tokens: Tokens, index: int, grammar: Grammar) -> bool:
    return tokens.lower[index].rstrip(".") in grammar.titles and tokens.is_capital(index + 1)


def _longest(tokens: Tokens, start: int, gazetteer: Gazetteer, grammar: Grammar) -> tuple[int, tuple[Entry, ...]]:
    """The end of the longest name from here that the gazetteer has, and its places."""
    code = grammar.states.get(tokens.text[start]) if tokens.text[start].endswith(".") else None
    state = gazetteer.division(code) if code else None
    if state:
        return start + 1, (state,)
    ends = []
    for end in range(start + 1, min(start + LONGEST, len(tokens)) + 1):
        if tokens.capital[end - 1]:
            ends.append(end)
        elif tokens.lower[end - 1] not in JOINERS:
            break
    for end in reversed(ends):
        entries = gazetteer.lookup(tokens.doc[start:end].text)
        if entries and not (end == start + 1 and _is_word(tokens.lower[start], grammar)):
            return end, entries
    return start, ()


def _is_word(word: str, grammar: Grammar) -> bool:
    """Whether a lone word only says what kind of place or which side of it: no name of its own."""
    return word in grammar.nouns or word in grammar.compass or word in grammar.titles or word in grammar.organisations


def _read_run(
    start: int,
    end: int,
    tokens: Tokens,
    gazetteer: Gazetteer,
    grammar: Grammar,
    demonyms: Mapping[str, tuple[str, ...]],
    found: Found,
) -> None:
    index = start
    pending: list[Name] = []
    while index < end:
        if index > start and (not tokens.capital[index] or _cut(index, tokens, pending)):
            index += 1
            continue
        stop, entries = _longest(tokens, index, gazetteer, grammar)
        width = _demonym(tokens, index, demonyms)
        if width and (not entries or stop - index <= width) and not _country_word(tokens, index, entries, grammar):
            found.demonyms.append((index, index + width, demonyms[normalise(tokens.doc[index : index + width].text)]))
            index += width
        elif entries:
            pending.append(Name(index, stop, normalise(tokens.doc[index:stop].text), entries))
            index = stop
        else:
            index += 1
    stood = [name for name in pending if not _of_body(name, tokens, grammar)]
    if len(stood) == len(pending) or stood:
        _keep(start, max(end, index), stood, tokens, grammar, found)


def _cut(index: int, tokens: Tokens, before: list[Name]) -> bool:
    """Whether a name that starts here would be the rest of one with a hyphen ("Zara" of "Al-Zara")."""
    return tokens.text[index - 1] in "-’'" and (not before or before[-1].end != index - 1)


def _of_body(name: Name, tokens: Tokens, grammar: Grammar) -> bool:
    """Whether a name is part of a body's: "Bank of Jordan", "Islamic State of Iraq and Syria"."""
    if tokens.lower[name.start] in grammar.organisations and tokens.at(name.end) == "of":
        return True
    at = name.start - 1
    if tokens.at(at) == "and" and tokens.is_capital(at - 1):
        at -= 1
        while tokens.is_capital(at):
            at -= 1
    if tokens.at(at) == "the":
        at -= 1
    body = at - 1
    if tokens.at(at) != "of" or not tokens.is_capital(body) or tokens.lower[body] not in grammar.organisations:
        return False
    if tokens.starts[body] and tokens.pos[body] != "PROPN":
        return False
    return tokens.lower[body] not in grammar.keep_of or tokens.is_capital(body - 1)


def _demonym(tokens: Tokens, index: int, demonyms: Mapping[str, tuple[str, ...]]) -> int:
    for width in (2, 1):
        if index + width <= len(tokens) and normalise(tokens.doc[index : index + width].text) in demonyms:
            return width
    return 0


def _country_word(tokens: Tokens, index: int, entries: tuple[Entry, ...], grammar: Grammar) -> bool:
    """ "US" and the like are name and adjective in one: a name after a preposition or before a verb."""
    if not any(entry.kind == "country" for entry in entries):
        return False
    return tokens.at(index - 1) in grammar.strong | grammar.weak | {"the"} and not tokens.is_capital(index + 1)


def _keep(start: int, end: int, names: list[Name], tokens: Tokens, grammar: Grammar, found: Found) -> None:
    """Of the names in one run, keep those that the rest of the run leaves standing."""
    covered = {index for name in names for index in range(name.start, name.end)}
    covered.update(index for first, last, _ in found.demonyms for index in range(first, last))
    free = [index for index in range(start, end) if index not in covered and tokens.capital[index]]
    loose = [index for index in free if not _explains(tokens, index, names, grammar)]
    loose += [
        after.start for before, after in pairwise(names) if before.end == after.start and not _within(before, after)
    ]
    if not names:
        if len(free) == end - start or free:
            found.unknown.append((start, end))
            if end - start > 1:
                found.people.add(tokens.lower[end - 1])
        return
    titled = tokens.at(start - 1).rstrip(".") in grammar.titles and tokens.pos[start - 1] != "PUNCT"
    if not loose and not (titled and tokens.at(start - 1) not in {"major", "private", "chief"} and len(names) == 1):
        found.names += [_with_noun(name, end, tokens, grammar) for name in names]
        return
    site = _site_end(start, end, tokens, grammar)
    if site and names[0].start == start and not titled:
        names[0].site = (start, site)
        names[0].noun, names[0].noun_at = grammar.nouns[tokens.lower[site - 1]], site - 1
        found.names.append(names[0])
        return
    if names[0].start == start and not titled and _opens_body(names[0], end, tokens, grammar):
        names[0].body = tokens.lower[end - 1] not in grammar.agency
        found.names.append(names[0])
        return
    found.people.add(tokens.lower[end - 1])
    found.unknown.append((start, end))
    found.doubtful += [name for name in names if _in_headline(name.start, tokens)]


def _in_headline(index: int, tokens: Tokens) -> bool:
    """Whether most words of the sentence here have a capital, so that a capital says nothing."""
    sentence = tokens.doc[index].sent
    long = [word for word in tokens.text[sentence.start : sentence.end] if len(word) > 3 and word.isalpha()]
    return len(long) > 3 and sum(word[0].isupper() for word in long) >= 0.7 * len(long)


def _opens_body(name: Name, end: int, tokens: Tokens, grammar: Grammar) -> bool:
    """Whether a place's name opens a body's: "Hartford Police", "Perry County School Board"."""
    division = name.end - name.start > 1 and tokens.lower[name.end - 1] in {"county", "parish", "province", "oblast"}
    return division or any(tokens.lower[at] in grammar.bodies for at in range(name.end, end))


def _within(before: Name, after: Name) -> bool:
    """Whether two names side by side are a place and the wider one it is in ("Springfield Ohio")."""
    wider = {(entry.country, entry.admin1) for entry in after.entries if entry.kind in {"country", "admin1"}}
    return any((entry.country, None) in wider or (entry.country, entry.admin1) in wider for entry in before.entries)


def _explains(tokens: Tokens, index: int, names: list[Name], grammar: Grammar) -> bool:
    """Whether a capitalised word in a run beside a place's name leaves it one: a compass word, "Province", "Lake"."""
    word = tokens.lower[index]
    if word in grammar.compass or (word in grammar.before and names and index < names[0].start):
        return True
    if tokens.starts[index] and tokens.pos[index] not in {"PROPN", "NOUN"}:
        return True
    kind = grammar.nouns.get(word)
    return kind is not None and kind != "site" and any(name.end == index for name in names)


def _with_noun(name: Name, end: int, tokens: Tokens, grammar: Grammar) -> Name:
    if name.end < end and tokens.lower[name.end] in grammar.nouns:
        name.noun, name.noun_at, name.capital_noun = grammar.nouns[tokens.lower[name.end]], name.end, True
    return name


def _site_end(start: int, end: int, tokens: Tokens, grammar: Grammar) -> int | None:
    """Where a run's name of a building or the like ends: "Uri Army Base"; null where it names none."""
    for index in range(end - 1, start, -1):
        if tokens.capital[index] and grammar.nouns.get(tokens.lower[index]):
            return index + 1 if tokens.lower[index] not in grammar.organisations else None
        return None
    return None
