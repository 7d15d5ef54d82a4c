"""Desks of their own, for workers in other processes: on the database that the tests run on."""

import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[3]
SERVER = os.environ.get("DATABASE_URL", "")


@dataclass(frozen=True)
class Desk:
    """A data folder, and where its database is."""

    folder: Path
    url: str

    @property
    def database(self) -> str:
        """Its name on the server; empty with SQLite."""
        return urlsplit(self.url).path.removeprefix("/")

    def asked(self, command: str, **given: Any) -> str:
        """Run the driver; what it wrote."""
        return self.run("-m", "desk.worker.driver", command, json.dumps(given))

    def outcome(self) -> dict[str, Any]:
        """What was made."""
        return json.loads(self.asked("outcome"))

    def run(self, *words: str) -> str:
        """Run Python with the desk's settings."""
        done = subprocess.run(
            [sys.executable, *words], env=self.environment, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    @property
    def environment(self) -> dict[str, str]:
        """Of a process that works on it."""
        given = {name: value for name, value in os.environ.items() if not name.startswith("COMMUNIQUE_")}
        given |= {"COMMUNIQUE_DATA": str(self.folder), "DJANGO_SETTINGS_MODULE": "communique.desk.config.settings"}
        given |= {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
        return {**given, "DATABASE_URL": self.url} if self.url else given


def server(statement: str) -> None:
    """Ask the PostgreSQL server for something that no transaction may hold."""
    import psycopg

    with psycopg.connect(SERVER, autocommit=True) as asked:
        asked.execute(statement)


def address(database: str) -> str:
    return urlsplit(SERVER)._replace(path=f"/{database}").geturl() if SERVER else ""


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that has its tables and nothing in them."""
    name = f"communique_template_{secrets.token_hex(4)}"
    if SERVER:
        server(f"CREATE DATABASE {name}")
    desk = Desk(tmp_path_factory.mktemp("template"), address(name))
    desk.run("-m", "django", "migrate", "--verbosity", "0", "--skip-checks")
    yield desk
    if SERVER:
        server(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def copied(template: Desk, folder: Path) -> Iterator[Desk]:
    """A desk like the template."""
    name = f"communique_worker_{secrets.token_hex(4)}"
    shutil.copytree(template.folder, folder)
    if SERVER:
        server(f"CREATE DATABASE {name} TEMPLATE {template.database}")
    yield Desk(folder, address(name))
    if SERVER:
        server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def copies(template: Desk, tmp_path: Path) -> Iterator[Callable[[], Desk]]:
    """Makes desks, each empty."""
    with ExitStack() as stack:
        numbers = count()
        yield lambda: stack.enter_context(copied(template, tmp_path / f"desk-{next(numbers)}"))
