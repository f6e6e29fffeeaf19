"""What a command does not need is not imported: agents call it thousands of times."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

#: Celery, the broker's client, migrations, the gate's rules and those of requests.
HEAVY = ("celery", "redis", "alembic", "openclaw_celery.domain.gate.claims",
         "openclaw_celery.domain.splitting.separators")  # fmt: skip
TOLD = """
import sys
from openclaw_celery.cli import run
code = run(sys.argv[2:])
print(code, *(name for name in sys.argv[1].split(",") if name in sys.modules))
"""


@pytest.mark.parametrize(
    ("words", "never"),
    [
        (["--help"], (*HEAVY, "sqlalchemy", "rich", "textual")),
        (["list"], HEAVY),
        (["status"], HEAVY),
        (["why", "X-1"], HEAVY),
        (["kpi"], HEAVY),
    ],
)
def test_a_command_imports_what_it_needs(
    tmp_path: Path, words: list[str], never: tuple[str, ...]
) -> None:
    home = ["--home", str(tmp_path / "home")]
    python = [sys.executable, "-m", "openclaw_celery", *home]
    subprocess.run([*python, "init"], check=True, capture_output=True)
    subprocess.run([*python, "add", "--id", "X-1", "--task", "x"], check=True)

    done = subprocess.run(
        [sys.executable, "-c", TOLD, ",".join(never), *home, *words],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert done.stdout.splitlines()[-1].split() == ["0"]
