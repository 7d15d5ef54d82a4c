"""Incidents a week by family, and those killed with their low and high ends."""

import datetime
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from communique.situation.plot.looks import BLACK, FAMILIES, GREY
from communique.situation.record import Week

WEEKS_DRAWN = 104
"""Two years; ``--format json`` has all weeks."""
BAR_DAYS = 6.0
BELOW = 3.0
"""How far under the axis a legend stands, in its letters' height."""
MARGIN_DAYS = 4.0
LEAST_WEEKS = 8
"""The axis spans at least so many weeks, so that two bars are not two walls."""


def monday(week: str) -> datetime.date:
    """The first day of an ISO week (``2013-W04``)."""
    return datetime.date.fromisocalendar(int(week[:4]), int(week[6:]), 1)


def incidents_by_week(axes: Axes, weeks: Sequence[Week]) -> None:
    """A bar a week, its parts by family."""
    days = [_position(week) for week in weeks]
    used = sorted({name for week in weeks for name in week.families}, key=_rank)
    floors = [0] * len(weeks)
    for name in used:
        heights = [week.families.get(name, 0) for week in weeks]
        axes.bar(
            days,
            heights,
            BAR_DAYS,
            bottom=floors,
            color=FAMILIES.get(name, GREY),
            edgecolor="white",
            linewidth=0.4,
            label=name,
        )
        floors = [floor + height for floor, height in zip(floors, heights, strict=True)]
    axes.set_ylim(0, max(floors, default=1) * 1.08 or 1)
    _dress(axes, "Incidents a week", weeks)
    if used:
        axes.legend(
            loc="upper center",
            bbox_to_anchor=(0.5, 0),
            borderaxespad=BELOW,
            ncols=3,
            fontsize=7.5,
            frameon=False,
            handlelength=1.0,
        )


def killed_by_week(axes: Axes, weeks: Sequence[Week]) -> None:
    """A point a week at the sum of preferred figures; the line spans low to high, an arrow where there is no upper figure."""
    told = [(_position(week), week.killed) for week in weeks if week.killed]
    for day, toll in told:
        top = max(toll.best, toll.low) if toll.high is None else toll.high
        axes.vlines(day, toll.low, top, color=BLACK, linewidth=1.1)
        if toll.high is None:
            axes.annotate(
                "",
                (day, top),
                (0, 18),
                textcoords="offset points",
                arrowprops={"arrowstyle": "<|-", "color": BLACK, "lw": 1.1, "shrinkA": 0, "shrinkB": 0},
            )
    axes.plot(
        [day for day, _ in told],
        [toll.best for _, toll in told],
        "o",
        color=FAMILIES["Battles"],
        markersize=5,
        zorder=3,
    )
    tops = [max(toll.best, toll.low, toll.high or 0) for _, toll in told]
    axes.set_ylim(0, max(tops, default=1) * 1.3 or 1)
    _dress(axes, "Killed a week, by preferred figures", weeks)
    if told:
        _legend(axes, any(toll.high is None for _, toll in told))


def _legend(axes: Axes, open_ended: bool) -> None:
    marks = [
        Line2D([], [], marker="o", color=FAMILIES["Battles"], linestyle="", label="best"),
        Line2D([], [], marker="|", color=BLACK, linestyle="", markersize=10, label="low to high"),
    ]
    if open_ended:
        marks.append(Line2D([], [], marker="^", color=BLACK, linestyle="", markersize=5, label="no upper figure"))
    axes.legend(
        handles=marks,
        loc="upper center",
        bbox_to_anchor=(0.5, 0),
        borderaxespad=BELOW,
        ncols=3,
        fontsize=7.5,
        frameon=False,
        handlelength=1.0,
    )


def latest(weeks: Sequence[Week]) -> Sequence[Week]:
    """Those of the last ``WEEKS_DRAWN`` weeks before the last that has incidents."""
    if not weeks:
        return weeks
    first = monday(weeks[-1].week) - datetime.timedelta(weeks=WEEKS_DRAWN - 1)
    return [week for week in weeks if monday(week.week) >= first]


def _position(week: Week) -> float:
    """The Thursday, in the middle of the week, in matplotlib's days."""
    return _number(monday(week.week)) + 3


def _number(day: datetime.date) -> float:
    return float(date2num(day))  # type: ignore[no-untyped-call]  # matplotlib's dates are not typed


def _rank(name: str) -> tuple[int, str]:
    order = tuple(FAMILIES)
    return (order.index(name) if name in order else len(order)), name


def _dress(axes: Axes, title: str, weeks: Sequence[Week]) -> None:
    axes.set_title(title, loc="left", fontsize=10, fontweight="bold")
    axes.spines[["top", "right"]].set_visible(False)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    axes.tick_params(labelsize=8)
    axes.grid(axis="y", color="#E4E4E4", linewidth=0.6)
    axes.set_axisbelow(True)
    if not weeks:
        axes.set_xticks([])
        axes.text(
            0.5, 0.5, "no incident is dated to one week", transform=axes.transAxes, ha="center", color=GREY, fontsize=9
        )
        return
    first, last = _number(monday(weeks[0].week)), _number(monday(weeks[-1].week)) + 6
    short = max(0.0, 7 * LEAST_WEEKS - (last - first)) / 2
    axes.set_xlim(first - MARGIN_DAYS - short, last + MARGIN_DAYS + short)
    locator = AutoDateLocator(minticks=3, maxticks=8)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.get_offset_text().set_fontsize(8)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
