"""Signatures as Standard Webhooks 1.0.0 has them (github.com/standard-webhooks, spec, "Signature scheme")."""

import base64
import binascii
import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping

START = "whsec_"
SECRET_BYTES = 32
TOLERANCE_S = 300
"""How old a message may be that is believed; a re-sent one is signed anew."""


def new_secret() -> str:
    """A secret as it is told to the receiver."""
    return START + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def signed(secret: str, name: str, at: int, body: bytes) -> dict[str, str]:
    """The headers of a message; ``at`` in seconds since 1970."""
    return {
        "webhook-id": name,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{_signature(secret, name, at, body)}",
    }


def verify(secret: str, headers: Mapping[str, str], body: bytes, now: float | None = None) -> bool:
    """Whether a message is from who has the secret, and is fresh. For receivers; ``headers`` by lower-case names."""
    name, at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not at.isdecimal() or abs((time.time() if now is None else now) - int(at)) > TOLERANCE_S:
        return False
    wanted = f"v1,{_signature(secret, name, int(at), body)}".encode()
    return any(hmac.compare_digest(wanted, each.encode()) for each in headers.get("webhook-signature", "").split())


def _signature(secret: str, name: str, at: int, body: bytes) -> str:
    try:
        key = base64.b64decode(secret.removeprefix(START), validate=True)
    except binascii.Error as error:
        raise ValueError(f"a secret is {START} and base64") from error
    return base64.b64encode(hmac.digest(key, f"{name}.{at}.".encode() + body, hashlib.sha256)).decode()
