"""A mail server that is away."""

from collections.abc import Sequence
from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class Backend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise ConnectionRefusedError("nobody there")


class Narrow(BaseEmailBackend):
    """One that takes ASCII alone."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            message.to[0].encode("ascii")
        return len(email_messages)


class Refusing(BaseEmailBackend):
    """One that does not want to know of an address."""

    CODE = 550

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise SMTPRecipientsRefused({each.to[0]: (self.CODE, b"no") for each in email_messages})
