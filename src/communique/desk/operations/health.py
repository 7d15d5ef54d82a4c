"""Whether the desk lives, is ready, and what Prometheus counts of it."""

from hmac import compare_digest

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from communique.desk.operations.figures import registry

HERE = frozenset({"127.0.0.1", "::1"})


def healthz(request: HttpRequest) -> HttpResponse:
    """The process lives; nothing else is asked."""
    return JsonResponse({"alive": True})


def readyz(request: HttpRequest) -> HttpResponse:
    """The database is there with the tables of this version; 503 with the reason where it is not."""
    reason = not_ready()
    return JsonResponse({"ready": reason is None, "reason": reason}, status=200 if reason is None else 503)


def not_ready() -> str | None:
    """Why pages cannot be made; null where they can."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "the database cannot be reached"
    return f"{len(waiting)} changes of the tables wait; start the desk with communique serve" if waiting else None


def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus, for this machine and for whoever has the token; 404 for others, who learn nothing."""
    if not _may(request):
        return HttpResponse(status=404)
    return HttpResponse(generate_latest(registry()), content_type=CONTENT_TYPE_LATEST)


def _may(request: HttpRequest) -> bool:
    token, given = settings.METRICS_TOKEN, request.headers.get("Authorization", "")
    if token and compare_digest(given.encode(), f"Bearer {token}".encode()):
        return True
    through = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return request.META.get("REMOTE_ADDR") in HERE and not through
