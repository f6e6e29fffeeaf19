"""The `openclaw` runtime against a real gateway, whatever dies meanwhile."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any

import pytest

from openclaw_celery.clock import SystemClock
from openclaw_celery.domain.item import Status
from openclaw_celery.domain.transitions import Verb
from openclaw_celery.runtimes.openclaw import sessions
from openclaw_celery.runtimes.openclaw.client import Gateway as Client
from openclaw_celery.runtimes.openclaw.record import Record
from openclaw_celery.runtimes.openclaw.sessions import Sessions
from tests.support.gateway import TOKEN, Gateway
from tests.support.model import PER_CALL, Model
from tests.support.system import QUICK, System
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openclaw_celery.domain.attempt import Attempt

pytestmark = [pytest.mark.gateway, pytest.mark.timeout(400)]


@pytest.fixture(scope="module")
def model() -> Iterator[Model]:
    with Model() as served:
        yield served


@pytest.fixture(scope="module")
def gateway(
    model: Model, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Gateway]:
    served = Gateway(tmp_path_factory.mktemp("gateway"), model)
    served.start()
    try:
        yield served
    finally:
        served.kill()


def _home(path: Path, gateway: Gateway, slots: int = 1, **more: object) -> System:
    """Make a home whose slots work on *gateway*."""
    config: dict[str, object] = {
        **QUICK,
        **{f"slots.s{n}.runtime": "openclaw" for n in range(1, slots + 1)},
        "runtimes.openclaw.url": gateway.url,
        "runtimes.openclaw.token": TOKEN,
        "max_workers": 5,
    }
    return System(path, config | more)


@pytest.fixture(scope="module")
def system(
    gateway: Gateway, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[System]:
    running = _home(tmp_path_factory.mktemp("queue") / "home", gateway, slots=3)
    running.up()
    try:
        yield running
    finally:
        running.down()


@pytest.fixture
def own(
    gateway: Gateway, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[System]:
    """A home of the test's own; its parameter says how it differs."""
    mark = request.node.get_closest_marker("parametrize")
    more: dict[str, Any] = request.param if mark else {}
    if "runtimes.openclaw.token_file" in more:
        more = more | {"runtimes.openclaw.token_file": str(tmp_path / "home/token")}
    running = _home(tmp_path / "home", gateway, **more)
    (running.home / "token").write_text(TOKEN, "ascii")
    running.up()
    try:
        yield running
    finally:
        running.down()


def _attempts(system: System, item_id: str) -> list[Attempt]:
    with system.engine.store.read() as view:
        return view.attempts(item_id)


def _report(system: System, item_id: str) -> str:
    with system.engine.store.read() as view:
        return view.report(item_id, system.item(item_id).attempt) or ""


def _session(system: System, item_id: str, attempt: int = 1) -> dict[str, Any]:
    """Ask the gateway about the session of an attempt, as its log names it."""
    log = system.home / "runs" / item_id / str(attempt) / "output.log"
    key = log.read_text("utf-8").partition("session ")[2].split()[0]
    with Client(system.settings.runtimes.openclaw, SystemClock()) as client:
        found = client.call("sessions.describe", {"key": key})["session"]
    return dict(found or {})


def _is_on(item_id: str, model: Model) -> None:
    """Wait until the model works for the item."""
    before = model.calls[item_id]
    wait_until(
        lambda: model.calls[item_id] > before, 60, what=f"the model at {item_id}"
    )


def test_fifty_items_run_once_each(system: System, model: Model) -> None:
    """Fifty items go through three slots: one model run each, and its usage is told."""
    ids = system.add(*[f"item [[say part {n}]]" for n in range(50)])
    system.wait_ended(ids, 300)
    for n, item_id in enumerate(ids):
        assert system.item(item_id).status is Status.DONE
        assert model.calls[item_id] == 1
        (attempt,) = _attempts(system, item_id)
        spent = dict(attempt.usage)
        assert spent.pop("cost_usd") == pytest.approx(0.0001451)
        assert spent == PER_CALL
        assert attempt.session
        assert f"part {n}\n" in _report(system, item_id)


def test_a_long_answer_comes_whole(system: System) -> None:
    """An answer of 100,000 characters is kept whole."""
    (item_id,) = system.add("long [[long 100000]]")
    system.wait_ended([item_id], 90)
    assert "x" * 100_000 in _report(system, item_id)


def test_what_the_agent_says_is_in_the_live_log(system: System) -> None:
    """`clawq logs` shows what the agent says, Korean too."""
    (item_id,) = system.add("[[say 안녕하세요]]")
    system.wait_ended([item_id], 90)
    assert "안녕하세요" in system.clawq("logs", item_id)


def test_a_history_comes_whole_in_however_many_pages(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two messages at a time tell what all at once do, in the same order."""
    (item_id,) = system.add("[[call session_status {}]] [[call session_status {}]]")
    system.wait_ended([item_id], 90)
    log = system.home / "runs" / item_id / "1" / "output.log"
    key = log.read_text("utf-8").partition("session ")[2].split()[0]
    record = Record(run="r", session=key, boot="b", where="w", asked="a")
    with Client(system.settings.runtimes.openclaw, SystemClock()) as client:
        found = Sessions(client, SystemClock())
        whole = found.history(record)
        monkeypatch.setitem(sessions._HISTORY, "limit", 2)
        pages = found.history(record)

    assert len(whole) > 4
    assert [m["__openclaw"]["id"] for m in pages] == [
        m["__openclaw"]["id"] for m in whole
    ]


def test_cancel_stops_the_run_on_the_gateway(system: System, model: Model) -> None:
    """A cancelled item's session has stopped within seconds."""
    (item_id,) = system.add("[[sleep 200]]")
    _is_on(item_id, model)
    system.clawq("cancel", "--id", item_id)
    wait_until(lambda: _attempts(system, item_id)[0].ended_at, 30, what="the end")
    assert _session(system, item_id)["status"] == "killed"
    assert system.item(item_id).status is Status.BLOCKED


@pytest.mark.parametrize(
    "own",
    [{"runtimes.openclaw.time_limit_s": 3, "max_attempts": 1}],
    indirect=True,
    ids=["3 s"],
)
def test_a_run_has_a_time_limit(own: System) -> None:
    """A run that takes longer than its limit is ended, and says so."""
    (item_id,) = own.add("[[sleep 200]]")
    own.wait_ended([item_id], 90)
    (attempt,) = _attempts(own, item_id)
    assert "time limit of 3 s passed" in str(attempt.error)
    assert _session(own, item_id)["status"] in {"timeout", "killed"}


def test_a_worker_that_dies_loses_no_run(system: System, model: Model) -> None:
    """The attempt after a dead worker's goes on with the run: the model runs once."""
    (item_id,) = system.add("[[sleep 12]] [[say survived]]")
    _is_on(item_id, model)
    os.kill(system.child(system.item(item_id).owner or ""), signal.SIGKILL)
    system.wait_ended([item_id], 90)
    assert system.item(item_id).status is Status.DONE
    assert "survived" in _report(system, item_id)
    assert model.calls[item_id] == 1
    first, second = _attempts(system, item_id)
    assert first.outcome == "lost"
    assert second.usage["input_tokens"] == PER_CALL["input_tokens"]


def test_other_words_need_another_run(system: System, model: Model) -> None:
    """What a person adds after a worker's death stops the old run and starts anew."""
    (item_id,) = system.add("[[sleep 30]]")
    _is_on(item_id, model)
    owner = system.item(item_id).owner or ""
    system.clawq("pause")
    os.kill(system.child(owner), signal.SIGKILL)
    wait_until(lambda: system.item(item_id).status is Status.PENDING, 60)
    system.clawq("cancel", "--id", item_id)
    system.clawq("answer", "--id", item_id, "--text", "[[sleep 0]] [[say at once]]")
    system.clawq("resume")
    system.wait_ended([item_id], 90)
    assert "at once" in _report(system, item_id)
    assert model.calls[item_id] == 2
    assert _session(system, item_id)["status"] == "killed"


@pytest.mark.parametrize("verb", ["cancel", "replan"])
def test_a_run_that_no_worker_holds_is_ended_when_it_is_not_wanted(
    system: System, model: Model, verb: str
) -> None:
    """Its worker has died, and a person has decided otherwise: the session stops."""
    (item_id,) = system.add("[[sleep 200]]")
    _is_on(item_id, model)
    owner = system.item(item_id).owner or ""
    system.clawq("pause")
    try:
        os.kill(system.child(owner), signal.SIGKILL)
        wait_until(lambda: system.item(item_id).status is Status.PENDING, 60)
        assert _session(system, item_id)["status"] == "running"
        notes = ("--notes", "else") if verb == "replan" else ()
        system.clawq(verb, "--id", item_id, *notes)
        wait_until(lambda: _session(system, item_id)["status"] == "killed", 30)
        if verb == "replan":
            system.clawq("cancel", "--id", item_id)
    finally:
        system.clawq("resume")
    assert model.calls[item_id] == 1


# The model counts the items of all homes together.
@pytest.mark.parametrize("own", [{"id_prefix": "DOWN"}], indirect=True, ids=["own"])
def test_what_down_now_leaves_is_gone_on_with(own: System, model: Model) -> None:
    """`clawq down --now` leaves the run to the gateway; `clawq up` takes it over."""
    (item_id,) = own.add("[[sleep 15]] [[say gone on]]")
    _is_on(item_id, model)
    own.down()
    assert own.item(item_id).status is Status.PENDING
    assert _session(own, item_id)["status"] == "running"
    own.up()
    own.wait_ended([item_id], 120)
    assert "gone on" in _report(own, item_id)
    assert model.calls[item_id] == 1


def test_a_killed_gateway_runs_nothing_twice(
    system: System, gateway: Gateway, model: Model
) -> None:
    """A run that died with its gateway is tried again once, and is not resumed."""
    (item_id,) = system.add("[[sleep 8]] [[say again]]")
    _is_on(item_id, model)
    gateway.kill()
    gateway.start()
    system.wait_ended([item_id], 120)
    assert system.item(item_id).status is Status.DONE
    first, _ = _attempts(system, item_id)
    assert "restarted in mid-run" in str(first.error)
    assert model.calls[item_id] == 2
    assert _session(system, item_id)["archived"] is True


def test_the_queue_may_start_before_its_gateway(
    gateway: Gateway, tmp_path: Path
) -> None:
    """After a machine's restart both come up in any order, and the work is done."""
    gateway.kill()
    # The model counts the items of all homes together.
    running = _home(tmp_path / "home", gateway, id_prefix="EARLY")
    try:
        running.up()
        (item_id,) = running.add("[[say at last]]")
        wait_until(lambda: _attempts(running, item_id), 60, what="the attempt")
        gateway.start()
        running.wait_ended([item_id], 120)
    finally:
        running.down()
        if not gateway.is_ready():
            gateway.start()
    assert "at last" in _report(running, item_id)
    assert running.item(item_id).tries == 1


def test_a_gateway_that_drains_hands_over_what_it_does(
    system: System, gateway: Gateway, model: Model
) -> None:
    """A gateway that is asked to end finishes its runs; new ones wait for the next."""
    (running,) = system.add("[[sleep 8]] [[say drained]]")
    _is_on(running, model)
    gateway.process.send_signal(signal.SIGTERM)
    (waiting,) = system.add("[[say afterwards]]")
    gateway.process.wait(60)
    gateway.start()
    system.wait_ended([running, waiting], 120)
    assert "drained" in _report(system, running)
    assert "afterwards" in _report(system, waiting)
    assert model.calls[running] == model.calls[waiting] == 1


@pytest.mark.parametrize(
    "own",
    [{"runtimes.openclaw.token": "", "runtimes.openclaw.token_file": "token"}],
    indirect=True,
    ids=["token"],
)
def test_a_wrong_token_asks_a_person(own: System) -> None:
    """A token that the gateway refuses blocks the item, and doctor says so."""
    (own.home / "token").write_text("wrong", "ascii")
    (item_id,) = own.add("anything")
    own.wait_ended([item_id], 60)
    assert own.item(item_id).status is Status.BLOCKED
    done = own.run("doctor")
    assert done.returncode == 1
    assert "token mismatch" in done.stdout


@pytest.mark.parametrize(
    "own",
    [{"slots": 2, "max_attempts": 1, "id_prefix": "LIMIT"}],
    indirect=True,
    ids=["one try"],
)
def test_a_used_up_quota_is_waited_for(own: System, model: Model) -> None:
    """
    A provider's limit holds all slots of the gateway back and costs no try.

    A server's error beside it is another kind of failure. The gateway asks nine times
    again, with pauses, before it tells of either: so they are met side by side.
    """
    model.limited.set()
    item_id, broken = own.add("[[limit 429]] [[say refilled]]", "[[status 500]]")
    wait_until(
        lambda: all("fail" in _verbs(own, one) for one in (item_id, broken)),
        270,
        what="the limit and the error",
    )
    (waiting,) = own.add("another")
    for held in (item_id, waiting):
        assert "quota of openclaw until " in own.clawq("why", held)
    model.limited.clear()
    own.clawq("resume", "account:openclaw")
    own.wait_ended([item_id, waiting], 90)
    assert own.item(item_id).status is Status.DONE
    assert _kinds(own, item_id) == ["quota"]
    assert _kinds(own, broken) == ["transient"]
    assert own.item(broken).status is Status.FAILED
    first = _attempts(own, item_id)[0].ended_at
    assert first is not None
    assert _attempts(own, waiting)[0].dispatched_at > first


def _verbs(system: System, item_id: str) -> list[str]:
    with system.engine.store.read() as view:
        return [stored.event.verb.value for stored in view.events(item_id)]


def _kinds(system: System, item_id: str) -> list[str]:
    with system.engine.store.read() as view:
        told = [stored.event for stored in view.events(item_id)]
    return [event.data["kind"] for event in told if event.verb is Verb.FAIL]


@pytest.mark.parametrize(
    ("status", "kind"),
    # The last closes the provider for a minute: nothing may come after it.
    [("400", "permanent"), ("401", "blocked")],
)
@pytest.mark.parametrize(
    "own", [{"slots": 2, "max_attempts": 1}], indirect=True, ids=["one try"]
)
def test_errors_of_a_provider_keep_their_meaning(
    own: System, status: str, kind: str
) -> None:
    """Input and login: each is another kind of failure."""
    (item_id,) = own.add(f"[[status {status}]]")
    own.wait_ended([item_id], 120)
    assert _kinds(own, item_id) == [kind]
