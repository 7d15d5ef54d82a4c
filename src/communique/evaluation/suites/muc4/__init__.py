"""Suite ``muc4``: templates of the Fourth Message Understanding Conference, end to end from the wire's text.

On parts with full templates the official all-slots scoring of 1992; on the ``gtt-`` parts the five-slot micro F of the
neural papers. The projection from the coder's record to templates is in ``projection``; its weights are fitted on ``dev``.
"""

from communique.coding.pipeline import Coder
from communique.coding.pipeline import load as load_coder
from communique.evaluation.results import Result, Tally
from communique.evaluation.suite import Run, Suite
from communique.evaluation.suites.muc4 import five_slots, report_scores
from communique.evaluation.suites.muc4.gold import Item, load
from communique.evaluation.suites.muc4.projection.limits import limits
from communique.evaluation.suites.muc4.projection.reading import read
from communique.evaluation.suites.muc4.projection.templates import templates
from communique.evaluation.suites.muc4.projection.weights import load as load_weights
from communique.evaluation.suites.muc4.template import Template

PARTS = ("tst1-2", "gtt-dev")
HOW = (
    "end to end, reader {reader}; projection to templates fitted on dev. All slots: the 1992 guidelines applied by rule, no "
    "hand-made judgements, templates aligned for the most credit where type and a perpetrator or target match at least "
    "in part, ALL TEMPLATES (missing and spurious ones count with all their fills; optional ones only where found). Five "
    "slots (gtt- parts): templates aligned where types are equal; one item a template for its type, one an entity; an "
    "entity is right where its words are exactly those of a mention of the key's entity"
)


def run(asked: Run) -> Result:
    """Code every report of the parts, make its templates, and score them as the part's form asks."""
    gold = [item for name in asked.parts for item in load(asked.gold, name)[: asked.limit]]
    tally, coder = Tally(), load_coder(reader=asked.reader)
    for item in gold:
        tally.start(item.report.id)
        _score(item, response(item, coder), tally)
    wanted = sum(len(item.templates or item.cuts or ()) for item in gold)
    items = {"reports": len(gold), "templates": wanted}
    return Result("muc4", HOW.format(reader=asked.reader), items, tally.figures(), tuple(tally.slips))


def response(item: Item, coder: Coder) -> list[Template]:
    """The templates that we make of one report."""
    models, least = load_weights(), limits()
    return templates(read(coder.analyse(item.report), models["same"], least["same"]), models, least)


def _score(item: Item, found: list[Template], tally: Tally) -> None:
    text = " ".join(item.report.text.split())
    if item.templates is not None:
        report_scores.score_report(found, item.templates, text, tally)
    if item.cuts is not None:
        five_slots.score_report([five_slots.cut(template) for template in found], item.cuts, text, tally)


SUITE = Suite("muc4", "incident templates (MUC-4) of 1988-91 wires from Latin America", "muc4", PARTS, run)
