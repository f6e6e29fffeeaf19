"""The `openclaw` runtime against a real gateway, whatever dies meanwhile."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.domain.item import Status
from tests.support.model import PER_CALL
from tests.support.on_gateway import (
    attempts_of,
    home_on,
    report_of,
    session_of,
    wait_at_model,
)
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.gateway import Gateway
    from tests.support.model import Model
    from tests.support.system import System

pytestmark = [pytest.mark.gateway, pytest.mark.timeout(400)]


def test_a_worker_that_dies_loses_no_run(system: System, model: Model) -> None:
    """The attempt after a dead worker's goes on with the run: the model runs once."""
    (item_id,) = system.add("[[sleep 12]] [[say survived]]")
    wait_at_model(item_id, model)
    os.kill(system.child(system.item(item_id).owner or ""), signal.SIGKILL)
    system.wait_ended([item_id], 90)
    assert system.item(item_id).status is Status.DONE
    assert "survived" in report_of(system, item_id)
    assert model.calls[item_id] == 1
    first, second = attempts_of(system, item_id)
    assert first.outcome == "lost"
    assert second.usage["input_tokens"] == PER_CALL["input_tokens"]


def test_other_words_need_another_run(system: System, model: Model) -> None:
    """What a person adds after a worker's death stops the old run and starts anew."""
    (item_id,) = system.add("[[sleep 30]]")
    wait_at_model(item_id, model)
    owner = system.item(item_id).owner or ""
    system.clawq("pause")
    os.kill(system.child(owner), signal.SIGKILL)
    wait_until(lambda: system.item(item_id).status is Status.PENDING, 60)
    system.clawq("cancel", "--id", item_id)
    system.clawq("answer", "--id", item_id, "--text", "[[sleep 0]] [[say at once]]")
    system.clawq("resume")
    system.wait_ended([item_id], 90)
    assert "at once" in report_of(system, item_id)
    assert model.calls[item_id] == 2
    assert session_of(system, item_id)["status"] == "killed"


@pytest.mark.parametrize("verb", ["cancel", "replan"])
def test_a_run_that_no_worker_holds_is_ended_when_it_is_not_wanted(
    system: System, model: Model, verb: str
) -> None:
    """Its worker has died, and a person has decided otherwise: the session stops."""
    (item_id,) = system.add("[[sleep 200]]")
    wait_at_model(item_id, model)
    owner = system.item(item_id).owner or ""
    system.clawq("pause")
    try:
        os.kill(system.child(owner), signal.SIGKILL)
        wait_until(lambda: system.item(item_id).status is Status.PENDING, 60)
        assert session_of(system, item_id)["status"] == "running"
        notes = ("--notes", "else") if verb == "replan" else ()
        system.clawq(verb, "--id", item_id, *notes)
        wait_until(lambda: session_of(system, item_id)["status"] == "killed", 30)
        if verb == "replan":
            system.clawq("cancel", "--id", item_id)
    finally:
        system.clawq("resume")
    assert model.calls[item_id] == 1


def test_what_down_now_leaves_is_gone_on_with(own: System, model: Model) -> None:
    """`clawq down --now` leaves the run to the gateway; `clawq up` takes it over."""
    (item_id,) = own.add("[[sleep 15]] [[say gone on]]")
    wait_at_model(item_id, model)
    own.down()
    assert own.item(item_id).status is Status.PENDING
    assert session_of(own, item_id)["status"] == "running"
    own.up()
    own.wait_ended([item_id], 120)
    assert "gone on" in report_of(own, item_id)
    assert model.calls[item_id] == 1


def test_a_killed_gateway_runs_nothing_twice(
    system: System, gateway: Gateway, model: Model
) -> None:
    """A run that died with its gateway is tried again once, and is not resumed."""
    (item_id,) = system.add("[[sleep 8]] [[say again]]")
    wait_at_model(item_id, model)
    gateway.kill()
    gateway.start()
    system.wait_ended([item_id], 120)
    assert system.item(item_id).status is Status.DONE
    first, _ = attempts_of(system, item_id)
    assert "restarted in mid-run" in str(first.error)
    assert model.calls[item_id] == 2
    assert session_of(system, item_id)["archived"] is True


def test_the_queue_may_start_before_its_gateway(
    gateway: Gateway, tmp_path: Path
) -> None:
    """After a machine's restart both come up in any order, and the work is done."""
    gateway.kill()
    running = home_on(tmp_path / "home", gateway)
    try:
        running.up()
        (item_id,) = running.add("[[say at last]]")
        wait_until(lambda: attempts_of(running, item_id), 60, what="the attempt")
        gateway.start()
        running.wait_ended([item_id], 120)
    finally:
        running.down()
        if not gateway.is_ready():
            gateway.start()
    assert "at last" in report_of(running, item_id)
    assert running.item(item_id).tries == 1


def test_a_gateway_that_drains_hands_over_what_it_does(
    system: System, gateway: Gateway, model: Model
) -> None:
    """A gateway that is asked to end finishes its runs; new ones wait for the next."""
    (running,) = system.add("[[sleep 8]] [[say drained]]")
    wait_at_model(running, model)
    gateway.process.send_signal(signal.SIGTERM)
    (waiting,) = system.add("[[say afterwards]]")
    gateway.process.wait(60)
    gateway.start()
    system.wait_ended([running, waiting], 120)
    assert "drained" in report_of(system, running)
    assert "afterwards" in report_of(system, waiting)
    assert model.calls[running] == model.calls[waiting] == 1
