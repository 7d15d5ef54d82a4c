"""The columns source, source_scale, tags and timestamp."""

import functools
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import msgspec

from communique.exports.projections.acled.facts import PROTESTS, RIOTS, Kind
from communique.exports.projections.acled.files import pattern, read_yaml
from communique.exports.projections.acled.told import columns_told
from communique.model import Incident


class Crowds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``data/crowds.yaml``."""

    unknown: str
    told: str
    number: str


@functools.cache
def crowds() -> Crowds:
    """Read once. Raises ``DataError``."""
    return read_yaml("crowds.yaml", Crowds)


@functools.cache
def scales() -> Mapping[str, str]:
    """The scale of the publishers that are known, by name. Raises ``DataError``."""
    return {
        name: scale for scale, names in read_yaml("scales.yaml", dict[str, tuple[str, ...]]).items() for name in names
    }


def publishers(incident: Incident) -> Sequence[str]:
    """Who published the reports, each once, in order of publication; a reprint adds nothing and its publisher is not named.

    Where a report does not name its publisher but the wire it is of, the wire stands for it.
    """
    own = (source.publisher or source.wire for source in incident.sources if source.reprint_of is None)
    return tuple(dict.fromkeys(" ".join(name.replace(";", ",").split()) for name in own if name))


def scale(names: Sequence[str]) -> str:
    """The scale of the sources joined by "-"; empty where one of them is not known to have any."""
    known = [scales().get(name) for name in names]
    return "" if None in known else "-".join(sorted({str(each) for each in known}))


def timestamp(incident: Incident) -> str:
    """Midnight (UTC) of the day on which the last report was published, in seconds since 1970; empty where it is not known."""
    if incident.last_updated is None:
        return ""
    day = datetime.fromisoformat(incident.last_updated[:10]).replace(tzinfo=UTC)
    return str(int(day.timestamp()))


def tags(incident: Incident, kind: Kind) -> str:
    """The size of a crowd, as the report has it."""
    told = columns_told(incident.type)
    if told:
        return told["tags"]
    if kind.event not in (PROTESTS, RIOTS):
        return ""
    gathered = (*(incident.initiators.value or ()), *(incident.recipients.value or ()))
    found = (_size(actor.text) for actor in gathered if actor.kind in ("protesters", "rioters", "civilians"))
    words = next((size for size in found if size), None)
    return crowds().told.format(words=words) if words else crowds().unknown


def _size(words: str) -> str | None:
    found = pattern(crowds().number, "crowds.yaml").match(words)
    return found[1].lower() if found else None
