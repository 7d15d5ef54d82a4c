"""A report in brief: who published it, whose text it is, and what is compared of its wording."""

import math
from collections.abc import Sequence

import numpy as np
from rensa import RMinHash

from communique.incidents.meanings import meaning, packed
from communique.incidents.rarity import rarity
from communique.incidents.wires import wire_of
from communique.incidents.words import HEAD, WORD, names_of, words_of
from communique.model import Origin, Report

KEPT = 64
"""Words kept of a report: its rarest."""
PERMUTATIONS, SEED, SHINGLE = 64, 1, 3
"""MinHash: 64 numbers over sequences of three words; one sixteenth is the standard error of a likeness of one half."""


def origin(report: Report) -> Origin:
    """The report in brief. Reads its first 6,000 characters, without what is not the report's."""
    text = own_text(report)
    return Origin(
        report=report.id,
        publisher=report.publisher,
        published=report.published,
        url=report.url,
        title=report.title,
        language=report.language,
        wire=wire_of(report),
        words=rarest(text),
        sketch=sketch(text),
        meaning=packed(meaning(words_of(text))) if text.strip() else None,
    )


def own_text(report: Report) -> str:
    """Title and text without boilerplate; the title once."""
    text = report.text
    for part in sorted(report.boilerplate, key=lambda part: -(part.start or 0)):
        if part.start is not None and part.end is not None:
            text = text[: part.start] + text[part.end :]
    return text if not report.title or report.title in text else f"{report.title}\n{text}"


def rarest(text: str) -> tuple[str, ...]:
    """The words that say most of what the text tells, those first; names with a capital letter."""
    counts, names = words_of(text), names_of(text)
    counts.update(dict.fromkeys(names - counts.keys(), 1))
    weights = {word: (1 + math.log(number)) * rarity(word) for word, number in counts.items()}
    first = sorted(weights, key=lambda word: (-weights[word], word))[:KEPT]
    return tuple(word.capitalize() if word in names else word for word in first)


def sketch(text: str) -> str | None:
    """The MinHash of a text as it is stored; null where it has not three words."""
    words = [word.lower() for word in WORD.findall(text[:HEAD])]
    shingles = [" ".join(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)]
    if not shingles:
        return None
    return packed(np.array(minhash(shingles, PERMUTATIONS), dtype="<u4").view(np.int8))


def minhash(items: Sequence[str], permutations: int) -> list[int]:
    """The MinHash of a set: ``permutations`` numbers below 2**32; the share that two have in common estimates Jaccard's index."""
    found = RMinHash(num_perm=permutations, seed=SEED)
    found.update(list(items))
    return [int(number) for number in found.digest()]
