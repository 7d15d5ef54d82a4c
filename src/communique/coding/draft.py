"""A happening with its roles filled, before mentions are joined into events."""

from dataclasses import dataclass

from communique.coding.happenings import Happening
from communique.coding.layers import PlaceMention, TimeMention
from communique.model import Actor, Certainty, Outcome, Span, Status, Toll


@dataclass(frozen=True, slots=True)
class Party:
    """One side's actor: the record, the tokens that stand for it here, and the tokens its name came from."""

    actor: Actor
    start: int
    end: int
    named: tuple[int, int]
    rule: str
    armed: bool | None = None
    bare_state: bool = False
    """Named by the country alone ("Jordan struck"), so that the act decides which arm of the state it was."""


def is_generic(party: Party) -> bool:
    """Whether a side is named by its sort and country only ("Opposition Rebels (Syria)")."""
    return party.actor.name is None or party.actor.name.endswith(")")


@dataclass(frozen=True, slots=True)
class Located:
    """Where, and by which rule it was taken for this happening's place."""

    mention: PlaceMention
    rule: str
    firm: bool = True
    """Tied to the happening by its own clause; what is not firm contradicts nothing."""


@dataclass(frozen=True, slots=True)
class Dated:
    """When, and by which rule it was taken for this happening's time."""

    mention: TimeMention
    rule: str
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Loss:
    """A toll and the offsets of its words."""

    toll: Toll
    span: Span
    rule: str
    trigger: int
    source_span: Span | None = None
    victim: int | None = None
    """The token that heads the phrase for the lost."""
    number: tuple[int, int] | None = None
    """The tokens of the number."""

    @property
    def key(self) -> tuple[Outcome, int | None, int | None]:
        """What makes two figures the same figure."""
        return self.toll.outcome, self.toll.low, self.toll.high


@dataclass(frozen=True, slots=True)
class Speech:
    """The source the sentence is laid to: texts and offsets."""

    source: str
    source_span: Span
    cue: str
    cue_span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Draft:
    """All that one mention tells of its happening."""

    happening: Happening
    initiators: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    place: Located | None = None
    time: Dated | None = None
    weapon: tuple[int, int] | None = None
    status: Status = "actual"
    certainty: Certainty = "stated"
    assertion_rule: str = ""
    assertion_cue: tuple[int, int] | None = None
    certainty_cue: tuple[int, int] | None = None
    speech: Speech | None = None
    tolls: tuple[Loss, ...] = ()
    count: int = 1
    count_span: tuple[int, int] | None = None
    plural: bool = False
    definite: bool = False
    in_title: bool = False

    @property
    def type(self) -> str:
        """The codebook type."""
        return self.happening.type

    @property
    def sentence(self) -> int:
        """The index of the first token of the sentence it stands in."""
        return self.happening.slots.head.sent.start
