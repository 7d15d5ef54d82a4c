"""The page of what somebody gets."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from communique.desk.newsletters.changing import ChangeRefused
from communique.desk.newsletters.models import Frequency, Subscriber
from communique.desk.newsletters.noticing import notice
from communique.desk.newsletters.preferring.acting import ACTIONS, Refused, on_offer
from communique.desk.newsletters.preferring.data_of import data_of
from communique.desk.newsletters.rendering.words import Words
from communique.desk.newsletters.signing_up.views import language_of, told
from communique.desk.newsletters.tokens import TokenRefused, read_preferences_token

SAID = (
    "choose", "how_often", "as_it_comes", "save", "pause", "resume", "change_address", "leave_all", "download", "erase",
    "erase_sure", "no_lists",
)  # fmt: skip
"""Phrases of the page."""


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    """The link proves who it is, as it was mailed to nobody else; looking changes nothing."""
    try:
        key = read_preferences_token(token)
    except TokenRefused:
        return told(request, Words(language_of(request)), "page.bad-link", 404)
    subscriber = Subscriber.objects.filter(pk=key).first()
    if subscriber is None or subscriber.state == Subscriber.State.ERASED:
        return told(request, Words(language_of(request)), "page.left-all")
    words = Words(subscriber.language)
    if request.method != "POST":
        return _page(request, subscriber, words)
    return _act(request, subscriber, words)


def _act(request: HttpRequest, subscriber: Subscriber, words: Words) -> HttpResponse:
    name = request.POST.get("do", "")
    if name == "download":
        answer = HttpResponse(
            json.dumps(data_of(subscriber), indent=1, ensure_ascii=False), content_type="application/json"
        )
        answer["Content-Disposition"] = 'attachment; filename="newsletters.json"'
        return answer
    if name not in ACTIONS:
        return _page(request, subscriber, words, status=400)
    try:
        said = ACTIONS[name](subscriber, request.POST, words)
    except Refused as error:
        return _page(request, subscriber, words, wrong=str(error), status=400)
    except ChangeRefused:
        return _page(request, subscriber, words, wrong=words.say("page.closed-meanwhile"), status=400)
    subscriber.refresh_from_db()
    if subscriber.state == Subscriber.State.ERASED:
        return told(request, words, said)
    return _page(request, subscriber, words, said=words.say(said))


def _page(
    request: HttpRequest, subscriber: Subscriber, words: Words, said: str = "", wrong: str = "", status: int = 200
) -> HttpResponse:
    offered = on_offer(subscriber)
    on = {each.list_id: each.frequency for each in subscriber.subscriptions.filter(active=True)}
    until = subscriber.paused_until
    values: dict[str, Any] = {
        "words": words,
        "title": words.say("page.preferences"),
        "said": said,
        "wrong": wrong,
        "lists": [{"list": each, "on": each.pk in on, "frequency": on.get(each.pk, "")} for each in offered],
        "rhythms": [(value, words.say(f"page.{value}")) for value in Frequency.values],
        "notice": notice(words.language, offered),
        "paused": words.say("page.paused", until=words.date(until)) if until else "",
        "say": {each: words.say(f"page.{each.replace('_', '-')}") for each in SAID},
    }
    return render(request, "newsletters/public/preferences.html", values, status=status)
