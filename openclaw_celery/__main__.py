"""`clawq`, also as `python -m openclaw_celery`: asks the server, or does it itself."""

import sys

from openclaw_celery.client import ask


def main() -> None:
    """Run `clawq` on this process's arguments; ends it with the exit code."""
    code = ask(sys.argv[1:])
    if code is None:
        from openclaw_celery.cli import main as itself  # noqa: PLC0415 - half a second

        itself()
    sys.exit(code)


if __name__ == "__main__":
    main()
