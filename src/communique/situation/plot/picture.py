"""The picture: two charts and the map in one figure, written as PNG or SVG."""

import textwrap
import warnings
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from communique.situation.plot import SUFFIXES
from communique.situation.plot.charts import incidents_by_week, killed_by_week, latest
from communique.situation.plot.looks import GREY
from communique.situation.plot.map import draw_map, drawable, is_exact
from communique.situation.plot.outlines import Outlines
from communique.situation.record import Situation
from communique.situation.wording import heading, plural

SIZE = (13.0, 7.6)
"""Inches."""
DPI = 130
SETTINGS: dict[Any, Any] = {"svg.hashsalt": "communique", "svg.fonttype": "none", "font.family": "DejaVu Sans"}
"""One situation gives one file, byte for byte; words in an SVG stay words."""


def draw(situation: Situation, path: Path, outlines: Outlines, code: str | None = None) -> None:
    """Draw the situation into ``path`` (``.png`` or ``.svg``); ``code`` is the ISO code of the country asked for.

    Raises ``OSError`` where the file cannot be written, ``ValueError`` for another suffix.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise ValueError(f"{path}: end the name in {' or '.join(SUFFIXES)}")
    with matplotlib.rc_context(SETTINGS), warnings.catch_warnings():
        # a name in a script that the font has not is drawn as boxes; that is no error of the user's
        warnings.filterwarnings("ignore", message="Glyph")
        metadata = {"Date": None} if suffix == ".svg" else {"Software": "communique"}
        figure(situation, outlines, code).savefig(path, format=suffix[1:], dpi=DPI, metadata=metadata)


def figure(situation: Situation, outlines: Outlines, code: str | None = None) -> Figure:
    """The figure, on a canvas of its own."""
    found = Figure(figsize=SIZE)
    FigureCanvasAgg(found)
    grid = found.add_gridspec(
        2, 2, left=0.05, right=0.98, top=0.87, bottom=0.17, wspace=0.12, hspace=0.55, width_ratios=(1, 1.15)
    )
    weeks = latest(situation.weeks)
    incidents_by_week(found.add_subplot(grid[0, 0]), weeks)
    killed_by_week(found.add_subplot(grid[1, 0]), weeks)
    draw_map(found.add_subplot(grid[:, 1]), situation, outlines, code)
    found.text(0.05, 0.945, heading(situation), fontsize=15, fontweight="bold", parse_math=False)
    found.text(0.05, 0.915, _basis(situation), fontsize=8.5, color=GREY, parse_math=False)
    found.text(0.05, 0.02, "\n".join(textwrap.wrap(_notes(situation), 190)), fontsize=7.5, color=GREY, parse_math=False)
    return found


def _basis(situation: Situation) -> str:
    return (
        f"as reported by that day: {plural(situation.incidents, 'incident')}, {plural(situation.reports, 'report')}, "
        f"{plural(situation.publishers, 'publisher')}"
    )


def _notes(situation: Situation) -> str:
    """What the picture does not show, in words."""
    counts = situation.counts
    hidden = sum(spot.incidents for spot in situation.spots if not drawable(spot.place))
    earlier = len(situation.weeks) - len(latest(situation.weeks))
    states = sum(not drawable(state.place) for state in situation.places)
    notes = [
        "States are what reports say, not what is so; a later claim may be missing.",
        "Circles are places told no more exactly than a district or region."
        if any(not is_exact(state.place) for state in situation.places)
        or any(not is_exact(spot.place) for spot in situation.spots)
        else "",
        f"Not on the map: {plural(situation.unplaced + hidden, 'incident')} without a point."
        if situation.unplaced + hidden
        else "",
        f"Not drawn: {plural(states, 'place')} without a point." if states else "",
        f"Not in the charts: {plural(counts.no_week, 'incident')} dated to no one week." if counts.no_week else "",
        f"In neither: {plural(counts.aggregates, 'summary')} over many happenings." if counts.aggregates else "",
        f"Not drawn: {plural(earlier, 'earlier week')}." if earlier else "",
        "Outlines: Natural Earth; they say nothing of whose a land is.",
    ]
    return " ".join(note for note in notes if note)
