"""Builds the engine from settings; the only module that names concrete adapters."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from openclaw_celery.checks import WorkspaceChecks
from openclaw_celery.checks.browser import Browser
from openclaw_celery.clock import SystemClock
from openclaw_celery.domain.attempt import RetryPolicy
from openclaw_celery.domain.budget import Amount, Bound, Budgets
from openclaw_celery.domain.capability import attempt_token
from openclaw_celery.domain.checks import check_of
from openclaw_celery.engine import Engine
from openclaw_celery.engine.policy import Policy
from openclaw_celery.messengers import Messenger
from openclaw_celery.private import kept_secret
from openclaw_celery.queue_md.file import QueueFile
from openclaw_celery.runlog import RunJournal, RunLog
from openclaw_celery.store.database import open_engine
from openclaw_celery.store.sql import SqlStore
from openclaw_celery.webhooks import Webhook
from openclaw_celery.workspaces import LocalWorkspaces
from openclaw_celery.workspaces.checkouts import Checkouts
from openclaw_celery.workspaces.hooks import asking
from openclaw_celery.workspaces.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from celery import Celery
    from redis import Redis

    from openclaw_celery.ports import AgentRuntime, Bus, Leases
    from openclaw_celery.settings import BudgetSettings, Settings


def build(
    settings: Settings, *, app: Celery | None = None, pooled: bool = True
) -> Engine:
    """
    Connect an engine to its database, broker and runtimes.

    Nothing is opened or imported before it is used: most commands need no broker,
    no lease and no agent program. *pooled* as in `open_engine`.
    """
    secret = cache(lambda: token_secret(settings))
    return Engine(
        store=open_store(settings, pooled=pooled),
        leases=cast("Leases", _Late(lambda: _leases(settings))),
        bus=cast("Bus", _Late(lambda: _bus(settings, app))),
        clock=SystemClock(),
        runtimes=runtimes_of(settings),
        policy=policy_of(settings),
        journal=RunJournal(RunLog(settings)),
        checks=checks_of(settings),
        workspaces=workspaces_of(settings),
        token_of=lambda item_id, fence: attempt_token(secret(), item_id, fence),
        addresses=addresses_of(settings),
        news=settings.notify.on,
    )


def addresses_of(settings: Settings) -> list[Webhook | Messenger]:
    """Make the addresses that are told of what happens."""
    return [
        Webhook(url) if url.startswith(("http://", "https://")) else Messenger(url)
        for url in settings.notify.urls
    ]


def token_secret(settings: Settings) -> str:
    """Return what seals the tokens of attempts; the first call makes it."""
    return kept_secret(settings.home / "tokens" / "secret")


def open_store(settings: Settings, *, pooled: bool = True) -> SqlStore:
    """Open the store of an installation."""
    return SqlStore(
        open_engine(settings.database, pooled=pooled),
        id_prefix=settings.id_prefix,
        slot_ttl=timedelta(seconds=settings.slot_ttl_s),
    )


def open_sheet(
    settings: Settings, path: Path | None = None, *, waits: bool = True
) -> QueueFile:
    """Name the QUEUE.md of an installation, or another one; *waits* for its lock."""
    return QueueFile(
        path or settings.sheet_path, kept=settings.home / "sheets", waits=waits
    )


class _Late:
    """
    Something of the outside world that is made when it is first used.

    redis-py takes 0.1 s to import, Celery 0.2 s, the programs' readers 0.05 s.
    """

    def __init__(self, make: Callable[[], object]) -> None:
        self._make = cache(make)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever it is
        return getattr(self._make(), name)


def _leases(settings: Settings) -> Leases:
    from openclaw_celery.leases.redis import RedisLeases  # noqa: PLC0415

    ttl = timedelta(seconds=settings.lease_s)
    return RedisLeases(connect_redis(settings), ttl=ttl)


def _bus(settings: Settings, app: Celery | None) -> Bus:
    from openclaw_celery.bus import CeleryBus  # noqa: PLC0415

    return CeleryBus(cache(lambda: app or _app(settings)))


def connect_redis(settings: Settings) -> Redis:
    """Make a client whose every call ends in seconds, whatever the server does."""
    from redis import Redis  # noqa: PLC0415 - see _Late
    from redis.backoff import NoBackoff  # noqa: PLC0415
    from redis.retry import Retry  # noqa: PLC0415

    return Redis.from_url(
        settings.redis,
        socket_timeout=5,
        socket_connect_timeout=3,
        retry=Retry(NoBackoff(), 1),
    )


def runtimes_of(settings: Settings) -> dict[str, AgentRuntime]:
    """Make the runtimes, by name."""
    names = ("command", *settings.runtimes.named, "openclaw", "rehearsal")
    made = cache(lambda: _runtimes(settings))

    def late(name: str) -> AgentRuntime:
        return cast("AgentRuntime", _Late(lambda: made()[name]))

    return {name: late(name) for name in names}


def _runtimes(settings: Settings) -> dict[str, AgentRuntime]:
    from openclaw_celery.runtimes.command import CommandRuntime  # noqa: PLC0415
    from openclaw_celery.runtimes.openclaw.runtime import (  # noqa: PLC0415
        OpenClawRuntime,
    )
    from openclaw_celery.runtimes.rehearsal import RehearsalRuntime  # noqa: PLC0415

    told = settings.runtimes
    clock = SystemClock()
    commands = {
        name: CommandRuntime(
            command,
            workspaces=settings.home / "workspaces",
            clock=clock,
            name=name,
        )
        for name, command in {"command": told.command, **told.named}.items()
    }
    return {
        **commands,
        "openclaw": OpenClawRuntime(told.openclaw, home=settings.home, clock=clock),
        "rehearsal": RehearsalRuntime(told.rehearsal),
    }


def checks_of(settings: Settings) -> WorkspaceChecks | None:
    """Make what looks at workspaces; None where checks are switched off."""
    if settings.check_limit_s <= 0:
        return None
    return WorkspaceChecks(
        settings.runtimes.command,
        time_limit_s=settings.check_limit_s,
        checkouts=Checkouts(),
        browser=browser_of(settings),
    )


def browser_of(settings: Settings, *, limit_s: float | None = None) -> Browser:
    """Make what looks at pages, for `ui:` checks and by hand."""
    return Browser(
        settings.ui_browser,
        settings.ui_hosts,
        limit_s=settings.ui_limit_s if limit_s is None else limit_s,
    )


def workspaces_of(settings: Settings) -> LocalWorkspaces:
    """Make the places where items are worked on."""
    return LocalWorkspaces(
        settings.home / "workspaces",
        repositories_of(settings),
        default=settings.repository,
    )


def repositories_of(settings: Settings) -> dict[str, Repository]:
    """Make the repositories of the settings, by name."""
    if not settings.repositories:
        return {}
    asked = asking(settings)
    return {
        name: Repository(name, told, home=settings.home, asked=asked)
        for name, told in settings.repositories.items()
    }


def policy_of(settings: Settings) -> Policy:
    """Translate settings into the engine's numbers."""
    return Policy(
        retry=RetryPolicy(
            backoff=tuple(timedelta(seconds=s) for s in settings.backoff_s),
            max_attempts=settings.max_attempts,
            max_losses=settings.max_losses,
        ),
        max_workers=settings.max_workers,
        max_in_flight=settings.most_in_flight,
        sequential=settings.mode == "sequential",
        continuous=settings.cadence == "continuous",
        ageing=timedelta(seconds=settings.ageing_s),
        lease=timedelta(seconds=settings.lease_s),
        heartbeat=timedelta(seconds=settings.heartbeat_s),
        lease_margin=timedelta(seconds=settings.lease_margin_s),
        watch=timedelta(seconds=settings.watch_s),
        ring_again=timedelta(seconds=settings.ring_again_s),
        workspaces=settings.home / "workspaces",
        runs=settings.home / "runs",
        outage_items=settings.outage_items,
        outage_window=timedelta(seconds=settings.outage_window_s),
        budgets=budgets_of(settings.budgets),
        sure=settings.gate_sure,
        checks=tuple(check_of(line) for line in settings.checks),
        keep_done=timedelta(seconds=settings.workspaces.keep_done_s),
        keep_failed=timedelta(seconds=settings.workspaces.keep_failed_s),
        max_bytes=settings.workspaces.max_bytes,
    )


def budgets_of(told: BudgetSettings) -> Budgets:
    """Translate the settings of budgets."""
    allowed = {
        str(bound): Amount(
            tokens=getattr(told, f"{bound}_tokens"),
            usd=getattr(told, f"{bound}_usd"),
            seconds=getattr(told, f"{bound}_s"),
        )
        for bound in Bound
    }
    return Budgets(**allowed, soft=told.soft)


def _app(settings: Settings) -> Celery:
    from openclaw_celery.celery_app import make_app  # noqa: PLC0415 - see _Late

    return make_app(settings)
