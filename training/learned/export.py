"""The network as the package ships it: int8 ONNX weights."""

from pathlib import Path

import torch
from network import Network
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn


class Plain(nn.Module):
    """The network with positional inputs only, as the exporter wants it."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, segments: Tensor, mask: Tensor) -> Tensor:
        """Logits of shape (sentences, pieces, roles + 1)."""
        return self.network(ids=ids, segments=segments, mask=mask)


def export(network: Network, folder: Path, work: Path) -> None:
    """Write ``reader.onnx`` to ``folder``; ``work`` holds the fp32 file on the way. ``reader.json`` beside it is kept by hand."""
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
