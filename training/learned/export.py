"""The network as the package ships it: int8 ONNX weights and what goes with them."""

import json
from pathlib import Path

import torch
from corpora import ROLES
from network import Network
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

LEAST = {"place": 0.5, "initiator": 0.5, "recipient": 0.5}
"""Scores from which a mention takes a slot (docs/model-card.md)."""


class Plain(nn.Module):
    """The network with positional inputs only, as the exporter wants it."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, segments: Tensor, mask: Tensor) -> Tensor:
        """Logits of shape (sentences, pieces, roles + 1)."""
        return self.network(ids=ids, segments=segments, mask=mask)


def export(network: Network, folder: Path, work: Path) -> None:
    """Write ``reader.onnx`` and ``reader.json`` to ``folder``; ``work`` holds the fp32 file on the way."""
    network.eval()
    sample = torch.ones((2, 8), dtype=torch.long)
    axes = {0: "sentences", 1: "pieces"}
    names = ["ids", "segments", "mask"]
    whole = work / "reader-fp32.onnx"
    torch.onnx.export(
        Plain(network),
        (sample, sample * 0, sample),
        str(whole),
        input_names=names,
        output_names=["logits"],
        dynamic_axes=dict.fromkeys([*names, "logits"], axes),
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(str(whole), str(folder / "reader.onnx"), weight_type=QuantType.QInt8, per_channel=True)
    (folder / "reader.json").write_text(json.dumps({"roles": ROLES, "least": LEAST}, indent=1) + "\n", "utf-8")
