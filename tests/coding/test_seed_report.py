"""The report that started the project gives the events that its issue names. The report itself is not in the project."""

from datetime import date
from pathlib import Path

import pytest

from communique.coding.pipeline import load
from communique.model import Event, Report
from communique.reading import read_inputs

SEED = Path(__file__).parents[3] / "shared" / "seed-report.txt"


@pytest.fixture(scope="module")
def events() -> list[Event]:
    if not SEED.is_file():
        pytest.skip("../shared/seed-report.txt is not here")
    (report,) = read_inputs((str(SEED),), published=date(2013, 1, 21))
    assert isinstance(report, Report)
    return load().code(report)


def one(events: list[Event], kind: str, anchor: str, **more: object) -> Event:
    found = [
        e for e in events if e.type == kind and anchor in e.anchor and all(getattr(e, k) == v for k, v in more.items())
    ]
    assert found, f"no {kind} at {anchor!r} among {[(e.type, e.anchor) for e in events]}"
    return found[0]


def names(event: Event) -> list[str | None]:
    return [actor.name for actor in event.initiators]


def test_the_advance_on_the_town(events: list[Event]) -> None:
    event = one(events, "troop-movement", "advanced")
    assert names(event) == ["Military Forces of France"]
    assert event.place is not None
    assert (event.place.name, event.place.admin1, event.place.country, event.place.precision) == (
        "Diabaly",
        "Ségou",
        "Mali",
        "town",
    )
    assert event.place.latitude == pytest.approx(14.69, abs=0.1)
    assert (event.date.start, event.date.end, event.date.precision) == ("2013-01-20", "2013-01-20", "day")


def test_its_seizure_a_week_before(events: list[Event]) -> None:
    event = one(events, "territory-captured", "seized", quote=one(events, "troop-movement", "advanced").quote)
    assert names(event) == ["Islamist Militants (Mali)"]
    assert event.place is not None
    assert event.place.name == "Diabaly"
    assert event.date.start == event.date.end == "2013-01-14"


def test_its_recovery_is_hedged(events: list[Event]) -> None:
    event = one(events, "territory-regained", "back under")
    assert event.certainty == "hedged"
    assert sorted(names(event)) == ["Military Forces of France", "Military Forces of Mali"]
    assert event.place is not None
    assert event.place.name == "Diabaly"


def test_the_operation_goes_on_by_the_spokesmans_word(events: list[Event]) -> None:
    told = [e for e in events if e.attribution and e.attribution.source == "a French military spokesman"]
    assert [e.status for e in told] == ["ongoing"]


def test_the_flight_after_days_of_air_strikes_by_the_residents_word(events: list[Event]) -> None:
    event = one(events, "retreat", "fled")
    assert names(event) == ["Islamist Militants (Mali)"]
    assert event.attribution is not None
    assert event.attribution.source == "Residents of Diabaly"
    assert (event.date.start, event.date.end) == ("2013-01-14", "2013-01-20")
    strikes = one(events, "air-strike", "air strikes")
    assert names(strikes) == ["Military Forces of France"]


def test_the_offensive_from_its_first_day(events: list[Event]) -> None:
    assert one(events, "troop-movement", "offensive").date.start == "2013-01-11"


def test_a_dozen_operations_over_the_weekend(events: list[Event]) -> None:
    event = one(events, "air-strike", "operations", count=12)
    assert (event.date.start, event.date.end) == ("2013-01-19", "2013-01-20")
    assert names(event) == ["Military Forces of France"]


def test_the_ministers_losses_give_no_number(events: list[Event]) -> None:
    for event in events:
        assert not [toll for toll in event.tolls if toll.outcome in ("killed", "injured", "killed-or-injured")]


def test_the_skirmishes_on_the_ground(events: list[Event]) -> None:
    event = one(events, "armed-clash", "skirmishes")
    assert event.attribution is not None
    assert event.attribution.source == "Defence Minister Jean-Yves Le Drian"


def test_the_threat_of_the_group_behind_the_attack(events: list[Event]) -> None:
    event = one(events, "threat", "threatened")
    assert "extremist group" in event.initiators[0].text
    assert "Government of France" in [actor.name for actor in event.recipients]


def test_that_attack_is_background(events: list[Event]) -> None:
    event = one(events, "attack", "attack")
    assert event.place is not None
    assert (event.place.country, event.place.precision, event.place.latitude) == ("Algeria", "country", None)
    assert event.date.start is None


def test_the_northern_towns_and_the_coup(events: list[Event]) -> None:
    assert names(one(events, "territory-captured", "seized control")) == ["Islamist Militants (Mali)"]
    coup = one(events, "coup", "coup")
    assert (coup.date.start, coup.date.end, coup.date.precision) == ("2012-03-01", "2012-03-31", "month")
    assert coup.place is not None
    assert (coup.place.name, coup.place.match) == ("Bamako", "misspelt")


def test_the_law_the_displaced_and_the_return(events: list[Event]) -> None:
    assert names(one(events, "repressive-rule", "Islamic law")) == ["Islamist Militants (Mali)"]
    ((toll,),) = [event.tolls for event in events if event.type == "displacement" and event.tolls]
    assert (toll.outcome, toll.low, toll.high) == ("displaced", 200000, None)
    assert one(events, "return", "returning").certainty == "hedged"


def test_nothing_comes_from_the_sign_up_box(events: list[Event]) -> None:
    text = SEED.read_text("utf-8")
    tail = text.index("Sign up to our")
    assert all(span[1] <= tail for event in events for span in event.evidence.values())
