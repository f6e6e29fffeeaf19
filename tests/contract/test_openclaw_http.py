"""The `openclaw` runtime over HTTP, and what may come back: real sockets."""

from __future__ import annotations

import json
import logging
import socket
import threading
from collections import deque
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from openclaw_celery.clock import SystemClock
from openclaw_celery.domain.attempt import Failed, FailureKind, Reported, Stopped
from openclaw_celery.runtimes.openclaw import http as over_http
from openclaw_celery.runtimes.openclaw.runtime import OpenClawRuntime
from openclaw_celery.settings import OpenClawSettings
from tests.support.agents import FakeHold, make_assignment
from tests.support.fake_gateway import (
    MODELS,
    NO_SESSION,
    USAGE,
    FakeGateway,
    wanted,
)
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOKEN = "a-token-that-nobody-else-has"  # noqa: S105 - of nobody else
#: A reply that hangs up instead, and one that never comes.
HANG_UP, NEVER = 0, -1
GOOD: dict[str, Any] = {
    "choices": [{"message": {"role": "assistant", "content": "done"}}],
    "usage": {
        "prompt_tokens": 111,
        "completion_tokens": 22,
        "prompt_tokens_details": {"cached_tokens": 11},
    },
}
AWAY = {"error": {"message": "going down", "code": "gateway_unavailable"}}


class Served:
    """What answers, one reply after the other."""

    def __init__(self) -> None:
        #: Status, body, and headers of what comes next.
        self.replies: deque[tuple[int, dict[str, Any], dict[str, str]]] = deque()
        self.heads: list[dict[str, str]] = []
        self.bodies: list[dict[str, Any]] = []
        self.dropped = threading.Event()
        #: The messages of every session; None where a proxy lets nobody see them.
        self.messages: list[dict[str, Any]] | None = None
        #: They come when this is set.
        self.shows = threading.Event()
        self.shows.set()
        self.looked: list[str] = []
        served = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                """Tell of agents and sessions, and let no WebSocket pass."""
                if self.path.startswith("/sessions/"):
                    served.heads.append(dict(self.headers))
                    served.looked.append(self.path)
                    served.shows.wait(30)
                    self._sessions()
                    return
                there = self.path == "/v1/models"
                self.send_response(200 if there else 403)
                self.end_headers()
                self.wfile.write(json.dumps({"data": MODELS}).encode())

            def _sessions(self) -> None:
                told: dict[str, Any] = {"messages": served.messages}
                if self.path.partition("/history")[0].endswith("none"):
                    told = NO_SESSION
                known = served.messages is not None
                found = 404 if told is NO_SESSION else 200
                self.send_response(found if known else 403)
                self.end_headers()
                self.wfile.write(json.dumps(told if known else {}).encode())

            def do_POST(self) -> None:
                size = int(self.headers["Content-Length"])
                served.heads.append(dict(self.headers))
                served.bodies.append(json.loads(self.rfile.read(size)))
                status, body, headers = served.replies.popleft()
                if status == NEVER:
                    self.connection.recv(1)
                    served.dropped.set()
                if status in {NEVER, HANG_UP}:
                    self.close_connection = True
                    return
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(json.dumps(body).encode())

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True

    def says(self, status: int, body: dict[str, Any] | None = None, **h: str) -> None:
        headers = {name.replace("_", "-"): value for name, value in h.items()}
        self.replies.append((status, body or {}, headers))


@pytest.fixture
def served() -> Iterator[Served]:
    made = Served()
    thread = threading.Thread(target=made.server.serve_forever)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


def made(port: int, home: Path, limit_s: float = 60) -> OpenClawRuntime:
    settings = OpenClawSettings(
        url=f"ws://127.0.0.1:{port}", token=TOKEN, via="http", time_limit_s=limit_s
    )
    return OpenClawRuntime(settings, home=home, clock=SystemClock())


@pytest.fixture
def runtime(served: Served, tmp_path: Path) -> OpenClawRuntime:
    return made(served.server.server_address[1], tmp_path)


def run(runtime: OpenClawRuntime, home: Path, hold: FakeHold | None = None) -> Any:  # noqa: ANN401 - what a test looks at
    return runtime.run(make_assignment(home, "T-1"), hold or FakeHold(3000))


def test_an_answer_comes_back_with_its_usage(
    served: Served, runtime: OpenClawRuntime, tmp_path: Path
) -> None:
    served.says(200, GOOD)

    outcome = run(runtime, tmp_path)

    assert isinstance(outcome, Reported)
    assert outcome.report == "done"
    assert outcome.usage == {
        "input_tokens": 100,
        "output_tokens": 22,
        "cached_tokens": 11,
    }
    (body,) = served.bodies
    assert body["model"] == "openclaw/main"
    assert str(tmp_path / "workspaces" / "T-1") in body["messages"][0]["content"]
    assert served.heads[0]["x-openclaw-session-key"] == outcome.session


def answer(said: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": said}
    return {**GOOD, "choices": [{"message": message}]}


@pytest.mark.parametrize(
    ("complaint", "report", "expected"),
    [
        ("exec denied: Headless runs cannot wait", "it was denied", Failed),
        ("exec denied: Headless runs cannot wait", "- Status: DONE", Reported),
        ("exit 1: exec denied, says the program", "it was denied", Reported),
    ],
)
def test_a_command_that_needs_leave_is_asked_for(
    served: Served,
    runtime: OpenClawRuntime,
    tmp_path: Path,
    complaint: str,
    report: str,
    expected: type,
) -> None:
    """Unless the agent came to its goal without it: its session is looked at."""
    served.messages = wanted("git push\n\x1b[2J", complaint)
    served.says(200, answer(report))

    outcome = run(runtime, tmp_path)

    assert isinstance(outcome, expected)
    if isinstance(outcome, Failed):
        asks = "its gateway does not let it run `git push`: allow that there?"
        assert (outcome.kind, outcome.message) == (FailureKind.BLOCKED, asks)
    assert outcome.report == report
    (path,) = served.looked
    assert path.startswith(f"/sessions/{str(outcome.session).replace(':', '%3A')}/")


def test_who_can_not_see_the_session_goes_by_the_report_alone(
    served: Served, runtime: OpenClawRuntime, tmp_path: Path
) -> None:
    """A proxy may let no more pass than the request."""
    served.says(200, answer("it was denied"))

    assert isinstance(run(runtime, tmp_path), Reported)
    assert len(served.looked) == 1


def test_a_session_that_does_not_come_is_not_waited_for(
    served: Served,
    runtime: OpenClawRuntime,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(over_http, "OPEN_S", 0.5)
    served.shows.clear()
    served.says(200, GOOD)
    try:
        assert isinstance(run(runtime, tmp_path), Reported)
    finally:
        served.shows.set()


@pytest.mark.parametrize(("calls", "cost"), [(1, 0.5), (2, None)])
def test_the_price_is_known_where_the_session_is_seen_whole(
    served: Served, runtime: OpenClawRuntime, tmp_path: Path, calls: int, cost: float
) -> None:
    """Of half a run half a price would be told."""
    served.messages = [
        {"role": "assistant", "usage": USAGE, "__openclaw": {"id": f"m-{n}"}}
        for n in range(calls)
    ]
    served.says(200, GOOD)

    outcome = run(runtime, tmp_path)

    assert outcome.usage.get("cost_usd") == cost
    assert outcome.usage["input_tokens"] == 100


@pytest.mark.parametrize("shown", [True, False])
def test_doctor_says_where_no_command_is_seen_that_needs_leave(
    served: Served, runtime: OpenClawRuntime, *, shown: bool
) -> None:
    served.messages = [] if shown else None

    assert runtime.check() == []
    assert ("it does not show sessions" in runtime.told()) is not shown


@pytest.mark.parametrize(
    ("status", "words", "kind"),
    [
        (400, "400 as told", "permanent"),
        (400, "Unknown agent 'nope'.", "blocked"),
        (401, "Unauthorized", "blocked"),
        (402, "x", "blocked"),
        (403, "x", "blocked"),
        (404, "Not Found", "blocked"),
        (413, "x", "permanent"),
        (429, "x", "quota"),
        (500, "internal error", "transient"),
        (503, "the provider is overloaded", "transient"),
    ],
)
def test_a_status_has_a_meaning(
    served: Served,
    runtime: OpenClawRuntime,
    tmp_path: Path,
    *,
    status: int,
    words: str,
    kind: str,
) -> None:
    """And is not asked for again."""
    served.says(status, {"error": {"message": words}}, Retry_After="90")

    outcome = run(runtime, tmp_path)

    assert isinstance(outcome, Failed)
    assert (outcome.kind, outcome.message) == (kind, f"HTTP {status}: {words}")
    quota = outcome.kind is FailureKind.QUOTA
    assert outcome.retry_after == (timedelta(seconds=90) if quota else None)
    assert len(served.bodies) == 1


def test_a_request_that_was_not_taken_is_sent_again(
    served: Served, runtime: OpenClawRuntime, tmp_path: Path
) -> None:
    served.says(503, AWAY)
    served.says(200, GOOD)

    assert isinstance(run(runtime, tmp_path), Reported)
    assert len(served.bodies) == 2


def test_a_request_whose_end_is_not_known_is_sent_once(
    served: Served, runtime: OpenClawRuntime, tmp_path: Path
) -> None:
    """There is no key under which a second one would be the same run."""
    served.says(HANG_UP)

    outcome = run(runtime, tmp_path)

    assert isinstance(outcome, Failed)
    assert outcome.kind is FailureKind.TRANSIENT
    assert "not known how far" in outcome.message
    assert len(served.bodies) == 1


def test_a_gateway_that_is_away_costs_no_try(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(over_http, "START_S", 0.7)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    outcome = run(made(port, tmp_path), tmp_path)

    assert isinstance(outcome, Failed)
    assert outcome.kind is FailureKind.AWAY


def test_a_lost_lease_drops_the_connection(
    served: Served, runtime: OpenClawRuntime, tmp_path: Path
) -> None:
    hold, came = FakeHold(3000), []
    served.says(NEVER)
    thread = threading.Thread(target=lambda: came.append(run(runtime, tmp_path, hold)))
    thread.start()
    wait_until(lambda: served.bodies, 20)
    hold.lose("the item is BLOCKED, fence 2")
    thread.join(20)

    assert came == [Stopped("the item is BLOCKED, fence 2")]
    assert served.dropped.wait(10)


def test_a_run_has_a_time_limit(served: Served, tmp_path: Path) -> None:
    served.says(NEVER)

    outcome = run(made(served.server.server_address[1], tmp_path, 1), tmp_path)

    assert isinstance(outcome, Failed)
    assert outcome.message == "time limit of 1 s passed"
    assert served.dropped.wait(10)


def test_the_token_is_in_one_header_and_nowhere_else(
    served: Served,
    runtime: OpenClawRuntime,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    served.says(503, AWAY)
    served.messages = []
    served.says(200, GOOD)

    outcome = run(runtime, tmp_path)

    heads = [dict(head) for head in served.heads]
    assert len(heads) == 3
    assert {head.pop("authorization") for head in heads} == {f"Bearer {TOKEN}"}
    rest = [
        str(heads),
        str(served.bodies),
        str(served.looked),
        caplog.text,
        repr(outcome),
    ]
    rest += [p.read_text("utf-8") for p in tmp_path.rglob("*") if p.is_file()]
    assert not [text for text in rest if TOKEN in text]


def test_a_gateway_elsewhere_is_asked_over_tls() -> None:
    settings = OpenClawSettings(url="wss://gw.example.com:8443/x", via="http")

    client = over_http._client(settings)

    assert str(client.base_url).rstrip("/") == "https://gw.example.com:8443"


# -- the version -----------------------------------------------------------------


TOO_OLD = "2026.1.29 or newer is wanted (CVE-2026-25253): upgrade OpenClaw"


@pytest.mark.parametrize(
    ("version", "found"),
    [
        ("2026.9.6", []),
        ("2026.1.28", [f"the gateway is 2026.1.28, {TOO_OLD}"]),
    ],
)
def test_the_version_is_asked_for_by_websocket(
    tmp_path: Path, version: str, found: list[str]
) -> None:
    """HTTP has no word for it; doctor looks where one passes."""
    with FakeGateway() as gateway:
        gateway.version = version
        runtime = made(int(gateway.url.rpartition(":")[2]), tmp_path)

        assert runtime.check() == found
        assert runtime.told() == f"OpenClaw {version} over HTTP at {gateway.url}"


def test_a_version_that_can_not_be_known_is_told_as_that(
    runtime: OpenClawRuntime,
) -> None:
    """Where no WebSocket passes it is no fault, but the user's to know."""
    assert runtime.check() == []
    assert "its version can't be known" in runtime.told()
    assert "2026.1.29 or newer" in runtime.told()
