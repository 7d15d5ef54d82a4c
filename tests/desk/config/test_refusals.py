"""A desk does not start with settings that would let strangers in."""

import pytest

from communique.desk.config.environment import read
from communique.desk.config.refusals import refusals


@pytest.mark.parametrize(
    ("given", "host", "words"),
    [
        ({"COMMUNIQUE_URL": "http://desk.example.org"}, "127.0.0.1", "in the clear"),
        ({"COMMUNIQUE_URL": "https://desk.example.org", "COMMUNIQUE_DEBUG": "yes"}, "127.0.0.1", "COMMUNIQUE_DEBUG"),
        ({"COMMUNIQUE_HOSTS": "*"}, "127.0.0.1", "COMMUNIQUE_HOSTS"),
        ({"COMMUNIQUE_SECRET_KEY": "short"}, "127.0.0.1", "guessed"),
        ({"COMMUNIQUE_METRICS_TOKEN": "short"}, "127.0.0.1", "guessed"),
        ({"COMMUNIQUE_SIGN_UP_WORK": "25"}, "127.0.0.1", "nobody waits"),
        ({}, "0.0.0.0", "without encryption"),
        ({"COMMUNIQUE_URL": "desk.example.org"}, "127.0.0.1", "whole address"),
    ],
)
def test_what_would_let_strangers_in_is_refused(given: dict[str, str], host: str, words: str) -> None:
    assert any(words in each for each in refusals(read(given), host))


@pytest.mark.parametrize(
    ("given", "host"),
    [
        ({}, "127.0.0.1"),
        ({"COMMUNIQUE_DEBUG": "yes"}, "127.0.0.1"),
        ({"COMMUNIQUE_URL": "https://desk.example.org"}, "0.0.0.0"),
    ],
)
def test_what_is_safe_starts(given: dict[str, str], host: str) -> None:
    assert not list(refusals(read(given), host))
