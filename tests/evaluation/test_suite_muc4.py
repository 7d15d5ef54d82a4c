"""The MUC-4 scorer, against cases worked out by hand from the scoring guidelines; the reports are made up."""

import pytest

from communique.evaluation.counts import Counts
from communique.evaluation.results import Tally
from communique.evaluation.suites.muc4 import dates, locations, strings, values
from communique.evaluation.suites.muc4.assign import assign
from communique.evaluation.suites.muc4.five_slots import Cut
from communique.evaluation.suites.muc4.five_slots import score_report as score_cuts
from communique.evaluation.suites.muc4.report_scores import score_report
from communique.evaluation.suites.muc4.scoring import SlotScore, align, fill_credit, score_slot
from communique.evaluation.suites.muc4.template import Fill, Template, key_template, read_fill


def fill(slot: str, raw: str) -> Fill:
    found = read_fill(slot, raw)
    assert found is not None
    return found


def template(**raw: list[str]) -> Template:
    names = {
        "type": "INCIDENT: TYPE",
        "number": "MESSAGE: TEMPLATE",
        "date": "INCIDENT: DATE",
        "perp": "PERP: INDIVIDUAL ID",
        "thing": "PHYS TGT: ID",
        "name": "HUM TGT: NAME",
        "who": "HUM TGT: DESCRIPTION",
        "kind": "HUM TGT: TYPE",
    }
    return key_template({names[key]: value for key, value in raw.items()})


def test_a_fill_is_read_with_its_alternatives_tags_and_question_mark() -> None:
    found = fill("HUM TGT: TYPE", '? (CIVILIAN / POLITICAL FIGURE): "ANA \\"LA ROJA\\" SOTO" / "SOTO"')
    assert found == Fill(("CIVILIAN", "POLITICAL FIGURE"), ('ANA "LA ROJA" SOTO', "SOTO"), True)
    assert read_fill("HUM TGT: NAME", "-") is None
    assert read_fill("PHYS TGT: ID", "*") is None
    assert fill("PHYS TGT: EFFECT OF INCIDENT", '- / SOME DAMAGE: "SHOP"').optional


@pytest.mark.parametrize(
    ("found", "wanted", "credit"),
    [
        ("05 MAR 90", "05 MAR 90", 1),
        ("05 MAR 90", "06 MAR 90", 0),
        ("- 06 MAR 90", "- 06 MAR 90", 1),
        ("05 MAR 90", "04 MAR 90 - 06 MAR 90", 0.5),
        ("03 MAR 90", "04 MAR 90 - 06 MAR 90", 0),
        ("05 MAR 90", "- 06 MAR 90", 0.5),
        ("07 MAR 90", "- 06 MAR 90", 0),
        ("- 06 MAR 90", "06 MAR 90", 0.5),
        ("- 06 MAR 90", "04 MAR 90 - 06 MAR 90", 0.5),
        ("- 06 MAR 90", "05 MAR 90", 0),
        ("- 06 MAR 90", "04 MAR 90 - 05 MAR 90", 0),
        ("04 MAR 90 - 06 MAR 90", "05 MAR 90", 0),
    ],
)
def test_dates_get_partial_credit_only_as_the_guidelines_say(found: str, wanted: str, credit: float) -> None:
    assert dates.credit(found, [wanted]) == credit


@pytest.mark.parametrize(
    ("found", "wanted", "credit"),
    [
        ("PERU: PUNO (DEPARTMENT): AZANGARO (TOWN)", "PERU: PUNO (DEPARTMENT): AZANGARO (CITY)", 1),
        ("PERU: PUNO (CITY)", "PERU: PUNO (DEPARTMENT)", 0.5),
        ("PERU: AZANGARO (CITY)", "PERU: PUNO (DEPARTMENT): AZANGARO (CITY)", 0.5),
        ("PERU", "PERU: PUNO (CITY)", 0.5),
        ("PERU: CUZCO (CITY)", "PERU: PUNO (CITY)", 0.5),
        ("PERU: CUZCO (CITY)", "PERU", 0.5),
        ("BOLIVIA: PUNO (CITY)", "PERU: PUNO (CITY)", 0.5),
        ("BOLIVIA", "PERU", 0),
        ("BOLIVIA: ORURO (CITY)", "PERU: PUNO (CITY)", 0),
        ("PERU: PUNO (CITY)", "PERU: PUNO (CITY) - JULIACA (CITY)", 0.5),
    ],
)
def test_places_are_right_only_as_whole_chains(found: str, wanted: str, credit: float) -> None:
    assert locations.credit(found, [wanted]) == credit


@pytest.mark.parametrize(
    ("found", "wanted", "credit"),
    [
        ("THE 3 WEAVERS", "WEAVERS", 1),
        ("OLD WEAVERS WHO SAW IT", "WEAVERS", 1),
        ("THE 3 WEAVERS, WHICH NOBODY HAD EXPECTED", "WEAVERS", 0.5),
        ("BATTALION", "9TH RIFLE BATTALION", 0.5),
        ("LEAGUE OF THE NORTH (LN)", "LEAGUE OF THE NORTH", 1),
        ("RED TRUCK", "ARMY TRUCK", 0),
        ("OIL", "OIL PIPELINE", 0),
        ("GUARDS OF THE BANK", "BANK", 0),
    ],
)
def test_strings_need_the_same_head(found: str, wanted: str, credit: float) -> None:
    assert strings.credit(found, [wanted]) == credit


@pytest.mark.parametrize(
    ("found", "credit"),
    [("MR. JULIO PAZ SOTO", 1), ("SOTO", 0.5), ("JULIO SOTO", 0.5), ("ANA RUIZ", 0), ("RUIZ SOTO", 0)],
)
def test_part_of_a_name_is_partial_and_a_title_does_no_harm(found: str, credit: float) -> None:
    assert strings.credit(found, ["JULIO PAZ SOTO"], "name") == credit


def test_a_role_without_its_complement_is_right_but_without_its_modifier_partial() -> None:
    assert strings.credit("MAYOR", ["MAYOR OF LUNA"], "description") == 1
    assert strings.credit("JUDGE", ["APPEALS JUDGE"], "description") == 0.5


@pytest.mark.parametrize(
    ("slot", "found", "wanted", "credit"),
    [
        ("INCIDENT: TYPE", "ATTACK", "ARSON", 0.5),
        ("INCIDENT: TYPE", "ARSON", "ATTACK", 0),
        ("INCIDENT: INSTRUMENT TYPE", "GUN", "RIFLE", 0.5),
        ("INCIDENT: INSTRUMENT TYPE", "EXPLOSIVE", "MINE", 0.5),
        ("INCIDENT: INSTRUMENT TYPE", "RIFLE", "GUN", 0),
        ("PERP: ORGANIZATION CONFIDENCE", "SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES", 0.5),
        ("PERP: ORGANIZATION CONFIDENCE", "SUSPECTED OR ACCUSED BY AUTHORITIES", "SUSPECTED OR ACCUSED", 0),
        ("PHYS TGT: TYPE", "POLITICAL FIGURE OFFICE OR RESIDENCE", "GOVERNMENT OFFICE OR RESIDENCE", 0.5),
        ("PHYS TGT: EFFECT OF INCIDENT", "DESTROYED", "SOME DAMAGE", 0.5),
        ("PHYS TGT: EFFECT OF INCIDENT", "SOME DAMAGE", "DESTROYED", 0),
        ("HUM TGT: TYPE", "POLITICAL FIGURE", "GOVERNMENT OFFICIAL", 0.5),
        ("HUM TGT: TYPE", "GOVERNMENT OFFICIAL", "FORMER GOVERNMENT OFFICIAL", 0.5),
        ("HUM TGT: EFFECT OF INCIDENT", "NO DEATH", "NO INJURY OR DEATH", 0.5),
        ("HUM TGT: EFFECT OF INCIDENT", "NO INJURY OR DEATH", "NO DEATH", 0),
        ("INCIDENT: STAGE OF EXECUTION", "ATTEMPTED", "THREATENED", 0),
        ("PERP: INCIDENT CATEGORY", "TERRORIST ACT", "STATE-SPONSORED VIOLENCE", 0),
    ],
)
def test_set_fills_are_half_right_only_in_the_pairs_named(slot: str, found: str, wanted: str, credit: float) -> None:
    assert values.set_credit(slot, found, [wanted]) == credit


@pytest.mark.parametrize(
    ("found", "wanted", "credit"),
    [
        ("7", "7", 1),
        ("7", "5 - 7", 0.5),
        ("6", "5 - 7", 0),
        ("7", "~7", 0.5),
        ("~7", "7", 0),
        ("6", "6-", 0.5),
        ("2", "PLURAL", 0),
    ],
)
def test_numbers_are_half_right_as_an_anchor_or_without_the_tilde(found: str, wanted: str, credit: float) -> None:
    assert values.number_credit(found, [wanted]) == credit


def test_a_right_value_with_another_cross_reference_is_partial() -> None:
    slot, wanted = "HUM TGT: TYPE", fill("HUM TGT: TYPE", 'CIVILIAN: "JULIO PAZ" / "PAZ"')
    assert fill_credit(slot, Fill(("CIVILIAN",), ("PAZ",)), wanted) == 1
    assert fill_credit(slot, Fill(("CIVILIAN",), ("ANA RUIZ",)), wanted) == 0.5
    assert fill_credit(slot, Fill(("CIVILIAN",)), wanted) == 0.5
    assert fill_credit(slot, Fill(("DIPLOMAT",), ("PAZ",)), wanted) == 0


def test_what_is_left_over_in_a_slot_is_wrong_in_pairs_then_spurious_or_missing() -> None:
    slot = "PHYS TGT: ID"
    found = [fill(slot, f'"{text}"') for text in ("SHOP", "TRUCK", "DAM", "MILL")]
    wanted = [fill(slot, raw) for raw in ('"BRIDGE"', '"SHOP" / "STORE"', '"RED TRUCK"')]
    result = score_slot(slot, found, wanted)
    assert result == SlotScore(correct=1, partial=1, incorrect=1, spurious=1, missing=0)
    assert result.counts == Counts(1.5, 4, 3)
    assert score_slot(slot, found[:1], wanted) == SlotScore(correct=1, missing=2)


def test_an_optional_fill_may_be_left_out_but_counts_where_it_is_given() -> None:
    slot, wanted = "PHYS TGT: ID", [fill("PHYS TGT: ID", '? "SHOP"')]
    assert score_slot(slot, [], wanted).counts == Counts(0, 0, 0)
    assert score_slot(slot, [fill(slot, '"SHOP"')], wanted).counts == Counts(1, 1, 1)
    assert score_slot(slot, [fill(slot, '"DAM"')], wanted).counts == Counts(0, 1, 1)


def test_pairs_are_chosen_for_the_greatest_total_not_greedily() -> None:
    assert assign([[3.0, 2.0], [2.0, 0.0]]) == [(0, 1), (1, 0)]
    assert assign([[1.0, 0.0, 5.0]]) == [(0, 2)]
    assert assign([[0.0], [0.0], [2.0]]) == [(2, 0)]
    assert assign([]) == []


def test_templates_align_only_by_type_and_a_target_or_perpetrator() -> None:
    bomb = template(type=["BOMBING"], thing=['"SHOP"'], date=["01 MAR 90"])
    assert align([template(type=["BOMBING"], thing=['"SHOP"'])], [bomb]) == [(0, 0)]
    assert align([template(type=["ATTACK"], thing=['"SHOP"'])], [bomb]) == [(0, 0)]
    assert align([template(type=["ARSON"], thing=['"SHOP"'])], [bomb]) == []
    assert align([template(type=["BOMBING"], date=["01 MAR 90"])], [bomb]) == []


def test_a_report_counts_missing_and_spurious_templates_with_all_their_fills() -> None:
    tally = Tally()
    tally.start("made up")
    kidnapping = template(type=["KIDNAPPING"], name=['"ANA RUIZ"'], kind=['CIVILIAN: "ANA RUIZ"'])
    bombing = template(type=["BOMBING"], thing=['"DAM"'])
    attack = template(type=["ATTACK"], perp=['"THIEVES"'], who=['"CLERK"'])
    maybe = template(type=["ARSON"], number=["3 (OPTIONAL)"], thing=['"MILL"'])
    score_report([kidnapping, attack], [kidnapping, bombing, maybe], "", tally)
    counts = {name: each["0"] for (group, name), each in tally.counts.items() if not group}
    assert counts["all slots: matched only"] == Counts(3, 3, 3)
    assert counts["all slots: matched and missing"] == Counts(3, 3, 5)
    assert counts["all slots: matched and spurious"] == Counts(3, 6, 3)
    assert counts["all slots"] == Counts(3, 6, 5)
    assert counts["templates"] == Counts(1, 2, 2)


def test_five_slots_count_entities_by_any_mention_and_only_in_templates_of_one_type() -> None:
    none: dict[str, tuple[frozenset[str], ...]] = {
        "PerpInd": (), "PerpOrg": (), "Target": (), "Victim": (), "Weapon": ()
    }  # fmt: skip
    shop = none | {"Target": (frozenset(("shop", "store")), frozenset(("mill",)))}
    ours = none | {"Target": (frozenset(("store",)), frozenset(("dam",))), "Weapon": (frozenset(("bomb",)),)}
    tally = Tally()
    tally.start("made up")
    score_cuts([Cut("bombing", ours)], [Cut("bombing", shop), Cut("arson", none)], "", tally)
    assert tally.counts["", "five slots"]["0"] == Counts(2, 4, 4)
    tally.start("another")
    score_cuts([Cut("attack", ours)], [Cut("bombing", shop)], "", tally)
    assert tally.counts["", "five slots"]["1"] == Counts(0, 4, 3)
