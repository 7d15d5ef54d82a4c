"""One-to-one pairs of the greatest total weight."""

from collections.abc import Sequence


def assign(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs (row, column) of the greatest total; pairs of weight 0 are left out. The Hungarian method, O(n^3)."""
    if not weights or not weights[0]:
        return []
    turned = len(weights) > len(weights[0])
    table = [list(column) for column in zip(*weights, strict=True)] if turned else [list(row) for row in weights]
    pairs = [(column, row) if turned else (row, column) for row, column in _cheapest(table)]
    return sorted((row, column) for row, column in pairs if weights[row][column] > 0)


def _cheapest(table: list[list[float]]) -> list[tuple[int, int]]:
    """The assignment of every row, rows being no more than columns, that makes the sum greatest (costs negated)."""
    rows, columns = len(table), len(table[0])
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0] = row
        way = _grow(table, row_price, column_price, owner)
        column = next(c for c in way if owner[c] == 0)
        while column:
            owner[column], column = owner[way[column]], way[column]
    return [(owner[column] - 1, column - 1) for column in range(1, columns + 1) if owner[column]]


def _grow(
    table: list[list[float]], row_price: list[float], column_price: list[float], owner: list[int]
) -> dict[int, int]:
    """Grow a tree of tight pairs from column 0 to a free column; maps each column met to the one before it."""
    columns = len(table[0])
    least = [float("inf")] * (columns + 1)
    before = [0] * (columns + 1)
    used = [False] * (columns + 1)
    at = 0
    while owner[at]:
        used[at] = True
        row = owner[at]
        for column in range(1, columns + 1):
            if not used[column]:
                slack = -table[row - 1][column - 1] - row_price[row] - column_price[column]
                if slack < least[column]:
                    least[column], before[column] = slack, at
        nearest = min((column for column in range(1, columns + 1) if not used[column]), key=least.__getitem__)
        step = least[nearest]
        for column in range(columns + 1):
            if used[column]:
                row_price[owner[column]] += step
                column_price[column] -= step
            else:
                least[column] -= step
        at = nearest
    return {column: before[column] for column in range(1, columns + 1) if used[column] or column == at}
