"""A selection is read from an address, written into one, and finds what a reader would by hand."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from communique.desk.archive.models import Composition
from communique.desk.public.selecting import Selection, SelectionError, from_query
from communique.desk.public.selecting.selection import newest_first

BOTH = ("read", "reviewed")


def types(address: str) -> list[str]:
    found = from_query(QueryDict(address), BOTH)
    return [each.type for each in newest_first(found.rows(Composition.objects.all()))]


EVERY = ["territory-captured", "bombing", "armed-clash", "threat", "displacement", "attack"]


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("country=NE", ["displacement"]),
        ("country=NE&country=ML&family=people", ["displacement"]),
        ("type=bombing&type=threat", ["bombing", "threat"]),
        ("since=2024-05-01", ["territory-captured", "bombing"]),
        ("since=2024-04-15&until=2024-05-02", ["bombing", "armed-clash"]),
        ("until=2024-04-01", ["armed-clash"]),
        ("status=negated", ["attack"]),
        ("precision=region", ["armed-clash"]),
        ("killed=12", ["bombing"]),
        ("killed=1000", []),
        ("publishers=2", ["bombing"]),
        ("place=2455290", ["territory-captured"]),
        ("bbox=-1,15,1,17", ["bombing"]),
        ("bbox=170,-10,-170,10", []),
        ("admin1=Gao", ["bombing"]),
        ("actor=Military+Forces+of+Mali", ["armed-clash"]),
        ("q=market", ["bombing"]),
        ("basis=reviewed", []),
    ],
)
def test_each_filter_finds_what_a_reader_would(address: str, expected: list[str]) -> None:
    assert types(address) == expected


@pytest.mark.usefixtures("desk")
def test_without_a_filter_everything_is_there_and_the_undated_last() -> None:
    found = types("")
    assert found[:3] == EVERY[:3]
    assert sorted(found) == sorted(EVERY)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("country=XX", "country=XX: give one of"),
        ("type=war", "type=war"),
        ("since=May", "give a day as"),
        ("since=2024-05-02&until=2024-05-01", "lies after"),
        ("killed=-1", "whole number"),
        ("bbox=1,2,3", "west,south,east,north"),
        ("bbox=1,2,3,nan", "west,south,east,north"),
        ("q=" + "x" * 300, "200 characters"),
    ],
)
def test_a_wrong_value_is_told_with_its_name_and_the_remedy(address: str, words: str) -> None:
    with pytest.raises(SelectionError, match=words):
        from_query(QueryDict(address), BOTH)


def test_who_may_not_see_the_unreviewed_cannot_ask_for_it() -> None:
    with pytest.raises(SelectionError, match="log in as an analyst"):
        from_query(QueryDict("basis=read"), ("reviewed",))


DAYS = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))


@given(
    st.builds(
        Selection,
        basis=st.sampled_from(BOTH),
        country=st.lists(st.sampled_from(["ML", "NE", "UA"]), unique=True).map(tuple),
        actor=st.lists(
            st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1), unique=True, max_size=3
        ).map(tuple),
        since=DAYS.filter(lambda day: day is None or day < date(2010, 1, 1)),
        until=DAYS.filter(lambda day: day is None or day >= date(2010, 1, 1)),
        killed=st.none() | st.integers(0, 10**8),
        bbox=st.none() | st.just((-10.5, 1.0, 20.0, 5.25)),
    )
)
def test_an_address_leads_back_to_the_same_selection(selection: Selection) -> None:
    assert from_query(QueryDict(selection.to_query()), BOTH) == selection
