"""Where the event of any given word is set, as the learned reader scores the words of its sentence.

The counterpart of ``communique.coding.whereabouts``, which goes by the parse alone; here a name that the rules chose too needs
less of a score.
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Span

from communique.coding.learned.encoding import Anchored
from communique.coding.learned.session import LearnedModel, Scores
from communique.coding.whereabouts import name_of, places_of

Range = tuple[int, int]

LEAST = 0.4
"""Mean score from which the name of a place is taken."""
LEAST_CHOSEN = 0.2
"""The same where the rules chose the name too."""
LEAST_UNKNOWN = 0.6
"""For words that the rules take for no place."""


def scored_places(model: LearnedModel, doc: Doc, event: Span, *, with_rules: bool) -> list[Range]:
    """Token ranges (half-open, in order) of the names of the places where the event is set; empty where none is told."""
    sentence = event.sent
    first = sentence.start_char
    item = Anchored(sentence.text, (event.start_char - first, event.end_char - first))
    (scores,) = model.score([item])
    chosen = set(places_of(doc, event.root)) if with_rules else set()
    names = {
        name_of(doc, mention)
        for mention in doc._.places or ()
        if sentence.start <= mention.start < sentence.end and mention.kind != "reference"
    }
    kept = [name for name in names if _score(scores, sentence, *name) >= (LEAST_CHOSEN if name in chosen else LEAST)]
    return sorted({*kept, *_unknown(scores, sentence, names)})


def _score(scores: Scores, sentence: Span, start: int, end: int) -> float:
    words = sentence.doc[start:end]
    return scores.of("place", (words.start_char - sentence.start_char, words.end_char - sentence.start_char))


def _unknown(scores: Scores, sentence: Span, names: Sequence[Range] | set[Range]) -> list[Range]:
    """Words outside the names that the rules know, where the model is sure."""
    known = {index for start, end in names for index in range(start, end)}
    return [
        (token.i, token.i + 1)
        for token in sentence
        if token.i not in known
        and not token.is_space
        and _score(scores, sentence, token.i, token.i + 1) >= LEAST_UNKNOWN
    ]
