"""`clawq demo`: what it promises happens, and nothing is left of it but its files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from openclaw_celery.domain.item import Status
from openclaw_celery.domain.transitions import ARROWS, Verb
from openclaw_celery.settings import load
from openclaw_celery.wiring import build
from tests.support.system import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from openclaw_celery.engine import Engine
    from openclaw_celery.ports import StoredEvent


def demo(
    directory: Path, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "openclaw_celery", "demo", *arguments],
        cwd=directory, capture_output=True, text=True, timeout=150, check=False,
        env={**os.environ, "PYTHONPATH": ROOT, **environment},
    )  # fmt: skip


def running_in(directory: Path) -> list[psutil.Process]:
    """List the processes that have anything to do with the directory."""
    where = str(directory)
    found = []
    for process in psutil.process_iter():
        try:
            told = process.environ()
            places = [told.get("CLAWQ_HOME", ""), told.get("CLAWQ_WORKSPACE", "")]
            if any(place.startswith(where) for place in [*places, process.cwd()]):
                found.append(process)
        except psutil.Error:
            continue
    return found


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def first(place: Path) -> subprocess.CompletedProcess[str]:
    """The demo, run in a new directory by somebody with settings of their own."""
    return demo(place, "--json", CLAWQ_MAX_WORKERS="1", CLAWQ_HOME="elsewhere")


@pytest.fixture(scope="module")
def told(first: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert first.returncode == 0, first.stderr + first.stdout
    items: list[dict[str, Any]] = json.loads(first.stdout)["items"]
    return items


@pytest.fixture(scope="module")
def engine(told: list[dict[str, Any]], place: Path) -> Engine:
    assert told
    return build(load(place / ".clawq-demo", environ={}))


def story(engine: Engine, item_id: str) -> list[StoredEvent]:
    with engine.store.read() as view:
        return view.events(item_id)


@pytest.mark.timeout(200)
def test_every_item_ends_as_it_should(told: list[dict[str, Any]]) -> None:
    assert len(told) >= 12
    assert {row["status"] for row in told} == {"DONE", "BLOCKED"}
    assert all(row["as_expected"] for row in told)


def test_one_waits_for_a_person_and_says_why(told: list[dict[str, Any]]) -> None:
    [blocked] = [row for row in told if row["status"] == "BLOCKED"]

    assert "needs somebody from outside" in blocked["why"]


def test_one_was_sent_back_and_did_better(
    told: list[dict[str, Any]], engine: Engine
) -> None:
    again = [
        row["id"]
        for row in told
        if [s.event.verb for s in story(engine, row["id"])].count(Verb.REVIEW) > 1
    ]

    assert again
    for row in told:
        if row["id"] in again:
            assert row["status"] == "DONE"
            assert row["attempts"] > 1
            assert row["why"]


def test_one_outlived_its_worker(told: list[dict[str, Any]], engine: Engine) -> None:
    [killed] = [row for row in told if "its worker was killed" in row["why"]]

    assert killed["status"] == "DONE"
    verbs = [stored.event.verb for stored in story(engine, killed["id"])]
    assert verbs.count(Verb.RESCUE) == 1
    assert verbs[-1] is Verb.REVIEW


def test_every_story_is_whole(told: list[dict[str, Any]], engine: Engine) -> None:
    """Numbered without gaps, each step allowed, and the end is where the item is."""
    allowed = {
        (arrow.verb, source, target)
        for arrow in ARROWS
        for source in arrow.sources
        for target in arrow.targets
    }
    for row in told:
        events = [stored.event for stored in story(engine, row["id"])]
        with engine.store.read() as view:
            item, attempts = view.item(row["id"]), view.attempts(row["id"])

        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        assert events[0].verb is Verb.ADD
        for before, event in pairwise(events):
            assert event.source == before.target
            assert (event.verb, event.source, event.target) in allowed
            assert event.fence >= before.fence
        assert events[-1].target == item.state
        assert item.status.value == row["status"]
        assert item.status in {Status.DONE, Status.BLOCKED}
        assert [attempt.number for attempt in attempts] == list(
            range(1, row["attempts"] + 1)
        )
        assert [a.verdict for a in attempts].count("PASS") == (row["status"] == "DONE")


def test_nothing_is_left_running(told: list[dict[str, Any]], place: Path) -> None:
    assert told
    assert [process.cmdline() for process in running_in(place)] == []
    assert [path.name for path in place.iterdir()] == [".clawq-demo"]


@pytest.mark.timeout(200)
def test_it_can_be_run_again(told: list[dict[str, Any]], place: Path) -> None:
    """With what it prints for people: every item, how it ended, where to look."""
    assert told
    again = demo(place)

    assert again.returncode == 0, again.stderr + again.stdout
    for row in told:
        assert row["id"] in again.stdout
    assert "kill -9 " in again.stdout
    assert "Nothing is left running." in again.stdout
    assert "\x1b" not in again.stdout
    assert running_in(place) == []


def test_a_directory_that_is_not_its_own_is_left_alone(tmp_path: Path) -> None:
    kept = tmp_path / ".clawq-demo" / "mine"
    kept.parent.mkdir()
    kept.write_text("precious")

    refused = demo(tmp_path, "--json")

    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == (
        "clawq: .clawq-demo is there and was not made by the demo: move it away\n"
    )
    assert kept.read_text() == "precious"
    assert list(kept.parent.iterdir()) == [kept]
