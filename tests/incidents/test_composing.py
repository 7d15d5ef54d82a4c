"""What an incident keeps, prefers, counts and finds contradictory."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import ATAREB, MARKET, SYRIA_ARMY, day, sample_incidents

from communique.incidents import compose
from communique.incidents.losses import PlacingError, figures, overtakes, placing, total
from communique.incidents.losses import parse as parse_placing
from communique.incidents.told import Told
from communique.model import Actor, Attribution, Event, Figure, Incident, Origin, Place, Toll, When


def toll(low: int | None, high: int | None, who: str | None = None, source: str | None = None) -> Toll:
    return Toll(outcome="killed", low=low, high=high, who=who, text="killed", source=source)


def told(name: str, published: str | None = "2017-11-13", publisher: str | None = None, **fields: object) -> Told:
    values = {"type": "air-strike", "anchor": "struck", "quote": "It was struck.", **fields}
    found = Event(id=name, report=name, **values)  # type: ignore[arg-type]
    return Told(found, Origin(report=name, published=published, publisher=publisher or f"Paper {name}"))


def test_every_claim_is_kept_with_the_event_that_makes_it() -> None:
    found = compose("X", [told("a", date=day("2017-11-13")), told("b", "2017-11-14", date=day("2017-11-12"))])
    assert [(claim.event, claim.value.start) for claim in found.date.claims] == [
        ("a", "2017-11-13"),
        ("b", "2017-11-12"),
    ]
    assert found.date.value is not None
    assert found.date.value.start in {"2017-11-13", "2017-11-12"}


def test_a_value_that_no_report_gives_is_null_and_says_so() -> None:
    found = compose("X", [told("a")])
    assert (found.date.value, found.date.rule, found.date.event, found.date.claims) == (None, "none given", None, ())
    assert found.tolls == ()


def test_the_most_specific_place_is_preferred() -> None:
    found = compose("X", [told("a", place=MARKET), told("b", place=ATAREB), told("c", place=ATAREB)])
    assert found.place.value == MARKET
    assert "most specific" in found.place.rule


def test_of_equal_places_the_one_that_most_publishers_tell_is_preferred() -> None:
    other = msgspec.structs.replace(ATAREB, name="Darat Izza")
    found = compose("X", [told("a", place=ATAREB), told("b", place=ATAREB), told("c", "2017-11-20", place=other)])
    assert found.place.value == ATAREB


def test_the_most_exact_date_is_preferred_and_an_unknown_one_is_no_claim() -> None:
    month = When(start="2017-11-01", end="2017-11-30", precision="month")
    found = compose("X", [told("a", date=month), told("b", date=day("2017-11-13")), told("c")])
    assert found.date.value == day("2017-11-13")
    assert len(found.date.claims) == 2


def test_what_is_said_to_have_happened_goes_before_a_denial_and_the_denial_is_told() -> None:
    army = Attribution(source="the army", cue="denied")
    found = compose("X", [told("a"), told("b", status="negated", attribution=army)])
    assert found.status.value == "actual"
    assert [each.field for each in found.contradictions] == ["status"]
    assert "negated (the army, Paper b)" in found.contradictions[0].words


def test_a_named_side_is_preferred_to_an_unknown_one_and_a_stated_one_to_an_alleged() -> None:
    unknown = Actor(text="gunmen", name="Unidentified Armed Group (Syria)")
    alleged = Actor(text="rebels", name="Free Syrian Army", alleged=True)
    first, second, third = (
        told(name, initiators=(actor,)) for name, actor in (("a", unknown), ("b", alleged), ("c", SYRIA_ARMY))
    )
    assert compose("X", [first, second]).initiators.value == (alleged,)
    assert compose("X", [first, second, third]).initiators.value == (SYRIA_ARMY,)


def test_blame_on_two_sides_is_a_contradiction_and_more_sides_of_one_are_not() -> None:
    rebels = Actor(text="rebels", name="Free Syrian Army")
    russia = Actor(text="Russia", name="Military Forces of Russia")
    blamed = compose("X", [told("a", initiators=(SYRIA_ARMY,)), told("b", initiators=(rebels,))])
    assert [each.field for each in blamed.contradictions] == ["initiators"]
    joint = compose("X", [told("a", initiators=(SYRIA_ARMY,)), told("b", initiators=(SYRIA_ARMY, russia))])
    assert joint.contradictions == ()


@pytest.mark.parametrize(
    ("one", "other", "fields"),
    [
        ({"type": "air-strike"}, {"type": "shelling"}, ["type"]),
        ({"type": "air-strike"}, {"type": "attack"}, []),
        ({"date": day("2017-11-13")}, {"date": day("2017-11-14")}, ["date"]),
        ({"date": day("2017-11-13")}, {"date": When(start="2017-11-01", end="2017-11-30", precision="month")}, []),
        ({"place": MARKET}, {"place": ATAREB}, []),
        (
            {"place": MARKET},
            {
                "place": Place(
                    text="Idlib", name="Idlib", country="Syria", precision="town", latitude=35.93, longitude=36.63
                )
            },
            ["place"],
        ),
        ({"place": MARKET}, {"place": Place(text="Iraq", name="Iraq", country="Iraq", precision="country")}, ["place"]),
        ({"tolls": (toll(6, 6),)}, {"tolls": (toll(9, 9),)}, ["killed"]),
        ({"tolls": (toll(6, None),)}, {"tolls": (toll(9, 9),)}, []),
        ({"tolls": (toll(None, 30),)}, {"tolls": (toll(9, 9),)}, []),
    ],
)
def test_only_what_cannot_both_be_true_is_a_contradiction(
    one: dict[str, object], other: dict[str, object], fields: list[str]
) -> None:
    found = compose("X", [told("a", **one), told("b", **other)])
    assert [each.field for each in found.contradictions] == fields
    assert all(each.events == ("a", "b") for each in found.contradictions)


def test_a_toll_that_rises_in_later_reports_is_a_history_and_no_contradiction() -> None:
    found = compose(
        "X",
        [
            told("a", "2017-11-13", tolls=(toll(12, 12),)),
            told("b", "2017-11-14", tolls=(toll(53, 53),)),
            told("c", "2017-11-15", tolls=(toll(61, 61),)),
        ],
    )
    killed = found.tolls[0]
    assert (killed.low, killed.best, killed.high) == (61, 61, 61)
    assert [(figure.low, figure.stands) for figure in killed.figures] == [(12, False), (53, False), (61, True)]
    assert found.contradictions == ()


def test_a_later_lower_toll_of_another_speaker_contradicts_and_of_the_same_corrects() -> None:
    other = compose(
        "X", [told("a", tolls=(toll(61, 61),)), told("b", "2017-11-14", tolls=(toll(50, 50, None, "police"),))]
    )
    assert [each.field for each in other.contradictions] == ["killed"]
    assert (other.tolls[0].low, other.tolls[0].best, other.tolls[0].high) == (50, 50, 61)
    same = compose(
        "X",
        [
            told("a", tolls=(toll(61, 61, None, "police"),)),
            told("b", "2017-11-14", tolls=(toll(50, 50, None, "police"),)),
        ],
    )
    assert same.contradictions == ()
    assert same.tolls[0].low == same.tolls[0].high == 50


def test_what_those_who_fight_claim_is_never_a_stage_of_the_count() -> None:
    army = Figure(event="a", low=40, high=40, said_by="The army", published="2017-11-13")
    doctor = Figure(event="b", low=61, high=61, said_by="a hospital doctor", published="2017-11-14")
    assert not overtakes(doctor, army)
    found = compose(
        "X",
        [
            told("a", "2017-11-13", tolls=(toll(40, 40, "terrorists", "The army"),)),
            told("b", "2017-11-14", tolls=(toll(61, 61, None, "a hospital doctor"),)),
        ],
    )
    assert (found.tolls[0].low, found.tolls[0].best, found.tolls[0].high) == (40, 61, 61)
    assert found.contradictions[0].words == "40 (The army, Paper a) against 61 (a hospital doctor, Paper b)"


def test_of_one_report_the_best_placed_speaker_is_preferred() -> None:
    tolls = (toll(6, 6, None, "Police"), toll(9, 9, None, "the director of the ambulance service"))
    killed = compose("X", [told("a", tolls=tolls)]).tolls[0]
    assert (killed.low, killed.best, killed.high) == (6, 9, 9)


def test_ranges_are_kept_and_nothing_is_averaged() -> None:
    killed = compose("X", [told("a", tolls=(toll(7, None),))]).tolls[0]
    assert (killed.low, killed.best, killed.high) == (7, 7, None)
    killed = compose("X", [told("a", tolls=(toll(None, 30),))]).tolls[0]
    assert (killed.low, killed.best, killed.high) == (None, 30, 30)


def test_the_dead_of_each_side_are_added_and_a_part_of_a_whole_is_not() -> None:
    assert total([toll(7, None, "soldiers"), toll(20, 20, "rebels")]) == (27, None)
    assert total([toll(3, 3, "people"), toll(2, 2, "children")]) == (3, 3)
    assert total([toll(5, 5, "soldiers"), toll(5, 5, "soldiers")]) == (5, 5)


numbers = st.tuples(st.none() | st.integers(0, 99), st.none() | st.integers(0, 99)).filter(
    lambda pair: pair != (None, None) and (None in pair or pair[0] <= pair[1])  # type: ignore[operator]
)


@given(st.lists(st.tuples(numbers, st.sampled_from(["2017-11-13", "2017-11-14", None])), min_size=1, max_size=6))
def test_the_best_toll_is_one_that_was_told_and_lies_between_low_and_high(
    given_tolls: list[tuple[tuple[int | None, int | None], str | None]],
) -> None:
    events = [told(str(n), published, tolls=(toll(*pair),)) for n, (pair, published) in enumerate(given_tolls)]
    killed = compose("X", events).tolls[0]
    assert killed.best in {end for pair, _ in given_tolls for end in pair}
    assert killed.best is not None
    assert killed.low is None or killed.low <= killed.best
    assert killed.high is None or killed.high >= killed.best
    assert len(killed.figures) == len(figures(events, "killed")) == len(given_tolls)
    assert any(figure.stands for figure in killed.figures)


@given(st.permutations(range(5)))
def test_the_order_in_which_events_come_changes_nothing(order: list[int]) -> None:
    events = [
        told(str(n), f"2017-11-{13 + n % 3}", tolls=(toll(n + 1, n + 1),), place=(MARKET, ATAREB)[n % 2])
        for n in range(5)
    ]
    assert compose("X", [events[n] for n in order]) == compose("X", events)


def test_an_incident_needs_an_event() -> None:
    with pytest.raises(ValueError, match="needs an event"):
        compose("X", [])


def test_an_incident_comes_back_from_json_as_it_was() -> None:
    for incident in sample_incidents():
        assert msgspec.json.decode(msgspec.json.encode(incident), type=Incident) == incident


def test_the_first_and_last_report_are_dates_of_publication_and_null_where_none_is_known() -> None:
    found = compose("X", [told("a", "2017-11-15"), told("b", None), told("c", "2017-11-13")])
    assert (found.first_reported, found.last_updated) == ("2017-11-13", "2017-11-15")
    assert compose("X", [told("b", None)]).first_reported is None


def test_speakers_are_placed_by_words_and_an_unknown_one_stands_with_the_reporter() -> None:
    ranks = [placing().rank(speaker) for speaker in ("a hospital doctor", "the UN mission", None, "the governor")]
    assert ranks == sorted(ranks)
    assert placing().rank("somebody") == placing().rank(None)
    assert placing().rank("an army spokesman") == len(placing().ranks) - 1
    for bad in ({}, {"speakers": [], "whole": []}, {"speakers": [{"words": 1, "own": True}], "whole": []}):
        with pytest.raises(PlacingError):
            parse_placing(bad)
