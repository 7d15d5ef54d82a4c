"""Suite ``polnear``: who says what in political news (PolNeAR; Newell, Margolin and Ruths, LREC 2018).

Attributions of the gold and ours are laid side by side one to one (``align``); then each role's spans are compared.
A span is its set of words, the pieces of a broken one together. Exact is the same set, overlap a shared word (the exact and
partial match of Pareti, "Attribution", 2015). Every span of the gold is wanted and every one of ours found, so a missed
attribution costs recall, and an invented one precision, in each role it has.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc

import communique.coding.components  # noqa: F401  registers the factories
from communique.coding.attribution.quotations import quotations
from communique.coding.base import new_parser
from communique.coding.layers import Said
from communique.evaluation.counts import Counts
from communique.evaluation.gold_files import part
from communique.evaluation.results import Result, Tally
from communique.evaluation.suite import Run, Suite
from communique.evaluation.suites.polnear_gold import ROLES, GoldArticle, Quoted, Span, load
from communique.model import Report
from communique.reading.parsing_text import text_for_parsing

WORD = re.compile(r"\w+")
NOT_SPACE = re.compile(r"\S")
BATCH = 16
DEFAULT = "without stances, as events are read"
"""PolNeAR counts as attribution also what someone wants, plans or judges; no event is laid to such a stance."""
STANCE = "stance"
WINDOW = 60

RELATIVE = frozenset(("WP", "WDT"))

Range = tuple[int, int]
Words = frozenset[int]


def run(asked: Run) -> Result:
    """Read each part's articles and compare who says what in them."""
    articles = [one for name in asked.parts for one in load(part(asked.gold, "polnear", name))[: asked.limit]]
    tally = Tally()
    for article, (found, stances) in zip(articles, read(one.report for one in articles), strict=True):
        tally.start(article.report.id)
        score(article, found + stances, "", tally)
        score(article, found, DEFAULT, tally)
    items = {"articles": len(articles), "attributions": sum(len(one.attributions) for one in articles)}
    how = "end to end, the attribution component with its option stances; the group: as events are read, without it; "
    how += 'as PolNeAR marks, ours inside quotations are left out and "who" stands for the one who said; '
    how += f"parts {', '.join(asked.parts)}; reader {asked.reader}"
    return Result("polnear", how, items, tally.figures(), tuple(tally.slips))


def read(reports: Iterable[Report]) -> Iterator[tuple[list[Quoted], list[Quoted]]]:
    """What each report lays to whom: its sayings, and its stances."""
    nlp = new_parser()
    nlp.add_pipe("communique_places")
    nlp.add_pipe("communique_attribution", config={"stances": True})
    for doc in nlp.pipe((_doc(report, nlp.make_doc(text_for_parsing(report))) for report in reports), batch_size=BATCH):
        own = in_reporters_voice(doc)
        sayings = [project(doc, said) for said in own if not said.rule.startswith(STANCE)]
        yield sayings, [project(doc, said) for said in own if said.rule.startswith(STANCE)]


def _doc(report: Report, doc: Doc) -> Doc:
    doc._.report = report
    return doc


def in_reporters_voice(doc: Doc) -> list[Said]:
    """The sayings that the reporter tells: PolNeAR marks none whose cue is itself inside a quotation."""
    quoted = {index for start, end in quotations(doc) for index in range(start, end)}
    return [said for said in doc._.said if said.cue[0] not in quoted]


def project(doc: Doc, said: Said) -> Quoted:
    """A saying as PolNeAR marks it."""
    source = () if said.source is None else (_span(doc, _as_written(doc, said.source, said.cue)),)
    return Quoted(source, (_span(doc, said.cue),), tuple(_span(doc, piece) for piece in said.content))


def _as_written(doc: Doc, source: Range, cue: Range) -> Range:
    """In "the man who said", PolNeAR's source is "who"; ours is the man."""
    for verb in doc[cue[0] : cue[1]]:
        if verb.dep_ == "relcl" and source[0] <= verb.head.i < source[1]:
            for child in verb.lefts:
                if child.dep_ == "nsubj" and child.tag_ in RELATIVE:
                    return child.i, child.i + 1
    return source


def _span(doc: Doc, piece: Range) -> Span:
    words = doc[piece[0] : piece[1]]
    return words.start_char, words.end_char


def words(text: str, spans: Sequence[Span]) -> Words:
    """Where each word in the spans starts; of a span with marks only (a cue ":"), where each mark stands."""
    return frozenset(at for span in spans for at in _starts(text, *span))


def _starts(text: str, start: int, end: int) -> list[int]:
    found = [match.start() for match in WORD.finditer(text, start, end)]
    return found or [match.start() for match in NOT_SPACE.finditer(text, start, end)]


def align(text: str, gold: Sequence[Quoted], found: Sequence[Quoted]) -> list[tuple[int, int]]:
    """Pairs (place in gold, place in found), each used once: those that share a cue word first, then by shared content.

    Ours without a shared word of cue or content is no pair. Within a kind the more alike contents come first (shared
    words over all words), then the order of the text.
    """
    wanted = [(words(text, one.cue), words(text, one.content)) for one in gold]
    ours = [(words(text, one.cue), words(text, one.content)) for one in found]
    scored = []
    for at, (cue, content) in enumerate(wanted):
        for place, (own_cue, own_content) in enumerate(ours):
            same_cue, alike = bool(cue & own_cue), _alike(content, own_content)
            if same_cue or alike:
                scored.append((-int(same_cue), -alike, at, place))
    pairs: dict[int, int] = {}
    for _, _, at, place in sorted(scored):
        if at not in pairs and place not in pairs.values():
            pairs[at] = place
    return sorted(pairs.items())


def _alike(one: Words, other: Words) -> float:
    shared = len(one & other)
    return shared / len(one | other) if shared else 0.0


def score(article: GoldArticle, found: Sequence[Quoted], group: str, tally: Tally) -> None:
    """Count one article's spans by role; slips are noted for the main table only."""
    text, gold = article.report.text, article.attributions
    pairs = align(text, gold, found)
    for role in ROLES:
        right = [_right(text, getattr(gold[at], role), getattr(found[place], role)) for at, place in pairs]
        both = (sum(bool(getattr(one, role)) for one in found), sum(bool(getattr(one, role)) for one in gold))
        tally.add(f"{role} overlap", Counts(sum(overlap for overlap, _ in right), *both), group)
        tally.add(f"{role} exact", Counts(sum(exact for _, exact in right), *both), group)
    if not group:
        _note(article, found, pairs, tally)


def _right(text: str, wanted: Sequence[Span], ours: Sequence[Span]) -> tuple[bool, bool]:
    """Whether two spans share a word, and whether all their words are the same."""
    gold, own = words(text, wanted), words(text, ours)
    return bool(gold & own), bool(gold) and gold == own


def _note(article: GoldArticle, found: Sequence[Quoted], pairs: list[tuple[int, int]], tally: Tally) -> None:
    text, gold = article.report.text, article.attributions
    missed, extra = set(range(len(gold))), set(range(len(found)))
    for at, place in pairs:
        missed.remove(at)
        extra.remove(place)
        for role in ROLES:
            wanted, ours = getattr(gold[at], role), getattr(found[place], role)
            if (wanted or ours) and not _right(text, wanted, ours)[0]:
                tally.slip(f"{role} overlap", _around(text, gold[at]), _shown(text, wanted), _shown(text, ours))
            elif wanted and not _right(text, wanted, ours)[1]:
                tally.slip(f"{role} exact", _around(text, gold[at]), _shown(text, wanted), _shown(text, ours))
    for at in sorted(missed):
        tally.slip("attribution missed", _around(text, gold[at]), wanted=_whole(text, gold[at]))
    for place in sorted(extra):
        tally.slip("attribution too many", _around(text, found[place]), found=_whole(text, found[place]))


def _shown(text: str, spans: Sequence[Span]) -> str | None:
    return " ... ".join(" ".join(text[start:end].split()) for start, end in spans) or None


def _whole(text: str, one: Quoted) -> str:
    return " | ".join(_shown(text, getattr(one, role)) or "-" for role in ROLES)


def _around(text: str, one: Quoted) -> str:
    spans = one.cue or one.content or one.source
    if not spans:
        return ""
    start, end = spans[0]
    return f"{text[max(0, start - WINDOW) : start]}[{text[start:end][:WINDOW]}]{text[end : end + WINDOW]}"


SUITE = Suite("polnear", "who says what: source, cue and content of attributions in news", "polnear", ("dev",), run)
