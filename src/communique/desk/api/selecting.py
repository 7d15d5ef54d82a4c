"""The filters of lists: those of the map, read by the same code and told in the schema."""

import functools
from collections.abc import Collection
from importlib import resources
from typing import Any

import yaml
from django.http import HttpRequest

from communique.desk.api.access import Caller
from communique.desk.api.problems.problem import wrong
from communique.desk.archive.models import Composition
from communique.desk.public.selecting import Selection, SelectionError, from_query

Basis = Composition.Basis


@functools.cache
def parameters() -> tuple[dict[str, Any], ...]:
    """The filters as OpenAPI has them: ``data/filters.yaml``."""
    text = resources.files("communique.desk.api").joinpath("data/filters.yaml").read_text("utf-8")
    return tuple({"in": "query", "required": False, **row} for row in yaml.safe_load(text))


def selected(request: HttpRequest, caller: Caller, own: Collection[str]) -> Selection:
    """The selection that is asked for. A parameter that is neither a filter nor in ``own`` is refused: a misspelt filter would
    let everything through. Raises ``Refused``."""
    known = {str(each["name"]) for each in parameters()} | set(own)
    for name in request.GET:
        if name not in known:
            raise wrong(name, f"no such parameter; there are {', '.join(sorted(known))}")
    caller.basis(request.GET.get("basis"))
    try:
        return from_query(request.GET, (Basis.READ, Basis.REVIEWED) if caller.sees_unreviewed else (Basis.REVIEWED,))
    except SelectionError as error:
        raise wrong(*_parted(str(error))) from error


def _parted(told: str) -> tuple[str, str]:
    """``name=value: what to give`` as the name and the rest."""
    before, _, rest = told.partition(": ")
    name, _, value = before.partition("=")
    return name, f"{value}: {rest}" if value else rest
