"""The `openclaw` runtime and what a gateway may say: real sockets, no gateway."""

from __future__ import annotations

import json
import logging
import socket
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from openclaw_celery.clock import SystemClock
from openclaw_celery.domain.attempt import Failed, FailureKind, Reported, Stopped
from openclaw_celery.domain.errors import RuntimeUnavailable, SettingsError
from openclaw_celery.runtimes.openclaw import record as records
from openclaw_celery.runtimes.openclaw import runtime as runtimes
from openclaw_celery.runtimes.openclaw.record import Record
from openclaw_celery.runtimes.openclaw.runtime import OpenClawRuntime
from openclaw_celery.settings import OpenClawSettings, load
from tests.support.agents import FakeHold, left_by, make_assignment
from tests.support.fake_gateway import (
    FakeGateway,
    Reply,
    accepted,
    broken,
    ended,
    event,
    no,
    wanted,
    yes,
)
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openclaw_celery.domain.attempt import Outcome

TOKEN = "a-token-that-nobody-else-has"  # noqa: S105 - of nobody else
MISMATCH = {"code": "AUTH_TOKEN_MISMATCH"}
SCOPE = {"code": "MISSING_SCOPE", "missingScope": "operator.write"}
PROTOCOL = {"code": "PROTOCOL_MISMATCH", "expectedProtocol": 5}
STARTING = {"reason": "startup-sidecars"}
DRAINING = {"reason": "gateway-restarting"}
LATE = {"text": "Request timed out before a response was generated", "isError": True}


@pytest.fixture
def gateway() -> Iterator[FakeGateway]:
    with FakeGateway() as served:
        yield served


@pytest.fixture
def hold() -> FakeHold:
    return FakeHold(3000)


@pytest.fixture
def runtime(gateway: FakeGateway, tmp_path: Path) -> OpenClawRuntime:
    return made(gateway.url, tmp_path)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a gateway that is away be waited for as short as a test can."""
    monkeypatch.setattr(runtimes, "START_S", 0.7)
    monkeypatch.setattr(runtimes, "RETURN_S", 1.2)


def made(url: str, home: Path) -> OpenClawRuntime:
    settings = OpenClawSettings(url=url, token=TOKEN)
    return OpenClawRuntime(settings, home=home, clock=SystemClock())


def failure(outcome: Outcome) -> Failed:
    assert isinstance(outcome, Failed), outcome
    return outcome


# -- what a gateway refuses ------------------------------------------------------


@pytest.mark.parametrize(
    ("refusal", "kind"),
    [
        (
            no("INVALID_REQUEST", "unauthorized: token mismatch", details=MISMATCH),
            "blocked",
        ),
        (
            no("NOT_PAIRED", "x", details={"code": "DEVICE_IDENTITY_REQUIRED"}),
            "blocked",
        ),
        (no("INVALID_REQUEST", "protocol mismatch", details=PROTOCOL), "blocked"),
        (no("UNAVAILABLE", "not now"), "transient"),
        (no("INTERNAL", "oh"), "transient"),
        (no("INVALID_REQUEST", "at /client/id"), "permanent"),
    ],
    ids=lambda told: told["error"]["message"] if isinstance(told, dict) else told,
)
def test_a_refused_connection_has_a_meaning(
    gateway: FakeGateway,
    runtime: OpenClawRuntime,
    hold: FakeHold,
    tmp_path: Path,
    *,
    refusal: dict[str, Any],
    kind: str,
) -> None:
    gateway.say("connect", [refusal])

    outcome = failure(runtime.run(make_assignment(tmp_path, "T-1"), hold))

    assert outcome.kind == kind
    assert refusal["error"]["message"] in outcome.message
    assert runtime.check() == [
        f"{gateway.url}: the gateway refused: {refusal['error']['message']}"
    ]
    assert hold.kept.get(0, "") == ""


@pytest.mark.parametrize(
    ("refusal", "kind"),
    [
        (
            no("INVALID_REQUEST", 'invalid agent params: unknown agent id "nope"'),
            "blocked",
        ),
        (no("FORBIDDEN", "missing scope: operator.write", details=SCOPE), "blocked"),
        (no("INVALID_REQUEST", "invalid agent params: at /label"), "permanent"),
        (no("INTERNAL", "oh"), "transient"),
        (no("UNAVAILABLE", "not now"), "transient"),
    ],
    ids=lambda told: told["error"]["message"] if isinstance(told, dict) else told,
)
def test_a_refused_run_has_a_meaning_and_leaves_nothing(
    gateway: FakeGateway,
    runtime: OpenClawRuntime,
    hold: FakeHold,
    tmp_path: Path,
    *,
    refusal: dict[str, Any],
    kind: str,
) -> None:
    gateway.say("agent", [refusal])

    outcome = failure(runtime.run(make_assignment(tmp_path, "T-1"), hold))

    assert outcome.kind == kind
    assert hold.kept == {0: ""}


@pytest.mark.parametrize(
    ("attribute", "value", "words"),
    [
        ("version", "2026.1.28", "2026.1.29 or newer is wanted"),
        ("version", "", "of an unknown version"),
        ("scopes", ["operator.read"], "does not give operator.write"),
        ("boot", "", "bootId"),
    ],
)
def test_a_gateway_that_is_not_fit_gets_no_work(
    gateway: FakeGateway,
    runtime: OpenClawRuntime,
    hold: FakeHold,
    tmp_path: Path,
    *,
    attribute: str,
    value: object,
    words: str,
) -> None:
    setattr(gateway, attribute, value)

    outcome = failure(runtime.run(make_assignment(tmp_path, "T-1"), hold))

    assert outcome.kind is FailureKind.BLOCKED
    assert words in outcome.message
    assert gateway.asked("agent") == []


# -- how runs end --------------------------------------------------------------


@pytest.mark.parametrize(
    ("last", "kind", "words"),
    [
        (
            [broken("LLM request failed: provider rejected the request schema.")],
            "permanent",
            "provider rejected",
        ),
        (
            [broken("LLM request failed (authentication failed, HTTP 401)")],
            "blocked",
            "HTTP 401",
        ),
        ([broken("API rate limit reached (HTTP 429)")], "quota", "rate limit"),
        ([broken("LLM request failed (HTTP 500)")], "transient", "HTTP 500"),
        (
            [
                event(
                    "agent",
                    stream="lifecycle",
                    data={"errorObservation": {"failoverReason": "rate_limit"}},
                ),
                broken("All models failed"),
            ],
            "quota",
            "All models failed",
        ),
        (
            [yes(status="timeout", summary="aborted", stopReason="rpc")],
            "transient",
            "stopped on the gateway",
        ),
        (
            [yes(status="timeout", summary="aborted", result={"payloads": [LATE]})],
            "transient",
            "time limit of",
        ),
    ],
    ids=["400", "401", "429", "500", "seen 429", "cancelled", "timed out"],
)
def test_a_run_that_ends_badly_has_a_meaning(
    gateway: FakeGateway,
    runtime: OpenClawRuntime,
    hold: FakeHold,
    tmp_path: Path,
    *,
    last: Reply,
    kind: str,
    words: str,
) -> None:
    gateway.say("agent", [accepted(), *last])

    outcome = failure(runtime.run(make_assignment(tmp_path, "T-1"), hold))

    assert outcome.kind == kind
    assert words in outcome.message
    assert hold.kept == {0: ""}


def test_a_run_that_ends_well_is_kept_until_its_report_is_stored(
    gateway: FakeGateway, runtime: OpenClawRuntime, hold: FakeHold, tmp_path: Path
) -> None:
    """With its usage; what it is found by is kept before it is asked for."""
    outcome = runtime.run(make_assignment(tmp_path, "T-1"), hold)

    assert isinstance(outcome, Reported)
    assert (outcome.report, outcome.session) == ("done", "s-1")
    assert outcome.usage["input_tokens"] == 100
    record = records.read(hold.kept[0])
    assert record is not None
    assert record.run == gateway.asked("agent")[0]["idempotencyKey"]


def test_a_lost_lease_ends_the_run(
    gateway: FakeGateway, runtime: OpenClawRuntime, hold: FakeHold, tmp_path: Path
) -> None:
    gateway.say("agent", [accepted()])
    came: list[Outcome] = []
    thread = threading.Thread(
        target=lambda: came.append(runtime.run(make_assignment(tmp_path, "T-1"), hold))
    )
    thread.start()
    wait_until(lambda: gateway.asked("agent"), 20)
    hold.lose("the item is BLOCKED, fence 2")
    thread.join(20)

    assert came == [Stopped("the item is BLOCKED, fence 2")]
    assert len(gateway.asked("sessions.abort")) == 1
    assert hold.kept == {0: ""}


# -- a gateway that is away ----------------------------------------------------


def test_a_gateway_that_starts_is_waited_for(
    gateway: FakeGateway, runtime: OpenClawRuntime, hold: FakeHold, tmp_path: Path
) -> None:
    starting = no(
        "UNAVAILABLE", "starting", retryable=True, retryAfterMs=500, details=STARTING
    )
    gateway.say("connect", [starting], [starting], [gateway._hello()])

    outcome = runtime.run(make_assignment(tmp_path, "T-1"), hold)

    assert isinstance(outcome, Reported)
    assert len(gateway.asked("connect")) == 3


def test_a_gateway_that_says_that_it_starts_has_as_long_again(
    gateway: FakeGateway,
    runtime: OpenClawRuntime,
    hold: FakeHold,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And no longer than that: one that starts for ever is given up."""
    monkeypatch.setattr(runtimes, "START_S", 1.2)
    starting = no("UNAVAILABLE", "starting", retryable=True, details=STARTING)
    busy = no("UNAVAILABLE", "busy", retryable=True)
    says = (busy, busy, starting, starting, gateway._hello())
    gateway.say("connect", *([one] for one in says))

    outcome = runtime.run(make_assignment(tmp_path, "T-1"), hold)

    assert isinstance(outcome, Reported)
    assert len(gateway.asked("connect")) == len(says)
    gateway.say("connect", [starting])
    given_up = failure(runtime.run(make_assignment(tmp_path, "T-2"), hold))
    assert given_up.kind is FailureKind.AWAY


def test_a_gateway_that_drains_is_waited_for(
    gateway: FakeGateway, runtime: OpenClawRuntime, hold: FakeHold, tmp_path: Path
) -> None:
    """It refuses runs, then connections; its next start takes the run as a new one."""
    draining = no("UNAVAILABLE", "going down", retryable=True, details=DRAINING)
    gateway.draining = 1
    gateway.say("agent", [draining], [accepted(), ended("after all")])

    outcome = runtime.run(make_assignment(tmp_path, "T-1"), hold)

    assert isinstance(outcome, Reported)
    assert outcome.report == "after all"


@pytest.mark.usefixtures("impatient")
def test_a_gateway_that_keeps_refusing_is_given_up(
    gateway: FakeGateway, runtime: OpenClawRuntime, hold: FakeHold, tmp_path: Path
) -> None:
    """However well the connection itself is; and nothing has been begun."""
    gateway.say("agent", [no("UNAVAILABLE", "busy", retryable=True)])

    outcome = failure(runtime.run(make_assignment(tmp_path, "T-1"), hold))

    assert outcome.kind is FailureKind.AWAY
    assert "busy" in outcome.message
    assert hold.kept == {0: ""}


@pytest.mark.usefixtures("impatient")
def test_a_gateway_that_is_away_costs_no_try(hold: FakeHold, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    outcome = failure(
        made(f"ws://127.0.0.1:{port}", tmp_path).run(
            make_assignment(tmp_path, "T-1"), hold
        )
    )

    assert outcome.kind is FailureKind.AWAY
    assert hold.kept == {}


def test_a_lost_connection_begins_no_second_run(
    gateway: FakeGateway, runtime: OpenClawRuntime, hold: FakeHold, tmp_path: Path
) -> None:
    """The run is looked at, and asked for by the same key."""
    gateway.say("agent", [accepted(), None], [accepted("in_flight")], [ended("back")])
    gateway.say(
        "sessions.describe",
        [yes(session=None)],
        [yes(session={"status": "running", "hasActiveRun": True})],
    )
    gateway.say("agent.wait", [yes(status="ok", endedAt=1)])

    outcome = runtime.run(make_assignment(tmp_path, "T-1"), hold)

    assert isinstance(outcome, Reported)
    assert outcome.report == "back"
    keys = {told["idempotencyKey"] for told in gateway.asked("agent")}
    assert len(keys) == 1


@pytest.mark.usefixtures("impatient")
def test_a_run_whose_gateway_has_gone_is_gone_on_with(
    gateway: FakeGateway, runtime: OpenClawRuntime, hold: FakeHold, tmp_path: Path
) -> None:
    """Its attempt fails, and keeps what the next one finds it by."""
    gone = no("UNAVAILABLE", "gone", retryable=True)
    gateway.say("agent", [accepted(), None])
    gateway.say("connect", [gateway._hello()], [gone])
    first = replace(make_assignment(tmp_path, "T-1"), asked="words")

    outcome = failure(runtime.run(first, hold))

    assert outcome.kind is FailureKind.TRANSIENT
    gateway.say("connect", [gateway._hello()])
    gateway.say("sessions.describe", [yes(session={"status": "running"})])
    gateway.say("agent", [accepted("in_flight"), ended("found")])
    second = make_assignment(
        tmp_path, "T-1", attempt=2, fence=2, prompt="other lessons"
    )
    again = replace(second, asked="words", left=(left_by("T-1", 1, hold.kept[0]),))
    came = runtime.run(again, hold)
    assert isinstance(came, Reported)
    one, two = gateway.asked("agent")
    assert one["idempotencyKey"] == two["idempotencyKey"]


# -- what a person has to allow ----------------------------------------------------


@pytest.mark.parametrize(
    ("complaint", "report", "expected"),
    [
        ("Exec approval registration failed: missing scope", "it was denied", Failed),
        ("exec denied: allowlist miss", "Status: FAILED", Failed),
        ("exec denied: allowlist miss", "- Status: DONE", Reported),
        ("exit 1: exec denied, says the program itself", "it was denied", Reported),
    ],
)
def test_a_command_that_needs_leave_is_asked_for(
    gateway: FakeGateway, tmp_path: Path, complaint: str, report: str, expected: type
) -> None:
    """Unless the agent came to its goal without it; at its end, or read later."""
    hold, runtime = FakeHold(3000), made(gateway.url, tmp_path)
    messages = wanted("git push\n\x1b[2J", complaint)
    gateway.say("chat.history", [yes(messages=messages)])
    gateway.say("agent", [accepted(), ended(report)])
    outcomes = [runtime.run(make_assignment(tmp_path, "T-1"), hold)]
    kept = left(runtime, boot="another")
    told = history(kept.run, report)
    told["payload"]["messages"][1:1] = messages
    gateway.say("sessions.describe", [yes(session={"status": "done", "endedAt": 1})])
    gateway.say("chat.history", [told])
    outcomes.append(runtime.run(next_attempt(tmp_path, kept), hold))

    for outcome in outcomes:
        assert isinstance(outcome, expected)
        if isinstance(outcome, Failed):
            asks = "its gateway does not let it run `git push`: allow that there?"
            assert (outcome.kind, outcome.message) == (FailureKind.BLOCKED, asks)
            assert outcome.report == report
            # A report is kept until it is stored; what ends otherwise is not.
            assert set(hold.kept.values()) == {""}


# -- runs that others have left --------------------------------------------------


def left(runtime: OpenClawRuntime, **fields: str) -> Record:
    """Make what an earlier attempt has kept."""
    told = {
        "run": "orch-x-T-1-1",
        "session": "agent:main:orch-t-1-1",
        "boot": "boot-1",
        "where": records.where_of(runtime._settings),
        "asked": records.digest("words"),
    }
    return Record(**(told | fields))


def next_attempt(home: Path, *kept: Record) -> Any:  # noqa: ANN401 - an assignment
    runs = tuple(
        left_by("T-1", number, records.told(record))
        for number, record in zip(range(len(kept), 0, -1), kept, strict=True)
    )
    made = make_assignment(home, "T-1", attempt=len(kept) + 1, fence=len(kept) + 1)
    return replace(made, asked="words", left=runs)


def history(run: str, text: str) -> dict[str, Any]:
    """Make the messages of a run that ended well."""
    said = {
        "role": "assistant",
        "content": [{"type": "text", "text": text}],
        "stopReason": "stop",
        "usage": {"input": 100, "output": 22, "cacheRead": 11},
        "__openclaw": {"id": "m-1"},
    }
    return yes(messages=[{"role": "user", "idempotencyKey": f"{run}:user"}, said])


@pytest.mark.parametrize("boot", ["boot-1", "another"])
def test_a_result_is_read_and_not_asked_for_by_its_key(
    gateway: FakeGateway,
    runtime: OpenClawRuntime,
    hold: FakeHold,
    tmp_path: Path,
    boot: str,
) -> None:
    """The gateway forgets keys after minutes, and at its restart; not sessions."""
    kept = left(runtime, boot=boot)
    gateway.say("sessions.describe", [yes(session={"status": "done", "endedAt": 1})])
    gateway.say("chat.history", [history(kept.run, "long ago")])

    outcome = runtime.run(next_attempt(tmp_path, kept), hold)

    assert isinstance(outcome, Reported)
    assert outcome.report == "long ago"
    assert hold.usage.input_tokens == 100
    assert gateway.asked("agent") == []
    assert hold.kept == {0: records.told(kept), 1: ""}


def test_a_result_of_many_pages_is_read_whole(
    gateway: FakeGateway, runtime: OpenClawRuntime, hold: FakeHold, tmp_path: Path
) -> None:
    """A run of more messages than one answer holds is not taken for another's."""
    kept = left(runtime, boot="another")
    gateway.say("sessions.describe", [yes(session={"status": "done", "endedAt": 1})])
    begun, said = history(kept.run, "at last")["payload"]["messages"]
    between = said | {"stopReason": "toolUse", "__openclaw": {"id": "m-0"}}
    gateway.say(
        "chat.history",
        [yes(messages=[said], hasMore=True, nextOffset=1)],
        [yes(messages=[begun, between], hasMore=False)],
    )

    outcome = runtime.run(next_attempt(tmp_path, kept), hold)

    assert isinstance(outcome, Reported)
    assert outcome.report == "at last"
    assert hold.usage.input_tokens == 200
    assert [asked.get("offset") for asked in gateway.asked("chat.history")] == [None, 1]


def test_a_failure_long_ago_is_not_asked_for_by_its_key(
    gateway: FakeGateway, runtime: OpenClawRuntime, hold: FakeHold, tmp_path: Path
) -> None:
    """Its key would start it anew in a session of the past: a new run is begun."""
    kept = left(runtime)
    gateway.say(
        "sessions.describe",
        [yes(session={"status": "failed", "endedAt": gateway.now_ms() - 400_000})],
    )

    assert isinstance(runtime.run(next_attempt(tmp_path, kept), hold), Reported)

    (asked,) = gateway.asked("agent")
    assert asked["idempotencyKey"] != kept.run
    assert hold.kept[1] == ""


def test_a_failure_a_moment_ago_is_heard_by_its_key(
    gateway: FakeGateway, runtime: OpenClawRuntime, hold: FakeHold, tmp_path: Path
) -> None:
    kept = left(runtime)
    session = {"status": "failed", "endedAt": gateway.now_ms() - 1_000}
    gateway.say("sessions.describe", [yes(session=session)])
    gateway.say("agent", [broken("LLM request failed (HTTP 401)")])

    outcome = failure(runtime.run(next_attempt(tmp_path, kept), hold))

    assert outcome.kind is FailureKind.BLOCKED
    assert [told["idempotencyKey"] for told in gateway.asked("agent")] == [kept.run]


def test_what_was_interrupted_is_archived_and_begun_anew(
    gateway: FakeGateway, runtime: OpenClawRuntime, hold: FakeHold, tmp_path: Path
) -> None:
    """The gateway would resume it by itself after its restart."""
    kept = left(runtime, boot="before")
    session = {"status": "running", "sessionId": "s-9", "abortedLastRun": True}
    gateway.say(
        "sessions.describe",
        *([yes(session=session)] for _ in range(2)),
        [yes(session=None)],
    )

    assert isinstance(runtime.run(next_attempt(tmp_path, kept), hold), Reported)

    (patched,) = gateway.asked("sessions.patch")
    assert patched["key"] == kept.session
    assert (patched["archived"], patched["expectedSessionId"]) == (True, "s-9")
    assert gateway.asked("agent")[0]["idempotencyKey"] != kept.run


def test_other_words_end_the_run_and_begin_another(
    gateway: FakeGateway, runtime: OpenClawRuntime, hold: FakeHold, tmp_path: Path
) -> None:
    kept = left(runtime, asked=records.digest("other words"))

    assert isinstance(runtime.run(next_attempt(tmp_path, kept), hold), Reported)

    assert gateway.asked("sessions.abort") == [{"key": kept.session, "runId": kept.run}]
    assert gateway.asked("agent")[0]["idempotencyKey"] != kept.run
    assert hold.kept[1] == ""


def test_a_run_on_another_machine_s_gateway_stays_kept(
    gateway: FakeGateway, runtime: OpenClawRuntime, hold: FakeHold, tmp_path: Path
) -> None:
    """It is for a worker there to end."""
    kept = left(runtime, boot="there", where="elsewhere:18789")

    assert isinstance(runtime.run(next_attempt(tmp_path, kept), hold), Reported)

    assert gateway.asked("sessions.abort") == gateway.asked("sessions.patch") == []
    assert 1 not in hold.kept
    assert not runtime.end(records.told(kept))


def test_a_run_that_nobody_wants_is_ended(
    gateway: FakeGateway, runtime: OpenClawRuntime
) -> None:
    kept = left(runtime)

    assert runtime.end(records.told(kept))

    assert gateway.asked("sessions.abort") == [{"key": kept.session, "runId": kept.run}]
    assert runtime.end("no record at all")


def test_the_end_of_a_run_is_tried_again(tmp_path: Path) -> None:
    with FakeGateway() as gone:
        runtime = made(gone.url, tmp_path)
    with pytest.raises(RuntimeUnavailable):
        runtime.end(records.told(left(runtime)))


# -- the token -----------------------------------------------------------------


def test_a_token_is_not_sent_over_a_network_in_the_open(tmp_path: Path) -> None:
    (tmp_path / "clawq.toml").write_text(
        '[runtimes.openclaw]\nurl = "ws://10.0.0.7:18789"\n', "utf-8"
    )
    with pytest.raises(SettingsError, match="would show the token to the network"):
        load(tmp_path, environ={})


def test_the_token_is_in_the_greeting_and_nowhere_else(
    gateway: FakeGateway,
    runtime: OpenClawRuntime,
    hold: FakeHold,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """In no other frame, no header, no log, nothing that is kept."""
    caplog.set_level(logging.DEBUG, "clawq")
    gateway.say("agent", [accepted(), None], [broken(f"who sent {'x' * 10}?")])

    outcome = runtime.run(make_assignment(tmp_path, "T-1"), hold)

    greetings = gateway.asked("connect")
    assert len(greetings) == 2
    assert all(told["auth"] == {"token": TOKEN} for told in greetings)
    others = [told for told in gateway.heard if told["method"] != "connect"]
    rest = [json.dumps(others), *gateway.heads, caplog.text, repr(outcome)]
    rest += [repr(hold.kept), repr(runtime._settings), str(runtime.check())]
    rest += [p.read_text("utf-8") for p in tmp_path.rglob("*") if p.is_file()]
    assert not [text for text in rest if TOKEN in text]
