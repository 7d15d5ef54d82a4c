"""Who may frame a page, where that is more than ``CONTENT_SECURITY_POLICY`` says of every page."""

from collections.abc import Callable
from typing import Any, ParamSpec, cast

from csp.decorators import csp_replace
from django.http import HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt

P = ParamSpec("P")
View = Callable[P, HttpResponseBase]


def framed_by_anyone(view: View[P]) -> View[P]:
    """A page that other sites may show in a frame. It must show nothing that a stranger may not see, and change nothing."""
    return cast(View[P], xframe_options_exempt(csp_replace({"frame-ancestors": ["*"]})(cast(Any, view))))
