"""Lanes of an issue: people of one provider go no faster than the settings say, and hold up nobody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from communique.desk.newsletters.sending.pacing import SERVER, Rate
from communique.desk.newsletters.smtp.errors import MailSetupError


@dataclass(frozen=True, slots=True)
class Lane:
    """Domains, or all but some; and the rates that hold there."""

    rates: tuple[Rate, ...]
    domains: tuple[str, ...] = ()
    but: tuple[str, ...] = ()


def lanes(server_rate: float, given: Sequence[str]) -> tuple[Lane, ...]:
    """``given``: as ``google=20`` or ``example.org=2.5``, messages a second. Raises ``MailSetupError``."""
    server = Rate(SERVER, server_rate)
    named = [_read(each) for each in given]
    limited = [Lane((server, Rate(name, rate)), domains) for name, rate, domains in named]
    taken = [domain for lane in limited for domain in lane.domains]
    if len(taken) != len(set(taken)):
        raise MailSetupError("COMMUNIQUE_MAIL_PROVIDER_RATES names a domain twice")
    return (*limited, Lane((server,), but=tuple(taken)))


def _read(words: str) -> tuple[str, float, tuple[str, ...]]:
    name, _, rate = words.strip().lower().partition("=")
    domains = providers().get(name, (name,) if "." in name else ())
    try:
        per_second = float(rate)
    except ValueError:
        per_second = 0.0
    if not domains or not 0 < per_second < float("inf"):
        known = ", ".join(sorted(providers()))
        raise MailSetupError(f"COMMUNIQUE_MAIL_PROVIDER_RATES: {words!r}; give google=20 or example.org=2, of: {known}")
    return name[:60], per_second, domains


@lru_cache(maxsize=1)
def providers() -> Mapping[str, tuple[str, ...]]:
    """Domains by provider. Raises ``ValueError`` where the list is not as it should be."""
    text = resources.files("communique.desk.newsletters.sending").joinpath("data/providers.yaml").read_text("utf-8")
    found = {str(name): tuple(map(str, domains)) for name, domains in yaml.safe_load(text).items()}
    every = [domain for domains in found.values() for domain in domains]
    if (
        len(every) != len(set(every))
        or any("." not in each or each != each.lower() for each in every)
        or SERVER in found
    ):
        raise ValueError("providers.yaml: each domain once, in lower case")
    return found
