"""An issue made into mail once: bytes with holes for what each message has of its own."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import formatdate
from functools import lru_cache
from time import time

from django.conf import settings

from communique.desk.newsletters.models import Issue
from communique.desk.newsletters.rendering.markers import LEAVE_MARKER, PREFERENCES_MARKER
from communique.desk.newsletters.smtp.addressing import Envelope, Mail, domain_of, to_ascii
from communique.desk.newsletters.smtp.pieces import Pieces, cut
from communique.desk.newsletters.smtp.quoting import quoted
from communique.desk.newsletters.smtp.signing import Signing, prepared, signer
from communique.desk.newsletters.tokens import leave_token, preferences_token, return_token

LEAVE, PREFERENCES = LEAVE_MARKER.encode(), PREFERENCES_MARKER.encode()
TO, DATE, RETURN = b"{{communique:to}}", b"{{communique:date}}", b"{{communique:return}}"
MARKERS = (LEAVE, PREFERENCES, TO, DATE, RETURN)
LEAVE_PATH = "/newsletters/leave/{}/"
"""Of ``newsletters:leave``. It never changes: mail that went out works for ever."""
POSTMARK = "postmarkapp.com"
"""It keeps neither Message-ID nor envelope, and gives back the metadata of a message alone."""
ALTERNATIVE, RELATED = "=_communique-alternative", "=_communique-related"
"""Between parts. Quoted text has no such line, as its ``=`` is followed by two digits, and base64 none either."""


@dataclass(frozen=True, slots=True)
class Bodies:
    """What an issue says, with the markers of links in it, and its pictures: PNG in base64 by content id."""

    html: str
    text: str
    images: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom one message is for. ``delivery`` 0 and ``subscriber`` 0: nobody's, as in a test send; its links change nothing."""

    address: str
    subscriber: int = 0
    delivery: int = 0


@dataclass(frozen=True, slots=True)
class Compiled:
    """The mail of an issue."""

    list: int
    envelope: Envelope
    message: Pieces
    signing: Signing | None

    def of(self, reader: Reader) -> Mail:
        """The mail for one reader; it is signed when its message is made."""
        returns, recipient = return_token(reader.delivery), to_ascii(reader.address)
        return Mail(self.envelope.sender(returns), recipient, lambda: self._message(reader, returns, recipient))

    def _message(self, reader: Reader, returns: str, recipient: str) -> bytes:
        values = {
            LEAVE: leave_token(reader.subscriber, self.list).encode("ascii"),
            PREFERENCES: preferences_token(reader.subscriber).encode("ascii"),
            RETURN: returns.encode("ascii"),
            TO: recipient.encode("utf-8"),
            DATE: _date(int(time())),
        }
        message = self.message.filled(values)
        return self.signing.field(values) + message if self.signing else message


def compiled(issue: Issue, bodies: Bodies | None = None) -> Compiled:
    """The issue's mail; ``bodies`` null: those it was approved with. Raises ``MailSetupError`` where it cannot be signed."""
    told = bodies or Bodies(issue.html, issue.text, issue.images)
    head, _, body = _fixed(issue, told).partition(b"\r\n\r\n")
    head, sender = _own(issue) + head + b"\r\n", issue.list.sender_address
    envelope = Envelope(to_ascii(settings.RETURNS_ADDRESS or sender), bool(settings.RETURNS_ADDRESS))
    by = signer(domain_of(sender))
    signing = prepared(by, head, body, MARKERS) if by else None
    return Compiled(issue.list_id, envelope, cut(head + b"\r\n" + body, MARKERS), signing)


@lru_cache(maxsize=1)
def _date(second: int) -> bytes:
    """RFC 5322, for all messages of the second."""
    return formatdate(second).replace("-0000", "+0000").encode("ascii")


def _own(issue: Issue) -> bytes:
    """The fields that each message has of its own."""
    link = f"{settings.BASE_URL}{LEAVE_PATH.format(LEAVE_MARKER)}"
    ways = [f"<{link}>"]
    if settings.RETURNS_ADDRESS:
        local, _, domain = to_ascii(settings.RETURNS_ADDRESS).rpartition("@")
        ways.append(f"<mailto:{local}+{RETURN.decode()}@{domain}?subject=unsubscribe>")
    lines = [
        f"To: {TO.decode()}",
        f"Date: {DATE.decode()}",
        f"Message-ID: <{RETURN.decode()}@{domain_of(issue.list.sender_address)}>",
        "List-Unsubscribe: " + ",\r\n ".join(ways),
    ]
    if settings.EMAIL_HOST.endswith(POSTMARK):
        lines.append(f"X-PM-Metadata-delivery: {RETURN.decode()}@delivery")
    if link.startswith("https:"):  # RFC 8058, 3.1: not without
        lines.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
    return "".join(line + "\r\n" for line in lines).encode("ascii")


def _fixed(issue: Issue, told: Bodies) -> bytes:
    """What all messages share: the other fields, and the parts."""
    mailing_list = issue.list
    domain = domain_of(mailing_list.sender_address)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(mailing_list.sender_name, addr_spec=to_ascii(mailing_list.sender_address))
    mail["Subject"] = issue.subject
    mail["List-Id"] = f"<{mailing_list.slug}.{domain}>"
    mail["Content-Language"] = mailing_list.language
    mail["Precedence"] = "bulk"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834
    mail["Feedback-ID"] = f"{issue.number}:{mailing_list.slug}:briefing:{domain.replace('.', '-')}"
    mail["MIME-Version"] = "1.0"
    mail["Content-Type"] = f'multipart/alternative; boundary="{ALTERNATIVE}"'
    mail.set_payload([_text(told.text, "plain"), _html(told)])
    return mail.as_bytes()


def _html(told: Bodies) -> MIMEPart:
    html = _text(told.html, "html")
    if not told.images:
        return html
    part = MIMEPart(policy=SMTP)
    part["Content-Type"] = f'multipart/related; boundary="{RELATED}"; type="text/html"'
    part.set_payload([html, *(_image(name, data) for name, data in told.images.items())])
    return part


def _text(text: str, kind: str) -> MIMEPart:
    part = MIMEPart(policy=SMTP)
    part["Content-Type"] = f'text/{kind}; charset="utf-8"'
    part["Content-Transfer-Encoding"] = "quoted-printable"
    part.set_payload(quoted(text, (LEAVE_MARKER, PREFERENCES_MARKER)).decode("ascii"))
    return part


def _image(name: str, data: str) -> MIMEPart:
    part = MIMEPart(policy=SMTP)
    part.set_content(
        base64.b64decode(data), "image", "png", cid=f"<{name}>", disposition="inline", filename=f"{name}.png"
    )
    return part
