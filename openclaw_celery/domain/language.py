"""
What rules of language are made of: expressions, grammar, names of things.

Rules are written once, in lower case, and looked up fast.
"""

from __future__ import annotations

import re


class AnyOf:
    """
    Finds any of some expressions in a text that is in lower case already.

    Folding case costs half of the time, and so do Korean rules in a text without
    Korean.
    """

    def __init__(self, *parts: str) -> None:
        branches = [_lower(branch) for part in parts for branch in _branches(part)]
        self._always = _joined([one for one in branches if not _is_korean(one)])
        self._korean = _joined([one for one in branches if _is_korean(one)])

    def search(self, low: str) -> bool:
        """Tell whether *low* says so."""
        if self._always.search(low):
            return True
        return bool(_HANGUL.search(low) and self._korean.search(low))

    def without(self, low: str) -> str:
        """Return *low* with all that says so left out."""
        low = self._always.sub(" ", low)
        return self._korean.sub(" ", low) if _HANGUL.search(low) else low


_HANGUL = re.compile("[가-힣]")
_ENGLISH = re.compile(r"(?<!\\)[A-Za-z]{2}")


def _is_korean(expression: str) -> bool:
    """Tell whether only Korean can be meant: it has Korean and no English word."""
    return bool(_HANGUL.search(expression)) and not _ENGLISH.search(expression)


def _lower(expression: str) -> str:
    r"""Write *expression* in lower case: its words, not its `\S` and `(?P<`."""
    return re.sub(
        r"\\.|\(\?P?[<=!:]|[A-Z]",
        lambda found: found[0] if len(found[0]) > 1 else found[0].lower(),
        expression,
    )


def _branches(expression: str) -> list[str]:
    """Split *expression* at each `|` that stands in no group and in no set."""
    found, depth, start = [], 0, 0
    for mark in _MARK.finditer(expression):
        depth += (mark[0] == "(") - (mark[0] == ")")
        if mark[0] == "|" and depth == 0:
            found.append(expression[start : mark.start()])
            start = mark.end()
    return [*found, expression[start:]]


_MARK = re.compile(r"\\.|\[\^?\]?[^\]]*\]|[()|]")


def _joined(branches: list[str]) -> re.Pattern[str]:
    r"""Look for a word's begin once for all that start so: most places have none."""
    words = [one[2:] for one in branches if one.startswith(r"\b")]
    others = [one for one in branches if not one.startswith(r"\b")]
    if words:
        others.append(rf"\b(?:{'|'.join(words)})")
    return re.compile("|".join(others) or "(?!)")


# -- Words that are names -------------------------------------------------------

_QUOTED = re.compile(r"`[^`\n]{1,60}`|'[^'\n]{2,40}'(?![a-z0-9])|\"[^\"\n]{1,60}\"")
#: Rights that software may be about; only an open wait makes them somebody's turn.
RIGHTS = {
    name: name
    for name in (
        "approv access permission credential token password account key login admin"
        " owner customer client secret certificate licen user payment invoice"
        " 2fa otp mfa captcha"
        " 권한 승인 계정 토큰 비밀번호 암호 인증 로그인 관리자 고객 사용자 결제 담당자"
        " 소유자 동의 계약 예산 발급 답변 의견 자료 외부 업체 파트너 장비 회신"
    ).split()
}
_TROUBLE_NAMES = {
    "fail": r"\bfail(?:ed|ing|ure|ures|s)?\b"
    r"(?= (?!once|twice|to|with|because|in|on|at|after|again|when|for|due|and"
    r"|but)[a-z])",
    "block": r"\bblock(?:ed|ing|s)?\b",
    "missing": r"\bmissing\b",
    "todo": r"\btodos?\b",
    "incomplet": r"\bincomplete\b",
    "pend": r"\bpending\b",
    "error": r"\berrors?\b",
    "exit": r"\bexit(?:s|ed)?\b",
    "timeout": r"\btime ?outs?\b",
    "crash": r"\bcrash(?:es|ed)?\b",
    "rollback": r"\broll(?:ed)? ?back\b",
    "revert": r"\brevert(?:s|ed)?\b",
    "broken": r"\bbroken\b",
    "skip": r"\bskipp?(?:ed|s|ing)?\b",
    "partial": r"\bpartial(?:ly)?\b",
    "deprecat": r"\bdeprecat\w*",
    "schedul": r"\bschedul\w*",
    "draft": r"\bdrafts?\b",
    "outbox": r"\boutbox\b",
    "remain": r"\bremain(?:ing|s)?\b",
    "실패": r"실패(?!했|함|하였|합니|입니|[.!]?$)",
    "미완료": "미완료",
    "누락": "누락",
    "보류": "보류",
    "롤백": "롤백",
    "오류": r"오류(?! ?(?:가 )?(?:발생|났|나))",
    "에러": r"에러(?! ?(?:가 )?(?:발생|났|나))",
    "타임아웃": "타임 ?아웃(?!으로)",
    "예정": "예정",
    "초과": "초과",
    "대기": "대기",
    "남은": "남은",
    "잔여": "잔여",
    "일부": "일부",
    "진행": "진행 ?중",
    "생략": "생략",
    "미확인": "미확인",
    "미처리": "미처리",
}
_NAME_RULES = {key: re.compile(rule) for key, rule in _TROUBLE_NAMES.items()}


def trouble_names(criteria: str) -> frozenset[str]:
    """Return the words of trouble that *criteria* use as names of things."""
    low = criteria.lower()
    return frozenset(key for key in (*_NAME_RULES, *RIGHTS) if key in low)


def without_names(clause: str, names: frozenset[str]) -> str:
    """Return *clause* without quotes and without what the criteria use as names."""
    clause = _QUOTED.sub(" ", clause)
    for name in sorted(names & _NAME_RULES.keys()):
        clause = _NAME_RULES[name].sub(" ", clause)
    return clause
