"""The queue: its filters, its order, its pages; by keys and never by counting."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from desk.filled import the
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role
from communique.desk.archive.changing import accept, reject
from communique.desk.archive.models import Event, Source
from communique.desk.review.listed import fields, key_of, keys, reasons
from communique.desk.review.queue.filters import ORDERS, STATES, Filter, FilterError
from communique.desk.review.queue.walking import following, key, walk

pytestmark = pytest.mark.usefixtures("desk")


@pytest.fixture
def ana(db: None) -> User:
    return User.objects.create_user("ana", role=Role.ANALYST)


def chosen(query: str) -> Filter:
    return Filter.from_query(QueryDict(query))


def pks(query: str, ana: User) -> list[int]:
    return [event.pk for event in walk(chosen(query), ana)]


@pytest.mark.parametrize(
    "query",
    ["", "state=rejected&country=ML&type=bombing&low=0.2&high=0.9&source=3&since=2024-05-01&assigned=me&order=sure"],
)
def test_a_filter_written_into_an_address_is_read_back(query: str) -> None:
    assert chosen(chosen(query).to_query()) == chosen(query)
    assert chosen(query).to_query() == query


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("state=odd", "state=odd: give one of todo"),
        ("country=Mali", "two letters"),
        ("type=battle", "a type of the codebook"),
        ("low=2", "from 0 to 1"),
        ("high=nan", "from 0 to 1"),
        ("source=x", "number of a source"),
        ("since=yesterday", "2024-05-01"),
        ("order=random", "oldest"),
    ],
)
def test_a_wrong_filter_is_named_with_the_remedy(analyst: Client, query: str, words: str) -> None:
    with pytest.raises(FilterError, match=words):
        chosen(query)
    answer = analyst.get(f"{reverse('review:queue')}?{query}")
    assert answer.status_code == 400
    assert query in answer.content.decode()


def test_the_filters_leave_what_they_say(ana: User) -> None:
    bombings = list(Event.objects.filter(type="bombing").order_by("pk").values_list("pk", flat=True))
    assert pks("type=bombing", ana) == bombings
    assert pks("country=NE", ana) == [the("fled").pk]
    assert pks("high=0.3", ana) == [the("attacked").pk]
    assert the("attacked").pk not in pks("low=0.3", ana)
    assert pks(f"source={Source.objects.get().pk}", ana) == pks("", ana)
    assert pks("source=99", ana) == []
    assert pks("assigned=nobody", ana) == pks("", ana)
    assert pks("assigned=me", ana) == []


def test_states_are_told_apart(ana: User) -> None:
    accept(the("seized"), ana, 1)
    reject(the("fled"), ana, "no", 1)
    assert pks("state=accepted", ana) == [the("seized").pk]
    assert pks("state=rejected", ana) == [the("fled").pk]
    assert not {the("seized").pk, the("fled").pk} & set(pks("", ana))


def test_new_since_leaves_what_was_read_on_that_day_and_after(ana: User) -> None:
    old = list(Event.objects.order_by("pk").values_list("pk", flat=True)[:4])
    Event.objects.filter(pk__in=old).update(read_at=timezone.now() - timedelta(days=5))
    since = (timezone.now() - timedelta(days=2)).date()
    assert pks(f"since={since}", ana) == [pk for pk in pks("", ana) if pk not in old]
    assert pks(f"since={timezone.now().date() + timedelta(days=1)}", ana) == []


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_is_walked_forth_and_back_without_loss(ana: User, order: str) -> None:
    for number, event in enumerate(Event.objects.order_by("pk")):
        Event.objects.filter(pk=event.pk).update(confidence=(number % 3) / 10)
    accept(Event.objects.order_by("pk")[2], ana, 1)
    filters = chosen(f"order={order}")
    whole = [event.pk for event in walk(filters, ana)]
    assert len(whole) == Event.objects.count() - 1
    steps, place = [], None
    while found := walk(filters, ana, place, limit=2):
        steps += [event.pk for event in found]
        place = key(found[-1])
    assert steps == whole
    last = Event.objects.get(pk=whole[-1])
    back = [event.pk for event in walk(filters, ana, key(last), back=True)]
    assert back == whole[-2::-1]


def test_states_that_are_shown_together_are_merged_in_order(ana: User) -> None:
    first, second, third = Event.objects.order_by("pk")[:3]
    Event.objects.filter(pk=second.pk).update(state=Event.State.SECONDED)
    assert pks("", ana)[:3] == [first.pk, second.pk, third.pk]


def test_the_next_after_one_that_left_the_queue_is_the_one_behind_it(ana: User) -> None:
    first, second = Event.objects.order_by("pk")[:2]
    accept(first, ana, 1)
    then = following(chosen(""), ana, first)
    assert then is not None
    assert then.pk == second.pk


def test_the_list_is_paged_forth_and_back(analyst: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.desk.review.views.queue.PAGE", 3)
    page = analyst.get(reverse("review:queue")).content.decode()
    shown = [pk for pk in Event.objects.order_by("pk").values_list("pk", flat=True) if f"/review/{pk}/" in page]
    assert len(shown) == 3
    assert "Earlier" not in page
    following_page = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    page = analyst.get(reverse("review:queue") + following_page).content.decode()
    assert f'/review/{shown[-1]}/"' not in page
    back = page.split('rel="prev" href="')[1].split('"')[0].replace("&amp;", "&")
    page = analyst.get(reverse("review:queue") + back).content.decode()
    assert f'/review/{shown[0]}/"' in page


def test_a_place_in_the_queue_that_is_none_is_refused(analyst: Client) -> None:
    assert analyst.get(reverse("review:queue"), {"after": "x"}).status_code == 400


def test_the_queue_remembers_where_one_was(analyst: Client) -> None:
    event = the("seized")
    address = reverse("review:event", args=[event.pk]) + "?country=ML"
    analyst.get(address)
    assert f'href="{address}"' in analyst.get(reverse("review:queue")).content.decode()


def test_start_leads_to_the_first_event_of_the_filters(analyst: Client) -> None:
    answer = analyst.get(reverse("review:start"), {"country": "NE"})
    assert answer["Location"] == reverse("review:event", args=[the("fled").pk]) + "?country=NE"
    assert analyst.get(reverse("review:start"), {"country": "FR"})["Location"].startswith(reverse("review:queue"))


def test_the_queue_asks_the_database_no_more_the_longer_it_is(
    analyst: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        analyst.get(reverse("review:queue"))


def test_the_value_lists_are_whole() -> None:
    assert {f"edit-{each.field}" for each in fields()} <= set(key_of())
    assert reasons()
    assert set(STATES) == {"todo", *Event.State.values}


def test_every_action_of_a_key_has_its_control_on_some_page(analyst: Client, editor: Client) -> None:
    event = the("seized")
    address = reverse("review:event", args=[event.pk])
    pages = analyst.get(address).content.decode() + editor.get(address).content.decode()
    pages += analyst.get(reverse("review:incident", args=[event.pk])).content.decode()
    accept(event, User.objects.get(username="editor-one"), 1)
    pages += editor.get(address).content.decode()
    missing = [each.action for each in keys() if f'data-action="{each.action}"' not in pages]
    assert not missing


def test_the_page_of_the_docs_has_every_key() -> None:
    page = (Path(__file__).parents[3] / "docs/desk/review.md").read_text("utf-8")
    table = [line for line in page.splitlines() if line.startswith("| `")]
    assert table == [f"| `{each.key}` | {each.label} |" for each in keys()]
