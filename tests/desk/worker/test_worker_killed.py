"""A worker may be killed at any moment and run beside others: what comes out is what one alone makes in peace."""

from collections.abc import Callable
from typing import Any

import pytest
from desk.worker.conftest import Desk, copied
from desk.worker.telling_reports import DEADLY

Copies = Callable[[], Desk]
PEACE = {"seed": 0, "kills": 0, "workers": 1, "lease": 60, "attempts": 3, "seconds": 0, "real": False}
WAR = {**PEACE, "lease": 0.4, "attempts": 1000, "seconds": 0.8}


@pytest.fixture(scope="module")
def peace(template: Desk, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What one worker alone makes of the files when nobody kills it."""
    with copied(template, tmp_path_factory.mktemp("peace") / "desk") as desk:
        return made(desk, **PEACE)


def made(desk: Desk, extra: str = "", **given: Any) -> dict[str, Any]:
    """What workers make of the files."""
    desk.asked("fill", extra=extra)
    desk.asked("rounds", **given)
    return desk.outcome()


def without_count(outcome: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in outcome.items() if name != "coded"}


def test_in_peace_every_report_is_coded_once_and_linked(peace: dict[str, Any]) -> None:
    found = peace
    assert sorted(found["coded"]) == sorted(name for name, *_ in found["reports"])
    assert {state for _, state, *_ in found["reports"]} == {"linked", "superseded"}
    assert sum(state == "superseded" for _, state, *_ in found["reports"]) == 7
    assert 0 < len(found["incidents"]) < len(found["events"])
    assert not any(unlinked for *_, unlinked, _ in found["events"])


@pytest.mark.parametrize(("seed", "workers"), [(1, 1), (3, 2), (4, 3)])
def test_killed_at_random_points_they_make_the_same_with_the_same_ids(
    copies: Copies, peace: dict[str, Any], seed: int, workers: int
) -> None:
    war = made(copies(), **{**WAR, "seed": seed, "kills": 18, "workers": workers})
    assert without_count(war) == without_count(peace)


@pytest.mark.parametrize("workers", [2, 3])
def test_several_at_once_make_the_same_and_code_nothing_twice(
    copies: Copies, peace: dict[str, Any], workers: int
) -> None:
    together = made(copies(), **{**PEACE, "workers": workers})
    assert sorted(together["coded"]) == sorted(peace["coded"])
    assert without_count(together) == without_count(peace)


def test_a_report_that_ends_the_worker_fails_alone(copies: Copies, peace: dict[str, Any]) -> None:
    found = made(copies(), f"This one {DEADLY}.", **{**WAR, "attempts": 3})
    (bad,) = [each for each in found["reports"] if each[0] == "extra"]
    assert bad[1] == "failed"
    assert "ended 3 times" in bad[3]
    assert found["coded"].count("extra") == 3
    assert found["events"] == peace["events"]
    assert found["compositions"] == peace["compositions"]


def test_killed_while_it_reads_with_the_real_coder_it_makes_the_same(copies: Copies) -> None:
    alone = made(copies(), **{**PEACE, "real": True})
    war = made(copies(), **{**WAR, "seed": 5, "kills": 8, "workers": 2, "seconds": 2, "real": True})
    assert len(alone["events"]) > 20
    assert war == alone
