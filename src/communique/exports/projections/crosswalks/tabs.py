"""Lines of tab-separated text."""

import csv
import io
from collections.abc import Sequence


def line(cells: Sequence[str]) -> bytes:
    """One line: no tab or line end inside a cell; one with a quotation mark is quoted and its marks doubled, as csv has it."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerow([" ".join(cell.split()) for cell in cells])
    return out.getvalue().encode()
