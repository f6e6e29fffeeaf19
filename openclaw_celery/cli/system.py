"""Commands about the running system: init, up, ps, down, doctor."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from openclaw_celery.cli.output import pass_call, print_json, say, table
from openclaw_celery.domain.errors import Refused, Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable

    from openclaw_celery.cli.output import Call
    from openclaw_celery.cli.up import Running, Stopper
    from openclaw_celery.settings import Settings

#: Who has stopped everything and given up the home is gone itself within this.
ENDING_S = 10
CONFIG = """\
# Settings of this queue. Each has a default; the environment (CLAWQ_MAX_WORKERS=5)
# and flags win over this file.

# max_workers = 3
# max_in_flight = 5    # picked items and those of slots together; 0: no such limit
# max_attempts = 3

# A table of the queue that people edit, beside this directory, and how often the
# running system syncs it (`clawq sync` does it by hand).
# queue_md = "QUEUE.md"
# sync_every_s = 5

# Agents may work on a branch of a git repository each: docs/workspaces.md.
# repository = "shop"

# [repositories.shop]
# path = "../shop"
# base = "main"

[runtimes.command]
# The agent program: claude, codex, gemini or openclaw, which are started by themselves
# and tell what they use (docs/agents.md); or any other.
# profile = "claude"

# Any other: {workspace}, {prompt_file}, {report_file}, {item_id} and {attempt} are
# filled in; the prompt comes on stdin. No shell is involved.
# argv = ["my-agent", "--workdir", "{workspace}"]
# time_limit_s = 5400

# A second program, for slots with runtime = "reviewer" in slots.toml.
# [runtimes.reviewer]
# kind = "command"
# profile = "codex"

# Sessions of an OpenClaw gateway, for slots with runtime = "openclaw"
# (docs/openclaw.md).
# [runtimes.openclaw]
# url = "ws://127.0.0.1:18789"
# token_env = "OPENCLAW_GATEWAY_TOKEN"
"""


@click.command(
    "init",
    epilog="""\b
Examples:
  clawq init
  clawq --home /srv/queue/.clawq init""",
)
@pass_call
def init_command(call: Call) -> None:
    """Make a home with an empty queue; a queue that is there is kept."""
    from openclaw_celery.cli.up import upgrade_database
    from openclaw_celery.private import private_directory

    settings = call.settings()
    home = settings.home
    try:
        private_directory(home)
        if not (home / "clawq.toml").exists():
            (home / "clawq.toml").write_text(CONFIG, "utf-8")
    except OSError as error:
        msg = f"{home}: {error.strerror}"
        raise Refused(msg) from error
    upgrade_database(settings)
    if call.json:
        print_json({"home": home.absolute(), "database": _public(settings)})
        return
    say(f"The queue is in {home}, its database is {_public(settings)}.")
    say(f"Next: name your agent program in {home / 'clawq.toml'}, then `clawq up`.")


def _public(settings: Settings) -> str:
    from sqlalchemy import make_url

    return make_url(settings.database).render_as_string(hide_password=True)


@click.command(
    "up",
    epilog="""\b
Examples:
  clawq up             run here, Ctrl-C drains, Ctrl-C again hands back
  clawq up --detach    run in the background
  clawq up --redis-url redis://queue.internal:6379/0""",
)
@click.option("-d", "--detach", is_flag=True, help="Return once everything is ready.")
@click.option("-q", "--quiet", is_flag=True, help="Leave the log to its file.")
@pass_call
def up_command(call: Call, *, detach: bool, quiet: bool) -> None:
    """Run everything: broker, slots, reviewer, dispatcher, beat, Flower."""
    settings = call.settings()
    if detach:
        _detach(settings)
        _tell_ready(call, settings)
        return
    from openclaw_celery.cli.aloud import Aloud
    from openclaw_celery.cli.up import Running, Stopper

    stopper = Stopper()
    with Aloud() as aloud:
        echo = None if quiet or call.json else aloud.say
        with Running(settings, echo=echo) as running:
            if running.wait_ready(stop=stopper.asked):
                _tell_ready(call, settings, aloud.say)
                _hold(running, stopper)
                _drain(running, stopper, aloud.say)
        aloud.say("stopped", err=True)


def _hold(running: Running, stopper: Stopper) -> None:
    """Keep it running until the user asks to stop; raises Unavailable if it ends."""
    while running.alive and not stopper.asked.wait(1):
        pass
    if not running.alive:
        msg = f"the supervisor ended; the log tells why: {running.settings.logs_path}"
        raise Unavailable(msg)


def _drain(running: Running, stopper: Stopper, say: Callable[..., None]) -> None:
    running.start_draining()
    told: list[str] = []
    while busy := running.busy_slots():
        if busy != told:
            say(f"draining: {', '.join(busy)}; Ctrl-C again hands back", err=True)
            told = busy
        if stopper.at_once.wait(0.3):
            say("handing back what still runs", err=True)
            running.hand_back()
            return


def _detach(settings: Settings) -> None:
    from openclaw_celery.cli.up import announced, holder, refuse_unready

    refuse_unready(settings)
    pid = holder(settings)
    if pid is not None:
        msg = f"it runs already, as process {pid}: see `clawq ps`, `clawq down`"
        raise Refused(msg)
    settings.logs_path.mkdir(parents=True, exist_ok=True, mode=0o700)
    (settings.run_path / "up.json").unlink(missing_ok=True)
    environment = dict(os.environ, CLAWQ_HOME=str(settings.home))
    if settings.database_url:
        environment["CLAWQ_DATABASE_URL"] = settings.database_url
    if settings.redis_url:
        environment["CLAWQ_REDIS_URL"] = settings.redis_url
    with (settings.logs_path / "up.log").open("wb") as log:
        child = subprocess.Popen(
            [sys.executable, "-m", "openclaw_celery", "up", "--quiet"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=environment,
            start_new_session=True,
        )
    waited = threading.Event()
    while announced(settings) is None:
        if child.poll() is not None:
            why = (settings.logs_path / "up.log").read_text("utf-8", "replace")
            last = why.strip().splitlines()[-1:] or ["it ended at once"]
            raise Unavailable(last[0].removeprefix("clawq: "))
        waited.wait(0.1)


def _tell_ready(call: Call, settings: Settings, say: Callable[..., None] = say) -> None:
    from openclaw_celery.cli.up import announced

    told = announced(settings) or {}
    if call.json:
        print_json({"ready": True, **told})
        return
    say(f"ready: {', '.join(settings.slots)}", fg="green")
    if told.get("flower"):
        secret = settings.run_path / "flower.password"
        say(f"Flower: {told['flower']}  user clawq, password in {secret}")
    say(f"log: {told.get('log')}")


@click.command(
    "ps",
    epilog="""\b
Examples:
  clawq ps                 each process, its state, how long it runs
  clawq ps --json | jq '.services[].state'""",
)
@pass_call
def ps_command(call: Call) -> None:
    """Show the processes of the running system; exit 3 when nothing runs."""
    from openclaw_celery.cli.up import announced
    from openclaw_celery.supervise import Supervisor

    settings = call.settings()
    found = Supervisor(settings).services()
    told = announced(settings) or {}
    if call.json:
        print_json({**told, "services": found})
        return
    table(
        ("NAME", "STATE", "PID", "TOLD"),
        [(s.name, s.state, str(s.pid or "-"), s.told) for s in found],
    )
    if told.get("flower"):
        say(f"Flower: {told['flower']}")


@click.command(
    "down",
    epilog="""\b
Examples:
  clawq down               running agents come to their end first
  clawq down --now         they are stopped, their items handed back""",
)
@click.option("--now", is_flag=True, help="Hand running items back at once.")
@pass_call
def down_command(call: Call, *, now: bool) -> None:
    """Stop the running system: running agents come to their end first."""
    from openclaw_celery.cli.up import holder
    from openclaw_celery.processes import process_of, wait_gone

    settings = call.settings()
    pid = holder(settings)
    if pid is None:
        _tell_stopped(call, "nothing runs here", stopped=False)
        return
    up = process_of(pid)
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGQUIT if now else signal.SIGTERM)
    waited = threading.Event()
    told = False
    turns = 0
    while holder(settings) == pid:
        waited.wait(0.1)
        turns += 1
        if turns > (600 if now else 100) and not told:
            say(f"still stopping: {_instead(pid, now=now)}", err=True)
            told = True
    # It gives up the home first, and its own end takes a moment more.
    if up is not None:
        wait_gone(up, ENDING_S)
    _tell_stopped(call, "stopped", stopped=True)


def _instead(pid: int, *, now: bool) -> str:
    """Say what else can be done when it does not stop."""
    if now:
        return f"`kill -9 {pid}` takes everything along, items are taken up again"
    return "running agents come to their end first, `clawq down --now` hands them back"


def _tell_stopped(call: Call, told: str, *, stopped: bool) -> None:
    if call.json:
        print_json({"stopped": stopped})
    else:
        say(told)


@click.command(
    "doctor",
    epilog="""\b
Examples:
  clawq doctor
  clawq doctor --json | jq '.[] | select(.grade != "ok")'""",
)
@pass_call
def doctor_command(call: Call) -> None:
    """Check what the queue needs: exit 1 when something is wrong."""
    from openclaw_celery.cli.checkup import examine

    settings = call.settings()
    findings = examine(settings)
    if call.json:
        print_json(findings)
    else:
        for finding in findings:
            colour = {"ok": "green", "warn": "yellow", "fail": "red"}[finding.grade]
            say(f"{finding.grade:<5} {finding.what}: {finding.told}", fg=colour)
    if any(finding.grade == "fail" for finding in findings):
        raise SystemExit(1)
