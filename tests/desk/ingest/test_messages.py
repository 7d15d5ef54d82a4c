"""Reports by e-mail: direct, forwarded in the text, forwarded as an attachment; plain and HTML."""

from email.message import EmailMessage

import pytest
from desk.ingest.told_reports import LEAD, MORE, page
from hypothesis import given
from hypothesis import strategies as st

from communique.desk.ingest.messages import forwarded, message_id, read_message, subject
from communique.model import Report
from communique.reading import Failure, Options

TEXT = f"{LEAD}\n\n{MORE}\n"


def message(text: str = TEXT, title: str = "Herders killed near Menaka", **more: str) -> EmailMessage:
    made = EmailMessage()
    made["Subject"], made["From"], made["Date"] = title, "desk@courier.example", "Wed, 08 May 2024 09:00:00 +0000"
    made["Message-ID"] = "<one@courier.example>"
    made.set_content(text)
    for name, value in more.items():
        made.replace_header(name, value)
    return made


def report(made: EmailMessage) -> Report:
    (item,) = read_message(bytes(made), "mid:x", Options())
    assert isinstance(item, Report), item
    return item


def test_a_message_is_a_report_with_its_subject_and_day() -> None:
    read = report(message())
    assert (read.title, read.published) == ("Herders killed near Menaka", "2024-05-08")
    assert read.text.startswith("Herders killed near Menaka\n\nGunmen killed four herders")


def test_a_forward_has_the_day_and_subject_of_what_it_forwards() -> None:
    text = f"""FYI, see below.

---------- Forwarded message ---------
From: Sahel Courier <news@courier.example>
Date: Tue, 7 May 2024 at 18:30
Subject: Four herders killed
To: <desk@ours.example>

{TEXT}"""
    read = report(message(text, "Fwd: Four herders killed"))
    assert (read.title, read.published) == ("Four herders killed", "2024-05-07")
    assert "FYI" not in read.text
    assert "courier.example" not in read.text


def test_a_forward_without_a_day_has_none() -> None:
    text = f"Begin forwarded message:\n\nFrom: a@b.example\nSubject: Four herders killed\n\n{TEXT}"
    assert report(message(text, "Fwd: x")).published is None


def test_quoted_lines_of_a_forward_lose_their_marks() -> None:
    quoted = "\n".join(f"> {line}" for line in TEXT.split("\n"))
    text = f"-----Original Message-----\nFrom: a@b.example\nSent: 7 May 2024\nSubject: Herders\n\n{quoted}"
    assert LEAD in report(message(text, "FW: Herders")).text


def test_a_message_forwarded_as_an_attachment_is_the_report() -> None:
    outer = message("See attached.", "Fwd: look")
    outer.add_attachment(message())
    read = report(outer)
    assert (read.title, read.published) == ("Herders killed near Menaka", "2024-05-08")


def test_a_message_of_html_alone_is_read_as_a_page() -> None:
    made = message()
    made.set_content(page(), subtype="html")
    read = report(made)
    assert LEAD in read.text
    assert "<p>" not in read.text


def test_the_plain_part_is_taken_before_the_page() -> None:
    made = message()
    made.add_alternative(
        "<html><body><p>Other words altogether, in a longer line than the least.</p></body></html>", subtype="html"
    )
    assert "Other words" not in report(made).text


def test_a_message_without_text_is_told() -> None:
    made = message("", "")
    (item,) = read_message(bytes(made), "mid:x", Options())
    assert isinstance(item, Failure)


def test_a_message_in_a_charset_that_nobody_knows_is_read() -> None:
    data = bytes(message()).replace(b'charset="utf-8"', b'charset="x-nobody"')
    (item,) = read_message(data, "mid:x", Options())
    assert isinstance(item, Report)


def test_the_id_of_a_message_is_an_address() -> None:
    assert message_id(bytes(message())) == "mid:one@courier.example"
    assert message_id(b"Subject: none\n\nwords") is None


@pytest.mark.parametrize(
    ("written", "read"), [("Fwd: RE: fw:  News", "News"), ("Refugees flee", "Refugees flee"), ("", "")]
)
def test_marks_of_a_subject_are_set_aside(written: str, read: str) -> None:
    assert subject(written) == read


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reading(data: bytes) -> None:
    list(read_message(data, "mid:x", Options()))
    message_id(data)


@given(st.text(max_size=400))
def test_no_text_breaks_the_finding_of_forwards(text: str) -> None:
    forwarded(text + "\n---------- Forwarded message ---------\n" + text)


HEADER = st.text(st.sampled_from('<>[]@:;,."()=?\\ abUTF-8QB_/*%é'), max_size=25)


@given(HEADER, HEADER, HEADER, HEADER)
def test_no_header_breaks_the_reading(one: str, other: str, kind: str, day: str) -> None:
    head = (
        f"Message-ID: {one}\nSubject: =?utf-8?Q?{other}?= {one}\nDate: {day}\nContent-Type: text/plain;{kind}\n\n{TEXT}"
    )
    list(read_message(head.encode(), "mid:x", Options()))
    message_id(head.encode())
