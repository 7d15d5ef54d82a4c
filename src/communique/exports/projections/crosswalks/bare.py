"""A bare incident: what a file of one of these formats tells, and nothing else."""

from collections.abc import Mapping, Sequence

import msgspec

from communique.exports.projections.crosswalks.told import told
from communique.model import Actor, Certainty, Chosen, Incident, Outcome, Place, Source, Status, TollAccount, When

Range = tuple[int | None, int | None, int | None]
"""Least, best and greatest number of people."""


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """What was read of one incident. ``codes`` are those that its type stands for."""

    form: str
    id: str
    type: str
    codes: str
    status: Status = "actual"
    certainty: Certainty | None = None
    when: When | None = None
    place: Place | None = None
    initiators: Chosen[tuple[Actor, ...]] = Chosen()
    recipients: Chosen[tuple[Actor, ...]] = Chosen()
    tolls: Mapping[Outcome, Range] = {}
    count: int | None = None
    aggregate: bool = False
    publishers: int = 0
    first_reported: str | None = None
    last_updated: str | None = None
    sources: Sequence[Source] = ()


def bare(read: Read) -> Incident:
    """The incident. Every value has the rule ``read from a <FORMAT> file``, with the codes where there are any."""
    form = read.form
    return Incident(
        id=read.id,
        type=told(read.type, form, read.codes),
        status=told(read.status, form),
        certainty=told(read.certainty, form),
        date=told(read.when, form),
        place=told(read.place, form),
        initiators=read.initiators,
        recipients=read.recipients,
        tolls=tuple(_account(read, outcome, figures) for outcome, figures in read.tolls.items()),
        weapon=Chosen(),
        count=told(read.count, form),
        aggregate=read.aggregate,
        publishers=read.publishers,
        first_reported=read.first_reported,
        last_updated=read.last_updated,
        sources=tuple(read.sources),
    )


def _account(read: Read, outcome: Outcome, figures: Range) -> TollAccount:
    low, best, high = figures
    rule = f"read from a {read.form} file"
    return TollAccount(outcome=outcome, low=low, best=best, high=high, rule=rule, event=read.id, figures=())
