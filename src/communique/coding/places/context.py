"""What the report as a whole says of where it is: the countries that it names, where it is written from."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from urllib.parse import urlsplit

from communique.coding.places.grammar import Grammar
from communique.coding.places.names import Found, Name
from communique.gazetteer import Gazetteer
from communique.model import Report

LEAD = 1.2
"""How many times as much as the next one a country is named to lead."""
HOME_WORDS = 1
"""Words of one country from which on a report is taken to be at home there."""
ADJECTIVE = 0.7
"""What "Malian" weighs where "Mali" weighs 1."""
DIVISION = 0.6
"""What "Ohio" or "Helmand" weighs for its country."""
DATELINE = re.compile(
    r"^\W*([A-Z][A-Z .'’/-]{2,40})(?:,\s*([A-Z][\w .]{2,30}?))?(?:,[^(\n]{0,25})?\s*(?:\([^)\n]{2,40}\))?\s*(?:--|—|–|-)\s"
)
"""A wire's first words: "BAMAKO, Mali (Reuters) -"."""


@dataclass(frozen=True, slots=True)
class Context:
    """``share`` of each ISO code in what is named (sums to 1), the ``lead`` countries, and the ``lead`` places' names."""

    share: dict[str, float]
    lead: frozenset[str]
    home: str | None = None
    """The country whose own words for offices, bodies and money the report uses."""

    def main(self) -> tuple[str, ...]:
        """The countries named, the most named first."""
        return tuple(sorted(self.share, key=lambda code: -self.share[code]))

    def leader(self) -> str | None:
        """The country named clearly most; null where none is."""
        first, *rest = (*self.main()[:2],) or ("",)
        return first if first and (not rest or self.share[first] >= LEAD * self.share[rest[0]]) else None


def read(
    report: Report | None,
    words: Sequence[str],
    found: Found,
    kept: list[Name],
    gazetteer: Gazetteer,
    grammar: Grammar,
) -> Context:
    """Count countries by name and adjective, and see who publishes from where. ``words`` are the report's, lower case."""
    counts: Counter[str] = Counter()
    for name in kept:
        for code, weight in _countries_of(name).items():
            counts[code] += weight  # type: ignore[assignment]
    weights = {code: sqrt(times) * grammar.powers.get(code, 1.0) for code, times in counts.items()}
    for _start, _end, codes in found.demonyms:
        for code in codes:
            weights[code] = weights.get(code, 0.0) + _adjective(code, len(codes), weights, grammar)
    lead = _lead(report, gazetteer, grammar) if report else frozenset()
    home = _home(words, grammar)
    for code in (*lead, *home):
        weights[code] = weights.get(code, 0.0) + 1.0
    total = sum(weights.values())
    return Context({code: weight / total for code, weight in weights.items()}, lead, next(iter(home), None))


def _home(words: Sequence[str], grammar: Grammar) -> tuple[str, ...]:
    """The country whose words the report uses most, if it uses ``HOME_WORDS`` or more."""
    pairs = (" ".join(pair) for pair in pairwise(words))
    found = Counter(grammar.home_words[word] for word in (*words, *pairs) if word in grammar.home_words)
    return tuple(code for code, times in found.most_common(1) if times >= HOME_WORDS)


def _adjective(code: str, readings: int, weights: dict[str, float], grammar: Grammar) -> float:
    """What one more "Malian" adds: less, the more there is."""
    return ADJECTIVE / readings / sqrt(1 + weights.get(code, 0.0)) * grammar.powers.get(code, 1.0)


def _countries_of(name: Name) -> dict[str, float]:
    """What a name adds to each country: a country's own name most, a division's some ("Ohio"), a namesake's nothing."""
    if name.inside:
        return {entry.country: DIVISION for entry in name.inside if entry.country}
    own = [entry.country for entry in name.entries if entry.kind == "country" and entry.country]
    if own:
        return dict.fromkeys(own, 1.0 / len(own))
    divisions = {entry.country for entry in name.entries if entry.kind == "admin1" and entry.country}
    if not divisions and name.entries and all(entry.kind == "admin2" for entry in name.entries):
        divisions = {entry.country for entry in name.entries if entry.country}
    return dict.fromkeys(divisions, DIVISION / len(divisions)) if divisions else {}


def _lead(report: Report, gazetteer: Gazetteer, grammar: Grammar) -> frozenset[str]:
    found: set[str] = set()
    lines = [report.dateline] if report.dateline else []
    match = DATELINE.match(report.text[:120])
    if match:
        lines += [part for part in match.groups() if part]
    for line in lines:
        for part in re.split(r"[,()]", line):
            entries = gazetteer.lookup(part.strip()) if len(part.strip()) > 2 else ()
            if entries and entries[0].country:
                found.add(next((e.country for e in entries if e.kind == "country"), entries[0].country) or "")
    found.update(_web(report, grammar))
    return frozenset(found - {""})


def _host(url: str | None) -> str:
    """The host of an address; empty for one that is none: a report's address is only a hint to where it is from."""
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def _web(report: Report, grammar: Grammar) -> set[str]:
    """The country of the page's or publisher's address, from its last part."""
    hosts = {_host(report.url), (report.publisher or "").lower()}
    return {
        grammar.domains[host.rpartition(".")[2]]
        for host in hosts
        if host.rpartition(".")[2] in grammar.domains and "." in host
    }
