"""`clawq openclaw install`: what a gateway is given, and what is left alone."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.queue import Queue

LINE = "openclaw install --config state/openclaw.json --port 8799"
UNDO = "openclaw uninstall --config state/openclaw.json"
SKILL = "state/workspace/skills/clawq/SKILL.md"
SETTINGS = {"이름": "값", "mcp": {"servers": {"other": {"url": "x"}}}}


@pytest.fixture
def state(clawq: Queue) -> Path:
    """Where a gateway keeps its settings, which nobody else may read."""
    folder = clawq.directory / "state"
    folder.mkdir()
    config = folder / "openclaw.json"
    config.write_text(json.dumps(SETTINGS, ensure_ascii=False))
    config.chmod(0o600)
    return folder


def token_of(state: Path) -> str:
    told = json.loads((state / "openclaw.json").read_text("utf-8"))
    header: str = told["mcp"]["servers"]["clawq"]["headers"]["Authorization"]
    return header.removeprefix("Bearer ")


def all_files(directory: Path) -> dict[str, bytes]:
    """Read every file but the logs, which each command writes."""
    return {
        str(path.relative_to(directory)): path.read_bytes()
        for path in directory.rglob("*")
        if path.is_file() and "logs" not in path.parts and "queue" not in path.name
    }


def test_one_command_gives_a_gateway_all_it_needs_once(
    clawq: Queue, state: Path
) -> None:
    """Server, token, skill, setting; a second run changes nothing."""
    before = all_files(clawq.directory)
    dry = clawq(f"{LINE} --dry-run")
    assert "would write state/openclaw.json: mcp.servers.clawq" in dry
    assert all_files(clawq.directory) == before
    told = clawq(LINE)
    assert told.splitlines() == [
        f"wrote {SKILL}: the skill clawq",
        "wrote .clawq/clawq.toml: mcp_port = 8799",
        "wrote state/openclaw.json: mcp.servers.clawq, with the new token openclaw",
        "`clawq up` serves the tools on http://127.0.0.1:8799/mcp: start it",
        "a gateway that runs takes it up within seconds",
        'no slot has runtime = "openclaw": give one to the gateway',
    ]
    skill = (clawq.directory / SKILL).read_text("utf-8")
    assert skill.startswith("---\nname: clawq\ndescription: ")
    config = state / "openclaw.json"
    settings = json.loads(config.read_text("utf-8"))
    assert settings["이름"] == "값"
    assert settings["mcp"]["servers"] == {
        "other": {"url": "x"},
        "clawq": {
            "url": "http://127.0.0.1:8799/mcp",
            "transport": "streamable-http",
            "headers": {"Authorization": f"Bearer {token_of(state)}"},
        },
    }
    assert config.stat().st_mode & 0o777 == 0o600
    assert token_of(state) not in told
    assert clawq("token list") == "openclaw\tagent\topenclaw\n"
    ours = clawq.directory / ".clawq" / "clawq.toml"
    assert tomllib.loads(ours.read_text("utf-8"))["mcp_port"] == 8799

    written = all_files(clawq.directory)
    again = clawq("openclaw install --config state/openclaw.json")
    assert {line.split()[0] for line in again.splitlines()[:3]} == {"unchanged"}
    assert "wrote" not in again
    assert all_files(clawq.directory) == written


def test_what_it_did_is_undone_and_the_rest_is_as_before(
    clawq: Queue, state: Path
) -> None:
    """Other servers, other skills stay; the server's port too."""
    (state / "openclaw.json").chmod(0o644)
    other = state / "workspace" / "skills" / "other" / "SKILL.md"
    other.parent.mkdir(parents=True)
    other.write_text("---\nname: other\n---\n")
    before = all_files(state)
    clawq(LINE)
    assert (state / "openclaw.json").stat().st_mode & 0o777 == 0o640
    assert "would remove" in clawq(f"{UNDO} --dry-run")
    assert clawq("token list")
    told = clawq(UNDO)
    assert f"removed {SKILL}" in told
    assert "mcp_port = 0 ends that" in told
    after = all_files(state)
    assert json.loads(after.pop("openclaw.json")) == SETTINGS
    assert after == {k: v for k, v in before.items() if k != "openclaw.json"}
    assert not (clawq.directory / SKILL).parent.exists()
    assert clawq("token list") == ""
    assert clawq(UNDO).splitlines()[0] == "unchanged state/openclaw.json"


def test_as_json_it_says_what_changed_and_no_token(clawq: Queue, state: Path) -> None:
    told = clawq.run(*LINE.split(), "--json")
    assert token_of(state) not in told.out
    assert told.json["token"] == {"made": "openclaw", "revoked": None}
    assert told.json["server"]["url"] == "http://127.0.0.1:8799/mcp"
    assert told.json["changed"] == [
        *(SKILL, ".clawq/clawq.toml", "state/openclaw.json")
    ]
    again = clawq.run(*LINE.split(), "--json").json
    assert (again["changed"], again["token"]["made"]) == ([], None)
    gone = clawq.run(*UNDO.split(), "--json").json
    assert gone["token"] == {"made": None, "revoked": "openclaw"}


def test_a_token_that_the_gateway_lost_is_replaced_when_that_is_said(
    clawq: Queue, state: Path
) -> None:
    """Another gateway may hold it; of --renew the old one is worth nothing."""
    clawq(LINE)
    old = token_of(state)
    config = state / "openclaw.json"
    config.write_text("{}")
    lost = clawq.run(*LINE.split())
    assert lost.code == 2
    assert "--renew replaces it" in lost.complaint
    assert "is worth nothing any more" in clawq(f"{LINE} --renew")
    assert token_of(state) != old
    config.write_text(config.read_text().replace(token_of(state), old))
    assert clawq.run(*LINE.split()).code == 2
    clawq(f"{LINE} --name second")
    assert clawq("token list").split()[::3] == ["openclaw", "second"]


def test_a_token_that_is_kept_elsewhere_stays_there(clawq: Queue, state: Path) -> None:
    """Whoever has put it into the gateway's environment need not do so again."""
    clawq(LINE)
    config = state / "openclaw.json"
    elsewhere = config.read_text().replace(token_of(state), "${MY_TOKEN}")
    config.write_text(elsewhere)
    assert "unchanged state/openclaw.json" in clawq(LINE)
    assert config.read_text() == elsewhere


def test_a_token_is_kept_out_of_the_settings_when_that_is_said(
    clawq: Queue, state: Path
) -> None:
    """It stands in the gateway's .env alone, once, and nothing else of that changes."""
    dotenv = state / ".env"
    other = b"# mine\r\nOTHER='x'\r\nCLAWQ_MCP_TOKEN_2=y"
    dotenv.write_bytes(other)
    dotenv.chmod(0o644)

    told = clawq(f"{LINE} --dotenv")

    assert token_of(state) == "${CLAWQ_MCP_TOKEN}"
    before, _, token = (
        dotenv.read_text("utf-8").rstrip().rpartition("\nCLAWQ_MCP_TOKEN=")
    )
    assert dotenv.read_bytes().startswith(other + b"\n")
    assert before.endswith("CLAWQ_MCP_TOKEN_2=y")
    assert token.startswith("clawq-token:openclaw:")
    assert dotenv.stat().st_mode & 0o007 == 0
    assert token not in told
    assert "start the gateway anew: it reads state/.env at its start only" in told
    written = all_files(clawq.directory)
    for again in (LINE, f"{LINE} --dotenv"):
        assert "wrote" not in clawq(again)
        assert all_files(clawq.directory) == written

    clawq(f"{LINE} --renew")
    assert token_of(state) == "${CLAWQ_MCP_TOKEN}"
    assert token not in dotenv.read_text("utf-8")
    assert dotenv.read_text("utf-8").count("CLAWQ_MCP_TOKEN=") == 1

    told = clawq(UNDO)
    assert "wrote state/.env: without CLAWQ_MCP_TOKEN" in told
    assert dotenv.read_bytes() == other + b"\n"
    assert clawq("token list") == ""
    assert json.loads((state / "openclaw.json").read_text("utf-8")) == SETTINGS


def test_a_token_in_the_settings_moves_and_stays_the_same(
    clawq: Queue, state: Path
) -> None:
    """A new file is its owner's alone, and goes with the token; another is refused."""
    clawq(LINE)
    token = token_of(state)
    dotenv = state / ".env"
    dotenv.write_bytes(b"\xff")
    assert "wrote" not in clawq(LINE)
    assert clawq.run(*LINE.split(), "--dotenv").complaint == "state/.env: not UTF-8"
    dotenv.unlink()

    told = clawq.run(*f"{LINE} --dotenv --json".split()).json

    assert told["token"] == {"made": None, "revoked": None}
    assert told["changed"] == ["state/.env", "state/openclaw.json"]
    assert dotenv.read_text("utf-8") == f"CLAWQ_MCP_TOKEN={token}\n"
    assert dotenv.stat().st_mode & 0o777 == 0o600
    clawq("token revoke openclaw")
    assert "wrote state/.env" in clawq(f"{LINE} --stdio")
    entry = json.loads((state / "openclaw.json").read_text("utf-8"))
    server = entry["mcp"]["servers"]["clawq"]
    assert server["env"] == {"CLAWQ_MCP_TOKEN": "${CLAWQ_MCP_TOKEN}"}
    assert "removed state/.env" in clawq(UNDO)
    assert not dotenv.exists()


def test_a_token_in_a_variable_that_is_not_ours_is_left_and_that_is_told(
    clawq: Queue, state: Path
) -> None:
    clawq(LINE)
    config = state / "openclaw.json"
    config.write_text(config.read_text().replace(token_of(state), "${MY_TOKEN}"))

    assert "unchanged state/openclaw.json" in clawq(f"{LINE} --dotenv")
    told = clawq(UNDO)

    assert "its token is kept elsewhere: `clawq token revoke NAME` ends it" in told
    assert clawq("token list") == "openclaw\tagent\topenclaw\n"


def test_the_gateways_own_rules_say_where_its_agent_works(
    clawq: Queue, state: Path
) -> None:
    """An entry of its own, one of several that share a root, the usual place."""
    config = state / "openclaw.json"
    mine, root = str(clawq.directory / "mine"), str(clawq.directory / "root")
    cases: list[tuple[dict[str, Any], Path]] = [
        ({"entries": {"main": {"workspace": mine}}}, clawq.directory / "mine"),
        ({"defaults": {"workspace": root}}, clawq.directory / "root"),
        (
            {"defaults": {"workspace": root}, "entries": {"main": {}, "b": {}}},
            clawq.directory / "root" / "main",
        ),
        ({"entries": {"main": {}, "b": {}}}, state / "workspace-main"),
        ({"entries": {"main": {"default": True}, "b": {}}}, state / "workspace"),
    ]
    for agents, where in cases:
        config.write_text(json.dumps({"agents": agents}))
        told = clawq.run(*LINE.split(), "--dry-run", "--json").json
        assert clawq.directory / told["changed"][0] == where / "skills/clawq/SKILL.md"


def test_on_stdio_the_gateway_starts_the_tools_itself(
    clawq: Queue, state: Path
) -> None:
    """No server is needed; the home is a whole path, a gateway starts anywhere."""
    told = clawq(f"{LINE} --stdio")
    assert "clawq.toml" not in told
    entry = json.loads((state / "openclaw.json").read_text("utf-8"))
    server = entry["mcp"]["servers"]["clawq"]
    assert str(clawq.directory / ".clawq") in server["args"]
    assert server["env"]["CLAWQ_MCP_TOKEN"].startswith("clawq-token:openclaw:")
    assert "wrote" not in clawq(f"{LINE} --stdio")


def test_what_would_be_lost_is_refused_before_anything_is_written(
    clawq: Queue, state: Path
) -> None:
    """Comments in the settings, no settings, a skill of another, another port."""
    config = state / "openclaw.json"
    config.unlink()
    before = all_files(clawq.directory)
    assert "is not there" in clawq.run(*LINE.split()).complaint
    config.write_text("{/* mine */}")
    assert "not plain JSON" in clawq.run(*LINE.split()).complaint
    config.unlink()
    assert all_files(clawq.directory) == before
    assert clawq("token list") == ""
    config.write_text("{}")
    skill = clawq.directory / SKILL
    skill.parent.mkdir(parents=True)
    skill.write_text("---\nname: mine\n---\n")
    assert "another skill's" in clawq.run(*LINE.split()).complaint
    skill.unlink()
    ours = clawq.directory / ".clawq" / "clawq.toml"
    ours.write_text("mcp_port = 9000\n")
    assert "mcp_port = 9000, not 8799" in clawq.run(*LINE.split()).complaint
    assert config.read_text() == "{}"


def test_settings_with_comments_are_changed_by_hand(clawq: Queue, state: Path) -> None:
    """All but them is done, and what to put in is shown."""
    config = state / "openclaw.json"
    config.write_text("{/* mine */}")
    told = clawq(f"{LINE} --by-hand")
    assert '"Authorization": "Bearer clawq-token:openclaw:' in told
    assert config.read_text() == "{/* mine */}"
    assert (clawq.directory / SKILL).exists()
    clawq(f"{UNDO} --by-hand")
    assert not (clawq.directory / SKILL).exists()
