"""A thin client of Mailchimp's API 3.0: one pool of connections, retries, and errors that say what was wrong with what."""

from communique.desk.newsletters.mailchimp.client.errors import (
    ComplianceState,
    Forgotten,
    MailchimpError,
    NotFound,
    Refused,
    TooMany,
    Unauthorized,
    Unavailable,
    Uncertain,
)
from communique.desk.newsletters.mailchimp.client.transport import Client

__all__ = [
    "Client",
    "ComplianceState",
    "Forgotten",
    "MailchimpError",
    "NotFound",
    "Refused",
    "TooMany",
    "Unauthorized",
    "Unavailable",
    "Uncertain",
]
