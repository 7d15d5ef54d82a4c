"""A desk with an issue to send, and senders to be killed: ``python -m desk.newsletters.sending.driver COMMAND [JSON]``.

fill: a list, people on it and an approved issue; send: until nothing is left, saying ``sending`` first; counts: the ledger as JSON.
"""

import json
import sys
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import django

django.setup()

from communique.desk.newsletters.models import Delivery, Issue, MailingList, Subscriber, Subscription  # noqa: E402
from communique.desk.newsletters.rendering.markers import LEAVE_MARKER, PREFERENCES_MARKER  # noqa: E402
from communique.desk.newsletters.sending.due import send_due  # noqa: E402

FOOTER = f"/newsletters/leave/{LEAVE_MARKER}/ /newsletters/mine/{PREFERENCES_MARKER}/"


def fill(people: int, refused: int = 0) -> None:
    """``people`` on a list, of whom the last ``refused`` are refused by the server."""
    river = MailingList.objects.create(
        slug="river",
        name="River",
        sender_name="River Desk",
        sender_address="desk@news.example",
        postal_address="1 Quay",
    )
    names = [f"{'refused' if number >= people - refused else 'p'}{number}@mill.example" for number in range(people)]
    made = Subscriber.objects.bulk_create([Subscriber(address=name) for name in names])
    Subscription.objects.bulk_create([Subscription(list=river, subscriber=each) for each in made])
    Issue.objects.create(
        list=river,
        number=1,
        frequency=river.frequency,
        state=Issue.State.APPROVED,
        due_at=datetime.now(UTC) - timedelta(minutes=1),
        subject="The river this week",
        content={},
        html=f"<p>High water</p><p>{FOOTER}</p>",
        text=f"High water\n{FOOTER}\n",
    )


def leave(every: int) -> None:
    """Every so many people leave the list after its audience was frozen."""
    places = Subscription.objects.order_by("pk").values_list("pk", flat=True)
    Subscription.objects.filter(pk__in=list(places)[::every]).update(active=False)


def send() -> None:
    """Until the issue is sent."""
    print("sending", flush=True)  # noqa: T201
    while Issue.objects.exclude(state__in=(Issue.State.SENT, Issue.State.PAUSED)).exists():
        send_due(datetime.now(UTC), "driver", threading.Event())


def freeze() -> None:
    """Write the audience down and send nothing."""
    Issue.objects.update(state=Issue.State.APPROVED)
    from communique.desk.newsletters.sending.freezing import freeze as write
    from communique.desk.newsletters.sending.holders import new_holder

    write(Issue.objects.get(), datetime.now(UTC), new_holder())


def counts() -> dict[str, Any]:
    """The ledger."""
    issue = Issue.objects.get()
    rows = list(Delivery.objects.values_list("address", "state"))
    return {
        "issue": issue.state,
        "trouble": issue.trouble,
        "audience": issue.audience,
        "states": dict(Counter(state for _, state in rows)),
        "by_state": {state: sorted(a for a, s in rows if s == state) for state in {s for _, s in rows}},
    }


COMMANDS = {"fill": fill, "freeze": freeze, "leave": leave, "send": send, "counts": counts}

if __name__ == "__main__":
    given = json.loads(sys.argv[2]) if len(sys.argv) > 2 else {}
    found = COMMANDS[sys.argv[1]](**given)
    if found is not None:
        print(json.dumps(found))  # noqa: T201
