"""
The verbs of the queue: add, dispatch, run, review, rescue, operate.

An item flows through the modules in that order. They know the domain and the
ports, and nothing of databases, brokers or programs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openclaw_celery.engine.desk import Desk
from openclaw_celery.engine.dispatch import Dispatcher
from openclaw_celery.engine.gate import Gate
from openclaw_celery.engine.inbox import Inbox
from openclaw_celery.engine.intake import Intake
from openclaw_celery.engine.journal import Silent
from openclaw_celery.engine.notify import Notifier
from openclaw_celery.engine.operate import Operator
from openclaw_celery.engine.pull import Puller
from openclaw_celery.engine.rescue import Watchdog
from openclaw_celery.engine.review import Reviewer
from openclaw_celery.engine.run import Runner
from openclaw_celery.engine.sheet import Sheets
from openclaw_celery.engine.slots import Slots
from openclaw_celery.engine.team import Teams
from openclaw_celery.engine.why import Explainer
from openclaw_celery.engine.workspaces import Janitor

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from openclaw_celery.engine.policy import Policy
    from openclaw_celery.ports import (
        Address,
        AgentRuntime,
        Bus,
        Checks,
        Clock,
        Journal,
        Leases,
        Store,
        Workspaces,
    )


class Engine:
    """All verbs on one store; `wiring.build` makes one."""

    def __init__(  # noqa: PLR0913 - the outside world has as many sides
        self,
        *,
        store: Store,
        leases: Leases,
        bus: Bus,
        clock: Clock,
        runtimes: Mapping[str, AgentRuntime],
        policy: Policy,
        workspaces: Workspaces,
        journal: Journal | None = None,
        checks: Checks | None = None,
        token_of: Callable[[str, int], str] | None = None,
        addresses: Sequence[Address] = (),
        news: Collection[str] = (),
    ) -> None:
        """Connect the verbs with each other and with the outside world."""
        self.store = store
        self.policy = policy
        self.runtimes = runtimes
        journal = journal or Silent()
        self.dispatcher = Dispatcher(store, bus, policy, journal)
        self.intake = Intake(store, self.dispatcher, clock, policy)
        self.teams = Teams(store, self.intake)
        self.runner = Runner(
            store,
            leases,
            runtimes,
            clock,
            self.dispatcher,
            policy,
            workspaces=workspaces,
            token_of=token_of,
        )
        self.reviewer = Reviewer(store, self.dispatcher, policy, journal, checks)
        self.gate = Gate(store, self.dispatcher)
        self.janitor = Janitor(store, workspaces, clock, policy)
        self.watchdog = Watchdog(
            store,
            leases,
            bus,
            self.dispatcher,
            policy,
            janitor=self.janitor,
            runtimes=runtimes,
        )
        self.slots = Slots(store, leases, runtimes, self.dispatcher, policy)
        self.operator = Operator(store, self.dispatcher, clock)
        self.puller = Puller(store, self.dispatcher, policy)
        self.explainer = Explainer(store, policy)
        self.inbox = Inbox(store)
        self.notifier = Notifier(store, addresses, news)
        self.desk = Desk(store, self.dispatcher, clock, policy)
        self.sheets = Sheets(store, self.dispatcher, clock, policy)
