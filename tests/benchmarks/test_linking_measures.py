"""How found incidents are compared with known ones, and how time is said to grow."""

import json
import math
import sys
from pathlib import Path

import pytest

from benchmarks.linking import add, link
from benchmarks.linking.generate import write
from benchmarks.linking.processes import RunError, run
from benchmarks.linking.scores import agreement, exponent
from communique.gazetteer import Gazetteer


def test_agreement_of_the_same_groups_is_whole() -> None:
    known = {"a": "1", "b": "1", "c": "2"}
    of = agreement(known, {"a": "X", "b": "X", "c": "Y"})
    assert (of.pair_f1, of.b_cubed_f1) == (1, 1)


def test_joining_all_costs_precision_and_joining_none_recall() -> None:
    known = {"a": "1", "b": "1", "c": "2", "d": "2"}
    everything = agreement(known, dict.fromkeys(known, "X"))
    nothing = agreement(known, {event: event for event in known})
    assert (everything.pair_precision, everything.pair_recall) == (pytest.approx(1 / 3), 1)
    assert (everything.b_cubed_precision, everything.b_cubed_recall) == (0.5, 1)
    assert (nothing.pair_recall, nothing.b_cubed_precision, nothing.b_cubed_recall) == (0, 1, 0.5)


def test_an_event_that_was_lost_is_seen() -> None:
    with pytest.raises(KeyError, match="b"):
        agreement({"a": "1", "b": "1"}, {"a": "X"})


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0])
def test_the_exponent_is_of_n_log_n(power: float) -> None:
    sizes = (10_000, 100_000, 1_000_000)
    assert exponent(sizes, [3 * (size * math.log(size)) ** power for size in sizes]) == pytest.approx(power)


def test_one_size_says_nothing_of_growth() -> None:
    with pytest.raises(ValueError, match="two sizes"):
        exponent([10, 10], [1, 2])


def test_a_process_is_measured_with_its_memory() -> None:
    found = run([sys.executable, "-c", "kept = bytearray(80_000_000); kept[::4096] = b'1' * len(kept[::4096])"])
    assert found.largest > 80_000_000
    assert found.wall_s > 0


def test_a_process_that_fails_says_why() -> None:
    with pytest.raises(RunError, match="no such luck"):
        run([sys.executable, "-c", "raise SystemExit('no such luck')"])


def test_linking_and_adding_are_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    figures = tmp_path / "figures.json"
    for main, more in ((link.main, ["250", "500"]), (add.main, ["500", "--reports", "5"])):
        monkeypatch.setattr(sys, "argv", ["x", *more, "--folder", str(tmp_path), "--figures", str(figures)])
        main()
        found = json.loads(figures.read_text("utf-8"))
    assert found["reports"] == 5
    assert 0 < found["median_ms"] <= found["p95_ms"]


def test_the_last_reports_are_held_back_whole(tmp_path: Path) -> None:
    path, head = tmp_path / "events.jsonl", tmp_path / "head.jsonl"
    write(path, 200, 1, Gazetteer.open())
    last = add.split(path, 3, head)
    assert len(last) == 3
    assert len(head.read_bytes().splitlines()) + sum(map(len, last)) == 200
    assert path.read_bytes().startswith(head.read_bytes())
    with pytest.raises(ValueError, match="fewer than"):
        add.split(path, 200, head)
