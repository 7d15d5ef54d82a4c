"""Communique: a sourced record of what news reports of armed conflict say.

import communique

coder = communique.load()
for event in coder.code(communique.Report(id="r1", text=text, published="2013-01-21", published_from="option")):
    print(event.type, event.anchor, event.place)
"""

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from communique.model import Event, Report

if TYPE_CHECKING:
    from communique.coding.pipeline import Coder, load

__version__ = version("communique")
__all__ = ["Coder", "Event", "Report", "load"]


def __getattr__(name: str) -> Any:
    """Load the coder only when asked for: it brings spaCy, which the record alone does not need."""
    if name in ("Coder", "load"):
        from communique.coding import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module 'communique' has no attribute {name!r}")
