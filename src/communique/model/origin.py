"""The origin of an event: its report in brief, enough to count publishers, find reprints and compare wording without the text."""

import msgspec


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """A report without its text.

    ``sketch`` is the MinHash of the text, ``meaning`` its embedding (both base64, made by ``communique.incidents.origins``);
    ``words`` are its rarest words, the rarest first. Null or empty where there is no text to make them of.
    """

    report: str
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    title: str | None = None
    language: str | None = None
    wire: str | None = None
    """The news agency that the text names as where it comes from ("(Reuters)", "AFP reported")."""
    words: tuple[str, ...] = ()
    sketch: str | None = None
    meaning: str | None = None
