"""What is due is sent, once, to those who still want it; what keeps it from going out is told."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from desk.newsletters.people import a_list, a_subscriber
from desk.newsletters.smtp.scripted import HANG_UP, Scripted, serving

from communique.desk.archive.models import Change
from communique.desk.newsletters.changing import leave, pause
from communique.desk.newsletters.models import Delivery, Issue, Pace, Subscriber
from communique.desk.newsletters.rendering.markers import LEAVE_MARKER, PREFERENCES_MARKER
from communique.desk.newsletters.sending import due, judging, ledger, outcomes, pacing
from communique.desk.newsletters.sending.due import send_due
from communique.desk.newsletters.sending.freezing import freeze
from communique.desk.newsletters.sending.holders import new_holder
from communique.desk.newsletters.sending.lanes import providers
from communique.desk.newsletters.sending.ledger import Outcome, Wanted, claim, stepping
from communique.desk.newsletters.sending.recovering import recover
from communique.desk.newsletters.smtp.plain import send_one

pytestmark = pytest.mark.django_db
State = Delivery.State
Make = Callable[..., Scripted]


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(autouse=True)
def _settings(settings: Any) -> None:
    settings.MAIL_CONNECTIONS, settings.MAIL_RATE, settings.PLATFORM, settings.DKIM_KEY = 1, 0, "smtp", None
    settings.RETURNS_ADDRESS, settings.MAIL_PROVIDER_RATES = None, []


@pytest.fixture
def server(settings: Any) -> Iterator[Make]:
    """Makes a mail server that answers as told, and names it in the settings."""
    with ExitStack() as stack:

        def make(answers: dict[str, list[str]] | None = None) -> Scripted:
            made = stack.enter_context(serving(Scripted(answers or {})))
            settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_HOST_USER = "127.0.0.1", made.port, ""
            return made

        yield make


def an_issue(people: int, **more: Any) -> Issue:
    """Approved, for so many people."""
    river = a_list()
    for number in range(people):
        a_subscriber(f"p{number}@mill.example", river)
    given = {
        "html": f"{LEAVE_MARKER} {PREFERENCES_MARKER}",
        "text": "High water",
        "subject": "High water",
        "content": {},
    }
    given |= {"state": Issue.State.APPROVED, "due_at": now() - timedelta(minutes=1)}
    return Issue.objects.create(list=river, number=1, frequency=river.frequency, **{**given, **more})


def sent(times: int = 1) -> Issue:
    """What the worker does; the issue afterwards."""
    for _ in range(times):
        send_due(now(), "worker", threading.Event())
    return Issue.objects.get()


def states() -> dict[str, str]:
    return {address.split("@")[0]: state for address, state in Delivery.objects.values_list("address", "state")}


def recipients(made: Scripted) -> list[str]:
    return sorted(each[9:-1].split("@")[0] for each in made.said if each.startswith("RCPT"))


def test_an_issue_that_is_due_goes_to_everybody_once(server: Make) -> None:
    made = server()
    an_issue(5)
    issue = sent(3)
    assert issue.state == Issue.State.SENT
    assert issue.finished_at is not None
    assert recipients(made) == ["p0", "p1", "p2", "p3", "p4"]
    row = Delivery.objects.first()
    assert row is not None
    assert (row.state, row.code, row.answer, row.attempts) == (State.ACCEPTED, 250, "2.0.0 taken", 1)
    assert (row.leased_by, row.lease_until) == ("", None)
    assert row.at is not None


@pytest.mark.parametrize(
    "more", [{"due_at": datetime(2100, 1, 1, tzinfo=UTC)}, {"state": "draft"}, {"state": "paused"}]
)
def test_nothing_else_is_sent(server: Make, more: dict[str, Any]) -> None:
    made = server()
    an_issue(2, **more)
    assert sent(2).state == more.get("state", Issue.State.APPROVED)
    assert recipients(made) == []


def test_with_another_platform_nothing_is_sent_here(server: Make, settings: Any) -> None:
    settings.PLATFORM = "mailchimp"
    made = server()
    an_issue(2)
    assert sent().state == Issue.State.APPROVED
    assert made.connections == 0


def test_who_left_or_paused_after_the_audience_was_frozen_is_skipped(server: Make) -> None:
    made = server()
    issue = an_issue(4)
    freeze(issue, now(), new_holder())
    people = {each.address.split("@")[0]: each for each in Subscriber.objects.all()}
    leave(people["p0"], [issue.list], "footer")
    pause(people["p1"], date(2100, 1, 1), "preferences")
    Subscriber.objects.filter(pk=people["p2"].pk).update(address="moved@mill.example")
    assert sent(2).state == Issue.State.SENT
    assert recipients(made) == ["moved", "p3"]
    assert states() == {"p0": "skipped", "p1": "skipped", "moved": "accepted", "p3": "accepted"}
    assert Delivery.objects.get(address="p0@mill.example").answer == "left the list"


def test_what_is_put_off_is_tried_again_when_it_is_due(server: Make) -> None:
    made = server({"RCPT": ["452 4.2.2 full", "250 fine"]})
    an_issue(1)
    assert sent(2).state == Issue.State.SENDING
    row = Delivery.objects.get()
    assert (row.state, row.code, row.answer) == (State.DEFERRED, 452, "4.2.2 full")
    assert row.due_at is not None
    assert timedelta(minutes=4) < row.due_at - now() <= timedelta(minutes=5)
    Delivery.objects.update(due_at=now())
    assert sent(2).state == Issue.State.SENT
    row.refresh_from_db()
    assert (row.state, row.attempts, row.due_at, len(recipients(made))) == (State.ACCEPTED, 2, None, 2)


def test_the_tenth_time_it_is_put_off_is_the_last(server: Make) -> None:
    server({"RCPT": ["452 4.2.2 full"]})
    freeze(an_issue(1), now(), new_holder())
    Delivery.objects.update(attempts=9)
    assert sent(2).state == Issue.State.SENT
    assert Delivery.objects.get().state == State.FAILED


def test_what_is_refused_has_failed_with_the_servers_words(server: Make) -> None:
    server({".": ["554 5.7.1 this looks like spam", "250 taken"]})
    an_issue(2)
    assert sent(2).state == Issue.State.SENT
    assert states() == {"p0": "failed", "p1": "accepted"}
    assert Delivery.objects.get(state="failed").answer == "5.7.1 this looks like spam"


def test_an_answer_that_never_came_is_unknown_and_never_sent_again(server: Make) -> None:
    made = server({".": [HANG_UP, "250 taken"]})
    an_issue(2)
    assert sent(3).state == Issue.State.SENT
    assert states() == {"p0": "unknown", "p1": "accepted"}
    assert len(made.messages) == 2


def test_a_server_that_takes_nothing_is_left_alone_for_a_while(server: Make) -> None:
    made = server({"MAIL": ["421 too busy"]})
    an_issue(3)
    issue = sent(3)
    assert (issue.state, made.connections) == (Issue.State.SENDING, 1)
    assert "421 too busy" in issue.trouble
    assert set(states().values()) == {"pending"}
    made.answers.clear()
    Pace.objects.update(held_until=now())
    issue = sent(2)
    assert (issue.state, issue.trouble) == (Issue.State.SENT, "")
    assert Pace.objects.get(name="server").tries == 0


def test_a_refused_sender_pauses_the_issue_with_the_servers_words(server: Make) -> None:
    server({"MAIL": ["553 5.7.1 not your domain"]})
    an_issue(3)
    issue = sent(2)
    assert (issue.state, issue.trouble) == (Issue.State.PAUSED, "553 5.7.1 not your domain")
    assert set(states().values()) == {"pending"}
    assert Change.objects.filter(subject="issue", field="state", who=None).exists()


@pytest.mark.parametrize(
    ("answer", "state"), [("550 5.7.1 blocked", State.FAILED), (HANG_UP, State.UNKNOWN)], ids=["refused", "unanswered"]
)
def test_an_issue_whose_messages_come_to_nothing_is_paused(
    server: Make, monkeypatch: pytest.MonkeyPatch, answer: str, state: str
) -> None:
    monkeypatch.setitem(judging.MOST, state, 3)
    server({".": [answer]})
    an_issue(6)
    issue = sent(2)
    assert issue.state == Issue.State.PAUSED
    assert issue.trouble.startswith("3 messages in a row")
    assert sorted(states().values()) == sorted([state] * 3 + ["pending"] * 3)


def test_many_refusals_among_others_pause_it_too(server: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "TRIED", 6)
    server({".": ["550 no", "550 no", "250 taken", "550 no", "550 no", "250 taken", "250 taken"]})
    an_issue(8)
    issue = sent(2)
    assert (issue.state, issue.trouble[:20]) == (Issue.State.PAUSED, "4 of 6 messages were")


def test_a_run_of_refusals_goes_on_from_one_step_to_the_next(server: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(judging.MOST, State.FAILED, 3)
    monkeypatch.setattr(pacing, "AHEAD", timedelta(0))
    server({".": ["550 no"]})
    an_issue(4)
    run = judging.resumed(Issue.objects.get().pk)
    for _ in range(2):
        run.add(Outcome(1, State.FAILED, 550, "no"))
    judging.keep(run, over=False)
    assert judging.resumed(run.issue).length == 2
    assert sent().state == Issue.State.PAUSED
    assert sorted(states().values()).count("failed") == 1


def test_a_server_that_puts_everything_off_is_left_alone(server: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(judging.MOST, State.DEFERRED, 3)
    server({".": ["451 4.7.0 slow down"]})
    an_issue(6)
    assert sent(2).state == Issue.State.SENDING
    assert sorted(states().values()) == ["deferred"] * 3 + ["pending"] * 3
    assert "slow down" in pacing.held(pacing.SERVER, now())


def test_an_issue_that_is_paused_stops_within_the_batch(server: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    made = server()
    monkeypatch.setattr("communique.desk.newsletters.sending.sender.LOOK_S", 0.0)
    an_issue(50)
    real = outcomes.outcome

    def pausing(*what: Any) -> Outcome:
        if len(made.messages) == 10:
            Issue.objects.update(state=Issue.State.PAUSED)
        return real(*what)

    monkeypatch.setattr("communique.desk.newsletters.sending.sender.outcome", pausing)
    assert sent().state == Issue.State.PAUSED
    assert 10 <= len(made.messages) <= 12
    assert not Delivery.objects.exclude(leased_by="").exists()
    assert sorted(set(states().values())) == ["accepted", "pending"]


def test_not_more_a_second_than_the_settings_allow(
    server: Make, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MAIL_RATE = 10
    monkeypatch.setattr(due, "PATIENCE_S", 1.0)
    made = server()
    an_issue(40)
    sent()
    assert 5 <= len(made.messages) <= 12


def test_slots_are_spaced_and_nobody_gets_them_twice() -> None:
    at, rates = now(), [pacing.Rate("server", 4)]
    first, second = pacing.reserve(rates, 3, at), pacing.reserve(rates, 10, at)
    assert (first.count, first.start, first.interval) == (3, at, timedelta(seconds=0.25))
    assert (second.count, second.start) == (1, at + timedelta(seconds=0.75))
    assert pacing.reserve(rates, 10, at).count == 0
    pacing.give_back(rates, 2)
    assert pacing.reserve(rates, 10, at).count == 2
    assert pacing.reserve([pacing.Rate("server", 0)], 200, at).count == 200


def test_a_slow_rate_still_sends() -> None:
    at, rates = now(), [pacing.Rate("slow", 0.5)]
    assert pacing.reserve(rates, 10, at).count == 1
    assert pacing.reserve(rates, 10, at).count == 0
    assert pacing.reserve(rates, 10, at + timedelta(seconds=2)).count == 1


def test_a_server_rests_longer_each_time() -> None:
    rests = [(pacing.hold("server", "busy") - now()).total_seconds() for _ in range(8)]
    assert [round(each) for each in rests] == [5, 15, 60, 120, 300, 300, 300, 300]
    pacing.let_go("server")
    assert not pacing.held("server", now())


def claimed(issue: Issue, holder: str) -> list[int]:
    return [each.pk for each in claim(Wanted(issue.pk, State.PENDING), holder, 2)]


def test_what_one_holds_no_other_takes() -> None:
    issue = an_issue(3)
    freeze(issue, now(), new_holder())
    first, second = claimed(issue, "one"), claimed(issue, "two")
    assert len(first) == 2
    assert len(second) == 1
    assert not set(first) & set(second)
    with stepping("two") as step:
        assert not step(None, first[0])
    with stepping("one") as step:
        assert step(None, first[0])


def test_what_a_sender_that_ended_had_begun_is_unknown_and_the_rest_is_free() -> None:
    issue = an_issue(3)
    freeze(issue, now(), new_holder())
    holder = new_holder().replace(f":{__import__('os').getpid()}:", ":1999999:")
    first, _ = claimed(issue, holder)
    with stepping(holder) as step:
        assert step(None, first)
    assert recover(now()) == 1
    assert sorted(states().values()) == ["pending", "pending", "unknown"]
    assert not Delivery.objects.exclude(leased_by="").exists()


def test_what_a_sender_that_runs_holds_is_its_own_until_its_lease_is_over() -> None:
    issue = an_issue(2)
    freeze(issue, now(), new_holder())
    holder = new_holder()
    first, _ = claimed(issue, holder)
    with stepping(holder) as step:
        step(None, first)
        assert recover(now()) == 0
        assert recover(now() + ledger.LEASE + timedelta(minutes=1)) == 1
        step(Outcome(first, State.ACCEPTED, 250, "taken after all"))
    assert Delivery.objects.get(pk=first).state == State.ACCEPTED


def test_where_the_machine_ended_whatever_was_claimed_is_unknown() -> None:
    issue = an_issue(3)
    freeze(issue, now(), new_holder())
    parts = new_holder().split(":")
    claimed(issue, ":".join([parts[0], "1999999", parts[2], "another", parts[4]]))
    assert recover(now()) == 2
    assert sorted(states().values()) == ["pending", "unknown", "unknown"]


def test_a_test_send_writes_nothing_down(server: Make) -> None:
    made = server()
    issue = an_issue(1, state=Issue.State.DRAFT)
    assert send_one(issue, "editor@desk.example").words == "2.0.0 taken"
    assert "To: editor@desk.example" in made.messages[0]
    assert not Delivery.objects.exists()


def test_people_of_a_limited_provider_wait_and_hold_up_nobody_else(
    server: Make, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MAIL_PROVIDER_RATES = ["google=1", "ferry.example=2"]
    monkeypatch.setattr(due, "PATIENCE_S", 0.5)
    made = server()
    issue = an_issue(6)
    for number in range(4):
        a_subscriber(f"g{number}@{'gmail.com' if number % 2 else 'googlemail.com'}", issue.list)
        a_subscriber(f"f{number}@ferry.example", issue.list)
    sent()
    found = recipients(made)
    assert [each for each in found if each.startswith("p")] == [f"p{number}" for number in range(6)]
    assert 1 <= sum(each.startswith("g") for each in found) <= 2
    assert sum(each.startswith("f") for each in found) >= 2


@pytest.mark.parametrize("given", ["google", "google=0", "google=fast", "nobody=3", "google=1,gmail.com=2"])
def test_rates_that_make_no_sense_pause_the_issue_and_say_so(server: Make, settings: Any, given: str) -> None:
    settings.MAIL_PROVIDER_RATES = given.split(",")
    made = server()
    an_issue(1)
    issue = sent()
    assert issue.state == Issue.State.PAUSED
    assert "COMMUNIQUE_MAIL_PROVIDER_RATES" in issue.trouble
    assert made.connections == 0


def test_every_domain_is_of_one_provider() -> None:
    assert providers()["google"] == ("gmail.com", "googlemail.com")
