"""What is told of a change, and in which order incidents are told."""

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from communique.desk.archive.families import families
from communique.desk.newsletters.briefings.content import Figure, Item
from communique.desk.newsletters.briefings.items import gone
from communique.desk.newsletters.briefings.ranking import ranking, sections, weight
from communique.desk.newsletters.briefings.steps import steps
from communique.desk.newsletters.models import Frequency
from communique.desk.newsletters.rendering.telling import line
from communique.desk.newsletters.rendering.words import Words

RAID = Item(
    incident="NE-2024-0002",
    why="new",
    type="attack",
    family="attack",
    status="happened",
    certainty="stated",
    country="NE",
    admin1="Tillabéri",
    place="Tera",
    start=date(2024, 5, 2),
    end=date(2024, 5, 3),
    initiators=["Riders"],
    tolls={"killed": Figure(12, 12, 12)},
    publishers=2,
    review="partly",
)
NUMBERS = st.none() | st.integers(0, 400)
ITEMS = st.builds(
    Item,
    incident=st.from_regex(r"[A-Z]{2}-20[0-9]{2}-[0-9]{4}", fullmatch=True),
    why=st.just("new"),
    type=st.sampled_from(["attack", "bombing", "protest"]),
    family=st.sampled_from([each.family for each in families()] + ["our-own"]),
    status=st.sampled_from(["happened", "planned", "negated"]),
    certainty=st.sampled_from(["stated", "alleged"]),
    country=st.none() | st.sampled_from(["ML", "NE", "BF"]),
    place=st.none() | st.sampled_from(["Gao", "Tera"]),
    start=st.none() | st.dates(),
    end=st.none() | st.dates(),
    tolls=st.dictionaries(
        st.sampled_from(["killed", "injured", "displaced"]), st.builds(Figure, low=NUMBERS, best=NUMBERS, high=NUMBERS)
    ),
    denied_by=st.lists(st.sampled_from(["the army", "a mayor"]), unique=True),
    publishers=st.integers(0, 9),
)


def named(before: Item, after: Item) -> list[str]:
    return [each.name for each in steps(before, after)]


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"tolls": {"killed": Figure(12, 20, 20)}}, "toll"),
        ({"tolls": {}}, "toll"),
        ({"denied_by": ["the army"]}, "denied"),
        ({"place": None}, "place"),
        ({"end": date(2024, 5, 4)}, "date"),
        ({"type": "abduction"}, "type"),
        ({"status": "negated"}, "status"),
        ({"certainty": "alleged"}, "certainty"),
        ({"publishers": 5}, "publishers"),
        ({"initiators": ["Riders", "Herders"]}, "actor"),
        ({"recipients": ["Farmers"]}, "actor"),
        ({"review": "all"}, "review"),
    ],
)
def test_each_change_that_matters_is_a_step_of_its_own(changed: dict[str, Any], name: str) -> None:
    assert named(RAID, replace(RAID, **changed)) == [name]


def test_a_toll_that_is_taken_back_says_that_none_is_given_now() -> None:
    (step,) = steps(RAID, replace(RAID, tolls={}))
    assert step.values == {"measure": "killed", "before": Figure(12, 12, 12), "after": None}


def test_who_denied_before_is_not_told_again() -> None:
    denied = replace(RAID, denied_by=["the army"])
    assert steps(denied, replace(RAID, denied_by=["the army", "a mayor"]))[0].values == {"by": ["a mayor"]}


def test_more_reports_of_the_same_publishers_are_no_news() -> None:
    assert steps(RAID, replace(RAID, reports=9, said=[])) == []


@given(ITEMS, ITEMS)
def test_steps_survive_being_kept_as_json_and_nothing_changed_is_no_step(one: Item, other: Item) -> None:
    assert steps(one, one) == []
    told = replace(other, steps=steps(one, other))
    assert msgspec.json.decode(msgspec.json.encode(told), type=Item) == told
    assert {each.name for each in steps(one, other)} == {each.name for each in steps(other, one)} or (
        one.denied_by != other.denied_by
    )


@given(st.lists(ITEMS, max_size=30, unique_by=lambda item: item.incident))
def test_grouping_loses_nobody_and_keeps_to_the_rule(items: list[Item]) -> None:
    found = sections(items)
    assert sorted(each.incident for part in found for each in part.items) == sorted(each.incident for each in items)
    assert [part.items for part in found] == [sorted(part.items, key=weight) for part in found]
    first = [weight(part.items[0]) for part in found if part.country]
    assert first == sorted(first)
    assert None not in [part.country for part in found][:-1]


def test_the_dead_weigh_most_then_the_injured_then_what_it_was_then_how_many_tell_then_when() -> None:
    none = replace(RAID, tolls={}, family="words", publishers=1)
    order = [
        replace(none, tolls={"killed": Figure(5, None, None)}),
        replace(none, tolls={"killed": Figure(1, 4, 90), "injured": Figure(50, 50, 50)}),
        replace(none, tolls={"injured": Figure(3, 3, 3)}),
        replace(none, family="attack"),
        replace(none, publishers=2),
        replace(none, end=date(2024, 5, 9)),
        none,
        replace(none, start=None, end=None),
    ]
    assert sorted([*order[4:], *order[:4]], key=weight) == order


def test_the_rule_knows_every_family_and_every_rhythm() -> None:
    found = ranking()
    assert {each.family for each in families()} < set(found.families)
    assert set(found.first) == set(Frequency.values)
    assert found.most > 0


def test_what_went_says_into_what_and_nothing_where_it_is_no_more() -> None:
    assert gone(RAID, None).steps == []
    assert [each.values for each in gone(RAID, "NE-2024-0001").steps] == [{"into": "NE-2024-0001"}]


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_step_has_its_words_in_every_language(language: str) -> None:
    later = replace(
        RAID,
        type="bombing",
        status="negated",
        certainty="hedged",
        publishers=3,
        review="all",
        tolls={"injured": Figure(1, 2, None)},
        denied_by=["the army"],
        place=None,
        start=None,
        end=None,
        initiators=[],
        recipients=["Farmers"],
        outside=True,
    )
    before = replace(RAID, status="actual")
    told = replace(later, why="updated", steps=[*steps(before, later), *gone(RAID, "NE-2024-0001").steps])
    shown = line(told, Words(language))
    assert len(shown.steps) == len(told.steps)
    assert all(shown.steps)
