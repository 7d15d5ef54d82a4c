"""A connection to the mail server that hands over one message after another.

Connecting, TLS and logging in are smtplib's. Where the server does pipelining (RFC 2920) a message takes one round trip instead of
four: the envelope of the next goes with it.
"""

import smtplib
import ssl
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from django.conf import settings
from django.core.mail.utils import DNS_NAME

from communique.desk.newsletters.smtp.addressing import Mail
from communique.desk.newsletters.smtp.errors import MailSetupError, OutcomeUnknown, ServerRefuses, ServerUnavailable

COMMAND_S = 60.0
"""For the answer to a command; nothing is lost where it is too short, as the command is given again later."""
MESSAGE_S = 600.0
"""For the answer to a message (RFC 5321, 4.5.3.2.6); where it is too short, nobody knows whether the message was taken."""
WAITS_FOR_IT = 354
CLOSING = 421
"""The server closes the connection (RFC 5321, 3.8); it is not about the recipient."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server said to one message."""

    code: int
    words: str

    @property
    def accepted(self) -> bool:
        """Whether the message is the server's now."""
        return 200 <= self.code < 300

    @property
    def for_now(self) -> bool:
        """Whether it may be tried again."""
        return 400 <= self.code < 500


class Connection:
    """Open from entering to leaving. Not to be shared between threads."""

    def __init__(self) -> None:
        if not settings.EMAIL_HOST:
            raise MailSetupError("COMMUNIQUE_MAIL names no mail server; give one, and start the desk again")
        self._smtp: smtplib.SMTP | None = None
        self._pipelining = self._utf8 = self._used = False
        self._announced: Mail | None = None

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self) -> None:
        """Connect, unless it is. Raises ``ServerUnavailable`` and ``ServerRefuses``."""
        if self._smtp is None:
            self._smtp, self._used = _connected(), False
            self._pipelining, self._utf8 = self._smtp.has_extn("pipelining"), self._smtp.has_extn("smtputf8")

    def close(self) -> None:
        """Say good-bye where the server listens."""
        if self._announced is not None:
            self.drop()
        if self._smtp is not None:
            try:
                self._smtp.quit()
            except (smtplib.SMTPException, OSError):
                self._smtp.close()
            self._smtp = None

    def drop(self) -> None:
        """End the connection at once; what was begun is void."""
        self._announced = None
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None

    @property
    def announced(self) -> bool:
        """Whether the server waits for the message that was told it would follow."""
        return self._announced is not None

    def send(self, mail: Mail, following: Mail | None = None) -> Reply:
        """Hand a message over. Its reply, whichever part it is about. ``following``: told to the server in the same breath; to be
        sent next, or the connection dropped.

        A server that takes so many messages a connection and no more is connected to again. Raises ``ServerUnavailable``, where
        nothing was handed over; ``ServerRefuses``; ``OutcomeUnknown``.
        """
        try:
            return self._send(mail, following)
        except ServerUnavailable:
            if not self._used:
                raise
        self.drop()
        return self._send(mail, following)

    def _send(self, mail: Mail, following: Mail | None) -> Reply:
        self.open()
        if not mail.recipient.isascii() and not self._utf8:
            return Reply(553, "The mail server takes no addresses of other scripts (SMTPUTF8, RFC 6531).")
        refusal = self._pipelined(mail) if self._pipelining else self._in_turn(mail)
        return refusal or self._message(mail, following)

    def _pipelined(self, mail: Mail) -> Reply | None:
        """The refusal, if any. Every command is answered, the later ones too."""
        if self._announced is not mail:
            self._write(b"".join(_commands(mail)))
        self._announced = None
        sender, recipient, data = self._reply(), self._reply(), self._reply()
        refusal = _refusal(sender, recipient, data)
        if refusal and data.code == WAITS_FOR_IT:  # RFC 2920, 3.1: it waits for a message all the same
            self._write(b".\r\n")
            self._reply()
        if refusal:
            self._judge(sender)
        return refusal

    def _in_turn(self, mail: Mail) -> Reply | None:
        for place, command in enumerate(_commands(mail)):
            self._write(command)
            reply = self._reply()
            if reply.code >= 400:
                if place == 0:
                    self._judge(reply)
                self._write(b"RSET\r\n")
                self._reply()
                return reply
        return None

    def _judge(self, sender: Reply) -> None:
        """Raises where the server did not take the envelope's sender: that is about us, and not about the recipient."""
        if sender.for_now:
            self.drop()
            raise ServerUnavailable(f"{sender.code} {sender.words}")
        if not sender.accepted:
            self.drop()
            raise ServerRefuses(f"{sender.code} {sender.words}")
        self._write(b"RSET\r\n")
        self._reply()

    def _message(self, mail: Mail, following: Mail | None) -> Reply:
        smtp, ahead = (
            self._open(),
            following if self._pipelining and following and following.recipient.isascii() else None,
        )
        data = mail.message + b".\r\n" + (b"".join(_commands(ahead)) if ahead else b"")
        try:
            assert smtp.sock is not None
            smtp.sock.settimeout(MESSAGE_S)
            smtp.sock.sendall(data)
            if following:
                following.prepare()  # while the server is busy with this one
            code, words = smtp.getreply()
            smtp.sock.settimeout(COMMAND_S)
        except (smtplib.SMTPException, OSError) as error:
            self.drop()
            raise OutcomeUnknown(f"the connection ended before the server answered: {_words(error)}") from error
        self._used, self._announced = True, ahead
        if code == CLOSING:
            self.drop()
        return Reply(code, _text(words))

    def _write(self, data: bytes) -> None:
        smtp = self._open()
        try:
            assert smtp.sock is not None
            smtp.sock.sendall(data)
        except OSError as error:
            self.drop()
            raise ServerUnavailable(_words(error)) from error

    def _reply(self) -> Reply:
        try:
            code, words = self._open().getreply()
        except (smtplib.SMTPException, OSError) as error:
            self.drop()
            raise ServerUnavailable(_words(error)) from error
        if code == CLOSING:
            self.drop()
            raise ServerUnavailable(f"{code} {_text(words)}")
        return Reply(code, "" if code < 400 else _text(words))

    def _open(self) -> smtplib.SMTP:
        if self._smtp is None:
            raise ServerUnavailable("the connection is closed")
        return self._smtp


def _connected() -> smtplib.SMTP:
    """Connected, encrypted and logged in as the settings say."""
    try:
        smtp = _greeted()
        if settings.EMAIL_USE_TLS:
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo()
        if settings.EMAIL_HOST_USER:
            smtp.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    except smtplib.SMTPAuthenticationError as error:
        raise ServerRefuses(f"{error.smtp_code} {_text(error.smtp_error)}") from error
    except (smtplib.SMTPException, OSError) as error:
        raise ServerUnavailable(_words(error)) from error
    if smtp.sock is not None:
        smtp.sock.settimeout(COMMAND_S)
    return smtp


def _greeted() -> smtplib.SMTP:
    at, name = (settings.EMAIL_HOST, settings.EMAIL_PORT), DNS_NAME.get_fqdn()
    if settings.EMAIL_USE_SSL:
        context = ssl.create_default_context()
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(*at, local_hostname=name, timeout=settings.EMAIL_TIMEOUT, context=context)
    else:
        smtp = smtplib.SMTP(*at, local_hostname=name, timeout=settings.EMAIL_TIMEOUT)
    smtp.ehlo_or_helo_if_needed()
    return smtp


def _commands(mail: Mail) -> tuple[bytes, bytes, bytes]:
    """The envelope."""
    option = b"" if mail.recipient.isascii() else b" SMTPUTF8 BODY=8BITMIME"
    sender = b"MAIL FROM:<" + mail.sender.encode("ascii") + b">" + option + b"\r\n"
    return sender, b"RCPT TO:<" + mail.recipient.encode("utf-8") + b">\r\n", b"DATA\r\n"


def _refusal(*replies: Reply) -> Reply | None:
    """The first that is one."""
    return next((each for each in replies if each.code >= 400), None)


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return str(error) or type(error).__name__


def _text(words: bytes | str) -> str:
    """On one line, at most what the ledger keeps."""
    text = words if isinstance(words, str) else words.decode("utf-8", "replace")
    return " ".join(text.replace("\0", " ").split())[:500]
