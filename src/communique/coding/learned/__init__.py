"""The learned reader: a small encoder, fine-tuned here, that scores who, whom and where of an event word (docs/model-card.md)."""

from communique.coding.learned.arguments import Arguments, Choice
from communique.coding.learned.session import LearnedModel, LearnedReaderError, load_model, settings

__all__ = ["Arguments", "Choice", "LearnedModel", "LearnedReaderError", "arguments_for", "load_model"]


def arguments_for(reader: str) -> Arguments | None:
    """What fills slots for the reader of this name; null for ``rules``. Raises ``LearnedReaderError`` without onnxruntime."""
    if reader == "rules":
        return None
    choice = Choice(settings()["least"], frozenset(settings()["recipients_of"]))
    return Arguments(load_model(), choice, alone=reader == "learned")
