"""``communique backup`` and ``communique restore``: the whole desk as one file, and back."""

from pathlib import Path

import click

from communique.commands.errors import UserError
from communique.commands.opening import open_desk


@click.command(short_help="Write the whole desk into one file.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write the whole desk into FILE: database, secret key, and a manifest. The desk may run meanwhile."""
    open_desk()
    from communique.desk.operations.backup import BackupError
    from communique.desk.operations.backup import backup as save

    try:
        manifest = save(file)
    except BackupError as error:
        raise UserError(str(error)) from error
    click.echo(
        f"{file}: the desk as of {manifest.made_at}, {file.stat().st_size:,} bytes. Keep it as safe as the desk: it has the key."
    )


@click.command(short_help="Put a backup in the place of the desk.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Even where the desk is in use already: all of it is lost.")
def restore(file: Path, force: bool) -> None:
    """Put a backup in the place of this desk. Stop the desk first. Nothing is touched before FILE was found whole."""
    open_desk()
    from django.conf import settings

    from communique.desk.operations.backup import BackupError
    from communique.desk.operations.backup import restore as put_back

    try:
        manifest = put_back(file, force=force)
    except BackupError as error:
        raise UserError(str(error)) from error
    if settings.GIVEN["COMMUNIQUE_SECRET_KEY"]:
        click.echo("COMMUNIQUE_SECRET_KEY is set and used in place of the backup's own key: is it the same?", err=True)
    click.echo(
        f"The desk is as of {manifest.made_at} (Communique {manifest.communique}). Start it with: communique serve"
    )
    click.echo(
        "It does not know what it mailed after that, nor who left its newsletters: issues on their way wait for a person, and no "
        "list sends without approval. Read docs/newsletters/restoring.md before you approve any."
    )
