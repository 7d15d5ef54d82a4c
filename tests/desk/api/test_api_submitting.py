"""Reports that programs submit: taken once, fetched under guard, and told what became of them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
import time_machine
from desk.api.tokened import Program, program

from communique.desk.accounts.roles import Role
from communique.desk.api.models import Submission
from communique.desk.api.submitting import fetching
from communique.desk.api.submitting.fetching import TRIES, fetch_submitted
from communique.desk.archive.models import Report

TEXT = "Gunmen killed two soldiers near Ansongo on Friday, officials said on Saturday. The army sent more men."
NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
PAGE = f"<html><head><title>Two dead</title></head><body><article><h1>Two dead</h1><p>{TEXT * 4}</p></article></body></html>"


@pytest.fixture
def caller(db: None) -> Program:
    return program(Role.ANALYST)


@pytest.fixture
def site(settings: Any) -> Iterator[str]:
    """A page on this machine that may be fetched."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/two-dead"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(PAGE.encode() if found else b"")

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    settings.ALLOW_PRIVATE_HOSTS, settings.FETCH_DELAY_S = (f"127.0.0.1:{server.server_port}",), 0
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_text_is_taken_at_once_and_waits_to_be_coded(caller: Program) -> None:
    answer = caller.post("reports", {"text": TEXT, "publisher": "Sahel Daily", "published": "2024-05-11"})
    assert answer.status_code == 202
    told = answer.json()
    assert (told["state"], told["reports"][0]["state"]) == ("taken", "waiting")
    assert answer.headers["Location"] == told["address"]
    again = caller.client.get(answer.headers["Location"], headers=caller.headers).json()
    assert again == told
    row = Report.objects.get()
    assert (row.publisher, str(row.published), row.source.kind) == ("Sahel Daily", "2024-05-11", "api")


def test_the_same_text_is_one_report_however_often_it_comes(caller: Program) -> None:
    first, second = (caller.post("reports", {"text": TEXT}).json() for _ in range(2))
    assert first["reports"] == second["reports"]
    assert Report.objects.count() == 1


def test_a_request_sent_again_with_its_key_is_one_submission(caller: Program) -> None:
    body, key = {"url": "https://sahel.example/a"}, {"Idempotency-Key": "7f1c"}
    first, second = (caller.post("reports", body, **key) for _ in range(2))
    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json() == second.json()
    assert Submission.objects.count() == 1


def test_a_key_is_good_for_one_report_alone(caller: Program) -> None:
    key = {"Idempotency-Key": "7f1c"}
    caller.post("reports", {"url": "https://sahel.example/a"}, **key)
    answer = caller.post("reports", {"url": "https://sahel.example/b"}, **key)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "Idempotency-Key"


def test_keys_of_different_people_have_nothing_to_do_with_each_other(caller: Program) -> None:
    key = {"Idempotency-Key": "7f1c"}
    caller.post("reports", {"url": "https://sahel.example/a"}, **key)
    assert program(Role.EDITOR).post("reports", {"url": "https://sahel.example/b"}, **key).status_code == 202


def test_an_address_is_fetched_by_the_worker(caller: Program, site: str) -> None:
    made = caller.post("reports", {"url": f"{site}/two-dead", "publisher": "Sahel Daily"}).json()
    assert (made["state"], made["reports"]) == ("waiting", [])
    assert fetch_submitted(datetime.now(UTC)) == 1
    told = caller.get(f"submissions/{made['number']}").json()
    assert told["state"] == "taken"
    assert told["reports"][0]["title"] == "Two dead"
    assert Report.objects.get().source.kind == "api"
    assert fetch_submitted(datetime.now(UTC)) == 0


def test_a_page_that_is_not_there_is_told_with_the_error_and_not_asked_for_again(caller: Program, site: str) -> None:
    made = caller.post("reports", {"url": f"{site}/nothing"}).json()
    fetch_submitted(datetime.now(UTC))
    told = caller.get(f"submissions/{made['number']}").json()
    assert told["state"] == "failed"
    assert "404" in told["error"]


def test_a_page_that_cannot_be_fetched_is_tried_again_and_then_given_up(caller: Program, settings: Any) -> None:
    settings.ALLOW_PRIVATE_HOSTS, settings.FETCH_DELAY_S = ("127.0.0.1:9",), 0
    caller.post("reports", {"url": "http://127.0.0.1:9/none"})
    with time_machine.travel(NOW, tick=False) as clock:
        for _ in range(TRIES):
            assert fetch_submitted(datetime.now(UTC)) == 1
            assert fetch_submitted(datetime.now(UTC)) == 0
            clock.shift(timedelta(days=1))
        assert fetch_submitted(datetime.now(UTC)) == 0
    assert Submission.objects.get().state == "failed"


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://localhost/", "http://169.254.169.254/latest/"])
def test_nothing_is_fetched_from_inside_the_network(url: str, caller: Program) -> None:
    made = caller.post("reports", {"url": url}).json()
    fetch_submitted(datetime.now(UTC))
    told = caller.get(f"submissions/{made['number']}").json()
    assert told["state"] == "failed"
    assert "not fetched" in told["error"]


def test_a_worker_killed_while_it_fetches_leaves_the_submission_to_others(
    caller: Program, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def dies(*_: Any) -> None:
        raise Killed

    caller.post("reports", {"url": f"{site}/two-dead"})
    now = datetime.now(UTC)
    with monkeypatch.context() as patched:
        patched.setattr(fetching, "settle", dies)
        with pytest.raises(Killed):
            fetch_submitted(now)
    assert fetch_submitted(now) == 0
    assert fetch_submitted(now + fetching.HELD) == 1
    assert Submission.objects.get().state == "taken"
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "body"),
        ({"text": "  ", "url": ""}, "body"),
        ({"url": "ftp://sahel.example/a"}, "url"),
        ({"text": TEXT, "published": "soon"}, "published"),
        ({"text": 3}, "text"),
    ],
)
def test_what_cannot_be_taken_is_told_with_the_field(body: dict[str, Any], field: str, caller: Program) -> None:
    answer = caller.post("reports", body)
    assert answer.status_code == 422
    assert field in {each["field"] for each in answer.json()["errors"]}
    assert not Submission.objects.exists()
