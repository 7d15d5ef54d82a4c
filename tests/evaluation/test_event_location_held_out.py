"""A reader that learned from a part is measured on what it never saw of it."""

import gzip
import json
from pathlib import Path

import pytest

from communique.coding.learned.held_out import held_out
from communique.evaluation.suite import Run
from communique.evaluation.suites import event_location

TEXTS = [f"Rebels number {number} shelled the town of Dara." for number in range(40)]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "event-location"
    folder.mkdir()
    lines = [
        json.dumps({"text": text, "spans": [{"start": 0, "end": 6, "label": "VERB"}], "source": "own"})
        for text in TEXTS
    ]
    for name in ("dev", "other"):
        (folder / f"{name}.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    return tmp_path


def texts_read(gold: Path, part: str, reader: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    seen: list[str] = []

    def read(sentences: list[event_location.GoldSentence], reader: str) -> list[event_location.Spans]:
        seen.extend(item.text for item in sentences)
        return [[] for _ in sentences]

    monkeypatch.setattr(event_location, "read", read)
    event_location.run(Run(gold, (part,), reader, None))
    return seen


def test_the_rules_are_measured_on_all_of_it(gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert texts_read(gold, "dev", "rules", monkeypatch) == TEXTS


@pytest.mark.parametrize("reader", ["learned", "both"])
def test_a_learned_reader_is_measured_on_what_was_kept_from_it(
    gold: Path, monkeypatch: pytest.MonkeyPatch, reader: str
) -> None:
    kept = texts_read(gold, "dev", reader, monkeypatch)
    assert kept == [text for text in TEXTS if held_out(text)]
    assert 0 < len(kept) < len(TEXTS)


def test_a_part_it_never_saw_is_measured_whole(gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert texts_read(gold, "other", "both", monkeypatch) == TEXTS
