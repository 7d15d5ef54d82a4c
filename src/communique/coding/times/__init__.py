"""When: the component ``communique_times`` writes ``doc._.times``, resolved against the day of publication."""

import functools
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from communique.coding import layers  # noqa: F401  registers the Doc extensions
from communique.coding.layers import TimeMention
from communique.coding.numbers.visible import visible
from communique.coding.times.reading import Found, read
from communique.coding.times.scene import Scene
from communique.coding.times.tense import outlook
from communique.coding.times.words import TimeTableError, TimeWords, build, check, classify_all, words
from communique.model import When

SANE_YEARS = range(1800, 2201)
"""Publication dates outside these are taken for errors, and nothing is resolved against them."""


class Times:
    """Reads a parsed ``Doc`` for times; publication is ``doc._.report.published``, and may be absent."""

    def __init__(self) -> None:
        self._lists = words()

    def __call__(self, doc: Doc) -> Doc:
        """Write ``doc._.times``, in the order of the text."""
        report = doc._.report
        published = parse_day(report.published) if report is not None else None
        ahead = self._lists.ahead
        at = visible(doc)
        scene = _scene(
            [doc[index].lower_ for index in at],
            published,
            lambda start, end: outlook(doc, at[start], at[end - 1] + 1, ahead),
            lambda index: _counts_things(doc, at[index]),
            lambda index: _is_month_word(doc[at[index]]),
            lambda index: _describes(doc[at[index]]),
        )
        doc._.times = [_mention(doc, found, at) for found in read(scene)]
        return doc


def parse_day(published: str | None) -> date | None:
    """The day of an ISO date or date with time, or None where there is none or it cannot be one."""
    if published is None:
        return None
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return None
    return day if day.year in SANE_YEARS else None


def _scene(
    lowers: Sequence[str],
    published: date | None,
    looks: Callable[[int, int], int],
    counts: Callable[[int], bool],
    is_month: Callable[[int], bool],
    describes: Callable[[int], bool],
) -> Scene:
    lists = words()
    classes = classify_all(lowers)
    phrases: dict[int, tuple[int, Any]] = {}
    for index, lower in enumerate(lowers):
        if lower in lists.capital_only and not is_month(index):
            classes[index] = "."
        if lower in lists.phrases:
            _mark(lowers, classes, phrases, index, lists.phrases[lower], "I")
        if lower in lists.holidays:
            _mark(lowers, classes, phrases, index, lists.holidays[lower], "H")
    return Scene(lowers, "".join(classes), published, lists, looks, counts, describes, phrases=phrases)


def _mark(
    lowers: Sequence[str], classes: list[str], phrases: dict[int, tuple[int, Any]], index: int, known: Any, letter: str
) -> None:
    """Note a phrase of the lists that begins at a token; "the past" only where no unit follows."""
    for parts, value in known:
        end = index + len(parts)
        if tuple(lowers[index:end]) == parts and (end >= len(classes) or classes[end] not in "uUnNmqPMSD"):
            phrases[index] = (end, value)
            classes[index] = letter
            return


def _is_month_word(token: Token) -> bool:
    """Whether "may", "march" or "sun." here is written, and used, as a name."""
    return token.text[0].isupper() and token.pos_ not in ("VERB", "AUX")


def _describes(token: Token) -> bool:
    """Whether it is a name written before a lower-case noun to say more of it: "the March bombing", not "the March on Rome"."""
    return token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i and token.head.is_lower


def _counts_things(doc: Doc, index: int) -> bool:
    """ "2000 refugees": four digits right before a plural noun, with no preposition before them."""
    following = doc[index + 1] if index + 1 < len(doc) else None
    if following is None or following.pos_ != "NOUN" or following.tag_ != "NNS":
        return False
    return index == 0 or doc[index - 1].lower_ not in (
        "in",
        "since",
        "of",
        "the",
        "from",
        "until",
        "by",
        "late",
        "early",
        "mid",
    )


def _when(found: Found, text: str) -> When:
    when = found.meaning.when
    start = when.start.isoformat() if when.start else None
    end = when.end.isoformat() if when.end else None
    return When(start=start, end=end, precision=when.precision, text=text)


def _mention(doc: Doc, found: Found, at: Sequence[int]) -> TimeMention:
    start, end = at[found.start], at[found.end - 1] + 1
    meaning = found.meaning
    text = doc[start:end].text
    parts = tuple(_mention(doc, part, at) for part in found.parts)
    return TimeMention(start, end, _when(found, text), meaning.kind, meaning.value, f"time: {meaning.rule}", parts)


@functools.cache
def _tokenizer() -> Language:
    return spacy.blank("en")


def resolve(text: str, published: str | None, future: bool = False) -> When:
    """The first resolved time in a text, else the first, else only the text.

    ``published`` is an ISO date; ``future`` whether the sentence looks ahead.
    """
    doc = _tokenizer().make_doc(text)
    scene = _scene(
        [token.lower_ for token in doc],
        parse_day(published),
        lambda start, end: 1 if future else -1,
        lambda index: False,
        lambda index: doc[index].text[0].isupper(),
        lambda index: False,
    )
    found = read(scene)
    if not found:
        return When(text=text)
    best = next((item for item in found if item.meaning.when.precision != "unknown"), found[0])
    return _when(best, doc[best.start : best.end].text)


@Language.factory("communique_times")
def create(nlp: Language, name: str) -> Times:
    """The component, with the project's own time words."""
    return Times()


__all__ = ["TimeTableError", "TimeWords", "Times", "build", "check", "create", "parse_day", "resolve", "words"]
