"""One trace id from the command that adds an item to its verdict, while it runs."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
)

from openclaw_celery.domain.item import Status
from tests.support.services import short_directory
from tests.support.system import QUICK, System
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

TRACE = "0123456789abcdef0123456789abcdef"
pytestmark = pytest.mark.timeout(180)


class Collector(ThreadingHTTPServer):
    """Takes what is told over OTLP."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taker)
        self.spans: list[tuple[str, str]] = []


class _Taker(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        """Keep name and trace id of each span."""
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        asked = ExportTraceServiceRequest.FromString(raw)
        self.server.spans += [
            (span.name, span.trace_id.hex())
            for resource in asked.resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def collector() -> Iterator[Collector]:
    with Collector() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def system(collector: Collector, monkeypatch: pytest.MonkeyPatch) -> Iterator[System]:
    url = f"http://127.0.0.1:{collector.server_address[1]}"
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", url)
    with short_directory() as directory:
        system = System(directory / "home", QUICK)
        (system.home / "slots.toml").write_text("[slots.slot-1]\n")
        try:
            system.up()
            yield system
        finally:
            system.down()


def logged(system: System) -> list[dict[str, Any]]:
    text = (system.home / "logs" / "orch_runs.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_one_trace_leads_from_the_command_to_the_verdict(
    system: System, collector: Collector
) -> None:
    """In the run log, in the events, and at an OpenTelemetry collector."""
    told = json.loads(
        system.clawq("--json", "--trace-id", TRACE, "add", "--task", "write a line")
    )
    item_id = told["id"]
    system.wait_ended([item_id])

    def ends() -> list[str]:
        return [
            line["command"]
            for line in logged(system)
            if line["trace_id"] == TRACE and line["event"] == "run_end"
        ]

    wait_until(lambda: len(set(ends())) >= 4, 10, what="the review's line")
    # A reviewer that is slow to start is rung for again, and finds nothing to do then.
    assert set(ends()) == {"add", "dispatch", "review", "run"}
    mine = [line for line in logged(system) if line["trace_id"] == TRACE]
    assert {line.get("item_id") for line in mine} <= {item_id, None}
    ended = [m for m in mine if m["command"] == "review" and m["event"] == "run_end"]
    assert str(system.item(item_id).status) in {m["result"] for m in ended}
    assert system.item(item_id).status in {Status.DONE, Status.BLOCKED}

    with system.engine.store.read() as view:
        assert {stored.trace_id for stored in view.events(item_id)} == {TRACE}

    def traced() -> set[str]:
        return {name for name, trace in collector.spans if trace == TRACE}

    wait_until(lambda: len(traced()) == 4, 10, what="all spans")
    assert traced() == {"add", "dispatch", "run", "review"}
    started = {m["command"] for m in logged(system) if m["event"] == "run_start"}
    assert {"up", "worker", "beat"} <= started
