"""What an agent is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from openclaw_celery.domain.attempt import Attempt
from openclaw_celery.domain.transitions import RUNNING
from openclaw_celery.engine.prompt import build
from tests.unit.test_transitions import item_in

ITEM = replace(
    item_in(RUNNING), id="DOC-7", title="문서 {정리}", success_criteria="a.md exists"
)


def attempt(number: int, **fields: object) -> Attempt:
    now = datetime(2026, 1, 2, tzinfo=UTC)
    return Attempt(
        item_id="DOC-7", number=number, fence=number, dispatched_at=now, **fields  # type: ignore[arg-type]
    )  # fmt: skip


def test_it_names_the_task_and_what_makes_it_done() -> None:
    """The item's own words, braces included, then the form of the report."""
    told = build(ITEM, [])

    assert told.startswith(
        "[TASK DOC-7]\n문서 {정리}\n\nSuccess criteria:\na.md exists\n"
    )
    assert "[REPORT DOC-7]\nStatus: DONE | FAILED | BLOCKED\n" in told
    assert "Earlier attempts" not in told
    assert told.endswith(".\n")


def test_without_criteria_there_is_no_heading_for_them() -> None:
    assert "Success criteria" not in build(replace(ITEM, success_criteria=""), [])


def test_it_tells_what_earlier_attempts_taught() -> None:
    """Verdicts with what was missing, and errors; what was lost taught nothing."""
    told = build(
        ITEM,
        [
            attempt(1, verdict="RETRY", reasons=("a", "b"), missing_checks=("c",)),
            attempt(2, error="rate limit"),
            attempt(3),
        ],
    )

    assert (
        "Earlier attempts:\n"
        "- attempt 1: RETRY: a; b\n"
        "  missing: c\n"
        "- attempt 2 failed: rate limit\n"
        "\n"
    ) in told


def test_notes_reach_the_agent_without_the_marks_of_the_queue() -> None:
    """A request's remark that belongs to no task of it, and nothing that is ours."""
    marked = "nl_intake:2026-01-02T03:04:05Z; 금요일 전까지입니다; replan:other words"

    told = build(replace(ITEM, notes=marked), [])

    assert "```text\n금요일 전까지입니다\n```" in told
    assert "nl_intake" not in told
    assert "other words" not in told
    bare = build(replace(ITEM, notes="nl_intake:2026-01-02T03:04:05Z"), [])
    assert "Notes" not in bare


def form(success_criteria: str) -> str:
    told = build(replace(ITEM, success_criteria=success_criteria), [])
    return told[told.index("Diff-Summary:") : told.index("Validation:")]


def test_each_of_several_criteria_is_to_have_its_line() -> None:
    """Numbered as the gate numbers them; checks run by themselves."""
    told = build(
        replace(ITEM, success_criteria="환불 API 구현; cmd: make; 문서: 갱신"), []
    )

    assert "- C1 (환불 API 구현): what was done for it\n- C2 (문서 갱신): what" in told
    assert "C3 (" not in told
    assert told.endswith("one that has none\ncounts as not done.\n")


def test_a_tag_names_its_criterion_shortly() -> None:
    long = form("b, " + "x" * 300)

    assert "- C1 (b): what" in long
    assert f"- C2 ({'x' * 60}…): what" in long


def test_one_criterion_or_very_many_have_no_line_each() -> None:
    """Ten bullets are a report."""
    for criteria in ("a.md exists", "", ", ".join("abcdefg")):
        assert form(criteria) == (
            "Diff-Summary:\n- what was done, criterion by criterion\n"
        )
