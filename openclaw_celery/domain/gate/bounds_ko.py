"""
Whether a Korean sentence names a goal, and beside it a measure that misses it.

`커버리지 78.6%, 기준선 80%` admits as much as "it is not reached": of time and size
less is better, of shares and scores more, unless they are shares of trouble.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from openclaw_celery.domain.gate.language import has_korean

_GOAL = re.compile(
    r"(?:목표|요구|(?<!월 )(?<!일 )(?<!주 )(?<!제 )(?<!늘 )(?<!기 )(?<!년 )기준"
    r"|합격(?=선|치)|통과(?=선|치)|허용|상한|규격|요건|커트라인|한도"
    r"|약속한|sla|예산)"
    r"(?:치|선|값|하신|한|폭|인|상| ?값은)?(?:은|는|이|가)?[ :은는]{0,2}[(:≤≥<>=]{0,2}"
    r"(?P<name>[a-z가-힣]{1,8} )?"
    r"|\((?:budget|threshold|target|limit|goal)[ :≤≥<>=]{1,3}"
)
#: What every goal has; most sentences are done with here.
_NAMED = re.compile(
    r"목표|요구|기준|합격|통과|허용|상한|규격|요건|커트라인|한도|약속|sla|예산|\("
)
#: `SLA 99.9%가 목표인데`: the goal comes first.
_IS_GOAL = re.compile(
    r"(?:가|이|를|을|은)? ?(?:목표|기준|요구|약속)(?:인데|였|이었|이나|이지만)"
)
_NUMBER = re.compile(
    r"(?<![\d.,a-z\-:])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?"
    r"|\d{0,9}\.?\d{1,6})(?![:\d])"
    r"(?: ?(?P<unit>%p|%|ms|kb|mb|gb|rps|fps|초|분(?!기|할|류|석)|시간|쪽|줄"
    r"|s(?![a-z])))?"
    r"(?P<rest>[가-힣a-z]{0,2})"
)
_SCALE = {
    "ms": ("time", 1.0),
    "s": ("time", 1e3),
    "초": ("time", 1e3),
    "분": ("time", 6e4),
    "시간": ("time", 36e5),
    "kb": ("size", 1.0),
    "mb": ("size", 1e3),
    "gb": ("size", 1e6),
}
#: What less is better of, as are time and size.
_LESS = re.compile(
    r"오류|에러|실패|이탈|환각|오차|격차|편향|손실|중단|반품|사용률|사용량|복잡도|경고"
    r"|지연|유실"
    r"|불량|비용|이하|미만|이내|≤|wer\b|cer\b|cls\b|loss\b"
)
_MORE = re.compile(r"이상|≥|최소|보관|보존|유지 ?시간|가동|지속|배터리")
#: Follows what a number counts, if that is no unit of these.
_PARTICLES = frozenset(
    "이 가 은 는 을 를 로 으로 에 인 인데 였 였다 이었 입니 까지 만 와 과 이라 라 이니"
    " 임 다 의 도 에서"
    " 에서의 이고 이며 나 이나 대 이다 로는 에는 으 까 에서 이 이었 였고 인 데".split()
)
#: The goal itself is what was changed, or all is said to be well.
_CHANGED = re.compile(
    r"에서|바꾸|바꿨|변경|늘렸|늘려|조정|설정|올렸|낮췄|높였|추가|걸었|잡았|정했"
)
_MET = re.compile(
    r"충족|달성|만족|안쪽|안에|안으로|통과했|통과함|합격입|판정 합격|상회|넘겼|넘겨"
    r"|넘었|여유|안착|덮|지[킨켰킵]|채웠"
    r"|✅|✔|밟았|이내로|도달|웃돕|웃돌|밑으로|아래로"
)


@dataclass(frozen=True, slots=True)
class _Value:
    value: float
    kind: str
    start: int
    end: int


def misses_a_goal(sentence: str) -> bool:
    """Tell whether *sentence*, in lower case, tells a goal and a worse result."""
    if not _NAMED.search(sentence) or _MET.search(sentence):
        return False
    values = list(map(_value, _NUMBER.finditer(sentence)))
    goal = _goal(sentence, values)
    if goal is None or _CHANGED.match(sentence[goal.end : goal.end + 3].strip()):
        return False
    if re.search(r"바꾸|바꿨|변경|조정|설정|걸었", sentence[goal.end : goal.end + 24]):
        return False
    # `(goal 200)` says nothing of what is counted.
    if goal.kind == "" and not has_korean(
        sentence[max(goal.start - 8, 0) : goal.start]
    ):
        return False
    others = [v for v in values if v.kind == goal.kind and v is not goal]
    if not others:
        return False
    got = others[-1]
    is_less = goal.kind in ("time", "size") or bool(_LESS.search(sentence))
    if _MORE.search(sentence):
        is_less = False
    return got.value > goal.value if is_less else got.value < goal.value


def _goal(sentence: str, values: list[_Value]) -> _Value | None:
    for found in _GOAL.finditer(sentence):
        for value in values:
            if value.start == found.end():
                return value
    for value in values:
        if _IS_GOAL.match(sentence, value.end):
            return value
    return None


def _value(found: re.Match[str]) -> _Value:
    unit, rest = found["unit"] or "", found["rest"]
    number = float(found["number"].replace(",", ""))
    kind, scale = _SCALE.get(unit, (unit, 1.0))
    is_counted = not unit and rest and rest not in _PARTICLES
    end = found.end() - len(rest)
    return _Value(number * scale, rest if is_counted else kind, found.start(), end)


#: `요청 문서 7종 / 작성 4종`, `대상 61명, 이수 52명`.
_ASKED = re.compile(
    r"(?:요청|대상|계획|전체|신청|주문|총)[가-힣 ]{0,8}[: ]{0,2}(?P<asked>\d{1,6}) ?(?"
    r"P<unit>[가-힣])"
    r"[^\d.]{1,10}?(?:작성|처리|완료|이수|발송|제출|반영|접수|회수|납품|그렸|번역"
    r"|→)[^\d.]{0,6}"
    r"(?P<got>\d{1,6}) ?(?P=unit)"
)


def falls_behind(sentence: str) -> bool:
    """Tell whether *sentence* counts less done than was asked for."""
    found = _ASKED.search(sentence)
    return found is not None and int(found["got"]) < int(found["asked"])
