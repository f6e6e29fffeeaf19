"""Workspaces and the queue together: real store, real git, agents that play acts."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.domain.attempt import FailureKind, Reported
from openclaw_celery.domain.errors import InvalidValue, ItemNotFound, LeaseLost
from openclaw_celery.domain.item import NewItem, Status
from openclaw_celery.domain.transitions import BLOCKED, DONE, PENDING
from openclaw_celery.domain.worktree import attempt_of, branch_of
from openclaw_celery.engine.policy import Policy
from openclaw_celery.engine.workspaces import refuse_push
from openclaw_celery.settings import RepositorySettings
from openclaw_celery.workspaces import LocalWorkspaces
from openclaw_celery.workspaces.hooks import Asking
from openclaw_celery.workspaces.repository import Repository
from tests.support.engine import CRITERIA, GOOD, MINUTE, failure, good, yard
from tests.support.git import commit, git

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openclaw_celery.domain.attempt import Outcome
    from openclaw_celery.ports import Assignment, Hold
    from tests.support.engine import Act, Yard

DAY = timedelta(days=1)


@contextmanager
def working(
    database: str, base: Path, policy: Policy | None = None, **settings: str
) -> Iterator[Yard]:
    told = {"shop": RepositorySettings(**settings)} if settings else {}
    repositories = {
        name: Repository(name, one, home=base, asked=Asking(base))
        for name, one in told.items()
    }
    spaces = LocalWorkspaces(base / "workspaces", repositories)
    with yard(database, base, policy=policy, workspaces=spaces) as y:
        y.open("slot-1")
        yield y


@pytest.fixture
def y(database_url: str, tmp_path: Path, repo: Path) -> Iterator[Yard]:
    with working(database_url, tmp_path, path=str(repo)) as made:
        yield made


def task(item: str = "A", repository: str | None = "shop", **fields: object) -> NewItem:
    new = {"id": item, "title": item, "success_criteria": CRITERIA}
    return NewItem(**new | fields, repository=repository)  # type: ignore[arg-type]


def commits(name: str, then: Outcome | None = None) -> Act:
    """Commit a file, and come to an outcome."""

    def act(assignment: Assignment, hold: Hold) -> Outcome:
        del hold
        git(assignment.workspace, "config", "--worktree", "core.hooksPath", "/dev/null")
        commit(assignment.workspace, name, "x\n")
        return then or good(assignment.item)

    return act


def again(y: Yard) -> None:
    """Let the pause before the next attempt pass."""
    y.turn(MINUTE)
    y.beat()
    y.engine.dispatcher.tick()


# -- attempts ----------------------------------------------------------------------


def test_what_an_attempt_changed_is_kept_with_it(y: Yard, repo: Path) -> None:
    """The branch is noted before the agent starts, the rest when it has ended."""
    y.add(task())
    y.agents.acts.append(commits("a"))
    assert y.attempt() == "DONE"

    [row] = y.attempts("A")
    seen = y.agents.seen[0]
    assert row.worktree is not None
    assert row.worktree.branch == seen.branch == "clawq/A/1"
    assert row.worktree.base == seen.base == git(repo, "rev-parse", "main")
    assert row.worktree.head == git(repo, "rev-parse", "clawq/A/1")
    assert (row.worktree.commits, row.worktree.insertions) == (1, 1)
    assert f"on your branch clawq/A/1 (base {seen.base[:12]})" in seen.prompt
    [told] = [e.event.data for e in y.story("A") if e.event.verb == "report"]
    assert told["worktree"]["commits"] == 1


def test_a_retry_goes_on_and_is_told_of_it(y: Yard, repo: Path) -> None:
    """A new branch with the new fence, on the commits of the old one."""
    y.add(task())
    y.attempt(commits("a", failure(FailureKind.TRANSIENT)))
    again(y)
    y.attempt(commits("b"))

    first, second = (row.worktree for row in y.attempts("A"))
    assert first is not None
    assert second is not None
    assert (first.branch, second.branch) == ("clawq/A/1", "clawq/A/2")
    assert second.base == first.base
    assert second.commits == 2
    assert "earlier attempts have left: 1 commits, 1 files" in y.agents.seen[1].prompt
    assert git(repo, "rev-parse", "clawq/A/2~1") == first.head


def test_a_replan_starts_from_the_base_again(y: Yard, repo: Path) -> None:
    """The old branch is kept, and nothing of it is in the new one."""
    y.add(task())
    y.attempt(commits("a"))
    y.engine.operator.replan("A", notes="otherwise", actor="me")
    y.attempt(commits("b"))
    assert y.state("A") == DONE
    rows = y.attempts("A")
    assert rows[1].worktree is not None
    assert rows[1].worktree.commits == 1
    assert "have left" not in y.agents.seen[1].prompt
    assert (
        git(repo, "ls-tree", "--name-only", rows[1].worktree.branch) == "README.md\nb"
    )


def test_an_item_is_told_the_branches_that_it_builds_on(y: Yard) -> None:
    """Those of its dependencies with commits, in the same repository."""
    y.add(task("A"), task("B"), task("P", None), task("Z", depends_on=("A", "B", "P")))
    y.attempt(commits("a"))
    y.attempt()
    y.attempt()
    y.attempt()
    told = y.agents.seen[-1].prompt
    assert "A, which this builds on, is on branch clawq/A/1 (1 commits)" in told
    assert "B, which" not in told
    assert "P, which" not in told


def test_who_only_waits_for_its_turn_builds_on_nothing(y: Yard) -> None:
    """A lead does, on what its team has done."""
    y.add(
        task("L", team_id="#0", after=("#1",)),
        task("M", team_id="#0"),
        task("N", after=("M",)),
    )
    y.attempt(commits("m"))
    for _ in range(2):
        y.attempt()
    told = {seen.item.id: seen.prompt for seen in y.agents.seen}
    assert "M, which this builds on, is on branch clawq/M/1" in told["L"]
    assert "builds on" not in told["N"]


def test_a_plain_item_has_no_worktree(y: Yard) -> None:
    """And is told of none."""
    y.add(task(repository=None))
    y.attempt()
    [row] = y.attempts("A")
    assert row.worktree is None
    assert y.agents.seen[0].branch == ""
    assert "worktree" not in y.agents.seen[0].prompt


def test_a_repository_that_only_a_person_can_mend_blocks(y: Yard) -> None:
    """No attempt is spent on trying the same again."""
    y.add(task(repository="other"))
    y.answer_run()
    assert y.state("A") == BLOCKED
    assert "[repositories.other]" in y.story("A")[-1].event.note


def test_a_server_that_is_away_is_tried_again(
    database_url: str, tmp_path: Path, repo: Path
) -> None:
    """It is no fault of the item's."""
    del repo
    with working(database_url, tmp_path, url=str(tmp_path / "away")) as y:
        y.add(task())
        y.answer_run()
        assert y.state("A") == PENDING
        assert y.agents.seen == []


def test_a_fence_that_passed_meanwhile_starts_no_agent(y: Yard) -> None:
    """Making a worktree takes its time."""
    y.add(task())
    runner = y.engine.runner
    spaces = runner._workspaces

    class Slow:
        def prepare(self, wanted: object) -> object:
            made = spaces.prepare(wanted)  # type: ignore[arg-type]
            y.engine.operator.cancel("A", actor="me")
            return made

    runner._workspaces = Slow()  # type: ignore[assignment]
    assert y.answer_run() == "stopped"
    assert y.agents.seen == []
    [row] = y.attempts("A")
    assert row.ended_at is not None


# -- pushing -----------------------------------------------------------------------


def test_only_the_attempt_that_has_the_item_may_push(y: Yard) -> None:
    """By branch, by ref, by mark; nothing else below clawq/ at all."""
    y.add(task())
    y.attempt(failure(FailureKind.TRANSIENT))
    for name in ("clawq/A/1", "refs/heads/clawq/A/1", "A:1"):
        refuse_push(y.store, [name])
    again(y)
    with pytest.raises(LeaseLost, match="fence 1 has been revoked, it is 2 now"):
        refuse_push(y.store, ["clawq/A/2", "refs/heads/clawq/A/1"])
    with pytest.raises(ItemNotFound):
        refuse_push(y.store, ["clawq/B/1"])
    for name in ("clawq/A", "clawq/A/x", "clawq/A/1/2", "refs/tags/clawq/A/1"):
        with pytest.raises(InvalidValue):
            refuse_push(y.store, [name])


@pytest.mark.parametrize("item", ["ORCH-001", "a..b", "a.lock", "x...lock"])
def test_a_branch_names_its_item_and_fence(item: str) -> None:
    """There and back."""
    assert attempt_of(branch_of(item, 12)) == (item, 12)


# -- keeping and cleaning ----------------------------------------------------------


def places(y: Yard) -> list[str]:
    return y.engine.runner._workspaces.found()


def swept(y: Yard, by: timedelta = MINUTE) -> list[str]:
    y.turn(by)
    return y.engine.janitor.tick()


def test_ended_items_keep_their_places_for_a_while(y: Yard) -> None:
    """A DONE one for a week, one that waits for a person for a month."""
    y.add(task("A", None), task("B", None), task("C", None))
    y.attempt()
    y.attempt(failure(FailureKind.BLOCKED, "which one?"))
    assert swept(y) == []
    assert swept(y, 6 * DAY) == []
    assert swept(y, DAY) == ["A"]
    assert places(y) == ["B"]
    assert swept(y, 22 * DAY) == []
    assert swept(y, DAY) == ["B"]


def test_what_will_be_worked_on_stays(y: Yard) -> None:
    """In flight, or PENDING after an attempt; not even a person's force."""
    y.add(task("A", None))
    y.attempt(failure(FailureKind.TRANSIENT))
    assert swept(y, 100 * DAY) == []
    [place] = y.engine.janitor.clean(["A"], force=True)
    assert place.kept == "its next attempt goes on with it"
    again(y)
    [place] = y.engine.janitor.clean(["A"], force=True)
    assert place.kept == "in flight"
    assert places(y) == ["A"]


def test_uncommitted_work_stays_until_somebody_insists(y: Yard) -> None:
    """Its branch stays even then."""

    def leaves(assignment: Assignment, hold: Hold) -> Outcome:
        del hold
        (assignment.workspace / "loose").write_text("x")
        return Reported(GOOD.format(id=assignment.item.id))

    y.add(task())
    y.attempt(leaves)
    assert swept(y, 100 * DAY) == []
    [place] = y.engine.janitor.clean(["A"])
    assert "1 uncommitted files, loose" in place.kept
    [place] = y.engine.janitor.clean(["A"], force=True, dry_run=True)
    assert place.removed
    assert places(y) == ["A"]
    [place] = y.engine.janitor.clean(["A"], force=True)
    assert place.removed
    assert places(y) == []


def test_what_was_not_pushed_stays(
    database_url: str, tmp_path: Path, repo: Path
) -> None:
    """Where the settings want it elsewhere, here is not enough."""
    settings = {"path": str(repo), "push_to": str(tmp_path / "away.git")}
    with working(database_url, tmp_path, **settings) as y:
        y.add(task())
        y.attempt(commits("a"))
        assert y.state("A") == DONE
        assert swept(y, 100 * DAY) == []
        [place] = y.engine.janitor.clean(["A"])
        assert "clawq/A/1 is not pushed" in place.kept


def test_a_full_budget_takes_the_oldest_that_have_ended(
    database_url: str, tmp_path: Path
) -> None:
    """Also before their time; DONE ones first, and no more than has to go."""

    def writes(assignment: Assignment, hold: Hold) -> Outcome:
        del hold
        (assignment.workspace / "big").write_bytes(b"x" * 1_000_000)
        return good(assignment.item)

    with working(database_url, tmp_path, Policy(max_bytes=2_500_000)) as y:
        for item in ("A", "B", "C"):
            y.add(task(item, None))
            y.attempt(writes)
            y.turn(MINUTE)
            y.beat()
        assert [p.name for p in y.engine.janitor.clean(dry_run=True) if p.removed] == [
            "A"
        ]
        assert swept(y) == ["A"]
        assert places(y) == ["B", "C"]
        assert swept(y) == []


def test_a_place_is_measured_anew_after_it_was_worked_in(
    database_url: str, tmp_path: Path
) -> None:
    """And not each time somebody looks: a large one takes its time."""
    with working(database_url, tmp_path) as y:
        y.add(task("A", None))
        y.attempt(failure(FailureKind.TRANSIENT))
        [before] = y.engine.janitor.all()
        (tmp_path / "workspaces" / "A" / "big").write_bytes(b"x" * 1_000_000)
        assert y.engine.janitor.all()[0].size == before.size
        again(y)
        y.attempt()
        size = y.engine.janitor.all()[0].size
        assert size is not None
        assert size >= 1_000_000


def test_a_team_keeps_its_members_places_for_the_lead(y: Yard) -> None:
    """Its prompt names their files."""
    y.add(
        task("L", None, team_id="#0", after=("#1",)),
        task("M", None, team_id="#0"),
    )
    y.attempt()
    assert y.item("M").status is Status.DONE
    assert swept(y, 8 * DAY) == []
    [place] = y.engine.janitor.look(["M"])
    assert place.kept == "its team's lead L needs it"


def test_a_directory_of_no_item_is_left_alone(y: Yard, tmp_path: Path) -> None:
    """Whose it is nobody knows."""
    (tmp_path / "workspaces" / "mine").mkdir(parents=True)
    assert swept(y, 100 * DAY) == []
    [place] = y.engine.janitor.clean(["mine"], force=True)
    assert "no item mine" in place.kept
    with pytest.raises(InvalidValue, match="no workspace"):
        y.engine.janitor.clean(["nobody"])


def test_an_item_that_is_taken_up_meanwhile_stays(y: Yard) -> None:
    """Looked at again in the last moment, while none can be made ready."""
    y.add(task("A", None))
    y.attempt()
    y.turn(8 * DAY)
    [due] = y.engine.janitor.look(["A"])
    y.engine.operator.replan("A", notes="again", actor="me")
    assert not y.engine.janitor._put_away(due, waits=False).removed
    assert places(y) == ["A"]


def test_what_was_put_away_is_deleted_by_whoever_comes_next(
    y: Yard, tmp_path: Path
) -> None:
    """The process that did so may have died right after it."""
    y.add(task("A", None))
    y.attempt()
    y.engine.runner._workspaces.put_away("A")
    assert len(list((tmp_path / "workspaces" / ".bin").iterdir())) == 1
    assert swept(y) == []
    assert list((tmp_path / "workspaces" / ".bin").iterdir()) == []


def test_a_tick_does_a_bounded_part_and_goes_on(y: Yard, tmp_path: Path) -> None:
    """However many there are."""
    for number in range(250):
        (tmp_path / "workspaces" / f"x{number:03d}").mkdir(parents=True)
    y.add(task("z", None))
    y.attempt()
    y.turn(8 * DAY)
    assert y.engine.janitor.tick() == []
    assert swept(y) == ["z"]
    assert swept(y, timedelta()) == []
