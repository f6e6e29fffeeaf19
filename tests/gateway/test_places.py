"""Where the agents of a real gateway work: in the item's own directory."""

from __future__ import annotations

import json
import os
import signal
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.domain.item import Status
from tests.support.git import WHO, git, repository
from tests.support.on_gateway import home_on
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openclaw_celery.domain.attempt import Attempt
    from tests.support.gateway import Gateway
    from tests.support.model import Model
    from tests.support.system import System

pytestmark = [pytest.mark.gateway, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def system(
    gateway: Gateway, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[System]:
    """A home with a repository, whose slot works on the gateway."""
    place = tmp_path_factory.mktemp("places")
    repository(place / "shop")
    shop = {"repositories.shop.path": "shop"}
    running = home_on(place / "home", gateway, **shop)
    try:
        running.up()
        yield running
    finally:
        running.down()


def _attempts(system: System, item_id: str) -> list[Attempt]:
    with system.engine.store.read() as view:
        return view.attempts(item_id)


def _exec(command: str) -> str:
    """Order the model to run a command where it was told to work."""
    return f"[[call exec {json.dumps({'command': f'cd @here@ && {command}'})}]]"


def _commit(name: str) -> str:
    who = " ".join(f"{name}={value}" for name, value in WHO.items())
    return f"echo made > {name} && git add {name} && {who} git commit -qm work"


def test_a_file_is_where_its_criterion_looks(system: System) -> None:
    """An agent is told the item's directory, so what it writes there is found."""
    (item_id,) = system.add(
        _exec("echo hello > out.txt"),
        success_criteria="file: out.txt contains hello",
        repository="",
    )
    system.wait_ended([item_id], 90)
    assert system.item(item_id).status is Status.DONE
    assert (system.home / "workspaces" / item_id / "out.txt").exists()


def test_a_repository_s_work_is_on_the_attempt_s_branch(system: System) -> None:
    """An agent commits in its worktree: its criterion holds, its change is measured."""
    (item_id,) = system.add(
        _exec(_commit("made.txt")),
        success_criteria="file: made.txt contains made",
        repository="shop",
    )
    system.wait_ended([item_id], 90)
    assert system.item(item_id).status is Status.DONE
    (attempt,) = _attempts(system, item_id)
    assert attempt.worktree is not None
    assert (attempt.worktree.commits, attempt.worktree.files) == (1, 1)
    shop = system.home.parent / "shop"
    assert git(shop, "show", f"{attempt.worktree.branch}:made.txt") == "made"


def test_a_worker_s_death_costs_a_repository_s_run_nothing(
    system: System, model: Model
) -> None:
    """The next attempt goes on with the run; what it commits is on its own branch."""
    (item_id,) = system.add(
        _exec(f"sleep 8 && {_commit('late.txt')}"),
        success_criteria="file: late.txt contains made",
        repository="shop",
    )
    wait_until(lambda: model.calls[item_id], 60, what="the model")
    os.kill(system.child(system.item(item_id).owner or ""), signal.SIGKILL)
    system.wait_ended([item_id], 120)
    assert system.item(item_id).status is Status.DONE
    first, second = _attempts(system, item_id)
    assert (first.outcome, second.outcome) == ("lost", "reported")
    # Once for the command, once for the report.
    assert model.calls[item_id] == 2
    assert second.worktree is not None
    assert second.worktree.branch.endswith(f"/{second.fence}")
    shop = system.home.parent / "shop"
    assert git(shop, "show", f"{second.worktree.branch}:late.txt") == "made"
