"""How many messages a second are sent by one process with the ledger on, and in how much memory.

Run: ``COMMUNIQUE_DATA=FOLDER .venv/bin/python -m benchmarks.newsletters.send SIZE... [--kilobytes 8] [--pictures 0]
[--connections 1] [--most N] [--server smtp-sink|postfix] [--figures FILE.json]``, or with ``DATABASE_URL``, on a desk with nothing
worth keeping. ``--most``: stop once so many were sent; 0: freeze and send nothing. With ``COMMUNIQUE_DKIM_KEY`` it is signed.

For each size a list is filled, in another process, and an issue frozen, which is timed too; the issue is sent by the step that the
worker runs. The baseline, taken before and after each issue, is smtplib: one message, ready made, is handed to the same server
again and again over one connection, with no ledger and nothing of a reader's own in it. Memory is what the process holds of its
own, looked at ten times on the way; pages of the database that the system shows it from its cache are counted apart.
"""

import argparse
import json
import os
import smtplib
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "communique.desk.config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from benchmarks.newsletters.people import fill, issue_of  # noqa: E402
from benchmarks.newsletters.servers import SERVERS  # noqa: E402
from communique.desk.newsletters.models import Issue, MailingList  # noqa: E402
from communique.desk.newsletters.sending.due import send_due  # noqa: E402
from communique.desk.newsletters.sending.freezing import freeze  # noqa: E402
from communique.desk.newsletters.sending.holders import new_holder  # noqa: E402
from communique.desk.newsletters.smtp.compiling import Reader, compiled  # noqa: E402

BASELINE = 3000
"""Messages."""


def measure(river: MailingList, people: int, given: argparse.Namespace) -> dict[str, Any]:
    """Freeze and send an issue."""
    issue = issue_of(river, 1, given.kilobytes, given.pictures)
    begun = time.perf_counter()
    freeze(issue, datetime.now(UTC), new_holder())
    frozen = time.perf_counter() - begun
    message = compiled(issue).of(Reader("reader@mill.example", 1, 1)).message
    baseline = [_baseline(message)] if given.most else []
    begun, cpu = time.perf_counter(), time.process_time()
    memory = []
    done = 0
    while done < given.most and Issue.objects.filter(pk=issue.pk, state=Issue.State.SENDING).exists():
        done += send_due(datetime.now(UTC), "benchmark", threading.Event())
        memory.append(_memory("RssAnon"))
    took, cpu = time.perf_counter() - begun, time.process_time() - cpu
    baseline += [_baseline(message)] if given.most else []
    accepted = issue.deliveries.filter(state="accepted").count()
    return {
        "recipients": people,
        "accepted": accepted,
        "message_bytes": len(message),
        "freeze_s": round(frozen, 2),
        "send_s": round(took, 2),
        "messages_per_s": round(accepted / took),
        "smtplib_per_s": baseline,
        "processor_s": round(cpu, 2),
        "memory_mb": [round(each, 1) for each in memory[:: max(1, len(memory) // 10)]],
        "memory_of_files_mb": round(_memory("RssFile"), 1),
    }


def _baseline(message: bytes) -> int:
    """Messages a second by smtplib."""
    begun = time.perf_counter()
    with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT) as server:
        for _ in range(BASELINE):
            server.sendmail("back@news.example", ["reader@mill.example"], message)
    return round(BASELINE / (time.perf_counter() - begun))


def _memory(kind: str) -> float:
    """What the process holds now, MB: ``RssAnon`` of its own, ``RssFile`` of files (proc(5))."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return int(next(each for each in lines if each.startswith(kind)).split()[1]) / 1000


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="+", type=int)
    parser.add_argument("--kilobytes", type=int, default=8)
    parser.add_argument("--pictures", type=int, default=0, help="kilobytes of pictures in each message")
    parser.add_argument("--connections", type=int, default=1)
    parser.add_argument("--most", type=int, default=10**9, help="messages; 0: freeze and send nothing")
    parser.add_argument("--server", choices=sorted(SERVERS), default="smtp-sink")
    parser.add_argument("--figures", type=Path)
    given = parser.parse_args()
    call_command("migrate", verbosity=0)
    settings.MAIL_CONNECTIONS, settings.MAIL_RATE, settings.PLATFORM = given.connections, 0, "smtp"
    settings.EMAIL_HOST_USER = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    with SERVERS[given.server]() as (host, port):
        settings.EMAIL_HOST, settings.EMAIL_PORT = host, port
        found = [_size(size, given) for size in given.sizes]
    told = {
        "database": connection.vendor,
        "server": given.server,
        "connections": given.connections,
        "dkim": bool(settings.DKIM_KEY),
        "sizes": found,
    }
    if given.figures:
        given.figures.write_text(json.dumps(told, indent=2) + "\n", "utf-8")


def _size(people: int, given: argparse.Namespace) -> dict[str, Any]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        river = pool.submit(fill, people).result()
    found = measure(river, people, given)
    print(json.dumps(found), flush=True)
    return found


if __name__ == "__main__":
    main()
