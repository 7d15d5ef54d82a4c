"""``communique schema``: the JSON Schema of the record."""

import json

import click

from communique.schema import event_schema, incident_schema, report_schema


@click.command(short_help="Print the JSON Schema of the record.")
@click.argument("what", type=click.Choice(["event", "incident", "report"]), default="event")
def schema(what: str) -> None:
    """Print the JSON Schema (2020-12) of an event, an incident, or a report."""
    made = {"event": event_schema, "incident": incident_schema, "report": report_schema}
    click.echo(json.dumps(made[what](), indent=2))
