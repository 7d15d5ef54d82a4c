"""The example reports against what a careful coder reads in them, field by field."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from communique.coding.pipeline import load
from communique.model import Event, Report
from communique.reading import Failure, read_inputs

FOLDER = Path(__file__).parents[2] / "examples"
EXPECTED = sorted((FOLDER / "expected").glob("*.yaml"))
FIELDS = (
    "type",
    "anchor",
    "initiators",
    "recipients",
    "place",
    "date",
    "status",
    "certainty",
    "attribution",
    "tolls",
    "count",
)


def coded(name: str) -> list[Event]:
    coder = load()
    events: list[Event] = []
    for report in read_inputs((str(FOLDER / name),)):
        assert isinstance(report, Report), str(report)
        events.extend(coder.code(report))
    return events


def number(low: int | None, high: int | None) -> str:
    """A figure as the expected files write it."""
    if low is None:
        return f"up to {high}"
    return f"{low}" if low == high else f"{low}+"


def as_expected(event: Event) -> dict[str, Any]:
    """An event in the words of the expected files."""
    date = event.date
    span = date.start if date.start == date.end else f"{date.start or ''}/{date.end or ''}"
    return {
        "type": event.type,
        "anchor": event.anchor,
        "initiators": [actor.name or actor.text for actor in event.initiators],
        "recipients": [actor.name or actor.text for actor in event.recipients],
        "place": event.place and (event.place.name or event.place.text),
        "date": span,
        "status": event.status,
        "certainty": event.certainty,
        "attribution": event.attribution and event.attribution.source,
        "tolls": [f"{toll.outcome} {number(toll.low, toll.high)}" for toll in event.tolls],
        "count": event.count,
    }


DEFAULTS: dict[str, Any] = {
    "initiators": [], "recipients": [], "place": None, "date": None, "status": "actual", "certainty": "stated",
    "attribution": None, "tolls": [], "count": 1,
}  # fmt: skip


def wanted(entry: dict[str, Any]) -> dict[str, Any]:
    full = {**DEFAULTS, **entry}
    full["date"] = str(full["date"]) if full["date"] is not None else None
    return full


def alike(field: str, ours: Any, theirs: Any) -> bool:
    if field in ("initiators", "recipients", "tolls"):
        return sorted(ours) == sorted(theirs)
    if field == "anchor":
        return bool(set(ours.lower().split()) & set(theirs.lower().split()))
    return bool(ours == theirs)


def pair(entry: dict[str, Any], events: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The event that an entry means: same type and anchor, the one that agrees in most fields."""
    near = [
        event
        for event in events
        if event["type"] == entry["type"] and alike("anchor", event["anchor"], entry["anchor"])
    ]
    return max(near, key=lambda event: sum(alike(f, event[f], entry[f]) for f in FIELDS), default=None)


def differences(path: Path) -> tuple[list[str], list[str]]:
    """What the program reads otherwise than the expected file says: fields ("anchor: field"), and events too many."""
    data = yaml.safe_load(path.read_text("utf-8"))
    left = [as_expected(event) for event in coded(data["report"])]
    wrong = []
    for entry in map(wanted, data["events"]):
        found = pair(entry, left)
        if found is None:
            wrong.append(f"{entry['type']} {entry['anchor']}: all")
            continue
        left.remove(found)
        wrong.extend(f"{entry['type']} {entry['anchor']}: {f}" for f in FIELDS if not alike(f, found[f], entry[f]))
    return wrong, [f"{event['type']} {event['anchor']}" for event in left]


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_an_example_is_read_as_a_careful_coder_reads_it(path: Path) -> None:
    data = yaml.safe_load(path.read_text("utf-8"))
    known = {f"{e['type']} {e['anchor']}: {field}" for e in data["events"] for field in e.get("not_yet", [])}
    wrong, too_many = differences(path)
    assert set(wrong) == known, "differs from what the file says is not read yet"
    assert sorted(too_many) == sorted(data.get("too_many", [])), "events that a careful coder would not write down"


def test_every_example_has_its_expected_record() -> None:
    reports = {path.name for path in FOLDER.iterdir() if path.is_file() and path.suffix != ".md"}
    assert reports == {yaml.safe_load(path.read_text("utf-8"))["report"] for path in EXPECTED}
    assert len(reports) >= 12


def test_no_example_is_a_failure() -> None:
    assert not [item for item in read_inputs((str(FOLDER),)) if isinstance(item, Failure)]
