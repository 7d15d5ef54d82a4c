"""Who stands in which column, under which name and type."""

from datetime import date

import pytest
from acled_making import (
    ARMY,
    CROWD,
    FRENCH,
    POLICE,
    REBELS,
    RIOTERS,
    TEACHERS,
    TOWN,
    VILLAGERS,
    reason,
    row,
    stretch,
)
from msgspec.structs import replace

from communique.exports.projections.acled.facts import facts
from communique.exports.projections.acled.regimes import with_years
from communique.model import Actor, ActorKind, Place

COLUMNS = ("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2")
GUNMEN = Actor(text="gunmen", name="Unidentified Armed Group (Mali)", kind="armed-group", country="Mali")
ARMY_NOW = "Military Forces of Mali (2013-2020)"


def sides(*args: object, **fields: object) -> tuple[str, ...]:
    found = row(*args, **fields)
    return tuple(found[column] for column in COLUMNS)


def test_a_joint_fight_has_the_countrys_own_forces_first_and_the_foreign_ones_beside_them() -> None:
    assert sides("territory-regained", [FRENCH, ARMY], [REBELS]) == (
        ARMY_NOW,
        "Military Forces of France",
        "State forces",
        "Ansar Dine",
        "",
        "Rebel group",
    )


def test_soldiers_abroad_are_external_forces() -> None:
    abroad = replace(FRENCH, kind="state-forces")
    found = row("armed-clash", [abroad], [REBELS])
    assert found["inter1"] == "External/Other forces"
    assert found["interaction"] == "Rebel group-External/Other forces"


def test_the_same_soldiers_at_home_are_state_forces_whatever_the_report_is_about() -> None:
    paris = Place(text="Paris", name="Paris", country="France", precision="town", latitude=48.85, longitude=2.35)
    assert row("arrest", [FRENCH], [TEACHERS], place=paris)["inter1"] == "State forces"


def test_a_breakaway_lands_own_forces_are_at_home_in_the_country_of_the_row() -> None:
    forces = Actor(text="troops", name="Military Forces of Somaliland", kind="state-forces", country="Somaliland")
    town = Place(text="Zeila", name="Zeila", country="Somaliland", precision="town", latitude=11.35, longitude=43.47)
    found = row("base-established", [forces], place=town)
    assert (found["country"], found["inter1"]) == ("Somalia", "State forces")


@pytest.mark.parametrize(
    ("kind", "inter"),
    [
        ("state-forces", "State forces"),
        ("police", "State forces"),
        ("government", "State forces"),
        ("rebel-group", "Rebel group"),
        ("political-militia", "Political militia"),
        ("armed-group", "Political militia"),
        ("identity-militia", "Identity militia"),
        ("external-forces", "External/Other forces"),
        ("mission", "External/Other forces"),
        ("organisation", "Civilians"),
        ("political-party", "Civilians"),
        ("media", "Civilians"),
        ("civilians", "Civilians"),
        ("protesters", "Protesters"),
        ("rioters", "Rioters"),
    ],
)
def test_a_kind_has_its_type(kind: ActorKind, inter: str) -> None:
    actor = Actor(text="they", name="Those of Gossi", kind=kind, country="Mali")
    assert row("agreement", [actor])["inter1"] == inter


def test_an_organisation_of_no_country_is_external() -> None:
    assert row("agreement", [Actor(text="UN", name="United Nations", kind="organisation")])["inter1"] == (
        "External/Other forces"
    )


def test_the_list_of_groups_knows_a_groups_type_where_the_kind_is_wrong_or_missing() -> None:
    assert row("agreement", [Actor(text="Ansar Dine", name="Ansar Dine")])["inter1"] == "Rebel group"


def test_a_name_tells_the_kind_where_none_is_told() -> None:
    assert row("agreement", [Actor(text="the army", name="Military Forces of Mali")])["inter1"] == "State forces"


def test_an_actor_of_no_type_is_not_written_and_alone_leaves_the_event_out() -> None:
    other = Actor(text="a ship", name="Unidentified Actor (Mali)", kind="other")
    assert row("agreement", [ARMY, other])["actor2"] == ""
    assert "no actor" in reason("agreement", [other])


def test_a_fight_with_one_side_told_has_an_unidentified_other() -> None:
    assert sides("armed-clash", [ARMY])[3:] == ("Unidentified Armed Group (Mali)", "", "Political militia")


def test_a_fight_of_no_one_is_left_out() -> None:
    assert "neither armed side" in reason("armed-clash")


def test_two_camps_told_together_fought_each_other() -> None:
    assert sides("armed-clash", [ARMY, REBELS])[0::3] == (ARMY_NOW, "Ansar Dine")


def test_allies_told_together_are_not_set_against_each_other() -> None:
    found = sides("armed-clash", [ARMY, FRENCH])
    assert found[:2] == (ARMY_NOW, "Military Forces of France")
    assert found[3] == "Unidentified Armed Group (Mali)"


def test_civilians_are_no_side_of_a_battle_and_beside_none() -> None:
    assert sides("armed-clash", [ARMY, TEACHERS], [REBELS, VILLAGERS])[1::3] == ("", "")


def test_the_target_of_violence_against_civilians_is_always_civilians() -> None:
    assert sides("attack", [REBELS], [TEACHERS])[3:] == ("Civilians (Mali)", "Teachers (Mali)", "Civilians")
    assert sides("attack", [REBELS], [ARMY])[3:] == ("Civilians (Mali)", ARMY_NOW, "Civilians")
    assert sides("attack", [REBELS])[3:] == ("Civilians (Mali)", "", "Civilians")


def test_an_attacker_who_is_not_told_is_unidentified() -> None:
    assert sides("attack", [], [VILLAGERS])[0::2] == ("Unidentified Armed Group (Mali)", "Political militia", "")


def test_violence_by_the_unarmed_is_left_out() -> None:
    assert "unarmed" in reason("attack", [TEACHERS], [VILLAGERS])


def test_a_strike_on_fighters_that_hits_civilians_has_them_beside_the_target() -> None:
    found = row("air-strike", [ARMY], [VILLAGERS, REBELS])
    assert (found["actor2"], found["assoc_actor_2"]) == ("Ansar Dine", "Civilians (Mali)")
    assert found["civilian_targeting"] == ""


def test_a_strike_on_no_one_told_is_one_sided() -> None:
    found = row("air-strike", [ARMY])
    assert (found["actor2"], found["inter2"], found["interaction"]) == ("", "", "State forces only")


@pytest.mark.parametrize(
    ("type", "initiators", "recipients", "expected"),
    [
        ("protest", [CROWD], [ARMY], ("Protesters (Mali)", "", "Protesters", "", "", "")),
        ("protest", [TEACHERS], [], ("Protesters (Mali)", "Teachers (Mali)", "Protesters", "", "", "")),
        ("protest", [], [], ("Protesters (Mali)", "", "Protesters", "", "", "")),
        ("protest-intervention", [POLICE], [], ("Protesters (Mali)", "", "Protesters", None, "", "State forces")),
        (
            "protest-intervention",
            [POLICE],
            [TEACHERS],
            ("Protesters (Mali)", "Teachers (Mali)", "Protesters", None, "", "State forces"),
        ),
        (
            "protest-excessive-force",
            [POLICE],
            [CROWD],
            ("Protesters (Mali)", "", "Protesters", None, "", "State forces"),
        ),
        ("riot", [CROWD], [POLICE], ("Rioters (Mali)", "", "Rioters", None, "", "State forces")),
        ("riot", [POLICE], [TEACHERS], ("Rioters (Mali)", "Teachers (Mali)", "Rioters", None, "", "State forces")),
        ("riot", [RIOTERS], [RIOTERS], ("Rioters (Mali)", "", "Rioters", "Rioters (Mali)", "", "Rioters")),
        (
            "riot",
            [RIOTERS],
            [TEACHERS],
            ("Rioters (Mali)", "", "Rioters", "Civilians (Mali)", "Teachers (Mali)", "Civilians"),
        ),
    ],
)
def test_a_crowd_stands_first_under_its_generic_name(
    type: str,  # noqa: A002
    initiators: list[Actor],
    recipients: list[Actor],
    expected: tuple[str | None, ...],
) -> None:
    police = "Police Forces of Mali (2013-2020)"
    assert sides(type, initiators, recipients) == tuple(police if value is None else value for value in expected)


def test_the_parties_of_an_agreement_are_two_sides_however_they_are_told() -> None:
    assert sides("agreement", [REBELS, ARMY, FRENCH])[0::3] == ("Ansar Dine", ARMY_NOW)
    assert sides("agreement", [REBELS, ARMY, FRENCH])[4] == "Military Forces of France"


def test_who_it_was_done_to_stands_first_where_no_one_else_is_told() -> None:
    assert sides("displacement", [], [VILLAGERS]) == ("Civilians (Mali)", "", "Civilians", "", "", "")


def test_a_side_without_a_name_has_the_generic_one() -> None:
    bare = [Actor(text="they", kind=kind) for kind in ("rebel-group", "police", "civilians")]
    names = [row("agreement", [actor])["actor1"] for actor in bare]
    assert names == ["Unidentified Armed Group (Mali)", "Unidentified Military Forces", "Civilians (Mali)"]


def test_the_interaction_has_the_lower_code_first_whichever_side_stands_first() -> None:
    assert row("armed-clash", [REBELS], [ARMY])["interaction"] == "State forces-Rebel group"
    assert row("protest", [CROWD])["interaction"] == "Protesters only"
    assert row("attack", [FRENCH], [VILLAGERS])["interaction"] == "External/Other forces-Civilians"


def test_every_pair_of_types_has_an_interaction() -> None:
    for one in facts().inter:
        for other in ("", *facts().inter):
            assert facts().interaction(one, other) in facts().interactions.values()


@pytest.mark.parametrize(
    ("type", "initiators", "recipients", "targeted"),
    [
        ("attack", [REBELS], [VILLAGERS], True),
        ("air-strike", [ARMY], [VILLAGERS], True),
        ("air-strike", [ARMY], [REBELS], False),
        ("riot", [RIOTERS], [VILLAGERS], True),
        ("riot", [RIOTERS], [POLICE], False),
        ("protest-excessive-force", [POLICE], [CROWD], True),
        ("protest-intervention", [POLICE], [CROWD], False),
        ("armed-clash", [ARMY], [REBELS], False),
        ("displacement", [REBELS], [VILLAGERS], False),
    ],
)
def test_civilian_targeting_is_written_as_real_exports_have_it(
    type: str,  # noqa: A002
    initiators: list[Actor],
    recipients: list[Actor],
    targeted: bool,
) -> None:
    found = row(type, initiators, recipients)["civilian_targeting"]
    assert found == ("Civilian targeting" if targeted else "")


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("Military Forces of Mali", "2013-01-21", "Military Forces of Mali (2012-2013)"),
        ("Military Forces of Mali", "2013-09-03", "Military Forces of Mali (2012-2013)"),
        ("Military Forces of Mali", "2013-09-04", "Military Forces of Mali (2013-2020)"),
        ("Military Forces of Mali", "2012-02-01", "Military Forces of Mali (2002-2012)"),
        ("Police Forces of Mali", "2024-02-01", "Police Forces of Mali (2021-)"),
        ("Government of the Ivory Coast", "2005-01-01", "Government of the Ivory Coast (2000-2011)"),
        ("Military Forces of the United States", "2017-01-19", "Military Forces of the United States (2009-2017)"),
        ("Military Forces of Burkina Faso", "2022-01-10", "Military Forces of Burkina Faso (2015-2022)"),
        ("Military Forces of Burkina Faso", "2022-05-01", "Military Forces of Burkina Faso (2022-2022)"),
        ("Military Forces of Burkina Faso", "2022-12-01", "Military Forces of Burkina Faso (2022-)"),
        ("Military Forces of Libya", "2011-05-01", "Military Forces of Libya"),
        ("Military Forces of France", "2013-01-21", "Military Forces of France"),
        ("Military Forces of Mali", "1950-01-01", "Military Forces of Mali"),
        ("Government of National Accord", "2017-01-01", "Government of National Accord"),
    ],
)
def test_state_forces_have_the_years_of_their_regime_where_the_list_can_tell(
    name: str, day: str, expected: str
) -> None:
    assert with_years(name, date.fromisoformat(day)) == expected


def test_groups_have_no_years() -> None:
    peers = Actor(text="them", name="Movement of Mali", kind="rebel-group", country="Mali")
    assert row("agreement", [peers])["actor1"] == "Movement of Mali"


def test_the_name_is_that_of_the_rows_own_day() -> None:
    handover = stretch("2013-09-02", "2013-09-06", "week", "sometime that week")
    assert row("armed-clash", [ARMY], [REBELS], **handover)["actor1"] == "Military Forces of Mali (2013-2020)"


def test_generic_names_have_the_actors_own_country_and_crowds_that_of_the_place() -> None:
    guests = Actor(text="tourists", name=None, kind="civilians", country="France")
    exiles = Actor(text="exiles", name="Protesters (Syria)", kind="protesters", country="Syria")
    assert row("abduction", [GUNMEN], [guests])["actor2"] == "Civilians (France)"
    assert row("protest", [exiles], place=TOWN)["actor1"] == "Protesters (Mali)"
