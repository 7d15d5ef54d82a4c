"""The scorer of HRDsAttack, on cases counted by hand."""

from pathlib import Path

import pytest

from communique.coding.pipeline import load as load_coder
from communique.evaluation.counts import Counts
from communique.evaluation.gold_files import GoldError
from communique.evaluation.results import Tally
from communique.evaluation.suites.hrdsattack.gold import Attack, Victim, load, month, number, said
from communique.evaluation.suites.hrdsattack.names import one_person, same
from communique.evaluation.suites.hrdsattack.people import people
from communique.evaluation.suites.hrdsattack.projection import best, project, violations
from communique.evaluation.suites.hrdsattack.reading import Option, Reading, read
from communique.evaluation.suites.hrdsattack.scoring import bare, countries, country, pairs, score
from communique.evaluation.suites.hrdsattack.weights import Model
from communique.evaluation.suites.hrdsattack.weights import load as load_weights
from communique.evaluation.suites.muc4.projection.weights import BIAS, Choice
from communique.model import Report

EMPTY = Attack(None, frozenset(), None, None, None, None, None, None, ())


def victim(name: str | None, types: tuple[str, ...] = (), sex: str | None = None, age: str | None = None) -> Victim:
    return Victim(name, name is None, frozenset(types), sex, age)


def attack(**fields: object) -> Attack:
    values = {name: getattr(EMPTY, name) for name in EMPTY.__slots__} | fields
    return Attack(**values)  # type: ignore[arg-type]


def counts(found: Attack, key: Attack) -> dict[str, Counts]:
    tally = Tally()
    tally.start("a")
    score(found, key, tally, "A title")
    return {figure.name: figure.counts for figure in tally.figures() if figure.counts is not None}


def test_loose_values_of_the_key_are_evened_out() -> None:
    assert (said("Unknown"), said(" Arland ")) == (None, "Arland")
    assert (number("2021.0", 1, 31), number("26.0", 1, 31), number(None, 1, 31)) == (None, 26, None)
    assert (month("Novermber"), month("02"), month("unknown"), month("13")) == (11, 2, None, None)


def test_a_violation_too_many_and_one_missed_are_counted_each() -> None:
    got = counts(
        attack(violations=frozenset(("killing", "torture"))), attack(violations=frozenset(("killing", "other")))
    )
    assert got["violation"] == Counts(1, 2, 2)
    assert (got["torture"], got["other"]) == (Counts(0, 1, 0), Counts(0, 0, 1))


def test_a_perpetrator_where_the_key_has_none_is_false() -> None:
    assert counts(attack(perpetrator="state actor"), EMPTY)["perpetrator kind"] == Counts(0, 1, 0)


def test_countries_are_compared_by_their_main_name() -> None:
    assert country("USA") == country("United States of America")
    assert country("People's Republic of China") == country("Hong Kong")
    assert country("Ethiopian") == country("Ethiopia")
    assert country("Scotland") == country("United Kingdom") != country("Ireland")
    assert country("France") in countries("Greece and France")
    assert country("France") not in countries("Greece and India")


def test_a_place_counts_in_accuracy_only_where_the_key_names_one() -> None:
    got = counts(attack(country="Mali", city="Gao", year=2020), attack(city="Gao city", year=2019))
    assert got["country"] == Counts(0, 1, 0)
    assert "country, where the key names one" not in got
    assert got["city, where the key names one"] == Counts(1, 1, 1)
    assert got["year"] == Counts(0, 1, 1)


def test_generic_words_of_places_do_not_count_but_stand_alone() -> None:
    assert bare("Cross River State") == bare("cross river")
    assert bare("City") == ("city",)
    assert bare("Lagos") != bare("Lagos Island")


def test_names_are_compared_without_titles_and_accents() -> None:
    assert same("Ms Ána Borel", "Ana Borel")
    assert not same("Ana Borel", "Borel")
    assert one_person("Ana Borel", "Borel")
    assert not one_person("Ana Borel", "Ana Corel")


def test_part_of_a_name_is_half_a_credit_nowhere_but_in_its_own_figure() -> None:
    got = counts(attack(victims=(victim("Borel"),)), attack(victims=(victim("Ana Borel"), victim(None))))
    assert got["victim name"] == Counts(0, 1, 1)
    assert got["victim name, part of it enough"] == Counts(1, 1, 1)


def test_each_name_is_matched_once_and_the_same_name_first() -> None:
    short, full = victim("Borel"), victim("Ana Borel")
    assert pairs([short, full], [full], whole=False) == [(full, full)]
    assert pairs([full], [full, short], whole=False) == [(full, full)]


def test_fields_are_counted_on_victims_found_and_only_where_the_key_says() -> None:
    found = attack(victims=(victim("Ana Borel", ("journalist",), None, "adult"), victim("Eve", ("journalist",))))
    key = attack(victims=(victim("Ana Borel", ("journalist", "trade unionist"), "woman"),))
    got = counts(found, key)
    assert (got["type"], got["sex"]) == (Counts(1, 1, 2), Counts(0, 0, 1))
    assert "age" not in got


def test_an_answer_that_is_not_likely_enough_is_not_given() -> None:
    model = Model(Choice({"right": {BIAS: 0.0, "good": 2.0}}), 0.6)
    reading = Reading([], {"country": [Option("Arland", ["good"]), Option("Borland", [])]})
    assert best(reading, {"country": model}, "country") == "Arland"
    assert best(Reading([], {"country": [Option("Borland", [])]}), {"country": model}, "country") is None


def test_the_likeliest_violation_is_told_where_none_is_likely() -> None:
    model = Model(Choice({"killing": {BIAS: -2.0}, "torture": {BIAS: -1.0}}), 0.5)
    assert violations(Reading([], {}), model) == {"torture"}


def test_later_mentions_by_the_last_name_are_of_the_same_person() -> None:
    doc = load_coder().analyse(Report(id="a", text="Police arrested Anna Borel on Friday. Borel was later beaten."))
    found = people(doc)
    assert [(person.name, len(person.mentions)) for person in found] == [("Anna Borel", 2)]


def test_an_article_is_read_into_its_attack() -> None:
    text = (
        "Police arrest journalist in Kenya\n\nNAIROBI - Kenyan police arrested journalist Anna Borel in Mombasa on 3 May 2021, "
        "her lawyer said. Borel remains in detention."
    )
    report = Report(id="a", text=text, title="Police arrest journalist in Kenya", published="2021-05-05")
    found = project(read(load_coder().analyse(report)), load_weights())
    assert (found.perpetrator, found.violations) == ("state actor", {"arbitrary detention"})
    assert (found.country, found.year) == ("Kenya", 2021)
    assert [(each.name, each.sex) for each in found.victims] == [("Anna Borel", "woman")]


def test_a_part_that_is_missing_or_broken_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="hrdsattack"):
        load(tmp_path, "dev")
    (tmp_path / "hrdsattack").mkdir()
    (tmp_path / "hrdsattack" / "dev.jsonl").write_text('{"sample": {}}\n', encoding="utf-8")
    with pytest.raises(GoldError, match="line 1"):
        load(tmp_path, "dev")
