"""Worktrees in a whole running system: agents commit, are killed, and push in vain."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.domain.item import Status
from tests.support.git import commit, git, repository, run
from tests.support.system import QUICK, ROOT, System
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AGENT = f"{ROOT}/tests/support/agents/committer.py"


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    return repository(tmp_path / "origin.git", bare=True)


@pytest.fixture
def shop(tmp_path: Path, origin: Path) -> Path:
    made = tmp_path / "shop"
    git(tmp_path, "clone", "-q", str(origin), str(made))
    return made


@pytest.fixture
def system(tmp_path: Path, shop: Path) -> Iterator[System]:
    config = {
        **QUICK,
        "repository": "shop",
        "max_workers": 2,
        "repositories.shop.path": str(shop),
        "runtimes.command.argv": [sys.executable, AGENT],
        "slots.one.runtime": "command",
        "slots.two.runtime": "command",
    }
    running = System(tmp_path / "home", config)
    try:
        running.up()
        yield running
    finally:
        running.down()


@pytest.mark.timeout(240)
def test_agents_commit_side_by_side_and_go_on_with_their_own_work(
    system: System, shop: Path
) -> None:
    """Two slots, one repository; the one that fails finds its first half again."""
    ids = system.add("commit a", "commit 나", "twice c")
    system.wait_ended(ids, 120)

    assert {system.item(item).status for item in ids} == {Status.DONE}
    fences = {item: system.item(item).fence for item in ids}
    tree = ("ls-tree", "-z", "--name-only", f"clawq/{ids[1]}/{fences[ids[1]]}")
    assert "나" in git(shop, *tree).split("\0")
    again = f"clawq/{ids[2]}/{fences[ids[2]]}"
    assert git(shop, "show", f"{again}:c").splitlines() == [
        f"1 clawq/{ids[2]}/1", f"2 {again}"
    ]  # fmt: skip
    assert git(shop, "rev-list", "--count", f"main..{again}") == "2"
    assert git(shop, "branch", "--show-current") == "main"

    shown = system.clawq("show", ids[2])
    assert f"branch clawq/{ids[2]}/1, base" in shown
    assert "2 commits, 1 files +2 -0, 1 files uncommitted" in shown
    assert "2 commits" in system.clawq("history", ids[2])
    prompt = (system.home / "runs" / ids[2] / "2" / "prompt.md").read_text("utf-8")
    assert "have left: 1 commits, 1 files changed, 1 files uncommitted" in prompt


@pytest.mark.timeout(240)
def test_what_a_killed_worker_leaves_behind_pushes_nothing(
    system: System, shop: Path, origin: Path
) -> None:
    """Neither from its worktree nor from anywhere else, by the server's own hook."""
    system.clawq("workspace", "install-hook", str(origin))
    [item] = system.add("linger a")
    slot = system.wait_running(item)
    where = system.home / "workspaces" / item
    stale = f"clawq/{item}/1"
    wait_until(lambda: git(where, "log", "-1", "--format=%s") == "linger a", 30)
    git(where, "push", "-q", "origin", f"HEAD:refs/heads/{stale}")
    assert git(origin, "rev-parse", stale) == git(shop, "rev-parse", stale)

    os.kill(system.child(slot), signal.SIGKILL)
    wait_until(lambda: system.item(item).fence > 1, 60, what="rescue")
    system.wait_running(item)
    # What an agent that nobody could end would still have: its mark, and its commits.
    zombie = {"CLAWQ_MARK": f"{item}:1"}
    commit(shop, "late", "x")
    for place, refspec in (
        (where, f"HEAD:refs/heads/{stale}"),
        (where, "HEAD:refs/heads/feature"),
        (shop, f"+HEAD:refs/heads/{stale}"),
    ):
        refused = run(place, "push", "origin", refspec, **zombie)
        assert refused.returncode, refspec
        assert "fence 1 has been revoked, it is 3 now" in refused.stderr, refspec
    assert git(origin, "rev-parse", stale) == git(shop, "rev-parse", stale)

    # Whoever has the item may, and so may people on branches of their own.
    git(where, "push", "-q", "origin", f"HEAD:refs/heads/clawq/{item}/3")
    git(shop, "push", "-q", "origin", "HEAD:refs/heads/people")
    (system.home / "workspaces" / "go").touch()
    system.wait_ended([item])
    assert system.item(item).status is Status.DONE


@pytest.mark.timeout(240)
def test_a_full_budget_is_kept_by_the_running_system(
    tmp_path: Path, shop: Path
) -> None:
    """The watchdog removes worktrees, and their branches stay."""
    config = {
        **QUICK,
        "repository": "shop",
        "repositories.shop.path": str(shop),
        "runtimes.command.argv": [sys.executable, AGENT],
        "workspaces.keep_done_s": 1,
    }
    system = System(tmp_path / "home", config)
    ids = system.add("commit a", "commit b")
    try:
        system.up()
        system.wait_ended(ids)
    finally:
        system.down()
    listed = system.clawq("workspace", "list")
    assert f"{ids[0]}\tDONE\t" in listed
    told = system.clawq("workspace", "clean", "--dry-run")
    assert "would remove 2 of 2 workspaces" in told
    assert f"removed {ids[0]}" in system.clawq("workspace", "clean", ids[0])
    try:
        system.up()
        root = system.home / "workspaces"
        wait_until(lambda: not (root / ids[1]).exists(), 60, what="the watchdog")
    finally:
        system.down()
    for item in ids:
        assert git(shop, "rev-parse", f"clawq/{item}/1")
    assert git(shop, "worktree", "list").count("\n") == 0
    assert "git" in system.clawq("doctor")


@pytest.mark.timeout(240)
def test_what_an_agent_committed_turns_a_check_from_red_to_green(
    system: System,
) -> None:
    """Two agents commit; only of one of them the check tells that it did the work."""
    good, bad = (
        system.add(title, success_criteria="red-green: test -f a", max_attempts=1)[0]
        for title in ("commit a", "commit b")
    )
    system.wait_ended([good, bad], 120)

    assert system.item(good).status is Status.DONE
    assert system.item(bad).status is Status.BLOCKED
    assert ": exit 1; head " in system.clawq("show", good)
    told = system.clawq("show", bad)
    assert "it does not pass at the head" in told
