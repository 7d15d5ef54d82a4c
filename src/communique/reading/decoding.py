"""Bytes to characters, without guessing more than can be told."""

import codecs
import re

from charset_normalizer import from_bytes

from communique.reading.failure import UnreadableError

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MISREAD_UTF8 = re.compile("[ÂÃÐÑØÙ][\u0080-\u00bf\u20ac\u201a-\u203a\u0152-\u0192\u02c6\u02dc\u2122]|â€")
"""What UTF-8 looks like when read as cp1252: the file is UTF-8 with some bytes damaged."""
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
NOT_XML = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|&#(?:x0*(?:1?[0-8bcefBCEF]|1[0-9a-fA-F])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));"
)
"""Characters, and references to them, that XML has no place for."""
SAMPLE = 100_000
MOST_HIGH_BYTES = 0.08
"""Share of bytes over 127 up to which a text may be English in cp1252 (curly quotes, accents of names)."""


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of bytes: by byte-order mark, UTF-8, the declared charset, cp1252, or a confident guess.

    Line ends become ``\\n``. Raises ``UnreadableError`` where none of these fits.
    """
    text = _by_mark(data)
    if text is None:
        text = _strict(data, "utf-8")
    if text is None and declared:
        text = _strict(data, declared)
    if text is None:
        text = _western(data) or _guessed(data)
    if text is None:
        raise UnreadableError(f"its encoding is broken{_where(data)}", "save it as UTF-8")
    if len(CONTROLS.findall(text[:SAMPLE])) > len(text[:SAMPLE]) * 0.01:
        raise UnreadableError("it is binary, not text", "give text, HTML, a feed, a WARC or JSON lines")
    return one_line_end(text)


def one_line_end(text: str) -> str:
    """The text with every kind of line end as ``\\n``."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def xml_safe(markup: str) -> str:
    """Markup that an XML tree can hold: characters outside XML become blanks."""
    return NOT_XML.sub(" ", markup)


def _by_mark(data: bytes) -> str | None:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    return None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return codecs.decode(data, encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _western(data: bytes) -> str | None:
    """As cp1252 where only a few bytes are not ASCII and none of them betrays another encoding."""
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    text = _strict(data, "cp1252") if high <= len(data) * MOST_HIGH_BYTES else None
    if text is None or MISREAD_UTF8.search(text) or CONTROLS.search(text):
        return None
    return text


def _guessed(data: bytes) -> str | None:
    """By statistics of the text, where one guess is good; damaged UTF-8 is not guessed at."""
    sample = data[:SAMPLE]
    if MISREAD_UTF8.search(sample.decode("cp1252", errors="replace")):
        return None
    best = from_bytes(sample).best()
    if best is None or best.percent_chaos > 5 or best.percent_coherence < 30:
        return None
    return _strict(data, best.encoding)


def _where(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return f" (at byte {error.start + 1:,})"
    return ""
