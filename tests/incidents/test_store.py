"""The store: any order of arrival, ids that stay, decisions that hold, and nothing lost when it is killed."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.incidents import Linker, Told, origin, partition, telling
from communique.incidents.chunks import inputs
from communique.incidents.decisions import Decision, DecisionError
from communique.incidents.store import Store, StoreError, parts, regions
from communique.incidents.store.events import encode
from communique.model import Event, Incident, Place, Report, Toll, When

MOPTI = Place(
    text="Mopti", name="Mopti", admin1="Mopti", country="Mali", precision="town", latitude=14.49, longitude=-4.19
)
GAO = Place(text="Gao", name="Gao", admin1="Gao", country="Mali", precision="town", latitude=16.27, longitude=-0.04)
SCENES = (
    (
        "2019-03-02",
        MOPTI,
        9,
        "A bomb in a fruit cart killed nine traders at the river market of Mopti, said the trader Amadou Guindo.",
    ),
    (
        "2019-03-04",
        MOPTI,
        2,
        "Two boatmen died when a second bomb went off by the ferry at Mopti, the pilot Oumar Karembe said.",
    ),
    (
        "2019-03-02",
        GAO,
        9,
        "Nine cattle dealers were killed as a bomb burst at the livestock yard of Gao, the vet Alassane Toure said.",
    ),
)
WORDS = (
    "",
    " The clinic asked for blood.",
    " A curfew was called.",
    " Soldiers closed the road.",
    " Stalls burnt all morning.",
)


def told(scene: int, teller: int) -> Told:
    day, place, killed, text = SCENES[scene]
    name = f"s{scene}t{teller}"
    report = Report(
        id=name,
        text=text + WORDS[teller],
        publisher=f"Paper {teller}",
        published=f"{day[:-1]}{int(day[-1]) + teller % 3}",
    )
    event = Event(
        id=f"{name}:2-6",
        report=name,
        type="bombing",
        anchor="bomb",
        quote=text,
        place=place,
        date=When(start=day, end=day, precision="day"),
        tolls=(Toll(outcome="killed", low=killed, high=killed, text="killed"),),
    )
    return Told(event, origin(report))


EVERY = [told(scene, teller) for scene in range(len(SCENES)) for teller in range(len(WORDS))]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "incidents.db")


def groups(store: Store) -> set[frozenset[str]]:
    return {frozenset(event.id for event in incident.events) for incident in store.incidents()}


def by_event(store: Store) -> dict[str, str]:
    return {event.id: incident.id for incident in store.incidents() for event in incident.events}


def file_of(events: Sequence[Told], path: Path) -> Path:
    path.write_bytes(b"".join(encode(each) + b"\n" for each in events))
    return path


def add_file(store: Store, path: Path) -> None:
    with ExitStack() as stack:
        store.add_files(inputs([str(path)], stack))


def test_reports_that_come_one_by_one_make_the_incidents_a_reader_would(store: Store) -> None:
    for each in EVERY:
        store.add([each])
    assert groups(store) == {frozenset(told(scene, teller).event.id for teller in range(5)) for scene in range(3)}


orders = st.permutations(range(len(EVERY)))


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(orders, st.integers(1, len(EVERY)))
def test_any_order_and_any_parcels_of_arrival_give_the_same_incidents(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], parcel: int
) -> None:
    folder = tmp_path_factory.mktemp("order")
    with Store.open(folder / "parcels.db") as some, Store.open(folder / "once.db") as once:
        for start in range(0, len(order), parcel):
            some.add([EVERY[n] for n in order[start : start + parcel]])
        once.add(EVERY)
        assert groups(some) == groups(once)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(orders)
def test_a_block_that_grows_too_large_is_passed_over_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, order: list[int]
) -> None:
    """With blocks of three at most, nearly every block outgrows its bound while reports come and go."""
    folder = tmp_path_factory.mktemp("blocks")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(regions, "LARGEST", 3)
        with Store.open(folder / "one.db") as one, Store.open(folder / "other.db") as other:
            for n in order:
                one.add([EVERY[n]])
            other.add(EVERY)
            assert groups(one) == groups(other)
            gone = [EVERY[n].event.id for n in order[:4]]
            one.remove(gone)
            with Store.open(folder / "without.db") as without:
                without.add([each for each in EVERY if each.event.id not in gone])
                assert groups(one) == groups(without)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(orders, st.integers(2, 6))
def test_a_component_that_grows_too_large_is_taken_apart_alike_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], most: int
) -> None:
    """One by one, at once and with some taken out again: the parts are those of linking everything."""
    folder = tmp_path_factory.mktemp("parts")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "MOST", most)
        patch.setattr(partition, "MOST", most)
        with Store.open(folder / "one.db") as one:
            for n in order:
                one.add([EVERY[n]])
            assert groups(one) == linked(EVERY)
            one.remove([EVERY[n].event.id for n in order[:4]])
            assert groups(one) == linked([EVERY[n] for n in order[4:]])


def linked(events: Sequence[Told]) -> set[frozenset[str]]:
    return {frozenset(group) for group in Linker([telling(each) for each in events]).clusters()}


def test_many_at_once_and_one_by_one_give_the_same_incidents(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in EVERY:
        store.add([each])
    monkeypatch.setattr("communique.incidents.store.file.FEW", 3)
    with Store.open(tmp_path / "bulk.db") as bulk:
        add_file(bulk, file_of(EVERY[:6], tmp_path / "first.jsonl"))
        add_file(bulk, file_of(EVERY[3:], tmp_path / "rest.jsonl"))
        assert groups(bulk) == groups(store)
        assert len(bulk) == len(EVERY)


def test_what_is_filled_at_once_goes_on_one_by_one(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("communique.incidents.store.file.FEW", 3)
    add_file(store, file_of(EVERY[:-1], tmp_path / "most.jsonl"))
    store.add([EVERY[-1]])
    with Store.open(tmp_path / "other.db") as other:
        other.add(EVERY)
        assert groups(store) == groups(other)


def test_an_id_is_readable_and_stays_when_reports_come(store: Store) -> None:
    store.add(EVERY[:1])
    first = by_event(store)
    assert first == {EVERY[0].event.id: "ML-2019-0001"}
    store.add(EVERY[1:])
    assert by_event(store)[EVERY[0].event.id] == "ML-2019-0001"
    assert sorted(set(by_event(store).values())) == ["ML-2019-0001", "ML-2019-0002", "ML-2019-0003"]


def test_adding_a_report_again_changes_nothing_and_a_changed_one_is_replaced(store: Store) -> None:
    store.add(EVERY)
    before = by_event(store)
    assert store.add(EVERY[:2]).known == 2
    assert by_event(store) == before
    moved = msgspec.structs.replace(EVERY[0].event, type="agreement")
    store.add([Told(moved, EVERY[0].origin)])
    assert len(groups(store)) == 4


def test_a_changed_report_is_replaced_as_well_where_many_come_at_once(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add(EVERY)
    name = by_event(store)[EVERY[0].event.id]
    moved = Told(msgspec.structs.replace(EVERY[0].event, type="agreement"), EVERY[0].origin)
    monkeypatch.setattr("communique.incidents.store.file.FEW", 0)
    with ExitStack() as stack:
        file = file_of([moved, *EVERY[1:], EVERY[1]], tmp_path / "again.jsonl")
        added = store.add_files(inputs([str(file)], stack))
    assert (added.events, added.known) == (1, len(EVERY))
    assert store.incident(name).events == (moved.event,)
    assert groups(store) == linked([moved, *EVERY[1:]])


def test_an_event_that_stands_twice_in_new_files_is_told_of(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("communique.incidents.store.file.FEW", 0)
    with ExitStack() as stack:
        added = store.add_files(inputs([str(file_of([*EVERY, EVERY[1]], tmp_path / "twice.jsonl"))], stack))
    assert (added.events, added.known, len(added.errors)) == (len(EVERY), 0, 1)


def test_merged_incidents_have_the_oldest_id_and_the_others_lead_to_it(store: Store) -> None:
    store.add(EVERY)
    names = sorted(set(by_event(store).values()))
    store.merge(names[:2], "Ada", "one attack in two stages")
    merged = store.incident(names[1])
    assert (merged.id, merged.formerly) == (names[0], (names[1],))
    assert [(each.kind, each.who, each.why) for each in store.decisions()] == [
        ("same", "Ada", "one attack in two stages")
    ]


def test_no_later_run_undoes_a_merge_or_a_split(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add(EVERY[:-1])
    names = by_event(store)
    store.merge([names[EVERY[0].event.id], names[EVERY[5].event.id]])
    taken = EVERY[10].event.id
    store.split(names[taken], [taken])
    decided = {frozenset(group) for group in groups(store)}
    store.add(EVERY[-1:])
    monkeypatch.setattr("communique.incidents.store.file.FEW", 0)
    add_file(store, file_of(EVERY, tmp_path / "again.jsonl"))
    now = by_event(store)
    assert now[EVERY[0].event.id] == now[EVERY[5].event.id]
    assert all(now[taken] != now[each.event.id] for each in EVERY[11:14])
    assert len(groups(store)) == len(decided)


def test_what_is_held_apart_stays_apart_when_a_report_likens_them(store: Store) -> None:
    store.add([EVERY[0]])
    store.add([told(0, 1)])
    name = by_event(store)[EVERY[0].event.id]
    store.split(name, [EVERY[0].event.id])
    store.add(EVERY[2:5])
    now = by_event(store)
    assert now[EVERY[0].event.id] != now[EVERY[1].event.id]


def test_a_decision_that_is_taken_back_holds_no_more_and_the_id_comes_back(store: Store) -> None:
    store.add(EVERY)
    before = by_event(store)
    number = store.merge(sorted(set(before.values())))
    assert len(set(by_event(store).values())) == 1
    store.undo(number)
    assert by_event(store) == before
    with pytest.raises(DecisionError, match="no decision"):
        store.undo(number)


def test_decisions_that_contradict_each_other_are_refused_and_change_nothing(store: Store) -> None:
    store.add(EVERY)
    one, other, _ = sorted(set(by_event(store).values()))
    store.apart(one, other)
    before = by_event(store)
    with pytest.raises(DecisionError, match="take one of them back"):
        store.merge([one, other])
    assert by_event(store) == before
    assert len(store.decisions()) == 1


def test_a_decision_about_events_that_are_not_there_yet_waits_for_them(store: Store) -> None:
    store.decide(Decision("same", (EVERY[0].event.id, EVERY[10].event.id)))
    store.add(EVERY)
    now = by_event(store)
    assert now[EVERY[0].event.id] == now[EVERY[10].event.id]


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda store: store.incident("ML-1999-0001"), "no incident"),
        (lambda store: store.incident_of("x"), "no event"),
        (lambda store: store.events(["x"]), "no event"),
        (lambda store: store.remove(["x"]), "no event"),
        (lambda store: store.split("ML-2019-0001", ["x"]), "not of it"),
        (lambda store: store.split("ML-2019-0001", [each.event.id for each in EVERY[:5]]), "not all"),
    ],
)
def test_what_is_not_there_is_told_of(store: Store, act: Callable[[Store], object], words: str) -> None:
    store.add(EVERY)
    with pytest.raises(StoreError, match=words):
        act(store)


def test_a_file_that_is_no_store_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("notes that are longer than the header of a database " * 20)
    with pytest.raises(StoreError, match="no store"):
        Store.open(text)
    other = tmp_path / "other.db"
    sqlite3.connect(other).execute("CREATE TABLE mine (a)")
    with pytest.raises(StoreError, match="another version"):
        Store.open(other)
    assert text.read_text().startswith("notes")


KILLED = """
import os, signal, sys
from pathlib import Path
from communique.incidents.store import Store, regions
from communique.incidents.chunks import inputs
from contextlib import ExitStack

real = getattr(regions, sys.argv[3])

def killed(*given, **named):
    real(*given, **named)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(regions, sys.argv[3], killed)
with Store.open(Path(sys.argv[1])) as store, ExitStack() as stack:
    store.add_files(inputs([sys.argv[2]], stack))
"""


@pytest.mark.parametrize("after", ["_join", "regroup", "assign"])
def test_a_store_that_is_killed_while_adding_has_all_or_nothing_of_it(tmp_path: Path, after: str) -> None:
    path = tmp_path / "incidents.db"
    with Store.open(path) as store:
        store.add(EVERY[:8])
        before = by_event(store)
    rest = file_of(EVERY[8:], tmp_path / "rest.jsonl")
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(rest), after], check=False, env=os.environ.copy()
    )
    assert ended.returncode == -signal.SIGKILL
    with Store.open(path) as store:
        assert by_event(store) == before
        add_file(store, rest)
        whole = groups(store)
    with Store.open(tmp_path / "other.db") as other:
        other.add(EVERY)
        assert whole == groups(other)


def test_every_line_of_a_store_is_an_incident(store: Store) -> None:
    store.add(EVERY)
    assert [msgspec.json.decode(line, type=Incident) for line in store.lines()] == list(store.incidents())


def test_the_id_of_an_incident_stays_when_the_event_that_founded_it_is_taken_out(store: Store) -> None:
    store.add(EVERY)
    name = by_event(store)[EVERY[0].event.id]
    others = [event.id for event in store.incident(name).events if event.id != EVERY[0].event.id]
    store.remove([EVERY[0].event.id])
    assert {by_event(store)[other] for other in others} == {name}
