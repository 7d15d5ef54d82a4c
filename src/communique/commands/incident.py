"""``communique incident``: look at incidents of a store, and decide by hand what linking cannot know."""

from pathlib import Path

import click

from communique.commands.errors import user_errors
from communique.exports.summary import summary
from communique.incidents.store import Store

STORE = click.option(
    "--store",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="The store of communique link.",
)
WHO = click.option("--who", help="Who decides.")
WHY = click.option("--why", help="Why, in words.")


@click.group(short_help="Show, merge and split the incidents of a store.")
def incident() -> None:
    """Look at the incidents of a store, and decide what linking cannot know. What you decide is never undone by a later run."""


@incident.command(short_help="Print one incident.")
@click.argument("incident_id", metavar="ID")
@STORE
def show(incident_id: str, store: Path) -> None:
    """Print an incident: every claim with its source, the preferred values, contradictions and the history of its tolls.

    \b
    communique incident show ML-2013-0042 --store war.db
    """
    with user_errors(), Store.open(store) as kept:
        click.echo(summary(kept.incident(incident_id)))


@incident.command(short_help="Make incidents one.")
@click.argument("ids", nargs=-1, required=True, metavar="ID ID...")
@STORE
@WHO
@WHY
def merge(ids: tuple[str, ...], store: Path, who: str | None, why: str | None) -> None:
    """Make incidents one, for good. The oldest id stays and the others lead to it.

    \b
    communique incident merge ML-2013-0042 ML-2013-0043 --store war.db --why "the mayor's figure is of both"
    """
    if len(ids) < 2:
        raise click.UsageError("give two ids or more")
    with user_errors(), Store.open(store) as kept:
        number = kept.merge(ids, who, why)
        click.echo(f"Decision {number}: {', '.join(ids)} are {kept.incident(ids[0]).id}")


@incident.command(short_help="Take events out of an incident.")
@click.argument("incident_id", metavar="ID")
@click.argument("events", nargs=-1, required=True, metavar="EVENT...")
@STORE
@WHO
@WHY
def split(incident_id: str, events: tuple[str, ...], store: Path, who: str | None, why: str | None) -> None:
    """Take events (by their ids) out of an incident, for good.

    \b
    communique incident split ML-2013-0042 report-7:120-131 --store war.db
    """
    with user_errors(), Store.open(store) as kept:
        number = kept.split(incident_id, events, who, why)
        names = dict.fromkeys(kept.incident_of(event) for event in events)
        click.echo(f"Decision {number}: taken out of {incident_id}, now {', '.join(names)}")


@incident.command(short_help="Say that two incidents are not the same.")
@click.argument("one", metavar="ID")
@click.argument("other", metavar="ID")
@STORE
@WHO
@WHY
def apart(one: str, other: str, store: Path, who: str | None, why: str | None) -> None:
    """Say that two incidents are not the same; no later run joins them.

    \b
    communique incident apart ML-2013-0042 ML-2013-0043 --store war.db
    """
    with user_errors(), Store.open(store) as kept:
        click.echo(f"Decision {kept.apart(one, other, who, why)}: {one} and {other} are kept apart")


@incident.command(short_help="List what was decided.")
@STORE
def decisions(store: Path) -> None:
    """List the decisions that hold: number, time, what was decided, who and why."""
    with user_errors(), Store.open(store) as kept:
        for each in kept.decisions():
            others = f" from {', '.join(each.others)}" if each.others else ""
            words = "  ".join(part for part in (each.who, each.why) if part)
            click.echo(f"{each.number}  {each.at}  {each.kind}  {', '.join(each.events)}{others}  {words}".rstrip())


@incident.command(short_help="Take a decision back.")
@click.argument("number", type=int, metavar="NUMBER")
@STORE
def undo(number: int, store: Path) -> None:
    """Take a decision back, by its number; it stays in the record as taken back."""
    with user_errors(), Store.open(store) as kept:
        kept.undo(number)
        click.echo(f"Decision {number} is taken back")
