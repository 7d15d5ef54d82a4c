"""Text as a cell or an XML element can hold it: one line, without characters that XML 1.0 forbids."""

import re

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""All but the characters of XML 1.0 (fifth edition), production 2: control characters and lone surrogates."""


def tidy(text: str) -> str:
    """The text on one line, white space folded, forbidden characters left out."""
    return " ".join(FORBIDDEN.sub("", text).split())
