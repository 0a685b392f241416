"""What has changed between two trees, and what the file's own tree should then be."""

from __future__ import annotations

from bisect import bisect_left

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoveryplan.yamlfile.nodes import Plain

_MOST_COMPARED = 300  # items on a side, above which items without ids are matched by place


def merge(old: Plain, before: Plain, after: Plain) -> Plain:
    """The file's tree ``old`` with the differences from ``before`` to ``after`` applied, and nothing else.

    ``before`` is what the program understood from ``old``: it may spell values another way and may have more
    keys or fewer.
    """
    if before == after:
        return old
    if isinstance(old, dict) and isinstance(before, dict) and isinstance(after, dict):
        return {key: _merged(key, old, before, after) for key in order(old, before, after)}
    if isinstance(old, list) and isinstance(before, list) and isinstance(after, list) and len(old) == len(before):
        return [
            item if at is None else merge(old[at], before[at], item)
            for item, at in zip(after, align(before, after), strict=True)
        ]
    return after


def _merged(key: str, old: dict[str, Plain], before: dict[str, Plain], after: dict[str, Plain]) -> Plain:
    if key in old and key in before and key in after:
        return merge(old[key], before[key], after[key])
    return after[key] if key in after else old[key]


def order(old: Iterable[str], before: dict[str, Plain], after: dict[str, Plain]) -> list[str]:
    """The keys that the file's map will have, in order: its own, and each new one where ``after`` has it."""
    own = set(old)
    keys = [key for key in old if key in after or key not in before]
    wanted = list(after)
    for at, key in enumerate(wanted):
        if key in own or (key in before and before[key] == after[key]):
            continue
        earlier = next((other for other in reversed(wanted[:at]) if other in keys), None)
        later = next((other for other in wanted[at + 1 :] if other in keys), None)
        if earlier is not None:
            keys.insert(keys.index(earlier) + 1, key)
        else:
            keys.insert(len(keys) if later is None else keys.index(later), key)
    return keys


def align(before: list[Plain], after: list[Plain]) -> list[int | None]:
    """For each item of ``after``, the index in ``before`` of what it was; None for a new one."""
    old, new = _ids(before), _ids(after)
    if old is not None and new is not None:
        where = {name: at for at, name in enumerate(old)}
        return [where.get(name) for name in new]
    head = 0
    while head < min(len(before), len(after)) and _alike(before[head], after[head]):
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and _alike(before[-1 - tail], after[-1 - tail]):
        tail += 1
    middle = _middle(before[head : len(before) - tail], after[head : len(after) - tail])
    shifted = [None if at is None else at + head for at in middle]
    return [*range(head), *shifted, *range(len(before) - tail, len(before))]


def _ids(items: list[Plain]) -> list[Plain] | None:
    names = [item.get("id") if isinstance(item, dict) else None for item in items]
    if all(isinstance(name, str) for name in names) and len(set(map(str, names))) == len(names):
        return names
    return None


def _alike(one: Plain, other: Plain) -> bool:
    if isinstance(one, dict) and isinstance(other, dict) and isinstance(one.get("id"), str):
        return one.get("id") == other.get("id")
    return one == other


def _middle(before: list[Plain], after: list[Plain]) -> list[int | None]:
    """Pairs by the longest common run of items; what is left between two pairs is paired by place."""
    found: list[int | None] = [None] * len(after)
    if max(len(before), len(after)) <= _MOST_COMPARED:
        for at, other in _common(before, after):
            found[other] = at
    start = 0
    while start < len(after):
        stop = next((at for at in range(start, len(after)) if found[at] is not None), len(after))
        low = -1 if start == 0 else found[start - 1]
        high = len(before) if stop == len(after) else found[stop]
        for at in range(start, stop):
            place = (-1 if low is None else low) + 1 + at - start
            if high is not None and place < high:
                found[at] = place
        start = stop + 1
    return found


def _common(before: list[Plain], after: list[Plain]) -> list[tuple[int, int]]:
    rows = [[0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i in reversed(range(len(before))):
        for j in reversed(range(len(after))):
            same = _alike(before[i], after[j])
            rows[i][j] = rows[i + 1][j + 1] + 1 if same else max(rows[i + 1][j], rows[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(before) and j < len(after):
        if _alike(before[i], after[j]):
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif rows[i + 1][j] >= rows[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def staying(places: list[int]) -> set[int]:
    """The most places that already stand in rising order; the others have to be moved."""
    ends: list[int] = []
    chains: list[list[int]] = []
    for place in places:
        at = bisect_left(ends, place)
        chain = [*(chains[at - 1] if at else []), place]
        ends[at : at + 1] = [place]
        chains[at : at + 1] = [chain]
    return set(chains[-1]) if chains else set()


def first_difference(one: Plain, other: Plain) -> tuple[str | int, ...]:
    """The path of the first place where two trees differ."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for key, value in one.items():
            if value != other[key]:
                return (key, *first_difference(value, other[key]))
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for at, (item, another) in enumerate(zip(one, other, strict=True)):
            if item != another:
                return (at, *first_difference(item, another))
    return ()
