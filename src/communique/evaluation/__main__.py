"""``python -m communique.evaluation GOLD FOLDER PAGE``: run every suite, keep its JSON in FOLDER, write PAGE from all of them."""

from pathlib import Path

import click

from communique.evaluation.gold_files import GoldError
from communique.evaluation.page import page_of
from communique.evaluation.saving import saved, write_json
from communique.evaluation.suite import Run
from communique.evaluation.suites import NAMES, load
from communique.evaluation.tables import tables

DIRECTORY = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("gold", type=DIRECTORY)
@click.argument("folder", type=DIRECTORY)
@click.argument("page", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--suite", "chosen", multiple=True, type=click.Choice(tuple(NAMES)), help="Only these suites anew.")
def main(gold: Path, folder: Path, page: Path, chosen: tuple[str, ...]) -> None:
    """Measure every suite, or the chosen ones, on the sets in GOLD, and make the accuracy page."""
    for name in chosen or NAMES:
        suite = load(name)
        try:
            result = suite.run(Run(gold, suite.parts))
        except GoldError as error:
            raise click.UsageError(str(error)) from error
        run = saved(result, suite.about, f"communique evaluate {name} --gold GOLD")
        write_json(run, folder / f"{name}.json")
        click.echo(f"\n{name}: {tables(run)}")
    page.write_text(page_of(folder), "utf-8")


main(prog_name="python -m communique.evaluation")
