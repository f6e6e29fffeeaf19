"""How a command ends that its caller gives up on: no traceback, nothing half done."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.interrupts import CODE
from tests.support.queue import CLAWQ, Queue, fresh_environment
from tests.support.replay import check_store

if TYPE_CHECKING:
    from collections.abc import Iterator

#: So many moments, from the first line of ours until the command has long ended.
MOMENTS = 24
LAST_S = 1.2
#: Python takes its handlers down at its very end, and the signal ends what is left.
GONE = (-signal.SIGINT, "")


def moments() -> Iterator[float]:
    return (LAST_S * n / MOMENTS for n in range(MOMENTS))


def interrupted(clawq: Queue, *words: str, after: float) -> tuple[int, str]:
    """
    Start a `clawq` of its own, and press Ctrl-C; returns its code and its errors.

    The time begins when Python has given us the word: before that it is its own.
    """
    process = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "openclaw_celery", *words],
        cwd=clawq.directory, env=fresh_environment(), text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stderr
        # The first of what is imported once Ctrl-C is ours.
        while "json" not in (line := process.stderr.readline()):
            assert line
        try:
            _, told = process.communicate(timeout=after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
            _, told = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()
    said = [
        line for line in told.splitlines() if line and not line.startswith("import ")
    ]
    return process.returncode, "\n".join(said)


@pytest.mark.timeout(180)
def test_a_command_that_is_interrupted_says_so_and_no_more(clawq: Queue) -> None:
    """Whatever it was at: importing, opening the queue, writing, ending."""
    ended = 0
    for after in moments():
        code, said = interrupted(clawq, "add", "--task", "x", after=after)
        assert (code, said) in {(0, ""), (CODE, "clawq: interrupted"), GONE}, after
        ended += code == 0
    assert ended < MOMENTS

    items = check_store(clawq.engine().store)
    assert ended <= len(items) <= MOMENTS
    assert clawq("add --task last").startswith("Added ")


@pytest.mark.parametrize("closed", [">&-", "<&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("line", ["list", "status", "show ORCH-001", "list --json"])
def test_a_stream_that_is_closed_is_no_error(
    clawq: Queue, closed: str, line: str
) -> None:
    """And what nobody reads does not land in a file that got the stream's number."""
    clawq("add --task x")

    done = subprocess.run(
        ["bash", "-c", f'"$@" {closed}', "-", *CLAWQ, *line.split()],
        cwd=clawq.directory, capture_output=True, text=True, env=fresh_environment(),
        check=False, timeout=30,
    )  # fmt: skip

    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert clawq("list") == "ORCH-001\tPENDING\tP1\tx\n"
