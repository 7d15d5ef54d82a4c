"""Webhooks: signed, told of every change, and never lost, whenever the worker is killed."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from desk.api.receiver import Receiver, receiving
from desk.api.tokened import someone
from desk.filled import GAO, killed, tell, the
from django.test import Client

from communique.desk.accounts.roles import Role
from communique.desk.api.models import Delivery, Endpoint, Told
from communique.desk.api.webhooks import keeping, making, sending, signing
from communique.desk.api.webhooks.making import make_due
from communique.desk.api.webhooks.sending import WAITS, send_due
from communique.desk.archive.changing import accept, correct, merge, reject, withdraw
from communique.desk.archive.linked import link_due
from communique.desk.archive.models import Composition, Incident
from communique.desk.ingest.working import telling
from communique.desk.ingest.working.steps import STEPS

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
EVERY = ["incident.new", "incident.changed", "incident.withdrawn"]


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    with receiving() as found:
        settings.ALLOW_PRIVATE_HOSTS = (f"127.0.0.1:{found.port}",)
        yield found


def endpoint(receiver: Receiver, **values: Any) -> Endpoint:
    given = {"url": receiver.url, "events": EVERY, "selection": "", "basis": "read", "from_start": False, **values}
    return keeping.add(given, someone(Role.ADMINISTRATOR))


def work(now: datetime = NOW) -> None:
    """What the worker does until nothing is due."""
    while make_due(now):
        pass
    while send_due(now):
        pass


def bomb_again() -> None:
    """Another report of the bomb in Gao."""
    tell(
        "The death toll of the bomb that exploded in Gao on Thursday rose to 23, officials said.",
        "Desert Times",
        "2024-05-05",
        [
            {
                "type": "bombing",
                "anchor": "exploded",
                "place": GAO,
                "date": the("exploded").record.date,
                "tolls": killed(23, 23, "23"),
            }
        ],
        name="later",
        url="https://desert.example/gao",
    )
    while link_due():
        pass


def test_an_address_is_told_of_what_is_there_if_it_asks_for_that(desk: None, receiver: Receiver) -> None:
    endpoint(receiver, from_start=True)
    work()
    assert sorted(receiver.told()) == sorted(("incident.new", each.name) for each in Incident.objects.all())
    work()
    assert len(receiver.got) == Incident.objects.count()


def test_an_address_is_told_of_a_change_and_only_of_a_change(desk: None, receiver: Receiver) -> None:
    endpoint(receiver, from_start=True)
    work()
    receiver.got.clear()
    bomb_again()
    work()
    assert receiver.told() == [("incident.changed", "ML-2024-0001")]
    data = receiver.messages[0]["data"]
    assert data["incident"]["killed"]["best"] == 23
    assert data["stamp"] == Incident.objects.get(name="ML-2024-0001").stamp
    assert data["api"].endswith("/api/v1/incidents/ML-2024-0001")


def test_from_now_on_means_that_what_was_there_is_new_once_it_changes(desk: None, receiver: Receiver) -> None:
    endpoint(receiver)
    work()
    assert receiver.got == []
    bomb_again()
    work()
    assert receiver.told() == [("incident.new", "ML-2024-0001")]


def test_an_incident_composed_anew_but_the_same_is_not_told(desk: None, receiver: Receiver) -> None:
    endpoint(receiver, from_start=True)
    work()
    receiver.got.clear()
    event = the("seized")
    accept(event, someone(Role.EDITOR), event.version)
    work()
    assert receiver.got == []


def test_of_reviewed_incidents_nothing_is_told_that_nobody_accepted(desk: None, receiver: Receiver) -> None:
    endpoint(receiver, basis="reviewed", from_start=True)
    work()
    assert receiver.got == []
    event = the("seized")
    accept(event, someone(Role.EDITOR), event.version)
    work()
    assert receiver.told() == [("incident.new", "ML-2024-0002")]
    event.refresh_from_db()
    withdraw(event, someone(Role.EDITOR), "the paper took it back", event.version)
    while link_due():
        pass
    work()
    assert receiver.told()[1:] == [("incident.withdrawn", "ML-2024-0002")]
    assert receiver.messages[-1]["data"]["incident"] is None


def test_a_merged_incident_is_withdrawn_into_another(desk: None, receiver: Receiver) -> None:
    endpoint(receiver, from_start=True)
    work()
    receiver.got.clear()
    pair = list(Incident.objects.filter(name__in=["ML-2024-0001", "ML-2024-0002"]).order_by("name"))
    merge(pair, someone(Role.EDITOR), "one attack")
    work()
    told = {each["type"]: each["data"] for each in receiver.messages}
    gone, kept = told["incident.withdrawn"], told["incident.changed"]
    assert gone["into"] == kept["id"]
    assert gone["api"].endswith(kept["id"])


def test_what_leaves_the_selection_is_withdrawn(desk: None, receiver: Receiver) -> None:
    endpoint(receiver, selection="type=displacement", from_start=True)
    work()
    assert [kind for kind, _ in receiver.told()] == ["incident.new"]
    event = the("fled")
    correct(event, someone(Role.EDITOR), event.version, "type", "threat", {})
    work()
    assert [kind for kind, _ in receiver.told()] == ["incident.new", "incident.withdrawn"]


def test_only_the_types_asked_for_are_told(desk: None, receiver: Receiver) -> None:
    endpoint(receiver, events=["incident.withdrawn"], from_start=True)
    work()
    assert receiver.got == []
    event = the("fled")
    reject(event, someone(Role.EDITOR), "no event", event.version)
    while link_due():
        pass
    work()
    assert [kind for kind, _ in receiver.told()] == ["incident.withdrawn"]


def test_a_message_is_signed_as_standard_webhooks_has_it(desk: None, receiver: Receiver) -> None:
    row = endpoint(receiver)
    with time_machine.travel(NOW, tick=False):
        keeping.test(row)
        work()
    headers, body = receiver.got[0]
    assert signing.verify(row.secret, headers, body, NOW.timestamp())
    assert not signing.verify(row.secret, headers, body + b" ", NOW.timestamp())
    assert not signing.verify(signing.new_secret(), headers, body, NOW.timestamp())
    assert not signing.verify(row.secret, headers, body, NOW.timestamp() + signing.TOLERANCE_S + 1)
    assert not signing.verify(row.secret, {**headers, "webhook-id": "msg_other"}, body, NOW.timestamp())


def test_the_signature_is_that_of_the_standard_s_own_example() -> None:
    secret, at = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", 1614265330
    headers = signing.signed(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", at, b'{"test": 2432232314}')
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_message_that_fails_is_sent_again_later_under_the_same_id(desk: None, receiver: Receiver) -> None:
    keeping.test(endpoint(receiver))
    receiver.statuses = [500, 302]
    with time_machine.travel(NOW, tick=False):
        Delivery.objects.update(due_at=NOW)
        assert send_due(NOW) == 1
        assert send_due(NOW + WAITS[0] - timedelta(seconds=1)) == 0
        assert send_due(NOW + WAITS[0]) == 1
        assert send_due(NOW + WAITS[0] + WAITS[1]) == 1
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1
    assert len(receiver.got) == 3
    row = Delivery.objects.get()
    assert (row.state, row.attempts, row.status, row.error) == ("delivered", 3, 204, "")
    assert row.endpoint.failing_since is None


def test_a_redirect_is_not_followed(desk: None, receiver: Receiver) -> None:
    keeping.test(endpoint(receiver))
    receiver.statuses = [302]
    send_due(datetime.now(UTC))
    assert Delivery.objects.get().error == "It answered 302."


def test_an_address_to_which_nothing_gets_through_for_days_is_stopped_with_the_error_shown(
    desk: None, receiver: Receiver, administrator: Client
) -> None:
    row = endpoint(receiver)
    receiver.usual = 500
    keeping.test(row)
    Delivery.objects.update(due_at=NOW)
    now = NOW
    for wait in (*WAITS, timedelta()):
        send_due(now)
        now += wait
    row.refresh_from_db()
    assert not row.active
    page = administrator.get(f"/api/webhooks/{row.pk}/").content.decode()
    assert "stopped" in page
    assert "It answered 500." in page
    assert administrator.post(f"/api/webhooks/{row.pk}/resume/").status_code == 302
    row.refresh_from_db()
    assert row.active
    assert row.failing_since is None


def test_an_address_that_is_gone_is_stopped_at_once(desk: None, receiver: Receiver) -> None:
    row = endpoint(receiver)
    receiver.usual = 410
    keeping.test(row)
    send_due(datetime.now(UTC))
    row.refresh_from_db()
    assert not row.active


def test_what_changed_while_an_address_was_paused_is_told_when_it_goes_on(desk: None, receiver: Receiver) -> None:
    row = endpoint(receiver)
    keeping.pause(row, someone(Role.ADMINISTRATOR))
    bomb_again()
    work()
    assert receiver.got == []
    keeping.resume(row, someone(Role.ADMINISTRATOR))
    work()
    assert receiver.told() == [("incident.new", "ML-2024-0001")]


def test_one_address_that_fails_does_not_hold_up_another(desk: None, receiver: Receiver, settings: Any) -> None:
    bad = endpoint(receiver, url="http://127.0.0.1:9/none", from_start=True)
    settings.ALLOW_PRIVATE_HOSTS = (*settings.ALLOW_PRIVATE_HOSTS, "127.0.0.1:9")
    endpoint(receiver, from_start=True)
    work()
    assert len(receiver.got) == Incident.objects.count()
    bad.refresh_from_db()
    assert "cannot be reached" in bad.error
    assert bad.deliveries.filter(attempts__gt=0).count() == 1
    assert bad.rest_until == NOW + WAITS[0]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://localhost/", "http://10.0.0.1/", "http://[::1]/", "file:///x"]
)
def test_private_addresses_are_neither_added_nor_sent_to(url: str, desk: None, administrator: Client) -> None:
    given = {"url": url, "events": EVERY, "basis": "read"}
    page = administrator.post("/api/webhooks/", given)
    assert not Endpoint.objects.exists()
    assert 'class="error"' in page.content.decode()
    row = keeping.add({**given, "selection": "", "from_start": False}, someone(Role.ADMINISTRATOR))
    keeping.test(row)
    send_due(datetime.now(UTC))
    assert Delivery.objects.get().error


class Killed(BaseException):
    """The worker is killed."""


def test_a_worker_killed_while_it_makes_messages_loses_and_doubles_none(
    desk: None, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = endpoint(receiver, from_start=True)

    def dies(*_: Any) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(making, "_remember", dies)
        with pytest.raises(Killed):
            make_due(NOW)
    row.refresh_from_db()
    assert (row.stamp, Delivery.objects.count(), Told.objects.count()) == (0, 0, 0)
    work()
    assert len(receiver.got) == Incident.objects.count()


def test_a_worker_killed_after_it_sent_sends_again_under_the_same_id(
    desk: None, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping.test(endpoint(receiver))
    Delivery.objects.update(due_at=NOW)
    sent = sending.post

    def dies(*given: Any) -> Any:
        sent(*given)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(sending, "post", dies)
        with pytest.raises(Killed):
            send_due(NOW)
    assert send_due(NOW) == 0  # held for who was killed, as nobody can know whether it lives
    assert send_due(NOW + sending.HELD) == 1
    assert [headers["webhook-id"] for headers, _ in receiver.got] == [Delivery.objects.get().name] * 2


def test_two_workers_do_not_send_the_same_message(
    desk: None, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping.test(endpoint(receiver))
    Delivery.objects.update(due_at=NOW)
    sent = sending.post

    def meanwhile(*given: Any) -> Any:
        monkeypatch.setattr(sending, "post", sent)
        assert send_due(NOW) == 0
        return sent(*given)

    monkeypatch.setattr(sending, "post", meanwhile)
    assert send_due(NOW) == 1
    assert len(receiver.got) == 1


def test_an_address_whose_filters_are_none_any_longer_is_stopped_and_holds_up_no_other(
    desk: None, receiver: Receiver
) -> None:
    bad = endpoint(receiver, selection="type=duel", from_start=True)
    endpoint(receiver, from_start=True)
    work()
    bad.refresh_from_db()
    assert not bad.active
    assert "duel" in bad.error
    assert len(receiver.got) == Incident.objects.count()


def test_the_worker_tells_programs(desk: None, receiver: Receiver) -> None:
    endpoint(receiver, from_start=True)
    step = next(step for step in STEPS if step.name == "telling programs")
    work: Any = SimpleNamespace(stopping=threading.Event())
    while step.do(work):
        pass
    assert len(receiver.got) == Incident.objects.count()


def fails(*_: Any) -> int:
    """A step of the worker that has a fault."""
    raise ValueError("a fault of ours")


def test_a_fault_in_telling_programs_keeps_the_worker_from_nothing(desk: None, settings: Any) -> None:
    settings.WORKER_STEPS = {**settings.WORKER_STEPS, "make": f"{__name__}.fails"}
    work: Any = SimpleNamespace(stopping=threading.Event())
    assert telling.tell_programs(work) == 0


def test_every_change_is_told_in_however_small_portions(desk: None, receiver: Receiver) -> None:
    endpoint(receiver, from_start=True)
    while make_due(NOW, limit=1):
        pass
    work()
    assert len(receiver.got) == Incident.objects.count() == Composition.objects.filter(basis="read").count()


def test_an_administrator_adds_an_address_sees_its_secret_once_and_sends_a_message_again(
    desk: None, receiver: Receiver, administrator: Client
) -> None:
    given = {"url": receiver.url, "events": EVERY, "basis": "reviewed", "selection": "?country=ML&basis=read"}
    page = administrator.post("/api/webhooks/", given).content.decode()
    row = Endpoint.objects.get()
    assert row.secret in page
    assert row.selection == "country=ML"
    assert row.secret not in administrator.get(f"/api/webhooks/{row.pk}/").content.decode()
    administrator.post(f"/api/webhooks/{row.pk}/test/")
    send_due(datetime.now(UTC))
    sent = Delivery.objects.get()
    administrator.post(f"/api/webhooks/{row.pk}/send-again/", {"delivery": sent.pk})
    send_due(datetime.now(UTC))
    assert [headers["webhook-id"] for headers, _ in receiver.got] == [sent.name] * 2
    administrator.post(f"/api/webhooks/{row.pk}/new-secret/")
    assert Endpoint.objects.get().secret != row.secret
    administrator.post(f"/api/webhooks/{row.pk}/remove/")
    assert administrator.get(f"/api/webhooks/{row.pk}/").status_code == 404


def test_a_filter_that_is_none_is_refused_with_what_to_give(
    desk: None, receiver: Receiver, administrator: Client
) -> None:
    given = {"url": receiver.url, "events": EVERY, "basis": "reviewed", "selection": "country=Mali"}
    page = administrator.post("/api/webhooks/", given).content.decode()
    assert "country=Mali: give one of" in page
    assert not Endpoint.objects.exists()


@pytest.mark.parametrize("role", ["stranger", "reader", "analyst", "editor"])
def test_webhooks_are_for_administrators_alone(
    role: str, receiver: Receiver, desk: None, request: pytest.FixtureRequest
) -> None:
    row = endpoint(receiver)
    client: Client = request.getfixturevalue(role)
    refused = 302 if role == "stranger" else 403
    assert client.get("/api/webhooks/").status_code == refused
    assert client.get(f"/api/webhooks/{row.pk}/").status_code == refused
    assert client.post(f"/api/webhooks/{row.pk}/remove/").status_code == refused
