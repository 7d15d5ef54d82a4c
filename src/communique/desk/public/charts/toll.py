"""The history of a toll: for every day of publication the range that stood and the preferred figure, and each figure as told.

An end that no report gives is drawn open: the band fades out in dashes and an arrow, and is never closed by a number of ours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element

from communique.desk.public.charts.scale import Scale, spread, ticks
from communique.desk.public.charts.svg import Cell, Chart, element, label, line, picture
from communique.incidents.contradicting import number
from communique.incidents.losses import account, overtakes
from communique.model import Figure, TollAccount

WIDTH, HEIGHT = 440.0, 220.0
LEFT, RIGHT, TOP, BOTTOM = 44.0, 428.0, 22.0, 184.0
OPEN = 16.0
"""How far an open end is drawn beyond the last number that is given."""
DATES_SHOWN = 4
DAYS_APART = 80.0
"""Units that two dates on the axis must lie apart to be both written."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What stood on a day of publication."""

    day: date
    low: int | None
    best: int | None
    high: int | None


def stages(toll: TollAccount) -> tuple[Stage, ...]:
    """The account of every day on which a figure was published, of the figures known by then."""
    days = sorted({day for figure in toll.figures if (day := _day(figure))})
    return tuple(_stage(toll, day) for day in days)


def _stage(toll: TollAccount, day: date) -> Stage:
    known = [figure for figure in toll.figures if (published := _day(figure)) and published <= day]
    standing = [
        Figure(
            event=figure.event,
            low=figure.low,
            high=figure.high,
            said_by=figure.said_by,
            published=figure.published,
            stands=not any(overtakes(later, figure) for later in known),
        )
        for figure in known
    ]
    found = account(toll.outcome, standing)
    return Stage(day, found.low, found.best, found.high)


def toll_chart(toll: TollAccount) -> Chart | None:
    """The chart of one outcome; null where figures of fewer than two days are known: there is no history to draw."""
    found = stages(toll)
    if len(found) < 2:
        return None
    top = max(value for each in toll.figures for value in (each.low, each.high, 0) if value is not None)
    days = Scale(found[0].day.toordinal(), found[-1].day.toordinal(), LEFT + 12, RIGHT - 12)
    marks = ticks(top)
    people = Scale(0, marks[-1], BOTTOM, TOP + OPEN)
    parts = [*_axes(marks, people, found, days), *_band(found, days, people), *_best(found, days, people)]
    parts += [part for figure in toll.figures for part in _figure(figure, days, people)]
    title = f"History of the toll: {toll.outcome}"
    svg = picture(f"toll-{toll.outcome}", title, _described(toll, found), (WIDTH, HEIGHT), parts)
    return Chart(svg, title, ("Published by", "Low", "Best", "High"), _rows(found), _left_out(toll))


def _described(toll: TollAccount, found: Sequence[Stage]) -> str:
    told = "; ".join(f"by {each.day}: best {_or_open(each.best)}, {number(each.low, each.high)}" for each in found)
    return f"People {toll.outcome}, by day of publication: {told}."


def _rows(found: Sequence[Stage]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (Cell(str(each.day)), Cell(_or_open(each.low)), Cell(_or_open(each.best)), Cell(_or_open(each.high)))
        for each in found
    )


def _left_out(toll: TollAccount) -> str:
    undated = sum(_day(figure) is None for figure in toll.figures)
    if not undated:
        return ""
    return f"Not drawn: {undated} {'figure' if undated == 1 else 'figures'} of reports without a date of publication."


def _or_open(value: int | None) -> str:
    return "not given" if value is None else f"{value:,}"


def _day(figure: Figure) -> date | None:
    return date.fromisoformat(figure.published[:10]) if figure.published else None


def _axes(marks: Sequence[int], people: Scale, found: Sequence[Stage], days: Scale) -> Iterator[Element]:
    for mark in marks:
        yield line(LEFT, people(mark), RIGHT, people(mark), "grid")
        yield label(LEFT - 6, people(mark) + 4, f"{mark:,}", "end")
    last = None
    for ordinal in spread([each.day.toordinal() for each in found], DATES_SHOWN):
        x = days(ordinal)
        if last is None or x - last >= DAYS_APART:
            yield label(x, BOTTOM + 18, str(date.fromordinal(ordinal)), "middle")
            last = x


def _band(found: Sequence[Stage], days: Scale, people: Scale) -> Iterator[Element]:
    """From low to high, held until the next day; an end not given runs to the edge, and its border is left away."""
    for stage, until in zip(found, [*found[1:], None], strict=True):
        x1, x2 = days(stage.day.toordinal()), days(until.day.toordinal()) if until else RIGHT
        top = people(stage.high) if stage.high is not None else TOP
        bottom = people(stage.low) if stage.low is not None else BOTTOM
        open_end = stage.low is None or stage.high is None
        kind = "band open" if open_end else "band"
        yield element("rect", x=x1, y=top, width=x2 - x1, height=max(bottom - top, 1.0), class_=kind)
        if stage.low is not None:
            yield line(x1, bottom, x2, bottom, "edge")
        if stage.high is not None:
            yield line(x1, top, x2, top, "edge")


def _best(found: Sequence[Stage], days: Scale, people: Scale) -> Iterator[Element]:
    points = []
    for stage, until in zip(found, [*found[1:], None], strict=True):
        if stage.best is not None:
            x2 = days(until.day.toordinal()) if until else RIGHT
            points += [(days(stage.day.toordinal()), people(stage.best)), (x2, people(stage.best))]
    yield element("polyline", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points), class_="best")


def _figure(figure: Figure, days: Scale, people: Scale) -> Iterator[Element]:
    """A figure as told: a dot for one number, a bar for two, an arrow for an end that is open. Overtaken ones are hollow."""
    day = _day(figure)
    if day is None or (figure.low is None and figure.high is None):
        return
    x, kind = days(day.toordinal()), "figure" if figure.stands else "figure overtaken"
    low, high = figure.low, figure.high
    if low is not None and high is not None and low != high:
        yield line(x, people(low), x, people(high), kind)
    if high is None and low is not None:
        yield from _arrow(x, people(low), -OPEN, kind)
    if low is None and high is not None:
        yield from _arrow(x, people(high), OPEN, kind)
    for value in {low, high} - {None}:
        dot = element("circle", cx=x, cy=people(float(value or 0)), r=4.0, class_=kind)
        dot.append(element("title", text=_told(figure)))
        yield dot


def _arrow(x: float, y: float, length: float, kind: str) -> Iterator[Element]:
    tip, side = y + length, 4.0 if length < 0 else -4.0
    yield line(x, y, x, tip, f"{kind} dashed")
    yield element(
        "polyline", points=f"{x - 4:.1f},{tip + side:.1f} {x:.1f},{tip:.1f} {x + 4:.1f},{tip + side:.1f}", class_=kind
    )


def _told(figure: Figure) -> str:
    said = f", {figure.said_by}" if figure.said_by else ""
    return (
        f"{number(figure.low, figure.high)}{said}, published {figure.published}{'' if figure.stands else ', overtaken'}"
    )
