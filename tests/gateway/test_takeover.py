"""A run is gone on with by whoever comes next, wherever: a real gateway."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.clock import SystemClock
from openclaw_celery.domain.attempt import Failed, Reported
from openclaw_celery.runtimes.openclaw import record as records
from openclaw_celery.runtimes.openclaw.client import Gateway as Client
from openclaw_celery.runtimes.openclaw.runtime import OpenClawRuntime
from openclaw_celery.settings import OpenClawSettings
from tests.support.agents import FakeHold, left_by, make_assignment
from tests.support.gateway import TOKEN
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from openclaw_celery.domain.attempt import Left, Outcome
    from openclaw_celery.ports import Assignment
    from tests.support.gateway import Gateway
    from tests.support.model import Model

pytestmark = [pytest.mark.gateway, pytest.mark.timeout(300)]


class Dead(BaseException):
    """The worker has died."""


class Mortal(FakeHold):
    """The lease of a worker that dies, without another word to the gateway."""

    def __init__(self) -> None:
        super().__init__(3000)
        self.dies = threading.Event()

    def seconds_left(self) -> float:
        if self.dies.is_set():
            raise Dead
        return super().seconds_left()


class Host:
    """A machine with a home of its own, of the same queue."""

    def __init__(self, home: Path, gateway: Gateway) -> None:
        home.mkdir(mode=0o700)
        self.home = home
        self.settings = OpenClawSettings(url=gateway.url, token=TOKEN)
        self.runtime = OpenClawRuntime(self.settings, home=home, clock=SystemClock())

    def work(self, item_id: str, orders: str, attempt: int, *left: Left) -> Assignment:
        told = f"[TASK {item_id}]\n{orders}\nthis is attempt {attempt}\n"
        made = make_assignment(
            self.home, item_id, fence=attempt, attempt=attempt, prompt=told
        )
        return replace(made, asked=orders, left=left)

    def dies_at(self, item_id: str, orders: str, model: Model) -> str:
        """Die while the model works at an item; return what was kept of its run."""
        hold, ended = Mortal(), threading.Event()

        def run() -> None:
            try:
                self.runtime.run(self.work(item_id, orders, 1), hold)
            except Dead:
                ended.set()

        threading.Thread(target=run, daemon=True).start()
        wait_until(lambda: model.calls[item_id], 60, what="the model")
        hold.dies.set()
        assert ended.wait(30)
        return hold.kept[0]

    def status(self, kept: str) -> str:
        """Tell how a run's session stands."""
        record = records.read(kept)
        assert record is not None
        with Client(self.settings, SystemClock()) as client:
            told = client.call("sessions.describe", {"key": record.session})
        return str(told["session"]["status"])

    def goes_on(self, item_id: str, orders: str, kept: str) -> tuple[Outcome, FakeHold]:
        """Run the item's second attempt."""
        hold = FakeHold(3000)
        work = self.work(item_id, orders, 2, left_by(item_id, 1, kept))
        return self.runtime.run(work, hold), hold


@pytest.fixture
def hosts(tmp_path: Path, gateway: Gateway) -> tuple[Host, Host]:
    return Host(tmp_path / "a", gateway), Host(tmp_path / "b", gateway)


def test_another_host_goes_on_with_a_run(
    hosts: tuple[Host, Host], model: Model
) -> None:
    """Whatever its prompt says of attempts and branches: the words are the same."""
    a, b = hosts
    orders = "[[sleep 8]] [[say from afar]]"
    kept = a.dies_at("T-1", orders, model)

    outcome, hold = b.goes_on("T-1", orders, kept)

    assert isinstance(outcome, Reported)
    assert "from afar" in outcome.report
    assert model.calls["T-1"] == 1
    assert hold.kept == {0: kept, 1: ""}


def test_a_run_that_has_ended_is_read(hosts: tuple[Host, Host], model: Model) -> None:
    """Its result is in its session, with what it has used."""
    a, b = hosts
    orders = "[[sleep 2]] [[say long ago]]"
    kept = a.dies_at("T-2", orders, model)
    wait_until(lambda: a.status(kept) == "done", 60)

    outcome, hold = b.goes_on("T-2", orders, kept)

    assert isinstance(outcome, Reported)
    assert "long ago" in outcome.report
    assert hold.usage.input_tokens == 100
    assert model.calls["T-2"] == 1


def test_a_run_that_has_failed_meanwhile_says_why(
    hosts: tuple[Host, Host], model: Model
) -> None:
    """As long as the gateway knows it by its key; the model is not asked again."""
    a, b = hosts
    orders = "[[sleep 2]] [[status 400]]"
    kept = a.dies_at("T-3", orders, model)
    wait_until(lambda: a.status(kept) == "failed", 60)

    outcome, _ = b.goes_on("T-3", orders, kept)

    assert isinstance(outcome, Failed)
    assert outcome.kind == "permanent"
    assert model.calls["T-3"] == 1


@pytest.mark.long  # the gateway forgets a run's key five minutes after its end
@pytest.mark.timeout(600)
def test_a_result_is_not_lost_with_its_key(
    hosts: tuple[Host, Host], model: Model
) -> None:
    """A worker that comes back after more than five minutes finds it as well."""
    a, b = hosts
    orders = "[[sleep 1]] [[say still here]]"
    kept = a.dies_at("T-4", orders, model)
    wait_until(lambda: a.status(kept) == "done", 60)
    threading.Event().wait(320)

    outcome, _ = b.goes_on("T-4", orders, kept)

    assert isinstance(outcome, Reported)
    assert "still here" in outcome.report
    assert model.calls["T-4"] == 1
