"""
Whether a value that a sentence tells misses the bound that it names.

`p95 is 260 ms (limit 150)` tells of work that is not done without a word of trouble.
English; `bounds_ko` reads the same in Korean, where the goal stands elsewhere.
"""

from __future__ import annotations

import re

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,9}(?:\.\d{1,4})?"
_UNIT = (
    r"%|percent\b|ms\b|s\b|sec\w*|min(?:utes?|s)?\b|mi?b\b|h(?:ours?|rs?)?\b"
    r"|k[bi]?b?\b|gb\b|days?\b|m\b"
)
#: Never to be passed, never to fall short of, and what depends on what is measured.
_MOST = r"limit|ceiling|cap|budget|max(?:imum)?|allowed|permitted|tolerates"
_LEAST = r"min(?:imum)?|gate|bar|floor|quota"
_WISH = (
    r"target|goal|aim|ask|mark|spec|slo|sla|threshold|required?|requirement|requested"
    r"|asked(?: for)?|agreed|promised|wanted|brief"
)
_ANY = rf"{_MOST}|{_LEAST}|{_WISH}"
_UNDER = r"under|below|less than|at most|no more than|<=?|≤|up to"
_OVER = r"over|above|more than|at least|no less than|>=?|≥"
_SIGN = rf"(?:(?P<under>{_UNDER})|(?P<over>{_OVER})) ?"
_BOUND = rf"\$?(?P<bound>{_NUMBER})(?! in \d) ?(?P<bound_unit>{_UNIT})?"
#: The bound behind its word, or before it: `limit 150`, `where 30 was the ceiling`.
_NAMED = re.compile(
    rf"(?P<word>\b(?:{_MOST}|{_WISH}|(?:{_LEAST})(?=[.:=]| of| is| was)))\b\.?"
    rf"(?: (?:is|was|are|were|of|says?|said|to be|for it|an?|the|grade|we had)){{0,2}}"
    rf"[:=]? ?(?:{_SIGN})?{_BOUND}"
    rf"|(?:against|versus|vs\.?|where|with|and|but|of|[,;(]) (?:an? |the |just )?"
    rf"(?:{_SIGN.replace('under>', 'under2>').replace('over>', 'over2>')})?"
    rf"{_BOUND.replace('bound', 'bound2')}(?: \w+)? ?(?:was|were|is|being)? ?"
    rf"(?:the |an? )?(?P<word2>\b(?:{_ANY}|you asked for|we (?:were aiming|aimed|wanted"
    rf"|need\w*|promised|agreed|set out)))\b"
    rf"|\b(?:you|we|they|client) (?:asked|wanted|aimed|hoped) (?:for )?"
    rf"(?:{_SIGN.replace('under>', 'under3>').replace('over>', 'over3>')})?"
    rf"{_BOUND.replace('bound', 'bound3')}(?P<word3>)"
)
_ALONE = re.compile(
    rf"\W*(?:but |and |while )?(?:(?:the|our|your|its) (?:\w+ )?)?(?:{_ANY})\b"
    rf"|\W*\d[\d.,]* ?(?:{_UNIT})? ?(?:was|were|is) (?:the )?(?:{_ANY})\b|you asked"
)
_VALUE = re.compile(
    rf"(?P<before>from |was |before |up |than |page |step |of )?"
    rf"(?<![\w.,#/-])(?<! h )(?<!\dh )(?<! min )"
    rf"\$?(?P<value>{_NUMBER}) ?(?P<unit>{_UNIT})?(?![\w/:-]|[.,]\d)"
)
#: What is better the lower, and the higher it is.
_LOW = re.compile(
    r"\b(?:error|latency|p\d\d|delay|lag|loss|bounce|churn|defect|false|drop|drain|cost"
    r"|cpu|memory|usage|time|size|ttfb|lcp|cls|inp|fid|rto|rpo|wait|takes?|took|tokens?"
    r"|restore|deviation|bill|price|duration)"
)
_HIGH = re.compile(
    r"\b(?:coverage|accuracy|precision|recall|f1|score|throughput|availability|uptime"
    r"|auc|kappa|rate|sign-?ups|answers?|response|open|resolution|readability|match"
    r"|words|freed|share|conversion|respond\w*|participants|contrast|fps|reads?|hit)"
)
#: That something beyond a bound is turned away, or was like that before.
_GUARDED = re.compile(
    r"\b(?:refus|reject|declin|denied|deny|block|throttl|truncat|warn|alert|fires?\b"
    r"|returns?\b|raised (?:from|the)|configur|set (?:to|the)|cleared|before|previously"
    r"|max\b|earlier|within|met\b|respected|kept|headroom|to spare)"
)
#: How many there should be, next to how many there are: `88 expected, 71 present`.
_FEWER = re.compile(
    rf"(?<![\w.,/-])(?P<whole>{_NUMBER})(?: \w+)? (?:(?:was|were) )?(?:expected|queued"
    r"|planned|promised|ordered|wanted|required|in|written|due|specified)"
    rf"(?:,|;| and| /) (?P<part>{_NUMBER})(?: \w+)? (?!in\b|fail|reject|skip|error|with"
    r"|warning|duplicate|refus|blocked|pass)[a-z]"
)
_SCALE = {
    "ms": 0.001,
    "h": 3600,
    "day": 86400,
    "k": 1000,
    "mb": 1e6,
    "mib": 1e6,
    "gb": 1e9,
    "kb": 1000,
    "m": 1e6,
}
#: A value stands near its bound.
_FAR = 80
_TIMES = {"ms", "s", "sec", "min", "h", "day"}
_SIZES = {"kb", "mb", "mib", "gb"}


def misses_a_bound(low: str, before: str = "") -> bool:
    """
    Tell whether *low*, in lower case, measures something on the wrong side.

    A bound may stand in a sentence of its own, *before* it what was measured.
    """
    if before and _ALONE.match(low):
        low = f"{before}, {low}"
    if _GUARDED.search(low):
        return False
    fewer = _FEWER.search(low)
    if fewer and _size(fewer["part"], "") < _size(fewer["whole"], ""):
        return True
    return any(_is_missed(low, found) for found in _NAMED.finditer(low))


def _is_missed(low: str, found: re.Match[str]) -> bool:
    number = found["bound"] or found["bound2"] or found["bound3"]
    unit = _unit(found["bound_unit"] or found["bound2_unit"] or found["bound3_unit"])
    head = low[max(0, found.start() - _FAR) : found.start()]
    values = [one for one in _VALUE.finditer(head) if not one["before"]]
    if not values:
        return False
    value_unit = _unit(values[-1]["unit"])
    unit, value_unit = unit or value_unit, value_unit or unit
    if unit != value_unit and not {unit, value_unit} <= _TIMES | _SIZES | {"k", "m"}:
        return False
    is_low = _is_low(found, head, unit)
    value, bound = _size(values[-1]["value"], value_unit), _size(number, unit)
    return is_low is not None and (value > bound if is_low else value < bound)


def _is_low(found: re.Match[str], head: str, unit: str) -> bool | None:
    """Tell whether less is better; None if nothing says so."""
    word = found["word"] or found["word2"] or ""
    if found["under"] or found["under2"] or found["under3"]:
        return True
    if found["over"] or found["over2"] or found["over3"]:
        return False
    if re.fullmatch(_MOST, word) or re.fullmatch(_LEAST, word):
        return re.fullmatch(_MOST, word) is not None
    if unit in _TIMES | _SIZES or _LOW.search(head):
        return True
    return False if _HIGH.search(head) else None


def _unit(name: str | None) -> str:
    """Return one name for each unit."""
    name = (name or "").rstrip(".")
    for start in ("sec", "min", "h", "day", "percent"):
        if name.startswith(start):
            return {"sec": "s", "percent": "%"}.get(start, start)
    return name


def _size(number: str, unit: str) -> float:
    scale = 60 if unit == "min" else _SCALE.get(unit, 1)
    return float(number.replace(",", "")) * scale
