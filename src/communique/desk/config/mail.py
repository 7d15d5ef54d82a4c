"""The mail server, by its address."""

from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from communique.desk.config.environment import SettingsError

PORTS = {"smtp": 25, "smtps": 465}


class Mail(NamedTuple):
    """Django's settings of mail. An empty host: there is no mail server, and nothing is mailed."""

    host: str
    port: int
    user: str
    password: str
    tls: bool
    ssl: bool


def mail(address: str | None) -> Mail:
    """The server of ``smtp://user:password@host:587``. Raises ``SettingsError`` on an address of another kind."""
    try:
        parts = urlsplit(address or "smtp:")
        port = parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError) as error:
        raise SettingsError("COMMUNIQUE_MAIL: give smtp://user:password@host:587 or smtps://...") from error
    if address and not parts.hostname:
        raise SettingsError("COMMUNIQUE_MAIL: names no host; give smtp://user:password@host:587")
    secure = parts.scheme == "smtps"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Mail(parts.hostname or "", port, user, password, bool(user) and not secure, secure)
