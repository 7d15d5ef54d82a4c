"""What is counted for Prometheus: in the database, so that it is right however many processes there are."""

from collections.abc import Iterator

from django.db.models import Count, Max
from django.utils import timezone
from prometheus_client.core import CollectorRegistry, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from communique.desk.api.models import Delivery
from communique.desk.archive.models import Event, Report, Snapshot, Source, Stamp
from communique.desk.ingest.models import Worker
from communique.desk.ingest.working import alive

COUNTED = ("waiting", "coded", "failed")
"""States of reports that are few, and told by an index; how many are done, nobody has to act on."""


class Figures(Collector):
    """Counts when it is asked. Only what waits or failed is counted, which indexes tell."""

    def collect(self) -> Iterator[Metric]:
        """Every figure."""
        yield self._reports()
        yield _gauge(
            "snapshots_to_read", "Pages fetched and not read yet", Snapshot.objects.filter(state="fetched").count()
        )
        yield _gauge(
            "events_unlinked", "Events that are not in their incidents yet", Event.objects.filter(unlinked=True).count()
        )
        yield _gauge(
            "sources_failing",
            "Active sources whose last try failed",
            Source.objects.filter(active=True, failures__gt=0).count(),
        )
        yield _gauge(
            "webhooks_waiting", "Webhooks that are not delivered yet", Delivery.objects.filter(state="waiting").count()
        )
        yield _gauge("workers_alive", "Workers seen lately", alive(timezone.now()).count())
        yield _gauge(
            "incidents_stamp",
            "Number of the last change of any incident",
            Stamp.objects.values_list("last", flat=True).first() or 0,
        )
        seen = Worker.objects.aggregate(last=Max("seen_at"))["last"]
        if seen is not None:
            yield _gauge(
                "worker_seen_seconds", "Seconds since any worker was seen", (timezone.now() - seen).total_seconds()
            )

    def _reports(self) -> Metric:
        found = GaugeMetricFamily("communique_reports", "Reports by state", labels=["state"])
        counts = dict(Report.objects.filter(state__in=COUNTED).values_list("state").annotate(Count("pk")))
        for state in COUNTED:
            found.add_metric([state], counts.get(state, 0))
        return found


def _gauge(name: str, told: str, value: float) -> Metric:
    return GaugeMetricFamily(f"communique_{name}", told, value=value)


def registry() -> CollectorRegistry:
    """The figures, to be written out."""
    made = CollectorRegistry()
    made.register(Figures())
    return made
