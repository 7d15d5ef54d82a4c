"""A report and two events made by hand, for every export."""

import pytest

from communique.model import Actor, Attribution, Boilerplate, Event, Place, Report, Toll, When

TEXT = "Rebels <b>shelled</b> Anna on Monday, killing at least 12, police said. France urged calm.\n\nSign up now"


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


@pytest.fixture
def report() -> Report:
    apart = Boilerplate(
        text="Sign up now", reason="newsletter sign-up", start=at("Sign up now")[0], end=at("Sign up now")[1]
    )
    return Report(
        id="r1",
        text=TEXT,
        title="Shelling",
        published="2020-05-05",
        published_from="option",
        url="javascript:alert(1)",
        boilerplate=(apart,),
    )


@pytest.fixture
def events() -> list[Event]:
    return [
        Event(
            id="r1:11-18",
            report="r1",
            type="shelling",
            anchor="shelled",
            quote=TEXT[: TEXT.index(" France")],
            initiators=(Actor(text="Rebels", name="Opposition Rebels (Xland)", kind="rebel-group", alleged=True),),
            place=Place(text="Anna", name="Anna", country="Xland", precision="town", latitude=10.5, longitude=-3.25),
            date=When(start="2020-05-04", end="2020-05-04", precision="day", text="on Monday"),
            attribution=Attribution(source="police", cue="said"),
            tolls=(Toll(outcome="killed", low=12, high=None, text="killing at least 12", source="police"),),
            evidence={
                "anchor": at("shelled"),
                "quote": (0, TEXT.index(" France")),
                "initiators[0].text": at("Rebels"),
                "place.text": at("Anna"),
                "date": at("on Monday"),
                "tolls[0].text": at("killing at least 12"),
                "attribution.source": at("police"),
            },
            rules={"anchor": "codebook: shelling/verb:shell"},
        ),
        Event(
            id="r1:80-85",
            report="r1",
            type="demand",
            anchor="urged",
            quote="France urged calm.",
            initiators=(Actor(text="=France"),),
            place=Place(text="France", name="France", country="France", precision="country"),
            evidence={"anchor": at("urged"), "quote": at("France urged calm.")},
        ),
    ]
