"""Quality by sample: drawn by a seed, read a second time blind, compared."""

from typing import Any

import pytest
from desk.conftest import logged_in
from desk.filled import KIDAL, the
from django.test import Client
from django.urls import reverse

from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role
from communique.desk.archive.changing import ChangeRefused, accept, correct, reject
from communique.desk.archive.models import Event
from communique.desk.review.models import Item, Reading, Sample
from communique.desk.review.queue.filters import Filter
from communique.desk.review.sampling import reading
from communique.desk.review.sampling.comparing import differences, lines, pairs
from communique.desk.review.sampling.drawing import draw

pytestmark = pytest.mark.usefixtures("desk")
ALL = Filter(state="todo")


@pytest.fixture
def ana(db: None) -> User:
    return User.objects.create_user("ana", role=Role.ANALYST)


@pytest.fixture
def ben(db: None) -> User:
    return User.objects.create_user("ben", role=Role.ANALYST)


@pytest.fixture
def judged(ana: User) -> None:
    """Ana corrected one event and accepted it, rejected another, accepted the others."""
    event = the("seized")
    correct(event, ana, 1, "type", "armed-clash", {}, "a secret reason")
    accept(event, ana, 2)
    reject(the("attacked"), ana, "denied by officials", 1)
    for each in Event.objects.filter(state=Event.State.NEW):
        accept(each, ana, 1)


def sample(by: User, **more: Any) -> Sample:
    return draw(
        "S", more.pop("seed", 1), more.pop("share", 1.0), more.pop("chosen", ALL), by, blank=more.pop("blank", False)
    )


def item_of(drawn: Sample, event: Event) -> Item:
    return drawn.items.get(event=event)


def address(name: str, item: Item, *more: object) -> str:
    return reverse(f"review:{name}", args=[item.sample_id, item.pk, *more])


def test_the_same_seed_draws_the_same_events_and_another_may_not(judged: None, ana: User) -> None:
    def drawn(seed: int) -> list[int]:
        return sorted(sample(ana, seed=seed, share=0.4).items.values_list("event", flat=True))

    assert drawn(7) == drawn(7)
    assert len(drawn(7)) == 3
    assert len({tuple(drawn(seed)) for seed in range(6)}) > 1


def test_only_what_a_person_judged_is_drawn(ana: User) -> None:
    with pytest.raises(ChangeRefused, match="No event"):
        sample(ana)
    accept(the("seized"), ana, 1)
    Event.objects.filter(pk=the("fled").pk).update(state=Event.State.ACCEPTED)
    assert [item.event for item in sample(ana).items.all()] == [the("seized")]


def test_the_filters_hold_for_the_draw(judged: None, ana: User) -> None:
    drawn = sample(ana, chosen=Filter(country="NE"))
    assert [item.event for item in drawn.items.all()] == [the("fled")]


def test_the_first_reading_is_what_stood_when_it_was_drawn(judged: None, ana: User, ben: User) -> None:
    drawn = sample(ana)
    event = the("seized")
    correct(event, ben, event.version, "type", "siege", {})
    first = item_of(drawn, event).readings.get(turn=Reading.Turn.FIRST)
    assert (first.record.type, first.who, first.judgement) == ("armed-clash", ana, Reading.Judgement.ACCEPTED)


def test_the_second_reader_sees_what_the_machine_read_and_nothing_of_the_first(
    judged: None, ana: User, ben: User
) -> None:
    item = item_of(sample(ana), the("seized"))
    page = logged_in(ben).get(address("item", item)).content.decode()
    record = page.split('id="record"')[1].split("</dl>")[0]
    assert "territory-captured" in record
    for hidden in ("armed-clash", "a secret reason", "corrected by", "Accepted", "The machine read"):
        assert hidden not in page.split('id="keys"')[0]
    assert ">ana<" not in page


def test_the_second_reader_may_begin_with_an_empty_record(judged: None, ana: User, ben: User) -> None:
    item = item_of(sample(ana, blank=True), the("seized"))
    page = logged_in(ben).get(address("item", item)).content.decode()
    record = page.split('id="record"')[1].split("</dl>")[0]
    assert "Kidal" not in record
    assert "territory-captured" not in page.split('id="keys"')[0]
    begun = Reading.objects.get(item=item, turn=Reading.Turn.SECOND).record
    assert (begun.place, begun.initiators, begun.anchor) == (None, (), "seized")


def test_the_first_reader_cannot_read_a_second_time(judged: None, ana: User) -> None:
    item = item_of(sample(ana), the("seized"))
    answer = logged_in(ana).get(address("item", item))
    assert answer.status_code == 409
    assert "somebody else reads it" in answer.content.decode()
    assert reading.next_item(item.sample, ana) is None
    assert logged_in(ana).post(address("item-accept", item)).status_code == 409


def test_two_people_do_not_read_the_same_item(judged: None, ana: User, ben: User) -> None:
    drawn = sample(ana)
    eve = User.objects.create_user("eve", role=Role.ANALYST)
    one = reading.next_item(drawn, ben)
    assert one is not None
    reading.begun(one, ben)
    other = reading.next_item(drawn, eve)
    assert other is not None
    assert other != one
    with pytest.raises(ChangeRefused, match="Somebody else began"):
        reading.begun(one, eve)


def test_a_second_reading_changes_nobodys_record(judged: None, ana: User, ben: User) -> None:
    event = the("seized")
    before, item = event.record, item_of(sample(ana), event)
    client = logged_in(ben)
    client.post(address("item-correct", item, "status"), {"choice": "planned"})
    client.post(address("item-no-place", item))
    client.post(address("item-accept", item))
    second = Reading.objects.get(item=item, turn=Reading.Turn.SECOND)
    assert (second.record.status, second.record.place, second.judgement) == ("planned", None, "accepted")
    assert Event.objects.get(pk=event.pk).record == before
    assert Event.objects.get(pk=event.pk).version == event.version


def test_a_finished_reading_stays_as_it_is(judged: None, ana: User, ben: User) -> None:
    item = item_of(sample(ana), the("seized"))
    client = logged_in(ben)
    client.post(address("item-reject", item))
    assert client.post(address("item-correct", item, "status"), {"choice": "planned"}).status_code == 409
    assert client.post(address("item-accept", item)).status_code == 409


def test_an_empty_record_is_not_accepted_without_a_type(judged: None, ana: User, ben: User) -> None:
    item = item_of(sample(ana, blank=True), the("seized"))
    assert "Give the type first" in logged_in(ben).post(address("item-accept", item)).content.decode()


def test_near_a_place_is_a_circle_in_a_second_reading_too(judged: None, ana: User, ben: User) -> None:
    item = item_of(sample(ana), the("seized"))
    logged_in(ben).post(address("item-correct", item, "near"), {"choice": "stands", "km": "12"})
    place = Reading.objects.get(item=item, turn=Reading.Turn.SECOND).record.place
    assert place is not None
    assert (place.name, place.accuracy_km, place.precision) == (KIDAL.name, 12.0, "district")


def read_all(drawn: Sample, who: User) -> None:
    for item in drawn.items.all():
        reading.begun(item, who)
        reading.finish(item, who, "accepted")


def test_agreement_is_of_judgements_and_of_the_fields_both_accepted(judged: None, ana: User, ben: User) -> None:
    drawn = sample(ana)
    read_all(drawn, ben)
    read = pairs(drawn.items.prefetch_related("readings").order_by("pk"))
    found = {line.words: line.found for line in lines(read)}
    assert (found["accepted or rejected"].same, found["accepted or rejected"].total) == (7, 8)
    assert (found["type"].same, found["type"].total) == (6, 7)
    assert (found["place: name, division and country"].same, found["status"].same) == (7, 7)
    told = [(each.words, each.first, each.second) for each in differences(read)]
    assert ("type", "armed-clash", "territory-captured") in told
    assert ("accepted or rejected", "rejected", "accepted") in told


def test_what_was_read_differently_is_shown_once_all_was_read(judged: None, ana: User, ben: User) -> None:
    drawn = sample(ana)
    client = logged_in(ben)
    page = client.get(reverse("review:sample", args=[drawn.pk])).content.decode()
    assert "0 of 8" in page
    assert "Read differently" not in page
    read_all(drawn, ben)
    page = client.get(reverse("review:sample", args=[drawn.pk])).content.decode()
    assert "Read differently" in page
    assert "7 of 8" in page
    assert "Cohen" in page


def test_editors_draw_samples_and_analysts_do_not(judged: None, analyst: Client, editor: Client) -> None:
    sent = {"name": "May", "seed": "3", "share": "50", "filters": "type=bombing", "blank": "on"}
    assert analyst.post(reverse("review:sample-new"), sent).status_code == 403
    editor.post(reverse("review:sample-new"), sent)
    drawn = Sample.objects.get()
    assert (drawn.name, drawn.share, drawn.blank, drawn.filters) == ("May", 0.5, True, "type=bombing")
    assert drawn.items.count() == 2
    answer = editor.get(reverse("review:sample-read", args=[drawn.pk]))
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"seed": "x", "share": "10"}, "seed: give a number"),
        ({"seed": "1", "share": "0"}, "above 0"),
        ({"seed": "1", "share": "10", "filters": "country=XX"}, "two letters"),
    ],
)
def test_a_draw_that_cannot_be_says_why(judged: None, editor: Client, sent: dict[str, str], words: str) -> None:
    answer = editor.post(reverse("review:sample-new"), sent)
    assert answer.status_code == 409
    assert words in answer.content.decode()
