"""Names and roles found in one pass over the tokens: the longest entry that starts at a token wins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc

from communique.coding.actors.normal import pieces
from communique.model import ActorKind

Sort = Literal["group", "state", "adjective", "capital", "leader", "role"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One sense of a name or a role, whatever list it came from.

    ``name`` is the normalised actor or, for a role, its template; ``countries`` those it belongs to, English short
    names; ``since`` and ``until`` years, null where open.
    """

    sort: Sort
    label: str
    name: str | None
    kind: ActorKind | None
    armed: bool | None = None
    countries: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    rank: int = 0
    plural: bool = False
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens ``start`` to ``end`` read as one of ``entries``; ``text`` is the list's own spelling."""

    start: int
    end: int
    text: str
    entries: tuple[Entry, ...]

    @property
    def sorts(self) -> frozenset[Sort]:
        """The sorts of its senses."""
        return frozenset(entry.sort for entry in self.entries)


@dataclass(frozen=True, slots=True)
class _Form:
    """A spelling of entries. ``case`` is ``upper`` (an acronym; "Nato" will do), ``title`` (a name) or ``any`` (a role)."""

    words: tuple[str, ...]
    text: str
    case: str
    entries: tuple[Entry, ...]


def case_of(spelling: str, sort: Sort) -> str:
    """How a spelling must stand in the text: an acronym in capitals, a proper name with one."""
    letters = [char for char in spelling if char.isalpha()]
    if sort == "role":
        return "any"
    if len(letters) <= 5 and all(char.isupper() for char in letters):
        return "upper"
    return "title" if any(char.isupper() for char in letters) else "any"


class NameIndex:
    """Spellings by their first word, longest first. Built once, shared, never changed."""

    def __init__(self, spellings: Iterable[tuple[str, Entry]]) -> None:
        gathered: dict[tuple[tuple[str, ...], str], list[tuple[str, Entry]]] = {}
        for spelling, entry in spellings:
            words = pieces(spelling)
            if words:
                gathered.setdefault((words, case_of(spelling, entry.sort)), []).append((spelling, entry))
        self._forms: dict[str, list[_Form]] = {}
        for (words, case), found in gathered.items():
            senses = tuple(dict.fromkeys(entry for _, entry in found))
            self._forms.setdefault(words[0], []).append(_Form(words, found[0][0], case, senses))
        for forms in self._forms.values():
            forms.sort(key=lambda form: (-len(form.words), form.case))

    def lookup(self, spelling: str) -> tuple[Entry, ...]:
        """The entries of one spelling, its case left out of account."""
        words = pieces(spelling)
        forms = self._forms.get(words[0], []) if words else []
        return tuple(entry for form in forms if form.words == words for entry in form.entries)

    def matches(self, doc: Doc) -> list[Match]:
        """All entries in a text, left to right, not overlapping."""
        words, owners = _flatten(doc)
        found: list[Match] = []
        position, count = 0, len(words)
        while position < count:
            forms = self._forms.get(words[position])
            size = self._longest(forms, words, owners, position, doc, found) if forms else 0
            position += size or 1
        return found

    def _longest(
        self,
        forms: Sequence[_Form],
        words: list[str],
        owners: list[int],
        position: int,
        doc: Doc,
        found: list[Match],
    ) -> int:
        fitting: list[_Form] = []
        for form in forms:
            size = len(form.words)
            if fitting and size < len(fitting[0].words):
                break
            if size > 1 and tuple(words[position : position + size]) != form.words:
                continue
            start, end = owners[position], owners[position + size - 1] + 1
            if _case_fits(doc, start, end, form.case, form.words[0]) and _unbroken(doc, start, end):
                fitting.append(form)
        if not fitting:
            return 0
        size = len(fitting[0].words)
        senses = tuple(dict.fromkeys(entry for form in fitting for entry in form.entries))
        found.append(Match(owners[position], owners[position + size - 1] + 1, fitting[0].text, senses))
        return size


def _flatten(doc: Doc) -> tuple[list[str], list[int]]:
    words: list[str] = []
    owners: list[int] = []
    for index, token in enumerate(doc):
        for piece in pieces(token.text):
            words.append(piece)
            owners.append(index)
    return words, owners


def _case_fits(doc: Doc, start: int, end: int, case: str, first: str) -> bool:
    if case == "any":
        return True
    if case == "upper":
        letters = _letters(doc[start].text)
        return letters[: len(first)].isupper() or (
            len(first) > 3 and letters.istitle() and (not doc[start].is_sent_start or doc[start].pos_ == "PROPN")
        )
    return any(_letters(token.text)[:1].isupper() or token.text[:1].isdigit() for token in doc[start:end])


def _letters(text: str) -> str:
    return text if text.isalpha() else "".join(char for char in text if char.isalnum())


def _unbroken(doc: Doc, start: int, end: int) -> bool:
    """A name does not run over a comma, a bracket or a sentence's end."""
    if end - start == 1:
        return True
    return not any(token.text in _BREAKS or token.is_sent_start for token in doc[start + 1 : end])


_BREAKS = frozenset((",", ";", ":", "(", ")", "--", "–", "—", "\n", '"', "“", "”"))
