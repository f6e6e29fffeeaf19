"""What nobody has expected: a line for the user, the traceback for who mends it."""

from __future__ import annotations

import os
import traceback
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from openclaw_celery.cli.output import KST
from openclaw_celery.clock import epoch_ms
from openclaw_celery.domain.text import one_line, printable
from openclaw_celery.runlog import without_logins

if TYPE_CHECKING:
    from openclaw_celery.settings import Settings

NAME = "crash.log"
#: Enough of what went wrong; older crashes give way to it.
MAX_BYTES = 1024 * 1024
#: So much of the error itself is said to the user.
SHOWN = 120


def crashed(error: BaseException, settings: Settings | None) -> str:
    """Keep the traceback in the home, if there is one; return the line that tells."""
    what = without_logins(f"{type(error).__name__}: {error}")
    told = f"unexpected error {one_line(what, SHOWN)}"
    path = _kept(error, settings) if settings else None
    if path:
        return f"{told}; the log has the details: {path}"
    place = traceback.extract_tb(error.__traceback__)[-1:]
    where = (
        f" in {Path(place[0].filename).name}, line {place[0].lineno}" if place else ""
    )
    return f"{told}{where}"


def _kept(error: BaseException, settings: Settings) -> Path | None:
    """Append the traceback to the log of crashes; None where that can't be done."""
    path = settings.logs_path / NAME
    when = datetime.fromtimestamp(epoch_ms() / 1000, KST)
    lines = without_logins("".join(traceback.format_exception(error)))
    text = f"{when:%Y-%m-%d %H:%M:%S} process {os.getpid()}\n{printable(lines)}\n"
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
    flags |= os.O_NOFOLLOW | os.O_NONBLOCK
    # A home that is not there is not made.
    if not settings.home.is_dir():
        return None
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with suppress(FileNotFoundError):
            if path.stat().st_size > MAX_BYTES:
                path.replace(path.with_name(f"{NAME}.1"))
        file = os.open(path, flags, 0o600)
        with os.fdopen(file, "wb") as log:
            log.write(text.encode("utf-8", "replace"))
    except OSError:
        return None
    return path
