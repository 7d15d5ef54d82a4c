"""Parts of an address, for addresses as reports have them, malformed ones too."""

import re
from urllib.parse import urlsplit

PARTS = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<host>[^/?#]*)(?P<path>[^?#]*)")


def is_address(name: str) -> bool:
    """Whether an input is an address and no file."""
    return PARTS.match(name) is not None


def scheme(url: str) -> str:
    """The scheme in lower case, or nothing."""
    match = PARTS.match(url)
    return match["scheme"].lower() if match else ""


def host_and_path(url: str) -> tuple[str, str]:
    """The host and the path; the whole as a path where it is no address."""
    match = PARTS.match(url)
    return (match["host"], match["path"]) if match else ("", url)


def well_formed(url: str | None) -> str | None:
    """The address, where libraries can read it."""
    try:
        return url if url and urlsplit(url).hostname else None
    except ValueError:
        return None
