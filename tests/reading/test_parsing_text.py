"""The parser sees the report, in normal case, at the same offsets; nothing else."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_support import STORY, reports

from communique.model import Report
from communique.reading.draft import Draft, Options
from communique.reading.finish import finish
from communique.reading.parsing_text import text_for_parsing

Write = Callable[[str, str | bytes], str]
PIECES = st.sampled_from(
    [
        STORY,
        STORY.upper(),
        "REBELS TAKE RIVER PORT",
        "GAO, Mali, 3 May 2014 (Wire) - Rebels took the town.",
        "SAN VICENTE, 3 MAY 84 (WIRE) -- [TEXT] SOLDIERS LEFT.",
        "Sign up to our newsletter",
        "Pick your days",
        "You can unsubscribe at any time.",
        "Read more: Army denies losses",
        "A man looks on. (Anna Berg/Reuters)",
        "By Anna Berg",
        "© 2019 Delta Post",
        "İstanbul ŒUVRE Straße \u2028 x",
        "",
    ]
)


@pytest.mark.parametrize(
    "dateline",
    [
        "GAO, Mali, Jan 21, 2013 (Sahel Wire) - ",
        "GAO, Mali (AP) — ",
        "Kabul, March 3, 2012 (AFP) - ",
        "SAN VICENTE, 3 MAY 84 (WIRE) -- ",
        "KYIV — ",
    ],
)
def test_the_dateline_is_blanked_for_the_parser(write: Write, dateline: str) -> None:
    body = "Rebels took the town of Gao on Friday, the army said."
    (report,) = reports(write("a.txt", f"Rebels take northern town\n\n{dateline}{body}"))
    assert text_for_parsing(report) == f"Rebels take northern town\n\n{' ' * len(dateline)}{body}"


def test_a_place_that_begins_a_sentence_is_no_dateline(write: Write) -> None:
    (report,) = reports(
        write("a.txt", "Gao, the largest town of the north, fell on Friday - the army fled, witnesses said.")
    )
    assert text_for_parsing(report) == report.text


@given(st.lists(PIECES, max_size=9), st.sampled_from(["\n", "\n\n", " "]))
def test_length_and_offsets_hold_for_every_report(pieces: list[str], between: str) -> None:
    item = finish(Draft(name="x", source="x", text=between.join(pieces), language="en"), Options())
    if not isinstance(item, Report):
        assert not between.join(pieces).strip()
        return
    seen, last = text_for_parsing(item), 0
    assert len(seen) == len(item.text)
    for part in item.boilerplate:
        assert part.start is not None
        assert part.end is not None
        assert last <= part.start < part.end
        assert item.text[part.start : part.end] == part.text
        assert not seen[part.start : part.end].strip()
        last = part.end
