"""What an issue tells: what is new, what changed and how, what went; nothing twice, and nothing goes missing."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest
from desk.conftest import person
from desk.filled import GAO, KIDAL, MAY, killed, tell, the
from desk.newsletters.people import a_list
from django.utils import timezone

from communique.desk.accounts.models import Organisation, User
from communique.desk.accounts.roles import Role
from communique.desk.archive.changing import accept, correct, reject
from communique.desk.archive.linked import link_due
from communique.desk.newsletters.briefings.composing import compose
from communique.desk.newsletters.briefings.content import Briefing, Figure, Item
from communique.desk.newsletters.briefings.told import items
from communique.desk.newsletters.models import Issue, MailingList
from communique.model import Attribution

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
AT = datetime(2024, 5, 10, 7, tzinfo=UTC)


@pytest.fixture(autouse=True)
def unreviewed() -> None:
    """Strangers see what was read, as it was read."""
    Organisation.objects.update_or_create(pk=1, defaults={"public_shows_unreviewed": True})


@pytest.fixture
def ana() -> User:
    return person(Role.EDITOR)


def sent(issue: Issue | None) -> Issue:
    """As if it had been frozen and sent."""
    assert issue is not None
    Issue.objects.filter(pk=issue.pk).update(state="sent", frozen_at=timezone.now())
    return issue


def composed(mailing_list: MailingList, days: int = 0) -> Issue | None:
    return compose(mailing_list, "weekly", AT + timedelta(days=days))


def told_of(issue: Issue | None) -> dict[str, Item]:
    assert issue is not None
    return {each.incident: each for each in items(issue)}


def bombing(issue: Issue | None) -> Item:
    return next(each for each in told_of(issue).values() if each.type == "bombing")


def test_the_first_issue_tells_what_was_published_lately_and_not_all_history() -> None:
    mailing_list = a_list()
    assert {each.why for each in told_of(composed(mailing_list)).values()} == {"new"}
    assert composed(a_list("late"), days=400) is None


def test_an_item_has_place_date_tolls_and_who_says_so_as_the_reports_give_them() -> None:
    item = bombing(composed(a_list()))
    assert (item.place, item.country, item.start) == ("Gao", "ML", date(2024, 5, 2))
    assert item.tolls["killed"].low == 12
    assert {each.publisher for each in item.said} >= {"Sahel Daily", "River Post", "State Wire"}
    assert item.publishers >= 3
    assert item.contradictions


def test_what_is_known_to_a_country_alone_has_no_place() -> None:
    for item in told_of(composed(a_list())).values():
        if item.precision in (None, "", "country", "region", "unknown"):
            assert item.place is None


def test_nothing_new_is_nothing_sent() -> None:
    mailing_list = a_list()
    sent(composed(mailing_list))
    assert composed(mailing_list, days=7) is None
    assert mailing_list.issues.count() == 1


def test_a_list_may_say_that_nothing_changed() -> None:
    mailing_list = a_list(says_no_change=True)
    sent(composed(mailing_list))
    issue = composed(mailing_list, days=7)
    assert told_of(issue) == {}


def test_a_toll_that_rose_is_told_with_both_figures() -> None:
    mailing_list = a_list()
    before = bombing(sent(composed(mailing_list)))
    text = "The bomb that exploded in Gao on Thursday killed 31 shoppers, the ministry said."
    bomb: dict[str, Any] = {"type": "bombing", "anchor": "exploded", "place": GAO, "date": MAY}
    said = Attribution(source="the ministry", cue="said")
    tell(
        text, "Coast News", "2024-05-09", [{**bomb, "tolls": killed(31, 31, "31", "the ministry"), "attribution": said}]
    )
    link_due()
    item = bombing(composed(mailing_list, days=7))
    assert item.why == "updated"
    step = next(each for each in item.steps if each.name == "toll")
    assert step.values["before"] == before.tolls["killed"]
    assert msgspec.convert(step.values["after"], Figure).best == 31


def test_a_denial_names_who_denies() -> None:
    mailing_list = a_list()
    sent(composed(mailing_list))
    text = "The governor denied that any bomb exploded in Gao on Thursday."
    fields = {"type": "bombing", "anchor": "exploded", "place": GAO, "date": MAY, "status": "negated"}
    tell(
        text, "Coast News", "2024-05-09", [{**fields, "attribution": Attribution(source="The governor", cue="denied")}]
    )
    link_due()
    item = bombing(composed(mailing_list, days=7))
    steps = {each.name: each.values for each in item.steps}
    assert steps["denied"] == {"by": ["The governor (Coast News)"]}
    assert "Coast News" not in [each.publisher for each in item.said], "who denies it is told as one who says it"


def test_what_a_person_changed_is_a_correction(ana: User) -> None:
    mailing_list = a_list()
    sent(composed(mailing_list))
    event = the("seized")
    text = event.report.record.text
    at = text.index("Kidal") if "Kidal" in text else 4
    correct(event, ana, 1, "place", msgspec.to_builtins(GAO), {"place.name": [at, at + 5]}, "the text says so")
    link_due()
    item = next(each for each in told_of(composed(mailing_list, days=7)).values() if each.type == "territory-captured")
    assert item.why == "corrected"
    assert {each.name for each in item.steps} == {"place"}


def test_an_incident_that_went_is_told_once_as_withdrawn(ana: User) -> None:
    mailing_list = a_list()
    sent(composed(mailing_list))
    event = the("seized")
    reject(event, ana, "another town", 1)
    link_due()
    first = sent(composed(mailing_list, days=7))
    assert [each.why for each in told_of(first).values()] == ["withdrawn"]
    assert composed(mailing_list, days=14) is None


def test_what_a_cancelled_issue_would_have_told_comes_in_the_next() -> None:
    mailing_list = a_list()
    issue = composed(mailing_list)
    Issue.objects.update(state="cancelled")
    again = composed(mailing_list, days=1)
    assert told_of(again).keys() == told_of(issue).keys()
    assert [each.number for each in mailing_list.issues.order_by("number")] == [1, 2]


def test_a_draft_that_waits_is_written_anew_and_keeps_the_editors_note() -> None:
    mailing_list = a_list()
    issue = composed(mailing_list)
    assert issue is not None
    Issue.objects.filter(pk=issue.pk).update(content={**issue.content, "note": "Roads are closed."})
    again = composed(mailing_list, days=1)
    assert again is not None
    assert again.pk == issue.pk
    assert msgspec.convert(again.content, Briefing).note == "Roads are closed."


def test_an_issue_on_its_way_keeps_the_next_from_being_written() -> None:
    mailing_list = a_list()
    composed(mailing_list)
    Issue.objects.update(state="approved")
    assert composed(mailing_list, days=7) is None


def test_the_filter_of_the_list_decides() -> None:
    assert {each.type for each in told_of(composed(a_list(selection="type=bombing"))).values()} == {"bombing"}
    assert composed(a_list("elsewhere", selection="country=UA")) is None


def test_strangers_are_told_what_a_person_accepted_and_nothing_else(ana: User) -> None:
    Organisation.objects.update(public_shows_unreviewed=False)
    mailing_list = a_list()
    assert composed(mailing_list) is None
    accept(the("seized"), ana, 1)
    link_due()
    assert {each.type for each in told_of(composed(mailing_list)).values()} == {"territory-captured"}


def test_two_rhythms_of_a_list_do_not_know_of_each_other() -> None:
    mailing_list = a_list()
    sent(composed(mailing_list))
    assert bombing(compose(mailing_list, "hand", AT)).why == "new"


def test_items_are_grouped_by_country_and_the_deadliest_comes_first() -> None:
    issue = composed(a_list())
    assert issue is not None
    sections = msgspec.convert(issue.content, Briefing).sections
    assert sections[0].items[0].type == "bombing"
    assert len({each.country for each in sections}) == len(sections)
    assert KIDAL.country == "Mali"
