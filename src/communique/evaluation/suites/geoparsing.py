"""Suite ``geoparsing``: place names found in news, and the points that they are resolved to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from communique.coding.base import new_parser
from communique.coding.places import given
from communique.coding.places.grammar import grammar
from communique.evaluation.counts import Counts
from communique.evaluation.gold_files import part
from communique.evaluation.results import Figure, Result, Tally, measured, share
from communique.evaluation.suite import Run, Suite
from communique.evaluation.suites import geoparsing_scores as scores
from communique.evaluation.suites.geoparsing_gold import GoldArticle, GoldName, load
from communique.evaluation.suites.geoparsing_scores import NEAR_KM, FoundName
from communique.gazetteer import Gazetteer
from communique.gazetteer.normalise import normalise
from communique.gazetteer.sources import countries
from communique.model import Place
from communique.reading.parsing_text import text_for_parsing

MARKED = 0.01
"""A set of whose names so many are adjectives of countries ("Malian") marks those; in another one they are not asked for."""
BATCH = 16


@dataclass(slots=True)
class Measured:
    """What is counted over some articles: counts a unit; errors in km on gold spans, on names found, by points alone."""

    tally: Tally
    given: list[float]
    found: list[float]
    points: list[float]


@dataclass(frozen=True, slots=True)
class Read:
    """One article as the program reads it: the names found, and a place for each gold name."""

    gold: GoldArticle
    found: list[FoundName]
    given: list[Place]


def run(asked: Run) -> Result:
    """Find and resolve the names of each part's articles, then resolve the gold's own."""
    parts = {name: load(part(asked.gold, "geoparsing", name))[: asked.limit] for name in asked.parts}
    codes = {name: country.iso2 for country in countries() for name in (*country.aliases, country.name)}
    nlp, gazetteer = new_parser(), Gazetteer.open()
    nlp.add_pipe("communique_places")
    whole, figures = Measured(Tally(), [], [], []), []
    for name, articles in parts.items():
        own = Measured(Tally(), [], [], [])
        adjectives = marks_adjectives(articles, gazetteer)
        for article in read(articles, nlp, gazetteer, adjectives=adjectives):
            for group in (own, whole):
                score(article, codes, group)
        figures.append(_figures(own, name))
    everything = [figure for group in (_figures(whole, ""), *figures) for figure in group]
    return Result("geoparsing", _how(parts, asked), _items(parts), tuple(everything), tuple(whole.tally.slips))


def _how(parts: dict[str, list[GoldArticle]], asked: Run) -> str:
    return (
        "names found: end to end; on gold spans: the gold's names, resolved in the article; "
        f"parts {', '.join(parts)}; reader {asked.reader}; the same GeoNames entry, country or continent is no error; "
        f"a name not resolved is {scores.FARTHEST_KM:,.0f} km off"
    )


def _items(parts: dict[str, list[GoldArticle]]) -> dict[str, int]:
    names = [name for articles in parts.values() for article in articles for name in article.names]
    without = sum(name.point is None for name in names)
    return {
        "articles": sum(map(len, parts.values())),
        "names": len(names),
        "names without coordinates, left out where places are compared": without,
    }


def marks_adjectives(articles: Iterable[GoldArticle], gazetteer: Gazetteer) -> bool:
    """Whether the set marks "Malian" as it marks "Mali"."""
    names = [name for article in articles for name in article.names]
    marked = sum(normalise(name.text) in gazetteer.demonyms for name in names)
    return marked >= MARKED * max(1, len(names))


def read(articles: list[GoldArticle], nlp: Language, gazetteer: Gazetteer, *, adjectives: bool) -> Iterator[Read]:
    """Read every article twice: as it comes, and with the gold's names given."""
    docs = nlp.pipe((_doc(article, nlp) for article in articles), batch_size=BATCH)
    for article, doc in zip(articles, docs, strict=True):
        yield Read(article, _found(doc, adjectives=adjectives), _given(doc, article.names, gazetteer))


def _doc(article: GoldArticle, nlp: Language) -> Doc:
    doc = nlp.make_doc(text_for_parsing(article.report))
    doc._.report = article.report
    return doc


def _found(doc: Doc, *, adjectives: bool) -> list[FoundName]:
    kinds = {"name", "adjective"} if adjectives else {"name"}
    return [
        FoundName(doc[mention.start].idx, doc[mention.start : mention.end].end_char, mention.place)
        for mention in doc._.places
        if mention.kind in kinds
    ]


def _given(doc: Doc, names: Iterable[GoldName], gazetteer: Gazetteer) -> list[Place]:
    spans = [doc.char_span(name.start, name.end, alignment_mode="expand") for name in names]
    return given.resolve(doc, [(span.start, span.end) for span in spans if span is not None], gazetteer, grammar())


def score(article: Read, codes: dict[str, str], group: Measured) -> None:
    """Count one article: spans, then places found, then the gold's names resolved."""
    gold, tally = article.gold.names, group.tally
    tally.start(article.gold.report.id)
    pairs = scores.pair(article.found, gold, exact=False)
    same = scores.pair(article.found, gold, exact=True)
    tally.add("names found", Counts(len(pairs), len(article.found), len(gold)))
    tally.add("names found, exact", Counts(len(same), len(article.found), len(gold)))
    _end_to_end(article, pairs, codes, group)
    for name, place in zip(gold, article.given, strict=True):
        if name.point is not None:
            group.given.append(_error(place, name, codes, tally, "gold spans"))
            group.points.append(scores.error_km(place, name, codes, points_only=True))
    _note(article, pairs, tally)


def _end_to_end(article: Read, pairs: list[tuple[int, int]], codes: dict[str, str], group: Measured) -> None:
    gold = article.gold.names
    placed = [(at, to) for at, to in pairs if gold[to].point is not None]
    errors = [_error(article.found[at].place, gold[to], codes, group.tally, "end to end") for at, to in placed]
    group.found += errors
    right = sum(error <= NEAR_KM for error in errors)
    asked = len(article.found) - (len(pairs) - len(placed))
    group.tally.add("found and within 161 km", Counts(right, asked, sum(name.point is not None for name in gold)))


def _error(place: Place, name: GoldName, codes: dict[str, str], tally: Tally, figure: str) -> float:
    error = scores.error_km(place, name, codes)
    if error > NEAR_KM:
        said = f"{place.name}, {place.admin1}, {place.country} ({place.precision}), {error:,.0f} km off"
        tally.slip(f"{figure}: resolved", name.text, name.point, said)
    return error


def _note(article: Read, pairs: list[tuple[int, int]], tally: Tally) -> None:
    gold, text = article.gold.names, article.gold.report.text
    for at in sorted(set(range(len(gold))) - {to for _at, to in pairs}):
        tally.slip("names found", _window(text, gold[at].start, gold[at].end), wanted=gold[at].text)
    for at in sorted(set(range(len(article.found))) - {at for at, _to in pairs}):
        found = article.found[at]
        tally.slip("names found", _window(text, found.start, found.end), found=text[found.start : found.end])


def _window(text: str, start: int, end: int) -> str:
    return text[max(0, start - 60) : end + 40]


def _figures(group: Measured, name: str) -> list[Figure]:
    def near(errors: list[float]) -> list[bool]:
        return [error <= NEAR_KM for error in errors]

    def named(figure: Figure) -> Figure:
        return Figure(figure.name, figure.value, figure.low, figure.high, figure.measure, figure.counts, name)

    return [
        *map(named, group.tally.figures()),
        share("names found: within 161 km", near(group.found), name),
        share("gold spans: within 161 km", near(group.given), name),
        share("gold spans: within 161 km, a country by its point", near(group.points), name),
        measured("gold spans: mean error", group.given, scores.mean_km, "km", name),
        measured("gold spans: median error", group.given, scores.median_km, "km", name),
        measured("gold spans: area under log error", group.given, scores.area, "share", name),
    ]


SUITE = Suite(
    "geoparsing", "place names found in news, and the points they stand for", "geoparsing", ("lgl", "GeoVirus"), run
)
