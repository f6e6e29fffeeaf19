"""Commands that are one process of the system each; `clawq up` runs them all."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import click

from openclaw_celery.cli.output import pass_call, print_json, say
from openclaw_celery.domain.errors import InvalidValue, SettingsError, Unavailable
from openclaw_celery.logs import survive_readers
from openclaw_celery.processes import die_with_parent, outlive

if TYPE_CHECKING:
    from openclaw_celery.cli.output import Call
    from openclaw_celery.ports import Store
    from openclaw_celery.settings import Settings

#: A worker gives its pulse every two seconds; a busy machine is not a dead one.
PULSE_S = 30
#: Set by our supervisor for what it starts: its process id.
PARENT = "CLAWQ_PARENT"
#: Who has not ended so long after the supervisor does not end by itself.
WAY_OUT_S = 10


def end_with_supervisor(signum: int) -> None:
    """Let the supervisor's end be this process's too, by this signal."""
    parent = os.environ.get(PARENT)
    if parent is None:
        return
    survive_readers(int(parent))
    die_with_parent(signum)
    if os.getppid() != int(parent):
        sys.exit(0)


def end_for_sure(after_s: float = 0) -> None:
    """Let this process end after its supervisor, even if its own way out is stuck."""
    parent = os.environ.get(PARENT)
    if parent is not None:
        outlive(int(parent), for_s=after_s + WAY_OUT_S)


@click.command(
    "worker",
    epilog="""\b
Examples:
  clawq worker --slot slot-1   run agents, one at a time
  clawq worker --reviewer      judge reports
  clawq worker --dispatcher    take the ticks of beat""",
)
@click.option("--slot", metavar="NAME", help="A slot of slots.toml.")
@click.option("--reviewer", is_flag=True)
@click.option("--dispatcher", is_flag=True)
@pass_call
def worker_command(
    call: Call, slot: str | None, *, reviewer: bool, dispatcher: bool
) -> None:
    """Run one worker process of the system."""
    if (slot is not None) + reviewer + dispatcher != 1:
        msg = "say one of --slot NAME, --reviewer, --dispatcher"
        raise InvalidValue(msg)
    # A slot that loses its supervisor hands its item back; the others just end.
    end_with_supervisor(signal.SIGQUIT if slot else signal.SIGTERM)
    settings = call.settings()
    end_for_sure(settings.hand_back_after_s)
    _upgrade(settings)
    from workers import process

    if slot is not None:
        process.slot_process(settings, slot).run_slot()
    elif reviewer:
        process.reviewer_process(settings).run_reviewer()
    else:
        process.dispatcher_process(settings).run_dispatcher()


def _upgrade(settings: Settings) -> None:
    from openclaw_celery.store.database import open_engine
    from openclaw_celery.store.schema import upgrade

    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = open_engine(settings.database, pooled=False)
    upgrade(engine)
    engine.dispose()


@click.command(
    "beat",
    epilog="""\b
Examples:
  clawq beat               where no `clawq up` runs: containers, systemd""",
)
@pass_call
def beat_command(call: Call) -> None:
    """Ring the dispatcher's and the watchdog's ticks; a second beat does no harm."""
    end_with_supervisor(signal.SIGTERM)
    end_for_sure()
    settings = call.settings()
    from workers.process import run_beat

    run_beat(settings)


@click.command(
    "flower",
    epilog="""\b
Examples:
  clawq flower
  clawq flower --address 0.0.0.0    in a container""",
)
@click.option("--address", default="127.0.0.1", show_default=True)
@pass_call
def flower_command(call: Call, address: str) -> None:
    """Serve Flower, Celery's own live view; asks for a password."""
    end_with_supervisor(signal.SIGTERM)
    end_for_sure()
    settings = call.settings()
    from openclaw_celery.flower import run_flower

    run_flower(settings, address=address)


@click.command(
    "exporter",
    epilog="""\b
Examples:
  CLAWQ_METRICS_PORT=9464 clawq exporter""",
)
@pass_call
def exporter_command(call: Call) -> None:
    """Serve the figures to Prometheus, on loopback, at metrics_port."""
    end_with_supervisor(signal.SIGTERM)
    settings = call.settings()
    if not settings.metrics_port:
        msg = "no port to serve on: set metrics_port in clawq.toml"
        raise SettingsError(msg)
    from openclaw_celery.logs import set_up_logging
    from openclaw_celery.prometheus import QueueCollector, serve
    from openclaw_celery.runlog import RunLog

    set_up_logging("exporter")

    def store() -> Store:
        return call.engine(settings).store

    serve(settings, QueueCollector(store, RunLog(settings)))


@click.command(
    "broker",
    epilog="""\b
Examples:
  clawq broker             on its socket in the home, as `clawq up` runs it""",
)
@pass_call
def broker_command(call: Call) -> None:
    """Become the embedded broker."""
    end_with_supervisor(signal.SIGTERM)
    from openclaw_celery.broker import command

    settings = call.settings()
    if settings.redis_url:
        msg = "redis_url is set: that broker is used, and none is embedded"
        raise SettingsError(msg)
    argv = command(settings)
    os.execv(argv[0], argv)  # noqa: S606 - our own program, no shell


@click.command(
    "ping",
    epilog="""\b
Examples:
  clawq ping --slot slot-1   its worker runs on this machine, and takes work
  clawq ping --beat          it has rung lately
  clawq ping --mcp           it serves the tools at mcp_port, and asks for a token""",
)
@click.option("--slot", metavar="NAME", help="A slot of slots.toml.")
@click.option("--reviewer", is_flag=True)
@click.option("--dispatcher", is_flag=True)
@click.option("--beat", is_flag=True)
@click.option("--flower", is_flag=True)
@click.option("--mcp", is_flag=True)
@pass_call
def ping_command(call: Call, slot: str | None, **others: bool) -> None:
    """Tell whether a process of this machine works: exit 1 when it does not."""
    asked = [name for name, wanted in others.items() if wanted]
    if len(asked) + (slot is not None) != 1:
        msg = (
            "say one of --slot NAME, --reviewer, --dispatcher, --beat, --flower, --mcp"
        )
        raise InvalidValue(msg)
    settings = call.settings()
    if slot is not None:
        works, told = _slot_works(call, settings, slot)
    elif asked == ["flower"]:
        works, told = _flower_works(settings)
    elif asked == ["mcp"]:
        works, told = _tools_work(settings)
    else:
        works, told = _has_pulse(settings, asked[0])
    if call.json:
        print_json({"works": works, "told": told})
    else:
        say(told)
    if not works:
        raise SystemExit(1)


def _slot_works(call: Call, settings: Settings, name: str) -> tuple[bool, str]:
    import socket

    settings.slot(name)
    with call.engine(settings).store.read() as view:
        rows = [row for row in view.slots() if row.slot.name == name]
    if not rows:
        return False, f"{name} has never run"
    where = f"process {rows[0].pid} on {rows[0].host}"
    if rows[0].host != socket.gethostname():
        return False, f"{name} is not run on this machine, but by {where}"
    if not rows[0].live:
        return False, f"{name} takes no work, it was {where}: {rows[0].state}"
    return True, f"{name} takes work, {where}"


def _has_pulse(settings: Settings, name: str) -> tuple[bool, str]:
    from openclaw_celery import pulse

    allowed: float = PULSE_S
    if name == "beat":
        allowed += min(settings.dispatch_every, settings.rescue_every)
    passed = pulse.age(settings, name)
    if passed is None:
        return False, f"{name} has shown no sign of life here"
    told = f"{name} showed its last sign of life {passed:.0f} s ago"
    return passed <= allowed, told


def _flower_works(settings: Settings) -> tuple[bool, str]:
    import http.client

    where = f"127.0.0.1:{settings.flower_port}"
    connection = http.client.HTTPConnection(where, timeout=5)
    try:
        connection.request("GET", "/")
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        return False, f"Flower does not answer on {where}: {error}"
    finally:
        connection.close()
    if status != http.HTTPStatus.UNAUTHORIZED:
        return False, f"Flower on {where} answers {int(status)} without a password"
    return True, f"Flower answers on {where} and asks for its password"


def _tools_work(settings: Settings) -> tuple[bool, str]:
    from openclaw_celery.mcp.address import is_ours, port_of, url_of

    where = url_of(port_of(settings))
    try:
        ours = is_ours(settings)
    except Unavailable as error:
        return False, str(error)
    if not ours:
        return False, f"another program answers on {where}"
    return True, f"the tools are served on {where}, to who has a token"
