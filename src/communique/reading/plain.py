"""Plain text: the text as it came, only decoded."""

from communique.reading.decoding import decode
from communique.reading.draft import Draft, Items, Options
from communique.reading.finish import finish
from communique.reading.limits import MAX_TEXT
from communique.reading.streams import Opened


def read_text(source: Opened, options: Options) -> Items:
    """The one report of a plain text. Raises ``UnreadableError``."""
    yield finish(text_draft(source, source.read_all(MAX_TEXT, "one report")), options)


def text_draft(source: Opened, data: bytes) -> Draft:
    """A plain text's draft from its bytes. Raises ``UnreadableError``."""
    return Draft(name=source.name, source=source.name, text=decode(data, source.charset), url=source.url)
