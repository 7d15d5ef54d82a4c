"""Who fights whom, what is left out and why, and whose dead are counted."""

import pytest
from ged_making import (
    ARMY,
    CROWD,
    FRENCH,
    GUNMEN,
    MOB,
    NIGER,
    OTHERS,
    POLICE,
    REBELS,
    VILLAGERS,
    cells,
    killed,
    made,
    reason,
    row,
    rows,
    told,
)

from communique.codebook.actors import load_actor_lists
from communique.codebook.types import load_codebook
from communique.exports.projections.ucdp_ged.deaths import Estimates, estimates
from communique.exports.projections.ucdp_ged.parties import rules
from communique.exports.projections.ucdp_ged.types import types
from communique.incidents.composing import compose
from communique.model import Actor, Attribution, Toll, TollAccount

DYAD = "type_of_violence dyad_name side_a side_b gwnoa gwnob"
DEATHS = "deaths_a deaths_b deaths_civilians deaths_unknown best high low"
ALLY = Actor(
    text="Burkinabe troops", name="Military Forces of Burkina Faso", kind="state-forces", country="Burkina Faso"
)


@pytest.mark.parametrize(
    ("initiators", "recipients", "dyad"),
    [
        ([ARMY], [REBELS], ["1", "Government of Mali - Ansar Dine", "Government of Mali", "Ansar Dine", "432", ""]),
        ([REBELS], [POLICE], ["1", "Government of Mali - Ansar Dine", "Government of Mali", "Ansar Dine", "432", ""]),
        (
            [REBELS],
            [OTHERS],
            ["2", "Ansar Dine - Fulani Ethnic Militia", "Ansar Dine", "Fulani Ethnic Militia", "", ""],
        ),
        (
            [OTHERS],
            [REBELS],
            ["2", "Ansar Dine - Fulani Ethnic Militia", "Ansar Dine", "Fulani Ethnic Militia", "", ""],
        ),
        (
            [NIGER],
            [ARMY],
            [
                "1",
                "Government of Mali - Government of Niger",
                "Government of Mali",
                "Government of Niger",
                "432",
                "436",
            ],
        ),
        ([REBELS], [VILLAGERS], ["3", "Ansar Dine - Civilians", "Ansar Dine", "Civilians", "", ""]),
        ([ARMY], [VILLAGERS], ["3", "Government of Mali - Civilians", "Government of Mali", "Civilians", "432", ""]),
        (
            [REBELS],
            [VILLAGERS, ARMY],
            ["1", "Government of Mali - Ansar Dine", "Government of Mali", "Ansar Dine", "432", ""],
        ),
        ([ARMY, REBELS], [], ["1", "Government of Mali - Ansar Dine", "Government of Mali", "Ansar Dine", "432", ""]),
        (
            [OTHERS, REBELS],
            [],
            ["2", "Ansar Dine - Fulani Ethnic Militia", "Ansar Dine", "Fulani Ethnic Militia", "", ""],
        ),
    ],
)
def test_two_sides_make_a_dyad_whichever_is_told_first(
    initiators: list[Actor], recipients: list[Actor], dyad: list[str]
) -> None:
    found = row("armed-clash", initiators, recipients)
    assert cells(found, DYAD) == dyad
    assert found["conflict_name"] == found["dyad_name"]


def test_of_allies_a_government_stands_as_the_side() -> None:
    assert row("armed-clash", [OTHERS, FRENCH], [REBELS])["side_a"] == "Government of France"


def test_numbers_that_are_ucdps_own_stay_empty() -> None:
    own = "id conflict_dset_id conflict_new_id dyad_dset_id dyad_new_id side_a_dset_id side_b_new_id active_year code_status"
    assert set(cells(row("armed-clash", [ARMY], [REBELS]), own)) == {""}


def test_groups_are_named_as_ucdp_names_them_where_that_is_known() -> None:
    state = Actor(text="IS", name="Islamic State West Africa Province", kind="rebel-group")
    assert row("attack", [state], [VILLAGERS])["side_a"] == "IS"
    known = {group.name for group in load_actor_lists().groups}
    assert set(rules().names) <= known


def test_a_state_is_known_by_the_name_of_its_forces_where_nothing_else_tells_it() -> None:
    army = Actor(text="soldiers", name="Military Forces of Yemen (2012-2022)")
    found = row("armed-clash", [army], [REBELS])
    assert cells(found, "side_a gwnoa") == ["Government of Yemen (North Yemen)", "678"]


def test_a_state_whose_number_is_not_known_has_none() -> None:
    army = Actor(text="guards", name="Military Forces of Atlantis", kind="state-forces", country="Atlantis")
    assert cells(row("armed-clash", [army], [REBELS]), "side_a gwnoa") == ["Government of Atlantis", ""]


@pytest.mark.parametrize("kind", ["protest", "protest-intervention", "protest-excessive-force", "riot"])
def test_a_crowd_stands_only_where_a_state_kills(kind: str) -> None:
    assert cells(row(kind, [POLICE], [CROWD]), "type_of_violence side_a side_b") == [
        "3",
        "Government of Mali",
        "Civilians",
    ]
    assert row(kind, [CROWD], [POLICE])["side_a"] == "Government of Mali"
    assert reason(kind, [MOB], [VILLAGERS]).startswith("a crowd is no organised actor")
    assert reason(kind, [CROWD], [REBELS]).startswith("a crowd is no organised actor")


@pytest.mark.parametrize(
    ("kind", "initiators", "recipients", "words"),
    [
        ("attack", [GUNMEN], [VILLAGERS], "who did it is not identified"),
        ("armed-clash", [ARMY], [GUNMEN], "the other side is not identified"),
        ("attack", [ARMY], [VILLAGERS, GUNMEN], "the other side is not identified"),
        ("attack", [MOB], [VILLAGERS], "those who did it are no organised actor"),
        ("bombing", [], [VILLAGERS], "who did it is not told"),
        ("air-strike", [ARMY], [], "who was hit is not told"),
        ("air-strike", [ARMY, FRENCH], [], "who was hit is not told"),
        ("armed-clash", [ARMY], [POLICE], "both sides are Government of Mali"),
        ("threat", [ARMY], [REBELS], "words, deals, aid and sanctions"),
        ("agreement", [ARMY], [REBELS], "words, deals, aid and sanctions"),
        ("base-established", [ARMY], [REBELS], "the type is no use of armed force"),
        ("picnic", [ARMY], [REBELS], "the type picnic is not known"),
    ],
)
def test_what_does_not_qualify_is_left_out_with_its_reason(
    kind: str, initiators: list[Actor], recipients: list[Actor], words: str
) -> None:
    assert reason(kind, initiators, recipients).startswith(words)


@pytest.mark.parametrize("status", ["planned", "hypothetical", "negated"])
def test_what_did_not_happen_has_no_row(status: str) -> None:
    assert reason("armed-clash", [ARMY], [REBELS], status=status).startswith(f"{status}: only what happened")


def test_what_goes_on_has_a_row() -> None:
    assert row("armed-clash", [ARMY], [REBELS], status="ongoing")["best"] == "7"


def test_every_type_of_the_codebook_is_placed() -> None:
    assert set(types().all) == set(load_codebook().types)


@pytest.mark.parametrize(
    ("tolls", "words"),
    [
        ((), "no one is said to be killed"),
        ((Toll(outcome="injured", low=3, high=3, text="3 hurt"),), "no one is said to be killed"),
        ((Toll(outcome="killed-or-injured", low=3, high=3, text="3 hit"),), "no one is said to be killed"),
        ((killed(0, 0),), "the best estimate is that no one was killed"),
    ],
)
def test_without_a_death_there_is_no_row(tolls: tuple[Toll, ...], words: str) -> None:
    assert reason("armed-clash", [ARMY], [REBELS], tolls=tolls).startswith(words)


@pytest.mark.parametrize(
    ("low", "high", "estimates"),
    [
        (7, 7, ["7", "7", "7"]),
        (7, None, ["7", "7", "7"]),
        (24, None, ["24", "24", "24"]),
        (None, 30, ["30", "30", "0"]),
        (10, 15, ["10", "15", "10"]),
    ],
)
def test_an_open_end_is_filled_with_no_number_that_is_not_told(
    low: int | None, high: int | None, estimates: list[str]
) -> None:
    assert cells(row("armed-clash", [ARMY], [REBELS], tolls=(killed(low, high),)), "best high low") == estimates


def test_low_and_high_are_the_least_and_greatest_of_the_figures_that_stand() -> None:
    reports = [
        told(
            "air-strike",
            [ARMY],
            [VILLAGERS],
            report=name,
            publisher=name,
            published=day,
            tolls=(killed(low, high, source=who),),
        )
        for name, day, low, high, who in (
            ("a", "2014-05-07", 12, None, "the mayor"),
            ("b", "2014-05-08", 20, 20, "a hospital doctor"),
            ("c", "2014-05-08", 9, 9, "the army"),
        )
    ]
    (found,) = rows(compose("ML-2014-0001", reports))
    assert cells(found, "best high low") == ["20", "20", "9"]
    assert found["number_of_sources"] == "3"


@pytest.mark.parametrize(
    ("tolls", "deaths"),
    [
        ((killed(3, 3, "soldiers"), killed(4, 4, "rebels"), killed(2, 2, "villagers")), "3 4 2 0 9 9 9"),
        ((killed(3, 3, "policemen"),), "3 0 0 0 3 3 3"),
        ((killed(5, 5, "Malian troops"),), "5 0 0 0 5 5 5"),
        ((killed(5, 5, "Ansar Dine men"),), "0 0 5 0 5 5 5"),
        ((killed(5, 5, "civilian militiamen"),), "0 5 0 0 5 5 5"),
        ((killed(5, 5, "soldiers' wives"),), "0 0 5 0 5 5 5"),
        ((killed(5, 5, "attackers"),), "5 0 0 0 5 5 5"),
        ((killed(5, 5, "people"),), "0 0 0 5 5 5 5"),
        ((killed(5, 5),), "0 0 0 5 5 5 5"),
        ((killed(5, 5, "aliens"),), "0 0 0 5 5 5 5"),
        ((killed(9, 9, "people"), killed(4, 4, "soldiers")), "4 0 0 5 9 9 9"),
        ((killed(4, 4, "people"), killed(9, 9, "soldiers")), "0 0 0 4 4 4 4"),
        ((killed(7, None, "soldiers"), killed(20, 20, "rebels")), "7 20 0 0 27 27 27"),
    ],
)
def test_the_dead_are_of_the_side_that_the_words_tell(tolls: tuple[Toll, ...], deaths: str) -> None:
    assert cells(row("armed-clash", [ARMY], [REBELS], tolls=tolls), DEATHS) == deaths.split()


def test_attackers_are_of_the_side_that_began() -> None:
    found = row("armed-clash", [REBELS], [ARMY], tolls=(killed(5, 5, "attackers"),))
    assert cells(found, DEATHS)[:2] == ["0", "5"]


def test_the_dead_of_two_groups_are_told_apart_by_name_or_by_the_words_of_the_report_only() -> None:
    deaths = (killed(5, 5, "fulani ethnic militia members"), killed(3, 3, "militants"), killed(2, 2, "fighters"))
    assert cells(row("armed-clash", [OTHERS], [REBELS], tolls=deaths), DEATHS)[:4] == ["2", "5", "0", "3"]


def test_the_dead_of_two_governments_are_told_apart_by_their_people() -> None:
    found = row("armed-clash", [ALLY], [ARMY], tolls=(killed(5, 5, "Malian soldiers"), killed(4, 4, "guards")))
    assert cells(found, "side_a side_b") == ["Government of Burkina Faso", "Government of Mali"]
    assert cells(found, DEATHS)[:4] == ["0", "5", "0", "4"]


def test_people_killed_in_one_sided_violence_are_its_civilians_and_those_who_killed_are_not() -> None:
    found = row("attack", [REBELS], [VILLAGERS], tolls=(killed(9, 9, "people"), killed(1, 1, "attacker")))
    assert cells(found, DEATHS)[:5] == ["1", "0", "0", "8", "9"]
    assert cells(row("attack", [REBELS], [VILLAGERS]), DEATHS)[:5] == ["0", "0", "7", "0", "7"]


def test_the_words_of_the_victims_in_the_report_say_whose_they_are() -> None:
    sailors = Actor(text="three sailors of the ferry", name="Civilians (Mali)", kind="civilians", country="Mali")
    assert cells(row("attack", [REBELS], [sailors], tolls=(killed(3, 3, "sailors"),)), DEATHS)[2] == "3"


def test_the_sides_are_those_of_the_report_of_the_best_estimate() -> None:
    first = told("armed-clash", [ARMY], [REBELS], published="2014-05-07", tolls=(killed(3, 3, "soldiers"),))
    later = told("armed-clash", [ARMY], [REBELS], report="r2", published="2014-05-09", tolls=(killed(8, 8),))
    (found,) = rows(compose("ML-2014-0001", [first, later]))
    assert cells(found, DEATHS) == ["0", "0", "0", "8", "8", "8", "8"]


def test_a_speakers_figures_are_not_mixed_with_anothers() -> None:
    tolls = (killed(3, 3, "soldiers", "a doctor"), killed(40, 40, "soldiers", "the rebels"))
    found = row("armed-clash", [ARMY], [REBELS], tolls=tolls, attribution=Attribution(source="an elder", cue="said"))
    assert cells(found, DEATHS) == ["3", "0", "0", "0", "3", "40", "3"]


def test_a_summary_or_several_happenings_are_an_aggregate() -> None:
    assert row("armed-clash", [ARMY], [REBELS])["event_clarity"] == "1"
    assert row("armed-clash", [ARMY], [REBELS], count=4)["event_clarity"] == "2"
    assert row("armed-clash", [ARMY], [REBELS], aggregate=True)["event_clarity"] == "2"
    assert made("attack").aggregate is False


def test_of_groups_together_the_first_told_is_the_side() -> None:
    assert row("armed-clash", [REBELS, OTHERS, REBELS], [ARMY])["side_b"] == "Ansar Dine"
    assert row("armed-clash", [OTHERS, REBELS, OTHERS], [ARMY])["side_b"] == "Fulani Ethnic Militia"


def test_the_injured_are_not_among_the_dead_of_a_side() -> None:
    hurt = Toll(outcome="injured", who="rebels", low=2, high=2, text="2 rebels hurt")
    assert cells(row("armed-clash", [ARMY], [REBELS], tolls=(killed(3, 3, "soldiers"), hurt)), DEATHS)[:4] == [
        "3",
        "0",
        "0",
        "0",
    ]


def test_the_estimates_of_an_account_without_figures_never_cross() -> None:
    account = TollAccount(outcome="killed", low=9, best=5, high=3, rule="read", event="", figures=())
    assert estimates(account) == Estimates(low=5, best=5, high=5)
    open_ended = TollAccount(outcome="killed", low=9, best=None, high=None, rule="read", event="", figures=())
    assert estimates(open_ended) == Estimates(low=9, best=9, high=9)
