"""The words of briefings and of public pages in three languages, with dates, numbers and countries by CLDR (Babel)."""

import functools
import string
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml
from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from communique.desk.newsletters.models.lists import Language

Phrase = str | Mapping[str, str]
ISOLATE, END = "\u2068", "\u2069"
"""First strong isolate and its end (Unicode UAX 9): what stands between runs its own way and moves nothing around it."""
OPPOSITE = {"ltr": frozenset({"R", "AL"}), "rtl": frozenset({"L"})}
"""Classes of letters that run against a direction (Unicode UAX 9)."""
LOCALES: Mapping[str, str] = {"en": "en_GB"}


class WordsError(ValueError):
    """A file of words that cannot be used; the message names key and language."""


@functools.cache
def phrases() -> Mapping[str, Mapping[str, Phrase]]:
    """Every phrase by key and language. Raises ``WordsError`` where a language, a plural form or a name in braces is missing."""
    data = resources.files("communique.desk.newsletters.rendering").joinpath("data")
    found: dict[str, dict[str, Phrase]] = {}
    for name in ("words.yaml", "pages.yaml", "archive.yaml"):
        found |= yaml.safe_load(data.joinpath(name).read_text("utf-8"))
    for key, languages in found.items():
        _check(key, languages)
    return MappingProxyType(found)


def _check(key: str, languages: Mapping[str, Phrase]) -> None:
    if set(languages) != set(Language.values):
        raise WordsError(f"words.yaml: {key} has not every language")
    wanted = _names(languages["en"])
    for language, phrase in languages.items():
        forms = {"one", "other"} if language != "ar" else set(Locale("ar").plural_form.tags) | {"other"}
        if not isinstance(phrase, str) and set(phrase) != forms:
            raise WordsError(f"words.yaml: {key} in {language} has the forms {', '.join(sorted(forms))}")
        if not _names(phrase) <= wanted | {"n"} or (isinstance(phrase, str) and _names(phrase) != wanted):
            raise WordsError(f"words.yaml: {key} in {language} has other names in braces than in English")


def _names(phrase: Phrase) -> set[str]:
    forms = [phrase] if isinstance(phrase, str) else list(phrase.values())
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}


@dataclass(frozen=True, slots=True)
class Words:
    """How a language says it; ``language`` is of ``Language``."""

    language: str

    @property
    def locale(self) -> Locale:
        """Of CLDR; days come before months in English, as on the pages of the desk."""
        return Locale.parse(LOCALES.get(self.language, self.language))

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return self.locale.text_direction

    @property
    def arrow(self) -> str:
        """What leads on, in the direction of reading."""
        return "←" if self.direction == "rtl" else "→"

    def say(self, key: str, n: int | None = None, **values: Any) -> str:
        """A phrase, with what stands in its braces. Raises ``KeyError`` where there is none."""
        phrase = phrases()[key][self.language]
        values = {name: self.isolated(each) if isinstance(each, str) else each for name, each in values.items()}
        if isinstance(phrase, str):
            return phrase.format(**values)
        count = 0 if n is None else n
        return phrase.get(self.locale.plural_form(count), phrase["other"]).format(n=self.number(count), **values)

    def type(self, name: str) -> str:
        """A type of event; one of an operator's own codebook by its name."""
        key = f"type.{name}"
        return self.say(key) if key in phrases() else name.replace("-", " ").capitalize()

    def country(self, code: str) -> str:
        """By its ISO code; the code where CLDR has no name."""
        return str(self.locale.territories.get(code, code))

    def date(self, day: date) -> str:
        """In full, as 2 May 2024."""
        return format_date(day, "long", locale=self.locale)

    def number(self, value: int) -> str:
        """With its thousands parted."""
        return str(format_decimal(value, locale=self.locale))

    def joined(self, names: list[str]) -> str:
        """One, two and three."""
        parted = [self.isolated(each) for each in names]
        return str(format_list(parted, locale=self.locale)) if names else self.say("not-given")

    def apart(self, names: list[str]) -> str:
        """Those that have commas of their own, parted by a stronger sign."""
        strong = "\u202f; " if self.language == "fr" else "; "
        return self._parted("؛ ", strong, names) or self.say("not-given")

    @property
    def colon(self) -> str:
        """Between a label and its value; French has a space before it that does not break (Imprimerie nationale, "Lexique")."""
        return "\u00a0: " if self.language == "fr" else ": "

    def beside(self, names: Iterable[str]) -> str:
        """Parted by commas, with no "and"."""
        return self._parted("، ", ", ", names)

    def isolated(self, text: str) -> str:
        """Words that run against the language, kept from moving those around them: else it looks as if another had said it."""
        against = OPPOSITE[self.direction]
        if text.startswith(ISOLATE) or not any(unicodedata.bidirectional(each) in against for each in text):
            return text
        return f"{ISOLATE}{text}{END}"

    def _parted(self, arabic: str, latin: str, names: Iterable[str]) -> str:
        return (arabic if self.language == "ar" else latin).join(self.isolated(each) for each in names)
