"""`clawq openclaw install-skill`: what a user gets, and what is left alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support.queue import Queue

LINE = "openclaw install-skill --workspace w --config openclaw.json"


def test_the_skill_and_the_setting_are_there_once(clawq: Queue) -> None:
    """Nothing else of the settings changes, and a second run changes nothing."""
    config = clawq.directory / "openclaw.json"
    config.write_text('{"이름": "값", "mcp": {"servers": {"other": {"url": "x"}}}}')
    config.chmod(0o600)
    dry = clawq(f"{LINE} --dry-run")
    assert "would write" in dry
    assert not (clawq.directory / "w").exists()
    clawq(LINE)
    skill = (clawq.directory / "w/skills/clawq/SKILL.md").read_text("utf-8")
    assert skill.startswith("---\nname: clawq\ndescription: ")
    settings = json.loads(config.read_text("utf-8"))
    assert settings["이름"] == "값"
    assert settings["mcp"]["servers"] == {
        "other": {"url": "x"},
        "clawq": {
            "url": "http://127.0.0.1:8765/mcp",
            "transport": "streamable-http",
            "headers": {"Authorization": "Bearer ${CLAWQ_MCP_TOKEN}"},
        },
    }
    assert config.stat().st_mode & 0o777 == 0o600
    written = config.read_bytes()
    assert clawq(LINE).splitlines()[:2] == [
        "unchanged w/skills/clawq/SKILL.md",
        "unchanged openclaw.json",
    ]
    assert config.read_bytes() == written
    assert not list(clawq.directory.glob(".openclaw*"))


def test_without_a_file_the_setting_is_shown(clawq: Queue) -> None:
    """On stdio with the home as a whole path, since a gateway starts anywhere."""
    told = clawq("openclaw install-skill --workspace w --stdio")
    assert f'"{clawq.directory / ".clawq"}"' in told
    assert '"CLAWQ_MCP_TOKEN": "${CLAWQ_MCP_TOKEN}"' in told


def test_what_would_be_lost_is_refused_before_anything_is_written(
    clawq: Queue,
) -> None:
    """Comments in the settings, a file that is not there, a skill of another."""
    config = clawq.directory / "openclaw.json"
    assert "is not there" in clawq.run(*LINE.split()).complaint
    config.write_text("{/* mine */}")
    assert "not plain JSON" in clawq.run(*LINE.split()).complaint
    assert not (clawq.directory / "w").exists()
    config.write_text("{}")
    skill = clawq.directory / "w/skills/clawq/SKILL.md"
    skill.parent.mkdir(parents=True)
    skill.write_text("---\nname: mine\n---\n")
    assert "another skill's" in clawq.run(*LINE.split()).complaint
    assert config.read_text() == "{}"
