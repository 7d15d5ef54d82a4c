"""Run the web part, and the worker beside it: each a process of its own, watched, and ended together."""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from communique.desk.operations.preparing import NotReadyError

LOG = logging.getLogger(__name__)
ENOUGH, SPAN_S = 5, 60.0
"""A part that dies so often within so many seconds will not live: everything is ended, with its error."""
GRACE_S = 30.0
"""Seconds that a part has to finish what it is at."""


def web_command(host: str, port: int, threads: int, processes: int) -> list[str]:
    """Gunicorn with the desk. ``--preload`` shares memory between its processes."""
    return [
        sys.executable, "-m", "gunicorn", "communique.desk.config.wsgi:application", "--bind", f"{host}:{port}",
        "--workers", str(processes), "--threads", str(threads), "--worker-class", "gthread", "--preload",
        "--max-requests", "20000", "--max-requests-jitter", "2000", "--log-level", "warning", "--no-control-socket",
    ]  # fmt: skip


def worker_command() -> list[str]:
    """The worker."""
    return [sys.executable, "-m", "communique", "worker"]


def free(host: str, port: int) -> None:
    """Raises ``NotReadyError`` where another program listens there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise NotReadyError(f"{host}:{port} cannot be used ({error.strerror}); give another with --port") from error


def listens(host: str, port: int) -> bool:
    """Whether somebody answers there."""
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


@dataclass(slots=True)
class Part:
    """A process that is kept alive; ``deaths`` are seconds of a monotonic clock."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it."""
        self.process = subprocess.Popen(self.command, env=os.environ)

    def died(self) -> bool:
        """Whether it ended though nobody told it to."""
        return self.process is not None and self.process.poll() is not None


def supervise(parts: Sequence[Part], host: str, port: int, ready: Callable[[], None]) -> int:
    """Run the parts until told to end (SIGTERM, Ctrl-C), and start again what dies. 0 in order, 1 where a part will not live.

    ``ready`` is called once, as soon as the web part listens at ``host`` and ``port``.
    """
    stopping: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda which, _frame: stopping.append(which))
    for part in parts:
        part.start()
    code, said = 0, False
    while not stopping and code == 0:
        if not said and listens(host, port):
            said = True
            ready()
        code = next((1 for part in parts if part.died() and not _again(part)), 0)
        time.sleep(0.2)
    _end(parts)
    return code


def _again(part: Part) -> bool:
    """Start a part that died; false where it dies too often."""
    assert part.process is not None
    now = time.monotonic()
    part.deaths = [*(death for death in part.deaths if death > now - SPAN_S), now]
    LOG.error("%s ended with code %s", part.name, part.process.returncode, extra={"part": part.name})
    if len(part.deaths) >= ENOUGH:
        LOG.error("%s ended %d times within a minute and is not started again", part.name, ENOUGH)
        return False
    part.start()
    return True


def _end(parts: Sequence[Part]) -> None:
    running = [part.process for part in parts if part.process is not None and part.process.poll() is None]
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            process.kill()
