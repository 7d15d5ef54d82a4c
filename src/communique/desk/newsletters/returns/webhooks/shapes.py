"""The parts of providers' posts that are read; everything else is let be. See ``reading`` for where each is described."""

from msgspec import Struct, field


class Sns(Struct, frozen=True, rename="pascal"):
    """What Amazon SNS wraps a message in."""

    type: str = ""
    message: str = ""
    subscribe_url: str = field(name="SubscribeURL", default="")


class SesRecipient(Struct, frozen=True, rename="camel"):
    """Somebody whose mail came back."""

    status: str = ""
    diagnostic_code: str = ""


class SesBounce(Struct, frozen=True, rename="camel"):
    """``bounce_type``: Permanent, Transient or Undetermined."""

    bounce_type: str = ""
    bounced_recipients: list[SesRecipient] = []


class SesComplaint(Struct, frozen=True, rename="camel"):
    """``complaint_feedback_type``: of RFC 5965, as abuse."""

    complaint_feedback_type: str = ""


class Ses(Struct, frozen=True, rename="camel"):
    """A notification of Amazon SES, or an event of its event publishing, which is alike."""

    notification_type: str = ""
    event_type: str = ""
    bounce: SesBounce = SesBounce()
    complaint: SesComplaint = SesComplaint()


class Postmark(Struct, frozen=True, rename="pascal"):
    """A bounce or a complaint. ``details``: what the refusing server said."""

    record_type: str = ""
    type: str = ""
    description: str = ""
    details: str = ""


class SendGrid(Struct, frozen=True):
    """One event of a list. ``type``: bounce or blocked."""

    event: str = ""
    type: str = ""
    status: str = ""
    reason: str = ""


class MailgunStatus(Struct, frozen=True, rename="kebab"):
    """What the refusing server said."""

    enhanced_code: str = ""
    message: str = ""
    description: str = ""


class MailgunEvent(Struct, frozen=True, rename="kebab"):
    """``severity``: permanent or temporary; ``reason``: bounce, suppress-bounce, old and others."""

    event: str = ""
    reason: str = ""
    severity: str = ""
    delivery_status: MailgunStatus = MailgunStatus()


class Mailgun(Struct, frozen=True, rename="kebab"):
    """A webhook's body; its signature is not read, as the address has a secret and the delivery a signed token."""

    event_data: MailgunEvent
