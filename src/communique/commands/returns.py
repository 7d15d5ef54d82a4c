"""``communique returns``: a bounce, a complaint or a letter of unsubscribing, piped in by the mail server."""

import sys

import click

from communique.commands.opening import open_desk

TRY_AGAIN = 75
"""EX_TEMPFAIL of sysexits.h: the mail server keeps the message and tries again."""
MOST_BYTES = 25_000_000


@click.command(short_help="Take a returned newsletter from the mail server.")
@click.option(
    "--to", "recipient", default="", envvar="ORIGINAL_RECIPIENT", help="Whom it was sent to, if it does not say."
)
@click.option("--webhooks", is_flag=True, help="Print the addresses to give to mail providers, and read nothing.")
def returns(recipient: str, webhooks: bool) -> None:
    """Read one message from standard input and do what it asks for: stop an address that bounces or complained, or leave a list.

    For a pipe of the mail server. Ends with 0 whatever the message is, and with 75 (try again) where the database does not answer.
    """
    open_desk()
    if webhooks:
        _print_webhooks()
        return
    from django.db import DatabaseError

    from communique.desk.newsletters.returns.taking import take

    try:
        taken = take(sys.stdin.buffer.read(MOST_BYTES), recipient)
    except DatabaseError as error:
        click.echo(f"the database did not answer: {error}", err=True)
        sys.exit(TRY_AGAIN)
    click.echo(f"{taken.what}: {taken.words}")


def _print_webhooks() -> None:
    from communique.desk.newsletters.returns.webhooks.reading import READERS
    from communique.desk.newsletters.returns.webhooks.views import address_of

    for provider in READERS:
        click.echo(f"{provider}: {address_of(provider)}")
