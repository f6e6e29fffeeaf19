"""
Whether a criterion is covered by what a report tells: words, files, numbers.

A report with nothing against it, that tells more than the criteria do, is taken
by a word of each: agents say what they did in words of their own. Any other has to
say half of what was asked for.
"""

from __future__ import annotations

import enum
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from openclaw_celery.domain.gate.claims import Kind, is_past
from openclaw_celery.domain.gate.deeds import deeds
from openclaw_celery.domain.gate.measures import (
    DEALT_WITH,
    changes,
    in_plain_numbers,
    is_named,
    is_untold,
    is_when,
    is_year,
    limits,
    measures,
    meets,
    percentiles,
    picks,
    triggers,
)
from openclaw_celery.domain.gate.words import (
    HANGUL,
    Text,
    content,
    is_generic,
    known,
    root,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openclaw_celery.domain.gate.claims import Clause
    from openclaw_celery.domain.gate.measures import Limit


class Fault(enum.StrEnum):
    """What the evidence lacks or breaks of a criterion."""

    NOTHING = "nothing is told"
    DENIED = "it is what was left undone"
    GONE_BY = "it is what the work went by"
    FILE = "a file is not named"
    NUMBER = "a number misses its limit"
    NO_NUMBER = "a number is not told"
    LIST = "a part of its list is not told"
    PAIR = "one of two things is not told"
    UNWANTED = "there is some of what there should be none of"
    WORSE = "it went where it was not to go"
    LATE = "it came too late"
    SOME = "all was asked for, some is told"
    ELSEWHERE = "it was done where things are tried"
    UNLIKE = "what should be the same is not"
    PROOF = "what was to be shown is not told"
    WORDS = "too few of its words are told"


@dataclass(frozen=True, slots=True)
class Decided:
    """A criterion, whether it is met, and by which words."""

    criterion: str
    met: bool
    #: Its words, files and numbers that the report tells, in any form.
    told: tuple[str, ...]
    #: Those that it does not tell.
    lacks: tuple[str, ...]
    #: What speaks against it.
    faults: tuple[Fault, ...] = ()


def with_the_last(
    decided: tuple[Decided, ...], evidence: Evidence, left: Text
) -> tuple[Decided, ...]:
    """
    Give the last criterion that is not met what is told of none of the others.

    Only if it is one of several, nothing speaks against it, and the same kind of deed
    is told; its words are those of the report then.
    """
    unmet = [one for one in decided if not one.met]
    if len(decided) == 1 or len(unmet) != 1:
        return decided
    asked = percentiles(unmet[0].criterion)
    if (
        is_denied(asked, evidence, left)
        or _is_gone_by(asked, evidence)
        or not is_met(asked, evidence, by_words=False)
    ):
        return decided
    told = evidence.untold_by_others(asked)
    if told is None:
        return decided
    met = Decided(asked, met=True, told=content(told), lacks=())
    return tuple(met if one is unmet[0] else one for one in decided)


_WENT_WELL = re.compile(
    r"\b(?:no|without|0) (?:errors?|problems?|failures?|issues?)\b|\b(?:finished"
    r"|succeeded|green|clean)\b|정상|성공|무사히|이상 ?없|문제 ?없"
)
#: What only a proof is told by.
_PROOF = frozenset({"prove"})
#: Tells of a look at the work, which is told of any criterion.
_LOOK = re.compile(
    r"\b(?:tried|tested|checked|looked|ran it|verified|compared by hand|works?"
    r"|passes)\b"
    r"|확인|해 ?[봤보]|시험|테스트|점검|정상|이상 ?없|문제 ?없",
    re.IGNORECASE,
)


def decide(criterion: str, evidence: Evidence, left: Text) -> Decided:
    """Decide on *criterion*; *left* is what the report says was left undone."""
    asked = percentiles(criterion)
    found = (
        *((Fault.DENIED,) if is_denied(asked, evidence, left) else ()),
        *((Fault.GONE_BY,) if _is_gone_by(asked, evidence) else ()),
        *faults(asked, evidence),
    )
    met = not found
    words = [word for word in content(criterion) if not is_generic(word)]
    told = tuple(word for word in words if evidence.text.has(word))
    lacks = tuple(word for word in words if word not in told)
    numbers = tuple(limit.measure.text for limit in limits(_PATH.sub(" ", criterion)))
    if met:
        return Decided(criterion, met, told + numbers, lacks)
    return Decided(criterion, met, told, lacks + numbers, found)


#: Asks for a text to be made or changed, so that to go by it is not enough.
_MAKES = re.compile(
    r"\b(?:re-?writ|revis|updat|writ|draft|creat|document|amend|extend|translat|add"
    r"|insert|append)\w*|추가|설명|개정|작성|갱신|수정|업데이트|정비|제작|보완|개편"
    r"|번역",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    r"\bfollow|\baccording\b|\bbased on\b|\bper\b|따라|맞[게춰추]|기준|대로|참고|참조",
    re.IGNORECASE,
)
#: What work goes by, and leaves as it is.
_GONE_BY = re.compile(
    r"\bused (?:the|our) (?:[\w-]+ ){1,4}as (?:the |an? )?(?:source|basis|reference"
    r"|input"
    r"|template|model)\b|"
    r"\bused (?:the |our )?(?:[\w.-]+ ){0,2}(?:docs?|documentation|guide|manual|page"
    r"|readme|spec|handbook) (?:to|for|as)\b"
    r"|\b(?:read|went (?:over|through)|looked (?:at|into|over|through)|studied)"
    r" (?:the |our |its )?(?:[\w.-]+ ){0,2}[\w./-]+ (?:to|so that|and) (?:\w+ )?"
    r"(?:understand|understood|learn|see|saw|know|find|found|get)\b"
    r"|\b(?:following|according to|based on|in line with|as (?:described|documented"
    r"|laid out|written|agreed) in|per) (?:the |our |its )?(?:[\w.-]+ ){0,2}[\w.-]+"
    r"|(?:[^\s.,]+ ){0,2}[^\s.,]+에 (?:적힌|나온|있는|정리된|쓰인) [^\s.,]+(?:을|를)"
    r" (?:참고|따라|보고|보면서)|[^\s.,]+(?: (?:문서|가이드|절차|규정|양식"
    r"|순서|방식|기준))?(?:(?:을|를) (?:참고|참조|토대|바탕"
    r"|기준)"
    r"|에 따라|(?:을|를) 따라|대로"
    r"|(?:을|를) (?:보(?:면서|고|며)|읽고|읽은 뒤|숙지하고)(?= ))",
    re.IGNORECASE,
)


def _is_gone_by(criterion: str, evidence: Evidence) -> bool:
    """Tell whether what is to be made or changed is only what the work went by."""
    if not _MAKES.search(criterion) or _FOLLOWS.search(criterion):
        return False
    names = (path.rsplit("/", 1)[-1].lower() for path in _PATH.findall(criterion))
    return any(
        evidence.text.names(word) and not evidence.own.names(word)
        for word in content(criterion)
        if not is_generic(word)
    ) or any(evidence.text.says(name) and not evidence.own.says(name) for name in names)


class Evidence:
    """All clauses that tell of work, ready to be asked."""

    def __init__(
        self, clauses: list[Clause], criteria: tuple[str, ...], *, clean: bool = False
    ) -> None:
        #: Words of several criteria: they do not tell which of them is met.
        self.shared = _shared(criteria)
        self.asked = [content(criterion) for criterion in criteria]
        self.parts = [clause.text for clause in clauses]
        #: How much of a criterion has to be told: a report with nothing against it
        #: says most in words of its own.
        self.is_free = clean
        self.enough = _ENOUGH_OF_CLEAN if clean else _ENOUGH
        told = [clause.text for clause in clauses]
        if any(clause.kind is Kind.FAILURE for clause in clauses):
            # Trouble that is left is no evidence: this was put right.
            told.append(_PUT_RIGHT)
        self.text = Text("\n".join(told))
        by_sentence: dict[int, list[str]] = {}
        for clause in clauses:
            by_sentence.setdefault(clause.sentence, []).append(clause.text)
        self.sentences = [", ".join(texts) for texts in by_sentence.values()]
        letters = len(re.findall(r"[a-z]", self.text.low))
        hangul = len(HANGUL.findall(self.text.low))
        #: Mostly, beyond a name here and there.
        self._is_english = letters > hangul * _MOSTLY or not hangul

    @cached_property
    def own(self) -> Text:
        """Return the evidence without what the work only went by."""
        low = "\n".join(self.parts)
        bare = _GONE_BY.sub(" ", low)
        return self.text if bare == low else Text(bare)

    def is_foreign(self, word: str) -> bool:
        """Tell whether *word* is in the language that the evidence is not in."""
        return self._is_english if HANGUL.match(word) else not self._is_english

    def is_owned(self, words: tuple[str, ...]) -> bool:
        """Tell whether some clause says as much of this criterion as of any other."""
        if len(self.asked) == 1:
            return True
        for clause in self.texts:
            said = _count(words, clause, self.shared)
            if said and all(
                said >= _count(other, clause, self.shared) for other in self.asked
            ):
                return True
        return False

    def untold_by_others(self, criterion: str) -> str | None:
        """Return a part that tells a deed of its kind, and of no other criterion."""
        words, kinds = content(criterion), deeds(criterion)
        others = [asked for asked in self.asked if asked != words]
        # What several criteria speak of tells nothing of this one.
        is_plain = sum(_tells(w) for w in words if w not in self.shared) <= _FEW_WORDS
        for part in self.texts:
            if len(content(part.low)) < _LEAST_TOLD or (
                "prove" not in kinds and _LOOK.search(part.low)
            ):
                continue
            own = _count(words, part, self.shared)
            most = max(_count(other, part, self.shared) for other in others)
            is_alike = bool(kinds & deeds(part.low))
            if kinds == _PROOF and not is_alike and not _WENT_WELL.search(part.low):
                continue
            if own >= most and (own or (is_alike and is_plain)):
                return part.low
        return None

    @cached_property
    def texts(self) -> list[Text]:
        """Return the parts of the clauses, each ready to be asked."""
        return [Text(part) for text in self.parts for part in _PART.split(text)]

    @cached_property
    def told(self) -> list[tuple[str, Text]]:
        """Return the sentences, each ready to be asked."""
        return [(sentence, Text(sentence)) for sentence in self.sentences]


#: What is told of trouble that is over, whatever words it is told in.
_PUT_RIGHT = "fixed resolved problem issue 문제 해결"


def _count(words: tuple[str, ...], text: Text, shared: frozenset[str]) -> float:
    """Return how many of the distinctive *words* a text says, or hints at."""
    return sum(
        1.0 if text.has(word) else _HINT * text.hints(word)
        for word in words
        if word not in shared and not is_generic(word)
    )


#: Where one thing ends and the next one begins, within a clause.
_PART = re.compile(
    r"(?<=[고며져면니])\s+|(?<=[아어해]서)\s+|\s(?:and|then|so|which|that|with|while)\s"
    r"|[,;:]\s",
    re.IGNORECASE,
)
#: So many letters for a Korean syllable make a text English.
_MOSTLY = 12
_PATH = re.compile(
    r"(?<![\w-])(?:[\w.-]{1,80}/){0,16}[\w-]{1,80}\.[A-Za-z][A-Za-z0-9]{0,7}\b(?!\()",
    re.ASCII,
)
#: A flag, an identifier or a route.
_FLAG = re.compile(
    r"(?<![\w-])--?[a-z][\w-]+|\b[A-Za-z]{2,30}(?:_[A-Za-z0-9]{1,30})+\b"
    r"|(?<![\w/.:-])/[a-z][\w/{}-]+"
)
#: So few words of a criterion may all be told in others; more of them are names.
_FEW_WORDS = 2
#: A part with fewer words tells nothing by itself.
_LEAST_TOLD = 2
#: Share of what a criterion says that the evidence has to say too.
_ENOUGH = 0.5
_ENOUGH_OF_CLEAN = 0.25
#: What a word counts that is missing in another language: translations are free.
_ABROAD = 0.35
#: What a word weighs that nothing here can translate; the others decide.
_UNTRANSLATED = 0.2
#: What a word counts that does not tell what was done, or for which criterion.
_PLAIN = 0.25
#: What a word counts that is only hinted at, by what goes together with it.
_HINT = 0.4
#: A named file or a kept limit says more than a word.
_STRONG = 1.5


def is_met(criterion: str, evidence: Evidence, *, by_words: bool = True) -> bool:
    """
    Tell whether the evidence shows what *criterion* asks for.

    Not *by_words* it only has to break nothing: files, numbers, lists.
    """
    return not any(faults(criterion, evidence, by_words=by_words))


def faults(
    criterion: str, evidence: Evidence, *, by_words: bool = True
) -> Iterator[Fault]:
    """Yield what the evidence lacks or breaks of *criterion*; its words come last."""
    if not evidence.sentences:
        yield Fault.NOTHING
        return
    wanted = _wanted(criterion, evidence)
    if not all(_is_named(path, evidence) for path in wanted.paths):
        yield Fault.FILE
    yield from _number_faults(wanted, evidence)
    if not _has_each(_listed(criterion, wanted.kept), wanted.words, evidence):
        yield Fault.LIST
    if not _has_pairs(wanted.rest, wanted.words, evidence):
        yield Fault.PAIR
    lost_nothing = _lost_nothing(criterion, evidence)
    if not lost_nothing and _has_unwanted(criterion, evidence):
        yield Fault.UNWANTED
    for fault, breaks in _BREAKS:
        if breaks(criterion, evidence):
            yield fault
    if by_words and not lost_nothing:
        yield from _word_faults(wanted, evidence)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A criterion, taken apart: files, flags, numbers, words."""

    criterion: str
    paths: list[str]
    flags: list[str]
    limits: list[Limit]
    #: Those of them that the evidence keeps.
    kept: list[Limit]
    #: The text without all that.
    rest: str
    words: tuple[str, ...]
    subject: set[str]
    of_all: bool


def _wanted(criterion: str, evidence: Evidence) -> _Wanted:
    text = _PATH.sub(" ", criterion)
    flags = _FLAG.findall(text)
    text = _FLAG.sub(" ", text)
    asked = [
        limit
        for limit in limits(text)
        if not picks(limit.measure, text) or _picks_another(limit, evidence)
    ]
    rest = text
    for limit in asked:
        rest = rest.replace(limit.measure.text, " ", 1)
    words = content(rest)
    subject = {word for word in words if not is_generic(word)}
    of_all = bool(ASKS_ALL.search(rest))
    shuts_out = bool({"refuse", "remove"} & deeds(criterion))
    kept = [
        limit
        for limit in asked
        if changes(limit, criterion, evidence.told)
        or meets(limit, evidence.told, subject, of_all=of_all)
        or (
            (shuts_out or is_year(limit) or is_when(limit, text))
            and is_named(limit, evidence.told)
        )
    ]
    paths = _PATH.findall(criterion)
    return _Wanted(
        criterion, paths, flags, asked, kept, rest, words, subject, of_all=of_all
    )


def _number_faults(wanted: _Wanted, evidence: Evidence) -> Iterator[Fault]:
    for limit in wanted.limits:
        if limit in wanted.kept:
            continue
        if not is_untold(limit, evidence.told, wanted.subject):
            yield Fault.NUMBER
        elif not evidence.is_free or wanted.of_all:
            yield Fault.NO_NUMBER


def _word_faults(wanted: _Wanted, evidence: Evidence) -> Iterator[Fault]:
    criterion, words = wanted.criterion, wanted.words
    if _VERIFY.match(criterion) and words and not evidence.text.has(words[-1]):
        yield Fault.PROOF
        return
    if evidence.is_free and _is_done_to(criterion, words, evidence):
        return
    named = sum(evidence.text.says(flag.lower().lstrip("/")) for flag in wanted.flags)
    exact = len(wanted.paths) + len(wanted.kept)
    if not _is_told(
        words,
        evidence,
        hit=_STRONG * (exact + named),
        total=_STRONG * (exact + len(wanted.flags)),
    ):
        yield Fault.WORDS


def asked_numbers(criterion: str) -> list[tuple[str, Limit]]:
    """Return what *criterion* asks of numbers, each with the text it stands in."""
    text = _FLAG.sub(" ", _PATH.sub(" ", in_plain_numbers(criterion)))
    return [
        (text, limit)
        for limit in limits(text)
        if not picks(limit.measure, text)
        and not is_year(limit)
        and not triggers(limit, text)
    ]


def _picks_another(limit: Limit, evidence: Evidence) -> bool:
    """Tell whether something picks what is meant by a span of time that is shorter."""
    return any(
        measure.value < limit.measure.value and picks(measure, sentence)
        for sentence in evidence.sentences
        for measure in measures(sentence)
    )


def _is_done_to(criterion: str, words: tuple[str, ...], evidence: Evidence) -> bool:
    """Tell whether a thing of this criterion alone is told, with a deed of its kind."""
    asked = [word for word in words if not is_generic(word)]
    told = [word for word in asked if evidence.text.has(word)]
    if len(asked) != _FEW_WORDS or len(told) != 1 or told[0] in evidence.shared:
        return False
    kinds = deeds(criterion)
    return any(part.has(told[0]) and kinds & deeds(part.low) for part in evidence.texts)


#: Asks for a proof: of what its last word says.
_VERIFY = re.compile(
    r"\W*(?:verify|confirm|ensure|prove|make sure) (?:that )?[^,;]{1,80}"
    r"\b(?:can|could|is|are|does|do|still|works?)\b",
    re.IGNORECASE,
)
_REAL = re.compile(
    r"\bproduction\b|\bprod\b|\blive (?:site|system|server|env\w*)|프로덕션"
    r"|운영 ?(?:서버|환경|계|에|DB)",
    re.IGNORECASE,
)
_TRIAL = re.compile(
    r"\bstag(?:e|ing)\b|\bsandbox\b|\b(?:test|dev|local|qa)(?:elopment)? (?:env\w*"
    r"|server|system|cluster|site)\b|\blocally\b|\bpreview\b"
    r"|스테이징|(?:테스트|개발|검증|로컬) ?(?:서버|환경|계|에)",
    re.IGNORECASE,
)


_ALIKE = re.compile(
    r"\b(?:match(?:es)?|same|equal|identical|reconcile)\b|일치|동일|똑같|같아야|같게",
    re.IGNORECASE,
)
_UNLIKE = re.compile(
    r"(?<!no )(?<!not )(?<!any )\b(?:higher|lower|greater|fewer|larger|smaller) than\b"
    r"|(?<!not )(?<!n't )\b(?:differs?|off by|do not match|don't match|mismatch\w*)\b"
    r"|보다 [^.,]{0,12}(?:높게|낮게|많게|적게|크게|작게|높습|낮습|많습|적습)"
    r"|(?:값|수|합계|건수|결과|금액)(?:이|가) [^.,]{0,10}(?:다릅|다르[게네]|달랐|다름)",
    re.IGNORECASE,
)


def _is_unlike(criterion: str, evidence: Evidence) -> bool:
    """Tell whether it should be the same, and the evidence says how it is not."""
    is_alike = _ALIKE.search(criterion)
    if is_alike and _UNLIKE.search(evidence.text.low):
        return True
    return bool(is_alike or _NOTHING_LOST.search(criterion)) and not all(
        _two_sides(evidence)
    )


#: Names one of two sides that are counted.
_SIDE = re.compile(
    r"\b(?:source|target|before|after|original|copy|old|new|expected|actual|left|right"
    r"|file|table|list|sheet|database|db|csv|system|report|dashboard|api|archive|index"
    r"|warehouse|export|import|input|output|ledger|total|sum|bank|prod|staging|replica"
    r"|primary)\b"
    r"|원본|대상|이전|이후|기존|신규|원장|소스|타[겟깃]|[ (](?:전|후)(?=[ ,.)에]|$)",
    re.IGNORECASE,
)
#: Less than this is counted of many things.
_MANY = 20
_NOTHING_LOST = re.compile(
    r"\b(?:no|zero|without|0)\b[^,;]{0,30}\b(?:lost|loss|losing|missing|dropped)\b"
    r"|(?:유실|손실|누락|빠진)[^,;]{0,12}(?:없|0 ?건|zero)|무손실",
    re.IGNORECASE,
)


def _two_sides(evidence: Evidence) -> Iterator[bool]:
    """Tell of each sentence that counts two sides whether they are equal."""
    for sentence in evidence.sentences:
        if len(set(map(str.lower, _SIDE.findall(sentence)))) < _BOTH:
            continue
        counts = [
            one.value
            for one in measures(sentence)
            if one.kind == "count" and one.value >= _MANY
        ]
        if len(counts) == _BOTH:
            yield counts[0] == counts[1]


#: One side and the other.
_BOTH = 2


def _lost_nothing(criterion: str, evidence: Evidence) -> bool:
    """Tell whether nothing was to be lost, and as much is counted as before."""
    if not _NOTHING_LOST.search(criterion):
        return False
    sides = list(_two_sides(evidence))
    return all(sides) and bool(sides or _NONE_LOST.search(evidence.text.low))


_NONE_LOST = re.compile(
    r"(?:누락|유실|손실|불일치|차이|빠진 (?:것|건|행))[은는이가]? ?(?:0 ?건|없|0개)"
    r"|\b(?:0|no|zero) (?:rows? |records? |messages? )?(?:lost|missing|mismatch\w*"
    r"|dropped"
    r"|differences?)\b|\b(?:lost|missing|mismatch\w*|dropped)[:=]? ?0\b"
)


_BY_THEN = re.compile(
    r"\b(?:before|by|no later than|until) (?P<en>\d{1,2}:\d\d)\b"
    r"|(?P<ko>\d{1,2}:\d\d) ?(?:전|이전|까지|안)"
)
_AT_TIME = re.compile(
    r"(?<!from )(?<!was )(?<!were )(?<!\d)(?<!\d:)(?P<at>\d{1,2}:\d\d)(?!:?\d)(?!"
    r" ?(?:에서|→|->))"
)


def _is_late(criterion: str, evidence: Evidence) -> bool:
    """Tell whether something came later than the time of day it was to come by."""
    found = _BY_THEN.search(criterion)
    if not found:
        return False
    subject = [word for word in content(criterion) if not is_generic(word)]
    return any(
        _minutes(at["at"]) > _minutes(found["en"] or found["ko"])
        for sentence, text in evidence.told
        if any(map(text.has, subject))
        for at in _AT_TIME.finditer(sentence)
    )


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return 60 * int(hours) + int(minutes)


#: Asks that something does not go up, or down.
_NOT_WORSE = re.compile(
    r"\bno (?P<en>increase|rise|growth|drop|decrease|decline|loss|regression|change)"
    r" (?:in|of) (?:the |our )?(?P<of>[\w -]{3,40})"
    r"|(?P<which>[가-힣]{2,12})(?:의|이|가)? ?(?P<ko>증가|상승|감소|하락|저하|변동)"
    r" ?없",
    re.IGNORECASE,
)
_DOWN = frozenset("drop decrease decline loss 감소 하락 저하".split())


def _is_worse(criterion: str, evidence: Evidence) -> bool:
    """Tell whether something went where it was not to go: from 0.1 % up to 0.9 %."""
    found = _NOT_WORSE.search(criterion)
    if not found:
        return False
    subject = content(found["of"] or found["which"])
    is_down = (found["en"] or found["ko"]).lower() in _DOWN
    return any(
        first.value > second.value if is_down else first.value < second.value
        for sentence, text in evidence.told
        if any(map(text.has, subject))
        for first, second in pairwise(measures(sentence))
        if first.kind == second.kind
        and _FROM_TO.search(sentence[first.end : second.start])
    )


_FROM_TO = re.compile(r"^[^,;.]{0,3}\s?(?:up |down )?(?:to|→|->|에서)", re.IGNORECASE)


def _is_elsewhere(criterion: str, evidence: Evidence) -> bool:
    """Tell whether it was done where things are tried, and is asked for in earnest."""
    if not _REAL.search(criterion) or _TRIAL.search(criterion):
        return False
    told = evidence.text.low
    return bool(_TRIAL.search(told)) and not _REAL.search(told)


#: Share of the distinctive words that a criterion of so many has to be shown by.
def _is_told(
    words: tuple[str, ...], evidence: Evidence, *, hit: float, total: float
) -> bool:
    """Tell whether enough of the *words* is there, on top of what is known."""
    is_specific = is_shown = is_measured = hit > 0
    plain = plain_hit = 0.0
    told = hinted = 0
    for word in words:
        weight, found = _weight(word, evidence), evidence.text.has(word)
        if weight == _PLAIN:
            plain += weight
            plain_hit += weight * found
            continue
        if found and weight == _UNTRANSLATED:
            # A name, the same in both languages.
            weight = 1.0
        total += weight if found or not evidence.is_foreign(word) else _ABROAD * weight
        if not found and evidence.is_free and evidence.text.hints(word):
            hit += _HINT * weight
            hinted += 1
        hit += weight * found
        told += weight >= 1 and found
        if weight >= 1:
            is_specific, is_shown = True, is_shown or found
    if not is_specific:
        hit += plain_hit
        total += plain
    else:
        hit += 0 if evidence.is_free else plain_hit
        total += 0 if evidence.is_free else plain
    if hit < total * evidence.enough:
        return False
    if is_specific and not is_shown:
        return hinted > 0 and evidence.is_owned(words)
    return (
        is_measured
        or hit > total * _ENOUGH
        or (not is_specific and hit == total * _ENOUGH)
        or (told > 1 and hit == total * _ENOUGH)
        or evidence.is_owned(words)
    )


def is_denied(criterion: str, evidence: Evidence, left: Text) -> bool:
    """Tell whether just what was left undone is what the evidence lacks."""
    return any(
        (left.has(word) and not evidence.text.has(word))
        or (left.names(word) and not evidence.text.names(word))
        for word in content(criterion)
        if not is_generic(word)
    ) or _is_as_it_was(criterion, evidence)


_AS_IT_WAS = re.compile(
    r"\b(?:is|are|was|were|stays?|stayed|remains?|left) (?:un(?:changed|touched|edited"
    r"|modified)|as (?:it|they) (?:is|are|was|were))\b"
    r"|그대로 (?:뒀|두었|둠|입니다|임|예요)"
    r"|(?:변경|수정) ?없이 (?:뒀|두었|둠)",
    re.IGNORECASE,
)


def _is_as_it_was(criterion: str, evidence: Evidence) -> bool:
    """Tell whether just what was to be changed is said to be as it was."""
    if not _MAKES.search(criterion):
        return False
    kept = [text for sentence, text in evidence.told if _AS_IT_WAS.search(sentence)]
    others = [text for sentence, text in evidence.told if text not in kept]
    return any(
        any(text.has(word) for text in kept)
        and not any(text.has(word) for text in others)
        for word in content(criterion)
        if not is_generic(word)
    )


_PAIR = re.compile(
    r"(?<![\w-])([\w-]+)(?:\s+(?:and|및|그리고|&)\s+|(?<=[가-힣])(?:와"
    r"|(?<![결성효학경통초부교])과)\s+)(?:(?:the"
    r"|an?)\s+)?([\w-]+)",
    re.IGNORECASE,
)


def _has_pairs(criterion: str, words: tuple[str, ...], evidence: Evidence) -> bool:
    """Tell whether the words on both sides of each `and` are told."""
    pairs = [[content(side) for side in pair] for pair in _PAIR.findall(criterion)]
    asked = [word for pair in pairs for side in pair for word in side]
    is_order = evidence.is_free and _TWO_ORDERS.match(criterion)
    if is_order and any(map(evidence.text.has, asked)):
        # Drain and restart the nodes: what is told of the second tells the first.
        return True
    return all(
        _is_there(word, pair, words, evidence)
        for pair in pairs
        for side in pair
        for word in side
        if _weight(word, evidence) >= 1
    )


def _has_each(
    parts: list[tuple[str, ...]], words: tuple[str, ...], evidence: Evidence
) -> bool:
    """Tell whether something of each part of a list is told, that it alone has."""
    often = Counter(word for part in parts for word in part)
    alone = [tuple(w for w in part if often[w] == 1) or part for part in parts]
    return all(
        any(_is_there(word, parts, words, evidence) for word in part)
        for part in alone
        if not all(_weight(word, evidence) == _UNTRANSLATED for word in part)
    )


def _is_there(
    word: str,
    parts: list[tuple[str, ...]],
    words: tuple[str, ...],
    evidence: Evidence,
) -> bool:
    """Tell whether *word* is told by what none of the other *parts* means too."""
    others = {other for part in parts if word not in part for other in part}
    if word in _COUNTS and _is_counted(evidence):
        return True
    all_of_them = _ALL_OF_THEM.get(len(parts))
    if all_of_them and all_of_them.search(evidence.text.low):
        others = set()
    return evidence.text.tells_apart(word, others, words if evidence.is_free else ())


#: Is told by the numbers themselves.
_COUNTS = frozenset(
    "count counts number numbers total totals 건수 개수 수치 수량".split()
)


def _is_counted(evidence: Evidence) -> bool:
    return sum(sum(1 for _ in measures(one)) for one in evidence.sentences) > 1


#: Says of so many things, named or not, that it is so of each.
_ALL_OF_THEM = {
    2: re.compile(r"\bboth\b|둘 ?다|양쪽|두 [가-힣]{1,6} ?(?:모두|다 )"),
    3: re.compile(r"\ball three\b|셋 ?다|[세3] ?[가-힣]{1,6} ?(?:모두|다 )"),
    4: re.compile(r"\ball four\b|넷 ?다|[네4] ?[가-힣]{1,6} ?(?:모두|다 )"),
}
_TWO_ORDERS = re.compile(r"\W*[a-z]+ and [a-z]+ ", re.IGNORECASE)
ASKS_ALL = re.compile(
    r"\b(?:all|every|each|entire)\b|모든|모두|전체|전부|전 (?:화면|페이지)",
    re.IGNORECASE,
)
_SOME = re.compile(
    r"\b(?:(?<!at )most(?! (?:recent|common|used|popular|important|frequent)\b)|some"
    r"|the rest|the others?|except|excluding|excluded|apart from"
    r"|other than|but not|in the next)\b|대부분|나머지|제외|일부|몇 ?개",
    re.IGNORECASE,
)


def _is_some(criterion: str, evidence: Evidence) -> bool:
    """Tell whether all were asked for and the evidence speaks of some."""
    if not ASKS_ALL.search(criterion) or _SOME.search(criterion):
        return False
    return bool(_SOME.search(evidence.text.low))


#: What breaks a criterion, whatever else is told.
_BREAKS = (
    (Fault.WORSE, _is_worse),
    (Fault.LATE, _is_late),
    (Fault.SOME, _is_some),
    (Fault.ELSEWHERE, _is_elsewhere),
    (Fault.UNLIKE, _is_unlike),
)


def _counted(phrase: str) -> str:
    """Return what is counted of it: console *errors*, *rejected* rows, rows *lost*."""
    first, _, last = phrase.lower().partition(" ")
    return last if _TROUBLE.match(last) else first


_TROUBLE = re.compile(
    "error|fail|warn|issue|problem|conflict|crash|bug|lost|missing|dropped|broken"
)
#: A number above none, in a word.
_SEVERAL = (
    "one|two|three|four|five|six|seven|eight|nine|ten|a few|several|some|many|a couple"
    " of|한|두|세|네|다섯|여섯|몇"
)
#: What a count is of, before its colon: not of what was done about it.
_ABOUT = (
    r"(?:(?: (?!before|fixed|resolved|removed|closed|merged|deleted|cleaned|checked"
    r"|handled|corrected)\w+){1,5})?"
)
#: The name of a column may have more in front of it: `rows_rejected`.
_OPEN = r"(?:\w{1,20}_)?"
_NONE = re.compile(
    r"\b(?:no|without|zero)\s+(?P<en>(?:[a-z-]{3,30} )?[a-z-]{3,30})"
    r"|(?P<ko>[가-힣]{2,10}?|[a-z]{3,20}(?= 없))(?:이|가|은|는)?\s?없",
    re.IGNORECASE,
)


def _has_unwanted(criterion: str, evidence: Evidence) -> bool:
    """Tell whether the evidence counts some of what there should be none of."""
    for found in _NONE.finditer(criterion):
        what = re.escape(root(_counted(found["en"])) if found["en"] else found["ko"])
        named = re.escape((found["en"] or found["ko"]).split()[0].lower())
        number = rf"(?:[1-9][\d,]{{0,12}}|\b(?:{_SEVERAL}))"
        counted = (
            rf"(?<![\d.,]){number}[건개행줄명회곳]? (?:\w{{1,20}} )?{what}"
            rf"|{what} ?{number} ?[건개행줄명회곳]|{named}: ?{number}"
            rf"|\b{_OPEN}{what}\w{{0,10}}{_ABOUT}[\"']?: ?{number}(?![\d.]*%)"
        )
        some = re.compile(rf"(?:{counted})(?!{DEALT_WITH})", re.IGNORECASE)
        none = re.compile(
            rf"(?<![\d.,])(?:0|no|zero) (?:\w+ )?{what}|{what}[:=]? ?0(?![\d.])"
            rf"|{what}[은는이가] ?0(?![\d.])"
            rf"|{what}\w{{0,10}}(?: [\w ]{{1,40}})?[\"']?: ?0(?![\d.])"
            rf"|{what}[^.,]{{0,6}}없",
            re.IGNORECASE,
        )
        # What is said last is how it ended.
        last = next(
            (p for p in reversed(evidence.parts) if some.search(p) or none.search(p)),
            "",
        )
        if last and not none.search(last) and not is_past(last):
            return True
    return False


_LIST = re.compile(r"\(([^()]*,[^()]*)\)")


def _listed(criterion: str, kept: list[Limit]) -> list[tuple[str, ...]]:
    """
    Return what each part of a list in brackets alone says: all are asked for.

    A part is shown by its number, if that is *kept*.
    """
    parts = [
        part
        for inner in (*_LIST.findall(criterion), _LIST.sub(" ", criterion))
        if "," in inner
        for part in re.split(r",\s", inner)
        if not any(limit.measure.text in part for limit in kept)
    ]
    around = set(content(_LIST.sub(" ", criterion)))
    words = [content(part) for part in parts]
    return [tuple(w for w in ws if w not in around) or ws for ws in words if ws]


def _shared(criteria: tuple[str, ...]) -> frozenset[str]:
    """Return the words that several criteria have, where others tell them apart."""
    if len(criteria) == 1:
        return frozenset()
    roots = [{word: root(word) for word in content(one)} for one in criteria]
    counts = Counter(form for each in roots for form in set(each.values()))
    words = [set(each) for each in roots]
    often = {word for each in roots for word, form in each.items() if counts[form] > 1}
    plain = (each & often for each in words if not any(_tells(w) for w in each - often))
    return frozenset(often.difference(*plain))


def _tells(word: str) -> bool:
    return not is_generic(word)


def _weight(word: str, evidence: Evidence) -> float:
    if is_generic(word) or word in evidence.shared:
        return _PLAIN
    if evidence.is_foreign(word) and not known(word):
        return _UNTRANSLATED
    return 1.0


def _is_named(path: str, evidence: Evidence) -> bool:
    """Tell whether a file is named, with or without its folder or ending."""
    name = path.rsplit("/", 1)[-1].lower()
    bare = name.rsplit(".", 1)[0]
    says = evidence.text.says
    return says(name) or (len(bare) > 2 and says(bare))  # noqa: PLR2004 - a.py
