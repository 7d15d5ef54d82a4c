"""``communique recode``: read reports again after a change of codebook or reader."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click
import msgspec

from communique.coding.learned import LearnedReaderError
from communique.commands.errors import UserError, user_errors
from communique.commands.opening import open_desk

if TYPE_CHECKING:
    from communique.desk.ingest.recoding.planning import Plan


@click.command(short_help="Read the desk's reports again and show what changes.")
@click.option(
    "--since", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Reports received on that day or later."
)
@click.option("--apply", "applies", is_flag=True, help="Change it so. Without it nothing is changed.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="A table to read, or a line of JSON a report.",
)
def recode(since: datetime, applies: bool, form: str) -> None:
    """Read reports again that another version of codebook or reader read last, and show what changes.

    What a person decided on stays: events that were accepted, rejected, withdrawn, corrected, merged, split or added. Others are
    replaced by what is read now; those that are not read any more are set aside, and kept.

    \b
    communique recode --since 2024-01-01
    communique recode --since 2024-01-01 --apply
    """
    open_desk()
    from communique.desk.ingest.coder import open_coding
    from communique.desk.ingest.recoding.planning import counted
    from communique.desk.ingest.recoding.reading import applied, shown
    from communique.desk.ingest.recoding.telling import closing

    with user_errors():
        try:
            coding = open_coding()
        except LearnedReaderError as error:
            raise UserError(f"{error}; or set COMMUNIQUE_READER=rules") from error
    plans = applied(since.date(), coding, lambda: datetime.now(UTC)) if applies else shown(since.date(), coding)
    told = list(_printed(plans, form))
    if applies:
        _link()
    click.echo(closing(counted(told), len(told), applies), err=True)


def _printed(plans: "Iterator[Plan]", form: str) -> "Iterator[Plan]":
    """Print each as it comes, and keep the count."""
    from communique.desk.ingest.recoding.telling import lines

    for plan in plans:
        if form == "table":
            for line in lines(plan):
                click.echo(line)
        elif plan.changes:
            click.echo(msgspec.json.encode(plan))
        yield plan


def _link() -> None:
    from communique.desk.archive.linked import link_due

    while link_due():
        pass
