"""What those who watch get to see: the run log, kpi, health, metrics."""

from __future__ import annotations

import json
import shlex
import shutil
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from openclaw_celery.settings import load
from openclaw_celery.wiring import build
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.commands import Commands, Done

HEX = frozenset("0123456789abcdef")
EMPTY = """\
kpi success_rate=1.0 latency_p95_ms=- latency_avg_ms=- retry_count=0 stale_in_progress=0
kpi_queueing p50_ms=- p95_ms=- avg_ms=- n=0
kpi_run p50_ms=- p95_ms=- avg_ms=- n=0
kpi_end_to_end p50_ms=- p95_ms=- avg_ms=- n=0
kpi_losses n=0 lapses=0
kpi_used today_tokens=0 today_usd=0.0000 today_s=0 ever_tokens=0 \
ever_usd=0.0000 ever_s=0
kpi_gate accuracy=- false_pass_rate=- false_stop_rate=- n=0
"""


class Queue:
    """A directory with a queue in it, and what is typed there."""

    def __init__(self, commands: Commands, directory: Path) -> None:
        self._commands = commands
        self.directory = directory
        self.home = directory / ".clawq"

    def run(self, line: str, *, env: dict[str, str] | None = None) -> Done:
        return self._commands.run(*shlex.split(line), cwd=self.directory, env=env)

    def __call__(self, line: str) -> str:
        done = self.run(line)
        assert (done.code, done.err) == (0, "")
        return done.out

    def engine(self) -> Any:  # noqa: ANN401 - the engine
        return build(load(self.home, environ={}))

    def logged(self) -> list[dict[str, Any]]:
        path = self.home / "logs" / "orch_runs.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]

    def last(self) -> dict[str, Any]:
        """Return how the last run ended, which must have started as well."""
        start, end = self.logged()[-2:]
        assert (start["event"], end["event"]) == ("run_start", "run_end")
        assert start["trace_id"] == end["trace_id"]
        assert start["command"] == end["command"]
        return end


@pytest.fixture
def empty(commands: Commands, tmp_path: Path) -> Queue:
    return Queue(commands, tmp_path)


@pytest.fixture(scope="module")
def made(commands: Commands, tmp_path_factory: pytest.TempPathFactory) -> Path:
    queue = Queue(commands, tmp_path_factory.mktemp("made"))
    queue("init")
    return queue.home


@pytest.fixture
def clawq(empty: Queue, made: Path) -> Queue:
    shutil.copytree(made, empty.home)
    return empty


# -- the run log -----------------------------------------------------------------


def test_even_the_command_that_makes_the_home_is_logged(empty: Queue) -> None:
    empty("init")

    start, end = empty.logged()
    assert start["ts_epoch_ms"] <= end["ts_epoch_ms"]
    assert start == {
        "ts_kst": start["ts_kst"],
        "ts_epoch_ms": start["ts_epoch_ms"],
        "event": "run_start",
        "trace_id": start["trace_id"],
        "command": "init",
    }
    assert (end["exit_code"], end["status"], end["error"]) == (0, "ok", None)
    assert set(start["trace_id"]) <= HEX
    assert len(start["trace_id"]) == 32


def test_what_is_added_carries_the_trace_of_its_command(clawq: Queue) -> None:
    clawq("--trace-id my-trace add --task x")
    end = clawq.last()
    assert (end["command"], end["item_id"]) == ("add", "ORCH-001")
    assert end["trace_id"] == "my-trace"

    clawq("add --task y")
    fresh = clawq.last()["trace_id"]
    with clawq.engine().store.read() as view:
        traces = [view.item(f"ORCH-00{n}").trace_id for n in (1, 2)]
        [event] = view.events("ORCH-001")
    assert traces == ["my-trace", fresh]
    assert event.trace_id == "my-trace"


@pytest.mark.parametrize("end", ["done", "fail", "review", "cancel", "release"])
def test_one_trace_leads_from_add_to_the_end_of_what_is_picked(
    clawq: Queue, end: str
) -> None:
    """A command that is about one item is told under its trace, from its start on."""
    clawq("--trace-id mine add --task x --success-criteria 'README.md says hello'")
    clawq("cancel ORCH-001")
    clawq("answer ORCH-001 --text y")
    clawq("pick --owner-session me")
    clawq("renew ORCH-001 --owner-session me")
    clawq.run(
        {
            "done": "done ORCH-001 --owner-session me --notes x",
            "fail": "fail --id ORCH-001 --notes x",
            "review": "review --id ORCH-001 --report 'README.md says hello'",
            "cancel": "cancel ORCH-001",
            "release": "release ORCH-001 --owner-session me",
        }[end]
    )

    mine = [line for line in clawq.logged() if line["trace_id"] == "mine"]
    assert [(m["command"], m["event"]) for m in mine] == [
        (command, event)
        for command in ("add", "cancel", "answer", "pick", "renew", end)
        for event in ("run_start", "run_end")
    ]
    assert {m["item_id"] for m in mine[1:]} == {"ORCH-001"}


def test_a_command_of_a_group_is_told_as_it_is_typed(clawq: Queue) -> None:
    """Under the trace that is named behind it, too."""
    clawq("intake submit --request 'a, b' --trace-id mine")

    end = clawq.last()
    assert (end["command"], end["trace_id"]) == ("intake submit", "mine")


def test_a_command_about_several_items_or_none_has_a_trace_of_its_own(
    clawq: Queue,
) -> None:
    """So has one that was named; what is refused is logged whole as well."""
    clawq("--trace-id mine add --task x")
    clawq("--trace-id other add --task y")
    for line in (
        "cancel ORCH-001 ORCH-002",
        "--trace-id named answer ORCH-001 --text x",
        "done ORCH-404 --notes x",
        "pick --role 'a b'",
    ):
        before = len(clawq.logged())
        clawq.run(line)
        assert len(clawq.logged()) == before + 2
        assert clawq.last()["trace_id"] not in {"mine", "other"}
    assert [line["trace_id"] for line in clawq.logged()].count("named") == 2


@pytest.mark.parametrize(
    ("line", "code", "command", "error"),
    [
        ("show ORCH-404", 2, "show", "ItemNotFound"),
        ("show", 2, "show", "MissingParameter"),
        ("list --status 'my secret'", 2, "list", "InvalidValue"),
        ("list --secret", 2, "list", "NoSuchOption"),
        ("list 'my secret'", 2, "list", "UsageError"),
        ("ping --beat", 1, "ping", None),
        ("ps", 3, "ps", "Unavailable: nothing runs here: start it with `clawq up`"),
        ("health --max-losses 0", 0, "health", None),
    ],
)
def test_how_it_ended_is_logged_but_not_what_was_typed(
    clawq: Queue, line: str, code: int, command: str, error: str | None
) -> None:
    assert clawq.run(line).code == code

    end = clawq.last()
    assert (end["command"], end["exit_code"], end["error"]) == (command, code, error)
    assert end["status"] == ("error" if code else "ok")
    assert "secret" not in (clawq.home / "logs" / "orch_runs.jsonl").read_text()


def test_no_text_and_no_password_gets_into_the_log(clawq: Queue) -> None:
    """Neither from the arguments nor from what goes wrong with them."""
    clawq("add --task 'hush hush' --notes hush --success-criteria hush")
    clawq.run("--database-url postgresql://me:hush@127.0.0.1:1/x list")
    assert clawq.last()["exit_code"] == 3
    clawq.run("--redis-url redis://me:hush@127.0.0.1:x/0 list")
    clawq.run("intake --request hush")

    assert "hush" not in (clawq.home / "logs" / "orch_runs.jsonl").read_text()


def test_help_and_version_and_what_is_no_command_are_not_logged(clawq: Queue) -> None:
    before = (clawq.home / "logs" / "orch_runs.jsonl").read_bytes()
    for line in ("--help", "list --help", "--version", "", "nonsense", "--nonsense"):
        clawq.run(line)

    assert (clawq.home / "logs" / "orch_runs.jsonl").read_bytes() == before


def test_what_becomes_another_program_is_not_logged(clawq: Queue) -> None:
    """It could start in the log, and never end."""
    before = clawq.logged()

    assert clawq.run("broker --redis-url redis://127.0.0.1:1/0").code == 2
    assert clawq.logged() == before


def test_no_home_is_made_for_the_log(empty: Queue) -> None:
    assert empty.run("list").code == 2
    assert empty.run(f"list --home {empty.directory}").code == 2
    assert not list(empty.directory.iterdir())


def test_a_log_that_can_not_be_written_fails_nothing(clawq: Queue) -> None:
    shutil.rmtree(clawq.home / "logs")
    (clawq.home / "logs").touch()

    assert clawq("add --task x") == "Added ORCH-001\n"


def test_settings_that_are_wrong_are_logged_as_that(clawq: Queue) -> None:
    (clawq.home / "clawq.toml").write_text("nonsense = 1\n")

    assert clawq.run("list").code == 2
    assert clawq.last()["error"] == "SettingsError"


def test_the_log_is_rotated_as_the_settings_say(clawq: Queue) -> None:
    (clawq.home / "clawq.toml").write_text("run_log_bytes = 900\nrun_log_files = 2\n")
    for _ in range(12):
        clawq("list")

    names = {path.name for path in (clawq.home / "logs").glob("orch_runs.jsonl*")}
    assert "orch_runs.jsonl.1" in names
    assert "orch_runs.jsonl.2" not in names


@pytest.mark.parametrize("trace", ["a b", "", "x" * 65, "한글"])
def test_a_trace_id_that_is_no_name_is_refused(clawq: Queue, trace: str) -> None:
    done = clawq.run(f"--trace-id '{trace}' add --task x")

    assert (done.code, "trace-id" in done.complaint) == (2, True)
    assert clawq("list") == ""


# -- kpi -------------------------------------------------------------------------


def test_kpi_of_an_empty_queue(clawq: Queue) -> None:
    assert clawq("kpi") == EMPTY
    assert clawq("kpi --fail-on-alert --max-latency-p95-ms 0") == EMPTY
    told = clawq.run("kpi --json").json
    assert (told["success_rate"], told["latency_p95_ms"]) == (1.0, None)
    assert told["alerts"] == []


@pytest.fixture
def busy(clawq: Queue) -> Queue:
    """A queue in which one item was done in a second, and one failed in four."""
    clawq("add --task a --id A")
    clawq("add --task b --id B")
    with sqlite3.connect(clawq.home / "queue.db") as database:
        for name, status, ms in (("A", "DONE", 1000), ("B", "FAILED", 4000)):
            database.execute(
                "UPDATE items SET status = ?, ended_at = created_at + ? WHERE id = ?",
                (status, ms, name),
            )
    database.close()
    return clawq


def test_kpi_tells_what_passes_its_limit(busy: Queue) -> None:
    line = "kpi --max-latency-p95-ms 3000"
    out = busy(line)

    assert out.splitlines()[0] == (
        "kpi success_rate=0.5 latency_p95_ms=4000 latency_avg_ms=2500 "
        "retry_count=0 stale_in_progress=0"
    )
    assert out.splitlines()[-2:] == [
        "alert failure_rate=0.5 limit=0.2",
        "alert latency_p95_ms=4000 limit=3000",
    ]
    told = busy.run(f"{line} --json").json["alerts"]
    assert told[0] == {"name": "failure_rate", "value": 0.5, "limit": 0.2}
    failed = busy.run(f"{line} --fail-on-alert")
    assert (failed.code, failed.out, failed.err) == (2, out, "")
    assert busy.run("kpi --max-failure-rate 0.5 --fail-on-alert").code == 0


@pytest.mark.parametrize("command", ["kpi", "health"])
@pytest.mark.parametrize(
    "option",
    [
        "--max-failure-rate 1.1",
        "--max-failure-rate nan",
        "--max-failure-rate x",
        "--max-latency-p95-ms -1",
        "--max-stale-in-progress -1",
        "--max-stale-in-progress 0.5",
        "--stale-minutes inf",
        "--stale-minutes nan",
        "--since -1",
        "--since 1e99",
        "--max-losses x",
    ],
)
def test_a_limit_that_is_none_is_refused(
    clawq: Queue, command: str, option: str
) -> None:
    done = clawq.run(f"{command} {option}")

    assert done.code == 2
    assert option.partition(" ")[0] in done.complaint


# -- health ----------------------------------------------------------------------


def health(queue: Queue, line: str = "health") -> tuple[int, str]:
    done = queue.run(line)
    assert done.err == ""
    told = json.loads(queue.run(f"{line} --json").out)
    assert told["exit_code"] == done.code
    assert done.out == (
        f"HEALTH_{told['health']} {'; '.join(told['reasons'])}".strip() + "\n"
    )
    return done.code, done.out.rstrip("\n")


def test_an_idle_queue_is_well(clawq: Queue) -> None:
    assert health(clawq) == (0, "HEALTH_OK")


def test_health_fails_with_the_work(busy: Queue) -> None:
    assert health(busy) == (10, "HEALTH_FAIL failure_rate=0.5 limit=0.2")
    assert health(busy, "health --max-failure-rate 0.5")[0] == 0


def test_health_warns_of_what_will_bite(clawq: Queue) -> None:
    clawq("add --task x")
    clawq("pause priority:P2")

    assert health(clawq) == (
        20,
        (
            "HEALTH_WARN paused priority:P2; 1 pending and no slot is live; "
            "the broker does not answer"
        ),
    )


def test_a_lease_that_a_session_let_run_out_is_no_failure(clawq: Queue) -> None:
    """Worth a look while it lasts; the figures know of it afterwards."""
    clawq("add --task x")
    clawq("pick --owner-session me --lease-seconds 1")
    wait_until(lambda: "run out" in clawq.run("health").out, 10)
    assert health(clawq)[0] == 20
    assert "the lease of me on ORCH-001 has run out" in health(clawq)[1]

    assert clawq.run("pick --owner-session you").out == "ORCH-001\n"
    assert "run out" not in health(clawq)[1]
    assert health(clawq)[0] != 10
    told = clawq.run("kpi --json").json
    assert (told["losses"], told["lapses"]) == (0, 1)
    assert "\nkpi_losses n=0 lapses=1\n" in clawq("kpi")


def test_health_can_not_tell_without_a_queue(empty: Queue) -> None:
    code, told = health(empty)
    assert (code, told) == (
        30,
        "HEALTH_ERROR no queue in .clawq: run `clawq init` first",
    )
    code, told = health(empty, "--database-url postgresql://me:pw@127.0.0.1:1/x health")
    assert code == 30
    assert "refused" in told
    assert "pw" not in told


# -- metrics ---------------------------------------------------------------------


def test_metrics_add_up_the_log_and_the_queue(busy: Queue) -> None:
    busy.run("show NOPE")
    with (busy.home / "logs" / "orch_runs.jsonl").open("a") as log:
        log.write("torn\n")

    told = busy.run("metrics").json
    assert (told["runs"]["add"]["count"], told["runs"]["add"]["errors"]) == (2, 0)
    assert (told["runs"]["show"]["count"], told["runs"]["show"]["errors"]) == (1, 1)
    assert told["unreadable_lines"] == 1
    assert told["items"]["by_status"]["FAILED"] == 1
    assert told["items"]["by_priority"] == {"P1": {"DONE": 1, "FAILED": 1}}
    assert (told["kpi"]["success_rate"], told["slots"]) == (0.5, [])


def test_prometheus_reads_the_metrics(busy: Queue) -> None:
    families = {
        family.name: {
            tuple(sample.labels.values()): sample.value for sample in family.samples
        }
        for family in text_string_to_metric_families(busy("metrics --prometheus"))
    }

    assert families["clawq_items"]["P1", "DONE"] == 1
    assert families["clawq_items"]["P0", "DONE"] == 0
    assert families["clawq_runs"]["add", "ok"] == 2
    assert families["clawq_success_ratio"][()] == 0.5
    assert families["clawq_seconds"]["end_to_end", "0.95"] == 4
    assert families["clawq_up"][()] == 1
