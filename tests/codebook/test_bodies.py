"""The list of bodies of states."""

import pytest

from communique.codebook.actor_rows import ActorListError, normalise
from communique.codebook.actors import load_actor_lists
from communique.codebook.bodies import body, load_bodies

ROW = {"name": "Central Intelligence Agency", "aliases": "CIA", "country": "US", "kind": "government", "sector": "SPY"}
YEARS = {"start": "1947", "end": ""}


def test_a_row_is_read() -> None:
    read = body({**ROW, **YEARS}, 2)
    assert (read.name, read.aliases, read.sector, read.start, read.end) == (ROW["name"], ("CIA",), "SPY", 1947, None)


@pytest.mark.parametrize(
    "wrong", [{"kind": "rebel-group"}, {"sector": "XXX"}, {"country": "USA"}, {"start": "194"}, {"name": ""}]
)
def test_a_bad_cell_is_told_with_its_line(wrong: dict[str, str]) -> None:
    with pytest.raises(ActorListError, match="7"):
        body({**ROW, **YEARS, **wrong}, 7)


def test_every_body_belongs_to_a_listed_state_and_stands_once() -> None:
    codes = {state.iso2 for state in load_actor_lists().states}
    assert [found.name for found in load_bodies() if found.country not in codes] == []
    seen = [(normalise(found.name), found.country) for found in load_bodies()]
    assert len(seen) == len(set(seen))
