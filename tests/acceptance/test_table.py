"""Every command that the design promises, as a process of its own: text and JSON."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.cli import COMMANDS
from tests.support.commands import Done
from tests.support.queue import CLAWQ, fresh_environment

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.commands import Commands

HEADER = (
    "| id | status | priority | task | success_criteria | owner_session "
    "| started_at_kst | due_at_kst | notes |\n|---|---|---|---|---|---|---|---|---|\n"
)
REPORT = """\
[REPORT ORCH-001]
Status: DONE
Files:
- src/login.py
Diff-Summary:
- the login waits for its token
Validation:
- pytest -q: 12 passed
Risks:
- None
Next:
- None
"""
#: What is typed, how it may end, and what it begins with; `{0}` is any text.
TABLE: tuple[tuple[str, set[int], str], ...] = (
    ("init", {0}, "The queue is in "),
    ("list --status PENDING --priority P1 --limit 5", {0}, "ORCH-"),
    (
        (
            "add --id T-1 --priority P0 --task t --success-criteria s --due-at-kst "
            "'2031-01-02 03:04' --notes n --idempotency-key k --max-attempts 2 "
            "--depends-on ORCH-001 --runtime command --role writer"
        ),
        {0},
        "Added T-1\n",
    ),
    ("pick --owner-session you --lease-seconds 900", {0}, "ORCH-001\n"),
    ("renew --id ORCH-007 --owner-session me", {0}, "ORCH-007 lease "),
    ("release --id ORCH-007 --owner-session me", {0}, "ORCH-007 lease released\n"),
    ("done --id ORCH-005 --notes n", {0}, "ORCH-005 -> DONE\n"),
    ("fail --id ORCH-006 --notes n", {0}, "ORCH-006 -> FAILED\n"),
    ("show ORCH-001", {0}, "ORCH-001  "),
    ("history ORCH-001", {0}, "20"),
    ("why ORCH-001", {0}, "ORCH-001\t"),
    ("logs ORCH-001", {0}, ""),
    ("intake plan --request '로그 정리, 문서 쓰기'", {0}, "would_create=2 "),
    (
        (
            "intake submit --request 'a file, a page' --parallel 2 --priority P2 "
            "--due-at-kst '2031-01-02 03:04' --success-criteria s"
        ),
        {0},
        "created=",
    ),
    ("status", {0}, "summary PENDING="),
    ("workers", {0}, "workers"),
    ("cancel --id ORCH-005", {0}, "ORCH-005 -> BLOCKED\n"),
    ("answer --id ORCH-002 --text yes", {0}, "ORCH-002 -> PENDING\n"),
    ("retry --id ORCH-004", {0}, "ORCH-004 -> PENDING\n"),
    ("replan --id ORCH-003 --notes n", {0}, "ORCH-003 -> PENDING\n"),
    (
        (
            "kpi --max-failure-rate 0.2 --max-latency-p95-ms 9 "
            "--max-stale-in-progress 0 --stale-minutes 60 --fail-on-alert"
        ),
        {0, 2},
        "kpi success_rate=",
    ),
    ("render --queue Q.md", {0}, "rendered "),
    ("consistency-check --queue-path Q.md", {0}, "consistency ok total="),
    ("sync --queue Q.md", {0}, "synced "),
    ("health", {0, 10, 20}, "HEALTH_"),
    ("import rows.md", {0}, "Imported 1 rows"),
    (
        (
            "review --id ORCH-006 --success-criteria 'pytest passes' "
            "--report report.txt --max-retries 3"
        ),
        {0},
        "ORCH-006 ",
    ),
    ("gate judge cases.jsonl", {0}, ""),
    ("gate score cases.jsonl", {0}, ""),
    (
        (
            "guard --id ORCH-001 --report report.txt --current-tokens 10 --soft 2000 "
            "--hard 3500"
        ),
        {0},
        "item=ORCH-001 state=OK action=ALLOW violations=0",
    ),
    ("ui-check --url http://127.0.0.1:9/ --contains T --timeout 1", {1, 2, 3}, ""),
    ("metrics", {0}, "{"),
    ("team submit team.json", {0}, "team "),
    ("pause role:writer", {0}, "paused role:writer\n"),
    ("resume role:editor", {0}, "resumed role:editor\n"),
    ("drain role:writer --timeout 5", {0}, "drained role:writer\n"),
    ("ps", {3}, ""),
    ("down", {0}, "nothing runs here\n"),
    ("up --quiet", {2}, ""),
    ("worker", {2}, ""),
    ("doctor", {0, 1}, "ok "),
)
#: Has a whole test of its own, as `up` and `worker` have in all they do.
ELSEWHERE = {"demo"}
PROMISED = ELSEWHERE | {shlex.split(line)[0] for line, _, _ in TABLE}


@pytest.fixture(scope="module")
def place(commands: Commands, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A queue of six items, and the files that the commands are given."""
    directory = tmp_path_factory.mktemp("table")
    case = {"success_criteria": "pytest passes", "report": REPORT, "expect": "PASS"}
    for name, text in {
        "rows.md": f"{HEADER}| I-1 | PENDING | P2 | one | | - | - | - | |\n",
        "team.json": '{"tasks": [{"title": "a"}, {"title": "b"}]}',
        "report.txt": REPORT,
        "cases.jsonl": json.dumps(case) + "\n",
    }.items():
        (directory / name).write_text(text, "utf-8")
    for line in (
        "init",
        *(f"add --task item-{number}" for number in range(6)),
        "add --task first --priority P0",
        "pick --owner-session me",
        "pause role:editor",
        "cancel ORCH-002",
        "done ORCH-003 --notes n",
        "fail ORCH-004 --notes n",
        "render --queue Q.md",
    ):
        done = commands.run(*shlex.split(line), cwd=directory)
        assert done.code == 0, done
    return directory


def run(directory: Path, *words: str) -> Done:
    """Execute `clawq` itself: no helper that has imported it, no server."""
    done = subprocess.run(
        [*CLAWQ, *words],
        cwd=directory, capture_output=True, text=True, check=False, timeout=60,
        env={**fresh_environment(), "CLAWQ_SERVER": "off"},
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("line", "codes", "begins"),
    TABLE,
    ids=[line.split(" -", 1)[0] for line, *_ in TABLE],
)
def test_a_command_does_what_the_table_says(
    commands: Commands,
    place: Path,
    tmp_path: Path,
    line: str,
    codes: set[int],
    begins: str,
) -> None:
    """In words, and as one JSON document; what is refused is one line."""
    for mode, more in (("text", ()), ("json", ("--json",))):
        directory = tmp_path / mode
        shutil.copytree(place, directory)
        words = shlex.split(line)
        if more:
            alone = {"CLAWQ_SERVER": "off"}
            done = commands.run(*words, *more, cwd=directory, env=alone, within=60)
        else:
            done = run(directory, *words)

        assert done.code in codes, done
        assert "Traceback" not in done.err
        if done.code in {2, 3} and not done.out:
            assert done.err.startswith("clawq: ")
            assert done.err.count("\n") == 1
        elif more:
            json.loads(done.out)
        else:
            assert done.out.startswith(begins)
        if done.code == 0 and "logs" not in line:
            assert not done.err.startswith("clawq: ")


def test_nothing_that_was_promised_is_missing() -> None:
    assert set(COMMANDS) >= PROMISED
