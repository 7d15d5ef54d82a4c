"""Run a program and measure it from outside."""

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

EVERY_S, SHARE = 0.5, 20
"""Seconds between two looks at memory; and a look takes no more than one part in so many, as it holds up what it looks at."""
KIB = 1024


class RunError(RuntimeError):
    """The program failed; the message is what it said."""


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds by the wall and of processors, and peak memory in bytes: ``largest`` of the largest process, as ``getrusage`` has
    it; ``together`` of all at once, shared pages counted once (looked at now and then; null where the system does not tell).
    """

    wall_s: float
    cpu_s: float
    largest: int
    together: int | None


def run(command: Sequence[str]) -> Run:
    """Run to the end. Raises ``RunError``."""
    started = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        peaks: list[int] = []
        done = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, done, peaks))
        watcher.start()
        said = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - started
        done.set()
        watcher.join()
    if process.returncode:
        raise RunError(f"{' '.join(command)}: {said.decode(errors='replace').strip()[-500:]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * KIB, max(peaks, default=None))


def _watch(pid: int, done: threading.Event, peaks: list[int]) -> None:
    took = 0.0
    while not done.wait(max(EVERY_S, SHARE * took)):
        started = time.monotonic()
        found = [size for each in _family(pid) if (size := _proportional(each)) is not None]
        if found:
            peaks.append(sum(found))
        took = time.monotonic() - started


def _family(pid: int) -> Iterator[int]:
    """A process and all that it started, by their numbers."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:  # it has ended, or the system has no /proc
        return
    for child in children:
        yield from _family(int(child))


def _proportional(pid: int) -> int | None:
    """Bytes of memory, of shared pages its part."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * KIB for line in lines if line.startswith("Pss:")), None)
