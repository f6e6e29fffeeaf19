"""review: the gate's verdict on a report, and where it sends the item."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openclaw_celery.domain.checks import split_checks
from openclaw_celery.domain.errors import (
    InvalidValue,
    ItemNotFound,
    LeaseLost,
    TransitionRefused,
)
from openclaw_celery.domain.gate.verdict import Verdict
from openclaw_celery.domain.item import Phase
from openclaw_celery.domain.transitions import (
    BLOCKED,
    DONE,
    PENDING,
    REVIEWING,
    RUNNING,
    Verb,
    advance,
    describe,
)
from openclaw_celery.engine.pull import held
from openclaw_celery.ports import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import timedelta

    from openclaw_celery.domain.checks import Check, Seen
    from openclaw_celery.domain.gate.verdict import Judgement
    from openclaw_celery.domain.item import Item
    from openclaw_celery.domain.transitions import Change, State
    from openclaw_celery.engine.dispatch import Dispatcher
    from openclaw_celery.engine.policy import Policy
    from openclaw_celery.ports import Checks, Journal, Store, Tx, View

log = logging.getLogger("clawq.review")


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A report that a person hands in to be judged, and how to judge it."""

    item_id: str
    #: None: the report that the item's attempt has handed in already.
    report: str | None = None
    #: None: those of the item.
    criteria: str | None = None
    #: None: as many attempts as the item may have.
    max_retries: int | None = None
    actor: str
    #: Only if this outside session still holds the item.
    owner: str | None = None
    #: To be looked at besides those of the criteria.
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A verdict given by hand, and the item as it left it."""

    judgement: Judgement
    item: Item


class Reviewer:
    """Judges reports: an agent's work is DONE by its word alone."""

    def __init__(
        self,
        store: Store,
        dispatcher: Dispatcher,
        policy: Policy,
        journal: Journal,
        checks: Checks | None = None,
    ) -> None:
        """Judge what is in *store*; without *checks*, by words alone."""
        self._checks = checks
        self._judged_now: set[str] = set()
        self._guard = threading.Lock()
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
        with self._alone(item) as alone:
            if not alone:
                return "dropped"
            with self._journal.run("review", item) as note:
                note.result, waiting = self._judge(item, report or "")
        if waiting:
            # A slot was freed when the report came in; only these are news.
            self._dispatcher.wake()
        return note.result

    @contextmanager
    def _alone(self, item: Item) -> Iterator[bool]:
        """Say False to a doorbell that rings again while a check takes its time."""
        if not split_checks(item.success_criteria)[0] and not self._policy.checks:
            # Words take no time, and the store keeps one verdict.
            yield True
            return
        mark = _mark(item)
        with self._guard:
            alone = mark not in self._judged_now
            self._judged_now.add(mark)
        try:
            yield alone
        finally:
            if alone:
                self._judged_now.discard(mark)

    def _judge(self, item: Item, report: str) -> tuple[str, int]:
        """Give the verdict; returns the new state and how many waited for it."""
        criteria = item.success_criteria

        def judged(seen: Sequence[Seen]) -> Judgement:
            tries, limit = item.tries, item.max_attempts
            return _judgement(criteria, report, tries, limit, seen, self._policy.sure)

        judgement = judged(self._look(self._place(item, criteria, report), judged))
        try:
            with self._store.write() as tx:
                change = self._change(tx, item, judgement, "reviewer", fence=item.fence)
                waiting = tx.save(change)
                _keep_verdict(tx, change.after, judgement)
        except LeaseLost as error:
            log.info("%s: verdict dropped: %s", item.id, error)
            return "dropped", 0
        target = describe(change.event.target)
        log.info("%s reviewed: %s -> %s", item.id, judgement.verdict, target)
        return target, waiting

    def _look(
        self,
        place: Place,
        judged: Callable[[Sequence[Seen]], Judgement],
        more: Sequence[Check] = (),
    ) -> Sequence[Seen]:
        """
        Look for ourselves at what the criteria name; no transaction waits for it.

        What every item is looked at for comes last, if all else would pass.
        """
        if self._checks is None:
            return ()
        checks = (*split_checks(place.criteria)[0], *more)
        seen = self._checks.run(checks, place) if checks else ()
        last = self._policy.checks
        if last and judged(seen).verdict is Verdict.PASS:
            seen = (*seen, *self._checks.run(last, place, first=len(seen) + 1))
        return seen

    def _place(self, item: Item, criteria: str, report: str) -> Place:
        run_dir = self._policy.runs / item.id / str(item.attempt)
        with self._store.read() as view:
            rows = view.attempts(item.id)
        worktree = rows[-1].worktree if rows else None
        return Place(
            workspace=(self._policy.workspaces / item.id).absolute(),
            run_dir=run_dir.absolute(),
            mark=_mark(item),
            branch=worktree.branch if worktree else "",
            base=worktree.base if worktree else "",
            criteria=criteria,
            report=report,
        )

    # -- by hand -------------------------------------------------------------

    def by_hand(self, handed: Handed, *, dry_run: bool = False) -> Reviewed:
        """
        Judge a report that a person hands in, and send its item where that leads.

        For an item that waits, that an outside session has, or whose report is in;
        raises TransitionRefused for others, LeaseLost for a session that lost it.
        """
        with self._store.read() as view:
            judgement, change = self._plan(view, handed, ())
            item, report = change.before, _report(view, change.before, handed)

        def judged(seen: Sequence[Seen]) -> Judgement:
            with self._store.read() as view:
                return self._plan(view, handed, seen)[0]

        # Only when nothing speaks against judging it.
        place = self._place(item, _criteria(item, handed), report)
        seen = self._look(place, judged, handed.checks)
        if dry_run:
            with self._store.read() as view:
                judgement, change = self._plan(view, handed, seen)
            return Reviewed(judgement, change.after)
        with self._store.write() as tx:
            judgement, change = self._plan(tx, handed, seen)
            tx.save(change)
            item = change.after
            if item.attempt > change.before.attempt:
                tx.open_attempt(item)
            if handed.report is not None:
                sha256 = tx.keep_report(item.id, item.attempt, handed.report)
                tx.edit_attempt(
                    item.id,
                    item.attempt,
                    ended=True,
                    outcome="reported",
                    report_sha256=sha256,
                )
            _keep_verdict(tx, item, judgement)
        log.info("%s reviewed by %s: %s", item.id, handed.actor, judgement.verdict)
        self._dispatcher.wake()
        return Reviewed(judgement, item)

    def _plan(
        self, view: View, handed: Handed, seen: Sequence[Seen]
    ) -> tuple[Judgement, Change]:
        """Judge, and say what that makes of the item."""
        item = view.item(handed.item_id)
        if handed.owner is not None:
            held(view, item.id, handed.owner)
        attempt, tries = _numbers(view, item, anew=handed.report is not None)
        criteria = _criteria(item, handed)
        report = _report(view, item, handed)
        limit = handed.max_retries or item.max_attempts
        judgement = _judgement(criteria, report, tries, limit, seen, self._policy.sure)
        change = self._change(
            view,
            item,
            judgement,
            handed.actor,
            criteria=criteria,
            limit=limit,
            attempt=attempt,
            tries=tries,
        )
        return judgement, change

    # -- both ----------------------------------------------------------------

    def _change(  # noqa: PLR0913 - a verdict rests on this much
        self,
        view: View,
        item: Item,
        judgement: Judgement,
        actor: str,
        *,
        fence: int | None = None,
        criteria: str | None = None,
        limit: int | None = None,
        **fields: int,
    ) -> Change:
        """Say what the verdict makes of *item*; *fields* are what it gets besides."""
        tries = fields.get("tries", item.tries)
        limit = limit or item.max_attempts
        target, pause = self._target(judgement, tries, limit)
        data: dict[str, Any] = {
            "verdict": judgement.verdict,
            "missing_checks": list(judgement.missing_checks),
            "covered": judgement.covered,
            "total": judgement.total,
            "tries": tries,
            "limit": limit,
        }
        if judgement.sure is not None:
            data["sure"] = round(judgement.sure, 4)
        if criteria is not None and criteria != item.success_criteria:
            data["success_criteria"] = criteria
        return advance(
            item,
            Verb.REVIEW,
            target,
            actor=actor,
            fence=fence,
            note=f"{judgement.verdict}: {'; '.join(judgement.reasons)}",
            data=data,
            not_before=view.now + pause if pause else None,
            ended_at=None if target == PENDING else view.now,
            error_fingerprint=None,
            **fields,
        )

    def _target(
        self, judgement: Judgement, tries: int, limit: int
    ) -> tuple[State, timedelta | None]:
        if judgement.verdict is Verdict.PASS:
            return DONE, None
        if judgement.verdict is Verdict.RETRY and tries < limit:
            return PENDING, self._policy.retry.pause_after(tries)
        return BLOCKED, None


def _judgement(
    criteria: str,
    report: str,
    tries: int,
    limit: int,
    seen: Sequence[Seen],
    sure: float,
) -> Judgement:
    # Its rules take a tenth of a second to import; most commands judge nothing.
    from openclaw_celery.domain.review import judge  # noqa: PLC0415

    return judge(criteria, report, tries, limit, seen, sure)


def _mark(item: Item) -> str:
    return f"{item.id}:{item.fence}"


def _criteria(item: Item, handed: Handed) -> str:
    return item.success_criteria if handed.criteria is None else handed.criteria


def _report(view: View, item: Item, handed: Handed) -> str:
    return _stored(view, item) if handed.report is None else handed.report


def _keep_verdict(tx: Tx, item: Item, judgement: Judgement) -> None:
    tx.edit_attempt(
        item.id,
        item.attempt,
        verdict=judgement.verdict,
        reasons=list(judgement.reasons),
        missing_checks=list(judgement.missing_checks),
    )


def _numbers(view: View, item: Item, *, anew: bool) -> tuple[int, int]:
    """Tell which attempt a verdict by hand is about, and which try that makes."""
    if item.state == REVIEWING:
        # The agent's own report stays where it is.
        return item.attempt + anew, item.tries
    if item.state != RUNNING:
        return item.attempt + 1, item.tries + 1
    rows = [a for a in view.attempts(item.id) if a.number == item.attempt]
    if any(row.runtime for row in rows):
        msg = (
            f"{item.id}: {item.owner} works on it, and its report is reviewed when it "
            f"comes: `clawq cancel {item.id}` stops it"
        )
        raise TransitionRefused(msg)
    # One that was taken in as it was, already in progress, has no attempt yet.
    return item.attempt + (not rows), item.tries + 1


def _stored(view: View, item: Item) -> str:
    report = view.report(item.id, item.attempt) if item.state == REVIEWING else None
    if report is None:
        msg = f"{item.id} has no report that waits for a verdict: use --report"
        raise InvalidValue(msg)
    return report
