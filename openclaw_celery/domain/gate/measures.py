"""Numbers with their units, and the limits that criteria set to them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from openclaw_celery.domain.gate.language import KEPT
from openclaw_celery.domain.gate.words import alternatives, content

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from openclaw_celery.domain.gate.words import Text

#: Unit -> (what it measures, how many of the base unit it is).
_UNITS: dict[str, tuple[str, float]] = {
    **dict.fromkeys(
        ("ms", "msec", "millisecond", "milliseconds", "밀리초"), ("time", 1.0)
    ),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "초"), ("time", 1000.0)),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "분"), ("time", 60e3)),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "시간"), ("time", 3600e3)),
    **dict.fromkeys(("day", "days", "일"), ("time", 86400e3)),
    **dict.fromkeys(("week", "weeks", "주"), ("time", 7 * 86400e3)),
    **dict.fromkeys(("month", "months", "개월", "달"), ("time", 30 * 86400e3)),
    **dict.fromkeys(("year", "years", "년", "해"), ("time", 365 * 86400e3)),
    **dict.fromkeys(("kb", "kib"), ("size", 1e-3)),
    **dict.fromkeys(("mb", "mib", "메가"), ("size", 1.0)),
    **dict.fromkeys(("gb", "gib", "기가"), ("size", 1e3)),
    **dict.fromkeys(("tb", "tib", "테라"), ("size", 1e6)),
    **{unit: (unit, 1.0) for unit in ("px", "fps", "dpi", "rps", "qps", "kg", "db")},
    "mm": ("length", 1e-3),
    "cm": ("length", 1e-2),
    "km": ("length", 1e3),
    **dict.fromkeys(("%", "percent", "pct", "퍼센트", "프로"), ("share", 1.0)),
    **dict.fromkeys(("x", "배"), ("factor", 1.0)),
    ":1": ("ratio", 1.0),
}
_ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen"
    " fourteen fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
_ORDINALS = "third fourth fifth sixth seventh eighth ninth tenth".split()
_KOREAN = (
    ("하나", "한"),
    ("둘", "두"),
    ("셋", "세", "석"),
    ("넷", "네", "넉"),
    ("다섯", "닷"),
    ("여섯",),
    ("일곱",),
    ("여덟",),
    ("아홉",),
)
_KOREAN_TENS = {"열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50}
_NAMES: dict[str, int] = {
    **{name: value for value, name in enumerate(_ENGLISH)},
    **_TENS,
    "dozen": 12,
    **{name: value for value, name in enumerate(_ORDINALS, 3)},
    "hundred": 100,
    **_KOREAN_TENS,
    **{name: value for value, names in enumerate(_KOREAN, 1) for name in names},
    **{
        tens + name: ten + value
        for tens, ten in _KOREAN_TENS.items()
        for value, names in enumerate(_KOREAN, 1)
        for name in names
    },
}
_COUNTERS = (
    "가지|건|개|명|분(?!기)|곳|군데|대|번|회|차례|종류|종|장|줄|행|쪽|편|단계|항목|칸"
    "|벌|통"
    "|권|부|층|마디|쌍|켤레|그루|마리|채|자루|페이지|문항|슬라이드|화면|언어|사람|팀"
    "|개국|시간|달|주|해|차"
)
_EN_NAMES = "|".join(sorted((n for n in _NAMES if n.isascii()), key=len, reverse=True))
_KO_NAMES = "|".join(
    sorted((n for n in _NAMES if not n.isascii()), key=len, reverse=True)
)
_NUMBER = re.compile(
    r"(?:(?<![\w.@#])(?<![A-Za-z]/)"
    r"|(?<=[\s(]v))(?P<number>\d{1,15}(?:,\d{3})*(?:\.\d{1,9})?)"
    r"(?:\s?(?P<times>thousand|million|billion|k(?![a-z])|천만|백만|만|천"
    r"|억)(?![가-힣]?료))?"
    r"(?:[\s-]?(?P<unit>%|:1(?!\d)|(?!(?:and|as|at|by|for|in|is|of|on|or|per|to|was"
    r"|with)\b)"
    r"[a-z]{1,8}|밀리초|시간|개월|퍼센트|프로|메가|기가|초"
    r"|분(?!기)|일|주"
    r"|달|배|년)|\s?(?:" + _COUNTERS + r"))?"
    rf"|\b(?P<name>{_EN_NAMES})\b"
    r"(?:[\s-](?:(?:missing|full|whole|working|business|calendar|more|extra"
    r"|consecutive|remaining|other) )?"
    r"(?P<of>(?:milli)?seconds?|minutes?|hours?|days?|weeks?|months?|years?"
    r"|percent)\b)?"
    rf"|(?<![가-힣])(?P<korean>{_KO_NAMES}) ?(?:(?P<span>시간|달|주|해)|{_COUNTERS})"
    r"|(?P<fixed>하루|이틀|사흘|나흘|일주일|보름|반나절)"
    r"|\b(?:a|an|each|every|per) (?P<every>second|minute|hour|day|week|month|year)\b"
    r"|매(?P<each>초|분|시간|일|주|달)",
    re.IGNORECASE,
)
_TIMES = {
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "천": 1e3,
    "만": 1e4,
    "백만": 1e6,
    "천만": 1e7,
    "억": 1e8,
}
_FIXED = {
    "하루": 1,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "일주일": 7,
    "보름": 15,
    "반나절": 0.5,
}
#: What stands before a number that is a limit, and what behind it.
_LOWER_BEFORE = re.compile(
    r">=|=>|≥|>|최소|at least|more than|\bover\b|above|minimum|no fewer than",
    re.IGNORECASE,
)
_LOWER_AFTER = re.compile(
    r"이상|초과|넘|or (?:more|above|better|higher|greater|longer)|and (?:more|up)\b"
    r"|minimum|^\+",
    re.IGNORECASE,
)
_UPPER_BEFORE = re.compile(
    r"<=|=<|≤|<|최대|at most|less than|fewer than|under|below|within|up to"
    r"|no more than|maximum|\bmax\b",
    re.IGNORECASE,
)
_UPPER_AFTER = re.compile(
    r"이하|미만|이내|안에|or (?:less|fewer|below|under|smaller|lower|shorter|faster)"
    r"|maximum|\bmax\b",
    re.IGNORECASE,
)
#: Limits that do not belong to what they limit; "no more than" does.
_STRICT = re.compile(
    r"[<>](?![=])|(?<!no )more than|\bover\b|above|less than|fewer than|under|below"
)
_STRICT_AFTER = re.compile("초과|미만")


@dataclass(frozen=True, slots=True)
class Measure:
    """A number in a text, in the base unit of what it measures."""

    value: float
    #: time (ms), size (MB), share (%), factor, or count for everything else.
    kind: str
    text: str
    start: int
    end: int


_PERCENTILE = re.compile(
    r"\b(?:the )?(\d\d)(?:th|st|nd|rd)?[ -]percentile\b|(\d\d) ?(?:백분위수?|퍼센타일)",
    re.IGNORECASE,
)


def percentiles(text: str) -> str:
    """Return *text* with one name for a percentile: the 95th is `p95`."""
    return _PERCENTILE.sub(r"p\1\2", text)


_TINY = re.compile(r"(?<![\w.])(\d(?:\.\d+)?)e-(\d)\b")
_SPAN = re.compile(r"(?<![\w.])(\d{1,3})(h|m)(\d{1,2})(m|s)(?:(\d{1,2})s)?\b")
_KEYED = re.compile(
    r"[\"']?(?P<name>\w{1,40}?)_(?P<unit>kb|mb|gb|ms|sec|secs|seconds|s|min|minutes"
    r"|hours|days|pct|percent)(?P<rest>_\w{1,20})?[\"']?\s*[:=]\s*[\"']?(?P<number>\d[\d.,]*\d"
    r"|\d)",
    re.IGNORECASE,
)
_LARGE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
_SMALL = {
    **{name: value for name, value in _NAMES.items() if name.isascii()},
    "seventy": 70,
    "eighty": 80,
}
_IN_WORDS = re.compile(
    rf"\b(?:{'|'.join(_SMALL)})(?:[ -](?:and )?(?:{'|'.join((*_SMALL, *_LARGE))}))+\b",
    re.IGNORECASE,
)


def in_plain_numbers(text: str) -> str:
    """
    Return *text* with one way to write a number where there are several.

    p95 for the 95th percentile, 0.0001 for 1e-4, 9 min 40 s for 9m40s, 300 seconds for
    a key `refresh_seconds`, 2040 for two thousand and forty.
    """
    text = percentiles(text)
    text = _TINY.sub(lambda found: f"{float(found[0]):.10f}".rstrip("0"), text)
    text = _SPAN.sub(_spaced, text)
    text = _KEYED.sub(r"\g<name>\g<rest>: \g<number> \g<unit>", text)
    return _IN_WORDS.sub(lambda found: str(_in_digits(found[0].lower())), text)


def _spaced(found: re.Match[str]) -> str:
    names = {"h": "h", "m": "min", "s": "s"}
    parts = [found[1], names[found[2]], found[3], names[found[4]]]
    return " ".join((*parts, *((found[5], "s") if found[5] else ())))


def _in_digits(words: str) -> int:
    total = part = 0
    for word in re.split(r"[ -](?:and )?", words):
        if word in _LARGE:
            part = max(part, 1) * _LARGE[word]
            if _LARGE[word] > 100:  # noqa: PLR2004 - a hundred may have more before it
                total, part = total + part, 0
        else:
            part += _SMALL[word]
    return total + part


#: 2024년: which year, not how long.
_YEAR = re.compile(r"(?:19|20)\d\d ?년?")


def measures(text: str) -> Iterator[Measure]:
    """Yield the numbers of *text*, written in digits or in words."""
    last: Measure | None = None
    for found in _NUMBER.finditer(text):
        kind, factor = "count", 1.0
        if found["number"]:
            unit = (found["unit"] or "").lower()
            is_word = unit.isascii() and unit.isalpha() and unit not in _UNITS
            if is_word and found[0][-len(unit) - 1].isdigit():
                # 2FA, 3D: a name rather than a number.
                continue
            value = float(found["number"].replace(",", ""))
            value *= _TIMES.get((found["times"] or "").lower(), 1)
            if not (unit == "년" and _YEAR.fullmatch(found[0].strip())):
                kind, factor = _UNITS.get(unit, ("count", 1.0))
        elif found["fixed"]:
            kind, factor = _UNITS["일"]
            value = float(_FIXED[found["fixed"]])
        elif found["every"] or found["each"]:
            kind, factor = _UNITS[(found["every"] or found["each"]).lower()]
            value = 1.0
        else:
            value = float(_NAMES[(found["name"] or found["korean"]).lower()])
            unit = (found["of"] or found["span"] or "").lower()
            kind, factor = _UNITS.get(unit, ("count", 1.0))
        one = Measure(value * factor, kind, found[0], found.start(), found.end())
        if last and _continues(last, one, text):
            last = replace(
                last,
                value=last.value + one.value,
                text=text[last.start : one.end],
                end=one.end,
            )
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def _continues(first: Measure, second: Measure, text: str) -> bool:
    """Tell whether the two are one span of time: 3 min 35 s."""
    return (
        first.kind == second.kind == "time"
        and text[first.end : second.start].strip() == ""
        and first.value > second.value
        and first.text[:1].isdigit()
        and second.text[:1].isdigit()
    )


@dataclass(frozen=True, slots=True)
class Limit:
    """What a criterion asks of a number."""

    measure: Measure
    #: at least (+1), at most (-1), exactly (0).
    direction: int
    strict: bool
    #: Share of it that it may be off by: "about 12,000 rows".
    slack: float = 0.0
    #: What the criterion says just before it.
    before: str = ""

    def holds(self, value: float) -> bool:
        """Tell whether *value* is on the right side."""
        gap = (value - self.measure.value) * (self.direction or 1)
        near = abs(gap) <= 1e-9 * max(1.0, abs(self.measure.value))
        if self.direction == 0:
            return near or abs(gap) <= self.slack * abs(self.measure.value)
        return gap > 0 and not near if self.strict else gap > 0 or near


#: How far from its number the word stands that makes it a limit.
_REACH = 14
_BREAK = re.compile(r"[,;()]")
#: So many numbers of one criterion are limits; where there are more, it is a table.
_MOST = 12


#: A number that says how often.
_OFTEN = re.compile(
    r"(?:an?|each|every|per)\b|매|하루(?! ?(?:안|이내|이하|전|만에|이상|넘))",
    re.IGNORECASE,
)
#: 500 errors are not five hundred.
_STATUS = re.compile(
    r"한 ?(?:번에|눈에|곳에)|[1-5]\d\d ?(?:error|response|status|code|page|에러|오류"
    r"|응답|반환|코드|s\b)",
    re.IGNORECASE,
)


#: Down from what it was, and "once" or "one": no number to be reached.
_FORMER = re.compile(r"\s?(?:에서(?!도)|→|->|=>) ?|\s?to \d")
_ONCE = re.compile(r"(?:1|한) ?(?:회|번|차례)|one", re.IGNORECASE)
_WINDOW_BEFORE = re.compile(
    r"(?:\b(?:last|past|previous)|최근|지난)\s+$", re.IGNORECASE
)
_NAMING = re.compile(r"-[a-z]{2}", re.IGNORECASE)


#: The number of a version: the 4.0 release.
_RELEASE = re.compile(
    r"\d+(?:\.\d+)+ (?:release|version|update|버전|릴리[스즈])"
    r"|\d+\.0\b(?! ?[%a-z가-힣])"
)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE_BEFORE = re.compile(
    rf"(?:\b(?:{_MONTHS})[a-z]*\.? |[0-9]월 ?(?:\d{{1,2}}일 ?[,~\u2013-] ?){{0,9}})$",
    re.IGNORECASE,
)
_DATE_AFTER = re.compile(
    rf"(?:st|nd|rd|th)?(?: ?(?:and|to|or|&|-|\u2013|~) ?\d{{1,2}}(?:st|nd|rd|th)?)?"
    rf" (?:{_MONTHS})[a-z]*\b|사?분기|월|일 ?(?:오전|오후|새벽|아침|저녁|밤)",
    re.IGNORECASE,
)


def is_date(text: str, measure: Measure) -> bool:
    """Tell whether it is part of a date, or the number of a quarter."""
    digits = re.match(r"\d+", measure.text)
    if not digits:
        return False
    end = measure.start + digits.end()
    before = _DATE_BEFORE.search(text, 0, measure.start)
    return bool(before or _DATE_AFTER.match(text, end))


def _is_clock(text: str, measure: Measure) -> bool:
    """Tell whether it is the hour or the minute of a time of day: before 06:00."""
    return bool(
        re.match(r"\d{1,2}:\d\d(?!\d)", text[measure.start :])
        or re.search(r"\d:$", text[max(0, measure.start - 2) : measure.start])
    )


_OVER = re.compile(r"\b(?:over|for|during|across|in) (?:the |a )?$", re.IGNORECASE)


def _is_window(text: str, measure: Measure, asked: list[Measure]) -> bool:
    """Tell whether it is the time in which another number has to be kept."""
    return (
        measure.kind == "time"
        and any(other.kind != "time" for other in asked)
        and bool(_OVER.search(text, 0, measure.start))
    )


def _is_version(text: str, measure: Measure) -> bool:
    """Tell whether it is the number of a version: v22.9."""
    return text[max(0, measure.start - 1) : measure.start].lower() == "v"


def _within(text: str, start: int) -> bool:
    """Tell whether what starts there is the second half of a name: SHA-1, N+1."""
    return start > 1 and text[start - 1] in "-+" and text[start - 2].isalpha()


@lru_cache(maxsize=KEPT)
def limits(criterion: str) -> list[Limit]:
    """Return what *criterion* asks of numbers."""
    # "once a day" is a way to say how often, not a number to be reached.
    every = (m for m in measures(criterion) if not _OFTEN.match(criterion, m.start))
    asked = list(islice(every, _MOST))
    edges = [0, *(measure.end for measure in asked)]
    starts = [*(measure.start for measure in asked), len(criterion)]
    found = []
    for index, measure in enumerate(asked):
        if _STATUS.match(criterion, measure.start):
            continue
        nothing = _nothing_beyond(criterion, measure)
        if nothing:
            strict = criterion[measure.end :].lstrip().startswith(("이상", "이하"))
            found.append(Limit(measure, nothing, strict))
            continue
        if (
            _NAMING.match(criterion, measure.end)
            or (measure.kind == "count" and re.search(r"-[a-z]", measure.text))
            or _is_version(criterion, measure)
            or _within(criterion, measure.start)
        ):
            # A 40-page tender, two-factor, non-zero: what it is, not how many.
            continue
        if _WINDOW_BEFORE.search(
            criterion, max(0, measure.start - _REACH), measure.start
        ):
            # The last 30 days: which ones, not how many.
            continue
        if _is_clock(criterion, measure) or _is_window(criterion, measure, asked):
            continue
        if is_date(criterion, measure) or _RELEASE.match(criterion, measure.start):
            continue
        if _FORMER.match(criterion, measure.end) or _ONCE.fullmatch(measure.text):
            continue
        # `>= 3` and `3개 이상`, but nothing behind another number or a comma.
        before = criterion[max(edges[index], measure.start - _REACH) : measure.start]
        end = min(starts[index + 1], measure.end + 2 * _REACH)
        after = criterion[measure.end : end]
        found.append(_limit(measure, _BREAK.split(before)[-1], _BREAK.split(after)[0]))
    return found


#: There is to be nothing beyond the number: nobody over 38 hours, never below 80 %.
_NOTHING = (
    r"\b(?:no(?:t|ne|body)?|never|nothing|without|neither)\b"
    r"(?:(?!\b(?:and|but|or|while|plus|so|when|if)\b)[^,;:.()]){0,60}?"
)
_BUT_WHEN = "".join(
    rf"(?<!\b{word} )" for word in ("at", "with", "for", "after", "in", "from", "to")
)
_NOTHING_OVER = re.compile(
    _NOTHING + _BUT_WHEN + r"\b(?:over|above|beyond|more than|exceed\w*"
    r"|(?:long|larg|bigg|great|high|slow|old|heavi|wid|lat)er than)\s+[$€£₩]?$",
    re.IGNORECASE,
)
_NOTHING_UNDER = re.compile(
    _NOTHING + _BUT_WHEN + r"\b(?:under|below|less than|fewer than"
    r"|(?:short|small|low|young)er than)\s+[$€£₩]?$",
    re.IGNORECASE,
)
_OVER_NOTHING = re.compile(
    r"[가-힣]?\s?(?:을|를|이|가)?\s?(?:초과|넘|이상\s?(?:인|의|되|한|걸)"
    r"|보다 (?:긴|큰|많은|높은|느린))[^,;.에때]{0,14}?(?:없|않)"
)
_UNDER_NOTHING = re.compile(
    r"[가-힣]?\s?(?:을|를|이|가)?\s?(?:미만|미달|이하\s?(?:인|의|로)"
    r"|보다 (?:짧은|작은|적은|낮은))[^,;.에때]{0,14}?(?:없|않)"
)
#: Over so long a time is while it lasts: no outage over 30 days.
_LASTING = re.compile(r"days?|weeks?|months?|years?|일|주|개월|달|년", re.IGNORECASE)


def _nothing_beyond(text: str, measure: Measure) -> int:
    """Return -1 if there is to be nothing over it, 1 if nothing under it, else 0."""
    if measure.kind == "time" and _LASTING.search(measure.text):
        return 0
    for direction, before, after in (
        (-1, _NOTHING_OVER, _OVER_NOTHING),
        (1, _NOTHING_UNDER, _UNDER_NOTHING),
    ):
        if before.search(text, 0, measure.start) or after.match(text, measure.end):
            return direction
    return 0


def _limit(measure: Measure, before: str, after: str) -> Limit:
    direction = 0
    if measure.kind == "share" and (_HIGHER.search(before) or _CHANGED.match(after)):
        direction = 1
    is_lower = bool(_LOWER_AFTER.search(after))
    if _LOWER_BEFORE.search(before) or is_lower:
        direction = 1
    # Of `최대 2,000명 이상` it is what stands behind that counts.
    if not is_lower and _UPPER_BEFORE.search(
        before.replace("no fewer than", "").replace("no less than", "")
    ):
        direction = -1
    if _UPPER_AFTER.search(after):
        direction = -1
    strict = bool(_STRICT.search(before.lower()) or _STRICT_AFTER.search(after))
    if not direction and (
        (measure.kind == "time" and _WATCHED.search(after))
        or _IN_A_ROW.search(before + measure.text + after)
    ):
        direction = 1
    slack = _SLACK if _ABOUT.search(before) or _ABOUT_AFTER.match(after) else 0.0
    return Limit(measure, direction, strict, slack, before)


_IN_A_ROW = re.compile(r"\bconsecutive|\bin a row|\bstraight\b|연속", re.IGNORECASE)
#: What may go on for longer than it has to.
_WATCHED = re.compile(
    r"관찰|모니터링|지켜|유지|soak|observ|monitor|watch|burn", re.IGNORECASE
)
#: By how much something is to be changed at least.
_CHANGED = re.compile(
    r"\s?(?:절감|감소|단축|향상|개선|증가|축소|상승|less|more|faster|smaller|lower"
    r"|higher"
    r"|reduction|improvement|increase|decrease|saving)",
    re.IGNORECASE,
)
#: What is the better the more it is, where nothing says so.
_HIGHER = re.compile(
    r"coverage|accura|precision|recall|uptime|availab|score|커버리지|정확도|가동률|가용"
    r"|달성률|준수율|성공률",
    re.IGNORECASE,
)
_SLACK = 0.1
_ABOUT = re.compile(
    r"(?:\b(?:about|around|roughly|some|approx\w*|circa)|~|약|대략)\s*$", re.IGNORECASE
)
_ABOUT_AFTER = re.compile(r"\s?(?:정도|쯤|가량|내외|안팎|or so)")


#: A number that is not the result: what it was, or what it should be.
_OTHER_BEFORE = re.compile(
    r"(?:\bwas(?: [\d.,]+ ?\w{0,3})?|\bused to \w+|\binstead of|\brather than"
    r"|\bcompared (?:to|with)|\bfrom"
    r"|\bpreviously|\bbefore|\btarget\w*|\bgoal|\bthreshold|\blimit"
    r"|\bwere|\bold|\bbaseline|기존|이전|원래|종전|처음|첫 ?\S{1,5}|목표\S*"
    r"|기준(?!\s)\S+|(?:합격"
    r"|요구|성공|통과|목표|판정|임계|허용) 기준|임계치?\S*"
    r"|(?<![가-힣])전(?: \d+ ?[가-힣]{1,3})?(?:에는|엔|에|은|는)?|>=|<=|≥|≤|<|(?<!-)>"
    r"|\bat least"
    r"|\bat most|\blast|\bpast|최근|지난)[\s:=(\"']*$",
    re.IGNORECASE,
)
_OTHER_AFTER = re.compile(
    r"\s*(?:\S{0,3}\s?(?:→|->|=>|에서 (?:[가-힣]{1,4} )?(?=\d))"
    r"|\w{0,3} ?(?:넘는|이상|이하|미만|초과|목표|기준)"
    r"|\s?(?:target|goal|threshold|originally|limit)\b"
    r"|\s?before\b(?=\s*(?:[,.;)]|$|the |this |we |i |\w+ing "
    r"|(?:it|that|then)\s?[,.;)])))",
    re.IGNORECASE,
)


#: "The slowest was 2 s" is a result, "it was 2 s" is how it used to be.
_MEASURED = re.compile(
    r"\b(?:slowest|fastest|highest|lowest|worst|best|longest|shortest|largest|biggest"
    r"|peak|max\w*|min\w*|average|avg|mean|median|result|total|score|run|run \d+"
    r"|measured|reading)(?: \w+){0,6} (?:was|were)[\s:=(]*$",
    re.IGNORECASE,
)
_BACK = 64
#: So many numbers of one sentence are results; where there are more, it is data.
_MOST_TOLD = 40


#: "It was 2 s", with nothing said of how it is now: that is how it was measured.
_WAS = re.compile(r"(?<!it )(?<!this )(?<!that )\b(?:was|were)[\s:=(]*$", re.IGNORECASE)


def _is_other(before: str, *, past: bool) -> bool:
    if past and _WAS.search(before):
        return False
    return bool(_OTHER_BEFORE.search(before) and not _MEASURED.search(before))


@lru_cache(maxsize=KEPT)
def results(text: str, *, past: bool = False) -> list[Measure]:
    """
    Return the numbers of *text* that say how things are now.

    Also those of which it says "was", if all is told in the *past*.
    """
    told = list(islice(measures(text), _MOST_TOLD))
    wholes = {
        id(whole)
        for first, second in pairwise(told)
        for whole in _wholes(first, second, text[first.end : second.start])
    }
    return [
        measure
        for measure in told
        if id(measure) not in wholes
        and not _is_other(
            text[max(0, measure.start - _BACK) : measure.start], past=past
        )
        and not _OTHER_AFTER.match(text[measure.end : measure.end + 16])
    ]


def is_former(text: str, measure: Measure) -> bool:
    """Tell whether *measure* is what was, or what should be, rather than what is."""
    before = text[max(0, measure.start - _BACK) : measure.start]
    return _is_other(before, past=False) or bool(
        _OTHER_AFTER.match(text[measure.end : measure.end + 16])
    )


def wholes(text: str, told: list[Measure]) -> list[Measure]:
    """Return those of which *text* tells a part only: the 60 in 54 of 60."""
    return [
        whole
        for first, second in pairwise(told)
        for whole in _wholes(first, second, text[first.end : second.start])
    ]


_OF = re.compile(r"\s?(?:/|of|out of)\s?(?:the |all |our )?", re.IGNORECASE)
_AMONG = re.compile(r"\s?(?:중|가운데)(?:에서?)?\s?")


def _wholes(first: Measure, second: Measure, between: str) -> tuple[Measure, ...]:
    """Return the whole of which only a part is told: 54 of 60, 60개 중 54개."""
    if first.value < second.value and _OF.fullmatch(between):
        return (second,)
    if second.value < first.value and _AMONG.fullmatch(between):
        return (first,)
    return ()


def meets(
    limit: Limit,
    sentences: Iterable[tuple[str, Text]],
    subject: set[str],
    *,
    of_all: bool = False,
) -> bool:
    """Tell whether the sentences keep *limit*, which is set to the *subject*."""
    told = list(sentences)
    return not _leaves_some(limit, told, subject) and _keeps(
        limit, told, subject, of_all=of_all
    )


def _keeps(
    limit: Limit,
    told: list[tuple[str, Text]],
    subject: set[str],
    *,
    of_all: bool = False,
) -> bool:
    """Tell whether what the sentences measure keeps *limit*."""
    past = not any(_results(limit, sentence) for sentence, _ in told)
    measured = [
        _Measured(sentence.lower(), words, found)
        for sentence, words in told
        if (found := _results(limit, sentence, past=past))
    ]
    if limit.direction == 0 or limit.measure.kind == "count":
        kept = _counts(limit, measured, told, subject, of_all=of_all)
    else:
        kept = _ends_at(limit, measured, subject)
    if kept is None:
        return any(_is_said(limit, sentence) for sentence, _ in told)
    return kept


@dataclass(frozen=True, slots=True)
class _Measured:
    """A sentence, and what it measures."""

    low: str
    words: Text
    found: list[Measure]


def _counts(
    limit: Limit,
    measured: list[_Measured],
    told: list[tuple[str, Text]],
    subject: set[str],
    *,
    of_all: bool,
) -> bool | None:
    """Look for any count that keeps *limit*, or at each if it is set *of_all*."""
    if _is_enumerated(limit, told, subject):
        return True
    counted = [
        (_about(one.low, measure, near), _holds(limit, measure, one.low))
        for one in measured
        for near in (_present(one.low, frozenset(subject)),)
        for measure in one.found
    ]
    if limit.measure.kind == "count" and not any(about for about, _ in counted):
        # Nothing is counted of the very thing; it may be listed.
        counted += [(0, limit.holds(length)) for length in _lengths(told)]
    if not counted:
        return None
    if limit.direction == 0:
        return any(holds for _, holds in counted)
    # The numbers that are said of the very thing.
    most = max(score for score, _ in counted)
    said = [holds for score, holds in counted if score == most]
    return all(said) if of_all else any(said)


def _ends_at(limit: Limit, measured: list[_Measured], subject: set[str]) -> bool | None:
    """Look at the last one that is said of the *subject*: that is how it ended."""
    kept: bool | None = None
    total: bool | None = None
    anyhow: bool | None = None
    most = 0
    for one in measured:
        holds = _holds(limit, _told(one.low, one.found, subject), one.low)
        anyhow = anyhow or holds
        if _TOTAL.match(one.low):
            total = holds
        said = sum(map(one.words.has, subject))
        if not subject or (said and said >= most):
            kept, most = holds, said
    # Nothing is said of it by its name: the last row of a table, or whatever else.
    return next((one for one in (kept, total) if one is not None), anyhow)


#: What follows a count of what there should be none of, and takes it away.
DEALT_WITH = (
    r"[\w ()]{0,32}?(?:, (?:and )?|[ ])(?:were |was |are |is |have been |now "
    r"|all )*(?:merged|removed"
    r"|resolved|closed|deleted|repaired|corrected|cleaned|dropped|replaced|gone|moved"
    r"|handled|fixed)|[가-힣 ]{0,12}(?:제거|삭제|병합|합[쳤치쳐]|수정|고[쳤치쳐]|정리"
    r"|해결|걷어|지[웠우]|없[앴애])"
)
_DEALT_WITH = re.compile(DEALT_WITH, re.IGNORECASE)
#: `0건`, `0 errors`: what is counted stands beside it.
_NO_SUCH = re.compile(r"0\s?[a-z가-힣]", re.IGNORECASE)


_TOTAL = re.compile(r"\W*(?:total|all files|합계|전체|총계)\b")


_AT_FIRST = re.compile(
    r"\b(?:first|initial) (?:pass|run|scan|check|try|round)\b|\bat first\b|처음|1차"
    r"|최초"
)


def _leaves_some(
    limit: Limit, sentences: Iterable[tuple[str, Text]], subject: set[str]
) -> bool:
    """Tell whether some of the *subject* is counted where there should be none."""
    if not _NO_SUCH.match(limit.measure.text):
        return False
    # What there should be none of stands beside the number.
    nouns = (content(text) for text in reversed(limit.before.split()))
    beside = content(limit.measure.text) or next(filter(None, nouns), ())
    subject = set(beside) or subject
    return any(
        measure.value > 0
        and _about(low, measure, near)
        and not _DEALT_WITH.match(low, measure.end)
        for low in (sentence.lower() for sentence, _ in sentences)
        if not _AT_FIRST.search(low)
        if (near := _present(low, frozenset(subject)))
        for measure in _results(limit, low)
    )


def _results(limit: Limit, sentence: str, *, past: bool = False) -> list[Measure]:
    """Return what *sentence* measures of the kind that *limit* is of."""
    return [
        measure
        for measure in results(sentence, past=past)
        if measure.kind == limit.measure.kind
        and not (limit.direction and _is_version(sentence, measure))
    ]


_FROM_TO = re.compile(
    r"\s?[가-힣]{0,2}(?:에서|→|->|=>|to|down to|up to|으로)\s?(?:about |약 )?"
)
_LESS = re.compile(
    r"\b(?:reduc|cut|lower|decreas|shrink|sav|less|smaller|faster|shorten|drop)|감소|줄"
    r"|절감"
    r"|단축|축소|낮추|빠르",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:increas|rais|grow|more|higher|boost|improv)|증가|늘리|높이|향상|올리",
    re.IGNORECASE,
)


def changes(
    limit: Limit, criterion: str, sentences: Iterable[tuple[str, Text]]
) -> bool | None:
    """Tell whether something went from one value to another, by as much as *limit*."""
    less = bool(_LESS.search(criterion))
    if limit.measure.kind != "share" or less == bool(_MORE.search(criterion)):
        return None
    for sentence, _ in sentences:
        for first, second in pairwise(measures(sentence)):
            between = sentence[first.end : second.start]
            if first.kind != second.kind or not first.value:
                continue
            if _FROM_TO.fullmatch(between) and first.kind != "share":
                share = 100 * (first.value - second.value) / first.value
                return (share if less else -share) >= limit.measure.value
    return None


def is_named(limit: Limit, sentences: Iterable[tuple[str, Text]]) -> bool:
    """Tell whether the number of *limit* is told, as what it is set for."""
    asked = limit.measure
    return any(
        told.kind == asked.kind and abs(told.value - asked.value) <= 1e-9 * asked.value
        for sentence, _ in sentences
        for told in measures(sentence)
    )


#: What a number says of the things that are meant, not of the result.
_FILTER_BEFORE = re.compile(
    r"\b(?:older than|newer than|longer than|(?:with )?no [\w ]{2,20} (?:for|in|since)"
    r"|(?:unused|inactive|untouched|idle|stale|open|overdue|unanswered) (?:for|since)"
    r"|(?:not|never) \w+ (?:for|in|since))(?: (?:more than|over|at least|about))?"
    r"\s*$",
    re.IGNORECASE,
)
_FILTER_AFTER = re.compile(
    r"\s?(?:이상|넘게|초과)? ?(?:동안 ?)?(?:미접속|미사용|방치|지난|된|넘은|오래|경과"
    r"|로그인하지|사용하지|쓰지|접속하지|응답 ?없|변경 ?없)",
)


def picks(measure: Measure, text: str) -> bool:
    """Tell whether *measure* says which things are meant: files older than a year."""
    if _nothing_beyond(text, measure):
        return False
    return measure.kind == "time" and bool(
        _FILTER_BEFORE.search(text, 0, measure.start)
        or _FILTER_AFTER.match(text, measure.end)
    )


#: When something is to happen: the number has to be told, not kept.
_WHEN_BEFORE = re.compile(
    r"\b(?:when|if|once|whenever|alert|alarm|warn\w*|fires?|trigger\w*"
    r"|page)\b[^,;]{0,40}$",
    re.IGNORECASE,
)
_WHEN_AFTER = re.compile(
    r"\s?(?:을|를|이|가)? ?(?:초과|이상|미만|이하|넘|도달|하회|상회)[가-힣]{0,3} ?"
    r"(?:시|경우|때|면|상황|에서)?(?: ?(?:에|에만))? ?[^,;]{0,12}"
    r"(?:알림|경고|알람|차단|잠금|잠기|재시도|중단|발송|호출|전환)"
)


#: What is to be done with the things beyond a number, which it only picks out.
_HANDLED_BEFORE = re.compile(
    r"\b(?:reject|refus|block|flag|hid|list|archiv|delet|remov|requir|approv|mark"
    r"|highlight|deny|denied|skip|exclud|ignor|escalat|rout|review)\w*\b[^,;]{0,40}"
    r"\b(?:over|above|under|below|exceeding|beyond|(?:larg|bigg|small|old|long|short)er"
    r" than)\s+[$€£]?$",
    re.IGNORECASE,
)
_HANDLED_AFTER = re.compile(
    r"\s?(?:을|를)? ?(?:초과|미만|넘는|넘은|이[상하](?=[인의])"
    r"|보다 (?:큰|작은|적은|많은|오래된))(?:인|한|의|하는|된)?"
    r" ?[가-힣a-z]{1,10} ?[^,;]{0,16}"
    r"(?:거부|거절|차단|제외|표시|배지|뱃지|승인|결재|숨기|숨김|삭제|반려|경고|알림|목록"
    r"|명단|추출|산출|선별|분류|안내|잠금|보류)",
    re.IGNORECASE,
)


def _is_handled(measure: Measure, criterion: str) -> bool:
    """Tell whether it picks out what something is done with: refuse files over 5 MB."""
    return bool(
        _HANDLED_BEFORE.search(criterion, 0, measure.start)
        or _HANDLED_AFTER.match(criterion, measure.end)
    )


def is_when(limit: Limit, criterion: str) -> bool:
    """Tell whether *limit* says when something is to happen."""
    measure = limit.measure
    return bool(
        _is_handled(measure, criterion)
        or _WHEN_BEFORE.search(criterion, 0, measure.start)
        or _WHEN_AFTER.match(criterion, measure.end)
    )


_TRIGGER = re.compile(
    r"\b(?:when|if|once|whenever|fires?|trigger\w*"
    r"|(?:alert|alarm)s? (?:on|when|if|for|at|over|above|under|below)|warns?)\b"
    r"(?:(?!within)[^,;]){0,40}$",
    re.IGNORECASE,
)


def triggers(limit: Limit, criterion: str) -> bool:
    """Tell whether something is surely only to happen at *limit*."""
    measure = limit.measure
    return bool(
        _is_handled(measure, criterion)
        or _TRIGGER.search(criterion, 0, measure.start)
        or _WHEN_AFTER.match(criterion, measure.end)
    )


def is_year(limit: Limit) -> bool:
    """Tell whether the number of *limit* is a year: which ones, not how many."""
    return limit.direction == 0 and bool(_YEAR.fullmatch(limit.measure.text.strip()))


def is_untold(
    limit: Limit, sentences: Iterable[tuple[str, Text]], subject: set[str]
) -> bool:
    """Tell whether an exact count is asked for and nothing is counted of its kind."""
    if limit.direction or limit.measure.kind != "count":
        return False
    return not any(
        _about(low, measure, near)
        for sentence, _ in sentences
        if (near := _present(low := sentence.lower(), frozenset(subject)))
        for measure in results(sentence)
        if measure.kind == "count"
    )


#: A list is of as many things as this; two are a sentence.
_LEAST_LIST = 3


def _is_enumerated(
    limit: Limit, sentences: list[tuple[str, Text]], subject: set[str]
) -> bool:
    """Tell whether so many things are listed where the *subject* is spoken of."""
    return limit.measure.kind == "count" and any(
        (length := _length(sentence)) >= _LEAST_LIST
        and limit.holds(length)
        and any(words.has(word) for word in subject)
        for sentence, words in sentences
    )


_ITEM = re.compile(r",\s(?:and )?|\sand\s|(?<=[가-힣])[와과]\s|·|;\s", re.IGNORECASE)


def _lengths(sentences: list[tuple[str, Text]]) -> list[float]:
    """Return how many things are listed, sentence by sentence, where it is a list."""
    return [length for s, _ in sentences if (length := _length(s)) > 1]


@lru_cache(maxsize=KEPT)
def _length(sentence: str) -> float:
    return float(len(_ITEM.split(sentence)))


_GOAL = re.compile(
    r"목표|기준|요구|한도|target|goal|threshold|requir|should|must|limit", re.IGNORECASE
)


def _is_said(limit: Limit, sentence: str) -> bool:
    """Tell whether *sentence* claims the limit itself: "it stays under 2 s"."""
    for own in _claimed(sentence):
        tighter = (limit.measure.value - own.measure.value) * -limit.direction
        if (
            own.measure.kind == limit.measure.kind
            and own.direction == limit.direction != 0
            and tighter >= 0
        ):
            return True
    return False


@lru_cache(maxsize=KEPT)
def _claimed(sentence: str) -> tuple[Limit, ...]:
    return () if _GOAL.search(sentence) else tuple(limits(sentence))


_SEGMENT = re.compile(r"[,;·|/]\s|\band\b|[고며]\s")


@lru_cache(maxsize=KEPT)
def _present(sentence: str, subject: frozenset[str]) -> tuple[frozenset[str], ...]:
    """Return the words of *subject* that are in the sentence, with all they mean."""
    every = map(alternatives, subject)
    return tuple(e for e in every if any(form in sentence for form in e))


def _about(sentence: str, measure: Measure, there: tuple[frozenset[str], ...]) -> int:
    """Count the words of *there* in the part of the sentence of *measure*."""
    if not there:
        return 0
    window = sentence[max(0, measure.start - _WINDOW) : measure.start]
    before = _SEGMENT.split(window)[-1]
    after = _SEGMENT.split(sentence[measure.end : measure.end + _WINDOW])[0]
    near = f"{before} {measure.text} {after}"
    return sum(any(form in near for form in every) for every in there)


#: How far around a number the words are that it is about.
_WINDOW = 60


def _holds(limit: Limit, measure: Measure, sentence: str) -> bool:
    """Tell whether *measure* keeps *limit*; version 5.1.2 is a 5.1."""
    if limit.holds(measure.value) or _is_same_span(limit, measure):
        return True
    if limit.strict:
        # "It is under 200 ms now" gives the limit itself.
        start = max(0, measure.start - _REACH)
        around = sentence[measure.end : measure.end + _REACH]
        own = _limit(measure, sentence[start : measure.start], around)
        near = abs(measure.value - limit.measure.value) <= 1e-9 * abs(measure.value)
        return near and own.strict and own.direction == limit.direction
    asked = re.match(r"[\d.]+", limit.measure.text)
    return bool(
        asked
        and limit.direction == 0
        and limit.measure.kind == "count"
        and sentence.startswith(f"{asked[0]}.", measure.start)
    )


#: From here on months and years are counted with: 24 months are 2 years.
_MONTH = 28 * 86400e3
_NEARLY = 0.02


def _is_same_span(limit: Limit, measure: Measure) -> bool:
    """Tell whether it is the same long span of time, in another unit."""
    asked = limit.measure
    return (
        limit.direction == 0
        and asked.kind == measure.kind == "time"
        and min(asked.value, measure.value) >= _MONTH
        and asked.text.lstrip("0123456789 -") != measure.text.lstrip("0123456789 -")
        and abs(asked.value - measure.value) <= _NEARLY * asked.value
    )


def _told(sentence: str, found: list[Measure], subject: set[str]) -> Measure:
    """Pick the number of the statistic asked for, p95 or average; else the last."""
    named = [re.escape(name) for name in subject if re.search(r"\d", name)]
    if forms := [*named, *_statistics(subject)]:
        asked = re.compile(rf"(?<![a-z])(?:{'|'.join(forms)})(?![a-z])")
        for name in reversed([*asked.finditer(sentence)]):
            other = _STATISTIC.search(sentence, name.end())
            end = other.start() if other else len(sentence)
            if own := [m for m in found if name.end() <= m.start < end]:
                return own[-1]
    if _is_split(found):
        # A share and what is left of it: `86 % hits, 14 % misses`.
        there = _present(sentence, frozenset(subject))
        return max(reversed(found), key=lambda m: _about(sentence, m, there))
    # What is added in brackets is beside the point.
    plain = [m for m in found if not _IN_BRACKETS.search(sentence, 0, m.start)]
    return (plain or found)[-1]


def _statistics(subject: set[str]) -> list[str]:
    """Return the words, in both languages, for the statistic that is asked for."""
    return [form for forms in _STATISTICS if subject & set(forms) for form in forms]


_STATISTICS = (
    ("average", "mean", "avg", "평균"),
    ("median", "중앙값", "중간값"),
    ("maximum", "max", "최대", "최댓값"),
)
#: Where the next statistic begins.
_STATISTIC = re.compile(
    r"(?<![a-z])p\d\d|\b(?:slowest|fastest|worst|best|peak|min(?:imum)?)\b|최소|최저"
    r"|최고|최악|" + "|".join(form for forms in _STATISTICS for form in forms)
)
_WHOLE = 100


def _is_split(found: list[Measure]) -> bool:
    """Tell whether two shares make up the whole."""
    return (
        len(found) == 2  # noqa: PLR2004 - a part, and the rest
        and all(m.kind == "share" for m in found)
        and sum(m.value for m in found) == _WHOLE
    )


_IN_BRACKETS = re.compile(r"\([^()]*\Z")
