"""Places: names, references and adjectives of countries, resolved by the gazetteer and the rest of the report.

Registers the spaCy factory ``communique_places``, which writes ``doc._.places``.
"""

from spacy.language import Language

from communique.coding.places.component import Places
from communique.coding.places.grammar import grammar


@Language.factory("communique_places")
def create_places(nlp: Language, name: str) -> Places:
    """Make the component; it needs the parser's tags and tree, and its entity spans for names that no list has."""
    return Places(grammar())


__all__ = ["Places", "create_places"]
