"""Ask an OpenAI-compatible endpoint one question and get one answer of a given form."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import httpx

log = logging.getLogger(__name__)

TRIES = 3
WAIT = 2.0
"""Seconds before the second try; twice as long before each further one."""
BUSY = frozenset((429, 500, 502, 503, 504))
"""Answers after which the same question may be asked again."""


class LlmError(Exception):
    """The endpoint is not set up, does not answer, or answers what cannot be used. ``str()`` is the reason."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


class Where(Protocol):
    """The part of the settings that a call needs."""

    @property
    def url(self) -> str: ...  # noqa: D102
    @property
    def model(self) -> str: ...  # noqa: D102
    @property
    def key(self) -> str | None: ...  # noqa: D102
    @property
    def timeout(self) -> float: ...  # noqa: D102


Messages = Sequence[Mapping[str, str]]


def ask(where: Where, messages: Messages, schema: Mapping[str, Any], wait: Callable[[float], None] = time.sleep) -> str:
    """The text of the model's answer. Raises ``LlmError`` after ``TRIES`` tries, or at once where trying again is useless."""
    body = {
        "model": where.model,
        "messages": list(messages),
        "temperature": 0,
        "response_format": {"type": "json_schema", "json_schema": {"name": "events", "strict": True, "schema": schema}},
    }
    reason = ""
    for attempt in range(TRIES):
        if attempt:
            wait(WAIT * 2 ** (attempt - 1))
        try:
            answer = _post(where, body)
        except httpx.TransportError as error:
            reason = f"{where.url} does not answer ({type(error).__name__}: {error})"
        else:
            if answer.status_code not in BUSY:
                return _content(where, answer)
            reason = f"{where.url} answers {answer.status_code}"
        log.warning("llm: %s; try %d of %d", reason, attempt + 1, TRIES)
    raise LlmError(reason, "check that the endpoint runs, and try again")


def _post(where: Where, body: Mapping[str, Any]) -> httpx.Response:
    headers = {"Authorization": f"Bearer {where.key}"} if where.key else {}
    return httpx.post(f"{where.url}/chat/completions", json=body, headers=headers, timeout=where.timeout)


def _content(where: Where, answer: httpx.Response) -> str:
    if answer.status_code != httpx.codes.OK:
        said = " ".join(answer.text.split())[:200]
        raise LlmError(f"{where.url} answers {answer.status_code}: {said}", "check the address, the model and the key")
    try:
        content = answer.json()["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError) as error:
        raise LlmError(f"{where.url} answers no chat completion ({error})", "check the address") from error
    if not isinstance(content, str):
        raise LlmError(f"{where.url} gives an empty answer", "check the model")
    return content
