"""Combinations of settings that would let strangers in: the desk does not start with them."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

LOCAL = frozenset({"localhost", "127.0.0.1", "::1", "0.0.0.0"})
SHORTEST_KEY = 32
"""Characters of a secret key that nobody guesses."""
MOST_WORK = 24
"""Bits: some minutes of a telephone."""


def refusals(values: Mapping[str, Any], host: str = "127.0.0.1") -> Iterator[str]:
    """What is wrong with the settings of a desk that listens at ``host``, each with its remedy."""
    at = urlsplit(values["COMMUNIQUE_URL"])
    public = (at.hostname or "") not in LOCAL
    if at.scheme not in ("http", "https") or not at.hostname:
        yield "COMMUNIQUE_URL: give the whole address, as https://desk.example.org"
    if public and at.scheme == "http":
        yield "COMMUNIQUE_URL: passwords would be sent in the clear; give an https address, behind a proxy"
    if values["COMMUNIQUE_DEBUG"] and (public or host not in LOCAL - {"0.0.0.0"}):
        yield "COMMUNIQUE_DEBUG=yes: shows the inside of the desk to whoever reaches it; leave it out"
    if "*" in (values["COMMUNIQUE_HOSTS"] or ()):
        yield "COMMUNIQUE_HOSTS=*: anybody could put another's name into links in mail; list the names of the desk"
    if values["COMMUNIQUE_SECRET_KEY"] and len(values["COMMUNIQUE_SECRET_KEY"]) < SHORTEST_KEY:
        yield f"COMMUNIQUE_SECRET_KEY: shorter than {SHORTEST_KEY} characters can be guessed; leave it out and one is made"
    if host not in LOCAL - {"0.0.0.0"} and not public:
        yield f"--host {host}: others would reach it without encryption; set COMMUNIQUE_URL to an https address"
    if values["COMMUNIQUE_METRICS_TOKEN"] and len(values["COMMUNIQUE_METRICS_TOKEN"]) < 16:
        yield "COMMUNIQUE_METRICS_TOKEN: shorter than 16 characters can be guessed; give a longer one"
    if values["COMMUNIQUE_SIGN_UP_WORK"] > MOST_WORK:
        yield f"COMMUNIQUE_SIGN_UP_WORK: nobody waits for more than {MOST_WORK} bits of work; give 16 to 20, or 0 for none"
