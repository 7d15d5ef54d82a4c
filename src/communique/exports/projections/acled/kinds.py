"""From our type to ACLED's event and sub-event type, by ``data/types.yaml``."""

import functools
import re
from collections.abc import Mapping, Sequence

import msgspec

from communique.exports.projections.acled.actors import inter_of, kind_of
from communique.exports.projections.acled.countries import Country
from communique.exports.projections.acled.facts import Kind, facts
from communique.exports.projections.acled.files import DataError, pattern, read_yaml
from communique.exports.projections.acled.told import columns_told
from communique.exports.projections.row_files import NoRowError
from communique.model import Actor, ActorKind, Incident

HARM = ("killed", "injured", "killed-or-injured")


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A choice, taken where every condition that is given holds. The conditions are told in the data file."""

    sub_event_type: str | None = None
    left_out: str | None = None
    kinds: tuple[ActorKind, ...] = ()
    initiators: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    words: str | None = None
    no_words: str | None = None
    anchor: str | None = None
    harmed: bool = False


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a type of ours becomes: the first of the rules that holds, else the sub-event type, else nothing."""

    sub_event_type: str | None = None
    left_out: str | None = None
    rules: tuple[Rule, ...] = ()


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    types: dict[str, Choice]
    words: dict[str, str]
    back: dict[str, str | None]


@functools.cache
def crosswalk() -> _File:
    """Read once. Raises ``DataError`` on a sub-event type that ACLED does not have and on a list of words that is not there."""
    given = read_yaml("types.yaml", _File)
    rules = [rule for choice in given.types.values() for rule in choice.rules]
    each: list[Rule | Choice] = [*given.types.values(), *rules]
    unknown = {one.sub_event_type for one in each if one.sub_event_type} | set(given.back)
    lists = {name for rule in rules for name in (rule.words, rule.no_words, rule.anchor) if name}
    if unknown - set(facts().kinds) or lists - set(given.words):
        raise DataError(f"types.yaml: {sorted(unknown - set(facts().kinds) | lists - set(given.words))} not known")
    if any(bool(one.sub_event_type) == bool(one.left_out) for one in each):
        raise DataError("types.yaml: every choice needs either sub_event_type or left_out")
    return given


def kind_of_event(incident: Incident, at: Country) -> Kind:
    """The ACLED type of an incident in a country. Raises ``NoRowError``."""
    told = columns_told(incident.type)
    if told:
        return facts().kinds[told["sub_event_type"]]
    choice = choice_of(incident)
    taken = next((rule for rule in choice.rules if _holds(rule, incident, at)), choice)
    if taken.sub_event_type is None:
        raise NoRowError(str(taken.left_out))
    return facts().kinds[taken.sub_event_type]


def choice_of(incident: Incident) -> Choice:
    """What the type of an incident becomes. Raises ``NoRowError`` where ACLED has no event for it."""
    if columns_told(incident.type):
        return Choice()
    if incident.type.value is None:
        raise NoRowError("what happened is not told")
    choice = crosswalk().types.get(incident.type.value, Choice(left_out=f"the type {incident.type.value} is not known"))
    if choice.left_out:
        raise NoRowError(choice.left_out)
    return choice


def _holds(rule: Rule, incident: Incident, at: Country) -> bool:
    initiators, recipients = incident.initiators.value or (), incident.recipients.value or ()
    checks = (
        not rule.kinds or any(kind_of(actor) in rule.kinds for actor in (*initiators, *recipients)),
        not rule.initiators or _all_are(initiators, rule.initiators, at),
        not rule.recipient or any(inter_of(actor, at) in rule.recipient for actor in recipients),
        not rule.words or _stands(rule.words, _texts(incident)),
        not rule.no_words or not _stands(rule.no_words, _texts(incident)),
        not rule.anchor or _stands(rule.anchor, [event.anchor for event in incident.events]),
        not rule.harmed or any(account.outcome in HARM and (account.best or 0) > 0 for account in incident.tolls),
    )
    return all(checks)


def _all_are(actors: Sequence[Actor], types: Sequence[str], at: Country) -> bool:
    return bool(actors) and all(inter_of(actor, at) in types for actor in actors)


def _texts(incident: Incident) -> list[str]:
    return [text for event in incident.events for text in (event.anchor, event.quote, *event.mentions)]


def _stands(words: str, texts: Sequence[str]) -> bool:
    return any(_patterns()[words].search(text) for text in texts)


@functools.cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    return {name: pattern(words, "types.yaml") for name, words in crosswalk().words.items()}
