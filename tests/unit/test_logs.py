"""What the processes of the system say gets where it is read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SPEAKS = """
import os, sys
from openclaw_celery.logs import survive_readers
survive_readers(os.getppid())
print("said")
print("warned", file=sys.stderr)
"""
#: Starts what speaks, as the supervisor does: its output is a pipe to it.
SUPERVISES = f"""
import subprocess, sys
child = subprocess.run([sys.executable, "-c", {SPEAKS!r}], capture_output=True)
print("passed on", child.stdout + child.stderr, flush=True)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_a_service_speaks_straight_to_whom_its_supervisor_passes_on() -> None:
    """The supervisor itself is not woken for it."""
    done = subprocess.run(
        [sys.executable, "-c", SUPERVISES],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.splitlines() == ["said", "warned", "passed on b''"]


def test_a_file_is_written_by_the_supervisor_alone(tmp_path: Path) -> None:
    """Two who write to it, each from its own place on, would write over each other."""
    with (tmp_path / "log").open("wb") as file:
        subprocess.run(
            [sys.executable, "-c", SUPERVISES], cwd=ROOT, stdout=file, check=True
        )

    assert (tmp_path / "log").read_text() == "passed on b'said\\nwarned\\n'\n"
