"""Quoted-printable keeps marked words whole, and says the same as the text."""

import quopri

from hypothesis import given
from hypothesis import strategies as st

from communique.desk.newsletters.smtp.quoting import LONGEST, quoted

MARKER = "MarkedWord" + "0" * 22
TEXTS = st.lists(
    st.one_of(st.text(), st.just(MARKER), st.sampled_from([" ", ".", "From ", "=", "\n", "\t", "ب" * 30]))
).map("".join)


def lines(text: str) -> list[str]:
    """As quoted text has them: CRLF, CR and LF are one, and the text ends with one."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")


@given(TEXTS)
def test_what_is_quoted_says_the_same_when_it_is_read(text: str) -> None:
    read = quopri.decodestring(quoted(text, [MARKER])).decode("utf-8")
    assert read.replace("\r\n", "\n").removesuffix("\n").split("\n") == lines(text)


@given(TEXTS)
def test_every_line_may_travel(text: str) -> None:
    told = quoted(text, [MARKER])
    assert told.isascii()
    assert told.endswith(b"\r\n")
    for line in told.split(b"\r\n"):
        assert len(line) <= LONGEST
        assert not line.startswith((b".", b"From "))
        assert not line.endswith((b" ", b"\t"))
        assert b"\r" not in line
        assert b"\n" not in line


@given(TEXTS)
def test_each_marker_stands_whole(text: str) -> None:
    assert quoted(text, [MARKER]).count(MARKER.encode()) == text.count(MARKER)


def test_a_marker_that_does_not_fit_goes_to_the_next_line() -> None:
    told = quoted("x" * 60 + MARKER + "y", [MARKER]).split(b"\r\n")
    assert told == [b"x" * 60 + b"=", MARKER.encode() + b"y", b""]
