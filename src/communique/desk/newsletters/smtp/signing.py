"""DKIM (RFC 6376), relaxed in headers and body: worked out once for an issue, finished for each message.

Header and body are brought to their canonical form by dkimpy while they still have holes; what fills the holes has no blanks to
alter. Signing is left to OpenSSL, forty times as fast as dkimpy's own arithmetic.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings
from dkim.canonicalization import Relaxed  # type: ignore[import-untyped]

from communique.desk.newsletters.smtp.errors import MailSetupError
from communique.desk.newsletters.smtp.pieces import Pieces, cut

SIGNED = (
    b"from",
    b"to",
    b"subject",
    b"date",
    b"message-id",
    b"mime-version",
    b"content-type",
    b"content-language",
    b"list-id",
    b"list-unsubscribe",
    b"list-unsubscribe-post",
    b"precedence",
    b"auto-submitted",
    b"feedback-id",
)
"""Header fields that are covered where a message has them: RFC 6376, 5.4.1, and for the unsubscribe fields RFC 8058, 4."""
OVERSIGNED = (b"from", b"to", b"subject", b"date", b"list-unsubscribe", b"list-unsubscribe-post")
"""Named once more than they are there, so that none can be added (RFC 6376, 5.4.2)."""
LINE = 64
"""Characters of the signature on a line."""
Key = RSAPrivateKey | Ed25519PrivateKey


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose signature it is."""

    key: Key
    selector: str
    domain: str


@dataclass(frozen=True, slots=True)
class Signing:
    """The signature of an issue's messages, but for what each has of its own."""

    signer: Signer
    headers: Pieces
    body: Pieces
    before: bytes
    """The signature's own field, up to the hash of the body."""

    def field(self, values: Mapping[bytes, bytes]) -> bytes:
        """``DKIM-Signature: …`` of the message with these values, with CRLF."""
        digest = base64.b64encode(hashlib.sha256(self.body.filled(values)).digest())
        field = self.before + b"bh=" + digest + b";\r\n b="
        name, _, value = field.replace(b"\r\n", b"").partition(b":")
        signed = self.headers.filled(values) + name.lower() + b":" + value.strip()
        signature = base64.b64encode(_signed(self.signer.key, signed))
        lines = [signature[at : at + LINE] for at in range(0, len(signature), LINE)]
        return field + b"\r\n ".join(lines) + b"\r\n"


def signer(sender_domain: str) -> Signer | None:
    """As the settings say; null: nothing is signed here. Raises ``MailSetupError``."""
    if not settings.DKIM_KEY:
        return None
    return Signer(_key(Path(settings.DKIM_KEY)), settings.DKIM_SELECTOR, settings.DKIM_DOMAIN or sender_domain)


def prepared(by: Signer, head: bytes, body: bytes, markers: Sequence[bytes]) -> Signing:
    """The signing of messages made of a head and a body that have markers in them."""
    fields = [_field(each) for each in Relaxed.canonicalize_headers(_fields(head))]
    covered = [each for wanted in SIGNED for each in fields if each.startswith(wanted + b":")]
    names = [each.partition(b":")[0] for each in covered]
    names += [each for each in OVERSIGNED if each in names]
    before = b"DKIM-Signature: v=1; a=%s; c=relaxed/relaxed;\r\n d=%s; s=%s;\r\n h=%s;\r\n " % (
        ALGORITHMS[type_of(by.key)],
        by.domain.encode("idna"),
        by.selector.encode("ascii"),
        _folded(names),
    )
    return Signing(by, cut(b"".join(covered), markers), cut(Relaxed.canonicalize_body(body), markers), before)


ALGORITHMS = {RSAPrivateKey: b"rsa-sha256", Ed25519PrivateKey: b"ed25519-sha256"}


def type_of(key: Key) -> type[Key]:
    """The kind of a key."""
    return RSAPrivateKey if isinstance(key, RSAPrivateKey) else Ed25519PrivateKey


def _signed(key: Key, data: bytes) -> bytes:
    if isinstance(key, RSAPrivateKey):
        return key.sign(data, PKCS1v15(), SHA256())
    return key.sign(hashlib.sha256(data).digest())  # RFC 8463, 3


def _key(path: Path) -> Key:
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise MailSetupError(f"COMMUNIQUE_DKIM_KEY: {path} cannot be read as a private key: {error}") from error
    if not isinstance(key, RSAPrivateKey | Ed25519PrivateKey):
        raise MailSetupError(f"COMMUNIQUE_DKIM_KEY: {path} is neither an RSA nor an Ed25519 key")
    return key


def _fields(head: bytes) -> list[tuple[bytes, bytes]]:
    """Names and values, folded lines still folded."""
    found: list[tuple[bytes, bytes]] = []
    for line in head.splitlines(keepends=True):
        if line[:1] in (b" ", b"\t"):
            found[-1] = (found[-1][0], found[-1][1] + line)
        else:
            name, _, value = line.partition(b":")
            found.append((name, value))
    return found


def _field(field: tuple[bytes, bytes]) -> bytes:
    return field[0] + b":" + field[1]


def _folded(names: Sequence[bytes]) -> bytes:
    """Names with colons, five on a line."""
    lines = [b":".join(names[at : at + 5]) for at in range(0, len(names), 5)]
    return b":\r\n ".join(lines)
