"""CPU of the API's operations on a filled desk (``benchmarks.desk.fill``), in process, without a server around them.

Run: ``COMMUNIQUE_DATA=FOLDER .venv/bin/python -m benchmarks.desk.api`` (or with ``DATABASE_URL``). Each operation is asked in many
forms as a stranger, each once before and once measured, so that pages of the database are warm and no answer is cached.
"""

import os
import statistics
import time
from collections.abc import Sequence

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "communique.desk.config.settings")
os.environ.setdefault("COMMUNIQUE_API_RATE_STRANGERS", "100000000")
django.setup()

from django.test import Client  # noqa: E402

from communique.desk.archive.models import Composition, Stamp  # noqa: E402

FORMS = 60


def paths() -> dict[str, list[str]]:
    """Every operation in many forms."""
    rows = Composition.objects.filter(basis="reviewed", day__gt=0).select_related("incident")
    found = list(rows.order_by("incident_id")[: 40 * FORMS : 40])
    last = Stamp.objects.get(pk=1).last
    return {
        "one incident": [f"incidents/{row.incident.name}" for row in found],
        "list": [f"incidents?country={row.country or 'ML'}&until={row.start}" for row in found],
        "list, two filters": [f"incidents?country={row.country}&type={row.type}" for row in found],
        "list of 200": [f"incidents?limit=200&until={row.start}" for row in found],
        "in the order of changes": [f"incidents?changed_since={last * n // FORMS}" for n in range(FORMS)],
        "events of an incident": [f"events?incident={row.incident.name}" for row in found],
        "who holds what": [f"situation?country={row.country}" for row in found if row.country],
        "codebook": ["codebook"] * FORMS,
    }


def measured(client: Client, forms: Sequence[str]) -> tuple[float, float, float, float]:
    """CPU and wall of the median and the 95th percentile, ms."""
    cpu, wall = [], []
    for path in [*forms, *forms]:
        began, start = time.process_time(), time.perf_counter()
        answer = client.get(f"/api/v1/{path}", headers={"host": "127.0.0.1"})
        cpu.append(1000 * (time.process_time() - began))
        wall.append(1000 * (time.perf_counter() - start))
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code} {answer.content[:200]!r}")
    cpu, wall = cpu[len(forms) :], wall[len(forms) :]
    return statistics.median(cpu), _late(cpu), statistics.median(wall), _late(wall)


def _late(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def main() -> None:
    """Print a table."""
    print(f"{'operation':26} {'CPU':>7} {'p95':>7} {'wall':>7} {'p95':>7}   ms")
    for name, forms in paths().items():
        print(f"{name:26}", *(f"{each:7.1f}" for each in measured(Client(), forms)))


if __name__ == "__main__":
    main()
