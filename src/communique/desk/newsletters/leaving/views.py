"""The page behind the link in each footer and in the ``List-Unsubscribe`` field (RFC 8058)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from communique.desk.newsletters.changing import leave, leave_all
from communique.desk.newsletters.models import MailingList, Subscriber
from communique.desk.newsletters.rendering.words import Words
from communique.desk.newsletters.signing_up.views import language_of, told
from communique.desk.newsletters.tokens import TokenRefused, read_leave_token

ONE_CLICK = ("List-Unsubscribe", "One-Click")
"""What a mail program sends when its own button is pressed (RFC 8058, 3.2)."""


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def left(request: HttpRequest, token: str) -> HttpResponse:
    """Looking shows two buttons and changes nothing, since scanners of mail follow links; a POST leaves the list, or all."""
    try:
        subscriber_key, list_key = read_leave_token(token)
    except TokenRefused:
        return told(request, Words(language_of(request)), "page.bad-link", 404)
    subscriber = Subscriber.objects.filter(pk=subscriber_key).first()
    mailing_list = MailingList.objects.filter(pk=list_key).first()
    words = Words(mailing_list.language if mailing_list else language_of(request))
    if request.method == "POST":
        return _leave(request, words, subscriber, mailing_list)
    of = {"words": words, "title": words.say("page.leave-title"), "all": words.say("page.leave-all")}
    if mailing_list is None:
        return render(request, "newsletters/public/button.html", {**of, "button": of["all"]})
    return render(
        request, "newsletters/public/leave.html", {**of, "this": words.say("page.leave-this", list=mailing_list.name)}
    )


def _leave(
    request: HttpRequest, words: Words, subscriber: Subscriber | None, mailing_list: MailingList | None
) -> HttpResponse:
    """The answer is the same whether there is anything to leave: the wish is fulfilled either way."""
    one_click = request.POST.get(ONE_CLICK[0]) == ONE_CLICK[1]
    form = "one-click" if one_click else "footer"
    if mailing_list is None and one_click:  # nothing is left that was not asked for
        return told(request, words, "page.list-gone")
    if mailing_list is None or request.POST.get("what") == "all":
        if subscriber is not None:
            leave_all(subscriber, form)
        return told(request, words, "page.left-all")
    if subscriber is not None:
        leave(subscriber, [mailing_list], form)
    return told(request, words, "page.left-this", list=mailing_list.name)
