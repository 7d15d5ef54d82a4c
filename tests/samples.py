"""Incidents of every kind, composed of hand-made events: what exports and the situation are tested with."""

from communique.incidents.composing import compose
from communique.incidents.told import Told
from communique.model import Actor, Attribution, Event, Incident, Origin, Place, Toll, When

MALI_ARMY = Actor(text="Malian soldiers", name="Military Forces of Mali", kind="state-forces", country="Mali")
FRENCH = Actor(text="French troops", name="Military Forces of France", kind="external-forces", country="France")
ANSAR = Actor(text="Ansar Dine fighters", name="Ansar Dine", kind="rebel-group", country="Mali")
SYRIA_ARMY = Actor(text="the army", name="Military Forces of Syria", kind="state-forces", country="Syria")
NIGERIA_POLICE = Actor(text="police", name="Police Forces of Nigeria", kind="police", country="Nigeria")

DIABALY = Place(
    text="Diabaly",
    name="Diabaly",
    admin1="Ségou",
    country="Mali",
    precision="town",
    latitude=14.688,
    longitude=-6.018,
    geonameid=2458016,
    accuracy_km=5.0,
    match="exact",
)
KIDAL = Place(
    text="the Kidal region",
    name="Kidal",
    admin1="Kidal",
    country="Mali",
    precision="region",
    latitude=19.7,
    longitude=1.6,
    accuracy_km=300.0,
    match="exact",
)
ATAREB = Place(
    text="Atareb",
    name="Al Atarib",
    admin1="Aleppo",
    country="Syria",
    precision="town",
    latitude=36.139,
    longitude=36.824,
    accuracy_km=5.0,
    match="alias",
)
MARKET = Place(
    text="the market in Atareb",
    name="Atareb market",
    admin1="Aleppo",
    country="Syria",
    precision="site",
    latitude=36.139,
    longitude=36.824,
    accuracy_km=2.0,
    match="exact",
)
KADUNA = Place(
    text="Kaduna",
    name="Kaduna",
    admin1="Kaduna",
    country="Nigeria",
    precision="town",
    latitude=10.5264,
    longitude=7.4388,
    accuracy_km=5.0,
    match="exact",
)
JUBA_DISTRICT = Place(
    text="Juba county",
    name="Juba",
    admin1="Central Equatoria",
    country="South Sudan",
    precision="district",
    latitude=4.85,
    longitude=31.6,
    accuracy_km=60.0,
    match="exact",
)
SUDAN = Place(text="Sudan", name="Sudan", country="Sudan", precision="country", match="exact")


def day(iso: str) -> When:
    """One day."""
    return When(start=iso, end=iso, precision="day", text=iso)


def told(event: Event, publisher: str | None, published: str | None, wire: str | None = None) -> Told:
    """An event in a report of its own, named after the event."""
    slug = (publisher or "unknown").lower().replace(" ", "-")
    url = f"https://{slug}.example/{event.report}" if publisher else None
    title = event.quote.rstrip(".")
    return Told(
        event,
        Origin(
            report=event.report,
            publisher=publisher,
            published=published,
            wire=wire,
            url=url,
            title=title,
            language="en",
        ),
    )


def event(name: str, type: str, quote: str, anchor: str, **fields: object) -> Event:  # noqa: A002
    """An event of report ``name``; its quote begins the report."""
    start = quote.index(anchor)
    evidence = {"anchor": (start, start + len(anchor)), "quote": (0, len(quote))}
    return Event(
        id=f"{name}:{start}-{start + len(anchor)}",
        report=name,
        type=type,
        anchor=anchor,
        quote=quote,
        evidence=evidence,
        confidence=0.8,
        **fields,  # type: ignore[arg-type]
    )


def sample_incidents() -> tuple[Incident, ...]:
    """One of each kind, in the order of their ids."""
    return (
        _battle(),
        _regained(),
        _transferred(),
        _air_strike(),
        _massacre(),
        _bombing(),
        _protest(),
        _abduction(),
        _agreement(),
        _threat(),
        _region_clash(),
        _country_wide(),
        _undated(),
        _denied(),
        _month_shelling(),
        _retreat(),
        _displacement(),
    )


def _battle() -> Incident:
    one = event(
        "battle-a",
        "armed-clash",
        "Ansar Dine fighters and soldiers fought for three days around Diabaly; at least seven soldiers and 20 rebels were killed.",
        "fought",
        initiators=(ANSAR,),
        recipients=(MALI_ARMY,),
        place=DIABALY,
        date=When(start="2013-01-14", end="2013-01-16", precision="days", text="for three days"),
        tolls=(
            Toll(outcome="killed", who="soldiers", low=7, high=None, text="at least seven soldiers", source=None),
            Toll(outcome="killed", who="rebels", low=20, high=20, text="20 rebels", source=None),
        ),
        weapon="heavy weapons",
    )
    return compose("ML-2013-0001", [told(one, "Sahel Post", "2013-01-17")])


def _regained() -> Incident:
    first = event(
        "regained-a",
        "territory-regained",
        "French and Malian forces recaptured Diabaly on Monday after a fight in which 11 militants died, the ministry said.",
        "recaptured",
        initiators=(MALI_ARMY, FRENCH),
        recipients=(ANSAR,),
        place=DIABALY,
        date=day("2013-01-21"),
        attribution=Attribution(source="the ministry", cue="said"),
        tolls=(
            Toll(
                outcome="killed",
                who="militants",
                low=11,
                high=11,
                text="11 militants died",
                source="the ministry",
            ),
        ),
    )
    second = event(
        "regained-b",
        "territory-regained",
        "Malian troops retook Diabaly on January 21.",
        "retook",
        initiators=(MALI_ARMY,),
        recipients=(ANSAR,),
        place=DIABALY,
        date=day("2013-01-21"),
    )
    return compose(
        "ML-2013-0002",
        [told(first, "Sahel Post", "2013-01-22", wire="Reuters"), told(second, "Bamako Daily", "2013-01-23")],
    )


def _transferred() -> Incident:
    one = event(
        "transferred-a",
        "territory-transferred",
        "Soldiers entered Diabaly without a shot after the rebels had left.",
        "entered",
        initiators=(MALI_ARMY,),
        recipients=(ANSAR,),
        place=DIABALY,
        date=day("2013-02-02"),
    )
    return compose("ML-2013-0003", [told(one, "Bamako Daily", "2013-02-03")])


def _air_strike() -> Incident:
    """A toll that rises, and one that contradicts it; a reprint of a wire."""
    early = event(
        "strike-a",
        "air-strike",
        "Warplanes bombed the market in Atareb on Monday, killing at least 12 people, rescue workers said.",
        "bombed",
        initiators=(
            Actor(
                text="Warplanes", name="Military Forces of Syria", kind="state-forces", country="Syria", alleged=True
            ),
        ),
        recipients=(Actor(text="12 people", name="Civilians (Syria)", kind="civilians", country="Syria"),),
        place=MARKET,
        date=day("2017-11-13"),
        attribution=Attribution(source="rescue workers", cue="said"),
        tolls=(
            Toll(outcome="killed", who="people", low=12, high=None, text="at least 12 people", source="rescue workers"),
        ),
        weapon="Warplanes",
    )
    later = event(
        "strike-b",
        "air-strike",
        "The toll of Monday's air strike on Atareb rose to 61, a hospital doctor said; 90 were injured.",
        "air strike",
        recipients=(Actor(text="61", name="Civilians (Syria)", kind="civilians", country="Syria"),),
        place=ATAREB,
        date=day("2017-11-13"),
        tolls=(
            Toll(outcome="killed", who=None, low=61, high=61, text="61", source="a hospital doctor"),
            Toll(outcome="injured", who=None, low=90, high=90, text="90 were injured", source=None),
        ),
    )
    army = event(
        "strike-c",
        "air-strike",
        "The army said its aircraft had killed 40 terrorists in Atareb.",
        "killed",
        initiators=(SYRIA_ARMY,),
        recipients=(
            Actor(text="40 terrorists", name="Unidentified Armed Group (Syria)", kind="armed-group", country="Syria"),
        ),
        place=ATAREB,
        date=day("2017-11-13"),
        attribution=Attribution(source="The army", cue="said"),
        tolls=(Toll(outcome="killed", who="terrorists", low=40, high=40, text="40 terrorists", source="The army"),),
        weapon="aircraft",
    )
    return compose(
        "SY-2017-0001",
        [
            told(early, "Levant Wire", "2017-11-13", wire="AFP"),
            told(later, "Idlib Today", "2017-11-15"),
            told(army, "State Agency", "2017-11-14"),
        ],
        formerly=("SY-2017-0007",),
    )


def _massacre() -> Incident:
    one = event(
        "massacre-a",
        "attack",
        "Ansar Dine gunmen shot dead 31 villagers in Juba county on 9 April, residents said.",
        "shot dead",
        initiators=(ANSAR,),
        recipients=(
            Actor(text="31 villagers", name="Civilians (South Sudan)", kind="civilians", country="South Sudan"),
        ),
        place=JUBA_DISTRICT,
        date=day("2020-04-09"),
        certainty="hedged",
        attribution=Attribution(source="residents", cue="said"),
        tolls=(Toll(outcome="killed", who="villagers", low=31, high=31, text="31 villagers", source="residents"),),
    )
    return compose("SS-2020-0001", [told(one, "Nile Herald", "2020-04-10")])


def _bombing() -> Incident:
    one = event(
        "bombing-a",
        "suicide-bombing",
        "A suicide bomber killed dozens of people at a bus station in Kaduna on Friday; police found two more bodies.",
        "suicide bomber",
        initiators=(
            Actor(
                text="A suicide bomber",
                name="Unidentified Armed Group (Nigeria)",
                kind="armed-group",
                country="Nigeria",
            ),
        ),
        recipients=(Actor(text="dozens of people", name="Civilians (Nigeria)", kind="civilians", country="Nigeria"),),
        place=KADUNA,
        date=day("2014-07-25"),
        tolls=(Toll(outcome="killed", who="people", low=24, high=None, text="dozens of people", source=None),),
        weapon="suicide bomber",
    )
    return compose("NG-2014-0001", [told(one, None, "2014-07-26")])


def _protest() -> Incident:
    one = event(
        "protest-a",
        "protest-excessive-force",
        "Police fired on protesters in Kaduna on 2 May, wounding several.",
        "fired on",
        initiators=(NIGERIA_POLICE,),
        recipients=(Actor(text="protesters", name="Protesters (Nigeria)", kind="protesters", country="Nigeria"),),
        place=KADUNA,
        date=day("2014-05-02"),
        tolls=(Toll(outcome="injured", who=None, low=3, high=None, text="several", source=None),),
    )
    return compose("NG-2014-0002", [told(one, "Kaduna Mail", "2014-05-03")])


def _abduction() -> Incident:
    one = event(
        "abduction-a",
        "abduction",
        "Gunmen kidnapped two teachers near Kaduna in the first week of June.",
        "kidnapped",
        initiators=(
            Actor(text="Gunmen", name="Unidentified Armed Group (Nigeria)", kind="armed-group", country="Nigeria"),
        ),
        recipients=(Actor(text="two teachers", name="Civilians (Nigeria)", kind="civilians", country="Nigeria"),),
        place=KADUNA,
        date=When(start="2014-06-02", end="2014-06-08", precision="week", text="the first week of June"),
        tolls=(Toll(outcome="captured", who="teachers", low=2, high=2, text="two teachers", source=None),),
    )
    return compose("NG-2014-0003", [told(one, "Kaduna Mail", "2014-06-10")])


def _agreement() -> Incident:
    one = event(
        "agreement-a",
        "agreement",
        "The government and Ansar Dine signed a ceasefire in Kidal on 18 June.",
        "ceasefire",
        initiators=(Actor(text="The government", name="Government of Mali", kind="government", country="Mali"),),
        recipients=(ANSAR,),
        place=KIDAL,
        date=day("2013-06-18"),
    )
    return compose("ML-2013-0004", [told(one, "Sahel Post", "2013-06-19")])


def _threat() -> Incident:
    one = event(
        "threat-a",
        "threat",
        "Ansar Dine threatened to march on the capital.",
        "threatened",
        initiators=(ANSAR,),
        recipients=(Actor(text="the capital", name="Government of Mali", kind="government", country="Mali"),),
    )
    return compose("ML-2013-0005", [told(one, "Sahel Post", "2013-01-11")])


def _region_clash() -> Incident:
    one = event(
        "region-a",
        "armed-clash",
        "Soldiers clashed with rebels in the Kidal region on Sunday; three soldiers were wounded.",
        "clashed",
        initiators=(MALI_ARMY,),
        recipients=(Actor(text="rebels", name="Unidentified Armed Group (Mali)", kind="armed-group", country="Mali"),),
        place=KIDAL,
        date=day("2013-03-10"),
        tolls=(Toll(outcome="injured", who="soldiers", low=3, high=3, text="three soldiers", source=None),),
    )
    return compose("ML-2013-0006", [told(one, "Bamako Daily", "2013-03-11")])


def _country_wide() -> Incident:
    one = event(
        "country-a",
        "attack",
        "Attacks across Sudan last year killed more than 250 civilians, a monitor said.",
        "Attacks",
        recipients=(Actor(text="250 civilians", name="Civilians (Sudan)", kind="civilians", country="Sudan"),),
        place=SUDAN,
        date=When(start="2022-01-01", end="2022-12-31", precision="year", text="last year"),
        attribution=Attribution(source="a monitor", cue="said"),
        tolls=(Toll(outcome="killed", who="civilians", low=251, high=None, text="more than 250", source="a monitor"),),
        aggregate=True,
    )
    return compose("SD-2022-0001", [told(one, "Nile Herald", "2023-01-05")])


def _undated() -> Incident:
    one = event(
        "undated-a",
        "looting-destruction",
        "Rebels burnt the grain store of Diabaly.",
        "burnt",
        initiators=(Actor(text="Rebels", name="Unidentified Armed Group (Mali)", kind="armed-group", country="Mali"),),
        place=DIABALY,
    )
    return compose("ML-2013-0007", [told(one, "Sahel Post", "2013-01-30")])


def _denied() -> Incident:
    yes = event(
        "denied-a",
        "shelling",
        "Residents said the army shelled Atareb on 3 March.",
        "shelled",
        initiators=(SYRIA_ARMY,),
        place=ATAREB,
        date=day("2018-03-03"),
        attribution=Attribution(source="Residents", cue="said"),
    )
    no = event(
        "denied-b",
        "shelling",
        "The army denied that it had shelled Atareb on 3 March.",
        "shelled",
        initiators=(SYRIA_ARMY,),
        place=ATAREB,
        date=day("2018-03-03"),
        status="negated",
        attribution=Attribution(source="The army", cue="denied"),
    )
    return compose("SY-2018-0001", [told(yes, "Idlib Today", "2018-03-04"), told(no, "State Agency", "2018-03-05")])


def _month_shelling() -> Incident:
    one = event(
        "month-a",
        "shelling",
        "Shelling of Atareb in February killed up to 30 people.",
        "Shelling",
        initiators=(SYRIA_ARMY,),
        recipients=(Actor(text="30 people", name="Civilians (Syria)", kind="civilians", country="Syria"),),
        place=ATAREB,
        date=When(start="2018-02-01", end="2018-02-28", precision="month", text="in February"),
        tolls=(Toll(outcome="killed", who="people", low=None, high=30, text="up to 30 people", source=None),),
        count=4,
    )
    return compose("SY-2018-0002", [told(one, "Idlib Today", "2018-03-01")])


def _retreat() -> Incident:
    one = event(
        "retreat-a",
        "retreat",
        "Ansar Dine pulled out of Diabaly on 18 January.",
        "pulled out",
        initiators=(ANSAR,),
        place=DIABALY,
        date=day("2013-01-18"),
    )
    return compose("ML-2013-0008", [told(one, "Sahel Post", "2013-01-19")])


def _displacement() -> Incident:
    one = event(
        "displacement-a",
        "displacement",
        "Hundreds of families fled Diabaly on 15 January.",
        "fled",
        recipients=(Actor(text="Hundreds of families", name="Civilians (Mali)", kind="civilians", country="Mali"),),
        place=DIABALY,
        date=day("2013-01-15"),
        tolls=(
            Toll(outcome="displaced", who="families", low=200, high=None, text="Hundreds of families", source=None),
        ),
    )
    return compose("ML-2013-0009", [told(one, "Sahel Post", "2013-01-16")])
