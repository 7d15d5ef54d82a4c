"""A backup taken while others write is of one moment; a restore waits for nobody who still runs; PostgreSQL's is whole, too."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

PAIRS = """
import sqlite3, sys
desk = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
desk.execute("CREATE TABLE IF NOT EXISTS pair_one (n INTEGER)")
desk.execute("CREATE TABLE IF NOT EXISTS pair_two (n INTEGER)")
print("writing", flush=True)
n = 0
while True:
    desk.execute("BEGIN IMMEDIATE")
    desk.execute("INSERT INTO pair_one VALUES (?)", (n,))
    desk.execute("INSERT INTO pair_two VALUES (?)", (n,))
    desk.execute("COMMIT")
    n += 1
"""


def communique(data: Path, *arguments: str, url: str | None = None) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    own = {"COMMUNIQUE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "communique.desk.config.settings"}
    environment = {**inherited, **own, **({"DATABASE_URL": url} if url else {})}
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the tables and nothing in them."""
    folder = tmp_path_factory.mktemp("template")
    done = communique(folder, "django", "migrate", "--verbosity", "0")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def desk(template: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(template, tmp_path / "desk"))


@pytest.fixture
def writer(desk: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process that writes all the time, the same number into two tables at once."""
    command = [sys.executable, "-c", PAIRS, str(desk / "desk.sqlite3")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        yield process
        process.kill()


@pytest.mark.usefixtures("writer")
def test_a_backup_taken_while_another_writes_is_of_one_moment(desk: Path, tmp_path: Path) -> None:
    done = communique(desk, "communique", "backup", str(tmp_path / "desk.tar"))
    assert done.returncode == 0, done.stderr
    with tarfile.open(tmp_path / "desk.tar") as tar:
        tar.extract("database", tmp_path, filter="data")
    with closing(sqlite3.connect(tmp_path / "database")) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        one, two = (copy.execute(f"SELECT count(*) FROM {table}").fetchone() for table in ("pair_one", "pair_two"))
    assert one == two
    assert one > (0,)


def test_a_desk_that_still_runs_is_not_replaced(desk: Path, writer: "subprocess.Popen[str]", tmp_path: Path) -> None:
    assert communique(desk, "communique", "backup", str(tmp_path / "desk.tar")).returncode == 0
    done = communique(desk, "communique", "restore", "--force", str(tmp_path / "desk.tar"))
    assert done.returncode == 2
    assert "stop the desk" in done.stderr
    writer.kill()
    writer.wait()
    done = communique(desk, "communique", "restore", "--force", str(tmp_path / "desk.tar"))
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(desk / "desk.sqlite3")) as restored:
        one, two = (restored.execute(f"SELECT count(*) FROM {table}").fetchone() for table in ("pair_one", "pair_two"))
    assert one == two


def test_a_backup_of_a_newer_version_is_refused(desk: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(desk / "desk.sqlite3")) as newer, newer:
        newer.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('archive', '9999_later', '2030-01-01')"
        )
    assert communique(desk, "communique", "backup", str(tmp_path / "desk.tar")).returncode == 0
    done = communique(tmp_path / "other", "communique", "restore", str(tmp_path / "desk.tar"))
    assert done.returncode == 2
    assert "newer" in done.stderr
    with closing(sqlite3.connect(tmp_path / "other" / "desk.sqlite3")) as untouched:
        assert untouched.execute("SELECT name FROM sqlite_master").fetchall() == []


@pytest.mark.skipif(settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"), reason="only where PostgreSQL runs")
def test_postgresql_is_saved_and_put_back(tmp_path: Path) -> None:
    given = settings.DATABASES["default"]
    server = f"postgresql://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}"
    own = f"{given['NAME']}_saved"
    admin = f"{server}/postgres"
    for statement in (f'DROP DATABASE IF EXISTS "{own}"', f'CREATE DATABASE "{own}"'):
        _psql(admin, statement)
    try:
        url = f"{server}/{own}"
        done = communique(tmp_path, "django", "migrate", "--verbosity", "0", url=url)
        assert done.returncode == 0, done.stderr
        _psql(url, "CREATE TABLE kept (n integer)", "INSERT INTO kept VALUES (1)")
        done = communique(tmp_path, "communique", "backup", str(tmp_path / "desk.tar"), url=url)
        assert done.returncode == 0, done.stderr
        _psql(url, "DELETE FROM kept", "INSERT INTO kept VALUES (2), (3)")
        done = communique(tmp_path, "communique", "restore", str(tmp_path / "desk.tar"), url=url)
        assert done.returncode == 0, done.stderr
        assert _psql(url, "SELECT n FROM kept") == [(1,)]
    finally:
        _psql(admin, f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')


def _psql(url: str, *statements: str) -> list[tuple[object, ...]]:
    import psycopg

    with psycopg.connect(url, autocommit=True) as server:
        for statement in statements:
            cursor = server.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []
