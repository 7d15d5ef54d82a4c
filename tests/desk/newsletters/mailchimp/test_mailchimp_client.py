"""The client: what is asked again, what is not, and errors that name the field."""

import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from fakes.mailchimp.account import KEY, Account, Fault
from fakes.mailchimp.audience import hashed

from communique.desk.newsletters.mailchimp.client import (
    Client,
    ComplianceState,
    Forgotten,
    MailchimpError,
    NotFound,
    Refused,
    TooMany,
    Unauthorized,
    Unavailable,
    Uncertain,
)
from communique.desk.newsletters.mailchimp.client.errors import error_of
from communique.desk.newsletters.mailchimp.client.transport import LONGEST_WAIT_S, TRIES, address_of


class Asked:
    """A client of a fake, and how long it waited."""

    def __init__(self) -> None:
        self.account, self.waited = Account(), []
        self.client = Client(KEY, wait=self.waited.append, transport=self.account.transport())
        self.members = f"/lists/{self.account.audience.id}/members"


@pytest.fixture
def asked() -> Asked:
    return Asked()


BODY = {"email_address": "ann@mail.example", "status_if_new": "subscribed"}


def test_the_address_of_the_api_is_in_the_key() -> None:
    assert address_of("abc-us21") == "https://us21.api.mailchimp.com/3.0"


def test_the_key_is_in_no_picture_of_the_client_nor_in_an_error(asked: Asked) -> None:
    assert KEY not in repr(asked.client)
    asked.account.faults = [Fault("refused", times=TRIES)]
    with pytest.raises(Unavailable) as raised:
        asked.client.get("/lists")
    assert KEY not in str(raised.value) + repr(raised.value)


@pytest.mark.parametrize("key", ["", "abc", "abc-", "abc-us/../x"])
def test_a_key_without_a_data_centre_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="data centre"):
        Client(key)


@pytest.mark.parametrize("kind", [429, 500, 503, "bare", "page", "cut", "refused", "lost"])
def test_what_fails_for_now_is_asked_again_and_done_once(asked: Asked, kind: str | int) -> None:
    asked.account.faults = [Fault(kind, times=TRIES - 1)]
    told = asked.client.put(f"{asked.members}/{hashed('ann@mail.example')}", BODY)
    assert told["status"] == "subscribed"
    assert len(asked.account.audience.members) == 1
    assert len(asked.waited) == TRIES - 1
    assert all(0 <= each <= LONGEST_WAIT_S for each in asked.waited)


def test_who_failed_together_do_not_ask_again_together() -> None:
    every = [Asked() for _ in range(8)]
    for asked in every:
        asked.account.faults = [Fault(429)]
        asked.client.get("/lists")
    assert len({wait for asked in every for wait in asked.waited}) > 1


@pytest.mark.parametrize(
    ("kind", "error"), [(429, TooMany), ("bare", TooMany), (500, Unavailable), ("cut", Unavailable)]
)
def test_it_gives_up_after_some_tries(asked: Asked, kind: str | int, error: type[MailchimpError]) -> None:
    asked.account.faults = [Fault(kind, times=100)]
    with pytest.raises(error):
        asked.client.get("/lists")
    assert asked.account.faults[0].times == 100 - TRIES


@pytest.mark.parametrize("kind", ["lost", "cut", 500, "page"])
def test_a_post_that_may_have_been_done_is_not_asked_again(asked: Asked, kind: str | int) -> None:
    asked.account.faults = [Fault(kind, method="POST", times=9)]
    with pytest.raises(Uncertain):
        asked.client.post(f"/lists/{asked.account.audience.id}/merge-fields", {"name": "x", "type": "text", "tag": "X"})
    assert asked.account.faults[0].times == 8
    assert asked.waited == []


@pytest.mark.parametrize("kind", [429, "bare", "refused"])
def test_a_post_that_was_surely_not_done_is_asked_again(asked: Asked, kind: str | int) -> None:
    asked.account.faults = [Fault(kind, method="POST")]
    asked.client.post(f"/lists/{asked.account.audience.id}/merge-fields", {"name": "x", "type": "text", "tag": "X"})
    assert len(asked.account.audience.merge_fields) == 1


def test_a_wrong_key_says_so(asked: Asked) -> None:
    client = Client("wrong-us21", wait=asked.waited.append, transport=asked.account.transport())
    with pytest.raises(Unauthorized, match="API Key Invalid"):
        client.get("/lists")
    assert asked.waited == []


def test_an_error_names_the_field_and_the_words_of_support(asked: Asked) -> None:
    body = {"email_address": "x@fake.example", "status_if_new": "subscribed"}
    with pytest.raises(Refused) as caught:
        asked.client.put(f"{asked.members}/{hashed('x@fake.example')}", body)
    assert caught.value.fields[0][0] == "email_address"
    assert "looks fake" in str(caught.value)
    assert caught.value.instance in str(caught.value)


def test_a_member_who_left_by_themselves_is_in_compliance_state(asked: Asked) -> None:
    path = f"{asked.members}/{hashed('ann@mail.example')}"
    asked.client.put(path, BODY)
    asked.account.audience.unsubscribes("ann@mail.example")
    with pytest.raises(ComplianceState):
        asked.client.put(path, {**BODY, "status": "subscribed"})


def test_what_was_deleted_for_good_stays_so(asked: Asked) -> None:
    path = f"{asked.members}/{hashed('ann@mail.example')}"
    asked.client.put(path, BODY)
    assert asked.client.post(f"{path}/actions/delete-permanent") == {}
    with pytest.raises(Forgotten):
        asked.client.put(path, BODY)
    with pytest.raises(NotFound):
        asked.client.get(path)


def test_too_many_sign_ups_lately_is_for_another_time_and_not_for_now() -> None:
    words = b'{"title": "Invalid Resource", "status": 400, "detail": "a@b.example has signed up to a lot of lists very recently"}'
    error = error_of(400, "application/problem+json", words)
    assert isinstance(error, Unavailable)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"\xff\xfe", b'{"title": null, "errors": 3}', b'{"errors": [1, {}]}']
)
def test_an_error_that_is_no_problem_is_still_an_error(body: bytes) -> None:
    assert "400" in str(error_of(400, "application/problem+json", body))


def test_at_most_eight_connections_are_open_however_many_ask() -> None:
    gate, came = threading.Semaphore(0), threading.Semaphore(0)

    class _Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            came.release()
            gate.acquire(timeout=5)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *given: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    client = Client(KEY, base=f"http://127.0.0.1:{server.server_port}")
    with client, ThreadPoolExecutor(20) as pool:
        answers = [pool.submit(client.get, "/lists") for _ in range(20)]
        assert all(came.acquire(timeout=10) for _ in range(8))
        ninth = came.acquire(timeout=0.3)
        gate.release(20)
        assert [each.result(timeout=20) for each in answers] == [{}] * 20
    server.shutdown()
    server.server_close()
    assert not ninth


def test_the_fake_refuses_the_eleventh_at_once() -> None:
    account, gate = Account(), threading.Barrier(11)
    shown = account.do

    def _slow(*given: object) -> tuple[int, object]:
        gate.wait(timeout=10)
        return shown(*given)  # type: ignore[arg-type]

    account.do = _slow  # type: ignore[method-assign,assignment]
    account.at_once = 1

    def _asks(_: int) -> int:
        request = httpx.Request("GET", "https://us21.api.mailchimp.com/3.0/lists", headers=_auth())
        answer = account.handle(request).status_code
        if answer == 429:
            gate.wait(timeout=10)
        return answer

    with ThreadPoolExecutor(11) as pool:
        answers = list(pool.map(_asks, range(11)))
    assert 429 in answers


def _auth() -> dict[str, str]:
    return {"Authorization": httpx.BasicAuth("communique", KEY)._auth_header}


def test_answers_of_a_batch_are_fetched_without_our_key(asked: Asked) -> None:
    asked.account.batches.archives["b"] = b"packed"
    assert asked.client.fetch("https://batches.example/b.tar.gz") == b"packed"
    with pytest.raises(NotFound):
        asked.client.fetch("https://batches.example/none.tar.gz")
