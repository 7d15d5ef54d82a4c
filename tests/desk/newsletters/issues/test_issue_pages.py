"""The desk pages of issues: what editors see and do there."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from desk.newsletters.issues.an_issue import an_issue, deliveries
from desk.newsletters.people import a_list, a_subscriber
from django.test import Client
from django.urls import reverse

from communique.desk.accounts.models import User
from communique.desk.newsletters.changing import pause as pause_person
from communique.desk.newsletters.issues.editing import seal_of
from communique.desk.newsletters.models import Issue, Remote, Return
from communique.desk.newsletters.rendering.markers import LEAVE_MARKER
from communique.desk.newsletters.tokens import leave_token

pytestmark = pytest.mark.django_db
State = Issue.State
DELIVERIES, FIELDS = "newsletters:issue-deliveries", ("state", "domain", "address", "after")


def do(client: Client, issue: Issue, action: str, **given: Any) -> str:
    """What the page says afterwards."""
    answer = client.post(reverse("newsletters:issue-act", args=[issue.pk, action]), given, follow=True)
    assert answer.status_code == 200
    return " ".join(str(each) for each in answer.context["messages"])


def page(client: Client, name: str, issue: Issue, query: str = "") -> str:
    answer = client.get(reverse(f"newsletters:{name}", args=[issue.pk]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def now(issue: Issue) -> Issue:
    return Issue.objects.get(pk=issue.pk)


def test_a_draft_is_approved_from_its_page(editor: Client) -> None:
    issue = an_issue()
    assert "within a minute" in do(editor, issue, "approve", seal=seal_of(issue))
    assert now(issue).state == State.APPROVED


def test_what_was_not_looked_at_is_not_approved(editor: Client) -> None:
    issue = an_issue()
    seal = seal_of(issue)
    do(editor, issue, "words", subject="Another", note="", seal=seal)
    assert "meanwhile" in do(editor, issue, "approve", seal=seal)
    assert "meanwhile" in do(editor, issue, "schedule", seal=seal, when="2050-01-01T08:00")
    assert now(issue).state == State.DRAFT


@time_machine.travel(datetime(2024, 5, 8, 12, tzinfo=UTC), tick=False)
def test_an_issue_is_scheduled_by_the_clocks_of_its_list(editor: Client) -> None:
    issue = an_issue(a_list(timezone="Asia/Kathmandu"))
    told = do(editor, issue, "schedule", seal=seal_of(issue), when="2024-05-09T07:30")
    assert "9 May 2024 at 07:30, Asia/Kathmandu" in told
    assert now(issue).due_at == datetime(2024, 5, 9, 1, 45, tzinfo=UTC)
    do(editor, issue, "schedule", when="2024-05-10T07:30")
    assert now(issue).due_at == datetime(2024, 5, 10, 1, 45, tzinfo=UTC)
    assert "is past" in do(editor, issue, "schedule", when="2024-05-08T07:30")


@pytest.mark.parametrize("when", ["", "tomorrow", "2024-13-01T00:00"])
def test_a_time_that_is_none_is_refused(when: str, editor: Client) -> None:
    issue = an_issue()
    assert do(editor, issue, "schedule", seal=seal_of(issue), when=when)
    assert now(issue).state == State.DRAFT


def test_a_subject_stays_on_one_line(editor: Client) -> None:
    issue = an_issue()
    do(editor, issue, "words", subject="One\r\nBcc: all@mail.example", note="a\r\nb", seal=seal_of(issue))
    assert (now(issue).subject, now(issue).content["note"]) == ("One Bcc: all@mail.example", "a\nb")
    assert "required" in do(editor, now(issue), "words", subject=" ", note="", seal=seal_of(now(issue)))


def test_an_item_is_left_out_from_the_page(editor: Client) -> None:
    issue = an_issue()
    assert "NE-2024-0002" in page(editor, "issue-preview", issue)
    assert "left out" in do(editor, issue, "leave-out", incident="NE-2024-0002", seal=seal_of(issue))
    assert "NE-2024-0002" not in page(editor, "issue-preview", issue)


def test_an_unknown_action_is_not_there(editor: Client) -> None:
    issue = an_issue()
    assert editor.post(reverse("newsletters:issue-act", args=[issue.pk, "burn"])).status_code == 404


def test_sending_is_paused_continued_and_cancelled_from_the_page(editor: Client) -> None:
    issue = an_issue(state=State.SENDING)
    do(editor, issue, "pause", why="wrong toll")
    assert now(issue).state == State.PAUSED
    assert "wrong toll" in page(editor, "issue-desk", issue)
    do(editor, issue, "resume")
    assert now(issue).state == State.SENDING
    do(editor, issue, "cancel", why="withdrawn")
    assert now(issue).state == State.CANCELLED
    assert "cannot be cancelled" in do(editor, issue, "cancel")


def test_the_preview_runs_nothing_and_leads_nobody_out_of_a_list(editor: Client) -> None:
    issue = an_issue()
    answer = editor.get(reverse("newsletters:issue-preview", args=[issue.pk]))
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert policy.startswith("sandbox ")
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "cid:" not in answer.content.decode()
    assert LEAVE_MARKER not in answer.content.decode()


def test_the_page_shows_both_widths_and_the_text(editor: Client) -> None:
    told = page(editor, "issue-desk", an_issue())
    assert told.count("<iframe") == told.count("sandbox=") == 2
    assert 'class="desktop"' in told
    assert 'class="phone"' in told
    assert "As plain text" in told


def test_the_page_says_how_many_would_get_it(editor: Client) -> None:
    issue = an_issue()
    a_subscriber("one@mail.example", issue.list)
    pause_person(a_subscriber("two@mail.example", issue.list), datetime(2099, 1, 1).date(), "preferences")
    assert "would go to <strong>1</strong> subscriber now; left out of the list: paused 1." in page(
        editor, "issue-desk", issue
    )


def test_counts_add_up_and_say_so_where_they_do_not(editor: Client) -> None:
    issue = an_issue(state=State.SENDING)
    deliveries(issue, "accepted", "accepted", "failed", "unknown", "pending")
    assert "4 of 5 done" in page(editor, "issue-status", issue)
    assert "do not add up" not in page(editor, "issue-status", issue)
    Issue.objects.filter(pk=issue.pk).update(audience=6)
    assert "do not add up" in page(editor, "issue-status", issue)


def test_deliveries_are_shown_with_the_words_of_the_server(editor: Client) -> None:
    issue = an_issue(state=State.SENT)
    (failed,) = deliveries(issue, "failed", code=550, answer="5.1.1 <b>no such user</b>")
    (taken,) = deliveries(issue, "accepted", domain="other.example")
    Return.objects.create(delivery=taken, kind="hard", status="5.2.2", diagnostic="mailbox full", digest="1" * 64)
    told = page(editor, "issue-deliveries", issue)
    assert failed.address in told
    assert "5.1.1 &lt;b&gt;no such user" in told
    assert "mailbox full" in told
    assert failed.address not in page(editor, "issue-deliveries", issue, "?state=accepted")
    assert failed.address not in page(editor, "issue-deliveries", issue, "?domain=other.example")
    assert taken.address not in page(editor, "issue-deliveries", issue, f"?address={failed.address.upper()}")
    assert "None is so" in page(editor, "issue-deliveries", issue, f"?after={taken.pk}")


@pytest.mark.parametrize("given", ["\0", "é" * 300, "'; --", "<script>"])
def test_no_words_break_a_page(given: str, editor: Client) -> None:
    issue = an_issue(state=State.SENDING)
    for name, field in (("issues", "list"), ("issues", "before"), *(("deliveries", each) for each in FIELDS)):
        address = reverse("newsletters:issues") if name == "issues" else reverse(DELIVERIES, args=[issue.pk])
        assert editor.get(address, {field: given}).status_code == 200
    do(editor, issue, "pause", why=given)
    assert now(issue).state == State.PAUSED


def test_an_erased_person_is_shown_as_one(editor: Client) -> None:
    issue = an_issue(state=State.SENT)
    deliveries(issue, "accepted", address="")
    assert "erased" in page(editor, "issue-deliveries", issue)


def test_domains_are_shown_with_what_they_took(editor: Client) -> None:
    issue = an_issue(state=State.SENT)
    deliveries(issue, "accepted", "accepted", "failed", domain="big.example")
    (small,) = deliveries(issue, "pending", domain="small.example")
    Return.objects.create(delivery=small, kind="complaint", digest="2" * 64)
    told = page(editor, "issue-domains", issue)
    assert told.index("big.example") < told.index("small.example")
    assert "66 %" in told


def test_unknown_ones_are_chosen_on_their_page(editor: Client) -> None:
    issue = an_issue(state=State.SENT)
    first, second = deliveries(issue, "unknown", "unknown")
    assert f'value="{first.pk}"' in page(editor, "issue-deliveries", issue, "?state=unknown")
    assert do(editor, issue, "send-again", delivery=[first.pk, "x", "9" * 30]).startswith("1 sent again")
    assert [each.state for each in issue.deliveries.order_by("pk")] == ["pending", "unknown"]
    assert second.state == "unknown"
    assert do(editor, issue, "send-again").startswith("None")


class Inbox:
    """Keeps what it takes, and refuses where it is told to."""

    def __init__(self) -> None:
        self.messages: list[Any] = []
        self.answer = "250 2.0.0 Taken"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        del server, session
        self.messages.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=default)))
        return self.answer


@pytest.fixture
def inbox(settings: Any) -> Iterator[Inbox]:
    """The mail server of the settings."""
    found = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(found, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield found
    server.stop()


def test_a_test_goes_to_the_one_who_asks(editor: Client, inbox: Inbox) -> None:
    issue = an_issue()
    assert "for editor@desk.example: 250" in do(editor, issue, "test")
    ((to, message),) = inbox.messages
    assert to == ["editor@desk.example"]
    assert message["Subject"] == "[Test] Gao: a bomb at the market"
    told = "".join(part.get_content() for part in message.walk() if part.get_content_maintype() == "text")
    assert LEAVE_MARKER not in told
    assert leave_token(0, issue.list_id) in told
    assert (now(issue).state, now(issue).subject) == (State.DRAFT, "Gao: a bomb at the market")
    assert not issue.deliveries.exists()


def test_the_words_of_a_server_that_refuses_a_test_are_shown(editor: Client, inbox: Inbox) -> None:
    inbox.answer = "554 5.7.1 Not from you"
    assert "refused the test: 554 5.7.1 Not from you" in do(editor, an_issue(), "test")


def test_without_a_mail_server_no_test_is_sent(editor: Client, settings: Any) -> None:
    settings.EMAIL_HOST = ""
    assert "COMMUNIQUE_MAIL names no mail server" in do(editor, an_issue(), "test")


def test_who_has_no_address_gets_no_test(editor: Client, inbox: Inbox) -> None:
    User.objects.update(email="")
    assert "has no address" in do(editor, an_issue(), "test")
    assert not inbox.messages


def test_mailchimp_is_asked_for_the_test_where_it_sends(editor: Client, settings: Any) -> None:
    settings.PLATFORM = "mailchimp"
    issue = an_issue()
    assert "Mailchimp mails a test to editor@desk.example" in do(editor, issue, "test")
    assert Remote.objects.get(thing="issue", ours=str(issue.pk)).state["tests"] == ["editor@desk.example"]


def test_the_figures_of_mailchimp_are_shown_and_have_to_add_up_with_nothing(editor: Client) -> None:
    issue = an_issue(state=State.SENT, audience=1204)
    report = {"sent": 1204, "hard": 3, "soft": 0, "unsubscribed": 5, "complaints": 1}
    Remote.objects.create(
        thing="issue", ours=str(issue.pk), theirs="c0ffee", state={"status": "sent", "report": report}
    )
    told = page(editor, "issue-desk", issue)
    assert "c0ffee" in told
    assert "<dt>Bounced for good</dt><dd>3</dd>" in told
    assert "<dt>Bounced for now</dt><dd>0</dd>" in told
    assert "do not add up" not in told


def test_issues_are_listed_by_state_and_list(editor: Client) -> None:
    one, other = a_list("sahel"), a_list("horn")
    an_issue(one, subject="First"), an_issue(one, state=State.SENT, subject="Second", audience=1204)
    an_issue(other, subject="Third")
    address = reverse("newsletters:issues")

    def shown(query: str) -> list[str]:
        told = editor.get(address + query).content.decode()
        return [each for each in ("First", "Second", "Third") if each in told]

    assert shown("") == ["First", "Second", "Third"]
    assert shown("?state=waiting") == ["First", "Third"]
    assert shown("?state=waiting&list=sahel") == ["First"]
    assert shown("?state=sent") == ["Second"]
    assert shown("?state=nothing&before=x") == ["First", "Second", "Third"]
    assert shown(f"?before={Issue.objects.get(subject='Third').pk}") == ["First", "Second"]
    assert "1,204" in editor.get(address).content.decode()


def test_a_list_has_to_be_chosen_to_compose_for(editor: Client) -> None:
    answer = editor.post(reverse("newsletters:issue-compose"), {"list": ""}, follow=True)
    assert "Choose a list" in answer.content.decode()
