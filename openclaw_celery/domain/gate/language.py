"""
What rules of language are made of: expressions, grammar, names of things.

Rules are written once, in lower case, and looked up fast.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


#: Agents say the same again, line by line and report by report: so many sentences are
#: remembered with what they say.
KEPT = 4096


class AnyOf:
    """
    Finds any of some expressions in a text that is in lower case already.

    There are hundreds: one is only tried where a text has the character it begins
    with, at the begin of a word if it asks for that, and compiled when it is.
    """

    def __init__(self, *parts: str) -> None:
        self._parts = parts
        self._compiled: dict[str, re.Pattern[str]] = {}

    @cached_property
    def _by_first(self) -> dict[str, list[str]]:
        """All expressions by what they begin with; under no letter: anything."""
        found: dict[str, list[str]] = {}
        for branch in (_lower(one) for part in self._parts for one in _branches(part)):
            is_word = branch.startswith(r"\b")
            bare = branch[2:] if is_word else branch
            firsts = _firsts(bare)
            # A Latin name among Korean ones stands at the begin of a word.
            is_sure = is_word or any(map(_HANGUL.match, firsts))
            if not (firsts and is_sure and all(map(str.isalnum, firsts))):
                bare, firsts = branch, {_KOREAN if _is_korean(branch) else _ANY}
            for first, rest in _each(bare, firsts):
                found.setdefault(first, []).append(rest)
        return found

    def _rule(self, first: str) -> re.Pattern[str]:
        """Return what has to be tried where *first* stands."""
        rule = self._compiled.get(first)
        if rule is None:
            rule = re.compile("|".join(self._by_first.get(first, ())) or "(?!)")
            self._compiled[first] = rule
        return rule

    def search(self, low: str) -> bool:
        """Tell whether *low* says so."""
        begins, is_korean = _begins(low)
        rules, compiled = self._by_first, self._compiled
        for first, at in begins:
            if first in rules:
                rule = compiled.get(first) or self._rule(first)
                if rule.match(low, at):
                    return True
        return bool(
            self._rule(_ANY).search(low)
            or (is_korean and self._rule(_KOREAN).search(low))
        )

    def without(self, low: str) -> str:
        """Return *low* with all that says so left out."""
        low = self._rule(_ANY).sub(" ", low)
        if has_korean(low):
            low = self._rule(_KOREAN).sub(" ", low)
        kept: list[str] = []
        end = 0
        rules = self._by_first
        for first, at in _begins(low)[0]:
            found = (
                self._rule(first).match(low, at)
                if at >= end and first in rules
                else None
            )
            if found and found.end() > at:
                kept += (low[end:at], " ")
                end = found.end()
        return "".join(kept) + low[end:] if kept else low


#: What begins with no certain letter.
_ANY, _KOREAN = "", "ko"


@lru_cache(maxsize=16)
def _begins(low: str) -> tuple[list[tuple[str, int]], bool]:
    """Return where words begin, and every Korean syllable."""
    found = [(one[0], one.start()) for one in _BEGIN.finditer(low)]
    return found, bool(_HANGUL.search(low))


_HANGUL = re.compile("[가-힣]")
_ENGLISH = re.compile(r"(?<!\\)[A-Za-z]{2}")
_BEGIN = re.compile(r"\b\w|[가-힣]")


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


def _firsts(expression: str) -> set[str]:
    """Return the characters that a match can begin with; none if that is unsure."""
    if expression.startswith("(?:"):
        end = _end_of_group(expression)
        inner = [_firsts(one) for one in _branches(expression[3:end])]
        found = set().union(*inner) if all(inner) else set()
        rest = expression[end + 1 :]
    elif set_of := _SET.match(expression):
        found, rest = set(set_of[1]), expression[set_of.end() :]
    elif expression[:1].isalnum():
        found, rest = {expression[0]}, expression[1:]
    else:
        return set()
    if found and rest[:1] in {"?", "*", "{"}:
        after = _firsts(rest[1:]) if rest[0] != "{" else set()
        return found | after if after else set()
    return found


def _each(expression: str, firsts: set[str]) -> Iterator[tuple[str, str]]:
    """Yield each of *firsts* with what is left of *expression* where one begins so."""
    if expression.startswith("(?:") and not firsts & {_ANY, _KOREAN}:
        end = _end_of_group(expression)
        if expression[end + 1 : end + 2] not in ("?", "*", "{"):
            inner: dict[str, list[str]] = {}
            for one in _branches(expression[3:end]):
                for first in _firsts(one):
                    inner.setdefault(first, []).append(one)
            for first, alternatives in inner.items():
                yield first, f"(?:{'|'.join(alternatives)}){expression[end + 1 :]}"
            return
    for first in firsts:
        yield first, expression


#: A set that names each of its few members.
_SET = re.compile(r"\[([가-힣]{1,12})\]")


def _end_of_group(expression: str) -> int:
    """Return where the group ends that *expression* begins with."""
    depth = 0
    for mark in _MARK.finditer(expression):
        depth += (mark[0] == "(") - (mark[0] == ")")
        if depth == 0 and mark[0] == ")":
            return mark.start()
    return len(expression)


def has_korean(text: str) -> bool:
    """Tell whether there is any Korean in *text*."""
    return bool(_HANGUL.search(text))


# -- Korean by its finals --------------------------------------------------------


def _syllables(final: int, *but: str) -> str:
    """Return the set of all syllables that end with the consonant *final*."""
    first, count, finals = ord("가"), 399, 28
    every = (chr(first + finals * number + final) for number in range(count))
    return f"[{''.join(one for one in every if one not in but)}]"


#: Ends the stem of what was done: 했, 됐, 썼, 올렸; 있 and 겠 are something else.
PAST = _syllables(20, "있", "겠")
#: Ends the stem of what is to come, or may: 할 것, 쓸 예정, 올릴게.
TO_COME = _syllables(8)
#: Ends a note: 함, 됨, 올림, 없음.
NOTED = _syllables(16)


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
    "empty": r"\bempty\b",
    "warning": r"\bwarnings?\b",
    "violat": r"\bviolations?\b",
    "defect": r"\bdefects?\b",
    "todo": r"\btodos?\b",
    "fixme": r"\bfixmes?\b",
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
    # Answers of a server: 500 is never what was asked for.
    **{
        code: rf"\b{code}\b(?: (?:forbidden|unauthori[sz]ed|conflict|bad request"
        r"|too many requests))?"
        for code in ("400", "401", "403", "409", "422", "429", "503")
    },
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
    # The strings of JSON say something; a quote in prose only names it.
    clause = clause.replace('"', "") if '":' in clause else _QUOTED.sub(" ", clause)
    for name in sorted(names & _NAME_RULES.keys()):
        clause = _NAME_RULES[name].sub(" ", clause)
    return clause
