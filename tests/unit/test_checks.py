"""Checks among success criteria, and what the gate makes of them."""

from __future__ import annotations

import pytest

from openclaw_celery.domain.checks import (
    Check,
    Kind,
    RedGreen,
    Seen,
    red_green,
    split_checks,
)
from openclaw_celery.domain.review import Verdict, judge

PYTEST = Check(Kind.CMD, "pytest -q")
GOOD = "README.md now says how to install it with pip."
WORDS = "README.md says how to install"


def cmd(text: str) -> Check:
    return Check(Kind.CMD, text)


@pytest.mark.parametrize(
    ("criteria", "checks", "rest"),
    [
        ("cmd: pytest -q", [PYTEST], ""),
        ("cmd: pytest .", [cmd("pytest .")], ""),
        (f"{WORDS}; cmd: pytest -q", [PYTEST], WORDS),
        (f"{WORDS}\n- cmd: pytest -q\n", [PYTEST], WORDS),
        ("1) cmd: pytest -q 2) docs are built", [PYTEST], " 2) docs are built"),
        (
            "cmd: pytest -q, file: a.md exists",
            [PYTEST, Check(Kind.FILE, "a.md exists")],
            "",
        ),
        (
            """cmd: python -c "import a; print(1, 2)"; done""",
            [cmd("""python -c "import a; print(1, 2)" """.strip())],
            "; done",
        ),
        ("cmd: echo it's; done", [cmd("echo it's")], "; done"),
        (
            "파일 정리\nfile: 문서/설치.md contains 설치, 실행",
            [Check(Kind.FILE, "문서/설치.md contains 설치, 실행")],
            "파일 정리\n",
        ),
        (
            f"{WORDS}; red-green: pytest -q base main, cmd: pytest -q",
            [Check(Kind.RED_GREEN, "pytest -q base main"), PYTEST],
            WORDS,
        ),
        (
            "the file: and cmd: words are shown",
            [],
            "the file: and cmd: words are shown",
        ),
        ("cmd:", [], "cmd:"),
    ],
)
def test_checks_are_found_at_the_start_of_a_criterion(
    criteria: str, checks: list[Check], rest: str
) -> None:
    """Quoted separators belong to a command; words elsewhere are no check."""
    found, left = split_checks(criteria)
    assert list(found) == checks
    assert left.strip() == rest.strip()


def test_evidence_outranks_words() -> None:
    """However good the words: a check that fails is a retry that says why."""
    failed = judge(
        f"{WORDS}; cmd: pytest -q", GOOD, 1, 3, [Seen(PYTEST, passed=False, found="no")]
    )
    assert failed.verdict is Verdict.RETRY
    assert failed.reasons[0] == "cmd: pytest -q: no"
    assert failed.missing_checks == ("cmd: pytest -q",)
    assert (failed.covered, failed.total) == (1, 2)

    passed = judge(f"{WORDS}; cmd: pytest -q", GOOD, 1, 3, [Seen(PYTEST, passed=True)])
    assert passed.verdict is Verdict.PASS
    assert passed.reasons == ("1 of 1 criteria shown", "1 of 1 checks passed")


def test_a_check_that_fails_blocks_at_the_limit() -> None:
    seen = [Seen(PYTEST, passed=False, found="exit 1")]
    judged = judge("cmd: pytest -q", GOOD, 3, 3, seen)
    assert judged.verdict is Verdict.BLOCK
    assert judged.reasons == ("cmd: pytest -q: exit 1", "the tries are spent (3/3)")


def test_a_check_that_passes_does_not_show_what_is_asked_in_words() -> None:
    judged = judge(
        f"{WORDS}; cmd: pytest -q", "Nothing.", 1, 3, [Seen(PYTEST, passed=True)]
    )
    assert judged.verdict is Verdict.RETRY
    assert judged.missing_checks == (WORDS,)


@pytest.mark.parametrize(
    ("report", "verdict"),
    [
        ("ok", Verdict.PASS),
        ("", Verdict.RETRY),
        ("[REPORT A]\nStatus: FAILED\n", Verdict.RETRY),
        ("[REPORT A]\nStatus: BLOCKED\nNext:\n- a key\n", Verdict.BLOCK),
    ],
)
def test_where_only_checks_are_asked_for_words_show_nothing(
    report: str, verdict: Verdict
) -> None:
    """But an agent that says that it failed, or waits, is believed."""
    seen = [Seen(PYTEST, passed=True)]
    assert judge("cmd: pytest -q", report, 1, 3, seen).verdict is verdict


def test_what_no_agent_can_change_waits_for_a_person_at_once() -> None:
    """With tries left, and whatever else the report shows."""
    page = Check(Kind.UI, "http://127.0.0.1/ contains x")
    seen = [Seen(page, passed=False, found="not looked at", beyond_agents=True)]

    found = judge(f"{WORDS}; {page}", GOOD, 1, 3, seen)

    assert found.verdict == "BLOCK"
    assert found.reasons[0] == f"{page}: not looked at"


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("pytest -q", RedGreen(("pytest", "-q"))),
        ("a base main", RedGreen(("a",), "main")),
        ("a head dev base v1", RedGreen(("a",), "v1", "dev")),
        ("a base x base y", RedGreen(("a", "base", "x"), "y")),
        ("sh -c 'b base x'", RedGreen(("sh", "-c", "b base x"))),
    ],
)
def test_a_red_green_check_may_name_its_commits(asked: str, read: RedGreen) -> None:
    """At its end, in any order, each once; quoted words belong to the command."""
    assert red_green(asked) == read


def test_what_was_seen_goes_with_a_verdict_that_passes() -> None:
    """So that a person can look at the same commits."""
    fix = Check(Kind.RED_GREEN, "pytest -q")
    seen = [Seen(fix, passed=True, found="base a: exit 1; head b: exit 0")]
    judged = judge("red-green: pytest -q", GOOD, 1, 3, seen)
    assert judged.verdict is Verdict.PASS
    assert judged.reasons == (
        "1 of 1 checks passed",
        "red-green: pytest -q: base a: exit 1; head b: exit 0",
    )
