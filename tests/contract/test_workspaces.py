"""Workspaces on a real disk, with real git."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.domain.errors import LeaseLost, Refused, WorkspaceUnavailable
from openclaw_celery.ports import Wanted
from openclaw_celery.settings import RepositorySettings
from openclaw_celery.workspaces import LocalWorkspaces, disk
from openclaw_celery.workspaces.git import GitError, without_secrets
from openclaw_celery.workspaces.git import git as our_git
from openclaw_celery.workspaces.hooks import Asking
from openclaw_celery.workspaces.repository import Repository, leftovers
from tests.support.commands import ROOT
from tests.support.full_disk import NO_DISK
from tests.support.git import commit, git, run

if TYPE_CHECKING:
    from pathlib import Path

    from openclaw_celery.domain.worktree import Worktree

HOUR = timedelta(hours=1)


def place(home: Path, default: str = "", **settings: str) -> LocalWorkspaces:
    """Make the workspaces of a home, with the repository `shop` if it is set."""
    home.mkdir(exist_ok=True)
    shop = RepositorySettings(**settings)
    repositories = {"shop": Repository("shop", shop, home=home, asked=Asking(home))}
    return LocalWorkspaces(
        home / "workspaces", repositories if settings else {}, default=default
    )


def wanted(
    fence: int = 1,
    item: str = "A-1",
    *,
    repository: str | None = "shop",
    earlier: Worktree | None = None,
) -> Wanted:
    return Wanted(item_id=item, fence=fence, repository=repository, earlier=earlier)


def begun(spaces: LocalWorkspaces, want: Wanted) -> Worktree:
    """Prepare what has to be a worktree."""
    made = spaces.prepare(want)
    assert made is not None
    return made


def loose(where: Path) -> None:
    """Let commits in a worktree through: no queue is asked in this test."""
    git(where, "config", "--worktree", "core.hooksPath", "/dev/null")


# -- making ready ----------------------------------------------------------------


def test_an_item_without_a_repository_gets_a_directory(tmp_path: Path) -> None:
    """As ever: kept from attempt to attempt."""
    spaces = place(tmp_path / "home")
    assert spaces.prepare(wanted(repository=None)) is None
    kept = tmp_path / "home" / "workspaces" / "A-1" / "kept"
    kept.write_text("x")
    assert spaces.prepare(wanted(2, repository=None)) is None
    assert kept.exists()


@pytest.mark.parametrize("kind", ["path", "bare", "url"])
def test_an_attempt_gets_a_branch_off_the_base(
    tmp_path: Path, repo: Path, bare: Path, kind: str
) -> None:
    """The fence is in its name; a repository that is worked in stays as it is."""
    source = repo if kind == "path" else bare
    key = "url" if kind == "url" else "path"
    spaces = place(tmp_path / "home", **{key: str(source)})
    made = begun(spaces, wanted(7))
    where = tmp_path / "home" / "workspaces" / "A-1"

    assert made.branch == "clawq/A-1/7"
    assert git(where, "branch", "--show-current") == "clawq/A-1/7"
    assert made.base == made.head == git(source, "rev-parse", "main")
    assert (where / "README.md").read_text("utf-8") == "한국어\n"
    assert git(where, "status", "--porcelain") == ""
    if kind == "path":
        assert git(repo, "branch", "--show-current") == "main"
        assert git(repo, "status", "--porcelain") == ""
    else:
        assert git(bare, "rev-parse", "--is-bare-repository") == "true"


def test_a_later_attempt_goes_on_with_all_of_it(tmp_path: Path, repo: Path) -> None:
    """Commits, uncommitted files, a lock that a killed git has left, a merge."""
    spaces = place(tmp_path / "home", path=str(repo))
    first = begun(spaces, wanted(1))
    where = tmp_path / "home" / "workspaces" / "A-1"
    loose(where)
    head = commit(where, "a", "1")
    (where / "b").write_text("2")
    (repo / ".git" / "worktrees" / "A-1" / "index.lock").write_text("")

    second = begun(spaces, wanted(2, earlier=first))
    assert (second.branch, second.base, second.head) == (
        "clawq/A-1/2", first.base, head
    )  # fmt: skip
    assert (second.commits, second.uncommitted) == (1, 1)
    assert git(where, "branch", "--show-current") == "clawq/A-1/2"
    assert git(where, "status", "--porcelain") == "?? b"
    assert git(repo, "rev-parse", "clawq/A-1/1") == head
    commit(where, "b", "2")


def test_work_is_found_again_without_its_directory(tmp_path: Path, repo: Path) -> None:
    """Its branch is kept; what was killed at work is ahead of what was noted."""
    spaces = place(tmp_path / "home", path=str(repo))
    first = begun(spaces, wanted(1))
    where = tmp_path / "home" / "workspaces" / "A-1"
    loose(where)
    head = commit(where, "a", "1")
    spaces.put_away("A-1")
    assert spaces.empty_bin(within=HOUR)

    second = begun(spaces, wanted(2, earlier=first))
    assert second.head == head
    assert second.base == first.base
    assert (where / "a").exists()


def test_another_machine_finds_it_where_it_was_pushed(
    tmp_path: Path, bare: Path
) -> None:
    """And says so where it was not."""
    one = place(tmp_path / "one", url=str(bare), push_to="origin")
    first = begun(one, wanted(1))
    where = tmp_path / "one" / "workspaces" / "A-1"
    loose(where)
    head = commit(where, "a", "1")
    done = one.finish(wanted(1), first, push=True)
    assert done.pushed is True
    assert git(bare, "rev-parse", "clawq/A-1/1") == head

    other = place(tmp_path / "two", url=str(bare), push_to="origin")
    assert begun(other, wanted(2, earlier=done)).head == head
    third = place(tmp_path / "three", url=str(bare.with_name("shop.git-made")))
    lost = begun(third, wanted(3, earlier=done))
    assert lost.head == lost.base == first.base
    assert "not on this machine" in lost.note


def test_a_replanned_item_starts_from_the_base_again(
    tmp_path: Path, repo: Path
) -> None:
    """What was committed is on its branch, what was not stands beside."""
    spaces = place(tmp_path / "home", path=str(repo))
    root = tmp_path / "home" / "workspaces"
    begun(spaces, wanted(1))
    loose(root / "A-1")
    commit(root / "A-1", "a", "1")
    begun(spaces, wanted(2))
    assert not (root / "A-1" / "a").exists()
    assert spaces.found() == ["A-1"]

    (root / "A-1" / "precious").write_text("x")
    begun(spaces, wanted(3))
    assert spaces.found() == ["A-1", "A-1~3"]
    assert (root / "A-1~3" / "precious").exists()
    assert not (root / "A-1" / "precious").exists()
    assert "precious" in spaces.holds("A-1~3")


def test_what_is_no_worktree_is_put_aside(tmp_path: Path, repo: Path) -> None:
    """An agent may have left anything there, a link to another's worktree too."""
    spaces = place(tmp_path / "home", path=str(repo))
    root = tmp_path / "home" / "workspaces"
    first = begun(spaces, wanted(1))
    (root / "A-1" / ".git").unlink()
    begun(spaces, wanted(2, earlier=first))
    assert (root / "A-1" / ".git").is_file()
    assert (root / "A-1~2" / "README.md").exists()

    other = begun(spaces, wanted(1, "B-1"))
    spaces.put_away("B-1")
    (root / "B-1").symlink_to(root / "A-1")
    begun(spaces, wanted(2, "B-1", earlier=other))
    assert (root / "B-1").is_dir()
    assert not (root / "B-1").is_symlink()
    assert git(root / "A-1", "branch", "--show-current") == "clawq/A-1/2"


def test_who_was_overtaken_does_not_take_the_worktree_away(
    tmp_path: Path, repo: Path
) -> None:
    """A worker that was frozen between its claim and this wakes up late."""
    spaces = place(tmp_path / "home", path=str(repo))
    begun(spaces, wanted(3))
    mine = tmp_path / "home" / "workspaces" / "A-1" / "mine"
    mine.write_text("x")
    with pytest.raises(LeaseLost, match="fence 3 works in its worktree already"):
        spaces.prepare(wanted(1))
    assert mine.exists()
    assert spaces.found() == ["A-1"]


def test_a_half_made_worktree_is_made_anew(tmp_path: Path, repo: Path) -> None:
    """Without its mark nobody has worked in it."""
    spaces = place(tmp_path / "home", path=str(repo))
    first = begun(spaces, wanted(1))
    (repo / ".git" / "worktrees" / "A-1" / "clawq-mark").unlink()
    where = tmp_path / "home" / "workspaces" / "A-1"
    (where / "README.md").unlink()
    begun(spaces, wanted(2, earlier=first))
    assert (where / "README.md").exists()


def test_nothing_half_done_is_left_of_a_failure(tmp_path: Path, repo: Path) -> None:
    """No directory, no branch, nothing that git still knows of."""
    spaces = place(tmp_path / "home", path=str(repo))
    objects = repo / ".git" / "objects"
    tree = git(repo, "rev-parse", "main:README.md")
    blob = objects / tree[:2] / tree[2:]
    kept = blob.read_bytes()
    blob.chmod(0o600)
    blob.unlink()
    with pytest.raises(WorkspaceUnavailable, match="git worktree"):
        spaces.prepare(wanted())
    assert spaces.found() == []
    assert "clawq" not in git(repo, "branch", "--list", "--all")
    assert git(repo, "worktree", "list").count("\n") == 0

    blob.write_bytes(kept)
    assert begun(spaces, wanted()).branch == "clawq/A-1/1"


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, repo: Path) -> None:
    """A real one, of two megabytes; what fits into it is made afterwards."""
    git(repo, "checkout", "-q", "-b", "large")
    (repo / "large").write_bytes(os.urandom(8_000_000))
    git(repo, "add", "large")
    git(repo, "commit", "-q", "-m", "large")
    git(repo, "checkout", "-q", "main")
    (tmp_path / "disk").mkdir()
    apart = ("unshare", "--map-root-user", "--mount", sys.executable, "-m")
    done = subprocess.run(
        [*apart, "tests.support.full_disk", tmp_path / "disk", repo],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    if done.returncode == NO_DISK or "unshare" in done.stderr:
        pytest.skip("no disk can be mounted here")
    large, small = done.stdout.splitlines()
    assert "(is the disk full?)" in large
    assert "left: []" in large
    assert small == "main: clawq/A/1"


def test_several_at_once_on_one_repository(tmp_path: Path, repo: Path) -> None:
    """Each gets its own branch, none a lock's complaint."""
    spaces = place(tmp_path / "home", path=str(repo))
    start = threading.Barrier(6)

    def prepare(number: int) -> str:
        start.wait(30)
        return begun(spaces, wanted(1, f"A-{number}")).branch

    with ThreadPoolExecutor(6) as pool:
        made = set(pool.map(prepare, range(6)))
    assert made == {f"clawq/A-{n}/1" for n in range(6)}
    assert git(repo, "worktree", "list").count("\n") == 6


def test_a_git_that_outlives_its_worker_keeps_the_lock(
    tmp_path: Path, repo: Path
) -> None:
    """Else the next attempt would share a directory with it."""
    lock = tmp_path / "lock"
    git(
        repo,
        "config",
        "alias.wait",
        f"!sleep 60 >/dev/null 2>&1 & echo $! > {tmp_path}/pid",
    )
    with disk.held(lock, within=1) as handle:
        our_git("wait", of=repo / ".git", lock=handle, within=30)
        pid = int((tmp_path / "pid").read_text())
    with disk.locked(lock, within=0) as free:
        held_by_it = free is None
    os.kill(pid, signal.SIGKILL)
    assert held_by_it
    with disk.locked(lock, within=30) as free:
        assert free is not None


def test_a_branch_of_a_former_queue_is_kept(tmp_path: Path, repo: Path) -> None:
    """Ids start anew with a new home; two queues at once are told apart."""
    old = begun(place(tmp_path / "one", path=str(repo)), wanted())
    spaces = place(tmp_path / "two", path=str(repo))
    with pytest.raises(Refused, match="id_prefix"):
        spaces.prepare(wanted())
    place(tmp_path / "one", path=str(repo)).put_away("A-1")
    assert begun(spaces, wanted()).branch == old.branch
    assert f"clawq-old/A-1/1-{old.head[:12]}" in git(repo, "branch", "--list")


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"path": "nowhere"}, "is not there"),
        ({"path": "plain"}, "not a git repository"),
        ({"path": "repo", "base": "develop"}, "no develop to start from"),
    ],
)
def test_what_only_a_person_can_mend_is_refused(
    tmp_path: Path, repo: Path, settings: dict[str, str], told: str
) -> None:
    """A relative path is beside the home; no repository around it is taken."""
    git(tmp_path, "init", "-q")
    (tmp_path / "plain").mkdir()
    assert repo.exists()
    spaces = place(tmp_path / "home", **settings)
    with pytest.raises(Refused, match=told):
        spaces.prepare(wanted())


def test_a_repository_that_is_not_set_up_here_is_refused(tmp_path: Path) -> None:
    """It may be, on another machine."""
    with pytest.raises(Refused, match=r"\[repositories.shop\]"):
        place(tmp_path / "home").prepare(wanted())


def test_a_server_that_is_away_is_waited_for(tmp_path: Path) -> None:
    """The next attempt may find it."""
    spaces = place(tmp_path / "home", url=str(tmp_path / "away.git"))
    with pytest.raises(WorkspaceUnavailable, match="git fetch"):
        spaces.prepare(wanted())


def test_an_item_that_has_begun_stays_in_its_directory(
    tmp_path: Path, repo: Path
) -> None:
    """A repository that is set for all later is for those that begin later."""
    spaces = place(tmp_path / "home", default="shop", path=str(repo))
    begun_in = tmp_path / "home" / "workspaces" / "A-1"
    begun_in.mkdir(parents=True)
    (begun_in / "work").write_text("x")
    assert spaces.prepare(wanted(2, repository=None)) is None
    assert begun(spaces, wanted(1, "A-2", repository=None)).branch == "clawq/A-2/1"
    assert spaces.prepare(wanted(1, "A-3", repository="")) is None


@pytest.mark.parametrize(
    "item", ["a..b", "x.lock", "a...lock", "A.", "릴".encode().hex()]
)
def test_every_id_makes_a_branch(tmp_path: Path, repo: Path, item: str) -> None:
    """Also one that git would refuse."""
    spaces = place(tmp_path / "home", path=str(repo))
    made = begun(spaces, wanted(3, item))
    assert git(repo, "rev-parse", made.branch) == made.head


# -- whose hooks and settings ------------------------------------------------------


def test_nobodys_hooks_run_with_our_commands(tmp_path: Path, repo: Path) -> None:
    """A checkout would run post-checkout otherwise, as the worker's user."""
    for name in ("post-checkout", "pre-push", "reference-transaction"):
        hook = repo / ".git" / "hooks" / name
        hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran-$0\ntouch {tmp_path}/ran\n")
        hook.chmod(0o755)
    git(repo, "config", "core.fsmonitor", f"touch {tmp_path}/ran")
    spaces = place(tmp_path / "home", path=str(repo))
    first = begun(spaces, wanted())
    spaces.finish(wanted(), first, push=True)
    begun(spaces, wanted(2, earlier=first))
    assert not (tmp_path / "ran").exists()


def test_the_agents_own_commands_run_the_repositorys_hooks(
    tmp_path: Path, repo: Path
) -> None:
    """Ours stands before them, not instead of them."""
    hook = repo / ".git" / "hooks" / "pre-commit"
    hook.write_text("#!/bin/sh\necho no commits today >&2\nexit 1\n")
    hook.chmod(0o755)
    begun(place(tmp_path / "home", path=str(repo)), wanted())
    where = tmp_path / "home" / "workspaces" / "A-1"
    (where / "a").write_text("x")
    git(where, "add", "a")
    refused = run(where, "commit", "-q", "-m", "x")
    assert refused.returncode
    assert "no commits today" in refused.stderr


def test_an_environment_does_not_lead_git_elsewhere(
    tmp_path: Path, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GIT_DIR and its like come from hooks that start things."""
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    assert our_git("rev-parse", "--git-dir", of=repo / ".git") == str(repo / ".git")


def test_a_transport_that_runs_programs_is_off(tmp_path: Path) -> None:
    """The settings refuse it, and so does git."""
    with pytest.raises(GitError, match="not allowed"):
        our_git("ls-remote", f"ext::touch {tmp_path}/ran", ceiling=tmp_path)
    assert not (tmp_path / "ran").exists()


def test_a_command_that_hangs_is_ended(tmp_path: Path, repo: Path) -> None:
    """With what it has started."""
    git(repo, "config", "alias.hang", "!sleep 60; touch there")
    with pytest.raises(GitError, match=r"time limit of 0\.5 s"):
        our_git("hang", of=repo / ".git", within=0.5)
    assert not (tmp_path / "there").exists()


def test_nothing_is_made_ready_for_who_has_lost_the_item(
    tmp_path: Path, repo: Path
) -> None:
    """Whatever it waits for: git, or somebody else's lock."""
    lost = threading.Event()
    git(repo, "config", "alias.hang", "!sleep 60")
    with (
        ThreadPoolExecutor(1) as pool,
        disk.held(repo / ".git" / "clawq.lock", within=1),
    ):
        hangs = pool.submit(our_git, "hang", of=repo / ".git", lost=lost)
        lost.set()
        with pytest.raises(GitError, match="taken away"):
            hangs.result(30)
        spaces = place(tmp_path / "home", path=str(repo))
        with pytest.raises(WorkspaceUnavailable, match=r"clawq\.lock"):
            spaces.prepare(replace(wanted(), lost=lost))
    assert spaces.found() == []


def test_passwords_of_urls_are_not_told() -> None:
    """Errors of git name the URL."""
    told = without_secrets("unable to access 'https://me:secret@host/x.git/': no")
    assert told == "unable to access 'https://host/x.git/': no"


# -- what came of it -----------------------------------------------------------------


def test_what_changed_is_measured(tmp_path: Path, repo: Path) -> None:
    """Commits against the base, and what is in none."""
    spaces = place(tmp_path / "home", path=str(repo))
    first = begun(spaces, wanted())
    where = tmp_path / "home" / "workspaces" / "A-1"
    loose(where)
    commit(where, "a", "1\n2\n3\n")
    head = commit(where, "README.md", "new\n")
    (where / "새 파일").write_text("x")
    (where / "a").write_text("1\n")
    done = spaces.finish(wanted(), first, push=True)

    assert (done.base, done.head, done.commits) == (first.base, head, 2)
    assert (done.files, done.insertions, done.deletions) == (2, 4, 1)
    assert done.uncommitted == 2
    assert set(done.loose) == {"a", "새 파일"}
    assert done.pushed is None


def test_a_worktree_that_is_another_attempts_is_not_measured(
    tmp_path: Path, repo: Path
) -> None:
    """Who was overtaken would count the other's work as its own."""
    spaces = place(tmp_path / "home", path=str(repo))
    first = begun(spaces, wanted())
    second = begun(spaces, wanted(2, earlier=first))
    loose(tmp_path / "home" / "workspaces" / "A-1")
    commit(tmp_path / "home" / "workspaces" / "A-1", "a", "1")
    assert spaces.finish(wanted(), first, push=True).commits == 0
    assert spaces.finish(wanted(2), second, push=True).commits == 1


def test_a_push_that_is_refused_is_told(tmp_path: Path, repo: Path, bare: Path) -> None:
    """The work stays where it is, and the attempt with what it came to."""
    hook = bare / "hooks" / "update"
    hook.write_text("#!/bin/sh\necho not today >&2\nexit 1\n")
    hook.chmod(0o755)
    spaces = place(tmp_path / "home", path=str(repo), push_to=str(bare))
    first = begun(spaces, wanted())
    where = tmp_path / "home" / "workspaces" / "A-1"
    loose(where)
    commit(where, "a", "1")
    done = spaces.finish(wanted(), first, push=True)
    assert done.pushed is False
    assert "not today" in done.note
    assert done.commits == 1


# -- keeping and deleting --------------------------------------------------------------


def test_what_git_does_not_have_is_seen(tmp_path: Path, repo: Path) -> None:
    """New files, changed files, commits on no branch; not what git ignores."""
    (repo / ".gitignore").write_text("cache\n")
    commit(repo, ".gitignore", "cache\n")
    spaces = place(tmp_path / "home", path=str(repo))
    begun(spaces, wanted())
    where = tmp_path / "home" / "workspaces" / "A-1"
    loose(where)
    (where / "cache").write_text("x")
    assert spaces.holds("A-1") == ""
    (where / "new").write_text("x")
    assert "1 uncommitted files, new" in spaces.holds("A-1")
    commit(where, "new", "y")
    assert spaces.holds("A-1") == ""
    git(where, "checkout", "-q", "--detach")
    commit(where, "new", "z")
    assert "on no branch" in spaces.holds("A-1")


def test_a_worktree_goes_and_its_branch_stays(tmp_path: Path, repo: Path) -> None:
    """Nothing of it is left that `git worktree list` would show."""
    spaces = place(tmp_path / "home", path=str(repo))
    begun(spaces, wanted())
    loose(tmp_path / "home" / "workspaces" / "A-1")
    head = commit(tmp_path / "home" / "workspaces" / "A-1", "a", "1")
    spaces.put_away("A-1")
    assert spaces.empty_bin(within=HOUR)
    assert spaces.found() == []
    assert git(repo, "rev-parse", "clawq/A-1/1") == head
    assert git(repo, "worktree", "list").count("\n") == 0
    assert leftovers(repo / ".git", tmp_path) == []


def test_no_link_is_followed_when_deleting(tmp_path: Path) -> None:
    """A workspace may be full of them, and be one."""
    outside = tmp_path / "outside"
    (outside / "deep").mkdir(parents=True)
    (outside / "deep" / "precious").write_text("x")
    spaces = place(tmp_path / "home")
    spaces.prepare(wanted(repository=None))
    where = tmp_path / "home" / "workspaces" / "A-1"
    (where / "sub").mkdir()
    (where / "to-directory").symlink_to(outside)
    (where / "sub" / "to-file").symlink_to(outside / "deep" / "precious")
    (where / "sub" / "nowhere").symlink_to("gone")
    (tmp_path / "home" / "workspaces" / "B-1").symlink_to(outside)
    os.mkfifo(where / "pipe")
    assert spaces.size("B-1") == 0
    spaces.put_away("A-1")
    spaces.put_away("B-1")
    assert spaces.empty_bin(within=HOUR)
    assert spaces.found() == []
    assert (outside / "deep" / "precious").read_text() == "x"


def test_a_directory_that_becomes_a_link_meanwhile_leads_nowhere(
    tmp_path: Path,
) -> None:
    """Swapped between being listed and being entered, some of so many times."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("x")
    where = tmp_path / "w"
    (where / "sub").mkdir(parents=True)
    over = threading.Event()

    def swap() -> None:
        while not over.is_set():
            with contextlib.suppress(OSError):
                (where / "sub").rename(where / "was")
                (where / "sub").symlink_to(outside)
                (where / "sub").unlink()
                (where / "was").rename(where / "sub")

    for _ in range(50):
        (where / "sub").mkdir(parents=True, exist_ok=True)
        over.clear()
        with ThreadPoolExecutor(1) as pool:
            pool.submit(swap)
            with contextlib.suppress(OSError):
                disk.remove(where, until=float("inf"))
            over.set()
    assert (outside / "precious").exists()


def test_what_an_agent_has_locked_up_is_deleted(tmp_path: Path) -> None:
    """Read-only directories are in every package cache."""
    where = tmp_path / "w"
    (where / "cache" / "deep").mkdir(parents=True)
    (where / "cache" / "deep" / "file").write_text("x")
    (where / "cache" / "deep").chmod(0o500)
    (where / "cache").chmod(0)
    assert disk.remove(where, until=float("inf"))
    assert not where.exists()


def test_deleting_stops_in_time_and_goes_on_later(tmp_path: Path) -> None:
    """A tick must not hold up the others."""
    spaces = place(tmp_path / "home")
    spaces.prepare(wanted(repository=None))
    (tmp_path / "home" / "workspaces" / "A-1" / "file").write_text("x")
    spaces.put_away("A-1")
    assert not spaces.empty_bin(within=timedelta())
    assert spaces.empty_bin(within=HOUR)
    assert list((tmp_path / "home" / "workspaces" / ".bin").iterdir()) == []


def test_sizes_are_what_the_disk_gives(tmp_path: Path) -> None:
    """A link counts for itself."""
    spaces = place(tmp_path / "home")
    spaces.prepare(wanted(repository=None))
    where = tmp_path / "home" / "workspaces" / "A-1"
    (where / "deep").mkdir()
    (where / "deep" / "file").write_bytes(b"x" * 100_000)
    (where / "link").symlink_to("/usr")
    assert 100_000 <= spaces.size("A-1") < 130_000


def test_cleaning_waits_for_what_is_made_ready(tmp_path: Path) -> None:
    """And the other way round."""
    spaces = place(tmp_path / "home")
    with spaces.alone(waits=False) as first, spaces.alone(waits=False) as second:
        assert first
        assert not second
