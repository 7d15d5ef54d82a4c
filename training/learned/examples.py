"""What is trained on, in its two stages."""

import json
import random
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

from corpora import Example, event_location, reports
from silver import silver

from communique.coding.learned.held_out import held_out

LABELS = Path(__file__).parent / "labels" / "arguments.jsonl"
SHARES = {"event-location": 1500, "muc4": 1500, "hrdsattack": 1000}
"""How many mentions of silver are taken from each set."""
PLACES_WITH_LABELS = 1800
"""How many sentences of places go with the labels in the last stage, so that places are not forgotten."""
LABEL_COPIES = 3
"""How often each labelled mention is shown in an epoch: they are few, and the only ones that say that a side is empty."""


@dataclass(frozen=True, slots=True)
class Material:
    """What each stage shows (places alone, everything, the labels with some places), and the sentences kept for measuring."""

    places: list[Example]
    everything: list[Example]
    labels: list[Example]
    held: list[Example]


def material(gold: Path, seed: int) -> Material:
    """All examples. Takes some minutes, most of them for the rules to read the reports."""
    chance = random.Random(seed)
    marked = event_location(gold)
    places = [example for example in marked if not held_out(example.text)]
    by_set: dict[str, list[Example]] = defaultdict(list)
    kinds: dict[tuple[str, int], str] = {}
    for name, example in silver(gold):
        by_set[name].append(example)
        kinds[example.text, example.anchor[0]] = example.kind
    told = [
        replace(example, kind=kinds.get((example.text, example.anchor[0]), example.kind))
        if chance.random() < 0.5
        else example
        for example in places
    ]
    chosen = [
        example
        for name, share in SHARES.items()
        for example in chance.sample(by_set[name], min(share, len(by_set[name])))
    ]
    labels = labelled(gold) * LABEL_COPIES
    return Material(
        places,
        [*told, *chosen, *labels],
        [*chance.sample(told, PLACES_WITH_LABELS), *labels],
        [example for example in marked if held_out(example.text)],
    )


def labelled(gold: Path) -> list[Example]:
    """The mentions labelled for this project: offsets only, so the reports are read again here."""
    texts = dict(reports(gold))
    found = []
    for line in LABELS.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["report"] not in texts:  # a sentence of event-location that is kept for measuring
            continue
        start, end = row["sentence"]
        roles = {role: [(first - start, last - start) for first, last in spans] for role, spans in row["roles"].items()}
        first, last = row["anchor"]
        found.append(
            Example(texts[row["report"]][start:end], (first - start, last - start), row["kind"], roles, row["real"])
        )
    return found
