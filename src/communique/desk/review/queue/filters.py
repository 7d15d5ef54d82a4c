"""What the queue shows: filters and order, as they stand in the address of its pages."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from communique.desk.archive.codebook import codebook
from communique.desk.archive.countries import names
from communique.desk.archive.models import Event

State = Event.State
TODO = "todo"
STATES = {TODO: (State.NEW, State.SECONDED), **{state.value: (state,) for state in State}}
"""States by the word in the address; ``todo`` is what waits for a person."""
ORDERS = {"oldest": "Oldest first", "newest": "Newest first", "unsure": "Least sure first", "sure": "Surest first"}
ME, NOBODY = "me", "nobody"


class FilterError(ValueError):
    """A value of a filter that cannot be; the message names it and the remedy."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Filters and order. ``country`` is ISO 3166-1 alpha-2; ``low`` and ``high`` bound the confidence, both included; ``source``
    is a primary key; ``since`` the day on or after which the event was read; ``assigned`` is ``me``, ``nobody`` or a username.
    """

    state: str = TODO
    country: str = ""
    type: str = ""
    low: float | None = None
    high: float | None = None
    source: int | None = None
    since: date | None = None
    assigned: str = ""
    order: str = "oldest"

    @classmethod
    def from_query(cls, query: QueryDict) -> "Filter":
        """The filters of an address. Raises ``FilterError``."""
        return cls(**{name: _read(name, text) for name in READERS if (text := str(query.get(name, "")).strip())})

    def to_query(self) -> str:
        """As a query string; what is usual is left out."""
        usual = Filter()
        given = {each.name: getattr(self, each.name) for each in fields(self)}
        return urlencode({name: value for name, value in given.items() if value != getattr(usual, name)})

    @property
    def states(self) -> tuple[Event.State, ...]:
        """The states of its word."""
        return STATES[self.state]


def _read(name: str, text: str) -> Any:
    try:
        return READERS[name](text)
    except ValueError as error:
        raise FilterError(f"{name}={text}: {error}") from error


def _one_of(known: Callable[[], Any], remedy: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in known():
            raise ValueError(remedy)
        return text

    return read


def _share(text: str) -> float:
    value = float(text) if text.replace(".", "", 1).isdecimal() else -1.0
    if not 0 <= value <= 1:
        raise ValueError("give a number from 0 to 1")
    return value


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError("give a day as 2024-05-01") from error


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:
        raise ValueError("give the number of a source")
    return int(text)


READERS: dict[str, Callable[[str], Any]] = {
    "state": _one_of(lambda: STATES, f"give one of {', '.join(STATES)}"),
    "country": _one_of(names, "give the code of a country in two letters, as ML"),
    "type": _one_of(lambda: codebook().types, "give a type of the codebook, as armed-clash"),
    "low": _share,
    "high": _share,
    "source": _number,
    "since": _day,
    "assigned": str,
    "order": _one_of(lambda: ORDERS, f"give one of {', '.join(ORDERS)}"),
}
