"""How much may be asked: over all processes, by token and by address."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from desk.api.tokened import Program, program
from django.db import connection, transaction
from django.test import Client

from communique.desk.accounts.roles import Role
from communique.desk.api.limiting.bucket import take
from communique.desk.api.models import Bucket


def test_a_bucket_gives_what_it_holds_and_then_what_flows_in(db: None) -> None:
    with time_machine.travel(1_000_000.0, tick=False) as clock:
        assert [take("k", 3).granted for _ in range(5)] == [True, True, True, False, False]
        refused = take("k", 3)
        assert refused.wait_s == pytest.approx(20, abs=0.01)
        clock.shift(20.01)
        assert [take("k", 3).granted for _ in range(2)] == [True, False]
        clock.shift(3600)
        assert [take("k", 3).left for _ in range(3)] == [2, 1, 0]


def test_buckets_that_nobody_takes_from_are_forgotten(db: None) -> None:
    with time_machine.travel(1_000_000.0, tick=False) as clock:
        take("old", 3)
        clock.shift(7200)
        take("new", 3)
    assert list(Bucket.objects.values_list("key", flat=True)) == ["new"]


TAKING = """
import django; django.setup()
from django.db import connection
from communique.desk.api.limiting.bucket import take
from communique.desk.api.models import Bucket
import sys
if sys.argv[1] == "first":
    with connection.schema_editor() as editor:
        editor.create_model(Bucket)
else:
    print(sum(take("shared", 2).granted for _ in range(20)))
"""


def taking(folder: Path, what: str) -> str:
    """What a process says that takes from a bucket in a database of its own."""
    own = {"COMMUNIQUE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "communique.desk.config.settings"}
    given = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-c", TAKING, what], env=given | own, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_several_processes_never_take_more_than_a_bucket_holds(tmp_path: Path) -> None:
    taking(tmp_path, "first")
    with ThreadPoolExecutor(3) as pool:
        granted = [int(each) for each in pool.map(lambda _: taking(tmp_path, "then"), range(3))]
    assert sum(granted) == 2


@pytest.mark.django_db(transaction=True)
def test_reading_does_not_wait_for_who_writes() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL locks rows, not the database")
    take("k", 1)

    def taken() -> bool:
        try:
            return take("k", 1).granted
        finally:
            connection.close()

    with transaction.atomic():
        Bucket.objects.create(key="other", full_at=0)
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(taken).result(timeout=5)


def test_too_many_requests_are_told_when_to_come_again(db: None, settings: Any) -> None:
    settings.API_RATE = 2
    with time_machine.travel(1_000_000.0, tick=False):
        caller = program(Role.READER)
        answers = [caller.get("codebook") for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert answers[0].headers["RateLimit-Policy"] == '"default";q=2;w=60'
    assert [each.headers["RateLimit"] for each in answers] == [
        '"default";r=1;t=0',
        '"default";r=0;t=0',
        '"default";r=0;t=31',
    ]
    assert answers[2].headers["Retry-After"] == "31"
    assert answers[2].headers["Content-Type"] == "application/problem+json"


def test_strangers_are_counted_by_address_and_tokens_by_themselves(db: None, settings: Any) -> None:
    settings.API_RATE_STRANGERS = 1
    with time_machine.travel(1_000_000.0, tick=False):
        assert [Program().get("codebook").status_code for _ in range(2)] == [200, 429]
        other = Program().client.get("/api/v1/codebook", REMOTE_ADDR="203.0.113.9")
        assert other.status_code == 200
        assert program(Role.READER).get("codebook").status_code == 200


def test_people_who_are_logged_in_are_counted_by_themselves(reader: Client, editor: Client, settings: Any) -> None:
    settings.API_RATE = 1
    with time_machine.travel(datetime.now(UTC), tick=False):
        assert [reader.get("/api/v1/codebook").status_code for _ in range(2)] == [200, 429]
        assert editor.get("/api/v1/codebook").status_code == 200


def test_guessing_tokens_is_counted_by_address(db: None, settings: Any) -> None:
    settings.API_RATE_STRANGERS = 2
    with time_machine.travel(1_000_000.0, tick=False):
        assert [Program(f"cq_{n}").get("codebook").status_code for n in range(3)] == [401, 401, 429]


def test_addresses_are_not_kept(db: None) -> None:
    Program().client.get("/api/v1/codebook", REMOTE_ADDR="203.0.113.9")
    assert not Bucket.objects.filter(key__contains="203.0.113.9").exists()


def test_other_sites_read_nothing_unless_a_setting_names_them(db: None, settings: Any) -> None:
    ask = {"Origin": "https://site.example"}
    assert "Access-Control-Allow-Origin" not in Program().get("codebook", **ask).headers
    settings.CORS_ALLOWED_ORIGINS = ["https://site.example"]
    answer = Program().get("codebook", **ask)
    assert answer.headers["Access-Control-Allow-Origin"] == "https://site.example"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Access-Control-Allow-Origin" not in Program().get("codebook", Origin="https://other.example").headers
