"""Bytes with holes: what all messages of an issue share, and where each has its own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pieces:
    """Literal bytes in turn, empty ones where the holes are; and the holes: where, and whose value."""

    literals: tuple[bytes, ...]
    holes: tuple[tuple[int, bytes], ...]

    def filled(self, values: Mapping[bytes, bytes]) -> bytes:
        """With a value for each marker."""
        parts = list(self.literals)
        for place, marker in self.holes:
            parts[place] = values[marker]
        return b"".join(parts)


def cut(template: bytes, markers: Sequence[bytes]) -> Pieces:
    """The template, with a hole at each marker."""
    parts = re.split(b"(" + b"|".join(re.escape(each) for each in markers) + b")", template)
    holes = tuple((place, part) for place, part in enumerate(parts) if place % 2)
    return Pieces(tuple(b"" if place % 2 else part for place, part in enumerate(parts)), holes)
