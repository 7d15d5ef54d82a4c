"""``communique link``: events in, incidents out."""

import sys
import time
from contextlib import ExitStack
from pathlib import Path

import click

from communique.commands.errors import user_errors
from communique.commands.outputs import binary_output
from communique.incidents.bulk import came_before, composed
from communique.incidents.bulk import link as link_files
from communique.incidents.chunks import inputs
from communique.incidents.scoring import Scorer
from communique.incidents.store import Store
from communique.incidents.weights import load_weights

FAILED = 2
"""Exit code when a line could not be read; the rest was linked all the same."""


@click.command(short_help="Join events of many reports into incidents.")
@click.argument("events", nargs=-1, metavar="EVENTS...")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the incidents to FILE, as JSON lines; else to standard output.",
)
@click.option(
    "--store",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Keep events, incidents and decisions in FILE (SQLite); later runs add to it, and ids stay.",
)
@click.option("--quiet", is_flag=True, help="With --store: write no incidents, only keep them.")
def link(events: tuple[str, ...], output: Path | None, store: Path | None, quiet: bool) -> None:
    """Join events of many reports into incidents.

    EVENTS are files of communique code (-o events.jsonl or events.json), or - for standard input. Every incident keeps each
    claim with its source, offers one preferred value a field, and lists what contradicts what.

    \b
    communique code reports/ -o events.jsonl
    communique link events.jsonl -o incidents.jsonl
    communique link --store war.db events.jsonl -o incidents.jsonl

    Exit code 0 if every line was read, 2 if some were not: the rest is linked all the same.
    """
    if not events and store is None:
        raise click.UsageError("give files of events, or --store FILE to write what it keeps")
    started = time.monotonic()
    with user_errors(), ExitStack() as stack:
        sources = inputs(events, stack)
        if store is None:
            linked = link_files(sources, Scorer(load_weights()))
            found, told = composed(linked), len(linked.ids)
            errors = (*linked.errors, *(came_before(linked.ids[row]) for row, _ in linked.doubled))
        else:
            kept = stack.enter_context(Store.open(store))
            added = kept.add_files(sources)
            found, errors, told = (iter(()) if quiet else kept.lines()), added.errors, added.events
        number = 0
        with binary_output(output) as out:
            for number, line in enumerate(found, 1):  # noqa: B007
                out.write(line)
    for error in errors:
        click.echo(error, err=True)
    click.echo(_closing(told, number, len(errors), time.monotonic() - started), err=True)
    if errors:
        sys.exit(FAILED)


def _closing(events: int, incidents: int, errors: int, seconds: float) -> str:
    counted = ((events, "event"), (incidents, "incident"), (errors, "error"))
    words = ", ".join(f"{count:,} {word}{'' if count == 1 else 's'}" for count, word in counted)
    return f"{words} in {seconds:.1f} s"
