"""Taking rows by leases, failing, trying again, and what the worker says of itself."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk.filled import event
from django.db import OperationalError, connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communique.desk.accounts.models import User
from communique.desk.archive.changing import ChangeRefused, accept, withdraw_report
from communique.desk.archive.linked import link_due
from communique.desk.archive.models import Change, Event, Report, Snapshot, Source
from communique.desk.ingest import intake
from communique.desk.ingest.coder import Coding, version
from communique.desk.ingest.hints import Hints
from communique.desk.ingest.models import Worker
from communique.desk.ingest.working import Limits, Work, alive, retry, run
from communique.desk.ingest.working.coding import code_waiting
from communique.desk.ingest.working.holding import hold, let_go, now, renew
from communique.desk.ingest.working.loop import Heart
from communique.desk.ingest.working.polling import poll_due
from communique.desk.ingest.working.reading import read_fetched
from communique.desk.ingest.working.seen import SILENT
from communique.model import Event as Record
from communique.model import Report as ReportRecord

pytestmark = pytest.mark.django_db
AT = datetime(2024, 6, 2, 12, tzinfo=UTC)
LATER = timedelta(hours=9)
QUIET = Q()


class Words:
    """Reads every "exploded" as a bombing; fails on a report with a word; does what it is told before each report."""

    def __init__(self, bad: str = "unreadable", before: object = None) -> None:
        self.bad, self.before, self.batches = bad, before, list[list[str]]()

    def stream(self, reports: Iterable[ReportRecord]) -> Iterator[tuple[ReportRecord, list[Record]]]:
        together = list(reports)
        self.batches.append([report.id for report in together])
        for report in together:
            if callable(self.before):
                self.before()
            if self.bad in report.text:
                raise ZeroDivisionError("no such number")
            yield report, [event(report, "exploded", "bombing")] if "exploded" in report.text else []


def work(coder: Words | None = None, **limits: object) -> Work:
    return Work(Coding(coder or Words(), "words"), Limits(**limits))  # type: ignore[arg-type]


def given(*texts: str, url: str = "") -> list[Report]:
    """Reports that wait, from one file."""
    source = Source.objects.get_or_create(kind=Source.Kind.UPLOADED, name="Files")[0]
    number = Snapshot.objects.count()
    rows = [{"id": f"g{number}-{n}", "text": text, "url": url or None} for n, text in enumerate(texts)]
    body = "\n".join(json.dumps(row) for row in rows).encode()
    snapshot = intake.keep(source, f"file-{number}.jsonl", body, "application/x-ndjson", Hints(), AT)
    assert snapshot is not None
    return intake.read_snapshot(snapshot, AT)


def state(report: Report) -> str:
    report.refresh_from_db()
    return report.state


def test_what_one_worker_holds_no_other_takes_until_the_lease_ran_out() -> None:
    (report,) = given("A bomb exploded in the market of the old town this morning.")
    one, other = work(), work()
    at = now()
    assert hold([report], QUIET, one, at) == [report]
    assert hold([report], QUIET, other, at) == []
    assert code_waiting(other) == 0
    assert hold([report], QUIET, other, at + timedelta(minutes=2)) == [report]


def test_a_lease_is_renewed_only_for_what_the_worker_itself_holds() -> None:
    mine, others = given("A bomb exploded at a bridge.", "A bomb exploded at a school.")
    one, other = work(), work()
    hold([mine], QUIET, one, AT)
    hold([others], QUIET, other, AT)
    renew(one)
    mine.refresh_from_db()
    others.refresh_from_db()
    assert mine.lease_until > now()
    assert others.lease_until == AT + other.limits.lease


def test_a_row_that_another_took_meanwhile_is_not_given_back() -> None:
    (report,) = given("A bomb exploded at a bridge over the river.")
    hold([report], QUIET, work(), AT)
    other = work()
    hold([Report.objects.get(pk=report.pk)], QUIET, other, AT + LATER)
    let_go(report, state=Report.State.FAILED)
    assert state(report) == "waiting"
    assert report.leased_by == other.name


def test_reports_are_coded_together_and_in_order() -> None:
    found = given(*(f"Bomb number {n} exploded in a street of the town." for n in range(5)))
    coder = Words()
    assert code_waiting(work(coder, batch=3)) == 3
    assert code_waiting(work(coder, batch=3)) == 2
    assert coder.batches == [[each.name for each in found[:3]], [each.name for each in found[3:]]]
    assert {state(each) for each in found} == {"coded"}
    assert {each.coded_with for each in found} == {"words"}


def test_one_that_cannot_be_read_fails_alone_after_three_attempts_with_its_error() -> None:
    good, bad, other = given("A bomb exploded at noon.", "This is unreadable to us.", "A bomb exploded at night.")
    doing = work()
    while code_waiting(doing):
        pass
    assert (state(good), state(bad), state(other)) == ("coded", "waiting", "coded")
    assert bad.error == "ZeroDivisionError: no such number"
    assert bad.due_at > now()
    Report.objects.update(due_at=None)
    code_waiting(doing)
    assert state(bad) == "failed"
    assert bad.attempts == 3


def test_one_that_fails_does_not_keep_later_ones_from_their_incidents() -> None:
    _bad, good = given("This is unreadable to us.", "A bomb exploded at noon in the market.")
    doing = work()
    while code_waiting(doing):
        pass
    assert link_due() == 1
    assert state(good) == "linked"


def test_one_that_waits_keeps_later_ones_from_their_incidents_so_that_ids_come_in_order() -> None:
    first, second = given("A bomb exploded at dawn.", "A bomb exploded at noon.")
    hold([first], QUIET, work(), now())
    code_waiting(work())
    assert state(second) == "coded"
    assert link_due() == 0


def test_a_failed_report_is_tried_again_when_a_person_asks() -> None:
    who = User.objects.create_user("ed", password="long-enough-1")
    (bad,) = given("This is unreadable to us.")
    with pytest.raises(ChangeRefused):
        retry(bad, who)
    Report.objects.update(state="failed", error="ZeroDivisionError", attempts=3)
    retry(bad, who)
    assert (state(bad), bad.attempts, bad.error) == ("waiting", 0, "")
    change = Change.objects.get(subject="report")
    assert (change.before, change.after, change.who) == ("failed", "waiting", who)


def test_a_report_that_a_person_withdrew_while_it_was_read_stays_withdrawn() -> None:
    who = User.objects.create_user("ed", password="long-enough-1")
    (report,) = given("A bomb exploded at noon.")
    code_waiting(work(Words(before=lambda: withdraw_report(report, who, "a hoax"))))
    assert state(report) == "withdrawn"
    assert not report.events.exists()


def test_a_coder_that_lost_its_lease_writes_nothing() -> None:
    (report,) = given("A bomb exploded at noon.")
    other = work()

    def late() -> None:
        Report.objects.filter(pk=report.pk).update(leased_by=other.name)

    code_waiting(work(Words(before=late)))
    assert state(report) == "waiting"
    assert not Event.objects.exists()


def test_the_database_out_of_reach_is_not_the_reports_fault() -> None:
    (report,) = given("A bomb exploded at noon.")

    def gone() -> None:
        raise OperationalError("server closed the connection")

    with pytest.raises(OperationalError):
        code_waiting(work(Words(before=gone)))
    report.refresh_from_db()
    assert (report.state, report.error) == ("waiting", "")


def test_a_revision_supersedes_the_earlier_report_but_not_what_a_person_decided() -> None:
    who = User.objects.create_user("ann", password="long-enough-1")
    url = "https://sahel.example/one"
    (old,) = given("A bomb exploded at noon in the market. Shells exploded at night.", url=url)
    code_waiting(work())
    link_due()
    (event_,) = old.events.all()
    (new,) = given("A bomb exploded at noon in the market. Shells fell.", url=url)
    assert new.revises == old
    code_waiting(work())
    link_due()
    event_.refresh_from_db()
    assert (state(old), event_.state, event_.incident) == ("superseded", "superseded", None)
    fresh = new.events.get()
    accept(fresh, who, fresh.version)
    (third,) = given("A correction: nothing happened at the market at all.", url=url)
    code_waiting(work())
    link_due()
    fresh.refresh_from_db()
    assert (state(new), state(third), fresh.state) == ("superseded", "linked", "accepted")
    assert fresh.incident is not None


def test_where_a_revision_fails_the_earlier_report_stays_and_goes_with_the_next() -> None:
    url = "https://sahel.example/two"
    (old,) = given("A bomb exploded at noon in the market.", url=url)
    code_waiting(work())
    given("This is unreadable to us.", url=url)
    code_waiting(work())
    assert state(old) == "coded"
    (third,) = given("A bomb exploded at noon in the big market.", url=url)
    code_waiting(work())
    assert (state(old), state(third)) == ("superseded", "coded")


def test_a_revision_waits_for_the_report_before_it_that_another_worker_holds() -> None:
    url = "https://sahel.example/three"
    (old,) = given("A bomb exploded at noon in the market.", url=url)
    (new,) = given("A bomb exploded at noon in the big market.", url=url)
    held = hold([old], QUIET, work(), now())
    assert code_waiting(work()) == 0
    let_go(held[0])
    assert [code_waiting(work()) for _ in range(3)] == [1, 1, 0]
    assert (state(old), state(new)) == ("superseded", "coded")
    assert old.events.get().state == "superseded"


def test_snapshots_are_read_one_after_another_even_by_several_workers() -> None:
    source = Source.objects.create(kind=Source.Kind.UPLOADED, name="Files")
    for number in range(2):
        body = f"A bomb exploded near the market of town number {number}, the police said on Monday.".encode()
        intake.keep(source, f"{number}.txt", body, "text/plain", Hints(), AT)
    first, second = Snapshot.objects.order_by("pk")
    hold([first], QUIET, work(), now())
    assert read_fetched(work()) == 0
    let_go(first)
    assert read_fetched(work()) == 2
    assert set(Snapshot.objects.values_list("state", flat=True)) == {"read"}
    assert second.reports.count() == 1


def test_a_snapshot_that_ends_the_worker_again_and_again_is_failed() -> None:
    source = Source.objects.create(kind=Source.Kind.UPLOADED, name="Files")
    intake.keep(source, "a.txt", b"A bomb exploded.", "text/plain", Hints(), AT)
    Snapshot.objects.update(attempts=3, lease_until=AT, leased_by="one that is gone")
    read_fetched(work())
    assert Snapshot.objects.get().state == "failed"
    assert "ended 3 times" in Snapshot.objects.get().error


def test_an_error_of_ours_while_a_source_is_asked_is_shown_and_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        Source.objects.create(kind=Source.Kind.FEED, name=name, address=f"https://{name}.example/feed", due_at=AT)

    def ask(source: Source, at: datetime) -> None:
        raise KeyError(source.name)

    monkeypatch.setattr("communique.desk.ingest.working.polling.poll", ask)
    assert poll_due(work()) == 2
    assert set(Source.objects.values_list("error", flat=True)) == {"KeyError: 'one'", "KeyError: 'two'"}
    assert all(source.due_at > now() and source.leased_by == "" for source in Source.objects.all())


def test_the_worker_says_that_it_is_there_and_that_it_left() -> None:
    given("A bomb exploded at noon.")
    doing = work()
    with Heart(doing):
        assert [each.name for each in alive(now())] == [doing.name]
        assert not alive(now() + SILENT + timedelta(seconds=1)).exists()
    assert not alive(now()).exists()
    assert Worker.objects.get().stopped_at is not None


@pytest.fixture
def one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's transaction is not to be closed as a connection left behind."""
    monkeypatch.setattr("communique.desk.ingest.working.loop.close_old_connections", lambda: None)


@pytest.mark.usefixtures("one_connection")
def test_until_idle_does_all_and_leaves() -> None:
    (report,) = given("A bomb exploded at noon.")
    run(work(), until_idle=True)
    assert state(report) == "linked"


@pytest.mark.usefixtures("one_connection")
def test_a_worker_told_to_stop_finishes_its_step_and_leaves() -> None:
    reports = given(*(f"Bomb number {n} exploded in a street of the town." for n in range(4)))
    doing = work(batch=2)
    doing.coding.coder.before = doing.stopping.set  # type: ignore[attr-defined]
    run(doing)
    assert [state(each) for each in reports] == ["coded", "coded", "waiting", "waiting"]
    assert not Report.objects.exclude(leased_by="").exists()


def test_asking_what_is_due_takes_few_questions_when_nothing_is() -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        for step in (poll_due, read_fetched, code_waiting):
            step(work())
    assert len(asked) == 3


def test_versions_differ_by_reader_and_by_codebook(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "hierarchy.yaml").write_text("[attack]")
    found = [version("rules"), version("both"), version("both", str(own))]
    (own / "hierarchy.yaml").write_text("[bombing]")
    found.append(version("both", str(own)))
    assert len(set(found)) == 4
    assert version("both") == found[1]
    assert max(map(len, found)) <= 64


def test_an_editor_sees_what_failed_and_has_it_tried_again(editor: Client) -> None:
    (bad,) = given("This is <b>unreadable</b> to us.")
    Report.objects.update(state="failed", error="ZeroDivisionError: <no> number")
    page = editor.get("/sources/work/").content.decode()
    assert "ZeroDivisionError: &lt;no&gt; number" in page
    assert "No worker is at work" in page
    editor.post(f"/sources/work/reports/{bad.pk}/again/")
    assert state(bad) == "waiting"
