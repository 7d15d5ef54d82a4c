"""Hand-made incidents round an invented town, told shortly."""

from communique.incidents.composing import compose
from communique.incidents.told import Told
from communique.model import Actor, Attribution, Event, Incident, Origin, Place, Toll, When

ARMY = Actor(text="the army", name="Military Forces of Mali", kind="state-forces", country="Mali")
FRENCH = Actor(text="French troops", name="Military Forces of France", kind="external-forces", country="France")
REBELS = Actor(text="Ansar Dine", name="Ansar Dine", kind="rebel-group", country="Mali")
RIVALS = Actor(text="the MNLA", name="MNLA", kind="rebel-group", country="Mali")
GUNMEN = Actor(text="gunmen", name="Unidentified Armed Group (Mali)", kind="armed-group", country="Mali")

TOWN = Place(
    text="Tarfa",
    name="Tarfa",
    admin1="Mopti",
    country="Mali",
    precision="town",
    latitude=14.9,
    longitude=-3.9,
    geonameid=1001,
    accuracy_km=5.0,
)
OTHER_TOWN = Place(
    text="Gandou",
    name="Gandou",
    admin1="Gao",
    country="Mali",
    precision="town",
    latitude=16.2,
    longitude=0.0,
    geonameid=1002,
    accuracy_km=5.0,
)
REGION = Place(
    text="the Gao region",
    name="Gao",
    admin1="Gao",
    country="Mali",
    precision="region",
    latitude=16.9,
    longitude=0.4,
    geonameid=1003,
    accuracy_km=250.0,
)
COUNTRY = Place(text="Mali", name="Mali", country="Mali", precision="country")


def day(iso: str, last: str | None = None) -> When:
    """A day, or some days."""
    return When(start=iso, end=last or iso, precision="days" if last else "day", text=iso)


def month(iso: str, last: str) -> When:
    return When(start=f"{iso}-01", end=last, precision="month", text=iso)


def report(
    kind: str,
    when: When | str | None = None,
    who: tuple[Actor, ...] = (),
    published: str | None = "2013-02-28",
    *,
    place: Place | None = TOWN,
    whom: tuple[Actor, ...] = (),
    publisher: str | None = "Sahel Post",
    said_by: str | None = None,
    name: str = "",
    quote: str = "",
    **fields: object,
) -> Told:
    """What one report tells. ``when`` is a day where it is a string; the report's id is ``name``."""
    date = day(when) if isinstance(when, str) else when or When()
    text = quote or f"{kind} at {place.text if place else 'a place'}"
    slug = name or f"{kind}-{date.start}-{published}-{'-'.join(actor.text for actor in who)}-{publisher}"
    event = Event(
        id=f"{slug}:0-1",
        report=slug,
        type=kind,
        anchor=str(fields.pop("anchor", "took")),
        quote=text,
        initiators=who,
        recipients=whom,
        place=place,
        date=date,
        attribution=Attribution(source=said_by, cue="said") if said_by else None,
        **fields,  # type: ignore[arg-type]
    )
    return Told(event, Origin(report=slug, publisher=publisher, published=published))


def incident(number: int, *told: Told) -> Incident:
    return compose(f"ML-2013-{number:04d}", told)


def incidents(*told: Told) -> tuple[Incident, ...]:
    """Each telling as an incident of its own."""
    return tuple(incident(number, one) for number, one in enumerate(told, 1))


def killed(low: int | None, high: int | None, source: str | None = None) -> Toll:
    return Toll(outcome="killed", low=low, high=high, text="so many", source=source)
