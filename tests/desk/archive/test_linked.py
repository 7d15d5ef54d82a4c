"""Events become incidents in the desk's own database."""

import pytest
from desk.filled import the

from communique.desk.archive.linked import link_due, recompose
from communique.desk.archive.models import Composition, Event, Incident, Report, Stamp
from communique.desk.archive.signals import compositions_changed

pytestmark = pytest.mark.usefixtures("desk")
READ = Composition.Basis.READ


def bombing() -> Composition:
    return Composition.objects.get(type="bombing", basis=READ)


def test_three_reports_of_a_bombing_are_one_incident_with_every_claim() -> None:
    found = bombing()
    assert (found.reports, found.publishers) == (3, 3)
    assert [figure.low for toll in found.record.tolls for figure in toll.figures] == [12, 20]
    assert found.contradictions > 0
    assert found.incident.events.count() == 3


def test_what_no_report_gives_stays_empty() -> None:
    threat = Composition.objects.get(type="threat", basis=READ)
    assert (threat.start, threat.day, threat.latitude, threat.country, threat.killed_best) == (None, 0, None, "", None)


def test_a_country_has_no_coordinates() -> None:
    flight = Composition.objects.get(type="displacement", basis=READ)
    assert (flight.country, flight.precision, flight.latitude) == ("NE", "country", None)


def test_nothing_is_composed_as_reviewed_before_a_person_accepted() -> None:
    assert not Composition.objects.filter(basis=Composition.Basis.REVIEWED).exists()


def test_every_report_is_done_once_its_events_are_linked() -> None:
    assert set(Report.objects.values_list("state", flat=True)) == {Report.State.LINKED}
    assert not Event.objects.filter(unlinked=True).exists()
    assert link_due() == 0


def test_actors_with_a_name_have_a_row_each_basis() -> None:
    captured = Composition.objects.get(type="territory-captured", basis=READ)
    assert [(party.side, party.name) for party in captured.parties.all()] == [
        ("initiator", "CMA: Coordination of Azawad Movements")
    ]


def test_who_remembers_the_stamp_misses_no_change() -> None:
    before = Stamp.objects.get().last
    recompose([bombing().incident_id])
    assert [each.incident_id for each in Composition.objects.filter(stamp__gt=before)] == [bombing().incident_id]


def test_whoever_listens_hears_which_incidents_changed() -> None:
    heard: list[int] = []

    def listen(numbers: list[int], **_: object) -> None:
        heard.extend(numbers)

    compositions_changed.connect(listen)
    recompose([bombing().incident_id])
    compositions_changed.disconnect(listen)
    assert heard == [bombing().incident_id]


def test_an_event_that_counts_no_longer_leaves_its_incident_and_is_kept() -> None:
    event = the("exploded", "State Wire")
    Event.objects.filter(pk=event.pk).update(state=Event.State.SUPERSEDED, unlinked=True)
    link_due()
    event.refresh_from_db()
    assert event.incident is None
    assert bombing().reports == 2


def test_an_incident_keeps_its_id_when_the_event_that_founded_it_goes() -> None:
    before = bombing().incident.name
    first = the("exploded", "Sahel Daily")
    Event.objects.filter(pk=first.pk).update(state=Event.State.REJECTED, unlinked=True)
    link_due()
    assert bombing().incident.name == before
    assert Incident.objects.get(name=before).into is None
