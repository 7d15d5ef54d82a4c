"""Setting up says clearly what is missing."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def find_python(path: Path, preferred: str = "") -> subprocess.CompletedProcess[str]:
    """Run scripts/find-python with only ``path`` and the system's own tools to be found."""
    command = ["/bin/sh", str(ROOT / "scripts" / "find-python"), preferred]
    return subprocess.run(command, env={**os.environ, "PATH": str(path)}, capture_output=True, text=True, check=False)


def fake(folder: Path, name: str, body: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / name
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o755)


def test_a_python_that_is_too_old_is_named_with_the_remedy(tmp_path: Path) -> None:
    fake(tmp_path / "bin", "python3", 'if [ "$1" = --version ]; then echo Python 3.9.2; else exit 1; fi')
    done = find_python(tmp_path / "bin")
    assert done.returncode == 1
    assert "3.11 or newer" in done.stderr
    assert "Python 3.9.2" in done.stderr
    assert "make demo PYTHON=" in done.stderr


def test_a_python_without_venv_is_told_of(tmp_path: Path) -> None:
    fake(tmp_path / "bin", "python3", 'case "$2" in *venv*) exit 1;; *) exit 0;; esac')
    done = find_python(tmp_path / "bin")
    assert done.returncode == 1
    assert "python3-venv" in done.stderr


def test_the_python_that_is_asked_for_is_taken(tmp_path: Path) -> None:
    assert find_python(tmp_path, sys.executable).stdout.strip() == sys.executable
