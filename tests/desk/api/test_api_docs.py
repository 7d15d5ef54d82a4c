"""The examples in the docs run as they stand, against a desk that is served."""

import contextlib
import io
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from desk.api.tokened import someone
from desk.filled import fill, the
from pytest_django.live_server_helper import LiveServer

from communique.desk.accounts.roles import Role
from communique.desk.api.tokens.keeping import make
from communique.desk.api.webhooks import signing
from communique.desk.archive.changing import accept
from communique.desk.archive.link_tables import TABLES, DeskTables
from communique.desk.archive.models import Report

DOCS = Path(__file__).parents[3] / "docs" / "desk"
FENCED = re.compile(r"```python\n(.*?)```", re.DOTALL)


@pytest.fixture
def served(
    transactional_db: None, live_server: LiveServer, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """A filled desk that is served, of which one incident is reviewed."""
    settings.BASE_URL = live_server.url
    fill()
    event, who = the("seized"), someone(Role.EDITOR)
    accept(event, who, event.version)
    monkeypatch.setenv("DESK", live_server.url)
    monkeypatch.setenv("TOKEN", make(who, "docs", ["read", "read:unreviewed", "submit", "review"], None)[1])
    yield
    for table in TABLES:  # no models, so that Django does not empty them
        DeskTables().execute(f"DELETE FROM {table}")


def run(blocks: list[str]) -> tuple[str, dict[str, Any]]:
    """What the blocks print, and the names that they leave."""
    names: dict[str, Any] = {"__name__": "docs"}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        for block in blocks:
            exec(compile(block, "docs", "exec"), names)
        if "desk" in names:
            names["desk"].close()
    return printed.getvalue(), names


def test_the_examples_of_the_page_do_what_it_says(served: None) -> None:
    printed, _ = run(FENCED.findall((DOCS / "api.md").read_text("utf-8")))
    assert "ML-2024-0002 Territory captured in Kidal" in printed
    assert "1 incidents; ask again with" in printed
    assert "202 taken ['waiting']" in printed
    assert "accepted 409 This event was changed by somebody else" in printed
    assert Report.objects.filter(publisher="Sahel Daily", source__kind="api").count() == 1


def test_the_receiver_of_the_page_knows_our_messages_from_others() -> None:
    known = next(each for each in FENCED.findall((DOCS / "api.md").read_text("utf-8")) if "is_from_the_desk" in each)
    _, names = run([known])
    secret, at, body = signing.new_secret(), int(time.time()), b"{}"
    headers = signing.signed(secret, "msg_1", at, body)
    assert names["is_from_the_desk"](secret, headers, body)
    assert not names["is_from_the_desk"](secret, headers, b"{ }")
    assert not names["is_from_the_desk"](secret, signing.signed(secret, "msg_1", at - 600, body), body)


def test_the_notebook_is_one_and_its_cells_run(served: None) -> None:
    text = (DOCS / "api.ipynb").read_text("utf-8")
    book = nbformat.reads(text, as_version=4)
    nbformat.validate(book)
    printed, _ = run([cell.source for cell in book.cells if cell.cell_type == "code"])
    assert "ML-2024-0002" in printed
    assert "said to be held by CMA" in printed
    assert not [cell for cell in json.loads(text)["cells"] if cell.get("outputs")]
