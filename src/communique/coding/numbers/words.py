"""Number words as data (``codebook/data/numbers.yaml``), and the reading of one plain number from tokens."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

Bound = str
"""How a phrase bounds a number: ``at-least``, ``more-than``, ``less-than``, ``at-most`` or ``as-said``."""

BOUNDS = frozenset(("at-least", "more-than", "less-than", "at-most", "as-said"))
TABLES = ("cardinals", "multipliers", "with_article", "plurals", "vague")
LISTS = ("none", "both", "measures", "money", "labels")


class NumberTableError(ValueError):
    """A number list that cannot be used; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The lists of ``numbers.yaml``. Phrases are keyed by their last word (``before``) or first word (``after``)."""

    cardinals: Mapping[str, int]
    multipliers: Mapping[str, int]
    with_article: Mapping[str, int]
    plurals: Mapping[str, int]
    vague: Mapping[str, int]
    none: frozenset[str]
    both: frozenset[str]
    measures: frozenset[str]
    money: frozenset[str]
    labels: frozenset[str]
    fractions: Mapping[str, tuple[int, int]]
    before: Mapping[str, tuple[tuple[tuple[str, ...], Bound], ...]]
    after: Mapping[str, tuple[tuple[tuple[str, ...], Bound], ...]]


def check(data: Any) -> list[str]:
    """What is wrong with the data of a number list, one line each with the remedy; empty when all is well."""
    if not isinstance(data, dict):
        return [
            f"the file must be a mapping with the keys {', '.join((*TABLES, *LISTS, 'fractions', 'before', 'after'))}"
        ]
    faults = []
    for name in TABLES:
        table = data.get(name)
        if not isinstance(table, dict) or not all(isinstance(k, str) and isinstance(v, int) for k, v in table.items()):
            faults.append(f"{name}: give a mapping of words to whole numbers")
    for name in LISTS:
        words = data.get(name)
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            faults.append(f"{name}: give a list of words (quote no, yes, on and off)")
    for name in ("before", "after"):
        groups = data.get(name)
        if not isinstance(groups, dict) or not set(groups) <= BOUNDS:
            faults.append(f"{name}: give a mapping with keys among {', '.join(sorted(BOUNDS))}")
    return faults


def build(data: Any) -> NumberWords:
    """The lists of parsed YAML. Raises ``NumberTableError`` naming every fault."""
    faults = check(data)
    if faults:
        raise NumberTableError("; ".join(faults))
    tables: dict[str, Any] = {name: data[name] for name in TABLES}
    lists: dict[str, Any] = {name: frozenset(data[name]) for name in LISTS}
    fractions = {word: (pair[0], pair[1]) for word, pair in data["fractions"].items()}
    before, after = _phrases(data["before"], last=True), _phrases(data["after"], last=False)
    return NumberWords(**tables, **lists, fractions=fractions, before=before, after=after)


def _phrases(
    groups: Mapping[str, Sequence[str]], *, last: bool
) -> dict[str, tuple[tuple[tuple[str, ...], Bound], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], Bound]]] = {}
    for bound, phrases in groups.items():
        for phrase in phrases:
            words = tuple(phrase.split())
            found.setdefault(words[-1 if last else 0], []).append((words, bound))
    return {key: tuple(sorted(items, key=lambda item: -len(item[0]))) for key, items in found.items()}


@functools.cache
def words() -> NumberWords:
    """The project's own lists."""
    source = resources.files("communique.codebook").joinpath("data/numbers.yaml")
    data = yaml.load(source.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return build(data)


def digits(token: str) -> int | float | None:
    """The value of a token of digits: "1,200", "3.5", "12". None for anything else, "1,20" and "1.2.3" among it."""
    first = token[:1]
    if not ("0" <= first <= "9") or not token.isascii():
        return None
    if token.isdigit():
        return int(token) if len(token) <= 15 else None
    if "," in token:
        head, *groups = token.split(",")
        if not (head.isdigit() and len(head) <= 3 and all(len(g) == 3 and g.isdigit() for g in groups)):
            return None
        return int(head + "".join(groups)) if len(token) <= 19 else None
    whole, dot, part = token.partition(".")
    if dot and whole.isdigit() and part.isdigit() and len(token) <= 12:
        return float(token)
    return None


def cardinal(tokens: Sequence[str], at: int, lists: NumberWords) -> tuple[int | float, int] | None:
    """A plain number in lower-case tokens from ``at``: its value and where it ends, or None.

    "twenty-three", "two hundred and five", "3.5 million", "two dozen"; the hyphens of "twenty-three" are tokens.
    """
    value = digits(tokens[at])
    if value is not None:
        return _multiplied(tokens, at + 1, value, lists)
    if tokens[at] not in lists.cardinals:
        return None
    return _spelt(tokens, at, lists)


def _multiplied(tokens: Sequence[str], at: int, value: int | float, lists: NumberWords) -> tuple[int | float, int]:
    while at < len(tokens) and tokens[at] in lists.multipliers and not _is_metre(tokens, at):
        value = round(value * lists.multipliers[tokens[at]], 6)
        at += 1
    return (int(value) if value == int(value) else value), at


def _is_metre(tokens: Sequence[str], at: int) -> bool:
    """ "12 m" may be metres or millions; alone it is no count."""
    return tokens[at] == "m"


def _spelt(tokens: Sequence[str], at: int, lists: NumberWords) -> tuple[int, int]:
    total, group, end = 0, 0, at
    while end < len(tokens):
        word = tokens[end]
        small = lists.cardinals.get(word)
        if small is not None:
            if end > at and not _adds(group, small):
                break
            group += small
        elif word in lists.multipliers and end > at and word not in ("m", "mn", "bn"):
            times = lists.multipliers[word]
            if times <= 100:
                group *= times
            else:
                total, group = total + group * times, 0
        else:
            joined = _joint(tokens, end, group, lists)
            if joined is None:
                break
            end = joined
            continue
        end += 1
    return total + group, end


def _adds(group: int, small: int) -> bool:
    """Whether a number word goes on with the number so far: "twenty" "three", "two hundred" "five", not "two" "three"."""
    return group == 0 or (small < 10 and group % 100 >= 20 and group % 10 == 0) or (small < 100 and group % 100 == 0)


def _joint(tokens: Sequence[str], at: int, group: int, lists: NumberWords) -> int | None:
    """Past a hyphen or the "and" inside a number, or None where the number ends."""
    following = tokens[at + 1] if at + 1 < len(tokens) else ""
    if (
        tokens[at] in ("-", "‑", "–")
        and group % 100 >= 20
        and group % 10 == 0
        and lists.cardinals.get(following, 99) < 10
    ):
        return at + 1
    if tokens[at] == "-" and following in ("hundred", "thousand", "million") and group:
        return at + 1
    if tokens[at] == "and" and group and group % 100 == 0 and following in lists.cardinals:
        return at + 1
    return None
