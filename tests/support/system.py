"""A whole installation in a directory of its own, run by `clawq up`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import psutil

from openclaw_celery.domain.item import NewItem, Status
from openclaw_celery.settings import load
from openclaw_celery.store.database import open_engine
from openclaw_celery.store.schema import upgrade
from openclaw_celery.supervise import Supervisor
from openclaw_celery.wiring import build
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openclaw_celery.domain.item import Item
    from openclaw_celery.domain.transitions import Verb

ROOT = __file__.rsplit("/tests/", 1)[0]
ENDED = {Status.DONE, Status.FAILED, Status.BLOCKED}

#: An agent that does what the item's title says: `sleep 3`, `fail connection reset`.
AGENT = f"{ROOT}/tests/support/agents/obedient.py"
#: Shorter leases and ticks than the defaults, so that tests need not wait for minutes.
QUICK: dict[str, object] = {
    "lease_s": 10,
    "heartbeat_s": 2,
    "lease_margin_s": 3,
    "watch_s": 0.5,
    "ring_again_s": 4,
    "slot_ttl_s": 6,
    "slot_beat_s": 1,
    "dispatch_every_s": 2,
    "rescue_every_s": 1,
    "backoff_s": [0.5],
    "flower_port": 0,
    "runtimes.command.argv": [sys.executable, AGENT],
    "runtimes.command.grace_s": 1,
}


class System:
    """One home and what runs in it."""

    def __init__(self, home: Path, config: dict[str, object]) -> None:
        self.home = home
        home.mkdir(mode=0o700)
        lines = [f"{key} = {json.dumps(value)}" for key, value in config.items()]
        (home / "clawq.toml").write_text("\n".join(lines) + "\n", "utf-8")
        self.settings = load(home, environ={})
        engine = open_engine(self.settings.database)
        upgrade(engine)
        engine.dispose()
        self.engine = build(self.settings)
        self.supervisor = Supervisor(self.settings)

    # -- running ---------------------------------------------------------------

    def clawq(self, *arguments: str, timeout: float = 90) -> str:
        """Run a command in this home; returns what it printed."""
        done = self.run(*arguments, timeout=timeout)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(
        self, *arguments: str, timeout: float = 90
    ) -> subprocess.CompletedProcess[str]:
        """Run a command in this home, however it ends."""
        return subprocess.run(
            [sys.executable, "-m", "openclaw_celery", "--home", self.home, *arguments],
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
            env=self.environment(),
        )

    def environment(self) -> dict[str, str]:
        """Give our processes the checkout, wherever they are started."""
        return {**os.environ, "PYTHONPATH": ROOT}

    def up(self) -> None:
        """Start everything and wait until it is ready."""
        self.clawq("up", "--detach")

    def down(self) -> None:
        """Stop everything at once."""
        self.run("down", "--now", timeout=60)

    def pid(self, service: str) -> int:
        """Return the process id of a service; 0 while it has none."""
        return next(s.pid for s in self.supervisor.services() if s.name == service)

    def child(self, service: str) -> int:
        """Return the pool child of a worker."""
        pid = self.pid(service)
        children = [
            child.pid
            for child in psutil.Process(pid).children()
            if "ForkPoolWorker" in " ".join(child.cmdline())
        ]
        assert len(children) == 1, children
        return children[0]

    # -- items -------------------------------------------------------------------

    def add(self, *titles: str, **fields: Any) -> list[str]:  # noqa: ANN401
        """Add items; returns their ids."""
        new = [NewItem(title=title, **fields) for title in titles]
        return [item.id for item in self.engine.intake.add(new, actor="test")]

    def item(self, item_id: str) -> Item:
        with self.engine.store.read() as view:
            return view.item(item_id)

    def verbs(self, item_id: str) -> list[Verb]:
        """Tell an item's story in verbs."""
        with self.engine.store.read() as view:
            return [stored.event.verb for stored in view.events(item_id)]

    def wait_running(self, item_id: str, timeout: float = 30) -> str:
        """Wait until the item's agent works; returns the slot that runs it."""
        log = self.home / "runs" / item_id

        def works() -> bool:
            item = self.item(item_id)
            path = log / str(item.attempt) / "output.log"
            return item.phase == "running" and path.exists() and bool(path.read_bytes())

        wait_until(works, timeout, what=f"{item_id} running")
        return self.item(item_id).owner or ""

    def wait_ended(self, ids: Sequence[str], timeout: float = 60) -> None:
        """Wait until all these items have ended."""

        def ended() -> bool:
            return all(self.item(item_id).status in ENDED for item_id in ids)

        try:
            wait_until(ended, timeout)
        except TimeoutError:
            left = {i: self.verbs(i) for i in ids if self.item(i).status not in ENDED}
            log = self.home / "logs" / "clawq.log"
            tail = log.read_text("utf-8", "replace")[-4000:] if log.exists() else ""
            msg = f"did not end: {left}\n{tail}"
            raise TimeoutError(msg) from None

    def agents(self) -> list[int]:
        """List the processes of agents of this home that live now."""
        mine = str(self.home / "workspaces")
        found = []
        for process in psutil.process_iter():
            try:
                where = process.environ().get("CLAWQ_WORKSPACE", "")
            except psutil.Error:
                continue
            if where.startswith(mine) and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process.pid)
        return found
