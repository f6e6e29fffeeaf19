"""Checks in a real workspace, with real processes."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import psutil
import pytest

from openclaw_celery.checks import WorkspaceChecks
from openclaw_celery.domain.checks import split_checks
from openclaw_celery.ports import Place
from openclaw_celery.settings import CommandSettings

if TYPE_CHECKING:
    from pathlib import Path

    from openclaw_celery.domain.checks import Seen


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(workspace=tmp_path / "w", run_dir=tmp_path / "runs" / "1", mark="A:1")


def look(place: Place, criterion: str, *, limit: float = 20) -> Seen:
    [check], _ = split_checks(criterion)
    runs = WorkspaceChecks(CommandSettings(), time_limit_s=limit)
    [seen] = runs.run([check], place)
    return seen


def test_a_command_runs_in_the_workspace(place: Place) -> None:
    assert look(place, "cmd: touch made").passed
    assert (place.workspace / "made").exists()


def test_a_command_is_told_the_branch(place: Place) -> None:
    """So that it can look at what the attempt has changed; of none, there is none."""
    asked = 'cmd: sh -c \'test "$CLAWQ_BASE $CLAWQ_BRANCH" = "abc clawq/A/1"\''
    assert not look(place, asked).passed
    assert look(replace(place, branch="clawq/A/1", base="abc"), asked).passed


def test_what_a_failing_command_printed_is_told(place: Place) -> None:
    """Its end, on one line, with its exit code; all of it is in the run directory."""
    seen = look(place, "cmd: sh -c 'echo first; echo 둘째 >&2; exit 3'")
    assert not seen.passed
    assert seen.found == "exit 3: first | 둘째"
    assert "둘째" in (place.run_dir / "check-1.log").read_text("utf-8")

    long = look(place, "cmd: sh -c 'yes | head -c 9000000; echo the end; exit 1'")
    assert len(long.found) <= 800
    assert long.found.endswith("the end")


def test_there_is_no_shell(place: Place) -> None:
    """What would be a second command is an argument of the first."""
    seen = look(place, "cmd: ls && touch made")
    assert not seen.passed
    assert not (place.workspace / "made").exists()


@pytest.mark.parametrize(
    ("criterion", "found"),
    [
        ("cmd: no-such-program", "not_started: No such file or directory"),
        ("cmd: echo 'open", "could not be run: No closing quotation"),
        ("ui: http://127.0.0.1/ contains x", "not looked at, there is no browser"),
    ],
)
def test_what_can_not_be_run_has_not_passed(
    place: Place, criterion: str, found: str
) -> None:
    seen = look(place, criterion)
    assert not seen.passed
    assert seen.found.startswith(found)


def test_a_command_gets_the_agents_environment_and_no_more(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_OF_OURS", "x")
    seen = look(place, "cmd: sh -c 'env; exit 1'")
    assert "CLAWQ_MARK=check:A:1" in seen.found
    assert "SECRET_OF_OURS" not in seen.found


def test_at_the_time_limit_all_of_it_is_ended(place: Place) -> None:
    """A process that left its group too."""
    seen = look(place, "cmd: sh -c 'setsid sleep 71.5 & sleep 71.5'", limit=1)
    assert not seen.passed
    assert seen.found == "time limit of 1 s passed"
    lines = [process.info["cmdline"] for process in psutil.process_iter(["cmdline"])]
    assert ["sleep", "71.5"] not in lines


def test_files_are_looked_at(place: Place) -> None:
    (place.workspace / "docs").mkdir(parents=True)
    (place.workspace / "docs" / "설치.md").write_text("pip install; 실행", "utf-8")
    assert look(place, "file: docs/설치.md exists").passed
    assert look(place, "file: docs exists").passed
    assert look(place, "file: docs/설치.md contains 실행").passed
    assert look(place, 'file: "docs/설치.md" contains "pip install"').passed
    assert look(place, "file: docs/설치.md contains npm").found == (
        "docs/설치.md does not contain 'npm'"
    )
    assert look(place, "file: none.md exists").found == "there is no none.md"


def test_no_file_outside_the_workspace_is_looked_at(
    place: Place, tmp_path: Path
) -> None:
    """Neither by its path nor by a link; a pipe does not keep the reviewer waiting."""
    place.workspace.mkdir()
    (tmp_path / "secret").write_text("x")
    (place.workspace / "link").symlink_to(tmp_path / "secret")
    (place.workspace / "up").symlink_to(tmp_path)
    os.mkfifo(place.workspace / "pipe")
    for name in ("/etc/hosts", "../secret", "link", "up/secret", "pipe"):
        seen = look(place, f"file: {name} contains x")
        assert not seen.passed, name
    assert not look(place, "file: link exists").passed
