"""The learned reader: a small encoder, fine-tuned here, that scores who, whom and where of an event word (docs/model-card.md)."""

from communique.coding.learned.arguments import Arguments
from communique.coding.learned.session import LearnedModel, LearnedReaderError, load_model, thresholds

__all__ = ["Arguments", "LearnedModel", "LearnedReaderError", "arguments_for", "load_model"]


def arguments_for(reader: str) -> Arguments | None:
    """What fills slots for the reader of this name; null for ``rules``. Raises ``LearnedReaderError`` without onnxruntime."""
    return None if reader == "rules" else Arguments(load_model(), thresholds(), alone=reader == "learned")
