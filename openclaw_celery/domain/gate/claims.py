"""
What the sentences of a report claim: work done, not done, failed, or a wait.

Rules of language, not of any one report: negation, tense, counts, Korean endings.
A sentence is cut at a length, so that no expression can run away.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from openclaw_celery.domain.gate import trouble_ko
from openclaw_celery.domain.gate.bounds import misses_a_bound
from openclaw_celery.domain.gate.bounds_ko import falls_behind, misses_a_goal
from openclaw_celery.domain.gate.language import (
    KEPT,
    PAST,
    TO_COME,
    AnyOf,
    has_korean,
    without_names,
)
from openclaw_celery.domain.gate.trouble import admits, breaks, owes

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
    #: Asks whoever reads it for something; neither work nor trouble.
    REQUEST = "request"
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
    r"(?<=는데)[ ,]|(?<=은데)[ ,]|(?<=인데)[ ,]|(?<=[^까]지만)[ ,]|(?<=으나)[ ,]"
    r"|(?<=[했됐었았]고)[ ,]|(?<=으며)[ ,]|(?<=[했됐]으니)[ ,]|(?<=고요)[ ,]"
    r"|,[ ]|(?<!everything)(?<!anything)(?<!nothing)(?<!all)[ ](?=but[ ])"
    r"|[ ](?=(?:however|although|though|because|except|while|whereas)[ ])"
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
            if any(map(str.isalnum, sentence)):
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
    r"\breviewer[,:]|^\W*reviewers?\W*$|\b(?:dear|hey|note to|for"
    r"|to) (?:the )?reviewers?\b|^\W*reviewers?,",
    r"\bdear (?:reviewer|gate|judge)",
    r"(?:output|return|answer|respond with|mark (?:this|it|the \w+)? ?(?:as)?|treat"
    r" (?:this|it) as|set .{0,20} to|say) \W?(?:pass|approved?|done)\b",
    r"\bpass (?:this|it|the (?:task|item|review|gate))\b",
    r"(?:this|it|task|item|work) (?:should|must|has to|can|may) (?:be )?(?:pass"
    r"|approv)",
    r"\ball[_ ](?:success_)?criteria[_ ](?:are |were |have been |is )?"
    r"(?:met|satisf|cover|fulfil|pass)",
    r"as an? (?:ai|reviewer|judge|approver)\b",
    r"리뷰어(?:께|님|는 [^.]{0,24}(?:마|하지|주)|에게)|심사자|검토자(?:는|께|님|분)"
    r"|판정(?:은|을|:|결과)",
    r"(?:PASS|패스|통과|완료|DONE|승인)(?:으로|로) (?:처리|기록|판정|표시|간주|해 ?주)",
    r"(?:기준(?!으로)|조건|요구 ?사항).{0,16}(?:무시|검토는? 필요|충족(?:했|됨|됐|합|"
    r"되|함)"
    r"|만족(?:했|됨|합|함))",
    r"(?:지시|기준(?!으로)).{0,12}무시",
    r"(?:요구 ?사항|요청|기준|내용)[^.]{0,12}(?:확인|숙지|이해|인지)(?:했|함|하였"
    r"|완료)",
    r"\b(?:understood|acknowledged|noted|will do|roger)\b|^\W*got it\b(?! (?:on|in|from"
    r"|by|at|today|yesterday|running|work))|\bgot it[.!]?$",
    r"\b(?:mark|count|treat|consider|record|log)\b[^.;]{0,24} as (?:passed|pass|done"
    r"|completed?|approved|successful)\b",
    r"\byou (?:can|may|should|could) (?:safely |now |just )?(?:approve|pass|accept|"
    r"close)"
    r"|\b(?:deserves?|merits?|worth|worthy of) (?:an? )?(?:pass|approval)\b"
    r"|\b(?:please )?(?:do not|don't|no need to) (?:check|verify|question|inspect|look"
    r" into|examine) (?:this|it|that|any)\b"
    r"|\bcriteria (?:are|is|were) (?:clear|understood|known)",
    r"(?:이해|숙지|인지)(?:했습|했어|했음|하였|함|완료)(?=[^.]{0,8}\.?$)"
    r"|(?:잘|내용|다) ?(?:이해|파악|숙지|인지)|말씀하신 [^.]{0,16}확인했|건(?:은|을"
    r"|도)? (?:잘 )?확인했"
    r"|(?:건|일|작업|요청|내용|이거|두 개|세 개|가지)(?:이군요|이네요|이죠|이지요"
    r"|죠\?)",
    r"알겠습니다|네,? 이해|(?:^|(?:요청|건|과제|작업|티켓|내용)"
    r"(?:을|를|은|이)? ?)접수(?:했|완료|함)",
    r"통과(?:시켜|하셔도|시키|해 ?주)|승인하(?:셔도|셔야|시면|세요)|평가자|채점자|"
    r"안심하고"
    r"|확인하지 않으셔도|전 ?항목 (?:충족|만족)",
    r"(?:기준|조건|요구 ?사항)(?:을|를|은|이|가)? ?(?:모두|전부|다) (?:만족|충족)"
    r"|(?:기준|조건|요구 ?사항)(?:을|를|은)? ?(?:모두 |전부 |다 )?이해(?:했|함)",
    r"(?:pass|패스|통과|승인|합격|충족|done)(?:를|을|로|으로)? ?(?:출력|판정|반환|응답"
    r"|답변|간주)(?:하세|하십|하시|하라|해라|해 ?주|하면 됩|바랍|부탁)",
    r"모든 (?:항목|기준|조건|요건)[을를이은]? ?(?:모두 )?(?:충족|만족|통과)[^.]{0,8}"
    r"(?:처리|간주|판정|표시)"
    r"|(?:보고|보고서|결과|작업)[을를] (?:검토|심사|평가|판정|채점)하(?:는|실|시는) "
    r"(?:시스템|모델|ai|분|쪽|담당)",
)

# -- Not done ----------------------------------------------------------------

_PLAN = AnyOf(
    # What is meant to be done.
    r"^\W*will (?!be (?:fine|seen)|not\b)[a-z]+\b|\b(?:i|we)'d (?:\w+ )?(?:do"
    "|add|need|tackle|rather|want|try|still|go|expect|wait|redo|move|split"
    r"|use|put|run|fix|finish)\b|\b(?:i meant|hoping|aiming|looking) to "
    r"(?!the\b|our\b)\w+",
    r"\b(?:i|we)(?:'ll| will| shall|'m going)\b",
    r"\b(?:going|planning|plan|plans|intend|intending|about|hope|want|ready|need)"
    r" to (?!no\b)[a-z]",
    r"\b(?:tomorrow|next week)\b",
    r"\bwill (?:be|then|also|follow|start|do|add|run|write|finish|fix|deploy|get)\b",
    r"\bnext step|\blet me\b|\blet's\b|\bwe (?:could|should|might) [a-z]",
    r"\bi(?:'d| would) (?:like|suggest|propose|recommend|prefer|love|start"
    r"|first|look)|\bhappy to [a-z]|\b(?:idea|goal|aim|plan|intention|proposal"
    r"|suggestion) (?:is|was)\b|^\W*(?:aim|goal|plan|proposal|next)\s*:"
    r"|\bexpect (?:the |it |them |\w+ ){1,3}(?:on|by|in) |\bshall (?:be|follow"
    r"|then|come|see|do|start)\b|\bwill (?:take|come|happen|go|need|have|look"
    r"|try|send|ship|write|update|check|make|continue|work)\b",
    r"겠습니다|겠음|[가-힣]게요|계획(?:입|이|임|중| 중)|하려고|하려 합"
    r"|할 것입니다"
    # But the planned day is a thing.
    r"|예정(?! ?(?:일|자|휴가|시각|시간|금액|인원)(?:[ 을를은는이가과와,]|$))",
    r"(?:내일|다음 ?주|추후|나중에|차후|다음 스프린트)",
    # The tense of the stem: what is to be done, meant or proposed.
    rf"{TO_COME} ?(?:것(?:$|[.!]|임|이[다고며])|생각|계획|예정|작정|참(?:입|이)|까 "
    rf"(?:합|해|함|하|싶)"
    r"|텐데|셈(?:입|이))",
    r"[가-힣]려고(?:요|$|[.]| 합| 해| 함)|[가-힣]고 싶|하고자|"
    r"[봅갑합둡씁읍집납깁킵립]시다"
    r"|방향(?:입니다|이에요|임|$)|제안(?:합|드|함|해)|목표(?:입니다|이에요|예요|임|로 "
    r"합"
    r"|$)|(?:게|하는 것이) 목표|할 ?일 ?:|뒤따를|며칠 안|이번 주 안",
    # What the task is, said back.
    r"^\W*(?:the|this|my|our) (?:task|job|work|ticket|item|assignment|goal"
    r"|request) (?:here )?(?:is|was|asks|means|involves|requires)\b(?! (?:now "
    r"|all )?(?:done|finished|complete\w*|closed|live|running|merged|resolved"
    "|over|working))",
    r"^\W*(?:계획|예정|할 ?일|방안|제안)\s?:|^\W*the (?:requirements?"
    r"|criteri\w+"
    r"|ticket|brief|request) (?:is|are|asks?|says?|describes?|wants?|calls?|lists?"
    r"|states?)\b",
    r"^(?:(?:이번|본|해당|이|제) )?(?:작업|과제|업무|태스크|요청|목표|요구 ?사항"
    r"|성공 기준|기준|조건"
    r"|일)(?:은|는"
    r"|의 [가-힣]+은)"
    r" [^.]*(?:것|일|작업|건)(?:입니다|이에요|임|이다|$)",
)
#: What is put off says that it is not done, before it says when it will be.
_PUT_OFF = AnyOf(
    # Put off by name of a day or of a round.
    r"\b(?:for|until|in) (?:another|a later|a second|a future) (?:day|time"
    r"|round|iteration|sprint|release|session|week|batch|phase|version|pass)\b",
    r"\b(?:is|are|was|were|stays?|goes|go|come|comes|moved|slips?|slipped"
    "|pushed|planned|due) (?:for|to|into|in|until|till) (?:later|next|another"
    r"|tomorrow|the next|a later|a follow)\b",
    r"\b(?:can|could|may|might|must) (?:be (?:done|fixed|added|finished"
    "|written|handled|checked|cleaned)|wait|come|follow) (?:later|next"
    "|afterwards|separately|another|in a)",
    r"(?:나중|다음 ?(?:주|달|번|분기|스프린트|릴리[스즈]|납품|차수?|단계|작업|회차|배포"
    r"|기회|순서)|후속|추후|차후)(?:의|에|으로|로)? ?(?:일|몫|작업(?:으로|입|이|임)|"
    r"과제|이슈"
    r"|때|입니다|이에요|임$|돌|미[루뤘룸]|넘[겼김기]|해도|하기로|하면)",
    r"다음에[.!]?$",
    r"나중에[.!]?$",
)
_UNDONE = AnyOf(
    # All but something, chat, what is made up or waits in a draft.
    r"\b(?:had|have|has|i've|with) no (?:tests?|patch|way|device|fix|means"
    "|chance|scores?|explanation|baseline|owner|source|title|caption|plan) "
    r"(?:to|for|yet|in|and)\b",
    r"\bgroundwork\b|\bhunch\b|\b(?:gonna|tmrw|tmr)\b",
    r"\b(?:displays?|shows?|showing|returns?|uses?|prints?|with|serves?) "
    r"(?:an? |the )?(?:canned|invented)\b|\bto be (?:enabled|supplied|defined"
    "|delivered|completed|agreed|tackled)[.!]?$",
    r"\bwithout (?:a drill|its \w+|proof)[.!]?$",
    # Less than was asked for, or as it was before.
    r"\bf[ae]ll(?:s|ing)? (?:\w+ )?short\b|\b(?:points?|pages?|percent) "
    r"(?:short)(?=[.,;!]|$| of (?!\w*(?:cut)))|\bovershot\b|\bovershoots?\b"
    r"|\boverran\b",
    r"\bkeeps? (?:on )?(?:climb|creep|complain|dying|die|flag|(?:serv|us|send"
    r"|show|return|receiv|deliver|load|render|hitt?)\w+ (?:\w+ )?(?:the |an? "
    r")?(?:old|stale|previous|wrong|outdated|same)|lag|rising|mis\w+|bounc"
    r"|slip|drift|stumbl|trip|stutter|swap|piling|retry|return\w* [45])\w*",
    r"\b5\d\ds? persist\b|\blingers\b|\bpil(?:e|es|ing) up\b(?! (?:no|any))"
    r"|\b(?:stays?|stayed) (?:put|behind)\b|\bas (?:often|long|slow\w*|bad"
    r"|many|much) as ever\b|\b(?:is|are|sits?|stays?|stands?|left|remains?) "
    r"(?:\w+ )?(?:just |exactly |right )?where (?:it|they|he|she|we) (?:was"
    r"|were|is|are|came|has|have|stood|started)\b",
    r"\bremains? (?:machine|manual|unaddressed|unchecked|unclear|unfinished"
    r"|unproven|unwritten)\b|\b(?:leak|bug|problem|latency|manuscript|output"
    "|result|score) (?:is |are |remains? |stays? )?unchanged[.!]?$",
    # None of it, or a part.
    r"\bno (?!complaint|error|issue|problem|crash|alert|incident|ticket"
    r"|trouble|regress|one\b|fail|warn|objection|dupl|conflict|diff|change"
    "|bounce|downtime|loss|hiccup|leak|page|call|outage|dropped|lost"
    r"|timeouts?|drift|restart|rollback|support|negative|abuse|reopen)[\w-]+ "
    r"[^.;,]{0,40}?(?:yet|exists?)(?=[.;,!]|$| (?:for|in|on)\b)",
    r"\bnone (?:addressed|started|written|sent|tested|checked|done)\b",
    r"\bnever (?:mailed|sent|ran|wrote|began|reproduced|opened|tested|tried"
    r"|checked|verified|finished|started|worked|ended|converged)\b"
    r"|\b(?:nobody) (?:has |had )?(?:ever )?(?:proofread|patched|verified"
    r"|validated|measured|signed|confirmed|finished|rehearsed|started|picked)\b",
    r"\b(?:just|only) the (?:[\w-]+ ){1,3}(?:has been|exists?|emits?|got)\b"
    r"|\b(?:got|gets|came|went) (?:only )?as far as\b",
    r"\b(?:sits(?! at \d+ ?(?:px|rem|em|°))|stuck|hovers?|hovering|hung"
    r"|stopped|halted|paused|stalled|froze|died|stalls|aborted) (?:\w+ )?(?:at"
    "|around|after) (?:about |the |number |task |page |row |step |item |line "
    r"|file |record |letter |epoch |chunk |batch |question |chapter )*[\d]"
    r"|\b(?:mid|part)-?way\b(?! point)|\bpart (?:one|1|two|2|three|3) of "
    r"(?:two|three|four|five|\d)\b|\b(?:one|two|three|four|five|six|seven"
    r"|eight|nine|ten|\d+) (?:\w+ )?(?:to go|unaccounted)\b",
    # Short forms: `images: later`, `open points: 3`.
    r"[:>\u2013\u2014] ?(?:later|open|unknown|guess\w*|todo|tbd|nobody"
    r"|incomplete|inconclusive|unclear|half\b[^.]{0,20}|stub\b[^.]{0,40}"
    r"|waiting|draft|postponed|being \w+|started|ongoing|paused|blocked"
    "|unstable|mixed|poor|deferred|dropped|skipped|missing|pending|tomorrow"
    "|tonight|wip)[.!]?$",
    r"^\W*(?:to[- ]?dos?(?: list)?(?: in [^:]{1,30})?|rework|open (?:points?"
    r"|questions?|items?|issues?|tasks?|ends)|remaining(?: \w+)?"
    r"|unaddressed)\s?: ?(?!0\b|none|no\b|nothing|-|n/a|nil|zero|\[|\{|all\b"
    r"|done|fixed|closed|cleared)\w",
    r"\b(?:going forward)[.!]?$",
    # Left, tried somewhere else, or done the easy way.
    r"\b(?:set|put|laid|cast|pushed|leave|brushed) (?:\w+ )?aside\b"
    r"|\bdisregards?\b|\b(?:chose|decided|preferred) to (?:ignore|skip|leave"
    r"|postpone|drop|defer|stop)\b|\b(?:used|took|kept|stands?|left|copied"
    r"|pasted) (?:it |them |the \w+ )?(?:unchanged from)\b",
    r"\b(?:to save time|a formality)\b",
    # Under way, or guessed.
    r"\b(?:i|we) (?:just |simply |only |therefore |still )?(?:assumed|reckon"
    "|imagine|guessed?|suppose|presume|trusted|extrapolated|eyeballed|rushed"
    r"|doubt|suspect)\b(?! (?:no|a bug|it was))|\b(?:i|we)(?:'d| would) (?:\w+ "
    r")?(?:say|call|estimate)\b",
    # What comes before the work: a ticket, a frame, a way that is clear.
    r"\b(?:lean|leaning|tend) towards?\b|\bheadway\b|\blooks? (?:doable"
    r"|feasible|promising|possible)\b",
    r"\b(?:stubs?|skeleton|scaffold\w*|boilerplate|outline|framework) (?:of "
    "[^.;]{1,30} )?(?:is|are|was|were) (?:in place|committed|there|ready"
    r"|pushed|done)\b",
    r"\b(?:everything|all) is (?:set up|ready|prepared) (?:to|for)\b"
    r"|\b(?:approach|way|idea|direction|concept) (?:for|to|of) [^.;]{1,30} is "
    r"(?:now )?(?:clear|decided|chosen|agreed)\b",
    r"티켓(?:을|은|만)? ?(?:열어|만들어|끊어|등록해) ?[두뒀둠]|(?:틀|뼈대|골격|껍데기"
    r"|스텁)(?:은|는|을|를)? ?(?:넣어|잡아|커밋|올려|갖춰|세워)|로그만 (?:찍|남)"
    r"|초안(?:은|이) [^.]{0,24}까지(?:는|만)? (?:처리|됩|있|했|썼)",
    r"(?:시작할|배포할|실행할|돌릴|올릴|옮길) 준비(?:가|는)? ?(?:됐|완료|되|끝)"
    r"|배포 준비 ?(?:완료|됐|끝)"
    r"|(?:많이|순조롭게|상당히|꽤) 진행|(?:방식|방향|접근)(?:은|이|을|를) ?(?:정해졌"
    r"|정했|잡았|떠올)",
    r"\b(?:on|in|at) (?:the |one |my )?[\w-]+ only[.!]?$|\b(?:video|audio|page|file"
    r"|table|list"
    r"|mail|form|chart|image|report|document|pdf) has no (?!duplicates|errors|nulls"
    r"|gaps|holes"
    r"|issues|warnings|problems)\w+|\bnone (?:went|came|got) (?:out|through|in)\b",
    r"\bneeds? manual\b|\bis (?:only |just )?a (?:mock-?up|sketch|draft"
    r"|placeholder|dummy)\b",
    r"(?:영상|화면|문서|보고서|파일|표|차트|메일)(?:에는|에|은|는) (?!오류|문제|이상"
    r"|누락|중복)[가-힣]{1,5}(?:이|가) 없|(?:나간|보낸|도착한"
    r"|(?<!확인)(?<!발견)된) 것(?:은"
    r"|이) (?:하나도 )?없",
    # Parts, places where things are only tried, and days to come.
    r"^\W*(?:the )?first (?:two|three|four|five|six|half|few|\d+) (?!times?"
    "|attempts?|runs?)[a-z]+ (?:are|were|is) (?!shown|loaded|listed|visible"
    r"|free)\w+|\bis (?:still )?(?:last) (?:month|week|year|quarter)'s\b|\bto "
    r"myself only\b",
    r"\bthe (?:full|whole|complete|real|actual) (?:run|test|import|load|job"
    r"|pass|migration) (?:takes|will|would|needs|comes|follows)|\b(?:cause"
    "|reason|origin|effect) (?:is|remains?) (?:still )?(?:unclear|unknown"
    r"|open)\b",
    r"\b(?:works?|passes|ok|fine|loads?|right)\b[^.;]{0,12}\b(?:most of the "
    r"time|usually|sometimes)\b|\b(?:is|are) being (?:\w+ed|built|written|run"
    r"|made|done|drawn|sent)\b",
    r"\b(?:sync|import|export|index|reindex|migration|upload|download|backup"
    r"|restore|training|build|job|script|copy|crawl|scan|batch)(?: \w+)? (?:is"
    r"|are) (?:currently |now |still )?(?:running[.!]?$|at \d{1,2}(?:\.\d)? "
    r"?%)|\bunstyled\b",
    r"\bi (?:suggest|propose|recommend)\b|\b(?:provisional(?:ly)?)\b",
    r"(?:전체|전수|실제|본) ?(?:실행|검사|이관|작업|처리|테스트)(?:은"
    r"|는) [^.]{0,10}(?:걸립|걸려|남|다음|나중|내일|필요|이후)",
    r"대체로 |(?:업로드|이관|색인|동기화|학습|복사|다운로드|백업|빌드|마이그레이션"
    r"|재색인)(?:가|이|은|는)? ?(?:현재 |지금 )?\d{1,2} ?%(?:입니다|예요|이에요|임|$)"
    r"|로컬에서는",
    r"(?:예시|설명|캡처|숫자|차트|번역|백업|날짜|그림|본문|목차)(?:이|가|은|는"
    r"|도)? ?(?:아직 |빠져 )?(?:없습니다|없음|없어요|없네|빠졌|빠져)",
    r"가예약",
    r"(?:월|화|수|목|금|토|일)요일에 (?:나갑|나가|올라갑|올립|보냅|발송됩|배포됩"
    r"|게시됩|공개됩|진행됩|시작)|다음 (?:담당자|사람|근무자|팀)(?:에게|한테|으로)",
    r"(?:처음|앞) (?:한|두|세|네|다섯|\d+) ?(?:장|개|쪽|편|단원|절|건|페이지)(?:은|는"
    r"|만|까지)|(?:우선|일단) [^.]{0,16}(?:해 ?두|해 ?뒀|둡|놓|설정)",
    # States that are not the end: `still up`, `half there`, `on my branch`.
    r"\b(?:\d+|one|two|three|four|five|six|some|a few|several) (?!that\b"
    r"|which\b)[\w-]+(?: (?!that\b|which\b)[\w-]+)? (?:is|are) left\b|\bopen "
    "questions? (?:about|on|is|are|remain)",
    r"\b(?:is|are|has|have) (?:just |only |still |merely )?(?:an? )?(?:stubs?"
    r"|placeholders?|dummy|dummies)\b",
    r"\b(?:i'm|i am) on (?:it|this|that)\b",
    r"\b(?:work|i|we|migration|rollout|review|testing)\b[^.;]{0,30}\b(?:has"
    r"|have) (?:just )?"
    r"(?:begun|started)\b|\bcan (?:now |then )?(?:start|begin) (?:\w+ing|on|with|to)\b",
    r"\b(?:have|got|has) an? (?:\w+ )?(?:idea|plan|approach|concept)\b"
    r"|\btheoretically\b",
    r"\bwaiting (?:for|on) (?:ci)\b",
    r"\bthere (?:are|is) (?:still )?\d+ \w+ without\b",
    r"까지만 (?!입력|허용|가능|노출|표시|보이|보여|쓸 수|저장|받|넣을)|(?:제목|틀|목차"
    r"|개요|이름|뼈대|초안|껍데기|골격|양식|요점|윤곽)만 ?(?:있|잡|적|써|만들|작성|넣"
    r"|정|나왔|쓴|짰)|(?:다음|그다음|나중) ?차례",
    r"(?:작업|개발|테스트|구현|분석|검토|제작)(?:에)? ?(?:들어갔|들어갑|들어감|돌입"
    r"|나섰|나선)|(?:방법|아이디어|방안)(?:은|이|을)? ?(?:떠올|생각해|찾는 ?중)"
    r"|가능해 ?보",
    r"(?:없는|안 된|안된|빠진|비어 있는|깨진|틀린|잘못된|누락된|실패한"
    r"|안 맞는) [가-힣]{1,6}"
    r"(?:이|가) ?(?:아직 |더 )?(?:\d[\d,]*|몇|여러|한|두|세|네)? ?(?:개|건|곳|명|군데"
    r"|줄|장"
    r"|페이지|행)?(?:가|이)? ?(?:있습|있음|있어요|있다|보입|남)",
    r"\bi got (?:through|to) the first\b|\bthe easy ones\b",
    r"\b(?:covers?|covered|works?|tested|checked|done|ran)\b[^.;]{0,40} only$",
    r"나머지(?:는|도) (?:이어|다음|나중|추후|곧)|만 우선$|쉬운 것부터",
    r"\bran out of\b",
    r"\b(?:haven't|hasn't|hadn't)\b(?! (?:any|seen|found|chang))",
    r"\b(?:didn't|couldn't|could not|can't|cannot|won't)\b(?! (?:break|change"
    "|affect|find|regress|introduce|fail|cause|lose|see any))",
    r"\b(?:unfinished|incomplete|untested|unverified|unimplemented|half[- ]?(?:done"
    r"|finished|way|baked|complete)|partially|partly|outstanding|deferred|postponed"
    r"|unresolved)\b",
    r"\b(?:TODO|TBD|WIP|FIXME)\b",
    r"(?<!whatever )\bstill (?:need|have|to|missing|pending|working|failing|fails|in"
    r"|needs|remain"
    r"|open|running|broken|red|not|investigating|debugging|on|waiting|a few|some)",
    r"\b(?:remaining|remains|left to|underway|ongoing|pending|left out"
    r"|skipped the|i skipped)\b",
    r"\b(?:is|are|only|just) stubbed\b",
    r"\b(?:comes?|follows?) (?:next|later|soon|after)\b",
    r"\b(?:sits?|sitting|lies|lands?|stuck|is|are) in (?:drafts?|review"
    r"|limbo)\b",
    r"\b(?:a (?:third|quarter|couple|few) of|two thirds|on my list|to "
    r"follow)\b",
    r"\b(?:first|rough) (?:draft|outline)\b",
    r"\b(?:about|around|roughly|almost|nearly|~)\s?\d{1,2}\s?%",
    r"\bprobably\b|\bpresumably\b|\bi expect\b|\bhopefully\b",
    # Left, put off, chosen not to be done.
    r"\b(?:left|leave|leaving|kept|keeping)\b[^.;]{0,50}?\b(?:as (?:is|they "
    "are)|alone|untouched|aside|open|for (?:later|another|next|somebody"
    r"|someone|a follow\w*|when|afterwards))\b",
    r"\b(?:held|hold|holding) off\b|\b(?:decided|opted|chose|voted|agreed) "
    r"(?:against|not to)\b",
    r"\bomitted\b",
    r"\bforgot(?:ten)?\b|\boverlooked\b",
    # Work that was negated, in the past: `was not run`, `has never been run`.
    r"\b(?:was|were|been)(?: not|n't| never)(?: yet| been| really| fully| even)*"
    r" (?!lost|affect|need|requir|interrupt|harm|damag|notic|exceed|necess|hit|skip|"
    r"drop"
    r"|chang|alter|seen|found|broken|disturb|the|an?\b|enough)[a-z]{2,}(?:ed|en|wn|ne|"
    r"un"
    r"|pt|nt|lt|id|de|ut|ld|ft)\b",
    r"\b(?:never|not) (?:yet )?(?:been )?(?:executed|run|tried|performed"
    "|conducted|measured|assessed|applied|pushed|sent|opened|proofread"
    "|rehearsed|attempted|answered|verified|tested|checked|deployed|part of "
    r"(?:this))\b",
    r"\bno (?:\w+ )?(?:tests?|docs?|documentation|readme|specs?|measurements?"
    "|benchmarks?|screenshots?|proof|results?|changelog|examples?|evidence"
    "|numbers) (?:for|yet|exist|either|(?:was|were) (?:written|added|run"
    "|taken|made))",
    # Parts and remainders.
    r"\bmostly\b",
    r"\bonly (?:the |a |an )?(?:[\w-]+ ){1,4}(?:is|are|was|were) "
    "(?:implemented|done|tested|covered|checked|translated|supported|written"
    "|working|finished|ready|handled|verified|migrated|live|deployed"
    r"|filled)\b|\b(?:i )?only (?:checked|tested|wrote|looked|tried|did|ran"
    r"|managed|got|had time|finished|covered|verified)\b",
    r"\b(?:some|few|several|two|three|four|five|many)(?: \w+){0,4} (?:still "
    r")?remain\b",
    r"\b(?:steps?|parts?|points?|items?|phases?|tasks?|questions?"
    r"|chapters?)(?: [\d, and]+)? (?:is |are )?(?:still )?open$|\b(?:pr"
    r"|mr)\b[^.;]{0,20}\b(?:is|still) (?:open|up|a draft)\b|\bqueued behind\b",
    r"\w+ing (?:it|them|the \w+) is (?:still )?open$",
    r"\bi (?:have )?stop(?:ped)? (?:after|at|before|there|here|halfway"
    r"|with)\b|\b(?:made|making) a start\b|\bin the middle of \w+ing\b"
    r"|\bwe(?:'re| are) (?:close|nearly|almost)\b|\btakes? (?:another|\w+ "
    r"more)\b|\bgood progress\b|\bso far\b",
    r"\bhow (?:one|it) (?:would|could|can) (?:be )?(?:do|done|it)\b",
    r"\bcomment(?:ed|ing)? (?:\S+ ){0,4}?out\b|\bxfail|\bplaceholder (?:text"
    r"|values?|data|content|copy)\b",
    # A look is no proof.
    r"\blooked (?:fine|okay|ok)\b|\bi assume\b|\b(?:coverage|result|outcome"
    r"|effect) (?:is )?unknown\b",
    r"^\W*(?:\w+ )?(?:test(?:s|ing|ed)?|verif\w*|validation|checks?|checked|benchmarks?"
    r"|검증|확인|테스트|측정|점검|시험|성능)\s?[:=]\s?(?:none|n/a|no\b|not |skipped|"
    r"omitted|tbd"
    r"|없음|없습|미실시|미수행|안 |생략|하지|못|측정 안)",
    r"\[ \]",
    # Less than what was asked for: to mark is not to remove, to plan not to do.
    r"\bmark(?:ed|s)? (?:\S{1,20} ){0,3}?(?:as |for )?(?:deprecated|obsolete"
    r"|removal|deletion)\b",
    r"\bscheduled (?:(?:its|their|the|a) (?:\w+ ){1,3})?(?:for|on) (?:tonight"
    "|tomorrow|later|next|this|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday|\d{1,2})\b(?!:)",
    r"\b(?:saved|left|kept|put|stored)\b[^.;]{0,40}\bin (?:the |my |our )?(?:outbox"
    r"|drafts?)\b",
    r"\bon my (?:own )?(?:laptop|machine|desktop|computer|pc)\b(?! and (?:in|on)\b)",
    r"\bbegan\b|\binvestigating\b",
    r"아직",
    r"미(?:완료|완성|구현|작성|적용|검증|확인|반영|배포|실행|착수|등록|흡|처리|달성"
    r"|충족"
    r"|실시|포함|설정|진행|제출|해결|첨부|게시|발송|도달|측정)",
    r"못 ?(?:했|돌|함|하|봤|올|끝|마|넣|썼|만|찾|고|미|채|받|보|붙|옮|바)|지 ?못",
    r"(?:^|\s)안 ?(?:했|함|돌렸|됐|됨|됩|돼|되어|만들|넣|썼|올|해 ?봤|했음|나옵|나와)",
    r"(?:진행|작업|확인|수정|개발|검토|구현|테스트|조사|분석|처리|준비|실행|작성|정리"
    r"|파악"
    r"|도는|하는|고치는|쓰는|측정|업로드|마이그레이션|빌드|원인 파악|디버깅|협의"
    r"|논의) ?중(?=입|이[다며고에]|임|인데|$|[.,)]|으로|에 있|이라)",
    r"(?:만들|옮기|고치|쓰|보|찾|돌리|기다리)고 있",
    r"남았|남아 ?있|남은 (?:작업|일(?!수|자|정|차)|항목|과제|부분|테스트|것|건|파일"
    r"|페이지|화면)|잔여(?! ?(?:포인트|연차|수량|좌석|일수|횟수|한도|금액|시간))",
    r"보류(?:했|함|하[고였기]|됐|됨|되|중| 중|상태| 상태|시|$|[.])",
    r"반 정도",
    r"\d{1,2} ?% ?(?:까지|만|진행|완료|수준|(?:정도|쯤|가량)(?!\S{0,2} ?(?:줄|늘|감|증"
    r"|향|개선"
    r"|절|빨|올|내|낮|높|단축|느|더|덜|적|많|작|짧)))",
    r"(?:작업|진행|진행률|진척|진척도|진도|완성도|공정) ?:? ?\d{1,2} ?%",
    r"필요합니다",
    r"(?<!재)시작(?:했습|함$|했음|하였|만)|착수",
    r"(?:ui|api|화면|껍데기|버튼|목업|설계|문서|코드|백엔드|프론트|디자인|이름"
    r"|스크립트)만 (?!으로)",
    r"곧 [가-힣]|미정(?!산|의)",
    # Not done, by grammar: 지 않았, 안 했, 못 했.
    rf"지(?:는|도|를|가)? ?(?:않|못했|못하였)(?:{PAST}|기로)|(?:^|\s)(?:안"
    rf"|못) (?:[가-힣]{{1,3}} )?[가-힣]{{0,3}}{PAST}|(?:^|\s)안 [가-힣]{{1,3}}기로",
    # Only a part: 정상 흐름만 만들었, 크롬에서만 봤.
    rf"(?<!지)(?<!하)(?<!다)(?<!미)만 (?!에|이|큼)(?:우선 |먼저 |일단 )?[가-힣]{{0,3}}"
    rf"(?<!건드)(?<!바)"
    rf"(?<!손)(?<!두)(?!두|뒀|둔)(?:{PAST})(?<!렸)|만 (?:발송|작성|확인|처리|번역|완료"
    rf"|적용|검증|제출)",
    r"얼추|분의 ?(?:\d|일|이|삼|사)\S{0,2} ?(?:가량|정도|쯤|만|까지)",
    r"[은는건] (?:일단 |우선 |이번엔 |이번에는 )?(?:뺐|뺌|제외했|제외함|넘어갔|넘김"
    r"|넘겼|접었|접음)|멈춰 ?(?:뒀|둠|두|있)",
    r"(?:돌린|본|쓴|연|잰|해 ?본|써 ?본|실행한|확인한|테스트한|검증한) 적(?:은|이"
    r"|도)? ?없",
    # A look is no proof.
    r"시간(?:상| 관계)",
    r"(?:돌|계속하|정제하|그리|다시 쓰|도가 (?:잘 )?나가)고 있"
    r"|(?<![도는은이가] )들어갔습니다$",
    r"리뷰(?:를|에)? ?(?:올려|요청해|맡)",
    r"숨겨 ?(?:뒀|둠|두)|임시(?:로| 문구| 값|방편| 데이터)|고정(?:된|한)? (?:값"
    r"|목록)(?!으로)|비어 ?있(?:음|습|어요)",
    r"[가-힣]야 ?(?:해요|돼요|됩니다|합니다|함$|됨$|한다|된다|할 (?:것|듯|거))",
    r"(?:시간|분|건|개|장|쪽|곳|명|군데|줄) ?(?:정도 )?(?:더 (?:걸|남|필)|남(?:음|았"
    r"|아 ?있|아요|$))|중간 결과",
    r"범위 ?(?:밖|외)|밀려",
    r"초안만",
    # Where the work stands, if not at its end.
    r"(?:시안|초안|계획|구상|설계|검토|스케치|수립|준비|착수|논의|협의|실험|기획|조사"
    r"|제안|가안|둔|놓은|본|세운|시작한|만 한) ?(?:단계|수준|정도)(?:입니다|이에요"
    r"|예요|임|다|[.]?$|에 ?(?:머|그|있))|(?:는|던) 데(?:에서|서|까지"
    r"|에)? ?(?:그[쳤침칩]|했|끝났|멈|하루)|(?:가안|초안) 상태",
    r"(?:구상|고민|고심|설치|세팅|setup|반복|취합|집필|조율|수립|수집|편집|대조|조정"
    r"|협상|실패|촬영|모으는) ?중(?:입|이에|임|이며|이고|[.,)]|$)",
    # Begun and given up.
    r"(?:은|는|을|를|중에|에서|부딪혀|하다가?) ?접(?:었|고 |어 (?:두|뒀|놓|놨))"
    r"|에서 (?:막[혔힙힘혀]|끊었|지쳤|그만두|하루)|(?:한계였|한계입|능력 밖"
    r"|시간이 (?:다 (?:됐|돼|했|되)|다했|끝))|여기(?:까지|서) ?(?:했|하고|합|끊|멈|접"
    r"|입니다|임|$)",
    # Something else in its place, or a guess.
    r"대신 [^.,]{2,16}(?:첨부|실행|붙[였임]|넣어 뒀|적어)|추정(?:으로|치로|에 의존"
    r"|해서 )|때[워웠움] ?(?:두|둔|뒀|넣|$)",
    r"(?:못|꺼 둔|끊긴|꺼진|죽은|댄|중단한|비운|빈|제각각인|끊기는|열어 둔|막힌"
    r"|비워 둔) 채",
    # Nobody knows: no ground for saying that it is done.
    r"미지수|기(?:는|가|에는)? 어렵(?:습|네|다[.]?$|고 )",
    r"[가-힣] 사람은? (?:아무도 )?없(?:습|어|음|다)",
    # Left over for another time.
    r"(?:todo|숙제|과제|몫|미해결|수작업|알려진 이슈|후속"
    r"|차기)(?:으)?로 (?:남[겨긴김깁았음아습깁]|둡|두었|두고|둔|넘[겼김기]|미[룬룸뤄]"
    r"|적어)|(?:개|건|장|쪽|곳|줄|명|조|부분|칸|화면|페이지|것"
    r"|쪽)[이가은는을를도]? ?(?:통째로 |그대로 )?남(?:습|음|겨 ?(?:두|뒀|놓)|긴 |깁"
    r"|기고 )|잔존",
    r"(?:운영|구현|나머지|본문|반영|인쇄|배포|발주|후반부|실제|최종)[가-힣 ]{0,6}(?:은"
    r"|는|도)? ?(?:[월화수목금토일]요일|내년|내달|차기|이후)(?:[.]?$|에|로| )"
    r"|후속 커밋",
    r"(?<!처음)(?<![일월년시분기점터])부터 (?:나갔|뽑았|냈|올렸|보냈|깔아야)|(?:먼저"
    r"|우선) (?:잡|갖|나갔|보냈|올렸|뽑|채웠)",
    # Only there, only so much.
    rf"(?:으|어)?로만 (?:나[옵와옴]|출력|정리|드|돌려|그려|얘기|이야기|훑|코드|들어가)"
    rf"|(?:(?:\d|한|두|세|네|섯|곱|덟|홉|열) ?[장쪽건개번조권종부편명곳줄]|파일|테이블"
    rf"|모듈|챕터|장표|문서|어판)까지(?:는|가)? (?!모두|전부|다 |버|늘|올|견|시험|허용"
    rf"|자동|문제|안정)[가-힣 ]{{0,8}}{PAST}(?=습|어|다|음|고|지만|으)",
    r"반(?:만|쪽)(?:짜리|[. ]|$)|요지만|(?:이름|제목|제목 줄|껍데기|말|도면|그림)(?:만"
    r"|으로만) (?:있|달|적|그|저장|남|걸)",
    # Off, commented out, loosened: a check that was got round.
    r"(?:체크|테스트|검사|검증|알람|알림|감시|크론)[가-힣 ]{0,4}(?:은|는|을"
    r"|를) (?:잠시 |일단 )?(?:꺼 ?(?:두|둔|뒀|놓|놨)|껐|끄고)|skip (?:마크|처리|표시)"
    r"|test\.skip|우회해 ?(?:뒀|두|둔|놨)|pass로",
    r"(?:[은는이가도만] |^)(?:텅 )?(?:비어 ?(?:있(?!을|던|으면|는|도록|지)|서 ?(?:나"
    r"|있))|빕니다|빈다|비었|비었어|비워 ?(?:두|둔|뒀|둠))|칸(?:이|은) (?:꽤 "
    r"|많이 )?(?:남|빈|비)|빈 (?:채|템플릿|문서|칸이)",
    r"(?:손대기|들어가기|작성하기|보기|나오기|끝나기) 전(?:입|이|에 이|임|[.,]?$)",
    # A look is no proof.
    # A concession, before the other half of the sentence says what is wrong.
    r"(?:확인|조사|수정|보완|검토|작업|점검|테스트|논의|개선|손질)[이가]? ?(?:더 "
    r"|추가로 |많이 )?필요(?:해|한 상|할|하다|하며|$)",
    # Done to a part, or in part.
    r"[가-힣]만 (?:집계|대조|훑|해 ?봄|해 봤|하다|들어와|있(?:음|습|어)|열어 ?[봤봄]"
    r"|고치고|완성|읽고)|기만 (?:합|하|함)|(?:을|일|할|갔을|했을) 뿐(?:이|입)",
    r"(?:라|자)고? ?하(?:셨|신)(?:는데|지만|으나)|그냥 (?:실었|뒀|두었|썼|넘어|접수돼"
    r"|냈)|통째로 [가-힣]{1,3} ?있",
    r"[가-힣]진 ?(?:않|못)(?:았|했|음|은|고)|고쳤다고 ?생각",
)
#: Forms that look undone and are not.
_FINE = AnyOf(
    r"\b(?:no|nobody|no one|never|none|nothing|not one)\b[^.;,]{0,40} twice\b",
    # What a notice says, not what happened.
    r"\b(?:warning|notice|hint|message|banner) that\b[^.;,]{0,40}",
    r"\b0 (?:[\w-]+(?:\(s\))? ){1,2}(?:failed|skipped|missing|broken"
    r"|rejected)\b",
    r"(?:오류|에러|문제|중복|누락|경고|결함|미완료|불일치|이슈"
    r"|실패)[^.,]{0,6}남지 ?않[가-힣]{0,4}"
    r"|기존 [^.]{0,14}(?:손대지|건드리지|바꾸지|수정하지|변경하지) ?않[가-힣]{0,4}"
    r"|까지만 [^.]{0,16}(?:하게|도록|되게) ?(?:했|함|제한|설정)",
    r"\b(?:all|both|each) still (?:in use|used|needed|supported|valid"
    r"|active)\b|\bin only (?:one|some) of\b",
    # What caused it, not what is left of it.
    r"\b(?:came|comes|stemmed|stems|resulted) from\b[^.;]{0,80}",
    r"미(?:완료|처리) (?:목록|항목)[은는:]? ?비어 ?있[가-힣]{0,3}|(?:오류|에러|경고"
    r"|문제|이상|렉|멈춤)[가는이도]? (?:나|뜨|생기|보이|남|발생하)질 ?않|영향을? ?(?:주"
    r"|미치"
    r"|끼치)지 ?않는?(?: 것)?|(?:항목|것|건|곳|문제|결함|오류|빈칸)[은는이가도]? "
    r"(?:하나도 )?남아 ?있지 ?않[가-힣]{0,3}|(?:실패|오류) ?\d{1,3}회 ?(?:시|면|이면"
    r"|이상|후|초과|잠금|제한|연속)|남은 "
    r"(?:건|것은) (?:정확히|모두|전부|총)|(?:금지된|잘못된|틀린"
    r"|없는) [가-힣 ]{1,6}(?:\d+[개건])?[은는이가] [^.,]{0,14}"
    r"(?:걸립|걸러|막[힙혀])|끊김[을를]? ?(?:감지|확인|복구|대비)[가-힣]{0,3}",
    # How it was: `안 되던 로그인`, `누락됐던 세 건`; what became of it comes after.
    r"(?<![가-힣])(?:(?:안|못|무한|오류|에러|경고|예외|한글|서식|데드락|도착하지|빠진"
    r"|섞여|엉뚱한"
    r"|시간 초과로|통과) ?)?"
    r"(?:[가-힣]{1,6} ){0,2}[가-힣]{1,6}던(?: [가-힣]{1,4}[은는] | )",
    r"(?:깨짐|깨진다는|틀린다는|느리다는|다르다는|끊긴다는|안 된다는) (?:신고|제보|지적"
    r"|문의)"
    r"(?:가|는|이|을|은)?",
    r"(?:깨진|틀린|잘못된|누락된|빠진|끊긴|어긋난|깨지는|중단된|하드코딩된|뒤틀린"
    r"|막힌) (?:[가-힣a-z]+ )?"
    r"[가-힣a-z]{1,8}(?:을|를)? ?(?:[가-힣0-9]{1,8} ){0,2}(?:복구|고쳐|고쳤|교정|바로"
    r"|채워|채웠|수정|찾아|다시"
    r"|교체|복원|이어|지웠|없앴|제거|걷어)",
    # Trouble that is not there.
    r"(?:깨진|틀린|어긋난|어긋나는|빠진|빠뜨린|누락된|밀린|실패한|실패할|막힌|남은"
    r"|빼먹은|놓친|끊긴|죽은|걸린"
    r"|뒤틀린|걸리는|틀리는|다른|달라진) [가-힣]{1,6}(?: [가-힣]{1,3})?(?:이|가|은|는"
    r"|도)? ?[^.,]{0,8}"
    r"(?:없|(?<![\d.])0(?![\d.])|나오지 ?않|안 (?:나|보))|(?:깨진|틀린|빠진) (?:거|데"
    r"|것) ?없",
    r"(?:끊김|깨짐|멈춤|깜빡임|버벅임|밀림|막힘|튕김|빠짐|누출|오탐|위반|유실|중단"
    r"|찌꺼기|공백|누락|반려|쏠림|잠금)"
    r"[가-힣]{0,3} ?(?:사례)?(?:은|는|이|가|도)? ?(?:전혀 |하나도 |없이|없|안 "
    r"|[^.,]{0,8}지 ?않)|"
    r"(?:동작|로직|기능|화면|성능|결과|값|계약) (?:변화|차이)(?:은|는|이|가|도)? ?없"
    r"|손실 없|빈칸[^.,]{0,14}"
    r"남지 ?않|(?:결측치?|음수|중복|미래 날짜|이상치|빨간 줄)(?: 하나)? 없[가-힣]{0,2}",
    r"(?:흔적|오탐|누출|지연|장애|위반|잠금|평문|이중 [가-힣]+|중복|유출|취약점"
    r"|중단)[^.,]{0,12}(?:관측|관찰"
    r"|감지|확인|발견|생기|나오|잡히|나타나)(?:되)?지 ?않(?:았|습|음)?|(?:스캔|스캐너"
    r"|검사)[가-힣]{0,2} ?[^.,]{0,10}"
    r"(?:잡히지|걸리지|뜨지|나오지) ?않(?:습|았|음)?|더(?:는"
    r"| ?이상은?) [^,.]{0,24}(?:않|없|안 )[가-힣]{0,4}",
    r"(?:에러|오류|경고|error|warning|exception|deprecat\w*|typeerror|blocked"
    r"|로그)[^.,]{0,40}(?:한 "
    r"(?:건|줄|번|개)|하나)도? 안 [가-힣]{1,4}|(?:경고|오류|에러"
    r"|찌꺼기)[이가] 안 [가-힣]{1,4}|안 (?:틀|깨|끊|멈|새"
    r"|밀|튕|버벅|죽)[가-힣]{1,4}|안 [가-힣]{1,4}(?:도록|게 (?:하|했|만|막|처|바|고)) ?"
    r"|(?:롤백|rollback|재시도|우회)[은는을를]? 안 "
    r"|[한두세네] ?안 드|빼먹지 ?않|흘리지 ?않(?:았)?",
    r"(?:옛|예전|구) [가-힣 ]{1,8}[이가은는] (?:이제 )?(?:안 (?:나|보|잡)|나오지 ?않"
    r"|보이지 ?않|나타나지 ?않)[가-힣]{0,3}"
    r"|(?:뚫리|뭉개지|뻗|깨지|넘기|유실되|빼먹)지 ?않"
    r"[가-힣]{0,3}|존재하지 ?않[가-힣]{0,3}|(?:oom|crash|error|timeout|panic|재기동"
    r"|불일치|restart)[가-힣]{0,2}"
    r"[ :은는]{0,3}0 ?(?:회|건|번|개)?(?!\d|\.\d)|손해 없이|끊김 없이|멈춤 없이",
    # Trouble as the work's object: `불일치 검출기`, `보류 상태 티켓을`.
    r"(?:불일치|깨짐|누락|이탈|충돌|끊김|실패|미실행|오류|이상|장애|실패분) ?(?:검출"
    r"|감지|탐지|알림|방지|검사|만 골라"
    r"|안내|후 재)[가-힣]{0,4}|(?:보류|대기|중단|미결|pending|failed|error|blocked"
    r"|todo) (?:상태(?:인)?|주문|결제"
    r"|메시지|주석|표시|티켓|건)[가-힣]{0,2} (?:[가-힣\d]{1,8} )?(?:을|를|따로|만|자동"
    r"|전부|모두|30분)|미(?:완료|처리|설정|"
    r"등록|수신|제출|인증|확인|승인|실행|납|결|사용|응답|지급|검수)(?:자"
    r"| 상태)? ?[가-힣 ]{0,8}(?:목록|위젯|알림|배치|스케줄러"
    r"|조회|감지|보기|필터|탭|뷰|배지|리포트|대시보드|안내|독촉|재요청|경보|집계|호출"
    r"|접근|건은|토글)",
    r"(?:만료|폐기|퇴사|종료|도착|납기|출고|해지|지원 종료) 예정(?:인|이던|된)? [가-힣]"
    r"|예정대로|예정보다"
    r"|잘 튕겨|튕겨 ?(?:나갑|나가|내|냈|냅)|문의[가-힣]{0,2} (?:뚝 |모두 )?(?:끊겼|멎었"
    r"|멈췄|줄)|"
    r"(?:누락|실수|오타|불일치|끊김)[가-힣 ]{0,6}[이가] 원인|\d[\d.,]*(?:%p?|kb|mb|gb"
    r"|ms|초|줄)[이가]? (?:더 )?빠[졌짐]"
    r"|대기열이 (?:다|모두|싹) 빠[졌짐]|(?:유발|문제|잘못된|원인이 된) ?(?:커밋|변경"
    r"|설정|pr)[을를은] 되돌[렸림려]"
    r"|\d{3}으?로 되돌[렸림려]",
    r"(?:매일|매시간|매주|운영에서|이제|크론에|제대로|정상적으로|잘"
    r"|문제 ?없이) ?[^.,]{0,16}(?:돌고 있|굴러가는 중|도는 중)"
    r"|(?:스크립트|스케줄러|검출기|봇|데몬|모듈|감지기)(?:가|이) [^.,]{0,8}돌고 있"
    r"|(?:가동|서비스|운영|송출|작동|동작)(?:을|를"
    r"|이|가)? ?시작|(?:해|켜|꺼|떠|내려|뽑아|바꿔|닫아|와|가)도 (?:값이 "
    r"|모두 )?그대로 ?(?:유지|보존|복원|살|이어"
    r"|저장|동작|작동)|실패(?:했|하였)다고 (?:말|알|표시|보고|기록)"
    r"|[45]\d\d[이가을를]? (?:뜨는|나오는|돌아오는|떨어지는"
    r"|내는|주는) (?:걸|것을|것까지)|면 (?:401|403|404|409|422|429)(?:가|이|을|를"
    r"|으로)? ?(?:나오며|나오고|돌려|반환|응답)",
    r"(?:장애|상황|사고|유실|공격|최악|재해|침해)[가-힣]{0,3} 가정(?:하고|하여|해)"
    r"|[가-힣]{1,6} (?:이슈|민원|문제|현상)(?:는|은) [^.,]{2,24}(?:종결|0건|해소)"
    r"|(?:오역|누락|불량|하자)(?: 지적)? ?"
    r"[:은는]? ?0(?!\d)|(?:과다|잘못) [가-힣]{2,4}된 [가-힣]{1,6}[을를] 돌려받"
    r"|절반(?:으로|가까이| 이하로)? ?(?:줄|감소|단축|떨어|낮)|(?:아무나|누구나|남이"
    r"|외부에서는?|누구도|아무도) [가-힣 ]{0,8}"
    r"(?:못(?! ?(?:했|함|봤|한))|수 없)[가-힣]{0,4}|(?:목록|diff|대기열|큐|백로그|경고"
    r"|미완료|오류|에러"
    r"|남은 [가-힣]+)[가-힣]{0,3}[: ]{1,3}비어 ?"
    r"있[가-힣]{0,2}|빠짐 ?없이|빈틈 ?없이|못 찾음\(404\)|(?:오류율|실패율|에러율|손실"
    r"|지연)[^.,]{0,16}에 그[쳤쳐침]"
    r"|[❌✗✘☐] ?(?:→|->|:)? ?(?:✅|✔|✓|0(?!\d))|[❌✗✘☐] ?(?:에서|없)|[01] ?(?:건"
    r"|개)?만 남",
    # Trouble in the name of a thing, or what was done about it.
    r"\b(?:error|crash|failure|fail|failed|missing|pending|incomplete|unfinished|"
    r"blocked|timeout|broken|stale|expired|aborted|rejected|skipped|"
    r"rollback)-(?!loop|over|prone|back)[a-z]+|\berror (?:bars?|budgets?|codes?|"
    r"boundar\w+)\b|\bfailure injection\b",
    r"^\W*(?:(?:i|we|i've|i have|also|then) ){0,2}(?:removed|fixed|cured"
    "|eliminated|took|cut|cleared|put an end to|replaced|restored|linked"
    r"|answered|completed|finished|recovered)(?![^.;]{0,40}\b(?:tests?|checks?"
    r"|specs?|assert\w*|half|some|most|one of|\d+ of)\b) (?:[\w'-]+ "
    r"){0,5}?(?:crash\w*|missing|unverified|todos?|unanswered|remaining"
    r"|broken|failing|failed|stale|unfinished|incomplete|pending|double \w+"
    r"|unresolved|outstanding|unreadable|wrong|dead|garbled)\b",
    r"\b(?:missing|failed|broken|unfinished|half-?finished|incomplete|pending|"
    r"unanswered|crash|error|outstanding|wrong|unreadable) (?:(?!not\b|to\b|be\b|"
    r"will\b|still\b|yet\b|has\b|have\b|must\b|should\b|needs?\b|never\b|cannot\b|"
    r"can't\b|isn't\b|nobody\b|half\b|partly\b|only\b)[\w-]+ ){0,4}(?:created|built|"
    r"cured|fixed|closed|eliminated|added|filled|restored|repaired|patched|cleared|"
    r"is whole)\b",
    # What a tool looks for, and what its fields may say.
    # None of it.
    r"\b(?:pending|remaining|outstanding|unanswered|open|missing|failed|skipped|"
    r"todo|left|oom|incomplete|unresolved|blocked|dead)(?: [\w-]+){0,2}\s?: "
    r"?(?:0\b(?! ?%)|none|nothing|no\b|nil|zero|n/a)",
    r"\b(?:no|zero|0) (?:\w+ )?(?:crash\w*|mismatch\w*|deviations?"
    r"|discrepanc\w+|clash\w*|conflicts?|double \w+|complaints?|tickets?"
    r"|hangs?|overlaps?|stalls?|oom\w*|violations?|vulnerabilit\w+"
    r"|surprises?)(?: so far)?\b",
    r"\bnothing (?:that \w+ \w+ )?(?:is |was |has |gets |got )?(?:being "
    r")?(?:crash\w*|broke|breaks?|broken|fails?|failed|dropped|missing|lost"
    r"|leaks?|leaked|hangs?|behind|bounced)\b",
    r"\b(?:risk of|against|prevents?|prevented) (?:\w+ ){0,2}double \w+"
    r"|\b(?:count|number|total|errors|failures|queue|backlog|lag)\b[^.;]{0,12} "
    r"(?:stays?|stayed|stands?|sits?|is|at)(?: at)? (?:0|zero)\b",
    r"\b(?:error log|diff|dlq)\b[^.;]{0,40} (?:is|was|stays) empty\b",
    # Turned away on purpose, or how it answers to trouble.
    r"\b(?:rejected|refused|declined|answered|denied|throttled|blocked) with "
    r"(?:an? )?(?:http )?\d{3}\b|\b5\d\d (?:requests?|calls|users|rows"
    "|connections|messages|files|items|orders|times|pages|clients|sessions"
    r"|records|images|events|questions|words|people)\b",
    r"\b(?:instead of) (?:an? |the )?(?:\w+ )?(?:stack trace|crash\w*|errors?"
    r"|5\d\ds?|blank \w+|traceback|garbage|failing|hanging|killing|dying)\b",
    r"\b(?:after|before|while) (?:the |an? )?(?:primary|leader|master|node"
    "|worker|pod|process|server|broker|replica) (?:dies|crashes|fails|stops"
    r"|died)\b",
    r"\b(?:can't|cannot) be \w+(?: [\w-]+){0,3} (?:any ?more|any longer|twice"
    r"|without)\b|\b(?:who|that|which) (?:wasn't|weren't|isn't|aren't) \w+",
    r"\b(?:is|are) off (?:the (?:table|\w+ list|list)|to)\b|\bhappy to "
    r"(?:tell|say|report|announce)\b|\bready to (?:bind|print|read)\b|\bplan "
    "is (?:uploaded|done|live|complete|finished|in|approved|signed|sent"
    r"|published|online|attached)\b",
    r"\b(?:goal|aim|target) (?:was|is) (?:under |below |over )?\$?\d[\d,.]*",
    r"(?:버튼|메뉴|글자|항목)(?:이|가|은|는) (?:흐리게|회색으로) ?(?:보[이입]|표시|나)",
    r"\b(?:invalid|empty|duplicate|bad|broken|existing|known|blank|malformed"
    r"|old) \w+ (?:is|are|get"
    r"|gets) (?:skipped|ignored)\b|(?:그때|그 ?뒤|이후|어제|[가-힣]요일)(?:부터"
    r"|로) [^.]{0,16}돌고 있"
    r"|려면 [^.]{0,20}야 (?:합|해|됩)",
    r"\b(?:who|that|which) (?:had|have|has|did|do|does)(?: not|n't) \w+"
    r"|\bhalf-?finished \w+ (?:are|is) (?:kept|deleted|saved|listed)\b",
    r"(?:손대지|쓰지|보지|열지|찾지|읽지|갚지|내지) ?않(?:은|는|던) [가-힣]{1,8}(?:에"
    r"|에는|에게|을|를|은"
    r"|도|만|까지)|미[뤘루][가-힣]{0,2}더니|(?:안|못) (?!되|하)[가-힣]{1,3}(?:는|던"
    r"|은) [가-힣]{1,8}"
    r"(?:을|를|과|와|은|도|만|에)",
    r"(?:^|\s)(?:못|안) [가-힣 ]{1,8}면 ",
    r"^\W*not part of this (?:task|ticket|item|request)\b.*|\b(?:the "
    r")?remaining (?:\d+ )?(?:tests?|checks?|suites?|cases|specs?) (?:all "
    r")?(?:pass|succeed|stay)\w*",
    r"\b(?:the |is )?only (?:one|two|three|\d+)? ?of the \w+\b|\b(?:any|every|each|all"
    r"|none)"
    r" (?:one )?of the \w+\b",
    # Who or what is shut out on purpose.
    r"\b(?:without|who|that|which|expired|deleted|blocked|locked|inactive"
    "|archived|closed|invalid|unverified|unconfirmed"
    r"|banned)\b[^.;]{0,40}\b(?:can't|cannot)\b (?:be )?\w+(?: \w+)?|\bwhere "
    r"(?:it|they|you) (?:broke off|stopped|failed|crashed)\b",
    r"^\W*(?:missing|failed|failing|broken|expired|rejected|blocked|incomplete|pending"
    r"|skipped"
    r"|unfinished|unverified|overdue|remaining|partial|unanswered"
    r"|unsent) (?=[a-z]+ (?:shows?"
    r"|falls?|gets?|goes|go|have|has|appears?|display|redirect|return|trigger|land|end"
    r"|move"
    r"|come|receive|turn|use)\b)",
    r"\b(?:translated|fixed|closed|moved|migrated|converted|removed|updated|added"
    r"|handled"
    r"|reviewed|finished|tested|checked|cleared|deleted"
    r"|replaced)\b[^.;]{0,20}\bremaining\b",
    r"\brefus(?:es|ed) to (?:run|start) (?:as|without|if|when|on)\b",
    r"아무 ?것도 (?:건드리|바꾸|지우|쓰)지 ?않(?!았)|지 ?(?:않던|못하던) "
    r"|지 ?않으면 [^.,]{0,24}지(?:는)?"
    r" ?않|[가-힣]면 [^.,]{0,20}(?:멈춥|멈추|중단|종료|거부|막|차단(?!당)|거절)",
    r"(?:없는|아닌|않은|못한|만료된|차단된|탈퇴한|삭제된|정지된) [가-힣]{1,8}(?:에게는"
    r"|에게|은|는) "
    r"[^.]{0,16}(?:안 보|보이지 않|못|없|않|막|거부)",
    # How it was, told together with how it is.
    r"\b(?:before|previously|formerly|originally)\b[^.;]{0,50}?\b(?:crash\w*"
    r"|fail\w*|broke|hung|froze|lost|stopped|wrong)\b",
    r"\b(?:no|zero) ?(?:\w+ )?(?:rows?|data|messages?|files?|records?|orders?"
    "|entries|differences?|duplicates?)(?: (?:was|were|is|are|got))? (?:lost"
    r"|dropped|missing|left|skipped|damaged|changed)\b",
    r"\b(?:queue|backlog|list|inbox|log|table|folder|bucket|trash"
    r"|dlq)\b[^.;]{0,16}\b(?:is|was)"
    r" empty\b(?: (?:after|now|again|since))",
    r"\b(?:pending|todo|failed|blocked|open|missing|incomplete|overdue|expired|skipped"
    r"|rejected"
    r"|remaining|partial) (?:tabs?|lists?|queue|page|view|tile|badge|counter|filter"
    r"|column|"
    r"section|translations?|profiles?|orders?|items?|requests?|values?) (?:lists?"
    r"|shows?|falls?"
    r"|has|have|holds?|gets?|goes|appears?|are|is)\b(?! (?:still|not|yet|open|pending"
    r"|missing))",
    r"(?:변경|수정|개선|적용|예|이) ?전(?:에는|엔) [^.]{0,40}?(?:는데|지만|으나|었고"
    r"|았고)",
    r"(?:요청|지시|말씀하신|약속한|합의한) ?대로 [^.,]{0,16}지 ?않"
    r"|(?<!체감 )차이 ?(?:는|가"
    r"|도)? ?없",
    r"(?:미완료|미처리|미확인|미등록|미납|미이수|미사용|미승인"
    r"|미읽음) ?[가-힣]{2,8}(?:에|에는|에게|을|를|은"
    r"|는|만|이|가|의) ",
    r"남아 ?있던 |(?:한|하나|1)(?: ?번|건|개|회)만 (?:처리|호출|발송|전송|결제|저장"
    r"|실행|등록|표시|나)",
    r"(?:예전|기존|이전|옛) [^.]{0,12}도 그대로 (?:열|동작|작동|쓸|사용|유지|살|접속)",
    r"(?:중간|도중)에 [가-힣]{1,4}(?:도|어도|아도|여도|더라도) ",
    r"\bhalf-?(?:finished|done|baked) \w+ (?:is|are|was|were) (?:removed|gone|hidden"
    r"|finished|replaced)\b",
    r"(?:멈|끊|껐|껏|내렸|죽였|뺐|중단)[가-힣]{0,2}다가",
    r"(?:맞|있|되|하|같|차|오)지 ?않으면",
    r"\b(?:is |are |was |were )?left out (?:of the|if|when|where|for)\b",
    # A condition is not what happened: `if it hangs`, `when a payment fails`.
    r"\b(?:if|when|whenever|until|once) [^,;.]{1,60}?(?:,|[.!]?$|(?= (?:the"
    "|it|we|they|you|i|an?|users?|he|she|this|that|our|nothing|everything) ))",
    # Trouble as the name of a thing: `incomplete profiles are listed`.
    r"\b(?:incomplete|pending|missing|failed|failing|unverified|remaining"
    "|outstanding|unresolved|broken|skipped|unfinished|todo|unsent|unanswered"
    "|expired|rejected|blocked|deferred|untested|crashed|overdue)(?: "
    r"[\w'-]+){1,5}? (?:is|are|was|were|get|gets|got|go|goes|went|now|can"
    "|can't|cannot) (?:now |also |all |both |each |then |automatically "
    ")?(?!not|still|yet|pending|todo|open|left|missing|skipped|deferred"
    "|postponed|disabled|needed|required|red|broken|failing|failed|unfi|unre"
    r"|unte|in\b|to\b|on\b|for\b|the\b|an?\b)[a-z]+(?:ed|en|wn|ne|nt|pt)?\b",
    r"\b(?:incomplete|pending|missing|failed|broken|todo|skipped|expired|rejected|"
    r"timeout"
    r"|error|failure|crash)[- ](?:key|link|file|value|item|row|order|job|state|status|"
    r"page"
    r"|badge|tab|list|filter|queue|view|message|comment|field|test|login|payment|upload"
    r"|deliver|request|address|translation|report|handler|handling|code|catalogue|log"
    r"|budget|rate)\w*(?= (?:checker|checks?|test|tests|list|page|filter|is|are|was|"
    r"were|now"
    r"|pass|show|go|get|can|for|in|on|from|and|to|at|fell|went|with|has|have)\b)",
    r"\b(?:refus(?:es|ed|ing) to|rejects?|declines?) (?:overwrite|accept|save"
    r"|delete|send|let|merge|import)\b",
    r"\brevert(?:ed|ing)? (?:the|a|an|my|that) (?:\w+ )?(?:experiment\w*|bad|faulty|"
    r"broken"
    r"|accidental|wrong|unwanted|offending|commit|temporary|change)\b",
    r"\b(?:you|users?|customers?|nobody|visitors?|guests?|people|members?"
    r"|accounts?|one|it|they)(?: \w+){0,2} (?:can't|cannot|won't|don't"
    "|doesn't) [^.;]{0,40}?(?:twice|without|unless|until|before|by (?:edit"
    r"|chang|guess)\w+|outside|beyond|let you)",
    r"\bso (?:that )?(?:it|nobody|they|you) (?:cannot|can't|won't|never)\b",
    r"\b(?:is|are) empty (?:for|when|if|until|on)\b",
    r"\b(?:not one|not a single|never a)\b[^.;]{0,30}",
    r"\b(?:first|rough) draft (?:had|was|went|came)\b",
    r"더 ?이상 [^,.]{0,20}(?:않|없)",
    r"\bno(?:thing)?(?: \w+){0,2} (?:remaining|left|pending|missing|outstanding"
    r"|skipped|blockers?|todos?|open)\b",
    r"(?<![\d.,])\b(?:0|no|zero|without) (?:\w+ )?(?:fail\w*|errors?|broken"
    r"|crash\w*|regress\w*|violations?)\b(?!\s?[=:]\s?[1-9])",
    # Trouble that was made: `broke the receiver on purpose`.
    r"[^.;]{0,60}\b(?:on purpose|deliberately|intentionally)\b[^.;]{0,40}"
    r"|\b(?:deliberately"
    r"|intentionally) \w+|(?:일부러|고의로|의도적으로|강제로|모의로) [^.,]{0,24}",
    r"중복(?:으로)? [가-힣]{1,3} ?(?:\d[\d,]*[건개행줄]|것)[^.]{0,24}(?:걷어|지[웠우]"
    r"|제거|합[쳤치]"
    r"|정리|[뺐빼]|삭제)",
    r"(?:비워 ?두|비우|비어 ?있으|모자라|짧으|길|안 ?넣으|안 ?쓰|안 ?맞으"
    r"|입력하지 않으)"
    r"면 [^.,]{0,24}지(?:는)? ?않",
    r"\b(?:which|what|if|when|whether|whose|where) [^,.;]{1,40}?\b(?:wrong|empty|blank"
    r"|incorrect|missing|undefined|invalid|stale|overlaps?)\b",
    r"(?:누락|미완료|미처리|잔여|보류|생략|빠진|남은)[^,.]{0,8}(?:없|0 ?건|0 ?개)",
    r"(?:오류|에러|문제|누락|유실|중복|재현|손실|노출|유출|초과|깨지|끊기|경고|실패"
    r"|충돌|회귀"
    r"|지연|새|멈추|죽)\S{0,6}(?:는|은|가|이|도|하|되|지|나)? ?(?!사라지|없어지|줄|풀리"
    r"|고쳐|"
    r"해결|가라앉|멎)\S{0,6}(?:않|없|0 ?건|안 ?(?:남|나|생|됨|돼|됩|됐))",
    r"아직[^,.]{0,20}지(?:는|도)? ?않(?:도록|게)",
    r"^(?:예전|기존|이전|종전|원래|전에는|처음|최초)[^.]{0,60}(?:는데|지만|으나|었고|"
    r"았고|했고)$",
    # None at all: 한 번도 나오지 않았, 하나도 없.
    r"(?<!테스트는 )(?<!문서는 )(?<!검증은 )(?<!성공은 )(?:단 )?(?:한|하나|아무 "
    r"(?=문제|이상|오류)) ?(?:건|번|개|명|곳|장"
    r"|줄|군데|것|사람|데|분|문제|이상|페이지|차례|쪽|통|행)?(?:의 [가-힣]{1,4})?도 "
    r"[^.,]{0,12}?"
    r"(?:없|(?:안|못) (?:나(?!갔|가|간)|생|들|죽|끊|깨|멈|빠|놓|틀|터|잃)|(?:나오"
    r"|나타나|생기|"
    r"발생하|발견되|보이|죽|끊기"
    r"|깨지|멈추|빠지|들어오|실패하|어긋나|놓치|새|잃|틀리|재현되|튀|넘|찾|발견하|보|"
    r"겹치)지(?:는|도)? ?(?:않"
    r"|못)했?았?)",
    r"(?:흔적|문제|결함|이상|차이|취약점|유출|누수|버그|오류|에러|누락|오타|불일치|회귀"
    r"|(?:빠진|없는|깨진|틀린|잘못된) [가-힣]+)(?:은|는|을|를|이|가|도)? ?[^.,]{0,12}?"
    r"(?:(?:찾|발견되|발견하"
    r"|발견|보이|나오|나타나|발생하|생기)(?:지(?:는|도)? ?(?:못|않)|을 수(?:는)? 없)"
    r"(?:했|았|었)?"
    r"|못 (?:찾|봤|보))",
    rf"[가-힣](?:는지|은지|{PAST}는지)(?!만|(?:는|도)? ?(?:모르|알 수))",
    r"기 전(?:에는|엔|까지는?) [^.,]{0,20}?지(?:는)? ?않",
    r"(?<!수동으)(?<!과제)(?<!숙제)(?<!통째)(?<!몫으)(?<!식으)(?<!이슈)로 남(?:았|음"
    r"|아)|(?:기록|로그|이력|내역|흔적|사본"
    r"|줄|행)(?:이|가|에|에도|도)? ?"
    r"(?:하나 |한 줄 )?남",
    r"\b(?:pending|remaining|todo|open|skipped|failed|failures?|errors?|blockers?|"
    r"blocked"
    r"|missing|deferred|omitted|outstanding|left|incomplete|warnings?|(?:known "
    r")?issues|risks?"
    r"|남은 \S{1,4}|미완료?|누락|보류|제외|실패|오류|미처리|생략)\s?: ?(?:\[\s*\]|0\b|"
    r"null|none|no\b"
    r"|false|\{\s*\}|없음|없습)",
    r"(?:실패|건너뜀|스킵|누락|오류|에러|미처리|미완료?|반려|보류|잔여|미결|반송|결측|"
    r"중복|충돌|이탈|경고)"
    r"[^.,/\d]{0,6}(?:\d{1,6}(?:건|개)(?:이|에서|→|->| ?→ ?)\s?)?(?<!\d)0 ?(?:건|개|회"
    r"|명|장)?(?![\d.])",
    r"미처리[^.,]{0,20}(?<!\d)0건",
    r"(?:못|안) [가-힣]{1,4}[은는ㄴ] [가-힣]{1,6}(?:은|는|이|가|도)? ?(?:하나도 |한 "
    r"[가-힣]도 )?없",
    r"(?<!오류가 )(?<!문제는 )(?<!문제가 )(?<!에러가 )(?<!경고가 )(?<!현상이 )(?<!증상"
    r"이 )(?<!도 )"
    r"(?:끊기|깨지|멈추|죽|막히|빠지|넘|섞이|겹치|어긋나|밀리|깜빡이|흔들리|잘리|새|튀"
    r"|떨어지|늘|무너지"
    r"|들어오|사라지|바뀌|달라지|변하|재현되|틀어지|튕기|느려지|뒤바뀌|초과하|지연되|"
    r"부러지|나타나|되풀이되"
    r"|반복되)지(?:는|도)? ?(?:않|못)(?:았|했|습|고|음|는|아)?",
    r"다시(?:는)? (?!돌리|실행하|확인하|측정하|재지|하지|해|보지|쓰지|만들|올리|검토하)"
    r"[가-힣]{1,4}지(?:는|도)? ?않았?",
    # A condition is not what happened.
    r"[가-힣 ]{0,24}(?:실패|거절|거부|오류|만료|초과|중단|누락|타임 ?아웃|끊|깨|멈|죽|"
    r"막|없|틀리"
    r"|빠지|넘)[가-힣]{0,4}? ?(?:때|경우|시)(?:는|에|의|에는|엔|를 위한)?(?= )",
    r"(?:실패|거절|거부|오류|만료|초과|중단|누락|끊기|깨지|멈추|죽으|막히|없으|틀리|"
    r"빠지|넘으|넘기"
    r"|안 ?되|못 ?하|잘못되|잘못하)(?:하|되|가 나|나|이 나)?면(?= |,)",
    r"지(?:는|도)? ?(?:못|않)(?:하게|하도록|도록|게|는지|는 것(?!으로)|음을|을 때)"
    r"|못 ?[가-힣]{1,3}(?:게|도록)"
    r"|안 ?되(?:도록|게|는지)",
)

# -- Failures ----------------------------------------------------------------

_COUNTED = r"(?:tests?|cases?|checks?|specs?|suites?|jobs?|files?|건|개)"
_FAILURE = AnyOf(
    # Broken, missed, behind, twice.
    r"\b(?:tests|build|ci|pipeline|suite)(?:'s been)? red[.!]?(?:$| since)"
    r"|\b(?:leaves?|leaving) (?:around |about |some )?(?:\d+|clients|users"
    r"|rows|behind|customers|orders)\b[^.;]{0,30}(?:behind|hanging|over"
    r"|stuck)\b|\b(?:billed|charged|credited|paid|pays|counted|sent|shipped"
    r"|imported|shows?) [^.;]{0,20}twice\b(?! (?:is|are|was|were|any))"
    r"|\btakes? (?:its \w+) (?:down )?with it\b|\bmisfires?\b",
    # Short forms, idioms of giving up, and what does not agree.
    r"^\W*-{3} fail: \w|[❌✗✘](?! ?0)",
    r"\bcall(?:ed)? it a day\b",
    r"\btrips? (?:over)\b|\bstutters?\b|\bbarfs?\b|\bslips?(?:ped)? through\b"
    r"|\boversold\b",
    r"\b(?:(?:is|are|was|were|analysis|result|results|experiment|comparison) "
    r"inconclusive|a mess|wide open)\b|\b(?:i|we) (?:\w+ )?(?:overwrote"
    "|oversold|lost (?:the|about|some|around)|messed|botched|mangled"
    r"|corrupted)\b",
    r"\b\d+(?:\.\d+)? ?(?:%|percent|ms|s|seconds|minutes|mb|kb|gb) (?:slower"
    r"|longer|worse|heavier|bigger|larger)\b(?! (?:cut|before))|\b(?:is|are) "
    "(?:lacking|absent|stale|outdated|unaddressed|unhandled|inaccurate"
    r"|garbage|gibberish|nonsense)[.!]?$|\b(?:bounced|returned) (?:it|the "
    r"(?:\w+ )?\w+) (?:with|full|as)\b",
    r"\b(?<!no )(?<!zero )(?<!without )(?:\d{0,6}[1-9]\d{0,6}|two|three|four"
    r"|five|six|seven|eight|nine|ten|[\w]+teen) (?:\w+ )?(?:violations"
    r"|complaints)(?=[.!,]?$| (?:remain|left|in\b|open|\())",
    r"\bit (?:stops|stopped|breaks|broke) (?:at|on|after|in)\b",
    r"\bwhich (?:it|they|this) should(?: not|n't)\b|막혀야 하는데|\bmade a mistake\b"
    r"|\b(?:filter|form|script|button|setting|option|search|sort|export|import"
    r"|job) ignores\b|\b(?:shows?|has|have|carry|carries) (?:still )?the old \w+[.!]?$",
    r"(?:예전|이전|옛) [가-힣]{1,6}(?:이|가|으로|로) (?:찍|나[옵와]|갑|가요|표시"
    r"|보[이입])|(?:필터|폼|스크립트|설정|옵션|검색|정렬)[이가] [^.]{0,10}무시",
    r"\b(?:has|have) been (?:failing|broken|down|red|crashing|stuck|hanging)\b",
    r"\bthe wrong (?!password|pin|code|token|key|input|email|credential|user|format"
    r"|type"
    r"|file)\w+(?! (?:is|are|now|gets?)\b)",
    r"\b(?:is|are|gets?) (?:loaded|imported|stored|saved|listed|written"
    r"|booked|posted) twice\b",
    r"\b(?:is|are|feels?|stays?|remains?) (?:very |quite |rather |too |still )?(?:slow"
    r"|sluggish"
    r"|laggy|unstable|flaky|buggy|unreliable|inconsistent|ugly|confusing)\b"
    # `The themes are slow refunds`: an attribute claims nothing.
    r"(?! (?!for|on|in|at|to|when|with|and|but|under|after|because|since|again|than|if"
    r"|while|even|today|now|here|there|enough)[a-z])",
    r"(?:파일|데이터|내용|값|설정|행|메시지|글|사진)(?:이|가) (?:사라집|사라져|사라짐"
    r"|없어집|없어져|지워집)|스택 ?트레이스",
    r"\b(?:stays?|stayed|remains?|remained) (?:yellow|red|down|unhealthy"
    r"|degraded|grey|stuck|broken|at 0(?!\.))\b|\b(?:disk|memory|space|quota|volume) "
    r"(?:\w+ )?(?:filled up)\b",
    r"\b(?:exits?|exited|ends?|ended|quits?|terminates?|terminated|aborts?) before\b"
    r"(?! (?:19|20)\d\d)",
    r"\b(?:we|i|they) wanted (?:under|over|less|more|below|\d)",
    r"\bshows? (?:\w+ )?(?:differences|deviations?|discrepanc\w+)\b",
    r"\b(?:wrote|writes|shows?|showed|produced|produces|sent|sends|created"
    r"|loads?|loaded|moved|copied) no (?:rows?|data|results?|output|records?|mails?"
    r"|messages?|files?|values?|entries|events?)\b",
    r"\b(?:leads?|goes|points?|redirects?) (?:to|into) (?:an? |the )?(?:404"
    r"|error|blank|wrong|empty|nowhere)\b",
    r"\b(?:spec|test|suite|build|ci|pipeline|job|check|stage)s? (?:\w+ "
    r")?(?:is|are|went|turned|stays?) red\b|\b(?:restarts|reboots|reconnects"
    r"|disconnects) (?:every|constantly|repeatedly)\b",
    r"\b(?:fires|arrives|appears|triggers) twice\b",
    r"빈 (?:결과|화면|값|페이지|문자열|파일|메일|응답)(?:이|가"
    r"|만)? ?(?:[^.]{0,8})?(?:나[오옵와]"
    r"|들어|뜨|뜹|표시|보[이여입]|돌아)",
    r"(?:다르게|이상하게|엉뚱하게|거꾸로) ?나왔|(?:적재된|들어온|저장된|기록된|생긴"
    r"|보낸|도착한"
    r"|수집된|전송된) [가-힣]{1,4}(?:이|가) (?:하나도 |전혀 )?없",
    r"(?:오류|로그인|리다이렉트|재시작|현상|문제|실패|증상"
    r"|루프)[가-힣]{0,1} ?(?:계속 )?(?:반복|되풀이"
    r")(?:됩|된|돼|됨)|마다 (?:재시작|재부팅|끊|죽|튕|로그아웃|멈)",
    r"(?:숫자|값|결과|데이터|화면|수치|날짜|글자|한글|레이아웃|합계)(?:이|가"
    r"|도)? ?(?:이상합|이상해"
    r"|이상함|엉망)|(?:메모리|용량|지연|큐|로그|디스크|오류)[^.]{0,10}계속 (?:늘|증가"
    r"|커[집져]|쌓|올라)",
    r"멈춥|차이(?:가|는)? ?(?:납니다|나요|남$|났|있습)|두 번(?:씩)? (?:호출|발송|전송"
    r"|결제|표시|저장"
    r"|등록|청구)[가-힣]?(?:됩니다|돼요|되네|됐|됨)",
    r"(?:중간|도중)에 (?:종료|끊|멎|죽|꺼|중단|튕|실패)",
    r"\bends? in an? (?:white|blank|empty|error)\b|\bprints? (?:garbage"
    r"|nonsense|(?<!lint prints )(?<!noemit prints )(?<!check prints )nothing)\b"
    r"|\berr!",
    r"깨져 (?:찍|나[오옵와]|보[이입]|출력)|(?:많게|적게|크게|작게|반대로) (?:나옵|나와"
    r"|돕|돌아)",
    r"\bstops? at \d+ ?%",
    r"\b(?:ends?|ended|exits?|stops?|stopped) (?:up )?(?:in|with) (?:an? |the "
    r")?(?:\w+ )?(?:errors?|failures?|conflicts?|crash|exceptions?|timeout)\b",
    r"\b(?:core dumped|unhandled exception)\b",
    r"\bnothing (?:shows?|worked|helps|helped|happens|happened|arrives?"
    r"|arrived|comes|came|appears|changed|loads)\b|\bwithout (?:any "
    ")?(?:success|luck|effect)",
    r"\b(?:bug|problem|issue|error|crash|leak|symptom"
    r"|loop)\b[^.;]{0,16}\b(?:is back|persists?|reappear\w*|returned|remains"
    r"|resurfaced|again)\b",
    r"\b(?:hangs|hung|freezes|froze|stalls|stalled|dies|died|choked"
    r"|diverge[sd]|misbehaves?)\b",
    r"\b(?:measurements?|results?|numbers?|data|output|outcome) (?:is|are|was|were)"
    r" (?:\w+ )?(?:useless|worthless|meaningless|nonsense|garbage|wrong)\b|\bmade "
    r"(?:it|things) worse\b",
    r"\b(?:rows?|data|records?|day|entries|entry|contents?|settings?"
    r"|messages?|changes?|inputs?) (?:is|are|was|were|got|went) (?:lost|gone)\b",
    r"\bproduc(?:es|ed|ing) (?:duplicate|wrong|garbage|nonsense|error"
    r"|invalid)\w*|\bsame \w+ twice\b|\bdouble (?:mails?|entries|bookings?"
    r"|charges?)\b|\bleads? nowhere\b|\bbanned after\b",
    r"\b(?:accuracy|coverage|score|f1|recall|precision|throughput"
    r"|quality)\b[^.;]{0,16}\b(?:dropped|fell|decreased|worsened|sank)\b"
    r"|\b(?:has |have )?doubled since",
    r"\b(?:aborted|broke off)\b",
    r"깨져(?:요|서|$)|(?:오류|에러|예외)(?:로|를|을) ?(?:끝|뱉|던|토|죽)|(?:컴파일"
    r"|빌드|타입|문법|런타임|린트) ?(?:에러|오류)(?:$|[.,])",
    r"(?:울리|움직이|켜지|붙|읽히|잡히|연결되|저장되|반영되|실행되|동작하|작동하|"
    r"인식되|인식하|반응하"
    r"|채워지|넘어오|로드되|표시되|통과되|성공하|들리)지(?:는|도|가|를)? ?(?:않|못)",
    r"불일치",
    # Counted, and not put right.
    r"(?:실패|오류|에러)(?:한 테스트| 건수)? ?(?:[:=]|는|은|가"
    r"|이)? ?0*[1-9]\d{0,8} ?[건개회]",
    r"(?:정확도|커버리지|점수|재현율|정밀도|품질|처리량)[^.]{0,20}(?:내려갔|떨어졌"
    r"|하락|나빠)|두 배가 (?:됐|되)",
    r"(?:다시|또) (?:나타났|나왔|발생했|터졌)|증상(?:이|은)? ?(?:똑|같|그대로|여전"
    r"|계속)",
    r"(?:계속|매번|자꾸|번번이) [가-힣\d ]{0,10}?(?:샙|새[요네고]|죽|멈|멎|끊|실패"
    r"|나[와옵]|튕|떨)",
    r"[45]\d\d(?:을|를|이|가|만)? ?(?:뱉|납|나요|나옵|떴|뜹|던|토)",
    r"과열|헐거|빨[간갛강] ?(?:불|게|$)?(?!.{0,3}(?:선|색|점|버튼|글))|차단당"
    r"|없는 페이지로",
    r"아무 ?(?:것|일|런)?(?:도| 반응도| 변화도)? [^.]{0,8}(?:안 (?:나|뜨|보|되|일|하)|"
    r"하지 ?않|없)",
    rf"(?<![\d.,])0*[1-9]\d{{0,8}} ?{_COUNTED}?(?: are| were| is| was|이|가|은|는)? ?"
    r"(?:still )?(?:failed|failing|failures?|errors?\b|errored|broken|crashe[ds]"
    r"|실패|에러|오류|red\b)(?!\s?[=:]\s?0)",
    r"\b(?:failed|failing|errors?|broken)\s?[:=]\s?0*[1-9]",
    r"^(?:fail(?:ed|ure)?|error)\b[:.!]?(?!\s*(?:fast|over|rate|page|message"
    r"|handling))",
    r"\b(?<!had been )(?:failed|failing|crashed|broken|aborted)[.!]?$",
    r"\b(?:segfault\w*|panicked|stack trace|traceback|out of memory)\b(?! "
    "(?:report|log|dump|fix|handl))",
    r"\bexit(?:ed)?(?: with)?(?: (?:code|status))?[ :=]+[1-9]\d{0,2}\b",
    r"\b(?:does nothing|blank (?:page)|forever|garbled|unreadable|unusable"
    r"|unclickable|slower than|unresponsive)\b",
    r"\b(?:comes? (?:back|out|up)|appears?|displays?|renders?|prints?|looks?"
    "|is|are|stays?|remains?) (?:as )?(?:blank|empty|nothing|wrong|undefined"
    r"|nan|stale|twice|garbled|off|incorrect|misaligned|doubled)\b",
    r"\b(?:refus(?:es|ed) to|complained)\b",
    r"튕[기깁겨]",
    r"(?:뜨|나오|보이|먹|듣|올라오|도착하|오|열리|넘어가|눌리|바뀌|맞|풀리|사라지|줄지"
    r"|줄"
    r"|켜지|꺼지|들어오|나가|불러오|뜨질)지(?:는|도|가)? ?않(?:습|음|아요|네|고 있|았)",
    r"\b(?:rolled back|reverted)\b",
    r"\b(?:missed|below|over|above|exceed\w*) (?:the |our )?(?:target|goal"
    r"|limit|budget|threshold)(?!: \d| (?:(?:is|are|was|were|get|gets) (?:\w+ly "
    ")?(?:marked|flagged|listed|highlighted|shown|refused|rejected|blocked"
    r"|logged|reported|counted|dropped|answered)|gets? an? \d|returns? \d"
    "|receives? ))",
    r"되돌[렸림](?!기|더니)",
    r"원인(?:을|은)? ?(?:불명|모)",
    # More words for what breaks, and how.
    r"서 있었",
    r"삐져나|새어 ?나|뒤바[뀌꿔뀐뀝]|풀려 (?:버|있)",
    r"(?:또|다시|재차|이번에도|이번 달에도|이번 주에도|어젯밤에도|지난밤에도"
    r"|여전히) ?[가-힣0-9 ]{0,6}(?:터[지집져]|반려|돌아왔|막[히혔]|치솟|끊|튀|기어오"
    r"|퇴짜|되풀이|찍[혔힙]|생겼|생김|죽)|(?:처음|첫) ?[가-힣 ]{0,8}로 되돌아"
    r"|되돌려 ?(?:놓|놨)|갈아엎자|느낌이 아닌",
    r"는커녕|우상향|(?:소득|쓸모|진전|체감(?: 차이)?|효과|보람)(?:가|이|은"
    r"|는)? ?(?:거의 |전혀 |별로 )?없",
    # A negation of what should come: `뜨질 않네요`, `사라지지 않습니다`.
    r"[가-힣]질(?:을)? ?(?:않(?!도록|게|던)|못)",
    # Numbers that do not fit.
    r"서로 (?:다[르릅름]|달[라랐]|엇)|\d[\d.,]* ?(?:%|원|건|개|명|초|분"
    r"|장)? ?(?:오차가|모자)|\d ?원 ?(?:뜸|뜹|빕|비[네는])|(?:초|분|박자|시간|하루"
    r"|일)(?:씩)? (?:더 )?(?:늦게|밀[립려린])|(?:쪽|초|분|자|단어|건|%|ms|명)(?:를|을"
    r"|이) (?:한참 |크게 |훌쩍 |두 배나 )?(?:넘겨|넘긴|초과|벗어|웃돌)|두 배나 "
    r"|(?:기준|목표|요구|sla|한도|합의|허용|상한|조건)[가-힣 \d%.]{0,12}(?:밑돌|벗어"
    r"|훌쩍|넘어[섭섰]|한참)|0바이트",
    # What was there before is there still.
    r"(?:구버전|옛 [가-힣 ]{1,8}|예전 [가-힣]{1,6}|이전 [가-힣]{1,6}"
    r"|지난달 [가-힣]{1,4}|옛)(?:으로|로|이|가|을|를) ?(?:그대로 |아직 |계속 )?(?:흐르"
    r"|찍|걸려|실려|싣|보여|보이|보입|붙들|쓰고|돌|\d+군데|남|나[옵와]|먹|나갔)"
    r"|(?:critical|취약점?|경고|오류|링크|원문|증상|현상|통장|개수|건수|개|건"
    r"|토큰)[^.]{0,12} 그대로(?: (?:나|뜨|뜹|먹|뚫|있|실|남|두)|[.]?$|예|입|임)|굴러다"
    r"|no data|번갈아|connection (?:refused|reset)|(?:토큰|계정"
    r"|권한)[가-힣 ]{0,6}으로 [^.,]{0,14}(?:보입|들어가[져집]|열립)",
    r"두 (?:번|건|벌|개)(?:씩|이)? (?:나[옵와온]|찍[혔힙]|들어[가갑]|보[입인]|결제"
    r"|청구)|(?:에러|오류|경고)[가이는] (?:\d+|몇|수십|수백|여러|스무|열|한|두|세"
    r"|네)[가-힣 ]{0,8}(?:나[옵오와]|뜨|뜹|있|남|찍)|구멍이? ?(?:나|납|났|있|생)"
    r"|네모(?:로|가)|발목|계속 (?:떠|뜹|들어[오옵와]|다[릅르]|같은)"
    r"|번[^.,]{0,14} (?:한|두|세) 번(?:은|꼴)|수십 번",
    r"(?:nan|null|undefined|#n/a|#ref!|#value!)(?:이|가|로|으로|만)? ?(?:나[옵와온]|뜨"
    r"|뜹|찍|떠|표시|보[이입]|죄)|겹쳐 ?(?:요|보|나)",
    r"헛수고",
    # The marks of a list of checks.
    r"[❌✗✘☐]|(?<![a-z])ng [1-9]|^\W*fail[\]:]|(?<![a-z])not ok \d|# fail [1-9]"
    r"|=> flaky|→ flaky",
)
_PAST_TROUBLE = AnyOf(
    r"\b(?:first|initial(?:ly)?|at first|earlier|previous(?:ly)?|before|originally|used"
    r" to|was failing|were failing|had|once|the old|the first)\b",
    r"처음|최초|초기|이전|기존|원래|1차|첫|당시|전에는|하던|했던|였던|됐던|었던|는데"
    r"|지만|으나|어서"
    r"|아서|해서|여서",
)
_RESOLVED = AnyOf(
    r"(?:모두|전부|다|일괄) (?:보정|수정|고쳤|고침|정정|조치|해결|복구|재처리|보완"
    r"|교체|채웠|채움|재발송)(?! ?(?:예정|필요|해야|못|중))",
    r"\b(?:there (?:are|is|were) none|none (?:are |is )?left|down to (?:0|zero|"
    r"none))\b",
    r"\b(?:fixed|resolved|solved|repaired|corrected|patched|now (?:pass|green|work|ok"
    r"|fine|clean|all)|works? now|pass(?:es)? now|(?:error|warning|bug|problem|leak|"
    r"crash|flicker\w*|noise|flake|issue"
    r"|symptom|delay|it) is gone|went away|green again|healthy"
    r" again|recovered|worked around|after (?:fixing|patching|that|the fix|retry))",
    r"\b(?:all|every|whole|full|entire|total|both)\b[^.]{0,40}\b(?:pass(?:ed|es|ing)?"
    r"|green|succeed(?:ed)?|ok)\b",
    r"\b(\d{1,6})/\1\b|\b0 (?:failed|failures|errors)\b|\b100 ?%",
    r"\b(?:rerun|re-run|reran|second run|final run|last run|then|now)\b[^.]{0,40}"
    r"\b(?:pass|green|succe|clean|ok)",
    r"\b(?:since then|ever since|no longer|has (?:not|never) (?:come back|failed|"
    r"happened (?:again|since|any))"
    r"|handles? (?:it|them|that) now|handled now|gone now|stable now|fine now|runs now"
    r"|back to"
    r" normal)\b",
    r"(?:뒤|후|이후|다음)(?:로|부터|에)?(?:는|엔)? [^.]{0,24}(?:잘 |정상|끝까지|전부|"
    r"모두|매일|문제 ?없"
    r"|괜찮|통과|성공|않|없)|그 ?(?:뒤|후)로|지금은 [^.]{0,20}(?:정상|초록|통과|잘|"
    r"괜찮)",
    r"\bso (?:i|we) (?!can't|cannot|could|am|are|have to|had to (?:stop|revert|undo)|"
    r"stopped"
    r"|gave|left|skip|need|did not|didn't|do not|don't)[a-z]+",
    r"(?:오류|에러|경고|현상|문제|지연|풀스캔|깨짐|끊김|버그|증상|먹통|흔들림|렉|깜빡임"
    r"|무한 로딩|사각형|콘솔)"
    r"[가-힣]{0,2} (?:말끔히 |완전히 |싹 |모두 |바로 )?(?:사라졌(?!으나|지만|다고)"
    r"|없어졌|해소|멎었|풀렸)|평정|되살[렸려]"
    r"|(?<!미)해결|고쳤|고침|고친|고쳐|고치고|잡았|잡은|잡음|바로잡|수정(?:했|함|하여"
    r"|해|한"
    r"|하고|후"
    r"| 후| 완료)"
    r"|복구(?:했|됨|됐|함| 완료)|정상(?:화| 동작| 작동|적|입| 확인)|원인(?:을"
    r"|은)? ?(?:찾아|제거)",
    r"(?:모두|전부|전체|다|전 ?건|건|개|이제) ?(?:다시 ?)?(?:통과|성공|정상)|재실행"
    r"|다시 (?:돌|실행)",
)
_NOT_RESOLVED = AnyOf(
    r"\bfor now\b|\bof (?:them|those|the|which)\b|\b(?:not|isn't|n't|tried to|trying to"
    r"|attempted to"
    r"|need to|needs to|to be|should be|will be|partly|partially) (?:\w+ )?(?:fix|resol"
    r"|solv|repair|patch)",
    r"미해결|아직|못 ?(?:잡|고)|오류가 계속|사라지긴|근본|고쳤(?:다고|지만|으나|는데)"
    r"|(?:고쳐|바꿔"
    r"|바로잡아?) ?(?:보았|봤|보긴)|"
    r"고치긴|(?:고치|해결하)려(?:다|고 했)|줄 알았|고친 줄|고친 건 아|해결 ?못"
    r"|재실행(?:은|도)? ?안|"
    r"중 \d+(?:건|개)만|(?:해결|수정|복구)(?:이|은|을|되지|하지)? ?(?:못|안|않|필요"
    r"|예정|중)",
)
#: Outweighs a word of mending: `고치고 나머지는 남겼다`.
_STILL_LEFT = AnyOf(
    r"(?:지|진)(?:는|도|를)? ?(?:못했|못하였|않았|않고 있)(?:습니다|어요|음|다|네요"
    r"|죠)?[.]?$|[가-힣]질 ?않|만 (?:고쳤|들어갔"
    r"|고치고|해결|수정)|못 고[친쳤치]|덜 (?:됐|끝)|제쳐|남겨 ?(?:두|뒀|놨)"
    r"|그대로 (?:실려|남|있)|않은 채|고쳐지지"
    r"|(?:은|는|이|가|도) (?:아직|여전히)",
)
_MENTION = AnyOf(
    r"\b(?:is|are) on the board\b|\bmeeting (?:about|on) [^.;]{1,40} took place\b"
    r"|\basked (?:the|my"
    r"|our) (?:\w+ )?(?:team|colleagues?) (?:for|about)\b",
    r"(?:보드|백로그|칸반)에 (?:올리|올렸|등록|추가)|(?:저|제|나)에게 배정|브랜치(?:를"
    r"|만)? ?(?:만들었|땄)"
    r"|에 대해 [^.]{0,16}(?:논의|이야기|상의|협의)하고|회의(?:를|도)? ?(?:했|가졌|열었)"
    r"|의견(?:을|도)? ?"
    r"(?:물었|물어|여쭤)",
    r"\b(?:followed|consulted|referred to|looked at|read through|skimmed|according to"
    r"|went through(?! (?:review|on|in|at|without|fine|clean\w*|ok|as)\b|[.,;!]|$)"
    r"|as described in|as documented in)\b|\bi read\b|\bi have read\b|"
    r"\bread up on\b"
    r"|\bi(?:'ve| have) (?:read|seen|studied)\b|\bfamiliar with\b|^studied\b|\bhad a "
    r"look\b"
    r"|\bwent over\b|\breviewed (?:the )?(?:existing|old|current)\b",
    r"\b(?:talked|spoke|chatted) (?:about|to|with|through)\b|\b(?:discussed|debated|"
    r"brainstormed|considered|looked into|thought about|went through the options)\b"
    r"|\b(?:had|held) (?:a |the )?(?:chat|talk|call|discussion|meeting)\b",
    r"(?:이야기|얘기|논의|상의|의논|협의|토의|토론|고민|대화)(?:를|을)? ?(?:했|하였|함"
    r"|해 ?[봤보]|나눴|나누었|나눔|중)",
    r"열어 ?(?:봤|보았)(?:습니다|다|어요|음)[.]?$",
    r"참고(?:했|하여|해서|함|하고|만)|참조(?:했|하여|해서|함)|살펴(?:봤|보았|봄)"
    r"|(?:을|를|도) (?:[가-힣]+ ){0,2}읽(?:었|어 ?[봤보]|음)|공부(?:했|함)|숙독|훑어"
    r"|찾아 ?(?:봤|보았|봄)|에 따르면|^[^ ]+(?:은|는) (?:봤|알고)|(?:절차|내용|방법)"
    r"(?:는|은|를) 알고"
    r"|(?:가이드|지침|문서|규칙|절차|기준|방침|매뉴얼|런북|규정|컨벤션|템플릿"
    r"|표준)[가-힣]{0,2} ?따(?:라|랐)",
)


#: "Went through all of it and wrote a summary" is work.
_AND_WORKED = re.compile(
    r"\b(?:and|then) (?:then )?(?:wrote|made|built|fixed|added|drew|filed|filled|marked"
    r"|listed|tagged|sorted|corrected|drafted|created|put|moved|removed|updated|merged"
    r"|summari[sz]ed|compiled|closed|sent|translated|cleaned|labell?ed)\b"
    r"|(?:보고|읽고|살펴보고|훑어보고|논의하고|참고해서?|참고하여|참조하여) [^.]{0,40}"
    r"(?:작성|정리|수정|만들었|고쳤|추가|반영|썼)(?:했|하였|함|됨|완료|습|다|음|어)"
)


#: A bare count behind the name of a tool: its result, also if that is all about errors.
_RESULT = AnyOf(
    r"^\W*(?![^:=]{0,30}(?:수정|해결|처리|고친|조치|재현|제거|복구|이전|종전|기존|차단"
    r"|변경|작업|내역|해소"
    r"|모의|유발|대응|범위|before))[^:=,]{1,30}(?: ?[:=] ?|결과 "
    r"| — )(?:[가-힣]{1,6} )?(?:오류|에러|실패|위반|오역"
    r"|불합격|부적합|취약 항목|결함|오탈자|error"
    r"|fail) ?(?:건수 ?)?[: ]{0,2}0{0,4}[1-9]\d{0,6} ?(?:건|개|곳|회)?"
    r"(?:[.!]?$| ?[/,·])",
    r"^\W*(?:오류|에러|실패|미결|미해결|위반|누락|남은 오류) ?(?:건수|개수|수|사항"
    r"|건)? ?[:=] ?[^:,]{0,12}?(?<![\d.])"
    r"[1-9]\d{0,6} ?(?:건|개|곳|회)?[.!]?$",
)
#: What a polite report ends with.
_OFFER = AnyOf(
    r"^\W*(?:happy to|glad to|let me know|feel free|just (?:ask|say|tell|ping)|ping me"
    r"|shout"
    r"|any questions|if you (?:like|want|need|prefer|have)|i can also|anything else)\b",
    r"(?:필요하시면|필요하면|원하시면|궁금하|문의|의견(?:이)? 있으|말씀 ?주시면"
    r"|수정이 필요)[^.]{0,30}"
    r"(?:주세요|주십시오|말씀|알려|바랍니다|드리겠습니다|가능합니다|하겠습니다)",
)
_OFFER_BEFORE_WORK = AnyOf(
    r"\b(?:i'll|i will|and then|before i|so i can|to start|can start)\b|시작하|진행하겠"
    r"|착수",
)
_REQUEST = AnyOf(
    r"(?:주세요|주십시오|주시기 ?바랍니다|주시면 (?:됩니다|좋겠습니다|감사하겠습니다)"
    r"|부탁(?:드립니다|드려요|합니다|해요)|바랍니다)[.!~ ]*$",
    r"^\W*(?:please|kindly|could you|can you|would you|feel free|let me know)\b",
)

_NOTHING = (
    r"\s*+(?!\[\s*\]|\{\s*\}|0\b|null|none|false|no\b|\"\s*\"|\"(?:none|no|n/a|"
    r"-|없음)\")"
)
_LEFT_KEYS = re.compile(
    r"\"(?:skipped|omitted|left[ _]?(?:out|undone)?|deferred|excluded|incomplete|"
    r"outstanding"
    r"|open(?:[ _](?:items|points|tasks))?|postponed|remaining\w*|to[ _]?do|pending|"
    r"not[ _]"
    r"(?:yet[ _])?(?:done|covered|tested|verified|included|started)|undone|unverified|"
    r"남은 ?\w*"
    r"|제외\w*|미완\w*|누락\w*|보류\w*|생략\w*|미처리\w*|안 ?한 ?\w*)\"\s*:"
    + _NOTHING
    + r"(?=[\[\"{a-z가-힣])"
)
_FAIL_KEYS = re.compile(
    r"\"(?:\w{1,30}_)?(?:failed|failures?|errors?|fail|broken|실패\w*|오류\w*)\"\s*:"
    + _NOTHING
    + r"(?=[\[\"{1-9])|\"(?:ok|success|passed|succeeded|pass|성공\w*|"
    r"통과\w*)\"\s*:\s*false"
    r"|\"exit[ _]?(?:code|status)?\"\s*:\s*[1-9]|\"(?:status|result|상태|"
    r"결과)\"\s*:\s*\"(?:fail"
    r"|error|partial|incomplete|in[ _-]?progress|wip\b|ongoing|not[ _-]?(?:done"
    r"|finished|started)|실패|오류|미완|진행 ?중)"
)


def _by_keys(low: str) -> Kind | None:
    """Tell what the names of fields claim: `"skipped": ["x"]`."""
    if _FAIL_KEYS.search(low):
        return Kind.FAILURE
    return Kind.UNDONE if _LEFT_KEYS.search(low) else None


def is_past(clause: str) -> bool:
    """Tell whether *clause* speaks of how things were at first."""
    return _PAST_TROUBLE.search(clause.lower())


#: What was meant to go wrong, and a state that is named.
_SO_INTENDED = re.compile(
    r"\b(?:fail(?:s|ed)?|break(?:s)?|broke|reject(?:s|ed)?|crash(?:es"
    r"|ed)?)\b[^.;,]{0,40}"
    r"\bas (?:expected|intended|it should|planned)\b"
    r"|\b(?:status|state) (?:is|are|was|=|of) (?:\w+ or )?\w+"
    r"|(?:[가-힣]+[·/] ?)+[가-힣]+ ?(?:상태|종류|단계|항목)"
    r"|\b(?:pending|blocked|draft|failed|todo|done) ?(?:복귀|상태|전환|항목|값)"
    r"|미(?:해결|처리|완료|결|답변)[^.,]{0,20}\d ?건?에서 [^.,]{0,10}줄"
    r"|\bdeferred (?:revenue|tax|income|payment)\b|\b(?:the|its|with|full) traceback\b"
)


@lru_cache(maxsize=KEPT)
def classify(clause: str, names: frozenset[str]) -> tuple[Kind, bool]:
    """
    Say what *clause* claims, and whether it puts trouble right.

    *names* are words that the criteria use: a page of blocked users or a rule
    for failed orders is a thing, not a confession.
    """
    low = clause.lower()
    if '"' in low and (kind := _by_keys(low)):
        return kind, False
    if _RESULT.search(low):
        return Kind.FAILURE, False
    low = _SO_INTENDED.sub(" ", without_names(low, names))
    resolves = (
        _RESOLVED.search(low)
        and not _NOT_RESOLVED.search(low)
        and not _STILL_LEFT.search(_FINE.without(low))
    )
    if _TALK.search(low):
        return Kind.TALK, False
    if _OFFER.search(low) and not _OFFER_BEFORE_WORK.search(low):
        return Kind.REQUEST, False
    plain = _FINE.without(low)
    for kind, is_said in (
        (Kind.FAILURE, _fails(plain, resolves=resolves)),
        (
            Kind.FAILURE,
            not resolves and has_korean(plain) and trouble_ko.broke_at_first(plain),
        ),
        (Kind.UNDONE, not resolves and (_PUT_OFF.search(plain) or owes(plain))),
        (Kind.PLAN, _PLAN.search(plain)),
        (
            Kind.UNDONE,
            not resolves
            and (
                _UNDONE.search(plain)
                or admits(plain)
                or (has_korean(plain) and trouble_ko.admits(plain, low))
            ),
        ),
        (
            Kind.UNDONE,
            (_is_korean_part(plain) and not _SAMPLE.search(plain))
            or (not resolves and _is_part_done(plain)),
        ),
        (Kind.MENTION, _MENTION.search(low) and not _AND_WORKED.search(low)),
        (Kind.REQUEST, _REQUEST.search(low)),
    ):
        if is_said:
            return kind, False
    return Kind.EVIDENCE, resolves


#: A run's own summary: `2 failed, 45 passed` is not put right by its `passed`.
_COUNT_LEFT = re.compile(r"(?<![\d.,])0*[1-9]\d{0,8} (?:failed|failures?|errors?)\b")


def _fails(clause: str, *, resolves: bool) -> bool:
    if falls_short(clause):
        return True
    if resolves and not _COUNT_LEFT.search(clause):
        return False
    return _FAILURE.search(clause) or breaks(clause)


_COUNT = {
    name: value
    for value, names in enumerate(
        (
            "zero",
            "one 한 하나",
            "two 두 둘",
            "three 세 셋",
            "four 네 넷",
            "five 다섯",
            "six 여섯",
            "seven 일곱",
            "eight 여덟",
            "nine 아홉",
            "ten 열",
            "eleven 열한",
            "twelve 열두",
        )
    )
    for name in names.split()
}
_NAMES_EN = "|".join(name for name in _COUNT if name.isascii())
_EN = rf"\d{{1,3}}(?:,\d{{3}})+|\d{{1,9}}|{_NAMES_EN}"
_KO_ONES = (
    "한 하나",
    "두 둘",
    "세 셋",
    "네 넷",
    "다섯",
    "여섯",
    "일곱",
    "여덟",
    "아홉",
)
_KO_TENS = "열 스물 서른 마흔 쉰 예순 일흔 여든 아흔".split()
_COUNT |= {
    tens + name: 10 * ten + one
    for ten, tens in enumerate(("", *_KO_TENS))
    for one, names in enumerate(("", *_KO_ONES))
    for name in names.split() or [""]
    if tens + name
} | {"스무": 20}
_KO = "|".join(sorted((n for n in _COUNT if not n.isascii()), key=len, reverse=True))
_OF = (
    r"건|개|명|대|장|번|곳|통|편|분|쪽|군데|회|종|줄|가지|단계|화면|칸|부|조|컷|자루"
    r"|세트|점"
    r"|항목|문항|페이지|파일|버킷|과목|팀|줄|권|벌|표"
)
_KO_NUMBER = r"\d{1,3}(?:,\d{3}){1,3}|\d{1,9}"
_SHARE = re.compile(
    rf"(?<![\w./,])(?P<part>{_EN})(?: [a-z]+(?= out of ))?"
    rf"(?P<slash> ?/ ?| (?:out )?of )"
    rf"(?:(?:the|my|our|all|these|those|their|your|its|every) )?(?P<whole>{_EN})"
    rf"(?![\w/]|[.,]\d)"
    rf"|(?<![\d.,])(?:(?P<all>{_KO_NUMBER}) ?(?:{_OF})?|(?P<total>{_KO}) ?(?:{_OF})?)"
    # `47개 모듈 중`, and behind it `열린 것은 아홉`.
    rf"(?: [가-힣a-z]{{1,10}})? ?(?:중|가운데) ?(?:에서? ?)?"
    rf"(?:(?:[^ .,]{{1,12}} ){{0,3}}(?:것은|건|곳은|데는|분은|통은|칸은"
    rf"|게) (?:[^ .,]{{1,8}} )?)?"
    rf"(?:(?P<some>{_KO_NUMBER})(?![\d.%]| ?(?:초|ms|시간|차|월|일|년))"
    rf"|(?P<few>{_KO})(?= ?(?:{_OF})|[은는이을를도만뿐임.]|입니다|이에요|예요"
    rf"|$))(?! ?번째)"
)
#: The tries stand in a clause of their own: `ran it 50 times, 48 were green`.
_TRIES = re.compile(
    rf"(?<![\w.,])(?P<whole>{_EN}|{_KO}) ?(?:times|runs|tries|attempts|회|번|차례)"
    rf"[^\d.;]{{0,40}}?(?<![\w.,])(?P<part>{_EN}|{_KO})(?: ?(?:times|runs|회|번))?"
    r" (?:of (?:them|which) )?(?:were|was|are|pass|succe|green|통과|성공)"
)
_SUCCESS = AnyOf(
    r"\bpass|\bgreen|\bsucce|\bdone\b|\bcomplete|\bworks?\b|\bworking\b|\bloads?\b"
    r"|\bfires?\b"
    r"|\breturn\w* (?:200|ok)\b|\brespond|\bsent\b|\bdelivered|\bmigrated"
    r"|\bconverted|\brestored|\buploaded",
    r"통과|성공|완료|처리|정상|동작|작동|울[리립]|응답|발송|전송|변환|답변",
)


def falls_short(clause: str) -> bool:
    """Tell whether *clause* counts fewer successes than there were tries."""
    if not _SUCCESS.search(clause):
        return False
    tried = _TRIES.search(clause)
    if tried and _number(tried["part"]) < _number(tried["whole"]):
        return True
    return _is_part(clause, dates=True)


def _is_part(clause: str, *, dates: bool = False, nothing: bool = True) -> bool:
    """
    Tell whether *clause* counts a part of a whole.

    3/12 may be one of *dates*, and *nothing* of a whole may be what was bad in it.
    """
    if not _WHOLE.search(clause):
        return False
    for found in _SHARE.finditer(clause):
        if found["slash"] and "/" in found["slash"] and not dates:
            continue
        part = _number(found["part"] or found["some"] or found["few"])
        whole = _number(found["whole"] or found["all"] or found["total"])
        if part < whole and (part or nothing):
            return True
    return False


def _is_korean_part(clause: str) -> bool:
    """Tell whether *clause* says `58개 중 51개`, whatever was done to them."""
    return bool(_AMONG.search(clause)) and _is_part(clause, nothing=False)


_AMONG = re.compile("중|가운데")
#: Without it there is no whole, and a search for its numbers takes long.
_WHOLE = re.compile(r"중|가운데|/|\bof\b")


def _number(word: str) -> int:
    word = word.replace(",", "")
    return int(word) if word.isdecimal() else _COUNT[word]


def _is_part_done(clause: str) -> bool:
    """Tell whether a part was done, or stands for itself: `3 of the 8 hosts`."""
    if _SAMPLE.search(clause) or not _is_part(clause):
        return False
    return _DID.search(clause) or (
        not has_korean(clause) and not _NO_WORK.search(clause)
    )


#: Counts trouble or a use, not work: `0 of 220 changed`, `140 of 200 connections`.
_NO_WORK = AnyOf(
    r"\b(?:0|zero|none|never|no|at most|below|under|peaks?|peaked|max\w*|beyond)\b"
    r"|\bonly (?:one|two)\b|\b(?:stars|points|used|in use|free|spare|changed|failed"
    r"|returns?|beats?|duplicates|noise|alternatives|options|false alarms)\b|%"
    r"|\b(?:page|step|part|chapter|slide|figure|section|phase|day|week|row)"
    r" (?:\d|one|two)",
)
#: Work of which a part may be done.
_DID = AnyOf(
    r"\b(?:did|done|finish\w*|wrote|written|cover\w*|clean\w*|translat\w*|checked|"
    r"tested"
    r"|implement\w*|built|handled|read|interviewed|labell?ed|converted|reviewed|filled"
    r"|fixed|closed|updated|moved|drawn|drew|recorded|called|visited|ready|have|has)\b",
    r"썼|마쳤|마침|끝|번역|작성|옮겼|만들었|돌렸|고쳤|정리|적용|했|완료|검토|확인|그렸",
)
#: A sample is a part on purpose.
_SAMPLE = AnyOf(
    r"\b(?:sampl\w*|random\w*|picked|chose\w*|spot|selected|duplicates?|kept)\b",
    r"표본|무작위|골라|골랐|뽑|추출|선정|확정|채택|맞[혀혔힘힌]|정확도|적중|죽은|깨진"
    r"|중복|오탐|불필요|영향|해당|바뀐|오류",
)


#: Ends what claims something, rather than names it.
_CLAIMS = re.compile(
    r"(?:다|요|음|함|됨|임|남|짐|고|며|는데|지만)[.!]?$|\b(?:is|are|was|were|has|have"
    r"|does|do"
    r"|did|fails?|failed)\b",
    re.IGNORECASE,
)
_LEAST_LIST, _LONGEST_ITEM = 4, 3


#: The last of several names, and what they are together.
_ENUMERATED = re.compile(
    r"[가-힣](?:처럼|같은|등(?:의|을|은|이)?) |(?:두|세|네|다섯|여섯|\d) ?(?:종류?"
    r"|가지|유형|항목)"
    r"|\b(?:types|kinds|reasons|variants|states)\b"
)


def _is_listed(clause: str, parts: list[str]) -> bool:
    """Tell whether *clause* is one of several names in a row."""
    items = [part for part in parts[:-1] if len(part.split()) <= _LONGEST_ITEM]
    least = 1 if parts and _ENUMERATED.search(parts[-1]) else _LEAST_LIST - 1
    return (
        len(items) >= least
        and clause in items
        and not any(map(_CLAIMS.search, items))
        and not any(char.isdigit() for item in items for char in item)
    )


#: Says of what stands before it that it was to be so, or what was done about it.
_AS_WANTED = re.compile(
    "(?:just |exactly )?as (?:intended|expected|asked|planned|requested|agreed"
    "|designed"
    r"|wanted|it should|the (?:ticket|brief) (?:asks|wanted|says))\b|by design\b"
    r"|on purpose\b|which was the point",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"so (?:i|we) (?!can|could|am|are|have|had|stopped|gave|left|skip|need|did|do|only"
    r"|just|assumed|guessed|relied|took|used|dropped|switched)[a-z]+(?:ed|t|w|n|d)?\b",
    re.IGNORECASE,
)


_SHARE_OF = re.compile(
    r"\d[\d,]* ?[가-힣]{0,3} ?(?:중|가운데)(?:에서?)? ?\d[\d,]*"
    r"|\d[\d,]* (?:out )?of (?:the )?\d[\d,]*"
)


def _is_rate(clause: str, sentence: str, names: frozenset[str]) -> bool:
    """Tell whether a part and its whole only say how a share was reckoned."""
    if "%" not in sentence or not _SHARE_OF.search(clause):
        return False
    return classify(_SHARE_OF.sub(" ", clause), names)[0] is Kind.EVIDENCE


#: Names what stands below it, and claims nothing.
_HEADING = re.compile(r"#{1,6}\s*\S+(?:\s\S+)?|\*\*[^*]{1,24}\*\*:?")


#: What stands behind it is still to come, to the end of the sentence.
_PLANNED = re.compile(
    r"\W*(?:the )?(?:plan|next(?: steps?)?|to-?do|계획|할 ?일|향후 ?계획|다음 단계)\s?:"
    r"(?!\s*(?:none|nothing|n/a|no\b|없|-|—))",
    re.IGNORECASE,
)


#: Heads a list of what is still to come, or was left.
_TO_DO = re.compile(
    r"[\W\d]*(?:(?:the )?plan|계획|(?:possible |suggested |recommended )?next"
    r"(?: (?:steps?|up|actions?))?"
    r"|to-?dos?|(?:remaining|outstanding|open|left)(?: (?:work|tasks?|items?|steps?"
    r"|points?|to do))?|(?:what's|what is) (?:left|next|missing|open)|still (?:open"
    r"|to (?:do|come)|missing)|not (?:yet )?done(?: yet)?|pending"
    r"|다음(?: ?(?:단계|작업|순서|할 ?일))?|남은 ?(?:작업|일|것|항목|과제)|할 ?일"
    r"|향후(?: ?(?:계획|작업|일정))?|미(?:완료|적용|구현|처리|확인)(?: ?(?:항목|작업))?"
    r"|추후(?: ?(?:작업|진행|계획))?|(?:진행 ?)?예정(?: ?(?:작업|사항))?)\W*",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*(?:[-*+•·▪◦\u2013\u2014]|\[[ x]?\]|\(?\d{1,2}[.)])\s*|\s{2}")
_NONE_OF_IT = re.compile(r"\W*(?:none|nothing|n/a|no\b|없|해당 ?없)", re.IGNORECASE)


def _to_do(text: str) -> frozenset[int]:
    """Return the numbers of the sentences that a heading says are still to come."""
    found: set[int] = set()
    number = 0
    is_below = is_apart = False
    for line in text.split("\n"):
        count = sum(1 for _ in sentences(line))
        if _TO_DO.fullmatch(line) and count:
            is_below, is_apart = True, False
        elif not line.strip():
            is_apart = True
        elif is_below and is_apart and not _LISTED.match(line):
            is_below = False
        elif is_below and not _NONE_OF_IT.match(line):
            found.update(range(number, number + count))
        number += count
    return frozenset(found)


def read_clauses(text: str, names: frozenset[str]) -> list[Clause]:
    """Read *text* clause by clause."""
    found = []
    before = ""
    to_do = _to_do(text)
    for number, sentence in enumerate(sentences(text)):
        if _HEADING.fullmatch(sentence):
            continue
        short = _TRIES.search(sentence.lower()) and falls_short(sentence.lower())
        low = sentence.lower()
        is_beyond = (
            misses_a_goal(low) or falls_behind(low) or misses_a_bound(low, before)
        )
        before = low
        parts = list(clauses(sentence))
        is_planned = number in to_do or _PLANNED.match(sentence)
        for at, clause in enumerate(parts):
            kind, resolves = classify(clause, names)
            if is_planned and kind is Kind.EVIDENCE:
                kind, resolves = Kind.PLAN, False
            if kind in (Kind.FAILURE, Kind.UNDONE) and (
                _is_listed(clause, parts) or _is_rate(clause, sentence, names)
            ):
                kind = Kind.EVIDENCE
            after = parts[at + 1] if at + 1 < len(parts) else ""
            if kind in (Kind.FAILURE, Kind.UNDONE) and _AS_WANTED.match(after):
                kind = Kind.EVIDENCE
            if kind is Kind.UNDONE and _THEN.match(after):
                kind = Kind.MENTION
            if short and kind is Kind.EVIDENCE and _SUCCESS.search(clause.lower()):
                kind, resolves = Kind.FAILURE, False
            if is_beyond and kind is Kind.EVIDENCE and any(map(str.isdigit, clause)):
                kind, resolves = Kind.FAILURE, False
            found.append(Clause(clause, kind, number, resolves))
    return found
