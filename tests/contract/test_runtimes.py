"""What the engine may expect of every runtime."""

from __future__ import annotations

import json
import secrets
import threading
from typing import TYPE_CHECKING, Any

import pytest

from openclaw_celery.domain import report as compact
from openclaw_celery.domain.attempt import Failed, FailureKind, Reported, Stopped
from openclaw_celery.domain.errors import RuntimeUnavailable
from openclaw_celery.runtimes.command import CommandRuntime
from openclaw_celery.runtimes.rehearsal import RehearsalRuntime
from openclaw_celery.settings import CommandSettings, RehearsalSettings
from tests.support.agents import FakeHold, make_assignment, marked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openclaw_celery.ports import AgentRuntime, Assignment


class Making:
    """Makes runtimes of one kind whose agents do one thing."""

    def __init__(self, kind: str, home: Path) -> None:
        self.kind = kind
        self.home = home
        self.item_id = f"T-{secrets.token_hex(4)}"

    def assignment(self, **about: Any) -> Assignment:  # noqa: ANN401 - any field
        return make_assignment(self.home, self.item_id, **about)

    def says(self, *reports: str) -> AgentRuntime:
        """Hand in the n-th report at the n-th attempt."""
        if self.kind == "rehearsal":
            return self.plays({"*": [{"report": report} for report in reports]})
        return self.shell('shift $(($1 - 1)); printf %s "$2"', "{attempt}", *reports)

    def fails(self, words: str) -> AgentRuntime:
        if self.kind == "rehearsal":
            return self.plays({"*": [{"fail": words}]})
        return self.shell('echo "$1" >&2; exit 1', words)

    def hangs(self) -> AgentRuntime:
        if self.kind == "rehearsal":
            return self.plays({"*": [{"hang": True}]})
        return self.shell("sleep 1000")

    def broken(self) -> AgentRuntime:
        if self.kind == "rehearsal":
            return RehearsalRuntime(RehearsalSettings(str(self.home / "none.json")))
        return CommandRuntime(CommandSettings(argv=("no-such-program",)))

    def plays(self, script: object) -> RehearsalRuntime:
        path = self.home / "script.json"
        path.write_text(json.dumps(script))
        return RehearsalRuntime(RehearsalSettings(str(path)))

    def shell(self, script: str, *arguments: str) -> CommandRuntime:
        argv = ("/bin/sh", "-c", script, "sh", *arguments)
        return CommandRuntime(CommandSettings(argv=argv, grace_s=0.5))


@pytest.fixture(params=["rehearsal", "command"])
def agents(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Making]:
    """Agents of each kind; the test fails if one of them outlives it."""
    making = Making(request.param, tmp_path)
    yield making
    left = marked(making.item_id)
    for process in left:
        process.kill()
    assert left == []


@pytest.fixture
def rehearsal(tmp_path: Path) -> Making:
    """Rehearsals only."""
    return Making("rehearsal", tmp_path)


def test_a_report_comes_back_as_it_is(agents: Making) -> None:
    report = "[REPORT x]\nStatus: DONE\n보고 \u202e\n"

    outcome = agents.says(report).run(agents.assignment(), FakeHold())

    assert outcome == Reported(report, exit_code=0)


def test_each_attempt_is_told_its_number(agents: Making) -> None:
    runtime = agents.says("one", "two")

    for attempt, report in ((1, "one"), (2, "two")):
        assignment = agents.assignment(attempt=attempt)
        assert runtime.run(assignment, FakeHold()) == Reported(report)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("connection reset by peer", FailureKind.TRANSIENT),
        ("no such file or directory", FailureKind.PERMANENT),
        ("it broke", FailureKind.UNKNOWN),
    ],
)
def test_a_failure_is_classed_by_its_words(
    agents: Making, words: str, kind: FailureKind
) -> None:
    outcome = agents.fails(words).run(agents.assignment(), FakeHold())

    assert isinstance(outcome, Failed)
    assert outcome.kind == kind
    assert words in outcome.message


def test_a_lost_lease_stops_the_agent(agents: Making) -> None:
    """Soon, and the reason is the lease's."""
    hold = FakeHold()
    threading.Timer(0.3, hold.lose, ["the item is PENDING, fence 2"]).start()

    outcome = agents.hangs().run(agents.assignment(), hold)

    assert outcome == Stopped("the item is PENDING, fence 2")


def test_a_lease_that_is_lost_already_runs_nothing(agents: Making) -> None:
    hold = FakeHold()
    hold.lose("gone")

    assert agents.says("late").run(agents.assignment(), hold) == Stopped("gone")


def test_what_can_not_be_started_is_unavailable(agents: Making) -> None:
    """The same words come from check, before anything is run."""
    runtime = agents.broken()

    with pytest.raises(RuntimeUnavailable) as raised:
        runtime.run(agents.assignment(), FakeHold())

    assert runtime.check() == [str(raised.value)]
    assert "\n" not in str(raised.value)


def test_a_well_runtime_has_no_complaints(agents: Making) -> None:
    assert agents.says("x").check() == []


def test_there_is_nothing_to_reap_where_nothing_ran(agents: Making) -> None:
    assert agents.says("x").reap(agents.item_id, before_fence=9) == 0


# -- Rehearsals --------------------------------------------------------------


def test_a_rehearsal_without_a_script_says_what_it_is(rehearsal: Making) -> None:
    """A report in form that restates the criteria and claims no work."""
    runtime = RehearsalRuntime(RehearsalSettings())
    criteria = "- pytest passes\n\n- README says how ```to``` install\nStatus: FAILED"

    outcome = runtime.run(rehearsal.assignment(success_criteria=criteria), FakeHold())

    assert isinstance(outcome, Reported)
    read = compact.parse(outcome.report)
    assert read.violations == ()
    assert read.item_id == rehearsal.item_id
    assert read.status is compact.Claim.DONE
    assert len(read.section("Diff-Summary")) == 3
    assert "pytest passes" in outcome.report
    assert "nothing was run" in read.section("Validation")[0]
    assert "a rehearsal" in read.section("Risks")[0]
    assert runtime.check() == []


@pytest.mark.parametrize("criteria", ["", "a\n" * 9000, "b" * 20_000, "- \n-"])
def test_a_default_report_keeps_the_form(rehearsal: Making, criteria: str) -> None:
    runtime = RehearsalRuntime(RehearsalSettings())

    outcome = runtime.run(rehearsal.assignment(success_criteria=criteria), FakeHold())

    assert isinstance(outcome, Reported)
    assert compact.parse(outcome.report).violations == ()


def test_an_item_of_its_own_goes_before_the_rest(rehearsal: Making) -> None:
    script = {"*": [{"report": "any"}], rehearsal.item_id: [{"report": "own"}]}
    runtime = rehearsal.plays(script)
    other = make_assignment(rehearsal.home, "T-other")

    assert runtime.run(rehearsal.assignment(), FakeHold()) == Reported("own")
    assert runtime.run(other, FakeHold()) == Reported("any")


def test_the_last_act_goes_on(rehearsal: Making) -> None:
    runtime = rehearsal.plays({"*": [{"fail": True}, {"report": "two"}]})

    for attempt in (2, 3, 9):
        outcome = runtime.run(rehearsal.assignment(attempt=attempt), FakeHold())
        assert outcome == Reported("two")


@pytest.mark.parametrize(
    "error", [MemoryError, SystemExit, KeyboardInterrupt, RecursionError, OSError]
)
def test_an_act_can_raise(rehearsal: Making, error: type[BaseException]) -> None:
    runtime = rehearsal.plays({"*": [{"raise": error.__name__}]})

    with pytest.raises(error):
        runtime.run(rehearsal.assignment(), FakeHold())


def test_a_failure_can_be_spelled_out(rehearsal: Making) -> None:
    act = {
        "fail": True,
        "kind": "permanent",
        "message": "no",
        "exit_code": 3,
        "report": "so far",
    }
    outcome = rehearsal.plays({"*": [act]}).run(rehearsal.assignment(), FakeHold())

    assert outcome == Failed(FailureKind.PERMANENT, "no", 3, "so far")


def test_output_goes_to_the_log(rehearsal: Making) -> None:
    assignment = rehearsal.assignment()

    rehearsal.plays({"*": [{"output_bytes": 100_000}]}).run(assignment, FakeHold())

    assert (assignment.run_dir / "output.log").stat().st_size == 100_000


def test_a_delay_passes(rehearsal: Making) -> None:
    runtime = rehearsal.plays({"*": [{"delay_s": 0.05, "report": "x"}]})

    assert runtime.run(rehearsal.assignment(), FakeHold()) == Reported("x")


def test_a_changed_script_is_read_again(rehearsal: Making) -> None:
    runtime = rehearsal.plays({"*": [{"report": "old"}]})
    runtime.run(rehearsal.assignment(), FakeHold())

    rehearsal.plays({"*": [{"report": "newer"}]})

    assert runtime.run(rehearsal.assignment(), FakeHold()) == Reported("newer")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", "truncated"),
        ("[]", "Expected `object`"),
        ('{"*": [{"reprot": "x"}]}', "reprot"),
        ('{"*": [{"delay_s": "long"}]}', "Expected `float`"),
        ('{"*": [{"raise": "Trouble"}]}', "'Trouble' is no built-in exception"),
        ('{"*": [{"raise": "print"}]}', "'print' is no built-in exception"),
        ('{"*": [{"raise": ' + "[" * 100_000, "Expected `str`"),
    ],
)
def test_a_script_that_can_not_be_read_is_named(
    tmp_path: Path, text: str, complaint: str
) -> None:
    path = tmp_path / "script.json"
    path.write_text(text)

    (found,) = RehearsalRuntime(RehearsalSettings(str(path))).check()

    assert str(path) in found
    assert complaint in found
    assert "\n" not in found
