"""A worker that is told to end does, wherever it may be stuck."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.settings import load
from openclaw_celery.store.database import open_engine
from openclaw_celery.store.schema import upgrade
from tests.support.system import ROOT
from workers.process import LAST_WORD_S, WAY_OUT_S

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="workers run on Linux"
)

#: As Celery's handlers can: they wait for what the code holds that they interrupted.
STUCK = """
import contextlib, signal, sys, threading
from pathlib import Path
from openclaw_celery.settings import load
from workers.process import dispatcher_process, slot_process

home, kind, place = sys.argv[1:]
settings = load(Path(home), environ={})
process = slot_process(settings, kind) if kind == "slot-1" else dispatcher_process(settings)
process._watch_orders()
lock = threading.Lock()

def stuck(*_):
    with lock, lock:
        pass

signal.signal(signal.SIGTERM, stuck)
signal.signal(signal.SIGQUIT, stuck)
with contextlib.ExitStack() as stack:
    if place == "writing":
        stack.enter_context(process.engine.store.write())
    print("here", flush=True)
    threading.Event().wait()
"""  # noqa: E501


@pytest.mark.parametrize(
    ("kind", "place", "orders", "code", "within_s"),
    [
        ("slot-1", "waiting", [signal.SIGQUIT], 1, WAY_OUT_S["Cold"]),
        ("slot-1", "waiting", [signal.SIGTERM, signal.SIGQUIT], 1, WAY_OUT_S["Cold"]),
        (
            "slot-1", "writing", [signal.SIGQUIT], -signal.SIGALRM,
            WAY_OUT_S["Cold"] + LAST_WORD_S,
        ),
        ("dispatcher", "waiting", [signal.SIGTERM], 1, WAY_OUT_S["Warm"]),
    ],
)  # fmt: skip
def test_who_is_stuck_in_a_handler_ends_all_the_same(
    tmp_path: Path, kind: str, place: str, orders: list[int], code: int, within_s: int
) -> None:
    engine = open_engine(load(tmp_path, environ={}).database)
    upgrade(engine)
    engine.dispose()
    (tmp_path / "slots.toml").write_text("[slots.slot-1]\n")
    worker = subprocess.Popen(
        [sys.executable, "-c", STUCK, str(tmp_path), kind, place],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": ROOT},
    )  # fmt: skip
    try:
        assert worker.stdout
        assert worker.stdout.readline() == "here\n"
        for order in orders:
            worker.send_signal(order)

        assert worker.wait(within_s + 10) == code
    finally:
        worker.kill()
        worker.communicate()
