"""Compare string fills as a careful scorer would (scoring guidelines 3.1.1): 1 fully, 0.5 partially correct, 0 not.

A fill is taken as modifiers, head and what follows the head. More modifiers than the key are fully correct, fewer partially;
an adjunct set off by a comma is going overboard. Another head, or other modifiers, is incorrect. The distributed partial
credit (3.1.1.3) and the credit for a string that only corroborates its type (3.1.1.2, last paragraph) are never given.
"""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

import yaml

WORD = re.compile(r"[^\W_][\w.'’&-]*|,")
IN_BRACKETS = re.compile(r"[\[(][^\])]*[\])]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of a fill, upper case: ``before`` the head, the head, ``after`` it; ``overboard`` where a comma sets off."""

    before: tuple[str, ...]
    head: str
    after: tuple[str, ...]
    overboard: bool

    @property
    def words(self) -> tuple[str, ...]:
        """All of it in order."""
        return (*self.before, self.head, *self.after)


@functools.cache
def _lists() -> dict[str, frozenset[str]]:
    text = (resources.files("communique.evaluation") / "data" / "muc4" / "matching.yaml").read_text("utf-8")
    raw: dict[str, str] = yaml.safe_load(text)
    return {name: frozenset(words.upper().split()) for name, words in raw.items()}


@functools.lru_cache(maxsize=100_000)
def phrase(text: str) -> Phrase | None:
    """Take a fill apart; null where nothing is left of it."""
    plain = IN_BRACKETS.sub(" ", text)
    found = WORD.findall((plain if WORD.search(plain) else text).upper().replace("’", "'"))
    words = [word if word == "," else word.replace(".", "").rstrip("'-") for word in found]
    words = _without_nonessential([word for word in words if word])
    if not any(word != "," for word in words):
        return None
    openers = _lists()["openers"]
    end = next((i for i, word in enumerate(words) if i and (word in openers or word == ",")), len(words))
    after = tuple(word for word in words[end:] if word != ",")
    return Phrase(tuple(words[: end - 1]), words[end - 1], after, "," in words[end:])


def _without_nonessential(words: list[str]) -> list[str]:
    """Articles, quantifiers, numbers and nationalities at the front do not count (3.1.1.1), unless nothing else is there."""
    nonessential = _lists()["nonessential"]
    start = 0
    while start < len(words) - 1 and (words[start] in nonessential or words[start].replace(",", "").isdigit()):
        start += 1
    return words[start:]


def credit(found: str, wanted: Iterable[str], kind: str = "string") -> float:
    """The best credit of a response string over the key's alternatives. ``kind``: string, name or description."""
    return max((_one(found, key, kind) for key in wanted), default=0.0)


@functools.lru_cache(maxsize=200_000)
def _one(found: str, wanted: str, kind: str) -> float:
    ours, key = phrase(found), phrase(wanted)
    if ours is None or key is None:
        return float(found.strip() == wanted.strip())
    if ours.words == key.words:
        return 1.0
    return _name(ours, key) if kind == "name" else _noun_phrase(ours, key, kind)


def _name(ours: Phrase, key: Phrase) -> float:
    """A name with its title is right (3.2.18); a part of the name is partial (3.1.1.2)."""
    if _within(key.words, ours.words) and not ours.overboard:
        return 1.0 if ours.words[-len(key.words) :] == key.words else 0.5
    return 0.5 if _within(ours.words, key.words) else 0.0


def _within(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether the words stand in the whole in their order, perhaps with others between."""
    rest = iter(whole)
    return all(word in rest for word in part)


def _noun_phrase(ours: Phrase, key: Phrase, kind: str) -> float:
    if ours.head != key.head:
        return 0.0
    more_before, fewer_before = _within(key.before, ours.before), _within(ours.before, key.before)
    more_after, fewer_after = _within(key.after, ours.after), _within(ours.after, key.after)
    if more_before and (more_after or (kind == "description" and fewer_after)):
        return 0.5 if ours.overboard and not key.overboard else 1.0
    return 0.5 if fewer_before and fewer_after else 0.0
