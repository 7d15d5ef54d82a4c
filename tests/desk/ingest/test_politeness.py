"""robots.txt, turns at a host, and rest where a host asks for it."""

from datetime import UTC, datetime, timedelta

import pytest
from desk.ingest.served import Answer, Site, site
from pytest_django import Settings

from communique.desk.ingest.fetching import FetchError, NotYetError, ask
from communique.desk.ingest.models import Host

NOW = datetime(2024, 5, 8, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
pytestmark = pytest.mark.django_db


def test_what_a_robots_txt_forbids_is_not_fetched(web: Site) -> None:
    web.has("/robots.txt", "User-agent: *\nDisallow: /inner/\n", "text/plain")
    web.has("/inner/page", "words")
    web.has("/page", "words")
    with pytest.raises(FetchError, match=r"robots\.txt"):
        ask(web.url("/inner/page"), NOW)
    assert ask(web.url("/page"), NOW + SECOND).body == b"words"
    assert web.paths() == ["/robots.txt", "/page"]


def test_rules_for_us_by_name_hold_over_those_for_all(web: Site) -> None:
    web.has("/robots.txt", "User-agent: *\nAllow: /\n\nUser-agent: communique\nDisallow: /\n", "text/plain")
    with pytest.raises(FetchError, match=r"robots\.txt"):
        ask(web.url("/page"), NOW)


def test_a_host_without_rules_may_be_asked(web: Site) -> None:
    web.has("/page", "words")
    assert ask(web.url("/page"), NOW).body == b"words"


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_host_that_cannot_tell_its_rules_is_not_asked_for_pages(web: Site, status: int) -> None:
    web.pages["/robots.txt"] = Answer(b"", status)
    web.has("/page", "words")
    with pytest.raises(FetchError, match=str(status)):
        ask(web.url("/page"), NOW)
    assert web.paths() == ["/robots.txt"]


def test_rules_are_asked_for_once_a_day(web: Site) -> None:
    web.has("/page", "words")
    for hours in (0, 1, 23, 25):
        ask(web.url("/page"), NOW + timedelta(hours=hours))
    assert web.paths().count("/robots.txt") == 2


def test_a_redirect_is_followed_only_where_the_rules_of_the_other_host_let_us(web: Site, settings: Settings) -> None:
    with site() as other:
        settings.ALLOW_PRIVATE_HOSTS = (web.host, other.host)
        other.has("/robots.txt", "User-agent: *\nDisallow: /\n", "text/plain")
        other.has("/there", "words")
        web.pages["/here"] = Answer(status=302, headers={"Location": other.url("/there")})
        with pytest.raises(FetchError, match=r"robots\.txt"):
            ask(web.url("/here"), NOW)
        assert other.paths() == ["/robots.txt"]


def test_a_host_is_asked_once_in_a_while_whoever_asks(web: Site, settings: Settings) -> None:
    settings.FETCH_DELAY_S = 2
    web.has("/page", "words")
    ask(web.url("/page"), NOW)
    with pytest.raises(NotYetError) as caught:
        ask(web.url("/page"), NOW + SECOND)
    assert caught.value.at == NOW + 2 * SECOND
    assert ask(web.url("/page"), NOW + 2 * SECOND).body == b"words"


def test_a_pause_that_a_robots_txt_asks_for_is_kept_up_to_a_minute(web: Site) -> None:
    web.has("/robots.txt", "User-agent: *\nCrawl-delay: 20\n", "text/plain")
    web.has("/page", "words")
    ask(web.url("/page"), NOW)
    with pytest.raises(NotYetError) as caught:
        ask(web.url("/page"), NOW + SECOND)
    assert caught.value.at == NOW + 20 * SECOND
    Host.objects.update(robots="User-agent: *\nCrawl-delay: 86400\n")
    ask(web.url("/page"), NOW + 20 * SECOND)
    assert Host.objects.get().next_at == NOW + 80 * SECOND


def test_a_host_that_asks_for_rest_gets_it(web: Site) -> None:
    web.pages["/page"] = Answer(b"", 503, {"Retry-After": "600"})
    with pytest.raises(FetchError):
        ask(web.url("/page"), NOW)
    with pytest.raises(NotYetError) as caught:
        ask(web.url("/other"), NOW + 599 * SECOND)
    assert caught.value.at == NOW + 600 * SECOND
    assert web.paths() == ["/robots.txt", "/page"]


def test_a_host_that_asks_for_a_year_of_rest_gets_a_week(web: Site) -> None:
    web.pages["/page"] = Answer(b"", 429, {"Retry-After": "31536000"})
    with pytest.raises(FetchError):
        ask(web.url("/page"), NOW)
    assert Host.objects.get().next_at == NOW + timedelta(days=7)
