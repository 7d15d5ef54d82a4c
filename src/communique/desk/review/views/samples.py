"""Samples: draw one, see how far two readers agree."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from communique.desk.accounts.guards import needs
from communique.desk.accounts.roles import Role
from communique.desk.archive.changing import ChangeRefused
from communique.desk.review.models import Reading, Sample
from communique.desk.review.queue.filters import Filter, FilterError
from communique.desk.review.sampling.comparing import differences, lines, pairs
from communique.desk.review.sampling.drawing import draw
from communique.desk.review.views.asking import REFUSED, reviewer

SHOWN = 100


@needs(Role.ANALYST)
@require_GET
def samples(request: HttpRequest) -> HttpResponse:
    """Every sample, the latest first; editors may draw another."""
    return _list(request)


def _list(request: HttpRequest, wrong: str = "", status: int = 200) -> HttpResponse:
    drawn = Sample.objects.select_related("by").order_by("-pk")[:SHOWN]
    given = request.POST if request.method == "POST" else QueryDict()
    return render(request, "review/samples.html", {"samples": drawn, "wrong": wrong, "given": given}, status=status)


@needs(Role.EDITOR)
@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """Draw a sample: name, seed, share in per cent, filters as in the address of the queue, blank or not."""
    given = request.POST
    try:
        chosen = Filter.from_query(QueryDict(given.get("filters", "").removeprefix("?")))
        seed, share = _number(given.get("seed", ""), "seed"), _number(given.get("share", ""), "share")
        name = given.get("name", "").strip() or f"Sample {int(seed)}"
        made = draw(name[:120], int(seed), share / 100, chosen, reviewer(request), blank="blank" in given)
    except (ChangeRefused, FilterError) as error:
        return _list(request, str(error), REFUSED)
    return redirect("review:sample", made.pk)


def _number(text: str, name: str) -> float:
    if not text.replace(".", "", 1).isdecimal() or len(text) > 9:
        raise ChangeRefused(f"{name}: give a number.")
    return float(text)


@needs(Role.ANALYST)
@require_GET
def sample(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the two readers agree: figures to all who review, what they read differently to editors.

    Whoever still reads for this sample sees no first reading here.
    """
    drawn = get_object_or_404(Sample.objects.select_related("by"), pk=pk)
    items = list(drawn.items.prefetch_related("readings").order_by("pk"))
    read = pairs(items)
    waiting = len(items) - len(read)
    more = {
        "sample": drawn,
        "total": len(items),
        "read": len(read),
        "waiting": waiting,
        "lines": lines(read),
        "differences": differences(read) if not waiting else (),
        "mine": Reading.objects.filter(item__sample=drawn, turn=Reading.Turn.SECOND, who=reviewer(request)).count(),
    }
    return render(request, "review/sample.html", more)
