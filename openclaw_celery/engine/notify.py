"""
notify: people hear of what happens where they are.

The events of the queue are the outbox: each address remembers up to which one it was
told. Nothing waits for an address, and none misses anything while it is away.
"""

from __future__ import annotations

import enum
import logging
import threading
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from openclaw_celery.domain.attempt import FailureKind
from openclaw_celery.domain.errors import Unavailable
from openclaw_celery.domain.item import Status
from openclaw_celery.domain.transitions import Verb

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from openclaw_celery.ports import Address, Store, StoredEvent

log = logging.getLogger("clawq.notify")

#: Events become visible in another order than they are numbered, by this at most.
SETTLED = timedelta(seconds=3)
#: How long an address that is away is left alone: twice as long each time.
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(minutes=10)
#: So many events are looked at in one tick, and so many told one by one.
BATCH, NAMED = 1_000, 20
_MOST_CHARS = 500


class News(enum.StrEnum):
    """What people may want to hear of."""

    BLOCKED = "blocked"
    FAILED = "failed"
    DONE = "done"
    QUESTION = "question"
    QUOTA = "quota"


@dataclass(frozen=True, slots=True)
class _Told:
    news: News
    stored: StoredEvent


class Notifier:
    """Tells each address what has happened since it was last told."""

    def __init__(
        self, store: Store, addresses: Sequence[Address], on: Collection[str]
    ) -> None:
        """Tell *addresses* of what is named by *on*."""
        self._store = store
        self._addresses = addresses
        self._on = on
        self._alone = threading.Lock()
        #: Until when an address is left alone, and for how long: this need not outlive
        #: the process.
        self._away: dict[str, tuple[datetime, timedelta]] = {}

    def tick(self) -> int:
        """Send what is to be sent; one that is away is left alone for a while."""
        # The next one may come while an address takes its time.
        if not self._alone.acquire(blocking=False):
            return 0
        try:
            return sum(self._tell(address) for address in self._addresses)
        finally:
            self._alone.release()

    def test(self) -> list[str]:
        """Send a message to each address; return what went wrong."""
        message = {"text": "clawq notify test", "events": [], "more": 0}
        wrong = []
        for address in self._addresses:
            try:
                address.send(message)
            except Unavailable as error:
                wrong.append(f"{address.name}: {error}")
        return wrong

    def _tell(self, address: Address) -> int:
        with self._store.read() as view:
            now = view.now
            until, pause = self._away.get(address.mark, (now, FIRST_PAUSE))
            if now < until:
                return 0
            since = view.mark(address.mark)
            newest = view.newest_event()
            found = (
                view.news(after=since, before=now - SETTLED, limit=BATCH)
                if since is not None
                else []
            )
        if since is None:
            # What was before the address is no news.
            self._move(address, None, newest)
            return 0
        if not found:
            return 0
        told = [
            _Told(news, stored)
            for _, stored in found
            if (news := news_of(stored)) is not None and news in self._on
        ]
        if told:
            try:
                address.send(_message(told))
            except Unavailable as error:
                log.warning("%s: not told yet: %s", address.name, error)
                self._away[address.mark] = (now + pause, min(2 * pause, LONGEST_PAUSE))
                return 0
            self._away.pop(address.mark, None)
        # Only now: whoever dies before tells it once more.
        self._move(address, since, found[-1][0])
        return len(told)

    def _move(self, address: Address, since: int | None, to: int) -> None:
        with self._store.write() as tx:
            tx.move_mark(address.mark, since=since, to=to)


def news_of(stored: StoredEvent) -> News | None:
    """Tell what kind of news an event is; None for none."""
    event = stored.event
    status = event.target[0]
    if event.data.get("kind") == FailureKind.QUOTA:
        return News.QUOTA
    if event.source is None or event.source[0] is status:
        return None
    if event.verb in {Verb.CANCEL, Verb.REPLAN}:
        # Whoever did it knows.
        return None
    if event.verb is Verb.ASK:
        return News.QUESTION
    return {
        Status.BLOCKED: News.BLOCKED,
        Status.FAILED: News.FAILED,
        Status.DONE: News.DONE,
    }.get(status)


def _message(told: Sequence[_Told]) -> dict[str, Any]:
    """Fold what has happened into one message, the newest named one by one."""
    shown = told[-NAMED:]
    events = [
        {
            "news": one.news,
            "id": one.stored.event.item_id,
            "status": one.stored.event.target[0],
            "attempt": one.stored.event.attempt,
            "note": one.stored.event.note[:_MOST_CHARS],
            "at": one.stored.at.isoformat(),
            # The same whenever it is sent again.
            "key": f"{one.stored.event.item_id}:{one.stored.event.seq}",
        }
        for one in shown
    ]
    lines = [f"{e['id']} {e['news']}: {e['note']}".rstrip(": ") for e in events]
    more = len(told) - len(shown)
    if more:
        lines.insert(0, f"and {more} more before:")
    return {"text": "\n".join(lines), "events": events, "more": more}
