"""A draft is changed by one person at a time; what goes out is what was looked at."""

from datetime import UTC, datetime

import pytest
from desk.conftest import person
from desk.newsletters.issues.an_issue import an_issue
from desk.newsletters.people import a_list
from hypothesis import given
from hypothesis import strategies as st

from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role
from communique.desk.archive.models import Change
from communique.desk.newsletters.issues.approving import IssueRefused
from communique.desk.newsletters.issues.editing import briefing_of, change_words, leave_out, seal_of
from communique.desk.newsletters.issues.scheduling import due, wall
from communique.desk.newsletters.models import Issue, MailingList

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def who(db: None) -> User:
    return person(Role.EDITOR)


def now(issue: Issue) -> Issue:
    return Issue.objects.get(pk=issue.pk)


def test_subject_and_note_are_changed_with_their_history(who: User) -> None:
    issue = an_issue()
    assert change_words(issue, "Market bomb in Gao", "Written by hand.", seal_of(issue), who)
    found = now(issue)
    assert (found.subject, briefing_of(found).note) == ("Market bomb in Gao", "Written by hand.")
    assert list(Change.objects.order_by("pk").values_list("field", "after")) == [
        ("subject", "Market bomb in Gao"),
        ("note", "Written by hand."),
    ]
    assert not change_words(found, "Market bomb in Gao", "Written by hand.", seal_of(found), who)
    assert Change.objects.count() == 2


def test_an_empty_note_is_no_note(who: User) -> None:
    issue = an_issue()
    change_words(issue, issue.subject, "For once", seal_of(issue), who)
    change_words(now(issue), issue.subject, "", seal_of(now(issue)), who)
    assert briefing_of(now(issue)).note is None


def test_who_looked_at_an_older_draft_changes_nothing(who: User) -> None:
    issue = an_issue()
    seal = seal_of(issue)
    change_words(issue, "Another", "", seal, who)
    with pytest.raises(IssueRefused, match="meanwhile"):
        change_words(now(issue), "Mine", "", seal, who)
    with pytest.raises(IssueRefused, match="meanwhile"):
        leave_out(now(issue), "ML-2024-0001", seal, who)
    assert now(issue).subject == "Another"


def test_an_item_is_left_out_and_the_counts_say_so(who: User) -> None:
    issue = an_issue()
    leave_out(issue, "NE-2024-0002", seal_of(issue), who, "not ours")
    briefing = briefing_of(now(issue))
    assert [each.country for each in briefing.sections] == ["ML"]
    assert briefing.counts == {"new": 1, "updated": 0}
    change = Change.objects.get()
    assert (change.field, change.before, change.after, change.why) == ("item", "NE-2024-0002", None, "not ours")


def test_what_is_not_in_the_issue_cannot_be_left_out(who: User) -> None:
    issue = an_issue()
    with pytest.raises(IssueRefused, match="is not in this issue"):
        leave_out(issue, "ML-2024-0009", seal_of(issue), who)


@pytest.mark.parametrize("state", sorted(set(Issue.State.values) - {Issue.State.DRAFT}))
def test_only_a_draft_is_changed(state: str, who: User) -> None:
    issue = an_issue(state=state)
    with pytest.raises(IssueRefused, match="Only a draft"):
        leave_out(issue, "ML-2024-0001", seal_of(issue), who)
    with pytest.raises(IssueRefused, match="Only a draft"):
        change_words(issue, "Another", "", seal_of(issue), who)


def test_a_time_is_by_the_clocks_of_the_list() -> None:
    paris = a_list(timezone="Europe/Paris")
    assert due(paris, datetime(2024, 7, 1, 8), LONG_AGO) == datetime(2024, 7, 1, 6, tzinfo=UTC)
    assert due(paris, datetime(2024, 12, 1, 8), LONG_AGO) == datetime(2024, 12, 1, 7, tzinfo=UTC)


def test_a_time_that_clocks_leave_out_is_refused() -> None:
    with pytest.raises(IssueRefused, match="leave 02:30 out on 31 March 2024"):
        due(a_list(timezone="Europe/Paris"), datetime(2024, 3, 31, 2, 30), LONG_AGO)


def test_of_a_time_that_clocks_show_twice_the_first_counts() -> None:
    paris = a_list(timezone="Europe/Paris")
    assert due(paris, datetime(2024, 10, 27, 2, 30), LONG_AGO) == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)


def test_a_time_that_is_past_is_refused() -> None:
    with pytest.raises(IssueRefused, match="is past in Africa/Bamako"):
        due(a_list(timezone="Africa/Bamako"), datetime(2024, 5, 1, 7), datetime(2024, 5, 1, 8, tzinfo=UTC))


ZONES = ("UTC", "Africa/Bamako", "Europe/Paris", "Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe")


@given(st.sampled_from(ZONES), st.datetimes(datetime(2021, 1, 1), datetime(2035, 1, 1)))
def test_a_time_is_shown_as_it_was_given_or_refused(zone: str, given_: datetime) -> None:
    of = MailingList(timezone=zone)
    try:
        moment = due(of, given_, LONG_AGO)
    except IssueRefused:
        return
    assert wall(of, moment) == given_
