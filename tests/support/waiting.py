"""Waiting for something to come true, instead of sleeping and hoping."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

#: How often a condition is looked at: at first, and once it has been waited for for
#: long. To look costs a few milliseconds of a processor that others work on.
EVERY_S, SELDOM_S = 0.05, 0.25
#: So much longer from one look to the next.
_SLOWER = 1.05


def wait_until(
    condition: Callable[[], object], timeout: float = 15, *, what: str = "the condition"
) -> None:
    """Wait until *condition* is true; raises TimeoutError after *timeout* seconds."""
    never = threading.Event()
    waited, pause = 0.0, EVERY_S
    while True:
        if condition():
            return
        if waited > timeout:
            break
        never.wait(pause)
        waited += pause
        pause = min(pause * _SLOWER, SELDOM_S)
    msg = f"{what} did not come true within {timeout:g} s"
    raise TimeoutError(msg)
