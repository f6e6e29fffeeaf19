"""Criteria that have a line of their own in a report, as agents are asked for."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from openclaw_celery.domain.review import Verdict, judge, split_criteria
from openclaw_celery.domain.transitions import RUNNING
from openclaw_celery.engine.prompt import build
from tests.unit.test_transitions import item_in

PASS, RETRY = Verdict.PASS, Verdict.RETRY
FLAGS = "Remove stale flags; update the flag registry doc; notify the owning teams"
GONE = "31 toggles gone from the code"
LISTED = "flags.md lists only the 58 that are left"
TOLD = "wrote to every squad on Monday"


def report(*lines: str) -> str:
    return "\n".join(
        [
            "[REPORT A-1]",
            "Status: DONE",
            "Files:",
            "- src/app.py: the change",
            "Diff-Summary:",
            *(f"- {line}" for line in lines),
            "Validation:",
            "- pytest -> 12 passed",
            "Risks:",
            "- None",
            "Next:",
            "- None",
        ]
    )


def test_what_stands_in_its_line_is_of_the_criterion_in_whatever_words() -> None:
    judged = judge(FLAGS, report(f"C1: {GONE}", f"C2: {LISTED}", f"C3: {TOLD}"))

    assert judged.verdict is PASS
    assert judged.covered == judged.total == 3


@pytest.mark.parametrize("left_out", [1, 2, 3])
def test_a_criterion_without_a_line_was_left_out(left_out: int) -> None:
    """Whatever the others' lines say of it, and however finished it reads."""
    words = {
        1: f"C1: {GONE}, as the flag registry doc says, the owning teams know",
        2: f"C2: {LISTED}, stale flags and owning teams among them",
        3: f"C3: {TOLD} about the stale flags and the flag registry doc",
    }
    lines = [line for number, line in words.items() if number != left_out]

    judged = judge(FLAGS, report(*lines))

    assert judged.verdict is RETRY
    criterion = split_criteria(FLAGS)[left_out - 1]
    assert judged.missing_checks == (criterion,)
    assert f"not shown: {criterion} (no line C{left_out})" in " ".join(judged.reasons)


@pytest.mark.parametrize("line", ["C2: None", "C2: not done, out of time", "C2: 없음"])
def test_a_line_has_to_say_what_was_done(line: str) -> None:
    judged = judge(FLAGS, report(f"C1: {GONE}", line, f"C3: {TOLD}"))

    assert judged.verdict is RETRY


def test_a_number_still_has_to_keep_its_limit() -> None:
    asked = "p95 below 200 ms, dashboards updated"
    panel = "C2: new panel for it in Grafana"

    kept = judge(asked, report("C1: measured 140 ms over an hour", panel))
    missed = judge(asked, report("C1: measured 240 ms over an hour", panel))

    assert (kept.verdict, missed.verdict) == (PASS, RETRY)


@pytest.mark.parametrize(
    "line",
    [
        "C2: used the existing registry as reference",
        "C2: 기존 문서를 참고함",
        "C2: to be compiled next week",
        "C2: 다음 주에 갱신할 예정",
    ],
)
def test_a_line_has_to_tell_of_a_deed(line: str) -> None:
    """Not of what it went by, or of what is to come; no tone speaks for these."""
    judged = judge(FLAGS, report(f"C1: {GONE}", line, f"C3: {TOLD}"))

    assert judged.verdict is RETRY
    assert judged.missing_checks == (split_criteria(FLAGS)[1],)


@pytest.mark.parametrize(
    "line",
    [
        "C2: flags.md now names the planned day of each removal",
        "C2: 제거 예정일 순서로 flags.md를 다시 씀",
        "C2: went through flags.md with all owners and struck out 31",
        "C2: noted in flags.md which 58 are left",
    ],
)
def test_a_line_that_tells_of_a_deed_may_name_what_is_to_come(line: str) -> None:
    judged = judge(FLAGS, report(f"C1: {GONE}", line, f"C3: {TOLD}"))

    assert judged.verdict is PASS


def test_a_report_made_of_lines_costs_no_more_than_others() -> None:
    """Neither lines within lines nor one line for all of very many criteria."""
    nested = report("C1: " + "Validation: C1: " * 2_000, "C2: x")
    everyone = report("C1-C99: " + "wrote to every squad, " * 800)
    many = "; ".join(f"notify team {n} of it" for n in range(90))
    began = time.process_time()

    assert judge(FLAGS, nested).verdict is RETRY
    judge(many, everyone)

    assert time.process_time() - began < 5


def test_without_such_lines_nothing_is_left_out_by_them() -> None:
    """Nor is it by what only looks like one, or has another number."""
    assert judge(FLAGS, report(GONE, LISTED, TOLD)).verdict is PASS
    odd = report(GONE, LISTED, TOLD, "C7: the camera was left alone")
    assert "not shown" not in " ".join(judge(FLAGS, odd).reasons)


@pytest.mark.parametrize(
    "criteria",
    [
        "1) 환불 API 구현 2) 단위 테스트 통과",
        "- 목록 화면\n- cmd: make test\n- README: updated (both languages)",
        "배포, 공지; 로그 확인",
    ],
)
def test_the_lines_that_an_agent_is_asked_for_are_those_the_gate_counts(
    criteria: str,
) -> None:
    """All of them filled in leave nothing out, and one less does."""
    item = replace(item_in(RUNNING), id="A-1", success_criteria=criteria)
    told = build(item, []).split("Diff-Summary:\n")[1].split("Validation:")[0]
    asked = [line.removeprefix("- ") for line in told.splitlines()]
    filled = [line.replace("what was done for it", TOLD) for line in asked]
    in_words = "\n".join(p for p in split_criteria(criteria) if "cmd:" not in p)

    assert len(filled) == len(split_criteria(in_words))
    assert not judge(in_words, report(*filled)).missing_checks
    assert judge(in_words, report(*filled[1:])).missing_checks
