"""
A gateway of protocol 4 on loopback that answers as a test tells it to.

Its words are those of OpenClaw 2026.9.6; the real one is talked to in tests/gateway.
"""

from __future__ import annotations

import json
import threading
import time
from collections import defaultdict
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Self

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import serve

if TYPE_CHECKING:
    from collections.abc import Callable

    from websockets.http11 import Request, Response
    from websockets.sync.server import ServerConnection

#: What is said to one request: frames one after the other; None hangs up.
Reply = list[dict[str, Any] | None]

MODELS = [{"id": "openclaw/main"}]
#: What it says over HTTP of a session that it does not have.
NO_SESSION = {"ok": False, "error": {"type": "not_found", "message": "not found"}}
USAGE = {"input": 100, "output": 22, "cacheRead": 11, "cost": {"total": 0.5}}


def yes(**payload: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Make a good answer."""
    return {"type": "res", "ok": True, "payload": payload}


def no(code: str, message: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Make a refusal."""
    error = {"code": code, "message": message, **more}
    return {"type": "res", "ok": False, "error": error}


def event(name: str, **payload: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Make an event."""
    return {"type": "event", "event": name, "payload": payload}


def accepted(again: str = "accepted") -> dict[str, Any]:
    """Make what is said first to a run, or to one that goes on (`in_flight`)."""
    return yes(status=again)


def ended(text: str) -> dict[str, Any]:
    """Make the last answer to a run that ended well."""
    meta = {"agentMeta": {"sessionId": "s-1", "usage": USAGE, "costUsd": 0.5}}
    said = {"payloads": [{"text": text}], "meta": meta}
    return yes(status="ok", summary="completed", result=said)


def broken(message: str) -> dict[str, Any]:
    """Make the last answer to a run that a provider has failed."""
    frame = no("UNAVAILABLE", message)
    return frame | {"payload": {"status": "error", "summary": message}}


def wanted(command: str, complaint: str) -> list[dict[str, Any]]:
    """Make the messages of an agent that was not let run a command."""
    call = {"type": "toolCall", "id": "c-1", "name": "exec"}
    text = json.dumps({"status": "error", "tool": "exec", "error": complaint})
    return [
        {
            "role": "assistant",
            "content": [call | {"arguments": {"command": command}}],
            "__openclaw": {"id": "m-0"},
        },
        {
            "role": "toolResult",
            "toolCallId": "c-1",
            "toolName": "exec",
            "content": [{"type": "text", "text": text}],
            "isError": True,
        },
    ]


class FakeGateway:
    """One gateway; a context manager that ends it."""

    def __init__(self) -> None:
        self.boot = "boot-1"
        self.version = "2026.9.6"
        self.scopes = ["operator.read", "operator.write"]
        #: It answers connections with 503, so many times.
        self.draining = 0
        #: All that it was asked, and the head of each connection's request.
        self.heard: list[dict[str, Any]] = []
        self.heads: list[str] = []
        self._replies: dict[str, list[Reply]] = defaultdict(list)
        self.say("sessions.describe", [yes(session=None)])
        self.say("chat.history", [yes(messages=[])])
        self.say("agent", [accepted(), ended("done")])
        self._server = serve(
            self._talk, "127.0.0.1", 0, process_request=self._open, compression=None
        )
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self._server.socket.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()

    def say(self, method: str, *replies: Reply) -> None:
        """Answer the requests of a method so, one after the other; the last stays."""
        self._replies[method] = list(replies)

    def asked(self, method: str) -> list[dict[str, Any]]:
        """List the parameters of all requests of a method."""
        return [told["params"] for told in self.heard if told["method"] == method]

    def now_ms(self) -> int:
        """Tell the gateway's time."""
        return round(time.time() * 1000)  # noqa: TID251 - a gateway's own clock

    def _open(self, connection: ServerConnection, request: Request) -> Response | None:
        self.heads.append(f"{request.path}\n{request.headers}")
        if request.path == "/v1/models":
            return connection.respond(HTTPStatus.OK, json.dumps({"data": MODELS}))
        if request.path.startswith("/sessions/"):
            return connection.respond(HTTPStatus.NOT_FOUND, json.dumps(NO_SESSION))
        if self.draining:
            self.draining -= 1
            why = "Gateway websocket admission closed"
            return connection.respond(HTTPStatus.SERVICE_UNAVAILABLE, why)
        return None

    def _talk(self, connection: ServerConnection) -> None:
        def put(frame: dict[str, Any]) -> None:
            connection.send(json.dumps(frame))

        try:
            put(event("connect.challenge", nonce="n", ts=self.now_ms()))
            for data in connection:
                asked = json.loads(data)
                self.heard.append(asked)
                for frame in self._reply(asked["method"]):
                    if frame is None:
                        return
                    put(_filled(frame, asked))
        except ConnectionClosed:
            return

    def _reply(self, method: str) -> Reply:
        left = self._replies[method]
        if not left:
            return [self._hello() if method == "connect" else yes()]
        return left.pop(0) if len(left) > 1 else left[0]

    def _hello(self) -> dict[str, Any]:
        server = {"version": self.version, "bootId": self.boot}
        return yes(type="hello-ok", server=server, auth={"scopes": self.scopes})


def _filled(frame: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """Put the names of what was asked into an answer, or an event of it."""
    params = asked["params"]
    names: dict[str, Callable[[], Any]] = {
        "runId": lambda: params.get("idempotencyKey") or params.get("runId"),
        "sessionKey": lambda: params.get("sessionKey"),
    }
    if frame["type"] == "event":
        told = {name: find() for name, find in names.items()}
        return frame | {"payload": frame["payload"] | told}
    payload = frame.get("payload")
    if asked["method"] == "agent" and isinstance(payload, dict):
        frame = frame | {"payload": payload | {"runId": names["runId"]()}}
    return frame | {"id": asked["id"]}
