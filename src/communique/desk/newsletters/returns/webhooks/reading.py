"""What a provider posts, read into what a returned message says. It was posted by strangers: nothing in it is believed but a token.

The delivery is found by our signed return token, which is in the Message-ID and the envelope's sender, wherever in the post it is.
"""

import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from typing import Any

import msgspec

from communique.desk.newsletters.returns.parsing import (
    COMPLAINING,
    MOST_CHARACTERS,
    TOKEN,
    Returned,
    What,
    status_of,
)
from communique.desk.newsletters.returns.webhooks.shapes import Mailgun, Postmark, SendGrid, Ses, Sns
from communique.desk.newsletters.tokens import TokenRefused, read_return_token

LOG = logging.getLogger(__name__)
CONFIRMING = re.compile(r"https://sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?/\S*")

GREETING = "Successfully validated SNS topic"
"""What Amazon SES posts once, in plain text, when it is told where to post."""
HAPPENED = {"bounce": What.BOUNCE, "spamreport": What.COMPLAINT, "unsubscribe": What.LEAVING}
DROPPED = {
    "Bounced Address": What.BOUNCE,
    "Spam Reporting Address": What.COMPLAINT,
    "Unsubscribed Address": What.LEAVING,
}
"""Why SendGrid does not even try, as it knows the address from before."""
REFUSED = frozenset({"bounce", "suppress-bounce"})
"""Reasons of Mailgun by which the address takes no mail; ``old`` is but that it gave up."""


@dataclass(frozen=True, slots=True)
class Post:
    """One thing that happened. ``digest`` tells it from all others; ``asks``: an address that the operator has to open first."""

    found: Returned
    digest: str
    asks: str = ""


Told = tuple[What, str, str, bool]
"""What it is, the status code or where to look for one, the provider's words, and whether the provider calls it permanent."""
NOTHING: Told = (What.NOTHING, "", "", False)


def posts(provider: str, body: bytes) -> list[Post]:
    """Everything that a post tells. Raises ``ValueError`` where it is not of the provider's form."""
    if body.startswith(GREETING.encode()):
        return []
    try:
        data = json.loads(body, object_hook=_given)
        return [_post(told, each) for told, each in READERS[provider](data)]
    except (msgspec.ValidationError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _post(told: Told, whole: Any) -> Post:
    what, status, words, permanent = told
    code = status_of(status, words)
    vague = not code or code.endswith(".0.0")
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False)
    clean = words.replace("\0", "").encode(errors="replace").decode()
    plain = " ".join(clean.split())[:MOST_CHARACTERS]
    found = Returned(what, _delivery(whole), code, plain, permanent and vague)
    asks = words if what == What.NOTHING and CONFIRMING.fullmatch(words) else ""
    return Post(found, sha256(text.encode(errors="replace")).hexdigest(), asks)


def _delivery(whole: Any) -> int | None:
    for token in (token for text in _texts(whole) for token in TOKEN.findall(text)):
        try:
            return read_return_token(token)
        except TokenRefused:
            continue
    return None


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(each)


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    """Without those that are null."""
    return {name: value for name, value in fields.items() if value is not None}


def _ses(data: Any) -> Iterator[tuple[Told, Any]]:
    """https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html, wrapped by SNS or not."""
    wrapped = msgspec.convert(data, Sns)
    if wrapped.type == "SubscriptionConfirmation":
        yield (What.NOTHING, "", wrapped.subscribe_url, False), data
        return
    if wrapped.message.startswith(GREETING):
        return
    whole = json.loads(wrapped.message, object_hook=_given) if wrapped.message else data
    told = msgspec.convert(whole, Ses)
    kind = told.notification_type or told.event_type
    feedback = told.complaint.complaint_feedback_type
    if kind == "Complaint" and (not feedback or feedback.lower() in COMPLAINING):
        yield (What.COMPLAINT, "", feedback, False), whole
    elif kind == "Bounce":
        first = next(iter(told.bounce.bounced_recipients), None)
        status, words = (first.status, first.diagnostic_code) if first else ("", "")
        yield (What.BOUNCE, status, words, told.bounce.bounce_type == "Permanent"), whole


def _postmark(data: Any) -> Iterator[tuple[Told, Any]]:
    """https://postmarkapp.com/developer/webhooks/bounce-webhook: the token is in ``Metadata``, from a field of our messages."""
    told = msgspec.convert(data, Postmark)
    if told.record_type == "SpamComplaint":
        yield (What.COMPLAINT, "", told.description, False), data
    elif told.record_type == "Bounce" and told.type in ("HardBounce", "SoftBounce", "DnsError", "Transient", "Blocked"):
        yield (What.BOUNCE, "", told.details, told.type == "HardBounce"), data


def _sendgrid(data: Any) -> Iterator[tuple[Told, Any]]:
    """https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event: ``smtp-id`` is our Message-ID."""
    for whole in data if isinstance(data, list) else [data]:
        try:
            told = msgspec.convert(whole, SendGrid)
        except msgspec.ValidationError as error:  # the others of the list are right, and come no more
            LOG.warning("an event of sendgrid cannot be read: %s", error)
            continue
        what = DROPPED.get(told.reason) if told.event == "dropped" else HAPPENED.get(told.event)
        if what is not None:
            yield (what, told.status, told.reason or told.event, told.type != "blocked"), whole


def _mailgun(data: Any) -> Iterator[tuple[Told, Any]]:
    """https://documentation.mailgun.com/docs/mailgun/user-manual/events/event-structure; what is temporary is tried again there."""
    told, whole = msgspec.convert(data, Mailgun).event_data, data.get("event-data")
    if told.event in ("complained", "unsubscribed"):
        yield (What.COMPLAINT if told.event == "complained" else What.LEAVING, "", told.event, False), whole
    elif told.event == "failed" and told.severity == "permanent":
        words = told.delivery_status.message or told.delivery_status.description
        yield (What.BOUNCE, told.delivery_status.enhanced_code, words, told.reason in REFUSED), whole


READERS: Mapping[str, Callable[[Any], Iterator[tuple[Told, Any]]]] = MappingProxyType(
    {"ses": _ses, "postmark": _postmark, "sendgrid": _sendgrid, "mailgun": _mailgun}
)
"""By the name in the address."""
