"""Incidents by month, or by year over a long time, as bars in the colours of their families; each bar leads to its incidents."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element

from django.utils.safestring import SafeString

from communique.desk.archive.families import OTHER, families
from communique.desk.public.charts.scale import Scale, spread, ticks
from communique.desk.public.charts.svg import Cell, Chart, element, label, line, linked, picture, swatch

WIDTH, HEIGHT = 640.0, 220.0
LEFT, RIGHT, TOP, BOTTOM = 40.0, 632.0, 12.0, 186.0
MOST_BARS = 60
"""More months than these are told by year."""
LABELS = 6
LABEL_ROOM = 90.0
"""Units that a label takes on a phone, where the letters are larger."""
LEAST_SLOTS = 7
"""So that one bar alone is no wall, and the labels of two have room."""
GREY = "#7A7A7A"

Address = Callable[[date, date], str]
"""The address of the incidents between two days, both included."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time and how many incidents of each family began in it."""

    name: str
    first: date
    last: date
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """Of all families."""
        return sum(self.counts.values())


def bars(dated: Iterable[tuple[date, str]]) -> tuple[Bar, ...]:
    """A bar for every month from the first to the last, or for every year; ``dated`` is the day and family of each incident."""
    found = sorted(dated)
    if not found:
        return ()
    months = _index(found[-1][0]) - _index(found[0][0]) + 1
    by_year = months > MOST_BARS
    counted: dict[int, Counter[str]] = {}
    for day, family in found:
        counted.setdefault(day.year if by_year else _index(day), Counter())[family] += 1
    return tuple(_bar(key, counted.get(key, Counter()), by_year) for key in range(min(counted), max(counted) + 1))


def _index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _bar(key: int, counts: Counter[str], by_year: bool) -> Bar:
    if by_year:
        return Bar(f"{key}", date(key, 1, 1), date(key, 12, 31), counts)
    year, month = divmod(key, 12)
    after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return Bar(f"{year}-{month + 1:02d}", date(year, month + 1, 1), date.fromordinal(after.toordinal() - 1), counts)


def months_chart(found: Sequence[Bar], address: Address, note: str = "") -> Chart | None:
    """The chart; null where nothing is dated."""
    if not found:
        return None
    marks = ticks(max(bar.total for bar in found))
    up = Scale(0, marks[-1], BOTTOM, TOP)
    step = (RIGHT - LEFT) / max(len(found), LEAST_SLOTS)
    parts: list[Element] = []
    for mark in marks:
        parts += [line(LEFT, up(mark), RIGHT, up(mark), "grid"), label(LEFT - 6, up(mark) + 4, f"{mark:,}", "end")]
    for index, bar in enumerate(found):
        if bar.total:
            x = LEFT + index * step
            parts.append(linked(address(bar.first, bar.last), _told(bar), [*_stack(bar, x, step, up)]))
    parts += [label(LEFT + (i + 0.5) * step, BOTTOM + 18, found[i].name, "middle") for i in _labelled(found, step)]
    unit = "year" if len(found[0].name) == 4 else "month"
    title = f"Incidents by {unit}"
    told = f"From {found[0].name} to {found[-1].name}; the most in one {unit}: {max(bar.total for bar in found):,}."
    svg = picture("months", title, told, (WIDTH, HEIGHT), parts, role="group")
    names = [name for name, _, _ in _shown(found)]
    rows = tuple(_row(bar, names, address) for bar in found if bar.total)
    return Chart(svg, title, (unit.capitalize(), *(text for _, text, _ in _shown(found)), "All"), rows, note)


def _labelled(found: Sequence[Bar], step: float) -> Iterable[int]:
    room = max(2, min(LABELS, int(len(found) * step / LABEL_ROOM)))
    return spread(range(len(found)), room)


def _looks() -> Iterator[tuple[str, str, str]]:
    """Name, label and colour of every family, in their order."""
    yield from ((each.family, each.label, each.colour) for each in families())
    yield OTHER, "Other", GREY


def _shown(found: Sequence[Bar]) -> list[tuple[str, str, str]]:
    return [look for look in _looks() if any(bar.counts.get(look[0]) for bar in found)]


def legend(found: Sequence[Bar]) -> tuple[tuple[str, SafeString], ...]:
    """Label and a small square of the colour of each family that is drawn."""
    return tuple((text, swatch(colour)) for _, text, colour in _shown(found))


def _stack(bar: Bar, x: float, step: float, up: Scale) -> Iterator[Element]:
    """The families of one bar, one on another, and over all of it an area that is easy to hit."""
    gap = min(4.0, step * 0.15)
    below = 0
    for name, _, colour in _looks():
        count = bar.counts.get(name, 0)
        if count:
            top, foot = up(below + count), up(below)
            width = step - 2 * gap
            yield element("rect", x=x + gap, y=top, width=width, height=foot - top, fill=colour, class_="bar")
            below += count
    yield element("rect", x=x, y=TOP, width=step, height=BOTTOM - TOP, class_="hit")


def _told(bar: Bar) -> str:
    parts = ", ".join(f"{text} {bar.counts[name]:,}" for name, text, _ in _looks() if bar.counts.get(name))
    return f"{bar.name}: {bar.total:,} ({parts})"


def _row(bar: Bar, names: Sequence[str], address: Address) -> tuple[Cell, ...]:
    counts = (Cell(f"{bar.counts.get(name, 0):,}") for name in names)
    return Cell(bar.name, address(bar.first, bar.last)), *counts, Cell(f"{bar.total:,}")
