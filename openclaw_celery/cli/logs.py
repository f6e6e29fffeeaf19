"""The command `logs`: what an agent prints, as it prints it."""

from __future__ import annotations

import codecs
import os
from typing import TYPE_CHECKING

import click

from openclaw_celery.cli.output import pass_call, print_json, say
from openclaw_celery.domain.errors import InvalidValue
from openclaw_celery.domain.item import Phase, Status
from openclaw_celery.ports import LOG_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from openclaw_celery.cli.output import Call
    from openclaw_celery.domain.item import Item
    from openclaw_celery.engine import Engine

#: Read at once: a log may be larger than the memory of who watches it.
BLOCK = 65536
#: How often a log that is followed is looked at, in seconds.
EVERY_S = 0.3
#: Where an item has come to an end, for now at least.
ENDED = {Status.DONE, Status.FAILED, Status.BLOCKED}

#: Where an attempt may still print something.
AT_WORK = {Phase.DISPATCHED, Phase.RUNNING}


@click.command(
    "logs",
    epilog="""\b
Examples:
  clawq logs ORCH-001 --tail 20        the last lines of the latest attempt
  clawq logs -f ORCH-001               as they come, until the item ends
  clawq logs ORCH-001 --attempt 1      what the first attempt printed""",
)
@click.argument("item_id", metavar="ID")
@click.option("--attempt", type=click.IntRange(1), metavar="N", help="[the latest]")
@click.option(
    "-n", "--tail", "--lines", "lines", default=200, show_default=True,
    type=click.IntRange(0), metavar="N", help="Only the last lines.",
)  # fmt: skip
@click.option("-f", "--follow", is_flag=True, help="Go on until the item ends.")
@pass_call
def logs_command(
    call: Call, item_id: str, attempt: int | None, lines: int, *, follow: bool
) -> None:
    """Show what the agent has printed in its latest attempt on this machine."""
    settings = call.settings()
    engine = call.engine(settings)
    with engine.store.read() as view:
        item = view.item(item_id)
    if attempt is not None and attempt > item.attempt:
        msg = f"{item.id} has had {item.attempt} attempts: there is no {attempt}"
        raise InvalidValue(msg)
    number = attempt or item.attempt
    runs = settings.home / "runs" / item.id
    path = runs / str(number) / LOG_NAME
    if call.json:
        if follow:
            msg = "--follow prints lines as they come: it can't be one JSON document"
            raise InvalidValue(msg)
        told = list(tail(path, lines)) if path.exists() else []
        print_json({"id": item.id, "attempt": number, "lines": told})
        return
    try:
        if follow:
            _follow_item(engine, item, runs, lines, only=attempt)
        elif path.exists():
            for line in tail(path, lines):
                say(line)
        else:
            say(f"{item.id}: no log on this machine yet", err=True)
    except KeyboardInterrupt:
        # The usual way to stop watching.
        raise click.exceptions.Exit(130) from None


def tail(path: Path, lines: int) -> Iterator[str]:
    """Yield the last *lines* of a file, holding no more than one of them."""
    with path.open("rb") as handle:
        handle.seek(_start_of(handle, lines))
        rest = ""
        for text in _texts(handle, final=True):
            *whole, rest = (rest + text).split("\n")
            yield from whole
            if len(rest) > BLOCK:
                yield rest
                rest = ""
        if rest:
            yield rest


def _start_of(handle: BinaryIO, lines: int) -> int:
    """Find where the last *lines* begin, looking from the end."""
    end = handle.seek(0, os.SEEK_END)
    if lines == 0 or end == 0:
        return end
    handle.seek(end - 1)
    # A newline at the very end closes the last line and begins none.
    wanted = lines + (handle.read(1) == b"\n")
    while end > 0:
        start = max(0, end - BLOCK)
        handle.seek(start)
        block = handle.read(end - start)
        found = block.count(b"\n")
        if found >= wanted:
            at = len(block)
            for _ in range(wanted):
                at = block.rindex(b"\n", 0, at)
            return start + at + 1
        wanted -= found
        end = start
    return 0


def _texts(
    handle: BinaryIO,
    decoder: codecs.IncrementalDecoder | None = None,
    *,
    final: bool = False,
) -> Iterator[str]:
    """Yield what is still to be read, in blocks; half a letter waits for the rest."""
    decoder = decoder or codecs.getincrementaldecoder("utf-8")("replace")
    while block := handle.read(BLOCK):
        yield decoder.decode(block)
    if final:
        yield decoder.decode(b"", final=True)


def _follow_item(
    engine: Engine, item: Item, runs: Path, lines: int, *, only: int | None
) -> None:
    """Follow one attempt after the other, until the item ends; or *only* this one."""
    from openclaw_celery.clock import sleep

    def now() -> Item:
        with engine.store.read() as view:
            return view.item(item.id)

    number = only or item.attempt
    while True:
        path = runs / str(number) / LOG_NAME

        def goes_on(number: int = number) -> bool:
            seen = now()
            return seen.attempt == number and seen.phase in AT_WORK

        if number and _appears(path, goes_on):
            _follow(path, lines, goes_on)
        seen = now()
        if only or (seen.status in ENDED and seen.attempt == number):
            return
        while seen.attempt == number:
            if seen.status in ENDED:
                return
            sleep(EVERY_S)
            seen = now()
        if number:
            say(f"-- attempt {seen.attempt} of {item.id}", err=True)
        number, lines = seen.attempt, 2**31


def _appears(path: Path, goes_on: Callable[[], bool]) -> bool:
    """Wait for a log while its attempt goes on; tell whether there is one."""
    from openclaw_celery.clock import sleep

    while not path.exists():
        if not goes_on():
            return path.exists()
        sleep(EVERY_S)
    return True


def _follow(path: Path, lines: int, goes_on: Callable[[], bool]) -> None:
    """Print the last lines, and each new one; a line is whole before it is shown."""
    from openclaw_celery.clock import sleep

    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    rest = ""
    with path.open("rb") as handle:
        handle.seek(_start_of(handle, lines))
        more = True
        while more:
            # Asked before the last look, so that nothing said in between is missed.
            more = goes_on()
            came = False
            for text in _texts(handle, decoder, final=False):
                came = True
                *whole, rest = (rest + text).split("\n")
                if len(rest) > BLOCK:
                    whole, rest = [*whole, rest], ""
                for line in whole:
                    say(line)
            if more and not came:
                sleep(EVERY_S)
    if rest:
        say(rest)
