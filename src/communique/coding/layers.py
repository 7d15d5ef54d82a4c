"""What the coding components write on a spaCy ``Doc``, each on its own extension.

Positions are token indices, half-open, in the ``Doc``; offsets into the report come from the tokens. A component reads
the layers before it and writes its own; none changes another's.
"""

from dataclasses import dataclass

from spacy.tokens import Doc

from communique.model import Actor, Place, When


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression. ``value`` is its TIMEX3 value where it has one; ``when`` is resolved to dates."""

    start: int
    end: int
    when: When
    kind: str
    """``date``, ``time``, ``duration`` or ``set``."""
    value: str | None
    rule: str
    parts: tuple["TimeMention", ...] = ()
    """Of a range ("between May 3 and May 5"), its two ends."""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named or referred to ("the town"). ``place`` is resolved as far as the report allows."""

    start: int
    end: int
    place: Place
    rule: str
    kind: str = "name"
    """``name`` ("Diabaly"), ``reference`` ("the town", "there"), ``adjective`` ("Malian")."""
    antecedent: tuple[int, int] | None = None
    """For a reference or misspelling: the tokens that gave the name."""


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A noun phrase that denotes an actor. ``head`` is its syntactic head's token index."""

    start: int
    end: int
    head: int
    actor: Actor
    rule: str
    armed: bool | None = None
    """True for those who fight, false for those who do not, None where it cannot be told."""
    plural: bool = False
    antecedent: tuple[int, int] | None = None
    """For a pronoun or "the group": the tokens of the mention it was traced to."""
    sector: str | None = None
    """The PLOVER sector by the actor lists (``SPY``, ``JUD``), finer than the kind; null where they give none."""
    listed: str | None = None
    """The person or body of the lists that is named, which may only stand for the actor ("Angela Merkel")."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of something: "at least seven", "dozens", "more than 250". ``low``/``high`` as the codebook says."""

    start: int
    end: int
    low: int | None
    high: int | None
    rule: str
    noun: int | None = None
    """The token index of the noun that is counted, where there is one."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words laid to a source. ``content`` are the token ranges of what is said; ``source`` null where unnamed."""

    source: tuple[int, int] | None
    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]
    rule: str
    quotation: bool = False


LAYERS = ("times", "places", "actors", "quantities", "said", "happenings", "events")


def register() -> None:
    """Register the extensions once; repeating it is harmless."""
    for name in LAYERS:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    if not Doc.has_extension("report"):
        Doc.set_extension("report", default=None)


register()
