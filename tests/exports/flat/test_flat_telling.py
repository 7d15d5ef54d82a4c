"""Incidents told in words."""

import pytest
from plain import made, toll, town
from samples import sample_incidents

from communique.codebook.types import load_codebook
from communique.exports.projections.flat_incident import telling
from communique.exports.projections.flat_incident.row import row
from communique.model import Actor, When

CIVILIANS = (Actor(text="villagers", name="Civilians (Mali)"),)


def title(**fields: object) -> str:
    return telling.title(row(made(**fields)))


def told(**fields: object) -> str:
    return " ".join(telling.summary(row(made(**fields))))


def test_a_title_says_who_did_what_to_whom_where_and_when() -> None:
    found = title(
        type="air-strike",
        initiators=(Actor(text="jets", name="Military Forces of Mali", alleged=True), Actor(text="allies")),
        recipients=CIVILIANS,
        place=town(admin1="Ségou"),
        date=When(start="2013-01-14", end="2013-01-16", precision="days"),
    )
    assert found == (
        "Military Forces of Mali (alleged), allies: air strike against Civilians (Mali), "
        "Diabaly, Ségou, Mali, 2013-01-14 to 2013-01-16"
    )


@pytest.mark.parametrize(
    ("event_type", "words"),
    [
        ("abduction", "Abduction of Civilians (Mali)"),
        ("talks", "Talks with Civilians (Mali)"),
        ("protest-excessive-force", "Excessive force against Civilians (Mali)"),
        ("a-type-of-ours", "A type of ours against Civilians (Mali)"),
    ],
)
def test_each_type_has_its_words(event_type: str, words: str) -> None:
    assert title(type=event_type, recipients=CIVILIANS) == words


@pytest.mark.parametrize(
    ("status", "end"),
    [
        ("actual", "Shelling"),
        ("ongoing", "Shelling (going on)"),
        ("planned", "Shelling (planned)"),
        ("hypothetical", "Shelling (only possible)"),
        ("negated", "Shelling (said not to have happened)"),
    ],
)
def test_a_title_never_tells_as_fact_what_is_not(status: str, end: str) -> None:
    assert title(status=status) == end


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        ((12, 12, 12), "killed 12"),
        ((7, 7, None), "killed 7 or more"),
        ((None, 30, 30), "killed up to 30"),
        ((40, 61, 61), "killed 61 (40 to 61)"),
        ((12, 61, None), "killed 61 (12 or more)"),
        ((1_200, None, None), "killed 1,200 or more"),
        ((0, 0, 0), "killed 0"),
    ],
)
def test_losses_are_told_with_their_ends(ends: tuple[int | None, int | None, int | None], words: str) -> None:
    assert f"Losses: {words}." in told(tolls=(toll("killed", *ends),))


def test_what_nobody_tells_is_said_so() -> None:
    found = told(place=None)
    assert "No report tells the place." in found
    assert "No report tells the date." in found
    assert "Losses" not in found


def test_an_imprecise_place_is_said_so() -> None:
    assert "Place known to the region only." in told(place=town(precision="region"))
    assert "Place known to the town, good to about 5 km." in told(place=town())


def test_publishers_and_contradictions_are_told() -> None:
    strike = next(each for each in sample_incidents() if each.id == "SY-2017-0001")
    found = " ".join(telling.summary(row(strike)))
    assert "Told by 3 independent publishers in 3 reports, from 2017-11-13 to 2017-11-15." in found
    assert "The reports contradict each other: killed: 40 (The army, State Agency) against 61" in found


def test_hedged_and_summed_up_incidents_are_said_so() -> None:
    assert "The reports do not say it as a fact." in told(certainty="hedged")
    assert "A summary of many happenings or a long time" in told(aggregate=True)


def test_a_span_open_at_one_end_is_told() -> None:
    assert title(date=When(start=None, end="2013-01-30", precision="span")) == "Shelling, … to 2013-01-30"


def test_the_words_are_of_types_that_the_codebook_has() -> None:
    known = set(load_codebook().types)
    assert {*telling.words().towards, *telling.words().kinds} <= known


@pytest.mark.parametrize(
    "data",
    [
        None,
        {"others": "against"},
        {"kinds": {}, "others": "a", "types": {"of": ["arrest"], "to": ["arrest"]}, "dates": {}, "statuses": {}},
        {"kinds": {}, "others": "a", "types": {}, "dates": {"hour": "the hour"}, "statuses": {}},
    ],
)
def test_words_that_cannot_be_used_are_refused(data: object) -> None:
    with pytest.raises(telling.TellingError):
        telling.parse(data)
