"""Exports of a selection."""

from typing import Annotated

from django.http import FileResponse, Http404, HttpRequest
from ninja import Path, Router

from communique.desk.api.access import caller_of
from communique.desk.api.describing.operation import Answer, operation
from communique.desk.api.selecting import parameters, selected
from communique.desk.public.listing.downloads import MEDIA, written
from communique.exports.registry import projection

router = Router(tags=["exports"])
LEFT_OUT = {
    "X-Left-Out": {"description": "Incidents that the format has no place for.", "schema": {"type": "integer"}},
}


@operation(
    router,
    "GET",
    "/exports/{form}",
    "exportIncidents",
    Answer(None, media=tuple(sorted(set(MEDIA.values()))), headers=LEFT_OUT),
    problems=(404,),
    parameters=parameters(),
)
def export_incidents(
    request: HttpRequest,
    form: Annotated[str, Path(description="A format.", enum=list(MEDIA))],
) -> FileResponse:
    """Take a selection of incidents along, in a format of the field.

    Every filter of the list holds. What a format has no place for is left out, as the docs on formats say, and counted.
    """
    if form not in MEDIA:
        raise Http404
    file, left_out = written(selected(request, caller_of(request), ()), form)
    return FileResponse(
        file,
        as_attachment=True,
        filename=f"incidents{projection(form).suffix}",
        content_type=MEDIA[form],
        headers={"X-Left-Out": str(left_out)},
    )
