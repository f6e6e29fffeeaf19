"""
Runs an attempt as a session of a gateway, exactly once.

The run goes on when nobody listens, so a lost connection or a dead worker costs
nothing: whoever comes next asks for the same run again, by its key, and hears its end.
Keys are known to one start of the gateway only. After a restart nothing is sent again:
what has ended well is read, what was interrupted is put away so that the gateway does
not resume it, and the queue tries again.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from openclaw_celery.domain.attempt import FailureKind, Reported, Stopped
from openclaw_celery.domain.errors import RuntimeUnavailable
from openclaw_celery.domain.text import one_line
from openclaw_celery.ports import LOG_NAME
from openclaw_celery.private import kept_secret
from openclaw_celery.runtimes.openclaw import record as records
from openclaw_celery.runtimes.openclaw.answers import (
    Seen,
    failed,
    last_words,
    outcome_of,
    refused,
)
from openclaw_celery.runtimes.openclaw.client import (
    SCOPES,
    Gateway,
    Refusal,
    Unreachable,
    answer_of,
    refuse_unready,
)
from openclaw_celery.runtimes.openclaw.http import HttpRun, ask_models
from openclaw_celery.runtimes.openclaw.livelog import LiveLog
from openclaw_celery.runtimes.openclaw.place import message_of
from openclaw_celery.runtimes.openclaw.record import Record
from openclaw_celery.settings import version_of

if TYPE_CHECKING:
    from pathlib import Path

    from openclaw_celery.domain.attempt import Outcome
    from openclaw_celery.ports import Assignment, Clock, Hold
    from openclaw_celery.runtimes.openclaw.client import Frame
    from openclaw_celery.settings import OpenClawSettings

log = logging.getLogger("clawq.openclaw")

#: How often a run looks whether it is still wanted.
LOOK_S = 0.25
#: A gateway starts in ten seconds; one that is away for longer fails the attempt.
START_S = 30.0
#: With a run on it, it is waited for longer: it may be working all the time.
RETURN_S = 120.0
#: A run that the gateway has not ended this long after its limit is stopped. Its own
#: limit starts anew whenever it asks a provider again.
OVERTIME_S = 15.0
#: How long to make sure that a stopped run has stopped.
STOP_S = 15.0
_PAUSE_S = 0.5
_WAIT_MS = 60_000
_HISTORY = {"limit": 1000, "maxChars": 500_000}


class OpenClawRuntime:
    """Gives each attempt a session of its own on a gateway."""

    def __init__(self, settings: OpenClawSettings, *, home: Path, clock: Clock) -> None:
        """Run agents on the gateway of *settings*, for the installation in *home*."""
        self._settings = settings
        self._home = home
        self._clock = clock
        self._found = ""

    def run(self, assignment: Assignment, hold: Hold) -> Outcome:
        """
        Run the attempt to its end on the gateway, or take over its forerunner's run.

        Returns Stopped when the lease was lost meanwhile. Raises RuntimeUnavailable
        when there is no gateway to be reached, Refused for work that can't be done
        where it is.
        """
        message = message_of(assignment, self._settings)
        # Items of two installations may have the same ids; runs may not.
        installation = kept_secret(self._home / "run" / "installation")
        with LiveLog(assignment.run_dir / LOG_NAME) as told:
            if self._settings.via == "http":
                return HttpRun(
                    self._settings, self._clock, assignment, hold, told, message
                ).to_its_end(installation[-8:])
            run = _Run(self._settings, self._clock, assignment, hold, told, message)
            return run.to_its_end(f"orch-{installation}")

    def reap(self, item_id: str, *, before_fence: int) -> int:  # noqa: ARG002
        """
        Return 0: what an older attempt has left running is taken over by the next.

        Its session works on the gateway, not here. `run` finds it by its record: it
        goes on with it if the agent was told the same, and stops it if not.
        """
        return 0

    def check(self, *, reach: bool = True) -> list[str]:
        """Say what keeps this runtime from working; nothing when it is well."""
        try:
            refuse_unready(self._settings)
            if not reach:
                return []
            if self._settings.via == "http":
                self._found = f"OpenClaw over HTTP at {self._settings.url}"
                return ask_models(self._settings)
            with Gateway(self._settings, self._clock) as gateway:
                scopes = ", ".join(gateway.scopes)
                where = f"{gateway.version} at {self._settings.url}"
                self._found = f"OpenClaw {where}, {scopes}"
                return unfit(gateway, self._settings)
        except RuntimeUnavailable as error:
            return [str(error)]
        except Refusal as refusal:
            return [f"{self._settings.url}: the gateway refused: {refusal}"]
        except Unreachable as error:
            return [f"{self._settings.url}: no gateway is to be reached: {error}"]

    def told(self) -> str:
        """Say which gateway `check` has found, and what its token allows."""
        return self._found


def unfit(gateway: Gateway, settings: OpenClawSettings) -> list[str]:
    """Say why work is not to be given to this gateway; nothing when it may be."""
    found = []
    least = version_of(settings.min_version) or ()
    if (version_of(gateway.version) or ()) < least:
        told = gateway.version or "of an unknown version"
        found.append(
            f"the gateway is {told}, {settings.min_version} or newer is wanted "
            "(CVE-2026-25253): upgrade OpenClaw"
        )
    lacking = [scope for scope in SCOPES if scope not in gateway.scopes]
    if lacking:
        found.append(f"the gateway's token does not give {', '.join(lacking)}")
    if not gateway.boot:
        found.append("the gateway does not say which start of it this is (bootId)")
    return found


class _Run:
    """One attempt's dealings with the gateway."""

    def __init__(
        self,
        settings: OpenClawSettings,
        clock: Clock,
        assignment: Assignment,
        hold: Hold,
        told: LiveLog,
        message: str,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._work = assignment
        self._message = message
        self._hold = hold
        self._log = told
        self._seen = Seen()
        self._record: Record | None = None
        self._accepted_at: float | None = None
        #: The requests whose answers are waited for.
        self._asked = ""
        self._waiting = ""

    # -- connections -----------------------------------------------------------

    def to_its_end(self, installation: str) -> Outcome:
        """Connect, and again whenever the connection is lost, until all is said."""
        away_since: float | None = None
        while not self._is_lost():
            try:
                with Gateway(self._settings, self._clock) as gateway:
                    away_since = None
                    wrong = unfit(gateway, self._settings)
                    if wrong:
                        return failed("; ".join(wrong), self._seen, FailureKind.BLOCKED)
                    return self._with(gateway, installation)
            except Refusal as refusal:
                if not refusal.retryable:
                    return refused(refusal, self._seen)
                why = str(refusal)
            except Unreachable as error:
                why = str(error)
            now = self._clock.monotonic()
            away_since = away_since or now
            log.info("%s: no gateway: %s", self._work.mark, why)
            if now - away_since > (RETURN_S if self._record else START_S):
                return self._gone(why)
            self._clock.wait(self._hold.lost, _PAUSE_S)
        return self._lost_without_gateway()

    def _gone(self, why: str) -> Outcome:
        msg = f"{self._settings.url}: no gateway is to be reached: {why}"
        if self._record is None:
            raise RuntimeUnavailable(msg)
        # Its record stays open: the next attempt looks what has become of the run.
        return failed(msg, self._seen, FailureKind.TRANSIENT)

    def _lost_without_gateway(self) -> Stopped:
        why = self._hold.why_lost() or "the lease ran out"
        if self._record is None:
            return Stopped(why)
        until = self._clock.monotonic() + STOP_S
        while self._clock.monotonic() < until:
            try:
                with Gateway(self._settings, self._clock) as gateway:
                    self._end(gateway, self._record)
                    self._close("over")
                    return Stopped(why)
            except (Unreachable, Refusal) as error:
                log.warning("%s: not stopped yet: %s", self._work.mark, error)
            self._pause(_PAUSE_S)
        log.error("%s: its run may go on, the gateway is away", self._work.mark)
        return Stopped(why)

    # -- one connection --------------------------------------------------------

    def _with(self, gateway: Gateway, installation: str) -> Outcome:
        if self._record is None:
            outcome = self._look_back(gateway)
            if outcome is not None:
                return outcome
            self._begin(gateway, installation)
        elif gateway.boot != self._record.boot:
            self._log.note("the gateway was restarted in mid-run")
            outcome = self._after_restart(gateway, self._record)
            self._close("done" if outcome else "over")
            why = "the gateway was restarted in mid-run; what it had begun is put away"
            return outcome or failed(why, self._seen, FailureKind.TRANSIENT)
        return self._follow(gateway)

    def _look_back(self, gateway: Gateway) -> Outcome | None:
        """Settle what earlier attempts left; go on with the latest one's run."""
        prompt = records.digest(self._work.prompt)
        latest = True
        for folder, former in records.earlier(self._work.run_dir):
            ours = self._record is not None and self._record.run == former.run
            if former.state == "over" or ours or former.url != self._settings.url:
                latest = latest and former.state == "over"
                self._put_away(folder, former)
                continue
            same = latest and former.prompt == prompt
            latest = False
            if same and former.boot == gateway.boot:
                log.info("%s: goes on with %s", self._work.mark, former.run)
                self._log.note(f"goes on with the run of attempt {folder.name}")
                self._keep(_taken_over(former, self._work.fence))
            elif same:
                outcome = self._after_restart(gateway, former)
                if outcome is not None:
                    self._keep(_taken_over(former, self._work.fence))
                    self._close("done")
                    self._put_away(folder, former)
                    return outcome
            elif former.boot == gateway.boot:
                self._end(gateway, former)
            else:
                self._archive(gateway, former)
            self._put_away(folder, former)
        return None

    def _put_away(self, folder: Path, former: Record) -> None:
        if former.state != "over":
            records.keep(folder, msgspec.structs.replace(former, state="over"))

    def _begin(self, gateway: Gateway, installation: str) -> None:
        """Give the run its names, and have them on the disk before anything is sent."""
        if self._record is not None:
            return
        item = self._work.item.id
        session = (
            f"agent:{self._settings.agent}:orch-{item}-{self._work.attempt}".lower()
        )
        if self._session(gateway, session) is not None:
            # Somebody else's with the same ids: ours is not to read their talk.
            session = f"{session}-{installation[-8:]}-{self._work.fence}"
        self._keep(
            Record(
                run=f"{installation}-{item}-{self._work.fence}",
                session=session,
                boot=gateway.boot,
                url=self._settings.url,
                prompt=records.digest(self._work.prompt),
                fence=self._work.fence,
            )
        )

    def _follow(self, gateway: Gateway) -> Outcome:
        """Ask for the run, and listen until it has ended."""
        record = self._kept()
        gateway.call("sessions.messages.subscribe", {"key": record.session})
        self._waiting = ""
        self._ask(gateway)
        while True:
            if self._is_lost():
                self._end(gateway, record)
                self._close("over")
                return Stopped(self._hold.why_lost() or "the lease ran out")
            if self._is_late():
                self._end(gateway, record)
                self._close("over")
                why = f"time limit of {self._settings.time_limit_s:g} s passed"
                return failed(why, self._seen, FailureKind.TRANSIENT)
            frame = gateway.next(LOOK_S)
            outcome = self._hear(gateway, frame) if frame else None
            if outcome is not None:
                self._close("done" if isinstance(outcome, Reported) else "over")
                return outcome

    def _hear(self, gateway: Gateway, frame: Frame) -> Outcome | None:
        if frame.type == "event":
            self._event(frame)
            return None
        if frame.id and frame.id == self._waiting:
            # It has ended, or still goes on: asking again tells which.
            self._waiting = ""
            if frame.ok and "endedAt" not in frame.body:
                self._wait(gateway)
            else:
                self._pause(_PAUSE_S)
                self._ask(gateway)
            return None
        if frame.id != self._asked:
            return None
        status = frame.body.get("status")
        if frame.ok and status in {"accepted", "in_flight"}:
            self._accepted(gateway, again=status == "in_flight")
            return None
        if not frame.ok and "runId" not in frame.body:
            # Not a run that failed: no run at all.
            answer_of(frame)
        return outcome_of(frame, self._seen, limit_s=self._settings.time_limit_s)

    def _accepted(self, gateway: Gateway, *, again: bool) -> None:
        if self._accepted_at is None:
            self._accepted_at = self._clock.monotonic()
            self._log.note(f"session {self._kept().session}")
        if again:
            # Only the first request is told the end by itself.
            self._count_history(gateway)
            self._wait(gateway)

    def _ask(self, gateway: Gateway) -> None:
        record = self._kept()
        params: dict[str, Any] = {
            "message": self._message,
            "agentId": self._settings.agent,
            "sessionKey": record.session,
            "label": f"orch-{self._work.item.id}",
            "idempotencyKey": record.run,
            "deliver": False,
            "timeout": max(1, round(self._settings.time_limit_s)),
            "cleanupBundleMcpOnRunEnd": True,
        }
        if self._settings.thinking:
            params["thinking"] = self._settings.thinking
        self._asked = gateway.send("agent", params)

    def _wait(self, gateway: Gateway) -> None:
        params = {"runId": self._kept().run, "timeoutMs": _WAIT_MS}
        self._waiting = gateway.send("agent.wait", params)

    # -- what is heard ---------------------------------------------------------

    def _event(self, frame: Frame) -> None:
        body, record = frame.body, self._kept()
        if frame.event == "shutdown":
            self._log.note("the gateway is going down")
        if body.get("sessionKey") != record.session:
            return
        if frame.event == "session.message":
            if self._seen.message(body.get("message")):
                self._hold.spent(self._seen.usage)
        elif frame.event == "agent" and body.get("runId") == record.run:
            data = body.get("data")
            self._progress(body, data if isinstance(data, dict) else {})

    def _progress(self, body: dict[str, Any], data: dict[str, Any]) -> None:
        stream = body.get("stream")
        session = body.get("sessionId")
        self._seen.session = session if isinstance(session, str) else self._seen.session
        if stream == "assistant":
            self._log.put(str(data.get("delta") or ""))
        elif stream == "tool":
            name = one_line(str(data.get("name") or data.get("toolName") or "?"), 100)
            self._log.note(f"tool {name}: {one_line(str(data.get('phase')), 40)}")
        elif stream == "run_status":
            self._log.note(one_line(str(data.get("message") or ""), 200))
            self._seen.trouble = str(data.get("reason") or self._seen.trouble)
        elif stream == "lifecycle":
            self._lifecycle(data)

    def _lifecycle(self, data: dict[str, Any]) -> None:
        observed = data.get("errorObservation")
        if isinstance(observed, dict):
            self._seen.trouble = str(observed.get("failoverReason") or "")
        if data.get("phase") == "model" and data.get("provider"):
            provider = one_line(str(data["provider"]), 80)
            model = one_line(str(data.get("model")), 120)
            self._log.note(f"model {provider}/{model}")
        elif data.get("phase") in {"start", "end", "error"}:
            self._log.note(f"run: {data['phase']}")

    def _count_history(self, gateway: Gateway) -> None:
        """Learn what the run has used before we listened; its end tells all of it."""
        try:
            messages = self._history(gateway, self._kept())
        except Refusal as refusal:
            log.info("%s: no history yet: %s", self._work.mark, refusal)
            return
        for message in messages:
            self._seen.message(message)
        self._hold.spent(self._seen.usage)

    # -- the end of runs ---------------------------------------------------------

    def _after_restart(self, gateway: Gateway, record: Record) -> Reported | None:
        """Take what a run had come to before its gateway ended, or put it away."""
        session = self._session(gateway, record.session)
        if session is None:
            return None
        if session.get("status") == "done" and not session.get("abortedLastRun"):
            messages = self._history(gateway, record)
            words = last_words(messages)
            begun = f"{record.run}:user"
            if words and any(m.get("idempotencyKey") == begun for m in messages):
                for message in messages:
                    self._seen.message(message)
                self._log.put(words)
                name = session.get("sessionId")
                usage = self._seen.usage
                self._hold.spent(usage)
                return Reported(
                    words, 0, usage.told(), name if isinstance(name, str) else None
                )
        self._archive(gateway, record)
        return None

    def _archive(self, gateway: Gateway, record: Record) -> None:
        """Put a session away, as the gateway resumes those it finds unfinished."""
        session = self._session(gateway, record.session)
        if session is None:
            return
        gateway.call(
            "sessions.patch",
            {
                "key": record.session,
                "archived": True,
                "expectedSessionId": session.get("sessionId"),
            },
        )
        self._end(gateway, record, run=False)

    def _end(self, gateway: Gateway, record: Record, *, run: bool = True) -> None:
        """Stop a run, and make sure that it has stopped."""
        params = {"key": record.session} | ({"runId": record.run} if run else {})
        try:
            gateway.call("sessions.abort", params)
        except Refusal as refusal:
            # Only the connection that began a run may abort it; its task, anyone may.
            log.info("%s: %s", record.run, refusal)
            self._cancel_task(gateway, record)
        until = self._clock.monotonic() + STOP_S
        while self._clock.monotonic() < until:
            session = self._session(gateway, record.session) or {}
            going = run and session.get("status") == "running"
            if not going and not session.get("hasActiveRun"):
                self._log.note("stopped")
                return
            self._pause(LOOK_S)
        log.error("%s: the gateway has not stopped it", record.run)

    def _cancel_task(self, gateway: Gateway, record: Record) -> None:
        told = gateway.call("tasks.list", {"sessionKey": record.session}).get("tasks")
        for task in told if isinstance(told, list) else []:
            if task.get("runId") == record.run and task.get("taskId"):
                why = {"taskId": task["taskId"], "reason": "not wanted any more"}
                gateway.call("tasks.cancel", why)

    # -- small things ------------------------------------------------------------

    def _session(self, gateway: Gateway, key: str) -> dict[str, Any] | None:
        found = gateway.call("sessions.describe", {"key": key}).get("session")
        return found if isinstance(found, dict) else None

    def _history(self, gateway: Gateway, record: Record) -> list[dict[str, Any]]:
        told = gateway.call("chat.history", {"sessionKey": record.session, **_HISTORY})
        messages = told.get("messages")
        found = messages if isinstance(messages, list) else []
        return [message for message in found if isinstance(message, dict)]

    def _is_lost(self) -> bool:
        return self._hold.lost.is_set() or self._hold.seconds_left() <= 0

    def _is_late(self) -> bool:
        if self._accepted_at is None:
            return False
        limit = self._accepted_at + self._settings.time_limit_s + OVERTIME_S
        return self._clock.monotonic() > limit

    def _keep(self, record: Record) -> None:
        self._record = record
        records.keep(self._work.run_dir, record)

    def _kept(self) -> Record:
        assert self._record is not None  # noqa: S101 - tells mypy
        return self._record

    def _close(self, state: Literal["done", "over"]) -> None:
        if self._record is not None:
            self._keep(msgspec.structs.replace(self._record, state=state))

    def _pause(self, seconds: float) -> None:
        """Wait whether or not the lease is lost."""
        self._clock.wait(threading.Event(), seconds)


def _taken_over(record: Record, fence: int) -> Record:
    """Return the record of a run as its new owner keeps it."""
    return msgspec.structs.replace(record, fence=fence, state="open")
