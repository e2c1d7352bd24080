"""The best one-to-one pairing of two small sets: the Hungarian method with potentials.

Accounts of one furnisher at two bureaus are few (a score of student loans is much), so this is plain
Python, cubic in the smaller side.
"""

from __future__ import annotations

from collections.abc import Mapping

Pair = tuple[int, int]


def best(scores: Mapping[Pair, float]) -> set[Pair]:
    """The pairs, among those that have a score > 0, whose scores sum to the most; each member once."""
    rows = sorted({a for a, _ in scores})
    columns = sorted({b for _, b in scores})
    chosen: set[Pair] = set()
    for row_set, column_set in _components(scores, rows, columns):
        chosen |= _solve(scores, row_set, column_set)
    return chosen


def _components(
    scores: Mapping[Pair, float], rows: list[int], columns: list[int]
) -> list[tuple[list[int], list[int]]]:
    """Rows and columns that have anything to do with each other."""
    of_row: dict[int, list[int]] = {a: [] for a in rows}
    of_column: dict[int, list[int]] = {b: [] for b in columns}
    for a, b in sorted(scores):
        of_row[a].append(b)
        of_column[b].append(a)
    found, seen = [], set[int]()
    for start in rows:
        if start in seen:
            continue
        mine, theirs, todo = {start}, set[int](), [start]
        while todo:
            for b in of_row[todo.pop()]:
                if b not in theirs:
                    theirs.add(b)
                    new = [a for a in of_column[b] if a not in mine]
                    mine.update(new)
                    todo += new
        seen |= mine
        found.append((sorted(mine), sorted(theirs)))
    return found


def _solve(scores: Mapping[Pair, float], rows: list[int], columns: list[int]) -> set[Pair]:
    if len(rows) == 1 or len(columns) == 1:
        pair = max(((a, b) for a in rows for b in columns if (a, b) in scores), key=lambda p: (scores[p], p))
        return {pair} if scores[pair] > 0 else set()
    turned = len(rows) > len(columns)
    short, long = (columns, rows) if turned else (rows, columns)
    cost = [[-max(0.0, scores.get((b, a) if turned else (a, b), 0.0)) for b in long] for a in short]
    pairs = {(short[i], long[j]) for i, j in _hungarian(cost)}
    pairs = {(b, a) for a, b in pairs} if turned else pairs
    return {pair for pair in pairs if scores.get(pair, 0.0) > 0}


def _hungarian(cost: list[list[float]]) -> list[Pair]:
    """Least total cost, each row in one column; at least as many columns as rows."""
    n, m = len(cost), len(cost[0])
    row_price, column_price = [0.0] * (n + 1), [0.0] * (m + 1)
    owner = [0] * (m + 1)  # owner[j]: the row (from 1) that holds column j
    for row in range(1, n + 1):
        owner[0], at = row, 0
        least, came_from, done = [float("inf")] * (m + 1), [0] * (m + 1), [False] * (m + 1)
        while owner[at]:
            done[at] = True
            step, following = float("inf"), 0
            for j in range(1, m + 1):
                if done[j]:
                    continue
                spare = cost[owner[at] - 1][j - 1] - row_price[owner[at]] - column_price[j]
                if spare < least[j]:
                    least[j], came_from[j] = spare, at
                if least[j] < step:
                    step, following = least[j], j
            for j in range(m + 1):
                if done[j]:
                    row_price[owner[j]] += step
                    column_price[j] -= step
                else:
                    least[j] -= step
            at = following
        while at:
            owner[at], at = owner[came_from[at]], came_from[at]
    return [(owner[j] - 1, j - 1) for j in range(1, m + 1) if owner[j]]
