"""An incident as it was known on a day."""

import msgspec
import pytest
from stories import ARMY, REBELS, day, incident, killed, report

from communique.incidents.told import Told
from communique.model import Incident
from communique.situation.reported import NotRecomputableError, as_reported

EARLY = report("air-strike", "2013-01-10", (ARMY,), "2013-01-11", tolls=(killed(7, 7),), name="early")
LATER = report(
    "air-strike", "2013-01-10", (ARMY,), "2013-01-14", tolls=(killed(31, 31),), name="later", publisher="Wire"
)
STRIKE = incident(1, EARLY, LATER)


def known(found: Incident, on: str) -> Incident:
    told = as_reported(found, on)
    assert told is not None
    return told


def test_before_its_first_report_an_incident_was_not_known() -> None:
    assert as_reported(STRIKE, "2013-01-10") is None


def test_the_toll_is_that_of_the_reports_of_the_day() -> None:
    assert known(STRIKE, "2013-01-13").tolls[0].best == 7
    assert known(STRIKE, "2013-01-14").tolls[0].best == 31
    assert known(STRIKE, "2013-01-13").publishers == 1
    assert known(STRIKE, "2013-01-13").last_updated == "2013-01-11"


def test_with_all_reports_it_is_the_same_incident() -> None:
    assert as_reported(STRIKE, "2013-01-14") is STRIKE


def test_a_report_without_a_date_is_not_known_to_have_been_there() -> None:
    undated = report("air-strike", "2013-01-10", (ARMY,), None, tolls=(killed(90, 90),), name="undated")
    assert as_reported(incident(1, undated), "2020-01-01") is None
    assert known(incident(1, EARLY, undated), "2020-01-01").tolls[0].best == 7


def test_a_time_of_day_does_not_make_a_report_later_than_its_day() -> None:
    at_noon = Told(LATER.event, msgspec.structs.replace(LATER.origin, published="2013-01-14T12:00:00"))
    assert known(incident(1, EARLY, at_noon), "2013-01-14").tolls[0].best == 31


def test_a_reprint_stays_a_reprint() -> None:
    first = _sketched(report("air-strike", "2013-01-10", (ARMY,), "2013-01-11", name="a", publisher="One"), "AAAA")
    again = _sketched(report("air-strike", "2013-01-10", (ARMY,), "2013-01-12", name="b", publisher="Two"), "AAAA")
    own = _sketched(report("air-strike", "2013-01-10", (ARMY,), "2013-01-12", name="c", publisher="Three"), "BBBB")
    late = _sketched(report("air-strike", "2013-01-10", (ARMY,), "2013-01-20", name="d", publisher="Four"), "CCCC")
    whole = incident(1, first, again, own, late)
    assert whole.publishers == 3
    then = known(whole, "2013-01-15")
    assert [source.reprint_of for source in then.sources] == [None, "a", None]
    assert then.publishers == 2


def test_an_incident_without_events_cannot_be_composed_anew() -> None:
    bare = msgspec.structs.replace(STRIKE, events=())
    assert as_reported(bare, "2013-01-14") is bare
    with pytest.raises(NotRecomputableError):
        as_reported(bare, "2013-01-13")


def test_an_incident_without_sources_is_known_by_its_last_update() -> None:
    bare = msgspec.structs.replace(STRIKE, events=(), sources=())
    assert as_reported(bare, "2013-01-13") is None
    assert as_reported(bare, "2013-01-14") is bare


def test_a_denial_that_came_later_is_not_known_yet() -> None:
    yes = report("attack", "2013-01-10", (REBELS,), "2013-01-11", name="yes")
    no = report("attack", "2013-01-10", (REBELS,), "2013-01-15", name="no", status="negated", publisher="Wire")
    assert known(incident(1, yes, no), "2013-01-12").contradictions == ()
    assert known(incident(1, yes, no), "2013-01-15").contradictions[0].field == "status"
    assert known(incident(1, yes, no), "2013-01-12").date.value == day("2013-01-10")


def _sketched(told: Told, letters: str) -> Told:
    return Told(told.event, msgspec.structs.replace(told.origin, sketch=letters * 8))
