"""Who says what: the component ``communique_attribution`` writes ``doc._.said``; the rest answers questions of it."""

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from communique.coding import layers  # noqa: F401  registers the Doc extensions
from communique.coding.attribution.clauses import read_verb
from communique.coding.attribution.lookup import attribution_of, is_saying_place, is_saying_time
from communique.coding.attribution.nouns import read_headline, read_noun, read_phrase
from communique.coding.attribution.quotations import quotations
from communique.coding.attribution.sources import source_text
from communique.coding.attribution.spread import spread
from communique.coding.attribution.stances import read_stance, told_by_the_reporter
from communique.coding.attribution.table import AttributionTable, AttributionTableError, build, check, table
from communique.coding.layers import Said


class Attribution:
    """Reads a parsed ``Doc`` for sayings.

    ``words`` is the list of cues, by default the project's own. With ``stances`` also what someone wants, urges or
    judges is written, with a rule that begins "stance"; ``attribution_of`` never gives those.
    """

    def __init__(self, words: AttributionTable | None = None, *, stances: bool = False) -> None:
        self._stances = stances
        self._words = words if words is not None else table()
        self._phrases: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(self._words.phrases, key=len, reverse=True):
            self._phrases.setdefault(phrase[0], []).append(phrase)

    def __call__(self, doc: Doc) -> Doc:
        """Write ``doc._.said``."""
        quotes = quotations(doc)
        found = self._sayings(doc, quotes)
        doc._.said = spread(doc, told_by_the_reporter(found), quotes)
        return doc

    def _sayings(self, doc: Doc, quotes: Sequence[tuple[int, int]]) -> list[Said]:
        found: list[Said] = []
        for token, lemma in zip(doc, doc.to_array("LEMMA").tolist(), strict=True):
            said: Said | None = None
            if token.lower_ in self._phrases:
                said = self._phrase(doc, token.i)
            if said is None and lemma in self._words.verbs and token.pos_ == "VERB":
                said = read_verb(token, self._words.verbs[lemma], self._words, quotes)
            elif said is None and lemma in self._words.nouns and token.pos_ == "NOUN":
                said = read_noun(token)
            if said is None and self._stances and lemma in self._words.stances:
                said = read_stance(token, self._words)
            if said is not None and any(_has_words(doc, piece) for piece in said.content):
                found.append(said)
        found.extend(said for sentence in doc.sents if (said := read_headline(sentence, self._words)) is not None)
        return found

    def _phrase(self, doc: Doc, index: int) -> Said | None:
        for words in self._phrases[doc[index].lower_]:
            said = read_phrase(doc, index, words)
            if said is not None:
                return said
        return None


def _has_words(doc: Doc, piece: tuple[int, int]) -> bool:
    """Whether a range holds more than marks and white space."""
    return any(doc[index].is_alpha or doc[index].like_num for index in range(*piece))


@Language.factory("communique_attribution", default_config={"stances": False})
def create(nlp: Language, name: str, stances: bool) -> Attribution:
    """The component, with the project's own list of cues."""
    return Attribution(stances=stances)


__all__ = [
    "Attribution",
    "AttributionTable",
    "AttributionTableError",
    "attribution_of",
    "build",
    "check",
    "is_saying_place",
    "is_saying_time",
    "source_text",
    "table",
]
