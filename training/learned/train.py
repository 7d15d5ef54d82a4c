"""Remake the weights of the learned reader from the gold: ``python training/learned/train.py --gold ../shared/gold``."""

import argparse
import json
import shutil
from pathlib import Path

import torch
from batches import item_of
from export import export
from fitting import Stage, fit
from measuring import report
from network import Network, base_folder

from communique.coding.learned.wordpiece import WordPieces
from examples import material

SHIPPED = Path(__file__).parents[2] / "src" / "communique" / "coding" / "learned" / "data"
SEED = 1


def main() -> None:
    """Read the gold, train in three stages, write the shipped files, and print the figures on held-out sentences."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--gold", type=Path, required=True, help="the folder of the gold sets")
    asked.add_argument(
        "--work", type=Path, default=Path(__file__).parent / "build", help="where files on the way are kept"
    )
    asked.add_argument("--out", type=Path, default=SHIPPED, help="where the shipped files are written")
    asked.add_argument("--threads", type=int, default=2)
    options = asked.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    names = json.loads((base_folder() / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    pieces = WordPieces(names)
    found = material(options.gold, SEED)
    network = Network(base_folder())
    for name, shown, epochs, rate in (
        ("places", found.places, 5, 1.5e-4),
        ("all", found.everything, 2, 1.2e-4),
        ("labels", found.labels, 2, 6e-5),
    ):
        stage = Stage(name, [item_of(pieces, example) for example in shown], epochs, rate)
        fit(network, stage, SEED, options.work / f"{name}.pt")
    export(network, options.out, options.work)
    (options.out / "vocabulary.txt").write_text("\n".join(sorted(names, key=names.__getitem__)) + "\n", "utf-8")
    report(found.held)
    shutil.rmtree(options.work)


if __name__ == "__main__":
    main()
