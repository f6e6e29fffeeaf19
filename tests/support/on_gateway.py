"""A home whose slots work on a gateway, and what became of its items there."""

from __future__ import annotations

from itertools import product
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

from openclaw_celery.clock import SystemClock
from openclaw_celery.domain.transitions import Verb
from openclaw_celery.runtimes.openclaw.client import Gateway as Client
from tests.support.gateway import TOKEN
from tests.support.system import QUICK, System
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from openclaw_celery.domain.attempt import Attempt
    from tests.support.gateway import Gateway
    from tests.support.model import Model


#: Told apart by the letters before the number: a model counts the items of all homes.
_PREFIXES = map("".join, product(ascii_uppercase, repeat=3))


def home_on(path: Path, gateway: Gateway, slots: int = 1, **more: object) -> System:
    """Make a home whose slots work on *gateway*, with item ids of its own."""
    config: dict[str, object] = {
        **QUICK,
        "id_prefix": next(_PREFIXES),
        **{f"slots.s{n}.runtime": "openclaw" for n in range(1, slots + 1)},
        "runtimes.openclaw.url": gateway.url,
        "runtimes.openclaw.token": TOKEN,
        "max_workers": 5,
    }
    return System(path, config | more)


def attempts_of(system: System, item_id: str) -> list[Attempt]:
    with system.engine.store.read() as view:
        return view.attempts(item_id)


def report_of(system: System, item_id: str) -> str:
    with system.engine.store.read() as view:
        return view.report(item_id, system.item(item_id).attempt) or ""


def failures_of(system: System, item_id: str) -> list[str]:
    """Return of which kind each failed attempt was."""
    with system.engine.store.read() as view:
        told = [stored.event for stored in view.events(item_id)]
    return [event.data["kind"] for event in told if event.verb is Verb.FAIL]


def session_key(system: System, item_id: str, attempt: int = 1) -> str:
    """Read from an attempt's log under which key its session is known."""
    log = system.home / "runs" / item_id / str(attempt) / "output.log"
    return log.read_text("utf-8").partition("session ")[2].split()[0]


def session_of(system: System, item_id: str, attempt: int = 1) -> dict[str, Any]:
    """Ask the gateway about the session of an attempt."""
    key = session_key(system, item_id, attempt)
    with Client(system.settings.runtimes.openclaw, SystemClock()) as client:
        found = client.call("sessions.describe", {"key": key})["session"]
    return dict(found or {})


def wait_at_model(item_id: str, model: Model) -> None:
    """Wait until the model works for the item."""
    before = model.calls[item_id]
    wait_until(
        lambda: model.calls[item_id] > before, 60, what=f"the model at {item_id}"
    )
