"""Which language a text is in, by py3langid; short texts only where it is sure."""

import functools
import re
from importlib import resources

import yaml
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from communique.model import Report
from communique.reading.failure import Failure

SUPPORTED = frozenset({"en"})
ENOUGH = 200
"""Letters from which a text is long enough to be told without being nearly certain."""
SAMPLE = 3000
"""Characters that are looked at."""
SURE = 0.98
LETTERS = re.compile(r"[^\W\d_]")


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
    return next((known for known, names in _languages().items() if primary in map(str.lower, names)), primary)


def name_of(language: str) -> str:
    """A language as a reader knows it: ``French (fr)``; the code alone where it is no listed one."""
    names = _languages().get(language)
    return f"{names[0]} ({language})" if names else f"{language!r}"


def supported(report: Report) -> bool:
    """Whether the report's language is one that is coded; one that could not be told is tried."""
    return report.language is None or report.language in SUPPORTED


def unsupported(report: Report, name: str) -> Failure:
    """What is said of a report in a language that is not read."""
    return Failure(
        name,
        f"it is in {name_of(report.language or '')}, which is not read yet",
        "give an English text, or --language en if this is wrong",
        kind="unsupported-language",
    )


@functools.cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(_languages()))
    return identifier


@functools.cache
def _languages() -> dict[str, list[str]]:
    """Codes of two letters to the English name and other codes."""
    file = resources.files("communique.reading") / "data" / "languages.yaml"
    languages: dict[str, list[str]] = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return languages
