"""The reports of an incident: which repeat another's text, and how many tell it independently."""

import base64
import functools
from collections.abc import Hashable, Sequence

import numpy as np

from communique.incidents.told import Told
from communique.model import Origin, Source

REPRINT = 0.5
"""Share of three-word sequences in common (Jaccard, estimated by MinHash) from which two texts are one: an editor's cuts and a
new title leave more, two reporters at one scene far less (benchmarks/linking measures it)."""


@functools.lru_cache(maxsize=4096)
def sketch_of(text: str) -> np.ndarray:
    """The numbers of a MinHash as it is stored (base64 of little-endian 32-bit integers)."""
    return np.frombuffer(base64.b64decode(text), dtype="<u4")


def likeness(one: str, other: str) -> float:
    """Estimated share of three-word sequences in common of two texts, 0 to 1, from their sketches."""
    first = sketch_of(one)
    return int(np.count_nonzero(first == sketch_of(other))) / len(first)


def sources(members: Sequence[Told]) -> tuple[Source, ...]:
    """The reports in order of publication, each with the earlier one whose text it repeats. ``members`` in order."""
    origins: dict[str, Origin] = {}
    events: dict[str, list[str]] = {}
    for told in members:
        origins.setdefault(told.origin.report, told.origin)
        events.setdefault(told.origin.report, []).append(told.event.id)
    firsts: list[Origin] = []
    found = []
    for origin in origins.values():
        first = next((earlier for earlier in firsts if repeats(origin, earlier)), None)
        if first is None:
            firsts.append(origin)
        found.append(_source(origin, tuple(events[origin.report]), first))
    return tuple(found)


def repeats(one: Origin, other: Origin) -> bool:
    """Whether two texts are one."""
    if one.sketch is None or other.sketch is None:
        return False
    return one.sketch == other.sketch or likeness(one.sketch, other.sketch) >= REPRINT


def _source(origin: Origin, events: tuple[str, ...], first: Origin | None) -> Source:
    return Source(
        report=origin.report,
        events=events,
        publisher=origin.publisher,
        published=origin.published,
        url=origin.url,
        title=origin.title,
        wire=origin.wire,
        reprint_of=first.report if first else None,
    )


def voices(found: Sequence[Source]) -> dict[str, int]:
    """For each report the number of its independent voice: reprints of one text have one, texts of one wire, and texts of one
    publisher that name no wire. Reports that name neither count as one voice together: that they are several is not known."""
    keys: dict[Hashable, int] = {}
    voice: dict[str, int] = {}
    for source in found:
        own: Hashable = ("wire", source.wire) if source.wire else ("publisher", source.publisher)
        if source.reprint_of is not None and not source.wire:
            voice[source.report] = voice[source.reprint_of]
        else:
            voice[source.report] = keys.setdefault(own, len(keys))
    return _joined(found, voice)


def _joined(found: Sequence[Source], voice: dict[str, int]) -> dict[str, int]:
    """A reprint that names its wire joins the wire's voice with that of the text it repeats."""
    same = {number: number for number in voice.values()}
    for source in found:
        if source.reprint_of is not None:
            one, other = _root(same, voice[source.report]), _root(same, voice[source.reprint_of])
            same[max(one, other)] = min(one, other)
    return {report: _root(same, number) for report, number in voice.items()}


def _root(same: dict[int, int], number: int) -> int:
    while same[number] != number:
        number = same[number]
    return number


def printed(found: Sequence[Source]) -> dict[str, str | None]:
    """For each reprint the day on which its text was first printed."""
    own = {source.report: source.published for source in found}
    return {source.report: own[source.reprint_of] for source in found if source.reprint_of is not None}
