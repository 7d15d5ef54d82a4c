"""Numbers in a row of lower-case tokens, with what the words around them make of them. No syntax is read here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from communique.coding.numbers.words import Bound, NumberWords, cardinal

ARTICLES = ("a", "an")
DASHES = ("-", "–", "—", "‑")
MAX_QUALIFIERS = 3
NOT_NONE = frozenset(("fewer", "less", "more", "longer", "doubt", "matter", "way", "such", "."))
"""After "no", these make something other than none of a thing."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as read: tokens ``start`` to ``end``, the plain number itself in ``core``; open ends are None."""

    start: int
    end: int
    low: int | float | None
    high: int | float | None
    rule: str
    core: tuple[int, int]


def numbers(tokens: Sequence[str], lists: NumberWords) -> Iterator[Number]:
    """Every number, left to right, none overlapping another."""
    starters = _starters(lists)
    at, floor = 0, 0
    while at < len(tokens):
        word = tokens[at]
        if not (word in starters or "0" <= word[:1] <= "9"):
            at += 1
            continue
        found = _read(tokens, at, lists)
        if found is None:
            at += 1
            continue
        if found.rule != "article":
            found = _qualified(tokens, found, lists, floor)
        yield found
        at = floor = found.end


def _starters(lists: NumberWords) -> frozenset[str]:
    groups: list[Mapping[str, object]] = [lists.cardinals, lists.plurals, lists.vague, lists.fractions]
    return frozenset((*ARTICLES, *lists.none, *lists.both, "half", *(word for group in groups for word in group)))


def _read(tokens: Sequence[str], at: int, lists: NumberWords) -> Number | None:
    word = tokens[at]
    if word in ARTICLES or word == "half":
        return _with_article(tokens, at, lists)
    if word in lists.vague:
        return _vague(tokens, at, at, lists)
    if word in lists.plurals:
        return _plural(tokens, at, lists)
    if word == "no" and _at(tokens, at + 1) in NOT_NONE:
        return None
    if word in lists.none:
        end = at + 2 if word == "no" and _at(tokens, at + 1) == "one" else at + 1
        return Number(at, end, 0, 0, "none", (at, end))
    if word in lists.both:
        return Number(at, at + 1, 2, 2, "both", (at, at + 1))
    fraction = _fraction(tokens, at, lists)
    return fraction if fraction is not None else _plain(tokens, at, lists)


def _at(tokens: Sequence[str], index: int) -> str:
    return tokens[index] if 0 <= index < len(tokens) else ""


def _with_article(tokens: Sequence[str], at: int, lists: NumberWords) -> Number | None:
    """ "a dozen", "a hundred thousand", "a few", "half a million", and the bare article, which is one."""
    halved = tokens[at] == "half"
    first = at + (2 if halved and _at(tokens, at + 1) in ARTICLES else 1)
    word = _at(tokens, first)
    if halved and (word in ("-",) and _at(tokens, first + 1) == "dozen"):
        return Number(at, first + 2, 6, 6, "plain number", (at, first + 2))
    if halved and first == at + 1:
        return _fraction(tokens, at, lists)
    if word in lists.vague and not halved:
        return _vague(tokens, at, first, lists)
    if word in lists.with_article:
        value: int | float = lists.with_article[word] / 2 if halved else lists.with_article[word]
        value, end = _scaled(tokens, first + 1, value, lists)
        if word == "hundred" and _at(tokens, end) == "and":
            rest = cardinal(tokens, end + 1, lists) if end + 1 < len(tokens) else None
            if rest is not None and rest[0] < 100:
                value, end = value + rest[0], rest[1]
        return Number(at, end, _whole(value), _whole(value), "number with article", (at, end))
    if halved or (tokens[at] == "a" and word in lists.fractions):
        return _fraction(tokens, at, lists)
    return Number(at, at + 1, 1, 1, "article", (at, at + 1))


def _whole(value: int | float) -> int | float:
    return int(value) if value == int(value) else value


def _scaled(tokens: Sequence[str], at: int, value: int | float, lists: NumberWords) -> tuple[int | float, int]:
    """Multiply by what follows: "a couple (of) hundred", "a hundred thousand"."""
    while True:
        step = 1 if _at(tokens, at) == "of" else 0
        word = _at(tokens, at + step)
        if word not in lists.multipliers or len(word) < 3:
            return value, at
        value, at = value * lists.multipliers[word], at + step + 1


def _vague(tokens: Sequence[str], start: int, at: int, lists: NumberWords) -> Number | None:
    """ "several", "a few", "several hundred"; bare "few" says that there were hardly any, and is no number."""
    if tokens[at] == "few" and start == at and _at(tokens, at - 1) not in ("the", "first", "last", "past"):
        return None
    value, end = _scaled(tokens, at + 1, lists.vague[tokens[at]], lists)
    if end == at + 1 and _at(tokens, end) in lists.plurals and _at(tokens, end) != "tens":
        value, end = value * (lists.plurals[tokens[end]] // 2), end + 1
    return Number(start, end, _whole(value), None, "vague number", (start, end))


def _plural(tokens: Sequence[str], at: int, lists: NumberWords) -> Number:
    """ "dozens", "tens of thousands"."""
    value, end = lists.plurals[tokens[at]], at + 1
    while _at(tokens, end) == "of" and _at(tokens, end + 1) in lists.plurals:
        value, end = value * (lists.plurals[tokens[end + 1]] // 2), end + 2
    return Number(at, end, value, None, "plural number", (at, end))


def _fraction(tokens: Sequence[str], at: int, lists: NumberWords) -> Number | None:
    """ "half of", "a third of", "two-thirds of": a share whose whole is not read here; both ends stay open."""
    end = at
    while end < at + 4 and _at(tokens, end) not in lists.fractions:
        end += 1
    inner = tokens[at:end]
    if end >= at + 4 or end >= len(tokens) or not all(w in lists.cardinals or w in (*ARTICLES, *DASHES) for w in inner):
        return None
    if _at(tokens, end + 1) not in ("of", "the", "a", "their", "its", "his", "those", "them", "were", "dead", "killed"):
        return None
    return Number(at, end + 1, None, None, "fraction", (at, end + 1))


def _plain(tokens: Sequence[str], at: int, lists: NumberWords) -> Number | None:
    """A number or a range: "12", "10-15", "10 to 15", "between 10 and 15"."""
    first = cardinal(tokens, at, lists)
    if first is None:
        return None
    value, end = first
    until = _range_end(tokens, at, end, lists)
    if until is not None and until[0] > value:
        high, stop = until
        value = _shared_scale(tokens, value, until, end + 1)
        start = at - 1 if _at(tokens, at - 1) in ("between", "from") else at
        return Number(start, stop, value, high, "range", (at, stop))
    return Number(at, end, value, value, "plain number", (at, end))


def _shared_scale(tokens: Sequence[str], value: int | float, until: tuple[int | float, int], at: int) -> int | float:
    """ "3 to 5 million" is from three million: the multiplier after the upper end holds for both."""
    high, stop = until
    scale = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}.get(tokens[stop - 1], 1)
    return _whole(value * scale) if stop - at > 1 and value < high / scale else value


def _range_end(tokens: Sequence[str], at: int, end: int, lists: NumberWords) -> tuple[int | float, int] | None:
    joint = _at(tokens, end)
    before = _at(tokens, at - 1)
    if joint in DASHES or joint in ("to", "or") or (joint == "and" and before == "between"):
        return cardinal(tokens, end + 1, lists) if end + 1 < len(tokens) else None
    return None


def _qualified(tokens: Sequence[str], number: Number, lists: NumberWords, floor: int) -> Number:
    """Take in the words before and after that bound the number."""
    for _ in range(MAX_QUALIFIERS):
        found = _before(tokens, number.start, lists, floor)
        if found is None:
            break
        length, bound = found
        number = replace(_bounded(number, bound), start=number.start - length)
    phrases = lists.after.get(_at(tokens, number.end), ())
    for words, bound in phrases:
        if tuple(tokens[number.end : number.end + len(words)]) == words:
            return replace(_bounded(number, bound), end=number.end + len(words))
    if _at(tokens, number.end) in ("+",) or (_at(tokens, number.end) == "-" and _at(tokens, number.end + 1) == "plus"):
        extra = 1 if _at(tokens, number.end) == "+" else 2
        return replace(_bounded(number, "at-least"), end=number.end + extra)
    return number


def _before(tokens: Sequence[str], start: int, lists: NumberWords, floor: int) -> tuple[int, Bound] | None:
    for words, bound in lists.before.get(_at(tokens, start - 1), ()):
        begin = start - len(words)
        if begin >= floor and tuple(tokens[begin:start]) == words:
            return len(words), bound
    return None


def _bounded(number: Number, bound: Bound) -> Number:
    """The number as the phrase bounds it; the words that only soften it leave it as it is."""
    low, high = number.low, number.high
    if bound == "as-said" or number.rule in ("none", "fraction") or low is None:
        return number
    top = high if high is not None else low
    bounds: dict[Bound, tuple[int | float | None, int | float | None]] = {
        "at-least": (low, None),
        "more-than": (low + 1 if high is not None else low, None),
        "less-than": (None, top - 1),
        "at-most": (None, top),
    }
    low, high = bounds[bound]
    return replace(number, low=low, high=high, rule=bound)
