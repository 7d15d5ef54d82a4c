"""Who asks, for what, and how the page answers: whole, or its part where htmx asked."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from communique.desk.accounts.models import User
from communique.desk.archive.changing import ChangeRefused
from communique.desk.archive.models import Event
from communique.desk.review import locks
from communique.desk.review.bench import bench
from communique.desk.review.listed import keys, reasons
from communique.desk.review.queue.filters import Filter, FilterError
from communique.desk.review.queue.walking import following

REFUSED = 409
"""Status of a page that says why a change was not made."""


def reviewer(request: HttpRequest) -> User:
    """The one who asks; the guard has seen to it that somebody is logged in."""
    user = request.user
    if not isinstance(user, User):
        raise TypeError("a view of reviewing stands without its guard")
    return user


def filters(request: HttpRequest) -> Filter:
    """The filters of the address, or none where they cannot be read: the queue says what is wrong."""
    try:
        return Filter.from_query(request.GET)
    except FilterError:
        return Filter()


def found(pk: int) -> Event:
    """The event with its report, or 404."""
    return get_object_or_404(Event.objects.select_related("report__source", "incident"), pk=pk)


def is_htmx(request: HttpRequest) -> bool:
    """Whether htmx asked, for a part of the page."""
    return bool(getattr(request, "htmx", False))


def address(event: Event, chosen: Filter) -> str:
    """The page of an event, with the filters."""
    query = chosen.to_query()
    return reverse("review:event", args=[event.pk]) + (f"?{query}" if query else "")


def context(request: HttpRequest, event: Event, **more: Any) -> dict[str, Any]:
    """What the templates of the bench need."""
    who, chosen = reviewer(request), filters(request)
    query = chosen.to_query()
    shown = bench(event, who, chosen, locks.take(event, who))
    request.session["review_position"] = address(event, chosen)
    return {
        "bench": shown,
        "event": event,
        "carried": f"?{query}" if query else "",
        "keys": keys(),
        "reasons": reasons(),
        "renewed_s": locks.RENEWED_S,
        **more,
    }


def show(request: HttpRequest, event: Event, said: str = "", wrong: str = "") -> HttpResponse:
    """The bench of an event, with what was done or why it was not."""
    status = REFUSED if wrong else 200
    if not is_htmx(request):
        return _show_whole(request, event, said, wrong)
    answer = render(request, "review/bench.html", context(request, event, said=said, wrong=wrong), status=status)
    answer["HX-Push-Url"] = address(event, filters(request))
    return answer


def _show_whole(request: HttpRequest, event: Event, said: str, wrong: str) -> HttpResponse:
    if request.method == "POST" and not wrong:
        messages.success(request, said)
        return redirect(address(event, filters(request)))
    status = REFUSED if wrong else 200
    return render(request, "review/event.html", context(request, event, said=said, wrong=wrong), status=status)


def move(request: HttpRequest, event: Event, said: str, *, back: bool = False) -> HttpResponse:
    """Let go of an event and show the next one."""
    who, chosen = reviewer(request), filters(request)
    then = following(chosen, who, event, back=back)
    locks.release(event, who)
    if then is not None:
        return show(request, found(then.pk), said)
    return end(request, said, back=back)


def end(request: HttpRequest, said: str, *, back: bool = False) -> HttpResponse:
    """The queue is at its end."""
    query = filters(request).to_query()
    more = {"said": said, "back": back, "carried": f"?{query}" if query else "", "keys": keys()}
    if is_htmx(request):
        return render(request, "review/end.html", more)
    return render(request, "review/end_page.html", more)


def change(
    request: HttpRequest, pk: int, do: Callable[[Event, User], object], said: str, *, moves: bool = False
) -> HttpResponse:
    """Make a change to an event whose lock is theirs; then the next event, or this one again."""
    event, who = found(pk), reviewer(request)
    try:
        locks.hold(event, who)
        do(event, who)
    except ChangeRefused as error:
        return show(request, found(pk), wrong=str(error))
    return move(request, event, said) if moves else show(request, found(pk), said)


def version(request: HttpRequest) -> int:
    """The version of the event that the form was made from; none of them matches where it is missing."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
