"""The shipped encoder, run by onnxruntime on one thread, so that the same sentence gets the same scores each time."""

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np

from communique.coding.learned.encoding import Anchored, Encoded, encode, overlaps
from communique.coding.learned.wordpiece import WordPieces
from communique.model import Span

BATCH = 32
"""Sentences run together; more is no faster on one thread."""


class LearnedReaderError(RuntimeError):
    """The learned reader cannot run here; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Scores:
    """For each wordpiece of a sentence its offsets and, by role, a score from 0 to 1."""

    spans: tuple[Span, ...]
    roles: dict[str, tuple[float, ...]]

    def of(self, role: str, span: Span) -> float:
        """The mean score of the pieces in a span of the sentence; 0 where none stands in the window read."""
        inside = [score for piece, score in zip(self.spans, self.roles[role], strict=True) if overlaps(piece, span)]
        return sum(inside) / len(inside) if inside else 0.0


class LearnedModel:
    """Scores roles for marked event words. Make one with ``load_model()``."""

    def __init__(self, session: Any, pieces: WordPieces, roles: tuple[str, ...]) -> None:
        self._session = session
        self._pieces = pieces
        self._roles = roles

    def score(self, items: Sequence[Anchored]) -> list[Scores]:
        """Scores of each item, in order. Items of like length are run together."""
        coded = [encode(self._pieces, item) for item in items]
        order = sorted(range(len(coded)), key=lambda index: len(coded[index].ids))
        found: dict[int, Scores] = {}
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            for index, table in zip(chosen, self._run([coded[index] for index in chosen]), strict=True):
                found[index] = self._scores(coded[index], table)
        return [found[index] for index in range(len(coded))]

    def _run(self, batch: Sequence[Encoded]) -> Any:
        """Logits of shape (sentences, pieces, roles + 1); the last scores the event word itself and is not used."""
        shape = (len(batch), max(len(item.ids) for item in batch))
        ids, segments, mask = (np.zeros(shape, dtype=np.int64) for _ in range(3))
        for row, item in enumerate(batch):
            size = len(item.ids)
            ids[row, :size], segments[row, :size], mask[row, :size] = item.ids, item.segments, 1
        return self._session.run(None, {"ids": ids, "segments": segments, "mask": mask})[0]

    def _scores(self, item: Encoded, logits: Any) -> Scores:
        table = 1.0 / (1.0 + np.exp(-logits[: len(item.ids)].astype(np.float64)))
        kept = [index for index, span in enumerate(item.spans) if span is not None]
        roles = {role: tuple(table[kept, column].tolist()) for column, role in enumerate(self._roles)}
        return Scores(tuple(span for span in item.spans if span is not None), roles)


@functools.cache
def load_model() -> LearnedModel:
    """The shipped weights. Raises ``LearnedReaderError`` where onnxruntime is missing."""
    try:
        import onnxruntime  # only who reads with it pays for it
    except ImportError as error:
        raise LearnedReaderError("the learned reader needs onnxruntime: pip install onnxruntime") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        _data("reader.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
    )
    names = _data("vocabulary.txt").read_text("utf-8").split("\n")
    pieces = WordPieces({name: index for index, name in enumerate(names) if name})
    return LearnedModel(session, pieces, tuple(settings()["roles"]))


@functools.cache
def settings() -> dict[str, Any]:
    """``roles`` in the order of the scores, ``least`` and ``recipients_of`` (docs/model-card.md says how they were chosen)."""
    loaded: dict[str, Any] = json.loads(_data("reader.json").read_text("utf-8"))
    return loaded


def _data(name: str) -> Traversable:
    return resources.files("communique.coding.learned") / "data" / name
