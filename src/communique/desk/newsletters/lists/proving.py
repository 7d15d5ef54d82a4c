"""The proof of consent, to be taken along: what was agreed to, word for word, and when."""

import csv
import io
from collections.abc import Iterator

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


@needs(Role.ADMINISTRATOR)
@require_safe
def consents(request: HttpRequest) -> StreamingHttpResponse:
    """Every row as CSV, those of ``?address=`` alone where one is given."""
    rows = Consent.objects.select_related("notice").order_by("pk")
    if request.GET.get("address"):
        rows = rows.filter(address=request.GET["address"].strip().lower())
    answer = StreamingHttpResponse(_lines(rows.iterator(2_000)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="consents.csv"'
    return answer


def _lines(rows: Iterator[Consent]) -> Iterator[str]:
    yield _line(COLUMNS)
    for row in rows:
        notice = row.notice
        told = (notice.version, notice.hash, notice.text) if notice else ("", "", "")
        lists, detail = " ".join(row.lists), "" if row.detail is None else str(row.detail)
        about = (row.at.isoformat(), row.action, row.address, row.person, lists)
        yield _line((*about, row.form, row.language, row.network, detail, *told))


def _line(values: tuple[str, ...]) -> str:
    kept = io.StringIO()
    csv.writer(kept).writerow([guarded(each) for each in values])
    return kept.getvalue()
