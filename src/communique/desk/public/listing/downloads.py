"""Downloads of a selection in the field's formats."""

from tempfile import TemporaryFile
from typing import BinaryIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase

from communique.desk.accounts.guards import looks
from communique.desk.public.listing.records import incidents
from communique.desk.public.listing.selected import refused, selection_of
from communique.desk.public.selecting import Selection, SelectionError
from communique.exports.registry import MODULES, projection

MEDIA = {
    "acled": "text/csv",
    "atom": "application/atom+xml",
    "cameo": "text/tab-separated-values",
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "hxl": "text/csv",
    "kml": "application/vnd.google-earth.kml+xml",
    "parquet": "application/vnd.apache.parquet",
    "plover": "application/x-ndjson",
    "polecat": "text/tab-separated-values",
    "ucdp-ged": "text/csv",
}
"""Media type of each format."""
LATEST = {"atom": 100}
"""A feed has the latest; every other format has all."""


@looks
def download(request: HttpRequest, form: str) -> HttpResponseBase:
    """The selection of the address as a file. What the format has no place for is left out, as the docs say, and counted."""
    if form not in MODULES:
        raise Http404
    try:
        selection = selection_of(request)
    except SelectionError as error:
        return refused(request, error)
    file, left_out = written(selection, form)
    attached = form not in LATEST
    answer = FileResponse(file, as_attachment=attached, filename=f"incidents{projection(form).suffix}")
    answer["Content-Type"] = MEDIA[form]
    answer["X-Left-Out"] = str(left_out)
    return answer


def written(selection: Selection, form: str) -> tuple[BinaryIO, int]:
    """The file, rewound, and how many incidents the format has no place for."""
    file = TemporaryFile()  # noqa: SIM115  the response closes it
    outcome = projection(form).write(incidents(selection, LATEST.get(form)), file)
    file.seek(0)
    return file, len(outcome.left_out)
