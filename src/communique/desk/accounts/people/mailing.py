"""Sending an invitation by mail, where there is a mail server."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from communique.desk.accounts.models import Link, Organisation


def can_mail() -> bool:
    """Whether there is a mail server."""
    return bool(settings.EMAIL_HOST)


def mail_invitation(link: Link, address: str) -> str:
    """Send it, and keep that it was sent; the trouble in words, empty where there was none."""
    words = {"link": link, "address": address, "organisation": Organisation.current()}
    body = render_to_string("accounts/mail/invitation.txt", words)
    subject = f"{Organisation.current().name}: you are invited"
    try:
        send_mail(" ".join(subject.split()), body, None, [link.email])
    except (SMTPException, OSError) as error:
        return f"It could not be mailed ({error})."
    Link.objects.filter(pk=link.pk).update(mailed=True)
    return ""
