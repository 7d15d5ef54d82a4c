"""One message of an issue, now: a test send."""

from communique.desk.newsletters.models import Issue
from communique.desk.newsletters.smtp.compiling import Bodies, Reader, compiled
from communique.desk.newsletters.smtp.transport import Connection, Reply


def send_one(issue: Issue, address: str, bodies: Bodies | None = None) -> Reply:
    """Send an issue to one address, as its subscribers would get it; the links in it are nobody's and change nothing.

    No row is written. Raises ``MailSetupError``, ``ServerUnavailable``, ``ServerRefuses`` and ``OutcomeUnknown``, whose words can
    be shown.
    """
    mail, reader = compiled(issue, bodies), Reader(address)
    with Connection() as connection:
        return connection.send(mail.of(reader))
