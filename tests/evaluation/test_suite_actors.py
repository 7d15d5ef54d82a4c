"""The scorer of actor phrases, on cases counted by hand."""

import json
from pathlib import Path

import pytest

from communique.coding.pipeline import load as load_coder
from communique.evaluation.gold_files import GoldError
from communique.evaluation.suites.actors import figures_of, holds, iso_date, try_one
from communique.evaluation.suites.actors_gold import Check, claim_of, load
from communique.evaluation.suites.actors_projection import coding, load_projection, same_name, without_states

CODES = {"country": "MLI", "code_1": "MIL", "wiki": "", "actor_wiki_job": "president of Mali"}


def held(words: str, codes: dict[str, str] | None) -> bool:
    claim = claim_of(words)
    assert claim is not None
    return holds(claim, codes)


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("code['country'] == 'MLI'", True),
        ("code['country'] == 'NER'", False),
        ("code['code_1'] != 'GOV'", True),
        ("code['code_1'] != 'MIL'", False),
        ("code['code_1'] in ['PTY', 'MIL']", True),
        ("code['code_1'] in ['PTY', 'GOV']", False),
        ("code['wiki'] == ''", True),
        ("code['wiki'] == 'Mali'", False),
        ("code is None", False),
        ("code['actor_wiki_job'] == '3rd President of Mali'", True),
        ("code['actor_wiki_job'] == 'Prime Minister of Mali'", False),
        ("len(wiki['intro_para']) > 30", False),
    ],
)
def test_a_claim_holds_or_not(words: str, right: bool) -> None:
    assert held(words, CODES) is right


def test_of_no_codes_nothing_holds_but_that_there_are_none() -> None:
    assert held("code is None", None)
    assert held("code == None", None)
    assert not held("code['country'] == ''", None)
    assert not held("code['country'] != 'GBR'", None)


def test_a_claim_whose_value_is_not_written_out_cannot_be_read() -> None:
    assert claim_of("code['code_1'] == d['correct']") is None


def test_a_phrase_is_right_only_with_all_its_checks() -> None:
    words = ("code['country'] == 'MLI'", "code['code_1'] == 'GOV'", "cc == 'MLI'")
    check = Check("1", "x", "", None, tuple(claim for word in words if (claim := claim_of(word))))
    values = {figure.name: figure.value for figure in figures_of([try_one(check, {**CODES, "cc": "MLI"})])}
    assert values == {"checks that hold": 2 / 3, "phrases all right": 0, "country": 1, "sector": 0}


def test_names_are_one_only_through_the_lists() -> None:
    assert same_name("North Atlantic Treaty Organization", "NATO")
    assert same_name("Angela Merkel", "Angela Merkel (politician)")
    assert not same_name("Angela Merkel", "Merkel Park")
    assert not same_name("", "Angela Merkel")
    assert not same_name("Angela Merkel", "")


@pytest.mark.parametrize(
    ("told", "iso"),
    [
        ("2021-03-04", "2021-03-04"),
        ("October 1, 2021", "2021-10-01"),
        ("12 April 2022", "2022-04-12"),
        ("today", "2022-12-31"),
        (None, "2022-12-31"),
    ],
)
def test_dates_are_read_in_each_form(told: str | None, iso: str) -> None:
    assert iso_date(told) == iso


def test_states_and_articles_are_taken_out_of_a_phrase() -> None:
    assert without_states("the two Saudi Arabian planes") == "two planes"


@pytest.mark.parametrize(
    ("phrase", "country", "sector"),
    [
        ("Malian soldiers", "MLI", "MIL"),
        ("Mali", "MLI", ""),
        ("Bamako", "MLI", "GOV"),
        ("the Malian police", "MLI", "COP"),
        ("a journalist", "", "JRN"),
        ("United Nations Security Council", "UNO", "UNO"),
        ("cupboards", "", "UNK"),
    ],
)
def test_a_phrase_is_read_and_projected(phrase: str, country: str, sector: str) -> None:
    codes = coding(load_coder(), phrase, "2022-12-31")
    assert codes is not None
    assert (codes["country"], codes["code_1"]) == (country, sector)


def test_an_unknown_name_has_no_codes() -> None:
    assert coding(load_coder(), "Wilbur Nonesuch", "2022-12-31") is None


def test_every_kind_of_the_record_has_a_sector() -> None:
    from typing import get_args

    from communique.model import ActorKind

    assert set(load_projection().kinds) == set(get_args(ActorKind))


def gold(tmp_path: Path, *rows: dict[str, object]) -> Path:
    (tmp_path / "actors").mkdir()
    empty = {"test": "t", "args": ["x"], "kwargs": {}, "param": None, "asserts": ["cc == 'MLI'"], "skipped": False}
    lines = [json.dumps({**empty, **row}) for row in rows]
    (tmp_path / "actors" / "some.jsonl").write_text("\n".join(lines))
    return tmp_path


def test_rows_without_their_phrase_or_set_aside_are_not_used(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"skipped": True},
        {"args": ["<d['actor']>"]},
        {"asserts": ["cc == d['c']"]},
        {"args": ["<p>"], "param": ["p", ["one", "two"]]},
        {"args": ["three", "in context", "2001-02-03"]},
    ]
    checks, unused = load(gold(tmp_path, *rows), "some")
    assert [(check.phrase, check.context, check.date) for check in checks] == [
        ("one", "", None),
        ("two", "", None),
        ("three", "in context", "2001-02-03"),
    ]
    assert unused == 3


def test_a_row_that_is_no_check_is_told_by_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"some\.jsonl, line 1: not a check"):
        load(gold(tmp_path, {"asserts": ["cc"]}), "some")
