"""Linking in the desk's database, SQLite or PostgreSQL, gives what linking in a file of its own gives."""

from pathlib import Path
from random import Random

import pytest
from desk.filled import GAO, KIDAL, tell
from django.db import connection

from communique.desk.archive.link_tables import TABLES
from communique.desk.archive.linked import link_due
from communique.desk.archive.models import Event
from communique.incidents import Told
from communique.incidents.store import Store
from communique.model import Toll, When

PUBLISHERS = ("Sahel Daily", "River Post", "State Wire", "Desert Voice")
SCENES = (
    ("A bomb exploded at a market of Gao", "exploded", "bombing", 3, GAO, "2024-03-02"),
    ("Shells hit a camp near Kidal", "hit", "shelling", 7, KIDAL, "2024-04-20"),
    ("Gunmen attacked a convoy on the road to Kidal", "attacked", "attack", 11, KIDAL, "2024-05-02"),
)


def told_at_random(seed: int) -> None:
    """Twelve reports of three happenings, in an order of chance."""
    order = [(scene, publisher) for scene in SCENES for publisher in PUBLISHERS]
    Random(seed).shuffle(order)
    for number, ((words, anchor, kind, dead, place, day), publisher) in enumerate(order):
        when = When(start=day, end=day, precision="day", text="Thursday")
        toll = (Toll(outcome="killed", low=dead, high=dead, text=str(dead)),)
        event = {"anchor": anchor, "type": kind, "place": place, "date": when, "tolls": toll}
        text = f"{words} on Thursday and {dead} people died, {publisher} reports."
        tell(text, publisher, day, [event], name=f"{seed}-{number}")


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("at_once", [1, 5, 200])
def test_groups_are_those_of_a_file_whatever_the_order_and_the_portions(
    seed: int, at_once: int, tmp_path: Path
) -> None:
    told_at_random(seed)
    while link_due(at_once):
        pass
    here: dict[int | None, set[str]] = {}
    for event in Event.objects.all():
        here.setdefault(event.incident_id, set()).add(event.name)
    with Store.open(tmp_path / "incidents.db") as store:
        store.add([Told(event.record, event.report.brief) for event in Event.objects.select_related("report")])
        there = [{event.id for event in incident.events} for incident in store.incidents()]
    assert sorted(map(sorted, here.values())) == sorted(map(sorted, there))
    assert len(there) == len(SCENES)


@pytest.mark.django_db
def test_every_table_of_a_store_is_there() -> None:
    assert set(TABLES) <= set(connection.introspection.table_names())
