"""The fake's batches: done in part or in whole, with answers in a packed archive at another address."""

import io
import json
import tarfile
from collections.abc import Callable, Mapping
from typing import Any

from fakes.mailchimp.answers import no_such
from fakes.mailchimp.audience import now

HOST = "https://batches.example/"


class Batches:
    """``polls`` is how often one is asked for before it has finished; ``lost`` leaves out the answers to every so-manieth."""

    def __init__(self, do: Callable[[str, str, Any], tuple[int, Any]]) -> None:
        self.do = do
        self.batches: dict[str, dict[str, Any]] = {}
        self.archives: dict[str, bytes] = {}
        self.polls, self.lost, self.stuck = 1, 0, False

    def create(self, body: Mapping[str, Any]) -> dict[str, Any]:
        name = f"batch{len(self.batches) + 1}"
        every = body["operations"]
        taken = [each for i, each in enumerate(every, 1) if not self.lost or i % self.lost]
        answers = [self._done(each) for each in taken]
        self.archives[name] = packed(answers)
        self.batches[name] = {
            "id": name,
            "status": "pending",
            "total_operations": len(every),
            "finished_operations": 0,
            "errored_operations": sum(str(each["status_code"]) >= "400" for each in answers),
            "submitted_at": now(),
            "response_body_url": "",
        }
        return self.batches[name]

    def shown(self, name: str) -> dict[str, Any]:
        if name not in self.batches:
            raise no_such()
        batch = self.batches[name]
        batch["asked"] = batch.get("asked", 0) + 1
        if not self.stuck and batch["asked"] > self.polls:
            batch.update(status="finished", completed_at=now(), response_body_url=f"{HOST}{name}.tar.gz")
            batch["finished_operations"] = batch["total_operations"]
        return {key: value for key, value in batch.items() if key != "asked"}

    def archive(self, url: str) -> bytes | None:
        return self.archives.get(url.removeprefix(HOST).removesuffix(".tar.gz"))

    def _done(self, operation: Mapping[str, Any]) -> dict[str, Any]:
        body = json.loads(operation["body"]) if operation.get("body") else None
        status, answer = self.do(operation["method"], operation["path"], body)
        return {"status_code": status, "operation_id": operation["operation_id"], "response": json.dumps(answer)}


def packed(answers: list[dict[str, Any]]) -> bytes:
    """A ``tar.gz`` of files that hold some answers each, in a folder, as Mailchimp packs them."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        archive.addfile(_folder())
        for start in range(0, len(answers), 100):
            data = json.dumps(answers[start : start + 100]).encode()
            info = tarfile.TarInfo(f"./{start}.json")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def _folder() -> tarfile.TarInfo:
    info = tarfile.TarInfo("./")
    info.type = tarfile.DIRTYPE
    return info
