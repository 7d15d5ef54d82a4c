"""Suite ``events``: the whole record, end to end, against gold in the codebook's own form."""

import msgspec

from communique.coding.pipeline import load as load_coder
from communique.evaluation.gold_files import part
from communique.evaluation.results import Result, Tally
from communique.evaluation.suite import Run, Suite
from communique.evaluation.suites.event_gold import GoldReport, load
from communique.evaluation.suites.event_scores import score_report


def run(asked: Run) -> Result:
    """Code every report of the parts and compare, event by event and field by field."""
    gold = [item for name in asked.parts for item in load(part(asked.gold, "events", name))[: asked.limit]]
    tally = compare(gold, asked.reader)
    items = {"reports": len(gold), "events": sum(len(item.events) for item in gold)}
    return Result("events", f"end to end, reader {asked.reader}", items, tally.figures(), tuple(tally.slips))


def compare(gold: list[GoldReport], reader: str = "rules") -> Tally:
    """Counts and slips over gold reports."""
    coder, tally = load_coder(reader=reader), Tally()
    for item in gold:
        tally.start(item.report.id)
        score_report(item, [msgspec.to_builtins(event) for event in coder.code(item.report)], tally)
    return tally


SUITE = Suite("events", "the whole record against the codebook's own gold", "events", ("dev",), run)
