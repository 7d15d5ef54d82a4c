"""Suite ``event-location``: which place names of a sentence belong to a given event word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
from spacy.language import Language
from spacy.tokens import Doc, Span

import communique.coding.places  # noqa: F401  registers the factory
from communique.coding.base import new_parser
from communique.coding.learned import load_model
from communique.coding.learned.held_out import PERCENT, TRAINED_PARTS, held_out
from communique.coding.learned.whereabouts import scored_places
from communique.coding.whereabouts import places_of
from communique.evaluation.counts import Counts
from communique.evaluation.gold_files import GoldError, part, rows
from communique.evaluation.results import Result, Tally
from communique.evaluation.suite import Run, Suite
from communique.model import Report
from communique.reading.parsing_text import text_for_parsing

BATCH = 64
TOKEN = re.compile(r"\w+|[^\w\s]")
"""Words and single marks."""
Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence, the offsets of its event word, and those of the places that belong to it."""

    id: str
    text: str
    event: tuple[int, int]
    places: tuple[tuple[int, int], ...]
    source: str


class _Span(msgspec.Struct):
    start: int
    end: int
    label: str


class _Row(msgspec.Struct):
    text: str
    spans: list[_Span]
    source: str = ""


def load(path: Path) -> list[GoldSentence]:
    """Every sentence of a part. Raises ``GoldError`` on a row that has no event word or a span outside the text."""
    return [_sentence(path, number, row) for number, row in enumerate(rows(path), 1)]


def _sentence(path: Path, number: int, raw: object) -> GoldSentence:
    try:
        row = msgspec.convert(raw, _Row)
    except msgspec.ValidationError as error:
        raise GoldError(f"{path}, row {number}: {error}") from error
    events = [(span.start, span.end) for span in row.spans if span.label == "VERB"]
    places = tuple((span.start, span.end) for span in row.spans if span.label == "LOCATION")
    if not events or any(end > len(row.text) or start > end for start, end in (*events, *places)):
        raise GoldError(f"{path}, row {number}: no VERB, or a span outside the text")
    return GoldSentence(str(number), row.text, events[0], places, row.source)


def tokens(text: str, spans: Spans | tuple[tuple[int, int], ...]) -> set[int]:
    """Where the words and marks start that overlap a span; spaces overlap nothing."""
    starts = [(match.start(), match.end()) for match in TOKEN.finditer(text)]
    return {start for start, end in starts if any(first < end and start < last for first, last in spans)}


def is_broken(sentence: GoldSentence) -> bool:
    """Whether a place is marked within a word or on no word: its offsets have slipped, and what was meant is lost."""
    for start, end in sentence.places:
        if not sentence.text[start:end].strip():
            return True
        if any(0 < at < len(sentence.text) and _within_word(sentence.text, at) for at in (start, end)):
            return True
    return False


def _within_word(text: str, at: int) -> bool:
    return text[at - 1].isalnum() and text[at].isalnum()


def run(asked: Run) -> Result:
    """Read each sentence, ask for the places of the given word, and compare tokens."""
    gold = [item for name in asked.parts for item in _asked(asked, name)[: asked.limit]]
    whole = [item for item in gold if not is_broken(item)]
    tally = Tally()
    for item, found in zip(whole, read(whole, asked.reader), strict=True):
        tally.start(item.id)
        score(item, found, tally)
    items = {
        "sentences": len(whole),
        "sentences left out, whose marks have slipped": len(gold) - len(whole),
        "places": sum(len(item.places) for item in whole),
    }
    how = f"the gold's event word is given, the places are found; parts {', '.join(asked.parts)}; reader {asked.reader}"
    if asked.reader != "rules" and TRAINED_PARTS & set(asked.parts):
        how += f"; of the part it was trained on, only the {PERCENT} % that were kept from training"
    return Result("event-location", how, items, tally.figures(), tuple(tally.slips))


def _asked(asked: Run, name: str) -> list[GoldSentence]:
    """The sentences of a part; where the learned reader was trained on the part, those that it never saw."""
    found = load(part(asked.gold, "event-location", name))
    if asked.reader == "rules" or name not in TRAINED_PARTS:
        return found
    return [item for item in found if held_out(item.text)]


def read(gold: list[GoldSentence], reader: str) -> Iterator[Spans]:
    """Offsets of the places that the coder gives the event word of each sentence."""
    nlp = new_parser()
    nlp.add_pipe("communique_places")  # the coder's components before and with places: the others are not asked here
    for item, doc in zip(gold, nlp.pipe((_doc(item, nlp) for item in gold), batch_size=BATCH), strict=True):
        event = doc.char_span(*item.event, alignment_mode="expand")
        found = _places(doc, event, reader) if event is not None and len(event) else []
        yield [(doc[start].idx, doc[start:end].end_char) for start, end in found]


def _doc(item: GoldSentence, nlp: Language) -> Doc:
    report = Report(id=item.id, text=item.text)
    doc = nlp.make_doc(text_for_parsing(report))
    doc._.report = report
    return doc


def _places(doc: Doc, event: Span, reader: str) -> list[tuple[int, int]]:
    if reader == "rules":
        return places_of(doc, event.root)
    return scored_places(load_model(), doc, event, with_rules=reader == "both")


def score(item: GoldSentence, found: Spans, tally: Tally) -> None:
    """Count the tokens of one sentence, in all and by whether and from where it is marked."""
    ours, theirs = tokens(item.text, found), tokens(item.text, item.places)
    counts = Counts(len(ours & theirs), len(ours), len(theirs))
    tally.add("tokens", counts)
    tally.add("sentences all right", Counts(int(ours == theirs), 1, 1))
    tally.add("sentences with a place marked" if theirs else "sentences with none marked", counts, "tokens, by mark")
    tally.add(item.source or "unknown", counts, "tokens, by source")
    if ours != theirs:
        event = item.text[slice(*item.event)]
        wanted, got = (_words(item.text, spans) for spans in (item.places, found))
        tally.slip("tokens", f"<{event}> {item.text}", wanted, got)


def _words(text: str, spans: Spans | tuple[tuple[int, int], ...]) -> str | None:
    return ", ".join(text[start:end] for start, end in spans) or None


SUITE = Suite(
    "event-location", "which places of a sentence belong to a given event word", "event-location", ("dev",), run
)
