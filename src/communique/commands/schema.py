"""``communique schema``: the JSON Schema of the record."""

import json

import click

from communique.schema import event_schema, report_schema


@click.command(short_help="Print the JSON Schema of the record.")
@click.argument("what", type=click.Choice(["event", "report"]), default="event")
def schema(what: str) -> None:
    """Print the JSON Schema (2020-12) of an event, or of a report."""
    click.echo(json.dumps(event_schema() if what == "event" else report_schema(), indent=2))
