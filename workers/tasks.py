"""The Celery tasks: decode, call one verb of the engine, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openclaw_celery.bus import DISPATCH, NOTIFY, RESCUE, REVIEW, RUN, SYNC

if TYPE_CHECKING:
    from celery import Celery

    from workers.process import Process


def register(app: Celery, process: Process) -> None:
    """Give *app* its tasks, which work with the engine of *process*."""

    @app.task(name=RUN)
    def run_item(item_id: str, fence: int) -> str:
        """Run the attempt that the fence stands for, if it is still to be run."""
        return process.engine.runner.run(item_id, fence, process.slot)

    @app.task(name=REVIEW)
    def review_item(item_id: str, fence: int) -> str:
        """Judge the report that the fence handed in, unless that is done already."""
        return process.engine.reviewer.review(item_id, fence)

    @app.task(name=DISPATCH)
    def dispatch() -> int:
        """Give the next items to the free slots."""
        return len(process.engine.dispatcher.tick())

    @app.task(name=RESCUE)
    def rescue() -> int:
        """Bring back what was lost, ring again what was not heard."""
        return len(process.engine.watchdog.tick())

    @app.task(name=NOTIFY)
    def notify() -> int:
        """Tell people what has happened."""
        return process.engine.notifier.tick()

    @app.task(name=SYNC)
    def sync() -> bool:
        """Let QUEUE.md and the queue take over what has changed in the other."""
        return process.engine.sheets.tick(process.sheet)
