"""Each run as a span, for an OpenTelemetry collector; comes with the extra `otel`."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import threading
from typing import Any

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.trace import Status, StatusCode

#: A collector that is away may keep a command waiting for so long, and no longer.
PATIENCE_S = 2
#: A worker that is killed loses the spans of this time.
DELAY_MS = 1000
_HEX = re.compile(r"(?!0{32})[0-9a-f]{32}")

# Without a handler, what the exporter says of a missing collector would be printed.
logging.getLogger("opentelemetry").addHandler(logging.NullHandler())


class _Ids(RandomIdGenerator):
    """Gives the next span of this thread the trace id that it asked for."""

    def __init__(self) -> None:
        self.wanted = threading.local()

    def generate_trace_id(self) -> int:
        """Return the trace id that is wanted."""
        found: int | None = getattr(self.wanted, "trace_id", None)
        return found or super().generate_trace_id()


#: By process id: threads and connections do not survive a fork.
_providers: dict[int, tuple[TracerProvider, _Ids]] = {}


def export(line: dict[str, Any], *, at_once: bool) -> None:
    """Tell of the run that ended with *line*; wait for the collector if *at_once*."""
    provider, ids = _providers.get(os.getpid()) or _start()
    end = line["ts_epoch_ms"] * 1_000_000
    ids.wanted.trace_id = trace_number(line["trace_id"])
    told = ("item_id", "exit_code", "result", "error")
    span = provider.get_tracer("clawq").start_span(
        line["command"],
        start_time=end - line["duration_ms"] * 1_000_000,
        attributes={
            f"clawq.{name}": line[name] for name in told if line.get(name) is not None
        },
    )
    if line["status"] == "error":
        span.set_status(Status(StatusCode.ERROR, line["error"]))
    span.end(end)
    if at_once:
        provider.force_flush(PATIENCE_S * 1000)


def trace_number(trace_id: str) -> int:
    """Turn our trace id into OpenTelemetry's 16 bytes; ours are such bytes already."""
    if _HEX.fullmatch(trace_id):
        return int(trace_id, 16)
    return int.from_bytes(hashlib.sha256(trace_id.encode()).digest()[:16])


def _start() -> tuple[TracerProvider, _Ids]:
    ids = _Ids()
    name = os.environ.get("OTEL_SERVICE_NAME") or "clawq"
    provider = TracerProvider(
        id_generator=ids, resource=Resource.create({"service.name": name})
    )
    exporter = OTLPSpanExporter(timeout=PATIENCE_S)
    provider.add_span_processor(
        BatchSpanProcessor(exporter, schedule_delay_millis=DELAY_MS)
    )
    _providers[os.getpid()] = provider, ids
    return provider, ids
