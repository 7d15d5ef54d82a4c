"""A list with many people on it, and an approved issue of a given size."""

import base64
import random
from datetime import UTC, datetime, timedelta

from django.db import connection

from communique.desk.newsletters.models import Issue, MailingList, Subscriber, Subscription
from communique.desk.newsletters.rendering.markers import LEAVE_MARKER, PREFERENCES_MARKER

DOMAINS = ("mill.example", "quay.example", "ferry.example", "lock.example", "weir.example")
PART = 50_000
SENTENCE = "The river rose {} cm at the mill, says the keeper of the lock; the ferry stays at the quay. "


def fill(people: int) -> MailingList:
    """A list that so many are on; the tables are made anew."""
    for model in ("delivery", "issue", "subscription", "subscriber", "pace"):
        _clear(f"newsletters_{model}")
    river, _ = MailingList.objects.get_or_create(
        slug="river", defaults={"name": "River", "sender_name": "River Desk", "sender_address": "desk@news.example"}
    )
    for first in range(0, people, PART):
        numbers = range(first, min(first + PART, people))
        made = Subscriber.objects.bulk_create(
            [Subscriber(address=f"reader{number}@{DOMAINS[number % len(DOMAINS)]}") for number in numbers]
        )
        Subscription.objects.bulk_create([Subscription(list=river, subscriber=each) for each in made])
    return river


def issue_of(river: MailingList, number: int, kilobytes: int, picture_kilobytes: int = 0) -> Issue:
    """An approved issue whose message is about so long, pictures apart."""
    chance = random.Random(number)
    words = "".join(SENTENCE.format(chance.randrange(10, 900)) for _ in range(kilobytes * 1000 // (2 * len(SENTENCE))))
    links = f"/newsletters/leave/{LEAVE_MARKER}/ /newsletters/mine/{PREFERENCES_MARKER}/"
    picture = base64.b64encode(chance.randbytes(picture_kilobytes * 1000)).decode()
    return Issue.objects.create(
        list=river,
        number=number,
        frequency=river.frequency,
        state=Issue.State.APPROVED,
        due_at=datetime.now(UTC) - timedelta(minutes=1),
        subject="The river this week",
        content={},
        html=f"<html><body><p>{words}</p><p>{links}</p></body></html>",
        text=f"{words}\n{links}\n",
        images={"map": picture} if picture_kilobytes else {},
    )


def _clear(table: str) -> None:
    with connection.cursor() as cursor:
        words = "DELETE FROM {}" if connection.vendor == "sqlite" else "TRUNCATE {} CASCADE"
        cursor.execute(words.format(table))
