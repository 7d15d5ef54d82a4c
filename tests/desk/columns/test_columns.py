"""The columns in memory say what the database says, and follow every change of it."""

from datetime import date

import pytest
from desk.filled import the
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role
from communique.desk.archive.changing import accept, correct, reject
from communique.desk.archive.models import Composition
from communique.desk.public.columns import columns, matching
from communique.desk.public.selecting import Selection, from_query
from communique.desk.public.selecting.selection import newest_first

pytestmark = pytest.mark.usefixtures("desk")
BOTH = ("read", "reviewed")
ADDRESSES = [
    "",
    "country=NE",
    "country=NE&country=ML",
    "family=people",
    "type=bombing&type=threat",
    "since=2024-05-01",
    "since=2024-04-15&until=2024-05-02",
    "until=2024-04-01",
    "status=negated",
    "precision=region",
    "killed=12",
    "killed=0",
    "killed=1000",
    "publishers=2",
    "place=2455290",
    "bbox=-1,15,1,17",
    "bbox=170,-10,-170,10",
    "admin1=Gao",
    "actor=Military+Forces+of+Mali",
    "q=market",
    "basis=reviewed",
    "certainty=stated",
]


def found(selection: Selection) -> list[int]:
    table = columns(selection.basis)
    return [int(pk) for pk in table.pk[matching(table, selection)]]


@pytest.mark.parametrize("address", ADDRESSES)
def test_memory_and_database_let_the_same_through_in_the_same_order(address: str) -> None:
    selection = from_query(QueryDict(address), BOTH)
    asked = newest_first(selection.rows(Composition.objects.all())).values_list("pk", flat=True)
    assert found(selection) == list(asked)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(ADDRESSES), max_size=3))
def test_filters_that_hold_at_once_let_the_same_through(addresses: list[str]) -> None:
    pairs = dict(pair.split("=", 1) for address in addresses for pair in address.split("&") if pair)
    if pairs.get("since", "") > pairs.get("until", "9"):
        del pairs["since"]
    selection = from_query(QueryDict("&".join("=".join(pair) for pair in pairs.items())), BOTH)
    asked = newest_first(selection.rows(Composition.objects.all())).values_list("pk", flat=True)
    assert found(selection) == list(asked)


def test_a_change_is_seen_by_the_next_view() -> None:
    ana = User.objects.create_user("ana", role=Role.ANALYST)
    assert len(columns("reviewed")) == 0
    accept(the("seized"), ana, 1)
    assert len(columns("reviewed")) == 1
    correct(the("seized"), ana, 2, "date", {"start": "2024-05-07", "end": "2024-05-07", "precision": "day"}, {})
    assert columns("reviewed").day.tolist() == [date(2024, 5, 7).toordinal()]
    assert columns("read").day[0] == date(2024, 5, 7).toordinal()
    reject(the("seized"), ana, "no", 3)
    assert len(columns("reviewed")) == 0
    assert len(columns("read")) == Composition.objects.filter(basis="read").count() == 5


def test_what_no_report_gives_is_no_number() -> None:
    threat = columns("read").take(columns("read").type == b"threat")
    assert threat.day.tolist() == [0]
    assert str(threat.latitude[0]) == "nan"
