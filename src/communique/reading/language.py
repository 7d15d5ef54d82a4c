"""Which language a text is in, by py3langid; short texts only where it is sure."""

import functools
import re

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from communique.model import Report
from communique.reading.failure import Failure

SUPPORTED = frozenset({"en"})
LANGUAGES = (
    "en fr es pt de it nl ru uk pl ro cs sk hu bg sr hr sl el tr ar fa he ur hi bn ne si ta te ml kn th lo km vi id ms tl"
    " zh ja ko sw am ha so af sv da no fi et lv lt ka hy az kk ku ps sq mk bs".split()
)
"""Those the press of conflict regions writes in; a larger set only adds ways to be wrong."""
ENOUGH = 200
"""Letters from which a text is long enough to be told without being nearly certain."""
SAMPLE = 3000
"""Characters that are looked at."""
SURE = 0.98
LETTERS = re.compile(r"[^\W\d_]")
NAMES = {
    "english": "en",
    "eng": "en",
    "french": "fr",
    "fra": "fr",
    "spanish": "es",
    "spa": "es",
    "arabic": "ar",
    "ara": "ar",
    "russian": "ru",
    "rus": "ru",
}


def identify(text: str) -> str | None:
    """The language of a text as a code of two letters (ISO 639-1), or None where it cannot be told."""
    sample = text.strip()[:SAMPLE]
    letters = len(LETTERS.findall(sample))
    if letters < 20:
        return None
    shouted = sum(map(str.isupper, sample)) > letters / 2
    language, share = _identifier().classify(sample.lower() if shouted else sample)
    return str(language) if letters >= ENOUGH or share >= SURE else None


def code(language: str) -> str:
    """A given language as its two-letter code: ``en-GB``, ``EN`` and ``English`` are ``en``."""
    primary = re.split(r"[-_]", language.strip().lower())[0]
    return NAMES.get(primary, primary)


def supported(report: Report) -> bool:
    """Whether the report's language is one that is coded; one that could not be told is tried."""
    return report.language is None or report.language in SUPPORTED


def unsupported(report: Report, name: str) -> Failure:
    """What is said of a report in a language that is not read."""
    return Failure(
        name,
        f"language {report.language!r} is not read yet",
        "give an English text, or its language if this is wrong",
        kind="unsupported-language",
    )


@functools.cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES)
    return identifier
