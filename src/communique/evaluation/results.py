"""What a suite measures: figures with their counts and intervals, and the slips a person reads to mend the coder."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from communique.evaluation.bootstrap import interval, interval_of
from communique.evaluation.counts import Counts

Unit = TypeVar("Unit")
Measure = Literal["f1", "share", "km"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure. ``value`` is F1, a share (0 to 1) or kilometres; ``low``/``high`` its 95 % interval."""

    name: str
    value: float
    low: float
    high: float
    measure: Measure = "f1"
    counts: Counts | None = None
    """Null where the figure is no ratio of counts."""
    group: str = ""
    """The table it belongs to ("by type"); the main table is ""."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One miss (``found`` null), false find (``wanted`` null) or wrong value, with the words of the report."""

    figure: str
    unit: str
    """The report, article or sentence, by its id."""
    text: str
    wanted: str | None
    found: str | None


@dataclass(frozen=True, slots=True)
class Result:
    """All that one run of a suite measured."""

    suite: str
    how: str
    """``end to end``, or on which gold spans; the parts read; the reader."""
    items: dict[str, int]
    figures: tuple[Figure, ...]
    slips: tuple[Slip, ...] = ()


@dataclass(slots=True)
class Tally:
    """Counts by figure and by unit, from which figures with intervals are made."""

    units: list[str] = field(default_factory=list)
    counts: dict[tuple[str, str], dict[str, Counts]] = field(default_factory=dict)
    slips: list[Slip] = field(default_factory=list)

    def start(self, unit: str) -> None:
        """Begin a unit; what is added until the next ``start`` is its own, nothing added counts as nothing found."""
        self.units.append(unit)

    def add(self, name: str, counts: Counts, group: str = "") -> None:
        """Add counts of the present unit to a figure."""
        by_unit = self.counts.setdefault((group, name), {})
        key = str(len(self.units) - 1)
        by_unit[key] = by_unit.get(key, Counts()) + counts

    def slip(self, figure: str, text: str, wanted: object = None, found: object = None) -> None:
        """Note a miss, a false find or a wrong value of the present unit."""
        values = [None if value is None else str(value) for value in (wanted, found)]
        self.slips.append(Slip(figure, self.units[-1], " ".join(text.split()), *values))

    def figures(self) -> tuple[Figure, ...]:
        """Every figure, in the order in which it was first met."""
        return tuple(self._figure(group, name) for group, name in self.counts)

    def _figure(self, group: str, name: str) -> Figure:
        found = self.counts[group, name]
        by_unit = [found.get(str(index), Counts()) for index in range(len(self.units))]
        total = sum(by_unit, Counts())
        return Figure(name, total.f1, *interval(by_unit), counts=total, group=group)


def share(name: str, right: Sequence[bool], group: str = "") -> Figure:
    """How many of the units are right."""
    by_unit = [Counts(int(value), 1, 1) for value in right]
    total = sum(by_unit, Counts())
    return Figure(name, total.recall, *interval(by_unit), measure="share", counts=total, group=group)


def measured(
    name: str, units: Sequence[Unit], measure: Callable[[Sequence[Unit]], float], kind: Measure = "f1", group: str = ""
) -> Figure:
    """A figure that is no ratio of counts: a mean over classes, a median, an area."""
    return Figure(name, measure(units), *interval_of(measure, units), measure=kind, group=group)
