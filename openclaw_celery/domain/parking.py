"""Parks: which slots wait, for what, until when; and who goes first after it."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from openclaw_celery.domain.item import Item

#: How long an account waits when nobody says until when; twice as long each time.
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
#: The same for what is not to be reached: a restart takes seconds, a look costs little.
FIRST_LOOK, LONGEST_LOOK = timedelta(seconds=10), timedelta(minutes=10)
#: A reset that is named is believed within these bounds.
SHORTEST_RESET, FARTHEST_RESET = timedelta(seconds=1), timedelta(days=31)
_MAX_NAME = 64
_ODD = re.compile(r"[^A-Za-z0-9_.@:-]+")


class Paid(Protocol):
    """A slot, as far as its account is concerned."""

    @property
    def name(self) -> str:
        """How the slot is called."""
        ...

    @property
    def runtime(self) -> str:
        """How it runs agents."""
        ...

    @property
    def account(self) -> str:
        """Whose quota its agents use."""
        ...


S = TypeVar("S", bound=Paid)


class ParkKind(enum.StrEnum):
    """Why slots are parked."""

    #: An account has used up what its provider gives.
    QUOTA = "quota"
    #: The same failure has struck several items.
    FAILURE = "failure"
    #: What runs the agents is not to be reached.
    AWAY = "away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Park:
    """Slots that get no work until a moment, and then perhaps one item first."""

    #: Names the park: `account:team-a`, `failure:command/team-a/0123abcd`.
    scope: str
    kind: ParkKind
    account: str
    #: Only slots of this runtime; empty: of any.
    runtime: str = ""
    until: datetime
    #: How often it was set in a row.
    step: int = 1
    #: After *until* one item goes first, and the others if it goes well.
    probes: bool = False
    #: The item and fence that goes first, `ORCH-001:7`; empty: none does.
    probe: str = ""
    #: Slots it was met on, whatever account they declare.
    slots: tuple[str, ...] = ()
    note: str = ""

    def holds(self, slot: Paid) -> bool:
        """Tell whether it is about this slot."""
        if self.runtime and slot.runtime != self.runtime:
            return False
        return slot.account == self.account or slot.name in self.slots

    def waits(self, now: datetime) -> bool:
        """Tell whether its moment is still to come."""
        return now < self.until

    def active(self, now: datetime) -> bool:
        """Tell whether it holds anybody back now."""
        return self.probes or self.waits(now)

    def probing(self, running: Collection[str]) -> bool:
        """Tell whether the one that goes first is under way among those *running*."""
        return bool(self.probe) and self.probe in running


def mark_of(item: Item) -> str:
    """Name one hold of an item."""
    return f"{item.id}:{item.fence}"


def account_name(text: str) -> str:
    """Make a name of what a runtime calls an account."""
    return _ODD.sub("_", text.strip())[:_MAX_NAME]


def barred(
    parks: Iterable[Park], slot: Paid, now: datetime, running: Collection[str]
) -> Park | None:
    """Return the park that keeps *slot* from work now; None: it may take some."""
    for park in parks:
        if park.holds(slot) and (
            park.waits(now) or (park.probes and park.probing(running))
        ):
            return park
    return None


def takers(
    slots: Sequence[S],
    parks: Sequence[Park],
    now: datetime,
    running: Collection[str],
) -> list[S]:
    """Return the slots that may be given work; of a park that probes, one at most."""
    taken: set[str] = set()
    found = []
    for slot in slots:
        if barred(parks, slot, now, running):
            continue
        mine = {park.scope for park in parks if park.probes and park.holds(slot)}
        if mine & taken:
            continue
        taken |= mine
        found.append(slot)
    return found


def wait_of(step: int, kind: ParkKind = ParkKind.QUOTA) -> timedelta:
    """Tell how long to wait the *step*-th time in a row, from 1."""
    doubled: int = 2 ** min(max(step - 1, 0), 10)
    if kind is ParkKind.AWAY:
        return min(FIRST_LOOK * doubled, LONGEST_LOOK)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)


def quota_park(
    before: Park | None,
    *,
    account: str,
    slot: str,
    now: datetime,
    retry_after: timedelta | None,
    note: str,
) -> Park:
    """Park an account whose quota is used up, perhaps once more."""
    step = 1 if before is None else before.step + 1
    if retry_after is None:
        wait = wait_of(step)
    else:
        wait = min(max(retry_after, SHORTEST_RESET), FARTHEST_RESET)
        if step > 1 and before and not before.waits(now):
            # The reset that was named last time was none.
            wait = max(wait, wait_of(step - 1))
    until = now + wait
    probes = retry_after is None
    slots: tuple[str, ...] = (slot,)
    if before is not None:
        if before.waits(now):
            # Another slot has met the same end: it counts as once.
            step = before.step
            if retry_after is None:
                until, probes = before.until, before.probes
        slots = tuple(dict.fromkeys((*before.slots, slot)))
    return Park(
        scope=f"account:{account}",
        kind=ParkKind.QUOTA,
        account=account,
        until=until,
        step=step,
        probes=probes,
        slots=slots,
        note=note,
    )


def failure_scope(runtime: str, account: str, fingerprint: str) -> str:
    """Name the park of one kind of failure."""
    return f"failure:{runtime}/{account}/{fingerprint}"


def away_scope(runtime: str, account: str) -> str:
    """Name the park of a runtime that is not to be reached."""
    return f"away:{runtime}/{account}"


def failure_park(  # noqa: PLR0913 - what a park consists of
    before: Park | None,
    *,
    kind: ParkKind = ParkKind.FAILURE,
    scope: str,
    runtime: str,
    account: str,
    now: datetime,
    note: str,
) -> Park:
    """Park the slots on which the same failure strikes one item after the other."""
    if before is not None and before.waits(now):
        return before
    step = 1 if before is None else before.step + 1
    return Park(
        scope=scope,
        kind=kind,
        account=account,
        runtime=runtime,
        until=now + wait_of(step, kind),
        step=step,
        probes=True,
        note=note,
    )


def again(park: Park, now: datetime) -> Park:
    """Let a park wait as long as last time; what went first told nothing."""
    return replace(park, until=now + wait_of(park.step, park.kind), probe="")
