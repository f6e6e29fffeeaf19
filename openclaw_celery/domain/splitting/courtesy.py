"""
What is only polite around a request: greetings, thanks, `please`, who writes.

Greetings and thanks are dropped; who writes is handed back, as context.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: A Korean name is one of these and two syllables more.
_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구"
    "민진지엄채원천방공현함변염여추도석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
)
_PERSON = rf"[{_SURNAMES}][가-힣]{{2}}"
_TITLES = (
    "대리|과장|차장|부장|팀장|실장|이사|대표|본부장|센터장|소장|원장|교수|선생|사장"
    "|주임|사원|매니저|책임|수석|선임|파트장|리더|담당자|담당|박사|기사|작가|감독|코치"
    "|의원|회장|총무|점장|국장|처장|위원|강사|간호사|주무관|팀원|인턴"
)
#: `팀장님`, `김 대리님`, `이수진 과장님`, `개발팀 여러분`.
_ADDRESSED = (
    rf"(?:(?:[{_SURNAMES}][가-힣]{{0,2}}|[가-힣]{{2,6}}팀)\s+(?:{_TITLES})님"
    r"|[가-힣A-Za-z]{1,12}(?:님|씨))(?:들|께)?"
)
_HAIL_KO = (
    r"(?:안녕하(?:세요|십니까|신가요)|안녕(?=[,.!~])"
    r"|수고\s*(?:하십니다|많으십니다|하세요|많으세요)"
    r"|고생\s*(?:많으십니다|많으세요)|반갑습니다|여러분|처음\s*뵙겠습니다"
    r"|좋은\s*(?:아침|오후|저녁)(?:입니다|이에요)|잘\s*지내(?:시죠|세요|시나요))"
    rf"(?:[\s,]+(?:{_ADDRESSED}|[가-힣A-Za-z]{{1,12}}(?:님들?|여러분|분들|팀))"
    rf"(?=[\s,.!~:])(?!\s{_PERSON}(?:입니다|이에요|예요)))?"
)
_HAIL_EN = (
    r"(?:hi|hello|hey|dear|greetings|good\s+(?:morning|afternoon|evening))\b"
    r"(?:\s+(?:team|all|everyone|everybody|there|folks|guys|claude|bot)\b"
    r"|\s+(?-i:[A-Z][a-z]+\s+[A-Z][a-z]+)(?=\s*[,!\n])"
    r"|\s+(?:(?:dr|mr|mrs|ms|prof)\b\.?\s+)?@?[a-z]{1,12}(?=\s*[,!\n]|\s-\s))?"
    r"|(?:i\s+)?hope\s+(?:you|this|all|everyone)\b[^.!?\n]{0,40}"
    r"\b(?:well|good|great|day|week|weekend)\b(?=[.!\n])"
)
#: The end of a line, but not how far the next one is indented.
_LINE_END = r"\s*\n(?=[ \t]*\S)"
_GREETING = re.compile(
    rf"\s*(?:(?:{_ADDRESSED}[\s,]+)?{_HAIL_KO}"
    # `김 대리님, ...`, but not `고객님, 회원님 ...`.
    rf"|{_ADDRESSED}(?=\s*,)(?!\s*,\s*[가-힣]+님[\s,])|{_HAIL_EN})"
    rf"(?:[ \t]*[,!.~:;?\u2013\u2014]+(?:{_LINE_END}|[ \t]*)|\s-\s"
    rf"|{_LINE_END}|\s*$|\s+(?=[가-힣]))",
    re.IGNORECASE,
)
#: `개발팀 김민수입니다.` and `This is Tom from finance.`
_WRITER = re.compile(
    r"\s*((?:저는\s+|[가-힣A-Za-z0-9]{1,10}(?:팀|부|실|과|센터|본부|그룹|파트|지점|사)"
    rf"(?:의|에서)?\s+){{0,3}}{_PERSON}(?:\s?(?:{_TITLES}))?"
    r"(?:입니다|이에요|예요|라고\s*합니다)"
    r"|(?:this\s+is|my\s+name\s+is|i['\u2019]m|i\s+am)\s+(?-i:[A-Z][a-z]+)"
    r"(?:\s+(?-i:[A-Z][a-z]+))?"
    r"(?:\s+(?:here|(?:from|in|at)\s+(?:the\s+)?[\w&-]{1,20}"
    r"(?:\s+(?:team|department|desk))?))?)"
    rf"(?:[ \t]*[.!~]+(?:{_LINE_END}|[ \t]*)|{_LINE_END}|,[ \t]+)",
    re.IGNORECASE,
)
_ASKED = r"부탁\s*(?:드립니다|드려요|드릴게요|드리겠습니다|해요|합니다)"
_THANKS = re.compile(
    r"(?:^|(?<=[\s.,!?;~]))(?:"
    r"(?:(?:미리|항상|늘|대단히|정말)\s+)?"
    r"(?<!면\s)(?:감사합니다|감사드립니다|감사해요|고맙습니다|고마워요?)"
    r"|(?:수고|고생)하(?:세요|십시오)"
    rf"|(?:그럼\s+|항상\s+|꼭\s+){{0,2}}잘\s+{_ASKED}"
    r"|(?:좋은|즐거운|행복한|편안한)\s+(?:하루|저녁|오후|주말|한\s*주|명절)\s*"
    r"(?:되|보내)(?:세요|십시오|시길\s*바랍니다)"
    # What asks for nothing, behind a sentence.
    r"|(?:(?<=[.!?~]\s)|(?<=\n))(?:(?:그럼|이상|꼭)\s+)?"
    r"(?:(?:(?:빠른|신속한)\s+)?(?:처리|진행|작업|협조|양해|확인)\s+)?"
    rf"{_ASKED}"
    rf"|(?:(?<=[.!?~]\s)|(?<=\n))(?:[가-힣]{{2,10}}\s+)?{_PERSON}\s+(?:드림|올림)"
    r"|(?:many\s+)?thanks"
    r"(?:\s+(?:a\s+lot|a\s+million|in\s+advance|so\s+much|again|everyone|all))?"
    r"|thank\s+you(?:\s+(?:very\s+much|so\s+much|all|in\s+advance))?"
    r"|(?:much\s+)?appreciated|(?:i\s+)?appreciate\s+(?:it|your\s+help)"
    r"|have\s+a\s+(?:nice|good|great|lovely)\s+(?:day|one|week|weekend|evening)"
    r"|(?:(?:kind|best|warm)\s+)?regards|cheers|ty|thx)"
    r"(?:(?:,|\s*\n)\s*(?-i:[A-Z][a-z]{1,11}))?[\s.,!~^:)-]{0,20}$",
    re.IGNORECASE,
)
_PLEASE = re.compile(r"[\s,]+(?:please|pls|plz)$", re.IGNORECASE)
#: `안녕하세요`, to whom, and `잘 지내시죠`.
_GREETINGS = 3
#: A few lines at most end a message.
_TAIL = 120


@dataclass(frozen=True, slots=True)
class Bare:
    """A request without what is only polite."""

    text: str
    #: Who says to have written it.
    writer: str = ""


def without_courtesy(text: str) -> Bare:
    """Return *text* without greetings at its start and thanks at its end."""
    rest, writer, greeted = text, "", False
    for _ in range(_GREETINGS):
        if found := _GREETING.match(rest):
            rest, greeted = rest[found.end() :], True
        found = None if writer else _WRITER.match(rest)
        # A name alone is one only behind a greeting: `쿠폰 이벤트입니다` is none.
        if found and (greeted or " " in found[1]):
            rest, writer = rest[found.end() :], found[1]
    head, tail = rest[:-_TAIL], rest[-_TAIL:]
    while (shorter := _THANKS.sub("", tail.rstrip())) != tail.rstrip():
        tail = shorter
    rest = head + tail
    return Bare(rest, writer) if rest.strip() else Bare(text)


def without_please(text: str) -> str:
    """Return *text* without a `please` at its end."""
    return _PLEASE.sub("", text)
