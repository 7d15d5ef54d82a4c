"""The public pages of signing up. They need no session: nothing is done before somebody confirms by a link that only they have."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language_from_request
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from communique.desk.accounts.policy import framed_by_anyone
from communique.desk.newsletters.changing import ChangeRefused, confirm
from communique.desk.newsletters.models import MailingList
from communique.desk.newsletters.models.lists import Language
from communique.desk.newsletters.noticing import notice, shown
from communique.desk.newsletters.protecting import Stamp, hindrance, network_of, stamp, stamped, too_many, wanted
from communique.desk.newsletters.protecting.forms import TRAP
from communique.desk.newsletters.rendering.words import Words
from communique.desk.newsletters.signing_up.asking import Asked, keep, offered, wrong
from communique.desk.newsletters.signing_up.links import sign_up_of
from communique.desk.newsletters.tokens import TokenRefused

PAGE = {"page": "newsletters/public/sign_up.html", "embedded": "newsletters/public/embedded.html"}
NOW_AND_THEN = 429


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """The page of its own."""
    return _form(request, "page")


@csrf_exempt
@framed_by_anyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def embedded(request: HttpRequest) -> HttpResponse:
    """The same form, to be put into another page by a frame."""
    return _form(request, "embedded")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirmed(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link of the mail: looking changes nothing, its button confirms."""
    try:
        found = sign_up_of(token)
    except TokenRefused:
        return told(request, Words(language_of(request)), "page.bad-link", 404)
    words, kind = Words(found.language), "move" if found.moves_id else "confirm"
    if request.method != "POST":
        if found.confirmed_at or found.expires_at <= timezone.now():
            return told(request, words, "page.link-over", 410)
        button = {"title": words.say(f"page.{kind}-title"), "button": words.say(f"page.{kind}")}
        return render(request, "newsletters/public/button.html", {"words": words, **button})
    try:
        subscriber = confirm(found)
    except ChangeRefused:
        return told(request, words, "page.link-over", 410)
    if kind == "move":
        return told(request, words, "page.moved")
    on = subscriber.subscriptions.filter(active=True).values_list("list__name", flat=True)
    return told(request, words, "page.confirmed", lists=words.joined(sorted(on)))


def told(request: HttpRequest, words: Words, key: str, status: int = 200, **values: Any) -> HttpResponse:
    """A page that says one thing."""
    sentence = {"words": words, "title": words.say("page.title"), "said": words.say(key, **values)}
    return render(request, "newsletters/public/told.html", sentence, status=status)


def language_of(request: HttpRequest) -> str:
    """As the address asks, or else the browser; English where we have neither."""
    for asked in (request.GET.get("language"), request.POST.get("language"), get_language_from_request(request)[:2]):
        if asked in Language.values:
            return asked
    return Language.ENGLISH


def _form(request: HttpRequest, form: str) -> HttpResponse:
    words, lists = Words(language_of(request)), offered()
    if request.method != "POST":
        return _shown(request, form, words, lists, {})
    asked = _asked(request, form, words.language, lists)
    mistakes = dict(wrong(asked))
    if too_many(asked.network, timezone.now()):
        return _shown(request, form, words, lists, {"all": words.say("page.too-many")}, NOW_AND_THEN)
    hindered = hindrance(request.POST.get("moment", ""), asked.address, request.POST.get("work", ""))
    if not mistakes and hindered:
        mistakes["all"] = words.say(hindered[1])
    if mistakes:
        return _shown(request, form, words, lists, mistakes, 400)
    if not request.POST.get(TRAP):
        keep(asked, shown(words.language, lists), timezone.now())
    return told(request, words, "page.check-inbox")


def _asked(request: HttpRequest, form: str, language: str, lists: list[MailingList]) -> Asked:
    chosen = set(request.POST.getlist("list"))
    return Asked(
        address=request.POST.get("email", "").strip(),
        lists=[each for each in lists if each.slug in chosen],
        acknowledged=request.POST.get("agreed") == "yes",
        language=language,
        form=form,
        network=network_of(request),
    )


def _shown(
    request: HttpRequest, form: str, words: Words, lists: list[MailingList], wrong: dict[str, str], status: int = 200
) -> HttpResponse:
    chosen = set(request.POST.getlist("list"))
    values = {
        "words": words,
        "lists": [(each, each.slug in chosen) for each in lists],
        "notice": notice(words.language, lists),
        "email": request.POST.get("email", ""),
        "agreed": request.POST.get("agreed") == "yes",
        "wrong": wrong,
        # A form that comes too soon keeps its moment, so that pressing the button again is enough.
        "moment": _moment(request.POST.get("moment", "")),
        "work": wanted(),
        "say": {each: words.say(f"page.{each.replace('_', '-')}") for each in SAID},
    }
    return render(request, PAGE[form], values, status=status)


def _moment(value: str) -> str:
    return value if value and stamped(value) != Stamp.OLD else stamp()


SAID = ("title", "lead", "email", "choose", "no_lists", "acknowledge", "sign_up", "working", "no_work")
"""Phrases of the form."""
