"""How much is read at most, so that no input can fill the memory or hold up the rest."""

from dataclasses import dataclass

MEGABYTE = 1_000_000
MAX_TEXT = 5 * MEGABYTE
"""Characters of one report's text (and bytes of a plain-text file). A long news report has some 20,000."""
MAX_PAGE = 10 * MEGABYTE
"""Bytes of one HTML page, one line of JSONL, or one record of a WARC."""
MAX_FEED = 20 * MEGABYTE
"""Bytes of one feed."""
MAX_DOWNLOAD = 10 * MEGABYTE
"""Bytes fetched from one address."""
HEAD = 65_536
"""Bytes looked at to tell what kind of input it is."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """``wait`` seconds for the server to connect or send more; ``total`` seconds and ``size`` bytes for the whole answer."""

    wait: float = 10.0
    total: float = 60.0
    size: int = MAX_DOWNLOAD
    redirects: int = 5


def megabytes(size: int) -> str:
    """A size in bytes as words: ``5 MB``."""
    return f"{size / MEGABYTE:g} MB"
