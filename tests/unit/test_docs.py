"""What the documents tell people to type exists."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from openclaw_celery.cli import clawq

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
