"""The proof of consent, to be taken along: what was agreed to, word for word, and when."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from communique.desk.accounts.guards import needs
from communique.desk.accounts.roles import Role
from communique.desk.newsletters.models import Consent
from communique.exports.flat import guarded

COLUMNS = (
    "at", "action", "address", "person", "lists", "form", "language", "network", "detail", "notice_version",
    "notice_hash", "notice",
)  # fmt: skip
KINDS = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl; charset=utf-8"}


@needs(Role.ADMINISTRATOR)
@require_safe
def consents(request: HttpRequest, kind: str) -> StreamingHttpResponse:
    """Every row as CSV or JSON lines, those of ``?address=`` alone where one is given."""
    rows = Consent.objects.select_related("notice").order_by("pk")
    if request.GET.get("address"):
        rows = rows.filter(address=request.GET["address"].strip().lower())
    told = map(_told, rows.iterator(2_000))
    answer = StreamingHttpResponse(_csv(told) if kind == "csv" else _json(told), content_type=KINDS[kind])
    answer["Content-Disposition"] = f'attachment; filename="consents.{kind}"'
    return answer


def _told(row: Consent) -> dict[str, Any]:
    """As JSON values, null where there is none."""
    notice = row.notice
    values = (
        row.at.isoformat(), row.action, row.address or None, row.person, row.lists, row.form, row.language or None,
        row.network or None, row.detail, *((notice.version, notice.hash, notice.text) if notice else (None,) * 3),
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def _json(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    return (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _csv(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    yield _line(COLUMNS)
    for row in rows:
        detail = "" if row["detail"] is None else json.dumps(row["detail"], ensure_ascii=False)
        flat = {**row, "lists": " ".join(row["lists"]), "detail": detail}
        yield _line(tuple(each or "" for each in flat.values()))


def _line(values: tuple[str, ...]) -> str:
    kept = io.StringIO()
    csv.writer(kept).writerow([guarded(each) for each in values])
    return kept.getvalue()
