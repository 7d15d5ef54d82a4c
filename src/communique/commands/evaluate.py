"""``communique evaluate SUITE``: measure the reading against gold."""

from pathlib import Path

import click

from communique.coding.learned import LearnedReaderError
from communique.coding.readers import DEFAULT_READER, READERS
from communique.commands.errors import UserError
from communique.evaluation.gold_files import GoldError
from communique.evaluation.results import Result
from communique.evaluation.saving import errors_text, saved, write_json
from communique.evaluation.suite import Run, Suite
from communique.evaluation.suites import NAMES, load
from communique.evaluation.tables import tables

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, writable=True, path_type=Path)


class SuiteGroup(click.Group):
    """A subcommand a suite, imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The suites, in the order of the accuracy page."""
        return list(NAMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of one suite; None for a name that is no suite."""
        return _command(load(cmd_name)) if cmd_name in NAMES else None


@click.group(cls=SuiteGroup, short_help="Measure the reading against annotated reports.")
def evaluate() -> None:
    """Measure the reading against annotated sets (gold): counts, precision, recall, F1 and 95 % intervals.

    The sets do not come with Communique; the accuracy page of the docs says what each suite reads and how we do.
    """


def _command(suite: Suite) -> click.Command:
    parts = ", ".join(suite.parts)

    @click.command(suite.name, short_help=f"Measure {suite.about}.", help=f"Measure {suite.about}.")
    @click.option("--gold", type=FOLDER, required=True, help="The folder that holds the gold sets, a folder each.")
    @click.option("--part", "asked", multiple=True, metavar="NAME", help=f"Which files of the set [default: {parts}].")
    @click.option(
        "--reader", type=click.Choice(READERS), default=DEFAULT_READER, show_default=True, help="Which reader reads."
    )
    @click.option("--limit", type=click.IntRange(min=1), help="Read only the first so many items of each part.")
    @click.option("--json", "data", type=FILE, help="Write the figures as JSON to this file.")
    @click.option("--errors", type=FILE, help="Write the misses and false finds, with their text, to this file.")
    def measure(
        gold: Path, asked: tuple[str, ...], reader: str, limit: int | None, data: Path | None, errors: Path | None
    ) -> None:
        _measure(suite, Run(gold, asked or suite.parts, reader, limit), data, errors)

    return measure


def _measure(suite: Suite, asked: Run, data: Path | None, errors: Path | None) -> None:
    for path in (data, errors):
        if path is not None and not path.parent.is_dir():
            raise UserError(f"{path}: its folder is not here; make it first")
    try:
        result = suite.run(asked)
    except (GoldError, LearnedReaderError) as error:
        raise UserError(str(error)) from error
    run = saved(result, suite.about, _as_typed(suite, asked))
    click.echo(tables(run))
    _write(result, errors)
    if data is not None:
        write_json(run, data)


def _write(result: Result, errors: Path | None) -> None:
    if errors is not None:
        errors.write_text(errors_text(result), "utf-8")
        click.echo(f"\n{len(result.slips):,} slips written to {errors}", err=True)


def _as_typed(suite: Suite, asked: Run) -> str:
    """The command that makes these figures again, with the gold's folder left out."""
    words = ["communique", "evaluate", suite.name, "--gold", "GOLD"]
    words += [word for name in asked.parts if asked.parts != suite.parts for word in ("--part", name)]
    words += ["--reader", asked.reader] if asked.reader != DEFAULT_READER else []
    words += ["--limit", str(asked.limit)] if asked.limit else []
    return " ".join(words)
