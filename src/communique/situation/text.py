"""The situation for the terminal, wrapped to its width."""

from collections.abc import Callable, Iterable, Sequence
from typing import TextIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from communique.situation.days import is_dated, told
from communique.situation.record import Count, Entry, PlaceState, Situation
from communique.situation.wording import (
    claim_in_words,
    control_change_in_words,
    entry_in_words,
    heading,
    left_out_in_words,
    place_in_words,
    plural,
    ruling_in_words,
    state_in_words,
    summary_in_words,
    toll_sum_in_words,
)

WIDTH = 100
"""Columns where the output is no terminal."""
CLAIMS_SHOWN, BESIDE_SHOWN, ROWS_SHOWN, CHANGES_SHOWN, FOUGHT_SHOWN = 4, 3, 10, 40, 12
"""How many are shown before the rest is only counted; ``--format json`` has all."""
BAR = 30
"""Columns of the longest bar."""
STYLES = {"held": "bold green", "contested": "bold red", "unknown": "bold yellow"}


def write_text(situation: Situation, out: TextIO) -> None:
    """Print a situation."""
    console = Console(file=out, width=None if out.isatty() else WIDTH, highlight=False, soft_wrap=False)
    console.rule(Text(heading(situation), style="bold"), align="left", characters="─")
    console.print(Text(_basis(situation), style="dim"))
    parts: tuple[tuple[str, Callable[[Situation], Iterable[RenderableType]]], ...] = (
        ("Who is said to hold what", _places),
        ("Losses", _tolls),
        ("Counts", _counts),
        (f"What changed since {situation.since}", _changes),
        ("Timeline", _timeline),
    )
    for title, part in parts:
        if part is not _changes or situation.since:
            console.print()
            console.rule(Text(title, style="bold"), align="left", characters="─")
            for line in part(situation):
                console.print(line)


def _basis(situation: Situation) -> str:
    used = (
        f"As reported by that day: {plural(situation.incidents, 'incident')} of {plural(situation.reports, 'report')} "
        f"by {_publishers(situation)}."
    )
    left = left_out_in_words(situation.left_out)
    return used + (f" Left out: {'; '.join(left)}." if left else "")


def _publishers(situation: Situation) -> str:
    return plural(situation.publishers, "publisher") if situation.publishers else "publishers that are not named"


def _in(columns: int, text: str | Text, style: str = "") -> RenderableType:
    return Padding(Text(text, style=style) if isinstance(text, str) else text, (0, 0, 0, columns))


def _places(situation: Situation) -> Iterable[RenderableType]:
    if not situation.places:
        yield Text("No report says who holds a place.")
    yield from (_place(state) for state in situation.places if state.rule != "nobody-said")
    yield from _fought_over([state for state in situation.places if state.rule == "nobody-said"], situation)
    if situation.vague_claims:
        told_of = plural(situation.vague_claims, "taking or leaving")
        yield Text(f"{told_of} with no place told more exactly than a country: no place's state.", style="dim")


def _fought_over(states: Sequence[PlaceState], situation: Situation) -> Iterable[RenderableType]:
    """Places of which only fights are told: in brief, the latest, and at length where one place or actor is asked for."""
    if situation.place is not None or situation.actor is not None:
        yield from (_place(state) for state in states)
    elif states:
        latest = sorted(states, key=lambda state: (state.days_ago or 0, place_in_words(state.place)))[:FOUGHT_SHOWN]
        places = "; ".join(f"{place_in_words(state.place)}, {_last_fight(state)}" for state in latest)
        more = f"; and {plural(len(states) - FOUGHT_SHOWN, 'more place')}" if len(states) > FOUGHT_SHOWN else ""
        yield _hanging(
            Text("unknown   ", style=STYLES["unknown"]) + Text(f"Fought over, nobody is said to hold: {places}{more}")
        )


def _last_fight(state: PlaceState) -> str:
    dated = [claim.date for claim in state.claims if is_dated(claim.date)]
    return told(dated[-1]) if dated else "not dated"


def _place(state: PlaceState) -> RenderableType:
    title = Text(f"{state.state:<10}", style=STYLES[state.state]) + Text(place_in_words(state.place), style="bold")
    title.append(f"  {state_in_words(state)}", style="not bold")
    lines: list[RenderableType] = [_hanging(title)]
    if state.imprecise:
        lines.append(_in(11, f"A {state.place.precision}: the claims may be of a part of it only.", "yellow"))
    lines += [_in(11, claim_in_words(claim), "dim") for claim in state.claims[-CLAIMS_SHOWN:]]
    hidden = len(state.claims) - CLAIMS_SHOWN
    lines += [_in(11, f"and {plural(hidden, 'earlier claim')}", "dim")] if hidden > 0 else []
    lines += [_in(11, f"Denied: {claim_in_words(claim)}", "magenta") for claim in state.denials]
    lines += [_in(11, f"Beside: {claim_in_words(claim)}", "dim") for claim in state.beside[-BESIDE_SHOWN:]]
    if state.state != "held":
        lines.append(_in(11, f"Ruling {state.rule}: {ruling_in_words(state)}", "dim italic"))
    return Group(*lines)


def _hanging(text: Text) -> RenderableType:
    """Text whose further lines stand under what follows the state."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=10, no_wrap=True)
    grid.add_column()
    grid.add_row(text[:10], text[10:])
    return grid


def _tolls(situation: Situation) -> Iterable[RenderableType]:
    if not situation.tolls:
        yield Text("No incident tells of losses.")
    for toll in situation.tolls:
        yield _labelled(toll.outcome, toll_sum_in_words(toll), 18)
    if situation.summaries:
        yield Text(
            "Summaries over many happenings, which overlap with these and each other and are not summed:", style="dim"
        )
    for one in situation.summaries[:ROWS_SHOWN]:
        yield _in(2, f"{summary_in_words(one.outcome, one.low, one.best, one.high, one.date)} [{one.incident}]")
    yield from _rest(len(situation.summaries), ROWS_SHOWN)


def _labelled(label: str, value: str, width: int) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=width, style="dim")
    grid.add_column()
    grid.add_row(Text(label), Text(value))
    return grid


def _counts(situation: Situation) -> Iterable[RenderableType]:
    counts = situation.counts
    yield Text(f"{plural(counts.incidents, 'incident')} said to have happened or to go on" + _apart(situation))
    parts = (
        ("by type", counts.types, 0, ""),
        ("by week", counts.weeks, counts.no_week, "dated to no one week"),
        ("by division", counts.admin1, counts.no_admin1, "without a first-level division"),
        ("by pair of sides", counts.pairs, counts.no_pair, "without two named sides"),
    )
    for title, rows, missing, why in parts:
        if rows or missing:
            yield Text(title, style="bold")
            weeks = rows is counts.weeks
            yield _bars(rows[-ROWS_SHOWN:] if weeks else rows[:ROWS_SHOWN])
            yield from _rest(len(rows), ROWS_SHOWN, "earlier" if weeks else "more")
            if missing:
                yield _in(2, f"{missing:,} {why}", "dim")


def _apart(situation: Situation) -> str:
    counts = situation.counts
    apart = [f"{one.incidents:,} {one.value}" for one in counts.not_happened]
    apart += [plural(counts.aggregates, "summary")] if counts.aggregates else []
    return f"; apart from these {', '.join(apart)}." if apart else "."


def _bars(rows: Sequence[Count]) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=44, overflow="fold")
    grid.add_column(justify="right")
    grid.add_column(width=BAR)
    most = max((row.incidents for row in rows), default=1)
    for row in rows:
        length = max(1, round(BAR * row.incidents / most))
        grid.add_row(Text(row.value), Text(f"{row.incidents:,}"), Text("▇" * length, style="cyan"))
    return _padded(grid)


def _padded(what: RenderableType) -> RenderableType:
    return Padding(what, (0, 0, 0, 2))


def _rest(total: int, shown: int, word: str = "more") -> Iterable[RenderableType]:
    if total > shown:
        yield _in(2, f"and {total - shown:,} {word} (all with --format json)", "dim")


def _changes(situation: Situation) -> Iterable[RenderableType]:
    if not situation.changes and not situation.control_changes:
        yield Text("Nothing new was reported.")
    for moved in situation.control_changes:
        yield _hanging(Text(f"{'place':<10}", style="bold yellow") + Text(control_change_in_words(moved)))
    for change in situation.changes[:CHANGES_SHOWN]:
        style = "bold cyan" if change.kind == "new" else "bold yellow"
        line = f"{told(change.entry.date)} · {entry_in_words(change.entry)}"
        yield _hanging(Text(f"{change.kind:<10}", style=style) + Text(line))
        yield from (_in(11, what) for what in change.what)
    yield from _rest(len(situation.changes), CHANGES_SHOWN)


def _timeline(situation: Situation) -> Iterable[RenderableType]:
    timeline = situation.timeline
    if timeline.earlier:
        yield Text(f"{plural(timeline.earlier, 'earlier incident')} not shown.", style="dim")
    quoted = situation.place is not None or situation.actor is not None
    yield from (_dated(entry, quoted) for entry in timeline.dated)
    if timeline.undated or timeline.undated_earlier:
        hidden = f", {timeline.undated_earlier:,} reported earlier not shown" if timeline.undated_earlier else ""
        yield Text(f"Not dated by any report{hidden}:", style="bold")
    yield from (_in(2, f"reported {entry.first_reported} · {entry_in_words(entry)}") for entry in timeline.undated)
    if not timeline.dated and not timeline.undated:
        yield Text("No incident.")


def _dated(entry: Entry, quoted: bool) -> RenderableType:
    words = f"\n“{' '.join(entry.quote.split())}”" if quoted and entry.quote else ""
    return _labelled(told(entry.date), entry_in_words(entry) + words, 24)
