"""The live log of an attempt on a gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pathlib import Path

MAX_LOG_BYTES = 10 * 1024 * 1024


class LiveLog:
    """The live log of an attempt; stops growing at a size."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("ab", buffering=0)
        self._room = MAX_LOG_BYTES
        self._fresh = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def note(self, line: str) -> None:
        """Write a line of our own."""
        self.put(("" if self._fresh else "\n") + f"[openclaw] {line}\n")

    def put(self, text: str) -> None:
        """Write what the agent said."""
        data = text.encode(errors="replace")[: self._room]
        if data:
            self._file.write(data)
            self._room -= len(data)
            self._fresh = data.endswith(b"\n")
