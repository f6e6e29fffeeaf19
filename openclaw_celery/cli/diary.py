"""What one call of `clawq` leaves in the run log: that it started, and how it ended."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import click

from openclaw_celery.cli.output import Call
from openclaw_celery.domain.errors import InvalidValue
from openclaw_celery.runlog import Run, RunLog, checked_trace, known_id, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openclaw_celery.settings import Settings


#: Becomes another program, which says no word of its end.
_UNTOLD = frozenset({"broker"})
#: Are about an item that is there already, and part of its trace: what they begin with
#: is told once that is known.
_OF_ITEMS = frozenset(
    (
        *("pick", "renew", "release", "done", "fail", "review", "guard"),
        *("cancel", "retry", "replan", "answer"),
    )
)


class Diary:
    """The run of one call; nothing is logged of a call that never got to a command."""

    def __init__(self) -> None:
        """Start with nothing to tell."""
        self.code = 1
        self._run: Run | None = None
        #: Whether it keeps the trace that it began with.
        self._own = True
        self._error = ""
        #: Of the home that the call is about, once that is known.
        self.settings: Settings | None = None

    def begin(
        self, ctx: click.Context, settings: Settings, trace_id: str | None
    ) -> str:
        """Log that the command starts; return its trace id, or raise InvalidValue."""
        self.settings = settings
        try:
            trace, wrong = checked_trace(trace_id), None
        except InvalidValue as error:
            trace, wrong = checked_trace(None), error
        if self._run is None and _name(ctx) not in _UNTOLD:
            self._run = Run(RunLog(settings), _name(ctx), trace, at_once=True)
            self._run.item_id = known_id(ctx.params.get("item_id"))
            self._own = trace_id is not None or _name(ctx) not in _OF_ITEMS
            self._run.begin(held=not self._own)
        if wrong:
            raise wrong
        return trace

    def about(self, item_id: str, trace_id: str | None = None) -> None:
        """Say which item it is about, and which trace that has."""
        if self._run is None:
            return
        self._run.item_id = item_id
        if trace_id is not None and not self._own:
            self._own = True
            self._run.join(trace_id)

    def end(self) -> None:
        """Log that it has ended, if that is not logged yet."""
        if self._run is not None:
            self._run.end(self.code, error=self._error if self.code else "")

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Note what goes wrong inside, and let it go on."""
        try:
            yield
        except SystemExit:
            raise
        except BaseException as error:
            self._error = told(error)
            if isinstance(error, click.UsageError) and error.ctx and error.ctx.parent:
                # Refused before the command itself was reached.
                with suppress(InvalidValue):
                    Call(error.ctx.obj).begin(error.ctx)
            raise

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Log the end, however the block ends."""
        try:
            yield
        except SystemExit as left:
            self.code = left.code if isinstance(left.code, int) else bool(left.code)
            raise
        finally:
            self.end()


def _name(ctx: click.Context) -> str:
    """Name the command as it is typed: `intake submit`."""
    names: list[str] = []
    at: Any = ctx
    while at.parent is not None:
        names.insert(0, str(at.info_name))
        at = at.parent
    return " ".join(names)
