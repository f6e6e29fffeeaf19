"""The commands about workspaces, as people type them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.git import commit, git, run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.commands import Commands


@pytest.fixture
def home(commands: Commands, tmp_path: Path, repo: Path) -> Path:
    assert commands.run("init", cwd=tmp_path).code == 0
    with (tmp_path / ".clawq" / "clawq.toml").open("a") as config:
        config.write(f'\n[repositories.shop]\npath = "{repo.name}"\n')
    return tmp_path


def test_an_item_names_its_repository(commands: Commands, home: Path) -> None:
    """One that is set up, or none; a mistake is told before anything is added."""
    add = ("add", "--task", "고치기", "--repository")
    assert commands.run(*add, "shop", cwd=home).code == 0
    told = commands.run(*add, "shp", cwd=home).complaint
    assert told == "unknown repository 'shp': did you mean 'shop'?"
    assert commands.run(*add, "", cwd=home).code == 0
    assert len(commands.run("list", "--json", cwd=home).json) == 2
    shown = commands.run("show", "ORCH-001", "--json", cwd=home).json
    assert shown["repository"] == "shop"
    assert "repository        shop" in commands.run("show", "ORCH-001", cwd=home).out


def test_requests_and_teams_name_one_too(commands: Commands, home: Path) -> None:
    """For all of their items."""
    team = '{"lead": {}, "tasks": [{"id": "API", "title": "짓기"}]}'
    (home / "team.json").write_text(team, "utf-8")
    for line in (
        ("intake", "submit", "--request", "로그 정리, 문서 정리"),
        ("team", "submit", "team.json"),
    ):
        refused = commands.run(*line, "--repository", "other", cwd=home)
        assert "unknown repository 'other'" in refused.complaint
        assert commands.run(*line, "--repository", "shop", cwd=home).code == 0
    ids = [item["id"] for item in commands.run("list", "--json", cwd=home).json]
    assert len(ids) == 4
    for item in ids:
        shown = commands.run("show", item, "--json", cwd=home).json
        assert shown["repository"] == "shop"


def test_what_is_where_is_listed_and_cleaned(commands: Commands, home: Path) -> None:
    """With sizes, and with why each stays."""
    assert commands.run("workspace", "list", "--json", cwd=home).json == []
    for number in (1, 2):
        commands.run("add", "--task", "x", cwd=home)
        place = home / ".clawq" / "workspaces" / f"ORCH-00{number}"
        place.mkdir(parents=True)
        (place / "한글").write_bytes(b"x" * 5000)
    commands.run("done", "ORCH-001", "--notes", "by hand", cwd=home)

    listed = commands.run("workspace", "list", cwd=home).out.splitlines()
    assert [line.split("\t")[:2] for line in listed] == [
        ["ORCH-001", "DONE"], ["ORCH-002", "PENDING"]
    ]  # fmt: skip
    assert "kept for 7 days after its end" in listed[0]
    dry = commands.run("workspace", "clean", "ORCH-001", "--dry-run", cwd=home)
    assert dry.out.startswith("would remove ORCH-001 ")
    assert (home / ".clawq" / "workspaces" / "ORCH-001").exists()

    both = ("workspace", "clean", "ORCH-001", "ORCH-002", "--json")
    told = commands.run(*both, cwd=home).json["workspaces"]
    assert [(p["id"], p["removed"]) for p in told] == [
        ("ORCH-001", True), ("ORCH-002", False)
    ]  # fmt: skip
    assert told[1]["kept"] == "not begun yet"
    assert not (home / ".clawq" / "workspaces" / "ORCH-001").exists()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (("clean", "../../etc"), "has no workspace here"),
        (("clean", "--force"), "--force needs the ids"),
        (("may-push", "main"), "branches clawq/ITEM/FENCE only"),
        (("may-push", "clawq/ORCH-404/1"), "no item ORCH-404"),
        (("may-push", "ORCH-1:1", "--database-file", "none"), "can't be read"),
        (("install-hook", "nowhere"), "is no directory"),
        (("install-hook", "."), "is no git repository"),
    ],
)
def test_wrong_usage_is_one_clear_line(
    commands: Commands, home: Path, line: tuple[str, ...], told: str
) -> None:
    """And changes nothing."""
    done = commands.run("workspace", *line, cwd=home)
    assert done.code == 2
    assert told in done.complaint


def test_a_hook_of_somebody_elses_is_not_replaced(
    commands: Commands, home: Path, bare: Path
) -> None:
    """Ours is, as often as one likes."""
    for _ in range(2):
        done = commands.run("workspace", "install-hook", str(bare), "--json", cwd=home)
        assert done.json == {"hook": str(bare / "hooks" / "update")}
    (bare / "hooks" / "update").write_text("#!/bin/sh\nexit 0\n")
    told = commands.run("workspace", "install-hook", str(bare), cwd=home).complaint
    assert "is there already and not ours" in told
    assert (bare / "hooks" / "update").read_text() == "#!/bin/sh\nexit 0\n"


def test_hooks_that_others_may_share_are_left_alone(
    commands: Commands, home: Path, bare: Path
) -> None:
    """What to put there is told."""
    (home / "shared").mkdir()
    git(bare, "config", "core.hooksPath", str(home / "shared"))
    told = commands.run("workspace", "install-hook", str(bare), cwd=home).complaint
    assert f"has its hooks in {home}/shared" in told
    assert "may-push" in told
    assert list((home / "shared").iterdir()) == []


def test_a_push_is_refused_while_the_queue_cannot_be_asked(
    commands: Commands, home: Path, repo: Path, bare: Path
) -> None:
    """Whatever the pusher's own environment says; other branches are not ours."""
    commands.run("add", "--task", "x", cwd=home)
    assert commands.run("workspace", "install-hook", str(bare), cwd=home).code == 0
    push = ("push", str(bare))
    ok = run(repo, *push, "HEAD:refs/heads/clawq/ORCH-001/0")
    assert ok.returncode == 0, ok.stderr

    elsewhere = f"sqlite:///{home}/away.db"
    stale = run(repo, *push, "HEAD:refs/heads/clawq/ORCH-001/7", CLAWQ_HOME="/nowhere")
    assert "fence 7 has been revoked, it is 0 now" in stale.stderr
    (home / ".clawq" / "queue.db").rename(home / "away.db")
    commit(repo, "more", "x")
    for name in ("clawq/ORCH-001/0", "clawq/ORCH-001/1", "clawq/x"):
        refused = run(
            repo, *push, f"+HEAD:refs/heads/{name}", CLAWQ_DATABASE_URL=elsewhere
        )
        assert refused.returncode, name
    assert run(repo, *push, "HEAD:refs/heads/people").returncode == 0
    assert "clawq/x" not in git(bare, "branch", "--list")


def test_a_database_that_only_the_environment_names_reaches_the_hooks(
    commands: Commands, home: Path, repo: Path, bare: Path
) -> None:
    """In a file that nobody else may read, not in the hook that all can."""
    url = f"sqlite:///{home}/.clawq/queue.db"
    env = {"CLAWQ_DATABASE_URL": url}
    commands.run("add", "--task", "x", cwd=home)
    hook = ("workspace", "install-hook", str(bare))
    assert commands.run(*hook, cwd=home, env=env).code == 0
    kept = home / ".clawq" / "run" / "database.url"
    assert kept.stat().st_mode & 0o077 == 0
    assert url not in (bare / "hooks" / "update").read_text()
    ok = run(repo, "push", str(bare), "HEAD:refs/heads/clawq/ORCH-001/0")
    assert ok.returncode == 0, ok.stderr
    kept.write_text("sqlite:////nowhere/queue.db")
    gone = run(repo, "push", str(bare), ":refs/heads/clawq/ORCH-001/0")
    assert gone.returncode
    assert git(bare, "branch", "--list", "clawq/*").strip()


def test_doctor_tells_of_repositories(
    commands: Commands, home: Path, repo: Path
) -> None:
    """Whether they can be reached, and what git still thinks is there."""
    told = commands.run("doctor", cwd=home).out
    assert "ok    git: 2." in told
    assert "ok    repository shop: base " in told

    place = home / ".clawq" / "workspaces" / "ORCH-001"
    git(repo, "worktree", "add", "-q", str(place), "-b", "clawq/ORCH-001/1")
    place.rename(home / "gone")
    assert (
        "1 worktrees that are gone (ORCH-001)" in commands.run("doctor", cwd=home).out
    )

    repo.rename(home / "moved")
    done = commands.run("doctor", cwd=home)
    assert done.code == 1
    assert f"fail  repository shop: {repo} is not there" in done.out
