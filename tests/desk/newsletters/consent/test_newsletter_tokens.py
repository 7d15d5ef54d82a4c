"""Tokens of links and return addresses: what was made is read back, and nothing else is."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.desk.newsletters import tokens
from communique.desk.newsletters.tokens import TokenRefused

KEYS = st.integers(0, 2**63 - 1)
LISTS = st.integers(0, 2**31 - 1)


@given(KEYS, LISTS)
def test_a_token_is_read_as_it_was_made_and_has_a_fixed_width(subscriber: int, mailing_list: int) -> None:
    leave, preferences = tokens.leave_token(subscriber, mailing_list), tokens.preferences_token(subscriber)
    assert tokens.read_leave_token(leave) == (subscriber, mailing_list)
    assert tokens.read_preferences_token(preferences) == subscriber
    assert len(leave) == len(preferences) == tokens.WIDTH


@given(KEYS)
def test_a_return_token_is_read_in_any_case(delivery: int) -> None:
    token = tokens.return_token(delivery)
    assert len(token) == tokens.RETURN_WIDTH
    assert tokens.read_return_token(token.upper()) == tokens.read_return_token(token) == delivery


@given(KEYS, st.integers(0, tokens.WIDTH - 1), st.sampled_from(string.ascii_letters + string.digits + "-_"))
def test_a_token_with_one_letter_changed_is_refused(subscriber: int, at: int, letter: str) -> None:
    token = tokens.leave_token(subscriber, 7)
    changed = token[:at] + letter + token[at + 1 :]
    if changed != token:
        with pytest.raises(TokenRefused):
            tokens.read_leave_token(changed)


def test_a_token_of_one_purpose_opens_nothing_else() -> None:
    with pytest.raises(TokenRefused):
        tokens.read_preferences_token(tokens.leave_token(5, 0))
    with pytest.raises(TokenRefused):
        tokens.read_leave_token(tokens.preferences_token(5))


@given(st.text(max_size=60))
def test_anything_else_is_refused_and_never_breaks(text: str) -> None:
    for read in (tokens.read_leave_token, tokens.read_preferences_token, tokens.read_return_token):
        with pytest.raises(TokenRefused):
            read(text)
