"""The run log: whole lines from many processes, and nobody's trouble when it fails."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from openclaw_celery.domain.errors import (
    BrokerUnavailable,
    InvalidValue,
    ItemNotFound,
    LeaseLost,
)
from openclaw_celery.runlog import NAME, Run, RunLog, Tally, checked_trace, told
from openclaw_celery.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
#: Writes its share of lines, each with the writer's and its own number.
WRITER = """
import sys
from pathlib import Path
from openclaw_celery.runlog import RunLog
from openclaw_celery.settings import Settings
log = RunLog(Settings(home=Path(sys.argv[1]), run_log_bytes=20_000, run_log_files=99))
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    line = {"ts_kst": "x", "who": sys.argv[2], "number": number, "text": "한" * 40}
    assert log.write(line)
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "clawq.toml").touch()
    return tmp_path


def lines(home: Path) -> list[dict[str, Any]]:
    text = (home / "logs" / NAME).read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def files(home: Path) -> Iterator[Path]:
    yield from (home / "logs").glob(f"{NAME}*")


def test_eight_processes_lose_no_line_while_the_file_is_rotated(home: Path) -> None:
    """More than a megabyte of lines through files of 20 kB."""
    each = 800
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, home, str(who), str(each)],
            stdin=subprocess.PIPE, cwd=ROOT,
        )
        for who in range(8)
    ]  # fmt: skip
    for writer in writers:
        assert writer.stdin
        writer.stdin.write(b"go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=60)
    assert [writer.returncode for writer in writers] == [0] * 8

    found = [
        (line["who"], line["number"])
        for line in RunLog(Settings(home=home, run_log_files=99)).lines()
        if line is not None
    ]
    assert sorted(found) == sorted((str(w), n) for w in range(8) for n in range(each))
    logs = [path for path in files(home) if path.suffix != ".lock"]
    # A file may grow beyond its size while whoever moves it does not get to it.
    assert len(logs) > 5


def test_old_files_are_dropped(home: Path) -> None:
    log = RunLog(Settings(home=home, run_log_bytes=100, run_log_files=3))
    for number in range(50):
        log.write({"ts_kst": "x", "number": number, "text": "y" * 40})

    names = sorted(path.name for path in files(home) if path.suffix != ".lock")
    assert set(names) <= {NAME, f"{NAME}.1", f"{NAME}.2"}
    kept = [line["number"] for line in log.lines() if line is not None]
    assert kept == list(range(50))[-len(kept) :]
    assert 4 <= len(kept) <= 6


def test_one_file_alone_starts_anew(home: Path) -> None:
    log = RunLog(Settings(home=home, run_log_bytes=10, run_log_files=1))
    log.write({"ts_kst": "x"})
    log.write({"ts_kst": "y"})

    assert [path.name for path in files(home)] == [f"{NAME}.lock"]


def test_zero_bytes_turn_it_off(home: Path) -> None:
    assert not RunLog(Settings(home=home, run_log_bytes=0)).write({})
    assert not (home / "logs").exists()


def test_a_run_says_when_it_started_and_how_it_ended(home: Path) -> None:
    run = Run(RunLog(Settings(home=home)), "cancel", "t-1", "ORCH-001")
    run.begin()
    run.end(2, error="Refused")
    run.end()

    start, end = lines(home)
    assert start.keys() == {
        "ts_kst", "ts_epoch_ms", "event", "trace_id", "command", "item_id"
    }  # fmt: skip
    assert end.keys() - start.keys() == {"exit_code", "status", "duration_ms", "error"}
    assert (start["event"], end["event"]) == ("run_start", "run_end")
    assert (end["exit_code"], end["status"], end["error"]) == (2, "error", "Refused")
    assert 0 <= end["duration_ms"] < 10_000
    assert {line["trace_id"] for line in (start, end)} == {"t-1"}


def test_only_its_owner_reads_it(home: Path) -> None:
    RunLog(Settings(home=home)).write({})

    assert stat.S_IMODE((home / "logs").stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "logs" / NAME).stat().st_mode) == 0o600


def test_no_home_is_made(tmp_path: Path) -> None:
    """Nor is a directory that is no home written to."""
    for home in (tmp_path / "nowhere", tmp_path):
        assert not RunLog(Settings(home=home)).write({})
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("what", ["directory", "link", "pipe", "file for logs"])
def test_a_log_that_can_not_be_written_is_nobodys_trouble(
    home: Path, what: str
) -> None:
    path = home / "logs" / NAME
    if what == "file for logs":
        path.parent.touch()
    else:
        path.parent.mkdir()
    if what == "directory":
        path.mkdir()
    elif what == "link":
        path.symlink_to(home / "elsewhere")
    elif what == "pipe":
        os.mkfifo(path)

    assert not RunLog(Settings(home=home)).write({})
    assert not (home / "elsewhere").exists()


def test_a_full_disk_is_nobodys_trouble(home: Path) -> None:
    (home / "logs").mkdir()
    code = (
        "import resource, signal, sys; from pathlib import Path;"
        "from openclaw_celery.runlog import RunLog;"
        "from openclaw_celery.settings import Settings;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10));"
        "log = RunLog(Settings(home=Path(sys.argv[1])));"
        "print(log.write({'ts_kst': 'x' * 20}), log.write({'ts_kst': 'y'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, home],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert done.stdout.split() == ["False", "False"]


def test_a_torn_line_takes_no_whole_one_with_it(home: Path) -> None:
    log = RunLog(Settings(home=home))
    log.write({"ts_kst": "1"})
    with (home / "logs" / NAME).open("ab") as file:
        file.write(b'{"ts_kst":"2","torn')
    log.write({"ts_kst": "3"})
    with (home / "logs" / NAME).open("ab") as file:
        file.write(b'[1]\nnonsense\n\xff\xfe\n{"ts_kst":"4"')

    found = list(log.lines())
    assert [line["ts_kst"] for line in found if line] == ["1", "3"]
    assert found.count(None) == 5


def test_what_was_typed_and_what_is_secret_is_not_told() -> None:
    url = "redis://me:p@ss:w0rd@queue:6379/0"

    assert told(InvalidValue("unknown priority 'my secret'")) == "InvalidValue"
    assert told(ItemNotFound("no item my secret")) == "ItemNotFound"
    broken = told(BrokerUnavailable(f"{url} refused,\nthen http://h/@x"))
    assert (
        broken
        == "BrokerUnavailable: redis://***@queue:6379/0 refused, then http://***@x"
    )
    assert len(told(LeaseLost("x" * 9999))) == 300
    assert told(KeyboardInterrupt()) == "KeyboardInterrupt"


def test_a_trace_id_is_a_name(home: Path) -> None:
    del home
    assert checked_trace("a-1:b.c") == "a-1:b.c"
    assert checked_trace(None) != checked_trace(None)
    for bad in ("", " ", "a b", "x" * 65, "a\n", "한글", '"'):
        with pytest.raises(InvalidValue):
            checked_trace(bad)


def test_a_tally_counts_each_run_once_while_the_log_is_rotated(tmp_path: Path) -> None:
    """However often it reads on, and a line that is half written counts when whole."""
    settings = Settings(home=tmp_path, run_log_bytes=900, run_log_files=3)
    (tmp_path / "clawq.toml").touch()
    log = RunLog(settings)
    tally = Tally(log)
    tally.read_on()
    for number in range(40):
        Run(log, "add", "t").begin()
        run = Run(log, "list", "t")
        run.begin()
        run.end(number % 2)
        if number % 3 == 0:
            tally.read_on()
    tally.read_on()
    tally.read_on()
    assert tally.sums.keys() == {"list"}
    assert (tally.sums["list"].count, tally.sums["list"].errors) == (40, 20)

    whole = b'{"ts_kst":"x","command":"list","duration_ms":7,"status":"ok"}\n'
    path = tmp_path / "logs" / NAME
    with path.open("ab") as file:
        file.write(whole[:20])
    before = tally.sums["list"].ms
    tally.read_on()
    assert tally.sums["list"].count == 40
    with path.open("ab") as file:
        file.write(whole[20:])
    tally.read_on()
    assert (tally.sums["list"].count, tally.sums["list"].ms) == (41, before + 7)
