"""Put the counting addresses into the HTML body of an issue. Plain text keeps its links as they are."""

import re
from html import escape, unescape

from django.conf import settings

from communique.desk.newsletters.issues.opens.addresses import follow_address, seen_address
from communique.desk.newsletters.models import Issue
from communique.desk.newsletters.rendering.markers import LEAVE_MARKER, PREFERENCES_MARKER

LINK = re.compile(r'(<a\b[^>]*?\bhref=")([^"]*)(")', re.IGNORECASE)
OWN = (LEAVE_MARKER, PREFERENCES_MARKER)
"""A reader's own links are never counted."""


def counted(html: str, issue: Issue) -> str:
    """With links to pages of this desk led through the counter, and the picture of one pixel at the end."""
    found = LINK.sub(lambda link: f"{link[1]}{_led(unescape(link[2]), issue)}{link[3]}", html)
    pixel = f'<img src="{escape(seen_address(issue))}" width="1" height="1" alt="">'
    end = found.rfind("</body>")
    return f"{found[:end]}{pixel}{found[end:]}" if end >= 0 else f"{found}{pixel}"


def _led(url: str, issue: Issue) -> str:
    here = url.startswith(f"{settings.BASE_URL.rstrip('/')}/") and not any(each in url for each in OWN)
    return escape(follow_address(issue, url) if here else url)
