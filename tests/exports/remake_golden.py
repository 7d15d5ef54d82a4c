"""Make the golden files of exports anew, after a change on purpose: ``python tests/exports/remake_golden.py [NAME ...]``."""

import io
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from parquet_golden import rows_and_schema
from samples import sample_incidents

from communique.exports.registry import MODULES, projection

GOLDEN = Path(__file__).parent / "golden"

if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name in sys.argv[1:] or sorted(MODULES):
        wanted, out = projection(name), io.BytesIO()
        wanted.write(sample_incidents(), out)
        if name == "parquet":
            text = json.dumps(rows_and_schema(out.getvalue()), indent=1, ensure_ascii=False)
            (GOLDEN / "parquet.json").write_text(text + "\n", "utf-8")
        else:
            (GOLDEN / f"{name}{wanted.suffix}").write_bytes(out.getvalue())
