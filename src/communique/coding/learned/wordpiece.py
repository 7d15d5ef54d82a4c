"""BERT's uncased wordpieces with their offsets, from the vocabulary alone.

Written here, as these lines spare a dependency that brings a hub client and ten packages more. The rules are those of BERT's
``BasicTokenizer`` and ``WordpieceTokenizer`` (google-research/bert, ``tokenization.py``): lower case, accents off, split at
spaces and punctuation, each Chinese character on its own, then the longest pieces from the left.
"""

import functools
import unicodedata
from collections.abc import Iterator, Mapping

from communique.model import Span

UNKNOWN = "[UNK]"
LONGEST = 100
"""Characters; a longer word is unknown."""

CHINESE = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))


class WordPieces:
    """Cuts text into pieces. ``vocabulary`` maps each piece to its id; those inside a word begin with ``##``."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self.vocabulary = vocabulary
        self._pieces = functools.lru_cache(maxsize=20_000)(self._cut)

    def encode(self, text: str) -> tuple[list[int], list[Span]]:
        """Ids and offsets in ``text`` of the pieces, no special ones added."""
        ids: list[int] = []
        spans: list[Span] = []
        for start, end in _words(text):
            plain, origin = _plain(text[start:end])
            for piece, first, last in self._pieces(plain):
                ids.append(piece)
                spans.append((start + origin[first], start + origin[last - 1] + 1))
        return ids, spans

    def _cut(self, word: str) -> tuple[tuple[int, int, int], ...]:
        """Id, start and end of the pieces of one plain word."""
        found: list[tuple[int, int, int]] = []
        start = 0
        while start < len(word):
            end = self._longest(word, start) if len(word) <= LONGEST else start
            if end == start:
                return ((self.vocabulary[UNKNOWN], 0, len(word)),)
            found.append((self.vocabulary[_name(word, start, end)], start, end))
            start = end
        return tuple(found)

    def _longest(self, word: str, start: int) -> int:
        end = len(word)
        while end > start and _name(word, start, end) not in self.vocabulary:
            end -= 1
        return end


def _name(word: str, start: int, end: int) -> str:
    return word[start:end] if start == 0 else f"##{word[start:end]}"


def _words(text: str) -> Iterator[Span]:
    """Offsets of the words and of each mark of punctuation."""
    start = None
    for index, character in enumerate(text):
        kind = _kind(character)
        if kind != "letter" and start is not None:
            yield start, index
            start = None
        if kind == "alone":
            yield index, index + 1
        elif kind == "letter" and start is None:
            start = index
    if start is not None:
        yield start, len(text)


@functools.lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    """``space``, ``alone`` or ``letter`` (whatever is part of a word)."""
    category, code = unicodedata.category(character), ord(character)
    if character.isspace() or category.startswith("Z"):
        return "space"
    marks = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    if marks or category.startswith("P") or any(first <= code <= last for first, last in CHINESE):
        return "alone"
    return "letter"


def _plain(word: str) -> tuple[str, range | list[int]]:
    """The word in lower case without accents and control characters, and for each character the index it came from."""
    if word.isascii() and word.isprintable():
        return word.lower(), range(len(word))
    plain, origin = [], []
    for index, character in enumerate(word):
        for part in unicodedata.normalize("NFD", character.lower()):
            if not unicodedata.category(part).startswith(("Mn", "C")):
                plain.append(part)
                origin.append(index)
    return "".join(plain), origin
