"""Examples as tensors: pieces, targets and which of them count."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from corpora import ROLES, Example
from torch import Tensor

from communique.coding.learned.encoding import Anchored, encode, overlaps
from communique.coding.learned.wordpiece import WordPieces


@dataclass(frozen=True, slots=True)
class Item:
    """One example in pieces: for each piece and score a target of 1 or 0, or -1 where it does not count."""

    ids: tuple[int, ...]
    segments: tuple[int, ...]
    targets: tuple[tuple[int, ...], ...]


def item_of(pieces: WordPieces, example: Example) -> Item:
    """The pieces and targets of one example."""
    coded = encode(pieces, Anchored(example.text, example.anchor, example.kind))
    targets = []
    for span, segment in zip(coded.spans, coded.segments, strict=True):
        row = []
        for role in ROLES:
            wanted = example.roles.get(role)
            if span is None or wanted is None:
                row.append(-1)
            else:
                row.append(int(any(overlaps(span, tuple(other)) for other in wanted)))
        row.append(int(example.real) if segment and example.real is not None else -1)
        targets.append(tuple(row))
    return Item(coded.ids, coded.segments, tuple(targets))


def padded(items: Sequence[Item]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Ids, segments and mask of shape (items, pieces), targets of shape (items, pieces, scores)."""
    size = max(len(item.ids) for item in items)
    blank = (-1,) * (len(ROLES) + 1)
    ids = torch.tensor([[*item.ids, *[0] * (size - len(item.ids))] for item in items])
    segments = torch.tensor([[*item.segments, *[0] * (size - len(item.ids))] for item in items])
    mask = torch.tensor([[1] * len(item.ids) + [0] * (size - len(item.ids)) for item in items])
    targets = torch.tensor([[*item.targets, *[blank] * (size - len(item.ids))] for item in items])
    return ids, segments, mask, targets


def batches(items: Sequence[Item], size: int, chance: random.Random | None) -> Iterator[list[Item]]:
    """Batches of like length; in random order where a source of chance is given."""
    order = list(items)
    if chance is not None:
        chance.shuffle(order)
    near = [sorted(order[i : i + 20 * size], key=lambda item: len(item.ids)) for i in range(0, len(order), 20 * size)]
    found = [block[i : i + size] for block in near for i in range(0, len(block), size)]
    if chance is not None:
        chance.shuffle(found)
    yield from found
