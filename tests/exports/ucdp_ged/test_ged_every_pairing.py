"""Every type of event between every two kinds of actors: a row that is GED's, or a reason."""

import io
from itertools import product
from typing import get_args

import pytest
from ged_making import killed, made, parsed, written

from communique.codebook.types import load_codebook
from communique.exports.projections.ucdp_ged import PROJECTION, check
from communique.model import Actor, ActorKind, Incident, Toll

COUNTED: tuple[tuple[Toll, ...], ...] = (
    (),
    (killed(3, None, "soldiers"), killed(None, 9, "civilians"), killed(4, 6, "attackers")),
    (killed(12, 20), killed(5, 5, "rebels"), killed(40, 40, "police", "the mayor")),
)
KINDS: tuple[ActorKind | None, ...] = (None, *get_args(ActorKind))


def actor(kind: ActorKind | None, side: str) -> Actor:
    return Actor(
        text=f"{side} {kind}", name=f"{side} of {kind}", kind=kind, country="Mali" if side == "One" else "Niger"
    )


def pairings(kind: str) -> list[Incident]:
    many = enumerate(product(KINDS, KINDS, COUNTED))
    return [
        made(kind, [actor(one, "One")], [actor(two, "Two")], tolls=tolls, id=f"ML-2014-{number:04}")
        for number, (one, two, tolls) in many
    ]


@pytest.mark.parametrize("kind", sorted(load_codebook().types))
def test_every_pairing_is_a_row_that_passes_the_check_or_has_a_reason(kind: str) -> None:
    incidents = pairings(kind)
    content, outcome = written(*incidents)
    assert list(check(parsed(content))) == []
    assert outcome.rows + len(outcome.left_out) == len(incidents)
    assert all(left.reason for left in outcome.left_out)
    assert written(*PROJECTION.read(io.BytesIO(content)))[0] == content
