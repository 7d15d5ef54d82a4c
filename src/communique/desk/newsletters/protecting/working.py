"""Proof of work, where the operator wants it: the sender's machine tries numbers until a hash begins with enough zeros.

No third party takes part and nothing is kept of it. The work is for one address, so that another address needs other work, and
the same address is kept from a second mail by its own limit.
"""

import hashlib

from django.conf import settings

LONGEST = 20
"""Characters of an answer."""
BITS = 256
"""Of SHA-256."""


def wanted() -> int:
    """Zero bits that the hash has to begin with; 0: no work is asked for."""
    return int(settings.SIGN_UP_WORK)


def worked(moment: str, address: str, work: str) -> bool:
    """Whether SHA-256 of ``moment:address:work`` begins with enough zero bits, or none are asked for."""
    return not wanted() or (len(work) <= LONGEST and zeros(f"{moment}:{address}:{work}") >= wanted())


def zeros(text: str) -> int:
    """Zero bits at the beginning of the SHA-256 of a text in UTF-8."""
    digest = hashlib.sha256(text.encode(errors="replace")).digest()
    return BITS - int.from_bytes(digest).bit_length()
