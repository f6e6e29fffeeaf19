"""
A report, read clause by clause for the review gate.

What was done, what went wrong and was not put right, what was left, planned, or waits
for somebody; by the clauses' own claims, by what follows them, and by the criteria.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from itertools import zip_longest

from openclaw_celery.domain import report as compact
from openclaw_celery.domain.gate.claims import (
    Clause,
    Kind,
    is_past,
    read_clauses,
    sentences,
)
from openclaw_celery.domain.gate.coverage import ASKS_ALL
from openclaw_celery.domain.gate.deeds import deeds
from openclaw_celery.domain.gate.language import PAST, trouble_names
from openclaw_celery.domain.gate.waits import is_wait
from openclaw_celery.domain.gate.words import Text, content, is_generic, size

#: Sections that speak of what may come, not of what was done.
AHEAD = ("Risks", "Next")


#: The work itself can't go on before somebody has acted.
_HOLDS_UP = re.compile(
    r"\b(?:before|until|so that|then) (?:i|we) can\b"
    r"|(?:셔야|와야|나야|아야|어야|려야) [^.]{0,20}(?:진행|시작|이어|계속|가능)",
    re.IGNORECASE,
)


class Reading:
    """A report, clause by clause, with what each of them claims."""

    def __init__(self, criteria: str, report: compact.Report) -> None:
        self.report = report
        self._names = trouble_names(_in_both(criteria))
        body, ahead = _bodies(report)
        self.body = body
        read = [_answered(c) for c in read_clauses(body, self._names)]
        shuts_out = "refuse" in deeds(criteria)
        if shuts_out:
            read = [_refused(clause) for clause in read]
        for asked, told_so in _ASKED_AND_TOLD:
            if asked.search(criteria):
                read = [_as_asked(clause, told_so) for clause in read]
        if _TELLS_TROUBLE.search(criteria):
            read = [_as_asked(clause, _DESCRIBED) for clause in read]
        self._sentences = list(sentences(body))
        read = [_left_alone(one, self._sentences[one.sentence]) for one in read]
        read = _at_first(read)
        self.clauses = [
            _now(clause, after) for clause, after in zip_longest(read, read[1:])
        ]
        sets_rule = _SETS_RULE.search(criteria)
        self._ahead = list(sentences(ahead))
        self._next = [s for line in report.section("Next") for s in sentences(line)]
        talk = {c.sentence for c in self.clauses if c.kind is Kind.TALK}
        self._waits = {
            number
            for number, sentence in enumerate(self._sentences)
            if number not in talk
            and is_wait(sentence, self._names)
            and not (shuts_out and _is_shut_out(sentence))
            and not (sets_rule and _is_rule(sentence))
        }
        #: Failures that nothing later puts right.
        self.failures = _unresolved(self.clauses)
        unresolved = {id(clause) for clause in self.failures}
        told = {Kind.EVIDENCE}
        if _LOOKS.search(criteria):
            # To have gone through it is what was asked for.
            told.add(Kind.MENTION)
        self.evidence = [
            clause
            for clause in self.clauses
            if clause.sentence not in self._waits
            and clause.sentence not in talk
            and (
                clause.kind in told
                or (clause.kind is Kind.FAILURE and id(clause) not in unresolved)
            )
        ]

    def is_rich(self, criteria: tuple[str, ...]) -> bool:
        """Tell whether it says clearly more than the criteria do."""
        told = size(" ".join(clause.text for clause in self.evidence))
        return told >= _RICH * sum(map(size, criteria))

    @cached_property
    def is_clean(self) -> bool:
        """Tell whether nothing in it is failed, undone, planned or awaited."""
        doubts = (Kind.UNDONE, Kind.PLAN, Kind.TALK)
        return (
            not self._waits
            and not self.failures
            and self.report.status not in (compact.Claim.FAILED, compact.Claim.BLOCKED)
            and not any(clause.kind in doubts for clause in self.clauses)
            and not any(is_wait(s, self._names) for s in self._ahead)
            and not any(
                _RESERVED.search(clause.text.lower())
                for clause in self.clauses
                # What went wrong at first, and is put right, is no reservation.
                if clause.kind is not Kind.FAILURE
            )
        )

    @property
    def own_waits(self) -> set[int]:
        """Return the numbers of the sentences that tell of a wait."""
        return self._waits

    def waits(self, criteria: tuple[str, ...], *, all_met: bool) -> list[str]:
        """Return the sentences that say that somebody else has to act first."""
        told = [self._sentences[number] for number in sorted(self._waits)]
        if not all_met or not criteria:
            if not all_met:
                told += [s for s in self._ahead if is_wait(s, self._names)]
            return told
        return [
            self._sentences[number]
            for number in sorted(self._waits)
            if _HOLDS_UP.search(self._sentences[number])
            or any(_touches(self._with_whom(number), c) for c in criteria)
        ]

    def _with_whom(self, number: int) -> str:
        """Return a sentence with the one before it, if it only says `they` of it."""
        sentence = self._sentences[number]
        if number and _OF_BEFORE.match(sentence):
            return f"{self._sentences[number - 1]} {sentence}"
        return sentence

    def undone(self, criteria: tuple[str, ...]) -> list[str]:
        """Return what was left undone of what the criteria ask for."""
        wants_all = any(ASKS_ALL.search(criterion) for criterion in criteria)
        return [
            clause.text
            for clause in self.clauses
            if clause.kind is Kind.UNDONE
            and clause.sentence not in self._waits
            and (
                len(criteria) < _FEW_CRITERIA
                or wants_all
                or len(content(clause.text)) < _FEW
                or any(_touches(self._said(clause), c) for c in criteria)
                or _puts_off(clause.text, criteria)
            )
        ]

    @property
    def planned(self) -> list[str]:
        """Return what it says that will be done."""
        told = [clause.text for clause in self.clauses if clause.kind is Kind.PLAN]
        told += self._next if self.report.is_compact else []
        return [text for text in told if not _ANOTHER.search(text)]

    def _said(self, clause: Clause) -> str:
        """Return its sentence, and the one before if it speaks of "it"."""
        at = clause.sentence
        start = max(at - 1, 0) if _POINTS_BACK.search(clause.text) else at
        return " ".join(self._sentences[start : at + 1])

    def only_repeats(self, criteria: tuple[str, ...]) -> bool:
        """Tell whether all that touches the criteria are their own words."""
        if self.report.is_compact and self.report.section("Files"):
            return False
        if any(clause.kind is Kind.TALK for clause in self.clauses):
            # Whoever only says that it is understood adds next to nothing.
            known = Text("\n".join(criteria))
            told = content("\n".join(clause.text for clause in self.evidence))
            new = [w for w in told if not is_generic(w) and not known.has(w)]
            if len(new) < _FEW:
                return True
        asked = {_bare(criterion) for criterion in criteria}
        repeats = [c for c in self.evidence if _bare(c.text) in asked]
        if not repeats:
            return False
        others = [c for c in self.evidence if _bare(c.text) not in asked]
        return not any(_touches(o.text, c) for o in others for c in criteria)


#: Words of trouble that are names as well, in both languages.
_TROUBLE = {
    "누락": "missing",
    "실패": "fail",
    "오류": "error",
    "에러": "error",
    "차단": "block",
    "대기": "pending",
    "타임아웃": "timeout",
    "롤백": "rollback",
    "미완료": "incomplete",
    "건너뛰": "skip",
    "만료": "expire",
    "초안": "draft",
    "예약": "schedule",
}


def _in_both(criteria: str) -> str:
    """Return *criteria* with their words of trouble in the other language as well."""
    low = criteria.lower()
    english = [word for korean, word in _TROUBLE.items() if korean in low]
    korean = [word for word, english in _TROUBLE.items() if english in low]
    return " ".join((criteria, *english, *korean))


def _unresolved(clauses: list[Clause]) -> list[Clause]:
    left: list[Clause] = []
    for clause in clauses:
        if clause.kind is Kind.FAILURE:
            left.append(clause)
        elif clause.kind is Kind.EVIDENCE and left and _overcame(left[-1], clause):
            left.pop()
        elif clause.resolves and not _OF_ANOTHER.search(clause.text):
            left = [
                one
                for one in left
                if clause.sentence - one.sentence > _REACH and not is_past(one.text)
            ]
    return left


#: Is said of one thing, set against the others.
_OF_ANOTHER = re.compile(
    r"^[\w-]+[은는] (?:모두 |전부 |다 )?(?:정상|통과|성공|확인)[가-힣 ]*[.!]?$"
)
_FIRST = re.compile(
    r"첫|처음|최초|초기|1차|초반|도중|중간에|\b(?:first|initial(?:ly)?|at first|early"
    r"|earlier|halfway|once)\b",
    re.IGNORECASE,
)
_ENDED_WELL = re.compile(
    r"(?:끝냈|끝났|마쳤|마무리했|성공|통과|완료|정상|문제 ?없이|무사히|해냈)"
    r"|잘 (?:돌|됐|되|끝)"
    r"|\b(?:finished|succeeded|worked|went through|completed|passed|clean|fine|done"
    r"|green|without (?:errors?|problems?|issues?)|(?:is|are) (?:\w+ing )?again)\b"
    r"|다시 (?:정상|동작|작동|돌[아고]|붙)",
    re.IGNORECASE,
)


#: Sets what went wrong against what follows in the same sentence.
_YET = re.compile(r"(?:지만|으나|는데)$")
_AT_ONCE = re.compile(
    r"(?:바로|곧바로|즉시|곧|다시) [^.]{0,16}(?:고[치쳤쳐]|해결|채[우웠워]|복구|수정"
    r"|보완|처리|재)|채워 ?넣",
)


#: It went on for a while, and does no more.
_WAS_SO = re.compile(
    r"고 있었|던 (?:상태|상황)였|\b(?:was|were|had been|kept) \w+ing\b"
)


def _overcame(failure: Clause, clause: Clause) -> bool:
    """Tell whether *clause* ends well what went wrong at first."""
    if _OF_ANOTHER.search(clause.text):
        return False
    if clause.sentence == failure.sentence and _YET.search(failure.text):
        return bool(_AT_ONCE.search(clause.text) or _ENDED_WELL.search(clause.text))
    return (
        clause.sentence - failure.sentence <= 1
        and bool(_FIRST.search(failure.text) or _WAS_SO.search(failure.text))
        and bool(_ENDED_WELL.search(clause.text))
    )


_POINTS_BACK = re.compile(
    r"\b(?:it|them|they|this|that|these|those)\b|이것|그것", re.IGNORECASE
)
#: What makes a reservation: not all of it has to be said as a failure.
_RESERVED = re.compile(
    r"\bbut\b|\bhowever\b|\balthough\b|\bexcept\b|\bnext (?:change|pr|release|sprint"
    r"|version|deploy\w*|iteration|round)\b|\blater on\b"
    rf"|(?<!{PAST})(?<!인)는데(?:[ ,]|$)|지만(?:[ ,]|$)|다만|하지만|그러나"
)
#: What asks for somebody to look at something.
_LOOKS = re.compile(
    r"\b(?:check(?:ed)?|review(?:ed)?|proofread|inspect(?:ed)?|look|read|interview\w*"
    r"|walk|follow|go (?:over|through)|rehears\w*|discuss\w*|talk|meet|call|consult"
    r"|survey)\b"
    r"|\btest(?:ed)? (?:in|on|with)\b|검토|점검|확인|감수|살펴|읽|인터뷰|면담|논의|협의"
    r"|상담|회의|조사|공부",
    re.IGNORECASE,
)
#: A key of a record that lists what was left out: `"skipped": ["upload"]`.
_LEFT_OUT = re.compile(
    r"[\"'](?:skipped|todo|pending|remaining|missing|not_done|incomplete|deferred"
    r"|unfinished|left_out|failed|failures|errors|미완료|남은 ?(?:일|작업)|누락|생략"
    r"|실패|보류)[\"']\s*:\s*(?:\[\s*[\"'{]|[\"']\s*\w|[1-9]|true)"
    r"|[\"'](?:state|status|상태)[\"']\s*:\s*[\"'](?:in[_ -]?progress|not[_ -]?started"
    r"|pending|to-?do|partial|skipped|failed|blocked|draft|진행|미완료|대기|예정|보류)",
    re.IGNORECASE,
)


def _answered(clause: Clause) -> Clause:
    """Read a record of several keys as what it says of the work that is left."""
    if clause.kind is Kind.EVIDENCE and _LEFT_OUT.search(clause.text):
        return replace(clause, kind=Kind.UNDONE, resolves=False)
    return clause


_IS_REFUSED = re.compile(
    r"\b(?:is|are|gets?|was|were) (?:now )?(?:refused|rejected|denied|blocked|locked"
    r"|turned away)\b|(?:거부|차단|거절|제한)(?:됩|된|돼|되)",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"\b(?:i|we|me|us|my|our|until|before|waiting|needs?)\b|제가|저희|우리|제 |까지"
    r"|전에|필요|기다",
    re.IGNORECASE,
)


def _is_shut_out(sentence: str) -> bool:
    """Tell whether it is others who are turned away, and nobody who is waited for."""
    return bool(_IS_REFUSED.search(sentence) and not _OURS.search(sentence))


#: Speaks of what the sentence before it named.
_OF_BEFORE = re.compile(r"\W*(?:they|he|she|it|that|this|these|those)\b", re.IGNORECASE)
#: The criteria ask for a rule that others shall keep.
_SETS_RULE = re.compile(
    r"\b(?:protect\w*|requir\w+|mandatory|enforc\w+|must|polic(?:y|ies)"
    r"|approval (?:flow|step|rule|workflow))\b",
    re.IGNORECASE,
)
#: A rule, told as it is now, of whoever it may be.
_RULE = re.compile(
    r"\b(?:an?|each|every|any|no) (?:[\w-]+ ){1,3}(?:needs?|requires?|must|can|may)\b"
    r"|\b(?:it|this|which) (?:now )?(?:needs?|requires?) (?:an?|one|two|three|\d)\b",
    re.IGNORECASE,
)
#: What is said of this work, and of nobody else.
_OF_THIS = re.compile(
    r"\b(?:i|we|me|us|my|our|you|your|they|he|she|yet|still|waiting|await\w*"
    r"|pending)\b",
    re.IGNORECASE,
)


def _is_rule(sentence: str) -> bool:
    """Tell whether it tells of a rule for everybody, and of nobody waited for."""
    return bool(_RULE.search(sentence) and not _OF_THIS.search(sentence))


#: Somebody tries it, or would, and what comes of that.
_TRIED = re.compile(
    r"(?:시도|입력|넣어|보내|올려|접속|호출|눌러|요청|열어|로그인)[^.]{0,10}"
    r"(?:보니|봤더니|했더니|하면|해도|으면|니까)|[가-힣]면 [^.]{0,24}(?:않|안 |못|거부)"
    r"|[가-힣]도 [^.]{0,24}(?:않|안 |못)|\b(?:tried|trying|attempts?|attempting"
    r"|requests? (?:over|above|beyond|without)"
    r"|anyone (?:else|without)|others|outsiders|guests?|who (?:is|are) not)\b",
    re.IGNORECASE,
)
#: And it is let through all the same.
_LET_IN = re.compile(
    r"(?:막|차단|거부|제한|거절|걸러)[가-힣]{0,3}지 ?(?:않|못)"
    r"|안 ?(?:막|걸[러립])"
    r"|(?:차단|거부|제한)(?:이|가)? ?안|그대로|여전히|아직"
    r"|\b(?:not|n't|never) (?:be |been |get )?(?:blocked|rejected|refused|limited"
    r"|denied"
    r"|stopped)\b|(?:n't|\bnot|\bnever) (?:\w+ ){0,4}(?:try|trying|tried|attempt)"
    r"|해 ?보지 (?:않|못)|못 ?해 ?[봤보]|\bstill\b|\bgo(?:es)? through\b|\bgets? in\b",
    re.IGNORECASE,
)


def _refused(clause: Clause) -> Clause:
    """Read what is turned away, where that is asked for, as work."""
    if (
        clause.kind in (Kind.FAILURE, Kind.UNDONE)
        and _TRIED.search(clause.text)
        and not _LET_IN.search(clause.text)
    ):
        return replace(clause, kind=Kind.EVIDENCE)
    return clause


#: What is asked for, and how it is told: it would be trouble elsewhere.
_ASKED_AND_TOLD = tuple(
    (re.compile(asked, re.IGNORECASE), re.compile(told, re.IGNORECASE))
    for asked, told in (
        (
            r"\b(?:exclud\w*|except|omit\w*|leave out|without)\b|제외|빼고|뺀",
            r"\b(?:excluded?|omitted|left out)\b|뺐|뺌|빼고|제외(?:했|함|하고|됨|됐)",
        ),
        (
            r"(?<!no )(?<!not )(?<!without )\bskip(?:s|ping)?\b|건너뛰(?!지)|생략",
            r"\bskip(?:s|ped)?\b|건너뛰|건너뜁|건너뛴",
        ),
        (
            r"\b(?:keep\w*|unchanged|stays?|remain\w*)\b|유지|그대로",
            r"\b(?:as before|unchanged|same|as they (?:are|were))\b|그대로",
        ),
        (
            r"\b(?:find|list|detect|identify)\b(?![^;]*\bfix)|찾기|탐지|목록화",
            r"\b(?:[45]\d\d|broken|dead|failing)\b|깨진|죽은",
        ),
        (
            r"\b(?:(?:only|just) once|first (?:visit|time))\b|한 ?번만|첫 방문",
            r"(?:두 번째|다시|이후)[^.]{0,20}(?:안 |않)|\b(?:second|again|any ?more)\b",
        ),
    )
)
#: Asks for a text that tells of trouble.
_TELLS_TROUBLE = re.compile(
    r"\b(?:incident|post-?mortem|outage|root cause|causes?|impact|timeline|defects?"
    r"|bugs?|findings|risks?|complaints?|churn\w*|known issues|audit|triage|review)\b"
    r"|장애|회고|사고|원인|영향|경위|결함|불만|이탈|위험|리스크|점검 결과|분석",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(
    r"^\W*(?:the |our )?(?:원인|영향|경위|피해|증상|문제|사유|이탈|불만"
    r"|위험)[가-힣]{0,6}? ?(?:은|는|:)"
    r"|^\W*(?:the )?(?:root cause|cause|impact|reasons?|symptoms?|timeline|causes)\b"
    r"|\b(?:lists?|covers?|names|describes|shows|records?|documents)\b",
    re.IGNORECASE,
)


#: Says of something else that it is as it was, and why that is right.
_LEFT_ALONE = re.compile(
    r"(?:손대|건드리|바꾸|수정하|지우)지 ?(?:않|못)|안 (?:건드|바꿨|고쳤|지웠)|그대로"
    r"|\b(?:not|n't) (?:been )?(?:touch(?:ed)?|chang(?:e|ed)|affected|part of)\b"
    r"|\b(?:left|stay(?:s|ed)?|stays on|remain(?:s|ed)?)\b",
    re.IGNORECASE,
)
_WITH_REASON = re.compile(
    r"대상(?:이|은)? ?아니|기준에 ?(?:없|안)|범위 ?(?:밖|아니)|해당(?:이|은)? ?없|무관"
    r"|상관 ?없"
    r"|필요 ?없|화면에 (?:안|나오지)|(?:최근|기존|다른|나머지) [^.]{0,14}(?:은"
    r"|는) (?:손대|건드)"
    r"|\b(?:out ?side (?:of )?(?:the )?scope|out of scope|not part of|not (?:in"
    r"|covered by)"
    r" (?:the )?(?:scope|criteria|ticket)|by design|on purpose|belong to|as (?:agreed"
    r"|requested|asked)|unrelated|not affected|still in (?:use|rollout))\b",
    re.IGNORECASE,
)


def _left_alone(clause: Clause, sentence: str) -> Clause:
    """Take what was left alone for a reason that is told for no more than a mention."""
    if (
        clause.kind is Kind.UNDONE
        and _LEFT_ALONE.search(clause.text)
        and _WITH_REASON.search(sentence)
    ):
        return replace(clause, kind=Kind.MENTION)
    return clause


def _as_asked(clause: Clause, is_said: re.Pattern[str]) -> Clause:
    """Read what sounds like trouble, and tells just what was asked for, as work."""
    if clause.kind in (Kind.FAILURE, Kind.UNDONE) and is_said.search(clause.text):
        return replace(clause, kind=Kind.EVIDENCE)
    return clause


#: Says what was done about it, or that it was done again.
_REPAIRED = re.compile(
    r"^\W*(?:i |we |then )?(?:fixed|corrected|patched|repaired)\b|\bafter (?:adding"
    r"|fixing|changing|correcting|moving|setting|switching|raising"
    r"|installing|removing|replacing|adjusting)\b|\b(?:second|next|third) (?:run|try"
    r"|attempt)\b|\brepeated\b|(?:수정|보완|조정|교체|변경) ?(?:후|뒤)"
    r"|고[친치쳐][^.]{0,8}"
    r"(?:뒤|후|고|서)|2차|두 번째|재시도",
    re.IGNORECASE,
)


def _at_first(clauses: list[Clause]) -> list[Clause]:
    """Take what was not so at first, and was put right, for no gap."""
    return [
        _was_not_so(clause, clauses[at + 1 : at + 1 + _REACH])
        for at, clause in enumerate(clauses)
    ]


def _was_not_so(clause: Clause, after: list[Clause]) -> Clause:
    if clause.kind is not Kind.UNDONE:
        return clause
    worked = [later for later in after if later.kind is Kind.EVIDENCE]
    repaired = any(_REPAIRED.search(later.text) for later in worked)
    if _YET.search(clause.text) and (repaired or any(one.resolves for one in worked)):
        return replace(clause, kind=Kind.EVIDENCE)
    if repaired and _FIRST.search(clause.text):
        return replace(clause, kind=Kind.MENTION)
    return clause


_IS_NOW = re.compile(
    r"\b(?:it|they|that|this|both|all) (?:is|are) (?:now )?(?:in|fixed|done|there"
    r"|included"
    r"|added|covered|back|handled|restored)(?: now)?\b|^\W*(?:now|today) (?:it|they) "
    r"|^(?:지금은|이제는?) [^.]{0,24}(?:들어|나옵|나와|맞|됩니다|돼요|정상|잘)",
    re.IGNORECASE,
)


def _now(clause: Clause, after: Clause | None) -> Clause:
    """Read what was left out, and is in now, as work."""
    if (
        clause.kind is Kind.UNDONE
        and after
        and after.kind is Kind.EVIDENCE
        and _IS_NOW.search(after.text)
    ):
        return replace(clause, kind=Kind.EVIDENCE)
    return clause


#: Is about more than was asked for.
_ANOTHER = re.compile(
    r"\b(?:other|another|further|additional|more)\b|다른|추가(?:로|적)|그 ?외",
    re.IGNORECASE,
)
#: How many times the words of the criteria a report has that tells of its own.
_RICH = 1.1
#: How many sentences later a failure may be put right.
_REACH = 2
#: Where there are fewer, all that a report tells is about it.
_FEW_CRITERIA = 2
#: A clause with fewer words that say something is about the work as a whole.
_FEW = 3


#: A number whose unit is in its name: `"bundle_kb_after": 438`.
_IN_UNITS = re.compile(
    r"\"([a-z_]{1,40}?)_(kb|mb|gb|ms|sec|min|s|pct|percent)(?:_(before|after|now))?\""
    r"\s*:\s*(\d[\d.,]*\d|\d)",
    re.IGNORECASE,
)


def _bodies(report: compact.Report) -> tuple[str, str]:
    """Return what the report says was done, and what it says may come."""
    if not report.is_compact:
        return _IN_UNITS.sub(r'"\1 \3": \4 \2', report.text), ""
    # What stands below the word of its status has no heading of its own.
    done = [report.preamble, *report.section("Status")[1:]]
    for name in ("Files", "Diff-Summary", "Validation"):
        done += report.section(name)
    ahead = [line for name in AHEAD for line in report.section(name)]
    return "\n".join(done), "\n".join(ahead)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


_PUT_OFF = re.compile(
    r"(?P<what>\w+) (?:is|are|was|were) (?:now )?scheduled (?:for|on)\b", re.IGNORECASE
)


def _puts_off(text: str, criteria: tuple[str, ...]) -> bool:
    """Tell whether *text* sets a date for just what is asked for."""
    found = _PUT_OFF.search(text)
    if not found:
        return False
    start = found["what"].lower()[:5]
    return any(start in criterion.lower() for criterion in criteria)


def _touches(text: str, criterion: str) -> bool:
    """Tell whether *text* speaks of what *criterion* is about."""
    words = Text(text)
    return any(words.has(word) for word in content(criterion) if not is_generic(word))
