"""``python -m communique.evaluation GOLD [--write PAGE]``: measure the reading of events against gold."""

from pathlib import Path

import click

from communique.coding.pipeline import load as load_coder
from communique.evaluation.gold import GoldError, load
from communique.evaluation.report import heading, table

START, END = "<!-- figures: events -->", "<!-- end of figures -->"


@click.command()
@click.argument("gold", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--write",
    "page",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Put the figures into this page.",
)
def main(gold: Path, page: Path | None) -> None:
    """Code the reports of GOLD/events/dev.jsonl.gz and compare."""
    path = gold / "events" / "dev.jsonl.gz"
    if not path.is_file():
        raise click.UsageError(f"{path}: not here; name the folder that holds the gold sets")
    try:
        reports = load(path)
    except GoldError as error:
        raise click.UsageError(str(error)) from error
    figures = f"{heading(reports)}\n\n{table(reports, load_coder().code)}"
    click.echo(figures)
    if page is not None:
        before, _, rest = page.read_text("utf-8").partition(START)
        after = rest.partition(END)[2]
        page.write_text(f"{before}{START}\n{figures}\n{END}{after}", "utf-8")


main(prog_name="python -m communique.evaluation")
