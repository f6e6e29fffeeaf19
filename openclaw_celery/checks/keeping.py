"""
Runs a program under a keeper until it ends; nothing of it outlives the caller.

The agents' own keeper: a time limit, all processes ended, and ended as well when the
process that asked is killed.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading

from openclaw_celery import keeper

#: A keeper that is so late does not answer any more.
LATE_S = 30.0
#: What Python needs of the environment to find what is installed.
PYTHON_ENV = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "VIRTUAL_ENV")


def passed_on(*names: str) -> dict[str, str]:
    """Return those of our environment variables that are there."""
    return {name: os.environ[name] for name in names if name in os.environ}


def keep(spec: keeper.Spec) -> keeper.Result | None:
    """Run what *spec* says to its end; None if its keeper was killed."""
    marks = {name: spec["env"][name] for name in ("CLAWQ_MARK", "CLAWQ_WORKSPACE")}
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-P", "-X", "utf8", keeper.__file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=passed_on(*PYTHON_ENV) | marks,
        start_new_session=True,
    )
    assert process.stdin  # noqa: S101 - tells mypy
    assert process.stdout  # noqa: S101
    late = threading.Timer(spec["time_limit_s"] + LATE_S, process.kill)
    late.daemon = True
    late.start()
    try:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(json.dumps(spec).encode() + b"\n")
            process.stdin.flush()
        line = process.stdout.read()
    finally:
        late.cancel()
        # Without its input a keeper ends all that it keeps, and itself.
        with contextlib.suppress(OSError):
            process.stdin.close()
        process.stdout.close()
        process.wait()
    try:
        result: keeper.Result = json.loads(line)
    except ValueError:
        return None
    return result
