"""Protection of sign-up: against filling other people's inboxes, and against programs that fill in forms."""

from communique.desk.newsletters.protecting.forms import Stamp, stamp, stamped
from communique.desk.newsletters.protecting.guarding import hindrance
from communique.desk.newsletters.protecting.limits import Limits, limits, mailbox, may_mail, network_of, too_many
from communique.desk.newsletters.protecting.throwaway import throwaway
from communique.desk.newsletters.protecting.working import wanted

__all__ = [
    "Limits",
    "Stamp",
    "hindrance",
    "limits",
    "mailbox",
    "may_mail",
    "network_of",
    "stamp",
    "stamped",
    "throwaway",
    "too_many",
    "wanted",
]
