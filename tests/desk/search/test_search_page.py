"""The search page: incidents for everybody, reports for analysts alone."""

import pytest
from django.test import Client

from communique.desk.accounts.models import User
from communique.desk.archive import changing
from communique.desk.archive.models import Report
from communique.desk.public.search.index import index_reports
from tests.desk.filled import the

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def indexed(desk: None) -> None:
    index_reports(Report.objects.values_list("name", flat=True))


def html(client: Client, **query: str) -> str:
    response = client.get("/search/", query)
    assert response.status_code == 200
    return response.content.decode()


def accept(anchor: str, publisher: str) -> str:
    who = User.objects.get_or_create(username="judge", defaults={"role": "editor", "email": "judge@desk.example"})[0]
    event = the(anchor, publisher)
    changing.accept(event, who, event.version)
    assert event.incident is not None
    return event.incident.name


def test_an_analyst_finds_reports_with_the_words_marked(analyst: Client) -> None:
    told = html(analyst, q="prices fell", **{"in": "reports"})
    assert "<mark>prices</mark> <mark>fell</mark>" in told or "<mark>prices fell</mark>" in told


@pytest.mark.parametrize("who", ["stranger", "reader"])
def test_others_never_find_the_text_of_reports(who: str, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(who)
    for among in ("reports", "incidents"):
        told = html(client, q="prices", **{"in": among})
        assert "quiet" not in told.replace('class="quiet"', "")
        assert "/reports/" not in told


def test_strangers_find_incidents_by_accepted_quotes_alone(stranger: Client) -> None:
    assert "No incident that a person reviewed" in html(stranger, q="gao")
    name = accept("exploded", "Sahel Daily")
    assert name in html(stranger, q="police")
    assert name not in html(stranger, q="doctor")
    assert name not in html(stranger, q="doctor", basis="read")
    assert "doctor" not in html(stranger, q="gao")


def test_an_analyst_may_search_either_basis(analyst: Client) -> None:
    name = accept("exploded", "Sahel Daily")
    assert name in html(analyst, q="doctor")
    assert name not in html(analyst, q="doctor", basis="reviewed")


@pytest.mark.parametrize(
    "typed", ['"', "*", "-", '-"', "AND", "a OR", "NEAR(", "(", "'", "%", "\\", "^x", "a:b", "\x00", '"a" NOT']
)
def test_nothing_typed_is_an_error(analyst: Client, typed: str) -> None:
    for among in ("reports", "incidents"):
        assert "<h1>Search</h1>" in html(analyst, q=typed, **{"in": among})


def test_leaving_out_alone_asks_for_a_word(analyst: Client) -> None:
    assert "Give at least one word" in html(analyst, q="-market")


def test_what_was_typed_is_shown_escaped(stranger: Client) -> None:
    assert "<script>alert" not in html(stranger, q='"><script>alert(1)</script>')


@pytest.mark.parametrize("after", ["x", "-1", "9" * 40, "²"])
def test_a_made_up_page_is_refused(analyst: Client, after: str) -> None:
    assert analyst.get("/search/", {"q": "gao", "after": after}).status_code == 400
