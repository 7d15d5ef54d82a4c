"""Fields that a person never sees or fills in: a moment that the form was shown at, and a trap."""

from enum import Enum

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

from communique.desk.newsletters.protecting.limits import limits

SALT = "newsletters.form"
TRAP = "website"
"""Name of a field that is hidden from people."""


class Stamp(Enum):
    """What the moment of a form says."""

    RIGHT = "right"
    SOON = "soon"
    OLD = "old"


def stamp() -> str:
    """For a form that is shown now."""
    return TimestampSigner(salt=SALT).sign("form")


def stamped(value: str) -> Stamp:
    """Of a form that was sent."""
    signer = TimestampSigner(salt=SALT)
    try:
        signer.unsign(value, max_age=limits().form_hours * 3600)
    except (SignatureExpired, BadSignature):
        return Stamp.OLD
    try:
        signer.unsign(value, max_age=limits().least_seconds)
    except SignatureExpired:
        return Stamp.RIGHT
    return Stamp.SOON
