"""Whether the desk lives and is ready, what is counted, and what the doctor finds."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from communique.desk.operations.doctor import examine
from communique.desk.operations.doctor.checks import folder
from communique.desk.operations.loading import load_examples
from communique.desk.operations.serving import Part, listens, web_command


def test_a_living_process_says_so_without_the_database(client: Client) -> None:
    assert client.get("/healthz").json() == {"alive": True}


@pytest.mark.django_db
def test_a_desk_with_its_tables_is_ready(client: Client) -> None:
    assert client.get("/readyz").json() == {"ready": True, "reason": None}


@pytest.mark.usefixtures("desk")
def test_this_machine_reads_the_figures_and_others_learn_nothing(client: Client) -> None:
    figures = client.get("/metrics").content
    assert b'communique_reports{state="failed"} 0.0' in figures
    assert b"communique_webhooks_waiting 0.0" in figures
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.7").status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.7"}).status_code == 404


@pytest.mark.usefixtures("desk")
def test_who_has_the_token_reads_the_figures_from_anywhere(client: Client, settings: object) -> None:
    settings.METRICS_TOKEN = "a-token-of-some-length"  # type: ignore[attr-defined]
    headers = {"Authorization": "Bearer a-token-of-some-length"}
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.7", headers=headers).status_code == 200
    headers = {"Authorization": "Bearer another"}
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.7", headers=headers).status_code == 404


@pytest.mark.django_db
def test_the_doctor_looks_at_everything_and_misses_the_worker() -> None:
    found = {each.name: each for each in examine()}
    assert set(found) >= {"settings", "database", "disk", "data folder", "mail", "worker", "sources"}
    assert found["database"].look != "bad"
    assert (found["worker"].look, "communique worker" in found["worker"].words) == ("warn", True)


def test_the_doctor_says_so_where_nothing_can_be_written(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path / "gone"
    found = folder()
    assert found.look == "bad"
    assert "cannot be written" in found.words


@pytest.mark.django_db
def test_the_examples_are_handed_in_once() -> None:
    assert load_examples() > 10
    assert load_examples() == 0


def test_a_part_that_was_not_started_did_not_die() -> None:
    assert not Part("web", web_command("127.0.0.1", 1, 2, 1)).died()
    assert not listens("127.0.0.1", 1)
