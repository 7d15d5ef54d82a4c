"""Watch a mailbox to which reports are forwarded: each message is kept once, and left where it is."""

from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from types import MappingProxyType

from communique.desk.archive.models import Source
from communique.desk.ingest.hints import Hints
from communique.desk.ingest.intake import keep
from communique.desk.ingest.messages import message_id
from communique.desk.ingest.models import Entry
from communique.desk.ingest.parsing import MESSAGE
from communique.desk.ingest.polling import imap, pop
from communique.desk.ingest.polling.logins import Box, Login, login_of
from communique.desk.ingest.polling.outcome import Found

State = Entry.State
AT_ONCE = 50
"""Messages that one poll keeps; the rest is kept by the next, at once."""
OPEN: Mapping[str, Callable[[Login], Box]] = MappingProxyType(
    {"imaps": imap.Imap, "imap": imap.Imap, "pop3s": pop.Pop, "pop3": pop.Pop}
)


def ask(source: Source, now: datetime) -> Found:
    """Keep the messages that are new. Raises ``SourceFailedError``."""
    login = login_of(source.address)
    with OPEN[login.scheme](login) as box:
        numbers = {sha256(number.encode()).hexdigest(): number for number in box.numbers()}
        known = set(Entry.objects.filter(source=source).values_list("key", flat=True))
        fresh = [(key, number) for key, number in numbers.items() if key not in known]
        problems = [problem for key, number in fresh[:AT_ONCE] if (problem := _keep(source, box, key, number, now))]
    kept = min(len(fresh), AT_ONCE) - len(problems)
    return Found(kept, now if len(fresh) > AT_ONCE else None, problems=tuple(problems[:5]))


def _keep(source: Source, box: Box, key: str, number: str, now: datetime) -> str:
    """Keep a message and remember it; what is wrong with it in words, or nothing."""
    body = box.message(number)
    address = f"message {number}"
    problem = "" if body else f"Message {number} is larger than is taken, or gone."
    if body:
        address = message_id(body) or f"{source.address[:1900]}#{number}"
        keep(source, address, body, MESSAGE, Hints(), now)
    values = {"mark": key, "address": address[:2000], "error": problem}
    Entry.objects.update_or_create(
        source=source, key=key, defaults={**values, "state": State.FAILED if problem else State.KEPT}
    )
    return problem
