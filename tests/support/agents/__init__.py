"""Small agents for tests, and what a runtime gets to run one."""

from __future__ import annotations

import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from openclaw_celery.domain.attempt import Left
from openclaw_celery.domain.item import Item, Phase, Priority, Status
from openclaw_celery.domain.usage import Usage
from openclaw_celery.ports import Assignment, Slot

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Path(__file__).parent
#: Starts in 10 ms: our agents need no packages.
PYTHON = (sys.executable, "-S", "-E")
#: A process of its own in each way in which a program can leave another.
FAMILY = (*PYTHON, str(HERE / "family.py"), "{workspace}/pids")
FAMILY_SIZE = 4


def python(code: str) -> tuple[str, ...]:
    """Return the arguments of an agent that does what *code* says."""
    return (*PYTHON, "-c", code)


class FakeHold:
    """A lease that lasts as long as a test wants."""

    def __init__(self, seconds: float = 60) -> None:
        self.lost = threading.Event()
        self.seconds = seconds
        self.why = ""
        self.usage = Usage()
        self.kept: dict[int, str] = {}
        self.session = ""

    def seconds_left(self) -> float:
        """Tell how long the agent may go on."""
        return self.seconds

    def why_lost(self) -> str:
        """Say why the lease was lost."""
        return self.why

    def spent(self, usage: Usage) -> None:
        """Hear what the attempt has used so far."""
        self.usage = usage

    def keep(self, run: str, *, attempt: int | None = None) -> None:
        """Keep what a run is found by, of this attempt (0) or an earlier one."""
        self.kept[attempt or 0] = run

    def heard(self, session: str) -> None:
        """Hear what the agent calls its session."""
        self.session = session

    def lose(self, why: str = "the item is CANCELLED, fence 2") -> None:
        """Take the lease away."""
        self.why = why
        self.lost.set()


def make_assignment(
    home: Path,
    item_id: str,
    *,
    fence: int = 1,
    attempt: int = 1,
    title: str = "Greet the world",
    success_criteria: str = "README.md greets",
    prompt: str = "[TASK] greet the world\n",
) -> Assignment:
    """Make what the engine hands to a runtime, directories included."""
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    item = Item(
        seq=1,
        id=item_id,
        title=title,
        success_criteria=success_criteria,
        status=Status.IN_PROGRESS,
        phase=Phase.RUNNING,
        priority=Priority.P1,
        rank=1,
        fence=fence,
        owner="slot-1",
        lease_expires_at=moment,
        attempt=attempt,
        tries=attempt - 1,
        max_attempts=3,
        losses=0,
        not_before=None,
        due_at=None,
        created_at=moment,
        started_at=moment,
        ended_at=None,
        rung_at=None,
        rings=0,
        notes="",
        idempotency_key=None,
        runtime=None,
        role=None,
        error_fingerprint=None,
        trace_id="0" * 32,
        open_deps=0,
        event_seq=1,
    )
    workspace = home / "workspaces" / item_id
    run_dir = home / "runs" / item_id / str(attempt)
    workspace.mkdir(parents=True, exist_ok=True)
    run_dir.mkdir(parents=True, exist_ok=True)
    return Assignment(
        item=item,
        attempt=attempt,
        fence=fence,
        slot=Slot("slot-1", "command"),
        prompt=prompt,
        workspace=workspace,
        run_dir=run_dir,
    )


def left_by(item_id: str, attempt: int, run: str) -> Left:
    """Make what the engine says of a run that an earlier attempt has left."""
    return Left(item_id, attempt, "openclaw", run, datetime(2026, 1, 1, tzinfo=UTC))


def family_of(workspace: Path) -> list[int]:
    """Return the pids that an agent's family has written down so far."""
    pids = workspace / "pids"
    return [int(pid) for pid in pids.read_text().split()] if pids.exists() else []


def living(pids: Iterable[int]) -> list[psutil.Process]:
    """Return those of the processes that live; a zombie does not."""
    found = []
    for pid in pids:
        try:
            process = psutil.Process(pid)
            if process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.Error:
            continue
    return found


def marked(item_id: str) -> list[psutil.Process]:
    """Return the living processes, keepers too, that were started for an item."""
    found = []
    for process in psutil.process_iter():
        try:
            mark = process.environ().get("CLAWQ_MARK", "")
        except (psutil.Error, OSError):
            continue
        if mark.rpartition(":")[0] == item_id:
            found.append(process.pid)
    return living(found)
