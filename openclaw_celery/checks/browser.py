"""Looks at pages in a headless Chromium, where there is one and they are allowed."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import sys
import tempfile
import threading
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from openclaw_celery import keeper
from openclaw_celery.checks.keeping import LATE_S, PYTHON_ENV, keep, passed_on
from openclaw_celery.domain.errors import InvalidValue, RuntimeUnavailable
from openclaw_celery.domain.hosts import Hosts, target_of
from openclaw_celery.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Found by a user's PATH, in this order.
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: Where macOS keeps them.
_APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
#: What `playwright install chromium` has brought, below its own folder.
_PLAYWRIGHTS = (
    "chromium-*/chrome-linux*/chrome",
    "chromium_headless_shell-*/*/*headless*shell",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
)
NO_DRIVER = "install the extra: pip install 'openclaw-celery[ui]'"
NO_BROWSER = (
    "install a Chromium (Debian: apt-get install chromium; elsewhere: "
    "python -m playwright install chromium), or name one in ui_browser"
)
#: Beyond starting and looking: the screenshot, and the browser's end.
_SLACK_S = 20.0
_START_S = 60.0
_GRACE_S = 2.0
_LOG_BYTES = 64 * 1024
_FOLDER = "clawq-browser-"
_OLD_S = 60
#: Below it Chromium makes a socket, whose path may have 103 characters on macOS.
_LONGEST_PLACE = 35
_MOST_TEXT = 500
#: Each takes some hundred megabytes.
_AT_ONCE = threading.BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen of a page."""

    shown: bool
    #: What was seen instead; untrusted.
    why: str = ""
    picture: Path | None = None


class Browser:
    """Looks for texts on pages; each time with a browser and a profile of its own."""

    def __init__(self, program: str, hosts: Sequence[str], *, limit_s: float) -> None:
        """Wait for texts up to *limit_s*; *program* may be empty: look for one."""
        self._program = program
        self._hosts = tuple(hosts)
        self._limit_s = limit_s

    def program(self) -> str:
        """Find the browser; raises RuntimeUnavailable that says what to install."""
        lacking = [] if find_spec("playwright") else [NO_DRIVER]
        found = shutil.which(self._program) if self._program else _found()
        if self._program and not found:
            lacking.append(f"ui_browser {self._program!r} is no program: correct it")
        elif not found:
            lacking.append(NO_BROWSER)
        if lacking or not found:
            msg = f"there is no browser: {'; '.join(lacking)}"
            raise RuntimeUnavailable(msg)
        return str(Path(found).absolute())

    def check(self, url: str, texts: Sequence[str]) -> None:
        """Raise InvalidValue for what may not be looked at, or for."""
        target = target_of(url)
        why = Hosts.of(self._hosts).refuse(target.host, target.port)
        if why:
            raise InvalidValue(why)
        if not texts or not all(map(str.strip, texts)):
            msg = "say which text the page has to contain"
            raise InvalidValue(msg)
        if any(len(text) > _MOST_TEXT for text in texts):
            msg = f"a text of more than {_MOST_TEXT} characters can't be looked for"
            raise InvalidValue(msg)

    def look(
        self,
        url: str,
        texts: Sequence[str],
        *,
        picture: Path | None = None,
        log: Path | None = None,
        mark: str = "ui",
    ) -> Look:
        """
        Wait until all *texts* stand on the page at once, and take a picture of it.

        Raises InvalidValue for what may not be looked at, RuntimeUnavailable where
        no browser starts.
        """
        self.check(url, texts)
        program = self.program()
        with _AT_ONCE, _folder() as folder:
            ask = folder / "ask.json"
            asked = {
                "url": url,
                "texts": list(texts),
                "hosts": self._hosts,
                "limit_s": self._limit_s,
                "browser": program,
                "picture": str(picture.absolute()) if picture else "",
            }
            ask.write_text(json.dumps(asked), encoding="utf-8")
            log = log or folder / "looker.log"
            result = keep(self._spec(folder, ask, log, f"check:{mark}"))
        told = _answer(result)
        if told["outcome"] == "refused":
            raise InvalidValue(told["why"])
        if told["outcome"] == "unavailable":
            raise RuntimeUnavailable(one_line(told["why"], 400))
        return Look(
            told["outcome"] == "shown",
            told["why"],
            picture if told["picture"] else None,
        )

    def _spec(self, folder: Path, ask: Path, log: Path, mark: str) -> keeper.Spec:
        within = _START_S + self._limit_s + _SLACK_S
        env = passed_on(*PYTHON_ENV) | {
            "HOME": str(folder),
            "TMPDIR": str(folder),
            "LANG": "C.UTF-8",
            "CLAWQ_MARK": mark,
            "CLAWQ_WORKSPACE": str(folder),
        }
        return keeper.Spec(
            argv=[
                *(sys.executable, "-P", "-X", "utf8"),
                *("-m", "openclaw_celery.checks.looker"),
            ],
            cwd=str(folder),
            env=env,
            stdin=str(ask),
            log=str(log.absolute()),
            max_output_bytes=_LOG_BYTES,
            time_limit_s=within,
            grace_s=_GRACE_S,
            until=keeper.now() + within + LATE_S,
            mark=mark,
            ask_s=0,
        )


def _answer(result: keeper.Result | None) -> dict[str, str]:
    """Read what the looker said, however it ended after that."""
    if result is None:
        return _silent("its keeper was killed")
    for line in result["stdout"].splitlines():
        with contextlib.suppress(ValueError):
            told: dict[str, str] = json.loads(line)
            return told
    if result["ended"] == "timeout":
        return _silent("the browser did not come to an end")
    words = result["stderr"].strip().splitlines() or [result["error"] or "no reason"]
    return _silent(f"the browser ended early: {words[-1]}")


def _silent(why: str) -> dict[str, str]:
    return {"outcome": "missing", "why": f"not looked at: {why}", "picture": ""}


def _found() -> str | None:
    """Look for a browser: Playwright's own, which fits best, then the system's."""
    caches = [
        os.environ.get("PLAYWRIGHT_BROWSERS_PATH", ""),
        "~/.cache/ms-playwright",
        "~/Library/Caches/ms-playwright",
    ]
    for cache in filter(None, caches):
        for pattern in _PLAYWRIGHTS:
            for path in sorted(Path(cache).expanduser().glob(pattern), reverse=True):
                if os.access(path, os.X_OK) and path.is_file():
                    return str(path)
    names = (*NAMES, *_APPLICATIONS)
    return next(filter(None, map(shutil.which, names)), None)


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    """Make a folder for a browser's profile; takes those away that were left."""
    where = tempfile.gettempdir()
    if len(where) > _LONGEST_PLACE:
        where = "/tmp"  # noqa: S108 - a folder of our own in it
    folder = Path(tempfile.mkdtemp(prefix=_FOLDER, dir=where))
    try:
        with _held(folder):
            _tidy(folder)
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _tidy(ours: Path) -> None:
    """Take away what killed processes have left; a new folder may not be held yet."""
    for left in ours.parent.glob(f"{_FOLDER}*"):
        with contextlib.suppress(OSError):
            if ours.stat().st_mtime - left.stat().st_mtime > _OLD_S:
                with _held(left):
                    shutil.rmtree(left, ignore_errors=True)


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold a folder's lock; raises OSError if a living process does."""
    if folder.stat().st_uid != os.geteuid():
        raise PermissionError
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(fd)
