"""The line of a SQLite file's writers: known, and rid of one that is frozen in it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import psutil
import pytest
from sqlalchemy import text

from openclaw_celery.domain.errors import StoreUnavailable
from openclaw_celery.store.database import file_of, open_engine, transaction
from openclaw_celery.store.turn import FrozenWriter, at_its_head, in_turn
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="other systems do not list locks"
)

WRITES = """
import sys
from openclaw_celery.store.turn import in_turn
with in_turn(sys.argv[1]):
    print("writing", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "queue.db")


@pytest.fixture
def writer(file: str) -> Iterator[subprocess.Popen[str]]:
    """A process that writes until its stdin is closed."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITES, file],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": __file__.rsplit("/tests/", 1)[0]},
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def stop(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGSTOP)
    state = psutil.Process(process.pid)
    wait_until(lambda: state.status() == psutil.STATUS_STOPPED)


def test_who_writes_is_known(file: str) -> None:
    assert at_its_head(file) is None
    with in_turn(file):
        assert at_its_head(file) == os.getpid()
    assert at_its_head(file) is None


def test_a_busy_writer_is_left_alone(file: str, writer: subprocess.Popen[str]) -> None:
    """However long it takes."""
    frozen = FrozenWriter(file)

    assert at_its_head(file) == writer.pid
    assert [frozen.look() for _ in range(5)] == [None] * 5
    assert writer.poll() is None


def test_a_frozen_writer_is_ended_at_the_second_look(
    file: str, writer: subprocess.Popen[str]
) -> None:
    frozen = FrozenWriter(file)
    stop(writer)

    assert frozen.look() is None
    assert frozen.look() == writer.pid
    assert writer.wait(5) == -signal.SIGKILL
    assert frozen.look() is None


def test_one_that_goes_on_meanwhile_is_left_alone(
    file: str, writer: subprocess.Popen[str]
) -> None:
    frozen = FrozenWriter(file)
    stop(writer)
    frozen.look()
    writer.send_signal(signal.SIGCONT)
    wait_until(lambda: psutil.Process(writer.pid).status() != psutil.STATUS_STOPPED)

    assert frozen.look() is None
    stop(writer)
    assert frozen.look() is None


def test_postgresql_gives_up_on_a_frozen_client(
    postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it has locked is free again, and it has changed nothing."""
    monkeypatch.setattr("openclaw_celery.store.database.IDLE_IN_TRANSACTION_S", 1)
    engine = open_engine(postgres)
    with transaction(engine, writes=True) as connection:
        connection.execute(text("CREATE TABLE t (n int)"))

    def freeze() -> None:
        with transaction(engine, writes=True) as frozen:
            frozen.execute(text("INSERT INTO t VALUES (1)"))
            threading.Event().wait(2)
            frozen.execute(text("INSERT INTO t VALUES (2)"))

    with pytest.raises(StoreUnavailable):
        freeze()

    with transaction(engine, writes=False) as connection:
        assert connection.execute(text("SELECT count(*) FROM t")).scalar_one() == 0
    engine.dispose()


def test_only_a_file_has_a_line(postgres: str, file: str) -> None:
    assert file_of(open_engine(f"sqlite:///{file}")) == file
    assert file_of(open_engine("sqlite://")) is None
    assert file_of(open_engine(postgres)) is None
