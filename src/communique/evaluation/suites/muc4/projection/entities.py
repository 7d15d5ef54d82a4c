"""Phrases that mean one thing taken together, and the best words for it."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from communique.evaluation.suites.muc4.projection.candidates import Candidate
from communique.evaluation.suites.muc4.projection.tables import words


@dataclass(frozen=True, slots=True)
class Entity:
    """``mentions``: indices of candidates with their scores, the best first."""

    mentions: tuple[tuple[int, float], ...]

    @property
    def best(self) -> int:
        """The index of the best mention."""
        return self.mentions[0][0]

    @property
    def score(self) -> float:
        """The score of the best mention."""
        return self.mentions[0][1]


def grouped(
    found: Sequence[Candidate], scores: Sequence[float], least: float, key: Callable[[Candidate], Hashable]
) -> list[Entity]:
    """The candidates that score ``least`` or more, those of one key together, in the order of their first mention."""
    by_key: dict[Hashable, list[tuple[int, float]]] = {}
    for index, score in enumerate(scores):
        if score >= least:
            by_key.setdefault(key(found[index]), []).append((index, score))
    return [Entity(tuple(sorted(mentions, key=lambda mention: -mention[1]))) for mentions in by_key.values()]


def fullest_name(name: str, found: Sequence[Candidate]) -> str:
    """The longest name in the report that holds the words of this one in their order, the last one last or first."""
    part = name.split()
    longest = name
    for candidate in found:
        whole = (candidate.name or "").split()
        if len(whole) > len(longest.split()) and len(whole) <= 5 and _within(part, whole):
            longest = candidate.name or name
    return longest


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    rest = iter(whole)
    return all(word in rest for word in part)


def without_number(text: str) -> str:
    """The phrase without the numbers and quantifiers at its front."""
    told = text.split()
    while len(told) > 1 and (told[0].lower() in words("quantifiers") or told[0].replace(",", "").isdigit()):
        told = told[1:]
    return " ".join(told)


def band(candidate: Candidate) -> str:
    """One key for all that a report may call the same band: "a group of rebels", "the guerrillas", "insurgents"."""
    if candidate.name:
        return candidate.name
    lemma = candidate.of if candidate.of and candidate.lemma in words("groups") else candidate.lemma
    return "rebel" if lemma in words("rebels") else lemma


def worded(candidate: Candidate) -> str:
    """The phrase, with its complement where the head alone says too little ("members", "offices")."""
    return candidate.full if candidate.lemma in words("needing complement") else candidate.text
