"""
Checks: criteria that name something to look at, instead of saying it in words.

`cmd: pytest -q`, `file: README.md contains install`, `ui: http://... contains Hello`,
`red-green: pytest -q tests/test_bug.py base main`.
They come from whoever wrote the success criteria; no report can add one.
"""

from __future__ import annotations

import enum
import re
import shlex
from dataclasses import dataclass

from openclaw_celery.domain.errors import InvalidValue


class Kind(enum.StrEnum):
    """What a check looks at."""

    CMD = "cmd"
    FILE = "file"
    UI = "ui"
    RED_GREEN = "red-green"


@dataclass(frozen=True, slots=True)
class Check:
    """One check, as it was written behind its kind."""

    kind: Kind
    asked: str

    def __str__(self) -> str:
        """Write it as in the criteria."""
        return f"{self.kind}: {self.asked}"


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a check."""

    check: Check
    passed: bool
    #: What was found instead, or what shows that it passed; untrusted, on one line.
    found: str = ""
    #: Nothing that an agent does could make it pass: a person has to look.
    beyond_agents: bool = False


@dataclass(frozen=True, slots=True)
class RedGreen:
    """A command that has to fail at one commit and to pass at another."""

    argv: tuple[str, ...]
    #: Empty: the commit that the attempt's worktree was based on.
    base: str = ""
    head: str = "HEAD"


def red_green(asked: str) -> RedGreen:
    """Read `CMD [base REF] [head REF]`; raises ValueError when there is no command."""
    words = shlex.split(asked)
    refs: dict[str, str] = {}
    # A command that ends like this itself can be put into `sh -c '...'`.
    while len(words) > 1 and words[-2] in {"base", "head"} and words[-2] not in refs:
        refs[words[-2]] = words[-1]
        del words[-2:]
    if not words:
        msg = "there is no command"
        raise ValueError(msg)
    return RedGreen(tuple(words), refs.get("base", ""), refs.get("head", "HEAD"))


def ui_parts(asked: str) -> tuple[str, str]:
    """Return the URL and the text of a `ui:` check; raises InvalidValue without."""
    url, _, text = asked.partition(" contains ")
    if not text.strip():
        msg = "write it as `ui: URL contains TEXT`"
        raise InvalidValue(msg)
    return unquoted(url), unquoted(text)


def check_of(line: str) -> Check:
    """Return the one check that *line* is; raises InvalidValue for anything else."""
    checks, rest = split_checks(line)
    if len(checks) != 1 or rest:
        kinds = " or ".join(f"`{kind}:`" for kind in Kind)
        msg = f"{line[:80]!r} is not one check: begin it with {kinds}"
        raise InvalidValue(msg)
    return checks[0]


def ui_check(url: str, text: str) -> Check:
    """Make the check that a page contains a text."""
    return Check(Kind.UI, f'{url} contains "{text}"')


def unquoted(text: str) -> str:
    """Return *text* without the quotes around it."""
    text = text.strip()
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'`"
    return text[1:-1] if quoted else text


#: Where a check begins: at the start of a criterion.
_MARK = r"(?:\(?\d{1,2}[.)]|[①-⑳]|[-*•·▪◦])"
_KINDS = "|".join(Kind)
_START = re.compile(
    rf"(?:^|[;,；，]|(?<=\s)(?={_MARK}))[ \t]*(?:{_MARK}[ \t]*)?(?:\[[ xX]?\][ \t]*)?"
    rf"({_KINDS}):[ \t]*(?=\S)",
    re.MULTILINE,
)
#: Where it ends if nothing begins: quoted text is passed over.
_BODY = re.compile(
    r"""(?:"(?:\\.|[^"\\\n]){0,2000}"|'[^'\n]{0,2000}+'|[^\n;；"']|["'])*?"""
    rf"""(?=\n|;|；|\Z|[ \t]+{_MARK}[ \t]|[,，][ \t]*(?:{_KINDS}):)"""
)


def split_checks(criteria: str) -> tuple[tuple[Check, ...], str]:
    """Return the checks among success criteria, and the criteria without them."""
    checks: list[Check] = []
    left: list[str] = []
    at = 0
    while found := _START.search(criteria, at):
        body = _BODY.match(criteria, found.end())
        end = body.end() if body else found.end()
        asked = criteria[found.end() : end].strip()
        left.append(criteria[at : found.start()])
        if asked:
            checks.append(Check(Kind(found[1]), asked))
        at = max(end, found.end())
    left.append(criteria[at:])
    return tuple(checks), "\n".join(part for part in left if re.search(r"\w", part))
