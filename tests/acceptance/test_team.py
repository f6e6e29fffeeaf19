"""Teams, typed at the command line, and one that really runs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.support.services import short_directory
from tests.support.system import QUICK, System

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.commands import Commands

TEAM = {
    "title": "검색 출시",
    "tasks": [
        {"id": "API", "title": "Build the API", "owner_role": "backend"},
        {
            "id": "UI",
            "title": "화면",
            "owner_role": "frontend",
            "dependencies": ["API"],
        },
        {"id": "DOC", "prompt": "Write\nit down"},
    ],
}


@pytest.fixture
def home(commands: Commands, tmp_path: Path) -> Path:
    assert commands.run("init", cwd=tmp_path).code == 0
    (tmp_path / "team.json").write_text(json.dumps(TEAM), "utf-8")
    return tmp_path


def test_a_team_is_submitted_and_looked_at(commands: Commands, home: Path) -> None:
    """Its tasks keep their ids; roles that no slot has are named, and bind nothing."""
    done = commands.run("team", "submit", "team.json", cwd=home)
    assert done.out == (
        "team ORCH-001 children=3 ids=API,UI,DOC\n"
        "1. API / Build the API\n2. UI / 화면\n3. DOC / Write\n"
    )
    assert done.err == (
        "no slot has the role backend, frontend: any slot takes these tasks\n"
    )

    commands.run("done", "API", "--notes", "by hand", cwd=home)
    for item_id in ("ORCH-001", "UI"):
        assert commands.run("team", "status", item_id, cwd=home).out == (
            "team ORCH-001 children=3 done=1 in_progress=0 pending=2 failed=0 "
            "blocked=0 lead=PENDING\n"
            "ORCH-001\tPENDING\t-\t검색 출시\n"
            "API\tDONE\tbackend\tBuild the API\tby hand\n"
            "UI\tPENDING\tfrontend\t화면\n"
            "DOC\tPENDING\t-\tWrite\n"
        )


def test_the_same_as_json(commands: Commands, home: Path) -> None:
    made = commands.run("team", "submit", "team.json", "--json", cwd=home).json
    assert (made["team"], made["unserved_roles"]) == (
        "ORCH-001",
        ["backend", "frontend"],
    )
    assert [child["id"] for child in made["children"]] == ["API", "UI", "DOC"]
    commands.run("fail", "API", "--notes", "no", cwd=home)

    told = commands.run("team", "status", "UI", "--json", cwd=home).json
    assert (told["team"], told["status"], told["children"]) == (
        "ORCH-001",
        "PENDING",
        3,
    )
    assert told["summary"]["FAILED"] == 1
    assert told["stuck"] == {"UI": "API"}
    assert [member["said"] for member in told["members"]] == [None, "no", None, None]
    assert [(m["id"], m["owner_role"], m["lead"]) for m in told["members"]] == [
        ("ORCH-001", None, True),
        ("API", "backend", False),
        ("UI", "frontend", False),
        ("DOC", None, False),
    ]
    shown = commands.run("show", "ORCH-001", "--json", cwd=home).json
    assert shown["depends_on"] == ["API", "DOC", "UI"]


def test_who_is_stuck_is_said_with_the_way_out(commands: Commands, home: Path) -> None:
    commands.run("team", "submit", "team.json", cwd=home)
    commands.run("fail", "API", "--notes", "no", cwd=home)

    told = commands.run("team", "status", "API", "--role", "frontend", cwd=home)

    assert told.out.splitlines()[1:] == ["UI\tPENDING\tfrontend\t화면"]
    assert told.err == (
        "UI waits for API, which is FAILED: `clawq retry API`, or `clawq cancel UI` "
        "to go on without it\n"
    )


def test_a_team_is_cancelled_but_for_what_is_over(
    commands: Commands, home: Path
) -> None:
    """The lead first, so that it does not start meanwhile; or only one role."""
    commands.run("team", "submit", "team.json", cwd=home)
    commands.run("done", "API", "--notes", "by hand", cwd=home)

    only = ("team", "cancel", "API", "--role", "frontend")
    assert commands.run(*only, "--dry-run", cwd=home).out == "UI would be BLOCKED\n"
    assert commands.run(*only, cwd=home).out == "UI -> BLOCKED\n"
    done = commands.run("team", "cancel", "API", cwd=home)
    assert done.out == "ORCH-001 -> BLOCKED\nDOC -> BLOCKED\nUI -> BLOCKED\n"

    late = commands.run("team", "cancel", "API", "--role", "backend", cwd=home)
    assert late.code == 2
    assert late.complaint == "nothing of team ORCH-001 is left to cancel"


def test_a_team_is_replanned(commands: Commands, home: Path) -> None:
    """All of it starts anew, the lead last; the next attempts are told the notes."""
    commands.run("team", "submit", "team.json", cwd=home)
    commands.run("done", "API", "--notes", "by hand", cwd=home)
    commands.run("fail", "DOC", "--notes", "no", cwd=home)

    replan = ("team", "replan", "API", "--notes", "범위를 줄인다", "--json")
    told = commands.run(*replan, cwd=home).json

    assert [(each["id"], each["status"]) for each in told] == [
        ("API", "PENDING"),
        ("UI", "PENDING"),
        ("DOC", "PENDING"),
        ("ORCH-001", "PENDING"),
    ]
    shown = commands.run("show", "DOC", "--json", cwd=home).json
    assert shown["item"]["notes"].endswith("replan:범위를 줄인다")


@pytest.mark.parametrize(
    ("file", "complaint"),
    [
        (b'{"tasks": [\n{"title": "x",}]}', "-: line 2, column 15: not JSON"),
        (b"[]", "-: tasks: write a list of at least one task"),
        (b'[{"title": "x", "what": 1}]', "-: task 1: unknown field 'what'"),
        (b'[{"title": ["x"]}]', "-: task 1: title: write a text in quotes"),
        (b'[{"title": "x", "dependencies": ["NO"]}]', "no item NO to depend on"),
        (
            b'[{"id": "a", "title": "x", "dependencies": ["a"]}]',
            "these items wait for each other: ",
        ),
        (b'[{"id": "a", "title": "x"}, {"id": "a", "title": "y"}]', "a is there twice"),
        (b'[{"title": "\xff"}]', "-, line 1: not UTF-8 text"),
        (b" " * 2_000_000, "-: too long for a team"),
    ],
)
def test_what_is_no_team_is_refused_whole(
    commands: Commands, home: Path, file: bytes, complaint: str
) -> None:
    """In one line, and nothing is created."""
    done = commands.run("team", "submit", "-", cwd=home, stdin=file)

    assert done.code == 2
    assert done.complaint.startswith(complaint)
    assert commands.run("list", cwd=home).out == ""


def test_what_can_not_be_done_is_said(commands: Commands, home: Path) -> None:
    strict = ("team", "submit", "team.json", "--strict-roles")
    assert "no slot has the role backend, frontend" in (
        commands.run(*strict, cwd=home).complaint
    )
    assert commands.run("list", cwd=home).out == ""
    commands.run("team", "submit", "team.json", cwd=home)
    commands.run("add", "--id", "X", "--task", "alone", cwd=home)

    for line, complaint in (
        (("submit", "missing.json"), "missing.json: No such file"),
        (("submit", "team.json"), "exists already: give the tasks other ids"),
        (("status", "NO"), "no item NO"),
        (("status", "X"), "X is in no team"),
        (
            ("status", "API", "--role", "qa"),
            "has the role qa: it has backend, frontend",
        ),
        (("replan", "API", "--notes", " "), "notes: must not be empty"),
    ):
        done = commands.run("team", *line, cwd=home)
        assert done.code == 2
        assert complaint in done.err


@pytest.fixture
def system() -> Iterator[System]:
    with short_directory() as directory:
        running = System(directory / "home", QUICK)
        try:
            running.up()
            yield running
        finally:
            running.down()


@pytest.mark.timeout(240)
def test_a_team_really_runs(system: System) -> None:
    """Real slots and agents: one task fails for good, and the lead is told so."""
    file = system.home / "team.json"
    file.write_text(
        json.dumps(
            {
                "title": "bring it together",
                "tasks": [
                    {"id": "A", "title": "sleep 0.5"},
                    {"id": "B", "title": "write it", "dependencies": ["A"]},
                    {"id": "C", "title": "fail invalid input: no such repository"},
                ],
            }
        )
    )
    lead = json.loads(system.clawq("team", "submit", str(file), "--json"))["team"]
    system.wait_ended([lead])

    told = json.loads(system.clawq("team", "status", lead, "--json"))
    assert {m["id"]: m["status"] for m in told["members"]} == {
        lead: "DONE", "A": "DONE", "B": "DONE", "C": "FAILED",
    }  # fmt: skip
    prompt = (system.home / "runs" / lead / "1" / "prompt.md").read_text("utf-8")
    assert "write it: done in attempt 1" in prompt
    assert "no such repository" in prompt
    assert prompt.startswith(f"[TASK {lead}]\n")
