"""How well groups of reports agree with the incidents: B-cubed (Bagga and Baldwin 1998) and pairs.

Units are incidents, for the intervals: a pair that is wrongly joined counts half for each of the two incidents.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from communique.evaluation.counts import Counts


@dataclass(frozen=True, slots=True)
class Shares:
    """Sums over the reports of one incident: precision and recall of each, and how many reports."""

    precision: float
    recall: float
    reports: int


def pair_counts(wanted: Mapping[str, str], found: Mapping[str, Hashable]) -> dict[str, Counts]:
    """Pairs of reports by incident. Both map a report to its group; every report must be in both."""
    together = Counter((wanted[report], found[report]) for report in wanted)
    in_group = Counter(found[report] for report in wanted)
    counts: dict[str, Counts] = defaultdict(Counts)
    for (incident, group), number in sorted(together.items(), key=str):
        right = number * (number - 1) / 2
        crossing = number * (in_group[group] - number) / 2
        counts[incident] += Counts(right, right + crossing, 0)
    for incident, number in Counter(wanted.values()).items():
        counts[incident] += Counts(0, 0, number * (number - 1) / 2)
    return dict(counts)


def b_cubed(wanted: Mapping[str, str], found: Mapping[str, Hashable]) -> dict[str, Shares]:
    """For each report: which share of its group is of its incident, and which share of its incident is in its group."""
    together = Counter((wanted[report], found[report]) for report in wanted)
    in_group, in_incident = Counter(found[report] for report in wanted), Counter(wanted.values())
    sums: dict[str, list[float]] = {incident: [0.0, 0.0] for incident in in_incident}
    for (incident, group), number in sorted(together.items(), key=str):
        sums[incident][0] += number * number / in_group[group]
        sums[incident][1] += number * number / in_incident[incident]
    return {incident: Shares(both[0], both[1], in_incident[incident]) for incident, both in sums.items()}


def precision(units: Sequence[Shares]) -> float:
    """Mean over the reports."""
    return _mean([unit.precision for unit in units], units)


def recall(units: Sequence[Shares]) -> float:
    """Mean over the reports."""
    return _mean([unit.recall for unit in units], units)


def f1(units: Sequence[Shares]) -> float:
    """Harmonic mean of the two means."""
    both = precision(units) + recall(units)
    return 2 * precision(units) * recall(units) / both if both else 0.0


def _mean(sums: Sequence[float], units: Sequence[Shares]) -> float:
    reports = sum(unit.reports for unit in units)
    return sum(sums) / reports if reports else 0.0
