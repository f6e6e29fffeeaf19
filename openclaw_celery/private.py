"""Files and directories of the home that nobody else may read."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from openclaw_celery.clock import SystemClock
from openclaw_celery.domain.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path


def private_directory(path: Path) -> None:
    """Make a directory that only its owner may enter; refuses somebody else's."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path.stat().st_uid != os.getuid():
        msg = f"{path} belongs to somebody else"
        raise Refused(msg)
    path.chmod(0o700)


def kept_secret(path: Path) -> str:
    """Return the secret in a file; the first call makes it."""
    private_directory(path.parent)
    with suppress(FileNotFoundError):
        return path.read_text("ascii").strip()
    secret = SystemClock().token()
    new = path.with_name(f"{path.name}.{secret[:8]}")
    new.touch(mode=0o600)
    new.write_text(secret, "ascii")
    # Whole when it appears, and whoever comes second takes the first one's.
    with suppress(FileExistsError):
        path.hardlink_to(new)
    new.unlink()
    return path.read_text("ascii").strip()
