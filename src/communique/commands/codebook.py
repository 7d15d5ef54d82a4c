"""``communique codebook``: show and check what is looked for."""

import sys
from pathlib import Path

import click

from communique.codebook.actor_checks import check_actor_lists
from communique.codebook.actors import packaged_folder
from communique.codebook.check import check_codebook
from communique.codebook.show import show_type
from communique.codebook.types import load_codebook
from communique.commands.errors import UserError, user_errors


@click.group(short_help="Show and check the types of event.")
def codebook() -> None:
    """Show the types of event and check a codebook of your own."""


@codebook.command("list", short_help="List the types.")
def list_types() -> None:
    """List the types of event, one a line."""
    for name, event_type in load_codebook().types.items():
        click.echo(f"{name:<26} {' '.join(event_type.definition.split())}")


@codebook.command(short_help="Print one type.")
@click.argument("name", metavar="TYPE")
@click.option(
    "--codebook", "folder", type=click.Path(exists=True, file_okay=False), help="A folder with your own types."
)
def show(name: str, folder: str | None) -> None:
    """Print one type: what it is, when it is chosen, its codes elsewhere, its words."""
    with user_errors():
        loaded = load_codebook(folder)
    if name not in loaded.types:
        raise UserError(f"no type {name!r}; communique codebook list names them all")
    click.echo(show_type(loaded, name), nl=False)


@codebook.command(short_help="Check a codebook of your own.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="FOLDER")
def check(folder: Path) -> None:
    """Check a folder of types (and an actors folder in it, if there is one); name each mistake's file, line and remedy."""
    problems: list[object] = list(check_codebook(folder))
    if (folder / "actors").is_dir() and (folder / "actors") != packaged_folder():
        problems.extend(check_actor_lists(folder / "actors"))
    for problem in problems:
        click.echo(str(problem), err=True)
    if problems:
        sys.exit(2)
    with user_errors():
        found = load_codebook(folder)
    click.echo(f"{folder}: no mistakes; {len(found.types)} types with the built-in ones")
