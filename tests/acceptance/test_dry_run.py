"""A dry run says what would happen, or why not, and does nothing."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.support.queue import Queue

HEADER = (
    "| id | status | priority | task | success_criteria | owner_session "
    "| started_at_kst | due_at_kst | notes |\n|---|---|---|---|---|---|---|---|---|\n"
)


@pytest.fixture
def busy(clawq: Queue) -> Queue:
    """Two items that wait, one that somebody has picked, and files."""
    clawq("add --task x --priority P0")
    clawq("add --task y")
    clawq("add --task z")
    assert clawq("pick --owner-session me") == "ORCH-001\n"
    (clawq.directory / "rows.md").write_text(
        HEADER + "| A-1 | PENDING | P1 | one | | - | - | - | depends_on:ORCH-001 |\n"
    )
    (clawq.directory / "wrong.md").write_text(
        HEADER + "| ORCH-001 | PENDING | P1 | one | | - | - | - | |\n"
    )
    team = {"tasks": [{"title": "a"}, {"title": "b"}]}
    (clawq.directory / "team.json").write_text(json.dumps(team))
    (clawq.directory / "QUEUE.md").write_text(HEADER)
    return clawq


def everything(clawq: Queue) -> tuple[Any, ...]:
    return (
        clawq("list"),
        clawq.run("status").out,
        [clawq.run("history", f"ORCH-00{n}").out.count("\n") for n in (1, 2, 3)],
        sorted(path.name for path in clawq.directory.iterdir()),
        (clawq.directory / "QUEUE.md").read_text(),
    )


DRY = [
    ("done ORCH-001 --notes ok", "ORCH-001 would be DONE\n"),
    ("done ORCH-001 --notes ok --owner-session me", "ORCH-001 would be DONE\n"),
    ("fail ORCH-002 --notes no", "ORCH-002 would be FAILED\n"),
    ("cancel ORCH-001", "ORCH-001 would be BLOCKED\n"),
    ("replan ORCH-002 --notes n", "ORCH-002 would be PENDING\n"),
    ("release ORCH-001 --owner-session me", "ORCH-001 lease would be released\n"),
    ("pause", "would be paused: all\n"),
    ("resume", "is not paused: all\n"),
    ("drain", "would pause all and wait for 1 in flight: ORCH-001\n"),
    ("drain role:writer", "would pause role:writer and have nothing to wait for\n"),
    ("import rows.md", "Would import 1 rows from rows.md\n"),
    ("render", "would render 3 rows replaced=0 dropped=0\n"),
    ("sync", None),
    ("intake submit --request 'first this, then that'", None),
    ("team submit team.json", None),
    ("workspace clean", None),
]


@pytest.mark.parametrize(("line", "told"), DRY)
def test_it_changes_nothing(busy: Queue, line: str, told: str | None) -> None:
    before = everything(busy)

    done = busy.run(*shlex.split(line), "--dry-run")
    document = busy.run(*shlex.split(line), "--dry-run", "--json").json

    assert done.code == 0, done.err
    assert told is None or done.out == told
    assert "would" in done.out.lower() or line == "resume"
    for part in document if isinstance(document, list) else [document]:
        assert part["dry_run"] is True
    assert everything(busy) == before


@pytest.mark.parametrize(
    ("line", "code", "complaint"),
    [
        ("done ORCH-404 --notes ok", 2, "no item ORCH-404"),
        ("done ORCH-001 --notes ' '", 2, "notes: must not be empty"),
        ("fail ORCH-002 --notes x --owner-session me", 4, "me does not hold ORCH-002"),
        ("release ORCH-002 --owner-session me", 4, "me does not hold ORCH-002"),
        ("drain nobody", 2, "unknown scope 'nobody'"),
        ("import wrong.md", 2, "ORCH-001 exists already"),
        ("render --queue team.json", 2, "team.json, line 1: no table"),
        ("intake submit --request '...'", 2, "request: says nothing to do"),
        ("team submit QUEUE.md", 2, "QUEUE.md: line 1, column 1: not JSON"),
    ],
)
def test_it_is_refused_where_the_act_would_be(
    busy: Queue, line: str, code: int, complaint: str
) -> None:
    done = busy.run(*shlex.split(line), "--dry-run")

    assert done.code == code
    assert done.complaint.startswith(complaint)
