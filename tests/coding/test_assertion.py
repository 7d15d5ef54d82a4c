"""How the report asserts a happening, on sentences written for this test. The trigger stands between asterisks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from communique.coding.assertion import (
    AssertionTableError,
    actor_alleged,
    assess,
    assess_act,
    build,
    check,
    table,
)
from communique.coding.assertion.signals import Signal, resolve
from communique.coding.base import parser


def marked(text: str, mark: str = "*") -> tuple[Doc, int]:
    at = text.index(mark)
    doc = parser()(text.replace(mark, ""))
    span = doc.char_span(at, at + 1, alignment_mode="expand")
    assert span is not None
    return doc, span[0].i


STATUSES = {
    "negated": """
        The army did not *attack* the village.
        No soldiers were *killed* in the raid.
        The rebels failed to *capture* the bridge.
        The army denied that it had *shelled* the camp.
        The army denied *shelling* the camp.
        There was no sign of *fighting* in the town.
        The convoy left without *firing* a shot.
        Patrols were stepped up to prevent an *attack* on the market.
        The planned *attack* was thwarted by police.
        Neither side *attacked* the convoy.
        The government cancelled the *withdrawal*.
        The army would have *attacked* the town.
        Militants killed ten soldiers but did not *capture* the base.
        The ministry has not announced any plans to *remove* the garrison.
        The mission was never *attacked* by the militia.
        The army did not launch the *offensive*.
        Peacekeepers were unable to *stop* the killing.
        The *withdrawal* was to begin in May but was called off.
    """,
    "hypothetical": """
        Rebels might *attack* the capital.
        If rebels *attack* the capital, the army will respond.
        Aid workers fear an *offensive* on the port.
        Residents fear that the militia will *attack* again.
        The group threatened to *bomb* the embassy.
        Officials warned of possible *attacks* on churches.
        The opposition called for a *strike* on Monday.
        Did the army *attack* the camp?
        It is unclear whether the rebels *attacked* the camp.
        Rebels could carry out *attacks* on the barracks.
        Police fear more *attacks*.
        The U.N. urged both sides to *stop* the fighting.
        The group has threatened *attacks* against foreigners.
    """,
    "planned": """
        Uganda will *withdraw* its troops in March.
        The minister said the army would *withdraw* from the city.
        The army plans to *retake* the port.
        Troops are expected to *enter* the town on Friday.
        The president ordered the army to *retake* the town.
        Forces are preparing an *offensive* on the town.
        Talks are scheduled to *begin* on Monday.
        Kenya is to *send* 500 soldiers.
        Troops moved north to *retake* the town.
        Troops had been deployed ahead of the *protest*.
        Turkey to *send* troops to Libya
        Rebels vowed to *recapture* the town.
        The militia agreed to *release* the hostages.
    """,
    "ongoing": """
        Troops are *fighting* rebels near the airport.
        *Clashes* continue in the north.
        An *operation* is under way to free the hostages.
        The army has been *shelling* the suburb since Sunday.
        The *siege* has continued for two months.
        The soldiers are being *held* in a camp.
        The army said it was *fighting* rebels near the lake.
        The town is under *siege*.
    """,
    "actual": """
        Soldiers were *patrolling* the road when a bomb exploded.
        The rebels managed to *capture* the bridge.
        The rebels began to *shell* the city on Monday.
        Soldiers were forced to *retreat*.
        The army used helicopters to *attack* the camp.
        The group claimed to have *killed* ten soldiers.
        The army did not fail to *take* the town.
        The minister did not condemn the *attack*.
        The army has not confirmed the *killing* of the commander.
        The shelling stopped as rebels *withdrew* from the hill.
        Rebels *seize* key town in eastern Congo
        Thousands gathered to *protest* against the coup.
        The group did not join the *attack* on the base.
        The army expressed concern over the *arrest* of the envoy.
        They killed civilians and *burned* houses.
        Not only did rebels *burn* the market but they looted it.
        There were no casualties when the militia *attacked* the post.
    """,
}


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize(
    ("wanted", "text"), [(status, line) for status, block in STATUSES.items() for line in lines(block)]
)
def test_status_is_read_from_the_words_that_govern_the_trigger(wanted: str, text: str) -> None:
    doc, head = marked(text)
    found = assess(doc, head)
    assert found.status == wanted, found


@pytest.mark.parametrize(
    "text",
    lines("""
        The rebels appeared to have *captured* the town.
        Gunmen reportedly *killed* ten villagers.
        Rebels may have *shot* down the plane.
        Ten villagers are believed to have been *killed*.
        The militia *killed* 12 people, residents said. The claim could not be independently verified.
        The soldiers were suspected of *killing* two nurses.
        The opposition accused the army of *bombing* a school.
        The suspected *bombing* killed two.
        Rebels are reported to have *executed* prisoners.
        Unconfirmed reports said a bomb *exploded*.
        There were reports that the militia *executed* prisoners.
        There were reports of *looting* in the market.
    """),
)
def test_doubt_makes_what_was_done_hedged_and_leaves_it_done(text: str) -> None:
    doc, head = marked(text)
    found = assess(doc, head)
    assert (found.status, found.certainty) == ("actual", "hedged")
    assert found.hedge is not None


def test_a_claim_is_attribution_and_no_hedge() -> None:
    doc, head = marked("The militia claimed it had *captured* the town.")
    assert assess(doc, head).certainty == "stated"


def test_an_adverb_of_doubt_elsewhere_in_the_sentence_does_not_reach_the_trigger() -> None:
    doc, head = marked("Rebels *captured* the town and their leader reportedly fled.")
    assert assess(doc, head).certainty == "stated"


def test_a_negation_elsewhere_in_the_sentence_does_not_reach_the_trigger() -> None:
    doc, head = marked("Rebels *shelled* the town but did not enter it.")
    assert assess(doc, head).status == "actual"


def test_the_evidence_is_the_word_that_decides() -> None:
    doc, head = marked("The rebels failed to *capture* the bridge.")
    start, end = assess(doc, head).evidence or (0, 0)
    assert doc[start:end].text == "failed"


def test_two_negations_make_a_statement() -> None:
    twice = [Signal("negated", "a", 1, 2), Signal("negated", "b", 3, 4)]
    assert resolve(twice).status == "actual"
    assert resolve(twice[:1]).status == "negated"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("No one has *claimed* responsibility for the blast.", "negated"),
        ("The group has not *claimed* responsibility for the blast.", "negated"),
        ("The group *threatened* to strike again if troops stay.", "actual"),
        ("We will *crush* the rebels, the general said.", "actual"),
    ],
)
def test_words_that_are_acts_are_done_once_said(text: str, wanted: str) -> None:
    doc, head = marked(text)
    assert assess_act(doc, head).status == wanted


ALLEGED = """
    Suspected [militants] *killed* three farmers.
    The bombing was *carried* out by alleged [members] of the group.
    Officials blamed the [rebels] for the *attack*.
    The *attack* was blamed on the [Taliban].
    The [army] is accused of *shelling* a school.
    The [group], whom officials blame for the raid, *attacked* the town.
    The [militia] is believed to have *carried* out the raid.
    The opposition accused the [police] of *beating* protesters.
    Presumed [jihadists] *abducted* a priest.
    [Bandits] are suspected of *abducting* the girls.
"""
KNOWN = """
    [Rebels] *attacked* the post.
    The [army] blamed rebels for the *attack*.
    The [officials] who blame the army *fled*.
    The [rebels] held the town and *killed* ten.
"""


def is_alleged(text: str) -> bool:
    doc, head = marked(text.replace("[", "").replace("]", ""))
    _, actor = marked(text.replace("*", "").replace("]", ""), "[")
    return actor_alleged(doc, head, actor)


@pytest.mark.parametrize("text", lines(ALLEGED))
def test_a_suspect_or_one_blamed_is_only_alleged(text: str) -> None:
    assert is_alleged(text)


@pytest.mark.parametrize("text", lines(KNOWN))
def test_a_doer_told_as_such_or_one_who_blames_is_not_alleged(text: str) -> None:
    assert not is_alleged(text)


def test_the_list_of_the_project_is_sound() -> None:
    assert "reportedly" in table().hedges


def test_a_faulty_list_names_table_word_and_remedy() -> None:
    faults = check({"modals": {"planned": ["will"], "hypothetical": ["will"]}, "hedges": ["Perhaps"], "extra": []})
    text = "\n".join(faults)
    assert "'will' is both planned and hypothetical: keep one" in text
    assert "hedges: give a list of words in lower case" in text
    assert "unknown table 'extra': remove it" in text
    with pytest.raises(AssertionTableError, match="keep one"):
        build({"modals": {"planned": ["will"], "hypothetical": ["will"]}})
    assert check([]) == ["the file must be a mapping of tables"]


PIECES = st.sampled_from(
    ["rebels", "attacked", "did not", "will", "to", "fail", "an attack", "without", "no", "if", "reportedly", "?", ".",
     "said that", "denied", "plan to", "fear of", "of", "and", "or", "the army", "is under way", "appeared to have"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(pieces=st.lists(PIECES, min_size=1, max_size=20))
def test_every_word_of_any_text_can_be_asked_about(pieces: list[str]) -> None:
    doc = parser()(" ".join(pieces))
    for token in doc:
        found = assess(doc, token.i)
        assert found.status in ("actual", "ongoing", "planned", "hypothetical", "negated")
        assert found.evidence is None or 0 <= found.evidence[0] < found.evidence[1] <= len(doc)
        assert (found.hedge is None) == (found.certainty == "stated")
