"""Time the desk's pages with 20 users at once on a filled desk (``benchmarks.desk.fill``).

Run: ``COMMUNIQUE_DATA=FOLDER .venv/bin/python -m benchmarks.desk.pages [--figures FILE.json] [--seconds 20]`` (or with
``DATABASE_URL``). Starts the desk by ``communique web`` and asks it with wrk over loopback on the same machine: what wrk costs is
in the figures. Each page is asked in many forms, in turn, so that nothing is answered from one cached row.
"""

import argparse
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import django
import httpx

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "communique.desk.config.settings")
django.setup()

from django.db import connection  # noqa: E402

from communique.desk.archive.models import Composition, Event, Report  # noqa: E402

USERS, FORMS = 20, 400
"""Connections that wrk keeps busy, and forms of each page."""
SCRIPT = """
local paths = {}
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
local turn = 0
request = function() turn = turn % #paths + 1; return wrk.format("GET", paths[turn]) end
done = function(summary, latency)
  local wrong = summary.errors.status + summary.errors.timeout + summary.errors.connect + summary.errors.read
  io.write(string.format("MEASURED %d %d %d %d\\n", latency:percentile(50), latency:percentile(95), summary.requests, wrong))
end
"""


@dataclass(frozen=True, slots=True)
class Timed:
    """One page: milliseconds at the median and the 95th percentile, requests answered, and how many of them wrongly."""

    page: str
    median_ms: float
    p95_ms: float
    requests: int
    wrong: int


def paths() -> dict[str, list[str]]:
    """Every page in many forms: of reviewed incidents, as a stranger sees them."""
    rows = (
        Composition.objects.filter(basis="reviewed")
        .order_by("-day", "-id")[: FORMS * 20]
        .values_list("incident__name", "country", "type", "start", "longitude", "latitude")
    )
    found = [row for row in rows if row[3] and row[4] is not None][::10][:FORMS]
    return {
        "map": [_map(*row[3:]) for row in found],
        "list": [f"/incidents/?country={country}&type={kind}&until={day}" for _, country, kind, day, _, _ in found],
        "incident": [f"/incidents/{name}/" for name, *_ in found],
    }


def _map(day: date, longitude: float, latitude: float) -> str:
    size = 5
    box = f"{longitude - size:.2f},{latitude - size:.2f},{longitude + size:.2f},{latitude + size:.2f}"
    return f"/map/tiles?box={box}&zoom=5&until={day}"


@contextmanager
def serving() -> Iterator[str]:
    """The web part alone, on a free port. Its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "communique", "web", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait(address: str, server: "subprocess.Popen[bytes]") -> None:
    while server.poll() is None:
        try:
            if httpx.get(f"{address}/incidents/", timeout=60).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise SystemExit("the desk did not start; try: communique web")


def timed(address: str, page: str, forms: Sequence[str], seconds: int) -> Timed:
    """Ask a page in its forms by turns, first to warm up, then to measure."""
    with tempfile.TemporaryDirectory() as folder:
        script, lines = Path(folder, "ask.lua"), Path(folder, "paths")
        script.write_text(SCRIPT, "utf-8")
        lines.write_text("\n".join(forms), "utf-8")
        environment = {**os.environ, "PATHS": str(lines)}
        for length in (3, seconds):
            command = ["wrk", "-t1", f"-c{USERS}", f"-d{length}s", "--timeout", "10s", "-s", str(script), address]
            told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    found = re.search(r"MEASURED (\d+) (\d+) (\d+) (\d+)", told)
    if found is None:
        raise SystemExit(f"wrk said:\n{told}")
    median, p95, requests, wrong = map(int, found.groups())
    return Timed(page, median / 1000, p95 / 1000, requests, wrong)


def main() -> None:
    """Measure and print; keep the figures where asked."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--figures", type=Path)
    options.add_argument("--seconds", type=int, default=20)
    chosen = options.parse_args()
    counts = {"events": Event.objects.count(), "reports": Report.objects.count()}
    with serving() as address:
        results = [timed(address, page, forms, chosen.seconds) for page, forms in paths().items()]
    for each in results:
        print(
            f"{each.page}: median {each.median_ms:.0f} ms, 95 % {each.p95_ms:.0f} ms, {each.requests} requests, {each.wrong} wrong"
        )
    if chosen.figures:
        kept = {
            "date": datetime.now(UTC).date().isoformat(),
            "database": connection.vendor,
            "users": USERS,
            **counts,
            "pages": [asdict(each) for each in results],
        }
        chosen.figures.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
