"""Classes of words in what is told of an incident (``words.yaml``, ``contexts.yaml``)."""

import functools
import re
from collections.abc import Mapping, Sequence

from communique.exports.projections.crosswalks.files import read_yaml
from communique.model import Incident


@functools.cache
def word_classes(file: str = "words.yaml") -> Mapping[str, re.Pattern[str]]:
    """A pattern for each class of a file."""
    return {name: _pattern(words) for name, words in read_yaml(file).items()}


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    parts = (re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in words)
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)")


def means(incident: Incident) -> str:
    """The weapon and the words that name the happening, lower case."""
    weapons = (incident.weapon.value, *(claim.value for claim in incident.weapon.claims))
    return " | ".join(dict.fromkeys(word.lower() for word in (*weapons, *_anchors(incident)) if word))


def _anchors(incident: Incident) -> Sequence[str]:
    return [event.anchor for event in incident.events]


def sentences(incident: Incident) -> str:
    """The quoted sentences, lower case."""
    return " | ".join(event.quote for event in incident.events).lower()
