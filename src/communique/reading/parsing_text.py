"""The text that the parser is given: as long as the report's, offset for offset."""

import re

from communique.model import Report
from communique.reading.truecase import truecase_where_needed

WORDS = re.compile(r"[^\n]")
AFTER_PLACE = r"(?:,? [^()\n—–-]{0,40})?(?:\([^()\n]{2,60}\)\s?)?(?:--+|[-–—])\s+(?=\S)"
"""What follows the place of a dateline: perhaps a date and an agency, then a dash."""
HEAD = 600
"""Characters from the top in which a dateline may stand."""


def text_for_parsing(report: Report) -> str:
    """The report's text with upper-case passages in normal case and boilerplate blanked; its length is the same."""
    text = _without_dateline(truecase_where_needed(report.text), report)
    for part in report.boilerplate:
        if part.start is not None and part.end is not None:
            blank = WORDS.sub(" ", text[part.start : part.end])
            text = text[: part.start] + blank + text[part.end :]
    return text


def _without_dateline(text: str, report: Report) -> str:
    """Blank the dateline, where the report has one: its place is the writer's, and its date the report's."""
    if report.dateline is None:
        return text
    place = r"\s+".join(map(re.escape, report.dateline.split()))
    pattern = re.compile(rf"(?:^|(?<=[a-z|:–—-]))[^\S\n]*{place}{AFTER_PLACE}", re.MULTILINE)
    match = pattern.search(report.text, 0, HEAD)
    return text if match is None else text[: match.start()] + WORDS.sub(" ", match[0]) + text[match.end() :]
