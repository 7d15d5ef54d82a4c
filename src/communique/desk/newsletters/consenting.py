"""Writing the proof of consent down, and the hash by which an erased person's proof is still found."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac
from email_validator import EmailNotValidError, validate_email

from communique.desk.newsletters.models import Consent, MailingList, Notice

Action = Consent.Action


def normal(address: str) -> str:
    """An address in the one form in which it is kept: lower case, NFC. Raises ``ValueError`` with what is wrong.

    The local part is lowered too: no mail service in use tells addresses apart by case, and two rows would be mailed twice.
    """
    try:
        found = validate_email(address.strip(), check_deliverability=False)
    except EmailNotValidError as error:
        raise ValueError(str(error)) from error
    return found.normalized.lower()


def person_of(address: str) -> str:
    """HMAC-SHA256 of a normal address, keyed by the desk's secret: 64 hexadecimal characters, which tell nobody the address."""
    return salted_hmac("newsletters.person", address, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()


def noticed(text: str, version: str, language: str) -> Notice:
    """The row of a notice as it was shown, made when it is shown first."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    defaults = {"text": text, "version": version, "language": language}
    return Notice.objects.get_or_create(hash=digest, defaults=defaults)[0]


def record(
    action: str,
    address: str,
    lists: Iterable[MailingList],
    form: str,
    *,
    language: str = "",
    notice: Notice | None = None,
    network: str = "",
    detail: Any = None,
) -> Consent:
    """Add a row. ``address`` is a normal one; ``detail`` is JSON."""
    return Consent.objects.create(
        action=action,
        address=address,
        person=person_of(address),
        lists=sorted(each.slug for each in lists),
        form=form,
        language=language,
        notice=notice,
        network=network,
        detail=detail,
    )
