"""Reviewing by its pages: accept, reject, correct, undo, add, group, lock, comment; as a browser without script sends it."""

import re
from typing import Any

import pytest
from desk.conftest import logged_in
from desk.filled import the
from django.test import Client
from django.urls import reverse

from communique.desk.accounts.models import Organisation, User
from communique.desk.accounts.roles import Role
from communique.desk.archive.changing import accept
from communique.desk.archive.linked import link_due
from communique.desk.archive.models import Change, Composition, Event, Incident
from communique.desk.review.models import Assignment, Comment, Lock

pytestmark = pytest.mark.usefixtures("desk")


@pytest.fixture
def ben(db: None) -> User:
    return User.objects.create_user("ben", role=Role.ANALYST)


def at(name: str, event: Event, *more: object) -> str:
    return reverse(f"review:{name}", args=[event.pk, *more])


def again(event: Event) -> Event:
    return Event.objects.get(pk=event.pk)


def post(client: Client, view: str, event: Event, /, *more: object, **data: Any) -> Any:
    return client.post(at(view, event, *more), {"version": again(event).version, **data}, HTTP_HX_REQUEST="true")


def span(event: Event, words: str) -> dict[str, int]:
    start = event.report.record.text.index(words)
    return {"start": start, "end": start + len(words)}


def test_the_bench_shows_the_report_with_the_words_of_each_field_marked(analyst: Client) -> None:
    page = analyst.get(at("event", the("seized"))).content.decode()
    assert re.search(r'<mark class="f-place"[^>]*>Kidal</mark>', page)
    assert re.search(r'<mark class="f-type"[^>]*>seized</mark>', page)
    assert re.search(r'<mark class="f-date"[^>]*>Monday</mark>', page)
    assert "Kidal, Mali: town" in page


def test_what_the_report_does_not_give_is_said_to_be_not_given(analyst: Client) -> None:
    page = analyst.get(at("event", the("threatened"))).content.decode()
    assert page.count("not given") >= 4
    assert "published on a day not given" in page


def test_a_report_cannot_bring_markup_onto_the_page(analyst: Client) -> None:
    event = the("seized")
    Comment.objects.create(event=event, who=User.objects.get(), text="<script>alert(1)</script>")
    page = analyst.get(at("event", event)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_accepting_shows_the_next_event_of_the_queue(analyst: Client) -> None:
    first, second = Event.objects.order_by("pk")[:2]
    answer = post(analyst, "accept", first)
    assert again(first).state == Event.State.ACCEPTED
    assert answer["HX-Push-Url"] == at("event", second)
    assert f"Accepted event {first.pk}" in answer.content.decode()
    assert f'data-event="{second.pk}"' in answer.content.decode()


def test_without_script_a_judgement_leads_to_the_next_page(analyst: Client) -> None:
    first, second = Event.objects.order_by("pk")[:2]
    answer = analyst.post(at("accept", first), {"version": 1})
    assert (answer.status_code, answer["Location"]) == (302, at("event", second))


def test_the_last_event_is_followed_by_the_end_of_the_queue(analyst: Client) -> None:
    last = Event.objects.order_by("pk").last()
    assert last is not None
    assert "at the end of this queue" in post(analyst, "accept", last).content.decode()


def test_next_and_previous_go_through_the_queue_and_change_nothing(analyst: Client) -> None:
    first, second = Event.objects.order_by("pk")[:2]
    assert post(analyst, "next", first)["HX-Push-Url"] == at("event", second)
    assert post(analyst, "previous", second)["HX-Push-Url"] == at("event", first)
    assert not Change.objects.exists()


def test_the_filters_stay_in_the_address_from_event_to_event(analyst: Client) -> None:
    first, second = Event.objects.filter(type="bombing").order_by("pk")[:2]
    answer = analyst.post(at("accept", second) + "?type=bombing&order=newest", {"version": 1})
    assert answer["Location"] == at("event", first) + "?type=bombing&order=newest"


def test_a_rejection_keeps_its_reason_and_without_one_nothing_is_done(analyst: Client) -> None:
    event = the("seized")
    refused = post(analyst, "reject", event, why=" ")
    assert (refused.status_code, again(event).state) == (409, Event.State.NEW)
    assert "Say why" in refused.content.decode()
    post(analyst, "reject", event, why="An exercise")
    assert (again(event).state, again(event).reason) == (Event.State.REJECTED, "An exercise")


def test_a_form_made_before_another_changed_the_event_is_refused_and_shows_it_as_it_is(
    analyst: Client, ben: User
) -> None:
    event = the("seized")
    accept(event, ben, 1)
    answer = analyst.post(at("reject", event), {"version": 1, "why": "no"}, HTTP_HX_REQUEST="true")
    assert answer.status_code == 409
    assert "changed by somebody else" in answer.content.decode()
    assert again(event).state == Event.State.ACCEPTED


def test_only_editors_withdraw(analyst: Client, editor: Client) -> None:
    event = the("seized")
    post(analyst, "accept", event)
    assert post(analyst, "withdraw", event, why="retracted").status_code == 403
    Lock.objects.all().delete()
    post(editor, "withdraw", event, why="retracted")
    assert (again(event).state, again(event).reason) == (Event.State.WITHDRAWN, "retracted")


def test_undo_takes_ones_own_last_change_back_and_goes_on_to_the_one_before(analyst: Client, ben: User) -> None:
    one, other = the("seized"), the("attacked")
    post(analyst, "accept", one)
    post(analyst, "accept", other)
    accept(the("fled"), ben, 1)
    for state in (Event.State.ACCEPTED, Event.State.NEW):
        analyst.post(reverse("review:undo"), {"event": one.pk}, HTTP_HX_REQUEST="true")
        assert (again(one).state, again(other).state) == (state, Event.State.NEW)
    answer = analyst.post(reverse("review:undo"), {"event": one.pk}, HTTP_HX_REQUEST="true")
    assert answer.status_code == 409
    assert "nothing of yours" in answer.content.decode()
    assert again(the("fled")).state == Event.State.ACCEPTED


def test_undo_takes_a_merge_back_once(analyst: Client) -> None:
    event = the("seized")
    post(analyst, "accept", event)
    other = Composition.objects.get(type="bombing", basis="read").incident_id
    post(analyst, "merge", event, incidents=other, why="one battle")
    assert Incident.objects.exclude(into=None).exists()
    analyst.post(reverse("review:undo"), {"event": event.pk})
    assert not Incident.objects.exclude(into=None).exists()
    analyst.post(reverse("review:undo"), {"event": event.pk})
    assert again(event).state == Event.State.NEW


@pytest.mark.parametrize(
    ("field", "sent", "value"),
    [
        ("type", {"choice": "armed-clash"}, "armed-clash"),
        ("status", {"choice": "planned"}, "planned"),
        ("certainty", {"choice": "hedged"}, "hedged"),
        ("aggregate", {"choice": "True"}, True),
        ("count", {"count": "3"}, 3),
        ("weapon", {"weapon": "rifles"}, "rifles"),
        ("weapon", {"weapon": ""}, None),
    ],
)
def test_a_plain_field_is_corrected(analyst: Client, field: str, sent: dict[str, str], value: object) -> None:
    event = the("seized")
    answer = post(analyst, "correct", event, field, **sent, **span(event, "the town"))
    assert answer.status_code == 200
    assert getattr(again(event).record, field) == value
    assert again(event).record.evidence.get(field) == (
        None if value is None else tuple(span(event, "the town").values())
    )


def test_the_date_is_read_from_the_selected_words_against_the_day_of_publication(analyst: Client) -> None:
    event = the("seized")
    page = analyst.get(at("edit", event, "date"), span(event, "Monday")).content.decode()
    assert page.count('value="2024-05-06"') == 2
    sent = {"text": "Monday", "first_day": "2024-04-29", "last_day": "2024-04-29", "precision": "day"}
    post(analyst, "correct", event, "date", **sent, **span(event, "Monday"))
    record = again(event).record
    assert (record.date.start, record.date.text) == ("2024-04-29", "Monday")
    assert again(event).start is not None


def test_a_date_that_cannot_be_comes_back_with_what_is_wrong(analyst: Client) -> None:
    event = the("seized")
    for sent, words in (
        ({"first_day": "2024-05-02", "last_day": "2024-05-01", "precision": "days"}, "lies before the first"),
        ({"first_day": "2024-05-02", "precision": "unknown"}, "Give the precision"),
        ({"precision": "day"}, "Give a day"),
        ({"first_day": "yesterday", "precision": "day"}, "valid date"),
    ):
        answer = post(analyst, "correct", event, "date", **sent)
        assert answer.status_code == 422
        assert answer["HX-Retarget"] == "#editor"
        assert words in answer.content.decode()
    assert again(event).version == 1


def test_places_of_the_selected_words_are_offered_and_one_is_kept_with_the_words(analyst: Client) -> None:
    event = the("exploded", "State Wire")
    page = analyst.get(at("edit", event, "place"), span(event, "Gao")).content.decode()
    sent = re.search(r'value="(\{[^"]*Gao[^"]*Mali[^"]*)"', page)
    assert sent is not None
    choice = sent.group(1).replace("&quot;", '"').replace("&#x27;", "'")
    post(analyst, "correct", event, "place", name="Gao", choice=choice, **span(event, "Gao"))
    place = again(event).record.place
    assert place is not None
    assert (place.country, place.text) == ("Mali", "Gao")
    assert again(event).record.evidence["place.name"] == tuple(span(event, "Gao").values())


def test_the_search_of_places_offers_those_of_the_country_first_and_says_when_there_is_none(analyst: Client) -> None:
    page = analyst.get(reverse("review:places"), {"name": "Kidal", "now": "Mali"}).content.decode()
    assert page.index("Mali") < (page.index("India") if "India" in page else len(page))
    assert "No place of this name" in analyst.get(reverse("review:places"), {"name": "Qqxyz"}).content.decode()


def test_a_place_that_the_gazetteer_does_not_have_is_kept_without_a_position(analyst: Client) -> None:
    event = the("seized")
    post(analyst, "correct", event, "place", name="Well of Aram", choice="unknown", country="ML", precision="site")
    place = again(event).record.place
    assert place is not None
    assert (place.name, place.country, place.precision, place.latitude) == ("Well of Aram", "Mali", "site", None)


def test_cannot_be_located_leaves_no_place_and_the_page_says_so(analyst: Client) -> None:
    event = the("seized")
    answer = post(analyst, "no-place", event)
    assert (again(event).record.place, again(event).unlocatable) == (None, True)
    assert "cannot be located, a person found" in answer.content.decode()


def test_reported_near_keeps_a_circle_and_asks_for_a_position(analyst: Client) -> None:
    event = the("seized")
    post(analyst, "correct", event, "near", choice="stands", km="30")
    place = again(event).record.place
    assert place is not None
    assert (place.accuracy_km, place.precision) == (30.0, "district")
    unknown = the("fled")
    answer = post(analyst, "correct", unknown, "near", choice="stands", km="30")
    assert "position is known" in answer.content.decode()


def rows(**cells: Any) -> dict[str, Any]:
    total = {"rows-TOTAL_FORMS": 2, "rows-INITIAL_FORMS": 1, "rows-MIN_NUM_FORMS": 0, "rows-MAX_NUM_FORMS": 60}
    return total | {f"rows-{name.replace('_', '-', 1).lstrip('n')}": value for name, value in cells.items()}


def test_an_actor_is_added_from_selected_words_and_another_taken_out(analyst: Client) -> None:
    event = the("seized")
    page = analyst.get(at("edit", event, "initiators"), span(event, "the army")).content.decode()
    assert 'value="the army"' in page
    assert "Military Forces of Mali" in page
    words = span(event, "the army")
    sent = rows(
        n0_text="rebels",
        n0_DELETE="on",
        n1_text="the army",
        n1_name="Military Forces of Mali",
        n1_kind="state-forces",
        n1_start=words["start"],
        n1_end=words["end"],
    )
    post(analyst, "correct", event, "initiators", **sent)
    record = again(event).record
    assert [actor.name for actor in record.initiators] == ["Military Forces of Mali"]
    assert record.evidence["initiators[0].text"] == tuple(words.values())


def test_a_toll_is_read_from_selected_words_and_needs_an_outcome(analyst: Client) -> None:
    event = the("exploded", "State Wire")
    words = span(event, "three")
    page = analyst.get(at("edit", event, "tolls"), words).content.decode()
    assert page.count('value="3"') == 2
    sent = rows(n0_text="three", n0_low="3", n0_high="3", n0_start=words["start"], n0_end=words["end"])
    sent |= {"rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 0}
    assert "Choose what became" in post(analyst, "correct", event, "tolls", **sent).content.decode()
    post(analyst, "correct", event, "tolls", **sent | {"rows-0-outcome": "injured", "rows-0-who": "shoppers"})
    toll = again(event).record.tolls[0]
    assert (toll.outcome, toll.low, toll.high, toll.who) == ("injured", 3, 3, "shoppers")
    assert again(event).record.evidence["tolls[0].text"] == tuple(words.values())


def test_the_attribution_is_corrected_with_its_words_or_taken_away(analyst: Client) -> None:
    event = the("exploded", "River Post")
    post(
        analyst,
        "correct",
        event,
        "attribution",
        source="a hospital doctor",
        cue="told",
        **span(event, "a hospital doctor"),
    )
    said = again(event).record.attribution
    assert said is not None
    assert (said.source, said.cue) == ("a hospital doctor", "told")
    post(analyst, "correct", event, "attribution", source="", cue="")
    assert again(event).record.attribution is None


def test_an_editor_of_no_field_is_not_found(analyst: Client) -> None:
    assert analyst.get(at("edit", the("seized"), "id")).status_code == 404


def test_offsets_that_are_no_words_of_the_report_are_left_aside(analyst: Client) -> None:
    for start, end in ((5, 5), (9, 2), (0, 10**6), ("x", 3)):
        page = analyst.get(at("edit", the("seized"), "weapon"), {"start": start, "end": end})
        assert page.status_code == 200
        assert "Selected words" not in page.content.decode()


def test_a_missed_event_is_added_from_its_words_and_its_bench_shown(analyst: Client) -> None:
    event = the("seized")
    assert "Select the words" in analyst.get(at("missed", event)).content.decode()
    answer = post(analyst, "add", event, choice="retreat", **span(event, "left"))
    made = Event.objects.get(type="retreat")
    assert (made.maker, made.record.anchor) == (Event.Maker.PERSON, "left")
    assert f'data-event="{made.pk}"' in answer.content.decode()
    analyst.post(reverse("review:undo"), {"event": event.pk})
    assert again(made).state == Event.State.WITHDRAWN


def test_events_are_split_off_and_kept_apart_by_their_panel(analyst: Client) -> None:
    event = the("exploded", "State Wire")
    panel = analyst.get(at("incident", event)).content.decode()
    assert panel.count('name="events"') == 3
    post(analyst, "split", event, events=event.pk, why="another market")
    counts = Composition.objects.filter(type="bombing", basis="read").values_list("reports", flat=True)
    assert sorted(counts) == [1, 2]
    panel = analyst.get(at("incident", event)).content.decode()
    assert 'name="incidents"' in panel
    assert "log odds" in panel
    other = Composition.objects.get(type="bombing", basis="read", reports=2).incident_id
    post(analyst, "apart", event, incidents=other)
    assert Change.objects.filter(field="apart").exists()
    assert post(analyst, "merge", event, incidents=other).status_code == 409


def test_an_unknown_incident_is_refused_by_its_name(analyst: Client) -> None:
    answer = post(analyst, "merge", the("seized"), name="XX-1900-0001")
    assert "no incident XX-1900-0001" in answer.content.decode()


def test_an_event_that_another_has_open_may_be_looked_at_but_not_changed(analyst: Client, ben: User) -> None:
    event = the("seized")
    logged_in(ben).get(at("event", event))
    assert "ben has had this event open" in analyst.get(at("event", event)).content.decode()
    assert post(analyst, "accept", event).status_code == 409
    assert again(event).state == Event.State.NEW


def test_a_lock_runs_out_after_ten_minutes_and_is_renewed_while_the_page_is_open(
    analyst: Client, ben: User, time_machine: Any
) -> None:
    event, bens = the("seized"), logged_in(ben)
    time_machine.move_to("2024-06-01 12:00Z", tick=False)
    bens.get(at("event", event))
    time_machine.move_to("2024-06-01 12:09Z", tick=False)
    assert bens.post(at("renew", event)).status_code == 204
    assert analyst.post(at("renew", event)).status_code == 409
    time_machine.move_to("2024-06-01 12:18Z", tick=False)
    assert post(analyst, "accept", event).status_code == 409
    time_machine.move_to("2024-06-01 12:20Z", tick=False)
    assert post(analyst, "accept", event).status_code == 200


def test_a_lock_is_broken_with_a_note_that_stands_among_the_comments(analyst: Client, ben: User) -> None:
    event = the("seized")
    logged_in(ben).get(at("event", event))
    assert post(analyst, "break", event, why="").status_code == 409
    answer = post(analyst, "break", event, why="ben went home")
    assert "Broke the lock of ben: ben went home" in answer.content.decode()
    assert post(analyst, "accept", event).status_code == 200


def test_next_passes_over_what_another_has_open(analyst: Client, ben: User) -> None:
    first, second, third = Event.objects.order_by("pk")[:3]
    logged_in(ben).get(at("event", second))
    assert post(analyst, "next", first)["HX-Push-Url"] == at("event", third)


def test_leaving_an_event_lets_go_of_it(analyst: Client, ben: User) -> None:
    first = Event.objects.order_by("pk")[0]
    post(analyst, "next", first)
    assert post(logged_in(ben), "accept", first).status_code == 200


def test_an_event_is_assigned_and_found_by_whom_it_is_for(analyst: Client, ben: User) -> None:
    event = the("seized")
    post(analyst, "assign", event, to="ben")
    assert Assignment.objects.get(event=event).to == ben
    mine = logged_in(ben).get(reverse("review:queue"), {"assigned": "me"}).content.decode()
    assert mine.count('scope="row"') == 1
    assert "nobody who reviews here" in post(analyst, "assign", event, to="nobody-known").content.decode()
    post(analyst, "assign", event, to="")
    assert Assignment.objects.get(event=event).to is None


def test_comments_stand_by_the_event_and_by_the_incident(analyst: Client) -> None:
    event = the("seized")
    assert "Which Kidal?" in post(analyst, "comment", event, text="Which Kidal?").content.decode()
    post(analyst, "comment", event, text="Two towns?", of="incident")
    assert "Two towns?" in analyst.get(at("incident", event)).content.decode()
    assert Comment.objects.filter(incident=event.incident).count() == 1


def test_under_the_two_person_rule_the_second_is_somebody_else(analyst: Client, ben: User) -> None:
    Organisation.objects.update_or_create(pk=1, defaults={"two_person_rule": True})
    event = the("seized")
    post(analyst, "accept", event)
    assert again(event).state == Event.State.SECONDED
    assert at("event", event) not in analyst.get(reverse("review:queue")).content.decode()
    assert post(analyst, "accept", event).status_code == 409
    Lock.objects.all().delete()
    bens = logged_in(ben)
    assert at("event", event) in bens.get(reverse("review:queue")).content.decode()
    assert "accepted by analyst-one" in bens.get(at("event", event)).content.decode()
    post(bens, "accept", event)
    assert again(event).state == Event.State.ACCEPTED


def test_the_history_tells_who_changed_what_from_what_to_what_and_why_and_takes_it_back(analyst: Client) -> None:
    event = the("seized")
    post(analyst, "correct", event, "status", choice="planned", why="it was announced")
    history = analyst.get(at("history", event)).content.decode()
    for words in ("analyst-one", "status", "actual", "planned", "it was announced"):
        assert words in history
    change = Change.objects.get(field="status")
    post(analyst, "revert", event, change.pk, why="it happened")
    assert again(event).record.status == "actual"
    assert "Was taken back later" in analyst.get(at("history", event)).content.decode()


def test_a_change_of_another_event_cannot_be_taken_back_here(analyst: Client) -> None:
    event = the("seized")
    post(analyst, "correct", event, "status", choice="planned")
    other = the("attacked")
    assert post(analyst, "revert", other, Change.objects.get(field="status").pk).status_code == 409


def test_what_the_machine_read_stands_beside_what_a_person_corrected(analyst: Client) -> None:
    event = the("seized")
    page = post(analyst, "correct", event, "type", choice="armed-clash").content.decode()
    assert "The machine read: territory-captured" in page
    assert "corrected by analyst-one" in page


@pytest.mark.parametrize("name", ["queue", "samples", "start", "places", "actors"])
def test_strangers_are_sent_to_log_in_and_readers_refused(stranger: Client, reader: Client, name: str) -> None:
    assert stranger.get(reverse(f"review:{name}")).status_code == 302
    assert reader.get(reverse(f"review:{name}")).status_code == 403


@pytest.mark.parametrize(
    "name", ["accept", "reject", "withdraw", "no-place", "next", "add", "merge", "split", "apart", "renew"]
)
def test_nothing_is_changed_by_looking(editor: Client, reader: Client, name: str) -> None:
    event = the("seized")
    assert editor.get(at(name, event)).status_code == 405
    assert reader.post(at(name, event)).status_code == 403
    assert again(event).version == 1


def test_the_number_of_queries_does_not_grow_with_the_events_of_a_report(
    analyst: Client, django_assert_max_num_queries: Any
) -> None:
    event = the("seized")
    analyst.get(at("event", event))
    with django_assert_max_num_queries(20):
        analyst.get(at("event", event))
    with django_assert_max_num_queries(60):
        post(analyst, "accept", event)
    link_due()
