"""Plays an agent from a script, in the worker's own process: for demos and tests."""

from __future__ import annotations

import builtins
import os
import signal
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from openclaw_celery.domain.attempt import (
    Failed,
    FailureKind,
    Reported,
    Stopped,
    classify,
)
from openclaw_celery.domain.errors import RuntimeUnavailable
from openclaw_celery.domain.text import one_line
from openclaw_celery.domain.usage import Usage
from openclaw_celery.ports import LOG_NAME

if TYPE_CHECKING:
    from openclaw_celery.domain.attempt import Outcome
    from openclaw_celery.ports import Assignment, Hold
    from openclaw_celery.settings import RehearsalSettings

#: Acts for every item that has none of its own.
ANY_ITEM = "*"
_MAX_CRITERIA = 6
_MAX_LINE = 600
_CHUNK = 64 * 1024


class Used(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an attempt has used so far."""

    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    cost_usd: float | None = None

    def usage(self) -> Usage:
        """Return it as the engine knows it."""
        return Usage(**msgspec.structs.asdict(self))


class Act(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"error": "raise"}
):
    """What happens in one attempt; what is not set does not happen."""

    delay_s: float = 0
    #: Bytes written to the attempt's log.
    output_bytes: int = 0
    #: Handed in at the end; a default one when nothing else happens.
    report: str | None = None
    #: Fail, with these words or with `message`.
    fail: str | bool = False
    message: str = ""
    #: What `fail` says about trying again; read from its words when left out.
    kind: FailureKind | None = None
    exit_code: int | None = None
    #: Kill the worker's process.
    crash: bool = False
    #: Go on until the lease is lost.
    hang: bool = False
    #: What is used, told one after the other over `delay_s`; the last is the whole.
    usage: tuple[Used, ...] = ()
    #: Of `kind` "quota": seconds until there is more, and whose quota it is.
    retry_after_s: float | None = None
    account: str = ""
    #: Raise the built-in exception of this name (`raise` in the file).
    error: str = ""


Script = dict[str, list[Act]]


class RehearsalRuntime:
    """Plays acts: attempt n of an item is its act n, the last one goes on."""

    def __init__(self, settings: RehearsalSettings) -> None:
        """Play the script of *settings*; without one, every attempt reports."""
        self._path = Path(settings.script) if settings.script else None
        self._read: tuple[tuple[int, int], Script] | None = None

    def run(self, assignment: Assignment, hold: Hold) -> Outcome:
        """
        Play one attempt.

        Returns Stopped when the lease was lost meanwhile. Raises
        RuntimeUnavailable when the script can't be read.
        """
        act = self._act(assignment)
        if act.output_bytes:
            _put_out(assignment.run_dir / LOG_NAME, act.output_bytes)
        if _passes(act, hold):
            return Stopped(hold.why_lost())
        if act.crash:
            os.kill(os.getpid(), signal.SIGKILL)
        if act.error:
            raise _exception(act.error)(act.message or "as the script says")
        report = "" if act.report is None else act.report
        usage = act.usage[-1].usage().told() if act.usage else {}
        if act.fail:
            words = act.message or (act.fail if isinstance(act.fail, str) else "")
            words = words or "failed as the script says"
            return _failed(act, words, report, usage)
        if act.report is None:
            report = default_report(assignment)
        return Reported(report, exit_code=act.exit_code or 0, usage=usage)

    def reap(self, item_id: str, *, before_fence: int) -> int:  # noqa: ARG002
        """Return 0: an act leaves no process behind."""
        return 0

    def end(self, run: str) -> bool:  # noqa: ARG002
        """Return True: no run outlives its worker."""
        return True

    def told(self) -> str:
        """Say nothing more than `check` does."""
        return ""

    def check(self, *, reach: bool = True) -> list[str]:  # noqa: ARG002 - no server
        """Say what keeps the script from being played; nothing when all is well."""
        try:
            self._script()
        except RuntimeUnavailable as error:
            return [str(error)]
        return []

    def _act(self, assignment: Assignment) -> Act:
        script = self._script()
        acts = script.get(assignment.item.id) or script.get(ANY_ITEM) or [Act()]
        return acts[min(max(assignment.attempt, 1), len(acts)) - 1]

    def _script(self) -> Script:
        """Read the script, again only if it has changed."""
        if self._path is None:
            return {}
        try:
            about = self._path.stat()
            version = about.st_mtime_ns, about.st_size
            if self._read is None or self._read[0] != version:
                self._read = version, _parse(self._path.read_bytes())
        except OSError as error:
            msg = f"runtimes.rehearsal.script: {self._path}: {error.strerror}"
            raise RuntimeUnavailable(msg) from error
        except (msgspec.MsgspecError, ValueError) as error:
            msg = f"runtimes.rehearsal.script: {self._path}: {error}"
            raise RuntimeUnavailable(msg) from error
        return self._read[1]


def default_report(assignment: Assignment) -> str:
    """Write a Compact Report that claims nothing but that this was a rehearsal."""
    item = assignment.item
    criteria = [one_line(line) for line in item.success_criteria.splitlines()]
    criteria = [line.lstrip("-* ") for line in criteria if line.strip("-* ")]
    if len(criteria) > _MAX_CRITERIA:
        rest = "; ".join(criteria[_MAX_CRITERIA - 1 :])
        criteria = [*criteria[: _MAX_CRITERIA - 1], rest]
    restated = criteria or [one_line(item.title)]
    bullets = [f"- rehearsed: {one_line(line, _MAX_LINE)}" for line in restated]
    return "\n".join(
        [
            f"[REPORT {item.id}]",
            "Status: DONE",
            "Files:",
            "- (rehearsal): no file was changed",
            "Diff-Summary:",
            *(bullet.replace("```", "'''").replace("~~~", "'''") for bullet in bullets),
            "Validation:",
            "- rehearsal: the criteria are restated, nothing was run or verified",
            "Risks:",
            "- this was a rehearsal: no agent worked on the item, nothing was done",
            "Next:",
            "- None",
            "",
        ]
    )


def _parse(data: bytes) -> Script:
    script = msgspec.json.decode(data, type=Script)
    for acts in script.values():
        for act in acts:
            if act.error:
                _exception(act.error)
    return script


def _exception(name: str) -> type[BaseException]:
    found = getattr(builtins, name, None)
    if isinstance(found, type) and issubclass(found, BaseException):
        return found
    msg = f"raise: {name!r} is no built-in exception"
    raise ValueError(msg)


def _passes(act: Act, hold: Hold) -> bool:
    """Let the time of an act pass, and tell what it uses; True when it must stop."""
    step = act.delay_s / max(len(act.usage), 1)
    for used in act.usage:
        hold.spent(used.usage())
        if hold.lost.wait(step):
            return True
    if act.hang:
        return hold.lost.wait()
    return hold.lost.wait(0 if act.usage else act.delay_s)


def _failed(act: Act, words: str, report: str, usage: dict[str, Any]) -> Failed:
    after = act.retry_after_s
    return Failed(
        act.kind or classify(words),
        words,
        act.exit_code,
        report,
        usage,
        retry_after=None if after is None else timedelta(seconds=after),
        account=act.account,
    )


def _put_out(path: Path, count: int) -> None:
    with path.open("wb") as file:
        while count > 0:
            count -= file.write(b"x" * min(count, _CHUNK))
