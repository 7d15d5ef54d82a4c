"""``communique export``: incidents or events in a format of the field; ``communique import``: such a file as incidents again."""

import csv
import importlib
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path

import click
import msgspec

from communique.commands.errors import UserError, user_errors
from communique.commands.opening import open_desk
from communique.commands.outputs import binary_output
from communique.exports.projection import Outcome, UnreadableError
from communique.exports.registry import MODULES, projection
from communique.incidents.composing import compose
from communique.incidents.inputs import InputError, read_either
from communique.incidents.store import Store
from communique.model import Incident

FORMATS = click.Choice(sorted(MODULES))
GOLD = "gold"
"""The format of what people made of reports at a desk; of no incidents."""
FAILED = 2
"""Exit code when a line could not be read; the rest was written all the same."""


@click.command(short_help="Write incidents or events in a format of the field.")
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@click.option(
    "--format",
    "name",
    type=click.Choice([*sorted(MODULES), GOLD]),
    required=True,
    help="The format; docs/exports tells of each what is lost. gold: what people reviewed, with --desk.",
)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to FILE, else to standard output."
)
@click.option(
    "--left-out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what was left out, and why, to FILE (CSV).",
)
@click.option(
    "--store",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Export what a store of communique link keeps.",
)
@click.option("--desk", is_flag=True, help="Export what people reviewed at the desk, as gold to measure on.")
def export(
    inputs: tuple[str, ...], name: str, output: Path | None, left_out: Path | None, store: Path | None, desk: bool
) -> None:
    """Write incidents or events in a format of the field.

    INPUT are files of communique link (incidents) or of communique code -o events.jsonl (each event is then an incident of its
    own), or - for standard input. What a format cannot hold is left out, counted, and listed with --left-out.

    \b
    communique export incidents.jsonl --format acled -o acled.csv
    communique export incidents.jsonl --format ucdp-ged -o ged.csv --left-out left-out.csv
    communique export events.jsonl --format geojson -o events.geojson
    communique export --desk --format gold -o GOLD/events/dev.jsonl
    """
    if desk or name == GOLD:
        _gold(desk, name, inputs or store or left_out, output)
        return
    if not inputs and store is None:
        raise click.UsageError("give files of incidents or events, or --store FILE")
    errors: list[str] = []
    with user_errors(), ExitStack() as stack:
        kept = stack.enter_context(Store.open(store)).incidents() if store is not None else iter(())
        with binary_output(output) as out:
            done = projection(name).write(chain(kept, _incidents(inputs, errors)), out)
    if left_out is not None:
        _list(done, left_out)
    for error in errors:
        click.echo(error, err=True)
    click.echo(_closing(done, len(errors)), err=True)
    if errors:
        sys.exit(FAILED)


def _gold(desk: bool, name: str, others: object, output: Path | None) -> None:
    """Write the reports that people judged wholly at the desk."""
    if not desk or name != GOLD or others:
        raise click.UsageError("give --desk and --format gold together, without INPUT, --store or --left-out")
    open_desk()
    lines = importlib.import_module("communique.desk.review.gold").lines
    number = 0
    with binary_output(output) as out:
        for number, line in enumerate(lines(), 1):  # noqa: B007
            out.write(line)
    click.echo(f"{number:,} report{'' if number == 1 else 's'}", err=True)


def _incidents(inputs: Iterable[str], errors: list[str]) -> Iterator[Incident]:
    """Incidents as they stand; an event as an incident of its own, under its own id."""
    for found in read_either(list(inputs)):
        if isinstance(found, Incident):
            yield found
        elif isinstance(found, InputError):
            errors.append(str(found))
        else:
            yield compose(found.event.id, [found])


def _list(done: Outcome, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("incident", "reason"))
        writer.writerows((each.incident, each.reason) for each in done.left_out)


def _closing(done: Outcome, errors: int) -> str:
    counted = ((done.incidents, "incident"), (done.rows, "row"), (errors, "error"))
    words = ", ".join(f"{count:,} {word}{'' if count == 1 else 's'}" for count, word in counted)
    if not done.left_out:
        return words
    reasons = dict.fromkeys(each.reason for each in done.left_out)
    return f"{words}; {len(done.left_out):,} left out ({'; '.join(list(reasons)[:3])}{'; ...' if len(reasons) > 3 else ''})"


@click.command("import", short_help="Read an exported file as incidents again.")
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "name", type=FORMATS, required=True, help="The format of FILE.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to FILE, else to standard output."
)
def import_(file: Path, name: str, output: Path | None) -> None:
    """Read an exported file as incidents again (JSON lines), with the codes that the format keeps and nothing else.

    \b
    communique import acled.csv --format acled -o incidents.jsonl
    """
    number = 0
    with user_errors(), binary_output(output) as out, file.open("rb") as source:
        try:
            for number, incident in enumerate(projection(name).read(source), 1):  # noqa: B007
                out.write(msgspec.json.encode(incident) + b"\n")
        except UnreadableError as error:
            raise UserError(f"{file}: {error}") from error
    click.echo(f"{number:,} incident{'' if number == 1 else 's'}", err=True)
