"""From events to incidents: which reports tell of one happening, and why.

``tell`` makes of a report's event what is compared, ``Linker`` compares two and groups many.
"""

from communique.incidents.clustering import cluster
from communique.incidents.comparison import Comparison, Explained
from communique.incidents.linking import Linker
from communique.incidents.telling import Telling, tell
from communique.incidents.weights import Weights, WeightsError, load_weights

__all__ = ["Comparison", "Explained", "Linker", "Telling", "Weights", "WeightsError", "cluster", "load_weights", "tell"]
