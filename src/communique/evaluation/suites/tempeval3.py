"""Suite ``tempeval3``: time expressions found in news and their TIMEX3 values, scored as TempEval-3 (task A) scored them.

UzZaman and others, "SemEval-2013 Task 1: TempEval-3" (2013), section 4.1: relaxed is any overlap, strict the same span, and
the F1 of an attribute is the relaxed F1 times the share of the overlapping whose attribute is the gold's, letter by letter.
"""

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

import communique.coding.times  # noqa: F401  registers the component
from communique.coding.base import new_parser
from communique.coding.layers import TimeMention
from communique.evaluation.counts import Counts
from communique.evaluation.gold_files import part
from communique.evaluation.results import Result, Tally
from communique.evaluation.suite import Run, Suite
from communique.evaluation.suites.tempeval3_gold import GoldDocument, Timex, load
from communique.model import Report
from communique.reading.parsing_text import text_for_parsing

OUTSIDE = frozenset(("since", "until", "till", "by", "for", "from", "between"))
"""Our record keeps the word that makes a day the end of a span; TIMEX3 marks the day alone (annotation guidelines 1.2.1, 2.2)."""
COUNTED_FROM = frozenset(("after", "before"))
"""In "two days after the raid" TIMEX3 marks "two days", a duration; the word beside is a signal (1.2.1, 2.3)."""
BATCH = 16


def run(asked: Run) -> Result:
    """Read each part's documents, given when they were written, and compare the time expressions of their text."""
    parts = {name: load(part(asked.gold, "tempeval3", name))[: asked.limit] for name in asked.parts}
    documents = [document for found in parts.values() for document in found]
    named = [name for name, found in parts.items() for _ in found]
    tally = Tally()
    for name, document, found in zip(named, documents, read(documents), strict=True):
        tally.start(document.report.id)
        score(document, found, name, tally)
    items = {"documents": len(documents), "time expressions": sum(len(document.times) for document in documents)}
    how = f"end to end, the day of publication given; parts {', '.join(asked.parts)}; reader {asked.reader}"
    return Result("tempeval3", how, items, tally.figures(), tuple(tally.slips))


def read(documents: Iterable[GoldDocument]) -> Iterator[list[Timex]]:
    """The time expressions of each document, as the coder's own component reads them."""
    nlp = new_parser()
    nlp.add_pipe("communique_times")
    docs = nlp.pipe((_doc(document.report, nlp) for document in documents), batch_size=BATCH)
    for doc in docs:
        yield [timex for mention in doc._.times for timex in _timexes(doc, mention)]


def _doc(report: Report, nlp: Language) -> Doc:
    doc = nlp.make_doc(text_for_parsing(report))
    doc._.report = report
    return doc


def _timexes(doc: Doc, mention: TimeMention) -> Iterator[Timex]:
    """One of our time expressions as TIMEX3 has it: two for a range, a length beside a happening that it is counted from."""
    if mention.parts:
        for inner in mention.parts:
            yield from _timexes(doc, inner)
        return
    words = doc[mention.start : mention.end]
    if len(words) > 1 and words[0].lower_ in OUTSIDE:
        words = words[1:]
    kind = mention.kind.upper()
    if len(words) > 1 and words[-1].lower_ in COUNTED_FROM and (mention.value or "").startswith("P"):
        words, kind = words[:-1], "DURATION"
    yield Timex(words.start_char, words.end_char, kind, mention.value)


def pair(found: list[Timex], gold: tuple[Timex, ...]) -> list[tuple[Timex, Timex]]:
    """Each gold expression with one of ours that overlaps it, the same span first, each of ours once."""
    pairs, left = [], list(found)
    for wanted in gold:
        over = [timex for timex in left if timex.start < wanted.end and wanted.start < timex.end]
        if over:
            best = max(over, key=lambda timex: _same_span(timex, wanted))
            left.remove(best)
            pairs.append((best, wanted))
    return pairs


def _same_span(a: Timex, b: Timex) -> bool:
    return (a.start, a.end) == (b.start, b.end)


def score(document: GoldDocument, found: list[Timex], group: str, tally: Tally) -> None:
    """Count one document, in all and in its part."""
    gold = document.times
    pairs = pair(found, gold)
    right = {
        "relaxed": len(pairs),
        "strict": sum(_same_span(ours, wanted) for ours, wanted in pairs),
        "value": sum(_same_value(ours, wanted) for ours, wanted in pairs),
        "type": sum(ours.type == wanted.type for ours, wanted in pairs),
    }
    for name, number in right.items():
        tally.add(name, Counts(number, len(found), len(gold)))
        tally.add(name, Counts(number, len(found), len(gold)), group)
    tally.add("value of those found", Counts(right["value"], len(pairs), len(pairs)))
    for ours, wanted in pairs:
        tally.add(wanted.type, Counts(int(_same_value(ours, wanted)), 1, 1), "value of those found, by type")
    _note(document, found, pairs, tally)


def _same_value(ours: Timex, wanted: Timex) -> bool:
    """Letter by letter; what the gold leaves without a value cannot be right."""
    return wanted.value is not None and ours.value == wanted.value


def _note(document: GoldDocument, found: list[Timex], pairs: list[tuple[Timex, Timex]], tally: Tally) -> None:
    text, published = document.report.text, document.report.published
    for wanted in document.times:
        if wanted not in [gold for _, gold in pairs]:
            tally.slip("relaxed", _window(text, wanted), wanted=text[wanted.start : wanted.end])
    for ours in found:
        if ours not in [own for own, _ in pairs]:
            tally.slip("relaxed", _window(text, ours), found=text[ours.start : ours.end])
    for ours, wanted in pairs:
        if not _same_span(ours, wanted):
            tally.slip("strict", _window(text, wanted), *(text[timex.start : timex.end] for timex in (wanted, ours)))
        if not _same_value(ours, wanted):
            tally.slip("value", f"({published}) {_window(text, wanted)}", wanted.value, ours.value)


def _window(text: str, timex: Timex) -> str:
    return f"{text[max(0, timex.start - 60) : timex.start]}[{text[timex.start : timex.end]}]{text[timex.end :][:40]}"


SUITE = Suite("tempeval3", "time expressions and their TIMEX3 values", "tempeval3", ("timebank", "aquaint"), run)
