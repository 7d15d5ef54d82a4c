"""How rare a word is in English at large: what two texts share of rare words says most of what they tell."""

import functools
import math
import re
from collections.abc import Mapping

from wordfreq import get_frequency_dict

REPORT_WORDS = 300
"""Words of a report, about: how often a word stands decides in which share of reports it does."""
RAREST = 10.0
"""Rarity of a word that no list knows: a name, one report in twenty thousand."""
DIGIT = re.compile(r"\d")


@functools.cache
def _frequencies() -> Mapping[str, float]:
    """Share of all words (wordfreq, Speer 2022: web, books, news, subtitles and others)."""
    return get_frequency_dict("en", "best")


@functools.lru_cache(maxsize=200_000)
def rarity(word: str) -> float:
    """Natural logarithm of reports per report with the word, 0 to ``RAREST``. Numbers are as frequent as those of their length."""
    share = _frequencies().get(DIGIT.sub("0", word.lower()), 0.0)
    chance = -math.expm1(-REPORT_WORDS * share)
    return min(RAREST, -math.log(chance)) if chance > 0 else RAREST
