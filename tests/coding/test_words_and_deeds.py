"""Words and deeds between states and groups: suits, investigations, things lifted and granted, help, ties."""

import pytest

from communique.coding.pipeline import load
from communique.model import Report


def types(text: str) -> dict[str, str]:
    """The type of each event by its anchor."""
    return {event.anchor: event.type for event in load().code(Report(id="r", text=text, published="2020-06-10"))}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Prosecutors opened an investigation into the president on Monday.", "accusation"),
        ("The rights group sued the French government over the arms sales.", "accusation"),
        ("Kenya lifted the curfew in Mombasa on Friday.", "promise"),
        ("The United States eased sanctions on Cuba.", "promise"),
        ("Turkey granted the opposition permission to hold its rally.", "promise"),
        ("The president resigned after weeks of protests.", "promise"),
        ("Iran expressed solidarity with the Syrian government.", "promise"),
        ("Norway handed over ten ambulances to the Ukrainian government.", "aid"),
        ("Poland shared intelligence with Ukraine about the attack.", "aid"),
        ("Chad restored diplomatic relations with Israel.", "agreement"),
        ("Iraq returned the bodies of ten soldiers to Iran.", "release"),
        ("Russia will not lift its embargo, the minister said.", "refusal"),
    ],
)
def test_it_is_coded_as(text: str, kind: str) -> None:
    assert kind in types(text).values()


@pytest.mark.parametrize(
    "text",
    [
        "Police opened an investigation into the fire.",
        "The driver lifted the restriction plate from the pipe.",
        "Thousands marched to express solidarity with the miners.",
        "The government called on Syria to allow aid convoys.",
        "The singer hailed the crowd.",
    ],
)
def test_neither_accusation_nor_promise_is_made_of(text: str) -> None:
    assert not {"accusation", "promise"} & set(types(text).values())


@pytest.mark.parametrize(
    "text",
    [
        "The Turkish foreign minister said Turkey would reject any demand by Russia.",
        '"We reject the ceasefire proposal," a rebel commander said.',
    ],
)
def test_an_act_of_words_in_the_doers_own_words_is_laid_to_no_one(text: str) -> None:
    acts = [event for event in load().code(Report(id="w", text=text)) if event.type == "refusal"]
    assert [event.attribution for event in acts] == [None]


def test_an_act_of_words_that_another_relays_is_laid_to_him() -> None:
    text = "The Russian foreign minister said the rebels had rejected the ceasefire proposal."
    (act,) = [event for event in load().code(Report(id="w", text=text)) if event.type == "refusal"]
    assert act.attribution is not None
    assert act.attribution.source == "The Russian foreign minister"
