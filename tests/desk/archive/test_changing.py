"""What people change is kept with who, when, from, to and why; it can be taken back, and the machine never undoes it."""

from pathlib import Path
from typing import Any

import pytest
from desk.filled import GAO, KIDAL, the

from communique.desk.accounts.models import Organisation, User
from communique.desk.accounts.roles import Role
from communique.desk.archive.changing import (
    ChangeRefused,
    Outdated,
    accept,
    add_event,
    apart,
    cannot_be_located,
    correct,
    merge,
    reject,
    reported_near,
    revert,
    split,
    withdraw,
    withdraw_report,
)
from communique.desk.archive.linked import link_due
from communique.desk.archive.models import Change, Composition, Event, Incident
from communique.model import Event as Record

pytestmark = pytest.mark.usefixtures("desk")
READ, REVIEWED = Composition.Basis.READ, Composition.Basis.REVIEWED


@pytest.fixture
def ana(db: None) -> User:
    return User.objects.create_user("ana", role=Role.ANALYST)


@pytest.fixture
def ben(db: None) -> User:
    return User.objects.create_user("ben", role=Role.ANALYST)


def bombing(basis: str = READ) -> Composition:
    return Composition.objects.get(type="bombing", basis=basis)


def again(event: Event) -> Event:
    return Event.objects.get(pk=event.pk)


def test_what_is_reviewed_is_composed_of_accepted_events_alone(ana: User) -> None:
    accept(the("exploded", "Sahel Daily"), ana, 1)
    assert (bombing(REVIEWED).reports, bombing(REVIEWED).killed_best) == (1, 12)
    assert (bombing().reports, bombing().incident.reviewed) == (3, Incident.Reviewed.PARTLY)


def test_a_change_made_from_an_old_form_is_refused(ana: User, ben: User) -> None:
    event = the("seized")
    accept(event, ana, 1)
    with pytest.raises(Outdated):
        reject(event, ben, "no", 1)


def test_two_persons_accept_under_the_rule_and_never_one_twice(ana: User, ben: User) -> None:
    Organisation.objects.update_or_create(pk=1, defaults={"two_person_rule": True})
    event = the("seized")
    accept(event, ana, 1)
    assert again(event).state == Event.State.SECONDED
    with pytest.raises(ChangeRefused, match="two-person rule"):
        accept(event, ana, 2)
    accept(event, ben, 2)
    assert again(event).state == Event.State.ACCEPTED


def test_a_correction_between_two_acceptances_starts_anew(ana: User, ben: User) -> None:
    Organisation.objects.update_or_create(pk=1, defaults={"two_person_rule": True})
    event = the("seized")
    accept(event, ana, 1)
    correct(event, ben, 2, "status", "planned", {})
    assert again(event).state == Event.State.NEW


def test_a_rejected_event_leaves_the_incident_at_once_and_is_kept(ana: User) -> None:
    event = the("exploded", "State Wire")
    reject(event, ana, "only hurt", 1)
    assert bombing().reports == 2
    link_due()
    assert (bombing().reports, again(event).reason) == (2, "only hurt")


def test_nothing_is_rejected_or_withdrawn_without_a_reason(ana: User) -> None:
    for act in (reject, withdraw):
        with pytest.raises(ChangeRefused, match="Say why"):
            act(the("seized"), ana, " ", 1)


def test_a_correction_keeps_what_the_machine_read_and_the_words_that_say_so(ana: User) -> None:
    event = the("seized")
    change = correct(event, ana, 1, "place", {**_json(GAO)}, {"place.name": [4, 10]}, "the text says so")
    now = again(event)
    assert now.record.place == GAO
    assert now.record.evidence["place.name"] == (4, 10)
    assert now.record.rules["place.name"] == "corrected by ana"
    assert now.as_read is not None
    assert now.as_read.place == KIDAL
    assert change.before is not None
    assert change.before["value"]["name"] == "Kidal"
    assert (change.who, change.why) == (ana, "the text says so")
    assert Composition.objects.get(incident=now.incident_id, basis=READ).place == "Gao"


def _json(place: object) -> dict[str, object]:
    return {name: getattr(place, name) for name in place.__struct_fields__}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("field", "value", "spans", "words"),
    [
        ("type", "no-such", {}, "no type of the codebook"),
        ("status", "perhaps", {}, "Invalid enum"),
        ("date", {"start": "2024-13-01"}, {}, "write it as"),
        ("date", {"start": "2024-05-02", "end": "2024-05-01"}, {}, "before its start"),
        ("tolls", [{"outcome": "killed", "low": 5, "high": 2, "text": "5"}], {}, "above its upper end"),
        ("place", None, {"place.name": [5, 5000]}, "no words of the report"),
        ("place", None, {"tolls[0].low": [1, 2]}, "no part of place"),
        ("id", "x", {}, "cannot be corrected"),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_words_and_leaves_no_trace(
    ana: User, field: str, value: object, spans: dict[str, list[int]], words: str
) -> None:
    event = the("seized")
    with pytest.raises(ChangeRefused, match=words):
        correct(event, ana, 1, field, value, spans)
    assert again(event).version == 1
    assert not Change.objects.exists()


def test_what_cannot_be_located_has_no_place_and_says_so(ana: User) -> None:
    event = the("seized")
    cannot_be_located(event, ana, 1)
    assert (again(event).record.place, again(event).unlocatable) == (None, True)


def test_near_a_town_is_a_circle_and_no_town(ana: User) -> None:
    event = the("seized")
    reported_near(event, ana, 1, _json(KIDAL), 25.0)
    place = again(event).record.place
    assert place is not None
    assert (place.accuracy_km, place.precision) == (25.0, "district")


def test_every_change_of_an_event_can_be_taken_back_once(ana: User, ben: User) -> None:
    event = the("seized")
    original = event.record
    change = correct(event, ana, 1, "place", _json(GAO), {"place.name": [4, 10]})
    undone = revert(change, ben, "it was right")
    assert again(event).record == original
    assert (undone.undoes, undone.who) == (change, ben)
    with pytest.raises(ChangeRefused, match="already"):
        revert(change, ben)


def test_a_rejection_taken_back_joins_the_event_to_its_incident_again(ana: User) -> None:
    event = the("exploded", "State Wire")
    change = reject(event, ana, "no", 1)
    link_due()
    revert(change, ana)
    link_due()
    assert bombing().reports == 3


def test_merged_incidents_keep_the_older_id_and_the_other_leads_to_it(ana: User) -> None:
    one, other = bombing().incident, Composition.objects.get(type="territory-captured").incident
    merge([one, other], ana, "same day")
    older, newer = sorted((one, other), key=lambda each: each.number)
    newer.refresh_from_db()
    assert newer.into == older
    assert older.compositions.get(basis=READ).record.formerly == (newer.name,)


def test_a_merge_taken_back_gives_both_again(ana: User) -> None:
    one, other = bombing().incident, Composition.objects.get(type="territory-captured").incident
    revert(merge([one, other], ana), ana)
    assert not Incident.objects.exclude(into=None).exists()
    assert bombing().reports == 3


def test_a_split_event_stays_apart_whatever_is_linked_later(ana: User) -> None:
    event = the("exploded", "State Wire")
    split(bombing().incident, [event], ana, "another market")
    Event.objects.update(unlinked=True)
    link_due()
    counts = Composition.objects.filter(type="bombing", basis=READ).values_list("reports", flat=True)
    assert sorted(counts) == [1, 2]


def test_what_was_said_to_be_apart_cannot_be_merged(ana: User) -> None:
    one, other = bombing().incident, Composition.objects.get(type="territory-captured").incident
    apart(one, other, ana)
    with pytest.raises(ChangeRefused, match="apart"):
        merge([one, other], ana)


def test_a_person_adds_what_the_machine_missed(ana: User) -> None:
    report = the("seized").report
    text = report.record.text
    start = text.index("left the town")
    record = Record(id="", report="", type="retreat", anchor="", quote="", evidence={"anchor": (start, start + 4)})
    added = add_event(report, ana, record)
    assert (added.record.anchor, added.maker, added.as_read) == ("left", Event.Maker.PERSON, None)
    link_due()
    assert Composition.objects.filter(type="retreat", basis=READ).exists()
    with pytest.raises(ChangeRefused, match="already"):
        add_event(report, ana, record)


def test_a_withdrawn_report_takes_its_events_out_and_is_kept(ana: User) -> None:
    report = the("exploded", "State Wire").report
    withdraw_report(report, ana, "retracted by the paper")
    assert bombing().reports == 2
    assert report.events.get().state == Event.State.WITHDRAWN


def test_a_type_of_the_operators_own_codebook_can_be_chosen(ana: User, tmp_path: Path, settings: Any) -> None:
    (tmp_path / "types").mkdir()
    (tmp_path / "types" / "bridge-closing.yaml").write_text(
        "type: bridge-closing\ndefinition: A bridge is closed.\nchoose: Only bridges.\nacled: null\nplover: null\ncameo: []\n"
        "ucdp: {qualifies: never}\nframe: act\nexamples: [{text: They closed a bridge., anchor: closed}]\n"
        "triggers: [{verbs: [close], when: {object: ['@bridge']}}]\n",
        "utf-8",
    )
    (tmp_path / "classes.yaml").write_text("bridge: {lemmas: [bridge]}\n", "utf-8")
    settings.CODEBOOK = str(tmp_path)
    correct(the("seized"), ana, 1, "type", "bridge-closing", {})
    assert again(the("seized")).type == "bridge-closing"
