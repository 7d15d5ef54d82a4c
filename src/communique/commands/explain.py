"""``communique explain``: for each value, which rule or list entry made it, from which words."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from communique.commands.errors import UserError, user_errors
from communique.commands.readers import Reader, open_reader, reader_option
from communique.exports.table import provenance
from communique.model import Event, Report
from communique.reading import Failure, read_inputs


@click.command(short_help="Show which rule made each value, from which words.")
@click.argument("file", metavar="FILE")
@click.option(
    "--event", "wanted", metavar="ID", help="Only this event: its id, or its number in the report (1, 2, ...)."
)
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="Publication date of the report (YYYY-MM-DD).")
@click.option("--codebook", type=click.Path(exists=True, file_okay=False), help="A folder with your own types.")
@reader_option
def explain(file: str, wanted: str | None, published: object, codebook: str | None, reader: str) -> None:
    """Show, for each value of each event, the rule or list entry that made it and the words it came from."""
    day = published.date() if isinstance(published, datetime) else None
    failed, shown = False, 0
    with user_errors():
        for report, events in _coded(open_reader(reader, codebook), read_inputs((file,), published=day)):
            if isinstance(events, Failure):
                click.echo(str(events), err=True)
                failed = True
            elif report is not None:
                shown += _explain(report, events, wanted)
    if wanted and not shown and not failed:
        raise UserError(f"{file}: no event {wanted!r}; run without --event to see them all")
    if failed:
        sys.exit(2)


def _coded(
    reader: Reader, items: Iterable[Report | Failure]
) -> Iterator[tuple[Report | None, Sequence[Event] | Failure]]:
    """Each report with its events or its failure; what could not be opened has no report."""
    for item in items:
        if isinstance(item, Failure):
            yield None, item
        else:
            yield from reader.stream((item,))


def _explain(report: Report, events: Sequence[Event], wanted: str | None) -> int:
    console = Console(width=None if sys.stdout.isatty() else 110, highlight=False)
    chosen = [(n, event) for n, event in enumerate(events, 1) if wanted in (None, event.id, str(n))]
    if chosen or wanted is None:
        console.print(Text(report.title or report.source or report.id, style="bold"))
        console.print(Text(provenance(report), style="dim"))
    if not events:
        console.print("No event in this report.")
    for number, event in chosen:
        console.print(_table(number, event, report))
    return len(chosen)


def _table(number: int, event: Event, report: Report) -> Table:
    table = Table(
        title=f"{number}  {event.type}  {event.id}", title_justify="left", title_style="bold cyan", pad_edge=False
    )
    for column in ("value of", "words", "at", "made by"):
        table.add_column(column, overflow="fold")
    for path in _paths(event):
        span = event.evidence.get(path)
        words = report.text[span[0] : span[1]] if span else ""
        offsets = f"{span[0]}-{span[1]}" if span else ""
        table.add_row(
            *(
                Text(cell)
                for cell in (
                    f"{path}{_value(event, path)}",
                    " ".join(words.split()),
                    offsets,
                    event.rules.get(path, ""),
                )
            )
        )
    return table


def _paths(event: Event) -> list[str]:
    return list(dict.fromkeys((*event.evidence, *event.rules)))


def _value(event: Event, path: str) -> str:
    """The value at a path where it differs from its words."""
    simple = {
        "type": event.type,
        "status": event.status,
        "certainty": event.certainty,
        "count": str(event.count),
        "aggregate": str(event.aggregate).lower(),
        "place.name": event.place.name if event.place else None,
        "date": f"{event.date.start or '…'} to {event.date.end or '…'} ({event.date.precision})",
    }
    if path in simple:
        return f" = {simple[path]}"
    if path.endswith("].name"):
        side, index = path[: path.index("[")], int(path[path.index("[") + 1 : path.index("]")])
        return f" = {getattr(event, side)[index].name}"
    return ""
