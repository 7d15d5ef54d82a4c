"""The wording: of the whole reports by MinHash, by embedding and by rare words; of the event's own sentences."""

from collections.abc import Callable

import numpy as np

from communique.incidents.columns import columns
from communique.incidents.comparing.look import CAPITAL, UNKNOWN, Common, Look, Pairs, steps
from communique.incidents.telling import Telling

TEXTS = ("reprint", "close", "alike", "other", UNKNOWN)
TEXT_BOUNDS = (0.5, 0.07, 0.03)
"""Shares of three-word sequences in common, as MinHash estimates them."""
MEANINGS = ("same", "close", "alike", "akin", "other", UNKNOWN)
MEANING_BOUNDS = (0.95, 0.92, 0.89, 0.85)
"""Cosines of embeddings."""
WORDS = ("same", "close", "alike", "akin", "distant", "other", UNKNOWN)
WORD_BOUNDS = (0.4, 0.28, 0.2, 0.13, 0.08)
SENTENCE_BOUNDS = (0.45, 0.33, 0.23, 0.14, 0.06)
"""Cosines of weighed rare words; all steps are read off reports of one incident and of two."""
NAMES = ("many", "several", "some", "few", "none", UNKNOWN)
NAME_BOUNDS = (50.0, 32.0, 20.0, 10.0)
"""Summed rarity (natural logarithms) of names in common."""


def text_likeness(pairs: Pairs) -> np.ndarray:
    """Estimated share of three-word sequences that two reports have in common."""
    one, other = pairs.reports
    return np.asarray((pairs.found.sketch[one] == pairs.found.sketch[other]).mean(axis=1))


def meaning_likeness(pairs: Pairs) -> np.ndarray:
    """Cosine of the reports' embeddings."""
    one, other = (pairs.found.meaning[rows].astype(np.float32) for rows in pairs.reports)
    lengths = np.sqrt((one * one).sum(axis=1) * (other * other).sum(axis=1))
    return np.asarray((one * other).sum(axis=1) / np.maximum(lengths, 1.0))


def word_likeness(pairs: Pairs) -> np.ndarray:
    """Cosine of the reports' rare words by their rarity."""
    one, other = (pairs.found.word_length[rows] for rows in pairs.reports)
    return _cosine(pairs.words, one * other)


def sentence_likeness(pairs: Pairs) -> np.ndarray:
    """Cosine of the rare words of the events' own sentences."""
    found = pairs.found
    common = Common.of(found.sentences[pairs.a], found.sentences[pairs.b])
    return _cosine(common, found.sentence_length[pairs.a] * found.sentence_length[pairs.b])


def _cosine(common: Common, lengths: np.ndarray) -> np.ndarray:
    squares = np.einsum("ij,ij->i", common.weights, common.weights)
    return np.asarray(squares / np.maximum(lengths, 1e-9))


def shared_names(pairs: Pairs) -> np.ndarray:
    """Summed rarity of the names that both reports have."""
    common = pairs.words
    names = (common.first & common.second & CAPITAL) != 0
    return np.asarray((names * common.weights).sum(axis=1))


def _no_text(pairs: Pairs) -> np.ndarray:
    one, other = pairs.reports
    words = pairs.found.words[:, 0]
    return np.asarray((words[one] == 0) | (words[other] == 0))


def _no_sentence(pairs: Pairs) -> np.ndarray:
    first = pairs.found.sentences[:, 0]
    return np.asarray((first[pairs.a] == 0) | (first[pairs.b] == 0))


def _text(pairs: Pairs) -> np.ndarray:
    return steps(text_likeness(pairs), TEXT_BOUNDS, _no_text(pairs))


def _meaning(pairs: Pairs) -> np.ndarray:
    return steps(meaning_likeness(pairs), MEANING_BOUNDS, _no_text(pairs))


def _words(pairs: Pairs) -> np.ndarray:
    return steps(word_likeness(pairs), WORD_BOUNDS, _no_text(pairs))


def _names(pairs: Pairs) -> np.ndarray:
    return steps(shared_names(pairs), NAME_BOUNDS, _no_text(pairs))


def _sentences(pairs: Pairs) -> np.ndarray:
    return steps(sentence_likeness(pairs), SENTENCE_BOUNDS, _no_sentence(pairs))


def _value(likeness: Callable[[Pairs], np.ndarray]) -> Callable[[Telling, Telling], str]:
    """The likeness of two tellings, in words."""

    def why(one: Telling, other: Telling) -> str:
        return f"likeness {likeness(Pairs(columns((one, other)), np.array([0]), np.array([1])))[0]:.2f}"

    return why


def _why_names(one: Telling, other: Telling) -> str:
    names = [
        word for word in one.words if word[:1].isupper() and word.lower() in {each.lower() for each in other.words}
    ]
    return ", ".join(names[:6]) or "none"


def _why_sentences(one: Telling, other: Telling) -> str:
    words = [word for word in one.sentences if word in other.sentences]
    return ", ".join(words[:6]) or "no rare word in common"


TEXT = Look("text", TEXTS, _text, _value(text_likeness))
MEANING = Look("meaning", MEANINGS, _meaning, _value(meaning_likeness))
REPORT_WORDS = Look("words", WORDS, _words, _value(word_likeness))
SHARED_NAMES = Look("names", NAMES, _names, _why_names)
SENTENCES = Look("sentences", WORDS, _sentences, _why_sentences)
