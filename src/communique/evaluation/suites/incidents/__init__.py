"""Suite ``incidents``: what reports of one incident say of its losses, day and town, and whether they are joined."""

from collections.abc import Iterable, Sequence

from communique.coding.pipeline import load as load_coder
from communique.evaluation.gold_files import part
from communique.evaluation.results import Result
from communique.evaluation.suite import Run, Suite
from communique.evaluation.suites.incidents import joining
from communique.evaluation.suites.incidents.figures import Answer, score
from communique.evaluation.suites.incidents.gold import GoldReport, load
from communique.evaluation.suites.incidents.main_incident import Told, told

HOW = (
    "end to end, reader {reader}; what a report says is composed of our events of it (the violent event told most, with those "
    "that contradict it neither by day nor by town); no toll counts as 0, which is right where the register has nobody; the "
    "register is final and may know more than the report; the linking's weights are fitted on half of the incidents of "
    "gva-dev, and the other half has rows of its own; intervals over incidents"
)


def run(asked: Run) -> Result:
    """Code every report of the parts; compare what each says with the register, and our joining with its incidents."""
    gold = [report for name in asked.parts for report in load(part(asked.gold, "incidents", name), asked.limit)]
    answers = answer_all(gold, asked.reader)
    tally = score(answers)
    joined = joining.groups(answers)
    items = {"reports": len(gold), "incidents": len({report.incident for report in gold})}
    figures = (*tally.figures(), *joining.figures(answers, joined, joining.groups(answers, given=True)))
    slips = (*tally.slips, *joining.slips(answers, joined))
    return Result("incidents", HOW.format(reader=asked.reader), items, figures, slips)


def answer_all(gold: Sequence[GoldReport], reader: str) -> list[Answer]:
    """Each report with the incident that our events of it make."""
    coder = load_coder(reader=reader)
    coded = coder.stream(report for item in gold if (report := item.report) is not None)
    return list(_answers(gold, (told(events) for _, events in coded)))


def _answers(gold: Iterable[GoldReport], read: Iterable[Told]) -> Iterable[Answer]:
    """The reports that were read with what was read of them, in one order; the others with nothing."""
    waiting = iter(read)
    for item in gold:
        yield Answer(item, next(waiting) if item.report is not None else Told())


SUITE = Suite(
    "incidents", "losses, day, town and joining of the reports of one incident", "incidents", ("gva-dev",), run
)
