"""Whoever does what to whom: the row is one that ACLED could have, or there is none."""

from itertools import product
from pathlib import Path

from acled_making import ARMY, CROWD, FRENCH, REBELS, RIOTERS, TEACHERS, VILLAGERS, made, parsed, written

from communique.exports.projections.acled import PROJECTION, check
from communique.exports.projections.acled.facts import facts
from communique.exports.projections.acled.kinds import crosswalk
from communique.model import Actor

UNKNOWN = Actor(text="they")
SIDES = ((), (UNKNOWN,), (ARMY,), (REBELS,), (CROWD,), (RIOTERS,), (TEACHERS,), (FRENCH, ARMY), (VILLAGERS, REBELS))
PAGE = Path(__file__).parents[3] / "docs" / "exports" / "acled.md"


def test_every_type_between_any_two_sides_passes_the_check_or_is_left_out() -> None:
    pairs = product(crosswalk().types, SIDES, SIDES)
    incidents = [made(name, one, two, id=f"ML-2014-{number}") for number, (name, one, two) in enumerate(pairs)]
    content, outcome = written(*incidents)
    found = parsed(content)
    assert [(problem, found[problem.row - 1]) for problem in check(found)] == []
    assert len(found) + len(outcome.left_out) == len(incidents)
    assert {row["sub_event_type"] for row in found} == set(facts().kinds)


def test_the_page_tells_of_every_column_type_and_sub_event_type() -> None:
    text = PAGE.read_text("utf-8")
    for column in facts().columns:
        assert f"`{column}`" in text, column
    for name in crosswalk().types:
        assert f"`{name}`" in text, name
    for sub in facts().kinds:
        assert sub in text, sub


def test_the_codes_are_columns() -> None:
    assert set(PROJECTION.codes) < set(facts().columns)
