"""People hear of what happens, once, and also when they were away meanwhile."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from openclaw_celery.cli.checkup import examine
from openclaw_celery.domain.attempt import FailureKind
from openclaw_celery.domain.errors import SettingsError, Unavailable
from openclaw_celery.domain.item import NewItem
from openclaw_celery.engine.notify import Notifier
from openclaw_celery.engine.policy import Policy
from openclaw_celery.messengers import Messenger
from openclaw_celery.settings import load
from openclaw_celery.webhooks import Webhook
from tests.support.engine import SECOND, Yard, failure, yard

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

ALL = ("blocked", "failed", "done", "question", "quota")


class Listener:
    """A server that keeps what it is sent, and may be down."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.asked = 0
        self.status = 200
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                pass

            def do_POST(self) -> None:
                size = int(self.headers["Content-Length"])
                body = json.loads(self.rfile.read(size))
                listener.asked += 1
                if listener.status == 200:
                    listener.heard.append(body)
                self.send_response(listener.status)
                self.send_header("Location", "/elsewhere")
                self.end_headers()

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook?key=s3cret"
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


@pytest.fixture
def y(tmp_path: Path) -> Iterator[Yard]:
    policy = replace(Policy(), max_workers=1)
    with yard(f"sqlite:///{tmp_path}/q.db", tmp_path, policy=policy) as made:
        made.open("slot-1")
        yield made


def fails(y: Yard, item_id: str) -> None:
    """Add an item that fails for good, and let the event settle."""
    y.add(NewItem(id=item_id, title="x"))
    y.attempt(failure(FailureKind.PERMANENT, f"못 해요 {item_id}"))
    y.turn(4 * SECOND)
    y.beat()


def test_an_address_that_was_away_hears_all_of_it_once(
    y: Yard, listener: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    """What came before it is no news; what came while it was down comes in one."""
    fails(y, "BEFORE")
    notifier = Notifier(y.store, [Webhook(listener.url)], ALL)
    assert notifier.tick() == 0
    fails(y, "A")
    assert notifier.tick() == 1
    assert notifier.tick() == 0
    for status in (500, 302):
        listener.status = status
        fails(y, f"DOWN-{status}")
        assert notifier.tick() == 0
        # It is left alone for a while.
        asked = listener.asked
        assert notifier.tick() == 0
        assert listener.asked == asked
        y.turn(21 * SECOND)
        y.beat()
    assert listener.asked == 3
    assert "s3cret" not in caplog.text
    assert f"it answers {status}" in caplog.text
    listener.status = 200
    assert notifier.tick() == 2
    first, second = listener.heard
    assert first["events"][0]["note"] == "permanent: 못 해요 A"
    assert [event["id"] for event in second["events"]] == ["DOWN-500", "DOWN-302"]
    assert "DOWN-302 failed" in second["text"]


def test_a_service_that_apprise_knows_gets_the_text(
    y: Yard, listener: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    """As it is, markup and Korean included; nobody sees more of it than its kind."""
    port = listener.server.server_port
    notifier = Notifier(y.store, [Messenger(f"json://me:s3cret@127.0.0.1:{port}")], ALL)
    notifier.tick()
    y.add(NewItem(id="A", title="x"))
    y.attempt(failure(FailureKind.PERMANENT, "<b>못</b> *해요* \\n &amp;"))
    y.turn(4 * SECOND)
    assert notifier.tick() == 1
    [heard] = listener.heard
    assert heard["message"] == "A failed: permanent: <b>못</b> *해요* \\n &amp;"

    listener.status = 500
    [wrong] = notifier.test()
    assert wrong == "json://...: it did not take the message"
    assert "s3cret" not in caplog.text


def test_an_address_that_means_nothing_is_told(tmp_path: Path) -> None:
    """By `clawq doctor`, and by whoever sends; without what it holds."""
    (tmp_path / "clawq.toml").write_text(
        '[notify]\nurls = ["nonsense://s3cret", "json://127.0.0.1/s3cret"]\n'
    )
    settings = load(str(tmp_path))
    bad, good = (f for f in examine(settings) if f.what.startswith("notify"))
    assert (bad.grade, good.grade) == ("fail", "ok")
    assert bad.told.startswith("nonsense://...: Apprise does not know such an address")
    assert "s3cret" not in good.told
    with pytest.raises(Unavailable, match="does not know"):
        Messenger("nonsense://s3cret").send({"text": "x"})


def test_two_ticks_at_once_tell_it_once(y: Yard, listener: Listener) -> None:
    """One that takes its time is not told again by the next tick."""

    class Slow(Webhook):
        def send(self, message: Mapping[str, Any]) -> None:
            # The next tick comes while this address is being told.
            told.append(notifier.tick())
            super().send(message)

    told: list[int] = []
    notifier = Notifier(y.store, [Slow(listener.url)], ALL)
    notifier.tick()
    fails(y, "A")
    assert (notifier.tick(), told, len(listener.heard)) == (1, [0], 1)


def test_one_that_is_gone_holds_up_no_other(y: Yard, listener: Listener) -> None:
    """Each address has a mark of its own, and an event that is young is not lost."""
    gone = Webhook("http://127.0.0.1:1/")
    notifier = Notifier(y.store, [gone, Webhook(listener.url)], ALL)
    notifier.tick()
    y.add(NewItem(id="A", title="x"))
    y.attempt()
    assert notifier.tick() == 0
    y.turn(4 * SECOND)
    notifier.tick()
    assert notifier.tick() == 0
    assert len(listener.heard) == 1
    [wrong] = notifier.test()
    assert "can't be reached" in wrong


def test_a_burst_is_one_message_and_only_what_is_wanted_is_told(
    y: Yard, listener: Listener
) -> None:
    """A hundred ends make one message that names the newest; a cancel is no news."""
    notifier = Notifier(y.store, [Webhook(listener.url)], ["done"])
    notifier.tick()
    y.engine.operator.pause("all", note="")
    for n in range(100):
        y.add(NewItem(id=f"I{n}", title="x"))
        y.engine.operator.done(f"I{n}", notes="끝", actor="test")
    y.add(NewItem(id="X", title="x"))
    y.engine.operator.cancel("X", actor="test")
    y.turn(4 * SECOND)
    assert notifier.tick() == 100
    [message] = listener.heard
    assert message["more"] == 80
    assert message["events"][-1]["id"] == "I99"


def test_a_wrong_address_is_refused_without_showing_it(tmp_path: Path) -> None:
    """It may hold a secret, and a secret must not travel in the open."""
    for url in ("http://example.com/s3cret", "s3cret", "https://", "://s3cret"):
        (tmp_path / "clawq.toml").write_text(f'[notify]\nurls = ["{url}"]\n')
        with pytest.raises(SettingsError, match=r"notify\.urls\[0\]") as refused:
            load(str(tmp_path))
        assert "s3cret" not in str(refused.value)
