"""``communique gazetteer``: build it, add a GeoNames dump, look a name up."""

from pathlib import Path

import click

from communique.commands.errors import UserError, user_errors
from communique.gazetteer import build
from communique.gazetteer.entry import Entry
from communique.gazetteer.importer import import_geonames
from communique.gazetteer.lookup import Gazetteer


@click.group(short_help="Build and extend the list of places.")
def gazetteer() -> None:
    """Build the list of places, add a GeoNames dump of your own, look a name up.

    It is kept where COMMUNIQUE_GAZETTEER says, else in the user's cache.
    """


@gazetteer.command("build", short_help="Build the list of places if it is missing or out of date.")
@click.option("--force", is_flag=True, help="Build it anew even if it is up to date.")
def build_command(force: bool) -> None:
    """Build the list of places; takes some seconds, once. Imported dumps are kept."""
    with user_errors():
        path = build.build() if force else build.ensure()
    click.echo(f"gazetteer ready: {path}")


@gazetteer.command("import", short_help="Add a GeoNames dump.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_command(file: Path) -> None:
    """Add a GeoNames dump: a country's or allCountries, as .txt or .zip, from your own download."""
    with user_errors():
        count = import_geonames(file)
    click.echo(f"{file}: {count:,} places added")


@gazetteer.command(short_help="Look a name up.")
@click.argument("name")
def find(name: str) -> None:
    """Print every place of a name, the most populous first."""
    with user_errors():
        entries = Gazetteer.open().lookup(name)
    if not entries:
        raise UserError(f"{name}: not in the gazetteer; communique gazetteer import adds a GeoNames dump")
    for entry in sorted(entries, key=lambda entry: -(entry.population or 0)):
        click.echo(_line(entry))


def _line(entry: Entry) -> str:
    where = ", ".join(part for part in (entry.name, entry.admin1, entry.country_name) if part)
    point = (
        f"{entry.latitude:.4f}, {entry.longitude:.4f}"
        if entry.latitude is not None and entry.longitude is not None
        else "no point"
    )
    return f"{where} ({entry.kind}) {point}"
