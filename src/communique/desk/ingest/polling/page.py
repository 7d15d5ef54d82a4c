"""Watch one page: each time its bytes changed, they are kept."""

from datetime import datetime

from communique.desk.archive.models import Source
from communique.desk.ingest.fetching import Fetched, FetchError, NotYetError
from communique.desk.ingest.fetching import ask as ask_host
from communique.desk.ingest.hints import Hints
from communique.desk.ingest.intake import keep
from communique.desk.ingest.polling.outcome import Found, SourceFailedError


def ask(source: Source, now: datetime) -> Found:
    """Fetch the page, if it changed. Raises ``SourceFailedError``."""
    try:
        fetched = changed(source, now)
    except NotYetError as error:
        return Found(again=error.at, asked=False)
    if fetched is None:
        return Found()
    snapshot = keep(source, fetched.url, fetched.body, fetched.media_type, Hints(), now)
    return Found(kept=int(snapshot is not None))


def changed(source: Source, now: datetime) -> Fetched | None:
    """What the source's address holds; null where it did not change since it was fetched last. The row remembers the conditions
    of the next fetch. Raises ``SourceFailedError``, and ``NotYetError``."""
    try:
        fetched = ask_host(source.address, now, etag=source.etag, last_modified=source.last_modified)
    except FetchError as error:
        raise SourceFailedError(str(error), error.wait) from error
    if fetched.unchanged:
        return None
    source.etag, source.last_modified = fetched.etag, fetched.last_modified
    return fetched
