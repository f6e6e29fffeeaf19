"""A request in plain words, typed at the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.commands import Commands

THREE = "로그 정리, 재시도 보강, 문서 업데이트"


@pytest.fixture
def home(commands: Commands, tmp_path: Path) -> Path:
    assert commands.run("init", cwd=tmp_path).code == 0
    return tmp_path


def test_a_plan_shows_and_changes_nothing(commands: Commands, home: Path) -> None:
    done = commands.run(
        "intake", "plan", "--request", THREE, "--parallel", "2", cwd=home
    )

    assert done.out == (
        "would_create=3 mode=separated\n"
        "1. 로그 정리\n2. 재시도 보강\n3. 문서 업데이트 (after 1)\n"
    )
    assert commands.run("list", cwd=home).out == ""


def test_a_request_becomes_items_and_none_is_left_out(
    commands: Commands, home: Path
) -> None:
    """--parallel limits how many run at once, not how many there are."""
    line = ("intake", "submit", "--request", THREE, "--parallel", "1")
    done = commands.run(*line, "--priority", "P0", cwd=home)

    assert done.out == (
        "created=3 ids=ORCH-001,ORCH-002,ORCH-003\n"
        "1. ORCH-001 / 로그 정리\n2. ORCH-002 / 재시도 보강\n"
        "3. ORCH-003 / 문서 업데이트\n"
    )
    shown = commands.run("show", "ORCH-003", "--json", cwd=home).json
    assert shown["depends_on"] == ["ORCH-002"]
    assert shown["item"]["priority"] == "P0"
    assert shown["item"]["notes"].startswith("nl_intake:20")


def test_a_lane_goes_on_however_an_item_ends(commands: Commands, home: Path) -> None:
    """--parallel makes room; a phase of an indivisible request must be DONE."""
    for request, follows in ((THREE, "ORCH-002"), ("Fix the login", "")):
        submit = ("intake", "submit", "--request", request, "--parallel", "1")
        first, *_ = commands.run(*submit, "--json", cwd=home).json["ids"]
        commands.run("fail", first, "--notes", "can't be done", cwd=home)

        picked = commands.run("pick", "--owner-session", "me", cwd=home)
        assert picked.out.strip() == (follows or "No pending tasks")
        commands.run("done", "ORCH-002", "ORCH-003", "--notes", "by hand", cwd=home)


def test_what_can_not_be_divided_becomes_three_phases(
    commands: Commands, home: Path
) -> None:
    done = commands.run(
        "intake", "submit", "--request", "-", "--json", cwd=home, stdin=b"Fix the login"
    )

    assert [task["task"] for task in done.json["tasks"]] == [
        "Design: Fix the login",
        "Implement: Fix the login",
        "Verify: Fix the login",
    ]
    shown = [commands.run("show", f"ORCH-00{n}", "--json", cwd=home) for n in (1, 2, 3)]
    assert [show.json["depends_on"] for show in shown] == [
        [],
        ["ORCH-001"],
        ["ORCH-002"],
    ]


@pytest.mark.parametrize("verb", ["plan", "submit"])
@pytest.mark.parametrize(
    ("stdin", "complaint"),
    [
        (b"", "says nothing to do"),
        (b" \n ...", "says nothing to do"),
        (b"fix \x1b[31m this", "has control characters"),
        (b"x" * 200_000, "longer than 100000 characters"),
        (b"x" * 10_000_000, "too long for a request"),
        (b"ok\n\xff\xfe", "line 2: not UTF-8 text"),
    ],
)
def test_what_is_no_request_is_refused_in_one_line(
    commands: Commands, home: Path, verb: str, stdin: bytes, complaint: str
) -> None:
    done = commands.run("intake", verb, "--request", "-", cwd=home, stdin=stdin)

    assert done.code == 2
    assert complaint in done.complaint
    assert commands.run("list", cwd=home).out == ""


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ((), "give the request with"),
        (("--request", "a", "--file", "b"), "give the request with"),
        (("--file", "missing.txt"), "missing.txt: No such file"),
        (("--request", "a", "--parallel", "0"), "--parallel"),
    ],
)
def test_a_wrong_option_is_named(
    commands: Commands, home: Path, line: tuple[str, ...], complaint: str
) -> None:
    done = commands.run("intake", "plan", *line, cwd=home)

    assert done.code == 2
    assert complaint in done.complaint
