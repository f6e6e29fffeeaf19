"""What a sentence says of somebody outside who has to act before work goes on."""

from __future__ import annotations

from openclaw_celery.domain.language import RIGHTS, AnyOf, without_names

_THEIRS_EN = (
    r"(?:approv\w*|sign-?off|permission\w*|credential\w*|access|api[ -]?keys?|keys?"
    r"|tokens?|secrets?|passwords?|passphrase|licen[cs]e\w*|accounts?|contract|budget"
    r"|decision|confirmation|clarification|answer|go-?ahead|green light|consent|2fa|otp"
    r"|certificates?|quota|legal|compliance|security|finance|procurement|marketing"
    r"|design(?:er)?s?\b|customer|client|owners?|admin\w*|manager|human|someone"
    r"|somebody|a person|stakeholders?|vendors?|provider|partner|dba|ops|it team"
    r"|platform team|infra\w* team|the team|team lead|rights|vpn|ssh|login|invoice"
    r"|payment|you\b|your\b|upstream|third[- ]part\w+|sandbox|hardware|device)"
)
#: Stops short of the end of the sentence; sentences are short.
_NEAR = r"[^.\n]{0,80}?"
_WAIT_EN = AnyOf(
    r"\b(?:wants?|requires?|asks?|expects?) (?:that )?(?:the|an?|our|your) (?:\w+ )?"
    r"(?:owner|admin\w*|holder|customer|client|manager|user|registrant|signatory|boss)"
    r" (?:to |must )?(?:confirm|approve|sign|verify|pay|accept|agree|decide)",
    rf"\b(?:waiting|wait|waits|held up|stuck|on hold) (?:for|on|until|by|with"
    rf"|pending)\b"
    rf"{_NEAR}\b{_THEIRS_EN}",
    rf"\bawait(?:ing|s)? {_NEAR}\b{_THEIRS_EN}",
    rf"\b(?:pending|blocked (?:on|by|until|pending)|subject to|depends on|gated on)"
    rf" {_NEAR}\b{_THEIRS_EN}",
    rf"\b(?:can't|cannot|can not|couldn't|could not|unable to|won't be able|not able"
    rf" to|impossible to|not possible|nothing (?:more )?can)\b{_NEAR}"
    rf"\b(?:until|without|before|unless)\b{_NEAR}(?:\b{_THEIRS_EN}|\bthem\b|\bthat\b)",
    rf"\b(?:don't|do not|doesn't|does not|didn't|did not) (?:currently )?have (?:\S+ )"
    rf"{{0,4}}{_THEIRS_EN}",
    r"\b(?:no|lack|lacks|lacking|without|missing) (?:\S+ ){0,3}(?:credential\w*"
    r"|access|permissions?|api[ -]?key|rights|account|licen[cs]e|secret|signing key"
    r"|private key|approval|token|password|certificate)\b",
    rf"\b(?:need|needs|needed|require|requires|required)\b {_NEAR}\b(?:approv\w*"
    rf"|sign-?off|credential\w*|permission\w*|someone|somebody|a human|a person"
    rf"|an? admin"
    rf"|an? owner|the owner|your|you to|access to|api[ -]?key|signing key|password"
    rf"|licen[cs]e|decision|confirmation|rights|legal|customer|client|budget"
    rf"|production access|secret|2fa|otp|account)\b",
    r"\b(?:please|kindly|could (?:you|someone|somebody)|can (?:you|someone|somebody)"
    r"|would you|someone (?:has|needs|must)|somebody (?:has|needs|must)) (?:\w+ ){0,3}?"
    r"(?:provide|grant|share|send|issue|approve|confirm|give|add me|enable|sign|decide"
    r"|authori[sz]e|supply|unlock|renew|rotate|create|invite|upload)\b",
    r"\b(?:someone|somebody|a person|a human|an? (?:admin|owner|manager)|the owner)\b"
    r"[^.\n]{0,60}?\b(?:has to|have to|must|needs? to|should|will have to)\b",
    r"\b(?:access|permission|login|request|account|credentials?|tokens?|key|certificate"
    r"|licen[cs]e|subscription)\b[^.\n]{0,30}\b(?:denied|revoked|expired|suspended"
    r"|locked"
    r"|refused|rejected|(?:has|have|is|are|was|were)(?: not|n't)(?: yet)?(?: been)?"
    r" (?:granted|issued|provided|approved|authori[sz]ed|available))",
    r"\b(?:hasn't|haven't|has not|have not|hadn't|didn't|did not"
    r"|not yet) (?:yet )?(?:been )?"
    r"(?:approv|signed|granted|replied|answered|responded|provided|issued|decided"
    r"|authori[sz]ed|confirmed by)",
    r"\b(?:has to|have to|must|needs? to|can only|only) be [\w-]+ by\b",
    r"\buntil (?:the |our |a )?(?:\S+ ){1,4}?(?:signs?|approves?|confirms?|decides?"
    r"|grants?"
    r"|repl(?:y|ies)|answers?|agrees?|authori[sz]es?|responds?|provides?|sends?)\b",
    r"\bneeds? (?:him|her|them|you|someone|somebody|(?:the )?\w+ team) to\b",
    r"\b(?:has|have) to (?:enable|unlock|approve|whitelist|allow|open|grant|sign"
    r"|confirm"
    r"|accept|invite|provide|issue|decide)\b[^.\n]{0,40}\b(?:on their (?:side|end)"
    r"|first"
    r"|for us)\b|\bon their (?:side|end)\b[^.\n]{0,40}\b(?:open|pending|waiting)\b",
    r"\bno (?:response|reply|answer|feedback|word|news)\b(?: \w+){0,3}"
    r"(?: (?:yet|so far|since|from))\b|\bnobody (?:has )?(?:replied|answered"
    r"|responded)\b"
    r"|\bchas(?:ed|ing) (?:him|her|them|the)\b",
    r"\bnothing (?:else |more |further )?(?:that )?(?:i|we) can do\b",
    r"\b(?:let me know|tell me|advise) (?:how to|which|what to|whether to|who)\b"
    r"|\b(?:which|what) (?:one |option |\w+ )?(?:do|would|should) (?:you|we|i)\b"
    r"|\bshould (?:i|we) \w+[^.\n]{0,60}\?|\bup to (?:you|the owner|management)\b",
    r"\b(?:credit card|purchase order|paid plan|paid account"
    r"|hardware key)\b[^.\n]{0,40}"
    r"\b(?:can't|cannot|don't|needed|required|not)\b",
    r"\b(?:must|has to|have to|needs? to) (?:first |still )?(?:sign off|approve|confirm"
    r"|decide|grant|authori[sz]e|agree|countersign)\b",
    r"\b(?:waiting|wait) (?:for|on) (?:him|her|them|you|an? (?:reply|response|answer))"
    r"\b",
    r"\b(?:waiting|wait) (?:for|on) \S+ (?:to (?:approve|confirm|reply|answer|grant"
    r"|send|sign|decide|provide|share)|reply|answer|response|approval|feedback"
    r"|decision)\b",
    rf"\b(?:asks?|asked|asking|prompts?|prompted|stops?|stopped|stuck|wants|demands?)"
    rf"\b{_NEAR}\b(?:2-step|two-step|two-factor|2fa|otp|mfa|captcha|verification code"
    rf"|paid account)\b",
    r"\bonly (?:a |an |the )?(?:\w+ ){0,3}(?:admin|owner|human|person|manager|lead"
    r"|team)"
    r"\b[^.\n]{0,20}\b(?:can|may|has)\b",
)
_THEIRS_KO = (
    r"(?:승인|결재|권한|계정|자격 ?증명|인증 ?정보|인증 ?키|비밀번호|암호|토큰"
    r"|API ?키|접속 ?키"
    r"|접근 ?키|서명 ?키|개인 ?키|시크릿|라이선스|인증서|예산|계약|답변|회신|결정"
    r"|의견|검수|동의"
    r"|허가|허락|확답|법무|보안팀|담당자|관리자|고객사?|운영팀|인프라팀"
    r"|[가-힣]{2,6}팀|DBA|팀장"
    r"|대표님?|외부|업체|벤더|협력사|제휴사|파트너|소유자|2FA|OTP|발급|사용자|사람"
    r"|장비|실기기"
    r"|방화벽|VPN|샌드박스|자료|시안|견적|서버 접속|정보 제공|컨펌|오너|PM|기획)"
)
_WAIT_KO = AnyOf(
    rf"{_THEIRS_KO}[^.\n]{{0,24}}?(?:대기|기다|있어야|와야|나야|떨어져야|받아야"
    rf"|내려와야|주셔야"
    r"|해 ?줘야|해주셔야|되어야|돼야|나기 전|받기 전|오기 전|나오면|나는 대로"
    r"|오는 대로|받는 대로"
    r"|주시면|주세요|주십시오|부탁|바랍니다|요청(?:드|합|했|드립|해 ?둔|해 ?두|함|중"
    r"| 중)"
    r"|몰라|모르|모릅|문의(?:했|해 ?둔|해 ?두|한 상태| 중|중)|요청해 ?놓"
    r"|못 ?받|받지 ?못|안 ?나|나오지 ?않|오지 ?않|없이는|없어(?:서)?(?! ?졌)|없습니다"
    r"|없음|없다"
    r"|없는 (?:상태|상황)|발급되지|만료(?:됐|되었|되어|됨|돼)|거부|잠[겼김]"
    r"|막[혀혔힘]|필요합니다"
    r"|필요함|필요하|필요해|필요[.!]?$|필요 |미발급|미승인|미수령)",
    r"(?:승인|결재|회신|답변|컨펌|검토|확인|의사 ?결정|결정|발급|허가|심사)(?:을|를"
    r"|이|가)? ?(?:을 )?"
    r"(?:대기|기다리|받아야|나야|와야|못 ?받)",
    r"(?:보내|알려|열어|풀어|넘겨|만들어|정해|골라|내|올려|[가-힣]해) ?(?:줘야|주셔야"
    r"|주시면|주셨으면|주시기|달라고)|전달받지 ?못|(?:답|회신|연락|답변)(?:이"
    r"|을)? ?(?:없는|없어|못)|어느 쪽(?:으로|을)|어떤 (?:것|안|쪽)(?:으로|을) "
    r"[^.\n]{0,12}(?:할지|갈지|까요)",
    r"(?:발급|제공|공유|승인|부여|허용|등록|결정|확인|전달|회신|추가)(?:을|를)?(?:해"
    r"| 해)? ?"
    r"(?:주셔야|주시면|주세요|주십시오|부탁|바랍니다)",
    r"(?:담당자|관리자|사람|고객|소유자|오너|팀장|보안팀|법무팀"
    r"|사용자)[^.\n]{0,20}(?:직접|만이|만) ?"
    r"[^.\n]{0,12}(?:해야|할 수|가능|진행)",
)
_WAIT_OVER = AnyOf(
    r"\bno (?:\w+ ){0,2}(?:blockers?|approvals?|sign-?off|permissions?|credentials?)"
    r" (?:\w+ )?(?:needed|required|necessary|left|remain\w*)",
    r"\bno (?:open |known |remaining |outside |external )?blockers?\b|\bnot blocked\b"
    r"|\bnothing is blocking|\bunblocked\b|\bnothing blocks",
    r"\b(?:approval|sign-?off|permission|access|credentials?|consent)\b[^.\n]{0,24}"
    r"\b(?:received|granted|obtained|came|given|arrived|in hand|is in\b|done)",
    r"\b(?:got|received|obtained|now have|have got) (?:the |their |final "
    r"|written )?(?:\w+ )?"
    r"(?:approval|sign-?off|permission|access|credentials?|consent)\b(?! (?:is"
    r"|are) (?:not"
    r"|missing|pending))",
    r"(?<!not )(?<!n't )(?<!not been )\b(?:approved|signed off|granted"
    r"|authori[sz]ed) (?:by|it|the|us|on)\b",
    r"\b(?:not|no longer|isn't|aren't|never) (?:needed|required|necessary|waiting)\b",
    r"(?:블로커|막힌|막히는|걸리는|대기|차단 ?사유|장애물|필요한 (?:것|조치"
    r"|승인))(?:은|는|이|가|도)?"
    r" ?(?:것|점|사항|항목)?(?:은|는|이|가|도)? ?없",
    r"(?:승인|결재|권한|허가|회신|확인|발급|동의|답변|컨펌|계정|키)(?:을|를|이|가|은"
    r"|는)? ?(?:모두 |다 )?"
    r"(?:받았|받아(?!야)|받은|받고|받음|완료|났|나서|난 ?뒤|떨어졌|부여(?:받|됐|됨|했"
    r"|함)|나왔|획득|후 )",
    r"(?:불필요|필요 ?없|필요하지 않)",
)
_URGENT = AnyOf(
    r"\b(?:waiting|awaiting|wait (?:for|on)|blocked (?:on|by|until)|please"
    r"|could (?:you|some)"
    r"|can you|need (?:you|some|a person|a human)|(?:don't|do not|doesn't) have)\b",
    r"\b(?:can't|cannot|couldn't|unable to)\b[^.\n]{0,80}\b(?:until|without|before)\b",
    r"대기 ?중|기다리|부탁|주셔야|주시면|주세요|바랍니다|와야|나야 |받아야|받지 ?못"
    r"|못 ?받|없어서",
)


def is_wait(sentence: str, names: frozenset[str]) -> bool:
    """Tell whether *sentence* says that somebody outside has to act first."""
    low = without_names(sentence.lower(), names)
    if _WAIT_OVER.search(low):
        return False
    if not _URGENT.search(low):
        for name in sorted(names & RIGHTS.keys()):
            low = low.replace(RIGHTS[name], " ")
    return _WAIT_EN.search(low) or _WAIT_KO.search(low)
