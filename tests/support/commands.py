"""
`clawq` as a process of its own, without the second that its imports take.

A server that has imported the commands forks for each call: the child has its own
arguments, environment, directory and standard streams, and ends as `clawq` ends.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
#: What the commands import when they run; nothing of it starts a thread.
WARM = (
    "openclaw_celery.cli.checkup",
    "openclaw_celery.cli.intake",
    "openclaw_celery.cli.items",
    "openclaw_celery.cli.logs",
    "openclaw_celery.cli.operate",
    "openclaw_celery.cli.pull",
    "openclaw_celery.cli.queue",
    "openclaw_celery.cli.scopes",
    "openclaw_celery.cli.services",
    "openclaw_celery.cli.story",
    "openclaw_celery.cli.system",
    "openclaw_celery.cli.team",
    "openclaw_celery.cli.up",
    "openclaw_celery.cli.why",
    "openclaw_celery.queue_md.text",
    "sqlalchemy.dialects.sqlite.pysqlite",
)


@dataclass(frozen=True, slots=True)
class Done:
    """How a call ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - a JSON document
        """What was printed, which has to be one JSON document."""
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def complaint(self) -> str:
        """The one line with which the call was refused."""
        assert self.code != 0, self.out
        assert not self.out, self.out
        assert self.err.startswith("clawq: "), self.err
        assert self.err.count("\n") == 1, self.err
        return self.err.removeprefix("clawq: ").rstrip("\n")


@dataclass(slots=True)
class Commands:
    """Runs commands; a context manager that ends its server."""

    _server: subprocess.Popen[str] = field(init=False)

    def __enter__(self) -> Self:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.support.commands"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server.stdin
        assert self._server.stdout
        self._server.stdin.close()
        self._server.stdout.close()
        self._server.wait(10)

    def run(
        self,
        *arguments: str,
        cwd: Path,
        env: Mapping[str, str] | None = None,
        stdin: bytes = b"",
        within: int = 30,
    ) -> Done:
        """Run `clawq` with *arguments*; *env* is added to our environment."""
        assert self._server.stdin
        assert self._server.stdout
        with tempfile.TemporaryDirectory(prefix="cq-") as name:
            files = [Path(name, stream) for stream in ("in", "out", "err")]
            files[0].write_bytes(stdin)
            order = {
                "arguments": arguments,
                "cwd": str(cwd),
                "env": {**os.environ, **(env or {})},
                "files": [str(file) for file in files],
                "within": within,
            }
            self._server.stdin.write(json.dumps(order) + "\n")
            self._server.stdin.flush()
            code = int(self._server.stdout.readline())
            out, err = (file.read_bytes().decode() for file in files[1:])
        return Done(code, out, err)


def _serve() -> None:
    """Fork for each line of stdin; the child returns from here and is `clawq`."""
    for name in WARM:
        import_module(name)
    # A child has nothing of this to look through when it ends.
    gc.freeze()
    answers = os.fdopen(os.dup(1), "w")
    # Unbuffered: a child must not find its parent's next orders in its buffer.
    orders = os.fdopen(os.dup(0), "rb", buffering=0)
    while line := orders.readline():
        order = json.loads(line)
        child = os.fork()
        if not child:
            answers.close()
            orders.close()
            _become(order)
            return
        _, status = os.waitpid(child, 0)
        answers.write(f"{os.waitstatus_to_exitcode(status)}\n")
        answers.flush()
    sys.exit(0)


def _become(order: dict[str, Any]) -> None:
    signal.alarm(order["within"])
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["env"])
    for number, path in enumerate(order["files"]):
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.dup2(file, number)
        os.close(file)
    sys.stdin, sys.stdout, sys.stderr = (
        os.fdopen(number, mode, encoding="utf-8", errors=errors)
        for number, mode, errors in (
            (0, "r", "strict"),
            (1, "w", "strict"),
            (2, "w", "backslashreplace"),
        )
    )
    sys.argv = ["clawq", *order["arguments"]]


if __name__ == "__main__":
    _serve()
    from openclaw_celery.cli import main

    main()
