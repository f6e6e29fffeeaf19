"""The command runtime and its keeper, with real processes."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openclaw_celery import keeper
from openclaw_celery.domain.attempt import Failed, FailureKind, Reported, Stopped
from openclaw_celery.domain.errors import RuntimeUnavailable, SettingsError
from openclaw_celery.runtimes.command import CommandRuntime
from openclaw_celery.settings import CommandSettings
from tests.support.agents import (
    FAMILY,
    FAMILY_SIZE,
    HERE,
    FakeHold,
    family_of,
    living,
    make_assignment,
    marked,
    python,
)
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import psutil

    from openclaw_celery.domain.attempt import Outcome
    from openclaw_celery.ports import Assignment

ROOT = Path(__file__).parents[2]
GRACE = 0.5


class Stage:
    """One item, and whatever is started for it; leaves nothing running."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.item_id = f"T-{secrets.token_hex(4)}"
        self.workspace = home / "workspaces" / self.item_id
        self.hold = FakeHold()
        self._workers: list[subprocess.Popen[str]] = []

    def assignment(self, **about: Any) -> Assignment:  # noqa: ANN401 - any field
        return make_assignment(self.home, self.item_id, **about)

    def run(
        self,
        *argv: str,
        about: dict[str, Any] | None = None,
        **how: Any,  # noqa: ANN401 - any setting
    ) -> Outcome:
        """Run an agent to its end."""
        settings = CommandSettings(argv=argv, **{"grace_s": GRACE, **how})
        return CommandRuntime(settings).run(self.assignment(**about or {}), self.hold)

    def begin(self, *argv: str, **how: Any) -> Callable[[], Outcome]:  # noqa: ANN401
        """Run an agent in a thread; the function returned waits for its end."""
        ended: list[Outcome] = []
        thread = threading.Thread(target=lambda: ended.append(self.run(*argv, **how)))
        thread.start()

        def end() -> Outcome:
            thread.join(30)
            assert ended, "the run has not ended"
            return ended[0]

        return end

    def work(
        self, *argv: str, lease: float = 60, fence: int = 1
    ) -> subprocess.Popen[str]:
        """Run an agent in a worker of its own."""
        about = (str(self.home), self.item_id, str(fence), str(lease))
        worker = subprocess.Popen(
            [sys.executable, str(HERE / "worker.py"), *about, *argv],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        self._workers.append(worker)
        return worker

    def family(self) -> list[int]:
        """Wait for the whole family of the agent, and return its pids."""
        wait_until(
            lambda: len(family_of(self.workspace)) == FAMILY_SIZE, what="the family"
        )
        return family_of(self.workspace)

    def keeper(self) -> psutil.Process:
        """Return the keeper of the agent that runs."""
        (found,) = [
            process
            for process in marked(self.item_id)
            if keeper.__file__ in process.cmdline()
        ]
        return found

    def left(self) -> list[psutil.Process]:
        """Return what lives of the item, marked or written down."""
        pids = {process.pid for process in marked(self.item_id)}
        return living(pids | set(family_of(self.workspace)))

    def wait_until_gone(self) -> None:
        wait_until(lambda: not self.left(), timeout=8, what="the end of all processes")

    def close(self) -> list[str]:
        """End whatever is left and return what that was."""
        self.hold.lose("the test is over")
        for worker in self._workers:
            worker.kill()
            worker.communicate()
        with contextlib.suppress(TimeoutError):
            self.wait_until_gone()
        left = self.left()
        told = [str(process) for process in left]
        for process in left:
            process.kill()
        return told


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """One item; the test fails if anything of it outlives the test."""
    stage = Stage(tmp_path)
    yield stage
    assert stage.close() == []


# -- All processes end -------------------------------------------------------


@pytest.mark.parametrize("how", [(), ("stubborn",)])
def test_a_time_limit_ends_the_whole_tree(stage: Stage, how: tuple[str, ...]) -> None:
    """A child, a grandchild, a daemon that left its session and environment."""
    outcome = stage.run(*FAMILY, *how, time_limit_s=1)

    assert outcome == Failed(
        FailureKind.TRANSIENT, "time limit of 1 s passed", -15
    ) or (
        how and outcome == Failed(FailureKind.TRANSIENT, "time limit of 1 s passed", -9)
    )
    assert len(family_of(stage.workspace)) == FAMILY_SIZE
    assert stage.left() == []


def test_a_lost_lease_ends_the_whole_tree(stage: Stage) -> None:
    """Within its grace, and the runtime says why."""
    end = stage.begin(*FAMILY, "stubborn")
    stage.family()

    stage.hold.lose("the item is PENDING, fence 2")

    assert end() == Stopped("the item is PENDING, fence 2")
    assert stage.left() == []


@pytest.mark.parametrize("signum", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_tree_ends_with_its_worker(stage: Stage, signum: signal.Signals) -> None:
    """However the worker ends, kill -9 included, and without any grace."""
    worker = stage.work(*FAMILY, "stubborn")
    stage.family()

    worker.send_signal(signum)

    stage.wait_until_gone()


def test_the_tree_ends_with_the_lease_of_a_frozen_worker(stage: Stage) -> None:
    """A worker that is stopped can't renew: its keeper ends the agent in time."""
    worker = stage.work(*FAMILY, lease=1.5)
    family = stage.family()

    worker.send_signal(signal.SIGSTOP)

    wait_until(lambda: not living(family), timeout=8, what="the end of the family")
    worker.send_signal(signal.SIGCONT)
    told, _ = worker.communicate(timeout=10)
    assert told.startswith("Stopped(reason='the lease ran out'")


def test_a_renewed_lease_goes_on(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The deadline the agent was started with moves on with each renewal."""
    monkeypatch.setattr("openclaw_celery.runtimes.command.KEEP_EVERY_S", 0.1)
    stage.hold.seconds = 0.8

    outcome = stage.run("/bin/sh", "-c", "sleep 1.3; echo done")

    assert outcome == Reported("done\n")


def test_what_an_agent_leaves_behind_ends_with_it(stage: Stage) -> None:
    """Its report counts all the same."""
    outcome = stage.run(*FAMILY, "leave", "stubborn")

    assert outcome == Reported("[REPORT x]\n")
    assert len(family_of(stage.workspace)) == FAMILY_SIZE
    assert stage.left() == []


def test_a_killed_keeper_takes_the_agent_along(stage: Stage) -> None:
    """The agent by the kernel, its children by their mark."""
    end = stage.begin("/bin/sh", "-c", "sleep 1000 & setsid sleep 1000 & wait")
    wait_until(lambda: len(marked(stage.item_id)) == 4, what="agent and children")

    stage.keeper().kill()

    assert end() == Failed(FailureKind.TRANSIENT, "the agent's keeper was killed")
    assert stage.left() == []


def test_a_frozen_keeper_is_killed_once_the_lease_is_lost(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing an agent does to its keeper lets it keep an item."""
    monkeypatch.setattr(keeper, "FENCE_GRACE_S", 0.2)
    monkeypatch.setattr(keeper, "KILL_WAIT_S", 0.2)
    monkeypatch.setattr("openclaw_celery.runtimes.command.KEEPER_SLACK_S", 0.2)
    end = stage.begin(*FAMILY)
    stage.family()
    stage.keeper().suspend()

    stage.hold.lose("gone")

    assert end() == Stopped("gone")
    assert stage.left() == []


def test_a_keeper_that_is_told_to_end_ends_its_agent(stage: Stage) -> None:
    """As when a whole machine is shut down: the item is tried again."""
    end = stage.begin(*FAMILY)
    stage.family()

    stage.keeper().terminate()

    outcome = end()
    assert isinstance(outcome, Failed)
    assert (outcome.kind, outcome.message) == (
        FailureKind.TRANSIENT,
        "the agent was stopped from outside",
    )
    assert stage.left() == []


def test_a_lease_that_is_lost_already_starts_nothing(stage: Stage) -> None:
    stage.hold.lose("too late")

    assert stage.run("/bin/sh", "-c", "touch here") == Stopped("too late")
    assert not (stage.workspace / "here").exists()


# -- Reaping -----------------------------------------------------------------


def test_reap_ends_older_fences_only(stage: Stage) -> None:
    """The attempt that runs now keeps its processes; keepers count as well."""
    runtime = CommandRuntime(CommandSettings(grace_s=GRACE))
    for fence in (3, 5):
        stage.work(
            "/bin/sh", "-c", f"echo $$ > pid{fence}; exec sleep 1000", fence=fence
        )
    wait_until(lambda: len(marked(stage.item_id)) == 4, what="both attempts")
    wait_until((stage.workspace / "pid5").exists)

    assert runtime.reap(stage.item_id, before_fence=3) == 0
    assert runtime.reap("T-other", before_fence=9) == 0
    assert runtime.reap(stage.item_id, before_fence=5) == 2

    marks = {process.environ()["CLAWQ_MARK"] for process in marked(stage.item_id)}
    assert marks == {f"{stage.item_id}:5"}


def test_reap_spares_another_installation(stage: Stage, tmp_path: Path) -> None:
    """Ids repeat from one installation to the next, workspaces do not."""
    stage.work("/bin/sleep", "1000")
    wait_until(lambda: len(marked(stage.item_id)) == 2, what="the agent")
    settings = CommandSettings(grace_s=GRACE)

    other = CommandRuntime(settings, workspaces=tmp_path / "elsewhere")
    assert other.reap(stage.item_id, before_fence=9) == 0
    own = CommandRuntime(settings, workspaces=tmp_path / "workspaces")
    assert own.reap(stage.item_id, before_fence=9) == 2


def test_reap_spares_the_agent_it_is_called_from(stage: Stage) -> None:
    """A queue that is worked on by an agent of a queue does not end itself."""
    code = (
        "from openclaw_celery.runtimes.command import CommandRuntime as R;"
        "from openclaw_celery.settings import CommandSettings as S;"
        f"print(R(S()).reap({stage.item_id!r}, before_fence=9))"
    )
    path = {"PYTHONPATH": str(ROOT)}

    outcome = stage.run(sys.executable, "-c", code, set_env=path)

    assert outcome == Reported("0\n")


# -- What the agent gets -----------------------------------------------------


def test_the_environment_is_an_allow_list(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No secret of the worker reaches the agent or its keeper."""
    monkeypatch.setenv("CANARY", "s3cret-canary")
    monkeypatch.setenv("CLAWQ_DATABASE_URL", "postgresql://u:s3cret-canary@h/d")
    watch = "cat /proc/self/environ /proc/$PPID/environ /proc/$PPID/cmdline"

    outcome = stage.run(
        "/bin/sh", "-c", watch, env=("PATH", "HOME"), set_env={"MODEL": "m-1"}
    )

    assert isinstance(outcome, Reported)
    assert "MODEL=m-1" in outcome.report
    assert f"CLAWQ_MARK={stage.item_id}:1" in outcome.report
    assert "canary" not in outcome.report
    assert "LANG=" not in outcome.report.partition("keeper.py")[0].partition("PATH")[0]


def test_the_agent_learns_what_it_is_about(stage: Stage) -> None:
    names = "ITEM ATTEMPT MARK WORKSPACE PROMPT REPORT".split()
    code = f"import os; [print(os.environ['CLAWQ_' + n]) for n in {names}]"
    code += "; print(os.getcwd())"

    outcome = stage.run(*python(code), about={"attempt": 2, "fence": 7})

    run_dir = stage.home / "runs" / stage.item_id / "2"
    assert isinstance(outcome, Reported)
    assert outcome.report.splitlines() == [
        stage.item_id,
        "2",
        f"{stage.item_id}:7",
        str(stage.workspace),
        str(run_dir / "prompt.md"),
        str(run_dir / "report.md"),
        str(stage.workspace),
    ]


@pytest.mark.parametrize(
    "title", ["; rm -rf /", "$(reboot)", "--dangerous", "{item_id}\n-x", "가" * 9000]
)
def test_what_an_item_says_never_becomes_an_argument(stage: Stage, title: str) -> None:
    """It goes into the prompt, which arrives as it is."""
    code = "import sys; print(sys.argv[1:]); print(ascii(sys.stdin.read()))"

    outcome = stage.run(
        *python(code),
        "--for={item_id}.{attempt}",
        "{{item_id}}",
        about={"title": title, "prompt": title},
        set_env={"PYTHONUTF8": "1"},
    )

    assert isinstance(outcome, Reported)
    arguments, prompt = outcome.report.splitlines()
    assert arguments == str([f"--for={stage.item_id}.1", "{item_id}"])
    assert prompt in {ascii(title), ascii(title.replace("\r", "\n"))}


def test_a_prompt_that_is_no_text_is_written_all_the_same(stage: Stage) -> None:
    """A lone surrogate can come from a file name or from JSON."""
    assert stage.run("/bin/cat", about={"prompt": "a\udcffb"}) == Reported("a?b")


def test_the_prompt_can_be_a_file_instead(stage: Stage) -> None:
    outcome = stage.run(
        *("/bin/sh", "-c", 'cat; cat "$1"', "sh", "{prompt_file}"),
        prompt="file",
        about={"prompt": "hello"},
    )

    assert outcome == Reported("hello")


def test_a_link_planted_for_our_files_is_not_followed(stage: Stage) -> None:
    """An earlier attempt may have known where this one writes."""
    victim = stage.home / "victim"
    victim.write_text("kept")
    run_dir = stage.assignment().run_dir
    for name in ("prompt.md", "output.log", "report.md"):
        (run_dir / name).symlink_to(victim)

    outcome = stage.run("/bin/sh", "-c", "echo said", report="file")

    assert outcome == Reported("said\n")
    assert victim.read_text() == "kept"
    assert (run_dir / "output.log").read_text() == "said\n"


# -- How it ends -------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "kind", "message"),
    [
        ("exit 3", FailureKind.UNKNOWN, "exit code 3"),
        (
            "echo rate limit >&2; exit 1",
            FailureKind.QUOTA,
            "exit code 1: rate limit",
        ),
        ("echo forbidden; exit 1", FailureKind.BLOCKED, "exit code 1: forbidden"),
        (
            "echo 'no such file'; exit 1",
            FailureKind.PERMANENT,
            "exit code 1: no such file",
        ),
        ("kill -KILL $$", FailureKind.UNKNOWN, "killed by SIGKILL"),
        ("kill -SEGV $$", FailureKind.UNKNOWN, "killed by SIGSEGV"),
        (
            r"printf 'one\n\n\033[31mtwo\033[0m \342\200\256x\r\n' >&2; exit 2",
            FailureKind.UNKNOWN,
            "exit code 2: one / two x",
        ),
    ],
)
def test_a_failure_says_what_the_agent_said_last(
    stage: Stage, script: str, kind: FailureKind, message: str
) -> None:
    """Without what could steer a terminal."""
    outcome = stage.run("/bin/sh", "-c", script)

    assert isinstance(outcome, Failed)
    assert (outcome.kind, outcome.message) == (kind, message)
    assert outcome.exit_code == {"kill -KILL $$": -9, "kill -SEGV $$": -11}.get(
        script, int(re.sub(r"\D", "", script[-2:]) or 0)
    )


@pytest.mark.parametrize(
    ("script", "kind", "minutes"),
    [
        ("echo 'Error: 429 rate limit reached, try again in 20 minutes' >&2; exit 1",
         FailureKind.QUOTA, 20),
        ("echo 'You have hit your usage limit, resets in 2 hours'; exit 1",
         FailureKind.QUOTA, 120),
        # A warning beside it is not what stopped it.
        ("echo 'usage limit reached, try again in 5m'; echo 'old node' >&2; exit 1",
         FailureKind.QUOTA, 5),
        ("echo 'again in 3 minutes, please: try again in 3 minutes'; exit 75",
         FailureKind.QUOTA, 3),
        ("exit 75", FailureKind.QUOTA, None),
        ("echo 'Not logged in. Please run /login' >&2; exit 1",
         FailureKind.BLOCKED, None),
        ("echo 'which of the two databases?' >&2; exit 77", FailureKind.BLOCKED, None),
        ("echo 'error in main.py line 429' >&2; exit 1", FailureKind.UNKNOWN, None),
        ("echo 'Disk quota exceeded' >&2; exit 1", FailureKind.TRANSIENT, None),
        ("echo 'the login test fails' >&2; exit 1", FailureKind.UNKNOWN, None),
    ],
)  # fmt: skip
def test_any_program_can_say_what_stops_it(
    stage: Stage, script: str, kind: FailureKind, minutes: int | None
) -> None:
    """In its words, or by an exit code: a limit costs no try, a person is asked."""
    outcome = stage.run("/bin/sh", "-c", script)

    assert isinstance(outcome, Failed)
    assert outcome.kind is kind
    after = timedelta(minutes=minutes) if minutes else None
    assert outcome.retry_after == after


def test_a_limit_ends_at_a_time_of_the_agents_own_zone(stage: Stage) -> None:
    """Whatever the zone of this process is."""
    script = "echo 'usage limit reached, resets 12pm'; exit 1"
    ends = []
    for zone in ("UTC", "Asia/Seoul"):
        outcome = stage.run("/bin/sh", "-c", script, set_env={"TZ": zone})
        assert isinstance(outcome, Failed)
        assert outcome.retry_after
        ends.append(outcome.retry_after.total_seconds())

    assert round((ends[0] - ends[1]) / 3600) % 24 == 9


ASKS = [
    "Do you want to allow this command? [y/N]",
    "Overwrite a.txt? (yes/no): ",
    "Password: ",
    "[sudo] password for me: ",
    "Enter passphrase for key '/x/id': ",
    "Username for 'https://git.example': ",
    "? Which template do you like \u203a - Use arrow-keys",
    "? Project name: (shop)",
    "Do you want to proceed?\n \u276f 1. Yes\n   2. No, tell it (esc)\n",
    "\x1b[1mDo you trust the files in this folder?\x1b[0m\n\n> Yes\n",
    "Press Enter to continue...",
    "계속 진행하시겠습니까? [예/아니오]",
    "덮어쓸까요, 아니면 그대로 할까요?",
    "비밀번호: ",
    "인증 코드를 입력하세요",
]
WORKS = [
    "running 12 tests",
    "Downloading... 42%",
    "What does this function do? It adds.",
    "password: accepted\n",
    "Compiling login.ts",
    "do you want tests? yes, I wrote them.",
    "thinking",
    "비밀번호 확인 함수를 고쳤습니다.",
    "",
]


@pytest.mark.parametrize("said", ASKS)
def test_a_question_is_known(said: str) -> None:
    first = re.sub(r"\x1b\[\dm", "", said).splitlines()[0]
    assert keeper.question_in(f"working\n{said}".encode()) == first.strip()


@pytest.mark.parametrize("said", WORKS)
def test_what_is_no_question_is_known(said: str) -> None:
    assert keeper.question_in(f"Continue? [y/N]\nworking\n{said}".encode()) == ""


@given(st.binary(max_size=300))
def test_no_output_breaks_the_look_for_a_question(said: bytes) -> None:
    assert len(keeper.question_in(said)) <= 300


def test_an_agent_that_waits_for_an_answer_is_ended(stage: Stage) -> None:
    """Its question goes to a person; it would wait for ever."""
    script = "echo working; printf 'Delete all of it? [y/N] '; exec sleep 1000"
    outcome = stage.run("/bin/sh", "-c", script, ask_s=0.3)

    assert isinstance(outcome, Failed)
    assert outcome.kind is FailureKind.BLOCKED
    assert outcome.message == "it waits for an answer: Delete all of it? [y/N]"
    assert "working" in outcome.report
    assert not marked(stage.item_id)


def test_an_agent_that_is_only_silent_goes_on(stage: Stage) -> None:
    """And so does one that asks where the settings let it."""
    for said, ask_s in (("working", 0.2), ("Sure? [y/N]", 0)):
        script = f"echo '{said}'; sleep 1; echo done"
        outcome = stage.run("/bin/sh", "-c", script, ask_s=ask_s)
        assert outcome == Reported(f"{said}\ndone\n")


def test_a_failure_message_is_short_and_a_report_whole(stage: Stage) -> None:
    outcome = stage.run(*python("print('word ' * 5000); raise SystemExit(1)"))

    assert isinstance(outcome, Failed)
    assert len(outcome.message) <= 500
    assert outcome.message.endswith("word word")
    assert len(outcome.report) == 25001


def test_an_agent_that_says_nothing_reports_nothing(stage: Stage) -> None:
    assert stage.run("/bin/true") == Reported("")


@pytest.mark.parametrize("signum", ["TERM", "INT", "HUP", "PIPE", "CHLD"])
def test_signals_mean_to_an_agent_what_they_mean_by_default(
    stage: Stage, signum: str
) -> None:
    """Nothing the worker ignores stays ignored."""
    outcome = stage.run("/bin/sh", "-c", f"kill -{signum} $$; echo still here")

    if signum == "CHLD":
        assert outcome == Reported("still here\n")
    else:
        assert isinstance(outcome, Failed)
        assert outcome.message == f"killed by SIG{signum}"


# -- Programs that can't be started ------------------------------------------


def test_a_missing_program_is_named(stage: Stage, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_text("echo hello")
    empty = tmp_path / "empty"
    empty.write_text("\x7fELF nonsense")
    empty.chmod(0o755)

    for name in ("no-such-agent", str(plain), str(empty)):
        with pytest.raises(RuntimeUnavailable, match=re.escape(name)):
            stage.run(name)


def test_the_path_that_counts_is_the_agents_own(stage: Stage, tmp_path: Path) -> None:
    tool = tmp_path / "tools" / "my-agent"
    tool.parent.mkdir()
    tool.write_text("#!/bin/sh\necho $0\n")
    tool.chmod(0o755)
    path = {"PATH": f"{tool.parent}:/usr/bin:/bin"}

    assert stage.run("my-agent", set_env=path) == Reported(f"{tool}\n")


def test_no_program_comes_with_advice(stage: Stage) -> None:
    with pytest.raises(RuntimeUnavailable, match=r"runtimes\.command\.argv in clawq"):
        stage.run()


def test_an_unknown_placeholder_is_refused(stage: Stage) -> None:
    """A typing error in the settings must not reach an agent."""
    with pytest.raises(SettingsError, match=r"unknown \{promt_file\}.*\{prompt_file\}"):
        stage.run("/bin/echo", "{promt_file}")


@pytest.mark.parametrize(
    ("argv", "complaint"),
    [
        (("/bin/echo", "{workspace}", '{"json": 1}', "{{x}}"), None),
        ((), "set runtimes.command.argv"),
        (("no-such-agent",), "'no-such-agent' was not found"),
        (("/bin/echo", "{titel}"), "unknown {titel}"),
    ],
)
def test_check_says_what_is_wrong(argv: tuple[str, ...], complaint: str | None) -> None:
    found = CommandRuntime(CommandSettings(argv=argv)).check()

    assert len(found) == bool(complaint)
    assert not complaint or complaint in found[0]


# -- Output ------------------------------------------------------------------


def test_the_log_is_live(stage: Stage) -> None:
    """What an agent says can be read while it runs."""
    end = stage.begin("/bin/sh", "-c", "echo first; echo second >&2; exec sleep 1000")
    log = stage.assignment().run_dir / "output.log"

    wait_until(lambda: log.exists() and "first\nsecond\n" in log.read_text())

    stage.hold.lose()
    end()


def test_a_flood_is_kept_in_bounds(stage: Stage) -> None:
    """100 MB in one line: the log is capped, the report's end kept, memory small."""
    code = """if True:
        import os, sys
        for _ in range(100):
            sys.stdout.write("x" * 1_000_000)
        keeper = open(f"/proc/{os.getppid()}/status").read().split()
        print("\\npeak", keeper[keeper.index("VmHWM:") + 1])
        print("[REPORT end]")
    """

    outcome = stage.run(*python(code), max_output_bytes=1_000_000)

    assert isinstance(outcome, Reported)
    said = re.search(r"x\npeak (\d+)\n\[REPORT end\]\n$", outcome.report)
    assert said
    assert int(said[1]) < 40 * 1024
    assert re.search(r"x\n\[\.\.\. 98\d{6} bytes left out \.\.\.\]\nx", outcome.report)
    assert len(outcome.report) < keeper.REPORT_BYTES + 100
    log = (stage.assignment().run_dir / "output.log").read_text()
    assert 1_000_000 < len(log) < 1_100_000
    assert re.search(r"x\n\[\.\.\. 989\d{5} bytes left out \.\.\.\]\nx", log)
    assert log.endswith(said[0])


def test_bytes_that_are_no_text_are_shown_as_such(stage: Stage) -> None:
    outcome = stage.run("/bin/sh", "-c", r"printf 'caf\351 \303\251\000'")

    assert outcome == Reported("caf\ufffd é\0")


def test_the_report_is_what_was_said_on_stdout(stage: Stage) -> None:
    outcome = stage.run("/bin/sh", "-c", "echo noise >&2; echo report")

    assert outcome == Reported("report\n")
    log = (stage.assignment().run_dir / "output.log").read_text()
    assert sorted(log.split()) == ["noise", "report"]


# -- The report as a file ----------------------------------------------------


def test_the_report_can_be_a_file(stage: Stage) -> None:
    outcome = stage.run(
        "/bin/sh", "-c", 'echo chat; echo written > "$CLAWQ_REPORT"', report="file"
    )

    assert outcome == Reported("written\n")


@pytest.mark.parametrize(
    "plant",
    [
        'mkfifo "$CLAWQ_REPORT"',
        'ln -s /etc/passwd "$CLAWQ_REPORT"',
        'echo secret > other; ln other "$CLAWQ_REPORT"',
        'mkdir "$CLAWQ_REPORT"',
        'ln -s /dev/zero "$CLAWQ_REPORT"',
        ': > "$CLAWQ_REPORT"',
        'mv "$(dirname "$CLAWQ_REPORT")" gone; ln -s /etc "$(dirname "$CLAWQ_REPORT")"',
    ],
)
def test_only_a_plain_file_is_a_report(stage: Stage, plant: str) -> None:
    """Anything else is left alone, and what was said counts instead."""
    outcome = stage.run("/bin/sh", "-c", f"echo said; {plant}", report="file")

    assert outcome == Reported("said\n")


def test_a_huge_report_file_is_cut_in_the_middle(stage: Stage) -> None:
    code = "import os; f = open(os.environ['CLAWQ_REPORT'], 'w');"
    code += "f.write('begin'); f.write('x' * 5_000_000); f.write('[REPORT end]')"

    outcome = stage.run(*python(code), report="file")

    assert isinstance(outcome, Reported)
    assert outcome.report.startswith("beginx")
    assert outcome.report.endswith("x[REPORT end]")
    assert len(outcome.report) < keeper.REPORT_BYTES + 100


# -- Speed -------------------------------------------------------------------


def test_an_agent_starts_quickly(stage: Stage) -> None:
    """The keeper costs little: 50 ms as measured, several times that when busy."""

    def once() -> float:
        begun = keeper.now()
        stage.run("/bin/true")
        return keeper.now() - begun

    assert min(once() for _ in range(5)) < 0.3
