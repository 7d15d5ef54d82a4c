"""The meaning of a text as 64 numbers: the mean of its words' vectors, weighed by rarity.

The vectors of wordpieces are distilled from a sentence encoder (``training/distil_meanings.py``); no model runs here.
"""

import base64
import functools
from collections.abc import Mapping
from importlib import resources

import numpy as np

from communique.coding.learned.wordpiece import WordPieces
from communique.incidents.rarity import rarity

DIMENSIONS = 64


@functools.cache
def _vectors() -> np.ndarray:
    """Pieces by dimensions, float32, each of length 1."""
    source = resources.files("communique.incidents").joinpath("data/meanings.npy")
    with source.open("rb") as file:
        rows: np.ndarray = np.load(file).astype(np.float32) / 127
    return rows


@functools.cache
def _pieces() -> WordPieces:
    source = resources.files("communique.coding.learned").joinpath("data/vocabulary.txt")
    return WordPieces({piece: number for number, piece in enumerate(source.read_text("utf-8").split("\n"))})


@functools.lru_cache(maxsize=100_000)
def _word(word: str) -> np.ndarray:
    """A word's vector times its rarity."""
    ids, _ = _pieces().encode(word)
    return _vectors()[ids].mean(axis=0) * rarity(word) if ids else np.zeros(DIMENSIONS, np.float32)


def meaning(words: Mapping[str, int]) -> np.ndarray:
    """64 whole numbers -127 to 127, a vector of length about 127; zeros where there are no words."""
    total = np.zeros(DIMENSIONS, np.float32)
    for word in words:
        total += _word(word)
    length = float(np.linalg.norm(total))
    return np.round(total / length * 127).astype(np.int8) if length else total.astype(np.int8)


def packed(numbers: np.ndarray) -> str:
    """As text (base64)."""
    return base64.b64encode(numbers.tobytes()).decode("ascii")


def unpacked(text: str) -> np.ndarray:
    """The numbers again."""
    return np.frombuffer(base64.b64decode(text), dtype=np.int8)
