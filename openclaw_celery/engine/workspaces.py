"""
Workspaces: which of them are kept, which may go, and whose pushes are let through.

An attempt's place is made ready by `run`; here is what becomes of it afterwards. Only
what has ended is ever removed, and nothing that git does not have as well, unless a
person insists.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from openclaw_celery.domain.errors import (
    InvalidValue,
    ItemNotFound,
    OpenClawError,
    WorkspaceUnavailable,
)
from openclaw_celery.domain.item import Status, Until
from openclaw_celery.domain.transitions import Verb, describe
from openclaw_celery.domain.worktree import attempt_of, refuse_stale

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from openclaw_celery.domain.attempt import Attempt
    from openclaw_celery.domain.item import Item
    from openclaw_celery.domain.worktree import Worktree
    from openclaw_celery.engine.policy import Policy
    from openclaw_celery.ports import Clock, Store, StoredEvent, View, Workspaces

log = logging.getLogger("clawq.workspaces")

#: The watchdog's tick looks after workspaces this often, at so many of them, and
#: counts and deletes for so long; the next one goes on from there.
EVERY_S = 60.0
BATCH = 200
COUNTING = DELETING = timedelta(seconds=2)
#: A person who cleans by hand waits for the end.
PATIENCE = timedelta(hours=1)
#: What keeps a place that somebody works in.
IN_FLIGHT = "in flight"
#: A place put aside is called by its item's id and this.
ASIDE = "~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A workspace, and what is to become of it."""

    name: str
    #: None for a directory of no item of this queue.
    status: str | None
    ended_at: datetime | None
    worktree: Worktree | None
    #: Why it stays, whatever the disk; empty when it may go.
    kept: str = ""
    #: Why it need not go yet.
    young: str = ""
    #: The item's last event: a size that was counted before it counts no more.
    event_seq: int = 0
    #: Bytes on the disk; None when nobody has counted them.
    size: int | None = None
    removed: bool = False

    @property
    def rank(self) -> tuple[bool, float]:
        """Say which goes first when there is too little room."""
        ended = self.ended_at.timestamp() if self.ended_at else 0.0
        return self.status != Status.DONE, ended


class Janitor:
    """Removes the workspaces of items that have ended."""

    def __init__(
        self, store: Store, workspaces: Workspaces, clock: Clock, policy: Policy
    ) -> None:
        """Look after *workspaces* by the numbers of *policy*."""
        self._store = store
        self._workspaces = workspaces
        self._clock = clock
        self._policy = policy
        self._next_look: float | None = None
        self._after = ""
        self._sizes: dict[str, tuple[int, int]] = {}

    # -- by itself -------------------------------------------------------------

    def tick(self) -> list[str]:
        """Remove some of what is due, in bounded time; never raises for a disk."""
        now = self._clock.monotonic()
        if self._next_look is not None and now < self._next_look:
            return []
        self._next_look = now + EVERY_S
        try:
            removed = self._sweep()
            if not self._workspaces.empty_bin(within=DELETING):
                self._next_look = now
        except (OSError, OpenClawError) as error:
            log.warning("workspaces are not cleaned: %s", error)
            return []
        return removed

    def _sweep(self) -> list[str]:
        names = self._workspaces.found()
        rest = [name for name in names if name > self._after]
        some = rest[:BATCH]
        self._after = some[-1] if len(rest) > BATCH else ""
        due = [p for p in self.look(some) if not p.kept and not p.young]
        gone = self._remove(due, waits=False, force=False)
        if self._policy.max_bytes:
            gone += self._make_room(names)
        return [place.name for place in gone if place.removed]

    def _make_room(self, names: Sequence[str]) -> list[Place]:
        """Remove the oldest that have ended until the rest is within the budget."""
        until = self._clock.monotonic() + COUNTING.total_seconds()
        places = []
        for place in self.look(names):
            if self._clock.monotonic() >= until:
                # What was counted is remembered: the next tick comes farther.
                self._next_look = until
                return []
            places.append(self._sized(place))
        chosen = self._over_budget(places)
        return self._remove(chosen[:BATCH], waits=False, force=False)

    # -- by hand ---------------------------------------------------------------

    def look(self, names: Iterable[str], *, sizes: bool = False) -> list[Place]:
        """Say of each workspace what is to become of it."""
        left, places = list(names), []
        while left:
            with self._store.read() as view:
                places += [self._place(view, name) for name in left[:BATCH]]
            left = left[BATCH:]
        return [self._sized(place) for place in places] if sizes else places

    def all(self) -> list[Place]:
        """Look at all there are, with their sizes."""
        return self.look(self._workspaces.found(), sizes=True)

    def clean(
        self, ids: Sequence[str] = (), *, dry_run: bool = False, force: bool = False
    ) -> list[Place]:
        """
        Remove the workspaces of *ids*, or else all that the policy says.

        Those of items in flight and of those that will be tried again stay; so does
        what git does not have, unless with *force*. Raises InvalidValue for an id
        without a workspace, WorkspaceUnavailable while one is being made ready.
        """
        names = self._named(ids) if ids else self._workspaces.found()
        places = self.look(names, sizes=True)
        if ids:
            chosen = [p for p in places if not p.kept]
        else:
            over = {place.name for place in self._over_budget(places)}
            chosen = [
                p for p in places if not p.kept and (not p.young or p.name in over)
            ]
        done = self._remove(chosen, waits=True, force=force, dry_run=dry_run)
        if not dry_run:
            self._workspaces.empty_bin(within=PATIENCE)
        came = {place.name: place for place in done}
        return [came.get(place.name, place) for place in places]

    def _named(self, ids: Sequence[str]) -> list[str]:
        found = self._workspaces.found()
        names: dict[str, None] = {}
        for wanted in ids:
            mine = [n for n in found if wanted in {n, n.partition(ASIDE)[0]}]
            if not mine:
                msg = f"{wanted[:80]} has no workspace here: see `clawq workspace list`"
                raise InvalidValue(msg)
            names |= dict.fromkeys(mine)
        return list(names)

    # -- what is to become of one ----------------------------------------------

    def _place(self, view: View, name: str) -> Place:
        item_id = name.partition(ASIDE)[0]
        try:
            item = view.item(item_id)
        except ItemNotFound:
            why = f"no item {item_id} in this queue: remove it by hand"
            return Place(name=name, status=None, ended_at=None, worktree=None, kept=why)
        attempts = view.attempts(item_id) if item.attempt else []
        worktree = next((a.worktree for a in reversed(attempts) if a.worktree), None)
        kept = _needed(item) or _needed_by_lead(view, item)
        return Place(
            name=name,
            status=describe(item.state),
            ended_at=item.ended_at,
            event_seq=item.event_seq,
            worktree=worktree,
            kept=kept,
            young="" if kept else self._young(item, view.now),
        )

    def _young(self, item: Item, now: datetime) -> str:
        policy = self._policy
        done = item.status is Status.DONE
        keep = policy.keep_done if done else policy.keep_failed
        ended = item.ended_at or item.created_at
        if keep and now - ended < keep:
            return f"{item.status}, kept for {_said(keep)} after its end"
        return "" if keep else f"{item.status}, kept until it is cleaned by hand"

    def _sized(self, place: Place) -> Place:
        """Count its bytes, once for as long as nobody works in it."""
        counted, size = self._sizes.get(place.name, (-1, 0))
        if counted != place.event_seq or place.kept == IN_FLIGHT:
            size = self._workspaces.size(place.name)
            self._sizes[place.name] = place.event_seq, size
        return replace(place, size=size)

    def _over_budget(self, places: Sequence[Place]) -> list[Place]:
        """Choose what has to go to be within the budget, the oldest ends first."""
        total = sum(place.size or 0 for place in places)
        chosen = []
        for place in sorted(places, key=lambda place: place.rank):
            if not self._policy.max_bytes or total <= self._policy.max_bytes:
                break
            if not place.kept and not self._only_here(place):
                chosen.append(place)
                total -= place.size or 0
        return chosen

    def _only_here(self, place: Place) -> str:
        """Say what would be lost with it."""
        worktree = place.worktree
        if worktree and worktree.pushed is False and ASIDE not in place.name:
            return f"its branch {worktree.branch} is not pushed"
        return self._workspaces.holds(place.name)

    def _remove(
        self,
        places: Sequence[Place],
        *,
        waits: bool,
        force: bool,
        dry_run: bool = False,
    ) -> list[Place]:
        """Put away what nothing speaks against at this very moment."""
        done = []
        for place in places:
            only_here = "" if force else self._only_here(place)
            if only_here:
                done.append(replace(place, kept=f"{only_here}: --force removes it"))
            elif dry_run:
                done.append(replace(place, removed=True))
            else:
                done.append(self._put_away(place, waits=waits))
        return done

    def _put_away(self, place: Place, *, waits: bool) -> Place:
        with self._workspaces.alone(waits=waits) as alone:
            if not alone:
                if waits:
                    msg = "a workspace is being made ready: try again in a while"
                    raise WorkspaceUnavailable(msg)
                return replace(place, kept="a workspace is being made ready")
            # An item that is claimed from here on waits for us with its place.
            [now] = self.look([place.name])
            if now.kept:
                return replace(place, kept=now.kept)
            self._workspaces.put_away(place.name)
        self._sizes.pop(place.name, None)
        log.info("workspace %s removed", place.name)
        return replace(place, removed=True)


def _said(time: timedelta) -> str:
    days = time / timedelta(days=1)
    return f"{days:g} days" if days >= 1 else f"{time.total_seconds():g} s"


def _needed(item: Item) -> str:
    if item.status is Status.IN_PROGRESS:
        return IN_FLIGHT
    if item.status is Status.PENDING:
        return "its next attempt goes on with it" if item.attempt else "not begun yet"
    return ""


def _needed_by_lead(view: View, item: Item) -> str:
    """Say whether the lead of its team may still look at its files."""
    if item.team_id in {None, item.id}:
        return ""
    lead = view.item(item.team_id or "")
    return f"its team's lead {lead.id} needs it" if _needed(lead) else ""


def continued(
    earlier: Sequence[Attempt], story: Sequence[StoredEvent]
) -> Worktree | None:
    """Return what the next attempt goes on with: nothing from before a replan."""
    replanned = [e.event.attempt for e in story if e.event.verb is Verb.REPLAN]
    since = max(replanned, default=0)
    return next(
        (a.worktree for a in reversed(earlier) if a.number > since and a.worktree), None
    )


def builds_on(view: View, item: Item, repository: str) -> dict[str, Worktree]:
    """
    Return the branches with commits of what an item depends on, a lead's team too.

    One that only waits for its turn behind another builds on nothing of it.
    """
    found = {}
    leads = item.team_id == item.id
    for name, until in view.dependencies(item.id).items():
        if until is not Until.DONE and not leads:
            continue
        for row in reversed(view.attempts(name)):
            worktree = row.worktree
            if worktree and worktree.commits and worktree.repository == repository:
                found[name] = worktree
                break
    return found


def refuse_push(store: Store, names: Sequence[str]) -> None:
    """
    Raise LeaseLost unless each attempt still has its item.

    *names* are branches `clawq/<item>/<fence>`, their refs, or marks `<item>:<fence>`.
    """
    asked = []
    for name in names:
        found = attempt_of(name)
        if found is None:
            msg = f"{name[:200]}: below clawq/ there are branches clawq/ITEM/FENCE only"
            raise InvalidValue(msg)
        asked.append(found)
    with store.read() as view:
        for item_id, fence in asked:
            refuse_stale(view.item(item_id), fence)
