"""What a campaign is made of: settings, segment, tracking, and the two bodies with pictures that Mailchimp keeps."""

import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from communique.desk.newsletters.issues.bodies import Bodies, bodies
from communique.desk.newsletters.mailchimp.client import Client
from communique.desk.newsletters.mailchimp.keeping import Thing, noted
from communique.desk.newsletters.mailchimp.setting_up import Audience
from communique.desk.newsletters.models import Issue, MailingList, Remote
from communique.desk.newsletters.rendering import preheader

MUST_HAVE = ("*|UNSUB|*",)
"""Without it, Mailchimp puts a footer of its own below."""
COUNTS = ("opens", "html_clicks", "text_clicks")
ADDRESSES = ("*|HTML:LIST_ADDRESS_HTML|*", "*|LIST:ADDRESS|*", "*|LIST_ADDRESS_HTML|*")


def title(issue: Issue) -> str:
    """Which tells ours from any other at Mailchimp."""
    return f"{urlsplit(settings.BASE_URL).netloc} issue {issue.pk}: {issue.list.slug} no. {issue.number}"


def campaign(issue: Issue, audience: Audience, interest: str) -> dict[str, Any]:
    """To those of the audience who have the interest. Opens and clicks are counted only where the list does."""
    mailing_list, counted = issue.list, issue.list.counts_opens
    condition = {
        "condition_type": "Interests",
        "field": f"interests-{audience.category}",
        "op": "interestcontains",
        "value": [interest],
    }
    return {
        "type": "regular",
        "recipients": {"list_id": audience.id, "segment_opts": {"match": "any", "conditions": [condition]}},
        "settings": {
            "subject_line": issue.subject,
            "preview_text": preheader(issue, place="mailchimp"),
            "title": title(issue),
            "from_name": mailing_list.sender_name,
            "reply_to": mailing_list.sender_address,
            "auto_footer": False,
            "inline_css": False,
        },
        "tracking": {
            "opens": counted,
            "html_clicks": counted,
            "text_clicks": False,
            "goal_tracking": False,
            "ecomm360": False,
        },
    }


def still_counted(made: Mapping[str, Any], mailing_list: MailingList) -> list[str]:
    """What a campaign counts, as Mailchimp has it, though its list does not."""
    tracking = made.get("tracking") or {}
    return [] if mailing_list.counts_opens else [name for name in COUNTS if tracking.get(name)]


def content(client: Client, issue: Issue, row: Remote) -> dict[str, str]:
    """Both bodies, with the pictures put at Mailchimp. Raises ``MailchimpError``."""
    made = bodies(issue)
    html = made.html
    missing = [each for each in MUST_HAVE if each not in html or each not in made.text]
    if missing or not any(each in html for each in ADDRESSES):
        html, text = _with_footer(made, issue)
    else:
        text = made.text
    for name, address in _pictures(client, made, row).items():
        html = html.replace(f"cid:{name}", address)
    return {"html": html, "plain_text": text}


def _with_footer(made: Bodies, issue: Issue) -> tuple[str, str]:
    """An operator's own template may have left it out; the law and Mailchimp ask for it."""
    link = '<p><a href="*|UNSUB|*">Unsubscribe</a> · <a href="*|PREFS|*">Preferences</a></p><p>*|HTML:LIST_ADDRESS_HTML|*</p>'
    end = made.html.rfind("</body>")
    html = made.html[:end] + link + made.html[end:] if end >= 0 else made.html + link
    return (
        html,
        f"{made.text}\n\nUnsubscribe: *|UNSUB|*\nPreferences: *|PREFS|*\n{issue.list.postal_address}\n*|LIST:ADDRESS|*\n",
    )


def _pictures(client: Client, made: Bodies, row: Remote) -> dict[str, str]:
    """Addresses by content id; each picture is put there once."""
    there = dict(row.state.get("pictures") or {})
    found = {}
    for name, data in made.images.items():
        digest = hashlib.sha256(data.encode()).hexdigest()[:20]
        if digest not in there:
            told = client.post("/file-manager/files", {"name": f"issue-{row.ours}-{digest}.png", "file_data": data})
            there[digest] = str(told["full_size_url"])
            noted(Thing.ISSUE, row.ours, pictures=there)
        found[name] = there[digest]
    return found


def filled_as(issue: Issue) -> str:
    """Changes with whatever a campaign is filled with."""
    told = "\0".join((issue.subject, issue.html, issue.text, issue.list.sender_name, issue.list.sender_address))
    return hashlib.sha256(f"{told}\0{issue.list.counts_opens}\0{issue.approved_at}".encode()).hexdigest()
