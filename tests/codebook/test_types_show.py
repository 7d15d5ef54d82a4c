import pytest

from communique.codebook.show import show_type
from communique.codebook.types import load_codebook


def test_a_type_is_shown_with_its_codes_examples_and_words() -> None:
    text = show_type(load_codebook(), "air-strike")
    assert text.startswith("air-strike\n")
    assert "ACLED   Explosions/Remote violence / Air/drone strike" in text
    assert "PLOVER  ASSAULT (aerial, drone)" in text
    assert "CAMEO   195" in text
    assert "Warplanes bombed a bridge east of the city on Tuesday. [bombed]" in text
    assert "where subject is aircraft" in text


def test_a_type_with_no_code_elsewhere_says_so() -> None:
    text = show_type(load_codebook(), "return")
    assert "PLOVER  -" in text
    assert "CAMEO   -" in text


@pytest.mark.parametrize("name", sorted(load_codebook().types))
def test_lines_are_short_enough_for_a_terminal(name: str) -> None:
    assert [line for line in show_type(load_codebook(), name).splitlines() if len(line) > 100] == []


def test_an_unknown_type_is_an_error() -> None:
    with pytest.raises(KeyError):
        show_type(load_codebook(), "picnic")
