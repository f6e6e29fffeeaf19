"""
The Compact Report: the form in which agents hand back what they did.

Reading is forgiving: whatever is there is read, and what is wrong with the form
is listed. What a broken form leads to is decided elsewhere.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from openclaw_celery.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: The sections, in the order in which a report has them.
SECTIONS = ("Status", "Files", "Diff-Summary", "Validation", "Risks", "Next")
MAX_CHARS = 8_000
MAX_BULLETS = 10


class Claim(enum.StrEnum):
    """What an agent says about its own work; the gate does not take its word."""

    DONE = "DONE"
    FAILED = "FAILED"
    BLOCKED = "BLOCKED"


@dataclass(frozen=True, slots=True)
class Violation:
    """One way in which a report is not in the form."""

    code: str
    message: str
    #: A severe one makes the report unusable, a minor one only unwieldy.
    severe: bool


@dataclass(frozen=True, slots=True)
class Report:
    """One report as it was read; sections that are not there are not in it."""

    text: str
    item_id: str | None = None
    status: Claim | None = None
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: What was said before the report began: progress, logs, chat.
    preamble: str = ""
    violations: tuple[Violation, ...] = ()
    #: What is told of each criterion in lines of its own, by its number: `C2: ...`.
    tags: Mapping[int, str] = field(default_factory=dict)

    @property
    def is_compact(self) -> bool:
        """Whether it has the form's header or its Status, however incomplete."""
        return self.item_id is not None or "Status" in self.sections

    def section(self, name: str) -> tuple[str, ...]:
        """Return the lines of a section without bullets; None counts as empty."""
        return self.sections.get(name, ())


_HEADER = re.compile(
    r"^[ \t>*#`]*\[REPORT[ \t]+([^\]\s]{1,64})\]", re.MULTILINE | re.IGNORECASE
)
_SECTION = re.compile(
    r"^[ \t>*#_]*(status|files|diff[- ]summary|validation|risks?|next)"
    r"[ \t*_]*[:\uff1a][ \t*_]*(.*)$",
    re.IGNORECASE,
)
_ANY_SECTION = re.compile(_SECTION.pattern, _SECTION.flags | re.MULTILINE)
_BULLET = re.compile(r"^\s*(?:[-*\u2022\u00b7\u25aa]|\d{1,3}[.)])\s+")
#: `C1`, `C1, C2` or `C1-C3`; each of these may be the beginning of what was done.
_NUMBERS = r"[*_\[(]{0,3}(C\d{1,2}\b(?:\s?(?:[,/&~\u2013-]|and|\ubc0f)\s?C?\d{1,2}\b)*"
_TAGS = tuple(
    map(
        re.compile,
        (
            # As agents are asked for it; `C1 - `, `C1/ ` and `C1) ` are all the same.
            _NUMBERS
            + r")[*_\]]{0,3}(?:\s?[(\uff08][^()\uff09]{0,200}[)\uff09])?[\])*_]{0,3}"
            r"(?:[:\uff1a]|\s?[/.)\u2013\u2014-](?=\s)|(?<=[\])\uff09*_])(?=\s|$))"
            r"[ \t*_]*",
            # With the words of the criterion, or any others, before the colon.
            r"\W{0,3}(C\d{1,2}\b[^:\uff1a]{0,200})[:\uff1a][ \t*_]*",
            _NUMBERS + r")(?:\s+|$)",
        ),
    )
)
#: `C1, C2`, or `C1-C3`.
_OF = re.compile(r"\bC(\d{1,2})(?:\s?[-~\u2013]\s?C?(\d{1,2}))?\b")
#: So many characters of a criterion name it, without what ends a tag.
_LABEL = 60
_UNFIT = re.compile(r"[:\uff1a(){}]")
#: Where lines are told of criteria.
_TAGGED = ("Diff-Summary", "Validation")
_NOTHING = re.compile(
    r"(?:none|n/?a|nothing|없음|없습니다|해당 ?없음|-)?[.!]?", re.IGNORECASE
)
_FENCE = re.compile(r"^[ \t]*(?:```|~~~)", re.MULTILINE)
_NAMES = {re.sub("[- ]", "", name).lower(): name for name in SECTIONS}
_NAMES["risk"] = "Risks"


def parse(text: str) -> Report:
    """Read *text* as a Compact Report; never raises."""
    headers = list(_HEADER.finditer(text))
    # The last one counts: an agent may have repeated the form it was told.
    start = headers[-1].start() if headers else _first_section(text)
    order, sections, tags = _sections(text[start:])
    report = Report(
        text=text,
        item_id=headers[-1][1] if headers else None,
        status=_claim(sections.get("Status", ())),
        sections=sections,
        preamble=text[:start],
        tags=tags,
    )
    return replace(report, violations=tuple(_violations(report, order)))


def _first_section(text: str) -> int:
    """Return where a form without its header begins; at 0 where there is none."""
    found = _ANY_SECTION.search(text)
    return found.start() if found else 0


def _sections(
    text: str,
) -> tuple[list[str], dict[str, tuple[str, ...]], dict[int, str]]:
    order: list[str] = []
    tags: dict[int, list[str]] = {}
    # Which criteria the line is of, and how far in it stands; what was done for them
    # may stand below it.
    of: set[int] = set()
    depth, is_told = 0, False
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in text.splitlines():
        start = _SECTION.match(line)
        if start:
            name = _NAMES[re.sub("[- ]", "", start[1]).lower()]
            order.append(name)
            current = found.setdefault(name, [])
            of = set()
            line = start[2]  # noqa: PLW2901 - the rest of the heading's own line
        if current is None:
            continue
        bullet = _BULLET.sub("", line).strip()
        tag = _tag(bullet) if order[-1] in _TAGGED else None
        if tag:
            # The criterion's own words tell nothing of what was done.
            of, bullet = set(_of(tag[1])), bullet[tag.end() :].strip()
            depth, is_told = _depth(line), False
        elif bullet and _depth(line) <= depth and is_told:
            of = set()
        # Nothing is told as well, if it says so.
        is_told = is_told or bool(bullet)
        if bullet and not _NOTHING.fullmatch(bullet):
            current.append(bullet)
            for number in of:
                tags.setdefault(number, []).append(bullet)
    sections = {name: tuple(lines) for name, lines in found.items()}
    return order, sections, {of: "\n".join(told) for of, told in tags.items()}


def _tag(bullet: str) -> re.Match[str] | None:
    """Find which criteria a bullet says that it is of."""
    return next(filter(None, (rule.match(bullet) for rule in _TAGS)), None)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _of(tag: str) -> Iterator[int]:
    for found in _OF.finditer(tag):
        first = int(found[1])
        yield from range(first, max(first, int(found[2] or first)) + 1)


def tagged(criteria: Sequence[str]) -> Iterator[str]:
    """Yield the beginning of the line that each of the *criteria* is to have."""
    for number, criterion in enumerate(criteria, 1):
        words = one_line(_UNFIT.sub(" ", criterion))
        label = words if len(words) <= _LABEL else words[:_LABEL].rstrip() + "…"
        yield f"C{number} ({label})"


def _claim(lines: tuple[str, ...]) -> Claim | None:
    words = re.findall(r"[a-z]+", lines[0].lower()) if lines else []
    said = {claim for claim in Claim if claim.lower() in words}
    # Several at once are the form itself, not an answer.
    return said.pop() if len(said) == 1 else None


def _violations(report: Report, order: list[str]) -> list[Violation]:
    if not report.text.strip():
        return [Violation("empty_report", "the report is empty", severe=True)]
    found = list(_severe(report))
    bullets = sum(map(len, report.sections.values())) - len(report.section("Status"))
    if bullets > MAX_BULLETS:
        message = f"{bullets} bullets, at most {MAX_BULLETS}"
        found.append(Violation("too_many_bullets", message, severe=False))
    ranks = [SECTIONS.index(name) for name in order]
    if ranks != sorted(set(ranks)):
        message = "sections are out of order or repeated"
        found.append(Violation("wrong_order", message, severe=False))
    return found


def _severe(report: Report) -> Iterator[Violation]:
    if report.item_id is None:
        yield Violation("missing_header", "no [REPORT <id>] line", severe=True)
    for name in SECTIONS:
        if name not in report.sections:
            yield Violation("missing_section", f"no {name} section", severe=True)
    for name in ("Files", "Diff-Summary"):
        if name in report.sections and not report.sections[name]:
            code = f"empty_{name.lower().replace('-', '_')}"
            yield Violation(code, f"{name} says nothing", severe=True)
    if "Status" in report.sections and report.status is None:
        message = "Status is none of DONE, FAILED, BLOCKED"
        yield Violation("unknown_status", message, severe=True)
    if _FENCE.search(report.text):
        yield Violation("code_fence", "code is pasted in", severe=True)
    if len(report.text) > MAX_CHARS:
        message = f"{len(report.text)} characters, at most {MAX_CHARS}"
        yield Violation("too_long", message, severe=True)
