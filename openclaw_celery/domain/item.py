"""What one queue item is. No behaviour beyond reading its own fields."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from openclaw_celery.domain.errors import InvalidValue
from openclaw_celery.domain.text import is_whole

if TYPE_CHECKING:
    from datetime import datetime

E = TypeVar("E", bound=enum.StrEnum)


class Status(enum.StrEnum):
    """Where an item stands, as people see it."""

    PENDING = "PENDING"
    IN_PROGRESS = "IN_PROGRESS"
    DONE = "DONE"
    FAILED = "FAILED"
    BLOCKED = "BLOCKED"

    @classmethod
    def parse(cls, text: str) -> Status:
        """Read a status; raises InvalidValue that names the ones there are."""
        return _parse(cls, text, "status")


#: Statuses that nothing but a person changes.
ENDED = frozenset({Status.DONE, Status.FAILED, Status.BLOCKED})


class Until(enum.StrEnum):
    """How long an item waits for one that it depends on."""

    DONE = "done"
    #: However it ends: DONE, FAILED or BLOCKED.
    ENDED = "ended"

    def met_by(self, status: Status) -> bool:
        """Tell whether one of this status is waited for no more."""
        return status is Status.DONE or (self is Until.ENDED and status in ENDED)


class Phase(enum.StrEnum):
    """How far an IN_PROGRESS item is."""

    DISPATCHED = "dispatched"
    RUNNING = "running"
    REVIEWING = "reviewing"


class Priority(enum.StrEnum):
    """How urgent an item is; P0 goes first."""

    P0 = "P0"
    P1 = "P1"
    P2 = "P2"

    @classmethod
    def parse(cls, text: str) -> Priority:
        """Read a priority; raises InvalidValue that names the ones there are."""
        return _parse(cls, text, "priority")

    @property
    def rank(self) -> int:
        """0 for P0, 2 for P2: lower goes first."""
        return int(self.value[1])


def _parse(kind: type[E], text: str, what: str) -> E:
    try:
        return kind(text.strip().upper())
    except ValueError:
        known = ", ".join(kind)
        msg = f"unknown {what} {text!r}: use one of {known}"
        raise InvalidValue(msg) from None


#: The highest place an item can age to: before every P0 that has not aged.
AGED_RANK = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """An item as somebody hands it in; what is left out gets a default."""

    title: str
    success_criteria: str = ""
    priority: Priority = Priority.P1
    id: str | None = None
    status: Status = Status.PENDING
    owner: str | None = None
    started_at: datetime | None = None
    due_at: datetime | None = None
    notes: str = ""
    idempotency_key: str | None = None
    max_attempts: int | None = None
    #: Ids; `#0` is the first item that is added in the same call, whatever its id.
    depends_on: tuple[str, ...] = ()
    #: Ids, as in `depends_on`: it waits until these have ended, however they do.
    after: tuple[str, ...] = ()
    runtime: str | None = None
    role: str | None = None
    #: Id of the team's lead, as in `depends_on`; the lead's own is its own.
    team_id: str | None = None
    owner_role: str | None = None
    #: What all attempts together may use; None: as is set, 0: without a limit.
    budget_tokens: int | None = None
    budget_usd: float | None = None
    #: The repository it is worked on; empty: a plain directory, None: as is set.
    repository: str | None = None


#: An id names files and directories too.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")
#: Instead of an id: which of those that are added in the same call.
_PLACE = re.compile(r"#[0-9]{1,6}")
#: Longest text of one field, in characters.
MAX_TEXT = 20_000


def is_id(text: str) -> bool:
    """Tell whether *text* could be the id of an item."""
    return _ID.fullmatch(text) is not None


def is_name(text: str) -> bool:
    """Tell whether *text* could be the name of a role, a runtime or a slot."""
    return _NAME.fullmatch(text) is not None


def checked(new: NewItem) -> NewItem:
    """Return *new* if every field is one the queue takes; raises InvalidValue."""
    _check_ids(new)
    if not new.title.strip():
        msg = "task: must not be empty"
        raise InvalidValue(msg)
    for name in ("title", "success_criteria", "notes", "idempotency_key"):
        _check_text(_SHOWN.get(name, name), getattr(new, name) or "")
    _check_text("owner_session", new.owner or "")
    for name in ("runtime", "role"):
        text = getattr(new, name)
        if text is not None and not is_name(text):
            msg = f"{name} {text[:80]!r}: use up to 32 letters, digits and _ -"
            raise InvalidValue(msg)
    for name in ("budget_tokens", "budget_usd"):
        limit = getattr(new, name)
        if limit is not None and not 0 <= limit <= MOST_BUDGET:
            msg = f"{name} {limit}: use 0 (no limit) to {MOST_BUDGET}"
            raise InvalidValue(msg)
    if new.repository and not is_name(new.repository):
        msg = f"repository {new.repository[:80]!r}: use its name in clawq.toml"
        raise InvalidValue(msg)
    if new.max_attempts is not None and not 1 <= new.max_attempts <= MOST_ATTEMPTS:
        msg = f"max_attempts {new.max_attempts}: use 1 to {MOST_ATTEMPTS}"
        raise InvalidValue(msg)
    return new


def _check_ids(new: NewItem) -> None:
    if new.id is not None and not is_id(new.id):
        msg = f"id {new.id[:80]!r}: use up to 64 letters, digits and . _ -"
        raise InvalidValue(msg)
    for name in ("depends_on", "after"):
        for need in getattr(new, name):
            if not (is_id(need) or _PLACE.fullmatch(need)):
                msg = f"{name} {need[:80]!r}: use up to 64 letters, digits and . _ -"
                raise InvalidValue(msg)


def checked_words(what: str, words: str) -> str:
    """Return what a person has to say about an item; raises InvalidValue for none."""
    if not words.strip():
        msg = f"{what}: must not be empty"
        raise InvalidValue(msg)
    _check_text(what, words)
    return words


def _check_text(what: str, text: str) -> None:
    if len(text) > MAX_TEXT:
        msg = f"{what}: longer than {MAX_TEXT} characters"
        raise InvalidValue(msg)
    if "\0" in text:
        msg = f"{what}: a NUL character is not text"
        raise InvalidValue(msg)
    if not is_whole(text):
        msg = f"{what}: {text[:40]!r} is not UTF-8 text"
        raise InvalidValue(msg)


#: Beyond this a budget is none.
MOST_BUDGET = 10**12
#: An item that needs more tries than this needs a person.
MOST_ATTEMPTS = 100
_SHOWN = {"title": "task"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One queue item as the store last saw it; all instants are aware UTC."""

    #: Order in which items were added; the store numbers them.
    seq: int
    id: str
    title: str
    success_criteria: str
    status: Status
    phase: Phase | None
    priority: Priority
    #: Priority after ageing; AGED_RANK..2, lower goes first.
    rank: int
    #: +1 whenever ownership changes hands or is revoked.
    fence: int
    #: Slot or outside session that holds, or last held, the item.
    owner: str | None
    lease_expires_at: datetime | None
    #: Number of the latest attempt row; 0 before the first.
    attempt: int
    #: Attempts that came to an end of their own: a report or a failure.
    tries: int
    max_attempts: int
    #: Attempts that were lost to a dead worker, host or message.
    losses: int
    not_before: datetime | None
    due_at: datetime | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    #: When the doorbell of the present phase was last rung, and how often.
    rung_at: datetime | None
    rings: int
    notes: str
    idempotency_key: str | None
    runtime: str | None
    role: str | None
    #: Kind of the last failure, to notice one that strikes twice in a row.
    error_fingerprint: str | None
    trace_id: str
    #: Dependencies that it still waits for.
    open_deps: int
    #: Number of the item's latest event; events are 1..event_seq.
    event_seq: int
    #: Id of the lead of the team that it is in; the lead's own is its own.
    team_id: str | None = None
    #: Its part in the team, as the team's file says; dispatch goes by `role`.
    owner_role: str | None = None

    @property
    def state(self) -> tuple[Status, Phase | None]:
        """Status and phase together, as the table of transitions names it."""
        return self.status, self.phase

    @property
    def lane(self) -> str:
        """Which slots may take it: `role/runtime`, each empty when any will do."""
        return lane_of(self.role, self.runtime)


def lane_of(role: str | None, runtime: str | None) -> str:
    """Name the lane of items that ask for this role and this runtime."""
    return f"{role or ''}/{runtime or ''}"
