"""The tables that PLOVER, POLECAT and CAMEO share: complete, known codes only, and home again where they can be."""

from collections import defaultdict
from pathlib import Path

import msgspec
import pytest
from happening import ARMY, REBELS, VILLAGERS, happening

from communique.codebook.types import load_codebook
from communique.exports.projections.cameo import PROJECTION as CAMEO
from communique.exports.projections.crosswalks.back import type_of_cameo, type_of_plover
from communique.exports.projections.crosswalks.coding import (
    TypeCodes,
    cameo_code,
    check_row,
    coded_from,
    plover_coding,
    plover_to_cameo,
    type_codes,
)
from communique.exports.projections.crosswalks.countries import country_code, country_name, cow_number
from communique.exports.projections.crosswalks.entities import Entity, entity, sector_tables
from communique.exports.projections.crosswalks.files import CrosswalkError, read_csv, require
from communique.exports.projections.crosswalks.ontology import goldstein, plover_events
from communique.exports.projections.plover import PROJECTION as PLOVER
from communique.exports.projections.polecat import PROJECTION as POLECAT
from communique.model import Actor, Chosen

CODES = [(event, mode) for event, known in plover_events().items() for mode in ("", *known.modes)]


def cameo_to_plover() -> dict[str, set[tuple[str, str]]]:
    """What the 2021 table says of each code; a mode that PLOVER 2.0 has not is no mode."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in read_csv("cameo_to_plover_2021.csv"):
        gone = row["not_in_plover_v2"].startswith("mode:")
        found[row["cameo"]].add((row["plover_event"], "" if gone else row["plover_mode"]))
    return found


def test_plover_has_16_events_and_67_modes() -> None:
    assert (len(plover_events()), len(CODES)) == (16, 16 + 67)


def test_what_the_manual_prints_wrong_is_put_right_and_what_it_leaves_out_is_the_events() -> None:
    assert plover_events()["ACCUSE"].scale(()) == -3.0
    assert plover_events()["PROTEST"].scale(("vandalize",)) == -5.0
    assert plover_events()["SANCTION"].quad_code == 4


def test_every_event_and_mode_has_one_cameo_code_with_a_value_and_a_reason() -> None:
    rows = [(row["event"], row["mode"]) for row in read_csv("plover_to_cameo.csv")]
    assert sorted(rows) == sorted(CODES)
    assert all(row["cameo"] in goldstein() and row["reason"] for row in read_csv("plover_to_cameo.csv"))


def test_plover_comes_home_by_cameo_but_for_the_exceptions_that_are_listed() -> None:
    back = cameo_to_plover()
    away = {
        key: next(iter(back[code]))
        for key, code in plover_to_cameo().items()
        if len(back[code]) == 1 and back[code] != {key}
    }
    listed = {
        (row["event"], row["mode"]): (row["back_event"], row["back_mode"])
        for row in read_csv("round_trip_exceptions.csv")
    }
    assert away == listed
    assert all(row["reason"] for row in read_csv("round_trip_exceptions.csv"))


def test_no_cameo_code_of_the_reverse_map_is_ambiguous_on_the_way_home() -> None:
    assert {code for code in plover_to_cameo().values() if len(cameo_to_plover()[code]) != 1} == set()


@pytest.mark.parametrize("name", sorted(load_codebook().types))
def test_each_type_has_the_event_the_modes_and_the_cameo_root_of_the_codebook(name: str) -> None:
    ours, book = type_codes()[name], load_codebook().types[name]
    assert ours.plover == (book.plover.event if book.plover else None)
    assert (ours.cameo is None) == (book.cameo == ())
    if book.cameo:
        assert any(ours.cameo in (code, f"{code}0", "015") for code in book.cameo)


def test_the_only_type_that_is_written_as_a_code_is_the_one_it_is_read_as() -> None:
    writers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, row in type_codes().items():
        for clause in (row, *row.when):
            event, modes = clause.plover or row.plover, row.modes if clause.modes is None else clause.modes
            if event:
                writers[event, modes[0] if modes else ""].add(name)
    for row in read_csv("told_back.csv"):
        types = writers[row["event"], row["mode"]]
        assert len(types) != 1 or {row["type"]} == types, row
        assert len(types) == 1 or row["note"] or row["two_sided"], row


def test_every_plover_code_and_every_cameo_code_is_read_as_a_type_of_ours() -> None:
    types = set(load_codebook().types)
    assert {type_of_plover(event, (mode,) if mode else (), False) for event, mode in CODES} <= types
    assert {type_of_plover(event, (mode,) if mode else (), True) for event, mode in CODES} <= types
    assert {type_of_cameo(code) for code in goldstein()} <= types


@pytest.mark.parametrize(
    ("kind", "fields", "plover", "cameo"),
    [
        ("air-strike", {"weapon": "a drone"}, "ASSAULT/drone", "195"),
        ("air-strike", {"weapon": "warplanes"}, "ASSAULT/aerial", "195"),
        ("armed-clash", {"weapon": "heavy weapons"}, "ASSAULT/heavy-weapons", "194"),
        ("armed-clash", {"anchor": "gunfire"}, "ASSAULT/firearms", "193"),
        ("armed-clash", {}, "ASSAULT/firearms", "190"),
        ("attack", {"weapon": "machetes"}, "ASSAULT/primitive", "182"),
        ("attack", {"weapon": "clubs"}, "ASSAULT/beat,primitive", "182"),
        ("attack", {"anchor": "beat"}, "ASSAULT/beat", "182"),
        ("attack", {"anchor": "tortured"}, "ASSAULT/torture", "1822"),
        ("attack", {"anchor": "assassinated"}, "ASSAULT/targeted", "186"),
        ("attack", {"anchor": "shot dead"}, "ASSAULT/firearms", "180"),
        ("attack", {"anchor": "killed"}, "ASSAULT/", "180"),
        ("bombing", {"weapon": "a car bomb"}, "ASSAULT/explosives", "1832"),
        ("bombing", {"weapon": "a landmine"}, "ASSAULT/explosives", "1833"),
        ("protest", {"anchor": "hunger strike"}, "PROTEST/hunger", "142"),
        ("protest", {"anchor": "general strike"}, "PROTEST/strike", "143"),
        ("protest", {"anchor": "marched"}, "PROTEST/demo", "141"),
        ("agreement", {"anchor": "truce"}, "RETREAT/ceasefire", "0871"),
        ("agreement", {"anchor": "peace deal"}, "AGREE/", "057"),
        ("release", {"anchor": "rescued"}, "AID/", "0841"),
        ("repressive-rule", {"anchor": "curfew"}, "COERCE/curfew", "1723"),
        ("threat", {"anchor": "threatened"}, "THREATEN/", "130"),
        ("claim-of-responsibility", {"anchor": "claimed"}, "ACCUSE/allege", "015"),
    ],
)
def test_words_choose_the_mode_where_the_codebook_lists_several(
    kind: str, fields: dict[str, str], plover: str, cameo: str
) -> None:
    incident = happening(kind, (REBELS,), (VILLAGERS,), **fields)  # type: ignore[arg-type]
    coded = plover_coding(incident)
    assert coded is not None
    assert coded.codes.rpartition("/")[0] == plover
    assert cameo_code(incident) == cameo


@pytest.mark.parametrize("anchor", ["begun", "gunsmithing"])
def test_a_word_inside_another_chooses_nothing(anchor: str) -> None:
    coded = plover_coding(happening("attack", (REBELS,), (VILLAGERS,), anchor=anchor))
    assert coded is not None
    assert coded.modes == ()


@pytest.mark.parametrize(
    ("actor", "codes"),
    [
        (ARMY, "MLI/MIL"),
        (REBELS, "MLI/REB"),
        (Actor(text="nurses", name="Health Workers (Mali)", kind="civilians", country="Mali"), "MLI/MED"),
        (
            Actor(
                text="MINUSMA",
                name="United Nations Multidimensional Integrated Stabilization Mission in Mali",
                kind="mission",
            ),
            "UNO/MIL",
        ),
        (Actor(text="Kosovo police", name="Police Forces of Kosovo", kind="police", country="Kosovo"), "KOS/COP"),
        (
            Actor(text="Abkhaz forces", name="Military Forces of Abkhazia", kind="state-forces", country="Abkhazia"),
            "GEO/MIL+PRE",
        ),
        (Actor(text="the opposition", name="Opposition (Mali)", kind="political-party", country="Mali"), "MLI/PTY+OPP"),
        (Actor(text="they"), "-/UNK"),
        (Actor(text="troops", name="Military Forces of the Gambia", kind="state-forces"), "GMB/MIL"),
        (Actor(text="people", name="Civilians (Chad)", kind="civilians"), "TCD/CVL"),
        (Actor(text="the army", name="Army of Chad", kind="rebel-group"), "-/REB"),
    ],
)
def test_an_actor_has_the_sector_of_its_list_else_of_its_kind_and_the_code_of_its_country(
    actor: Actor, codes: str
) -> None:
    assert entity(actor).codes == codes


def test_an_alleged_actor_stays_alleged() -> None:
    assert entity(msgspec.structs.replace(ARMY, alleged=True)).alleged


def test_country_codes_fold_dependencies_and_come_back_as_states() -> None:
    assert [country_code(name) for name in ("Mali", "Greenland", "Hong Kong", "Atlantis", None)] == [
        "MLI",
        "DNK",
        "HKG",
        None,
        None,
    ]
    assert [country_name(code) for code in ("MLI", "DNK", "KOS", "ESH", "SOM", "XXX")] == [
        "Mali",
        "Denmark",
        "Kosovo",
        "Western Sahara",
        "Somalia",
        None,
    ]


def test_cow_numbers_are_those_of_the_list_and_differ_from_gleditsch_and_ward_where_it_does() -> None:
    assert [cow_number(code) for code in ("MLI", "FRA", "DEU", "VNM", "YEM", "PSE")] == [
        "432",
        "220",
        "255",
        "816",
        "679",
        None,
    ]


def test_every_state_of_our_lists_with_a_code_comes_back_under_a_name_of_the_same_code() -> None:
    rows = read_csv("cow.csv")
    assert [row for row in rows if country_code(country_name(row["plover"])) != row["plover"]] == []
    assert len({row["plover"] for row in rows}) == len(rows)


def test_a_coding_in_one_line_is_the_same_again() -> None:
    for line in ("ASSAULT/beat,primitive/military,territory", "AGREE//", "COERCE/arrest/"):
        assert coded_from(line).codes == line


def test_a_value_that_is_not_known_is_refused_with_its_file_and_entry() -> None:
    with pytest.raises(CrosswalkError, match=r"types.yaml, attack: 'SMITE' is not known"):
        require("SMITE", plover_events(), "types.yaml", "attack")


@pytest.mark.parametrize(
    "row",
    [
        {"plover": "SMITE", "cameo": "180"},
        {"plover": "ASSAULT", "cameo": "999"},
        {"plover": "ASSAULT", "modes": ["smite"], "cameo": "180"},
        {"plover": "ASSAULT", "contexts": ["smiting"], "cameo": "180"},
        {"plover": "ASSAULT", "cameo": "180", "when": [{"words": "smiting"}]},
        {"plover": "ASSAULT", "cameo": "180", "when": [{"plover": "COERCE", "modes": ["beat"]}]},
    ],
)
def test_a_row_of_types_with_a_code_that_there_is_not_is_refused(row: dict[str, object]) -> None:
    with pytest.raises(CrosswalkError, match=r"types.yaml, attack: '(SMITE|999|smite|smiting|beat)' is not known"):
        check_row("attack", msgspec.convert(row, TypeCodes))


def test_every_sector_has_a_cameo_role_or_says_that_it_has_none() -> None:
    assert len(sector_tables().cameo_roles) == 25
    assert {sector for sector, role in sector_tables().cameo_roles.items() if role is None} == {"PTY", "UNK", "PRE"}


def test_what_was_read_from_a_plover_file_goes_to_cameo_by_the_reverse_map() -> None:
    incident = happening("attack", (REBELS,))
    read = Chosen(value="attack", rule="read from a PLOVER file: ASSAULT/targeted/")
    assert cameo_code(msgspec.structs.replace(incident, type=read)) == "186"


def test_an_entity_without_code_or_sector_says_so() -> None:
    assert Entity().codes == "-/-"


DOCS = Path(__file__).parents[3] / "docs" / "exports"


def test_the_page_of_the_reverse_map_has_every_row_and_every_exception() -> None:
    page = (DOCS / "plover-to-cameo.md").read_text("utf-8")
    for row in read_csv("plover_to_cameo.csv"):
        assert f"| {row['event']} | {row['mode'] or '-'} | {row['cameo']} | {row['reason']} |" in page
    for row in read_csv("round_trip_exceptions.csv"):
        back = f"{row['back_event']} {row['back_mode']}".strip()
        assert f"| {row['event']} | {row['mode'] or '-'} | {back} | {row['reason']} |" in page


@pytest.mark.parametrize(("name", "columns"), [(form.name, form.codes) for form in (PLOVER, POLECAT, CAMEO)])
def test_every_key_and_column_has_its_place_in_the_page(name: str, columns: tuple[str, ...]) -> None:
    page = (DOCS / f"{name}.md").read_text("utf-8")
    assert [column for column in columns if column not in page] == []
