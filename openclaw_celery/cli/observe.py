"""Commands for those who watch: kpi, health, metrics."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click

from openclaw_celery.cli.given import Number
from openclaw_celery.cli.output import coloured, pass_call, print_json, say
from openclaw_celery.domain.errors import OpenClawError
from openclaw_celery.domain.item import Status
from openclaw_celery.domain.kpi import (
    STALE,
    Health,
    Limits,
    Span,
    Work,
    alerts,
    judged,
    percentile,
    shown,
)
from openclaw_celery.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from openclaw_celery.cli.output import Call
    from openclaw_celery.domain.gate.score import Score
    from openclaw_celery.ports import View
    from openclaw_celery.runlog import RunLog
    from openclaw_celery.settings import Settings

#: Longest time that can be asked for, in hours: a century.
MAX_HOURS = 24 * 366 * 100
#: So many leases that have run out are named.
MOST_NAMED = 5
#: Below so much free space a queue will soon refuse work.
MIN_FREE_BYTES = 500 * 1024 * 1024


def _limits(
    *, since: float | None, max_losses: int | None
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options that say what is still well."""
    options = (
        click.option(
            "--max-failure-rate", type=Number(0, 1), default=0.2, show_default=True
        ),
        click.option("--max-latency-p95-ms", type=click.IntRange(0), metavar="N"),
        click.option(
            "--max-stale-in-progress",
            type=click.IntRange(0),
            default=0,
            show_default=True,
            metavar="N",
        ),
        click.option(
            "--max-losses",
            type=click.IntRange(0),
            default=max_losses,
            show_default=max_losses is not None,
            metavar="N",
            help="Attempts taken from dead workers.",
        ),
        click.option(
            "--stale-minutes",
            type=Number(0, MAX_HOURS * 60),
            default=60,
            show_default=True,
            metavar="N",
            help="Without a lease for so long is stale.",
        ),
        click.option(
            "--since",
            type=Number(0, MAX_HOURS),
            default=since,
            show_default=since is not None,
            metavar="HOURS",
            help="Look at the last hours only.",
        ),
    )

    def give(command: Callable[..., None]) -> Callable[..., None]:
        for option in reversed(options):
            command = option(command)
        return command

    return give


def _measure(view: View, asked: dict[str, Any]) -> tuple[Work, Limits]:
    hours = asked["since"]
    work = view.work(
        since=None if hours is None else view.now - timedelta(hours=hours),
        stale=timedelta(minutes=asked["stale_minutes"]),
    )
    limits = Limits(
        failure_rate=asked["max_failure_rate"],
        latency_p95_ms=asked["max_latency_p95_ms"],
        stale_in_progress=asked["max_stale_in_progress"],
        losses=asked["max_losses"],
    )
    return work, limits


@click.command(
    "kpi",
    epilog="""\b
Examples:
  clawq kpi
  clawq kpi --since 24 --max-failure-rate 0.1 --fail-on-alert""",
)
@_limits(since=None, max_losses=None)
@click.option("--fail-on-alert", is_flag=True, help="Exit 2 when a limit is passed.")
@pass_call
def kpi_command(call: Call, *, fail_on_alert: bool, **asked: Any) -> None:  # noqa: ANN401 - options
    """Say how well the work goes: success, latency, retries, what is stale or lost."""
    from openclaw_celery.engine.gate import relabelled

    with call.engine().store.read() as view:
        work, limits = _measure(view, asked)
        gate = relabelled(view)
        used = {"today": view.spent_today(), "ever": view.spent_ever()}
    passed = alerts(work, limits)
    if call.json:
        told = {"used": used, "gate": gate_figures(gate), "alerts": passed}
        print_json({**figures(work), **told})
    else:
        for line in _lines(work):
            _say(line)
        _say(
            "kpi_used "
            + " ".join(
                f"{when}_tokens={amount.tokens} {when}_usd={amount.usd:.4f} "
                f"{when}_s={amount.seconds:.0f}"
                for when, amount in used.items()
            )
        )
        rates = gate_figures(gate).items()
        _say("kpi_gate " + " ".join(f"{name}={shown(rate)}" for name, rate in rates))
        for alert in passed:
            say(f"alert {alert}", fg="red")
    if passed and fail_on_alert:
        click.get_current_context().exit(2)


def _say(line: str) -> None:
    """Print `kpi_run p50_ms=1 n=2` as it is; on a terminal its figures below it."""
    if not sys.stdout.isatty():
        say(line)
        return
    name, *figures = line.split()
    say(name.removeprefix("kpi_"), bold=True)
    for figure in figures:
        what, _, value = figure.partition("=")
        say(f"  {what:<18} {value:>12}")


def _lines(work: Work) -> list[str]:
    total = work.end_to_end
    return [
        (
            f"kpi success_rate={shown(work.success_rate)} "
            f"latency_p95_ms={shown(total.p95_ms)} "
            f"latency_avg_ms={shown(total.avg_ms)} "
            f"retry_count={work.retries} stale_in_progress={work.stale}"
        ),
        f"kpi_queueing {_span(work.queueing)}",
        f"kpi_run {_span(work.run)}",
        f"kpi_end_to_end {_span(total)}",
        f"kpi_losses n={work.losses} lapses={work.lapses}",
    ]


def _span(span: Span) -> str:
    return (
        f"p50_ms={shown(span.p50_ms)} p95_ms={shown(span.p95_ms)} "
        f"avg_ms={shown(span.avg_ms)} n={span.count}"
    )


def figures(work: Work) -> dict[str, Any]:
    """Give the figures of `kpi --json`; `metrics` has the same."""
    return {
        "success_rate": round(work.success_rate, 4),
        "failure_rate": round(work.failure_rate, 4),
        "latency_p95_ms": work.end_to_end.p95_ms,
        "latency_avg_ms": work.end_to_end.avg_ms,
        "retry_count": work.retries,
        "stale_in_progress": work.stale,
        "losses": work.losses,
        "lapses": work.lapses,
        "done": work.done,
        "failed": work.failed,
        "queueing": asdict(work.queueing),
        "run": asdict(work.run),
        "end_to_end": asdict(work.end_to_end),
    }


def gate_figures(gate: Score) -> dict[str, float | int | None]:
    """Give what the labels of people say of the gate; None where nothing is known."""
    return {
        "accuracy": _rounded(gate.accuracy),
        "false_pass_rate": _rounded(gate.false_pass_rate),
        "false_stop_rate": _rounded(gate.false_stop_rate),
        "n": gate.total,
    }


def _rounded(rate: float | None) -> float | None:
    return None if rate is None else round(rate, 4)


@click.command(
    "health",
    epilog="""\b
Exit codes:
  0   HEALTH_OK
  10  HEALTH_FAIL   limits are passed: the work goes badly
  20  HEALTH_WARN   it will soon: nobody works, something is away or full
  30  HEALTH_ERROR  it can't be told

\b
Examples:
  clawq health
  clawq health --since 1 --max-losses 3 --json""",
)
@_limits(since=24, max_losses=0)
@pass_call
def health_command(call: Call, **asked: Any) -> None:  # noqa: ANN401 - options
    """Say in one line whether the queue is well."""
    try:
        health = _examine(call, asked)
    except OpenClawError as error:
        health = Health("ERROR", (str(error),))
    except OSError as error:
        health = Health("ERROR", (f"{error.filename}: {error.strerror}",))
    if call.json:
        print_json(
            {
                "health": health.grade,
                "reasons": health.reasons,
                "exit_code": health.exit_code,
            }
        )
    else:
        state, space, why = one_line(str(health)).partition(" ")
        click.echo(coloured(state, state) + space + why)
    click.get_current_context().exit(health.exit_code)


def _examine(call: Call, asked: dict[str, Any]) -> Health:
    settings = call.settings()
    with call.engine(settings).store.read() as view:
        work, limits = _measure(view, asked)
        counts = view.counts()
        paused = view.pauses()
        slots = view.slots()
        live = [row.slot.name for row in slots if row.live]
        names = {row.slot.name for row in slots}
        lapsed = [i for i in view.expired(limit=MOST_NAMED) if i.owner not in names]
    failures = [str(alert) for alert in alerts(work, limits)]
    warnings = [f"paused {scope}" for scope in paused]
    waiting = counts[Status.PENDING] + counts[Status.IN_PROGRESS]
    if counts[Status.PENDING] and not live:
        warnings.append(f"{counts[Status.PENDING]} pending and no slot is live")
    warnings += [f"the lease of {i.owner} on {i.id} has run out" for i in lapsed]
    if work.stale and not any("stale" in told for told in failures):
        warnings.append(f"{work.stale} stale in progress")
    # An embedded broker is away whenever nothing is meant to run.
    if settings.redis_url or live or waiting:
        warnings += _broker_away(settings)
    warnings += _low_disk(settings)
    return judged(failures, warnings)


def _broker_away(settings: Settings) -> list[str]:
    from redis.exceptions import RedisError

    from openclaw_celery.wiring import connect_redis

    try:
        connect_redis(settings).ping()
    except (RedisError, OSError, ValueError):
        return ["the broker does not answer"]
    return []


def _low_disk(settings: Settings) -> list[str]:
    import shutil

    if not settings.home.exists():
        return []
    free = shutil.disk_usage(settings.home).free
    if free >= MIN_FREE_BYTES:
        return []
    return [f"{free // 2**20} MiB free where {settings.home} is"]


@click.command(
    "metrics",
    epilog="""\b
Examples:
  clawq metrics                one JSON document
  clawq metrics --prometheus   for a textfile collector""",
)
@click.option("--prometheus", is_flag=True, help="Print Prometheus' text format.")
@pass_call
def metrics_command(call: Call, *, prometheus: bool) -> None:
    """Print the figures of the run log and of the queue as JSON."""
    from openclaw_celery.runlog import RunLog

    settings = call.settings()
    engine = call.engine(settings)
    if prometheus:
        from openclaw_celery.prometheus import QueueCollector, exposition

        with engine.store.read():
            # Here, an error that a scrape is told by `clawq_up` ends the command.
            pass
        collector = QueueCollector(lambda: engine.store, RunLog(settings))
        say(exposition(collector).rstrip("\n"))
        return
    with engine.store.read() as view:
        counts = view.counts()
        priorities = _by_priority(view)
        work = figures(view.work(since=None, stale=STALE))
        slots = [
            {"name": row.slot.name, "live": row.live, "item": row.item_id}
            for row in view.slots()
        ]
    runs, unreadable = _runs(RunLog(settings))
    print_json(
        {
            "runs": runs,
            "unreadable_lines": unreadable,
            "items": {"by_status": counts, "by_priority": priorities},
            "kpi": work,
            "slots": slots,
        }
    )


def _by_priority(view: View) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for (status, priority), n in sorted(view.census().items()):
        found.setdefault(priority, {})[status] = n
    return found


def _runs(log: RunLog) -> tuple[dict[str, dict[str, Any]], int]:
    """Add up how the runs of each command ended; count what can't be read."""
    took: dict[str, list[int]] = {}
    errors: dict[str, int] = {}
    unreadable = 0
    for line in log.lines():
        if line is None:
            unreadable += 1
            continue
        command, ms = line.get("command"), line.get("duration_ms")
        if isinstance(command, str) and isinstance(ms, int):
            took.setdefault(command, []).append(ms)
            errors[command] = errors.get(command, 0) + (line.get("status") != "ok")
    return {
        command: {
            "count": len(values),
            "errors": errors[command],
            "p50_ms": percentile(sorted(values), 0.5),
            "p95_ms": percentile(sorted(values), 0.95),
        }
        for command, values in sorted(took.items())
    }, unreadable
