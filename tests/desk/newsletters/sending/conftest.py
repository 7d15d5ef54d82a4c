"""Desks of their own on the database that the tests run on, and a mail server in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from desk.worker.conftest import copies, template

ROOT = Path(__file__).parents[4]
__all__ = ["copies", "template"]


@dataclass(frozen=True)
class Sink:
    """A mail server that keeps whom it took mail for."""

    port: int
    kept: Path

    def took(self) -> list[str]:
        """Addresses, in the order in which their messages were taken."""
        return self.kept.read_text("utf-8").split("\n")[:-1]


@pytest.fixture
def sink(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sink]:
    """Runs until the test is over. With the parameter, an extension of SMTP, where it is given one."""
    extensions = [request.param] if getattr(request, "param", "") else []
    kept = tmp_path / "taken.txt"
    kept.touch()
    given = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    command = [sys.executable, "-m", "desk.newsletters.sending.sink", str(kept), *extensions]
    with subprocess.Popen(command, env=given, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield Sink(int(process.stdout.readline()), kept)
        process.terminate()
