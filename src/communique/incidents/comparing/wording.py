"""The wording: of the whole reports by MinHash, by embedding and by rare words; of the event's own sentences."""

from collections.abc import Callable

import numpy as np

from communique.incidents.columns import THOUSAND, Columns, columns
from communique.incidents.comparing.look import UNKNOWN, Look, steps
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
CAPITAL, CAPITAL_BITS, RARITY = np.uint64(1), np.uint64(1), np.uint64(0xFFFF)
"""Parts of a packed word (``columns.packed_word``)."""


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
    return _cosine(found.words[found.report[a]], found.words[found.report[b]])


def sentence_likeness(found: Columns, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Cosine of the rare words of the events' own sentences."""
    return _cosine(found.sentences[a], found.sentences[b])


def shared_names(found: Columns, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Summed rarity of the names that both reports have."""
    first, second, common = _neighbours(found.words[found.report[a]], found.words[found.report[b]])
    names = common & ((first & CAPITAL) != 0) & ((second & CAPITAL) != 0)
    return np.asarray((names * _weights(first)).sum(axis=1))


def _cosine(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    first, _, common = _neighbours(one, other)
    both = (common * _weights(first) ** 2).sum(axis=1)
    lengths = np.sqrt((_weights(one) ** 2).sum(axis=1) * (_weights(other) ** 2).sum(axis=1))
    return np.asarray(both / np.maximum(lengths, 1e-9))


def _neighbours(one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The words of both sorted together: each, the next, and whether the two are one word. Faster than comparing each with each."""
    together = np.sort(np.concatenate((one, other), axis=1), axis=1)
    first, second = together[:, :-1], together[:, 1:]
    return first, second, (first >> CAPITAL_BITS == second >> CAPITAL_BITS) & (first != 0)


def _weights(words: np.ndarray) -> np.ndarray:
    """Rarity of packed words."""
    return ((words >> CAPITAL_BITS) & RARITY).astype(np.float32) / THOUSAND


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
