"""
The queue as Prometheus sees it: read from the store at each scrape, kept nowhere.

Served on loopback and to whoever asks there: there are counts and names of slots in
it, and no text of anybody's.
"""

from __future__ import annotations

import logging
import signal
import threading
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, generate_latest, start_http_server
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    SummaryMetricFamily,
)
from prometheus_client.registry import Collector

from openclaw_celery.domain.errors import OpenClawError, Unavailable
from openclaw_celery.domain.item import Priority, Status
from openclaw_celery.domain.kpi import STALE
from openclaw_celery.domain.text import one_line
from openclaw_celery.engine.gate import relabelled
from openclaw_celery.runlog import RunLog, Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from prometheus_client.core import Metric

    from openclaw_celery.domain.gate.score import Score
    from openclaw_celery.domain.kpi import Work
    from openclaw_celery.ports import Store, View
    from openclaw_celery.settings import Settings

ADDRESS = "127.0.0.1"
_LOG = logging.getLogger(__name__)


class QueueCollector(Collector):
    """Turns what the store and the run log hold into metrics, one scrape at a time."""

    def __init__(self, store: Callable[[], Store], log: RunLog) -> None:
        """Read *log*, and the store that *store* opens as soon as it can be opened."""
        self._open = store
        self._store: Store | None = None
        self._tally = Tally(log)
        self._one = threading.Lock()

    def collect(self) -> Iterator[Metric]:
        """Yield all metrics; `clawq_up` alone, with 0, when the store is away."""
        with self._one:
            try:
                found = self._of_store()
            except OpenClawError as error:
                _LOG.warning("not scraped: %s", one_line(str(error)))
                found = [_gauge("up", "Whether the store could be read.", 0)]
            yield from found
            yield from self._of_runs()

    def _of_store(self) -> list[Metric]:
        if self._store is None:
            self._store = self._open()
        with self._store.read() as view:
            return [
                _gauge("up", "Whether the store could be read.", 1),
                *_of_queue(view),
                *_of_use(view),
                *_of_gate(relabelled(view)),
                *_of_work(view.work(since=None, stale=STALE)),
            ]

    def _of_runs(self) -> Iterable[Metric]:
        self._tally.read_on()
        runs = CounterMetricFamily(
            "clawq_runs", "Runs in the run log.", labels=["command", "status"]
        )
        took = SummaryMetricFamily(
            "clawq_run_duration_seconds", "How long they took.", labels=["command"]
        )
        for command, sums in sorted(self._tally.sums.items()):
            runs.add_metric([command, "ok"], sums.count - sums.errors)
            runs.add_metric([command, "error"], sums.errors)
            took.add_metric([command], sums.count, sums.ms / 1000)
        return (runs, took)


def _gauge(name: str, told: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"clawq_{name}", told, value=value)


def _of_queue(view: View) -> list[Metric]:
    items = GaugeMetricFamily(
        "clawq_items", "Items in the queue.", labels=["status", "priority"]
    )
    census = view.census()
    for status in Status:
        for priority in Priority:
            items.add_metric([status, priority], census.get((status, priority), 0))
    slots = GaugeMetricFamily(
        "clawq_slot_live", "Whether a slot takes work.", labels=["slot"]
    )
    busy = GaugeMetricFamily(
        "clawq_slot_busy", "Whether a slot has an item.", labels=["slot"]
    )
    for row in view.slots():
        slots.add_metric([row.slot.name], row.live)
        busy.add_metric([row.slot.name], row.item_id is not None)
    return [
        items,
        slots,
        busy,
        _gauge("pauses", "Scopes that are paused.", len(view.pauses())),
    ]


def _of_use(view: View) -> list[Metric]:
    ever, today = view.spent_ever(), view.spent_today()
    return [
        CounterMetricFamily("clawq_tokens", "Tokens that agents used.", ever.tokens),
        CounterMetricFamily("clawq_usd", "US dollars that agents used.", ever.usd),
        CounterMetricFamily(
            "clawq_agent_seconds", "Time that agents worked.", ever.seconds
        ),
        _gauge("tokens_today", "Tokens used since the day began.", today.tokens),
        _gauge("usd_today", "US dollars used since the day began.", today.usd),
    ]


def _of_work(work: Work) -> list[Metric]:
    ended = GaugeMetricFamily(
        "clawq_ended_items", "Items ended by the work on them.", labels=["result"]
    )
    ended.add_metric(["done"], work.done)
    ended.add_metric(["failed"], work.failed)
    seconds = GaugeMetricFamily(
        "clawq_seconds",
        "How long the parts of the work take.",
        labels=["part", "quantile"],
    )
    for part in ("queueing", "run", "end_to_end"):
        span = getattr(work, part)
        for quantile, ms in (("0.5", span.p50_ms), ("0.95", span.p95_ms)):
            if ms is not None:
                seconds.add_metric([part, quantile], ms / 1000)
    return [
        ended,
        seconds,
        _gauge("success_ratio", "Done of all that ended.", work.success_rate),
        _gauge("retries", "Attempts that another had to follow.", work.retries),
        _gauge("losses", "Attempts taken from dead workers.", work.losses),
        _gauge("lapses", "Leases that outside sessions let run out.", work.lapses),
        _gauge("stale_items", "In progress, without a lease, too long.", work.stale),
    ]


def _of_gate(gate: Score) -> list[Metric]:
    """Give the gate's error rates; none as long as nobody has labelled a verdict."""
    rates = GaugeMetricFamily(
        "clawq_gate_ratio", "How relabelled verdicts turned out.", labels=["rate"]
    )
    for name in ("accuracy", "false_pass_rate", "false_stop_rate"):
        value = getattr(gate, name)
        if value is not None:
            rates.add_metric([name.removesuffix("_rate")], value)
    return [rates, _gauge("gate_labels", "Verdicts that are labelled.", gate.total)]


def exposition(collector: Collector) -> str:
    """Write the metrics in Prometheus' text format."""
    return generate_latest(_registry(collector)).decode()


def serve(settings: Settings, collector: Collector) -> None:
    """Serve until SIGTERM or SIGINT; raises Unavailable when the port can't be had."""
    # Held back and waited for, here and in the threads to come: a handler that sets
    # an event can strike while that very event is locked, and hang for good.
    ends = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    where = f"{ADDRESS}:{settings.metrics_port}"
    try:
        server, thread = start_http_server(
            settings.metrics_port, addr=ADDRESS, registry=_registry(collector)
        )
    except OSError as error:
        msg = f"no metrics on {where}: {error.strerror}; set another metrics_port"
        raise Unavailable(msg) from error
    _LOG.info("metrics on http://%s/metrics", where)
    signal.sigwait(ends)
    server.shutdown()
    server.server_close()
    thread.join()


def _registry(collector: Collector) -> CollectorRegistry:
    # The library's own registry would add figures of this process.
    registry = CollectorRegistry()
    registry.register(collector)
    return registry
