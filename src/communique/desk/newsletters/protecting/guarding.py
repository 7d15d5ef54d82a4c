"""What the page and the API ask of every sign-up alike, before they look at what was typed."""

from communique.desk.newsletters.protecting.forms import Stamp, stamped
from communique.desk.newsletters.protecting.working import worked

PHRASES = {Stamp.SOON: "page.too-soon", Stamp.OLD: "page.too-old"}


def hindrance(moment: str, address: str, work: str) -> tuple[str, str] | None:
    """The field that is in the way, ``moment`` or ``work``, and the phrase that says so; null: nothing is."""
    if (said := PHRASES.get(stamped(moment))) is not None:
        return "moment", said
    return None if worked(moment, address.strip(), work) else ("work", "page.no-work")
