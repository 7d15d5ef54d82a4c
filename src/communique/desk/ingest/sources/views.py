"""Pages of sources, for editors."""

from typing import cast

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from communique.desk.accounts.guards import needs
from communique.desk.accounts.models import Organisation, User
from communique.desk.accounts.roles import Role
from communique.desk.archive.models import Source
from communique.desk.ingest.polling.poll import WATCHED
from communique.desk.ingest.sources import keeping, opml
from communique.desk.ingest.sources.forms import OpmlForm, SourceForm
from communique.desk.ingest.sources.listed import AT_ONCE, STATES, Asked, sources, state_of
from communique.desk.ingest.sources.page import offered, told

OPML_BYTES = 5_000_000
"""Of a list of feeds; one of 2,000 has some 500 kB."""


@needs(Role.EDITOR)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The list: how each source does, its error, and when it is asked next."""
    state = request.GET.get("state", "all")
    asked = Asked(state if state in STATES else "all", request.GET.get("q", "").strip(), request.GET.get("after", ""))
    found = list(sources(asked)[: AT_ONCE + 1])
    now = timezone.now()
    rows = [(each, *state_of(each, now), each.kind in WATCHED) for each in found[:AT_ONCE]]
    last = found[AT_ONCE - 1] if len(found) > AT_ONCE else None
    after = f"{last.sort}|{last.pk}" if last is not None else ""  # type: ignore[attr-defined]
    shown = {"rows": rows, "asked": asked, "states": STATES, "after": after, "opml": OpmlForm()}
    return render(request, "ingest/sources.html", shown)


@needs(Role.EDITOR)
@require_GET
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """One source: how it does, what was kept of it, who changed it."""
    before = request.GET.get("before", "")
    shown = told(get_object_or_404(Source, pk=pk), int(before) if before.isdecimal() else None, timezone.now())
    return render(request, "ingest/source.html", shown)


@needs(Role.EDITOR)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Watch another source."""
    form = SourceForm(request.POST or None, initial={"kind": Source.Kind.FEED, "address": request.GET.get("address")})
    if request.method == "POST" and form.is_valid():
        try:
            made = keeping.add(form.cleaned_data, _who(request), timezone.now())
        except IntegrityError:  # somebody else added it just now
            form.add_error("address", "This source is watched already.")
        else:
            messages.success(request, f"{made.name} is watched from now on; the worker asks it within a minute.")
            return redirect("ingest:source", made.pk)
    return render(request, "ingest/source_form.html", {"form": form, **offered()})


@needs(Role.EDITOR)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a source."""
    found = get_object_or_404(Source, pk=pk, kind__in=WATCHED)
    form = SourceForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            changed = keeping.change(found, form.cleaned_data, _who(request), timezone.now())
        except IntegrityError:
            form.add_error("address", "This source is watched already.")
        else:
            messages.success(request, "Changed." if changed else "Nothing was changed.")
            return redirect("ingest:source", pk)
    return render(request, "ingest/source_form.html", {"form": form, "source": Source.objects.get(pk=pk), **offered()})


@needs(Role.EDITOR)
@require_POST
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the source no longer."""
    found = get_object_or_404(Source, pk=pk, kind__in=WATCHED)
    keeping.set_active(found, False, _who(request), timezone.now())
    messages.success(request, f"{found.name} is paused. What was kept of it stays.")
    return redirect("ingest:source", pk)


@needs(Role.EDITOR)
@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on asking the source."""
    found = get_object_or_404(Source, pk=pk, kind__in=WATCHED)
    keeping.set_active(found, True, _who(request), timezone.now())
    messages.success(request, f"{found.name} is watched again.")
    return redirect("ingest:source", pk)


@needs(Role.EDITOR)
@require_POST
def ask_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the source asked next."""
    found = get_object_or_404(Source, pk=pk, kind__in=WATCHED, active=True)
    keeping.ask_now(found, _who(request), timezone.now())
    messages.success(request, f"{found.name} is asked next; look again in a moment.")
    return redirect("ingest:source", pk)


@needs(Role.EDITOR)
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The feeds as OPML."""
    feeds = Source.objects.filter(kind=Source.Kind.FEED).order_by("name", "pk")
    title = f"Feeds of {Organisation.current().name}"
    attached = {"Content-Disposition": 'attachment; filename="communique-feeds.opml"'}
    return HttpResponse(opml.written(feeds, title), content_type="text/x-opml", headers=attached)


@needs(Role.EDITOR)
@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Add the feeds of an OPML file."""
    file = request.FILES.get("file")
    try:
        if file is None or (file.size or 0) > OPML_BYTES:
            raise opml.OpmlError("Choose an OPML file of at most 5 MB.")
        found = opml.add_feeds(opml.feeds(file.read()), _who(request), timezone.now())
    except opml.OpmlError as error:
        messages.error(request, str(error))
        return redirect("ingest:sources")
    known = f"; {found.known:,} were watched already" if found.known else ""
    messages.success(request, f"{found.added:,} feeds added{known}.")
    for problem in found.problems[:10]:
        messages.warning(request, problem)
    return redirect("ingest:sources")


def _who(request: HttpRequest) -> User:
    return cast(User, request.user)
