"""The steps, in the order in which they are done: what a step makes is due for the next."""

from collections.abc import Callable
from dataclasses import dataclass

from communique.desk.ingest.working.coding import code_waiting
from communique.desk.ingest.working.holding import Work
from communique.desk.ingest.working.linking import link_coded
from communique.desk.ingest.working.mailing import mail_newsletters
from communique.desk.ingest.working.polling import poll_due
from communique.desk.ingest.working.reading import read_fetched
from communique.desk.ingest.working.telling import fetch_given, tell_programs


@dataclass(frozen=True, slots=True)
class Step:
    """``do`` does some of what is due and says how much it did; 0: nothing was due. It may be killed and done again."""

    name: str
    do: Callable[[Work], int]


STEPS = (
    Step("asking sources", poll_due),
    Step("fetching what was submitted", fetch_given),
    Step("reading pages", read_fetched),
    Step("coding reports", code_waiting),
    Step("linking events", link_coded),
    Step("telling programs", tell_programs),
    Step("mailing newsletters", mail_newsletters),
)
