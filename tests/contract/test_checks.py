"""Checks in a real workspace, with real processes."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import psutil
import pytest

from openclaw_celery.checks import CRITERIA, REPORT, WorkspaceChecks
from openclaw_celery.checks.browser import Browser
from openclaw_celery.domain.checks import split_checks
from openclaw_celery.ports import Place
from openclaw_celery.settings import CommandSettings
from openclaw_celery.workspaces.checkouts import Checkouts
from tests.support.git import commit, git, repository

if TYPE_CHECKING:
    from pathlib import Path

    from openclaw_celery.domain.checks import Seen


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(workspace=tmp_path / "w", run_dir=tmp_path / "runs" / "1", mark="A:1")


def look(place: Place, criterion: str, *, limit: float = 20) -> Seen:
    [check], _ = split_checks(criterion)
    runs = WorkspaceChecks(
        CommandSettings(),
        time_limit_s=limit,
        checkouts=Checkouts(),
        browser=Browser("no-such-browser", (), limit_s=1),
    )
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


def test_a_command_can_read_what_is_judged(place: Place) -> None:
    """In files: a report may say anything, and may be long."""
    report = "첫째\r\n$(둘째) '\"\n" * 9000
    asked = replace(place, criteria="it is written; 셋째", report=report)
    copy = "cmd: sh -c 'cp $CLAWQ_CRITERIA criteria; cp $CLAWQ_REPORT report'"

    assert look(asked, copy).passed
    assert (place.workspace / "criteria").read_text("utf-8") == asked.criteria
    assert (place.workspace / "report").read_bytes() == report.encode()


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
    seen = look(place, "cmd: sh -c 'env | grep -e ^CLAWQ_M -e SECRET; exit 1'")
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


# -- red-green ---------------------------------------------------------------

#: Red as long as the file is not committed.
ASKED = "red-green: sh -c 'echo looked; test -f fixed'"


@pytest.fixture
def worked(place: Place) -> Place:
    """A workspace whose agent has committed a fix, and left a file uncommitted."""
    repository(place.workspace)
    base = git(place.workspace, "rev-parse", "HEAD")
    commit(place.workspace, "fixed", "yes\n")
    (place.workspace / "loose").write_text("x")
    return replace(place, base=base)


def test_what_was_red_and_is_green_has_passed(worked: Place) -> None:
    """Both commits and exit codes are told; nothing is left of the checkouts."""
    seen = look(worked, ASKED)
    head = git(worked.workspace, "rev-parse", "HEAD")
    assert seen.passed
    assert seen.found == (
        f"base {worked.base[:12]}: exit 1; head {head[:12]}: exit 0; "
        "1 uncommitted files do not count"
    )
    left = {path.name for path in worked.run_dir.iterdir()} - {CRITERIA, REPORT}
    assert left == {"check-1-base.log", "check-1-head.log"}
    assert git(worked.workspace, "status", "--porcelain") == "?? loose"


def test_the_commits_may_be_named(worked: Place) -> None:
    """A base by name counts where nobody knows how the work began."""
    git(worked.workspace, "branch", "-f", "old", worked.base)
    git(worked.workspace, "branch", "new")
    unknown = replace(worked, base="")
    assert look(unknown, f"{ASKED} base old").passed
    assert look(worked, f"{ASKED} head new base old").passed
    assert not look(worked, f"{ASKED} base old head old").passed


def test_what_is_not_committed_does_not_count(worked: Place) -> None:
    """A fix that only lies in the workspace is none, and the agent is told so."""
    seen = look(worked, "red-green: test -f loose")
    assert not seen.passed
    assert not seen.beyond_agents
    assert "it does not pass at the head" in seen.found
    assert "1 uncommitted files do not count" in seen.found

    git(worked.workspace, "reset", "-q", "--soft", worked.base)
    nothing = look(worked, ASKED)
    assert not nothing.passed
    assert nothing.found.startswith("nothing is committed since the base")
    assert nothing.found.endswith("2 uncommitted files do not count")


@pytest.mark.parametrize(
    ("criterion", "found", "beyond_agents"),
    [
        ("red-green: true", "it passes at the base already", True),
        ("red-green: sh -c 'sleep 71.6'", "it can't fail at the base", True),
        ("red-green: no-such-program", "it can't fail at the base", True),
        ("red-green: sh -c 'test -f fixed && sleep 71.6'", "time limit of 2 s", False),
        ("red-green: sh -c 'test -f fixed && exit 7; exit 3'", "exit 7", False),
        ("red-green: false base --output=x", "--output=x is an option", True),
        ("red-green: false head -x", "-x is an option", True),
        ("red-green: false base no-such-branch", "there is no commit", True),
        ("red-green: false head no-such-branch", "there is no commit", False),
        ("red-green: base main", "could not be run: there is no command", False),
    ],
)
def test_what_is_not_red_and_then_green_has_not_passed(
    worked: Place, criterion: str, found: str, *, beyond_agents: bool
) -> None:
    """What no commit of an agent could change is a person's turn."""
    seen = look(worked, criterion, limit=2)
    assert not seen.passed
    assert found in seen.found
    assert seen.beyond_agents is beyond_agents


def test_only_a_repository_of_the_workspace_itself_is_looked_at(
    place: Place, tmp_path: Path
) -> None:
    """Not one that the queue happens to be kept in."""
    repository(tmp_path / "around")
    inside = replace(place, workspace=tmp_path / "around" / "w")
    seen = look(inside, "red-green: false base HEAD")
    assert (seen.passed, seen.beyond_agents) == (False, False)
    assert seen.found == "the workspace is not a git repository"

    repository(place.workspace)
    unknown = look(place, "red-green: false")
    assert unknown.beyond_agents
    assert unknown.found == "where the work began is not known: say `base REF`"


def test_no_setting_of_the_workspace_is_run(worked: Place, tmp_path: Path) -> None:
    """Filters and hooks that an agent set up do not take part in a clean checkout."""
    (worked.workspace / ".gitattributes").write_text("* filter=evil\n")
    git(worked.workspace, "add", ".gitattributes")
    git(worked.workspace, "commit", "-q", "-m", "attributes")
    made = tmp_path / "made"
    git(worked.workspace, "config", "filter.evil.smudge", f"touch {made}; cat")
    hook = worked.workspace / ".git" / "hooks" / "post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {made}\n")
    hook.chmod(0o755)
    assert look(worked, ASKED).passed
    assert not made.exists()
