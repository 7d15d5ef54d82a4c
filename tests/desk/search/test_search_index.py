"""The index finds what is kept, to whom it may be shown, and nothing else."""

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.cli import main
from communique.desk.archive.models import Composition, Incident, Report
from communique.desk.public.search.index import find, index_incidents, index_reports, matching
from communique.desk.public.search.models import Found, Scope
from communique.desk.public.search.query import parse
from communique.desk.public.search.rebuilding import rebuild
from tests.desk.filled import fill, the

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> None:
    fill()
    index_reports(Report.objects.values_list("name", flat=True))


def titles(typed: str) -> list[str]:
    numbers = find(parse(typed), Scope.REPORT).numbers
    by_number = {each.pk: each.title for each in Report.objects.filter(pk__in=numbers)}
    return [by_number[number] for number in numbers]


def incidents(typed: str, scope: Scope = Scope.READ) -> set[str]:
    return {each.name for each in Incident.objects.filter(number__in=find(parse(typed), scope).numbers)}


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("grocers", []),
        ("gao bomb", ["Twenty dead in Gao", "Bomb hits Gao market"]),
        ('"market of Gao"', ["Bomb hits Gao market"]),
        ("bomb -market", ["Twenty dead in Gao"]),
        ("explo*", ["Army: three hurt", "Twenty dead in Gao", "Bomb hits Gao market"]),
        ("Threat*", ["A threat"]),
        ("state wire", ["Army: three hurt"]),
    ],
)
def test_reports_are_found_by_their_words_the_latest_first(typed: str, found: list[str]) -> None:
    assert sorted(titles(typed)) == sorted(found)
    dates = [Report.objects.get(title=title).published for title in titles(typed)]
    assert dates == sorted(dates, key=str, reverse=True)


@pytest.mark.usefixtures("desk")
def test_incidents_are_found_as_soon_as_they_are_composed() -> None:
    bomb = the("exploded", "Sahel Daily").incident
    assert bomb is not None
    assert bomb.name in incidents("doctor gao")
    assert incidents(bomb.name) == {bomb.name}


@pytest.mark.usefixtures("desk")
def test_what_nobody_accepted_is_not_found_among_the_reviewed() -> None:
    assert incidents("gao", Scope.REVIEWED) == set()


@pytest.mark.usefixtures("desk")
def test_the_reviewed_are_found_by_the_words_of_accepted_events_alone() -> None:
    event = the("exploded", "Sahel Daily")
    event.state = event.State.ACCEPTED
    event.save()
    assert event.incident is not None
    Composition.objects.filter(incident=event.incident, basis="read").update(basis="reviewed")
    index_incidents([event.incident.number])
    assert incidents("police", Scope.REVIEWED) == {event.incident.name}
    assert incidents("doctor", Scope.REVIEWED) == set()
    assert incidents("police", Scope.READ) == set()


@pytest.mark.usefixtures("desk")
def test_an_incident_without_compositions_is_taken_out() -> None:
    bomb = the("exploded", "Sahel Daily").incident
    assert bomb is not None
    Composition.objects.filter(incident=bomb).delete()
    index_incidents([bomb.number])
    assert bomb.name not in incidents("gao")


@pytest.mark.usefixtures("desk")
def test_pages_go_on_where_the_last_one_ended() -> None:
    query, after = parse("the"), None
    seen: list[int] = []
    whole = find(query, Scope.REPORT, limit=50).numbers
    while True:
        page = find(query, Scope.REPORT, after, limit=2)
        seen += page.numbers
        after = page.after
        if after is None:
            break
    assert tuple(seen) == whole
    assert len(whole) > 3


@pytest.mark.usefixtures("desk")
def test_a_selection_can_be_narrowed_by_words() -> None:
    rows = Composition.objects.filter(basis="read", incident__in=matching("gao bomb", "read"))
    assert {row.place for row in rows} == {"Gao"}
    assert matching("-gao", "read") is None


@pytest.mark.usefixtures("desk")
def test_rebuilding_makes_the_same_index_and_takes_out_what_is_of_nothing() -> None:
    before = set(Found.objects.values_list("key", "words"))
    Found.objects.filter(scope=Scope.READ).delete()
    Found.objects.create(key=5, scope=Scope.REPORT, number=987_654, words="ghost")
    done = rebuild()
    assert set(Found.objects.values_list("key", "words")) == before
    assert done.reports == Report.objects.count()
    assert find(parse("ghost"), Scope.REPORT).numbers == ()


@pytest.mark.usefixtures("desk")
def test_the_command_says_how_much_is_in_the_index() -> None:
    Found.objects.all().delete()
    told = CliRunner().invoke(main, ["reindex"])
    assert told.exit_code == 0, told.output
    assert f"{Report.objects.count()} reports" in told.output
    assert titles("prices") == ["Prices"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(max_size=80),
        st.text(alphabet="abcXYZ \"*-()':&|!<>\\^{}+.,;%_$é١", max_size=60),
        st.just('"\x00 a" -NOT* AND'),
    )
)
def test_whatever_is_typed_the_database_understands_it(typed: str) -> None:
    find(parse(typed), Scope.REPORT)
    find(parse(typed), Scope.READ)
