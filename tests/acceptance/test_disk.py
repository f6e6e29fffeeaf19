"""What commands say and do when the disk is full, or the database is another's."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.store.database import open_engine, transaction
from tests.support.queue import CLAWQ, Queue, fresh_environment

if TYPE_CHECKING:
    from pathlib import Path

#: How the script ends where there is no small disk to be had.
NO_DISK = 77
#: Makes a queue on a disk of two megabytes, fills it, and types its arguments.
SCRIPT = """
mount -t tmpfs -o size=2m none "$0" || exit 77
cd "$0"
"$@" init && "$@" add --task one || exit 9
cat /dev/zero > filler 2> /dev/null
while read -r line; do
  "$@" $line 2>&1
  echo "exit $?"
done
rm filler
"$@" add --task two 2>&1
"""


def on_a_full_disk(place: Path, *lines: str) -> list[str]:
    """Type *lines* on a full disk; returns what they print, exit codes too."""
    if not shutil.which("unshare"):
        pytest.skip("no unshare(1) to mount a small disk with")
    done = subprocess.run(
        ["unshare", "--map-root-user", "--mount", "sh", "-c", SCRIPT, place, *CLAWQ],
        input="".join(f"{line}\n" for line in lines), capture_output=True, text=True,
        env=fresh_environment(), check=False, timeout=240,
    )  # fmt: skip
    if done.returncode == NO_DISK or "unshare:" in done.stderr:
        pytest.skip(f"no small disk can be mounted here: {done.stderr.strip()}")
    assert "Traceback" not in done.stdout + done.stderr
    return done.stdout.splitlines()[3:]


@pytest.mark.timeout(300)
def test_a_full_disk_is_named_and_what_only_reads_goes_on(tmp_path: Path) -> None:
    """And once there is room again, all is as it was."""
    told = on_a_full_disk(tmp_path, "list", "show ORCH-001", "add --task x", "pick")

    full = f"clawq: no space left on the disk of {tmp_path}/.clawq/queue.db; "
    assert told[:2] == ["ORCH-001\tPENDING\tP1\tone", "exit 0"]
    assert told[2] == "ORCH-001  PENDING  P1"
    assert told[-5:] == [
        f"{full}nothing was changed", "exit 3",
        f"{full}nothing was changed", "exit 3",
        "Added ORCH-002",
    ]  # fmt: skip


@pytest.mark.timeout(120)
def test_a_database_that_somebody_holds_is_one_line(
    clawq: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer waits its time for it, and gives up; who only reads need not wait."""
    clawq("add --task x")
    monkeypatch.setattr(
        "openclaw_celery.store.database.in_turn", lambda _: nullcontext()
    )
    engine = open_engine(f"sqlite:///{clawq.home}/queue.db", pooled=False)
    with transaction(engine, writes=True):
        assert clawq("list") == "ORCH-001\tPENDING\tP1\tx\n"
        done = subprocess.run(
            [*CLAWQ, *shlex.split("add --task y")],
            cwd=clawq.directory, capture_output=True, text=True,
            env=fresh_environment(), check=False, timeout=90,
        )  # fmt: skip

    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        f"clawq: sqlite:///{clawq.directory}/.clawq/queue.db: database is locked: "
        "another process holds it for long; try again\n"
    )
