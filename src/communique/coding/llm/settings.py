"""Where the model is and how it is called, from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from communique.coding.llm.client import LlmError

URL, MODEL, KEY, TIMEOUT = (
    "COMMUNIQUE_LLM_URL",
    "COMMUNIQUE_LLM_MODEL",
    "COMMUNIQUE_LLM_KEY",
    "COMMUNIQUE_LLM_TIMEOUT",
)


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """``url`` is the base under which ``/chat/completions`` stands; ``timeout`` is in seconds, for one answer."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout: float = 120.0


def settings_from(environment: Mapping[str, str]) -> LlmSettings:
    """The settings in an environment. Raises ``LlmError`` naming the variable that is missing or wrong."""
    missing = [name for name in (URL, MODEL) if not environment.get(name)]
    if missing:
        raise LlmError(f"the llm reader needs {' and '.join(missing)}", "set it, or use another --reader")
    if not environment[URL].startswith(("http://", "https://")):
        raise LlmError(f"{URL} is {environment[URL]!r}", "give an address that begins with http:// or https://")
    seconds = environment.get(TIMEOUT, "120")
    try:
        timeout = float(seconds)
    except ValueError:
        raise LlmError(f"{TIMEOUT} is {seconds!r}", "give a number of seconds") from None
    return LlmSettings(environment[URL].rstrip("/"), environment[MODEL], environment.get(KEY) or None, timeout)
