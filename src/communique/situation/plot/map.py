"""The map: incidents as dots, places by state, and a circle instead of a point where a place is imprecise."""

import math
from collections.abc import Iterable, Sequence

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Ellipse, Polygon
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from communique.model import Place
from communique.situation.effects import effects
from communique.situation.plot.looks import BLACK, GREY, LAND, PALE, STATES, Look
from communique.situation.plot.outlines import Box, Outlines
from communique.situation.record import PlaceState, Situation, Spot

KM_A_DEGREE = 111.32
"""Kilometres of a degree of latitude (mean)."""
WORLD = Box(-180.0, -60.0, 180.0, 80.0)
LEAST_DEGREES = 4.0
BELOW = 5.0
"""How far under the axis the legend stands, in its letters' height."""
LEAST_SHAPE, GREATEST_SHAPE = 0.8, 1.6
"""Height to breadth of the map on the page."""
LEAST_DOT = 45.0
"""Square points: the dot of one incident has twice this, so that it shows round the marker of its place's state."""
LABELS = 16
"""Places that are named on the map, the contested first."""
MARKER_PIXELS = 5.0
"""Half the breadth of a marker."""
OFFSETS = ((6, 4, "left"), (-6, 4, "right"), (6, -10, "left"), (-6, -10, "right"), (0, 9, "center"), (0, -16, "center"))
"""Where a name may stand beside its marker, in points."""


def draw_map(axes: Axes, situation: Situation, outlines: Outlines, code: str | None) -> None:
    """Draw the map. ``code`` is the ISO code of the country asked for, null for all."""
    view = extent(situation, outlines, code)
    axes.set_xlim(view.west, view.east)
    axes.set_ylim(view.south, view.north)
    axes.set_aspect(1 / math.cos(math.radians((view.south + view.north) / 2)))
    axes.set_facecolor("#FBFBFB")
    axes.add_collection(LineCollection(list(outlines.within(view)), colors=PALE, linewidths=0.7, zorder=1))
    for ring in outlines.of(code):
        axes.add_patch(Polygon(ring, closed=True, facecolor=LAND, edgecolor=GREY, linewidth=1.2, zorder=1.5))
    _spots(axes, situation.spots)
    _states(axes, situation.places)
    axes.set_title("Where, and who is said to hold it", loc="left", fontsize=10, fontweight="bold")
    axes.tick_params(labelsize=7.5, colors=GREY)
    axes.grid(color="#E4E4E4", linewidth=0.5, zorder=0)
    axes.set_xlabel("degrees east", fontsize=7.5, color=GREY)
    axes.set_ylabel("degrees north", fontsize=7.5, color=GREY)
    _legend(axes, situation)


def extent(situation: Situation, outlines: Outlines, code: str | None) -> Box:
    """The stretch that is shown: the country's mainland and all that is drawn, else all that is drawn, else the world."""
    places = [*(spot.place for spot in situation.spots), *(state.place for state in situation.places)]
    points = [point for place in places if drawable(place) and (point := at(place))]
    view = outlines.mainland(code) or (Box(*points[0], *points[0]) if points else WORLD)
    for longitude, latitude in points:
        view = view.with_point(longitude, latitude)
    return shaped(view.wider(0.08 if code else 0.15, LEAST_DEGREES))


def shaped(view: Box) -> Box:
    """The view made higher or broader, so that it fills the page; the globe sets an end to that."""
    middle = (view.south + view.north) / 2
    breadth, height = (view.east - view.west) * math.cos(math.radians(middle)), view.north - view.south
    more_height = max(0.0, LEAST_SHAPE * breadth - height) / 2
    more_breadth = max(0.0, height / GREATEST_SHAPE - breadth) / 2 / math.cos(math.radians(middle))
    south, north = max(-70.0, view.south - more_height), min(85.0, view.north + more_height)
    return Box(max(-180.0, view.west - more_breadth), south, min(180.0, view.east + more_breadth), north)


def at(place: Place) -> tuple[float, float] | None:
    """Longitude and latitude; null without a point."""
    return None if place.longitude is None or place.latitude is None else (place.longitude, place.latitude)


def is_exact(place: Place) -> bool:
    """Whether the place is a point on the map."""
    return place.precision in effects().exact


def drawable(place: Place) -> bool:
    """Exact with a point, or imprecise with a radius to draw."""
    known = at(place) is not None
    return known and (is_exact(place) or (place.precision in effects().imprecise and place.accuracy_km is not None))


def circle(place: Place) -> tuple[tuple[float, float], float, float]:
    """Middle, breadth and height in degrees of the circle in which an imprecise place lies."""
    longitude, latitude = at(place) or (0.0, 0.0)
    height = 2 * (place.accuracy_km or 0.0) / KM_A_DEGREE
    return (longitude, latitude), height / max(0.1, math.cos(math.radians(latitude))), height


def _spots(axes: Axes, spots: Sequence[Spot]) -> None:
    exact = [spot for spot in spots if drawable(spot.place) and is_exact(spot.place)]
    points = [at(spot.place) or (0.0, 0.0) for spot in exact]
    sizes = [LEAST_DOT + LEAST_DOT * math.sqrt(spot.incidents) for spot in exact]
    axes.scatter(
        [x for x, _ in points], [y for _, y in points], s=sizes, color="#555555", alpha=0.55, linewidths=0, zorder=3
    )
    for spot in spots:
        if drawable(spot.place) and not is_exact(spot.place):
            middle, breadth, height = circle(spot.place)
            axes.add_patch(
                Ellipse(middle, breadth, height, facecolor="#555555", alpha=0.10, edgecolor="none", zorder=2)
            )


def _states(axes: Axes, states: Sequence[PlaceState]) -> None:
    shown = [state for state in states if drawable(state.place)]
    for state in shown:
        look, place = STATES[state.state], state.place
        if is_exact(place):
            x, y = at(place) or (0.0, 0.0)
            face = look.colour if look.filled else "white"
            axes.plot(
                x, y, look.marker, color=look.colour, markerfacecolor=face, markersize=7, markeredgewidth=1.3, zorder=4
            )
        else:
            middle, breadth, height = circle(place)
            axes.add_patch(
                Ellipse(
                    middle,
                    breadth,
                    height,
                    fill=False,
                    edgecolor=look.colour,
                    linestyle=look.line,
                    linewidth=1.3,
                    zorder=3.5,
                )
            )
    order = ("contested", "held", "unknown")
    _label(axes, sorted(shown, key=lambda state: (order.index(state.state), state.days_ago or 0))[:LABELS])


def _label(axes: Axes, states: Iterable[PlaceState]) -> None:
    """Names beside the markers, each where it covers no other; a name that has no room is left out, its marker stays."""
    figure = axes.get_figure(root=True)
    if figure is None:
        return
    figure.draw_without_rendering()
    frame = axes.get_window_extent()
    named = tuple(states)
    taken = [_marker_box(axes, state.place) for state in named if is_exact(state.place)]
    for state in named:
        place = state.place
        name = place.name or place.text
        text = name if is_exact(place) else f"{name} ({place.precision})"
        for across, up, side in OFFSETS:
            label = _annotate(axes, text, _anchor(place), (across, up), side)
            room = label.get_window_extent().padded(1)
            inside = room.x0 >= frame.x0 and room.x1 <= frame.x1 and room.y0 >= frame.y0 and room.y1 <= frame.y1
            if inside and not any(room.overlaps(other) for other in taken):
                taken.append(room)
                break
            label.remove()


def _anchor(place: Place) -> tuple[float, float]:
    """What a name stands beside: the point, or the top of the circle."""
    (longitude, latitude), _, height = circle(place)
    return (longitude, latitude) if is_exact(place) else (longitude, latitude + height / 2)


def _marker_box(axes: Axes, place: Place) -> Bbox:
    """The pixels of a marker, which no name may cover."""
    x, y = axes.transData.transform(at(place) or (0.0, 0.0))
    return Bbox.from_extents(x - MARKER_PIXELS, y - MARKER_PIXELS, x + MARKER_PIXELS, y + MARKER_PIXELS)


def _annotate(axes: Axes, text: str, point: tuple[float, float], offset: tuple[int, int], side: str) -> Text:
    return axes.annotate(
        text,
        point,
        offset,
        textcoords="offset points",
        ha=side,
        fontsize=7.5,
        color=BLACK,
        zorder=5,
        parse_math=False,
        bbox={"boxstyle": "round,pad=0.12", "facecolor": "white", "alpha": 0.7, "edgecolor": "none"},
    )


def _mark(name: str, look: Look) -> Line2D:
    face = look.colour if look.filled else "white"
    return Line2D([], [], marker=look.marker, color=look.colour, markerfacecolor=face, linestyle=look.line, label=name)


def _legend(axes: Axes, situation: Situation) -> None:
    marks = [_mark(name, look) for name, look in STATES.items()]
    marks.append(Line2D([], [], marker="o", color="#555555", alpha=0.55, linestyle="", markersize=5, label="incidents"))
    if any(drawable(spot.place) and not is_exact(spot.place) for spot in situation.spots):
        marks.append(
            Line2D(
                [],
                [],
                marker="o",
                color="#555555",
                alpha=0.2,
                linestyle="",
                markersize=12,
                label="somewhere in the circle",
            )
        )
    axes.legend(
        handles=marks,
        loc="upper center",
        bbox_to_anchor=(0.5, 0),
        ncols=3,
        fontsize=7.5,
        frameon=False,
        handlelength=3.0,
        borderaxespad=BELOW,
    )
