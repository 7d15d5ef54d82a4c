"""Who did it and to whom, in the ways in which news English tells it."""

import pytest

from communique.coding.pipeline import load
from communique.model import Actor, Report

TOLD = [
    ("The attack involved two Al-Shabaab gunmen.", "suicide-bombing attack", ["Al Shabaab"], []),
    ("Clashes involving Nigerian troops and Boko Haram fighters erupted near Baga.", "armed-clash", ["Military Forces of Nigeria"],
     ["Boko Haram"]),
    ("Nigerian troops and Boko Haram clashed near Baga.", "armed-clash", ["Military Forces of Nigeria"], ["Boko Haram"]),
    ("Police blamed the bombing on Boko Haram.", "bombing", ["Boko Haram"], []),
    ("The bombing was blamed on Boko Haram.", "bombing", ["Boko Haram"], []),
    ("A ceasefire brokered by Qatar took effect on Monday.", "agreement", ["Government of Qatar"], []),
    ("North Korea threatened to strike Japan.", "threat", ["Government of North Korea"], ["Government of Japan"]),
    ("Ukrainian forces shot down a Russian drone.", "weapons-disrupted", ["Military Forces of Ukraine"],
     ["Military Forces of Russia"]),
    ("The Iraqi army shelled a district controlled by the Islamic State.", "shelling", ["Military Forces of Iraq"],
     ["Islamic State"]),
    ("Kurdish fighters drove the Islamic State out of the town of Kobani.", "territory-captured", None, ["Islamic State"]),
    ("Kenya and Uganda, which have troops there, condemned the attack by Al-Shabaab.", "accusation",
     ["Government of Kenya", "Government of Uganda"], ["Al Shabaab"]),
    ("Turkey said it would send 500 troops to Libya.", "troop-movement", ["Military Forces of Turkey"], []),
    ("Turkish jets bombed PKK positions in northern Iraq.", "air-strike", ["Military Forces of Turkey"],
     ["Kurdistan Workers' Party"]),
    ("Fighting between the Sudanese army and the Rapid Support Forces has displaced many people.", "armed-clash",
     ["Military Forces of Sudan"], ["Rapid Support Forces"]),
    ("Three Indian soldiers were killed in firing by Pakistani troops.", "armed-clash", ["Military Forces of Pakistan"],
     ["Military Forces of India"]),
    ("Hezbollah fired dozens of rockets at the town of Metula.", "shelling", ["Hezbollah"], []),
    ("The European Union froze the assets of 12 Syrian officials.", "sanction", ["European Union"],
     ["Government of Syria"]),
    ("The Turkish shelling continued on Sunday.", "shelling", ["Military Forces of Turkey"], []),
    ("The Sudanese army denied the claim and said the rebels had shelled the oil town of Bentiu.", "shelling",
     ["Opposition Rebels (Sudan)"], ["Civilians (South Sudan)"]),
    ("The Foreign Ministry of Iran issued a statement blaming Jaish al-Adl for the attack.", "accusation",
     ["Government of Iran"], ["Jaish al-Adl"]),
    ("Benazir Bhutto's assassination in December 2007 shocked Pakistan.", "attack", [],
     ["Former Government of Pakistan (Benazir Bhutto)"]),
    ("The assassination of a Lebanese minister in Beirut was blamed on Syria.", "accusation", [], ["Government of Syria"]),
    ("The Red Cross warned that people have nowhere to run and urged the Syrian army to protect them.", "demand",
     ["International Committee of the Red Cross"], ["Military Forces of Syria"]),
    ("A drone shot down by a US jet in Syria was made in Iran.", "weapons-disrupted",
     ["Military Forces of the United States"], None),
    ("The village came under attack from Ansar Dine.", "attack", ["Ansar Dine"], None),
    ("Demonstrators clashed with riot police in Tbilisi.", "riot", ["Protesters (Georgia)"],
     ["Police Forces of Georgia"]),
    ("Unidentified men threw a hand grenade at a police station in Karachi.", "grenade-attack",
     ["Unidentified Armed Group (Pakistan)"], ["Police Forces of Pakistan"]),
    ("Syrian troops and allied militia have recaptured the airport.", "territory-regained",
     ["Military Forces of Syria", "Militia (Syria)"], []),
    ("Pakistan summoned the Indian ambassador over the shelling.", "talks", ["Government of Pakistan"],
     ["Government of India"]),
]  # fmt: skip


def names(side: tuple[Actor, ...]) -> list[str]:
    return [actor.name or actor.text for actor in side]


@pytest.mark.parametrize(("text", "kinds", "initiators", "recipients"), TOLD)
def test_the_sides_are_read_from(
    text: str, kinds: str, initiators: list[str] | None, recipients: list[str] | None
) -> None:
    events = load().code(Report(id="r", text=text, published="2020-06-10", published_from="option"))
    (event,) = [event for event in events if event.type in kinds.split()]
    assert initiators is None or names(event.initiators) == initiators
    assert recipients is None or names(event.recipients) == recipients


def test_an_accuser_whose_country_is_guessed_is_never_the_accused() -> None:
    (event,) = load().code(Report(id="r", text="The president accused neighbouring Rwanda of backing the rebels."))
    assert names(event.initiators) == ["The president"]
    assert names(event.recipients) == ["Government of Rwanda"]


def test_whoever_is_accused_of_an_act_did_it_as_alleged_and_not_the_accuser() -> None:
    events = load().code(Report(id="r", text="The Malian army accused Ansar Dine of shelling the village."))
    (shelled,) = [event for event in events if event.type == "shelling"]
    assert names(shelled.initiators) == ["Ansar Dine"]
    assert shelled.initiators[0].alleged
