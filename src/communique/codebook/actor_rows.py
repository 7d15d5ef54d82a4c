"""The rows of the actor lists: what one group, state, leader or role is, and how it is read from CSV.

Lists inside a cell are split at ``;``. An empty cell is null or an empty list: what is not known is not written.
"""

import csv
import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from communique.model import ActorKind

_SILENT = str.maketrans("", "", ".'’‘ʼʻ`´")
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "a"})
_SPLIT = re.compile(r"[\W_]+")

ARMED_KINDS = frozenset(
    ("state-forces", "police", "rebel-group", "political-militia", "identity-militia", "armed-group", "external-forces")
)
"""Kinds whose members carry arms."""

FILES = {
    "groups.csv": "name aliases acronyms kind countries start end acled_kind plover_sector parent note",
    "states.csv": (
        "name iso2 iso3 short demonyms capital government_names military_names police_names leader_titles regimes "
        "start end successor note"
    ),
    "leaders.csv": "name forms alone country office start end side note",
    "roles.csv": "lemma plural kind armed name plover_sector acled_kind note",
}
"""The files of a folder of actor lists, and the columns of each."""


class ActorListError(ValueError):
    """A cell that cannot be read; names the file, the line and what stands there."""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(f"{file}, line {line}: {message}")
        self.file, self.line, self.message = file, line, message


@dataclass(frozen=True, slots=True)
class Group:
    """An armed group, mission, organisation, party or medium. ``countries`` are ISO 3166 alpha-2, home first.

    ``start`` and ``end`` are years, both included, null where open or not known.
    """

    name: str
    aliases: tuple[str, ...]
    acronyms: tuple[str, ...]
    kind: ActorKind
    countries: tuple[str, ...]
    start: int | None
    end: int | None
    acled_kind: str | None
    plover_sector: str | None
    parent: str | None
    note: str | None
    line: int

    @property
    def armed(self) -> bool | None:
        """True for those who fight, false for those who do not, null for missions (some are armed)."""
        return None if self.kind == "mission" else self.kind in ARMED_KINDS


@dataclass(frozen=True, slots=True)
class Regime:
    """Who governed a state from one year to another (both included; ``end`` null: still)."""

    start: int
    end: int | None
    label: str | None


@dataclass(frozen=True, slots=True)
class State:
    """A state, past or present. ``demonyms`` has the adjective first; ``successor`` is the name of another state."""

    name: str
    iso2: str | None
    iso3: str | None
    short: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: tuple[str, ...]
    government_names: tuple[str, ...]
    military_names: tuple[str, ...]
    police_names: tuple[str, ...]
    leader_titles: tuple[str, ...]
    regimes: tuple[Regime, ...]
    start: int | None
    end: int | None
    successor: str | None
    note: str | None
    line: int

    @property
    def adjective(self) -> str | None:
        """The adjectival form: "Malian"."""
        return self.demonyms[0] if self.demonyms else None


@dataclass(frozen=True, slots=True)
class Leader:
    """A person in one office. ``alone`` are the forms (surnames) that name the person without more.

    ``side`` is ``government`` or the name of a group; ``country`` is null for heads of international bodies.
    """

    name: str
    forms: tuple[str, ...]
    alone: tuple[str, ...]
    country: str | None
    office: str
    start: int | None
    end: int | None
    side: str
    note: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Role:
    """A generic role. ``name`` is a template: ``{country}`` is the short name, ``{state}`` the one after "of".

    ``plural`` is null where the spelling is regular; ``armed`` null where it may be either.
    """

    lemma: str
    plural: str | None
    kind: ActorKind
    armed: bool | None
    name: str
    plover_sector: str | None
    acled_kind: str | None
    note: str | None
    line: int


@functools.lru_cache(maxsize=32768)
def normalise(name: str) -> str:
    """Fold a name as lists and texts are compared: case, diacritics, points and apostrophes go, "the" before it too.

    >>> normalise("The Al-Shabāb")
    'al shabab'
    """
    words = _SPLIT.split(fold(name).translate(_SILENT))
    kept = [word for word in words if word]
    return " ".join(kept[1:] if len(kept) > 1 and kept[0] == "the" else kept)


def fold(name: str) -> str:
    """Casefold, and take off diacritics."""
    low = name.casefold()
    if low.isascii():
        return low
    low = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", low).casefold().translate(_LETTERS))
    return "".join(char for char in low if not unicodedata.combining(char))


def cells(cell: str) -> tuple[str, ...]:
    """The items of a cell: "AQIM;GSPC" gives two."""
    return tuple(item for part in cell.split(";") if (item := part.strip())) if cell else ()


def raw_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells of each row; a missing cell is empty, a surplus one stands under the key ``surplus``."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, restval="", restkey="surplus")
        for row in reader:
            yield reader.line_num, row


def year(row: Mapping[str, str], column: str, file: str, line: int) -> int | None:
    """A year or null. Raises ``ActorListError`` where something else stands there."""
    text = row[column]
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise ActorListError(file, line, f"{column} is {text!r}, not a year of four digits")
    return int(text)


_REGIME = re.compile(r"(\d{4})-(\d{4})?(?: (.+))?")


def regime(text: str, file: str, line: int) -> Regime:
    """Read "2012-2013 Traore" or "2021-". Raises ``ActorListError`` where it is neither."""
    match = _REGIME.fullmatch(text)
    if match is None:
        raise ActorListError(file, line, f"regime {text!r} does not read as 2012-2013 or 2012-2013 label")
    start, end, label = match.groups()
    return Regime(int(start), int(end) if end else None, label)


def group(row: Mapping[str, str], line: int) -> Group:
    """Read one row of ``groups.csv``."""
    return Group(
        row["name"],
        cells(row["aliases"]),
        cells(row["acronyms"]),
        cast(ActorKind, row["kind"]),
        cells(row["countries"]),
        year(row, "start", "groups.csv", line),
        year(row, "end", "groups.csv", line),
        row["acled_kind"] or None,
        row["plover_sector"] or None,
        row["parent"] or None,
        row["note"] or None,
        line,
    )


_STATE_LISTS = (
    "short",
    "demonyms",
    "capital",
    "government_names",
    "military_names",
    "police_names",
    "leader_titles",
)


def state(row: Mapping[str, str], line: int) -> State:
    """Read one row of ``states.csv``."""
    return State(
        name=row["name"],
        iso2=row["iso2"] or None,
        iso3=row["iso3"] or None,
        regimes=tuple(regime(item, "states.csv", line) for item in cells(row["regimes"])),
        start=year(row, "start", "states.csv", line),
        end=year(row, "end", "states.csv", line),
        successor=row["successor"] or None,
        note=row["note"] or None,
        line=line,
        **{column: cells(row[column]) for column in _STATE_LISTS},
    )


def leader(row: Mapping[str, str], line: int) -> Leader:
    """Read one row of ``leaders.csv``."""
    return Leader(
        row["name"],
        cells(row["forms"]),
        cells(row["alone"]),
        row["country"] or None,
        row["office"],
        year(row, "start", "leaders.csv", line),
        year(row, "end", "leaders.csv", line),
        row["side"],
        row["note"] or None,
        line,
    )


ARMED = {"yes": True, "no": False, "either": None}
"""What the ``armed`` column of ``roles.csv`` may say."""


def role(row: Mapping[str, str], line: int) -> Role:
    """Read one row of ``roles.csv``. Raises ``ActorListError`` where ``armed`` is none of yes, no, either."""
    if row["armed"] not in ARMED:
        raise ActorListError("roles.csv", line, f"armed is {row['armed']!r}, not yes, no or either")
    return Role(
        row["lemma"],
        row["plural"] or None,
        cast(ActorKind, row["kind"]),
        ARMED[row["armed"]],
        row["name"],
        row["plover_sector"] or None,
        row["acled_kind"] or None,
        row["note"] or None,
        line,
    )
