"""The examples: each row of QUEUE.md, done by the agent, judged by the gate."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from openclaw_celery.domain.attempt import Attempt
from openclaw_celery.domain.item import Item, NewItem, Priority, Status
from openclaw_celery.domain.report import parse as read_report
from openclaw_celery.domain.review import Judgement, Verdict, judge
from openclaw_celery.domain.sheet import new_items
from openclaw_celery.engine.prompt import build
from openclaw_celery.queue_md.text import parse

EXAMPLES = Path(__file__).parents[2] / "examples"
ROWS = new_items(parse((EXAMPLES / "QUEUE.md").read_text("utf-8")))
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def _item(new: NewItem) -> Item:
    return Item(
        seq=1,
        id=new.id or "",
        title=new.title,
        success_criteria=new.success_criteria,
        status=Status.IN_PROGRESS,
        phase=None,
        priority=new.priority,
        rank=new.priority.rank,
        fence=1,
        owner="slot-1",
        lease_expires_at=None,
        attempt=1,
        tries=0,
        max_attempts=3,
        losses=0,
        not_before=None,
        due_at=None,
        created_at=NOW,
        started_at=None,
        ended_at=None,
        rung_at=None,
        rings=0,
        notes=new.notes,
        idempotency_key=None,
        runtime=None,
        role=None,
        error_fingerprint=None,
        trace_id="t",
        open_deps=0,
        event_seq=1,
    )


def _run(new: NewItem, repo: Path, earlier: Judgement | None = None) -> str:
    attempts = []
    if earlier:
        attempts = [
            Attempt(
                item_id=new.id or "",
                number=1,
                fence=1,
                dispatched_at=NOW,
                verdict=earlier.verdict,
                reasons=earlier.reasons,
                missing_checks=earlier.missing_checks,
            )
        ]
    done = subprocess.run(
        [sys.executable, EXAMPLES / "agent.py", "--repo", repo],
        input=build(_item(new), attempts).encode(),
        env={"PATH": os.environ["PATH"], "CLAWQ_WORKSPACE": str(repo.parent)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def _judged(new: NewItem, report: str) -> Judgement:
    return judge(new.success_criteria, report, 1, 3)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every row's first report, three agents at a time in one repository."""
    repo = tmp_path_factory.mktemp("work") / "repository"
    free = [row for row in ROWS if not row.depends_on]
    bound = [row for row in ROWS if row.depends_on]
    with ThreadPoolExecutor(3) as pool:
        told = list(pool.map(lambda row: _run(row, repo), free))
    told += [_run(row, repo) for row in bound]
    return {row.id or "": told[n] for n, row in enumerate([*free, *bound])}


def _expected(row: NewItem) -> Verdict:
    if "demo:blocked" in row.notes:
        return Verdict.BLOCK
    return Verdict.RETRY if "demo:retry" in row.notes else Verdict.PASS


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_the_gate_judges_a_first_report_as_the_row_says(
    row: NewItem, reports: dict[str, str]
) -> None:
    report = reports[row.id or ""]

    judgement = _judged(row, report)

    assert judgement.verdict is _expected(row), (judgement, report)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_report_is_in_the_form(row: NewItem, reports: dict[str, str]) -> None:
    report = read_report(reports[row.id or ""])

    assert report.violations == ()
    assert report.item_id == row.id


def test_the_second_attempt_does_what_the_review_missed(tmp_path: Path) -> None:
    """The agent learns of it from the prompt alone."""
    row = next(row for row in ROWS if "demo:retry" in row.notes)
    first = _judged(row, _run(row, tmp_path / "r"))

    second = _judged(row, _run(row, tmp_path / "r", earlier=first))

    assert first.missing_checks == ("용어마다 예문 작성",)
    assert second.verdict is Verdict.PASS, second


def test_the_rows_show_each_story_once() -> None:
    stories = [row.notes for row in ROWS]

    for mark in ("demo:blocked", "demo:retry", "demo:kill-worker"):
        assert sum(mark in notes for notes in stories) == 1
    assert {row.priority for row in ROWS} == set(Priority)
    ids = {row.id for row in ROWS}
    assert all(set(row.depends_on) <= ids for row in ROWS)


def test_an_agent_that_is_run_twice_does_its_work_once(tmp_path: Path) -> None:
    """A lost worker's item runs again: the second commit has nothing new."""
    row = next(row for row in ROWS if row.id == "DEMO-001")
    for _ in range(2):
        report = _run(row, tmp_path / "r")
        assert _judged(row, report).verdict is Verdict.PASS, report

    log = subprocess.run(
        ["git", "-C", tmp_path / "r", "log", "--format=%s", "start..HEAD"],
        capture_output=True,
        check=True,
        text=True,
    )
    assert len(log.stdout.splitlines()) == 1
