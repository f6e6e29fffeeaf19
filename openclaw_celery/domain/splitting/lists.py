"""Requests that come as a list: bullets, numbers, letters, check boxes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openclaw_celery.domain.splitting.phrases import without_link
from openclaw_celery.domain.splitting.spans import cover

if TYPE_CHECKING:
    from collections.abc import Iterator

_CIRCLED = "①-⑳⑴-⒇❶-❿➀-➓㉠-㉭㈀-㈍"
_BOX = r"(?:\[[ xX✓✔]?\]\s*)"
#: Mark at the start of a line, by kind. A bullet of ASCII needs a space behind it.
_MARKS = {
    "bullet": rf"(?:[-*+\u2013\u2014]\s+{_BOX}?"
    rf"|[•·▪◦●○■□▶►▸‣※☐☑✅✔☞❖◆◇★☆➤]\s*{_BOX}?"
    rf"|{_BOX})",
    "number": r"(?:\(\d{1,3}\)\s*|\d{1,3}\)\s*|\d{1,3}\.(?:\s+|(?=[^\W\d]))"
    r"|\d{1,3}\s*[:：]\s+|(?:step|task)\s*\d{1,2}\s*[:.)-]\s*"
    r"|\d{1,2}\s*(?:단계|번)\s*[:.)-]\s*)",
    "circled": rf"[{_CIRCLED}]\s*",
    "korean": r"\(?[가나다라마바사아자차카타파하][.)]\s*",
    "letter": r"(?:\(?[a-hA-H]\)\s*|[a-hA-H]\.\s+)",
    "roman": r"\(?(?:i{1,3}|iv|vi{0,3}|ix|x|I{1,3}|IV|VI{0,3}|IX|X)[.)]\s+",
    "ordinal": r"(?:첫째|둘째|셋째|넷째|다섯째"
    r"|first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|finally)\s*,\s*",
}
_MARK = re.compile(
    "|".join(f"(?P<{kind}>{mark})" for kind, mark in _MARKS.items() if kind != "roman"),
    re.IGNORECASE,
)
_ROMAN = re.compile(_MARKS["roman"])
_HEADING = re.compile(r"#{1,6}\s+|={3,}$|-{3,}$|\*{3,}$")
_TAB = 4


@dataclass(slots=True)
class Found:
    """Tasks as they were written, and what stands around them."""

    tasks: list[str] = field(default_factory=list)
    context: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Line:
    indent: int
    kind: str
    text: str
    #: Comes behind an empty line.
    apart: bool


@dataclass(slots=True)
class _Entry:
    text: str
    details: list[str] = field(default_factory=list)

    def task(self) -> str:
        """Return the entry with its details in brackets, so that they stay one."""
        return f"{self.text} ({'; '.join(self.details)})" if self.details else self.text


def marked_lines(text: str) -> Found:
    """Read lines that begin with marks; what is indented below one belongs to it."""
    lines = list(_lines(text))
    marked = [line for line in lines if line.kind]
    if len(marked) < _LEAST:
        return Found()
    level = min(line.indent for line in marked)
    outer = [line for line in marked if line.indent == level]
    if len(outer) == 1:
        # One point with points below it: it is their heading.
        outer = [line for line in marked if line is not outer[0]]
        level = min(line.indent for line in outer)
    kinds = _kinds(outer)
    if sum(line.kind in kinds for line in outer) < _LEAST:
        kinds = {line.kind for line in outer}
    return _gathered(lines, level, kinds)


#: Fewer make no list.
_LEAST = 2


def _kinds(outer: list[_Line]) -> set[str]:
    """Tell which marks count at the outer level: bullets below numbers are details."""
    first = outer[0].kind
    numbered = first != "bullet" and any(line.kind == "bullet" for line in outer)
    return {line.kind for line in outer} - ({"bullet"} if numbered else set())


def _gathered(lines: list[_Line], level: int, kinds: set[str]) -> Found:
    found = Found()
    entries: list[_Entry] = []
    before_list = True
    for line in lines:
        if line.kind and line.indent <= level and line.kind in kinds:
            entries.append(_Entry(line.text))
            before_list = False
        elif before_list:
            found.context.append(line.text)
        elif line.kind and (line.indent > level or line.kind not in kinds):
            entries[-1].details.append(line.text)
        elif _continues(line, level):
            _lengthen(entries[-1], line.text)
        elif without_link(line.text) != line.text:
            entries.append(_Entry(line.text))
        else:
            found.context.append(line.text)
    found.tasks = [entry.task() for entry in entries]
    return found


def _continues(line: _Line, level: int) -> bool:
    """Tell whether an unmarked line goes on with the entry above it."""
    if line.apart and line.indent <= level:
        return False
    lower = line.text[:1].isascii() and line.text[:1].islower()
    return line.indent > level or (lower and not line.text.endswith(":"))


def _lengthen(entry: _Entry, text: str) -> None:
    if entry.details:
        entry.details[-1] += f" {text}"
    else:
        entry.text += f" {text}"


def _lines(text: str) -> Iterator[_Line]:
    apart = fenced = False
    for raw in text.splitlines():
        line = raw.expandtabs(_TAB)
        if not line.strip():
            apart = True
            continue
        indent = len(line) - len(line.lstrip())
        bare = line.strip()
        found = None if fenced else _MARK.match(bare) or _ROMAN.match(bare)
        if bare.startswith("```"):
            fenced = not fenced
        rest = bare[found.end() :].strip() if found else bare
        if found and rest:
            yield _Line(indent, found.lastgroup or "roman", rest, apart)
        elif not found:
            heading = _HEADING.match(bare)
            if not heading or bare[heading.end() :]:
                yield _Line(
                    indent, "", bare[heading.end() :] if heading else bare, apart
                )
        apart = False


def unmarked(text: str) -> str:
    """Return *text* without the marks of its lines."""
    return "\n".join(line.text for line in _lines(text))


#: Numbers inside a line, by family; each has to count from its first without a gap.
_INLINE = (
    (re.compile(r"(?:(?<=\s)|^)\((\d{1,2})\)\s*"), "0123456789"),
    (re.compile(r"(?:(?<=[\s,;])|^)(\d{1,2})\)\s*"), "0123456789"),
    (re.compile(r"(?:(?<=[\s,;])|^)(\d{1,2})\.\s+"), "0123456789"),
    (re.compile(r"(?:(?<=[\s,;])|^)(\d{1,2})(?:단계|번)\s*[:.)]\s*"), "0123456789"),
    (re.compile(r"([①-⑳])\s*"), "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    (re.compile(r"([❶-❿])\s*"), "❶❷❸❹❺❻❼❽❾❿"),
    (
        re.compile(r"(?:(?<=[\s,;])|^)\(?([가나다라마바사아자차카타파하])[.)]\s+"),
        "가나다라마바사아자차카타파하",
    ),
    (re.compile(r"(?:(?<=[\s,;])|^)\(?([a-h])\)\s*", re.IGNORECASE), "abcdefgh"),
)
_ORDINALS = re.compile(
    r"(?:(?<=[\s,;.])|^)(첫째|둘째|셋째|넷째|다섯째"
    r"|첫\s?번째|두\s?번째|세\s?번째|네\s?번째"
    r"|first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|fifth(?:ly)?)"
    r"(?:로는|로|는|,)\s*,?\s*",
    re.IGNORECASE,
)
_ORDINAL_ROWS = (
    ("첫째", "첫번째", "first", "firstly"),
    ("둘째", "두번째", "second", "secondly"),
    ("셋째", "세번째", "third", "thirdly"),
    ("넷째", "네번째", "fourth", "fourthly"),
    ("다섯째", "fifth", "fifthly"),
)


def numbers_in_line(text: str) -> Found:
    """Read a list whose numbers stand within lines: `1) this 2) that`."""
    covered = cover(text)
    for pattern, signs in _INLINE:
        if found := _counted(text, list(pattern.finditer(covered)), signs):
            return found
    return _counted(text, list(_ORDINALS.finditer(covered)), "") or Found()


def _counted(text: str, marks: list[re.Match[str]], signs: str) -> Found | None:
    """Cut *text* at those marks that count 1, 2, 3; None when there are not two."""
    run: list[re.Match[str]] = []
    for mark in marks:
        if _value(mark[1], signs) == len(run) + 1:
            run.append(mark)
    if len(run) < _LEAST:
        return None
    ends = [mark.start() for mark in run[1:]] + [len(text)]
    pieces = [text[mark.end() : end] for mark, end in zip(run, ends, strict=True)]
    if not all(piece.strip(" ,;.\n") for piece in pieces):
        return None
    lead = text[: run[0].start()].strip()
    return Found(pieces, [lead] if lead else [])


def _value(sign: str, signs: str) -> int:
    if not signs:
        word = "".join(sign.lower().split())
        return next(at for at, row in enumerate(_ORDINAL_ROWS, 1) if word in row)
    return (
        int(sign)
        if sign.isascii() and sign.isdigit()
        else signs.index(sign.lower()) + 1
    )
