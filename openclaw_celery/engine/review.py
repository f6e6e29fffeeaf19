"""review: the gate's verdict on a report, and where it sends the item."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from openclaw_celery.domain.errors import ItemNotFound, LeaseLost
from openclaw_celery.domain.item import Phase
from openclaw_celery.domain.review import Verdict, judge
from openclaw_celery.domain.transitions import (
    BLOCKED,
    DONE,
    PENDING,
    Verb,
    advance,
    describe,
)

if TYPE_CHECKING:
    from datetime import timedelta

    from openclaw_celery.domain.item import Item
    from openclaw_celery.domain.review import Judgement
    from openclaw_celery.domain.transitions import State
    from openclaw_celery.engine.dispatch import Dispatcher
    from openclaw_celery.engine.policy import Policy
    from openclaw_celery.ports import Journal, Store

log = logging.getLogger("clawq.review")


class Reviewer:
    """Judges reports; the only one whose word makes an item DONE."""

    def __init__(
        self, store: Store, dispatcher: Dispatcher, policy: Policy, journal: Journal
    ) -> None:
        """Judge what is in *store*."""
        self._journal = journal
        self._store = store
        self._dispatcher = dispatcher
        self._policy = policy

    def review(self, item_id: str, fence: int) -> str:
        """
        Judge the report that *fence* handed in, unless that is done already.

        Returns `dropped`, or the state the item is in now. However often the
        doorbell rings, an attempt gets one verdict.
        """
        try:
            with self._store.read() as view:
                item = view.item(item_id)
                report = view.report(item_id, item.attempt)
        except ItemNotFound:
            return "dropped"
        if item.fence != fence or item.phase is not Phase.REVIEWING:
            log.debug("%s: review dropped, it is %s", item_id, describe(item.state))
            return "dropped"
        with self._journal.run("review", item) as note:
            note.result, waiting = self._judge(item, report or "")
        if waiting:
            # A slot was freed when the report came in; only these are news.
            self._dispatcher.wake()
        return note.result

    def _judge(self, item: Item, report: str) -> tuple[str, int]:
        """Give the verdict; returns the new state and how many waited for it."""
        judgement = judge(item.success_criteria, report, item.tries, item.max_attempts)
        try:
            target, waiting = self._route(item, judgement)
        except LeaseLost as error:
            log.info("%s: verdict dropped: %s", item.id, error)
            return "dropped", 0
        log.info("%s reviewed: %s -> %s", item.id, judgement.verdict, target)
        return target, waiting

    def _route(self, item: Item, judgement: Judgement) -> tuple[str, int]:
        """Store the verdict; returns the new state and how many waited for it."""
        target, pause = self._target(item, judgement)
        again = target == PENDING
        note = f"{judgement.verdict}: {'; '.join(judgement.reasons)}"
        with self._store.write() as tx:
            change = advance(
                item,
                Verb.REVIEW,
                target,
                actor="reviewer",
                fence=item.fence,
                note=note,
                data={
                    "verdict": judgement.verdict,
                    "missing_checks": list(judgement.missing_checks),
                    "covered": judgement.covered,
                    "total": judgement.total,
                },
                not_before=tx.now + pause if pause else None,
                ended_at=None if again else tx.now,
                error_fingerprint=None,
            )
            waiting = tx.save(change)
            tx.edit_attempt(
                item.id,
                item.attempt,
                verdict=judgement.verdict,
                reasons=list(judgement.reasons),
                missing_checks=list(judgement.missing_checks),
            )
        return describe(target), waiting

    def _target(
        self, item: Item, judgement: Judgement
    ) -> tuple[State, timedelta | None]:
        if judgement.verdict is Verdict.PASS:
            return DONE, None
        if judgement.verdict is Verdict.RETRY and item.tries < item.max_attempts:
            return PENDING, self._policy.retry.pause_after(item.tries)
        return BLOCKED, None
