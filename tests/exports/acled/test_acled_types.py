"""Our types become ACLED's, by the codebook's table and the rules that choose among several."""

import pytest
from acled_making import (
    ARMY,
    CROWD,
    DAY,
    POLICE,
    REBELS,
    RIOTERS,
    TEACHERS,
    VILLAGERS,
    killed,
    made,
    reason,
    row,
    written,
)

from communique.codebook.types import load_codebook
from communique.exports.projections.acled.facts import facts
from communique.exports.projections.acled.kinds import crosswalk
from communique.model import Toll


def test_every_type_of_the_codebook_has_its_line_and_the_codebook_says_the_same() -> None:
    types = load_codebook().types
    assert set(crosswalk().types) == set(types)
    for name, entry in types.items():
        choice = crosswalk().types[name]
        ours = choice.sub_event_type and facts().kinds[choice.sub_event_type]
        if entry.acled is None:
            assert ours is None, name
            continue
        subs = {choice.sub_event_type, *(rule.sub_event_type for rule in choice.rules)}
        assert entry.acled.event_type == ours.event, name
        assert entry.acled.sub_event_type in subs, name


def test_every_sub_event_type_is_read_back_as_a_type_that_is_written_as_it() -> None:
    assert set(crosswalk().back) == set(facts().kinds)
    for sub, ours in crosswalk().back.items():
        if ours is not None:
            choice = crosswalk().types[ours]
            assert sub in {choice.sub_event_type, *(rule.sub_event_type for rule in choice.rules)}


@pytest.mark.parametrize(
    "type",
    ["threat", "demand", "accusation", "refusal", "claim-of-responsibility", "talks", "promise", "aid", "sanction"],
)
def test_what_acled_has_no_event_for_is_left_out_with_the_reason(type: str) -> None:  # noqa: A002
    assert "ACLED has no event for" in reason(type, [REBELS])


@pytest.mark.parametrize("status", ["planned", "hypothetical", "negated"])
def test_what_has_not_happened_is_left_out(status: str) -> None:
    assert status in reason("armed-clash", [ARMY], [REBELS], status=status)


def test_what_goes_on_is_a_row() -> None:
    assert row("armed-clash", [ARMY], [REBELS], status="ongoing")["sub_event_type"] == "Armed clash"


def test_a_summary_of_many_happenings_is_left_out() -> None:
    assert "summary" in reason("armed-clash", [ARMY], [REBELS], aggregate=True)


def test_a_type_that_is_not_known_is_left_out() -> None:
    assert reason("siege-of-old") == "the type siege-of-old is not known"


@pytest.mark.parametrize(
    ("type", "initiators", "recipients", "fields", "sub"),
    [
        ("riot", [RIOTERS], [], {}, "Mob violence"),
        ("riot", [CROWD], [POLICE], {}, "Violent demonstration"),
        ("riot", [RIOTERS], [], {"quote": "Stones flew as the march reached the square."}, "Violent demonstration"),
        ("attack", [REBELS], [VILLAGERS], {}, "Attack"),
        ("attack", [RIOTERS], [VILLAGERS], {}, "Mob violence"),
        ("abduction", [REBELS], [VILLAGERS], {}, "Abduction/forced disappearance"),
        ("abduction", [REBELS], [VILLAGERS], {"tolls": (killed("one killed", 1, 1),)}, "Attack"),
        ("arrest", [POLICE], [TEACHERS], {}, "Arrests"),
        ("arrest", [REBELS], [TEACHERS], {}, "Abduction/forced disappearance"),
        ("retreat", [REBELS], [], {}, "Change to group/activity"),
        ("retreat", [REBELS], [ARMY], {}, "Non-violent transfer of territory"),
        ("retreat", [REBELS], [VILLAGERS], {}, "Change to group/activity"),
        ("protest", [CROWD], [], {"quote": "Strikers held a rally."}, "Peaceful protest"),
    ],
)
def test_rules_choose_among_several_types(
    type: str,  # noqa: A002
    initiators: list[object],
    recipients: list[object],
    fields: dict[str, object],
    sub: str,
) -> None:
    found = row(type, initiators, recipients, **fields)
    assert found["sub_event_type"] == sub
    assert found["event_type"] == facts().kinds[sub].event
    assert found["disorder_type"] == facts().kinds[sub].disorder


def test_an_abduction_with_no_one_hurt_stays_an_abduction() -> None:
    unhurt = Toll(outcome="injured", low=0, high=0, text="no one was hurt")
    assert row("abduction", [REBELS], [VILLAGERS], tolls=(unhurt,))["sub_event_type"].startswith("Abduction")


def test_a_strike_without_a_demonstration_is_left_out() -> None:
    assert "strike" in reason("protest", [TEACHERS], quote="Strike closed the schools.", anchor="Strike")


def test_a_row_has_one_type_for_excessive_force_and_two_disorders() -> None:
    found = row("protest-excessive-force", [POLICE], [CROWD])
    assert found["disorder_type"] == "Political violence; Demonstrations"


def test_every_type_with_an_acled_event_is_written() -> None:
    for name, choice in crosswalk().types.items():
        if choice.sub_event_type:
            _, outcome = written(made(name, [ARMY], [REBELS], date=DAY))
            assert outcome.rows == 1, (name, outcome.left_out)
