"""Put cells together whose circles would cover each other on the map."""

import numpy as np

from communique.desk.public.columns.table import Array

SMALLEST, GROWTH = 12.0, 3.0
"""Radius of a circle in pixels: the smallest, and what each doubling of the count adds; ``layers.js`` draws by the same."""
APART = 0.8
"""Share of both radii that two circles must lie apart."""
MANY = 1_500
"""Cells above which none are put together: so many are only asked for by hand."""


def groups(cell: Array, x: Array, y: Array) -> Array:
    """The group of every cell. ``cell`` is the cell of each point, numbered from 0 without gaps; ``x`` and ``y`` are its pixels.
    The fullest cells come first and take in those that they would cover.
    """
    counts = np.bincount(cell)
    found = np.arange(len(counts))
    if len(counts) > MANY:
        return found
    across, down = np.bincount(cell, weights=x) / counts, np.bincount(cell, weights=y) / counts
    radius, free = SMALLEST + GROWTH * np.log2(counts + 1), np.ones(len(counts), dtype=bool)
    for each in np.argsort(-counts, kind="stable"):
        if free[each]:
            covered = free & (np.hypot(across - across[each], down - down[each]) < APART * (radius + radius[each]))
            found[covered], free[covered] = each, False
    return found
