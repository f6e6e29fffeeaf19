"""`clawq`, also as `python -m openclaw_celery`: asks the server, or does it itself."""

from openclaw_celery.interrupts import end_quietly

# Before anything else that takes time.
end_quietly()

import os  # noqa: E402
import sys  # noqa: E402

from openclaw_celery.client import ask  # noqa: E402


def main() -> None:
    """Run `clawq` on this process's arguments; ends it with the exit code."""
    _open_streams()
    code = ask(sys.argv[1:])
    if code is None:
        from openclaw_celery.cli import main as itself  # noqa: PLC0415 - half a second

        itself()
    sys.exit(code)


def _open_streams() -> None:
    """
    Open what the caller has closed, as by `clawq list >&-`: nobody reads it.

    A file of ours that got the number of such a stream would be written into.
    """
    for number, (name, mode) in enumerate(
        (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))
    ):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
            stream = os.fdopen(number, mode, encoding="utf-8", errors="replace")
            setattr(sys, name, stream)


if __name__ == "__main__":
    main()
