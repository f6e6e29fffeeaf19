"""The tools of `clawq mcp`, used by the SDK's own client over stdio and HTTP."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client

from openclaw_celery.domain.capability import attempt_token
from openclaw_celery.settings import load
from openclaw_celery.wiring import token_secret
from tests.support.queue import CLAWQ, Queue, fresh_environment
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
    from pathlib import Path

    from tests.support.commands import Commands

    Talk = Callable[[Client], Coroutine[Any, Any, None]]

pytestmark = pytest.mark.timeout(240)

READING = {"list_items"}
SPEAKING = {"show_item", "why", "read_log", "report", "ask", "add_followup"}
OPERATING = {
    *("inbox", "add_item", "cancel", "replan", "retry", "answer", "approve"),
    *("pause", "resume"),
}


@pytest.fixture
def clawq(commands: Commands, tmp_path: Path) -> Queue:
    """A queue with the items A, which somebody works on, and B."""
    queue = Queue(commands, tmp_path)
    queue("init")
    queue("add --id A --task 배포 --priority P1")
    queue("add --id B --task other --priority P2")
    assert queue("pick --owner-session me") == "A\n"
    return queue


def token_of(clawq: Queue, item_id: str) -> str:
    """Make the token that the running attempt at an item gets."""
    settings = load(str(clawq.directory / ".clawq"))
    fence = clawq.run("history", item_id, "--json").json[-1]["fence"]
    return attempt_token(token_secret(settings), item_id, fence)


@asynccontextmanager
async def on_stdio(
    clawq: Queue, *options: str, token: str = ""
) -> AsyncIterator[Client]:
    env = fresh_environment() | ({"CLAWQ_MCP_TOKEN": token} if token else {})
    server = StdioServerParameters(
        command=CLAWQ[0], args=[*CLAWQ[1:], "mcp", *options],
        env=env, cwd=clawq.directory,
    )  # fmt: skip
    async with Client(stdio_client(server)) as client:
        yield client


async def names(client: Client) -> set[str]:
    return {tool.name for tool in (await client.list_tools()).tools}


async def told(client: Client, name: str, **arguments: object) -> Any:  # noqa: ANN401
    """Call a tool that does what it is asked; return what it says."""
    result = await client.call_tool(name, arguments)
    text = result.content[0].text  # type: ignore[union-attr]
    assert not result.is_error, text
    answer = json.loads(text)
    assert "never orders" in answer["about"]
    return answer["result"]


async def refused(client: Client, name: str, **arguments: object) -> str:
    """Call a tool that refuses; return why."""
    result = await client.call_tool(name, arguments)
    text: str = result.content[0].text  # type: ignore[union-attr]
    assert result.is_error, text
    assert "Traceback" not in text
    return text


# -- stdio ---------------------------------------------------------------------------


def test_without_a_token_there_is_the_list_and_nothing_else(clawq: Queue) -> None:
    """Who starts the server without saying who they are can do no harm."""

    async def talk() -> None:
        async with on_stdio(clawq) as client:
            assert await names(client) == READING
            listed = await told(client, "list_items")
            assert [item["title"] for item in listed] == ["배포", "other"]
            assert "no tool 'cancel'" in await refused(client, "cancel", item_id="A")
            assert "no tool" in await refused(client, "show_item", item_id="A")

    asyncio.run(talk())


def test_an_agent_speaks_for_its_own_item_only(clawq: Queue) -> None:
    """It looks, adds, reports, asks; no other item, no operator's verb."""
    runs = clawq.directory / ".clawq" / "runs" / "A" / "1"
    runs.mkdir(parents=True)
    (runs / "output.log").write_text("하나\n둘\n", "utf-8")

    async def talk() -> None:
        async with on_stdio(clawq, token=token_of(clawq, "A")) as client:
            assert await names(client) == READING | SPEAKING
            assert (await told(client, "show_item"))["item"]["title"] == "배포"
            assert (await told(client, "why"))["kind"] == "underway"
            assert (await told(client, "read_log", lines=1))["log"] == "둘\n"
            for tool in ("show_item", "why", "read_log"):
                assert "for A only" in await refused(client, tool, item_id="B")
            assert "no tool" in await refused(client, "cancel", item_id="A")
            await told(client, "add_followup", task="더 하기", after_own=True)
            urgent = await refused(client, "add_followup", task="x", priority="P0")
            assert "A is P1 itself" in urgent
            unknown = await refused(client, "add_followup", task="x", id="Z")
            assert "unknown field" in unknown
            await told(client, "report", report="한글 보고")
            big = "가" * 350_000
            assert "length <= 60000" in await refused(client, "report", report=big)
            assert (await told(client, "ask", question="어느 쪽?"))[
                "status"
            ] == "BLOCKED"
            # The attempt is over with that, and so is the token.
            for tool in ("show_item", "report", "ask", "add_followup"):
                words = {"report": "x", "question": "x", "task": "x"}
                mine = {"ask": "question", "add_followup": "task"}.get(tool, tool)
                given = {mine: words[mine]} if mine in words else {}
                assert "is over" in await refused(client, tool, **given)

    asyncio.run(talk())
    [letter] = clawq.run("inbox", "--json").json
    assert (letter["question"], letter["asked"]) == ("어느 쪽?", True)
    actors = {
        event["actor"]
        for event in clawq.run("history", "A", "--json").json
        if event["verb"] in {"ask", "hand_in", "follow_up"}
    }
    assert actors == {"agent:A"}
    assert "added by the agent of A" in clawq("show ORCH-001")


def test_an_operator_does_what_a_person_does(clawq: Queue) -> None:
    """Every one of its tools, and each leaves one event that names who did it."""

    async def talk() -> None:
        async with on_stdio(clawq, "--operator") as client:
            assert await names(client) >= READING | OPERATING
            for name, arguments, status in (
                ("cancel", {"item_id": "A"}, "BLOCKED"),
                ("answer", {"item_id": "A", "text": "계속"}, "PENDING"),
                ("cancel", {"item_id": "A"}, "BLOCKED"),
                ("retry", {"item_id": "A"}, "PENDING"),
                ("replan", {"item_id": "A", "notes": "다르게"}, "PENDING"),
                ("approve", {"item_id": "A", "notes": "봤음"}, "DONE"),
            ):
                assert (await told(client, name, **arguments))["status"] == status
            added = await told(client, "add_item", task="새 일")
            assert added == {"id": "ORCH-001", "status": "PENDING"}
            assert await told(client, "pause", scope="all") == {"paused": ["all"]}
            assert (await told(client, "why", item_id="B"))["kind"] == "paused"
            assert await told(client, "resume", scope="all") == {"resumed": ["all"]}
            assert await told(client, "inbox") == []
            assert "no item NONE" in await refused(client, "cancel", item_id="NONE")
            assert "missing required" in await refused(client, "cancel")
            assert "DONE" in await refused(client, "cancel", item_id="A")

    asyncio.run(talk())
    told_of = clawq.run("history", "A", "--json").json
    verbs = [event["verb"] for event in told_of if event["actor"] == "mcp"]
    assert verbs == ["cancel", "answer", "cancel", "retry", "replan", "done"]


def test_a_token_that_is_not_ours_does_not_start_a_server(clawq: Queue) -> None:
    """One line says so; nothing falls back to less or more."""
    done = clawq.run("mcp", env={"CLAWQ_MCP_TOKEN": "clawq-attempt:A:1:00"})
    assert done.code == 2
    assert "none of this queue's" in done.complaint


# -- HTTP ----------------------------------------------------------------------------


@contextmanager
def served(clawq: Queue) -> Iterator[int]:
    """Serve HTTP; the process is gone afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*CLAWQ, "mcp", "--http", "--port", str(port)],
        cwd=clawq.directory, env=fresh_environment(), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_until(lambda: _listens(port), 60, what="the server")
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def talk_http(port: int, token: str, talk: Talk) -> None:
    async def go() -> None:
        headers = {"Authorization": f"Bearer {token}"}
        async with httpx2.AsyncClient(headers=headers, timeout=60) as http:
            url = f"http://127.0.0.1:{port}/mcp"
            async with Client(streamable_http_client(url, http_client=http)) as client:
                await talk(client)

    asyncio.run(go())


def test_over_http_a_token_is_needed_and_decides_what_may_be_done(clawq: Queue) -> None:
    """Handed out ones and an attempt's; revoked or overtaken ones are worth nothing."""
    operator = clawq("token new --name laptop --scope operator").strip()
    reader = clawq("token new --name screen --scope reader").strip()
    assert clawq("token list") == "laptop\toperator\t-\nscreen\treader\t-\n"
    kept = clawq.directory / ".clawq" / "tokens" / "laptop.json"
    assert operator.rpartition(":")[2] not in kept.read_text()
    assert kept.stat().st_mode & 0o777 == 0o600
    agent = token_of(clawq, "A")

    async def operates(client: Client) -> None:
        assert await names(client) >= READING | OPERATING
        assert (await told(client, "cancel", item_id="B"))["status"] == "BLOCKED"

    async def reads(client: Client) -> None:
        assert await names(client) == READING
        assert "no tool" in await refused(client, "cancel", item_id="A")

    async def speaks(client: Client) -> None:
        assert await names(client) == READING | SPEAKING
        assert "no tool" in await refused(client, "cancel", item_id="A")
        assert "for A only" in await refused(client, "show_item", item_id="B")
        # Somebody else gets the item: what its old agent says does not count.
        clawq("release --id A --owner-session me")
        assert "is over" in await refused(client, "ask", question="늦었나?")

    with served(clawq) as port:
        talk_http(port, operator, operates)
        talk_http(port, reader, reads)
        talk_http(port, agent, speaks)
        clawq("token revoke laptop")
        for bad in (operator, "nonsense", f"{reader}0"):
            assert post(port, token=bad).status_code == 401
        strange = (
            {"Host": "evil.example"},
            {"Host": f"evil.example:{port}"},
            {"Origin": "http://evil.example"},
            {"Origin": "null"},
        )
        for headers in strange:
            # Even with a good token: a browser was talked into it.
            assert post(port, token=reader, **headers).status_code == 403
        assert post(port, token=reader, body=b"x" * 5_000_000).status_code == 413
        # Twice as many as a minute may have: one may end in between.
        for _ in range(601):
            last = post(port, token=reader)
            if last.status_code == 429:
                break
        assert last.status_code == 429
    assert clawq.run("token", "revoke", "laptop").code == 2
    assert clawq.run("token", "new", "--name", "screen", "--scope", "reader").code == 2


def post(
    port: int, *, token: str, body: bytes = b"{}", **headers: str
) -> httpx2.Response:
    """Send one request as no MCP client would."""
    given = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    return httpx2.post(
        f"http://127.0.0.1:{port}/mcp",
        content=body,
        headers=given | headers,
        timeout=60,
    )
