"""What most tests of commands begin with; a test's own file may say otherwise."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.support.commands import Commands
from tests.support.queue import Queue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def commands() -> Iterator[Commands]:
    with Commands() as running:
        yield running


@pytest.fixture
def empty(commands: Commands, tmp_path: Path) -> Queue:
    """A directory without a queue."""
    return Queue(commands, tmp_path)


@pytest.fixture(scope="module")
def made(commands: Commands, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home as `clawq init` makes it."""
    queue = Queue(commands, tmp_path_factory.mktemp("made"))
    queue("init")
    return queue.home


@pytest.fixture
def clawq(empty: Queue, made: Path) -> Queue:
    """A directory with an empty queue."""
    shutil.copytree(made, empty.home)
    return empty
