"""A running system: its agent asks through the tools, and a webhook hears of it."""

from __future__ import annotations

import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.domain.item import Status
from tests.integration.test_notify import Listener
from tests.support.commands import ROOT
from tests.support.services import short_directory
from tests.support.system import QUICK, System
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


def test_a_question_of_a_running_agent_reaches_the_webhook(listener: Listener) -> None:
    """The token of its attempt is in its environment; it is ended, people hear."""
    with short_directory() as directory:
        home = directory / "home"
        asking = str(ROOT / "tests/support/agents/asking.py")
        more = {
            "runtimes.command.argv": [sys.executable, asking, str(home), str(ROOT)],
            "notify.urls": [listener.url],
            "notify.every_s": 1,
        }
        system = System(home, QUICK | more)
        (home / "slots.toml").write_text("[slots.slot-1]\n")
        try:
            system.up()
            assert system.clawq("notify", "test") == "sent to 1\n"
            mark = system.engine.notifier._addresses[0].mark

            def known() -> bool:
                with system.engine.store.read() as view:
                    return view.mark(mark) is not None

            wait_until(known, 60, what="the first look for news")
            (item_id,) = system.add("which way")
            wait_until(lambda: system.item(item_id).status is Status.BLOCKED, 60)
            wait_until(lambda: not system.agents(), 30, what="the end of the agent")
            wait_until(lambda: len(listener.heard) > 1, 60, what="the message")
        finally:
            system.down()
    told = listener.heard[1]["events"]
    assert [(e["id"], e["news"], e["note"]) for e in told] == [
        (item_id, "question", "어느 쪽으로 갈까요?")
    ]


class Patient:
    """A server that takes what it is sent, and does not answer."""

    def __init__(self) -> None:
        self.asked = self.over = 0
        self.end = threading.Event()
        patient = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                pass

            def do_POST(self) -> None:
                patient.asked += 1
                patient.end.wait(60)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.end.set()
        self.server.shutdown()
        self.server.server_close()


def test_addresses_that_take_their_time_hold_up_no_tick(tmp_path: Path) -> None:
    """A retry waits for a tick; ten addresses of 5 s each would be in its way."""
    patient = Patient()
    urls = [f"{patient.url}/{n}" for n in range(10)]
    more = {"notify.urls": urls, "notify.every_s": 1, "notify.on": ["blocked", "done"]}
    system = System(tmp_path / "home", QUICK | more)
    marks = [one.mark for one in system.engine.notifier._addresses]

    def known() -> bool:
        with system.engine.store.read() as view:
            return all(view.mark(mark) is not None for mark in marks)

    try:
        system.up()
        wait_until(known, 60, what="the first look for news")
        system.add("first")
        wait_until(lambda: patient.asked, 60, what="the first address")
        (again,) = system.add("fail connection reset", max_attempts=2)
        wait_until(lambda: system.item(again).attempt == 2, 40, what="the retry")
        assert patient.asked < len(urls)
    finally:
        patient.close()
        system.down()
