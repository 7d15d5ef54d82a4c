"""What is promised of the events with known incidents."""

from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from random import Random

import msgspec
import pytest

from benchmarks.linking import claims
from benchmarks.linking.generate import known_of, told, write
from benchmarks.linking.templates import TemplateError, parse, render
from benchmarks.linking.vocabulary import countries, kinds, people, wording
from communique.codebook.types import load_codebook
from communique.gazetteer import Gazetteer
from communique.incidents.families import families_of
from communique.incidents.inputs import read_events
from communique.model import EventLine

COUNT = 4000


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="module")
def made(gazetteer: Gazetteer) -> list[tuple[EventLine, int]]:
    return list(told(COUNT, 5, gazetteer))


def test_one_seed_gives_the_same_bytes_and_another_gives_others(tmp_path: Path, gazetteer: Gazetteer) -> None:
    files = [tmp_path / name for name in ("one.jsonl", "two.jsonl", "three.jsonl")]
    for path, seed in zip(files, (3, 3, 4), strict=True):
        write(path, 300, seed, gazetteer)
    one, two, three = (path.read_bytes() for path in files)
    assert one == two != three
    assert known_of(files[0]).read_bytes() == known_of(files[1]).read_bytes()


def test_link_reads_every_line_and_knows_its_incident(tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = tmp_path / "events.jsonl"
    write(path, 300, 3, gazetteer)
    known = dict(line.split("\t") for line in known_of(path).read_text("utf-8").splitlines())
    assert [each.event.id for each in read_events([str(path)])] == list(known)


def test_there_are_as_many_events_as_asked_for_and_no_id_comes_twice(made: list[tuple[EventLine, int]]) -> None:
    assert len({line.id for line, _ in made}) == len(made) == COUNT


def test_reports_come_in_order_of_publication_over_ten_years(made: list[tuple[EventLine, int]]) -> None:
    days = [line.origin.published for line, _ in made if line.origin and line.origin.published]
    assert len(days) == COUNT
    assert days == sorted(days)
    assert date.fromisoformat(days[-1]).year - date.fromisoformat(days[0]).year >= 9


def test_an_incident_is_told_two_or_three_times_and_a_few_are_told_by_many(made: list[tuple[EventLine, int]]) -> None:
    sizes = Counter(incident for _, incident in made)
    assert 2 <= COUNT / len(sizes) <= 3.2
    assert max(sizes.values()) >= 15
    assert sum(size == 1 for size in sizes.values()) > len(sizes) / 3


def test_a_report_tells_of_several_happenings_and_of_none_twice(made: list[tuple[EventLine, int]]) -> None:
    by_report = defaultdict(list)
    for line, incident in made:
        by_report[line.report].append(incident)
    assert 4 <= COUNT / len(by_report) <= 6
    assert all(len(set(found)) == len(found) for found in by_report.values())


def test_a_few_towns_have_much_of_all_that_happens(made: list[tuple[EventLine, int]]) -> None:
    towns = Counter(line.place.geonameid for line, _ in made if line.place and line.place.precision == "town")
    most = sum(number for _, number in towns.most_common(len(towns) // 10))
    assert most > 0.3 * sum(towns.values())


def test_evidence_stands_where_it_says(made: list[tuple[EventLine, int]]) -> None:
    for line, _ in made[:500]:
        start = line.evidence["quote"][0]
        values = {"anchor": line.anchor, "quote": line.quote}
        values |= {f"tolls[{number}].text": toll.text for number, toll in enumerate(line.tolls)}
        values |= {"place.text": line.place.text} if line.place else {}
        values |= {"date": line.date.text} if line.date.text else {}
        values |= {"attribution.source": line.attribution.source} if line.attribution else {}
        for name, text in values.items():
            first, end = (each - start for each in line.evidence[name])
            assert line.quote[first:end].lower() == text.lower(), (name, line.quote)


def test_events_of_a_report_have_the_words_of_its_text(made: list[tuple[EventLine, int]]) -> None:
    for line, _ in made[:200]:
        assert line.origin is not None
        assert line.origin.report == line.report
        assert len(line.origin.words) > 20
        assert line.origin.sketch
        assert line.origin.meaning


def test_reprints_have_the_sketch_of_another_report_or_much_of_it(made: list[tuple[EventLine, int]]) -> None:
    texts = defaultdict(set)
    for line, _ in made:
        texts[line.quote].add(line.report)
    assert sum(len(reports) > 1 for reports in texts.values()) > 0.05 * len(texts)


def test_places_and_days_are_told_less_exactly_by_some(made: list[tuple[EventLine, int]]) -> None:
    places = Counter(line.place.precision if line.place else None for line, _ in made)
    days = Counter(line.date.precision for line, _ in made)
    assert {"town", "site", "district", "region", "country", None} <= places.keys()
    assert {"day", "days", "week", "month", "unknown"} <= days.keys()
    assert places["town"] > 0.7 * COUNT
    assert days["day"] > 0.6 * COUNT


def test_tolls_of_one_incident_differ_and_mostly_rise(made: list[tuple[EventLine, int]]) -> None:
    told_of = defaultdict(list)
    for line, incident in made:
        assert line.origin is not None
        killed = next((toll.low for toll in line.tolls if toll.outcome == "killed"), None)
        if killed is not None and killed > 4:
            told_of[incident].append((line.origin.published, killed))
    changes = [
        last - first for found in told_of.values() for (_, first), (_, last) in zip(found, found[1:], strict=False)
    ]
    rose, fell = (sum(change > 0 for change in changes), sum(change < 0 for change in changes))
    assert rose > fell > 0


def test_reports_differ_on_the_type_within_its_family_only(made: list[tuple[EventLine, int]]) -> None:
    types = defaultdict(set)
    for line, incident in made:
        types[incident].add(line.type)
    assert sum(len(found) > 1 for found in types.values()) > 20
    for kind in kinds().values():
        assert all(families_of(kind.type) & families_of(other) for other in kind.told_as), kind.type


def test_every_type_of_the_data_is_of_the_codebook_and_every_country_has_names() -> None:
    of_codebook = load_codebook().types
    for kind in kinds().values():
        assert {kind.type, *kind.told_as} <= of_codebook.keys()
    assert people().keys() >= countries().keys()


def test_wordings_have_no_slot_that_nothing_fills() -> None:
    slots = {slot for kind in kinds().values() for template in kind.leads for slot in template.slots}
    assert slots <= {"initiator", "recipient", "place", "when", "toll", "spot", "weapon", "number"}
    details = {slot for template in wording().sentences["details"] for slot in template.slots}
    assert details <= {"official", "second", "victim", "street", "spot", "hospital", "age", "number", "weekday"}


def test_a_slot_that_is_empty_takes_the_space_before_it_along() -> None:
    text, spans = render(
        parse("{who} [fought] {where} {when}{toll}."),
        {"who": "rebels", "where": "", "when": "on Friday", "toll": ""},
        Random(1),
    )
    assert text == "Rebels fought on Friday."
    assert text[slice(*spans["anchor"])] == "fought"
    assert text[slice(*spans["when"])] == "on Friday"


def test_a_slot_that_nothing_fills_is_an_error() -> None:
    with pytest.raises(TemplateError, match="where"):
        render(parse("in {where}"), {}, Random(1))


def test_a_misspelt_name_is_one_letter_off() -> None:
    for seed in range(20):
        assert abs(len(claims.misspelt("Timbuktu", Random(seed))) - 8) == 1


def test_what_is_written_is_an_event_line_again(made: list[tuple[EventLine, int]]) -> None:
    line, _ = made[0]
    assert msgspec.json.decode(msgspec.json.encode(line), type=EventLine) == line
