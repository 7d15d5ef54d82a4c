"""The ids of our things at Mailchimp, kept in ``Remote`` rows."""

from typing import Any

from django.utils import timezone

from communique.desk.newsletters.models import Remote

Thing = Remote.Thing


def kept(thing: str, ours: str) -> Remote | None:
    """The row, if there is one."""
    return Remote.objects.filter(thing=thing, ours=ours).first()


def keep(thing: str, ours: str, theirs: str, **state: Any) -> Remote:
    """Write down an id and what is known of it; what is not named stays."""
    row, _ = Remote.objects.get_or_create(thing=thing, ours=ours)
    row.theirs, row.state = theirs, {**row.state, **state}
    row.save()
    return row


def noted(thing: str, ours: str, **state: Any) -> None:
    """Write down what is known of something, whatever its id."""
    row = kept(thing, ours)
    keep(thing, ours, row.theirs if row else "", **state)


def stamp() -> str:
    """Now, as it is kept in a row's state."""
    return timezone.now().isoformat()
