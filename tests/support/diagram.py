"""
Writes docs/states.md from the table of transitions.

    python -m tests.support.diagram
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from openclaw_celery.domain.transitions import ARROWS, PENDING, describe

if TYPE_CHECKING:
    from openclaw_celery.domain.transitions import State

PAGE = Path(__file__).parents[2] / "docs" / "states.md"

HEAD = """\
# States

Made from `openclaw_celery/domain/transitions.py` by `python -m tests.support.diagram`;
a test tells when it has to be made again.

```mermaid
stateDiagram-v2
"""
TABLE = """\
```

An asterisk: the fence goes up by one, and whoever held the item can write nothing more.

| event | from | to | |
|---|---|---|---|
"""


def page() -> str:
    """Return the page as it should be."""
    verbs: dict[tuple[State, State], list[str]] = {}
    for arrow in ARROWS:
        for source in arrow.sources:
            for target in arrow.targets:
                mark = "*" if arrow.new_fence else ""
                verbs.setdefault((source, target), []).append(f"{arrow.verb}{mark}")
    lines = [f"    [*] --> {_node(PENDING)}: add"]
    for (source, target), names in sorted(verbs.items(), key=lambda e: _order(*e[0])):
        told = ", ".join(dict.fromkeys(names))
        lines.append(f"    {_node(source)} --> {_node(target)}: {told}")
    rows = [
        f"| {arrow.verb}{'*' if arrow.new_fence else ''} | {_list(arrow.sources)}"
        f" | {_list(arrow.targets)} | {arrow.note} |"
        for arrow in ARROWS
    ]
    return HEAD + "\n".join(lines) + "\n" + TABLE + "\n".join(rows) + "\n"


def _node(state: State) -> str:
    return describe(state).rpartition("/")[2]


def _list(states: frozenset[State]) -> str:
    return ", ".join(sorted(map(_node, states)))


def _order(source: State, target: State) -> tuple[str, str]:
    return describe(source), describe(target)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
