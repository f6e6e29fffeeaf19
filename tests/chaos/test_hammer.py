"""
Ten people type whatever comes to their minds, all at once, on one queue.

The real `clawq` in processes of their own. Each call does what it says, or is refused
in one line; and the story of every item tells its row, without a gap.
"""

from __future__ import annotations

import shlex
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.settings import load
from openclaw_celery.wiring import open_store
from tests.support.commands import Commands, Done
from tests.support.replay import check_store

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = 10
#: What each types on a busy machine too.
LEAST = 12
#: All of them want the same few items.
HOT = 8
#: Each as often as it stands here.
LINES = (
    "add --task '작업 {n}' --priority P{n3}",
    "add --task 'work {n}' --depends-on {item}",
    "pick --owner-session me-{me}",
    "pick --owner-session me-{me} --lease-seconds 1",
    "pick --owner-session me-{me}",
    "renew --id {item} --owner-session me-{me}",
    "release --id {mine} --owner-session me-{me}",
    "done --id {mine} --owner-session me-{me} --notes 'tests pass'",
    "fail --id {mine} --owner-session me-{me} --notes 'no access'",
    "done --id {item} --notes 손으로",
    "fail --id {item} --notes 'by hand'",
    "cancel --id {item}",
    "cancel {item} {other}",
    "retry --id {item}",
    "retry --id {item} --force",
    "replan --id {item} --notes 'another plan {n}'",
    "replan --id {item} --notes '다시'",
    "answer --id {item} --text '네, {n}'",
    "list",
    "show {item}",
    "why {item}",
    "kpi",
    "status --json",
    "sync",
    "render",
    "pause priority:P{n3}",
    "resume priority:P{n3} all",
    "resume all priority:P0 priority:P1 priority:P2",
    "intake submit --request '로그 {n} 정리, 문서 {n} 작성'",
    "import rows-{me}-{n}.md",
    "team submit team.json --priority P{n3}",
    "health",
    "logs {item} --tail 5",
)
HEADER = (
    "| id | status | priority | task | success_criteria | owner_session "
    "| started_at_kst | due_at_kst | notes |\n|---|---|---|---|---|---|---|---|---|\n"
)
ROW = "| I-{me}-{n} | PENDING | P2 | imported {n} | | - | - | - | |\n"
#: How many items each of these makes.
MADE = {"add": 1, "intake": 2, "import": 1, "team": 3}
#: `health` grades what it sees.
GRADES = {10, 20}
#: What a call may end with: it was done, it was refused, the lease is another's.
FINE = {0, 2, 4}


@dataclass
class Person:
    """Types lines until the time is over, and so many at least."""

    number: int
    home: Path
    codes: Counter[tuple[str, int]] = field(default_factory=Counter)
    wrong: list[tuple[str, Done]] = field(default_factory=list)
    mine: str = "ORCH-001"

    def type(self, seconds: float, ready: threading.Barrier) -> None:
        state = self.number + 1
        with Commands() as commands:
            commands.run("list", cwd=self.home)
            ready.wait(90)
            until = time.monotonic() + seconds
            while time.monotonic() < until or self.codes.total() < LEAST:
                # Steps through numbers that look like chance, the same every time.
                state = (state * 1103515245 + 12345) % 2**31
                line = self._line(state >> 8)
                self._look(line, commands.run(*shlex.split(line), cwd=self.home))

    def _line(self, number: int) -> str:
        text = LINES[number % len(LINES)]
        number //= len(LINES)
        if text.startswith("import"):
            rows = HEADER + ROW.format(me=self.number, n=number)
            (self.home / f"rows-{self.number}-{number}.md").write_text(rows)
        return text.format(
            n=number,
            n3=number % 3,
            me=self.number,
            item=f"ORCH-{number % HOT + 1:03}",
            other=f"ORCH-{number // HOT % HOT + 1:03}",
            mine=self.mine,
        )

    def _look(self, line: str, done: Done) -> None:
        verb = line.split(maxsplit=1)[0]
        self.codes[verb, done.code] += 1
        if verb == "pick" and done.out.startswith("ORCH-"):
            self.mine = done.out.strip()
        lines = done.err.splitlines()
        if verb == "health" and done.code in GRADES:
            assert done.out.startswith("HEALTH_"), done
            return
        refusals = [text for text in lines if text.startswith("clawq: ")]
        clean = done.code in FINE and "Traceback" not in done.err
        said = bool(refusals) == bool(done.code) and len(refusals) <= line.count("ORCH")
        if done.code and len(lines) != len(refusals):
            said = False
        if not clean or not said:
            self.wrong.append((line, done))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with Commands() as commands:
        assert commands.run("init", cwd=tmp_path).code == 0
        for number in range(HOT):
            add = ("add", "--task", f"first {number}", "--max-attempts", "2")
            assert commands.run(*add, cwd=tmp_path).code == 0
        assert commands.run("render", cwd=tmp_path).code == 0
    (tmp_path / "team.json").write_text('{"tasks": [{"title": "a"}, {"title": "b"}]}')
    return tmp_path


def check_sheet(home: Path) -> None:
    """QUEUE.md shows the queue, after one more sync."""
    with Commands() as commands:
        last = commands.run("sync", cwd=home)
        assert last.code == 0, last
        check = commands.run("consistency-check", cwd=home)
        assert check.out.startswith("consistency ok"), check


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seconds", [8, pytest.param(60, marks=pytest.mark.long)])
def test_ten_people_at_once_break_nothing(home: Path, seconds: float) -> None:
    """Nothing but refusals, no torn story, and QUEUE.md shows it all in the end."""
    people = [Person(number, home) for number in range(PEOPLE)]
    ready = threading.Barrier(PEOPLE)
    with ThreadPoolExecutor(PEOPLE) as pool:
        for typing in [pool.submit(person.type, seconds, ready) for person in people]:
            typing.result()

    assert [wrong for person in people for wrong in person.wrong] == []
    codes = sum((person.codes for person in people), Counter())
    items = check_store(open_store(load(home / ".clawq", environ={})))
    made = sum(number * codes[verb, 0] for verb, number in MADE.items())
    assert len(items) == HOT + made
    moved = {verb for verb, code in codes if code == 0}
    assert {"pick", "cancel", "replan", "sync", "render"} <= moved, codes
    check_sheet(home)
