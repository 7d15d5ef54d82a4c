"""Protection of sign-up: against filling other people's inboxes, and against programs that fill in forms."""

from communique.desk.newsletters.protecting.forms import Stamp, stamp, stamped
from communique.desk.newsletters.protecting.limits import Limits, limits, may_mail, network_of, too_many

__all__ = ["Limits", "Stamp", "limits", "may_mail", "network_of", "stamp", "stamped", "too_many"]
