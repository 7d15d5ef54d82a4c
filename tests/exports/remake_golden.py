"""Make the golden files of exports anew, after a change on purpose: ``python tests/exports/remake_golden.py [NAME ...]``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from samples import sample_incidents

from communique.exports.registry import MODULES, projection

GOLDEN = Path(__file__).parent / "golden"

if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name in sys.argv[1:] or sorted(MODULES):
        wanted = projection(name)
        with (GOLDEN / f"{name}{wanted.suffix}").open("wb") as out:
            wanted.write(sample_incidents(), out)
