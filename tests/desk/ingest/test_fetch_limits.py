"""Size, time and redirects of a fetch have an end; conditions and answers are told as they are."""

import gzip
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from desk.ingest.served import Answer, Site
from hypothesis import given
from hypothesis import strategies as st

from communique.desk.ingest.fetching.fetched import FetchError
from communique.desk.ingest.fetching.fetcher import fetch, retry_after
from communique.desk.ingest.fetching.unpacking import body
from communique.reading.limits import FetchLimits

LIMITS = FetchLimits(wait=2.0, total=5.0, size=100_000)
SHORT = FetchLimits(wait=0.2, total=0.4, size=100_000)


def test_a_small_answer_that_unpacks_to_much_is_let_go(web: Site) -> None:
    web.has("/bomb", gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip")
    with pytest.raises(FetchError, match="larger than"):
        fetch(web.url("/bomb"), LIMITS)


@pytest.mark.parametrize("declared", [True, False])
def test_a_large_answer_is_let_go(web: Site, declared: bool) -> None:
    web.pages["/large"] = Answer(b"x" * 200_000) if declared else Answer(drip=lambda: iter([b"x" * 1000] * 200))
    with pytest.raises(FetchError, match="larger than"):
        fetch(web.url("/large"), LIMITS)


@given(st.binary(max_size=5000), st.sampled_from(["gzip", "deflate", "raw", ""]), st.integers(1, 700))
def test_what_was_packed_is_unpacked_whatever_the_pieces(data: bytes, how: str, piece: int) -> None:
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(data),
        "deflate": zlib.compress(data),
        "raw": raw.compress(data) + raw.flush(),
        "": data,
    }
    sent = packed[how]
    pieces = [sent[start : start + piece] for start in range(0, len(sent), piece)]
    assert body(pieces, "deflate" if how == "raw" else how, 10_000) == data


@pytest.mark.parametrize("packed", [gzip.compress(b"some words" * 50)[:-20], b"no gzip at all"])
def test_what_is_cut_short_or_damaged_is_told(web: Site, packed: bytes) -> None:
    web.has("/cut", packed, Content_Encoding="gzip")
    with pytest.raises(FetchError, match=r"damaged|cut short"):
        fetch(web.url("/cut"), LIMITS)


def test_an_encoding_that_was_not_asked_for_is_told(web: Site) -> None:
    web.has("/br", b"\x0b\x02\x80hello\x03", Content_Encoding="br")
    with pytest.raises(FetchError, match="'br'"):
        fetch(web.url("/br"), LIMITS)


def test_a_server_that_drips_is_left_when_the_time_is_over(web: Site) -> None:
    done = Event()

    def drip() -> Iterator[bytes]:
        while not done.wait(0.05):
            yield b"."

    web.pages["/slow"] = Answer(drip=drip)
    began = time.monotonic()
    try:
        with pytest.raises(FetchError, match="in time"):
            fetch(web.url("/slow"), SHORT)
    finally:
        done.set()
    assert time.monotonic() - began < 3


def test_a_server_that_says_nothing_is_left(web: Site) -> None:
    done = Event()

    def silent() -> Iterator[bytes]:
        done.wait(5)
        yield b""

    web.pages["/silent"] = Answer(drip=silent)
    try:
        with pytest.raises(FetchError, match="in time"):
            fetch(web.url("/silent"), SHORT)
    finally:
        done.set()


def test_a_circle_of_redirects_ends(web: Site) -> None:
    web.pages["/circle"] = Answer(status=301, headers={"Location": "/circle"})
    with pytest.raises(FetchError, match="redirects more than 5"):
        fetch(web.url("/circle"), LIMITS)
    assert len(web.asked) == 6


def test_the_address_is_where_redirects_lead(web: Site) -> None:
    web.pages["/old"] = Answer(status=301, headers={"Location": "new?x=1"})
    web.has("/new?x=1", "words")
    assert fetch(web.url("/old"), LIMITS).url == web.url("/new?x=1")


def test_a_page_that_did_not_change_is_not_sent_again(web: Site) -> None:
    web.has("/page", "words", ETag='"one"', Last_Modified="Wed, 08 May 2024 09:00:00 GMT")
    first = fetch(web.url("/page"), LIMITS)
    again = fetch(web.url("/page"), LIMITS, etag=first.etag, last_modified=first.last_modified)
    assert (first.body, first.etag) == (b"words", '"one"')
    assert (again.unchanged, again.body) == (True, b"")


def test_we_say_who_we_are(web: Site) -> None:
    web.has("/", "words")
    fetch(web.url("/"), LIMITS)
    headers = web.asked[0][1]
    assert headers["User-Agent"].startswith("communique/")
    assert "(+http" in headers["User-Agent"]
    assert headers["Host"] == web.host


@pytest.mark.parametrize(("status", "final"), [(404, True), (410, True), (500, False), (429, False), (403, False)])
def test_an_error_of_the_server_is_told(web: Site, status: int, final: bool) -> None:
    web.pages["/no"] = Answer(b"no", status, {"Retry-After": "120"})
    with pytest.raises(FetchError, match=str(status)) as caught:
        fetch(web.url("/no"), LIMITS)
    assert (caught.value.final, caught.value.wait) == (final, timedelta(seconds=120))


NOW = datetime(2024, 5, 8, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "wait"),
    [
        ("90", timedelta(seconds=90)),
        ("Wed, 08 May 2024 12:05:00 GMT", timedelta(minutes=5)),
        ("Wed, 08 May 2024 11:00:00 GMT", timedelta()),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_a_date(written: str, wait: timedelta | None) -> None:
    assert retry_after(written, NOW) == wait


@given(st.text(max_size=40))
def test_no_retry_after_breaks_it(written: str) -> None:
    retry_after(written, NOW)
