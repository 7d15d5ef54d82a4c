"""A line of the log says what it is about."""

import io
import logging
import logging.config
from collections.abc import Iterator
from typing import Any

import pytest

from communique.desk.config.logs import logs


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    """A logger, and what the desk's own form for people makes of its lines."""
    told = logs("INFO", "plain")
    made: Any = logging.config.DictConfigurator(told)
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(made.configure_formatter(told["formatters"]["plain"]))
    logger = logging.getLogger("communique.tried")
    logger.addHandler(handler)
    yield logger, written
    logger.removeHandler(handler)


def test_a_line_for_people_has_its_context_and_leaves_out_what_is_empty(
    log: tuple[logging.Logger, io.StringIO],
) -> None:
    logger, written = log
    logger.error("asking a source failed", extra={"source": 3, "error": "no answer in 10 s", "kept": None, "note": ""})
    assert written.getvalue().endswith(
        'ERROR communique.tried: asking a source failed source=3 error="no answer in 10 s"\n'
    )


def test_what_a_stranger_wrote_makes_no_line_of_its_own(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, written = log
    logger.error(
        "refused",
        extra={"answer": "550 no\n2026-01-01 INFO communique: all is well\x85\u2028", "name_given": "a=b\x1b[2J"},
    )
    assert len(written.getvalue().splitlines()) == 1
    assert "\x1b" not in written.getvalue()


def test_the_context_stands_before_the_traceback(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, written = log
    logger.error("reading failed", exc_info=ValueError("broken"), extra={"snapshot": 7})
    first, *rest = written.getvalue().splitlines()
    assert first.endswith("reading failed snapshot=7")
    assert rest[-1] == "ValueError: broken"
