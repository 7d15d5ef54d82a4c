"""The page by which editors see how things stand with Mailchimp, and have both sides compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from communique.desk.accounts.guards import needs
from communique.desk.accounts.roles import Role
from communique.desk.newsletters.mailchimp.connecting import chosen
from communique.desk.newsletters.mailchimp.keeping import Thing, kept, noted
from communique.desk.newsletters.mailchimp.reconciling import ask_reconciling
from communique.desk.newsletters.models import Remote, RemoteTask

TROUBLES = 50
WORDS: Mapping[str, str] = {
    "left-there": "Left at Mailchimp, its webhook was lost",
    "left-list-there": "Left a list at Mailchimp, its webhook was lost",
    "bounced-there": "Cleaned at Mailchimp, its webhook was lost",
    "left-here": "Left here and subscribed there",
    "list-not-wanted-here": "On a list there that they are not on here",
    "list-missing-there": "Not on a list there that they are on here",
    "asked-since": "Not subscribed there, and signed up here since",
    "preferences-link": "Another link to the preferences there",
    "unknown-here": "On a list there, and unknown here",
    "missing-there": "Should be there, and is not",
}
"""Of what was found when both sides were compared."""


@dataclass(frozen=True)
class Standing:
    """How things stand: each part's row as it is kept, empty where there is none."""

    audience: str
    checked_at: datetime | None
    rest_until: datetime | None
    error: str
    webhook: str
    """Why there is none; empty: there is."""
    members: int
    waiting: int
    troubles: list[RemoteTask]
    compared: Mapping[str, Any]


def standing() -> Standing:
    """As it is now."""
    account, waiting = _state("account"), RemoteTask.objects.all()
    audience = kept(Thing.SETUP, "audience")
    hook = kept(Thing.SETUP, "webhook")
    return Standing(
        audience=f"{audience.state.get('name', '')} ({audience.theirs})" if audience else "",
        checked_at=_time(account.get("checked_at")),
        rest_until=_time(account.get("rest_until")),
        error=str(account.get("error") or ""),
        webhook=str(hook.state.get("error") or "") if hook else "It is made with the worker's next pass.",
        members=Remote.objects.filter(thing=Thing.SUBSCRIBER, state__status="subscribed").count(),
        waiting=waiting.filter(error="").count(),
        troubles=list(waiting.exclude(error="").select_related("subscriber").order_by("due_at")[:TROUBLES]),
        compared=_compared(),
    )


def _compared() -> Mapping[str, Any]:
    state = _state("reconciling")
    rows = [(WORDS.get(name, name), count) for name, count in sorted((state.get("counts") or {}).items())]
    shown = [{**each, "what": WORDS.get(each["what"], each["what"])} for each in state.get("shown") or ()]
    times = {"started": _time(state.get("started")), "ended": _time(state.get("ended"))}
    return {**times, "members": state.get("members"), "rows": rows, "shown": shown, "asked": state.get("asked")}


def _state(ours: str) -> Mapping[str, Any]:
    row = kept(Thing.SETUP, ours)
    return row.state if row else {}


def _time(told: Any) -> datetime | None:
    return datetime.fromisoformat(told) if told else None


@never_cache
@needs(Role.EDITOR)
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """How things stand."""
    shown = {"standing": standing(), "chosen": chosen(), "key": bool(settings.MAILCHIMP_KEY)}
    return render(request, "newsletters/mailchimp.html", shown)


@needs(Role.EDITOR)
@require_POST
def compare(request: HttpRequest) -> HttpResponse:
    """Have both sides compared now, and what failed tried again."""
    ask_reconciling()
    noted(Thing.SETUP, "account", checked_at=None, rest_until=None)
    messages.success(request, "Both sides are compared with the worker's next pass. Look again in a minute.")
    return redirect("newsletters:mailchimp")
