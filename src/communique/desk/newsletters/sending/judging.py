"""When an issue is paused by itself: its messages come to nothing, one after another."""

from dataclasses import dataclass

from communique.desk.newsletters.models import Delivery, Pace
from communique.desk.newsletters.sending.ledger import Outcome

State = Delivery.State
MOST = {State.FAILED.value: 50, State.UNKNOWN.value: 5, State.DEFERRED.value: 20}
"""In a row, with no message taken between. Deferred ones do not pause the issue: the server is left alone for a while."""
TRIED, SHARE = 100, 0.5
"""Of one connection's messages in a row: paused where so many were tried, and more than this share of them refused."""


@dataclass(slots=True)
class Run:
    """Outcomes of an issue as they come. Kept from one look at what is due to the next."""

    issue: int
    state: str = ""
    length: int = 0
    tried: int = 0
    failed: int = 0
    words: str = ""
    """Of the last that was not taken."""

    def add(self, outcome: Outcome) -> None:
        """One more."""
        self.length = self.length + 1 if outcome.state == self.state else 1
        self.state = outcome.state
        self.words = self.words if outcome.state == State.ACCEPTED else outcome.words
        self.tried += 1
        self.failed += outcome.state == State.FAILED

    def trouble(self) -> str:
        """Why the issue is to be paused; empty: go on."""
        if self.state in (State.FAILED, State.UNKNOWN) and self.length >= MOST[self.state]:
            what = "were refused" if self.state == State.FAILED else "got no answer after they were handed over"
            return f"{self.length} messages in a row {what}. The last: {self.words}"
        if self.tried >= TRIED and self.failed > SHARE * self.tried:
            return f"{self.failed} of {self.tried} messages were refused. The last: {self.words}"
        return ""

    def tired(self) -> bool:
        """Whether the server puts everything off."""
        return self.state == State.DEFERRED and self.length >= MOST[State.DEFERRED]


def resumed(issue: int) -> Run:
    """The run as it was left."""
    row = Pace.objects.filter(name=_name(issue)).first()
    return Run(issue, row.why, row.tries) if row else Run(issue)


def keep(run: Run, *, over: bool) -> None:
    """Remember the run for the next time; ``over``: begin anew."""
    bad = run.state in MOST and not over
    if bad:
        Pace.objects.update_or_create(
            name=_name(run.issue), defaults={"why": run.state, "tries": min(run.length, 1000)}
        )
    elif run.tried:
        Pace.objects.filter(name=_name(run.issue)).delete()


def _name(issue: int) -> str:
    return f"run of issue {issue}"
