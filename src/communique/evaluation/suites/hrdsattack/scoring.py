"""Score the attack that we read of an article against its key."""

import functools
import re
from collections.abc import Sequence

from communique.evaluation.counts import Counts
from communique.evaluation.results import Tally
from communique.evaluation.suites.hrdsattack.gold import Attack, Victim
from communique.evaluation.suites.hrdsattack.names import one_person, same, words
from communique.gazetteer.lookup import Gazetteer
from communique.gazetteer.normalise import normalise

GENERIC = re.compile(r"\b(state|province|region|city|district|county|governorate|the|of)\b")
SEVERAL = re.compile(r",|/|;|\band\b")
WITHIN = {"Hong Kong": "China", "Macao": "China", "Macau": "China"} | dict.fromkeys(
    ("England", "Scotland", "Wales", "Northern Ireland"), "United Kingdom"
)
"""Territories that the set's annotators lay to the state, and lands of one; done on both sides."""


def score(found: Attack, key: Attack, tally: Tally, text: str) -> None:
    """Count every question of one article."""
    _labels("perpetrator kind", _set(found.perpetrator), _set(key.perpetrator), tally, text)
    _labels("violation", found.violations, key.violations, tally, text)
    for name in sorted(key.violations | found.violations):
        _add(name, name in found.violations, name in key.violations, tally, "by violation")
    _countries(found.country, key.country, tally, text)
    _place("region", found.region, key.region, tally)
    _place("city", found.city, key.city, tally)
    for name in ("year", "month", "day"):
        ours, wanted = getattr(found, name), getattr(key, name)
        _value(name, ours is not None and ours == wanted, ours is not None, wanted is not None, tally)
    _victims(found.victims, key.victims, tally, text)


def _labels(name: str, found: frozenset[str], wanted: frozenset[str], tally: Tally, text: str) -> None:
    tally.add(name, Counts(len(found & wanted), len(found), len(wanted)))
    if found != wanted:
        tally.slip(name, text, ", ".join(sorted(wanted)) or None, ", ".join(sorted(found)) or None)


def _set(value: str | None) -> frozenset[str]:
    return frozenset((value,)) if value is not None else frozenset()


def _add(name: str, found: bool, wanted: bool, tally: Tally, group: str) -> None:
    tally.add(name, Counts(found and wanted, found, wanted), group)


def _value(name: str, right: bool, found: bool, wanted: bool, tally: Tally) -> None:
    """F1 over all articles; and, as the set's paper does, the share right of those whose key names one."""
    tally.add(name, Counts(right, found, wanted))
    if wanted:
        tally.add(f"{name}, where the key names one", Counts(right, 1, 1), "accuracy")


def _countries(found: str | None, key: str | None, tally: Tally, text: str) -> None:
    """Right where it is the country of the key, or one of those of a key that names several."""
    right = found is not None and key is not None and country(found) in countries(key)
    _value("country", right, found is not None, key is not None, tally)
    if not right and (found or key):
        tally.slip("country", text, key, found)


def countries(text: str) -> frozenset[str]:
    """The countries that a key names."""
    return frozenset(country(part.strip(" ().")) for part in (text, *SEVERAL.split(text)) if part.strip(" ()."))


@functools.lru_cache(maxsize=4096)
def country(name: str) -> str:
    """A country's main name, by its name or adjective; the name itself, in small letters, where it is none."""
    gazetteer = Gazetteer.open()
    codes = gazetteer.demonyms.get(normalise(name), ())
    entry = gazetteer.country(WITHIN.get(name, name)) or (gazetteer.country(codes[0]) if len(codes) == 1 else None)
    if entry is None:
        return name.lower()
    return WITHIN.get(entry.name, entry.name)


def _place(name: str, found: str | None, key: str | None, tally: Tally) -> None:
    right = found is not None and key is not None and bare(found) == bare(key)
    _value(name, right, found is not None, key is not None, tally)


def bare(name: str) -> tuple[str, ...]:
    """The words of a place's name without "state", "city" and their like, unless they are all of it."""
    return words(GENERIC.sub(" ", name.lower())) or words(name)


def _victims(found: Sequence[Victim], key: Sequence[Victim], tally: Tally, text: str) -> None:
    """Names: each of the key's found once. The fields are of the pairs that are one person, where the key says."""
    ours, wanted = ([each for each in side if each.name] for side in (found, key))
    exact = pairs(ours, wanted, whole=True)
    tally.add("victim name", Counts(len(exact), len(ours), len(wanted)))
    matched = pairs(ours, wanted, whole=False)
    tally.add("victim name, part of it enough", Counts(len(matched), len(ours), len(wanted)))
    for one, other in matched:
        _fields(one, other, tally)
    for each in (each for each in wanted if all(each is not other for _, other in matched)):
        tally.slip("victim name", text, each.name, None)
    for each in (each for each in ours if all(each is not other for other, _ in matched)):
        tally.slip("victim name", text, None, each.name)


def pairs(ours: Sequence[Victim], key: Sequence[Victim], whole: bool) -> list[tuple[Victim, Victim]]:
    """Each of the key's names with one of ours that is the same, taken once; else, unless ``whole``, one that is part of it."""
    made: list[tuple[Victim, Victim]] = []
    left, open_ = list(ours), list(key)
    for alike in (same,) if whole else (same, one_person):
        for wanted in list(open_):
            match = next((each for each in left if alike(each.name or "", wanted.name or "")), None)
            if match is not None:
                made.append((match, wanted))
                left = [each for each in left if each is not match]
                open_ = [each for each in open_ if each is not wanted]
    return made


def _fields(found: Victim, key: Victim, tally: Tally) -> None:
    tally.add(
        "type", Counts(len(found.types & key.types), len(found.types), len(key.types)), "by field, on victims found"
    )
    if key.sex in ("man", "woman"):
        tally.add("sex", Counts(found.sex == key.sex, found.sex is not None, 1), "by field, on victims found")
    if key.age is not None:
        tally.add("age", Counts(found.age == key.age, found.age is not None, 1), "by field, on victims found")
