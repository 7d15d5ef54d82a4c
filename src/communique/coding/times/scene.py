"""What the reading of a time expression may look at, and what it gives back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from communique.coding.numbers.words import cardinal
from communique.coding.numbers.words import words as number_words
from communique.coding.times.calendar import UNKNOWN, Stretch
from communique.coding.times.words import TimeWords

QUARTER_REACH = 150
"""Tokens for which a quarter stays what figures are compared by: "compared with 12 a year earlier"."""
Kind = Literal["date", "time", "duration", "set"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A time expression as read. ``value`` is its TIMEX3 value; ``value`` and ``when`` may both be unknown."""

    kind: Kind
    value: str | None
    when: Stretch = UNKNOWN
    rule: str = ""
    partial: bool = False
    """Whether the year was taken from the publication date, so that a fuller date beside it may correct it."""
    length: tuple[str, int] | None = None
    """Of a duration: unit and number, for "for nine months"."""


@dataclass(slots=True)
class Scene:
    """One text: lower-case tokens, their classes, when it was published, and how its sentences look ahead or back."""

    lowers: Sequence[str]
    classes: str
    published: date | None
    lists: TimeWords
    outlook: Callable[[int, int], int]
    """Whether the sentence looks ahead (1), back (-1) or neither (0) at a range of tokens."""
    counts_things: Callable[[int], bool]
    """Whether the four digits at an index count what follows, so that they are no year."""
    describes: Callable[[int], bool]
    """Whether the word at an index is written before a noun to say more of it ("the March bombing")."""
    last_day: tuple[date, int] | None = None
    """The day last told of, for "the next day", and where it was told."""
    phrases: dict[int, tuple[int, Any]] = field(default_factory=dict)
    """Phrases found by their words: first token to the end and the value."""
    last_date: tuple[date, str, int] | None = None
    """The date last told of, of any length: its first day, its precision and where it was told."""
    last_quarter: tuple[date, int] | None = None
    """First day of the quarter last told of, and where; reports of business compare with it."""

    def is_future(self, start: int, end: int) -> bool:
        """Whether the sentence looks ahead at a range of tokens."""
        return self.outlook(start, end) > 0

    def before(self, start: int, reach: int = 80) -> date | None:
        """The day last told of within so many tokens before a time: two or three sentences, or the same one."""
        if self.last_day is None or start - self.last_day[1] > reach:
            return None
        return self.last_day[0]

    def quarter_before(self, start: int) -> date | None:
        """The first day of the quarter last told of, a few sentences back at most."""
        if self.last_quarter is None or start - self.last_quarter[1] > QUARTER_REACH:
            return None
        return self.last_quarter[0]

    def value(self, index: int) -> Any:
        """What the word at an index stands for."""
        return self.lists.values[self.lowers[index]]

    def at(self, index: int) -> str:
        """The class of a token, empty outside the text."""
        return self.classes[index] if 0 <= index < len(self.classes) else ""

    def find(self, start: int, end: int, classes: str) -> int | None:
        """The first token of one of the classes."""
        return next((i for i in range(start, end) if self.classes[i] in classes), None)

    def number(self, start: int, end: int) -> float | None:
        """The number in a range of tokens: digits, words, "a", "two and a half"; None for a vague one."""
        for index in range(start, end):
            if self.classes[index] in "nNYm":
                return self._number_at(index, end)
        articles = self.find(start, end, "a")
        vague = self.find(start, end, "q")
        if vague is not None:
            return 2 if self.lowers[vague] == "couple" else None
        return 1 if articles is not None else None

    def _number_at(self, index: int, end: int) -> float | None:
        if self.lowers[index] in ("1/2", "½"):
            return 0.5
        found = cardinal(list(self.lowers[index:end]), 0, number_words())
        if found is None:
            return None
        value, after = found
        if self.at(index + after) == "N" and self.lowers[index + after] in ("1/2", "½"):
            return value + 0.5
        return value
