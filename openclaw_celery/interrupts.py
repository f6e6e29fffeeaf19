"""
Ctrl-C: at whatever moment it comes, a command ends with 130 and no traceback.

While a command works, Ctrl-C is a KeyboardInterrupt: transactions are undone, agents
are ended. Before and after that there is nothing to undo, and the process just ends.

The very first thing that a command imports: nothing slow may be imported here.
"""

from __future__ import annotations

# The half of `signal` that is built in: the other takes as long to import as all else
# until Ctrl-C is ours.
import _signal as signal  # type: ignore[import-not-found]
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType, TracebackType
    from typing import NoReturn

#: What a command that was interrupted ends with.
CODE = 130


def end_quietly() -> None:
    """Let Ctrl-C end this process from now on; one that is ignored stays ignored."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _leave)
    sys.excepthook = _uncaught
    sys.unraisablehook = _unraisable


class Interruptible:
    """Lets Ctrl-C raise KeyboardInterrupt inside, and end the process behind it."""

    def __enter__(self) -> None:
        if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def __exit__(self, *_: object) -> None:
        end_quietly()


def _leave(_number: int = 0, _frame: FrameType | None = None) -> NoReturn:
    try:
        os.write(2, b"clawq: interrupted\n")
    finally:
        os._exit(CODE)


def _uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        _leave()
    sys.__excepthook__(kind, error, trace)


def _unraisable(told: sys.UnraisableHookArgs, /) -> None:
    """End where Python would print a traceback and go on: in a callback of its own."""
    if issubclass(told.exc_type, KeyboardInterrupt):
        _leave()
    sys.__unraisablehook__(told)
