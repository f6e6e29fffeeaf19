"""
Speaks to a gateway: protocol 4, JSON frames over one WebSocket.

A frame is an answer to a request of ours, by its id, or an event. One request may be
answered twice: `agent` says first that it was accepted, and at the end what came of it.
"""

from __future__ import annotations

import os
from collections import deque
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

import msgspec

from openclaw_celery import __version__
from openclaw_celery.domain.errors import RuntimeUnavailable
from openclaw_celery.domain.text import one_line
from openclaw_celery.settings import is_loopback

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

    from openclaw_celery.ports import Clock
    from openclaw_celery.settings import OpenClawSettings

PROTOCOL = 4
#: No more is asked for: agents get no say over the gateway itself.
SCOPES = ("operator.read", "operator.write")
#: What a gateway says that it accepts, and a little.
MAX_FRAME_BYTES = 26 * 1024 * 1024
OPEN_S = 10.0
CALL_S = 30.0
_MISSING = (
    "the openclaw runtime needs websockets: pip install 'openclaw-celery[openclaw]'"
)


class Unreachable(Exception):
    """There is no connection to the gateway, or not any more."""


class Refusal(Exception):
    """The gateway has answered no."""

    def __init__(self, error: Error) -> None:
        super().__init__(one_line(error.message, 500) or error.code)
        self.code = error.code
        details = error.details if isinstance(error.details, dict) else {}
        self.detail = str(details.get("code") or details.get("reason") or "")
        self.retryable = error.retryable

    @property
    def is_starting(self) -> bool:
        """Whether the gateway has begun to start, and is not there yet."""
        return self.retryable and self.detail.startswith("startup")


class Error(msgspec.Struct, rename="camel"):
    """Why a request was refused."""

    code: str = "UNKNOWN"
    message: str = ""
    details: Any = None
    retryable: bool = False


class Frame(msgspec.Struct):
    """What comes from the gateway; only what we look at."""

    type: str
    id: str = ""
    event: str = ""
    ok: bool = False
    payload: Any = None
    error: Error | None = None

    @property
    def body(self) -> dict[str, Any]:
        """The payload, if it is an object."""
        return self.payload if isinstance(self.payload, dict) else {}


class Gateway:
    """A connection to a gateway, from its greeting to its end."""

    def __init__(self, settings: OpenClawSettings, clock: Clock) -> None:
        """
        Connect and say who we are.

        Raises Unreachable, Refusal, or RuntimeUnavailable when we lack something.
        """
        self._clock = clock
        self._later: deque[Frame] = deque()
        #: The gateway's clock when it greeted us, and ours.
        self._greeted: tuple[float, float] = (0, clock.monotonic())
        self._ends = ExitStack()
        self._socket = _open(settings, self._ends)
        try:
            hello = self._greet(token_of(settings))
        except BaseException:
            self.close()
            raise
        server = hello.get("server")
        server = server if isinstance(server, dict) else {}
        auth = hello.get("auth")
        auth = auth if isinstance(auth, dict) else {}
        #: New at each start of the gateway: what was accepted under another is lost.
        self.boot = str(server.get("bootId") or "")
        self.version = one_line(str(server.get("version") or ""), 40)
        self.scopes = tuple(str(scope) for scope in auth.get("scopes") or ())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Hang up; what the gateway was asked to do goes on."""
        self._ends.close()

    def now_ms(self) -> float:
        """Tell the time by the gateway's clock, in its milliseconds."""
        told, at = self._greeted
        return told + (self._clock.monotonic() - at) * 1000

    def send(self, method: str, params: dict[str, Any]) -> str:
        """Ask for something; returns the id under which it is answered."""
        from websockets.exceptions import WebSocketException  # noqa: PLC0415

        number = self._clock.token()
        frame = {"type": "req", "id": number, "method": method, "params": params}
        data = msgspec.json.encode(frame)
        if len(data) > MAX_FRAME_BYTES:
            msg = f"{len(data)} bytes are too much for a gateway"
            raise Refusal(Error("TOO_LARGE", msg))
        try:
            self._socket.send(data.decode())
        except (WebSocketException, OSError) as error:
            raise Unreachable(one_line(str(error), 200)) from error
        return number

    def call(
        self, method: str, params: dict[str, Any], within: float = CALL_S
    ) -> dict[str, Any]:
        """Ask and wait for the answer; frames of other things are kept for later."""
        number = self.send(method, params)
        until = self._clock.monotonic() + within
        while (left := until - self._clock.monotonic()) > 0:
            frame = self._receive(left)
            if frame is None:
                break
            if frame.type == "res" and frame.id == number:
                return answer_of(frame)
            self._later.append(frame)
        msg = f"no answer to {method} within {within:g} s"
        raise Unreachable(msg)

    def next(self, within: float) -> Frame | None:
        """Return the next frame; None when there was none in time."""
        if self._later:
            return self._later.popleft()
        return self._receive(within)

    def _receive(self, within: float) -> Frame | None:
        from websockets.exceptions import WebSocketException  # noqa: PLC0415

        try:
            data = self._socket.recv(timeout=max(within, 0.001))
        except TimeoutError:
            return None
        except (WebSocketException, OSError) as error:
            raise Unreachable(one_line(str(error), 200)) from error
        try:
            return msgspec.json.decode(data, type=Frame)
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            msg = f"what came is no frame of a gateway: {one_line(str(error), 200)}"
            raise Unreachable(msg) from error

    def _greet(self, token: str) -> dict[str, Any]:
        params: dict[str, Any] = {
            "minProtocol": PROTOCOL,
            "maxProtocol": PROTOCOL,
            "client": {
                "id": "gateway-client",
                "version": __version__,
                "platform": "linux",
                "mode": "backend",
            },
            "role": "operator",
            "scopes": list(SCOPES),
            "caps": [],
        }
        if token:
            params["auth"] = {"token": token}
        # It sends its challenge first; a shared token leaves nothing to sign.
        first = self._receive(OPEN_S)
        if first is None or first.event != "connect.challenge":
            msg = "what answers there is not a gateway"
            raise Unreachable(msg)
        now = first.body.get("ts")
        told = float(now) if isinstance(now, int | float) else 0.0
        self._greeted = (told, self._clock.monotonic())
        return self.call("connect", params, OPEN_S)


def answer_of(frame: Frame) -> dict[str, Any]:
    """Return what an answer says; raises Refusal when it says no."""
    if not frame.ok:
        raise Refusal(frame.error or Error())
    return frame.body


def refuse_unready(settings: OpenClawSettings) -> None:
    """Raise RuntimeUnavailable for what is lacking on our side."""
    if settings.via == "ws" and find_spec("websockets") is None:
        raise RuntimeUnavailable(_MISSING)
    token_of(settings)


def token_of(settings: OpenClawSettings) -> str:
    """Find the token; empty when none is set up. Raises RuntimeUnavailable."""
    if settings.token:
        return settings.token
    if not settings.token_file:
        return os.environ.get(settings.token_env, "").strip()
    path = Path(settings.token_file).expanduser()
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not text"
        msg = f"runtimes.openclaw.token_file: {path}: {why}"
        raise RuntimeUnavailable(msg) from error


def _open(settings: OpenClawSettings, ends: ExitStack) -> ClientConnection:
    try:
        from websockets.exceptions import WebSocketException  # noqa: PLC0415
        from websockets.sync.client import connect  # noqa: PLC0415
    except ImportError as error:
        raise RuntimeUnavailable(_MISSING) from error
    host = urlsplit(settings.url).hostname or ""
    try:
        opened = connect(
            settings.url,
            # Nothing that is meant for this machine goes to a proxy.
            proxy=None if is_loopback(host) else True,
            compression=None,
            open_timeout=OPEN_S,
            close_timeout=1,
            max_size=MAX_FRAME_BYTES,
            user_agent_header=f"openclaw-celery/{__version__}",
        )
        return ends.enter_context(opened)
    except (WebSocketException, OSError, ValueError) as error:
        raise Unreachable(one_line(str(error), 200)) from error
