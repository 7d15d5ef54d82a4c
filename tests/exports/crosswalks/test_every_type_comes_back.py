"""Whatever the type, the sides, the place and the date: what is read and written again has the same codes."""

import io
import json

import msgspec
import pytest
from happening import ARMY, CROWD, FRENCH, POLICE, REBELS, TOWN, VILLAGERS, again, happening, toll, written
from hypothesis import given
from hypothesis import strategies as st

from communique.codebook.actors import load_actor_lists
from communique.codebook.types import load_codebook
from communique.exports.projection import Projection
from communique.exports.projections.cameo import PROJECTION as CAMEO
from communique.exports.projections.plover import PROJECTION as PLOVER
from communique.exports.projections.polecat import PROJECTION as POLECAT
from communique.model import Actor, Incident, When

FORMS = (PLOVER, POLECAT, CAMEO)
COUNTRIES = sorted(state.name for state in load_actor_lists().states)
GROUPS = sorted(group.name for group in load_actor_lists().groups)
KINDS = st.sampled_from(
    "state-forces police government rebel-group political-militia identity-militia armed-group external-forces mission "
    "organisation political-party protesters rioters civilians media other".split()
)
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=12).filter(str.strip)
ACTORS = st.builds(
    Actor,
    text=TEXT,
    name=st.one_of(st.none(), st.sampled_from(GROUPS), TEXT),
    kind=st.one_of(st.none(), KINDS),
    country=st.one_of(st.none(), st.sampled_from(COUNTRIES)),
    alleged=st.booleans(),
)
DATES = st.sampled_from(
    [
        When(start="2013-05-06", end="2013-05-06", precision="day"),
        When(start="2013-05-05", end="2013-05-08", precision="days"),
        When(start="2013-05-01", end="2013-05-31", precision="month"),
        When(start="2013-05-01", end=None, precision="span"),
    ]
)


def values(form: Projection, data: bytes) -> list[object]:
    """The values of the codes that come back, of every row."""
    if form is not PLOVER:
        return data.splitlines()
    found = [json.loads(line) for line in data.splitlines()]
    return [{key: record.get(key) for key in form.codes} for record in found]


def same_again(form: Projection, *incidents: Incident) -> bool:
    data = written(form, *incidents)[0]
    return values(form, again(form, data)) == values(form, data)


@pytest.mark.parametrize("kind", sorted(load_codebook().types))
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_type_with_one_side_or_both_has_the_same_codes_again(form: Projection, kind: str) -> None:
    sides = [
        ((ARMY,), (REBELS,)),
        ((REBELS, FRENCH), (VILLAGERS,)),
        ((POLICE,), (CROWD,)),
        ((CROWD,), ()),
        ((), (ARMY,)),
    ]
    incidents = [
        happening(kind, *side, id=f"ML-2013-{number:04}", report=f"r{number}", tolls=(toll("killed", 3),))
        for number, side in enumerate(sides)
    ]
    assert same_again(form, *incidents)


@given(
    st.sampled_from(sorted(load_codebook().types)),
    st.lists(ACTORS, max_size=3),
    st.lists(ACTORS, max_size=2),
    DATES,
    st.sampled_from(["actual", "ongoing", "planned", "hypothetical", "negated"]),
    st.sampled_from(["site", "town", "district", "region", "country"]),
    st.sampled_from([None, "drones", "clubs", "a car bomb", "rifles"]),
)
def test_any_incident_has_the_same_codes_again(
    kind: str,
    initiators: list[Actor],
    recipients: list[Actor],
    date: When,
    status: str,
    precision: str,
    weapon: str | None,
) -> None:
    place = msgspec.structs.replace(TOWN, precision=precision)
    incident = happening(kind, initiators, recipients, date=date, status=status, place=place, weapon=weapon)
    for form in FORMS:
        assert same_again(form, incident), form.name


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_bare_incident_says_what_kind_of_file_it_was_read_from(form: Projection) -> None:
    data = written(form, happening("attack", (REBELS,), (VILLAGERS,)))[0]
    (incident,) = form.read(io.BytesIO(data))
    assert incident.events == ()
    assert incident.status.rule == f"read from a {form.name.upper()} file"
    assert incident.type.rule.startswith(f"read from a {form.name.upper()} file: ")
