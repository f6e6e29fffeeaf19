"""What a long-running command tells a person who may have stopped reading."""

from __future__ import annotations

import os
import queue
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

from openclaw_celery.cli.output import say

if TYPE_CHECKING:
    from collections.abc import Callable

#: What waits for a reader before lines are left out.
LINES = 2_000
#: How long the last lines may take to be read.
LAST_S = 2.0


class Aloud:
    """
    Says lines in a thread of its own, so that who speaks never waits for a reader.

    A terminal stopped by Ctrl-S, a pager, a pipe that nobody empties: without this
    the log would fill up behind them, and every agent with it.
    """

    def __init__(self, write: Callable[..., None] = say) -> None:
        """Say by *write*, which may block."""
        self._write = write
        self._lines: queue.Queue[tuple[str, dict[str, Any]] | None] = queue.Queue(LINES)
        self._left_out = 0
        self._speaker = threading.Thread(target=self._speak, daemon=True)

    def say(self, line: str, **style: Any) -> None:  # noqa: ANN401 - as click's
        """Say a line once those before it are said; left out if nobody reads."""
        try:
            if self._left_out:
                told = f"({self._left_out} lines left out here, the log has them)"
                self._lines.put_nowait((told, {}))
                self._left_out = 0
            self._lines.put_nowait((line, style))
        except queue.Full:
            self._left_out += 1

    def _speak(self) -> None:
        while (said := self._lines.get()) is not None:
            line, style = said
            try:
                self._write(line, **style)
            except OSError:
                # Whoever read it has gone.
                return

    def __enter__(self) -> Self:
        self._speaker.start()
        return self

    def __exit__(self, _: object, error: BaseException | None, *__: object) -> None:
        with suppress(queue.Full):
            self._lines.put_nowait(None)
        self._speaker.join(LAST_S)
        if self._speaker.is_alive():
            # Python would wait for the stream that this thread is stuck in.
            os._exit(getattr(error, "exit_code", 1) if error else 0)
