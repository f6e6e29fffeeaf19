"""Which items wait for which, link by link: how much work one decision frees."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


def frees(waits: Iterable[tuple[str, str]], roots: Collection[str]) -> dict[str, int]:
    """
    Count for each root what waits for it, directly or through others.

    A pair of *waits* is an item and one that it waits for. Each item counts once,
    by however many ways it waits.
    """
    behind: dict[str, list[str]] = defaultdict(list)
    for item_id, needs_id in waits:
        behind[needs_id].append(item_id)
    # Thousands of roots may share what is behind them: sets of bits are put
    # together once for each item, not walked once for each root.
    bits: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for root in roots:
        for item_id in _deepest_first(root, behind, bits):
            reached = 0
            for other in behind.get(item_id, ()):
                number = numbers.setdefault(other, len(numbers))
                reached |= 1 << number | bits.get(other, 0)
            bits[item_id] = reached
    return {root: bits[root].bit_count() for root in roots}


def _deepest_first(
    root: str, behind: dict[str, list[str]], known: Collection[str]
) -> Iterable[str]:
    """List *root* and what is behind it, but not the *known*; the deepest go first."""
    order: list[str] = []
    seen = {root}
    stack = [(root, iter(behind.get(root, ())))]
    if root in known:
        return order
    while stack:
        item_id, others = stack[-1]
        following = next((o for o in others if o not in seen and o not in known), None)
        if following is None:
            order.append(item_id)
            stack.pop()
        else:
            seen.add(following)
            stack.append((following, iter(behind.get(following, ()))))
    return order
