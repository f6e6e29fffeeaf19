"""What has become of a run's session, and its end: asked of the gateway."""

from __future__ import annotations

import enum
import logging
import threading
from typing import TYPE_CHECKING, Any

from openclaw_celery.runtimes.openclaw.answers import Seen, last_words, reported
from openclaw_celery.runtimes.openclaw.client import Refusal

if TYPE_CHECKING:
    from openclaw_celery.domain.attempt import Failed, Reported
    from openclaw_celery.ports import Clock
    from openclaw_celery.runtimes.openclaw.client import Gateway
    from openclaw_celery.runtimes.openclaw.record import Record

log = logging.getLogger("clawq.openclaw")

#: How often it is looked whether a run has stopped.
LOOK_S = 0.25
#: How long to make sure that a stopped run has stopped.
STOP_S = 15.0
#: A gateway knows for 300 s after its end how a run ended, by its key.
KNOWN_MS = 240_000
#: The most that a gateway hands out at once; fewer, where they are long.
_HISTORY = {"limit": 1000, "maxChars": 500_000}
_MOST_PAGES = 200
_BADLY = frozenset({"failed", "timeout"})


class State(enum.Enum):
    """How a run is found that somebody else has begun."""

    #: It goes on, has not begun, or its end is known still: ask for it by its key.
    THERE = enum.auto()
    #: It came to no result that could still be had.
    OVER = enum.auto()
    #: The gateway was restarted, and knows nothing of it.
    NONE = enum.auto()


class Sessions:
    """The sessions of runs, over one connection."""

    def __init__(self, gateway: Gateway, clock: Clock) -> None:
        """Ask *gateway*."""
        self._gateway = gateway
        self._clock = clock

    def describe(self, key: str) -> dict[str, Any] | None:
        """Return what the gateway says of a session; None when there is none."""
        told = self._gateway.call("sessions.describe", {"key": key})
        found = told.get("session")
        return found if isinstance(found, dict) else None

    def history(self, record: Record) -> list[dict[str, Any]]:
        """Return the messages of a run's session, however many pages they fill."""
        found: list[dict[str, Any]] = []
        asked: dict[str, Any] = {"sessionKey": record.session, **_HISTORY}
        for _ in range(_MOST_PAGES):
            told = self._gateway.call("chat.history", asked)
            messages = told.get("messages")
            page = messages if isinstance(messages, list) else []
            # From the end on: each page is what came before the last one.
            found = [message for message in page if isinstance(message, dict)] + found
            offset = told.get("nextOffset")
            if not told.get("hasMore") or not isinstance(offset, int):
                return found
            asked["offset"] = offset
        log.warning("%s: a history of more than %d messages", record.run, len(found))
        return found

    def look(self, record: Record, seen: Seen) -> Reported | Failed | State:
        """
        Find out what has become of a run, without asking for it.

        Its key starts it anew once the gateway has forgotten it: with its restart,
        and some minutes after the run's end.
        """
        restarted = record.boot != self._gateway.boot
        session = self.describe(record.session)
        if session is None:
            return State.NONE if restarted else State.THERE
        status = session.get("status")
        if status == "done" and not session.get("abortedLastRun"):
            found = self._result(record, session, seen)
            if found is not None:
                return found
        elif not restarted and status not in {*_BADLY, "killed"}:
            return State.THERE
        ended = session.get("endedAt")
        known = isinstance(ended, int) and self._gateway.now_ms() - ended < KNOWN_MS
        if not restarted and known and status != "killed":
            return State.THERE
        return State.OVER

    def _result(
        self, record: Record, session: dict[str, Any], seen: Seen
    ) -> Reported | Failed | None:
        messages = self.history(record)
        words = last_words(messages)
        begun = f"{record.run}:user"
        if not words or all(m.get("idempotencyKey") != begun for m in messages):
            return None
        for message in messages:
            seen.message(message)
        name = session.get("sessionId")
        known = name if isinstance(name, str) else None
        return reported(words, seen, seen.usage.told(), known)

    def put_away(self, record: Record) -> None:
        """End a run for good, whichever start of the gateway has accepted it."""
        if record.boot == self._gateway.boot:
            self.end(record)
            return
        # The gateway resumes the sessions that it finds unfinished, unless archived.
        session = self.describe(record.session)
        if session is None:
            return
        archived = {"archived": True, "expectedSessionId": session.get("sessionId")}
        self._gateway.call("sessions.patch", {"key": record.session, **archived})
        self.end(record, run=False)

    def end(self, record: Record, *, run: bool = True) -> None:
        """Stop a run, and make sure that it has stopped."""
        params = {"key": record.session} | ({"runId": record.run} if run else {})
        try:
            self._gateway.call("sessions.abort", params)
        except Refusal as refusal:
            # Only the connection that began a run may abort it; its task, anyone may.
            log.info("%s: %s", record.run, refusal)
            self._cancel_task(record)
        until = self._clock.monotonic() + STOP_S
        while self._clock.monotonic() < until:
            session = self.describe(record.session) or {}
            going = run and session.get("status") == "running"
            if not going and not session.get("hasActiveRun"):
                return
            # Whether or not the lease is lost.
            self._clock.wait(threading.Event(), LOOK_S)
        log.error("%s: the gateway has not stopped it", record.run)

    def _cancel_task(self, record: Record) -> None:
        asked = {"sessionKey": record.session}
        told = self._gateway.call("tasks.list", asked).get("tasks")
        for task in told if isinstance(told, list) else []:
            if task.get("runId") == record.run and task.get("taskId"):
                why = {"taskId": task["taskId"], "reason": "not wanted any more"}
                self._gateway.call("tasks.cancel", why)
