"""``communique explain-link``: why two events are joined or not."""

import math
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from communique.commands.errors import UserError, user_errors
from communique.incidents.blocking import LARGEST, keys
from communique.incidents.inputs import read_events
from communique.incidents.partition import JOIN_AT
from communique.incidents.scoring import Explained, Scorer
from communique.incidents.store import Store
from communique.incidents.telling import telling
from communique.incidents.told import Told
from communique.incidents.weights import load_weights

WIDTH = 12
"""Characters of the longest bar."""
PER_CHARACTER = 0.4
"""Log odds a character of a bar."""


@click.command("explain-link", short_help="Show why two events are joined or not.")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.argument("events", nargs=-1, metavar="[EVENTS...]")
@click.option(
    "--store", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Look in a store of communique link."
)
def explain_link(one: str, other: str, events: tuple[str, ...], store: Path | None) -> None:
    """Show why two events are joined or not.

    A and B are ids of events; EVENTS the files of communique code that have them, or --store. Every comparison adds to or takes
    from the log odds that both tell of one happening; what is above zero joins.

    \b
    communique explain-link A B events.jsonl
    communique explain-link A B --store war.db
    """
    if not events and store is None:
        raise click.UsageError("give the files that have the events, or --store FILE")
    with user_errors(), ExitStack() as stack:
        kept = stack.enter_context(Store.open(store)) if store is not None else None
        a, b = kept.events([one, other]) if kept is not None else _find([one, other], events)
        note = _standing(kept, one, other) if kept is not None else None
    _print(Scorer(load_weights()).explain(telling(a), telling(b)), _met(a, b), note)


def _find(wanted: Sequence[str], paths: Sequence[str]) -> list[Told]:
    found = {told.event.id: told for told in read_events(paths) if told.event.id in wanted}
    missing = [each for each in wanted if each not in found]
    if missing:
        raise UserError(
            f"no event {missing[0]} in {', '.join(paths)}; ids are the field id of communique code -o events.jsonl"
        )
    return [found[each] for each in wanted]


def _standing(store: Store, one: str, other: str) -> str:
    """Whether they are one incident now, and what people decided of them."""
    names = store.incident_of(one), store.incident_of(other)
    same = (
        f"Now both are of incident {names[0]}."
        if names[0] == names[1]
        else f"Now they are of {names[0]} and {names[1]}."
    )
    decided = [each for each in store.decisions() if one in each.all and other in each.all]
    words = [
        f"Decision {each.number} ({each.at}): {each.kind}{f', {each.why}' if each.why else ''}." for each in decided
    ]
    return " ".join((same, *words))


def _met(a: Told, b: Told) -> str:
    if a.origin.report == b.origin.report:
        return "They are of one report, which tells of two happenings: never joined but by hand."
    shared = len(set(keys(telling(a))) & set(keys(telling(b))))
    if not shared:
        return "They share no block, so linking does not compare them."
    blocks = "1 block" if shared == 1 else f"{shared} blocks"
    return f"They share {blocks}: linking compares them, unless each block has more than {LARGEST} events."


def _print(explained: Explained, met: str, note: str | None) -> None:
    console = Console(highlight=False)
    console.print(f"[bold]{explained.one}[/bold] and [bold]{explained.other}[/bold]")
    console.print(met)
    table = Table(box=None, pad_edge=False)
    for name, justify in (
        ("comparison", "left"),
        ("level", "left"),
        ("log odds", "right"),
        ("", "left"),
        ("why", "left"),
    ):
        table.add_column(name, justify=justify)  # type: ignore[arg-type]
    table.add_row("before", "a pair of one block", f"{explained.prior:+.2f}", _bar(explained.prior), "")
    for each in explained.comparisons:
        table.add_row(each.name, each.level, f"{each.weight:+.2f}", _bar(each.weight), Text(each.why))
    table.add_row(
        "[bold]sum[/bold]", "", f"[bold]{explained.score:+.2f}[/bold]", _bar(explained.score), _chance(explained.score)
    )
    console.print(table)
    if note:
        console.print(note)


def _bar(weight: float) -> Text:
    length = min(WIDTH, round(abs(weight) / PER_CHARACTER))
    return Text("█" * length, style="green" if weight > 0 else "red")


def _chance(score: float) -> Text:
    chance = 1 / (1 + math.exp(-score))
    words = "joins" if score >= JOIN_AT else "does not join"
    return Text(f"{chance:.0%} that they tell of one happening: {words}, as far as these two go")
