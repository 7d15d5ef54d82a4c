"""Which reports are joined, and why: world conflict reports of our own making."""

from datetime import date
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.incidents import Linker, Telling, load_weights, partition, tell
from communique.incidents.blocking import LARGEST, keys, pairs
from communique.incidents.clustering import cluster
from communique.incidents.comparing.looks import LEVELS
from communique.incidents.families import FamiliesError, class_of, families_of
from communique.incidents.families import parse as parse_families
from communique.incidents.partition import Bound
from communique.incidents.weights import WeightsError, parse
from communique.incidents.words import names_of
from communique.model import Actor, Event, Place, Report, Toll, When

MARKET = Place(text="Wau", name="Wau", country="South Sudan", precision="town", latitude=7.70, longitude=27.99)
CAMP = Place(text="a camp", name="Wau", country="South Sudan", precision="site", latitude=7.72, longitude=28.0)
REGION = Place(text="Bahr", name="Bahr", country="South Sudan", precision="region", latitude=7.9, longitude=27.9)
COUNTRY = Place(text="South Sudan", name="South Sudan", country="South Sudan", precision="country")
ELSEWHERE = Place(text="Jos", name="Jos", country="Nigeria", precision="town", latitude=9.92, longitude=8.89)


def report(name: str, text: str, published: str = "2017-04-11") -> Report:
    return Report(id=name, text=text, published=published)


def event(name: str, day: str | None, place: Place | None, killed: int | None = None, kind: str = "attack") -> Event:
    when = When(start=day, end=day, precision="day") if day else When()
    tolls = (Toll(outcome="killed", low=killed, high=killed, text="killed"),) if killed is not None else ()
    quote = f"They were shot, said {name}."
    return Event(id=name, report=name, type=kind, anchor="shot", quote=quote, date=when, place=place, tolls=tolls)


TEXTS = {
    "a1": "Gunmen killed sixteen traders at the market of Wau on Monday, the trader Akol Madut said near Hai Jau street.",
    "a2": "At least 16 traders died when gunmen stormed Wau market on Monday. A trader, Akol Madut, hid on Hai Jau street.",
    "b1": "A herder, Sani Danladi, and five others were killed when raiders came to a village near Jos, elders said.",
    "b2": "Raiders killed six herders near Jos, among them Sani Danladi, said elders of the village.",
    "c1": "Lawmakers debated the price of maize while farmers waited, and a minister, Peter Lomude, promised new roads.",
}
EVENTS = {
    "a1": event("a1", "2017-04-10", MARKET, 16),
    "a2": event("a2", "2017-04-10", CAMP, 16),
    "b1": event("b1", "2017-04-09", ELSEWHERE, 6),
    "b2": event("b2", "2017-04-09", ELSEWHERE, 6),
}


def tellings() -> list[Telling]:
    return [tell(report(name, text), [EVENTS[name]] if name in EVENTS else [], name) for name, text in TEXTS.items()]


def levels(one: Telling, other: Telling) -> dict[str, str]:
    return {each.name: each.level for each in Linker([one, other]).compare(one.id, other.id).comparisons}


def test_reports_of_one_incident_are_joined_and_others_are_not() -> None:
    assert Linker(tellings()).clusters() == [("a1", "a2"), ("b1", "b2"), ("c1",)]


@settings(max_examples=15)
@given(st.permutations(tellings()))
def test_the_order_of_arrival_changes_nothing(shuffled: list[Telling]) -> None:
    assert Linker(shuffled).clusters() == Linker(tellings()).clusters()


def test_a_comparison_is_explained_and_adds_up() -> None:
    linker = Linker(tellings())
    explained = linker.compare("a2", "a1")
    assert (explained.one, explained.other) == ("a1", "a2")
    assert [each.name for each in explained.comparisons] == list(LEVELS)
    assert explained.score == pytest.approx(explained.prior + sum(each.weight for each in explained.comparisons))
    assert "Akol" in next(each.why for each in explained.comparisons if each.name == "names")
    assert explained.score > 0 > linker.compare("a1", "b1").score


def test_what_is_explained_is_what_linking_goes_by() -> None:
    linker = Linker(tellings())
    row = {telling.id: number for number, telling in enumerate(linker.tellings)}
    pair = np.array([row["a1"]]), np.array([row["a2"]])
    assert linker.scorer.scores(linker.columns, *pair)[0] == pytest.approx(linker.compare("a1", "a2").score, abs=1e-4)


def test_two_tellings_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="one id"):
        Linker([Telling(id="x", report="r"), Telling(id="x", report="s")])


def test_two_events_of_one_report_are_never_joined_but_by_hand() -> None:
    first, second = event("a1", "2017-04-10", MARKET, 16), event("a1-b", "2017-04-10", MARKET, 16)
    both = [tell(report("a1", TEXTS["a1"]), [each], each.id) for each in (first, second)]
    linker = Linker(both)
    assert linker.compare("a1", "a1-b").score > 0
    assert linker.clusters() == [("a1",), ("a1-b",)]
    assert linker.clusters(Bound(same=((0, 1),))) == [("a1", "a1-b")]


def test_what_people_hold_apart_is_never_joined() -> None:
    assert Linker(tellings()).clusters(Bound(apart=frozenset({(0, 1)})))[:2] == [("a1",), ("a2",)]


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (MARKET, MARKET, "same"),
        (MARKET, CAMP, "same"),
        (MARKET, ELSEWHERE, "apart"),
        (MARKET, REGION, "region"),
        (MARKET, COUNTRY, "country"),
        (MARKET, None, "unknown"),
        (COUNTRY, COUNTRY, "country"),
    ],
)
def test_places_are_compared_by_how_exact_they_are(one: Place, other: Place | None, level: str) -> None:
    pair = [Telling(id=str(number), report="r", place=place) for number, place in enumerate((one, other))]
    assert levels(*pair)["place"] == level


def test_places_near_each_other_are_told_from_those_around() -> None:
    def at(latitude: float) -> Telling:
        name = f"Place {latitude}"
        place = Place(text="x", name=name, country="Mali", precision="town", latitude=latitude, longitude=0.0)
        return Telling(id=str(latitude), report="r", place=place)

    assert levels(at(10.0), at(10.03))["place"] == "near"
    assert levels(at(10.0), at(10.3))["place"] == "around"
    assert levels(at(10.0), at(11.0))["place"] == "apart"


@pytest.mark.parametrize(
    ("start", "end", "level"),
    [
        ("2017-04-10", "2017-04-10", "same day"),
        ("2017-04-08", "2017-04-12", "overlap"),
        ("2017-04-01", "2017-04-30", "within a long time"),
        ("2017-04-11", "2017-04-11", "next day"),
        ("2017-04-15", "2017-04-16", "within a week"),
        ("2017-05-15", "2017-05-16", "apart"),
    ],
)
def test_dates_are_compared_by_what_they_may_share(start: str, end: str, level: str) -> None:
    first = Telling(id="1", report="r", start=date(2017, 4, 10), end=date(2017, 4, 10))
    second = Telling(id="2", report="r", start=date.fromisoformat(start), end=date.fromisoformat(end))
    assert levels(first, second)["date"] == level == levels(second, first)["date"]


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [(16, 16, "same of several"), (1, 1, "same"), (12, 16, "near"), (2, 3, "near"), (1, 2, "other"), (3, 16, "other")],
)
def test_a_toll_may_rise_but_not_leap(one: int, other: int, level: str) -> None:
    pair = [Telling(id=str(number), report="r", killed=(n, n)) for number, n in enumerate((one, other))]
    assert levels(*pair)["killed"] == level


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("attack", "attack", "same"),
        ("attack", "bombing", "family"),
        ("attack", "threat", "other"),
        ("attack", None, "unknown"),
    ],
)
def test_types_are_compared_by_family(one: str, other: str | None, level: str) -> None:
    assert levels(Telling(id="1", report="r", kind=one), Telling(id="2", report="s", kind=other))["kind"] == level


def test_a_summary_of_many_happenings_is_none_of_them() -> None:
    one, whole = Telling(id="1", report="r", kind="attack"), Telling(id="2", report="s", kind="attack", aggregate=True)
    assert levels(one, whole)["kind"] == "other"


def test_a_part_of_a_group_is_related_to_the_whole_and_a_rebel_to_the_countrys_unknown_fighters() -> None:
    def of(number: str, *names: str, kind: str = "rebel-group") -> Telling:
        actors = tuple(Actor(text=name, name=name, kind=kind, country="Mali") for name in names)  # type: ignore[arg-type]
        found = Event(id=number, report=number, type="attack", anchor="x", quote="x.", initiators=actors)
        return tell(report(number, "Text."), [found], number)

    assert levels(of("1", "Ansar Dine"), of("2", "Ansar Dine"))["actors"] == "same"
    assert levels(of("1", "Ansar Dine"), of("2", "Unidentified Armed Group (Mali)", kind="armed-group"))["actors"] == (
        "related"
    )
    assert levels(of("1", "Ansar Dine"), of("2", "Government of Mali", kind="government"))["actors"] == "other"


def test_nothing_known_says_nothing() -> None:
    known = levels(Telling(id="1", report="r"), Telling(id="2", report="s"))
    assert {name for name, level in known.items() if level != "unknown"} == set()


def test_a_telling_of_several_stages_takes_the_narrowest_place_and_the_greatest_toll() -> None:
    whole = tell(report("r", "Text."), [event("e1", None, COUNTRY, 3), event("e2", "2017-04-10", MARKET, 16)], "r")
    assert (whole.place, whole.killed, whole.start) == (MARKET, (16, 16), date(2017, 4, 10))


def test_unidentified_actors_and_civilians_are_no_ones_mark() -> None:
    names = ("Unidentified Armed Group (Mali)", "Civilians (Mali)", "Taliban")
    actors = tuple(Actor(text=name, name=name) for name in names)
    told = Event(id="e", report="r", type="attack", anchor="x", quote="x.", initiators=actors)
    assert tell(report("r", "Text."), [told]).actors.names == ("Taliban",)


def clusters(count: int, **scores: float) -> list[tuple[int, ...]]:
    """Groups of so many things, of scores by the letters of two."""
    pairs = list(combinations("abcdef"[:count], 2))
    number = cluster(np.array([scores["".join(pair)] for pair in pairs]), 0.0)
    return sorted(tuple(np.flatnonzero(number == each).tolist()) for each in set(number.tolist()))


def test_a_chain_of_likenesses_joins_nothing_that_its_ends_deny() -> None:
    assert clusters(3, ab=2.0, bc=1.9, ac=-9.0) == [(0, 1), (2,)]


def test_groups_that_agree_on_the_whole_are_joined() -> None:
    assert clusters(4, ab=5.0, cd=5.0, ac=3.0, ad=3.0, bc=3.0, bd=-1.0) == [(0, 1, 2, 3)]


def test_what_must_be_one_is_one_and_what_must_not_is_not() -> None:
    infinite = float("inf")
    assert clusters(3, ab=infinite, bc=9.0, ac=-infinite) == [(0, 1), (2,)]
    assert clusters(3, ab=infinite, bc=-9.0, ac=-9.0) == [(0, 1), (2,)]


@given(st.lists(st.floats(-5, 5), min_size=15, max_size=15))
def test_no_two_groups_that_are_left_agree_on_the_whole(values: list[float]) -> None:
    scores = dict(zip(combinations(range(6), 2), values, strict=True))
    number = cluster(np.array(values), 0.0)
    for one, other in combinations(set(number.tolist()), 2):
        across = [score for (a, b), score in scores.items() if {number[a], number[b]} == {one, other}]
        assert sum(across) / len(across) < 1e-3


def test_a_component_that_is_too_large_is_taken_apart_at_its_weaker_edges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partition, "MOST", 2)
    near = partition.Edges(np.array([0, 1, 2]), np.array([1, 2, 3]), np.array([4.0, 0.2, 4.0]))
    parts = partition.parts_of(5, near, Bound())
    assert sorted(tuple(part.rows.tolist()) for part in parts) == [(0, 1), (2, 3), (4,)]


def test_a_block_of_very_many_says_nothing() -> None:
    key, row = np.zeros(LARGEST + 1, dtype=np.int64), np.arange(LARGEST + 1)
    assert len(pairs(key, row)[0]) == 0
    assert len(pairs(key[1:], row[1:])[0]) == LARGEST * (LARGEST - 1) // 2


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9)), max_size=40, unique=True))
def test_pairs_are_all_that_share_a_block_each_once(members: list[tuple[int, int]]) -> None:
    key, row = (np.array([each[side] for each in members], dtype=np.int64) for side in (0, 1))
    found = list(zip(*(part.tolist() for part in pairs(key, row)), strict=True))
    expected = {(a, b) for k, a in members for other, b in members if k == other and a < b}
    assert sorted(found) == sorted(expected)


def test_near_identical_texts_share_a_block() -> None:
    one, other = (tell(report(name, TEXTS["a1"] + last), [], name) for name, last in (("x", ""), ("y", " Reuters")))
    assert set(keys(one)) & set(keys(other))


def test_a_telling_is_looked_up_by_itself_alone() -> None:
    assert keys(tellings()[0]) == keys(tell(report("a1", TEXTS["a1"]), [EVENTS["a1"]], "other name"))


def test_weights_have_every_level_and_no_other() -> None:
    weights = load_weights()
    assert {name: set(each) for name, each in weights.levels.items()} == {
        name: set(each) for name, each in LEVELS.items()
    }
    good = {"prior": 0, "levels": {name: dict.fromkeys(each, 0) for name, each in LEVELS.items()}}
    assert parse(good).of("date", "apart") == 0
    assert parse(good | {"written": {"date": {"apart": -3}}}).of("date", "apart") == -3
    wrong = {"written": {"date": {"some day": 1}}}
    for bad in ({}, {"prior": 0}, good | {"levels": {}}, good | {"prior": "much"}, good | wrong):
        with pytest.raises(WeightsError):
            parse(bad)


def test_every_type_has_a_family_and_words_are_of_another_class_than_deeds() -> None:
    assert families_of("threat") == {"warnings"}
    assert families_of("a type of my own") == {"a type of my own"}
    assert class_of("air-strike") == class_of("armed-clash") != class_of("threat")
    with pytest.raises(FamiliesError):
        parse_families({"families": {"violence": "attack"}, "words": []})


def test_names_leave_out_what_begins_a_sentence() -> None:
    assert names_of("Yesterday the trader Akol Madut fled. Police at the 2600 block of Jau street said so.") == {
        "akol",
        "jau",
        "madut",
        "2600",
    }
