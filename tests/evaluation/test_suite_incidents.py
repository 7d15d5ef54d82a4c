"""The scoring of incidents, on reports of our own making and by hand."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from communique.evaluation.counts import Counts
from communique.evaluation.gold_files import GoldError
from communique.evaluation.suite import Run
from communique.evaluation.suites.incidents import SUITE, clusters
from communique.evaluation.suites.incidents.figures import GIVEN, SOME, Answer, number_is_right, score
from communique.evaluation.suites.incidents.gold import GoldReport, Truth, drawn, load
from communique.evaluation.suites.incidents.joining import fitted_on
from communique.evaluation.suites.incidents.losses import Losses, compose
from communique.evaluation.suites.incidents.main_incident import Told, told
from communique.evaluation.suites.incidents.towns import same_town
from communique.model import Event, Outcome, Place, Toll, When

TRUTH = Truth(date(2016, 5, 1), "Dayton", "Ohio", 2, 0)


def toll(number: int | None, outcome: Outcome = "killed", who: str | None = None) -> Toll:
    return Toll(outcome=outcome, low=number, high=number, who=who, text=f"{number} {outcome}")


def event(*tolls: Toll, at: int = 0, spans: list[tuple[int, int]] | None = None, **fields: object) -> Event:
    places = spans or [(100 * (at + n), 100 * (at + n) + 20) for n in range(len(tolls))]
    evidence = {"anchor": (at, at + 4)} | {f"tolls[{n}].text": span for n, span in enumerate(places)}
    given = {"id": f"e{at}", "report": "r", "type": "attack", "anchor": "shot", "quote": f"Shot {at}."} | fields
    return Event(tolls=tolls, evidence=evidence, **given)  # type: ignore[arg-type]


def on(day: str) -> When:
    return When(start=day, end=day, precision="day")


def town(name: str, admin1: str = "Ohio") -> Place:
    return Place(text=name, name=name, admin1=admin1, country="United States", precision="town")


def test_figures_whose_words_overlap_are_added() -> None:
    both = event(toll(1, who="a man"), toll(2, who="two boys"), spans=[(0, 40), (10, 40)])
    assert compose([both]).killed == 3


def test_of_figures_apart_the_greatest_is_taken_not_the_sum() -> None:
    assert compose([event(toll(4), toll(2), toll(1))]).killed == 4


def test_single_people_are_counted_by_name_and_age_once_each() -> None:
    singles = [toll(1, who=who) for who in ("Kevin Marsh, 34", "Marsh", "a 34-year-old man", "Ana Ruiz", "a man")]
    assert compose([event(*singles)]).killed == 2


def test_others_come_on_top_of_those_told_one_by_one() -> None:
    found = compose([event(toll(1, "injured", "a 12-year-old"), toll(3, "injured", "three others"))])
    assert found == Losses(None, 4)


def test_those_hit_are_wounded_as_far_as_they_are_not_dead() -> None:
    assert compose([event(toll(5, "killed-or-injured"), toll(2))]) == Losses(2, 3)


def test_nothing_told_is_null_and_right_only_where_the_register_has_nobody() -> None:
    assert compose([event()]) == Losses(None, None)
    assert number_is_right(0, None)
    assert number_is_right(0, 0)
    assert not number_is_right(1, None)
    assert not number_is_right(0, 1)


def test_the_same_toll_of_two_events_counts_once() -> None:
    same = toll(1, who="Ana Ruiz")
    assert compose([event(same, spans=[(5, 9)]), event(same, spans=[(5, 9)], at=3)]).killed == 1


def test_an_event_of_another_day_or_town_is_not_of_the_main_incident() -> None:
    main = event(toll(2), date=on("2016-05-01"), place=town("Dayton"))
    old = event(toll(9), at=900, date=on("2015-01-01"))
    away = event(toll(8), at=950, place=town("Akron"))
    part = event(toll(3, "injured"), at=300)
    found = told([old, main, away, part])
    assert found.events == (main, part)
    assert (found.losses, found.day) == (Losses(2, 3), date(2016, 5, 1))
    assert found.place == town("Dayton")


def test_events_that_are_no_violence_or_did_not_happen_give_no_day() -> None:
    arrest = event(type="arrest", date=on("2016-05-02"))
    feared = event(status="hypothetical", date=on("2016-05-03"))
    assert told([arrest, feared]).day is None


def test_a_weekend_is_scored_by_its_first_day_and_a_week_by_none() -> None:
    assert told([event(date=When(start="2016-05-07", end="2016-05-08", precision="days"))]).day == date(2016, 5, 7)
    assert told([event(date=When(start="2016-05-02", end="2016-05-08", precision="week"))]).day is None


@pytest.mark.parametrize(
    ("name", "admin1", "city", "same"),
    [
        ("Dayton", "Ohio", "Dayton", True),
        ("Dayton", "Tennessee", "Dayton", False),
        ("Oakwood", "Ohio", "Dayton (Oakwood)", True),
        ("Kansas City", "Ohio", "Kansas", True),
        ("North Dayton", "Ohio", "Dayton", True),
        ("Day", "Ohio", "Dayton", False),
    ],
)
def test_a_town_is_the_registers_by_name_and_state(name: str, admin1: str, city: str, same: bool) -> None:
    assert same_town(town(name, admin1), city, "Ohio") is same


def answer(incident: str, ours: Told) -> Answer:
    return Answer(GoldReport(incident, None, incident, TRUTH), ours)


def test_figures_by_hand() -> None:
    right = Told((), Losses(2, None), date(2016, 5, 1), town("Dayton"))
    wrong = Told((), Losses(1, 1), date(2016, 5, 2), town("Akron"))
    found = {
        (figure.group, figure.name): figure
        for figure in score([answer("a", right), answer("b", wrong), answer("c", Told())]).figures()
    }
    values = {name: figure.value for (group, name), figure in found.items() if not group}
    assert values == pytest.approx(
        {"killed exact": 1 / 3, "injured exact": 2 / 3, "date exact": 1 / 3, "date within a day": 2 / 3, "city": 1 / 3}
    )
    assert found[GIVEN, "date exact"].value == 0.5
    assert found[SOME, "killed exact"].counts == Counts(1, 3, 3)
    assert (SOME, "injured exact") not in found


WANTED = {"r1": "A", "r2": "A", "r3": "A", "r4": "B", "r5": "B", "r6": "C"}
FOUND = {"r1": 1, "r2": 1, "r3": 2, "r4": 2, "r5": 3, "r6": 4}


def test_pairs_by_hand() -> None:
    counts = clusters.pair_counts(WANTED, FOUND)
    assert counts == {"A": Counts(1, 1.5, 3), "B": Counts(0, 0.5, 1), "C": Counts(0, 0, 0)}


def test_b_cubed_by_hand() -> None:
    units = list(clusters.b_cubed(WANTED, FOUND).values())
    assert clusters.precision(units) == pytest.approx((1 + 1 + 0.5 + 0.5 + 1 + 1) / 6)
    assert clusters.recall(units) == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 / 2 + 1 / 2 + 1) / 6)


def test_all_in_one_group_has_full_recall_and_little_precision() -> None:
    units = list(clusters.b_cubed(WANTED, dict.fromkeys(WANTED, 0)).values())
    assert clusters.recall(units) == 1
    assert clusters.precision(units) == pytest.approx((9 + 4 + 1) / 36)


def test_nothing_joined_has_no_pairs() -> None:
    alone = {report: number for number, report in enumerate(WANTED)}
    assert sum(clusters.pair_counts(WANTED, alone).values(), Counts()).f1 == 0


def row(number: int, incident: str, text: str) -> dict[str, object]:
    truth = {"date": "May 1, 2016", "state": "Ohio", "city_or_county": "Dayton", "num_killed": 2, "num_injured": 0}
    head = {"id": f"r{number}", "title": "Two killed in Dayton shooting", "published": "2016-05-02"}
    return head | {"text": text, "incident": incident, "truth": truth}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    text = "Two men were shot and killed in Dayton, Ohio, on Sunday, police said. Nobody else was hurt."
    rows = [
        row(1, "A", text),
        row(2, "A", f"{text} The mayor mourned."),
        row(3, "B", "") | {"title": "Council votes on a park"},
    ]
    folder = tmp_path / "incidents"
    folder.mkdir()
    (folder / "own.jsonl.gz").write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    return tmp_path


def test_the_suite_reads_a_part_of_any_name_end_to_end(gold: Path) -> None:
    result = SUITE.run(Run(gold, ("own",)))
    assert result.items == {"reports": 3, "incidents": 2}
    found = {figure.name: figure.value for figure in result.figures if not figure.group}
    assert found["killed exact"] > 0.5
    assert found["joining, pairwise"] == 1.0


def test_a_limit_draws_whole_incidents(gold: Path) -> None:
    for limit in (1, 2):
        kept = load(gold / "incidents" / "own.jsonl.gz", limit)
        assert len({report.incident for report in kept}) == limit
        assert len(kept) in ((1, 2) if limit == 1 else (3,))
    assert drawn(["A", "B", "C"], 2) == drawn(["C", "B", "A", "A"], 2)


def test_a_row_of_another_form_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps(row(1, "A", "Text.")) + "\n" + json.dumps({"id": "r", "truth": {}}))
    with pytest.raises(GoldError, match="report 2"):
        load(path)


def test_about_half_of_all_incidents_are_fitted_on() -> None:
    assert 400 < sum(fitted_on(str(number)) for number in range(1000)) < 600
