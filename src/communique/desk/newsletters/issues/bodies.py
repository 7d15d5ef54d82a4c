"""The two bodies of an issue: rendered anew while it is a draft, kept as they go out once it is approved."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from communique.desk.newsletters.issues.opens.counted import counted
from communique.desk.newsletters.models import Issue, Remote
from communique.desk.newsletters.rendering import render
from communique.desk.newsletters.rendering.markers import LEAVE_MARKER, PREFERENCES_MARKER
from communique.desk.newsletters.smtp.compiling import Bodies
from communique.desk.newsletters.tokens import leave_token, preferences_token

__all__ = ["Bodies", "bodies", "bodies_of", "handed", "platform_of", "specimen", "web", "with_pictures"]
NOBODY = 0
"""No subscriber has this primary key: links made with it are read, and change nothing."""


def handed(issue: Issue) -> bool:
    """Whether Mailchimp has a campaign of it, or may have: one was asked for and the answer did not come."""
    rows = Remote.objects.filter(thing=Remote.Thing.ISSUE, ours=str(issue.pk))
    return any(row.theirs or row.state.get("creating") for row in rows)


def platform_of(issue: Issue) -> str:
    """Who mails it, or would if it were approved now."""
    mailchimp = Issue.Platform.MAILCHIMP
    return mailchimp if issue.platform == mailchimp and handed(issue) else str(settings.PLATFORM)


def bodies_of(issue: Issue) -> dict[str, Any]:
    """The fields of ``Issue`` that keep the bodies, rendered now. ``issue.list`` is read."""
    made = _rendered(issue)
    return {"html": made.html, "text": made.text, "images": dict(made.images)}


def bodies(issue: Issue) -> Bodies:
    """As they go out, or would if the issue were approved now."""
    return Bodies(issue.html, issue.text, issue.images) if issue.html else _rendered(issue)


def specimen(issue: Issue) -> Bodies:
    """The bodies as somebody looks at them who is no subscriber: personal links are of nobody."""
    found = bodies(issue)
    return Bodies(_nobodys(found.html, issue), _nobodys(found.text, issue), found.images)


def web(issue: Issue) -> str:
    """The page of the archive: nobody's links, and pictures in it."""
    made = render(issue, place="web")
    return with_pictures(made.html, made.images)


def with_pictures(html: str, images: Mapping[str, str]) -> str:
    """HTML for a browser: pictures in the place of content ids."""
    for name, picture in images.items():
        html = html.replace(f"cid:{name}", f"data:image/png;base64,{picture}")
    return html


def _rendered(issue: Issue) -> Bodies:
    by_mailchimp = platform_of(issue) == Issue.Platform.MAILCHIMP  # which counts itself, where the list counts
    made = render(issue, place="mailchimp" if by_mailchimp else "mail")
    html = counted(made.html, issue) if issue.list.counts_opens and not by_mailchimp else made.html
    return Bodies(html, made.text, made.images)


def _nobodys(body: str, issue: Issue) -> str:
    links = {LEAVE_MARKER: leave_token(NOBODY, issue.list_id), PREFERENCES_MARKER: preferences_token(NOBODY)}
    for marker, token in links.items():
        body = body.replace(marker, token)
    return body
