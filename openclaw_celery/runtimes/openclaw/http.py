"""
Runs an attempt as one HTTP request to a gateway: `/v1/chat/completions`.

Simpler than its own protocol, and it promises less. The run lasts as long as the
connection, so a worker's death ends it. There is no key to ask for a run again: a
request that may have arrived is never sent a second time.
"""

from __future__ import annotations

import asyncio
import logging
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import msgspec

from openclaw_celery import __version__
from openclaw_celery.domain.attempt import Failed, FailureKind, Stopped
from openclaw_celery.domain.errors import RuntimeUnavailable
from openclaw_celery.domain.text import one_line
from openclaw_celery.runtimes.openclaw.answers import Answer, Seen, failed, outcome_http
from openclaw_celery.runtimes.openclaw.client import MAX_FRAME_BYTES, token_of
from openclaw_celery.runtimes.openclaw.place import is_here
from openclaw_celery.runtimes.told import dict_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx2

    from openclaw_celery.domain.attempt import Outcome
    from openclaw_celery.ports import Assignment, Clock, Hold
    from openclaw_celery.runtimes.openclaw.livelog import LiveLog
    from openclaw_celery.settings import OpenClawSettings

log = logging.getLogger("clawq.openclaw")

#: How often a run looks whether it is still wanted.
LOOK_S = 0.25
#: A gateway that is away, or goes down, before it has taken the request.
START_S = 30.0
OPEN_S = 10.0
#: The newest messages of a session that are looked at.
_MESSAGES = 1000
_OK, _NOT_FOUND = 200, 404
_PAUSE_S = 0.5
_MISSING = "via = 'http' needs httpx2: pip install 'openclaw-celery[openclaw]'"


class _NotTaken(Exception):
    """The gateway has not taken the request: it may be sent again."""


class HttpRun:
    """One attempt's request."""

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
        self._hold = hold
        self._log = told
        self._message = message

    def to_its_end(self, installation: str) -> Outcome:
        """Ask, again only while the gateway has not taken the request."""
        work = self._work
        names = f"{work.item.id}-{work.attempt}-{installation}-{work.fence}"
        session = f"agent:{self._settings.agent}:orch-{names}".lower()
        began = self._clock.monotonic()
        while not self._is_lost():
            try:
                outcome = asyncio.run(self._ask(session))
            except _NotTaken as error:
                log.info("%s: not taken: %s", work.mark, error)
                if self._clock.monotonic() - began > START_S:
                    url = self._settings.url
                    msg = f"{url}: no gateway is to be reached: {error}"
                    return Failed(FailureKind.AWAY, msg)
                self._clock.wait(self._hold.lost, _PAUSE_S)
            else:
                return outcome
        return Stopped(self._hold.why_lost() or "the lease ran out")

    async def _ask(self, session: str) -> Outcome:
        """Send the request; drop its connection, which ends the run, when it must."""
        self._log.note(f"session {session}")
        asked = asyncio.create_task(self._post(session))
        until = self._clock.monotonic() + self._settings.time_limit_s
        why: Callable[[], Outcome] | None = None
        while why is None and not asked.done():
            await asyncio.wait({asked}, timeout=LOOK_S)
            if self._is_lost():
                why = self._stopped
            elif self._clock.monotonic() >= until:
                why = self._late
        if why is not None and not asked.done():
            asked.cancel()
            await asyncio.wait({asked})
        if asked.cancelled() and why is not None:
            self._log.note("stopped")
            return why()
        answer = asked.result()
        if isinstance(answer, Answer):
            seen = Seen(self._clock.moment)
            if answer.status == _OK:
                for message in await _messages(self._settings, session):
                    seen.message(message)
            outcome = outcome_http(answer, session, seen)
            self._log.put(outcome.report)
            return outcome
        return answer

    async def _post(self, session: str) -> Answer | Outcome:
        import httpx2  # noqa: PLC0415 - for slots that use it only

        said = {
            "model": f"openclaw/{self._settings.agent}",
            "messages": [{"role": "user", "content": self._message}],
        }
        headers = {"x-openclaw-session-key": session}
        try:
            async with (
                _client(self._settings) as client,
                client.stream(
                    "POST", "/v1/chat/completions", json=said, headers=headers
                ) as response,
            ):
                answer = await _read(response)
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
            raise _NotTaken(
                one_line(str(error), 200) or type(error).__name__
            ) from error
        except httpx2.HTTPError as error:
            why = one_line(str(error), 200) or type(error).__name__
            msg = (
                f"the connection ended before the answer ({why}): it is not known how "
                "far the agent has come"
            )
            return failed(
                msg, Seen(self._clock.moment), FailureKind.TRANSIENT, session=session
            )
        if answer.code == "gateway_unavailable":
            # It starts, or goes down; a provider's 503 says something else.
            raise _NotTaken(answer.words)
        return answer

    def _stopped(self) -> Outcome:
        return Stopped(self._hold.why_lost() or "the lease ran out")

    def _late(self) -> Outcome:
        why = f"time limit of {self._settings.time_limit_s:g} s passed"
        return Failed(FailureKind.TRANSIENT, why)

    def _is_lost(self) -> bool:
        return self._hold.lost.is_set() or self._hold.seconds_left() <= 0


def ask_models(settings: OpenClawSettings) -> list[str]:
    """Say why the gateway takes no requests over HTTP; nothing when it does."""
    return asyncio.run(_models(settings))


async def _models(settings: OpenClawSettings) -> list[str]:
    import httpx2  # noqa: PLC0415 - for slots that use it only

    try:
        async with (
            _client(settings, OPEN_S) as client,
            client.stream("GET", "/v1/models") as response,
        ):
            answer = await _read(response)
    except httpx2.HTTPError as error:
        why = one_line(str(error), 200) or type(error).__name__
        return [f"{settings.url}: no gateway is to be reached: {why}"]
    if answer.status == _NOT_FOUND:
        switch = "gateway.http.endpoints.chatCompletions.enabled"
        return [f"{settings.url}: set {switch} in the gateway's openclaw.json"]
    if answer.status != _OK:
        return [f"{settings.url}: the gateway refused: {answer.words}"]
    told = answer.body.get("data")
    names = [m.get("id") for m in told or () if isinstance(m, dict)]
    if f"openclaw/{settings.agent}" not in names:
        return [f"{settings.url}: the gateway has no agent {settings.agent}"]
    return []


def shows_sessions(settings: OpenClawSettings) -> bool:
    """Tell whether the gateway shows what its agents were not allowed."""
    told = asyncio.run(_history(settings, f"agent:{settings.agent}:orch-none"))
    # It has no such session, and says so: it would show one.
    kind = text_of(dict_of(told.body.get("error")).get("type")) if told else ""
    return kind == "not_found"


async def _messages(settings: OpenClawSettings, session: str) -> list[Any]:
    """Read a session's messages; none where the gateway does not show them."""
    told = await _history(settings, session)
    found = told.body.get("messages") if told and told.status == _OK else None
    return found if isinstance(found, list) else []


async def _history(settings: OpenClawSettings, session: str) -> Answer | None:
    """Ask for a session's messages; None when no answer comes in time."""
    import httpx2  # noqa: PLC0415 - for slots that use it only

    path = f"/sessions/{quote(session, safe='')}/history?limit={_MESSAGES}"
    try:
        async with (
            asyncio.timeout(OPEN_S),
            _client(settings, OPEN_S) as client,
            client.stream("GET", path) as response,
        ):
            return await _read(response)
    except (httpx2.HTTPError, TimeoutError) as error:
        log.info("%s: its messages were not to be had: %r", session, error)
        return None


def _client(
    settings: OpenClawSettings, timeout: float | None = None
) -> httpx2.AsyncClient:
    if find_spec("httpx2") is None:
        raise RuntimeUnavailable(_MISSING)
    import httpx2  # noqa: PLC0415 - for slots that use it only

    parts = urlsplit(settings.url)
    plain = "http" if parts.scheme == "ws" else "https"
    token = token_of(settings)
    return httpx2.AsyncClient(
        base_url=f"{plain}://{parts.netloc}",
        headers={"user-agent": f"openclaw-celery/{__version__}"}
        | ({"authorization": f"Bearer {token}"} if token else {}),
        # Runs take as long as their own limit lets them.
        timeout=httpx2.Timeout(timeout, connect=OPEN_S),
        # Nothing that is meant for this machine goes to a proxy.
        trust_env=not is_here(settings),
    )


async def _read(response: httpx2.Response) -> Answer:
    data = bytearray()
    async for part in response.aiter_bytes():
        data += part
        if len(data) > MAX_FRAME_BYTES:
            return Answer(413, {}, "the answer is too long")
    try:
        body: Any = msgspec.json.decode(bytes(data))
    except (msgspec.MsgspecError, ValueError, RecursionError):
        body = None
    after = response.headers.get("retry-after", "")
    body = body if isinstance(body, dict) else {}
    error = body.get("error")
    told = error.get("message") if isinstance(error, dict) else None
    words = str(told or one_line(bytes(data).decode(errors="replace"), 200))
    return Answer(response.status_code, body, words, after)
