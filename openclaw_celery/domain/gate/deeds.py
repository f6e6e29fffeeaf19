"""
What is done to things, in kinds: data for `coverage`, English and Korean.

A report that tells what was asked for in words of its own keeps to the kind of deed:
"notify customers" is told by "wrote to all 312", not by "the list is in the wiki".
"""

from __future__ import annotations

import re

#: Kind of deed -> what a word of it begins with; Korean by any of its syllables.
_KINDS = {
    "send": r"\b(?:send|sent|notif|mail|e-mail|inform|announc|tell|told|wrote to"
    r"|deliver"
    r"|circulat|shar|post|publish|messag|submi|forward|hand(?:ed)? (?:out|over))"
    r"|발송|보내|보냈|알리|알렸|알려|안내|공지|전달|공유(?! ?(?:폴더|드라이브|문서))"
    r"|통지|전송|등록|메일이 (?:가|갑|간)|발표|게시|올렸|올려|나갑|나가|드렸|제출",
    "keep": r"\b(?:stor|save|kept|keep|record|log(?:s|ged)?\b|archiv|persist|retain"
    r"|collect|ends? up in|ended up in|lands? in"
    r"|register)|보관|저장|기록|남기|남김|남깁|남습|남아|적재|쌓|담아|담았|수집|등록"
    r"|모으|모았",
    "show": r"\b(?:show|display|appear|list|visible|pop|render|mark|highlight)"
    r"|표시|노출|보이|보여|뜹|뜨[고며게]|떴|나옵|나오|나와|출력|열립|정렬",
    "remove": r"\b(?:remov|delet|drop|clean|purg|gone\b|eras|discard)"
    r"|삭제|제거|지우|지웠|없앴|없앰|정리|파기|비웠|비우",
    "refuse": r"\b(?:block|limit|reject|refus|deny|denied|prevent|restrict|hid(?:e|den)"
    r"|lock|disabl|don't see|do not see|can't|cannot|throttl)"
    r"|불가|차단|제한|거부|거절|막[았고아혔]|막[는힘]|방지|금지|숨기|숨겼|걸러|지 ?않"
    r"|못 ",
    # A text is not written by putting something in somewhere.
    "write": r"\b(?:writ|wrote|draft|document|describ|summari|explain)|작성|썼|쓴"
    r"|쓰[고는]|적었|적어|적음|문서|설명|요약|초안|안내서|가이드",
    "make": r"\b(?:add|creat|draft|build|built|design|draw|drew|prepar|make"
    r"|made"
    r"|implement|introduc|set up|compil|produc|put together|lays out|generat|issu)"
    r"|추가|만들|제작|구현|넣|붙[였이]|달았|달아|준비|짰"
    r"|구성|도입|생성|신설|마련",
    "change": r"\b(?:updat|chang|revis|replac|switch|correct|fix(?:ed|es|ing)?\b"
    r"|work(?:ed)? in|worked"
    r"|refin|amend|improv|adjust|upgrad|renew|rotat)|수정|변경|개정|갱신|바꾸|바꿨|바꿔"
    r"|바뀌|고치"
    r"|고쳤|고쳐|반영|교체|업데이트|맞춰|맞췄|조정|개선|보완",
    "mend": r"\b(?:fix(?:ed|es|ing)?\b|bug|repair|resolv|solv|cause|found it|leak|crash"
    r"|broke|error)|버그|오류|원인|고치"
    r"|고쳤|고쳐|해결|잡았|문제",
    "move": r"\b(?:migrat|mov|transfer|import|load|copi|copy|convert)|이관|옮기|옮겼"
    r"|옮겨|이전"
    r"|전환|복사|내려받|가져",
    "compare": r"\b(?:compar|measur|benchmark|side by side|versus|against|count)"
    r"|비교|측정|대조|재[니서보]|쟀|분석|집계",
    "arrange": r"\b(?:schedul|book|reserv|plan|appoint|invit|hir)|잡[았음힘]|잡아|예약"
    r"|일정|섭외"
    r"|초대|배정|지정|선정",
    "prove": r"\b(?:test|verif|confirm|check|proof|prov|cover|rehears|drill"
    r"|counts? match|reconcil)|일치"
    r"|테스트|검증|확인|점검|시험|리허설|훈련",
    "advise": r"\b(?:recommend|propos|suggest|advis|would go|would choose|prefer)"
    r"|추천|제안|제시|권고|대안|방법을|방안",
}
_RULES = {kind: re.compile(rule, re.IGNORECASE) for kind, rule in _KINDS.items()}


def deeds(text: str) -> frozenset[str]:
    """Return the kinds of deeds that *text* speaks of."""
    return frozenset(kind for kind, rule in _RULES.items() if rule.search(text))
