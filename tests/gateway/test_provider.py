"""What a real gateway says of its provider, and of its own token."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from openclaw_celery.domain.item import Status
from tests.support.gateway import Gateway
from tests.support.on_gateway import attempts_of, failures_of
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.model import Model
    from tests.support.system import System

pytestmark = [pytest.mark.gateway, pytest.mark.timeout(400)]


@pytest.fixture(scope="module")
def gateway(
    model: Model, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Gateway]:
    """One of the file's own: others need its provider, which is closed in the end."""
    served = Gateway(tmp_path_factory.mktemp("provider"), model)
    served.start()
    try:
        yield served
    finally:
        served.kill()


@pytest.mark.parametrize(
    "own", [{"slots": 2, "max_attempts": 1}], indirect=True, ids=["one try"]
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
        lambda: all(failures_of(own, one) for one in (item_id, broken)),
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
    assert failures_of(own, item_id) == ["quota"]
    assert failures_of(own, broken) == ["transient"]
    assert own.item(broken).status is Status.FAILED
    first = attempts_of(own, item_id)[0].ended_at
    assert first is not None
    assert attempts_of(own, waiting)[0].dispatched_at > first


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
    "own", [{"slots": 1, "max_attempts": 1}], indirect=True, ids=["one try"]
)
def test_errors_of_a_provider_keep_their_meaning(own: System) -> None:
    """Input and login: each is another kind of failure."""
    # The last closes the provider for a minute: nothing may come after it.
    for status, kind in (("400", "permanent"), ("401", "blocked")):
        (item_id,) = own.add(f"[[status {status}]]")
        own.wait_ended([item_id], 120)
        assert failures_of(own, item_id) == [kind]
