"""Splitting whole numbers so that the parts sum to the whole."""

from collections.abc import Sequence
from random import Random


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """``total`` in proportion to the weights, by largest remainder; the parts sum to it exactly."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(share) for share in exact]
    by_remainder = sorted(range(len(weights)), key=lambda i: (parts[i] - exact[i], i))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts


def settle(parts: list[int], total: int, low: int, high: int, rng: Random) -> list[int]:
    """The parts moved by ones, each staying between ``low`` and ``high``, until they sum to the total.

    ValueError where no such parts exist.
    """
    if not len(parts) * low <= total <= len(parts) * high:
        raise ValueError(f"{len(parts)} 份，每份 {low}—{high}，凑不成 {total}")
    moved = list(parts)
    while (lack := total - sum(moved)) != 0:
        step = 1 if lack > 0 else -1
        movable = [i for i, part in enumerate(moved) if low <= part + step <= high]
        for i in rng.sample(movable, min(abs(lack), len(movable))):
            moved[i] += step
    return moved


def shuffled(items: Sequence, rng: Random) -> list:
    copy = list(items)
    rng.shuffle(copy)
    return copy
