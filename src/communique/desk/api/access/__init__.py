"""Who asks, and what they may."""

from communique.desk.api.access.caller import Caller
from communique.desk.api.access.needs import Needs, caller_of

__all__ = ["Caller", "Needs", "caller_of"]
