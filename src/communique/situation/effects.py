"""What a claim does to who is said to hold a place: the written rules of ``data/effects.yaml``."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, get_args

import msgspec
import yaml

from communique.codebook.types import load_codebook
from communique.model import ActorKind, Event, Precision, Status, When
from communique.situation.record import Effect, Ruling, State

HAPPENED: tuple[Status, ...] = ("actual", "ongoing")


class EffectsError(ValueError):
    """A list of effects that cannot be used; the message says what is wrong."""


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One written rule: events of ``type`` have ``effect``, ``why`` says the reason in words."""

    id: str
    type: str
    effect: Effect
    why: str
    statuses: tuple[Status, ...] = HAPPENED
    anchors: tuple[str, ...] = ()
    open_end: bool = False

    def fits(self, event: Event, date: When, denied: bool) -> bool:
        """Whether an event that happened on ``date`` falls under the rule; a denial is measured by type and anchor alone."""
        if event.type != self.type or (self.anchors and not event.anchor.lower().startswith(self.anchors)):
            return False
        if denied:
            return True
        return event.status in self.statuses and (not self.open_end or (date.start is not None and date.end is None))


class HowRuled(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The state that a ruling makes, and the ruling in words."""

    state: State
    why: str


class Effects(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All rules: the effects of types, how claims make a state, and which sides and precisions are told apart."""

    effects: tuple[Rule, ...]
    rulings: Mapping[Ruling, HowRuled]
    one_camp: tuple[str, ...]
    state_kinds: tuple[ActorKind, ...]
    exact: tuple[Precision, ...]
    imprecise: tuple[Precision, ...]
    happened: tuple[Status, ...]
    denied: tuple[Status, ...]

    def of(self, event: Event, date: When) -> Rule | None:
        """The first rule that fits; null where the event says nothing of a place."""
        denied = event.status in self.denied
        if not denied and event.status not in self.happened:
            return None
        return next((rule for rule in self.effects if rule.fits(event, date, denied)), None)


@functools.cache
def effects() -> Effects:
    """The packaged rules. Raises ``EffectsError``."""
    source = resources.files("communique.situation").joinpath("data/effects.yaml")
    return parse(yaml.load(source.read_text("utf-8"), Loader=yaml.CSafeLoader))


def parse(data: Any) -> Effects:
    """Rules of parsed YAML. Raises ``EffectsError`` for a missing or unknown key, type or ruling, or an id given twice."""
    try:
        found = msgspec.convert(data, Effects)
    except msgspec.ValidationError as error:
        raise EffectsError(str(error)) from error
    unknown = {rule.type for rule in found.effects} - set(load_codebook().types)
    if unknown:
        raise EffectsError(f"types that are not in the codebook: {', '.join(sorted(unknown))}")
    if set(found.rulings) != set(get_args(Ruling)):
        raise EffectsError(f"give a state and a sentence for each ruling: {', '.join(get_args(Ruling))}")
    if len({rule.id for rule in found.effects}) != len(found.effects):
        raise EffectsError("an id stands twice")
    return found


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a claim. ``name`` is the normalised actor, or the report's words in quotation marks where it has none."""

    name: str
    identified: bool
    of_state: bool | None

    def may_be(self, other: "Side") -> bool:
        """Whether the two can be one: of one name, or one is not identified and of the same camp as far as is told."""
        if self.name == other.name:
            return True
        if self.identified and other.identified:
            return False
        return self.of_state is None or other.of_state is None or self.of_state == other.of_state
