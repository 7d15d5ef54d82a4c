"""Slots: who acts and who is acted on, whatever the construction."""

import pytest

from communique.coding import slots
from communique.coding.base import parser


def filled(text: str, word: str) -> dict[str, list[str]]:
    """The slots of the first token that reads ``word``, as texts."""
    doc = parser()(text)
    token = next(token for token in doc if token.text == word)
    return {name: [t.text for t in tokens] for name, tokens in slots.of(token).fillers.items() if tokens}


@pytest.mark.parametrize(
    ("text", "word", "subject", "object_"),
    [
        ("Rebels seized the town.", "seized", ["Rebels"], ["town"]),
        ("The town was seized by rebels.", "seized", ["rebels"], ["town"]),
        ("The base that rebels took last week lies near the river.", "took", ["rebels"], ["base"]),
        ("The rebels who seized the town have left.", "seized", ["rebels"], ["town"]),
        ("Soldiers stormed the village and killed three men.", "killed", ["Soldiers"], ["men"]),
        ("Gunmen attacked a convoy, killing two drivers.", "killing", ["Gunmen"], ["drivers"]),
        ("The army tried to retake the port.", "retake", ["army"], ["port"]),
        ("Troops and policemen raided the camp.", "raided", ["Troops", "policemen"], ["camp"]),
    ],
)
def test_the_doer_and_the_one_it_is_done_to_are_found(
    text: str, word: str, subject: list[str], object_: list[str]
) -> None:
    found = filled(text, word)
    assert found.get("subject") == subject
    assert found.get("object") == object_


def test_a_nouns_doer_is_the_subject_of_its_support_verb() -> None:
    assert filled("The rebels launched an attack on the barracks.", "attack")["subject"] == ["rebels"]


def test_a_nouns_doer_may_be_its_possessor_or_follow_by() -> None:
    assert filled("The army's seizure of the bridge angered villagers.", "seizure")["possessive"] == ["army"]
    assert filled("The seizure of the bridge by rebels angered villagers.", "seizure")["by"] == ["rebels"]


def test_whom_strikes_target_is_what_they_hit() -> None:
    assert filled("Air strikes targeting militants went on for days.", "strikes")["hit"] == ["militants"]


def test_the_accused_is_the_doer_of_the_gerund() -> None:
    assert filled("The governor accused militiamen of attacking the convoy.", "attacking")["subject"] == ["militiamen"]
