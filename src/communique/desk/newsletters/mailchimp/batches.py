"""Many members at once: the same requests in one batch, whose answers come back packed. At most one batch is on its way.

A batch whose answer was lost, that stops half way or never ends does no harm: what it was to do is asked again singly.
"""

import io
import json
import logging
import tarfile
import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from communique.desk.newsletters.mailchimp import tasks
from communique.desk.newsletters.mailchimp.client import Client, MailchimpError, NotFound, Refused, Unavailable
from communique.desk.newsletters.mailchimp.client.errors import error_of
from communique.desk.newsletters.mailchimp.keeping import Thing, keep, kept
from communique.desk.newsletters.mailchimp.members import answered, prepared, refused
from communique.desk.newsletters.mailchimp.setting_up import Audience
from communique.desk.newsletters.models import RemoteTask

FROM, MOST = 50, 500
"""Tasks that are worth a batch, and the most in one."""
REFUSALS = 300
"""Statuses from here on are none of success."""
PATIENCE = timedelta(hours=1)
"""For which a batch is waited for."""
SINGLY = timedelta(days=1)
"""After a batch that came to nothing, no other is begun."""
BIGGEST_FILE = 64 * 2**20
"""Bytes of one unpacked file of answers."""

log = logging.getLogger(__name__)


def batch_due(client: Client, audience: Audience, at: datetime) -> int:
    """Start a batch, or take in the answers of the one that runs. Raises ``MailchimpError``. How many people it was about."""
    running = kept(Thing.SETUP, "batch")
    if running is not None and running.theirs:
        return _finished(client, audience, running.theirs, running.state, at)
    singly = (running.state if running else {}).get("singly_until")
    if (singly and at < datetime.fromisoformat(singly)) or tasks.due(at)[:FROM].count() < FROM:
        return 0
    return _started(client, audience, at)


def _started(client: Client, audience: Audience, at: datetime) -> int:
    operations, taken = [], {}
    for task in tasks.due(at)[:MOST]:
        step = prepared(client, audience, task, at)
        if step is None or step.operation is None:
            tasks.done(task)
            continue
        asked = step.operation
        body = {"body": json.dumps(asked.body)} if asked.body is not None else {}
        operations.append({"method": asked.method, "path": asked.path, "operation_id": str(task.pk), **body})
        taken[str(task.pk)] = task.version
    if not operations:
        return 0
    made = client.post("/batches", {"operations": operations})
    keep(Thing.SETUP, "batch", str(made["id"]), tasks=taken, since=at.isoformat())
    RemoteTask.objects.filter(pk__in=taken).update(lease_until=at + PATIENCE)
    return len(operations)


def _finished(client: Client, audience: Audience, batch: str, state: dict[str, Any], at: datetime) -> int:
    """0: it runs still, or its answers cannot be fetched for now."""
    try:
        told = client.get(f"/batches/{batch}")
        if told.get("status") == "finished":
            answers = _answers(client.fetch(str(told["response_body_url"])))
            return _ended(state, at, _taken_in(client, audience, state, answers, at))
    except NotFound:
        return _ended(state, at, 0)
    except Unavailable as error:  # of the other host, maybe, which need hold up nothing else
        log.warning("Mailchimp: no answers of batch %s: %s", batch, error)
    if at - datetime.fromisoformat(state["since"]) > PATIENCE:
        log.warning("Mailchimp: batch %s did not end; its members are brought singly", batch)
        return _ended(state, at, 0)
    return 0


def _ended(state: dict[str, Any], at: datetime, count: int) -> int:
    """What has no answer is due again. Where nothing had one, all are asked singly for a while."""
    RemoteTask.objects.filter(pk__in=state.get("tasks", {})).update(lease_until=None)
    keep(Thing.SETUP, "batch", "", tasks={}, singly_until=None if count else (at + SINGLY).isoformat())
    return count or 1


def _taken_in(
    client: Client, audience: Audience, state: dict[str, Any], answers: Iterator[dict[str, Any]], at: datetime
) -> int:
    """Tasks that changed meanwhile are left: they are asked again anyhow."""
    count = 0
    for answer in answers:
        name = str(answer.get("operation_id"))
        version = state["tasks"].get(name)
        if version is None:
            continue
        task = RemoteTask.objects.filter(pk=name, version=version).select_related("subscriber").first()
        if task is not None:
            count += _one(client, audience, task, answer, at)
    return count


def _one(client: Client, audience: Audience, task: RemoteTask, answer: dict[str, Any], at: datetime) -> bool:
    """As if it had been asked singly; what is not settled by it stays due. False: that is no answer."""
    step = prepared(client, audience, task, at)
    if step is None or step.operation is None:
        tasks.done(task)
        return True
    status, body = answer.get("status_code"), str(answer.get("response", ""))
    member = _object(body)
    if not isinstance(status, int) or (member is None and status < REFUSALS):
        return False
    if member is not None and status < REFUSALS:
        answered(step, member, at)
        return True
    error: MailchimpError = error_of(status, "application/problem+json", body.encode())
    if isinstance(error, Refused):
        refused(step, error, at)
    else:
        tasks.failed(task, str(error), at)
    return True


def _object(body: str) -> dict[str, Any] | None:
    """Empty of an empty answer; null where it is no JSON object."""
    try:
        found = json.loads(body) if body.strip() else {}
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _answers(packed: bytes) -> Iterator[dict[str, Any]]:
    """Every answer in the archive; what is broken in it is left out."""
    try:
        with tarfile.open(fileobj=io.BytesIO(packed), mode="r:gz") as archive:
            for info in archive:
                file = archive.extractfile(info) if info.isfile() and info.size <= BIGGEST_FILE else None
                if file is not None:
                    yield from _listed(file.read())
    except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
        log.warning("Mailchimp: the answers of a batch are broken (%s); its members are brought singly", error)


def _listed(data: bytes) -> list[dict[str, Any]]:
    try:
        found = json.loads(data)
    except ValueError:
        return []
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
