"""
Checks: criteria that name something to look at, instead of saying it in words.

`cmd: pytest -q`, `file: README.md contains install`, `ui: http://... contains Hello`.
They come from whoever wrote the success criteria; no report can add one.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass


class Kind(enum.StrEnum):
    """What a check looks at."""

    CMD = "cmd"
    FILE = "file"
    UI = "ui"


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
    #: What was found instead; untrusted, on one line.
    found: str = ""
    #: Nothing that an agent does could make it pass: a person has to look.
    beyond_agents: bool = False


#: Where a check begins: at the start of a criterion.
_MARK = r"(?:\(?\d{1,2}[.)]|[①-⑳]|[-*•·▪◦])"
_START = re.compile(
    rf"(?:^|[;,；，]|(?<=\s)(?={_MARK}))[ \t]*(?:{_MARK}[ \t]*)?(?:\[[ xX]?\][ \t]*)?"
    r"(cmd|file|ui):[ \t]*(?=\S)",
    re.MULTILINE,
)
#: Where it ends if nothing begins: quoted text is passed over.
_BODY = re.compile(
    r"""(?:"(?:\\.|[^"\\\n]){0,2000}+"|'[^'\n]{0,2000}+'|[^\n;；"']|["'])*?"""
    rf"""(?=\n|;|；|\Z|[ \t]+{_MARK}[ \t]|[,，][ \t]*(?:cmd|file|ui):)"""
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
