"""The live view: what it shows, what its keys do, and how it leaves the terminal."""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from rich.text import Text
from textual.widgets import DataTable, Static

from openclaw_celery.cli.screen import Question, Story, Top
from openclaw_celery.domain.item import Status
from tests.support.queue import CLAWQ, Queue, fresh_environment
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from tests.support.commands import Commands

#: A title that would colour, link, clear and rename, if anybody let it.
HOSTILE = (
    "[red]x[/red] [@click=app.quit]y[/] \x1b[2J\x1b]0;owned\x07\x9b31m끝[/nothing]"
)
SHOWN = "[red]x[/red] [@click=app.quit]y[/] 31m끝[/nothing]"


@pytest.fixture
def clawq(commands: Commands, tmp_path: Path) -> Queue:
    """A queue with one item that somebody works on, and two that wait."""
    queue = Queue(commands, tmp_path)
    queue("init")
    assert queue.run("add", "--priority", "P0", "--task", "로그인 고치기").code == 0
    assert queue.run("add", "--task", HOSTILE).code == 0
    assert queue.run("add", "--task", "third", "--depends-on", "ORCH-002").code == 0
    queue("pick --owner-session [red]me")
    log = queue.home / "runs" / "ORCH-001" / "1" / "output.log"
    log.parent.mkdir(parents=True)
    log.write_text("first line\n\x1b[31m[bold]작업 중[/bold]\n")
    return queue


def watch(
    clawq: Queue,
    story: Callable[[Top, Pilot[None]], Awaitable[None]],
    size: tuple[int, int] = (110, 40),
) -> None:
    """Let *story* press keys on a screen of this size."""

    async def run() -> None:
        top = Top(clawq.engine(), runs=clawq.home / "runs")
        async with top.run_test(size=size) as pilot:
            await until(pilot, lambda: bool(rows(top)))
            await story(top, pilot)

    asyncio.run(run())


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    """Let the screen live until *condition* holds."""
    for _ in range(200):
        if condition():
            return
        await pilot.pause(0.05)
    pytest.fail("the screen never got there")


def rows(top: Top) -> list[list[str]]:
    table = top.screen_stack[0].query_one(DataTable)
    return [[str(cell) for cell in table.get_row_at(n)] for n in range(table.row_count)]


def shown(top: Top, name: str) -> str:
    told = top.screen_stack[0].query_one(f"#{name}", Static).content
    return told.plain if isinstance(told, Text) else str(told)


# -- what is shown -----------------------------------------------------------------


def test_once_prints_the_same_without_a_terminal(clawq: Queue) -> None:
    """Also as JSON, and nothing in it steers a terminal."""
    told = clawq("top --once")

    assert "PENDING=2 IN_PROGRESS=1 BLOCKED=0 FAILED=0 DONE=0" in told
    assert re.search(
        r"in progress:\n  ORCH-001  IN_PROGRESS/running  P0  로그인 고치기  "
        r"\(\[red\]me for [\d.]+ s\)\nnext:\n",
        told,
    )
    assert f"ORCH-002  PENDING  P1  {SHOWN}  (no slot is live)\n" in told
    assert "third  (waits for ORCH-002 (PENDING))\n" in told
    assert "slots: none\n" in told
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", told)
    seen = clawq.run("top", "--once", "--json").json
    assert seen["underway"][0]["task"] == "로그인 고치기"
    assert seen["next"][0]["task"] == SHOWN
    assert seen["events"][0]["item"] == "ORCH-001"


def test_what_a_person_decides_about_is_shown_last(clawq: Queue) -> None:
    clawq("fail ORCH-003 --notes 'no access'")
    clawq("cancel ORCH-002")

    told = clawq("top --once")

    assert "next: none\nfor a person:\n  ORCH-002  BLOCKED" in told
    assert "  ORCH-003  FAILED  P1  third  (no access)\nevents:\n" in told


def test_without_a_terminal_it_says_what_works(clawq: Queue) -> None:
    refused = clawq.run("top")
    assert (refused.code, refused.complaint) == (
        2,
        "no terminal to draw on: use `clawq top --once`",
    )
    assert clawq.run("top", "--json").code == 2


def test_the_screen_shows_items_reasons_events_and_the_log(clawq: Queue) -> None:
    """Markup and control characters of others are text, or gone."""

    async def story(top: Top, pilot: Pilot[None]) -> None:
        await until(pilot, lambda: "작업 중" in shown(top, "lines"))
        assert "PENDING=2 IN_PROGRESS=1" in shown(top, "head")
        assert [row[0] for row in rows(top)] == ["ORCH-001", "ORCH-002", "ORCH-003"]
        assert rows(top)[0][3] == "로그인 고치기"
        assert rows(top)[0][4].startswith("[red]me for ")
        assert rows(top)[1][3:] == [SHOWN, "no slot is live"]
        assert shown(top, "lines") == "first line\n[bold]작업 중[/bold]"
        assert "ORCH-001  claim -> IN_PROGRESS/running" in shown(top, "events")
        assert "clawq up" in shown(top, "slots")

    watch(clawq, story)


def test_it_follows_what_happens_and_keeps_what_is_chosen(clawq: Queue) -> None:
    async def story(top: Top, pilot: Pilot[None]) -> None:
        await pilot.press("down", "down")
        assert top.chosen
        assert top.chosen.id == "ORCH-003"
        clawq("done ORCH-001 --notes x")
        await until(pilot, lambda: len(rows(top)) == 2)
        assert top.chosen
        assert top.chosen.id == "ORCH-003"

    watch(clawq, story)


@pytest.mark.parametrize("size", [(20, 6), (40, 12), (60, 20)])
def test_a_small_terminal_shows_the_items(clawq: Queue, size: tuple[int, int]) -> None:
    async def story(top: Top, pilot: Pilot[None]) -> None:
        await pilot.pause()
        table = top.query_one(DataTable)
        assert table.size.height > 0
        assert table.size.width <= size[0]
        assert not top.query_one("#slots").display

    watch(clawq, story, size)


# -- what keys do --------------------------------------------------------------------


def test_cancel_asks_first(clawq: Queue) -> None:
    def status(item_id: str) -> str:
        with clawq.engine().store.read() as view:
            return str(view.item(item_id).status)

    async def story(top: Top, pilot: Pilot[None]) -> None:
        await pilot.press("down", "c")
        await until(pilot, lambda: isinstance(top.screen, Question))
        await pilot.press("n")
        await pilot.pause()
        assert status("ORCH-002") == Status.PENDING
        await pilot.press("c")
        await until(pilot, lambda: isinstance(top.screen, Question))
        await pilot.press("y")
        await until(pilot, lambda: status("ORCH-002") == Status.BLOCKED)
        await until(pilot, lambda: "blocked" in [row[1] for row in rows(top)])

    watch(clawq, story)
    assert clawq("list --status blocked").startswith("ORCH-002\t")


def test_p_pauses_and_resumes_the_whole_queue(clawq: Queue) -> None:
    async def story(top: Top, pilot: Pilot[None]) -> None:
        await pilot.press("p")
        await until(pilot, lambda: "paused all" in shown(top, "head"))
        await pilot.press("p")
        await until(pilot, lambda: "paused all" not in shown(top, "head"))

    watch(clawq, story)
    assert "paused" not in clawq.run("status").out


def test_enter_tells_the_story_of_an_item(clawq: Queue) -> None:
    async def story(top: Top, pilot: Pilot[None]) -> None:
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(top.screen, Story))
        told = str(top.screen.query_one(Static).content)
        assert f"task: {SHOWN}" in told
        assert "add -> PENDING" in told
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(top.screen, Story))
        await pilot.press("q")
        assert top.return_code == 0

    watch(clawq, story)


def test_a_queue_that_goes_away_is_told_and_looked_for_again(clawq: Queue) -> None:
    async def story(top: Top, pilot: Pilot[None]) -> None:
        with clawq.engine().store.write() as tx:
            tx._connection.exec_driver_sql("ALTER TABLE pauses RENAME TO away")
        await until(pilot, lambda: "can't look" in shown(top, "head"))
        with clawq.engine().store.write() as tx:
            tx._connection.exec_driver_sql("ALTER TABLE away RENAME TO pauses")
        await until(pilot, lambda: "PENDING=2" in shown(top, "head"))

    watch(clawq, story)


# -- on a terminal -------------------------------------------------------------------


@pytest.mark.parametrize("ended_by", ["q", "SIGTERM"])
def test_on_a_real_terminal_it_draws_and_leaves_no_trace(
    clawq: Queue, ended_by: str
) -> None:
    """The terminal's settings, its screen and its cursor are as they were."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 110, 0, 0))
    before = termios.tcgetattr(theirs)
    process = subprocess.Popen(
        [*CLAWQ, "top"],
        cwd=clawq.directory, stdin=theirs, stdout=theirs, stderr=theirs,
        env={**fresh_environment(), "TERM": "xterm-256color"}, start_new_session=True,
    )  # fmt: skip
    drawn = b""
    os.set_blocking(ours, False)

    def text() -> str:
        nonlocal drawn
        with suppress(BlockingIOError):
            drawn += os.read(ours, 65536)
        return drawn.decode("utf-8", "replace")

    try:
        wait_until(lambda: "로그인" in text() and "ORCH-003" in text(), 30)
        assert termios.tcgetattr(theirs) != before
        if ended_by == "q":
            os.write(ours, b"q")
        else:
            process.terminate()
        wait_until(lambda: text() and process.poll() is not None, 20)
        told = text()
        assert process.returncode == 0, told
        assert termios.tcgetattr(theirs) == before
    finally:
        process.kill()
        process.wait()
        os.close(ours)
        os.close(theirs)
    assert told.count("\x1b[?1049h") == 1
    assert told.rindex("\x1b[?1049l") > told.rindex("\x1b[?1049h")
    assert told.rindex("\x1b[?25h") > told.rindex("\x1b[?25l")
    assert "[red]x[/red]" in told
    assert "owned" not in told
    assert "\x9b" not in told
    assert "\x1b[2J" not in told
