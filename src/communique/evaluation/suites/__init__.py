"""The suites, a module each; ``load(name)`` gives one."""

import importlib
from types import MappingProxyType

from communique.evaluation.suite import Suite

NAMES = MappingProxyType(
    {
        "events": "events",
        "muc4": "muc4",
        "event-location": "event_location",
        "geoparsing": "geoparsing",
        "tempeval3": "tempeval3",
        "plover": "plover",
        "actors": "actors",
        "incidents": "incidents",
        "polnear": "polnear",
        "hrdsattack": "hrdsattack",
        "wikievents": "wikievents",
    }
)
"""Each suite's name and the module that holds its ``SUITE``, in the order of the accuracy page."""


def load(name: str) -> Suite:
    """The suite of that name; imported when asked for, so that the command line starts quickly."""
    suite = importlib.import_module(f"{__name__}.{NAMES[name]}").SUITE
    assert isinstance(suite, Suite)
    return suite
