"""A whole day of a small team in half a minute, with real processes: the demo."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import threading
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from openclaw_celery.cli.output import print_json, say
from openclaw_celery.cli.up import Running, upgrade_database
from openclaw_celery.clock import SystemClock
from openclaw_celery.domain.errors import Refused, Unavailable
from openclaw_celery.domain.item import Phase, Status
from openclaw_celery.domain.sheet import new_items
from openclaw_celery.domain.text import one_line
from openclaw_celery.domain.transitions import Verb
from openclaw_celery.queue_md.text import parse
from openclaw_celery.settings import load
from openclaw_celery.wiring import build

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from openclaw_celery.cli.output import Call
    from openclaw_celery.domain.item import Item
    from openclaw_celery.engine import Engine
    from openclaw_celery.ports import StoredEvent
    from openclaw_celery.settings import Settings

HOME = Path(".clawq-demo")
MARKER = "made-by-clawq-demo"
#: Longer than the demo ever took; it says so and fails rather than hang.
GIVE_UP_S = 100
#: The item whose worker is killed in mid-run, found by this word in its notes.
TO_KILL = "demo:kill-worker"
#: Columns of the table where nobody tells: in a pipe, in a log.
PIPE_WIDTH = 110
ENDED = {Status.DONE, Status.BLOCKED, Status.FAILED}

CONFIG = """\
# The demo's own settings; see README.md for those of a real queue.
backoff_s = [1]
lease_s = 20
heartbeat_s = 5
lease_margin_s = 5

[runtimes.command]
argv = {argv}
time_limit_s = 60
"""


def play(call: Call, *, keep_running: bool) -> None:
    """Play the day; raises SystemExit when an item has not ended as it should."""
    settings = _prepare()
    upgrade_database(settings)
    engine = build(settings)
    rows = new_items(parse((examples() / "QUEUE.md").read_text("utf-8")))
    items = engine.intake.add(rows, actor="demo")
    clock = SystemClock()
    console = Console(stderr=call.json)
    if not console.is_terminal:
        console.width = PIPE_WIDTH
    console.print(f"{len(items)} items from examples/QUEUE.md; starting three slots")
    began = clock.monotonic()
    with Running(settings) as running:
        running.wait_ready()
        ready = clock.monotonic()
        console.print(
            f"ready after {ready - began:.1f} s"
            + (f", Flower on {running.flower_url}" if running.flower_url else "")
        )
        show = Show(engine, running, console, clock)
        show.watch()
        took = clock.monotonic() - ready
        if keep_running:
            _stay(running)
    report = show.report()
    if call.json:
        print_json({"seconds": round(took, 1), "items": report})
    else:
        _print_report(console, report, took)
        _print_next(console, settings)
    if not all(row["as_expected"] for row in report):
        raise SystemExit(1)


def _prepare() -> Settings:
    """Make a fresh home; refuses to overwrite a directory that is not a demo's."""
    if HOME.exists():
        if not (HOME / MARKER).exists():
            msg = f"{HOME} is there and was not made by the demo: move it away"
            raise Refused(msg)
        settings = load(HOME)
        from openclaw_celery.cli.up import holder

        if holder(settings) is not None:
            msg = f"a demo runs in {HOME} already: wait for it, or `clawq down`"
            raise Refused(msg)
        shutil.rmtree(HOME)
    HOME.mkdir(mode=0o700)
    (HOME / MARKER).touch()
    agent = [
        sys.executable,
        str(examples() / "agent.py"),
        "--repo",
        str((HOME / "repository").absolute()),
    ]
    (HOME / "clawq.toml").write_text(CONFIG.format(argv=json.dumps(agent)), "utf-8")
    # Whatever the shell has set for a real queue is not the demo's.
    for name in [name for name in os.environ if name.startswith("CLAWQ_")]:
        del os.environ[name]
    return load(HOME)


def examples() -> Path:
    """Find the examples: beside the package in a checkout, inside it in a wheel."""
    package = Path(__file__).parents[1]
    for place in (package / "_examples", package.parent / "examples"):
        if (place / "QUEUE.md").exists():
            return place
    msg = "the examples are missing from this installation"
    raise Unavailable(msg)


class Show:
    """Watches the items to their ends, and kills one worker on the way."""

    def __init__(
        self, engine: Engine, running: Running, console: Console, clock: SystemClock
    ) -> None:
        """Watch the items of *engine*."""
        self._engine = engine
        self._running = running
        self._console = console
        self._clock = clock
        self._killed: str | None = None
        self._killed_at: datetime | None = None

    def watch(self) -> None:
        """Show live progress until every item has ended; raises Unavailable."""
        waited = threading.Event()
        with Live(console=self._console, refresh_per_second=4, transient=True) as live:
            for _ in range(GIVE_UP_S * 4):
                items = self._items()
                if self._console.is_terminal:
                    live.update(_progress(items))
                self._kill_one(items)
                if _over(items):
                    return
                waited.wait(0.25)
        left = ", ".join(i.id for i in items if i.status not in ENDED)
        msg = f"{left} did not end in {GIVE_UP_S} s: {self._running.settings.logs_path}"
        raise Unavailable(msg)

    def _items(self) -> list[Item]:
        with self._engine.store.read() as view:
            return view.items()

    def _kill_one(self, items: Sequence[Item]) -> None:
        """Kill a slot's worker, without any warning, while its agent works."""
        if self._killed is not None:
            return
        for item in items:
            if TO_KILL not in item.notes or item.phase is not Phase.RUNNING:
                continue
            pids = {s.name: s.pid for s in self._running.services()}
            if pid := pids.get(item.owner or ""):
                os.kill(pid, signal.SIGKILL)
                self._killed = item.id
                with self._engine.store.read() as view:
                    self._killed_at = view.now
                self._console.print(
                    f"kill -9 {pid}: {item.owner} dies while it runs {item.id}"
                )
            return

    def report(self) -> list[dict[str, Any]]:
        """Tell for each item how it ended and why."""
        with self._engine.store.read() as view:
            return [
                _told(
                    item,
                    view.events(item.id),
                    self._killed_at if item.id == self._killed else None,
                )
                for item in view.items()
            ]


def _over(items: Sequence[Item]) -> bool:
    """Tell whether nothing can happen any more: what is left waits for a person."""
    left = [item for item in items if item.status not in ENDED]
    if any(item.status is not Status.PENDING or not item.open_deps for item in left):
        return False
    return len(left) < len(items)


def _progress(items: Sequence[Item]) -> Group:
    done = sum(item.status in ENDED for item in items)
    lines = [Text(f"{done} of {len(items)} ended")]
    for item in items:
        if item.status is Status.IN_PROGRESS:
            where = f"{item.owner or 'on its way':<10} {item.phase}"
            title = one_line(item.title, 60)
            lines.append(Text(f"  {item.id} {item.priority} {where:<20} {title}"))
    return Group(*lines)


def _told(
    item: Item, events: Sequence[StoredEvent], killed_at: datetime | None
) -> dict[str, Any]:
    story = []
    for stored in events:
        event = stored.event
        if event.verb is Verb.REVIEW and event.target[0] is not Status.DONE:
            story.append(event.note)
        if event.verb is Verb.RESCUE and killed_at is None:
            story.append(event.note)
        if event.verb is Verb.CLAIM and killed_at and stored.at > killed_at:
            again = (stored.at - killed_at) / timedelta(seconds=1)
            story.append(f"its worker was killed; running again {again:.1f} s later")
            killed_at = None
        if event.verb is Verb.FAIL:
            story.append(event.note)
    expected = Status.BLOCKED if "demo:blocked" in item.notes else Status.DONE
    return {
        "id": item.id,
        "priority": item.priority,
        "task": item.title,
        "status": item.status,
        "attempts": item.attempt,
        "why": "; ".join(story),
        "as_expected": item.status is expected,
    }


def _print_report(
    console: Console, report: Sequence[dict[str, Any]], took: float
) -> None:
    table = Table(
        title=f"{len(report)} items ended in {took:.1f} s", title_justify="left"
    )
    for name in ("id", "prio", "task", "end", "runs", "what happened"):
        table.add_column(name, overflow="fold")
    colour = {Status.DONE: "green", Status.BLOCKED: "yellow", Status.FAILED: "red"}
    for row in report:
        status = Status(row["status"])
        table.add_row(
            row["id"],
            row["priority"],
            Text(one_line(row["task"], 44)),
            Text(status, style=colour.get(status, "")),
            str(row["attempts"]),
            Text(one_line(row["why"], 160)),
        )
    console.print(table)


def _print_next(console: Console, settings: Settings) -> None:
    home = settings.home
    clawq = f"{_program()} --home {home}"
    console.print("Nothing is left running. To look further:")
    for what, tells in (
        (f"{clawq} show DEMO-002", "one item, its attempts, its report"),
        (f"{clawq} history DEMO-002", "its story, event by event"),
        (f"{clawq} up", "the same system, with Flower"),
        (f"git -C {home / 'repository'} log", "what the agents did"),
        (str(settings.logs_path / "clawq.log"), "what every process said"),
    ):
        line = Text(f"  {what:<58}{tells}")
        console.print(line, highlight=False, soft_wrap=True)


def _program() -> str:
    """Name this program as the person at this terminal can call it."""
    called = Path(sys.argv[0])
    if called.name != "clawq":
        return "python -m openclaw_celery"
    # A checkout's own is on the PATH of this process, not of the person's shell.
    with suppress(ValueError):
        return str(called.absolute().relative_to(Path.cwd()))
    return "clawq" if shutil.which("clawq") else str(called)


def _stay(running: Running) -> None:
    from openclaw_celery.cli.up import Stopper
    from openclaw_celery.flower import password

    stopper = Stopper()
    secret = password(running.settings)
    say(f"Flower: {running.flower_url}, user clawq, password {secret}")
    say("Ctrl-C ends it")
    while running.alive and not stopper.asked.wait(1):
        pass
