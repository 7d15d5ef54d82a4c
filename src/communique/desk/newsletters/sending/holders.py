"""Who holds rows: a name that tells whether that process still runs, and whether the machine did all along.

The first is only used to go on sooner. Where it is wrong nobody is mailed twice: a row is sent by who holds it when it is marked,
and a row that was marked is never sent again.
"""

import os
import secrets
import socket
from collections.abc import Callable
from pathlib import Path

from django.db import connection

BOOT = Path("/proc/sys/kernel/random/boot_id")
STARTED_FIELD = 19
"""Of ``/proc/PID/stat``, counted after the name: when the process started (proc(5), field 22)."""


def new_holder() -> str:
    """A name that nobody else has: host, process, its start, what the database runs on since when, and chance."""
    pid = os.getpid()
    return ":".join((_host(), str(pid), _started(pid) or "", life(), secrets.token_hex(4)))


def gone(holder: str) -> bool:
    """Whether the process surely ended. That of another machine may still run."""
    host, pid, started, *_ = [*holder.split(":"), "", "", ""]
    if host != _host() or not started or not pid.isdecimal() or not _started(os.getpid()):
        return False
    return _started(int(pid)) != started


def interrupted(holder: str) -> bool:
    """Whether the database may have lost what the holder wrote last: its machine, or its server, started anew since."""
    return [*holder.split(":"), "", "", "", ""][3] != life()


def life() -> str:
    """Since when the database runs without a break: the boot of this machine for SQLite, the start of a PostgreSQL server."""
    return LIVES[connection.vendor]()


def _booted() -> str:
    try:
        return BOOT.read_text("ascii")[:8]
    except OSError:
        return ""


def _served() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM pg_postmaster_start_time())::bigint")
        return str(cursor.fetchone()[0])


LIVES: dict[str, Callable[[], str]] = {"sqlite": _booted, "postgresql": _served}


def _host() -> str:
    return socket.gethostname()[:40].replace(":", "-")


def _started(pid: int) -> str | None:
    """Ticks after boot; null: there is no such process, or no ``/proc``."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return None
    return stat.rpartition(")")[2].split()[STARTED_FIELD]
