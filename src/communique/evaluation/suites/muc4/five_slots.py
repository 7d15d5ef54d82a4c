"""The five-slot micro F of the neural papers (Du, Rush and Cardie 2021) on the ``gtt-`` parts.

Templates are aligned one to one for the most agreement, and only where their incident types are equal. Counted are one item
a template for its type, and one an entity for PerpInd, PerpOrg, Target, Victim and Weapon; an entity is right where its
words are those of any mention of an entity of the aligned template, each entity of the key being found once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from communique.evaluation.counts import Counts
from communique.evaluation.results import Tally
from communique.evaluation.suites.muc4.assign import assign
from communique.evaluation.suites.muc4.template import Template

FROM_SLOT: Mapping[str, str] = MappingProxyType(
    {
        "PerpInd": "PERP: INDIVIDUAL ID",
        "PerpOrg": "PERP: ORGANIZATION ID",
        "Target": "PHYS TGT: ID",
        "Victim": "HUM TGT: NAME",
        "Weapon": "INCIDENT: INSTRUMENT ID",
    }
)
"""The slots of the cut, and the full slots that they were made from (Victim holds names only)."""
TYPE = "incident type"
BY_SLOT = "by slot, five-slot cut"
FIGURE = "five slots"


@dataclass(frozen=True, slots=True)
class Cut:
    """The incident type, and by slot its entities, each with its mentions."""

    type: str
    entities: Mapping[str, tuple[frozenset[str], ...]]


def gold_cut(raw: Mapping[str, Any]) -> Cut:
    """A template of a ``gtt-`` part. Raises ``KeyError`` where a slot is missing."""
    entities = {
        slot: tuple(frozenset(_plain(mention[0]) for mention in entity) for entity in raw[slot]) for slot in FROM_SLOT
    }
    return Cut(raw["incident_type"].lower(), entities)


def cut(template: Template) -> Cut:
    """The five slots of a full template; each fill an entity of one mention."""
    entities = {
        slot: tuple(frozenset((_plain(fill.values[0]),)) for fill in template.fills(full))
        for slot, full in FROM_SLOT.items()
    }
    return Cut((template.first("INCIDENT: TYPE") or "").lower(), entities)


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("[", "(").replace("]", ")").split()).strip("\"' .,")


def score_report(found: Sequence[Cut], wanted: Sequence[Cut], text: str, tally: Tally) -> None:
    """Align and count, by slot and in all."""
    pairs = assign([[_agreement(ours, key) for key in wanted] for ours in found])
    _add(tally, TYPE, Counts(len(pairs), len(found), len(wanted)))
    for slot in FROM_SLOT:
        right = sum(_right(found[ours].entities[slot], wanted[key].entities[slot]) for ours, key in pairs)
        actual, possible = (sum(len(each.entities[slot]) for each in side) for side in (found, wanted))
        _add(tally, slot, Counts(right, actual, possible))
    _note(found, wanted, dict(pairs), text, tally)


def _add(tally: Tally, slot: str, counts: Counts) -> None:
    tally.add(FIGURE, counts)
    tally.add(slot, counts, group=BY_SLOT)


def _agreement(found: Cut, wanted: Cut) -> float:
    if found.type != wanted.type:
        return 0.0
    return 1.0 + sum(_right(found.entities[slot], wanted.entities[slot]) for slot in FROM_SLOT)


def _right(found: Sequence[frozenset[str]], wanted: Sequence[frozenset[str]]) -> int:
    return len(assign([[float(bool(ours & key)) for key in wanted] for ours in found]))


def _note(found: Sequence[Cut], wanted: Sequence[Cut], pairs: Mapping[int, int], text: str, tally: Tally) -> None:
    for index, template in enumerate(wanted):
        if index not in pairs.values():
            tally.slip(TYPE, text[:200], wanted=template.type)
    for index, template in enumerate(found):
        key = wanted[pairs[index]] if index in pairs else None
        if key is None:
            tally.slip(TYPE, text[:200], found=template.type)
            continue
        for slot in FROM_SLOT:
            if _right(template.entities[slot], key.entities[slot]) < max(
                len(template.entities[slot]), len(key.entities[slot])
            ):
                tally.slip(slot, text[:200], _named(key.entities[slot]), _named(template.entities[slot]))


def _named(entities: Sequence[frozenset[str]]) -> str:
    return " + ".join(" / ".join(sorted(entity)) for entity in entities)
