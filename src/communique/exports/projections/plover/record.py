"""The PLOVER record of an incident, with the keys of the manual in its order; what it does not hold stands under ``communique``."""

from typing import Literal

import msgspec

from communique.exports.projections.crosswalks.places import Located
from communique.model import Certainty, DatePrecision, Outcome, Source

CODEBOOK = "PLOVER 2.0 draft"
LETTERS = 3
"""Letters of a sector."""


def sectors_of(written: str) -> tuple[str, ...]:
    """The sectors of a word of three letters each."""
    return tuple(written[at : at + LETTERS] for at in range(0, len(written), LETTERS))


class Party(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The manual's entity: a code or none, one or two sectors in one word (``MIL``, ``PTYOPP``), the report's words, our name."""

    code: str | None = None
    sector: str | None = None
    entity_text: str | None = None
    identifier_text: str | None = None
    alleged: bool = False
    """Ours: true where reports only suspect or accuse."""


class Size(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Preferred numbers of people. ``dead``, ``injured`` and ``arrested`` are the manual's, the rest ours."""

    dead: int | None = None
    injured: int | None = None
    arrested: int | None = None
    dead_or_injured: int | None = None
    captured: int | None = None
    missing: int | None = None
    displaced: int | None = None


SIZES: dict[Outcome, str] = {
    "killed": "dead",
    "injured": "injured",
    "arrested": "arrested",
    "killed-or-injured": "dead_or_injured",
    "captured": "captured",
    "missing": "missing",
    "displaced": "displaced",
}
"""The key of each outcome."""


class Cite(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The manual's citation: the first report that is no reprint."""

    url: str | None = None
    title: str | None = None
    publication: str | None = None
    coder: str | None = None
    codebook: str | None = None


class Ours(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What PLOVER has no key for. ``ranges`` are least and greatest by the keys of ``size``, where they are not the preferred."""

    date_precision: DatePrecision | None = None
    place_precision: str | None = None
    certainty: Certainty | None = None
    count: int | None = None
    aggregate: bool = False
    ranges: dict[str, tuple[int | None, int | None]] = {}
    publishers: int = 0
    first_reported: str | None = None
    last_updated: str | None = None
    sources: tuple[Source, ...] = ()


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line. ``actor`` and ``date`` are required by the manual, and so is ``event``."""

    id: str
    has_event: Literal[True]
    date: str
    enddate: str | None = None
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...] = ()
    event: tuple[str, ...]
    event_loc: Located | None = None
    event_text: tuple[str, ...] = ()
    quad_code: int
    event_scale: float
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    size: Size | None = None
    cite_info: Cite | None = None
    coder: str | None = None
    communique: Ours | None = None
