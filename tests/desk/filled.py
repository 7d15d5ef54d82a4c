"""A small desk to test on: reports of our own, the events that they tell with the words they came from, linked to incidents."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from communique.desk.archive.coded import keep_events
from communique.desk.archive.linked import link_due
from communique.desk.archive.models import Event, Report, Source
from communique.incidents import origin
from communique.model import Actor, Attribution, Place, Toll, When
from communique.model import Event as EventRecord
from communique.model import Report as ReportRecord

RECEIVED = datetime(2024, 5, 10, 12, tzinfo=UTC)
GAO = Place(
    text="Gao",
    name="Gao",
    admin1="Gao",
    country="Mali",
    precision="town",
    latitude=16.27,
    longitude=-0.04,
    geonameid=2457163,
)
KIDAL = Place(
    text="Kidal",
    name="Kidal",
    admin1="Kidal",
    country="Mali",
    precision="town",
    latitude=18.44,
    longitude=1.41,
    geonameid=2455290,
)
NORTH = Place(
    text="Kidal region",
    name="Kidal",
    admin1="Kidal",
    country="Mali",
    precision="region",
    accuracy_km=210.0,
    latitude=19.0,
    longitude=1.4,
)
NIGER = Place(text="Niger", name="Niger", country="Niger", precision="country")
ARMY = Actor(text="the army", name="Military Forces of Mali", kind="state-forces", country="Mali")
REBELS = Actor(text="rebels", name="CMA: Coordination of Azawad Movements", kind="rebel-group", country="Mali")
CIVILIANS = Actor(text="shoppers", kind="civilians")
MAY = When(start="2024-05-02", end="2024-05-02", precision="day", text="Thursday")


def tell(
    text: str, publisher: str | None, published: str | None, events: Sequence[dict[str, Any]], **more: Any
) -> Report:
    """A report that was coded: each event has ``anchor`` (its words in the text) and fields of ``communique.model.Event``."""
    source = Source.objects.get_or_create(kind=Source.Kind.EXAMPLES, name="Examples")[0]
    name = more.pop("name", None) or f"r{Report.objects.count() + 1:03}"
    record = ReportRecord(id=name, text=text, publisher=publisher, published=published, **more)
    report = Report.objects.create(
        name=name,
        packed=msgspec.json.encode(record),
        title=record.title or "",
        publisher=publisher or "",
        published=date.fromisoformat(published) if published else None,
        url=record.url or "",
        source=source,
        received_at=RECEIVED,
    )
    keep_events(report, [event(record, **each) for each in events], origin(record), "test", RECEIVED)
    return report


def event(report: ReportRecord, anchor: str, type: str, **fields: Any) -> EventRecord:  # noqa: A002
    """An event whose evidence is found in the text: anchor, and the words of each field given."""
    start = report.text.index(anchor)
    evidence = {"anchor": (start, start + len(anchor))}
    for path, words in _words(fields):
        if words in report.text:
            evidence[path] = (report.text.index(words), report.text.index(words) + len(words))
    return EventRecord(
        id=f"{report.id}:{start}-{start + len(anchor)}",
        report=report.id,
        type=type,
        anchor=anchor,
        quote=next(line for line in report.text.splitlines() if anchor in line),
        evidence=evidence,
        confidence=fields.pop("confidence", 0.6),
        **fields,
    )


def _words(fields: dict[str, Any]) -> list[tuple[str, str]]:
    found = []
    if isinstance(place := fields.get("place"), Place):
        found.append(("place.name", place.text))
    if isinstance(when := fields.get("date"), When) and when.text:
        found.append(("date", when.text))
    for side in ("initiators", "recipients"):
        found += [(f"{side}[{n}].text", actor.text) for n, actor in enumerate(fields.get(side, ()))]
    found += [(f"tolls[{n}].low", toll.text) for n, toll in enumerate(fields.get("tolls", ()))]
    if isinstance(said := fields.get("attribution"), Attribution):
        found.append(("attribution.source", said.source))
    return found


def killed(low: int | None, high: int | None, text: str, source: str | None = None) -> tuple[Toll, ...]:
    """One figure of dead."""
    return (Toll(outcome="killed", low=low, high=high, text=text, source=source),)


def fill() -> None:
    """Eight reports: a bombing that three tell with tolls that contradict, a town that changes hands, what is imprecise, undated
    or denied, and one report without any event."""
    bomb = {"type": "bombing", "anchor": "exploded", "place": GAO, "date": MAY, "recipients": (CIVILIANS,)}
    tell(
        "A car bomb exploded at the market of Gao on Thursday, killing 12 shoppers, police said.",
        "Sahel Daily",
        "2024-05-03",
        [{**bomb, "tolls": killed(12, 12, "12", "police"), "attribution": Attribution(source="police", cue="said")}],
        title="Bomb hits Gao market",
        url="https://sahel.example/bomb",
    )
    tell(
        "At least 20 shoppers died on Thursday when a bomb exploded in Gao, a hospital doctor told the River Post.",
        "River Post",
        "2024-05-03",
        [{**bomb, "tolls": killed(20, None, "At least 20", "a hospital doctor")}],
        title="Twenty dead in Gao",
        url="https://river.example/gao",
    )
    tell(
        "The army said only three shoppers were hurt when a device exploded in Gao on Thursday.",
        "State Wire",
        "2024-05-04",
        [{**bomb, "attribution": Attribution(source="The army", cue="said")}],
        title="Army: three hurt",
        url="https://wire.example/hurt",
    )
    tell(
        "On Monday rebels seized Kidal after the army left the town.\nOfficials denied that rebels attacked a convoy.",
        "Sahel Daily",
        "2024-05-07",
        [
            {
                "type": "territory-captured",
                "anchor": "seized",
                "place": KIDAL,
                "initiators": (REBELS,),
                "date": When(start="2024-05-06", end="2024-05-06", precision="day", text="Monday"),
            },
            {"type": "attack", "anchor": "attacked", "initiators": (REBELS,), "status": "negated", "confidence": 0.2},
        ],
        title="Kidal falls",
        url="https://sahel.example/kidal",
    )
    tell(
        "Fighting between the army and rebels raged in the Kidal region in April.",
        "River Post",
        "2024-05-01",
        [
            {
                "type": "armed-clash",
                "anchor": "Fighting",
                "place": NORTH,
                "initiators": (ARMY,),
                "recipients": (REBELS,),
                "date": When(start="2024-04-01", end="2024-04-30", precision="month", text="April"),
            }
        ],
        title="A month of fighting",
        url="https://river.example/april",
    )
    tell(
        "Thousands fled their homes in Niger, aid workers said.",
        None,
        "2024-05-08",
        [
            {
                "type": "displacement",
                "anchor": "fled",
                "place": NIGER,
                "tolls": (Toll(outcome="displaced", low=2000, high=None, text="Thousands"),),
            }
        ],
    )
    tell(
        "Rebels threatened to march on the capital.",
        "Sahel Daily",
        None,
        [
            {
                "type": "threat",
                "anchor": "threatened",
                "initiators": (Actor(text="Rebels", name=REBELS.name, kind="rebel-group"),),
            }
        ],
        title="A threat",
    )
    tell("The market was quiet and prices fell.", "River Post", "2024-05-09", [], title="Prices")
    while link_due():
        pass


def the(anchor: str, publisher: str | None = None) -> Event:
    """The event with that anchor, of that publisher where several have it."""
    found = Event.objects.select_related("report").all()
    if publisher is not None:
        found = found.filter(report__publisher=publisher)
    return next(each for each in found.order_by("pk") if each.record.anchor == anchor)
