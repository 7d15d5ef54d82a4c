"""``communique doctor``: what is wrong with the desk, and the remedy."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict

import click

from communique.commands.opening import open_desk


@click.command(short_help="Check the desk, and say the remedies.")
@click.argument("what", required=False, type=click.Choice(["mail", "mailchimp"]))
@click.option("--json", "as_json", is_flag=True, help="A JSON object a line, for programs.")
def doctor(what: str | None, as_json: bool) -> None:
    """Check settings, database, gazetteer, disk, data folder, mail and worker; say what is wrong, and the remedy.

    With MAIL: check what others ask of who sends newsletters, in the DNS: SPF, DKIM, DMARC, reverse DNS, where bounces go.

    With MAILCHIMP: check the account there: key, audience, interests, webhook, sender domains, tracking.

    Nothing is changed. Ends with 0 where the desk works, 1 where something is bad, 2 where the settings cannot even be read.
    """
    open_desk()
    from communique.desk.operations.doctor import Finding, examine
    from communique.desk.operations.doctor.mail import examine_mail
    from communique.desk.operations.doctor.mailchimp import examine_mailchimp

    checks: dict[str | None, Callable[[], Iterator[Finding]]] = {"mail": examine_mail, "mailchimp": examine_mailchimp}
    worst = 0
    for found in checks.get(what, examine)():
        click.echo(json.dumps(asdict(found)) if as_json else f"{found.look:<5} {found.name}: {found.words}")
        worst = max(worst, int(found.look == "bad"))
    sys.exit(worst)
