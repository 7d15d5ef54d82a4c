"""What Mailchimp last said of a member, which says who changed what: a difference that we did not make was made there."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from communique.desk.newsletters.mailchimp.keeping import Thing, kept
from communique.desk.newsletters.models import Remote, Subscriber

GONE, FORGOTTEN, COMPLIANCE = "gone", "forgotten", "compliance"
"""Beside Mailchimp's own statuses: taken out there by somebody; deleted for good; not to be subscribed, only asked again."""


@dataclass(frozen=True)
class Known:
    """``status`` is empty before the first answer; ``interests`` by id; ``seen``: when it was true, by our clock."""

    address: str
    status: str = ""
    interests: dict[str, bool] = field(default_factory=dict)
    language: str = ""
    preferences: str = ""
    seen: datetime | None = None
    moved_to: str = ""
    """A new address, as a webhook told; it is looked up before it is believed."""
    error: str = ""

    @property
    def key(self) -> str:
        """How Mailchimp names the member: MD5 of the lower-case address."""
        return member_key(self.address)


def member_key(address: str) -> str:
    """MD5, hexadecimal; Mailchimp wants it so, it protects nothing."""
    return hashlib.md5(address.lower().encode(), usedforsecurity=False).hexdigest()


def known(subscriber: Subscriber) -> Known | None:
    """Null: nothing of them was ever sent there."""
    row = kept(Thing.SUBSCRIBER, str(subscriber.pk))
    return None if row is None else of_state(row.state)


def of_state(state: dict[str, Any]) -> Known:
    """As a row keeps it."""
    seen = state.get("seen")
    return Known(**{**state, "seen": datetime.fromisoformat(seen) if seen else None})


def know(subscriber: Subscriber, what: Known) -> Known:
    """Write it down."""
    state = {**vars(what), "seen": what.seen.isoformat() if what.seen else None}
    Remote.objects.update_or_create(
        thing=Thing.SUBSCRIBER, ours=str(subscriber.pk), defaults={"theirs": what.key, "state": state}
    )
    return what


def forget(subscriber: Subscriber) -> None:
    """Keep nothing more of them."""
    Remote.objects.filter(thing=Thing.SUBSCRIBER, ours=str(subscriber.pk)).delete()


def hint_move(subscriber: Subscriber, address: str) -> None:
    """Look up, next time, whether the member has another address."""
    what = known(subscriber)
    if what is not None:
        know(subscriber, replace(what, moved_to=address))
