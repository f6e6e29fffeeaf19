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
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from openclaw_celery.domain.attempt import Failed, FailureKind, Reported, Stopped
from openclaw_celery.domain.errors import (
    LeaseLost,
    RuntimeUnavailable,
    StoreUnavailable,
)
from openclaw_celery.domain.text import one_line
from openclaw_celery.ports import LOG_NAME
from openclaw_celery.private import kept_secret
from openclaw_celery.runtimes.openclaw import record as records
from openclaw_celery.runtimes.openclaw.answers import (
    Seen,
    failed,
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
from openclaw_celery.runtimes.openclaw.http import (
    HttpRun,
    ask_models,
    shows_sessions,
)
from openclaw_celery.runtimes.openclaw.livelog import LiveLog
from openclaw_celery.runtimes.openclaw.place import message_of
from openclaw_celery.runtimes.openclaw.record import Record
from openclaw_celery.runtimes.openclaw.sessions import LOOK_S, STOP_S, Sessions, State
from openclaw_celery.runtimes.reader import SAYS_DONE
from openclaw_celery.settings import version_of

if TYPE_CHECKING:
    from pathlib import Path

    from openclaw_celery.domain.attempt import Left, Outcome
    from openclaw_celery.ports import Assignment, Clock, Hold
    from openclaw_celery.runtimes.openclaw.client import Frame
    from openclaw_celery.settings import OpenClawSettings

log = logging.getLogger("clawq.openclaw")

#: A gateway starts in ten seconds; one that is away for longer fails the attempt. From
#: where it says that it starts it has as long again.
START_S = 30.0
#: With a run on it, it is waited for longer: it may be working all the time.
RETURN_S = 120.0
#: A run that the gateway has not ended this long after its limit is stopped. Its own
#: limit starts anew whenever it asks a provider again.
OVERTIME_S = 15.0
_PAUSE_S = 0.5
_WAIT_MS = 60_000


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

    def end(self, run: str) -> bool:
        """End a run that nobody holds any more, if it is on this gateway."""
        record = records.read(run)
        if record is None:
            return True
        if record.where != records.where_of(self._settings):
            return False
        try:
            with Gateway(self._settings, self._clock) as gateway:
                Sessions(gateway, self._clock).put_away(record)
        except (Unreachable, Refusal) as error:
            msg = f"{self._settings.url}: {error}"
            raise RuntimeUnavailable(msg) from error
        log.info("%s: ended, it is not wanted any more", record.run)
        return True

    def check(self, *, reach: bool = True) -> list[str]:
        """Say what keeps this runtime from working; nothing when it is well."""
        try:
            refuse_unready(self._settings)
            if not reach:
                return []
            if self._settings.via == "http":
                return ask_models(self._settings) or self._check_http()
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

    def _check_http(self) -> list[str]:
        """Look at what HTTP may not show: the gateway's version, its sessions."""
        complaints = self._check_version()
        if not shows_sessions(self._settings):
            # A proxy may let nothing else pass, which is no fault.
            self._found += (
                "; it does not show sessions: no run is BLOCKED because a command "
                "needs somebody's approval"
            )
        return complaints

    def _check_version(self) -> list[str]:
        """Ask for the version, which HTTP doesn't tell, where a WebSocket passes."""
        where = f"over HTTP at {self._settings.url}"
        try:
            with Gateway(self._settings, self._clock) as gateway:
                self._found = f"OpenClaw {gateway.version} {where}"
                return outdated(gateway, self._settings)
        except (RuntimeUnavailable, Refusal, Unreachable):
            least = self._settings.min_version
            told = "its version can't be known, HTTP does not tell it: see to it that"
            self._found = f"OpenClaw {where}; {told} it is {least} or newer"
            return []

    def told(self) -> str:
        """Say which gateway `check` has found, and what its token allows."""
        return self._found


def unfit(gateway: Gateway, settings: OpenClawSettings) -> list[str]:
    """Say why work is not to be given to this gateway; nothing when it may be."""
    found = outdated(gateway, settings)
    lacking = [scope for scope in SCOPES if scope not in gateway.scopes]
    if lacking:
        found.append(f"the gateway's token does not give {', '.join(lacking)}")
    if not gateway.boot:
        found.append("the gateway does not say which start of it this is (bootId)")
    return found


def outdated(gateway: Gateway, settings: OpenClawSettings) -> list[str]:
    """Say that a gateway is too old; nothing when it is not."""
    least = version_of(settings.min_version) or ()
    if (version_of(gateway.version) or ()) >= least:
        return []
    told = gateway.version or "of an unknown version"
    wanted = f"{settings.min_version} or newer is wanted (CVE-2026-25253)"
    return [f"the gateway is {told}, {wanted}: upgrade OpenClaw"]


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
        self._seen = Seen(clock.moment)
        self._record: Record | None = None
        self._sessions: Sessions
        #: The gateway has said that it has the run.
        self._begun = False
        #: It was never asked for, or only in vain.
        self._unsent = False
        #: Since when no run could be had of a gateway.
        self._trouble_since: float | None = None
        self._starting = False
        self._accepted_at: float | None = None
        #: The requests whose answers are waited for.
        self._asked = ""
        self._waiting = ""

    # -- connections -----------------------------------------------------------

    def to_its_end(self, installation: str) -> Outcome:
        """Connect, and again whenever the connection is lost, until all is said."""
        while not self._is_lost():
            try:
                with Gateway(self._settings, self._clock) as gateway:
                    wrong = unfit(gateway, self._settings)
                    if wrong:
                        return failed("; ".join(wrong), self._seen, FailureKind.BLOCKED)
                    return self._with(gateway, installation)
            except Refusal as refusal:
                if not refusal.retryable:
                    return refused(refusal, self._seen)
                why = str(refusal)
                if refusal.is_starting and not self._starting:
                    self._starting, self._trouble_since = True, None
            except Unreachable as error:
                # It may have got what it was asked last.
                self._unsent = self._unsent and not self._asked
                why = str(error)
            now = self._clock.monotonic()
            self._trouble_since = self._trouble_since or now
            log.info("%s: no gateway: %s", self._work.mark, why)
            if now - self._trouble_since > (RETURN_S if self._begun else START_S):
                return self._gone(why)
            self._clock.wait(self._hold.lost, _PAUSE_S)
        return self._lost_without_gateway()

    def _gone(self, why: str) -> Outcome:
        msg = f"{self._settings.url}: no gateway is to be reached: {why}"
        # What is kept of a run stays: the next attempt looks what has become of it.
        kind = FailureKind.TRANSIENT if self._begun else FailureKind.AWAY
        return failed(msg, self._seen, kind)

    def _lost_without_gateway(self) -> Stopped:
        why = self._hold.why_lost() or "the lease ran out"
        if self._record is None:
            return Stopped(why)
        until = self._clock.monotonic() + STOP_S
        while self._clock.monotonic() < until:
            try:
                with Gateway(self._settings, self._clock) as gateway:
                    Sessions(gateway, self._clock).put_away(self._record)
                    self._over("stopped")
                    return Stopped(why)
            except (Unreachable, Refusal) as error:
                log.warning("%s: not stopped yet: %s", self._work.mark, error)
            self._clock.wait(threading.Event(), _PAUSE_S)
        # The watchdog ends it, or the next attempt does.
        log.error("%s: its run may go on, the gateway is away", self._work.mark)
        return Stopped(why)

    # -- one connection --------------------------------------------------------

    def _with(self, gateway: Gateway, installation: str) -> Outcome:
        self._sessions = Sessions(gateway, self._clock)
        if self._record is None:
            outcome = self._look_back(gateway)
            if outcome is not None:
                return outcome
            self._begin(gateway, installation)
        else:
            restarted = gateway.boot != self._record.boot
            if restarted:
                self._log.note("the gateway was restarted in mid-run")
            found = self._sessions.look(self._record, self._seen)
            if found is State.NONE and not self._begun:
                self._record = None
                self._begin(gateway, installation)
            elif found is not State.THERE:
                return self._found(found, restarted=restarted)
        return self._follow(gateway)

    def _found(self, found: Reported | Failed | State, *, restarted: bool) -> Outcome:
        """Settle a run of ours that has ended while nobody listened."""
        if not isinstance(found, State):
            return self._settled(found)
        if not restarted:
            self._over()
            why = "the run ended while the gateway was not to be reached"
            return failed(why, self._seen, FailureKind.TRANSIENT)
        self._sessions.put_away(self._kept())
        self._over()
        why = "the gateway was restarted in mid-run; what it had begun is put away"
        return failed(why, self._seen, FailureKind.TRANSIENT)

    def _settled(self, found: Reported | Failed) -> Reported | Failed:
        self._log.put(found.report)
        self._hold.spent(self._seen.usage)
        if isinstance(found, Failed):
            self._over()
        return found

    def _look_back(self, gateway: Gateway) -> Reported | Failed | None:
        """Settle what earlier attempts left; go on with the latest one's run."""
        asked, latest = records.digest(self._work.asked), True
        here = records.where_of(self._settings)
        for left in self._work.left:
            former = records.read(left.run)
            if former is None or (self._record and self._record.run == former.run):
                self._forget(left)
                continue
            fits = latest and former.asked == asked
            latest = False
            if gateway.boot != former.boot and here != former.where:
                # On a gateway that others reach: they end it once it is not wanted.
                self._log.note(f"attempt {left.attempt} has a run on {former.where}")
                continue
            found = self._sessions.look(former, self._seen) if fits else State.OVER
            if isinstance(found, State) and found is not State.THERE:
                self._sessions.put_away(former)
                self._forget(left)
                continue
            log.info("%s: goes on with %s", self._work.mark, former.run)
            self._log.note(f"goes on with the run of attempt {left.attempt}")
            self._keep(former)
            self._forget(left)
            if not isinstance(found, State):
                return self._settled(found)
        return None

    def _begin(self, gateway: Gateway, installation: str) -> None:
        """Give the run its names, and have them kept before anything is sent."""
        if self._record is not None:
            return
        item = self._work.item.id
        session = (
            f"agent:{self._settings.agent}:orch-{item}-{self._work.attempt}".lower()
        )
        if self._sessions.describe(session) is not None:
            # Somebody else's with the same ids: ours is not to read their talk.
            session = f"{session}-{installation[-8:]}-{self._work.fence}"
        self._keep(
            Record(
                run=f"{installation}-{item}-{self._work.fence}",
                session=session,
                boot=gateway.boot,
                where=records.where_of(self._settings),
                asked=records.digest(self._work.asked),
            )
        )
        self._unsent = True

    def _follow(self, gateway: Gateway) -> Outcome:
        """Ask for the run, and listen until it has ended."""
        record = self._kept()
        gateway.call("sessions.messages.subscribe", {"key": record.session})
        self._waiting = ""
        self._ask(gateway)
        while True:
            if self._is_lost():
                self._sessions.end(record)
                self._over("stopped")
                return Stopped(self._hold.why_lost() or "the lease ran out")
            if self._is_late():
                self._sessions.end(record)
                self._over("stopped")
                why = f"time limit of {self._settings.time_limit_s:g} s passed"
                return failed(why, self._seen, FailureKind.TRANSIENT)
            frame = gateway.next(LOOK_S)
            outcome = self._hear(gateway, frame) if frame else None
            if outcome is not None:
                # A report is forgotten with what keeps it, all at once.
                if not isinstance(outcome, Reported):
                    self._over()
                return outcome

    def _hear(self, gateway: Gateway, frame: Frame) -> Outcome | None:
        if frame.type == "event":
            self._event(frame)
            return None
        if frame.id and frame.id == self._waiting:
            return self._waited(gateway, frame)
        if frame.id != self._asked:
            return None
        status = frame.body.get("status")
        if frame.ok and status in {"accepted", "in_flight"}:
            self._accepted(gateway, again=status == "in_flight")
            return None
        if not frame.ok and "runId" not in frame.body:
            # Not a run that failed: no run at all.
            self._asked = ""
            if self._unsent:
                self._over()
                self._record = None
            answer_of(frame)
        outcome = outcome_of(frame, self._seen, limit_s=self._settings.time_limit_s)
        if isinstance(outcome, Reported) and not SAYS_DONE.search(outcome.report):
            # What its tools have told it is no event of ours: was it let do its work?
            with suppress(Unreachable):
                self._count_history()
            return outcome_of(frame, self._seen, limit_s=self._settings.time_limit_s)
        return outcome

    def _waited(self, gateway: Gateway, frame: Frame) -> Outcome | None:
        self._waiting = ""
        if not frame.ok or "endedAt" in frame.body:
            # Asking again tells how.
            self._clock.wait(threading.Event(), _PAUSE_S)
            self._ask(gateway)
            return None
        # It goes on, or is not known any more.
        found = self._sessions.look(self._kept(), self._seen)
        if found is not State.THERE:
            return self._found(found, restarted=False)
        self._wait(gateway)
        return None

    def _accepted(self, gateway: Gateway, *, again: bool) -> None:
        self._begun, self._unsent, self._trouble_since = True, False, None
        if self._accepted_at is None:
            self._accepted_at = self._clock.monotonic()
            self._log.note(f"session {self._kept().session}")
        if again:
            # Only the first request is told the end by itself.
            self._count_history()
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

    def _count_history(self) -> None:
        """Learn what the run has used and was denied while we did not listen."""
        try:
            messages = self._sessions.history(self._kept())
        except Refusal as refusal:
            log.info("%s: no history yet: %s", self._work.mark, refusal)
            return
        for message in messages:
            self._seen.message(message)
        self._hold.spent(self._seen.usage)

    # -- small things ------------------------------------------------------------

    def _is_lost(self) -> bool:
        return self._hold.lost.is_set() or self._hold.seconds_left() <= 0

    def _is_late(self) -> bool:
        if self._accepted_at is None:
            return False
        limit = self._accepted_at + self._settings.time_limit_s + OVERTIME_S
        return self._clock.monotonic() > limit

    def _keep(self, record: Record) -> None:
        """Have the run kept, however long that takes while it is ours."""
        while True:
            try:
                self._hold.keep(records.told(record))
            except StoreUnavailable as error:
                if self._is_lost():
                    raise LeaseLost(str(error)) from error
                self._clock.wait(self._hold.lost, _PAUSE_S)
            else:
                self._record = record
                return

    def _kept(self) -> Record:
        assert self._record is not None  # noqa: S101 - tells mypy
        return self._record

    def _over(self, note: str = "") -> None:
        """Keep nothing any more of a run that has ended."""
        if note:
            self._log.note(note)
        self._forget(None)

    def _forget(self, left: Left | None) -> None:
        try:
            self._hold.keep("", attempt=left.attempt if left else None)
        except StoreUnavailable as error:
            # Whoever comes next finds that it has ended.
            log.info("%s: not forgotten yet: %s", self._work.mark, error)
