"""
What the sentences of a report claim: work done, not done, failed, or a wait.

Rules of language, not of any one report: negation, tense, counts, Korean endings.
A sentence is cut at a length, so that no expression can run away.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openclaw_celery.domain.language import AnyOf, without_names

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kind(enum.StrEnum):
    """What a clause does for the report."""

    EVIDENCE = "evidence"
    #: Speaks to whoever judges; never evidence.
    TALK = "talk"
    PLAN = "plan"
    UNDONE = "undone"
    FAILURE = "failure"
    #: Names something without having worked on it.
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest part of a report that is judged by itself."""

    text: str
    kind: Kind
    #: Number of its sentence.
    sentence: int
    #: Says that something earlier is put right, or that all is well now.
    resolves: bool = False


_SENTENCE = re.compile(r"(?<=[.!?。])[ \t]|[;\n]|(?<=다\.)(?=\S)")
_CLAUSE = re.compile(
    r"(?<=는데)[ ,]|(?<=은데)[ ,]|(?<=인데)[ ,]|(?<=지만)[ ,]|(?<=으나)[ ,]"
    r"|(?<=[했됐었았]고)[ ,]|(?<=으며)[ ,]|(?<=[했됐]으니)[ ,]|(?<=고요)[ ,]"
    r"|,[ ]|[ ](?=(?:but|however|although|though|because|except|while|whereas)[ ])"
    r"|[ ](?=(?:다만|하지만|그러나|단,))",
    re.IGNORECASE,
)


#: No sentence is this long; what is longer is not prose.
_LONGEST = 600


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of *text*; a line ends one."""
    for part in _SENTENCE.split(text):
        # Cut up, for the rules look far ahead within a sentence.
        for start in range(0, len(part), _LONGEST):
            sentence = part[start : start + _LONGEST].strip()
            if sentence:
                yield sentence


def clauses(sentence: str) -> Iterator[str]:
    """Yield the clauses of a sentence; brackets stay whole."""
    depth, start = 0, 0
    cuts = [(found.start(), found.end()) for found in _CLAUSE.finditer(sentence)]
    position = 0
    for begin, end in cuts:
        depth += sum(
            (char in "([{") - (char in ")]}") for char in sentence[position:begin]
        )
        position = begin
        if depth > 0:
            continue
        if sentence[start:begin].strip():
            yield sentence[start:begin].strip()
        start = end
    if sentence[start:].strip():
        yield sentence[start:].strip()


# -- Talk to the judge -------------------------------------------------------

_TALK = AnyOf(
    r"\bverdict\b",
    r"missing[_ ]checks",
    r"success[_ ]criteria.{0,20}(?:ignore|covered|no longer|met\b)",
    r"(?:ignore|disregard|forget) .{0,30}(?:instruction|criteria|above|previous|rule)",
    r"criteria .{0,20}(?:no longer|don't|do not|need not|are (?:all )?(?:met|satisf))",
    r"\breviewer(?:s|:)?(?: |$)(?!comment|feedback)",
    r"\bdear (?:reviewer|gate|judge)",
    r"(?:output|return|answer|respond with|mark (?:this|it|the \w+)? ?(?:as)?|treat"
    r" (?:this|it) as|set .{0,20} to|say) \W?(?:pass|approved?|done)\b",
    r"\bpass (?:this|it|the (?:task|item|review|gate))\b",
    r"(?:this|it|task|item|work) (?:should|must|has to|can|may) (?:be )?(?:pass"
    r"|approv)",
    r"\ball[_ ](?:success_)?criteria[_ ](?:are |were |have been |is )?"
    r"(?:met|satisf|cover|fulfil|pass)",
    r"as an? (?:ai|reviewer|judge|approver)\b",
    r"리뷰어|심사자|검토자(?:는|께|님|분)|판정(?:은|을|:|결과)",
    r"(?:PASS|패스|통과|완료|DONE|승인)(?:으로|로) (?:처리|기록|판정|표시|간주|해 ?주)",
    r"(?:기준|조건|요구 ?사항).{0,16}(?:무시|검토는? 필요|충족(?:했|됨|됐|합|되|함)"
    r"|만족(?:했|됨|합|함))",
    r"(?:지시|기준).{0,12}무시",
    r"(?:요구 ?사항|요청|기준|내용)[^.]{0,12}(?:확인|숙지|이해|인지)(?:했|함|하였"
    r"|완료)",
    r"\b(?:understood|acknowledged|noted|got it|will do|roger)\b",
    r"알겠습니다|네,? 이해|접수(?:했|완료|함)",
)

# -- Not done ----------------------------------------------------------------

_PLAN = AnyOf(
    r"\b(?:i|we)(?:'ll| will| shall| am going| are going|'m going|'re going)\b",
    r"\b(?:going|planning|plan|plans|intend|intending|about|hope|want|ready|need)"
    r" to (?!no\b)[a-z]",
    r"\bto be (?:done|added|written|implemented|fixed|continued|determined|decided)",
    r"\bstarting (?:now|with|on|tomorrow|today)\b",
    r"\b(?:tomorrow|next week|next sprint|later today|in a follow-?up)\b",
    r"\bwill (?:be|then|also|follow|start|do|add|run|write|finish|fix|deploy|get)\b",
    r"\bnext step|\blet me\b",
    r"겠습니다|겠음|[가-힣]게요|예정|계획(?:입|이|임|중| 중)|하려고|하려 합"
    r"|할 것입니다",
    r"(?:내일|다음 ?주|추후|나중에|차후|다음 스프린트)",
)
_UNDONE = AnyOf(
    r"\bnot (?:yet|done|implemented|finished|complete|completed|started|ready|tested"
    r"|verified|run|included|covered|updated|written|added|merged|published|sent"
    r"|possible|deployed|working|fully|all|everything|touched|checked|addressed"
    r"|created|wired|handled|migrated|reached|met)\b",
    r"\b(?:is|are|was|were) ?(?:not|n't) (?:on this|available|there|present|here"
    r"|in place)",
    r"\byet to\b|\bno time\b|\bran out of\b",
    r"\b(?:haven't|hasn't|have not|has not|hadn't)\b(?! (?:any|seen|found|chang))",
    r"\b(?:didn't|did not|couldn't|could not|wasn't able|unable to|can't|cannot"
    r"|can not|failed to|won't|weren't able|never got)\b"
    r"(?! (?:break|change|affect|find|regress|introduce|fail|cause|lose|see any))",
    r"\b(?:unfinished|incomplete|untested|unverified|unimplemented|half[- ]?(?:done"
    r"|finished|way|baked|complete)|partially|partly|outstanding|deferred|postponed"
    r"|unresolved)\b",
    r"\b(?:TODO|TBD|WIP|FIXME)\b",
    r"\bstill (?:need|have|to|missing|pending|working|failing|fails|in|needs|remain"
    r"|open|running|broken|red|not|investigating|debugging|on|waiting|a few|some)",
    r"\b(?:remaining|remains|left to|in progress|under way|underway|ongoing|pending"
    r"|on hold|work in progress|left out|not there|no longer needed|skipped the"
    r"|skipped because|i skipped|we skipped|did skip|was skipped|were skipped)\b",
    r"\bskipp(?:ed|ing) (?!0\b|in\b)[a-z]",
    r"\b(?:is|are|only|just) stubbed\b|\bstubbed out\b",
    r"\b(?:tests?|cases|specs?|checks?)(?: \S{1,20}){0,3} (?:is|are) skipped\b",
    r"\bbefore (?:it|they|we|i|this|that) can be\b|\bnot (?:so |quite |really )?sure\b"
    r"|\b(?:comes?|coming|arrives?|lands?|follows?) (?:on )?(?:mon|tues|wednes|thurs"
    r"|fri"
    r"|satur|sun)day\b|\b(?:comes?|follows?) (?:next|later|soon|after)\b",
    r"\bneeds? (?:a |an |some |more |another |further )?(?:\w+ )?(?:review|rework"
    r"|polish"
    r"\w*|fix\w*|work|cleanup|testing|tweak\w*|retest\w*|redo\w*)\b",
    r"\b(?:rejected|refused|denied) (?:my|our|me|us)\b",
    r"\b(?:sits?|sitting|lies|lands?|stuck|is|are) in (?:drafts?|review|(?:a|my) branch"
    r"|the backlog|limbo)\b|\b(?:after|with|in|on) the next (?:deploy\w*|release|run"
    r"|sprint|build|version|sync)\b",
    r"\bshould (?:now |then |soon |also )?(?:show|appear|come|arrive|start|land|improve"
    r"|drop|be (?:visible|available|live|fixed|there|in|up|better))\b",
    r"\b(?:a (?:third|quarter|couple|few) of|two thirds|half of|almost (?:done|there"
    r"|finished|all)|nearly (?:done|there|finished|all)|not quite|up next|on my list"
    r"|to follow|dummy data|only (?:locally|on my))\b|\bfor now\b",
    r"\b(?:first|rough) (?:draft|outline)\b|\boutlined (?:what|how|which)\b",
    r"\bonly (?:\d+|one|two|three|half|some|part|a few|the first)\b",
    r"\b(?:about|around|roughly|almost|nearly|~)\s?\d{1,2}\s?%",
    r"\b\d{1,2} ?% (?:done|complete|finished|through|of the way|ready|migrated)",
    r"\b(?:should|ought to) (?:now )?(?:work|pass|be (?:fine|ok|okay|good|enough|done"
    r"|straightforward|working|green|easy))\b|\bin theory\b|\bprobably\b|\bi (?:think"
    r"|guess|assume|believe)\b|\bpresumably\b|\bi expect\b|\bseems to\b|\bhopefully\b",
    # Less than what was asked for: to mark is not to remove, to plan not to do.
    r"\bmark(?:ed|s)? (?:\S{1,20} ){0,3}?(?:as |for )?(?:deprecated|obsolete|removal"
    r"|deletion)\b|\bdeprecated instead\b",
    r"\bscheduled (?:(?:its|their|the|a) (?:\w+ ){1,3})?(?:for|on) (?:tonight|tomorrow"
    r"|later|next|this|the weekend|monday|tuesday|wednesday|thursday|friday|saturday"
    r"|sunday|\d{1,2})\b(?!:)",
    r"\b(?:saved|left|kept|put|stored)\b[^.;]{0,40}\bin (?:the |my |our )?(?:outbox"
    r"|drafts?)\b",
    r"\bon my (?:own )?(?:laptop|machine|desktop|computer|pc)\b"
    r"|(?:제|내|개인) ?(?:노트북|컴퓨터|피시|PC|pc)에(?!서)",
    r"\bkicked off\b|\b(?:just )?started (?:on|to|working|with|the)\b|\bworking on\b"
    r"|\bbegan\b|\blooking into\b|\binvestigating\b",
    r"(?<!was )(?<!were )\bmissing\b|\bexcept (?:for )?\w",
    r"아직",
    r"미(?:완료|완성|구현|작성|적용|검증|확인|반영|배포|실행|착수|등록|흡|처리|달성"
    r"|충족"
    r"|실시|포함|설정|진행|제출|해결|첨부|게시|발송|도달|측정)",
    r"못 ?(?:했|돌|함|하|봤|올|끝|마|넣|썼|만|찾|고|미|채|받|보|붙|옮|바)|지 ?못",
    r"(?:^|\s)안 ?(?:했|함|돌렸|됐|됨|됩|돼|되어|만들|넣|썼|올|해 ?봤|했음|나옵|나와)",
    r"(?:하|되|지|돌리|넣|만들|쓰|올리)지(?:는|도)? (?:않았|않음|않은 상|않습|않고 있)",
    r"(?:진행|작업|확인|수정|개발|검토|구현|테스트|조사|분석|처리|준비|실행|작성|정리"
    r"|파악"
    r"|도는|하는|고치는|쓰는|측정|업로드|마이그레이션|빌드|원인 파악|디버깅|협의"
    r"|논의) ?중"
    r"(?!단|복|요|지|심|간|앙|인 (?:항목|주문|건|상태))",
    r"(?:작성|수정|개발|진행|구현|확인|조사|분석|준비|정리|검토|테스트|파악)(?:을"
    r"|를)? ?하고 있",
    r"(?:만들|옮기|고치|쓰|보|찾|돌리|기다리)고 있",
    r"남았|남아 ?있|남은 (?:작업|일|항목|과제|부분|테스트|것|건|파일|페이지|화면)|잔여",
    r"보류|생략|건너뛰|건너뜀|뒤로 미|미뤘|미룸|빠뜨|빠졌|빠져 ?있|누락(?:됐|되었|됨"
    r"|했|함)",
    r"절반|반쯤|반 정도|부분적|일부(?:만|는| 항목| 기능| 파일|분)",
    r"\d{1,2} ?% ?(?:까지|만|정도|쯤|가량|진행|완료|수준)",
    r"(?:개|건|명|대|장|곳|쪽|파일|화면|페이지)만 (?:했|완료|처리|끝|적용|작성|구현"
    r"|옮|반영)",
    r"(?:해|돼|되어|어|아)야 (?:합니다|함|할 |해요|됩니다|하는데|한다)|필요합니다"
    r"|필요함"
    r"|확인 ?필요|추가 ?필요|작업 ?필요|수정 ?필요|보완 ?필요",
    r"아마|것 같|것으로 (?:보입|보임|예상|생각|추정)|할 수 있을|될 겁니다|될 것입니다"
    r"|듯합|듯함",
    r"[가-힣)]만 (?:우선 |먼저 )?(?:구현|완료|처리|적용|작성|반영|끝냈|마쳤|추가|했)",
    r"시작(?:했습|함$|했음|하였|만)|착수",
    r"시간이 (?:부족|없|모자)|시간 부족|불완전|불충분",
    r"(?:ui|api|화면|껍데기|버튼|목업|설계|문서|코드|백엔드|프론트|디자인|이름"
    r"|스크립트)만 (?!으로)",
    r"의뢰해|맡겨 ?(?:두|놓|둔)|빈 (?:문자열|값|상태|파일)(?:입|이|임|로)|거의 (?:다"
    r"|끝|완|마)"
    r"|조만간|곧 [가-힣]|마무리 (?:단계|중|작업)|만 하면 |덜 (?:됐|끝|만|했)|빼고|미정"
    r"|없는 상태|원래대로 ?(?:돌아|복귀)|엔 아직",
    r"다듬는 중|손대지|손 ?못|엄두|초안만|뼈대만|틀만|골격만|로컬에서만|(?:까지|만) 됐",
)
#: Forms that look undone and are not.
_FINE = AnyOf(
    r"\b(?:no longer|never|not \w+ any ?more)\b (?:\w+ )?(?:time[sd]? out|fail\w*"
    r"|crash\w*"
    r"|break\w*|broken|hang\w*|error\w*|leak\w*|los\w+|skip\w*|miss\w*"
    r"|block\w*)(?: out)?",
    r"더 ?이상 [^,.]{0,20}(?:않|없)",
    r"\bno(?:thing)?(?: \w+){0,2} (?:remaining|left|pending|missing|outstanding"
    r"|skipped|blockers?|todos?|open)\b",
    r"(?<![\d.,])\b(?:0|no|zero|without) (?:\w+ )?(?:fail\w*|errors?|broken|crash\w*"
    r"|regress\w*|violations?|time ?outs?)\b",
    r"\b(?:nothing|none|no one|zero|0) (?:is |are )?(?:remain|left|pending|missing"
    r"|outstanding|skipped|ignored|open)\w*",
    r"\bno more \w+",
    r"\b(?:which|what|if|when|whether|whose|where) [^,.;]{1,40}?\b(?:wrong|empty|blank"
    r"|incorrect|missing|undefined|invalid|stale|overlaps?)\b",
    r"\bcan(?:not|'t) be (?:bypassed|skipped|forged|guessed|overridden)\b",
    r"(?:누락|미완료|미처리|잔여|보류|생략|빠진|남은)[^,.]{0,8}(?:없|0 ?건|0 ?개)",
    r"(?:오류|에러|문제|누락|유실|중복|재현|손실|노출|유출|초과|깨지|끊기|경고|실패"
    r"|충돌|회귀"
    r"|지연|새|멈추|죽)\S{0,6}(?:는|은|가|이|도|하|되|지|나)? ?\S{0,6}"
    r"(?:않|없|0 ?건|안 ?(?:남|나|생|됨|돼|됩|됐))",
    r"아직[^,.]{0,20}지(?:는|도)? ?않(?:도록|게)",
    r"지(?:는|도)? ?(?:못|않)(?:하게|하도록|도록|게|는지|는 것|음을|을 때)"
    r"|못 ?하(?:게|도록)"
    r"|안 ?되(?:도록|게|는지)",
)

# -- Failures ----------------------------------------------------------------

_COUNTED = r"(?:tests?|cases?|checks?|specs?|suites?|jobs?|files?|건|개)"
_FAILURE = AnyOf(
    rf"(?<![\d.,])0*[1-9]\d{{0,8}} ?{_COUNTED}?(?: are| were| is| was|이|가|은|는)? ?"
    r"(?:still )?(?:failed|failing|failures?|errors?\b|errored|broken|crashe[ds]"
    r"|실패|에러|오류|red\b)",
    r"\b(?:failed|failures?|failing|errors?|broken)\s?[:=]\s?0*[1-9]",
    r"(?:실패|오류|에러)\s?(?:[:=]|는|은|가)?\s?0*[1-9]\d{0,8} ?(?:건|개|회)",
    r"\b(?:tests?|builds?|checks?|suite|ci|pipeline|job|deploy(?:ment)?|migration|run"
    r"|runs|it|compil\w+|lint|step|install\w*|upload|script|command)(?: \S{1,20}){0,3}?"
    r" (?:fails?|failed|broke|crashe[sd]|errors? out|errored|breaks|is red|are red"
    r"|is broken|are broken|is failing|are failing|(?:keeps?|kept) failing)\b",
    r"\bfail(?:s|ed) (?:with|because|due|on|at|after|to|when|in|again|for|once|twice"
    r"|\d+ times|\w+ times)\b",
    r"\b(?:still|keeps?|kept) fail",
    r"^(?:fail(?:ed|ure)?|error)\b[:.!]?(?!\s*(?:fast|over|rate|page|message"
    r"|handling))",
    r"\b(?:failed|failing|crashed|broken|aborted)[.!]?$",
    r"\btime[sd]? out\b|\btimed-out\b|\btimeout (?:error|after|exceeded)\b",
    r"\b(?:doesn't|does not|don't|isn't|is not|won't|didn't|did not|not) (?:even )?"
    r"(?:work|compil|build|pass|start|run|load|respond|complete|succeed|match|render"
    r"|boot|connect|apply|converge|open|green)",
    r"\b(?:broke|breaks) (?:the|on|in|after|with|when|at)\b|\bbroken (?:after|on"
    r"|since|by"
    r"|now|again|at|in)\b|\bbuild (?:is )?broken\b",
    r"\b(?:crash(?:es|ed)?|segfault\w*|panicked|stack trace|traceback|out of memory"
    r"|oom(?:-?killed)?)\b(?! (?:report|log|dump|fix|handl))",
    r"\bexit(?:ed)?(?: with)?(?: (?:code|status))?[ :=]+[1-9]\d{0,2}\b",
    r"\b(?:return(?:s|ed|ing)?|respond(?:s|ed)?|got|get|gives?|gave|with|throws?|hits?"
    r"|http|status) (?:an? |http |status |code )*5(?:0\d|xx)\b",
    r"\b(?:40[0134]|409) (?:forbidden|unauthori[sz]ed|not found|conflict|bad request)",
    r"\b(?:goes|went|stays|stayed) red\b|\bbut it(?:'s| is) always\b"
    r"|\bbut it never\b",
    r"\b(?:does nothing|nothing happens|to no effect|no effect|white screen"
    r"|blank (?:page"
    r"|screen)|spins? forever|forever|off by|garbled|overlap(?:s|ping)?|cut off"
    r"|truncated"
    r"|flickers?|unreadable|unusable|unclickable|mismatch(?:es|ed)?|slower than"
    r"|worse than|out of sync|unresponsive)\b",
    r"\b(?:comes? (?:back|out|up)|came (?:back|out|up)|shows?(?: up)?|appears?"
    r"|displays?"
    r"|renders?|prints?|looks?|is|are|stays?|remains?) (?:as )?(?:blank|empty|nothing"
    r"|wrong|undefined|nan|stale|twice|garbled|off|incorrect|misaligned|doubled)\b",
    r"\bnever (?:loads?|returns?|arrives?|arrived|finish(?:es|ed)?|came|comes?|gets?"
    r"|ends?|starts?|shows?|fires?|reach(?:es|ed)?|completes?|appears?|renders?)\b",
    r"\b(?:refus(?:es|ed) to|complains? (?:about|that)|complained|went back up"
    r"|repeats? the)\b",
    r"(?:빈|하얀|흰|까만|검은) 화면(?:만|이|으로)|먹통|무한 ?(?:로딩|루프|반복)"
    r"|제자리|빨간 ?불|두 번씩|튕[기깁겨]",
    r"(?:반응|변화|효과|응답|차이|소식|기척)(?:이|가)? ?(?:없습니다|없음|없어요|없네"
    r"|없었)",
    r"(?:뜨|나오|보이|먹|듣|올라오|도착하|오|열리|넘어가|눌리|바뀌|맞|풀리|사라지|줄지"
    r"|줄"
    r"|켜지|꺼지|들어오|나가|불러오|뜨질)지(?:는|도|가)? ?않(?:습|음|아요|네|고 있|았)",
    r"(?:다르게|이상하게|엉뚱하게|거꾸로|중복으로|잘려|흐리게) ?(?:나[오옵와]"
    r"|보[이여입]|표시|찍)"
    r"|엉뚱한|(?:더|오히려|훨씬) (?:느려|늘어|나빠|떨어)",
    r"\bstill (?:climbs?|grows?|leaks?|drops?|loses?|happens?|occurs?|crash\w*|hangs?"
    r"|goes|wrong|too|above|below|over|in plain)\b",
    r"\b(?:gave up|no luck|did not help|didn't help|rolled back|rolled it back|reverted"
    r"|had to revert|backed out)\b",
    r"\b(?:missed|below|short of|over|above|exceed\w*) (?:the |our )?(?:target|goal"
    r"|limit|budget|threshold)",
    r"실패(?:했|함|하였|하고|합니|입니|됨|했음|로 끝|하네|해서|가 (?:남|발생|나)|만"
    r"|[.!]?$)",
    r"(?:타임 ?아웃|시간 ?초과)(?:으로|이|가|로|됨|됐|났|발생|[.!]?$| 발생| 남)",
    r"깨[짐졌집진](?!\s?(?:링크|이미지|설정))|망가[졌짐]|터[졌짐집]|죽[었음](?!음)"
    r"|끊[겼김]"
    r"|멈[췄춤]|뻗[었음]",
    r"(?:오류|에러|예외)(?:가|는|도)? ?(?:발생(?:했|함|합|하고|하네|[.!]?$)|났|남[.!]?$"
    r"|뜸|떴|뜹|납니|나서|나고|나네|있습니|있음)",
    r"안 ?(?:됩니다|됨|돼|되네|됐습|되고|되는 (?:상태|상황|문제)|열립|뜹|나옵|돌아가"
    r"|맞)",
    r"(?:동작|작동|통과|실행|빌드|컴파일|반영|적용|연결|성공|완료|응답|로그인|저장"
    r"|표시)(?:이|가"
    r"|을|를|은|는|도)? ?(?:안 ?[되돼됩됨됐]|하지 않|되지 않|불가|못)",
    r"롤백(?:했|함|하였|됨|됐|합니)|되돌[렸림](?!기)",
    r"여전히(?! ?(?:정상|잘|동작|작동|통과|유지|같))|원인(?:을|은)? ?(?:불명|모)"
    r"|(?:빠져|깨져|밀려|틀어져|어긋나|겹쳐) ?(?:있(?!던|으면|을)|나옵|보[이입])",
    r"미달|못 미[칩쳤침]|못미|초과(?:했|함|하였|합니|하고|됨)",
)
_PAST_TROUBLE = AnyOf(
    r"\b(?:first|initial(?:ly)?|at first|earlier|previous(?:ly)?|before|originally|used"
    r" to|was failing|were failing|had|once|the old|the first)\b",
    r"처음|최초|초기|이전|기존|원래|1차|첫|당시|전에는|하던|했던|였던|됐던|었던|는데"
    r"|지만|으나|어서"
    r"|아서|해서|여서",
)
_RESOLVED = AnyOf(
    r"\b(?:fixed|resolved|solved|repaired|corrected|patched|now (?:pass|green|work|ok"
    r"|fine|clean|all)|works? now|pass(?:es)? now|is gone|went away|green again|healthy"
    r" again|recovered|worked around|after (?:fixing|patching|that|the fix|retry))",
    r"\b(?:all|every|whole|full|entire|total|both)\b[^.]{0,40}\b(?:pass(?:ed|es|ing)?"
    r"|green|succeed(?:ed)?|ok)\b",
    r"\b(\d{1,6})/\1\b|\b0 (?:failed|failures|errors)\b|\b100 ?%",
    r"\b(?:rerun|re-run|reran|second run|final run|last run|then|now)\b[^.]{0,40}"
    r"\b(?:pass|green|succe|clean|ok)",
    r"해결|고쳤|고침|고친|고쳐|잡았|잡은|잡음|바로잡|수정(?:했|함|하여|해|한|하고|후"
    r"| 후| 완료)"
    r"|복구(?:했|됨|됐|함| 완료)|정상(?:화| 동작| 작동|적|입| 확인)|원인(?:을"
    r"|은)? ?(?:찾아|제거)",
    r"(?:모두|전부|전체|다|전 ?건|건|개|이제) ?(?:다시 ?)?(?:통과|성공|정상)|재실행"
    r"|다시 (?:돌|실행)",
)
_NOT_RESOLVED = AnyOf(
    r"\bof (?:them|those|the|which)\b|\b(?:not|isn't|n't|tried to|trying to"
    r"|attempted to"
    r"|need to|needs to|to be|should be|will be|partly|partially) (?:\w+ )?(?:fix|resol"
    r"|solv|repair|patch)",
    r"중 \d+(?:건|개)만|(?:해결|수정|복구)(?:이|은|을|되지|하지)? ?(?:못|안|않|필요"
    r"|예정|중)",
)
_MENTION = AnyOf(
    r"\b(?:followed|consulted|referred to|looked at|read through|skimmed|according to"
    r"|went through|as described in|as documented in)\b|\bi read\b|\bi have read\b",
    r"참고(?:했|하여|해서|함|하고|만)|참조(?:했|하여|해서|함)|살펴(?:봤|보았|봄)"
    r"|읽(?:었|어 ?[봤보]|음)"
    r"|(?:을|를|에|대로) 따(?:라|랐)",
)


def is_past(clause: str) -> bool:
    """Tell whether *clause* speaks of how things were at first."""
    return _PAST_TROUBLE.search(clause.lower())


def classify(clause: str, names: frozenset[str]) -> tuple[Kind, bool]:
    """
    Say what *clause* claims, and whether it puts trouble right.

    *names* are words that the criteria use: a page of blocked users or a rule
    for failed orders is a thing, not a confession.
    """
    low = without_names(clause.lower(), names)
    resolves = _RESOLVED.search(low) and not _NOT_RESOLVED.search(low)
    if _TALK.search(low):
        return Kind.TALK, False
    plain = _FINE.without(low)
    for kind, is_said in (
        (Kind.FAILURE, _fails(plain, resolves=resolves)),
        (Kind.PLAN, _PLAN.search(plain)),
        (Kind.UNDONE, not resolves and _UNDONE.search(plain)),
        (Kind.MENTION, _MENTION.search(low)),
    ):
        if is_said:
            return kind, False
    return Kind.EVIDENCE, resolves


#: A run's own summary: `2 failed, 45 passed` is not put right by its `passed`.
_COUNT_LEFT = re.compile(r"(?<![\d.,])0*[1-9]\d{0,8} (?:failed|failures?|errors?)\b")


def _fails(clause: str, *, resolves: bool) -> bool:
    if _falls_short(clause):
        return True
    if resolves and not _COUNT_LEFT.search(clause):
        return False
    return _FAILURE.search(clause)


_SHARE = re.compile(
    r"(?<![\d./])(?P<part>\d{1,9}) ?(?:/|of"
    r"|out of) ?(?:the )?(?P<whole>\d{1,9})(?![\d./])"
    r"|(?P<all>\d{1,9}) ?(?:건|개|명|대|장)? ?(?:중|가운데) ?(?:에 )?(?P<some>\d{1,9})"
)
#: The tries stand in a clause of their own: `ran it 50 times, 48 were green`.
_TRIES = re.compile(
    r"(?<![\d.,])(?P<whole>\d{1,9}) ?(?:times|runs|tries|attempts|회|번|차례)"
    r"[^\d.;]{0,40}(?<![\d.,])(?P<part>\d{1,9})(?: ?(?:times|runs|회|번))?"
    r" (?:of (?:them|which) )?(?:were|was|are|pass|succe|green|통과|성공)"
)
_SUCCESS = AnyOf(
    r"\bpass|\bgreen|\bsucce|\bdone\b|\bcomplete|\bworks?\b|\bworking\b|\bloads?\b"
    r"|\breturn\w* (?:200|ok)\b|\brespond|\bsent\b|\bdelivered|\bmigrated"
    r"|\bconverted|\brestored|\buploaded",
    r"통과|성공|완료|처리|정상|동작|작동|응답|발송|전송|변환|답변",
)


def _falls_short(clause: str) -> bool:
    """Tell whether *clause* counts fewer successes than there were tries."""
    if not _SUCCESS.search(clause):
        return False
    tried = _TRIES.search(clause)
    if tried and int(tried["part"]) < int(tried["whole"]):
        return True
    for found in _SHARE.finditer(clause):
        part = int(found["part"] or found["some"])
        if part < int(found["whole"] or found["all"]):
            return True
    return False


def read_clauses(text: str, names: frozenset[str]) -> list[Clause]:
    """Read *text* clause by clause."""
    found = []
    for number, sentence in enumerate(sentences(text)):
        short = _TRIES.search(sentence.lower()) and _falls_short(sentence.lower())
        for clause in clauses(sentence):
            kind, resolves = classify(clause, names)
            if short and kind is Kind.EVIDENCE and _SUCCESS.search(clause.lower()):
                kind, resolves = Kind.FAILURE, False
            found.append(Clause(clause, kind, number, resolves))
    return found
