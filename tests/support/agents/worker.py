"""
A worker that runs one agent and can be killed: worker.py HOME ITEM FENCE LEASE ARGV...

Prints how the run ended.
"""

from __future__ import annotations

import sys
from pathlib import Path

from openclaw_celery.runtimes.command import CommandRuntime
from openclaw_celery.settings import CommandSettings
from tests.support.agents import FakeHold, make_assignment


def main(home: str, item_id: str, fence: str, lease: str, *argv: str) -> None:
    """Run the agent to its end."""
    runtime = CommandRuntime(CommandSettings(argv=argv, grace_s=0.5))
    assignment = make_assignment(Path(home), item_id, fence=int(fence))
    outcome = runtime.run(assignment, FakeHold(float(lease)))
    print(outcome, flush=True)  # noqa: T201 - read by the test


if __name__ == "__main__":
    main(*sys.argv[1:])
