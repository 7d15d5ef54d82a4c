"""A report's words without the tokens that are only white space, so that a broken line does not break a phrase."""

from collections.abc import Sequence

from spacy.tokens import Doc


def visible(doc: Doc) -> Sequence[int]:
    """The indices of the tokens that are words, and of blank lines, which end phrases; all of them where none is white."""
    white = doc.to_array("IS_SPACE")
    if not white.any():
        return range(len(doc))
    return [token.i for token in doc if not token.is_space or token.text.count("\n") > 1]
