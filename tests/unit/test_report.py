"""The Compact Report: what is read, and what is wrong with its form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openclaw_celery.domain.report import MAX_CHARS, Claim, parse

GOOD = """\
[REPORT ORD-7]
Status: DONE
Files:
- shop/price.py: rounding
- tests/test_price.py: two cases
Diff-Summary:
- prices are rounded, not cut off
Validation:
- 12 passed, 0 failed
Risks:
- None
Next:
- None
"""


def _codes(text: str) -> dict[str, bool]:
    return {found.code: found.severe for found in parse(text).violations}


def test_a_report_in_the_form_is_read_whole() -> None:
    report = parse(GOOD)

    assert report.violations == ()
    assert report.item_id == "ORD-7"
    assert report.status is Claim.DONE
    assert report.section("Files") == (
        "shop/price.py: rounding",
        "tests/test_price.py: two cases",
    )
    assert report.section("Risks") == ()
    assert report.is_compact


@pytest.mark.parametrize("nothing", ["None", "none.", "N/A", "없음", "해당 없음", "-"])
def test_nothing_is_read_as_nothing(nothing: str) -> None:
    assert parse(GOOD.replace("- None", f"- {nothing}")).section("Next") == ()


@pytest.mark.parametrize(
    ("text", "code", "severe"),
    [
        ("", "empty_report", True),
        (" \n", "empty_report", True),
        (GOOD.replace("[REPORT ORD-7]\n", ""), "missing_header", True),
        (GOOD.replace("Risks:\n- None\n", ""), "missing_section", True),
        (GOOD.replace("- prices are rounded, not cut off", "- None"),
         "empty_diff_summary", True),
        (GOOD.replace("DONE", "PERFECT"), "unknown_status", True),
        (GOOD.replace("DONE", "DONE | FAILED | BLOCKED"), "unknown_status", True),
        (GOOD + "```python\nx\n```\n", "code_fence", True),
        (GOOD + "- more\n" * MAX_CHARS, "too_long", True),
        (GOOD + "- more\n" * 10, "too_many_bullets", False),
        (GOOD.replace("Risks:", "X:").replace("Next:", "Risks:").replace("X:", "Next:"),
         "wrong_order", False),
    ],
)  # fmt: skip
def test_a_breach_of_the_form_is_named(text: str, code: str, severe: bool) -> None:
    assert _codes(text)[code] is severe


def test_files_may_not_be_empty() -> None:
    text = GOOD.replace(
        "- shop/price.py: rounding\n- tests/test_price.py: two cases", "- None"
    )

    assert _codes(text) == {"empty_files": True}


def test_ten_bullets_are_not_too_many() -> None:
    assert _codes(GOOD + "- more\n" * 6) == {}
    assert set(_codes(GOOD + "- more\n" * 7)) == {"too_many_bullets"}


def test_the_form_may_be_dressed_up() -> None:
    report = parse(
        "**[REPORT ORD-7]**\n**Status:** blocked\n## Files:\n* a.py\n"
        "Diff summary: one thing\n"
    )

    assert report.item_id == "ORD-7"
    assert report.status is Claim.BLOCKED
    assert report.section("Files") == ("a.py",)
    assert report.section("Diff-Summary") == ("one thing",)


def test_the_last_report_counts() -> None:
    """An agent may have said the form back, or have reported halfway."""
    report = parse(GOOD.replace("DONE", "FAILED") + GOOD)

    assert report.status is Claim.DONE
    assert "FAILED" in report.preamble


def test_prose_is_no_compact_report() -> None:
    report = parse("I fixed it.")

    assert not report.is_compact
    assert report.status is None
    assert any(violation.severe for violation in report.violations)


@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    assert parse(text) == parse(text)
    assert parse(GOOD + text).item_id is not None


def summary(*lines: str) -> dict[int, str]:
    told = "\n".join(lines)
    text = f"[REPORT A-1]\nStatus: DONE\nDiff-Summary:\n{told}\nRisks:\n- C9: x"
    return dict(parse(text).tags)


def test_lines_are_told_of_criteria() -> None:
    """With or without its words, in any marks, of several, or below it."""
    assert summary("- C1 (the API): built", "- C2: documented") == {
        1: "built",
        2: "documented",
    }
    assert summary("* **C2** (구현\uff09\uff1a 끝냈습니다") == {2: "끝냈습니다"}
    assert summary("- C1, C2: both done", "- C4-C5: so are these") == {
        1: "both done",
        2: "both done",
        4: "so are these",
        5: "so are these",
    }
    below = {1: "built\nand more"}
    assert summary("- C1:", "  - built", "  - and more", "- cleaned up") == below
    assert summary("- C1 (the API)", "  - built", "  and more", "other") == below
    assert summary("- C1: built", "- C1: tested") == {1: "built\ntested"}


@pytest.mark.parametrize(
    "line",
    [
        "C1 - 40 rows: all",
        "**C1** 40 rows: all",
        "C1/ 40 rows: all",
        "C1) 40 rows: all",
        "C1. 40 rows: all",
        "[C1] 40 rows: all",
        "C1 (rows: how many?) — 40 rows: all",
        "C1 (its rows) 40 rows: all",
    ],
)
def test_agents_mark_their_lines_in_their_own_ways(line: str) -> None:
    assert summary(f"- {line}") == {1: "40 rows: all"}


def test_a_line_that_says_nothing_is_none() -> None:
    assert summary("- C1: None", "- cleaned up", "- C2: 없음", "- C3:") == {}
    assert summary("- Category C1 is full", "- ABC1: x", "- see C2") == {}


def test_the_words_of_a_criterion_are_not_what_was_done() -> None:
    report = parse("Status: DONE\nDiff-Summary:\n- C1 (add the API): later\n")

    assert report.section("Diff-Summary") == ("later",)
