"""``communique serve`` and ``communique web``: the desk, with or without its worker."""

import os
import sys
from typing import Any

import click

from communique.commands.errors import UserError
from communique.commands.opening import open_desk

host_option = click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
port_option = click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen at."
)


@click.command(short_help="Run the desk: web pages and worker.")
@host_option
@port_option
@click.option(
    "--with-examples", is_flag=True, help="Hand in the example reports, so that there is something to look at."
)
def serve(host: str, port: int, with_examples: bool) -> None:
    """Run the desk: web pages and worker.

    Makes the database ready, prints a link for the first administrator while there is none, and runs until Ctrl-C. Every setting
    is an environment variable; docs/desk/settings.md lists them.

    \b
    communique serve
    communique serve --with-examples --port 8080
    """
    click.echo("Making the desk ready.", err=True)
    _prepare(host, port)
    from communique.desk.accounts.first import first_link
    from communique.desk.operations.loading import load_examples
    from communique.desk.operations.serving import Part, supervise, web_command, worker_command

    if with_examples:
        click.echo(f"Example reports handed in: {load_examples()} new. The worker reads them in a minute or so.")
    settings = _settings()
    web = Part("the web part", web_command(host, port, settings.THREADS, settings.PROCESSES))
    parts = [web, Part("the worker", worker_command())]
    sys.exit(supervise(parts, host, port, lambda: _welcome(first_link())))


@click.command(short_help="Run the desk's web pages alone.")
@host_option
@port_option
def web(host: str, port: int) -> None:
    """Run the desk's web pages alone; communique worker runs beside them, here or elsewhere."""
    click.echo("Making the desk ready.", err=True)
    _prepare(host, port)
    from communique.desk.accounts.first import first_link
    from communique.desk.operations.serving import Part, supervise, web_command

    settings = _settings()
    web = Part("the web part", web_command(host, port, settings.THREADS, settings.PROCESSES))
    sys.exit(supervise([web], host, port, lambda: _welcome(first_link())))


def _prepare(host: str, port: int) -> None:
    """Set the desk up, with its address on this port where none is given. Raises ``UserError``."""
    os.environ.setdefault("COMMUNIQUE_URL", f"http://127.0.0.1:{port}")
    open_desk()
    from communique.desk.config.environment import SettingsError
    from communique.desk.operations.preparing import NotReadyError, prepare
    from communique.desk.operations.serving import free

    try:
        free(host, port)
        prepare(_settings().GIVEN, host)
    except (SettingsError, NotReadyError) as error:
        raise UserError(str(error)) from error


def _settings() -> Any:
    from django.conf import settings

    return settings


def _welcome(link: str | None) -> None:
    settings = _settings()
    click.echo(f"Communique is at {settings.BASE_URL}   (Ctrl-C ends it; its data are in {settings.DATA})")
    if link is None:
        return
    click.echo("\nNobody can log in yet. Make yourself the administrator with this link; it works once, for a day:\n")
    click.echo(f"  {link}\n")
