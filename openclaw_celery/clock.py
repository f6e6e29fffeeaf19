"""The only module that reads time, waits or draws random bytes."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import threading


class SystemClock:
    """The machine's own clock."""

    def moment(self) -> datetime:
        """Return what time it is, by this machine's clock."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds since some moment; on Linux a suspended machine counts."""
        if hasattr(time, "CLOCK_BOOTTIME"):
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        return time.monotonic()

    def wait(self, event: threading.Event, seconds: float) -> bool:
        """Wait until *event* is set, at most *seconds*; tell whether it is set."""
        return event.wait(max(0.0, seconds))

    def token(self) -> str:
        """Return 16 fresh random bytes as hex."""
        return secrets.token_hex(16)


def epoch_ms() -> int:
    """Return the milliseconds since 1970 by this machine's clock."""
    return time.time_ns() // 1_000_000


def sleep(seconds: float) -> None:
    """Wait; for loops of the command line that have nothing to wait on."""
    time.sleep(seconds)
