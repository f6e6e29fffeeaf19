"""Waiting for something to come true, instead of sleeping and hoping."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

#: How often a condition is looked at.
EVERY_S = 0.05


def wait_until(
    condition: Callable[[], object], timeout: float = 15, *, what: str = "the condition"
) -> None:
    """Wait until *condition* is true; raises TimeoutError after *timeout* seconds."""
    never = threading.Event()
    for _ in range(int(timeout / EVERY_S) + 1):
        if condition():
            return
        never.wait(EVERY_S)
    msg = f"{what} did not come true within {timeout:g} s"
    raise TimeoutError(msg)
