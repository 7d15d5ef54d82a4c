"""The checks: each asks Mailchimp about one thing and says how it is, with the remedy. Nothing is changed there or here."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from communique.desk.newsletters.issues.handing import elsewhere
from communique.desk.newsletters.mailchimp.client import Client, MailchimpError, NotFound, Unauthorized
from communique.desk.newsletters.mailchimp.connecting import chosen, connected
from communique.desk.newsletters.mailchimp.keeping import Thing, kept
from communique.desk.newsletters.mailchimp.outgoing import still_counted
from communique.desk.newsletters.mailchimp.setting_up import (
    CATEGORY,
    PAGE,
    PREFERENCES,
    NotSetUp,
    audience_of,
    hook_url,
    tells_us,
)
from communique.desk.newsletters.models import Issue, MailingList, Remote
from communique.desk.newsletters.smtp.addressing import domain_of
from communique.desk.operations.doctor.checks import Finding, Look

MADE = "the worker makes it with its daily look; press Compare now on the page Mailchimp to have it look at once"
LAST = 5
"""Campaigns that are looked at."""
POSTAL = ("company", "address1", "city", "country")


@dataclass(frozen=True, slots=True)
class Looking:
    """Whom to ask, and of which audience."""

    client: Client
    id: str

    def get(self, path: str = "", **query: Any) -> dict[str, Any]:
        """Of the audience."""
        return self.client.get(f"/lists/{self.id}{path}", **query)


def examine_mailchimp(client: Client | None = None) -> Iterator[Finding]:
    """Every check, as far as the account can be asked; ``client`` null: as the settings say."""
    yield issues()
    if not settings.MAILCHIMP_KEY and client is None:
        words = "COMMUNIQUE_MAILCHIMP_KEY is not set"
        yield (
            Finding("key", "bad", f"{words}, and newsletters are to go by Mailchimp: set it")
            if chosen()
            else Finding("key", "ok", f"{words}: nothing goes to Mailchimp, and nothing else was looked at")
        )
        return
    try:
        with client or connected(time.sleep) as asked:
            yield from _account(asked)
    except ValueError as error:
        yield Finding("key", "bad", str(error))


def _account(client: Client) -> Iterator[Finding]:
    found = list(_guarded("key", partial(key, client)))
    yield from found
    if found[0].look == "bad":
        return
    try:
        name, title = audience_of(client)
    except (NotSetUp, MailchimpError) as error:
        yield Finding("audience", "bad", str(error))
        return
    yield Finding("audience", "ok", f"{title} ({name})")
    yield from _audience(Looking(client, name))


def _audience(looking: Looking) -> Iterator[Finding]:
    for name, check in (
        ("postal address", address),
        ("double opt-in", opt_in),
        ("interests", interests),
        ("link to preferences", merge_field),
        ("webhook", webhook),
        ("senders", senders),
        ("tracking", tracking),
    ):
        yield from _guarded(name, partial(check, looking))


def _guarded(name: str, check: Callable[[], Finding]) -> Iterator[Finding]:
    try:
        yield check()
    except MailchimpError as error:
        yield Finding(name, "bad", f"Mailchimp did not tell: {error}")


def issues() -> Finding:
    """None is where the settings do not say."""
    held = [(f"{each.list.slug} no. {each.number}", elsewhere(each)) for each in _on_their_way()]
    found = [(name, where) for name, where in held if where]
    look: Look = "bad" if any(where.stuck for _, where in found) else "warn" if found else "ok"
    words = " ".join(f"{name}: {where.words}" for name, where in found)
    return Finding("issues", look, words or "none waits for a change of the platform")


def _on_their_way() -> QuerySet[Issue]:
    every = Issue.objects.exclude(state=Issue.State.SENT).select_related("list")
    return every.defer("content", "html", "text", "images").order_by("pk")


def key(client: Client) -> Finding:
    """Mailchimp answers it."""
    try:
        told = client.get("/ping")
    except Unauthorized as error:
        words = "make another at Mailchimp (Account, Extras, API keys) and set COMMUNIQUE_MAILCHIMP_KEY"
        return Finding("key", "bad", f"Mailchimp does not take it ({error.title}): {words}")
    return Finding("key", "ok", f"Mailchimp answers: {told.get('health_status', 'nothing said')}")


def address(looking: Looking) -> Finding:
    """The footer's, which the law asks for."""
    contact = looking.get().get("contact") or {}
    missing = [name for name in POSTAL if not str(contact.get(name) or "").strip()]
    if missing:
        words = f"the audience has no {', '.join(missing)}, which stand at the foot of each mail: write them in at Mailchimp"
        return Finding("postal address", "bad", f"{words} (Audience, Settings, Required email footer content)")
    return Finding("postal address", "ok", ", ".join(str(contact[name]) for name in POSTAL))


def opt_in(looking: Looking) -> Finding:
    """Ours is enough."""
    if looking.get().get("double_optin"):
        words = "Mailchimp asks for a confirmation, too, after ours: turn it off in the audience's settings"
        return Finding("double opt-in", "warn", f"{words}, unless people also sign up by a form of Mailchimp's")
    return Finding(
        "double opt-in", "ok", "only the desk asks for a confirmation, and does so before anything is transferred"
    )


def interests(looking: Looking) -> Finding:
    """One category of ours, and in it what each list has."""
    row = kept(Thing.SETUP, "category")
    there = {each["id"]: each for each in looking.get("/interest-categories", count=PAGE)["categories"]}
    found = there.get(row.theirs if row else "") or next((e for e in there.values() if e["title"] == CATEGORY), None)
    if found is None:
        return Finding("interests", "warn", f"there is no category {CATEGORY}: {MADE}")
    named = looking.get(f"/interest-categories/{found['id']}/interests", count=PAGE)["interests"]
    return Finding("interests", *_matched({each["id"]: each["name"] for each in named}))


def _matched(there: dict[str, str]) -> tuple[Look, str]:
    ours = dict(Remote.objects.filter(thing=Thing.LIST).exclude(theirs="").values_list("ours", "theirs"))
    gone = sorted(name for name, theirs in ours.items() if theirs not in there)
    if gone:
        return "bad", f"somebody took away those of {', '.join(gone)}: {MADE}"
    others = sorted(name for theirs, name in there.items() if theirs not in ours.values())
    if others:
        return (
            "warn",
            f"{', '.join(others)} belong to no list here, and nobody is mailed by them; take them away at Mailchimp",
        )
    return "ok", f"{len(ours)}, each of a list here" if ours else "none yet: each is made when somebody joins its list"


def merge_field(looking: Looking) -> Finding:
    """The link in the footer."""
    every = looking.get("/merge-fields", count=PAGE)["merge_fields"]
    found = next((each for each in every if each["tag"] == PREFERENCES), None)
    if found is None:
        return Finding("link to preferences", "warn", f"there is no merge field {PREFERENCES}: {MADE}")
    if found.get("public") or found.get("required"):
        words = (
            "is shown in Mailchimp's own forms, where who fills them in may change it: make it hidden and not required"
        )
        return Finding("link to preferences", "warn", f"{PREFERENCES} {words}")
    return Finding("link to preferences", "ok", f"the merge field {PREFERENCES} is there")


def webhook(looking: Looking) -> Finding:
    """Ours, with today's secret. What it is does not belong into what a terminal shows."""
    every = looking.get("/webhooks")["webhooks"]
    ours = [each for each in every if each["url"].startswith(hook_url(""))]
    right = [each for each in ours if each["url"] == hook_url()]
    if not right:
        row = kept(Thing.SETUP, "webhook")
        why = f" ({row.state['error']})" if row and row.state.get("error") else ""
        words = f"there is none with our secret{why}: Mailchimp must be able to reach {settings.BASE_URL}; {MADE}"
        return Finding("webhook", "bad", f"{words}. Until then, who leaves at Mailchimp is seen at night")
    if not all(tells_us(each) for each in right):
        return Finding("webhook", "warn", f"it does not tell of all that it should: {MADE}")
    if len(ours) > 1:
        return Finding(
            "webhook", "warn", "there are others to this desk, of a former secret: the worker takes them away"
        )
    return Finding("webhook", "ok", f"Mailchimp tells {settings.BASE_URL} who leaves, moves or bounces")


def senders(looking: Looking) -> Finding:
    """Mailchimp mails only from domains that somebody showed to be theirs."""
    domains = {e["domain"].lower(): e for e in looking.client.get("/verified-domains")["domains"]}
    wanted = {domain_of(e) for e in MailingList.objects.filter(closed_at=None).values_list("sender_address", flat=True)}
    unverified = sorted(each for each in wanted if not domains.get(each, {}).get("verified"))
    if unverified:
        return Finding(
            "senders", "bad", f"verify {', '.join(unverified)} at Mailchimp (Account, Domains), or it sends nothing"
        )
    unsigned = sorted(each for each in wanted if not domains[each].get("authenticated"))
    if unsigned:
        words = "are not authenticated: add the DKIM records that Mailchimp names, or it puts a domain of its own in the sender"
        return Finding("senders", "warn", f"{', '.join(unsigned)} {words}")
    return Finding("senders", "ok", ", ".join(sorted(wanted)) or "no list is open")


def tracking(looking: Looking) -> Finding:
    """Off in the last campaigns, unless their list counts."""
    rows = Remote.objects.filter(thing=Thing.ISSUE).exclude(theirs="").order_by("-at")[:LAST]
    numbers = {int(row.ours): row.theirs for row in rows}
    found = Issue.objects.filter(pk__in=numbers).select_related("list")
    counted = [each for each in found if still_counted(_campaign(looking, numbers[each.pk]), each.list)]
    if counted:
        named = ", ".join(f"{each.list.slug} no. {each.number}" for each in counted)
        words = f"Mailchimp counts opens or clicks of {named}, though the notice says that nobody does"
        return Finding("tracking", "bad", f"{words}: turn it off in the account, or have the list count")
    words = (
        f"off in the last {len(numbers)} campaigns" if numbers else "off by what is asked for; no campaign was made yet"
    )
    return Finding("tracking", "ok", words)


def _campaign(looking: Looking, name: str) -> dict[str, Any]:
    """Empty where somebody deleted it."""
    try:
        return looking.client.get(f"/campaigns/{name}")
    except NotFound:
        return {}
