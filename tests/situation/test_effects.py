"""The written rules: what is wrong with a list of them is said."""

from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml

from communique.codebook.types import load_codebook
from communique.situation.effects import EffectsError, Side, effects, parse

DOCS = Path(__file__).parent.parent.parent / "docs" / "situation.md"


def raw() -> dict[str, Any]:
    text = resources.files("communique.situation").joinpath("data/effects.yaml").read_text("utf-8")
    found = yaml.safe_load(text)
    assert isinstance(found, dict)
    return found


def test_every_rule_and_ruling_stands_in_the_docs() -> None:
    text = DOCS.read_text("utf-8")
    for name in (*(rule.id for rule in effects().effects), *effects().rulings):
        assert f"`{name}`" in text, name


def test_every_type_of_a_rule_is_of_the_codebook() -> None:
    assert {rule.type for rule in effects().effects} <= set(load_codebook().types)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda data: data["effects"][0].update(type="taking"), "not in the codebook: taking"),
        (lambda data: data["effects"][0].update(effect="owns"), "owns"),
        (lambda data: data["effects"][0].update(colour="red"), "colour"),
        (lambda data: data["effects"][1].update(id="captured"), "twice"),
        (lambda data: data["rulings"].pop("left"), "each ruling"),
        (lambda data: data.pop("one_camp"), "one_camp"),
    ],
)
def test_what_is_wrong_is_said(change: Any, words: str) -> None:
    data = raw()
    change(data)
    with pytest.raises(EffectsError, match=words):
        parse(data)


def test_who_may_be_whom() -> None:
    army, rebels = Side("Army", True, True), Side("Rebels", True, False)
    gunmen, unknown = Side("Unidentified Armed Group (X)", False, False), Side("“they”", False, None)
    assert army.may_be(army)
    assert gunmen.may_be(rebels)
    assert rebels.may_be(gunmen)
    assert unknown.may_be(army)
    assert not army.may_be(rebels)
    assert not gunmen.may_be(army)
