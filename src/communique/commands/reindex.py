"""``communique reindex``: build the desk's search index anew."""

import click

from communique.commands.opening import open_desk


@click.command(short_help="Build the desk's search index anew.")
def reindex() -> None:
    """Build the search index anew, from the reports and incidents that the desk keeps.

    It is kept in step by itself; this is for after an update that changes how words are compared. People go on searching
    meanwhile, and it can be stopped and run again at any moment.
    """
    open_desk()
    from communique.desk.public.search.rebuilding import rebuild

    done = rebuild()
    click.echo(f"{done.reports:,} reports and {done.incidents:,} incidents are in the search index.")
