"""Commands that are one process of the system each; `clawq up` runs them all."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import click

from openclaw_celery.cli.output import pass_call
from openclaw_celery.domain.errors import InvalidValue, SettingsError
from openclaw_celery.logs import survive_readers
from openclaw_celery.processes import die_with_parent

if TYPE_CHECKING:
    from openclaw_celery.cli.output import Call
    from openclaw_celery.settings import Settings

#: Set by our supervisor for what it starts: its process id.
PARENT = "CLAWQ_PARENT"


def _end_with_supervisor(signum: int) -> None:
    parent = os.environ.get(PARENT)
    if parent is None:
        return
    survive_readers()
    die_with_parent(signum)
    if os.getppid() != int(parent):
        sys.exit(0)


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
    _end_with_supervisor(signal.SIGQUIT if slot else signal.SIGTERM)
    settings = call.settings()
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


@click.command("beat")
@pass_call
def beat_command(call: Call) -> None:
    """Ring the dispatcher's and the watchdog's ticks; a second beat does no harm."""
    _end_with_supervisor(signal.SIGTERM)
    settings = call.settings()
    from workers.process import run_beat

    run_beat(settings)


@click.command("flower")
@click.option("--address", default="127.0.0.1", show_default=True)
@pass_call
def flower_command(call: Call, address: str) -> None:
    """Serve Flower, Celery's own live view; asks for a password."""
    _end_with_supervisor(signal.SIGTERM)
    settings = call.settings()
    from openclaw_celery.flower import run_flower

    run_flower(settings, address=address)


@click.command("broker")
@pass_call
def broker_command(call: Call) -> None:
    """Become the embedded broker."""
    _end_with_supervisor(signal.SIGTERM)
    from openclaw_celery.broker import command

    settings = call.settings()
    if settings.redis_url:
        msg = "redis_url is set: that broker is used, and none is embedded"
        raise SettingsError(msg)
    argv = command(settings)
    os.execv(argv[0], argv)  # noqa: S606 - our own program, no shell
