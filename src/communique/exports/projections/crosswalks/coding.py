"""From an incident to its PLOVER event, modes and contexts and its CAMEO code, by ``types.yaml``: the first clause that fits."""

import functools
from collections.abc import Mapping
from typing import Literal

import msgspec

from communique.codebook.types import load_codebook
from communique.exports.projections.crosswalks.files import CrosswalkError, read_csv, read_yaml, require
from communique.exports.projections.crosswalks.ontology import goldstein, plover_contexts, plover_events
from communique.exports.projections.crosswalks.told import codes_told
from communique.exports.projections.crosswalks.words import means, sentences, word_classes
from communique.model import Actor, ActorKind, Incident, Outcome, Status

FILE = "types.yaml"


class Clause(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an incident must have, and what is then coded in place of what its type says."""

    words: str | None = None
    statuses: frozenset[Status] = frozenset()
    initiators: frozenset[ActorKind] = frozenset()
    recipients: frozenset[ActorKind] = frozenset()
    outcome: Outcome | None = None
    sides: int = 0
    plover: str | None = None
    modes: tuple[str, ...] | None = None
    contexts: tuple[str, ...] | None = None
    cameo: str | None = None

    def fits(self, incident: Incident, told: str) -> bool:
        """Whether the clause speaks of an incident; ``told`` are the words of its means."""
        return (
            (self.words is None or word_classes()[self.words].search(told) is not None)
            and (not self.statuses or incident.status.value in self.statuses)
            and _all_of(incident.initiators.value, self.initiators)
            and _all_of(incident.recipients.value, self.recipients)
            and (self.outcome is None or any(account.outcome == self.outcome for account in incident.tolls))
            and len(incident.initiators.value or ()) + len(incident.recipients.value or ()) >= self.sides
        )


def _all_of(actors: tuple[Actor, ...] | None, kinds: frozenset[ActorKind]) -> bool:
    return not kinds or (bool(actors) and all(actor.kind in kinds for actor in actors or ()))


class TypeCodes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a type of ours is in PLOVER and CAMEO."""

    plover: str | None
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    cameo: str | None
    parties: Literal["all", "given"] = "given"
    first: frozenset[ActorKind] = frozenset()
    when: tuple[Clause, ...] = ()


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """A PLOVER coding: event, modes without the auxiliary ones, contexts."""

    event: str
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()

    @property
    def codes(self) -> str:
        """In one line, as the rule of a type that was read keeps it: ``ASSAULT/aerial/military``."""
        return f"{self.event}/{','.join(self.modes)}/{','.join(self.contexts)}"


def coded_from(codes: str) -> Coded:
    """The coding that a line stands for."""
    event, modes, contexts = [*codes.split("/"), "", ""][:3]
    return Coded(
        event=event, modes=tuple(filter(None, modes.split(","))), contexts=tuple(filter(None, contexts.split(",")))
    )


@functools.cache
def type_codes() -> Mapping[str, TypeCodes]:
    """The rows of ``types.yaml``. Raises ``CrosswalkError`` where a type is missing or a code, mode or word class is not known."""
    try:
        rows = msgspec.convert(read_yaml(FILE), dict[str, TypeCodes])
    except msgspec.ValidationError as error:
        raise CrosswalkError(f"{FILE}: {error}") from error
    require(frozenset(rows), (frozenset(load_codebook().types),), FILE, "the types")
    for name, row in rows.items():
        check_row(name, row)
    return rows


def check_row(name: str, row: TypeCodes) -> None:
    """Raise ``CrosswalkError`` where a row names a code, a mode, a context or a class of words that there is not."""
    _check_codes(name, row.plover, row.modes, row.contexts, row.cameo)
    for clause in row.when:
        _check_codes(name, clause.plover or row.plover, clause.modes or (), clause.contexts or (), clause.cameo)
        require(clause.words, (None, *word_classes()), FILE, name)


def _check_codes(
    name: str, event: str | None, modes: tuple[str, ...], contexts: tuple[str, ...], cameo: str | None
) -> None:
    require(event, (None, *plover_events()), FILE, name)
    require(cameo, (None, *goldstein()), FILE, name)
    for mode in modes:
        require(mode, plover_events()[event].modes if event else (), FILE, name)
    for context in contexts:
        require(context, plover_contexts(), FILE, name)


def plover_coding(incident: Incident) -> Coded | None:
    """The PLOVER coding; null where PLOVER has no event for it. What was read from a PLOVER file is as it was there."""
    codes = codes_told(incident.type, "PLOVER", "POLECAT")
    if codes is not None:
        return coded_from(codes)
    row = type_codes().get(incident.type.value or "")
    if row is None or row.plover is None:
        return None
    clause = _fitting(row, incident)
    modes = row.modes if clause.modes is None else clause.modes
    named = row.contexts if clause.contexts is None else clause.contexts
    contexts = tuple(dict.fromkeys((*named, *_contexts(incident))))
    return Coded(event=clause.plover or row.plover, modes=modes, contexts=contexts)


def cameo_code(incident: Incident) -> str | None:
    """The CAMEO code; null where CAMEO has none. What was read from a PLOVER file goes by ``plover_to_cameo.csv``."""
    codes = codes_told(incident.type, "CAMEO")
    if codes is not None:
        return codes
    plover = codes_told(incident.type, "PLOVER", "POLECAT")
    if plover is not None:
        coded = coded_from(plover)
        return plover_to_cameo()[coded.event, coded.modes[0] if coded.modes else ""]
    row = type_codes().get(incident.type.value or "")
    if row is None:
        return None
    return _fitting(row, incident).cameo or row.cameo


def _fitting(row: TypeCodes, incident: Incident) -> Clause:
    told = means(incident) if row.when else ""
    return next((clause for clause in row.when if clause.fits(incident, told)), Clause())


def _contexts(incident: Incident) -> tuple[str, ...]:
    """Contexts by the quoted sentences and by who takes part."""
    text = sentences(incident)
    actors = (*(incident.initiators.value or ()), *(incident.recipients.value or ()))
    kinds = {actor.kind for actor in actors}
    by_side = ("military",) * bool(kinds & {"state-forces", "external-forces"}) + ("peacekeeping",) * (
        "mission" in kinds
    )
    return (*by_side, *(name for name, pattern in word_classes("contexts.yaml").items() if pattern.search(text)))


@functools.cache
def plover_to_cameo() -> Mapping[tuple[str, str], str]:
    """The CAMEO code of each PLOVER event and mode (no mode is the empty string)."""
    return {(row["event"], row["mode"]): row["cameo"] for row in read_csv("plover_to_cameo.csv")}
