"""Suite ``plover``: the PLOVER root of what passes between a marked source and target, from our events of the sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communique.coding.pipeline import Coder
from communique.coding.pipeline import load as load_coder
from communique.evaluation.counts import Counts
from communique.evaluation.results import Figure, Result, Slip, measured, share
from communique.evaluation.suite import Run, Suite
from communique.evaluation.suites.plover_gold import Marked, load
from communique.evaluation.suites.plover_projection import Projection, load_projection
from communique.model import Event, Report, Span

HOW = (
    "end to end from the raw sentence, reader {reader}; the gold's source and target spans only choose which of our "
    "events of the sentence is scored: the one whose sides overlap them most; none that overlaps counts as a miss"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One pair with what we say of it. ``root`` is null where no event of ours has a side that is marked."""

    marked: Marked
    event: Event | None
    root: str | None
    source: bool
    target: bool
    among: bool
    """Whether any event of the sentence is of the gold's root, whoever its sides."""


def run(asked: Run) -> Result:
    """Code every sentence of the parts; the first part's figures are the main ones, those of others a group each."""
    coder, projection = load_coder(reader=asked.reader), load_projection()
    figures: list[Figure] = []
    slips: list[Slip] = []
    items: dict[str, int] = {}
    for index, name in enumerate(asked.parts):
        answers = answer_all(load(asked.gold, name)[: asked.limit], coder, projection)
        items[name] = len(answers)
        figures.extend(figures_of(answers, projection, name if index else ""))
        slips.extend(slip for answer in answers if (slip := _slip(answer)) is not None)
    return Result("plover", HOW.format(reader=asked.reader), items, tuple(figures), tuple(slips))


def answer_all(pairs: Sequence[Marked], coder: Coder, projection: Projection) -> list[Answer]:
    """What our events of each sentence say of its pair; a sentence with several pairs is coded once."""
    reports = [Report(id=str(number), text=text) for number, text in enumerate(dict.fromkeys(p.text for p in pairs))]
    events = {report.text: events for report, events in coder.stream(reports)}
    return [answer(pair, events[pair.text], projection) for pair in pairs]


def answer(pair: Marked, events: Sequence[Event], projection: Projection) -> Answer:
    """The event of the sentence whose sides are marked, and its root."""
    chosen = choose(pair, events)
    roots = {projection.root(event) for event in events}
    if chosen is None:
        return Answer(pair, None, None, False, not pair.targets, pair.root in roots)
    source = overlap(pair.sources, side_spans(chosen, "initiators"))
    target = not pair.targets or overlap(pair.targets, side_spans(chosen, "recipients"))
    return Answer(pair, chosen, projection.root(chosen), source, target, pair.root in roots)


def choose(pair: Marked, events: Sequence[Event]) -> Event | None:
    """The event whose sides overlap the marked spans most; of equals the one nearest after the source; null if none."""
    fitting = [event for event in events if _fit(pair, event) > 0]
    return min(fitting, key=lambda event: (-_fit(pair, event), _distance(pair, event)), default=None)


def _fit(pair: Marked, event: Event) -> float:
    """2 for each marked side in its role, 1 for one in the other role, .5 for a target that we read as the place."""
    initiators, recipients = side_spans(event, "initiators"), side_spans(event, "recipients")
    place = [event.evidence[key] for key in ("place.text",) if key in event.evidence]
    straight = 2.0 * overlap(pair.sources, initiators) + 2.0 * overlap(pair.targets, recipients)
    crossed = 1.0 * overlap(pair.sources, recipients) + 1.0 * overlap(pair.targets, initiators)
    return max(straight, crossed) + 0.5 * overlap(pair.targets, place)


def _distance(pair: Marked, event: Event) -> float:
    """Characters from the end of the source to the anchor; a root clause's verb mostly stands right after its subject."""
    if not pair.sources:
        return 0.0
    gap = event.evidence["anchor"][0] - pair.sources[0][1]
    return gap if gap >= 0 else -2.0 * gap


def side_spans(event: Event, side: str) -> list[Span]:
    """Where the actors of a side stand: as named, and as told of here."""
    return [span for path, span in event.evidence.items() if path.startswith(f"{side}[")]


def overlap(marked: Iterable[Span], ours: Sequence[Span]) -> bool:
    """Whether any span of one overlaps any of the other by a character."""
    return any(a < d and c < b for a, b in marked for c, d in ours)


def figures_of(answers: Sequence[Answer], projection: Projection, group: str) -> list[Figure]:
    """All figures of one part."""
    quads = {root: str(number) for root, number in projection.quads.items()}
    pairs = [(item.marked.root, item.root) for item in answers]
    by_quad = [(quads.get(gold, gold), quads.get(ours or "", ours)) for gold, ours in pairs]
    found = [
        measured("root macro F1", pairs, macro_f1, group=group),
        share("root accuracy", [gold == ours for gold, ours in pairs], group),
        measured("quad macro F1", by_quad, macro_f1, group=group),
        share("quad accuracy", [gold == ours for gold, ours in by_quad], group),
        share("an event between the marked sides", [item.event is not None for item in answers], group),
        share("source is an initiator", [item.source for item in answers], group),
        share("target is a recipient", [item.target for item in answers if item.marked.targets], group),
        share("gold root among all events of the sentence", [item.among for item in answers], group),
    ]
    return found + ([] if group else [_of_root(root, pairs) for root in sorted({gold for gold, _ in pairs})])


def macro_f1(pairs: Sequence[tuple[str, str | None]]) -> float:
    """The mean of the classes' F1 over the classes that the gold has."""
    classes = {gold for gold, _ in pairs}
    return sum(class_counts(name, pairs).f1 for name in classes) / len(classes) if classes else 0.0


def class_counts(name: str, pairs: Sequence[tuple[str, str | None]]) -> Counts:
    """Right, found and wanted of one class."""
    right = sum(gold == ours == name for gold, ours in pairs)
    return Counts(right, sum(ours == name for _, ours in pairs), sum(gold == name for gold, _ in pairs))


def _of_root(root: str, pairs: Sequence[tuple[str, str | None]]) -> Figure:
    figure = measured(root, pairs, lambda some: class_counts(root, some).f1, group="by root")
    return Figure(root, figure.value, figure.low, figure.high, "f1", class_counts(root, pairs), "by root")


def _slip(item: Answer) -> Slip | None:
    if item.root == item.marked.root:
        return None
    ours = None if item.event is None else f"{item.root} ({item.event.type}: {item.event.anchor})"
    return Slip("root", item.marked.id, " ".join(item.marked.text.split()), item.marked.root, ours)


SUITE = Suite(
    "plover",
    "the PLOVER event between a marked source and target",
    "plover",
    ("plv-train", "plover-gsr"),
    run,
)
