"""What the documents tell people to type exists."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import click
import pytest

from openclaw_celery.cli import clawq
from openclaw_celery.cli.system import CONFIG
from openclaw_celery.domain.errors import SettingsError
from openclaw_celery.settings import _TABLES, Settings, load

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md")])
#: A fence, an indented line, a code span.
CODE = re.compile(r"^```(?s:.*?)^```|^(?: {4}|\t).*$|`[^`\n]+`", re.MULTILINE)
#: A command where one can begin: a line, a span, behind a prompt, another command, a
#: variable that is set for it, or the times of cron.
CALL = re.compile(
    r"(?:^\s*|[`;|&$(] ?|[A-Z_]+=\S+ |\* +|@reboot +)clawq"
    r"(?P<words>(?: [^\s`;|&#)]+)+)",
    re.MULTILINE,
)
VALUED = {"--home", "--database-url", "--redis-url", "--trace-id"}


def calls(text: str) -> list[list[str]]:
    """List the commands in the code of a page, global options taken off."""
    found = []
    for code in CODE.finditer(text):
        for call in CALL.finditer(code[0]):
            words = call["words"].split()
            while words and words[0].startswith("-"):
                words = words[2 if words[0] in VALUED else 1 :]
            if words and words[0] != "...":
                found.append(words)
    return found


def unknown(words: list[str]) -> str | None:
    """Return the first word or option that `clawq` does not have."""
    context = click.Context(clawq)
    command: click.Command = clawq
    rest = list(words)
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        following = command.get_command(context, rest[0])
        if following is None:
            return rest[0]
        command, rest = following, rest[1:]
    options = {
        name
        for parameter in (*command.params, *clawq.params)
        for name in (*parameter.opts, "-h", "--help", "--version")
    }
    return next(
        (
            word
            for word in rest
            if re.fullmatch(r"--?[a-z][a-z0-9-]*", word) and word not in options
        ),
        None,
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_and_option_that_is_named_exists(page: Path) -> None:
    wrong = [
        f"clawq {' '.join(words)}: {problem}"
        for words in calls(page.read_text("utf-8"))
        if (problem := unknown(words))
    ]

    assert wrong == []


def settings_in(text: str) -> list[str]:
    """List the TOML of a page: fenced as such, or indented below a table's name."""
    fenced = re.findall(r"^```toml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    blocks = re.findall(r"(?:^ {4}.*\n)+", text, re.MULTILINE)
    indented = (textwrap.dedent(block) for block in blocks)
    return fenced + [
        b for b in indented if re.search(r"^\[[a-z.]+\]$", b, re.MULTILINE)
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_setting_that_is_shown_can_be_set(page: Path, tmp_path: Path) -> None:
    for at, block in enumerate(settings_in(page.read_text("utf-8"))):
        home = tmp_path / str(at)
        home.mkdir()
        first = block.partition("\n")[0]
        name = "slots.toml" if "slots.toml" in first else "clawq.toml"
        (home / name).write_text(block, encoding="utf-8")
        load(home, environ={})


def test_what_can_not_be_set_is_found(tmp_path: Path) -> None:
    text = "```toml\n# slots.toml\n[s1]\n```\n\n    [runtimes.x]\n    kind = 'y'\n"
    first, second = settings_in(text)
    (tmp_path / "slots.toml").write_text(first)
    with pytest.raises(SettingsError, match=r"did you mean \[slots.s1\]"):
        load(tmp_path, environ={})
    (tmp_path / "slots.toml").unlink()
    (tmp_path / "clawq.toml").write_text(second)
    with pytest.raises(SettingsError, match="kind"):
        load(tmp_path, environ={})


def test_all_that_a_new_home_suggests_can_be_set(tmp_path: Path) -> None:
    """Each line that is commented out, without its mark."""
    assert all(name in CONFIG for name in ("profile", "[runtimes.openclaw]"))
    text = re.sub(r"^# (?=\[|\w+ = )", "", CONFIG, flags=re.MULTILINE)
    (tmp_path / "clawq.toml").write_text(text, encoding="utf-8")

    settings = load(tmp_path, environ={})

    assert settings.runtimes.command.profile == "claude"
    assert settings.runtimes.named["reviewer"].profile == "codex"


#: The table of settings: what it was, the environment, clawq.toml.
ROW = re.compile(r"^\|(?:[^|\n]*)\|([^|\n]*)\|([^|\n]*)\|$", re.MULTILINE)
#: Variables that are no settings of a queue.
OTHER = {"CLAWQ_HOME", "CLAWQ_SERVER", "CLAWQ_MCP_TOKEN", "CLAWQ_BRANCH", "CLAWQ_BASE"}
OTHER |= {"CLAWQ_WORKSPACE", "CLAWQ_ITEM", "CLAWQ_REPORT", "CLAWQ_ATTEMPT"}
OTHER |= {"CLAWQ_CRITERIA"}


def settings() -> set[str]:
    """Name every setting, those in tables too."""
    return {name for kind in _TABLES for name in kind.__struct_fields__}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_variable_that_is_named_exists(page: Path) -> None:
    named = set(re.findall(r"\bCLAWQ_[A-Z_]+\b", page.read_text("utf-8"))) - OTHER

    plain = {f"CLAWQ_{name}".upper() for name in Settings.__struct_fields__}
    assert sorted(named - plain) == []


def test_every_setting_of_the_moving_page_exists() -> None:
    text = (ROOT / "docs" / "moving.md").read_text("utf-8")
    table = text.partition("| before | environment | clawq.toml |")[2]
    cells = [row[2] for row in ROW.finditer(table.partition("\n\n")[0])]
    named = {name for cell in cells for name in re.findall(r"`([a-z_]+)`", cell)}

    assert "backoff_s" in named
    assert sorted(named - settings()) == []


def test_what_does_not_exist_is_found() -> None:
    """In a span, a fence, an indented line; and prose is not taken for a command."""
    text = """
Prose: clawq nonsense is not code. `clawq nope --x`, `clawq list --status P`.

    $ clawq --home d gone; clawq add --taks x

```sh
X=1 clawq intake nothing   # remark
pg_dump -U clawq clawq
```
"""
    assert [unknown(words) for words in calls(text)] == [
        "nope", None, "gone", "--taks", "nothing",
    ]  # fmt: skip
