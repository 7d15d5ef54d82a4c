"""The platform is changed while an issue is on its way: whatever happens in between, nobody is mailed by both."""

import re
import threading
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from desk.newsletters.mailchimp.meeting import Meeting, an_issue, meet, no_night
from desk.newsletters.people import a_list
from desk.newsletters.smtp.scripted import Scripted, serving
from django.apps import apps
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from fakes.mailchimp.account import Fault
from fakes.mailchimp.answers import Problem

from communique.desk.accounts.models import User
from communique.desk.newsletters.issues.approving import IssueRefused, approve, cancel, take_back
from communique.desk.newsletters.issues.trying import send_test
from communique.desk.newsletters.mailchimp import campaigns, releasing
from communique.desk.newsletters.mailchimp.campaigns import ask_test
from communique.desk.newsletters.models import Issue, MailingList, Remote
from communique.desk.newsletters.rendering.markers import LEAVE_MARKER
from communique.desk.newsletters.sending.due import send_due
from communique.desk.newsletters.sending.freezing import freeze
from communique.desk.newsletters.sending.holders import new_holder

pytestmark = pytest.mark.django_db
ANN, BEN = "ann@mail.example", "ben@mail.example"
State = Issue.State
HOUR = timedelta(hours=1)


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Meeting:
    return meet(monkeypatch, settings)


@pytest.fixture
def server(settings: Any) -> Iterator[Scripted]:
    with serving(Scripted({})) as made:
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_HOST_USER = "127.0.0.1", made.port, ""
        settings.MAIL_CONNECTIONS, settings.MAIL_RATE, settings.MAIL_PROVIDER_RATES = 1, 0, []
        settings.RETURNS_ADDRESS = settings.DKIM_KEY = None
        yield made


@pytest.fixture
def sahel(there: Meeting) -> MailingList:
    sahel = a_list("sahel")
    there.joins(ANN, sahel)
    there.joins(BEN, sahel)
    there.works()
    no_night()
    return sahel


def again(issue: Issue) -> Issue:
    return Issue.objects.select_related("list").get(pk=issue.pk)


class Both:
    """The two senders, and who got something of either."""

    def __init__(self, there: Meeting, server: Scripted, settings: Any) -> None:
        self.there, self.server, self.settings = there, server, settings

    def chooses(self, platform: str) -> None:
        self.settings.PLATFORM = platform

    def ours(self, later: timedelta = timedelta()) -> None:
        for _ in range(3):
            send_due(timezone.now() + later, "worker", threading.Event())

    def work(self, later: timedelta = timedelta()) -> None:
        """Our own server's step first, so that a gap between the two is used."""
        self.ours(later)
        self.there.works(later=later)
        self.ours(later)

    def by_us(self) -> list[str]:
        return sorted(each[9:-1] for each in self.server.said if each.startswith("RCPT"))

    def by_mailchimp(self) -> list[str]:
        return sorted(address for address, _ in self.there.account.campaigns.mail)

    def campaigns(self) -> list[str]:
        return [each["status"] for each in self.there.account.campaigns.campaigns.values()]


@pytest.fixture
def both(there: Meeting, server: Scripted, settings: Any) -> Both:
    return Both(there, server, settings)


def scheduled(both: Both, sahel: MailingList) -> Issue:
    issue = an_issue(sahel, timezone.now() + HOUR)
    both.work()
    assert both.campaigns() == ["schedule"]
    return issue


def test_scheduled_there_it_is_taken_back_before_our_server_sends_it(both: Both, sahel: MailingList) -> None:
    issue = scheduled(both, sahel)
    both.chooses("smtp")
    both.ours(2 * HOUR)
    assert both.by_us() == []
    both.work(2 * HOUR)
    assert both.by_us() == [ANN, BEN]
    assert (both.campaigns(), both.by_mailchimp()) == ([], [])
    assert (again(issue).state, again(issue).platform) == (State.SENT, "smtp")


def test_its_links_are_those_of_our_own_server_then(both: Both, sahel: MailingList) -> None:
    issue = scheduled(both, sahel)
    both.chooses("smtp")
    both.work()
    found = again(issue)
    assert found.state == State.APPROVED
    assert LEAVE_MARKER in found.html
    assert "*|UNSUB|*" not in found.html + found.text


def test_without_an_answer_from_mailchimp_our_server_waits(both: Both, sahel: MailingList) -> None:
    scheduled(both, sahel)
    both.chooses("smtp")
    both.there.account.faults = [Fault("refused", times=1000)]
    for hours in range(2, 5):
        both.work(hours * HOUR)
    assert both.by_us() == []
    both.there.account.faults = []
    both.work(9 * HOUR)
    assert both.by_us() == [ANN, BEN]


def test_without_a_key_our_server_waits_and_the_pages_say_the_remedy(
    both: Both, sahel: MailingList, editor: Browser
) -> None:
    issue = scheduled(both, sahel)
    pages = [reverse("newsletters:issue-desk", args=[issue.pk]), reverse("newsletters:issues")]
    both.chooses("smtp")
    both.settings.MAILCHIMP_KEY = None
    both.work(2 * HOUR)
    assert both.by_us() == []
    for page in pages:
        assert "Set COMMUNIQUE_MAILCHIMP_KEY again until it is" in editor.get(page).content.decode()
    cancel(issue, None)
    for page in pages:
        assert "may still be scheduled at Mailchimp" in editor.get(page).content.decode()


def test_sent_there_meanwhile_it_is_sent_and_our_server_leaves_it(
    both: Both, sahel: MailingList, time_machine: Any
) -> None:
    issue = scheduled(both, sahel)
    time_machine.move_to(timezone.now() + 2 * HOUR)
    both.there.account.campaigns.come_due()
    both.chooses("smtp")
    both.work()
    both.there.account.campaigns.come_due()
    both.work(HOUR)
    assert (both.by_us(), both.by_mailchimp()) == ([], [ANN, BEN])
    assert (again(issue).state, again(issue).audience) == (State.SENT, 2)


def test_begun_there_in_the_moment_it_is_taken_back_it_is_ended_there(
    both: Both, sahel: MailingList, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = scheduled(both, sahel)
    made = both.there.account.campaigns

    def _too_late(name: str) -> None:
        made._leaves(name)
        raise Problem(400, "Bad Request", "The campaign is being sent.")

    monkeypatch.setattr(made, "unschedule", _too_late)
    both.chooses("smtp")
    both.work()
    assert again(issue).state == State.SENDING
    made.come_due()
    both.work(HOUR)
    assert (again(issue).state, both.by_us(), both.by_mailchimp()) == (State.SENT, [], [ANN, BEN])


def test_being_sent_there_it_is_ended_there(both: Both, sahel: MailingList, editor: Browser) -> None:
    issue = an_issue(sahel)
    both.work()
    both.chooses("smtp")
    both.work(HOUR)
    assert again(issue).state == State.SENDING
    page = editor.get(reverse("newsletters:issue-desk", args=[issue.pk])).content.decode()
    assert "Mailchimp began to send it and ends it" in page
    both.there.account.campaigns.come_due()
    both.work(2 * HOUR)
    assert (both.by_us(), both.by_mailchimp()) == ([], [ANN, BEN])
    assert again(issue).state == State.SENT


def test_asked_to_send_and_refused_there_it_waits_for_a_person(
    both: Both, sahel: MailingList, monkeypatch: pytest.MonkeyPatch
) -> None:
    def _send(name: str) -> None:
        raise Problem(400, "Bad Request", "Your account is under review.")

    monkeypatch.setattr(both.there.account.campaigns, "send", _send)
    issue = an_issue(sahel)
    both.work()
    assert again(issue).state == State.PAUSED
    both.chooses("smtp")
    both.work()
    assert again(issue).state == State.PAUSED, "it may begin yet: Mailchimp was asked a moment ago"
    both.work(HOUR)
    found = again(issue)
    assert (found.state, both.by_us(), both.campaigns()) == (State.DRAFT, [], [])
    assert "Mailchimp never sent it" in found.trouble
    approve(found, None, timezone.now())
    both.work(HOUR)
    assert (both.by_us(), both.by_mailchimp()) == ([ANN, BEN], [])


def test_taken_back_and_approved_anew_it_still_waits_for_mailchimp(both: Both, sahel: MailingList) -> None:
    issue = scheduled(both, sahel)
    both.chooses("smtp")
    take_back(issue, User.objects.create(username="eve"))
    approve(again(issue), None, timezone.now())
    both.ours(HOUR)
    assert both.by_us() == []
    both.work(2 * HOUR)
    assert both.by_us() == [ANN, BEN]
    assert (both.campaigns(), both.by_mailchimp()) == ([], [])


class Killed(BaseException):
    """The process ends here."""


def killed(*args: Any, **more: Any) -> None:
    raise Killed


@pytest.mark.parametrize("path", [r"/campaigns$", "/actions/schedule", "/actions/unschedule", r"/campaigns/\w+$"])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_crash_at_any_request_sends_it_once_all_the_same(
    both: Both, sahel: MailingList, monkeypatch: pytest.MonkeyPatch, path: str, moment: str, time_machine: Any
) -> None:
    """Killed as a request leaves, or when it was done and nothing of it is written down here; then the platform is changed."""
    handle, at = both.there.account.handle, []

    def _handle(request: Any) -> Any:
        dies = request.method in ("POST", "DELETE") and re.search(path, request.url.path) and not at
        answer = None if dies and moment == "before" else handle(request)
        if dies:
            at.append(request.url.path)
            raise Killed
        return answer

    monkeypatch.setattr(both.there.account, "handle", _handle)
    an_issue(sahel, timezone.now() + HOUR)
    for platform in ("mailchimp", "smtp", "smtp"):
        both.chooses(platform)
        try:
            both.work()
        except Killed:
            Remote.objects.filter(thing="setup", ours="lease").update(theirs="")
    assert at, "it was killed"
    for hours in range(1, 4):
        time_machine.move_to(timezone.now() + hours * HOUR)
        both.there.account.campaigns.come_due()
        both.work()
    assert sorted(both.by_us() + both.by_mailchimp()) == [ANN, BEN]
    assert both.campaigns() == []


def dies_after(both: Both, monkeypatch: pytest.MonkeyPatch, method: str, path: str) -> None:
    """The worker's next pass ends when Mailchimp has done that, and nothing of it is written down here."""
    with monkeypatch.context() as patched:
        handle = both.there.account.handle

        def _handle(request: Any) -> Any:
            answer = handle(request)
            if request.method == method and re.search(path, request.url.path):
                raise Killed
            return answer

        patched.setattr(both.there.account, "handle", _handle)
        with pytest.raises(Killed):
            both.there.works(later=HOUR / 2)


def test_scheduled_a_moment_before_a_crash_it_can_be_cancelled(
    both: Both, sahel: MailingList, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = an_issue(sahel, timezone.now() + 2 * HOUR)
    dies_after(both, monkeypatch, "POST", "/actions/schedule")
    cancel(issue, None)
    both.work()
    assert both.campaigns() == ["save"]


def test_a_crash_once_an_unsent_campaign_was_deleted_leaves_no_doubt(
    both: Both, sahel: MailingList, monkeypatch: pytest.MonkeyPatch
) -> None:
    both.there.account.faults = [Fault("cut", path="/actions/send")]
    issue = an_issue(sahel)
    both.work()
    both.chooses("smtp")
    dies_after(both, monkeypatch, "DELETE", "/campaigns/")
    both.work(HOUR)
    assert "Mailchimp never sent it" in again(issue).trouble
    assert again(issue).state == State.DRAFT


def test_asked_to_send_without_an_answer_it_is_looked_up_until_that_is_clear(both: Both, sahel: MailingList) -> None:
    both.there.account.faults = [Fault("cut", path="/actions/send")]
    issue = an_issue(sahel)
    both.work()
    both.chooses("smtp")
    both.work(timedelta(seconds=45))
    assert (again(issue).state, both.campaigns()) == (State.SENDING, ["save"])
    both.work(HOUR)
    assert (again(issue).state, both.campaigns(), both.by_us()) == (State.DRAFT, [], [])


def test_a_sender_that_read_the_issue_before_mailchimp_had_it_writes_no_audience(
    both: Both, sahel: MailingList
) -> None:
    issue = an_issue(sahel)
    assert freeze(issue, timezone.now(), new_holder()) == 0
    assert again(issue).state == State.APPROVED


@pytest.mark.parametrize("left", ["schedule", "deleted"])
def test_a_crash_while_it_is_let_go_is_made_good(
    both: Both, sahel: MailingList, monkeypatch: pytest.MonkeyPatch, left: str
) -> None:
    issue = scheduled(both, sahel)
    both.chooses("smtp")
    with monkeypatch.context() as patched:
        patched.setattr(campaigns, "forget", killed)
        with pytest.raises(Killed):
            both.there.works()
    Remote.objects.filter(thing="setup", ours="lease").update(theirs="")
    if left == "schedule":
        both.chooses("mailchimp")
        both.work()
        assert both.campaigns() == ["schedule"]
        return
    both.work(2 * HOUR)
    assert (both.by_us(), both.by_mailchimp()) == ([ANN, BEN], [])
    assert again(issue).state == State.SENT


def test_a_campaign_that_was_deleted_there_after_it_was_scheduled_is_not_sent_by_anybody(
    both: Both, sahel: MailingList
) -> None:
    issue = scheduled(both, sahel)
    both.there.account.campaigns.campaigns.clear()
    both.chooses("smtp")
    both.work(2 * HOUR)
    found = again(issue)
    assert "whether it was sent cannot be told" in found.trouble
    assert (found.state, both.by_us()) == (State.DRAFT, [])
    approve(found, None, timezone.now())
    both.work(3 * HOUR)
    assert both.by_us() == []
    both.chooses("mailchimp")
    both.work(4 * HOUR)
    assert (both.by_mailchimp(), both.campaigns()) == ([], [])


def test_the_other_way_an_approved_issue_goes_to_mailchimp_with_its_links(both: Both, sahel: MailingList) -> None:
    both.chooses("smtp")
    issue = an_issue(sahel, state=State.DRAFT, platform="", html="", text="")
    approve(issue, None, timezone.now(), timezone.now() + HOUR)
    both.ours()
    both.chooses("mailchimp")
    both.work()
    assert "*|UNSUB|*" in again(issue).html
    assert both.campaigns() == ["schedule"]
    assert again(issue).platform == "mailchimp"
    both.ours(2 * HOUR)
    assert both.by_us() == []


def test_begun_by_our_own_server_it_is_ended_there_and_mailchimp_gets_nothing(both: Both, sahel: MailingList) -> None:
    both.chooses("smtp")
    issue = an_issue(sahel, platform="smtp", html=LEAVE_MARKER, text="News")
    freeze(issue, timezone.now(), new_holder())
    both.chooses("mailchimp")
    both.there.works()
    assert both.campaigns() == []
    both.work()
    assert (both.by_us(), both.by_mailchimp(), both.campaigns()) == ([ANN, BEN], [], [])
    assert again(issue).state == State.SENT


def test_begun_by_a_server_that_is_no_more_the_page_says_the_remedy(
    both: Both, sahel: MailingList, editor: Browser
) -> None:
    issue = an_issue(sahel, platform="smtp", html=LEAVE_MARKER, text="News")
    freeze(issue, timezone.now(), new_holder())
    both.settings.EMAIL_HOST = ""
    both.work()
    assert (both.by_us(), both.campaigns(), again(issue).state) == ([], [], State.SENDING)
    page = editor.get(reverse("newsletters:issue-desk", args=[issue.pk])).content.decode()
    assert "COMMUNIQUE_MAIL names none now" in page


def test_there_and_back_again_it_is_sent_once(both: Both, sahel: MailingList) -> None:
    issue = scheduled(both, sahel)
    for platform in ("smtp", "mailchimp", "smtp", "mailchimp"):
        both.chooses(platform)
        both.work()
    assert both.campaigns() == ["schedule"]
    Issue.objects.filter(pk=issue.pk).update(due_at=timezone.now())
    both.work(HOUR)
    both.there.account.campaigns.come_due()
    both.work(2 * HOUR)
    assert (both.by_us(), both.by_mailchimp()) == ([], [ANN, BEN])


def test_no_test_is_mailed_while_it_is_taken_back(both: Both, sahel: MailingList) -> None:
    issue = scheduled(both, sahel)
    both.chooses("smtp")
    eve = User(username="eve", email="eve@desk.example")
    with pytest.raises(IssueRefused, match="taken back"):
        send_test(again(issue), eve)


def test_a_draft_whose_test_mailchimp_mailed_goes_out_by_our_own_server(both: Both, sahel: MailingList) -> None:
    issue = an_issue(sahel, state=State.DRAFT, platform="", html="", text="")
    ask_test(issue, "eve@desk.example")
    both.work()
    assert both.campaigns() == ["save"]
    both.chooses("smtp")
    both.work()
    approve(again(issue), None, timezone.now())
    both.work(HOUR)
    assert (both.by_us(), both.campaigns()) == ([ANN, BEN], [])


def test_an_issue_that_went_to_our_server_a_moment_ago_is_not_asked_for_at_mailchimp(
    both: Both, sahel: MailingList
) -> None:
    """A worker with the old settings read the issue, and then the other took it."""
    issue = an_issue(sahel)
    Issue.objects.filter(pk=issue.pk).update(platform="smtp")
    assert not releasing.intend(issue, creating="now")
    assert not Remote.objects.filter(thing="issue", ours=str(issue.pk)).exists()


def test_issues_of_before_belong_to_mailchimp_where_their_campaign_is_there_or_may_be(sahel: MailingList) -> None:
    made, asked, plain, begun = (an_issue(sahel, platform="") for _ in range(4))
    freeze(begun, timezone.now(), new_holder())
    for issue, theirs, state in (
        (made, "c1", {}),
        (asked, "", {"creating": "now"}),
        (plain, "", {}),
        (begun, "c2", {}),
    ):
        Remote.objects.create(thing="issue", ours=str(issue.pk), theirs=theirs, state=state)
    import_module("communique.desk.newsletters.migrations.0008_platform_of_issue").with_campaign(apps, None)
    assert [again(each).platform for each in (made, asked, plain, begun)] == ["mailchimp", "mailchimp", "", ""]
