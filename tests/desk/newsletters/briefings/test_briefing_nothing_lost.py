"""Drafts that wait, workers that die, limits and filters: what happened is told to those who asked, once, and nothing else is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import msgspec
import pytest
from desk.conftest import person
from desk.filled import GAO, MAY, killed, tell, the
from desk.newsletters.people import a_list, a_subscriber

from communique.desk.accounts.models import Organisation, User
from communique.desk.accounts.roles import Role
from communique.desk.archive.changing import correct, merge, reject
from communique.desk.archive.linked import link_due
from communique.desk.archive.models import Incident
from communique.desk.newsletters.briefings import changed, composing, gathering
from communique.desk.newsletters.briefings.composing import compose
from communique.desk.newsletters.briefings.content import Briefing, Item
from communique.desk.newsletters.briefings.due import compose_due
from communique.desk.newsletters.briefings.ranking import ranking
from communique.desk.newsletters.briefings.told import items
from communique.desk.newsletters.issues import approving
from communique.desk.newsletters.models import Issue, Look, MailingList, Subscription, Told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
AT = datetime(2024, 5, 10, 7, tzinfo=UTC)
EARLY = datetime(2024, 5, 8, 7, tzinfo=UTC)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
BOMB: dict[str, Any] = {"type": "bombing", "anchor": "exploded", "place": GAO, "date": MAY}


@pytest.fixture(autouse=True)
def unreviewed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Strangers see what was read; what an approved issue looks like is another test's."""
    Organisation.objects.update_or_create(pk=1, defaults={"public_shows_unreviewed": True})
    monkeypatch.setattr(approving, "bodies_of", lambda issue: {"html": "<p>", "text": "told", "images": {}})


@pytest.fixture
def ana() -> User:
    return person(Role.EDITOR)


def sent(issue: Issue | None, at: datetime = AT) -> Issue:
    assert issue is not None
    Issue.objects.filter(pk=issue.pk).update(state="sent", frozen_at=at)
    return issue


def told_of(issue: Issue | None) -> dict[str, Item]:
    assert issue is not None
    return {each.incident: each for each in items(issue)}


def briefing(issue: Issue | None) -> Briefing:
    assert issue is not None
    return msgspec.convert(issue.content, Briefing)


def one_more(words: str = "seven", number: int = 7, published: str = "2024-05-09") -> None:
    """Another report of the bombing, with another toll."""
    text = f"The bomb that exploded in Gao on Thursday killed {words} shoppers, the coast guard said."
    tell(text, f"Paper {words}", published, [{**BOMB, "tolls": killed(number, number, words, "the coast guard")}])
    link_due()


def due(at: datetime) -> int:
    return compose_due(at, "test", Event())


def test_a_draft_that_has_nothing_to_tell_any_more_is_cancelled(ana: User) -> None:
    mailing_list = a_list(selection="type=territory-captured")
    draft = compose(mailing_list, "weekly", AT)
    assert draft is not None
    reject(the("seized"), ana, "another town", 1)
    link_due()
    assert compose(mailing_list, "weekly", AT + DAY) is None
    draft.refresh_from_db()
    assert draft.state == "cancelled"


def test_a_first_issue_that_waits_for_weeks_still_tells_of_its_first_days() -> None:
    mailing_list = a_list()
    waiting = told_of(compose(mailing_list, "weekly", AT))
    again = compose(mailing_list, "weekly", AT + 21 * DAY)
    assert told_of(again).keys() == waiting.keys()
    assert briefing(again).looks_back_to == (AT - 7 * DAY).date()


def test_what_a_cancelled_first_issue_told_nobody_is_told_weeks_later() -> None:
    mailing_list = a_list()
    first = told_of(compose(mailing_list, "weekly", AT))
    Issue.objects.update(state="cancelled")
    assert told_of(compose(mailing_list, "weekly", AT + 21 * DAY)).keys() == first.keys()


def test_a_worker_that_dies_while_it_approves_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*_: object) -> None:
        raise MemoryError

    mailing_list = a_list(automatic=True)
    with monkeypatch.context() as broken:
        broken.setattr(composing, "approve", dies)
        with pytest.raises(MemoryError):
            compose(mailing_list, "weekly", AT)
    assert not Issue.objects.exists()
    assert not Look.objects.exists()
    issue = compose(mailing_list, "weekly", AT)
    assert issue is not None
    assert issue.state == "approved"


def test_of_two_workers_that_gather_at_once_one_writes_the_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    mailing_list = a_list(automatic=True)
    gather = composing.gather

    def after_another(*of: Any) -> Briefing:
        monkeypatch.setattr(composing, "gather", gather)
        assert compose(mailing_list, "weekly", AT) is not None
        return gather(*of)

    monkeypatch.setattr(composing, "gather", after_another)
    assert compose(mailing_list, "weekly", AT) is None
    assert Issue.objects.count() == 1


def test_beyond_the_most_of_an_issue_incidents_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    every = len(told_of(compose(a_list(), "weekly", AT)))
    few = replace(ranking(), most=1)
    monkeypatch.setattr(gathering, "ranking", lambda: few)
    found = briefing(compose(a_list("few"), "weekly", AT))
    assert [len(each.items) for each in found.sections] == [1]
    assert found.sections[0].items[0].type == "bombing"
    assert found.left_out == every - 1
    assert sum(found.counts.values()) == every


def test_what_came_while_an_issue_was_on_its_way_comes_in_the_next() -> None:
    mailing_list = a_list(frequency="event", automatic=True)
    assert due(EARLY) == 1
    one_more()
    assert due(EARLY + 20 * MINUTE) == 0
    sent(Issue.objects.get())
    assert due(EARLY + 21 * MINUTE) == 1
    assert {each.type for each in told_of(mailing_list.issues.get(number=2)).values()} == {"bombing"}


def test_a_list_that_comes_as_it_happens_gathers_what_happens_within_minutes() -> None:
    a_list(frequency="event")
    assert due(EARLY) == 1
    sent(Issue.objects.get())
    one_more()
    assert due(EARLY + 5 * MINUTE) == 0
    one_more("eight", 8)
    assert due(EARLY + ranking().pause_minutes * MINUTE) == 1
    assert due(EARLY + DAY) == 0


def test_a_rhythm_that_somebody_chooses_begins_at_its_hour_and_not_at_once() -> None:
    mailing_list = a_list(hour=7)
    MailingList.objects.update(created_at=EARLY - 90 * DAY)
    due(EARLY - DAY)
    Subscription.objects.filter(subscriber=a_subscriber("ann@mail.example", mailing_list)).update(frequency="daily")
    assert due(EARLY + timedelta(hours=5)) == 0
    assert due(EARLY + DAY - MINUTE) == 0
    assert due(EARLY + DAY) == 1
    assert Issue.objects.filter(frequency="daily").count() == 1


def test_an_incident_that_the_filter_lets_through_no_more_is_told_a_last_time(ana: User) -> None:
    mailing_list = a_list(selection="type=territory-captured")
    sent(compose(mailing_list, "weekly", AT))
    correct(the("seized"), ana, 1, "type", "troop-movement", {"type": [0, 2]}, "they only passed")
    link_due()
    issue = sent(compose(mailing_list, "weekly", AT + DAY))
    (item,) = told_of(issue).values()
    assert item.outside
    assert [each.name for each in item.steps] == ["type"]
    correct(the("seized"), ana, 2, "place", msgspec.to_builtins(GAO), {"place.name": [3, 9]}, "it was there")
    link_due()
    assert compose(mailing_list, "weekly", AT + 2 * DAY) is None


def test_incidents_that_turn_out_to_be_one_are_told_as_joined() -> None:
    mailing_list = a_list()
    issue = sent(compose(mailing_list, "weekly", AT))
    kept, gone = sorted(told_of(issue))[:2]
    merge(Incident.objects.filter(name__in=(kept, gone)), person(Role.EDITOR), "the same")
    found = told_of(compose(mailing_list, "weekly", AT + DAY))
    assert found[gone].why == "withdrawn"
    assert [(each.name, each.values) for each in found[gone].steps] == [("merged", {"into": kept})]


@pytest.mark.parametrize("at_once", [1, 500])
def test_however_many_changed_each_is_told(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(changed, "AT_ONCE", at_once)
    mailing_list = a_list()
    issue = sent(compose(mailing_list, "weekly", AT))
    Told.objects.all().delete()
    Issue.objects.update(until=0, content=msgspec.to_builtins(msgspec.structs.replace(briefing(issue), sections=[])))
    again = told_of(compose(mailing_list, "weekly", AT + DAY))
    assert again.keys() >= told_of(issue).keys()
    assert {each.why for each in again.values()} == {"new"}


def test_what_a_reader_was_told_is_kept_once_the_issue_is_frozen_and_not_before() -> None:
    mailing_list = a_list()
    issue = compose(mailing_list, "weekly", AT)
    compose(mailing_list, "weekly", AT)
    assert not Told.objects.exists()
    sent(issue)
    compose(mailing_list, "weekly", AT + DAY)
    assert set(Told.objects.values_list("incident", flat=True)) == set(told_of(issue))
