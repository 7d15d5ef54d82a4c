"""The wording: of the whole reports by MinHash, by embedding and by rare words; of the event's own sentences."""

from collections.abc import Callable

import numpy as np

from communique.incidents.columns import Columns, columns
from communique.incidents.comparing.look import UNKNOWN, Look, shared, steps
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


def text_likeness(found: Columns, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Estimated share of three-word sequences that two reports have in common."""
    one, other = found.sketch[found.report[a]], found.sketch[found.report[b]]
    return np.asarray((one == other).mean(axis=1))


def meaning_likeness(found: Columns, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Cosine of the reports' embeddings."""
    one = found.meaning[found.report[a]].astype(np.int32)
    other = found.meaning[found.report[b]].astype(np.int32)
    lengths = np.sqrt((one * one).sum(axis=1) * (other * other).sum(axis=1))
    return np.asarray((one * other).sum(axis=1) / np.maximum(lengths, 1.0))


def word_likeness(found: Columns, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Cosine of the reports' rare words by their rarity."""
    one, other = found.report[a], found.report[b]
    common = _common(found, one, other)
    weights = found.word_weights
    lengths = np.sqrt((weights[one] ** 2).sum(axis=1) * (weights[other] ** 2).sum(axis=1))
    return np.asarray((common * weights[one] ** 2).sum(axis=1) / np.maximum(lengths, 1e-9))


def shared_names(found: Columns, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Summed rarity of the names that both reports have."""
    one, other = found.report[a], found.report[b]
    common = _common(found, one, other) & found.capital[one]
    return np.asarray((common * found.word_weights[one]).sum(axis=1))


def _common(found: Columns, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return shared(found.words[one], found.words[other])


def sentence_likeness(found: Columns, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Cosine of the rare words of the events' own sentences."""
    common = shared(found.sentences[a], found.sentences[b])
    one, other = found.sentence_weights[a], found.sentence_weights[b]
    norm_free = (common * one**2).sum(axis=1)
    shares = (shared(found.sentences[b], found.sentences[a]) * other**2).sum(axis=1)
    return np.asarray(np.sqrt(norm_free * shares))


def _no_text(found: Columns, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    words = found.words[:, 0]
    return np.asarray((words[found.report[a]] == 0) | (words[found.report[b]] == 0))


def _no_sentence(found: Columns, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.asarray((found.sentences[a, 0] == 0) | (found.sentences[b, 0] == 0))


def _text(found: Columns, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return steps(text_likeness(found, a, b), TEXT_BOUNDS, _no_text(found, a, b))


def _meaning(found: Columns, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return steps(meaning_likeness(found, a, b), MEANING_BOUNDS, _no_text(found, a, b))


def _words(found: Columns, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return steps(word_likeness(found, a, b), WORD_BOUNDS, _no_text(found, a, b))


def _names(found: Columns, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return steps(shared_names(found, a, b), NAME_BOUNDS, _no_text(found, a, b))


def _sentences(found: Columns, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return steps(sentence_likeness(found, a, b), SENTENCE_BOUNDS, _no_sentence(found, a, b))


def _value(likeness: Callable[[Columns, np.ndarray, np.ndarray], np.ndarray]) -> Callable[[Telling, Telling], str]:
    """The likeness of two tellings, in words."""

    def why(one: Telling, other: Telling) -> str:
        return f"likeness {likeness(columns((one, other)), np.array([0]), np.array([1]))[0]:.2f}"

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
