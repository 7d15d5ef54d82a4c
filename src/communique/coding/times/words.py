"""Time words as data (``codebook/data/times.yaml``), each with its class in the grammar and what it stands for."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from communique.coding.numbers.words import digits
from communique.coding.numbers.words import words as number_words

TABLES = {
    "months": "M",
    "weekdays": "D",
    "weekdays_plural": "d",
    "units": "u",
    "units_plural": "U",
    "parts": "P",
    "parts_plural": "p",
    "seasons": "S",
    "named_days": "T",
    "decades": "z",
    "sets": "l",
    "references": "W",
    "ordinals": "O",
}
ROLES = {
    "last": "L",
    "previous": "V",
    "next": "X",
    "following": "G",
    "this": "t",
    "that": "x",
    "article": "a",
    "the": "h",
    "vague": "q",
    "ago": "A",
    "early": "e",
    "earlier": "R",
    "later": "r",
    "beginning": "B",
    "eve": "E",
    "of": "f",
    "in": "i",
    "on": "8",
    "since": "s",
    "for": "F",
    "until": "b",
    "by": "Z",
    "between": "K",
    "from": "k",
    "to": "j",
    "and": "&",
    "or": "6",
    "comma": ",",
    "hyphen": "=",
    "slash": "7",
    "old": "o",
    "long": "g",
    "every": "v",
    "before": "<",
    "after": ">",
    "about": "~",
    "possessive": "'",
    "apostrophe": "`",
    "clock": "c",
    "weekend": "w",
    "overnight": "0",
    "fiscal": "%",
}
"""Classes of single tokens; besides these: ``n`` a number to 31, ``Y`` four digits, ``N`` other digits, ``m`` a number
word, ``1`` "11/01/2013", ``2`` "mid-2014", ``4`` "1980s", ``5`` "10:35", ``9`` "9/11", ``H`` the first token of a holiday,
``C`` "recent", ``.`` anything else."""
DATING_KEYS = ("happening", "attending", "incident")
OTHER_KEYS = ("capital_only", "reference_phrases", "holidays", "moveable", "famous", "ahead", "roles", *DATING_KEYS)


class TimeTableError(ValueError):
    """A list of time words that cannot be used; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class TimeWords:
    """``classes``: word to class; ``values``: word to what it stands for; phrases keyed by their first word."""

    classes: Mapping[str, str]
    values: Mapping[str, Any]
    ordinals: Mapping[str, int]
    capital_only: frozenset[str]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    holidays: Mapping[str, tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]]
    famous: Mapping[str, tuple[int, int, int]]
    ahead: frozenset[str]
    happening: frozenset[str]
    """Lemmas of verbs that only say that something happened, and (``incident``) the subjects that do not say what."""
    attending: frozenset[str]
    """Lemmas of verbs for those who come to the scene of something that happened."""
    incident: frozenset[str]


def check(data: Any) -> list[str]:
    """What is wrong with the data of a time list, one line each with the remedy; empty when all is well."""
    if not isinstance(data, dict):
        return ["the file must be a mapping"]
    known = (*TABLES, *OTHER_KEYS)
    faults = [f"unknown key {key!r}: remove it" for key in data if key not in known]
    faults += [f"{key}: missing" for key in known if key not in data]
    roles = data.get("roles")
    if isinstance(roles, dict):
        faults += [f"roles: unknown role {key!r}: remove it" for key in roles if key not in ROLES]
    for name in TABLES:
        if name in data and not isinstance(data[name], dict):
            faults.append(f"{name}: give a mapping of words to values")
    return faults


def build(data: Any) -> TimeWords:
    """The lists of parsed YAML. Raises ``TimeTableError`` naming every fault."""
    faults = check(data)
    if faults:
        raise TimeTableError("; ".join(faults))
    classes: dict[str, str] = dict.fromkeys(number_words().cardinals, "m")
    classes.update(dict.fromkeys(("hundred", "thousand"), "m"))
    for role, listed in data["roles"].items():
        classes.update(dict.fromkeys(listed, ROLES.get(role, ".")))
    values: dict[str, Any] = {}
    for name, letter in TABLES.items():
        classes.update(dict.fromkeys(data[name], letter))
        values.update(data[name])
    classes.update(recent="C", current="t")
    return TimeWords(
        classes=classes,
        values=values,
        ordinals=data["ordinals"],
        capital_only=frozenset(data["capital_only"]),
        phrases=_by_first(data["reference_phrases"]),
        holidays=_by_first({phrase: tuple(pair) for phrase, pair in (data["holidays"] | data["moveable"]).items()}),
        famous={word: (parts[0], parts[1], parts[2]) for word, parts in data["famous"].items()},
        ahead=frozenset(data["ahead"]),
        happening=frozenset(data["happening"]),
        attending=frozenset(data["attending"]),
        incident=frozenset(data["incident"]),
    )


def _by_first(phrases: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, list[Any]] = {}
    for phrase, value in phrases.items():
        parts = tuple(phrase.split())
        found.setdefault(parts[0], []).append((parts, value))
    return {first: tuple(sorted(items, key=lambda item: -len(item[0]))) for first, items in found.items()}


@functools.cache
def words() -> TimeWords:
    """The project's own lists."""
    source = resources.files("communique.codebook").joinpath("data/times.yaml")
    return build(yaml.load(source.read_text("utf-8"), Loader=yaml.CSafeLoader))


@functools.lru_cache(maxsize=65536)
def classify(lower: str) -> str:
    """The class of one lower-case token, by its form alone."""
    lists = words()
    found = lists.classes.get(lower)
    if found is not None:
        return found
    if lower in lists.famous:
        return "9"
    return _numeric(lower) if lower[:1].isdigit() or lower[:4] in ("mid-", "pre-", "post") else "."


def _numeric(lower: str) -> str:
    value = digits(lower)
    if isinstance(value, int):
        if len(lower) == 4 and 1000 <= value <= 2100:
            return "Y"
        return "n" if 1 <= value <= 31 and len(lower) <= 2 else "N"
    if value is not None:
        return "N"
    stem, dash, year = lower.rpartition("-")
    if dash and stem in ("mid", "pre", "post") and len(year) in (4, 5) and year[:4].isdigit() and year[4:] in ("", "s"):
        return "2"
    if lower[-2:] in ("st", "nd", "rd", "th") and lower[:-2].isdigit() and len(lower) <= 4:
        return "O"
    if lower[-1:] == "s" and lower[:-1].isdigit() and len(lower) in (3, 5) and lower[-2] == "0":
        return "4"
    return _punctuated(lower)


def _punctuated(lower: str) -> str:
    if lower in ("1/2", "½"):
        return "N"
    for mark in ("/", ".", "-"):
        parts = lower.split(mark)
        if len(parts) == 3 and all(part.isdigit() and part.isascii() for part in parts):
            return "1"
    hour, colon, minute = lower.partition(":")
    if colon and hour.isdigit() and minute[:2].isdigit() and minute[2:] in ("", "am", "pm"):
        return "5"
    return "."


def ordinal(lower: str) -> int | None:
    """The value of "11th" or "third"."""
    found = words().ordinals.get(lower)
    if found is not None:
        return found
    return int(lower[:-2]) if lower[:-2].isdigit() else None


def classify_all(lowers: Sequence[str]) -> list[str]:
    """The class of every token."""
    return [classify(lower) for lower in lowers]
