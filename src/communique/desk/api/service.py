"""The API: its operations, its errors, its schema."""

from ninja import NinjaAPI

from communique.desk.api.problems.handlers import handle_all
from communique.desk.api.routes import (
    actors,
    codebook,
    events,
    exports,
    incidents,
    newsletters,
    places,
    review,
    sources,
    submissions,
)

VERSION = "1.0.0"
DESCRIPTION = """What news reports of armed conflict say, with the words they say it in and who said it.

Anyone whom the desk shows itself to may read what a person reviewed; programs send a token (`Authorization: Bearer ...`). Nothing
is made up: null is "not given". Lists come by pages: `next` of one is `after` of the next. Errors are problems (RFC 9457)."""
ROUTERS = (
    incidents.router,
    events.router,
    submissions.router,
    actors.router,
    places.router,
    codebook.router,
    exports.router,
    review.router,
    sources.router,
    newsletters.router,
)


def service() -> NinjaAPI:
    """The API with all its operations."""
    made = NinjaAPI(
        title="Communique",
        version=VERSION,
        description=DESCRIPTION,
        docs_url=None,
        openapi_url=None,
        urls_namespace="api-v1",
    )
    handle_all(made)
    for router in ROUTERS:
        made.add_router("", router)
    return made
