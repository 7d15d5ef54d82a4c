"""A report that came by e-mail: the text of the message, or of the message that it forwards."""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email.message import EmailMessage

import msgspec

from communique.model import Report as Record
from communique.reading import Failure, Options, dates, read_bytes

FORWARDED = re.compile(
    r"^[-_ ]*(?:forwarded message|original message|begin forwarded message:?)[-_ ]*$", re.IGNORECASE | re.MULTILINE
)
FIELD = re.compile(r"^\*?(?P<name>from|date|sent|subject|to|cc|reply-to)\s*:\*?\s*(?P<value>.*)$", re.IGNORECASE)
SUBJECT_MARKS = re.compile(r"^(?:\s*(?:fwd?|re|wg|tr)\s*:)+\s*", re.IGNORECASE)
ENOUGH = 60
"""Characters of a plain part that is taken before the HTML part."""


BREAKS = (LookupError, ValueError, AttributeError, TypeError)
"""What the standard library's parser raises of damaged headers, though it means not to."""


def message_id(body: bytes) -> str | None:
    """The id of a message as an address, ``mid:`` (RFC 2392); null where it has none."""
    written = email.message_from_bytes(body, policy=email.policy.compat32).get("Message-ID", "")
    found = "".join(str(written).split()).strip("<>").replace("\0", "")
    return f"mid:{found}"[:2000] if found else None


def read_message(body: bytes, name: str, options: Options) -> Iterator[Record | Failure]:
    """The report of a message. A forwarded one has its own subject and date; the forwarder's date is not its date."""
    try:
        items = list(_read(body, name, options))
    except BREAKS:
        items = [Failure(name, "the message is damaged", "paste its text instead")]
    yield from items


def _read(body: bytes, name: str, options: Options) -> Iterator[Record | Failure]:
    message = _innermost(_parsed(body))
    plain, page = _part(message, "plain"), _part(message, "html")
    if (plain is not None and len(plain.strip()) >= ENOUGH) or page is None:
        yield from _read_plain(message, plain or "", name, options)
    else:
        yield from _read_page(message, page, name, options)


def _parsed(body: bytes) -> EmailMessage:
    message = email.message_from_bytes(body, policy=email.policy.default)
    if not isinstance(message, EmailMessage):  # only another policy would make another class
        raise TypeError(type(message))
    return message


def _innermost(message: EmailMessage) -> EmailMessage:
    """The message that this one carries as an attachment, if it does."""
    for part in message.walk():
        inner = part.get_payload() if part.get_content_type() == "message/rfc822" else None
        if isinstance(inner, list) and inner and isinstance(inner[0], EmailMessage):
            return _innermost(inner[0])
    return message


def _part(message: EmailMessage, kind: str) -> str | None:
    part = message.get_body(preferencelist=(kind,))
    if part is None:
        return None
    try:
        return str(part.get_content())
    except (LookupError, ValueError):  # a charset that nobody knows
        data = part.get_payload(decode=True)
        return data.decode("utf-8", "replace") if isinstance(data, bytes) else None


def _read_plain(message: EmailMessage, text: str, name: str, options: Options) -> Iterator[Record | Failure]:
    text = text.replace("\r\n", "\n")
    fields, body = forwarded(text)
    title = subject(fields.get("subject") or str(message.get("Subject", "")))
    day = _day(fields.get("date") or fields.get("sent")) if fields else _direct(message)
    whole = f"{title}\n\n{body}" if title and not body.startswith(title) else body
    yield from _told(whole.encode("utf-8", "replace"), "text", title, name, _listed(options, day))


def _read_page(message: EmailMessage, page: str, name: str, options: Options) -> Iterator[Record | Failure]:
    title = subject(str(message.get("Subject", "")))
    data = page.encode("utf-8", "replace")
    yield from _told(data, "html", title, name, _listed(options, _direct(message)))


def _told(data: bytes, kind: str, title: str, name: str, options: Options) -> Iterator[Record | Failure]:
    found = read_bytes(data, name, charset="utf-8", kind="html" if kind == "html" else "text", options=options)
    for item in found:
        yield msgspec.structs.replace(item, title=title) if isinstance(item, Record) and title else item


def forwarded(text: str) -> tuple[dict[str, str], str]:
    """The header lines of the last message that a text forwards, and the text below them; no lines where it forwards none."""
    marks = list(FORWARDED.finditer(text))
    if not marks:
        return {}, text
    lines = text[marks[-1].end() :].lstrip("\n").split("\n")
    fields: dict[str, str] = {}
    while lines and (match := FIELD.match(lines[0].lstrip("> "))):
        fields.setdefault(match["name"].lower(), match["value"].strip())
        lines.pop(0)
    return fields, unquoted(lines)


def unquoted(lines: list[str]) -> str:
    """Lines without the marks of quoting, where every line has them."""
    if all(line.startswith(">") for line in lines if line.strip()):
        lines = [line.removeprefix(">").removeprefix(" ") for line in lines]
    return "\n".join(lines).strip() + "\n"


def subject(written: str) -> str:
    """A subject without the marks of forwarding and answering."""
    return " ".join(SUBJECT_MARKS.sub("", written).split())


def _direct(message: EmailMessage) -> date | None:
    """The day of a message that is no forward by its subject."""
    if re.match(r"\s*(?:fwd?|wg|tr)\s*:", str(message.get("Subject", "")), re.IGNORECASE):
        return None
    return _day(str(message.get("Date", "")))


def _day(written: str | None) -> date | None:
    """The date as a mail program writes it; ``at 10:12`` and what follows is set aside."""
    return dates.parse(re.sub(r"\s+at\s+\d.*$", "", written)) if written else None


def _listed(options: Options, day: date | None) -> Options:
    return replace(options, listed=options.listed or day)
