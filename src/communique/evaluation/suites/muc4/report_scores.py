"""Score the templates of one report and add them to the tally, in the rows of the official summary."""

from collections.abc import Sequence

from communique.evaluation.counts import Counts
from communique.evaluation.results import Tally
from communique.evaluation.suites.muc4.scoring import SlotScore, align, score
from communique.evaluation.suites.muc4.template import SLOTS, Fill, Template

BY_SLOT = "by slot"


def score_report(found: Sequence[Template], wanted: Sequence[Template], text: str, tally: Tally) -> None:
    """Align, and count every slot: of aligned templates, of missing ones (unless optional) and of spurious ones."""
    pairs = align(found, wanted)
    aligned = [(found[ours], wanted[key]) for ours, key in pairs]
    mine, keys = {ours for ours, _ in pairs}, {key for _, key in pairs}
    spurious = [template for index, template in enumerate(found) if index not in mine]
    missing = [template for index, template in enumerate(wanted) if index not in keys and not template.optional]
    matched = _sum([score(ours, key) for ours, key in aligned])
    only_key = _sum([score(None, template) for template in missing])
    only_ours = _sum([score(template, None) for template in spurious])
    for slot in SLOTS:
        both = matched[slot] + only_key[slot]
        tally.add("all slots", both + only_ours[slot])
        tally.add("all slots: matched only", matched[slot])
        tally.add("all slots: matched and missing", both)
        tally.add("all slots: matched and spurious", matched[slot] + only_ours[slot])
        tally.add(slot, both + only_ours[slot], group=BY_SLOT)
    tally.add("templates", Counts(len(pairs), len(found), len(aligned) + len(missing)))
    relevant = any(not template.optional for template in wanted)
    if relevant or not wanted:
        tally.add("relevant reports", Counts(bool(found) and relevant, bool(found), relevant))
    _note(aligned, missing, spurious, text, tally)


def _sum(scores: Sequence[dict[str, SlotScore]]) -> dict[str, Counts]:
    return {slot: sum((each[slot].counts for each in scores), Counts()) for slot in SLOTS}


def _note(
    aligned: Sequence[tuple[Template, Template]],
    missing: Sequence[Template],
    spurious: Sequence[Template],
    text: str,
    tally: Tally,
) -> None:
    for template in missing:
        tally.slip("template missing", text[:300], wanted=brief(template))
    for template in spurious:
        tally.slip("template spurious", text[:300], found=brief(template))
    for ours, key in aligned:
        for slot, result in score(ours, key).items():
            if result.counts.right < max(result.counts.found, result.counts.wanted):
                about = f"[{key.first('INCIDENT: TYPE')}] {brief(key)}"
                tally.slip(slot, about, _written(key.fills(slot)), _written(ours.fills(slot)))


def brief(template: Template) -> str:
    """The type, date, place, perpetrators and targets in a line."""
    slots = ("INCIDENT: TYPE", "INCIDENT: DATE", "INCIDENT: LOCATION", "PERP: INDIVIDUAL ID", "PERP: ORGANIZATION ID")
    named = (*slots, "PHYS TGT: ID", "HUM TGT: NAME", "HUM TGT: DESCRIPTION")
    return "; ".join(_written(template.fills(slot)) or "" for slot in named if template.fills(slot))


def _written(fills: Sequence[Fill]) -> str | None:
    texts = [" / ".join(fill.values) + (f" [{' / '.join(fill.tags)}]" if fill.tags else "") for fill in fills]
    return " + ".join(texts) or None
