"""Suite ``wikievents``: triggers, their types and arguments in the KAIROS ontology, from our mentions of events."""

import functools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import yaml

from communique.codebook.types import load_codebook
from communique.coding.pipeline import load as load_coder
from communique.evaluation.counts import Counts
from communique.evaluation.results import Result, Tally
from communique.evaluation.suite import Run, Suite
from communique.evaluation.suites.wikievents_gold import Argument, Document, Trigger, load
from communique.evaluation.suites.wikievents_reading import Filler, Found, found, overlap
from communique.model import Span

HOW = (
    "end to end from the sentences of each document, reader {reader}; of the {all} triggers {inside} are of a type that "
    "our codebook has, the rest are left out on both sides ({outside}); an argument is right "
    "where its field of ours holds the last word of the mention that the key names; "
    "on matched triggers: those found with their type"
)
Slot = str
LOSSES = ("killed", "injured")


@dataclass(frozen=True, slots=True)
class Ontology:
    """Our types by KAIROS type or the first parts of one, and the field of ours by role."""

    types: Mapping[str, frozenset[str]]
    roles: Mapping[str, Slot]

    def ours(self, kairos: str) -> frozenset[str]:
        """Our types for a KAIROS type; none where it is out of the codebook."""
        parts = kairos.split(".")
        names = (".".join(parts[:size]) for size in range(len(parts), 0, -1))
        return next((self.types[name] for name in names if name in self.types), frozenset())


@functools.cache
def ontology() -> Ontology:
    """The packaged table. Raises ``KeyError`` where it names a type that the codebook has not."""
    source = resources.files("communique.evaluation") / "data" / "wikievents" / "kairos.yaml"
    raw = yaml.safe_load(source.read_text(encoding="utf-8"))
    unknown = {name for names in raw["types"].values() for name in names} - set(load_codebook().types) - set(LOSSES)
    if unknown:
        raise KeyError(f"wikievents/kairos.yaml: no type {', '.join(sorted(unknown))}")
    types = {name: frozenset(names) for name, names in raw["types"].items()}
    return Ontology(types, {role: slot for slot, roles in raw["roles"].items() for role in roles})


def run(asked: Run) -> Result:
    """Code every document of the parts and score triggers and arguments."""
    documents = [each for name in asked.parts for each in load(asked.gold, name)[: asked.limit]]
    tally, coder, table = Tally(), load_coder(reader=asked.reader), ontology()
    for each in documents:
        tally.start(each.report.id)
        score(each, found(coder.analyse(each.report)), table, tally)
    triggers = [trigger for each in documents for trigger in each.triggers]
    inside = sum(bool(table.ours(trigger.type)) for trigger in triggers)
    outside = Counter(trigger.type for trigger in triggers if not table.ours(trigger.type))
    items = {"documents": len(documents), "triggers": len(triggers), "of the codebook's types": inside}
    listed = ", ".join(f"{name} {count}" for name, count in outside.most_common())
    how = HOW.format(reader=asked.reader, all=len(triggers), inside=inside, outside=listed or "none")
    return Result("wikievents", how, items, tally.figures(), tuple(tally.slips))


def score(document: Document, ours: Sequence[Found], table: Ontology, tally: Tally) -> None:
    """Count one document. Ours that stand on a trigger out of the codebook are left out."""
    wanted = [each for each in document.triggers if table.ours(each.type)]
    pairs = matched(wanted, ours, table)
    taken = {id(each) for _, each in pairs}
    outside = [each.span for each in document.triggers if not table.ours(each.type)]
    counted = [each for each in ours if id(each) in taken or not any(overlap(each.span, span) for span in outside)]
    typed = [pair for pair in pairs if fits(*pair, table)]
    tally.add("trigger found", Counts(len(pairs), len(counted), len(wanted)))
    tally.add("trigger with type", Counts(len(typed), len(counted), len(wanted)))
    _by_type(wanted, typed, tally)
    _slips(document, wanted, pairs, counted, table, tally)
    _arguments(wanted, counted, typed, table, tally)


def fits(trigger: Trigger, one: Found, table: Ontology) -> bool:
    """Whether one of our types may stand for the trigger's."""
    return bool(table.ours(trigger.type) & one.types)


def matched(wanted: Sequence[Trigger], ours: Sequence[Found], table: Ontology) -> list[tuple[Trigger, Found]]:
    """Each trigger with the first of ours that overlaps it, of a fitting type if there is one; each of ours once."""
    pairs: list[tuple[Trigger, Found]] = []
    taken: set[int] = set()
    for strict in (True, False):
        for trigger in wanted:
            if any(trigger is done for done, _ in pairs):
                continue
            near = (each for each in ours if id(each) not in taken and overlap(each.span, trigger.span))
            one = next((each for each in near if not strict or fits(trigger, each, table)), None)
            if one is not None:
                taken.add(id(one))
                pairs.append((trigger, one))
    return pairs


def _by_type(wanted: Sequence[Trigger], typed: Sequence[tuple[Trigger, Found]], tally: Tally) -> None:
    for trigger in wanted:
        right = any(trigger is done for done, _ in typed)
        tally.add(".".join(trigger.type.split(".")[:2]), Counts(right, 1, 1), "share of triggers found with type")


def _slips(
    document: Document,
    wanted: Sequence[Trigger],
    pairs: Sequence[tuple[Trigger, Found]],
    counted: Sequence[Found],
    table: Ontology,
    tally: Tally,
) -> None:
    text = document.report.text
    by_trigger = {id(trigger): one for trigger, one in pairs}
    for trigger in wanted:
        one = by_trigger.get(id(trigger))
        if one is None or not fits(trigger, one, table):
            types = None if one is None else ", ".join(sorted(one.types))
            tally.slip("trigger", around(text, trigger.span), f"{trigger.type}: {text[slice(*trigger.span)]}", types)
    for one in counted:
        if all(one is not other for _, other in pairs):
            told = f"{', '.join(sorted(one.types))}: {text[slice(*one.span)]}"
            tally.slip("trigger", around(text, one.span), None, told)


def around(text: str, span: Span) -> str:
    """The words round a trigger, 80 characters each way."""
    return text[max(0, span[0] - 80) : span[1] + 80]


def _arguments(
    wanted: Sequence[Trigger],
    counted: Sequence[Found],
    typed: Sequence[tuple[Trigger, Found]],
    table: Ontology,
    tally: Tally,
) -> None:
    """End to end every argument of ours and of the key counts; on matched triggers only theirs."""
    right = sum((argument_counts(*pair, table) for pair in typed), Counts())
    ours = sum(len(fillers) for one in counted for fillers in one.slots.values())
    tally.add("arguments", Counts(right.right, ours, sum(len(asked(each, table)) for each in wanted)))
    tally.add("arguments, on matched triggers", right)
    for trigger, one in typed:
        for slot in ("initiators", "recipients", "place", "weapon"):
            tally.add(slot, argument_counts(trigger, one, table, slot), "by field, on matched triggers")


def asked(trigger: Trigger, table: Ontology) -> list[Argument]:
    """The arguments in roles that a field of ours may hold."""
    return [each for each in trigger.arguments if each.role in table.roles]


def argument_counts(trigger: Trigger, one: Found, table: Ontology, only: Slot | None = None) -> Counts:
    """Arguments right, found and wanted of a trigger and ours; of one field where ``only`` says so (mutual acts left out)."""
    wanted = [each for each in asked(trigger, table) if only is None or table.roles[each.role] == only]
    left = [
        (slot, filler)
        for slot, fillers in one.slots.items()
        if only in (None, slot)
        for filler in sorted(fillers, key=min)
    ]
    total, right = len(left), 0
    for argument in wanted:
        slot = table.roles[argument.role]
        fields = ("initiators", "recipients") if slot == "sides" else (slot,)
        hit = next(((name, filler) for name, filler in left if name in fields and holds(filler, argument)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return Counts(right, total, len(wanted))


def holds(filler: Filler, argument: Argument) -> bool:
    """Whether any stretch of a filler holds the end of the argument's mention, where its head mostly stands."""
    return any(start < argument.span[1] <= end for start, end in filler)


SUITE = Suite(
    "wikievents", "event triggers, types and arguments (WikiEvents, KAIROS ontology)", "wikievents", ("dev",), run
)
