"""
The run log, `logs/orch_runs.jsonl`: a line when something starts, one when it ends.

Many processes write it at once and none waits for another: a line is one write to a
file opened for appending. Logging is a courtesy: whatever goes wrong here is nobody
else's trouble, and a home that is not there is not made.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from openclaw_celery.clock import SystemClock, epoch_ms
from openclaw_celery.domain.errors import InvalidValue, Refused
from openclaw_celery.domain.text import one_line
from openclaw_celery.ports import RunNote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from openclaw_celery.domain.item import Item
    from openclaw_celery.settings import Settings

NAME = "orch_runs.jsonl"
START, END = "run_start", "run_end"
#: With one of these set, each run is also told to an OpenTelemetry collector.
OTLP = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
#: Longest error; with it a line stays far below what one write takes whole.
MAX_ERROR = 300
#: What a home holds, each of which shows that it is one.
_SIGNS = ("queue.db", "clawq.toml", "slots.toml", "run")
_KST = timezone(timedelta(hours=9), "KST")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")
#: User and password of a URL.
_LOGIN = re.compile(r"(?<=://)\S*@")


class RunLog:
    """The run log of one home."""

    def __init__(self, settings: Settings) -> None:
        """Write below the home of *settings*; nothing is opened yet."""
        self._home = settings.home
        self._path = settings.logs_path / NAME
        self._max_bytes = settings.run_log_bytes
        self._files = settings.run_log_files

    def write(self, line: dict[str, Any]) -> bool:
        """Append one line; False when that can't be done."""
        if self._max_bytes <= 0:
            return False
        raw = _encoded(line) + b"\n"
        try:
            file = self._open()
        except OSError:
            return False
        try:
            written = os.write(file, raw)
            if os.fstat(file).st_size >= self._max_bytes:
                # Somebody else may be at it; the line is written all the same.
                with suppress(OSError):
                    self._rotate(file)
        except OSError:
            return False
        finally:
            os.close(file)
        return written == len(raw)

    def _open(self) -> int:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
        # Neither led elsewhere by a link, nor kept waiting by a pipe.
        flags |= os.O_NOFOLLOW | os.O_NONBLOCK
        try:
            return os.open(self._path, flags, 0o600)
        except FileNotFoundError:
            if not any((self._home / sign).exists() for sign in _SIGNS):
                raise
            self._path.parent.mkdir(mode=0o700, exist_ok=True)
            return os.open(self._path, flags, 0o600)

    def _rotate(self, full: int) -> None:
        """Make room for a new file, unless somebody else does or has done so."""
        lock = os.open(
            f"{self._path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600
        )
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Who opened the file before it was moved still sees the full one.
            if os.path.samestat(os.fstat(full), self._path.stat()):
                for number in range(self._files - 1, 0, -1):
                    with suppress(FileNotFoundError):
                        self._numbered(number - 1).replace(self._numbered(number))
                if self._files <= 1:
                    self._path.unlink()
        finally:
            os.close(lock)

    def _numbered(self, number: int) -> Path:
        return self._path.with_name(f"{NAME}.{number}") if number else self._path

    # -- reading -------------------------------------------------------------

    def paths(self) -> list[Path]:
        """List where the log is kept, newest file first."""
        return [self._numbered(number) for number in range(max(1, self._files))]

    def lines(self) -> Iterator[dict[str, Any] | None]:
        """Yield what was logged, oldest file first; None for what can't be read."""
        for path in reversed(self.paths()):
            try:
                file = path.open("rb")
            except OSError:
                continue
            with file:
                yield from _parsed(file)


def _parsed(file: Iterable[bytes]) -> Iterator[dict[str, Any] | None]:
    for raw in file:
        # A line that a full disk has cut may stand before a whole one.
        whole = raw[max(0, raw.rfind(b'{"ts_kst"')) :]
        try:
            found = json.loads(whole)
        except ValueError:
            found = None
        if len(whole) < len(raw) and found is not None:
            yield None
        yield found if isinstance(found, dict) else None


@dataclass(slots=True)
class Sums:
    """What the runs of one command add up to."""

    count: int = 0
    errors: int = 0
    ms: int = 0


class Tally:
    """Adds up the runs of a log that goes on being written and rotated."""

    def __init__(self, log: RunLog) -> None:
        """Start with nothing; `read_on` reads what there is."""
        self.sums: dict[str, Sums] = {}
        self._log = log
        #: The newest file that was read, and how far.
        self._inode, self._offset = 0, 0

    def read_on(self) -> None:
        """Add what was logged since the last call."""
        for inode, offset, raw in self._fresh():
            whole = raw[: raw.rfind(b"\n") + 1]
            for line in _parsed(whole.splitlines(keepends=True)):
                self._add(line or {})
            self._inode, self._offset = inode, offset + len(whole)

    def _fresh(self) -> list[tuple[int, int, bytes]]:
        """Read what is new: inode, from where on, and the bytes; oldest file first."""
        found: dict[int, tuple[int, int, bytes]] = {}
        # Newest first: a file that is moved meanwhile is met twice, and not missed.
        for path in self._log.paths():
            try:
                with path.open("rb") as file:
                    state = os.fstat(file.fileno())
                    known = state.st_ino == self._inode
                    offset = self._offset if known else 0
                    if offset > state.st_size:
                        # Another file that was given the number of one that has gone.
                        known, offset = False, 0
                    file.seek(offset)
                    found.setdefault(state.st_ino, (state.st_ino, offset, file.read()))
            except OSError:
                continue
            if known:
                break
        return list(reversed(found.values()))

    def _add(self, line: dict[str, Any]) -> None:
        command, ms = line.get("command"), line.get("duration_ms")
        if isinstance(command, str) and isinstance(ms, int):
            sums = self.sums.setdefault(one_line(command, 64), Sums())
            sums.count += 1
            sums.errors += line.get("status") != "ok"
            sums.ms += ms


@dataclass(slots=True)
class Run:
    """One run: a command, or something that a worker did for an item."""

    log: RunLog
    command: str
    trace_id: str
    item_id: str | None = None
    #: Nothing comes after it in this process.
    at_once: bool = False
    _since: float = 0.0
    _start: dict[str, Any] = field(default_factory=dict)
    _state: str = "new"

    def begin(self, *, held: bool = False) -> None:
        """Say that it starts; *held*: later, by `join` or at the end."""
        self._since = SystemClock().monotonic()
        self._start = self._line(START)
        told = not held and self.log.write(self._start)
        self._state = "told" if told else "untold"

    def join(self, trace_id: str) -> None:
        """Say that it has started, as a part of this trace; only if that was held."""
        if self._state != "untold":
            return
        self.trace_id = trace_id
        self._start["trace_id"] = trace_id
        if self.item_id:
            self._start["item_id"] = self.item_id
        self._state = "told" if self.log.write(self._start) else "untold"

    def end(self, exit_code: int = 0, *, error: str = "", result: str = "") -> None:
        """Say how it ended; says so once."""
        if self._state not in {"told", "untold"}:
            return
        if self._state == "untold":
            # The home was made meanwhile, by `clawq init` for one.
            self.log.write(self._start)
        self._state = "ended"
        line = self._line(END)
        line |= {
            "exit_code": exit_code,
            "status": "error" if exit_code else "ok",
            "item_id": self.item_id,
            "duration_ms": round((SystemClock().monotonic() - self._since) * 1000),
            "error": error or None,
        }
        if result:
            line["result"] = result
        self.log.write(line)
        if any(name in os.environ for name in OTLP):
            _export(line, at_once=self.at_once)

    def _line(self, event: str) -> dict[str, Any]:
        now = epoch_ms()
        line: dict[str, Any] = {
            "ts_kst": _kst(now // 1000),
            "ts_epoch_ms": now,
            "event": event,
            "trace_id": self.trace_id,
            "command": self.command,
        }
        return line | ({"item_id": self.item_id} if self.item_id else {})


@lru_cache(maxsize=2)
def _kst(second: int) -> str:
    """Write a second since 1970 as people in Korea do; mostly asked for in a row."""
    return datetime.fromtimestamp(second, _KST).strftime("%Y-%m-%d %H:%M:%S")


def _encoded(line: dict[str, Any]) -> bytes:
    try:
        return msgspec.json.encode(line)
    except (TypeError, ValueError):
        # Half a character, which a broken terminal has let through.
        text = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "replace")


def _export(line: dict[str, Any], *, at_once: bool) -> None:
    # Takes a quarter of a second to import, and is there with the extra only.
    try:
        from openclaw_celery.otel import export  # noqa: PLC0415
    except ImportError:
        return
    # A courtesy too, to somebody else's program.
    with suppress(Exception):
        export(line, at_once=at_once)


class RunJournal:
    """The engine's journal: what it does for an item goes into the run log."""

    def __init__(self, log: RunLog) -> None:
        """Write to *log*."""
        self._log = log

    @contextmanager
    def run(self, command: str, item: Item) -> Iterator[RunNote]:
        """Log the start now and the end when the block is left."""
        run = Run(self._log, command, item.trace_id, item.id)
        run.begin()
        note = RunNote()
        try:
            yield note
        except BaseException as error:
            run.end(1, error=told(error))
            raise
        run.end(1 if note.error else 0, error=note.error, result=note.result)


def told(error: BaseException) -> str:
    """
    Say what went wrong, without anything that somebody typed or keeps secret.

    What is refused quotes what was asked for: only its kind is told.
    """
    kind = type(error).__name__
    if isinstance(error, Refused) or not isinstance(error, Exception):
        return kind
    if not type(error).__module__.startswith(("openclaw_celery", "builtins")):
        return kind
    text = without_logins(str(error))
    return one_line(f"{kind}: {text}" if text else kind, MAX_ERROR)


def without_logins(text: str) -> str:
    """Return *text* without the user and password of any URL in it."""
    return _LOGIN.sub("***@", text)


def checked_trace(trace_id: str | None) -> str:
    """Return *trace_id*, or a fresh one for None; raises InvalidValue."""
    if trace_id is None:
        return SystemClock().token()
    if not _ID.fullmatch(trace_id):
        msg = f"trace-id {trace_id[:80]!r}: use up to 64 letters, digits and . _ : -"
        raise InvalidValue(msg)
    return trace_id


def known_id(text: object) -> str | None:
    """Return *text* if it can be an item's id; anything else stays out of the log."""
    return text if isinstance(text, str) and _ID.fullmatch(text) else None
