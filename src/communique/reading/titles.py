"""The headline of a plain text, where its first line is one."""

import re

from communique.reading import boilerplate, datelines
from communique.reading.lines import units

LONGEST = 160
"""Characters; news headlines have some 30 to 110."""
NOT_ENDING = re.compile(r"(?:[.,:;]|[.!?][\"”’)])\Z")


def headline(text: str) -> str | None:
    """The first line, where it reads as a headline over more text: short, several words, no stop at its end."""
    lines = units(text)
    if len(lines) < 2:
        return None
    line = " ".join(text[slice(*lines[0])].split())
    if len(line) > LONGEST or len(line.split()) < 3 or NOT_ENDING.search(line):
        return None
    if lines[1][1] - lines[1][0] < len(line) / 2 and len(lines) < 3:
        return None
    dateline = datelines.find(line)
    if dateline.place or dateline.published or boilerplate.find(line):
        return None
    return line
