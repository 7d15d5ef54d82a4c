"""Score one response against one key template, slot by slot (scoring guidelines, 3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communique.evaluation.counts import Counts
from communique.evaluation.suites.muc4 import dates, locations, strings, values
from communique.evaluation.suites.muc4.assign import assign
from communique.evaluation.suites.muc4.template import SLOTS, Fill, Template

NEEDED_FIRST = 1e-6
"""Breaks ties so that a fill of the response goes to one the key asks for, before one that is optional."""
CONTENT = ("PERP: INDIVIDUAL ID", "PERP: ORGANIZATION ID", "PHYS TGT: ID", "PHYS TGT: TYPE")
HUMAN = ("HUM TGT: NAME", "HUM TGT: DESCRIPTION", "HUM TGT: TYPE")


@dataclass(frozen=True, slots=True)
class SlotScore:
    """How many fills are correct, partial, incorrect, spurious (found, not wanted) and missing (wanted, not found)."""

    correct: int = 0
    partial: int = 0
    incorrect: int = 0
    spurious: int = 0
    missing: int = 0

    @property
    def counts(self) -> Counts:
        """Possible are all but the spurious, actual all but the missing; a partial one counts half as right."""
        right = self.correct + 0.5 * self.partial
        paired = self.correct + self.partial + self.incorrect
        return Counts(right, paired + self.spurious, paired + self.missing)


def fill_credit(slot: str, found: Fill, wanted: Fill) -> float:
    """1, 0.5 or 0 for one fill; a right value with another cross-reference is partial (3.1.2, 3.2.19)."""
    value = _value_credit(slot, found.values[0], wanted.values)
    return 0.5 if value == 1 and not same_tag(found.tags, wanted.tags) else value


def _value_credit(slot: str, found: str, wanted: Iterable[str]) -> float:
    match SLOTS[slot]:
        case "date":
            return dates.credit(found, wanted)
        case "location":
            return locations.credit(found, wanted)
        case "set":
            return values.set_credit(slot, found, wanted)
        case "number":
            return values.number_credit(found, wanted)
        case kind:
            return strings.credit(found, wanted, kind)


def same_tag(found: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether a cross-reference is fully correct; a key without one asks for none."""
    if not wanted or not found:
        return not wanted and not found
    return any(strings.credit(found[0], wanted, kind) == 1 for kind in ("name", "description"))


def score_slot(slot: str, found: Sequence[Fill], wanted: Sequence[Fill]) -> SlotScore:
    """Pair the fills of a slot for the most credit; what is left over is incorrect in pairs, then spurious or missing."""
    given = [[fill_credit(slot, ours, key) for key in wanted] for ours in found]
    weights = [
        [value and value + NEEDED_FIRST * (not key.optional) for value, key in zip(row, wanted, strict=True)]
        for row in given
    ]
    pairs = assign(weights)
    got = [given[row][column] for row, column in pairs]
    paired = {column for _, column in pairs}
    needed = sum(not key.optional for column, key in enumerate(wanted) if column not in paired)
    left, keys_left = len(found) - len(pairs), len(wanted) - len(pairs)
    wrong = min(left, keys_left)
    return SlotScore(got.count(1.0), got.count(0.5), wrong, left - wrong, max(0, needed - wrong))


def score(found: Template | None, wanted: Template | None) -> dict[str, SlotScore]:
    """Every slot of a pair of templates; of one without the other, all its fills are spurious or missing."""
    empty = Template({})
    ours, key = found or empty, wanted or empty
    return {slot: score_slot(slot, ours.fills(slot), key.fills(slot)) for slot in SLOTS}


def may_align(found: Template, wanted: Template) -> bool:
    """The content-based condition (3.2.1): the type and a perpetrator or target match at least partially."""
    if not _any("INCIDENT: TYPE", found, wanted):
        return False
    return any(_any(slot, found, wanted) for slot in (*CONTENT, *HUMAN))


def _any(slot: str, found: Template, wanted: Template) -> bool:
    return any(fill_credit(slot, ours, key) > 0 for ours in found.fills(slot) for key in wanted.fills(slot))


def align(found: Sequence[Template], wanted: Sequence[Template]) -> list[tuple[int, int]]:
    """Pairs of templates, one to one, of the greatest total credit among those that may be aligned."""
    return assign([[_total(ours, key) if may_align(ours, key) else 0.0 for key in wanted] for ours in found])


def _total(found: Template, wanted: Template) -> float:
    return sum(slot.counts.right for slot in score(found, wanted).values())
