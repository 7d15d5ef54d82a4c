"""Reports: several passages under one title, some of them another paper's text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from benchmarks.linking.chances import heavy, pick
from benchmarks.linking.happenings import Happening
from benchmarks.linking.passages import Passage, event, passage
from benchmarks.linking.templates import render
from benchmarks.linking.vocabulary import publishers, wording
from benchmarks.linking.world import Country
from communique.incidents import origin
from communique.incidents.wires import load_wires
from communique.model import EventLine, Report

TAIL, MOST = 1.25, 40
"""Of how many reports tell of an episode; most episodes have one or two."""
DELAYS = (0.35, 0.7, 0.82, 0.9, 0.96, 1.0)
"""Running shares of reports that come out 0 to 5 days after."""
LOOKED_BACK = 0.12
"""How often a report looks back on something that happened earlier."""
REPRINT, RETITLED, CUT, CREDITED = 0.25, 0.5, 0.4, 0.85
"""How often a report is a reprint, and such a one has another title, has lost its end, still names its wire."""
WIRED = 0.35
"""How often a report is a wire's."""
SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Draft:
    """A report before it is written out. ``published`` is a proleptic ordinal."""

    publisher: str
    published: int
    title: str
    wire: str | None
    passages: tuple[Passage, ...]
    background: tuple[str, ...]


def drafts(of: Sequence[Happening], past: Sequence[Happening], chance: Random) -> list[Draft]:
    """The reports on an episode, none without a passage. ``past`` is what they may look back on."""
    found: list[Draft] = []
    for _ in range(heavy(chance, TAIL, MOST)):
        if found and chance.random() < REPRINT:
            found.append(_reprint(pick(found, chance), of[0].country, chance))
        elif draft := _draft(of, past, chance):
            found.append(draft)
    return found


def _draft(of: Sequence[Happening], past: Sequence[Happening], chance: Random) -> Draft | None:
    share = chance.random()
    delay = next(days for days, bound in enumerate(DELAYS) if share < bound)
    published = pick(of, chance).end + delay
    told = [each for each in of if each.end <= published and chance.random() < each.prominence]
    if not told:
        return None
    if past and chance.random() < LOOKED_BACK:
        told.append(pick(past, chance))
    country = told[0].country
    passages = tuple(passage(each, published, number == 0, chance) for number, each in enumerate(told))
    wires = tuple(load_wires().names)
    return Draft(
        publisher=_publisher(country, chance),
        published=published,
        title=_title(passages[0], chance),
        wire=pick(wires, chance) if chance.random() < WIRED else None,
        passages=passages,
        background=_background(told[0], published, chance),
    )


def _reprint(of: Draft, country: Country, chance: Random) -> Draft:
    """The text in another paper, on the same day or the next; its end may be lost, and its credit."""
    cut = 1 + int(chance.random() * len(of.passages)) if chance.random() < CUT else len(of.passages)
    return replace(
        of,
        publisher=_publisher(country, chance),
        published=of.published + int(chance.random() < 0.4),
        title=_title(of.passages[0], chance) if chance.random() < RETITLED else of.title,
        wire=of.wire if chance.random() < CREDITED else None,
        passages=of.passages[:cut],
        background=of.background[: int(chance.random() * 4)],
    )


def _publisher(country: Country, chance: Random) -> str:
    return pick(country.papers if chance.random() < 0.6 else publishers()[1], chance)


def _title(of: Passage, chance: Random) -> str:
    place, tolls = of.fields["place"], of.fields["tolls"]
    where = place.text if place is not None else of.happening.country.name
    kind = of.fields["type"].replace("-", " ")
    slots = {
        "in_place": f"in {where}",
        "country": of.happening.country.name,
        "anchor_title": kind,
        "toll_title": f"{tolls[0].low} {tolls[0].outcome}" if tolls else kind,
    }
    return render(pick(wording().sentences["titles"], chance), slots, chance)[0]


def _background(of: Happening, published: int, chance: Random) -> tuple[str, ...]:
    slots = {
        "country": of.country.name,
        "region": of.town.region.text if of.town.region else of.country.name,
        "group": of.group.name if of.group else "an armed group",
        "year": str(date.fromordinal(published).year - 1 - int(chance.random() * 8)),
    }
    every = wording().sentences["background"]
    return tuple(render(pick(every, chance), slots, chance)[0] for _ in range(1 + int(chance.random() * 3)))


def written(draft: Draft, number: int) -> list[tuple[EventLine, int]]:
    """The events of a report with the numbers of what they tell of; the report's id is made of ``number``."""
    day = date.fromordinal(draft.published)
    slug = SLUG.sub("-", draft.publisher.lower()).strip("-")
    name = f"{slug}-{number}"
    text, starts = _text(draft, day)
    report = Report(
        id=name,
        text=text,
        title=draft.title,
        published=day.isoformat(),
        published_from="metadata",
        publisher=draft.publisher,
        url=f"https://{slug}.example/{day:%Y/%m/%d}/{name}",
        language="en",
    )
    brief = origin(report)
    found = []
    for of, start in zip(draft.passages, starts, strict=True):
        made = event(of, name, start)
        fields = {field: getattr(made, field) for field in made.__struct_fields__}
        found.append((EventLine(**fields, origin=brief), of.happening.number))
    return found


def _text(draft: Draft, day: date) -> tuple[str, list[int]]:
    """Title, place and day with the wire, passages, background; and where each passage begins."""
    place = draft.passages[0].happening.town.here.text.upper()
    parts = [f"{draft.title}\n\n", f"{place}, {day:%B} {day.day} ({draft.wire}) - " if draft.wire else ""]
    length, starts = len(parts[0]) + len(parts[1]), []
    for of in draft.passages:
        starts.append(length)
        parts.append(f"{of.text}\n\n")
        length += len(parts[-1])
    return "".join((*parts, " ".join(draft.background))), starts
