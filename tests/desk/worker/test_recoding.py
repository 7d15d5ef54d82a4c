"""Reading again shows what changes, changes just that, and leaves what a person decided."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from desk.filled import GAO, KIDAL, RECEIVED, event, killed, tell, the

from communique.cli import main
from communique.desk.accounts.models import User
from communique.desk.archive.changing import accept, add_event, correct, merge, reject, revert, withdraw_report
from communique.desk.archive.linked import link_due
from communique.desk.archive.models import Change, Composition, Event, Incident, Report
from communique.desk.ingest.coder import Coding
from communique.desk.ingest.recoding.planning import Plan, counted
from communique.desk.ingest.recoding.reading import applied, shown
from communique.desk.ingest.recoding.telling import closing, lines
from communique.model import Event as Record
from communique.model import Report as ReportRecord

pytestmark = pytest.mark.django_db
TEXT = "A bomb exploded in Gao and shells fell on Kidal, where gunmen attacked a bus. Later soldiers fled."
BOMB = {"anchor": "exploded", "type": "bombing", "place": GAO, "tolls": killed(3, 3, "3")}
SHELLS = {"anchor": "fell", "type": "shelling", "place": KIDAL}
GUNMEN = {"anchor": "attacked", "type": "attack", "place": KIDAL}
SINCE = date(2024, 1, 1)


class Says:
    """Reads the same events in every report."""

    def __init__(self, *events: dict[str, Any]) -> None:
        self.events = events

    def stream(self, reports: Iterable[ReportRecord]) -> Iterator[tuple[ReportRecord, list[Record]]]:
        for report in reports:
            yield report, [event(report, **each) for each in self.events]


def now_read(*events: dict[str, Any]) -> Coding:
    return Coding(Says(*events), "newer")


def now() -> datetime:
    return RECEIVED


def changes(plans: Iterable[Plan]) -> set[tuple[str, str, bool]]:
    return {(change.anchor, change.kind, change.kept) for plan in plans for change in plan.changes}


@pytest.fixture
def who() -> User:
    return User.objects.create_user("ann", password="long-enough-1")


@pytest.fixture
def report() -> Report:
    told = tell(TEXT, "Sahel Daily", "2024-05-03", [BOMB, SHELLS, GUNMEN], title="Three things")
    link_all()
    return told


def link_all() -> None:
    while link_due():
        pass


def again(*events: dict[str, Any]) -> list[Plan]:
    """Read again, change, and link."""
    plans = list(applied(SINCE, now_read(*events), now))
    link_all()
    return plans


FLED = {"anchor": "fled", "type": "armed-clash"}
MORE = {**BOMB, "tolls": killed(4, 4, "3"), "weapon": "car bomb"}


def test_what_is_new_gone_and_changed_is_shown_and_nothing_is_changed(report: Report) -> None:
    before = list(Event.objects.values())
    (plan,) = shown(SINCE, now_read(MORE, SHELLS, FLED))
    assert changes([plan]) == {("fled", "new", False), ("attacked", "gone", False), ("exploded", "changed", False)}
    (changed,) = [each for each in plan.changes if each.kind == "changed"]
    told = {each.field: (each.before, each.after) for each in changed.fields}
    assert told["weapon"] == (None, "car bomb")
    assert [toll["low"] for side in told["tolls"] for toll in side] == [3, 4]
    assert list(Event.objects.values()) == before


def test_what_is_applied_is_what_was_shown(report: Report) -> None:
    coding = now_read(MORE, SHELLS, FLED)
    before = list(shown(SINCE, coding))
    assert list(applied(SINCE, coding, now)) == before
    link_all()
    assert the("exploded").record.weapon == "car bomb"
    assert the("attacked").state == "superseded"
    assert the("attacked").incident is None
    assert the("fled").state == "new"
    assert Composition.objects.get(type="bombing", basis="read").killed_best == 4
    assert not Composition.objects.filter(type="attack").exists()
    report.refresh_from_db()
    assert (report.coded_with, report.state) == ("newer", "linked")


def test_read_again_with_the_same_version_changes_nothing(report: Report) -> None:
    again(MORE, SHELLS)
    before = list(Event.objects.values())
    assert again(SHELLS) == []
    assert list(Event.objects.values()) == before


def test_only_reports_received_since_are_read(report: Report) -> None:
    assert list(shown(date(2024, 5, 11), now_read())) == []
    assert len(list(shown(date(2024, 5, 10), now_read()))) == 1


def test_withdrawn_reports_are_not_read_again(report: Report, who: User) -> None:
    withdraw_report(report, who, "a hoax")
    assert list(shown(SINCE, now_read())) == []


def test_an_accepted_event_stays_as_it_was_accepted(report: Report, who: User) -> None:
    accept(the("exploded"), who, 1)
    assert ("exploded", "changed", True) in changes(again(MORE, SHELLS, GUNMEN))
    bomb = the("exploded")
    assert (bomb.state, bomb.record.weapon, bomb.version) == ("accepted", None, 2)
    assert bomb.as_read is not None
    assert bomb.as_read.weapon == "car bomb"


@pytest.mark.parametrize("state", ["accepted", "rejected"])
def test_what_a_person_judged_stays_though_it_is_read_no_more(report: Report, who: User, state: str) -> None:
    bomb = the("exploded")
    if state == "accepted":
        accept(bomb, who, 1)
    else:
        reject(bomb, who, "no bomb", 1)
    assert ("exploded", "gone", True) in changes(again(SHELLS))
    assert the("exploded").state == state


def test_a_corrected_field_stays_and_the_new_reading_is_kept_beside_it(report: Report, who: User) -> None:
    correct(the("exploded"), who, 1, "weapon", "landmine", {}, "")
    again(MORE, SHELLS, GUNMEN)
    bomb = the("exploded")
    assert bomb.record.weapon == "landmine"
    assert [toll.low for toll in bomb.record.tolls] == [3]
    assert bomb.as_read is not None
    assert [toll.low for toll in bomb.as_read.tolls] == [4]


def test_what_a_person_took_back_again_counts_as_looked_at(report: Report, who: User) -> None:
    revert(accept(the("exploded"), who, 1), who, "a slip")
    assert the("exploded").state == "new"
    again(SHELLS, GUNMEN)
    assert the("exploded").state == "new"


def test_what_a_person_added_stays_and_is_not_added_twice(report: Report, who: User) -> None:
    record = event(report.record, "fled", "armed-clash", weapon="rifles")
    add_event(report, who, msgspec.structs.replace(record, id="", report=""))
    link_all()
    assert changes(again(BOMB, SHELLS, GUNMEN, FLED)) == set()
    assert the("fled").record.weapon == "rifles"
    assert Event.objects.count() == 4


def test_events_that_a_person_merged_stay_together(report: Report, who: User) -> None:
    incidents = Incident.objects.filter(events__in=[the("exploded").pk, the("fell").pk]).order_by("number")
    merge(list(incidents), who, "one attack")
    again(GUNMEN)
    assert the("exploded").state == the("fell").state == "new"
    assert the("exploded").incident == the("fell").incident


def test_what_was_set_aside_comes_back_when_it_is_read_again(report: Report) -> None:
    again(SHELLS, GUNMEN)
    assert the("exploded").state == "superseded"
    plans = list(applied(SINCE, Coding(Says(BOMB, SHELLS, GUNMEN), "newest"), now))
    link_all()
    assert changes(plans) == {("exploded", "back", False)}
    assert the("exploded").incident is not None


def test_the_history_tells_of_each_field_and_a_person_may_take_it_back(report: Report, who: User) -> None:
    again(MORE, SHELLS, GUNMEN)
    change = Change.objects.get(field="weapon")
    assert (change.who, change.before["value"], change.after["value"]) == (None, None, "car bomb")
    assert change.why == "read again with newer"
    revert(change, who, "there is no car")
    assert the("exploded").record.weapon is None


def test_a_decision_made_after_the_plan_was_shown_holds(report: Report, who: User) -> None:
    plans = shown(SINCE, now_read(SHELLS, GUNMEN))
    assert changes(plans) == {("exploded", "gone", False)}
    accept(the("exploded"), who, 1)
    assert changes(again(SHELLS, GUNMEN)) == {("exploded", "gone", True)}
    assert the("exploded").state == "accepted"


def test_the_table_says_what_happens_in_words(report: Report, who: User) -> None:
    accept(the("fell"), who, 1)
    plans = list(shown(SINCE, now_read(MORE)))
    told = "\n".join(line for plan in plans for line in lines(plan))
    assert "weapon: not given → car bomb" in told
    assert "stays: a person decided on it" in told
    assert closing(counted(plans), len(plans), False) == (
        "1 of 1 reports are read otherwise: 1 changed; 1 gone; 1 left as people decided. "
        "Nothing was changed; run it again with --apply to change it so."
    )


def test_the_command_shows_json_and_applies_only_when_told(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.desk.ingest.coder.open_coding", lambda: now_read(MORE, SHELLS, GUNMEN))
    asked = ["recode", "--since", "2024-01-01", "--format", "json"]
    first = CliRunner().invoke(main, asked)
    assert json.loads(first.stdout)["changes"][0]["kind"] == "changed"
    assert the("exploded").record.weapon is None
    second = CliRunner().invoke(main, [*asked, "--apply"])
    assert second.stdout == first.stdout
    assert the("exploded").record.weapon == "car bomb"
    assert Composition.objects.get(type="bombing", basis="read").killed_best == 4
