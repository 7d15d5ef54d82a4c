"""The figures of the shipped weights on sentences of event-location that were never trained on."""

from collections.abc import Sequence

from corpora import Example

from communique.coding.learned import load_model
from communique.coding.learned.encoding import Anchored, overlaps

LEAST = (0.3, 0.4, 0.5, 0.6, 0.7)


def report(held: Sequence[Example]) -> None:
    """Print precision and recall of wordpieces as places, at several thresholds, of the int8 weights."""
    scored = load_model().score([Anchored(example.text, example.anchor, example.kind) for example in held])
    for least in LEAST:
        right = found = wanted = 0
        for example, scores in zip(held, scored, strict=True):
            for span, value in zip(scores.spans, scores.roles["place"], strict=True):
                ours, theirs = value >= least, any(overlaps(span, place) for place in example.roles["place"])
                right, found, wanted = right + (ours and theirs), found + ours, wanted + theirs
        print(f"place, at {least}: precision {right / found:.3f}, recall {right / wanted:.3f}, {len(held)} sentences")
