"""Cursors of lists by name."""

import base64
import binascii

from communique.desk.api.problems.problem import wrong


def written(name: str) -> str:
    """A cursor as it is told: the last name of a page."""
    return "n" + base64.urlsafe_b64encode(name.encode()).decode().rstrip("=")


def read(text: str) -> str:
    """The name. Raises ``Refused`` where it is none of ours."""
    try:
        name = base64.b64decode(text[1:] + "=" * (-len(text[1:]) % 4), "-_", validate=True).decode()
        return name.replace("\0", "")
    except (binascii.Error, ValueError) as error:
        raise wrong("after", "take it from `next` of the page before") from error
