"""The packaged actor lists, their loader, and the check that finds faults in a user's own."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.codebook.actor_rows import FILES
from communique.codebook.actors import (
    ActorListError,
    check_actor_lists,
    load_actor_lists,
    normalise,
    packaged_folder,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small folder of lists without a fault."""
    rows = {
        "groups.csv": [
            "River Front,Frente del Rio,RF,rebel-group,ML,1990,1999,Rebel group,REB,,",
            "Hill Army,,HA,rebel-group,ML;SY,1995,,Rebel group,REB,River Front,",
        ],
        "states.csv": [
            "Mali,ML,MLI,,Malian,Bamako,,,,,2012-2013 Traore,,,,",
            "Syria,SY,SYR,,Syrian,Damascus,,,,,,,,,",
        ],
        "leaders.csv": ["Ada Konate,,Konate,ML,president,1991,1995,government,"],
        "roles.csv": ["gunman,gunmen,armed-group,yes,Unidentified Armed Group ({country}),UAF,,"],
    }
    for file, columns in FILES.items():
        lines = [columns.replace(" ", ","), *rows[file]]
        (tmp_path / file).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def change(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def found(folder: Path) -> list[tuple[str, int, str]]:
    return [(problem.file, problem.line, problem.message) for problem in check_actor_lists(folder)]


def test_the_packaged_lists_have_no_problem() -> None:
    assert [str(problem) for problem in check_actor_lists(packaged_folder())] == []


def test_the_packaged_lists_are_as_full_as_promised() -> None:
    lists = load_actor_lists()
    assert len(lists.groups) >= 650
    assert len(lists.leaders) >= 450
    assert len(lists.roles) >= 350
    assert len({state.iso2 for state in lists.states if state.iso2 and state.end is None}) >= 193


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("al-Shabab", "Al Shabaab"),
        ("the Pakistani Taliban", "Tehreek-e-Taliban Pakistan"),
        ("Sendero Luminoso", "Shining Path"),
        ("Frente Farabundo Martí para la Liberación Nacional", "Farabundo Marti National Liberation Front"),
        ("Signed in Blood Battalion", "Al-Mulathamun Battalion"),
        ("Hizbollah", "Hezbollah"),
        ("People's Protection Units", "People's Protection Units"),
    ],
)
def test_a_newspaper_spelling_finds_its_group(spelling: str, name: str) -> None:
    assert [group.name for group in load_actor_lists().by_alias[normalise(spelling)]] == [name]


def test_an_acronym_keeps_its_case_and_all_its_senses() -> None:
    lists = load_actor_lists()
    assert {group.countries[0] for group in lists.by_acronym["SDF"]} == {"SY", "LY"}
    assert "sdf" not in lists.by_acronym


def test_an_armed_group_is_armed_and_a_relief_agency_is_not() -> None:
    lists = load_actor_lists()
    armed = {group.name: group.armed for group in lists.groups}
    assert armed["Boko Haram"] is True
    assert armed["Oxfam"] is False
    assert armed["United Nations Mission in South Sudan"] is None


def test_states_are_found_by_short_name_demonym_and_capital() -> None:
    lists = load_actor_lists()
    assert [state.iso2 for state in lists.by_name[normalise("U.S.")]] == ["US"]
    assert [state.iso2 for state in lists.by_demonym[normalise("Burkinabé")]] == ["BF"]
    assert [state.iso2 for state in lists.by_capital[normalise("Kiev")]] == ["UA"]


def test_a_form_that_stands_alone_is_part_of_a_leaders_name() -> None:
    strangers = [
        (leader.name, form)
        for leader in load_actor_lists().leaders
        for form in leader.alone
        if not any(normalise(form) in normalise(whole) for whole in (leader.name, *leader.forms))
    ]
    assert strangers == []


def test_no_group_goes_by_a_word_that_names_a_role() -> None:
    lists = load_actor_lists()
    assert {normalise(role.lemma) for role in lists.roles} & set(lists.by_alias) == set()


def test_every_role_template_can_be_filled() -> None:
    for role in load_actor_lists().roles:
        filled = role.name.format(country="Mali", state="Mali", identity="Tuareg")
        assert "{" not in filled


def test_a_folder_without_fault_has_no_problem_and_loads(folder: Path) -> None:
    assert found(folder) == []
    lists = load_actor_lists(folder)
    assert lists.by_alias["frente del rio"][0].end == 1999
    assert lists.states[0].regimes[0].label == "Traore"
    assert lists.roles[0].armed is True


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "part"),
    [
        ("groups.csv", "1990,1999", "1999,1990", 2, "starts 1999 after its end 1990"),
        ("groups.csv", "1990,1999", "ninety,1999", 2, "not a year"),
        ("groups.csv", "ML;SY", "ML;XX", 3, "no state has the code 'XX'"),
        ("groups.csv", "rebel-group", "rebels", 2, "kind is 'rebels'"),
        ("groups.csv", ",REB,,", ",RBL,,", 2, "plover_sector is 'RBL'"),
        ("groups.csv", "Rebel group", "Rebels", 2, "acled_kind is 'Rebels'"),
        ("groups.csv", ",River Front,\n", ",Lake Front,\n", 3, "parent 'Lake Front' is not in the list"),
        ("groups.csv", "Hill Army", "The river-front", 3, "stands in line 2 too"),
        ("groups.csv", "Hill Army", " Hill Army", 3, "space round the name"),
        ("groups.csv", "REB,River Front,", "REB,River Front,,x,y", 3, "more cells than columns"),
        ("states.csv", "MLI", "Mli", 2, "iso3 is 'Mli'"),
        ("states.csv", "2012-2013 Traore", "since 2012", 2, "regime 'since 2012'"),
        ("states.csv", "2012-2013 Traore", "2013-2012 Traore", 2, "ends before it starts"),
        ("leaders.csv", ",ML,", ",QQ,", 2, "no state has the code 'QQ'"),
        ("leaders.csv", "government", "Lake Front", 2, "side 'Lake Front'"),
        ("leaders.csv", ",ML,president", ",,president", 2, "has no country"),
        ("leaders.csv", "president", "", 2, "name or office is empty"),
        ("roles.csv", ",yes,", ",perhaps,", 2, "armed is 'perhaps'"),
        ("roles.csv", "{country}", "{town}", 2, "unknown field"),
        ("roles.csv", "{country}", "{country", 2, "unknown field"),
        ("roles.csv", "gunman,", ",", 2, "lemma is empty"),
    ],
)
def test_a_fault_is_found_at_its_line(folder: Path, file: str, old: str, new: str, line: int, part: str) -> None:
    change(folder, file, old, new)
    problems = check_actor_lists(folder)
    assert [(problem.file, problem.line) for problem in problems if part in problem.message] == [(file, line)]
    assert all(problem.remedy for problem in problems)


def test_one_alias_for_two_groups_of_the_same_years_needs_a_note_in_both_rows(folder: Path) -> None:
    change(folder, "groups.csv", "Hill Army,,HA", "Hill Army,the Frente del Río,HA")
    assert [(file, line) for file, line, _ in found(folder)] == [("groups.csv", 2), ("groups.csv", 3)]
    change(folder, "groups.csv", "REB,,", "REB,,Of the south.")
    assert [(file, line) for file, line, _ in found(folder)] == [("groups.csv", 3)]


def test_one_acronym_for_two_groups_of_other_years_is_no_conflict(folder: Path) -> None:
    change(folder, "groups.csv", "HA,rebel-group,ML;SY,1995", "RF,rebel-group,ML;SY,2000")
    assert found(folder) == []


def test_a_missing_file_and_a_missing_column_are_named(folder: Path) -> None:
    (folder / "roles.csv").unlink()
    change(folder, "groups.csv", ",parent", "")
    change(folder, "states.csv", "iso3", "iso_3")
    assert found(folder) == [
        ("groups.csv", 1, "columns missing: parent"),
        ("states.csv", 1, "columns missing: iso3"),
        ("states.csv", 1, "unknown columns: iso_3"),
        ("roles.csv", 1, "the file is missing"),
    ]


def test_a_list_that_is_not_utf8_is_said_to_be_so(folder: Path) -> None:
    (folder / "groups.csv").write_bytes("name,aliasés".encode("utf-16"))
    assert found(folder) == [("groups.csv", 1, "the file is not UTF-8")]


def test_a_cell_that_cannot_be_read_stops_the_loader_with_file_and_line(folder: Path) -> None:
    change(folder, "groups.csv", "1995", "about 1995")
    with pytest.raises(ActorListError, match=r"groups\.csv, line 3: start is 'about 1995'"):
        load_actor_lists(folder)


def test_a_users_rows_can_be_added_to_the_packaged_ones(tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(packaged_folder(), own)
    with (own / "groups.csv").open("a", encoding="utf-8") as rows:
        rows.write("Lantern Brigade,Lanterns,,rebel-group,ML,2020,,Rebel group,REB,,\n")
    assert check_actor_lists(own) == []
    assert load_actor_lists(own).by_alias["lanterns"][0].name == "Lantern Brigade"


@given(st.text())
def test_normalising_a_second_time_changes_nothing_but_a_second_article(text: str) -> None:
    once = normalise(text)
    assert once == " ".join(once.split())
    if not once.startswith("the "):
        assert normalise(once) == once


@given(st.sampled_from(["Al-Shabāb", "the AL Shabab", "al shabab", "Al–Shabab", "The al-Shabab"]))
def test_spellings_that_differ_in_marks_only_are_one(text: str) -> None:
    assert normalise(text) == "al shabab"
