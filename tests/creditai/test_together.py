"""Groups of lines that are one, beside what asking about every two gives."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from creditai.linking.together import ties, together

Line = tuple[int | None, int, int]
LINES = st.lists(st.tuples(st.sampled_from([None, 1, 2, 3]), st.integers(0, 6), st.integers()), max_size=14)


def shared(line: Line) -> tuple[int | None]:
    return (line[0],)


def are_one(one: Line, other: Line) -> bool:
    return one[0] is not None and one[0] == other[0] and abs(one[1] - other[1]) <= 1


def grouped(count: int, pairs: list[tuple[int, int]]) -> set[frozenset[int]]:
    groups = [frozenset({i}) for i in range(count)]
    for i, j in pairs:
        both = groups[i] | groups[j]
        groups = [both if n in both else group for n, group in enumerate(groups)]
    return {group for group in groups if len(group) > 1}


@given(LINES)
def test_the_groups_are_those_of_all_pairs(drawn: list[Line]) -> None:
    lines = [(key, value, i) for i, (key, value, _) in enumerate(drawn)]
    pairs = [(i, j) for i, j in combinations(range(len(lines)), 2) if are_one(lines[i], lines[j])]
    found = list(together(lines, shared, are_one))
    assert {frozenset(line[2] for line in group) for group in found} == grouped(len(lines), pairs)
    assert found == sorted(found, key=lambda group: group[0][2])
    assert all(list(group) == sorted(group, key=lambda line: line[2]) for group in found)
    tied = [(one[2], other[2]) for one, other in ties(lines, shared, are_one)]
    assert grouped(len(lines), tied) == grouped(len(lines), pairs)
    assert len(tied) == sum(len(group) - 1 for group in found)
