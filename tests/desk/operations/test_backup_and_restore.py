"""A backup is the whole desk; restored elsewhere it is the same; a damaged one touches nothing."""

import os
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

COUNT = """
from communique.desk.archive.models import Change, Composition, Event, Report
print([(m.__name__, sorted(m.objects.values_list("pk", flat=True))) for m in (Change, Composition, Event, Report)])
from django.conf import settings
print(settings.SECRET_KEY)
"""
FILL = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from desk.filled import fill, the
fill()
"""
START = "import django; django.setup()\n"


def run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    own = {"COMMUNIQUE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "communique.desk.config.settings"}
    inherited = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL",)}
    tests = str(Path(__file__).parents[2])
    environment = {**inherited, **own, "PYTHONPATH": tests}
    return subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False)


def said(data: Path, script: str) -> str:
    done = run(data, "-c", START + script)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A filled desk and its backup."""
    folder = tmp_path_factory.mktemp("desk")
    said(folder, FILL)
    file = folder.parent / "desk.tar"
    done = run(folder, "-m", "communique", "backup", str(file))
    assert done.returncode == 0, done.stderr
    return folder, file


def test_a_restored_desk_is_the_one_that_was_saved(saved: tuple[Path, Path], tmp_path: Path) -> None:
    folder, file = saved
    done = run(tmp_path, "-m", "communique", "restore", str(file))
    assert done.returncode == 0, done.stderr
    assert said(tmp_path, COUNT) == said(folder, COUNT)
    assert "issues on their way wait for a person" in done.stdout
    assert (tmp_path / "restored").exists(), "newsletters would go out by themselves"


def test_a_desk_with_reports_is_not_overwritten_unless_told_to(saved: tuple[Path, Path]) -> None:
    folder, file = saved
    before = said(folder, COUNT)
    done = run(folder, "-m", "communique", "restore", str(file))
    assert done.returncode == 2
    assert "--force" in done.stderr
    assert run(folder, "-m", "communique", "restore", "--force", str(file)).returncode == 0
    assert said(folder, COUNT) == before


def test_a_desk_that_has_accounts_alone_is_not_overwritten(saved: tuple[Path, Path], tmp_path: Path) -> None:
    make = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from communique.desk.accounts.models import User
User.objects.create_user("ann")
"""
    said(tmp_path, make)
    done = run(tmp_path, "-m", "communique", "restore", str(saved[1]))
    assert done.returncode == 2
    assert "--force" in done.stderr


def test_a_key_of_the_settings_is_told_of(
    saved: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_SECRET_KEY", "a key of forty characters, made for tests")
    done = run(tmp_path, "-m", "communique", "restore", str(saved[1]))
    assert done.returncode == 0, done.stderr
    assert "COMMUNIQUE_SECRET_KEY" in done.stderr


def test_a_damaged_backup_is_refused_and_nothing_is_touched(saved: tuple[Path, Path], tmp_path: Path) -> None:
    _, file = saved
    damaged = tmp_path / "damaged.tar"
    data = bytearray(file.read_bytes())
    data[-20_000] ^= 1
    damaged.write_bytes(data)
    done = run(tmp_path / "new", "-m", "communique", "restore", str(damaged))
    assert done.returncode == 2
    assert "damaged" in done.stderr
    with closing(sqlite3.connect(tmp_path / "new" / "desk.sqlite3")) as untouched:
        assert untouched.execute("SELECT name FROM sqlite_master").fetchall() == []


def test_what_is_no_backup_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "x.tar").write_text("no tar", "utf-8")
    done = run(tmp_path / "new", "-m", "communique", "restore", str(tmp_path / "x.tar"))
    assert done.returncode == 2
    assert "no backup of Communique" in done.stderr


def test_a_backup_is_for_its_owner_alone(saved: tuple[Path, Path]) -> None:
    _, file = saved
    assert file.stat().st_mode & 0o077 == 0
    with tarfile.open(file) as tar:
        assert tar.getnames() == ["manifest.json", "secret-key", "database"]
