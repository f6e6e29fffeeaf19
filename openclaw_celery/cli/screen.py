"""
The widgets of `clawq top`. What they show is made in `frame.py`.

Texts reach a widget as `Text` or with markup switched off: a title like `[red]` is
shown, not obeyed.
"""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, Literal

from rich.text import Text
from textual.app import App
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import DataTable, Footer, Static

from openclaw_celery.cli.aligned import fitting
from openclaw_celery.cli.frame import (
    WIDEST,
    Frame,
    ItemLine,
    event_line,
    headline,
    log_of,
    look,
    slot_line,
    story_of,
)
from openclaw_celery.cli.output import COLOURS, kst
from openclaw_celery.domain.errors import OpenClawError
from openclaw_celery.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from textual.app import ComposeResult

    from openclaw_celery.engine import Engine

EVERY_S = 1.0
#: Who acts when a person presses a key.
ACTOR = "top"
#: A log is looked at from so many lines before its end.
LOG_LINES = 40
#: What the other columns of the items take; the task gets the rest.
BESIDE_TASK = 58
NARROWEST_TASK = 12


class Question(ModalScreen[bool]):
    """Asks yes or no; anything but y is a no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "Yes"),
        Binding("n,escape,q,enter", "dismiss(False)", "No"),
    ]

    def __init__(self, question: str) -> None:
        """Ask *question*."""
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """Draw it."""
        yield Static(f"{self._question}\n\ny  yes      n  no", markup=False)


class Story(ModalScreen[None]):
    """Shows lines that may be longer than the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss(None)", "Back"),
    ]

    def __init__(self, lines: Sequence[str]) -> None:
        """Show *lines*."""
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        """Draw them."""
        with VerticalScroll():
            yield Static("\n".join(self._lines), markup=False)
        yield Footer(show_command_palette=False)


class Top(App[None]):
    """The screen of `clawq top`."""

    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]  # noqa: RUF012 - Textual's
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012 - declaration
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "quit", "Quit"),
        Binding("ctrl+c", "quit", show=False, priority=True),
        Binding("p", "pause", "Pause/resume"),
        Binding("c", "cancel", "Cancel item"),
    ]
    CSS = """
    #head { height: auto; max-height: 3; text-style: bold; }
    #items { height: 2fr; }
    #below { height: 1fr; }
    #slots { width: 2fr; border-top: solid $primary; }
    #events { width: 3fr; border-top: solid $primary; }
    #log { height: 1fr; border-top: solid $primary; }
    .-narrow #slots { display: none; }
    .-short #below { display: none; }
    DataTable { overflow-x: hidden; }
    Question { align: center middle; }
    Question Static { width: auto; max-width: 90%; padding: 1 3; border: solid red; }
    Story VerticalScroll { border: solid $primary; }
    """

    def __init__(self, engine: Engine, *, runs: Path) -> None:
        """Watch *engine*; the logs are below *runs*."""
        super().__init__()
        self._engine = engine
        self._runs = runs
        self._frame: Frame | None = None
        self._wrong = ""
        self._busy = False

        # Kept, as they are drawn to also while another screen is before them.
        self._head = Static("looking ...", id="head", markup=False)
        self._table = DataTable[Text](id="items", cursor_type="row", zebra_stripes=True)
        self._slots = Static(id="slots", markup=False)
        self._events = Static(id="events", markup=False)
        self._lines = Static(id="lines", markup=False)
        self._printed = Vertical(self._lines, id="log")

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield self._head
        yield self._table
        yield Horizontal(self._slots, self._events, id="below")
        yield self._printed
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin to look."""
        for number in (signal.SIGTERM, signal.SIGHUP):
            # Only a main thread may; elsewhere nobody needs it.
            with suppress(RuntimeError, ValueError):
                asyncio.get_running_loop().add_signal_handler(number, self.exit)
        self._printed.border_title = "log"
        self._slots.border_title = "slots"
        self._events.border_title = "events"
        for title in ("ID", "STATE", "P", "TASK", "WHO, OR WHY NOT"):
            self._table.add_column(title, key=title)
        self._table.focus()
        self.set_interval(EVERY_S, self._look)
        self._look()

    # -- looking -----------------------------------------------------------------

    def _look(self) -> None:
        """Look once more, unless the last look still takes its time."""
        if self._busy:
            return
        self._busy = True
        chosen = self.chosen

        def looked() -> None:
            frame, wrong, log = self._frame, "", list[str]()
            try:
                frame = look(self._engine)
                again = [
                    line for line in frame.items if chosen and line.id == chosen.id
                ]
                for line in again or frame.items[:1]:
                    log = log_of(self._runs, line, LOG_LINES)
            except OpenClawError as error:
                wrong = str(error)
            self.call_later(self._show, frame, wrong, log)

        self.run_worker(looked, thread=True, group="look")

    def _show(self, frame: Frame | None, wrong: str, log: Sequence[str]) -> None:
        self._busy = False
        self._frame = frame
        if frame is None or wrong:
            told = f"can't look: {one_line(wrong, WIDEST)}"
            self._head.update(Text(told, style="red"))
            return
        self._head.update(Text(f"{kst(frame.at)} KST  {headline(frame)}"))
        self._show_items(frame.items)
        slots = "\n".join(map(slot_line, frame.slots)) or "no slot: start `clawq up`"
        _write(self._slots, slots)
        _write(self._events, "\n".join(map(event_line, frame.events)))
        # The end of a log is what is new in it.
        fits = max(self._printed.content_size.height, 1)
        _write(self._lines, "\n".join(log[-fits:]))

    def _show_items(self, lines: Sequence[ItemLine]) -> None:
        table, chosen = self._table, self._chosen_id()
        width = max(self.size.width - BESIDE_TASK, NARROWEST_TASK)
        with self.batch_update():
            table.clear()
            for line in lines:
                status = line.state.partition("/")[0]
                table.add_row(
                    Text(line.id),
                    Text(line.state.lower(), style=COLOURS.get(status, "")),
                    Text(line.priority),
                    Text(fitting(line.task, width)),
                    Text(line.told),
                    key=line.id,
                )
            ids = [line.id for line in lines]
            if chosen in ids:
                table.move_cursor(row=ids.index(chosen), animate=False)

    def _chosen_id(self) -> str | None:
        table = self._table
        if not table.row_count:
            return None
        key = table.coordinate_to_cell_key(table.cursor_coordinate).row_key
        return key.value

    @property
    def chosen(self) -> ItemLine | None:
        """The item the cursor is on."""
        lines = self._frame.items if self._frame else []
        chosen = self._chosen_id()
        return next((line for line in lines if line.id == chosen), None)

    def on_data_table_row_highlighted(self) -> None:
        """Show the log of the item that is chosen now."""
        line = self.chosen
        self._printed.border_title = f"log {line.id}" if line else "log"

    # -- doing -------------------------------------------------------------------

    def on_data_table_row_selected(self) -> None:
        """Show the story of the chosen item."""
        line = self.chosen
        if line is None:
            return

        def tell() -> str:
            story = story_of(self._engine, line.id)
            self.call_later(self.push_screen, Story(story))
            return ""

        self._do(tell)

    def action_pause(self) -> None:
        """Pause the whole queue, or resume it."""
        paused = self._frame is not None and "all" in self._frame.paused

        def change() -> str:
            operator = self._engine.operator
            if paused:
                operator.resume("all")
                return "resumed"
            operator.pause("all", note="paused in clawq top")
            return "paused: what runs goes on, nothing new is given out"

        self._do(change)

    def action_cancel(self) -> None:
        """Cancel the chosen item, if the person is sure."""
        line = self.chosen
        if line is None:
            return

        def change() -> str:
            moved = self._engine.operator.cancel(line.id, actor=ACTOR)
            return f"{line.id} -> {moved.item.status}"

        def answered(sure: bool | None) -> None:  # noqa: FBT001 - Textual's callback
            if sure:
                self._do(change)

        task = fitting(line.task, NARROWEST_TASK * 4)
        self.push_screen(Question(f"Cancel {line.id}?  {task}"), answered)

    def _do(self, verb: Callable[[], str]) -> None:
        """Do it beside the screen, and say what came of it."""

        def done() -> None:
            try:
                told, refused = verb(), False
            except OpenClawError as error:
                told, refused = str(error), True
            self.call_later(self._say, told, refused=refused)

        self.run_worker(done, thread=True, group="do")

    def _say(self, told: str, *, refused: bool) -> None:
        if told:
            kind: Literal["error", "information"]
            kind = "error" if refused else "information"
            self.notify(one_line(told, WIDEST), severity=kind, markup=False)
        self._look()


def _write(widget: Static, text: str) -> None:
    """Show *text* with its lines cut, not folded."""
    widget.update(Text(text, no_wrap=True, overflow="ellipsis"))
