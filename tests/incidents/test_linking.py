"""Which reports are joined, and why: world conflict reports of our own making."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.incidents import Linker, Telling, cluster, load_weights, tell
from communique.incidents.blocking import LARGEST, keys, pairs
from communique.incidents.levels import LEVELS
from communique.incidents.weights import WeightsError, parse
from communique.incidents.words import cosine, frequencies, names_of, words_of
from communique.model import Actor, Event, Place, Report, Toll, When

MARKET = Place(text="Wau", name="Wau", country="South Sudan", precision="town", latitude=7.70, longitude=27.99)
CAMP = Place(text="a camp", name="Wau", country="South Sudan", precision="site", latitude=7.72, longitude=28.0)
COUNTRY = Place(text="South Sudan", name="South Sudan", country="South Sudan", precision="country")
ELSEWHERE = Place(text="Jos", name="Jos", country="Nigeria", precision="town", latitude=9.92, longitude=8.89)


def report(name: str, text: str, published: str = "2017-04-11") -> Report:
    return Report(id=name, text=text, published=published)


def event(name: str, day: str | None, place: Place | None, killed: int | None = None, kind: str = "attack") -> Event:
    when = When(start=day, end=day, precision="day") if day else When()
    tolls = (Toll(outcome="killed", low=killed, high=killed, text="killed"),) if killed is not None else ()
    return Event(
        id=name, report=name, type=kind, anchor="shot", quote="They were shot.", date=when, place=place, tolls=tolls
    )


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


@settings(max_examples=15, deadline=None)
@given(st.permutations(tellings()))
def test_the_order_of_arrival_changes_nothing(shuffled: list[Telling]) -> None:
    assert Linker(shuffled).clusters() == Linker(tellings()).clusters()


def test_a_comparison_is_explained_and_adds_up() -> None:
    linker = Linker(tellings())
    explained = linker.compare("a2", "a1")
    assert (explained.one, explained.other) == ("a1", "a2")
    assert [each.name for each in explained.comparisons] == list(LEVELS)
    assert explained.score == pytest.approx(linker.weights.prior + sum(each.weight for each in explained.comparisons))
    assert "akol" in next(each.why for each in explained.comparisons if each.name == "names")
    assert explained.score > 0 > linker.compare("a1", "b1").score


def test_two_tellings_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="one id"):
        Linker([Telling(id="x", report="r"), Telling(id="x", report="s")])


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (MARKET, MARKET, "same"),
        (MARKET, CAMP, "same"),
        (MARKET, ELSEWHERE, "apart"),
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
        place = Place(
            text="x", name=f"Place {latitude}", country="Mali", precision="town", latitude=latitude, longitude=0.0
        )
        return Telling(id=str(latitude), report="r", place=place)

    assert levels(at(10.0), at(10.03))["place"] == "near"
    assert levels(at(10.0), at(10.3))["place"] == "around"
    assert levels(at(10.0), at(11.0))["place"] == "apart"


@pytest.mark.parametrize(
    ("start", "end", "level"),
    [
        ("2017-04-10", "2017-04-10", "same day"),
        ("2017-04-08", "2017-04-12", "overlap"),
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


def test_nothing_known_says_nothing() -> None:
    known = levels(Telling(id="1", report="r"), Telling(id="2", report="s"))
    assert {name for name, level in known.items() if level != "unknown"} == {"wording"}


def test_a_telling_of_several_stages_takes_the_narrowest_place_and_the_greatest_toll() -> None:
    whole = tell(report("r", "Text."), [event("e1", None, COUNTRY, 3), event("e2", "2017-04-10", MARKET, 16)], "r")
    assert (whole.place, whole.killed, whole.start) == (MARKET, (16, 16), date(2017, 4, 10))


def test_unidentified_actors_and_civilians_are_no_ones_mark() -> None:
    names = ("Unidentified Armed Group (Mali)", "Civilians (Mali)", "Taliban")
    told = msgspec_replace(event("e", None, None), tuple(Actor(text=name, name=name) for name in names))
    assert tell(report("r", "Text."), [told]).actors == {"Taliban"}


def msgspec_replace(found: Event, actors: tuple[Actor, ...]) -> Event:
    return Event(**({name: getattr(found, name) for name in found.__struct_fields__} | {"initiators": actors}))


def test_a_chain_of_likenesses_joins_nothing_that_its_ends_deny() -> None:
    scores = {("a", "b"): 2.0, ("b", "c"): 1.9, ("a", "c"): -9.0}
    assert cluster(frozenset("abc"), scores) == [("a", "b"), ("c",)]


def test_groups_that_agree_on_the_whole_are_joined() -> None:
    scores = {("a", "b"): 5.0, ("c", "d"): 5.0, ("a", "c"): 3.0, ("a", "d"): 3.0, ("b", "c"): 3.0, ("b", "d"): -1.0}
    assert cluster(frozenset("abcd"), scores) == [("a", "b", "c", "d")]


def test_a_pair_that_shares_no_block_speaks_against_joining() -> None:
    scores = {("a", "b"): 1.0, ("b", "c"): 0.9}
    assert cluster(frozenset("abc"), scores) == [("a", "b"), ("c",)]
    assert cluster(frozenset("abc"), scores, unmet=1.0) == [("a", "b", "c")]


pairs_of_few = st.dictionaries(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(lambda pair: pair[0] < pair[1]),
    st.floats(-5, 5),
)


@given(pairs_of_few, st.randoms())
def test_groups_part_the_ids_whatever_the_order_of_the_pairs(
    scores: dict[tuple[str, str], float], chance: object
) -> None:
    found = cluster(frozenset("abcdef"), scores)
    assert sorted(each for group in found for each in group) == list("abcdef")
    assert found == cluster(frozenset("abcdef"), dict(sorted(scores.items(), reverse=True)))


def test_a_word_of_very_many_reports_makes_no_block() -> None:
    many = [
        tell(report(str(number), f"A report of the place Zubair{number}."), [], str(number))
        for number in range(LARGEST + 5)
    ]
    common = frequencies(each.words.keys() | each.names for each in many)
    assert list(pairs(many, common)) == []


def test_near_identical_texts_share_a_block() -> None:
    one, other = (tell(report(name, TEXTS["a1"] + last), [], name) for name, last in (("x", ""), ("y", " Reuters")))
    common = frequencies(each.words for each in (one, other))
    assert {key for key in keys(one, common) if key[0] == "text"} & set(keys(other, common))


def test_weights_have_every_level_and_no_other() -> None:
    weights = load_weights()
    assert {name: set(each) for name, each in weights.levels.items()} == {
        name: set(each) for name, each in LEVELS.items()
    }
    good = {"prior": 0, "levels": {name: dict.fromkeys(each, 0) for name, each in LEVELS.items()}}
    assert parse(good).of("date", "apart") == 0
    for bad in ({}, {"prior": 0}, good | {"levels": {}}, good | {"prior": "much"}):
        with pytest.raises(WeightsError):
            parse(bad)


def test_names_leave_out_what_begins_a_sentence() -> None:
    assert names_of("Yesterday the trader Akol Madut fled. Police at the 2600 block of Jau street said so.") == {
        "akol",
        "jau",
        "madut",
        "2600",
    }


def test_likeness_is_one_for_the_same_words_and_none_for_others() -> None:
    common = frequencies([words_of("red fox"), words_of("grey wolf"), words_of("black bear")])
    fox, wolf = common.weighed(words_of("red fox")), common.weighed(words_of("grey wolf"))
    assert cosine(fox, fox) == pytest.approx(1.0)
    assert cosine(fox, wolf) == 0.0
