"""Making at Mailchimp what we need there: it is looked for first, so that doing it again makes nothing twice.

One audience, which the operator has; in it one category of interests, a merge field for the link to somebody's preferences, and a
webhook. Interests are made when a list needs one (``interests``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from communique.desk.newsletters.mailchimp.client import Client, MailchimpError, NotFound
from communique.desk.newsletters.mailchimp.keeping import Thing, keep, kept
from communique.desk.newsletters.models import Remote

CATEGORY, PREFERENCES = "Newsletters", "PREFS"
MERGE_FIELD = {"name": "Preferences link", "type": "text", "tag": PREFERENCES, "public": False, "required": False}
EVENTS = {"subscribe": True, "unsubscribe": True, "profile": True, "cleaned": True, "upemail": True, "campaign": False}
SOURCES = {"user": True, "admin": True, "api": False}
"""What we did ourselves is not told back."""
PAGE = 1000


class NotSetUp(ValueError):  # noqa: N818  the words that pages show
    """Something has to be done by a person first; the message says what."""


@dataclass(frozen=True)
class Audience:
    """Paths in the API of what is set up."""

    id: str
    category: str

    @property
    def path(self) -> str:
        """Of the audience."""
        return f"/lists/{self.id}"

    @property
    def interests(self) -> str:
        """Of the category's interests."""
        return f"{self.path}/interest-categories/{self.category}/interests"

    def member(self, key: str) -> str:
        """Of a member, by the MD5 of the lower-case address."""
        return f"{self.path}/members/{key}"


def known() -> Audience | None:
    """What was set up, if it was."""
    audience, category = kept(Thing.SETUP, "audience"), kept(Thing.SETUP, "category")
    wanted = settings.MAILCHIMP_AUDIENCE
    if audience is None or category is None or (wanted and wanted != audience.theirs):
        return None
    return Audience(audience.theirs, category.theirs)


def set_up(client: Client) -> Audience:
    """Raises ``NotSetUp`` and ``MailchimpError``. A webhook that Mailchimp does not take is written down, and done without."""
    audience = _audience(client)
    path = f"/lists/{audience}"
    category = _category(client, path)
    _merge_field(client, path)
    _interests(client, Audience(audience, category))
    try:
        _webhook(client, path)
    except NotFound:
        raise
    except MailchimpError as error:
        keep(Thing.SETUP, "webhook", "", error=str(error).replace(hook_secret(), "…"))
    return Audience(audience, category)


def _audience(client: Client) -> str:
    """The audience that is named, or the only one. Another than before: what was known of the former is forgotten."""
    wanted, name = audience_of(client)
    before = kept(Thing.SETUP, "audience")
    if before is not None and before.theirs != wanted:
        Remote.objects.exclude(thing=Thing.ISSUE).exclude(ours="account").delete()
    return keep(Thing.SETUP, "audience", wanted, name=name).theirs


def audience_of(client: Client) -> tuple[str, str]:
    """Id and name of the audience that the settings mean, or of the only one. Raises ``NotSetUp``."""
    every = {each["id"]: each["name"] for each in client.get("/lists", count=PAGE)["lists"]}
    if not every:
        raise NotSetUp("The account has no audience: make one at Mailchimp, with your postal address in it.")
    wanted = settings.MAILCHIMP_AUDIENCE or (next(iter(every)) if len(every) == 1 else "")
    if wanted not in every:
        named = "; ".join(f"{key}: {name}" for key, name in sorted(every.items()))
        raise NotSetUp(f"Set COMMUNIQUE_MAILCHIMP_AUDIENCE to the id of one of the account's audiences ({named}).")
    return wanted, str(every[wanted])


def _category(client: Client, path: str) -> str:
    every = client.get(f"{path}/interest-categories", count=PAGE)["categories"]
    named = {each["title"]: each["id"] for each in every}
    row = kept(Thing.SETUP, "category")
    there = row.theirs if row is not None and row.theirs in named.values() else named.get(CATEGORY)
    if there is None:
        Remote.objects.filter(thing=Thing.LIST).delete()
        there = client.post(f"{path}/interest-categories", {"title": CATEGORY, "type": "checkboxes"})["id"]
    return keep(Thing.SETUP, "category", there).theirs


def _merge_field(client: Client, path: str) -> None:
    every = client.get(f"{path}/merge-fields", count=PAGE)["merge_fields"]
    if PREFERENCES not in {each["tag"] for each in every}:
        client.post(f"{path}/merge-fields", MERGE_FIELD)
    keep(Thing.SETUP, "preferences", PREFERENCES)


def _interests(client: Client, audience: Audience) -> None:
    """Forget those that somebody took away there; they are made anew when they are needed."""
    there = [each["id"] for each in client.get(audience.interests, count=PAGE)["interests"]]
    Remote.objects.filter(thing=Thing.LIST).exclude(theirs__in=there).delete()


def _webhook(client: Client, path: str) -> None:
    """Ours as it should be, and none of ours with a former secret."""
    url, start = hook_url(), hook_url("")
    ours = [each for each in client.get(f"{path}/webhooks")["webhooks"] if each["url"].startswith(start)]
    for each in ours:
        if each["url"] != url:
            client.delete(f"{path}/webhooks/{each['id']}")
    here = next((each for each in ours if each["url"] == url), None)
    wanted = {"url": url, "events": EVENTS, "sources": SOURCES}
    if here is None:
        here = client.post(f"{path}/webhooks", wanted)
    elif not tells_us(here):
        here = client.patch(f"{path}/webhooks/{here['id']}", wanted)
    keep(Thing.SETUP, "webhook", str(here["id"]), error="")


def tells_us(here: Mapping[str, Any]) -> bool:
    """Whether a webhook tells of what it should, and of nothing that we did ourselves."""
    wanted = {"events": EVENTS, "sources": SOURCES}
    return all({**here.get(name, {}), **wanted[name]} == here.get(name) for name in wanted)


def hook_secret() -> str:
    """In the address of the webhook: Mailchimp signs nothing, so who knows it is believed. The desk's secret key makes it."""
    return salted_hmac("newsletters.mailchimp.hook", "", secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()


def is_hook_secret(given: str) -> bool:
    """Whether it is, in constant time."""
    return constant_time_compare(given, hook_secret())


def hook_url(secret: str | None = None) -> str:
    """Where Mailchimp posts to; with another secret, only how such addresses begin."""
    path = reverse("newsletters:mailchimp-hook", args=["made-up"])
    start = settings.BASE_URL.rstrip("/") + path.removesuffix("made-up/")
    return start if secret == "" else f"{start}{hook_secret()}/"
