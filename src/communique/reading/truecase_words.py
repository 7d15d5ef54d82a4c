"""The word lists behind truecasing, read once when upper-case text is first met."""

import functools
import gzip
from dataclasses import dataclass
from importlib import resources

import yaml

DATA = resources.files("communique.reading") / "data"
SUFFIXES = ("ing", "ed", "es", "s", "d", "ly", "er", "ers", "ness", "ment", "able", "ist", "ists")


@dataclass(frozen=True, slots=True)
class Words:
    """``forms``: lower-case word to how it is written within a sentence; ``ambiguous``: those that context decides."""

    forms: dict[str, str]
    ambiguous: frozenset[str]
    lists: dict[str, frozenset[str]]
    pairs: tuple[tuple[str, ...], ...]

    def is_small(self, word: str) -> bool:
        """Whether a lower-case word is an ordinary one, or looks like a form of one."""
        form = self.forms.get(word)
        if form is not None:
            return form == word
        return any(self._known(word[: -len(end)]) for end in SUFFIXES if word.endswith(end)) or any(
            self._known(word[len(prefix) :]) for prefix in self.lists["prefixes"] if word.startswith(prefix)
        )

    def _known(self, stem: str) -> bool:
        return len(stem) > 3 and (self.forms.get(stem) == stem or self.forms.get(f"{stem}e") == f"{stem}e")


@functools.cache
def words() -> Words:
    """The lists that come with the package."""
    table = gzip.decompress((DATA / "truecase.txt.gz").read_bytes()).decode("utf-8").split("\n")
    raw: dict[str, list[str]] = yaml.load((DATA / "truecase.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    lists = {key: frozenset(str(word) for word in value) for key, value in raw.items()}
    forms = {line.lstrip("~").lower(): line.lstrip("~") for line in table}
    ambiguous = {line[1:] for line in table if line.startswith("~")} - lists["small"] - lists["names"]
    forms.update((word, word) for word in lists["small"])
    forms.update((word, word.title()) for key in ("months", "weekdays", "names") for word in lists[key])
    forms.update((word.lower(), word) for word in lists["acronyms"] - {"PAC", "FAR", "AU", "AP", "MAS", "CUT", "DAS"})
    pairs = tuple(sorted((tuple(pair.split()) for pair in raw["pairs"]), key=len, reverse=True))
    return Words(forms, frozenset(ambiguous), lists, pairs)
