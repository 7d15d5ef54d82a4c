"""A sender may be killed at any moment: nobody gets an issue twice, and the ledger adds up."""

import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from desk.newsletters.sending.conftest import Sink
from desk.worker.conftest import Desk

DRIVER = "desk.newsletters.sending.driver"
Copies = Callable[[], Desk]


def asked(desk: Desk, command: str, **given: Any) -> str:
    return desk.run("-m", DRIVER, command, json.dumps(given))


def sender(desk: Desk, sink: Sink, connections: int = 1) -> "subprocess.Popen[str]":
    """A sender that has begun."""
    mail = {"COMMUNIQUE_MAIL": f"smtp://127.0.0.1:{sink.port}", "COMMUNIQUE_MAIL_CONNECTIONS": str(connections)}
    command = [sys.executable, "-m", DRIVER, "send"]
    process = subprocess.Popen(command, env={**desk.environment, **mail}, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "sending\n"
    return process


def ended(process: "subprocess.Popen[str]", seconds: float) -> bool:
    """Whether it ends by itself in that time."""
    try:
        return process.wait(seconds) == 0
    except subprocess.TimeoutExpired:
        return False


def killed_at(process: "subprocess.Popen[str]", sink: Sink, taken: int, moment: float) -> bool:
    """Kill it some time after the sink took so many messages; whether it still ran."""
    while len(sink.took()) < taken and not ended(process, 0.005):
        pass
    over = ended(process, moment)
    process.kill()
    closed(process)
    return not over


def closed(process: "subprocess.Popen[str]") -> None:
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def check(counts: dict[str, Any], took: list[str], unknown_most: int) -> None:
    """Nobody twice, and everybody accounted for."""
    twice = {address: times for address, times in Counter(took).items() if times > 1}
    assert not twice
    states, by_state = counts["states"], counts["by_state"]
    assert sum(states.values()) == counts["audience"]
    assert set(states) <= {"accepted", "unknown", "failed", "skipped"}
    assert set(by_state["accepted"]) <= set(took)
    assert set(took) <= {*by_state["accepted"], *by_state.get("unknown", [])}
    assert states.get("unknown", 0) <= unknown_most


@pytest.mark.parametrize(("sink", "connections"), [("", 1), ("PIPELINING", 2)], indirect=["sink"])
def test_killed_ten_times_over_it_sends_nobody_anything_twice(copies: Copies, sink: Sink, connections: int) -> None:
    desk, chance = copies(), random.Random(connections)
    asked(desk, "fill", people=5000, refused=40)
    asked(desk, "freeze")
    asked(desk, "leave", every=100)
    for _ in range(10):
        taken = len(sink.took()) + chance.randrange(450)
        assert killed_at(sender(desk, sink, connections), sink, taken, chance.uniform(0, 0.02))
    last = sender(desk, sink, connections)
    assert ended(last, 300)
    closed(last)
    counts = json.loads(asked(desk, "counts"))
    check(counts, sink.took(), 10 * connections)
    assert counts["issue"] == "sent"
    assert counts["states"]["failed"] == 40
    assert counts["states"]["skipped"] >= 1


@pytest.mark.parametrize("sink", ["PIPELINING"], indirect=True)
def test_several_senders_at_once_send_nobody_anything_twice(copies: Copies, sink: Sink) -> None:
    desk = copies()
    asked(desk, "fill", people=2000)
    together = [sender(desk, sink, 2) for _ in range(3)]
    assert all(ended(each, 300) for each in together)
    for each in together:
        closed(each)
    counts = json.loads(asked(desk, "counts"))
    check(counts, sink.took(), 0)
    assert counts["states"] == {"accepted": 2000}
