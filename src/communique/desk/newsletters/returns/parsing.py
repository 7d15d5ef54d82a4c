"""What a returned message is, and which delivery it is about. It was written by strangers: nothing in it is believed but a token.

Each delivery has an envelope sender of its own (VERP), ``local+TOKEN@domain``, whose token is signed; so a bounce or a complaint
that nobody got a message for changes nothing, whatever it says.
"""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from enum import StrEnum

from communique.desk.newsletters.tokens import RETURN_WIDTH, TokenRefused, read_return_token

TOKEN = re.compile(rf"(?<![A-Za-z0-9])([A-Za-z2-7]{{{RETURN_WIDTH}}})@")
STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
ADDRESSED = ("X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "X-Forwarded-To", "To", "Cc")
"""Fields in which mail servers tell whom a message was for, the surest first."""
OURS = ("Return-Path", "Message-ID", "List-Unsubscribe", "X-Original-Message-ID")
"""Fields of a message that is given back, in which our token is."""
REPORTED = ("Original-Mail-From", "Original-Envelope-Id", "Original-Rcpt-To", "Removal-Recipient")
COMPLAINING = frozenset({"abuse", "fraud", "opt-out", "opt-out-list", "miscategorized"})
"""Types of feedback (RFC 5965, 7.3; RFC 6430 is ``not-spam``) that say: no more of it."""
MOST_CHARACTERS = 2000
"""Of the words that are kept."""
BREAKS = (LookupError, ValueError, AttributeError, TypeError, AssertionError)
"""What the standard library's parser raises of damaged messages, though it means not to."""


class What(StrEnum):
    """What a message is to us."""

    BOUNCE = "bounce"
    DELAY = "delay"
    COMPLAINT = "complaint"
    LEAVING = "leaving"
    REPLY = "reply"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Returned:
    """A message, read. ``delivery``: its primary key, if a token of ours is in it; ``status``: RFC 3463, empty if none is told;
    ``permanent``: no code is told, and the provider that tells of it says that the address takes no mail.
    """

    what: What
    delivery: int | None = None
    status: str = ""
    words: str = ""
    permanent: bool = False


def read(body: bytes, recipient: str = "") -> Returned:
    """Read a message; ``recipient``: whom the mail server says it was for, where it does. Never raises."""
    try:
        return _read(email.message_from_bytes(body, policy=email.policy.compat32), recipient)
    except BREAKS:
        return Returned(What.NOTHING, words="the message is damaged")


def _read(message: Message, recipient: str) -> Returned:
    delivery = _delivery(message, recipient)
    report = _part(message, "message/feedback-report")
    if report is not None:
        return _complaint(report, delivery)
    report = _part(message, "message/delivery-status")
    if report is not None:
        return _bounce(report, delivery)
    if _answers_itself(message):
        return Returned(What.REPLY, delivery)
    if _from_nobody(message):
        return _unwritten(message, delivery)
    asks = re.search(r"unsubscribe", _text(message, "Subject"), re.IGNORECASE)
    return Returned(What.LEAVING if asks else What.REPLY, delivery, words=_text(message, "From"))


def _bounce(report: Message, delivery: int | None) -> Returned:
    """RFC 3464: the first recipient that failed; a message that is only late, or arrived, is no bounce."""
    blocks = [block for block in _inner(report) if block.get("Action")]
    failed = [block for block in blocks if _text(block, "Action").lower() == "failed"]
    if not failed:
        return Returned(What.DELAY if blocks else What.NOTHING, delivery)
    words = _text(failed[0], "Diagnostic-Code")
    return Returned(What.BOUNCE, delivery, status_of(_text(failed[0], "Status"), words), words)


def status_of(told: str, words: str) -> str:
    """The reporting server's code; where it says no more than that it failed, the refusing server's own, from its words.

    Empty where no code is told.
    """
    given = STATUS.search(told)
    code = given[0] if given else ""
    if not code or code.endswith(".0.0"):
        theirs = STATUS.search(words)
        code = theirs[0] if theirs and theirs[1] in "45" else code
    return code


def _complaint(report: Message, delivery: int | None) -> Returned:
    """RFC 5965."""
    fields = _inner(report)
    kind = _text(fields[0], "Feedback-Type").lower() if fields else ""
    return Returned(What.COMPLAINT if kind in COMPLAINING else What.NOTHING, delivery, words=kind)


def _unwritten(message: Message, delivery: int | None) -> Returned:
    """A bounce in no form (qmail, old servers): one with a code of failure in its text."""
    found = STATUS.search(_first_text(message))
    if found is None or found[1] != "5":
        return Returned(What.NOTHING, delivery)
    return Returned(What.BOUNCE, delivery, found[0], _first_text(message))


def _answers_itself(message: Message) -> bool:
    """Out-of-office notes and the like (RFC 3834)."""
    submitted = _text(message, "Auto-Submitted").lower()
    return submitted.startswith("auto-replied") or any(
        message.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress")
    )


def _from_nobody(message: Message) -> bool:
    """Whether the envelope had no sender, as bounces have none (RFC 5321, 4.5.5)."""
    sender = _text(message, "From").lower()
    return (
        _text(message, "Return-Path") == "<>" or "mailer-daemon@" in sender or bool(message.get("X-Failed-Recipients"))
    )


def _delivery(message: Message, recipient: str) -> int | None:
    """By the first token that was made here: of whom it was sent to, or of the message that is given back."""
    for text in (recipient, *_told(message)):
        for token in TOKEN.findall(text):
            try:
                return read_return_token(token)
            except TokenRefused:
                continue
    return None


def _told(message: Message) -> Iterator[str]:
    yield from _values(message, ADDRESSED)
    for part in message.walk():
        if part.get_content_type() == "message/feedback-report":
            yield from (value for inner in _inner(part) for value in _values(inner, REPORTED))
        elif part.get_content_type() in ("message/rfc822", "message/global"):
            yield from (value for inner in _inner(part) for value in _values(inner, OURS))
        elif part.get_content_type() in ("text/rfc822-headers", "message/rfc822-headers"):
            yield from _values(_headers(part), OURS)


def _values(message: Message, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield from (str(value) for value in message.get_all(name, []))


def _headers(part: Message) -> Message:
    """The fields that a report gives back without the message (RFC 6522, 4)."""
    data = part.get_payload(decode=True)
    return email.message_from_bytes(data if isinstance(data, bytes) else b"", policy=email.policy.compat32)


def _part(message: Message, kind: str) -> Message | None:
    """The part of a report, not of a message that it gives back."""
    if message.get_content_type() != "multipart/report" or not message.is_multipart():
        return None
    return next((part for part in _inner(message) if part.get_content_type() == kind), None)


def _inner(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [each for each in payload if isinstance(each, Message)] if isinstance(payload, list) else []


def _first_text(message: Message) -> str:
    for part in message.walk():
        if part.get_content_maintype() == "text":
            data = part.get_payload(decode=True)
            return _plain(data.decode("utf-8", "replace") if isinstance(data, bytes) else "")
    return ""


def _text(message: Message, name: str) -> str:
    """A field on one line."""
    return _plain(str(message.get(name, "")))


def _plain(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:MOST_CHARACTERS]
