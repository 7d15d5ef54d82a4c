"""From events to incidents: which reports tell of one happening, and why.

``telling`` makes of an event and its report what is compared, ``Linker`` compares two and groups many, ``compose`` makes an
incident of the events of a group.
"""

from communique.incidents.composing import compose
from communique.incidents.linking import Linker
from communique.incidents.origins import origin
from communique.incidents.scoring import Comparison, Explained
from communique.incidents.telling import Telling, tell, telling
from communique.incidents.told import Told
from communique.incidents.weights import Weights, WeightsError, load_weights

__all__ = [
    "Comparison",
    "Explained",
    "Linker",
    "Telling",
    "Told",
    "Weights",
    "WeightsError",
    "compose",
    "load_weights",
    "origin",
    "tell",
    "telling",
]
