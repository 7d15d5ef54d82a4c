"""A test: the issue as it is now, to the editor who asks for it."""

import base64
from email.mime.image import MIMEImage
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.html import escape

from communique.desk.accounts.models import User
from communique.desk.newsletters.issues.approving import IssueRefused
from communique.desk.newsletters.issues.bodies import Bodies, specimen
from communique.desk.newsletters.models import Issue

MARK = "[Test]"


def send_test(issue: Issue, who: User) -> None:
    """Mail it to their own address; its personal links are of nobody. Raises ``IssueRefused`` in words."""
    if not who.email:
        raise IssueRefused("Your account has no address. Give it one first.")
    if not settings.EMAIL_HOST:
        raise IssueRefused("No mail server is set (COMMUNIQUE_MAIL); nothing was sent.")
    try:
        _message(issue, specimen(issue), who.email).send()
    except (SMTPException, OSError) as error:
        raise IssueRefused(f"The mail server did not take it: {error}") from error


def _message(issue: Issue, found: Bodies, to: str) -> EmailMultiAlternatives:
    sender = f'"{issue.list.sender_name}" <{issue.list.sender_address}>'
    made = EmailMultiAlternatives(f"{MARK} {issue.subject}", found.text, sender, [to])
    made.attach_alternative(found.html, "text/html")
    made.mixed_subtype = "related"
    for name, picture in found.images.items():
        part = MIMEImage(base64.b64decode(picture), "png")
        part["Content-ID"] = f"<{escape(name)}>"
        part["Content-Disposition"] = "inline"
        made.attach(part)
    return made
