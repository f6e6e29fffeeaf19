"""What a sentence says of somebody outside who has to act before work goes on."""

from __future__ import annotations

import re

from openclaw_celery.domain.language import (
    RIGHTS,
    TO_COME,
    AnyOf,
    has_korean,
    without_names,
)

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
#: Who is asked for something, and stands outside.
_PARTY_EN = (
    r"(?:vendors?|suppliers?|banks?|legal|lawyers?|counsel|finance|accounting|"
    r"procurement"
    r"|purchasing|security|compliance|help ?desk|support|customers?|clients?|owners?|"
    r"holder"
    r"|admin\w*|managers?|management|board|committee|council|office|officer|department"
    r"|division|agency|provider|registrar|registry|carrier|partners?|contractor|"
    r"treasurer"
    r"|director|head|boss|lead|hr|ops|pm|cto|ceo|cfo|notary|court|authority|authorities"
    r"|government|ministry|regulator|customs|landlord|marketing|sales|designers?|editor"
    r"|author|publisher|translators?|speaker|sponsor|school|doctor|lab|laboratory|"
    r"hospital"
    r"|apple|google|microsoft|amazon|aws|meta|store|stakeholders?|dba|infra\w*|"
    r"platform team"
    r"|network team|team lead|other team|another team|someone|somebody|they|he|she|"
    r"union"
    r"|auditors?|manufacturer|factory|warehouse|courier|insurer|university|institute"
    r"|maintainers?|venue|people with \w+|colleague|superuser|upstream)"
)
#: What only somebody outside can do about it.
_UNBLOCK_EN = (
    r"(?:releas\w*|approv\w*|sign\w*|unlock|grant|pay|renew|issue|enable|"
    r"authori[sz]\w*|lift"
    r"|raise|increase|confirm\w*|accept\w*|file|buy|purchase|order|provide|send|sent"
    r"|give"
    r"|decide"
    r"|reset|invite|replace|open|add|create|register|return\w*|deliver\w*|answer\w*|"
    r"repl\w+"
    r"|respon\w+|clarify|share|activate|whitelist|allow|agree\w*|transfer|run|restart|"
    r"upload"
    r"|extend|settle|choose|pick|install|restore|countersign\w*|ship\w*|clear\w*|act|"
    r"look"
    r"|come back|get back|got back|review\w*|finish\w*|hand|fix|verify|say|let us|top "
    r"up)"
)
#: Stops short of the end of the sentence; sentences are short.
_NEAR = r"[^.\n]{0,80}?"
_WAIT_EN = AnyOf(
    r"\bwhich i (?:don't|do not) have\b|\bnothing (?:more |else |further )?(?:to do"
    r"|to be done)\b"
    r"[^.;]{0,20}\b(?:before|until|till|without)\b|\b(?:my|our) (?:user|account"
    r"|login) (?:is|has)"
    r"(?: not|n't| no)\b|\b(?:colleague|manager|owner|admin|person|holder|boss"
    r"|lead)\b[^.;]{0,40}"
    r"\b(?:is|are) (?:still )?(?:on (?:leave|holiday|vacation)|away|out until|off sick"
    r"|sick)\b",
    r"\b(?:bank|vendor|supplier|provider|client|customer|partner|carrier|registrar"
    r"|agency)\b"
    r"[^.;,]{0,16} (?:has|have)(?: not|n't)(?: yet)? (?:opened|granted|renewed|issued"
    r"|enabled"
    r"|created|activated|unlocked|provided|paid|shipped|added|sent|given)\b",
    r"\b(?:deploys?|deployments?|releases?|changes|merges"
    r"|rollouts?)\b[^.;]{0,24}\b(?:is|are)"
    r" (?:frozen|on hold|forbidden|not allowed) (?:until|till|by|because)\b"
    r"|\bneeds? the [\w' ]"
    r"{1,30} (?:consent|approval|signature|permission|sign-?off|go-?ahead|agreement"
    r"|vote)\b",
    r", (?:product|legal|management|marketing|finance|security|sales|hr) (?:has|have"
    r"|needs?) to"
    r"[.!]?$|\b(?:our|the) (?:contract|account|subscription|licen[cs]e|registration"
    r"|agreement)"
    r" (?:is|has)(?: not|n't)(?: been)?(?: yet)? (?:active|signed|approved|confirmed"
    r"|in force"
    r"|activated|paid)\b",
    # What somebody else has, decides or hands out.
    r"\b(?:keys?|credentials?|access|tokens?|account|licen[cs]e|certificate|contract"
    r"|approval"
    r"|permission|login|quote|invoice|device|sign-?off|password"
    r"|secret)\b[^.;]{0,40}\b(?:has"
    r"|have)(?: not|n't)(?: yet)? (?:come|arrived|reached|been (?:sent|given|provided"
    r"|issued"
    r"|created|set up|opened|released|renewed))\b|\bonly lets? \w+ (?:in|through)\b",
    r"\bmy (?:\w+ )?(?:request|ticket|application|order)\b[^.]{0,40}\b(?:is"
    r"|has been) (?:still )?"
    r"(?:open|pending|unanswered|waiting|in the queue|being processed)\b",
    r"\b(?:we|i|it|this) (?:still )?needs? (?:the |our |an? )?\w+(?:'s|s') (?:\w+ )?\w+"
    r"(?: (?:first|before|to go on))?[.!]?$|\b(?:is|are) (?:still )?with (?:another"
    r"|a different"
    r"|the other|the \w+) team\b",
    r"\bneeds? (?:an?|the) (?:\w+ )?(?:admin\w*|owner|manager|approver|human|signature"
    r"|dba"
    r"|lawyer)\b|\bi (?:can't|cannot|may not|am not able to) (?:buy|renew|order|pay"
    r"|purchase"
    r"|sign|approve|grant|authori[sz]e)\b",
    r"\bnothing (?:to do|i can do|we can do|can be done|more to do|happens"
    r"|moves) (?:until"
    r"|before|till)\b|\b(?:code|otp|sms"
    r"|verification \w+)\b[^.]{0,20}\bgoes to (?:the )?[\w']+"
    r"(?: \w+)? (?:phone|mail|inbox|mobile)\b",
    r"\b(?:is|are) managed by (?:the |our |their )?(?:client|customer|vendor|partner"
    r"|hoster"
    r"|provider|it|agency)\b|\bthey (?:have to|need to|must"
    r"|would have to) (?:first )?(?:bring"
    r"|fix|restart|open|add|restore|start|change|enable|send|put|give|set)\b",
    r"\bneeds? an? (?:real|physical|actual|signed|paid) \w+|\b(?:is|are) (?:still "
    r")?with the"
    r" \w+ team\b|\b(?:nobody|none) of them has\b|\b(?:has|have) to be (?:bought|"
    r"renewed"
    r"|purchased|paid for)\b|\bwants? (?:a )?(?:pre-?payment|deposit)\b",
    # Somebody has to, or has not, or stops us.
    rf"\b{_PARTY_EN}\b(?:(?:'s)?(?: team| department| office| side| \w+){{0,2}} "
    rf"(?:first |still"
    rf" |now )?(?:has|have|needs?|must|would have|would need|will have|will need|had)"
    rf" (?:first )?(?:to )?(?:first )?{_UNBLOCK_EN}\b"
    rf"|[^.;,]{{0,24}}? (?:has|have|had|did|does|do|is|are|was|were|will)(?: not"
    rf"|n't| yet to| still to| still not)(?: yet| been| even)* {_UNBLOCK_EN}\b"
    r"|[^.;]{0,16}?(?<! that)(?<! which)(?<! who) (?:wants? to (?:see|check|"
    r"review|approve|read|decide|talk|discuss)|(?:has |have )?put [^.;]{1,30} "
    r"on hold|holds? (?:the|our"
    r"|my|it|back)|(?:has |have )?promised|(?:is|are) (?:still )?(?:on (?:leave|holiday"
    r"|vacation)|away|out of office|off sick|unreachable|not reachable|reviewing|"
    r"deciding"
    r"|looking into|unavailable)|(?:will )?(?:only )?meets?|insists?|(?:now )?"
    r"(?:wants?|asks?"
    r" for|asked (?:us |me )?for|requires?|demands?|expects?) (?:an? |the |our |us to "
    r"|proof"
    r"|\d)|(?:rejected|revoked|suspended|froze|denied|declined|refused) (?:the|our|my|"
    r"us|me)"
    r" )\b)",
    r"\b(?:has|have)(?: not|n't| yet to be| still to be)(?: yet)?(?: been)? "
    r"(?:countersigned"
    r"|granted|authori[sz]ed|signed|approved|cleared by|answered|replied|paid by|"
    r"released by)",
    rf"\bonly (?:the |an? |our |their |his |her )?(?:\w+ ){{0,2}}\w+ (?:can|may|is "
    rf"allowed to"
    rf"|has the right to) {_UNBLOCK_EN}\b|\bthe only (?:admin\w*|owner|person|one) "
    rf"(?:is|who|can"
    rf"|with)\b|\bwhich only\b[^.;]{{0,30}} can\b",
    # A thing that is not here.
    r"\b(?:hasn't|has not|haven't|have not|isn't|is not|aren't|are not|not yet|never)"
    r"(?: yet| even| still)*(?: been)? (?:delivered|arrived|shipped|handed over"
    r"|here yet"
    r"|come in|in stock|in the (?:office|lab|building))\b|\b(?:until|before) "
    r"(?:it|they|the (?:[\w-]+ ){1,3}) ?(?:arrives?|is delivered|are delivered|is here|"
    r"comes? in|gets? here|ships)\b|\b(?:in transit|on back-?order|stuck in customs)\b",
    rf"\bonly (?:they|he|she|{_PARTY_EN}) (?:hold|holds|has|have|owns?|keeps?|knows?)\b"
    rf"|\bthat only [a-z]+ (?:hold|holds|has|have|owns?|keeps?|knows?)\b",
    r"\bi need (?:their|her|his|your|the \w+'s) \w+(?: \w+){0,2} (?:before|first|to)\b",
    r"\b(?:can't|cannot|can not|couldn't) \w+(?: \w+){0,3} without (?:him|her|them"
    r"|you)\b",
    # Work can not go on before, until, without.
    r"(?:^|\b(?:i|we|nothing|this|it|that|and|so|rest|work)) (?:can(?: ?no|')t|can not"
    r"|could(?: "
    r"not|n't)|am unable to|are unable to|won't be able to) (?:\w+ )?(?:proceed|"
    r"continue|go"
    r" (?:on|any|further|live)|move (?:on|forward)|finish|complete|release|publish|"
    r"deploy"
    r"|be (?:tested|published|released|deployed|finished|done|had|verified|uploaded|"
    r"ordered"
    r"|shipped|started|sent|signed|bought)|test|verify|ship|merge|upload|start|begin|"
    r"do \w+"
    r"|work on|run|order|send)\b[^.]{0,40}?\b(?:until|before|without|unless|till)\b",
    r"^\W*(?:can't|cannot|unable to|not able to|no way to) [^.]{0,50}\b(?:until|before"
    r"|without"
    r"|unless)\b",
    r"(?:^|, |; )(?:without|until|before|unless)\b[^.]{0,60}\b(?:can't|cannot|can not"
    r"|impossible|not possible|there is nothing|nothing to \w+|(?:i am|i'm|we are|"
    r"we're) stuck)"
    r"(?! (?:be (?:bypassed|submitted|edited|saved)|log|see))",
    r"\b(?:out of stock|sold out|back-?order(?:ed)?|not in stock)\b[^.]{0,40}\b(?:"
    r"(?:can't|cannot)"
    r" be (?:had|bought|ordered|delivered|obtained)|until|before|weeks|months)\b|"
    r"\bcustoms\b[^.]{0,20}\b(?:hold|held|stuck"
    r"|clear)|\b(?:hold|held|stuck)\w* (?:at|in|by) customs\b",
    r"\b(?:app|store|play|apple(?:'s)?|google(?:'s)?) review\b[^.]{0,30}\b(?:running|"
    r"pending|not"
    r" (?:done|over|finished)|in progress|takes|still)\b|\breview by (?:apple|google|"
    r"the"
    r" store|legal|security)\b[^.]{0,24}\b(?:still|running|pending|not)\b|\bverified by"
    r" (?:google|apple|microsoft|meta)\b",
    r"\b(?:quota|credits?|seats?|fee|limit|cap|balance|allowance)\b[^.]{0,60}\b"
    r"(?:requested"
    r"|must|has to|have to|would have to|needs? to|until|pays?)\b(?! stay| be (?:kept|"
    r"under))",
    # Rights that are not there.
    r"\b(?:i'm|i am|we're|we are) not (?:allowed|authori[sz]ed|permitted|entitled|"
    r"cleared)\b"
    r"|\bmy (?:\w+ )?(?:access|rights?|permissions?|account|login|token)\b[^.]{0,30}\b"
    r"(?:removed"
    r"|revoked|gone|withdrawn|expired|not enough|insufficient|too low|disabled|taken "
    r"away)\b",
    r"\b(?:phone|machine|device|mac|card|badge|key|printer|dongle|number|mailbox|"
    r"inbox)(?: that"
    r"| which)? (?:i|we) (?:don't|do not|can't|cannot) (?:have|own|access|reach|open)\b"
    r"|\b(?:i|we) (?:don't|do not) (?:have|own|possess) (?:the |an? |any |that )?"
    r"(?:[\w-]+ )?"
    r"(?:phone|machine|device|mac|badge|key|printer|hardware|dongle|originals?|source "
    r"files?"
    r"|raw files?|logo|board|kit|scanner|reader|budget|seat)\b|\b(?:i|we) only have "
    r"(?:an? )?"
    r"(?:linux|mac|windows|simulator|emulator)\b",
    r"^\W*(?:status\W+)?blocked(?:[:.!]|$| -| by (?!design|default|the (?:rule|filter|"
    r"policy"
    r"|firewall rule))| on | until | pending)|\bis blocked (?:by|on|until|pending) ",
    r"\b(?:asked|mailed|wrote to|messaged|pinged|called|contacted)\b[^.]{0,60}\b(?:no "
    r"(?:reply"
    r"|response|answer|word|reaction)|not (?:heard|answered|replied)|without (?:an? )?"
    r"(?:reply"
    r"|answer|response)|haven't heard|(?:is|are) silent)\b|\b(?:have|has|got|had) no "
    r"(?:reply"
    r"|answer|word|response|feedback)\b|\bno (?:reply|answer|word|news|response) "
    r"(?:yet|so far"
    r"|from|since)\b|\bhaven't heard (?:back )?(?:from|anything)\b",
    r"\bawait(?:ing)?\b (?:the |an? |our |their )?[^.]{0,60}?(?:opinion|decision|"
    r"review|verdict"
    r"|delivery|ruling|statement|input|call|sign|shipment|samples?|answer|reply|"
    r"result from)",
    r"\b(?:two|both|several|three) (?:ways|options|variants|possibilities|"
    r"readings)\b[^.]{0,40}"
    r"\b(?:can't choose|cannot choose|can't decide|not mine|your call|which)\b|\bi "
    r"(?:can't"
    r"|cannot) (?:choose|decide)\b|\b(?:management|someone|somebody|you) (?:has|have) "
    r"to"
    r" (?:settle|choose|decide)\b|\bplease (?:decide|choose|pick|advise|tell)\b",
    r"\b(?:should|shall|do|does|would|could|can|may|is|are|which|what)\b[^.?]{0,60}\b"
    r"(?:i|we|you"
    r"|it be|the \w+)\b[^.?]{0,60}\?\s*$",
    r"\b(?:cancelled|canceled|postponed)\b[^.]{0,40}\bneed (?:a )?new (?:appointment|"
    r"date|slot)",
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
    r"\b(?:no|lack|lacks|lacking|missing) (?:\S+ ){0,3}(?:credential\w*"
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
    r"\b(?:has to|have to|must|needs? to|can only|only) be [\w-]+ by (?!hand|eye|me\b|"
    r"us\b|default|\w+ing\b)",
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
    r"\bonly (?!when|if|after|once)(?:a |an |the )?(?:\w+ ){0,3}(?:admin|owner|human|"
    r"person|manager|lead"
    r"|team)"
    r"\b[^.\n]{0,20}\b(?:can|may|has)\b",
)
#: Rights and papers, which are missing; of people there may just be none.
_THINGS_KO = (
    r"(?:승인|결재|권한|계정|자격 ?증명|인증 ?정보|인증 ?키|비밀번호|암호|토큰|api ?키"
    r"|접속 ?키|접근 ?키"
    r"|서명 ?키|개인 ?키|시크릿|라이선스|인증서|예산|계약|답변|회신|결정|동의|허가|"
    r"허락|확답|2fa|otp|발급"
    r"|장비|실기기|vpn|샌드박스|시안|견적|서버 접속|정보 제공|컨펌|법무)"
)
_THEIRS_KO = (
    r"(?:승인|결재|권한|계정|자격 ?증명|인증 ?정보|인증 ?키|비밀번호|암호|토큰"
    r"|API ?키|접속 ?키"
    r"|접근 ?키|서명 ?키|개인 ?키|시크릿|라이선스|인증서|예산|계약|답변|회신|결정"
    r"|의견|검수|동의"
    r"|허가|허락|확답|법무|보안팀|담당자|관리자|고객사?|운영팀|인프라팀"
    r"|팀|DBA|팀장"
    r"|대표님?|외부|업체|벤더|협력사|제휴사|파트너|소유자|2FA|OTP|발급|사용자|사람"
    r"|장비|실기기"
    r"|방화벽|VPN|샌드박스|자료|시안|견적|서버 접속|정보 제공|컨펌|오너|PM|기획)"
)
_PARTY_KO = (
    r"(?:은행|총무|경영진|임원|본부장|이사회|재무|구매|헬프데스크|고객지원|고객센터|"
    r"고객사?|인증 ?기관"
    r"|기관|심사|애플|구글|통신사|카드사|세관|관공서|시청|구청|군청|위원회|심의위|"
    r"윤리위|노조|노사|변호사"
    r"|변리사|공증인|회계사|세무사|대관|인쇄소|번역사|대행사|공급사|제조사|업체|벤더|"
    r"협력사|제휴사|파트너"
    r"|외주|본사|지점|학교|교수|의사|병원|보호자|저자|편집장|감독|작가|현업|타 ?부서|"
    r"다른 ?부서"
    r"|유관 ?부서|그쪽|상대방|상대 ?측|상대편|누군가|아무도|사업주|대표|퇴사자|소유자|"
    r"오너|담당자?"
    r"|관리자|책임자|팀장|실장|부장|과장|사장|원장|법무|보안|인사|팀|님"
    r"|dba|pm|검사실|감시인|두 부서|운영자|대학|건물주|발주처|원청|시공사|경비|있는 분"
    r"|남의|다른 사람)"
)
#: He, and nobody else: a particle makes the party the one who acts.
_BY_KO = (
    r"(?:님|분|들|쪽|측)?(?:이|가|께서|에서|쪽에서|측에서|만이| 쪽이| 측이) "
    r"(?:직접 |먼저 )?"
)
_WAIT_KO = AnyOf(
    r"(?:있어야|필요)[^.]{0,20}(?:저에게는|저한테는|제게는|저는) ?없|할 수 있는 (?:일"
    r"|것)(?:이|은)? ?(?:더 )?없"
    r"|제 계정(?:은|이|으로는) [^.]{0,16}(?:아닙|아니|없|못|안)|(?:동료|담당|팀장|님|분"
    r"|소유자|관리자)[이가은는]?"
    r" [^.]{0,12}까지 (?:휴가|출장|부재|병가)",
    r"(?:배포|공개|변경|반영)[가이은는]? [^.]{0,4}(?:금지|동결)(?:되어|돼|됐|된|중)"
    r"|계약(?:이|은) [^.]{0,8}"
    r"(?:발효|체결|성립)[^.]{0,6}(?:않|안|전)",
    # What somebody else has, decides or hands out.
    r"(?:dba|팀|팀장|담당자|운영자|인프라|오너|소유자|고객사|업체)만 (?:접속|접근"
    r"|로그인|실행|배포|변경)"
    r"[가-힣]{0,1} ?수 있",
    rf"{_PARTY_KO}(?:님|분|들|쪽|측)?(?:이|가|은|는|께서|에서) [^.]{{0,24}}(?:보겠다"
    rf"|확인하겠다"
    r"|검토하겠다|결정하겠다|정하겠다|보자|보고 싶다)고",
    r"(?:신청|요청)(?:이|은|한 것이|해 ?둔 것이|서가)? [^.]{0,16}(?:그대로(?:입|이|예"
    r"|임)|처리되지|답이 "
    r"|처리 ?대기|접수 ?상태|미처리|처리 ?전)",
    r"(?:에게서|한테서|님께|측에서|팀에서|사에서|업체에서) [^.]{0,16}(?:받아야|넘겨받"
    r"|전달받|받지 ?못"
    r"|못 ?받)|다른 ?팀(?:이|에서) [^.]{0,8}(?:쓰|사용|가지고|갖고)",
    r"(?:가진|있는) (?:분|사람)(?:이|께서) [^.]{0,14}[가-힣]야 ?(?:합|해|됩|돼|하)",
    r"(?:고객사|고객|업체|협력사|제휴사|본사|it팀|인프라팀|외주사|대행사)(?:가|이"
    r"|에서) 관리(?:해|하고|하는|"
    r"하므|합)",
    r"(?:을|를|만|도) 기다(?:리고|립|리는|려야|림|리며)",
    rf"{_PARTY_KO}{_BY_KO}[^.]{{0,28}}?(?:넣어|열어|풀어|올려|켜|보내|등록해|추가해"
    rf"|바꿔|정해|만들어|"
    r"고쳐|확인해|승인해) ?(?:줘야|주셔야|줄 때까지)",
    # A thing that is not here.
    r"(?:장비|기기|서버|부품|물건|자재|패널|단말|보드|시료|샘플|교재|책|프린터|카드"
    r"|센서"
    r"|모듈|제품|원단|인쇄물|노트북|휴대폰|폰|카메라|기계|물품)[가-힣]{0,2}[^.]{0,24}?"
    r"(?:아직|안|않|못|미)[^.]{0,16}?(?:도착|들어오|들어왔|입고|배송|납품|배달|받|오지"
    r"|왔)"
    r"|(?:장비|기기|서버|부품|물건|자재|패널|단말|보드|시료|샘플|교재|책|프린터|카드"
    r"|센서"
    r"|모듈|제품|노트북|휴대폰|폰|카메라|기계|물품)[가-힣]{0,2}[^.]{0,24}?(?:도착"
    r"|들어오|"
    r"입고|납품|배송|배달)[가-힣]{0,2}[^.]{0,6}?(?:지 ?않|못|안 )",
    r"(?:도착|입고|납품|배송|배달|들어)(?:해|돼|되어|와)야|(?:도착|입고|납품)[^.]{0,16}"
    r"[가-힣]야 [^.]{0,24}?(?:있|가능|합)|(?:도착|입고|납품)(?:하|되|할|될)? ?(?:때까지"
    r"|전까지|전에는)",
    r"(?:에서|께서|측이|쪽에서) [^.]{0,20}?달라고 (?:합|해|하)|(?:팀|부서|과|실)에 "
    r"걸려 ?있"
    r"|실제? ?(?:아이폰|기기|장비|폰|단말)[가-힣]? 필요|새 [^.]{1,12}(?:사야|"
    r"구매해야) ?(?:합|해|함)",
    rf"{_PARTY_KO}{_BY_KO}[^.]{{0,16}}?[가-힣]야(?:만)? ?(?:합|해|함|하는|한다|할|됩|"
    rf"돼|되는|된다|진행"
    r"|가능|올|열|나갈|보낼|[가-힣]{1,4} 수 있)",
    rf"{_PARTY_KO}[^.]{{0,16}}?(?:줘|주셔|와|나와|있어|내려|풀어|풀려|넘겨)야 ?(?:합|"
    rf"해|함|하|한|할"
    r"|됩|돼|되|된|진행|가능)",
    r"전(?:에는|엔|까지는?|에) [^.]{0,20}?(?:[가-힣] 수(?:가)? 없|못 |불가|안 (?:됩|돼"
    r"|되))",
    rf"{_PARTY_KO}(?:님|분|들)?만 [^.]{{0,12}}?(?:풀|승인|신청|발급|열|등록|변경|결제|"
    rf"해지|연장|초대|부여"
    r"|확정|결정|처리|올)[가-힣]{0,2} 수 있",
    rf"(?:어느|어떤|무엇|무슨|둘 중|몇|언제|누구)[^.?]{{0,30}}(?:{TO_COME}까요|인가요|"
    rf"나요|은가요)"
    rf"|{TO_COME}까요\?|(?:지|는지|을지|를지|할지|인지)(?:를|는)? ?(?:알려|정해|결정해"
    rf"|확인해|골라|말씀해"
    r"|회신) ?(?:주[세시셔십]|줘|줄|달라|바랍|부탁)",
    r"(?<!시간이 )(?<!틈이 )(?<!여유가 )(?<!짬이 )(?<!겨를이 )(?<!시간 )(?<!문제가 )"
    r"(?<!오류가 )(?<!이상이 )"
    r"없(?:어|어서|으니|다 보니|기에|는데)(?! ?[졌지도])[^.]{0,16}?(?:불가|못 |"
    r"[가-힣] 수(?:가)? 없"
    r"|막혔|막힘|막혀|안 (?:됩|돼|되)|대기)",
    r"지 ?않아(?:서)?[^.]{0,16}?(?:[을를] 수(?:가)? 없|[가-힣]이 없|못 |불가)",
    r"(?:비공개|잠겨|막혀|만료|회수|정지)[^.]{0,20}?(?:들어갈|접근|열|볼|접속|로그인|"
    r"만들|발급|재시작"
    r"|올릴|쓸)[가-힣]{0,2} ?수(?:가)? 없|(?:비공개|만료|회수|정지)[^.]{0,24}?못 "
    r"[가-힣]",
    r"권한[^.]{0,8}(?:빠졌|빠짐|회수|부족|모자|막혀|막혔|박탈)|제 권한(?:으로|에)|권한"
    r"(?:이|은)? ?없"
    r"(?:습|음$|어|다[.]?$)",
    r"(?:세관|창고|항구|공항|통관)[^.]{0,8}(?:묶|잡혀|걸려|대기|지연)|품절[^.]{0,20}"
    r"(?:못|전에|까지|불가)"
    r"|입고(?:가|는)? ?(?:대기|지연|안 |전)|단종(?:돼|되어|이라)[^.]{0,14}못",
    r"(?:재?부여|재발급|증설|증액|발급|해제|승인|결재|접근|쿼터|방화벽|상향) ?(?:신청|"
    r"요청)(?:은|을)? ?"
    r"(?:함|중|$|[.]|해 ?(?:둠|뒀|놓|둔|두었)|올려|올림|넣어|넣음|드려|드림|했고|"
    r"했으나|했지만|했는데)",
    r"(?:상신|품의|기안)[^.]{0,24}?(?:안 |않|못|중|전|없|소식|대기|기다)|결재(?:가|"
    r"는)? ?(?:안 |전|중|대기|올라(?:가|간) ?(?:있|상태))|(?:회신|승인|결재|답변|확답"
    r"|허가) 전(?:$|[.,]|입|이)",
    r"(?:소식|연락|답|답변|회신|대답|기별|확답)(?:이|은|도|을|를)? ?(?:아직 |전혀 )?"
    r"(?:없(?!이|는 경우|으면|을|던|는 [가-힣]{1,6}(?:은|는|을|를|이|가|만|도|에)[ ,])"
    r"|안 (?:오|옵|와|왔|주)|못 ?받|오지 ?않|주지 ?않)",
    rf"{_PARTY_KO}{_BY_KO}[^.]{{0,24}}?(?:요구(?:합|해|함|하네|했|하고|하는데)|보류시|"
    rf"중지시|반려|거절했"
    r"|거부했|안 (?:보[내냈]|[줘줬주]|해 ?[주줘줬])|(?:보내|주|서명하|회신하|답하|"
    r"승인하|응답하|동의하|제출하|납부하|결제하|입금하|돌려주|확정하|풀어주|열어주|"
    r"넘겨주|정하|올려주)지"
    r" ?않|미루|휴가|출장|부재|연락이)",
    rf"{_PARTY_KO}[^.]{{0,16}}?(?:휴가|출장|부재|병가|연락 ?두절|자리를? 비)",
    r"(?:명의|소유|관리|소관|관할)(?:라|라서|여서|이라|이라서|라고 해서)[^.]{0,30}?"
    r"(?:야|못|불가|수 없)",
    r"심사(?:가|는)? ?(?:아직 )?(?:안 끝|끝나지|진행 ?중|중(?:이|입|임)|대기|통과를? "
    r"못|거절)"
    r"|심의(?:가|는)? [^.]{0,8}(?:안|전|중|열)",
    r"(?:합의|동의|협의|협조|입금|납부|결제|서명|날인|도장|심의|확정|허가|승인|결재|"
    r"명판)(?:이|가|을|를)?"
    r" ?(?:있어야|돼야|되어야|나야|끝나야|받아야|거쳐야|떨어져야)",
    r"(?:도장|서명|날인|승인|결재|확정|동의|합의|허가|입금|직인)(?:이|가|을|를|은|"
    r"도)? ?(?:아직 )?(?:안"
    r" |못 ?받|미완|안 났|나지 않)",
    rf"(?:제게 없는|저한테 없는|제가 없는|{_PARTY_KO})[^.]{{0,10}}?(?:폰|휴대폰|핸드폰"
    rf"|전화|번호)"
    r"(?:으로|로) [^.]{0,10}?(?:갑|가[요서고]|전송|옵|와)|인증 ?(?:번호|"
    r"코드)[^.]{0,10}[가-힣]{1,5}"
    r"(?:님|장|표) ?(?:폰|휴대폰|핸드폰|전화)",
    r"(?:온|준|보낸|나온|풀어 ?준|열어 ?준|보내 ?준|올려 ?준|된)다고 ?(?:해서|합니다|"
    r"함|하네|하셨|했)",
    r"(?:알려|정해|결정해|골라|보내|공유해|열어|풀어|갈아|넘겨|확인해) ?(?:주세요|"
    r"주십시오|주시|주셔야|줘야)"
    r"|(?:공유|확인|결정|발급|승인|회신|전달|제공|부여)(?:을|를)? ?(?:좀 )?부탁|권한 "
    r"좀",
    r"(?:한도|쿼터|할당량|좌석|라이선스|크레딧|잔액|연회비)[^.]{0,24}?(?:걸려|걸렸|"
    r"소진|다 차|초과돼|부족해"
    r"|밀려|0[.])[^.]{0,30}?(?:야 |신청|요청|대기|기다|못)",
    rf"{_THEIRS_KO}[^.\n]{{0,24}}?(?:대기|기다|있어야|와야|나야|떨어져야|받아야"
    rf"|내려와야|주셔야"
    r"|해 ?줘야|해주셔야|되어야|돼야|나기 전|받기 전|오기 전|나오면|나는 대로"
    r"|오는 대로|받는 대로"
    r"|주시면|주세요|주십시오|부탁|바랍니다|요청(?:드|합|했|드립|해 ?둔|해 ?두|함|중"
    r"| 중)"
    r"|몰라|모르|모릅|문의(?:했|해 ?둔|해 ?두|한 상태| 중|중)|요청해 ?놓"
    r"|못 ?받|받지 ?못|안 ?나|나오지 ?않|오지 ?않|발급되지|만료(?:됐|되었|되어|됨|돼)|"
    r"거부|잠[겼김]"
    r"|막[혀혔힘]|필요합니다"
    r"|필요함|필요하|필요해|필요[.!]?$|필요 |미발급|미승인|미수령)",
    rf"{_THINGS_KO}[^.\n]{{0,16}}?(?:없이는|없어(?:서)?(?! ?졌)|없습니다|없음|없다|"
    rf"없는 (?:상태|상황))",
    r"(?:승인|결재|회신|답변|컨펌|검토|확인|의사 ?결정|결정|발급|허가|심사)(?:을|를"
    r"|이|가)? ?(?:을 )?"
    r"(?:대기|기다리|받아야|나야|와야|못 ?받)",
    r"(?:보내|알려|열어|풀어|넘겨|만들어|정해|골라|내|올려|해) ?(?:줘야|주셔야"
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
    # What software does with those who may not, or have not yet.
    r"\b(?:accounts|users|members|customers|tokens|keys|sessions|links|passwords"
    r"|requests)"
    r" (?:without|that|which|with|who|older)[^.;]{1,40} (?:are|get) (?:locked|suspended"
    r"|revoked"
    r"|refused|rejected|denied)\b|\bonly (?:the |an? )?(?:owners?|admins?|members?"
    r"|users?|staff"
    r"|managers?) (?:can|may) (?:now )?(?:delete|edit|see|view|change|rename|export"
    r"|read|post"
    r"|download|comment|move|archive)\b[^.;]{0,40}",
    r"\b[a-z]+s (?:that|which|who) (?:still )?(?:need|require|await|wait for"
    r"|are waiting for) "
    r"[^.;]{1,40}? (?:are|get|go|show|appear|land)\b|^\W*missing (?:permissions?|rights"
    r"|access"
    r"|credentials?) (?:leads?|gives?|shows?|results?|returns?|ends?)\b",
    r"\b[a-z]+s (?:wait|stay|sit) in (?:a|the) \w+ until [^.;]{0,40}",
    r"전에는 (?:아무 ?것도 )?[가-힣 ]{0,12}(?:저장|표시|전송|발송|노출|수집|보내|보이"
    r"|출력|결제|공개)"
    r"[가-힣]{0,3} ?(?:않|안 |막|못하게|없게)[가-힣]*|때까지 [가-힣]{1,6}(?:에"
    r"|로) (?:있고|남|보관|두|담)",
    r"인증 ?번호(?:는|가) (?:고객|사용자|회원|가입자|본인)[^.]*|(?:답|답변|회신|응답"
    r"|승인|결재|확인)"
    r"(?:이|을|를)? ?(?:없는|안 된|못 받은|안 한|필요한) [가-힣]{1,6}(?:은|는|을|를|만"
    r"|에|이|가) ",
    r"(?:만료|거부|잠기|잠겼|막히|막혔|없)[가-힣]{0,2} 때(?:는|의|에)? ",
    r"\b(?:key|token|password|certificate|account|access)\b[^.;]{0,20}\b(?:was|were|is"
    r"|are|has"
    r" been) (?:revoked|expired|removed|deleted)\b[^.;]{0,30}\b(?:new|replaced|instead"
    r"|everywhere)"
    r"\b|\bno (?:\w+ ){0,3}(?:keys?|tokens?|secrets?|passwords?|credentials?) (?:is|are"
    r"|was|were"
    r"|remains?) (?:left|found|in)\b",
    r"(?:남은|노출된|평문|하드코딩된) [^.]{0,10}없|(?:모르는|없는|아닌|않은) (?:사람"
    r"|사용자|직원|회원|손님)"
    r"(?:은|는|이|에게)[^.]*",
    r"(?:이용|참고|양해|유의|주의|방문|참여|이동|주차|준수|숙지)(?:해|하여|을"
    r"|를)? ?(?:주|부탁|바랍)[가-힣 ]*",
    r"대기(?: 중인| 중이던|하는|하던| 상태인) [가-힣]{1,8}(?:만|을|를|은|는|이|가|에|의"
    r"|도)[ ,.]",
    r"(?:빌드|ci|테스트|배치|실행|파이프라인|작업|결과|응답|잡|큐|로딩|재시도|스크립트"
    r"|명령|종료|완료)"
    r"[^.]{0,14}기다[가-힣]+",
    # A notice to everybody asks nobody for what the work needs.
    r"까지 [^.]{0,24}?(?:신청|등록|참석|참여|모여|접수|반납|응모)(?:해)? ?(?:주|바랍)",
    r"면 [^.]{0,30}?(?:permission|access) denied",
    # A condition that may come true, or not.
    r"\b(?:if|in case|even if|whenever) [^,;.]{1,80}?(?:,|$)",
    r"[^.,]{0,30}(?:지 않으면|없으면|못하면|실패하면|거절되면|아니면|비면|끊기면)(?= |"
    r",)",
    r"\b(?:nothing|no (?:action|input|help|one|further \w+|more \w+))\b[^.;]{0,24}\b"
    r"(?:needed"
    r"|required|necessary|open|expected|pending)\b(?: from (?:you\w*|the|any\w*)(?: "
    r"\w+)?)?",
    r"\b(?:was|were|had been) (?:waiting|stuck|on hold)\b[^.;]{0,60}, (?:he|she|they|"
    r"it|then"
    r"|but|and|now|which|today)\b",
    r"\S{1,8}(?:을|를) 기다(?:렸는데|렸지만|렸고|렸다가|린 끝에)",
    r"(?:해야|어야|아야)[^.]{0,24}(?:도록|하게|되게) (?:막|만|했|설정|바|구현|처리|고)",
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
    r"(?<!not )(?<!n't )(?<!not been )(?<!be )\b(?:approved|signed off|granted"
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


#: A rule that software keeps is nobody's turn.
_RULE = AnyOf(
    r"\b(?:each|every) (?:\w+ )?(?:payouts?|payments?|orders?|requests?|transfers?|"
    r"changes?"
    r"|entry|invoices?|documents?|users?|accounts?)\b|\benforce[sd]?\b|"
    r"\bautomatically\b",
    r"모든 [^.]{0,20}?[은는] |마다 |매번|항상 |자동으로",
)
_WAIT_KEYS = re.compile(
    r"\"(?:blocked[ _]?(?:on|by)|waiting[ _]?(?:for|on)|blockers?|차단 ?사유|대기 "
    r"?사유|막힌 ?이유)\"\s*:"
    r"\s*+(?!\[\s*\]|null|none|false|\"\s*\"|\"(?:none|no\b|n/a|-|없음)|0\b)|\""
    r"(?:status|상태)\"\s*:"
    r"\s*\"(?:blocked|waiting|대기|차단)"
)


def is_wait(sentence: str, names: frozenset[str]) -> bool:
    """Tell whether *sentence* says that somebody outside has to act first."""
    low = sentence.lower()
    if '"' in low and _WAIT_KEYS.search(low):
        return True
    low = without_names(low, names)
    low = _WAIT_OVER.without(low)
    if not _URGENT.search(low):
        if _RULE.search(low):
            return False
        for name in sorted(names & RIGHTS.keys()):
            low = low.replace(RIGHTS[name], " ")
    return _WAIT_EN.search(low) or (has_korean(low) and _WAIT_KO.search(low))
