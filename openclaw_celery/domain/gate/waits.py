"""What a sentence says of somebody outside who has to act before work goes on."""

from __future__ import annotations

import re
from functools import lru_cache

from openclaw_celery.domain.gate.language import (
    KEPT,
    PAST,
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
#: Who is surely outside, whatever the work is about; no part of a program is named so.
_OUTSIDE_EN = (
    r"(?:vendors?|suppliers?|banks?|legal|lawyers?|counsel|finance|accounting|accounts"
    r"|procurement|purchasing|compliance|(?:help|service|support) ?desk|notaries"
    r"|sponsors?|clients?|customers?|auditors?"
    r"|contractors?|agency|registrar|insurer|notary|regulator|ministry|city|court"
    r"|tax office|(?:corporate|company|client's) it\b|hosting|colo|webmaster|acquirer"
    r"|coordinator|steering group|marketplace|identity team|annotators?"
    r"|operators?|minister(?:'s office)?|works council|union(?: rep)?|board|committee"
    r"|council|cfo|cto|ceo|ciso|cmo|coo|dpo|dba|hr|pm|soc|cab|comms|marketing|sales"
    r"|security|management|facilities|directors?|treasurer|controller|architects?"
    r"|designers?|translators?|technicians?|(?:the|our|their) it\b|it (?:team|desk)"
    r"|investors?|authors?"
    r"|maintainers?|partners?|landlord|venue|isp|hosting (?:company|provider|partner)"
    r"|data ?cent(?:re|er)|physician|professor|police|archive team|bosses|boss"
    r"|owner|lead|manager|officer|head|holder|admin|the other side"
    r"|(?:data|network|platform|infra\w*|security|brand|dba|design|product|sre|legal"
    r"|finance|downstream|upstream|directory|support|archive) team)"
)
#: Whose they are.
_WHOSE = r"(?:the |our |their |your |its |my |an? )?"
#: Papers and rights that a person hands out.
_PAPER_EN = (
    r"(?:approvals?|sign-?offs?|signatures?|consent|permission|clearance|thumbs-up"
    r"|go-?ahead|blessing|rulings?|verdict|decision|advice|countersignature|notary"
    r"|nda|baa|purchase order|company seal|release form|badge|access card|smart ?card"
    r"|hardware (?:token|key)|physical access|admin help|power of attorney"
    r"|release manager|signatory|written (?:yes|ok)|permit|letter from)"
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
#: Stands for each of them in what the rules about them read: a letter of no word.
_THEM = "þ"
#: Read with `_THEM` in the place of whoever is outside.
_WAIT_OF_EN = AnyOf(
    # They have not yet done it, whatever it is.
    rf"\b{_THEM}(?: \w+){{0,2}} (?:has|have|had|did|do|does|is|are)(?: not|n't)"
    rf"(?: yet)? (?!been|be\b|updated|migrated|tested|loaded|running)"
    rf"[^.;]{{1,50}}?\b(?:yet|so far|to date)\b|\b{_THEM}(?: \w+)? (?:has|have)"
    rf" yet to\b",
    # One of them has a word to say: they, he and she are people.
    r"\b(?:they|he|she|nobody|no one)(?: (?:has|have|had|did)(?: not|n't)|(?:'s"
    r"|'ve) not"
    r"| has| have)(?: yet)? (?:sign|approv|answer|repl|respon|confirm|decid|agre|given"
    r"|give|sent|send|paid|pay|consent|return|come back|got back|get back|said)\w*"
    r"[^.;]{0,24}? (?:yet|so far)\b",
    # Work stands till they do.
    rf"\b(?:until|unless|till|before) (?:they|he|she|{_WHOSE}{_THEM}|somebody|someone)"
    rf" (?:do|does|did|has|have)(?: so)?\b(?! not|n't)",
    # It comes only after what others do.
    r"\bonly [^.;]{0,40}?\b(?:after|once|when) [^.;]{1,40}? (?:is|are|has been"
    r"|have been)"
    r" (?:fully )?(?:\w*signed|approved|paid|confirmed|cleared|verified|accepted"
    r"|delivered|released|granted|returned)\b",
    # It lies with them.
    rf"\b(?:is|are|lies?|sits?|rests?|stays?|remains?|went|gone)"
    rf" (?:still |now |back )?with {_WHOSE}(?:[\w']+ )?{_THEM}(?![\w-]| side)",
    # Till then there is nothing to be done.
    r"\bnothing\b[^.;]{0,40}? (?:do|done|happen|moves?|left|go|goes)\b[^.;]{0,30}?"
    r"\b(?:until|till|before|unless)\b",
    # They have to hand it in first.
    rf"\b(?:{_THEM}|somebody|someone)(?: (?:in|from|at|on) (?:the )?\w+)?"
    rf" (?:has|have|needs?|will have) to [^.;]{{1,50}}? (?:before|first|until)\b",
    # What it needs is theirs to give.
    rf"\bneeds? (?:[\w' -]{{1,60}}? and )?(?:the |our |your |their )?(?:\w+ )?"
    rf"(?:{_THEM})(?:'s|s') (?:\w+ )?\w+",
    rf"^\W*(?:blockers?|pending|depend\w*(?: on)?(?: vendor)?|hold|needs?"
    rf"|open with|missing(?: input)?|next|(?:who|what)[\w/ ]{{0,12}} needed"
    rf"|open item)(?: ?[:\u2013]| -) ?"
    rf"(?!\W*(?:none|no\b|nothing|0|n/?a|-)).{{0,40}}?\b(?:{_THEM}|{_PAPER_EN}"
    rf"|two-factor|credentials?|password|invoice|bank letter|vpn|licen[cs]e)\b(?! page"
    rf"| list| view| form| screen| test| tests)",
    # Till somebody acts, I can not; when he has, I shall.
    rf"\b(?:until|unless|till|only when|only after|only once|not before)"
    rf" (?:after )?{_WHOSE}(?:[\w'-]+ ){{0,2}}?{_THEM} (?:\w+ ){{0,2}}?(?:has |"
    rf"have |is |are )?(?:{_UNBLOCK_EN}|permits?|vets?|vetted|done\b|complet\w+|pays?"
    rf"|tells?|rules?\b|speaks?|gets? to|settles?)",
    rf"\b(?:once|as soon as|when|after|if) {_WHOSE}(?:[\w'-]+ ){{0,2}}?"
    rf"(?:{_THEM}|you|he|she|they|somebody|someone) (?:\w+ )?(?:{_UNBLOCK_EN}"
    rf"|tells?|pays?)[^.;]{{0,40}}?, (?:then )?(?:i|we)(?:'ll| can| will| shall)\b",
    # Somebody must.
    rf"\b{_THEM}(?: staff| people| team)? (?:first |still |now )?"
    rf"(?:must|has to|have to|needs? to|would have to|will have to|has yet to"
    rf"|have yet to|still has to|still have to|owes?) (?:first |then |now )?"
    rf"(?:{_UNBLOCK_EN}|rule|merge|cut|plug|flip|allot|set|reopen|tell|change|allow"
    rf"|name|us\b|me\b|bring|put|make|give|take|choose|speak|agree|mount|fetch)",
    rf"(?:^|: |- |\u2013 )\W*{_WHOSE}(?:\w+ )?{_THEM} (?:is |are )?to (?:name"
    rf"|reply"
    rf"|confirm|sign|approve|decide|pick|choose|answer|provide|send|give|hand|pay"
    rf"|deliver|release|say|supply|clarify|settle)\b",
    rf"\bto be (?:bought|named|decided|chosen|paid|approved|provided|granted|picked"
    rf"|supplied|ordered|signed|settled|released|cleared) by {_WHOSE}(?:\w+ )?"
    rf"{_THEM}\b",
    # It is theirs.
    rf"\b(?:is|are|it's) (?:now )?(?:up to|reserved for|down to) (?:the |our "
    rf"|your |their )?(?:\w+ )?{_THEM}(?: now)?(?:[.,;]|$| to\b| who\b| and\b)"
    r"|\b(?:is|are|it's) (?:now )?(?:up to|for|on) (?:him|her|them|you|[a-z]+)"
    r" to (?:say|decide|choose|pick|release|rule)\b"
    r"|\b(?:is|are|so it's|it's) up to (?:her|him|them|you)\b"
    r"|\b(?:is|are|it's) (?:now )?on the (?:vendor|client|customer|provider|bank"
    r"|supplier)s?"
    r"(?: now)?[.]?$|\bout of (?:our|my) hands\b|\bball (?:is|lies"
    r"|now) [^.;]{0,24}court\b"
    rf"|\bfor {_WHOSE}(?:\w+ (?:of )?){{0,2}}{_THEM} to (?:say|decide|choose)\b"
    rf"|\b{_THEM}'s to (?:ship|make|decide|give|say|fix)\b"
    r"|\b(?:is|are) an? (?:management|board|legal|business|product|client) (?:call"
    r"|decision|question)\b|^\W*(?:it's |is )?your (?:call|decision|turn)\b"
    r"|[.,:;?] your (?:call|decision)\b|\bnext (?:step|move) is (?:yours|theirs)\b",
    rf"\b(?:is|are|lies|rests|sits|stuck|hangs|still|over|now) (?:with|at|to) {_WHOSE}"
    rf"(?:\w+ )?{_THEM}(?:'s)? for (?!free|the \w+ (?:api|app))\w+|^\W*(?:held up"
    rf"|held|on hold|parked|paused|stopped|blocked|stuck)(?: up)? (?:by|with|at the "
    rf"request of|for|pending) {_WHOSE}(?:\w+ ){{0,2}}?{_THEM}\b",
    rf"\b(?:he|she|they|who|{_THEM}) alone (?:may|can|has|have|holds?"
    rf"|knows?|is|are)\b|\band only [a-z]+ (?:can|may|has)\b|\bthe only ones? (?:who"
    rf"|that|allowed|able) (?:can|may|to)\b|\bknown to \w+ only\b|\bcan be \w+ only by"
    rf" (?:an? |the )?(?:\w+ )?(?:{_THEM}|person|people|doctor|physician)\b",
    # They do not answer, or are not here.
    rf"\b{_THEM}\b[^.;,]{{0,24}} (?:has|have|is|are|had|did|do|does)(?: not|n't"
    rf"| yet to)(?: yet| even)? (?:told|responded|reacted|agreed|looked|come back"
    rf"|named|made|chosen|picked|got|gotten|shared|handed|allowed|started)\b"
    rf"|\b(?:nobody|no ?one|none of (?:us|them)|neither)(?: \w+)? (?:has "
    rf"|have )?(?:told"
    rf" (?:me|us)|named|been named|made the (?:final )?call|decided|signed"
    rf"|answered|reacted)\b|, neither has \w+|\bhas(?: not|n't) told us\b",
    rf"\b(?:in|at) (?:the |their )?(?:{_THEM}'s|their) (?:inbox|queue|desk)\b"
    rf"|\b(?:proof|draft|contract|form|file|originals?) (?:is|are) (?:still )?(?:at"
    rf"|with)"
    rf" {_WHOSE}{_THEM}\b",
    # What I need, and whom I ask.
    rf"\b(?:i|we)(?:'d| would| will|'ll)? (?:also |still |first )?need (?!to\b)"
    rf"[^.;]{{1,50}} (?:from {_WHOSE}(?:\w+ )?(?:{_THEM}|hotel|person|people)\b"
    rf"|before (?:i|we|going|the)\b|first\b)",
    # Two halves: who or what is theirs, and that work stands still for it.
    rf"\b{_THEM}\b(?<!customers)(?<!clients)(?<!owner)(?<!manager)(?<!admin)"
    rf"[^.;,:]{{0,24}} (?:must|has to|have to|needs? to|is to|are to|will have to"
    rf"|would have to|still has to|still have to) (?:first |still )?[a-z]+\b",
    rf"\b(?:must|has to|have to|needs? to) (?:first |still )?(?:be [\w-]+|"
    rf"come|go)\b[^.;]{{0,24}} (?:by|from|through|past|to) (?:the |our |their |your )?"
    rf"(?:\w+ )?{_THEM}\b",
    rf"\bneeds? (?!no\b)[^.;,]{{0,40}}?\b(?:{_PAPER_EN}|(?:from|of|by)"
    rf" (?:the |our |their |your |an? )?(?:\w+ )?{_THEM})\b(?! page| list| view"
    rf"| form| step| screen| flow)",
    rf"\b(?:can't|cannot|can not|couldn't|unable to|not able to|won't)\b[^.;]{{0,50}}?"
    rf"\b(?:until|before|unless|without|as long as|while|till)\b[^.;]{{0,30}}?"
    rf"\b(?:{_THEM}|{_PAPER_EN}|credentials?|passwords?|logins?|licen[cs]e|quota"
    rf"|budget|contract|invite|seats?)\b",
    rf"\b(?:stuck|on hold|halted|paused|parked|held up|stalled|idle|at a standstill"
    rf"|standing still|frozen|stopped)\b[^.;]{{0,24}} (?:until|till|pending|for|by|with"
    rf"|because|since|as|over|in|at)\b[^.;]{{0,30}}?\b(?:{_THEM}|{_PAPER_EN}"
    rf"|credentials?|passwords?|login|licen[cs]e|quota|contract|invite|agreement)\b",
    rf"\bno \w+(?: \w+){{0,3}} (?:can|may|could|will|leaves?|goes"
    rf"|moves?) [^.;]{{0,40}}?"
    rf"\b(?:until|unless|before) {_WHOSE}(?:\w+ )?{_THEM} \w+|\buntil (?:somebody"
    rf"|someone) (?:pays|signs|approves|decides|buys|unlocks|grants|tells|confirms)\b",
    rf"\b(?:decided?|chosen|handled|held|kept|known|assigned|locked|given out"
    rf"|controlled"
    rf"|administered|issued|frozen|postponed|switched off"
    rf"|granted) (?:only )?by {_WHOSE}"
    rf"(?:[\w']+ ){{0,2}}?{_THEM}\b[^.;]{{0,30}}[,;] (?:and |who|we|i|it|they"
    rf"|ours"
    rf"|nobody|which)\b|\b(?:postponed|frozen|switched off|locked|held back|put off"
    rf"|called off) (?:for [\w -]{{1,24}} )?by (?:the |our |their )?(?:\w+ )?"
    rf"(?:auditors?|it\b|accountants?|vendor|bank|client|customer|legal|notary|"
    rf"management|regulator|provider|court)",
    rf"\b(?:requires?|calls for|takes|asks for) (?:an? |the )[^.;]{{1,40}}? (?:from|by"
    rf"|of)"
    rf" (?:the |our |their )?(?:corporate it|company it|marketing|(?:\w+ )?"
    rf"{_THEM})\b",
    rf"\bbelongs? to (?:the |our |their |another )?(?:\w+ )?(?:{_THEM}|sre"
    rf"|client|"
    rf"team)\b[^.;]{{0,16}}[,;]? (?:who|and|which|they|has not|hasn't)\b"
    rf"|\breserved to\b"
    rf"|\b(?:sandbox|api|portal|server|gateway|service|system) of (?:the |our )?[\w ]"
    rf"{{1,24}}? (?:is|has been) (?:still )?(?:down|offline|closed|unreachable"
    rf"|locked)\b",
    # Said of somebody else in passing: whose turn it is, and what has to come from him.
    rf"\b(?:contingent|conditional|dependent|relying|gated) (?:up)?on {_WHOSE}(?:\w+ )?"
    rf"(?:{_THEM}|{_PAPER_EN})\b|\b(?:above my pay grade|outside my remit"
    rf"|beyond my"
    rf" (?:rights|remit|permissions|role)|not mine to (?:decide|make|give|take)|not my "
    rf"(?:call|decision) to make|not for me to (?:say|decide))\b|\bunblock (?:me|us)\b",
    rf"\b(?:escalated|raised|flagged|put|forwarded|passed|handed|sent"
    rf"|submitted) (?:it |this"
    rf" |them )?(?:to|with) {_WHOSE}(?:\w+ )?{_THEM}\b[^.]{{0,40}}\b(?:no "
    rf"(?:answer"
    rf"|reply|response|word|reaction)|not (?:heard|answered|replied|back)|haven't heard"
    rf"|nothing (?:yet|back|so far)|pending|waiting|awaiting|silence|still)\b",
    rf"\b(?:expect\w*|due|to come|outstanding|missing|overdue"
    rf"|still needed) from {_WHOSE}"
    rf"(?:\w+ )?{_THEM}\b|\b(?:i|we) have yet to (?:receive|hear|get|be (?:given"
    rf"|told"
    rf"|sent|added|granted|invited))\b|\b(?:keys?|credentials?|login|password|file|data"
    rf"|sample|contract|access|logo|list|spec|brief)s? (?:was|were|is|are|has been)"
    rf" (?:not|never) (?:yet )?(?:provided|supplied|shared|sent|handed over|given"
    rf"|included"
    rf"|released)\b(?! in| to the log)",
    rf"\b(?:left|deferred|over|goes|went|handed over|up|belongs) to {_WHOSE}(?:\w+ )?"
    rf"{_THEM} (?:to|for (?:a |the |an )?(?:decision|approval|sign|review|ruling"
    rf"|answer|verdict|signature))|\b(?:out|off|in|is|are|now|sits) (?:for|under|in)"
    rf" (?:legal|security|compliance|vendor|client|customer|external|management|tax"
    rf"|privacy) (?:review|approval|sign-?off|clearance)\b",
)
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
    rf" |now )?(?:(?:has|have|needs?|would have|would need|will have|will need|had)"
    rf" (?:first )?to|must) (?:first )?{_UNBLOCK_EN}\b"
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
    # A line of a form: who or what is waited for.
    r"^\W*(?:state|status)?\W*(?:waiting|awaiting|held|on hold|parked|paused)(?: on"
    r"| for| by)?(?: ?[:\u2013(]| -) ?(?!\W*(?:none|no\b|nothing|nobody|0|n/?a|-|ci\b"
    r"|build|tests?\b|pipeline))",
    r"^\W*(?:input|decision|action|answer|approval|access|info|information|help)"
    r" (?:is )?(?:needed|required|requested|wanted|missing|on you|from you)"
    r"(?: \([\w ]{1,16}\))?(?: from [\w ]{1,20})? ?:(?! ?(?:none|no\b|nothing|0|-))"
    r"|^\W*(?:open )?question for \w+ ?:",
    r"\b(?:approvals?|sign-?offs?|signature|consent|acceptance|permissions?|thumbs-up"
    r"|go-?ahead|brand usage)(?: \([\w ]{1,16}\))? ?: ?(?:still |not |with |none"
    r"|outstanding|open\b|pending|missing|requested)"
    r"|\b(?:approvals?|sign-?offs?|signature|consent|acceptance|thumbs-up|go-?ahead)"
    r"\b[^.;:]{0,30}? (?:is |are )?(?:still )?(?:outstanding|overdue)\b",
    r"\b(?:give|hand|send|tell|grant|lend|get|add) (?:me|us)\b[^.;]{1,50}"
    r"(?: and|,| then) (?:i|we)(?:'ll| can| will| shall)\b",
    r"\b(?:i|we) (?:stop|hold|pause|stand by|have stopped|'ve stopped|hold back)\b"
    r"[^.;]{0,30}(?: here| until| till| over this|$)",
    r"\b(?:am|are|i'm|we're|still) waiting(?:[.]?$| to (?:hear|be (?:let|added|invited"
    r"|given|told|put))\b)|\bwaiting to hear\b",
    rf"\b(?:can't|cannot|can not|won't|not|nothing may) [^.;]{{0,40}}?\b(?:w/o|without"
    rf"|before|until) (?:an? |the |your |their |any )?(?:answer|reply|yes|word|nod"
    rf"|nda\b|{_PAPER_EN})",
    r"\bnot possible until \b(?:the|our|my|some)|\bmay be (?:printed|published|posted"
    r"|sent|shipped|touched|quoted)\b[^.;]{0,30} (?:until|before|without)\b",
    r"\bwhoever (?:owns|runs|holds|keeps|has)\b[^.;]{0,30} (?:has|needs|must|should)\b"
    r"|\blooking for (?:somebody|someone|a person|anyone) (?:with|who)\b"
    r"|^\W*wanted: (?:someone|somebody|an? \w+ who)\b|\bit takes an? (?:admin\w*"
    r"|owner|lawyer|second|notary|technician)|\btakes a second (?:signatory|person|"
    r"approver|pair)|\bneeds? hands (?:in|at|on)\b|\bneeds? an? (?:technician|engineer"
    r"|electrician|courier|visitor|colleague) (?:on|at)\b",
    r"\b(?:hinges?|hanging|hangs?) on (?:the|your|our|their|an?|his|her)\b[^.;]{0,24}"
    r"(?:answer|reply|verdict|decision|ruling|yes|word|approval|call|signature|access)"
    r"|\b(?:ruling|reply|answer|decision|verdict|approval|yes) (?:on|from|of|by)?"
    r"[^.;]{0,30} is (?:what|the only thing)\b|\b(?:answer|reply|ruling|decision|list"
    r"|verdict) (?:will )?(?:decides?|is what decides)\b",
    rf"\b(?:we depend|depends?) on {_WHOSE}(?:\w+ )?(?:vendor|supplier|bank|lawyers?"
    rf"|auditors?|courier|client|landlord|notary|agency|printer|regulator)s?\b",
    r"\b(?:has|have) gone (?:quiet|silent)\b|\b(?:owner|client|vendor|customer|bank"
    r"|team|partner)s?(?: is| are| stays?| remains?)? silent\b|\bignores? (?:our|my)"
    r" (?:ticket|mails?|e-?mails?|calls?|request)|\b(?:question|ticket|mail|request"
    r"|letter)\b[^.;]{0,40} (?:remains|is still|still) unanswered\b"
    r"|\b(?:submitted|requested|filed|sent)\b[^.;]{0,24}, (?:no reply|none so far"
    r"|nothing (?:yet|so far|back))",
    r"\b(?:is|he's|she's|who's) (?:out|away|on leave"
    r"|unreachable|travell?ing|off sick) (?:until|till|this week)\b|\bhe's unreachable"
    r"|\bshe's unreachable|\b(?:former|ex-?) ?(?:employee|colleague|cto|admin\w*"
    r"|contractor)(?:'s)? (?:phone|mailbox|account|e-?mail)\b|\bwent to a former "
    r"employee\b|\b(?:has|have) left the (?:firm|company)\b(?<!who )",
    # Asked for, and not here yet.
    r"(?:^|[,;:] )(?:i've |i have |we've |i )?(?:asked|pinged|mailed|emailed|e-mailed"
    r"|messaged|told|informed|notified) (?:him|her|them)[.]?$"
    r"|\b(?:they|he|she|helpdesk|it|procurement|admin|their \w+(?: people)?)"
    r"(?:'ve| have| has| is|'s) (?:been )?(?:mailed|emailed|told|asked|pinged|informed"
    r"|notified|know)[.]?$",
    r"\b(?:access|unlock|invite|invitation|quota|exemption|appeal|exception|consent"
    r"|licen[cs]e|permission|clearance|root|sudo|rights)\b[^.;:]{0,40}?,? (?:which "
    r"i've |i've |has been |have been |is |and has been )?(?:requested|asked (?:it|for"
    r"|them)|applied for)[.]?$|\b(?:ticket|request) (?:is )?(?:filed|opened|raised"
    r"|open)[.]?$|\b(?:our|my) (?:\w+ )?(?:application|request|ticket|case) (?:is|sits"
    r"|lies) (?:still )?(?:with|in|at|under|being) "
    r"|\b(?:under review|reviewed|checked) (?:with|by) (?:them|the \w+ (?:office|team)"
    r"|vendor management|legal|compliance|google|apple)\b"
    r"|\baccount under review\b|\bput [^.;]{1,24} under review\b",
    r"\b(?:is|are) on order\b|\b(?:is|are) yet to be (?:shipped|delivered|sent|handed"
    r"|signed|paid|bought)\b|\b(?:hardware|device|printer|scanner|card|hsm|dongle|board"
    r"|parts?|disks?|router|server|sim)\b[^.;]{0,12} not (?:yet )?(?:delivered|arrived"
    r"|here)\b|\b(?:contract|po|purchase order|nda|agreement|invoice|bill|order form)"
    r"\b[^.;,]{0,30} (?:isn't|is not|is still not|not yet|is un|un)(?: ?)(?:been )?"
    r"(?:signed|paid|countersigned|settled)\b",
    r"\b(?:i|we)(?:'d| would) need (?:an? |the |to be |somebody|someone|your )"
    r"|^\W*needs? (?!to\b|no\b)[^.;]{1,50}? before (?:i|we)\b"
    r"|\bneed (?:a )?(?:yes or no|ur|another one|a valid one|a new invite|new ones?)\b"
    r"|\b(?:i|we) need (?:an? )?(?:explicit )?(?:yes|nod|word|go|ruling|sudo|root"
    r"|valid)\b|\bneeds? (?:an? |the )?(?:ok|okay|yes|nod|blessing|thumbs-up|ruling"
    r"|rubber stamp) (?:from|of|by)\b|\bneeds? (?:\w+'s) (?:blessing|ok|yes|word|help"
    r"|thumbs-up|signature)\b",
    r"\b(?:passwords?|tokens?|keys?|access|invite|invitation|credentials?|login"
    r"|sudo|rights|team),? (?:please|pls|plz)\b|\b(?:please|pls|plz|can u|can you|could"
    r" you|could u) (?:someone |somebody )?(?:get me|give me|let me in|raise my|raise"
    r" our|top up|have someone|have somebody|add me|lend me|unlock|whitelist|extend"
    r" (?:my|our|the))\b|\b(?:stuck|blocked), need\b",
    rf"^\W*(?:\w+'s |an? |the |signed |written )?(?:[\w-]+ ){{0,3}}{_PAPER_EN}\b"
    rf"(?: [\w-]+){{0,4}} (?:is |are )?(?:still )?(?:required|needed|mandatory|lacking"
    rf"|missing)\b(?: before| to| for| from|[.,;]|$)|\brequires? (?:\w+ )?(?:\w+'s|an?)"
    rf" (?:written |prior )?(?:{_PAPER_EN})",
    r"\bwants? (?:an? |the |proof |id\b|identity )?[^.;]{0,60}? (?:before (?:they"
    r"|it|he|she|payouts?|we|i)\b|signed first\b|from your side\b)|\bwants? (?:proof"
    r"|id|identity documents?)\b|\brefuses? to (?:release|hand|give|share|open)\b"
    r"|\bwon't (?:release|hand|share|give)\b[^.;]{0,40} before\b",
    # Doors that are shut to us.
    r"\b(?:i was|i am|i'm|we were|we are|we're) (?:locked out|denied (?:entry"
    r"|access)|refused entry|not (?:a )?members?|shut out)\b|\bshuts? us out\b"
    r"|\brejects my \w+|\bnot granted to (?:me|us)\b|\b(?:is|are) closed to us\b"
    r"|\bturned (?:us|me) down\b|\b(?:i'm|i am) not a member\b|\bmy own lockout\b"
    r"|\bno (?:seat|licen[cs]e|account|login) (?:is )?(?:left )?for (?:me|us)\b"
    r"|\b(?:tells|told|gives|shows) me \W?(?:insufficient|access|permission|forbidden)"
    r"|\bmy account can(?:'t|not)?\b[^.;]{0,24}\b(?:but not|only|edit|view)"
    r"|\basks for an? (?:password|passphrase|pin|smart ?card|badge|key)\b[^.;]{0,30}"
    r"(?:isn't|don't|is not|not |smart ?card|nobody|no one)|\bpassword is required"
    r"\b[^.;]{0,12}\b(?:none|nobody|no one|and)\b|\bprod\w* \w+ asks for a smart ?card"
    r"|\b(?:has|have) frozen all\b|\b(?:merging|repo\w*|branch|file|deploys?|records? "
    r"room|state)\b[^.;]{0,16} (?:is |are )?locked (?:by (?:the )?(?:org|admins?|owner"
    r"|security|legal)|until (?:he|she|they|security|legal)|and (?:facilities|the key"
    r"|only))|\barchived by (?:the )?owner\b",
    r"\b(?:is|are) (?:forbidden|not allowed|off limits) [^.;]{0,12}unless\b|\bnobody"
    r" has (?:its|the) (?:login|password|key)\b|\bkeep our hands off until\b",
    rf"\b{_PAPER_EN}\b(?: [\w-]+){{0,5}} (?:is|are) (?:still )?(?:needed"
    rf"|required|mandatory|missing|lacking|outstanding|pending|open|due)\b",
    # What I was not given, and asked for.
    r"\b(?:i|we) (?:(?:was|were|have been) (?:not|never)|wasn't|weren't|have(?: not"
    r"|n't)"
    r" been|(?:have|had) never been) (?:yet )?(?:given|sent|handed|granted|invited"
    r"|added"
    r"|told|provided|authori[sz]ed|allowed|admitted|let)\b",
    rf"\b(?:i|we) (?:have(?: not|n't)|never|did(?: not|n't)) (?:yet )?(?:got|gotten"
    rf"|get|received?|been sent|been given)\b[^.;]{{0,30}}\b(?:{_PAPER_EN}|answer|reply"
    rf"|response|word|keys?|tokens?|credentials?|passwords?|login|invite|files?|list"
    rf"|access|licen[cs]e|cards?|data|samples?|documents?|address|numbers?)\b"
    rf"(?:[^.;]{{0,24}} (?:from|yet|so far)\b|[.]?$)",
    r"\b(?:i|we)(?: have no|'ve no| lack| am missing| are missing|'re missing"
    r"|'m missing"
    r"| hold no| own no|'ve only got| only have| only got) (?:\w+ )?(?:the |an? "
    r"|any )?(?:[\w-]+(?:'s)? ){0,2}(?:logins?|access|rights?"
    r"|permissions?|consent|invite|badge|seat|licen[cs]e|credentials?|password|key"
    r"|card|account|approval|merchant id|contract|original|reach|authority|say|budget"
    r"|means to)\b",
    r"\b(?:key|token|password|credentials?|login|account|user|invite|link"
    r"|code)s? (?:you"
    r"|they|he|she) (?:gave|sent|shared)\b[^.;]{0,30} (?:is|are|does|do|was|has|no)\b"
    r"|\bcredentials (?:in|from) [^.;]{1,24} (?:are (?:wrong|rejected|invalid|stale)"
    r"|don't work|do not work)\b",
    r"\b(?:my|our) (?:\w+ )?(?:user|account|role|login|token|key|service account)s?"
    r"(?: (?:still |only |also )?)(?:needs|lacks|misses|isn't (?:in|on|part)"
    r"|is not (?:in"
    r"|on|part)|has (?:no|only read)|may not|is limited|is barred|was never"
    r"|doesn't have"
    r"|does not have|is(?:n't| not) allowed|has been (?:locked|blocked|disabled"
    r"|suspended)|is (?:locked|blocked|disabled|suspended))\b",
    r"\b(?:their|(?:vendor|provider|partner|supplier|bank|client|customer|carrier)'s)"
    r" (?:[\w-]+ ){0,2}(?:api|sandbox|servers?|systems?|portal|service|endpoint|peer"
    r"|gateway|environment|platform|site|office)\b[^.;,]{0,12} (?:is|are|has been|have"
    r" been|remains?) (?:still )?(?:down|offline|out|unreachable|closed|unavailable"
    r"|broken|locked|not up|not reachable|under maintenance)\b|\bon their end\b"
    r"[^.;]{0,24}$|\bgives? no eta\b|\beta unknown\b",
    r"\b(?:trial|subscription|plan|credits?|balance|guest pass|pass|membership)\b"
    r"[^.;]{0,16} (?:is over|over[.]|ended|ran out|run out|used up|lapsed|exhausted"
    r"|is unpaid|unpaid|has expired)\b[^.;]{0,60}\b(?:need|needs|buy|renew\w*|top up"
    r"|pay"
    r"|up to|your|someone|somebody|procurement|can't|cannot|suspended)\b|\b(?:invoice"
    r"|bill|fee|balance)\b[^.;]{0,40} unpaid\b|\b(?:the|our|my"
    r"|company) (?:\w+ )?card (?:was |is |got )?declined\b",
    r"\b(?:change|code|release|deploy\w*) freeze\b[^.;]{0,30} (?:until|till|in force"
    r"|lifts?|lifted|exception|ends)\b|\b(?:board|committee|cab|council|panel|jury)\b"
    r"[^.;]{0,16} (?:meets|votes|sits|decides|convenes)\b[^.;]{0,24}\b(?:on|next|in)\b"
    r"|\bembargo\b[^.;]{0,12} (?:lifts|until|till|ends)\b|\bno (?:merge|deploy|release"
    r"|go-live) (?:earlier|before (?:then|that))\b",
    r"\bawaiting (?:the |an? |your |their )?(?:po|instructions?|word|news|orders?"
    r"|guidance|green light|go|ok|outcome|response|feedback|parts?|slot|payment|invite"
    r"|funds|papers?)\b|\bwaiting (?:for|on) (?:the |an? |your )?[a-z]+(?: [a-z]+)?"
    r" to (?:unlock|open|release|merge|finish|return|come|give|get|pay|deliver|add"
    r"|invite|review|look|ship|pick|choose|let|hand|call|set|fix|restore|enable|renew"
    r"|activate|whitelist|clear|lift|say|tell)\b|\bwaiting (?:for|on) (?:[a-z]+'s|your)"
    r" [a-z]+|\bpending (?:the |an? )?(?:go\b|ok\b|word|yes|counsel|payment|delivery"
    r"|nod\b|ruling|review by|decision)",
    r"\b(?:upon|on|with|after|subject to) your (?:\w+ )?(?:confirmation|approval|ok"
    r"|okay"
    r"|go-?ahead|go|word|nod|sign-?off|decision|consent|reply|answer|signal)\b(?! i did"
    r"| we did)|\b(?:ready|prepared|set|good) to [^.;]{1,40} (?:upon|once you"
    r"|as soon as"
    r" you|when you|at your|on your)\b",
    r"\b(?:which|what|who|how|is|are|does|do|may|should|shall"
    r"|can) [^.?]{1,80}\?[^?]{0,40}"
    r"(?:\bi(?:'ve| have)? stop|\bi hold|\bstopped\b|\bwon't\b|\bnot (?:sending|doing"
    r"|touching|going)|\bwaits? on\b|\bhinges\b|\bneed that\b|\bi need\b|\buntil\b)"
    r"|\bbefore i go (?:further|on)\b",
    # More forms, and what a sentence of a person says at its end.
    r"^\W*(?:blocked (?:by|on)|stopper|show-?stopper|impediment|support (?:required"
    r"|needed"
    r")|(?:required|needed|wanted) from (?:you|\w+)|prerequisite missing|go/no-go|need"
    r"|needs from \w+|requires?|asks?) ?:(?! ?(?:none|no\b|nothing|0\b|n/?a|-$))",
    r"\b(?:access|support|permission|unlock|exemption) (?:request|case"
    r"|ticket)\b[^.;]{0,24}"
    r" (?:pending|opened?|unanswered|queued|with)\b|\b(?:request|question|ticket"
    r"|mail)\b"
    r"[^.;]{0,30}? unanswered\b",
    rf"\buntil (?:he|she|its owner|their \w+|somebody) (?:{_UNBLOCK_EN}|nods?\b"
    rf"|is back)"
    rf"|\buntil they (?:release|approve|sign|grant|decide|reply|pay|unlock|confirm"
    rf"|agree"
    rf"|lift|renew|countersign|answer)\b|\b(?:after|once|when|until|before|unless|till"
    rf"|if)"
    rf" [a-z' ]{{1,24}} (?:gives? (?:the|her|his|their|a|us|me)|has given|nods?|okays"
    rf"|oks"
    rf"|green-?lights|says (?:yes|so|go))\b",
    rf"\b(?:waiting|wait|waits|awaits?|awaiting|depends? on|hanging on|held up|lies"
    rf"|sits"
    rf"|rests|stays) (?:for |on |by |with )?{_WHOSE}(?:\w+ )?(?:vendor|supplier|bank"
    rf"|legal"
    rf"|lawyer|counsel|finance|procurement|compliance|client|customer|auditor|agency"
    rf"|registrar|insurer|notary|regulator|ministry|court|board|committee|cfo|cto|ceo"
    rf"|dpo"
    rf"|dba|hr|marketing|management|facilities|translator|designer|landlord|hosting|sre"
    rf"|{_PAPER_EN})s?\b(?! page| list| view| form| screen| tab| status)",
    r"\bplease [^.;?]{1,60}(?:, then|,? and) (?:i|we)(?:'ll| can| will)\b"
    r"|\b(?:i|we) (?:can't|cannot|couldn't) (?:push|log ?in|sign in|deploy|connect|open"
    r"|reach|publish|read|write|merge|see)\b[^.]{0,40}\b(?:permission|denied"
    r"|disabled by"
    r"|locked by|403|401|credentials?|password|member)\b|\bcannot log in, ",
    r"\band only (?!admins|owners|managers|users|members|staff|editors|auth|logged)"
    r"(?:[\w']+ ){1,5}(?:can|may|has|have)\b|\bonly [^.;]{1,40}, who (?:is not me|isn't"
    r"|is away|is out)\b|\b(?:who is not me|which i have not|and i have none"
    r"|and nobody else)[.]?$|\bonly [a-z]+(?:'s)? [a-z ]{1,24} can fill\b",
    r"\b(?:code|otp|mail|prompt|sms|push)\b[^.;]{0,30} (?:to|on) (?:the )?\w+'s "
    r"(?:\w+ )?(?:phone|mobile|mailbox|inbox|device)\b"
    r"|\byour account has been suspended"
    r"\b|\btop-?up (?:is )?needed\b|\brequest(?:s)? denied\b",
    r"\b(?:file|review|signature|answer|payment|form|report|statement|ciso|legal|cfo"
    r"|approver|delivery|quote|reply|ok)\b[^.;]{0,24}? (?:is "
    r"|are )?(?:still )?outstanding"
    r"\b|\bwill tell us (?:when|if|whether)\b|\b(?:he|she|they) (?:has|have)"
    r"(?: not|n't)[.]?$|\b(?:has|have)(?: not|n't)(?: yet)? (?:sent|returned|signed"
    r"|delivered|provided|handed|given|told|named|cleared|ruled|chosen|promised)\b"
    r"[^.;]{0,12}? (?:her|his|us|me|on (?:the|it|this))\b",
    r"\bi(?:'d| would) (?:like|appreciate|welcome|be glad of) (?:an? "
    r"|your )?(?:decision"
    r"|answer|ruling|word|ok)\b|\bat the \w+'s request until\b|\bby order of\b"
    r"|\b(?:was|am"
    r"|were) told (?:not to|to (?:hold|wait|stop|keep))\b|\bin the \w+'s hands\b"
    r"|\bat the "
    r"mercy of\b|\bis what (?:we|i) (?:lack|need|miss)\b|\bwhat (?:i|we) need is\b"
    r"|\bowes? (?:us|me)\b|\bstill (?:has|have) to (?:consent|agree|sign|approve"
    r"|confirm"
    r"|reply|countersign|vote|clear)\b|\bhas frozen (?:the|our)\b",
    r"\bthat (?:your|their|the) [\w ]{1,24} (?:has|have) to (?:sign|approve|accept|pay"
    r"|give"
    r"|release|provide)\b|\bfor (?:legal|finance|management|security|compliance"
    r"|pr) to\b"
    r"|\b(?:and|but) [^.;]{0,30}(?:has|have)(?: not|n't) (?:agreed|released|consented"
    r"|enabled|approved|answered|replied)\b|\bhas been [^.;]{0,16} with the (?:client"
    r"|customer|vendor|lawyers?|translators?)\b",
    r"\b(?:someone|somebody|a person|anyone) (?:from|with|at|in|on site"
    r"|who) [^.;]{0,40}"
    r" (?:has to|must|needs to|should|would have to|will have to|is needed"
    r"|to (?:approve"
    r"|sign|unlock|press|plug|reset|check|confirm|open|grant))\b|\b(?:need"
    r"|needs) (?:some"
    r"one|somebody) (?:to|from|with|at|in|on|who)\b|\bi(?:'d| would) need (?:some|an)",
    r"\b(?:is|are|he's|she's) (?:on (?:pto|annual leave|parental leave|holiday|vacation"
    r"|sick leave"
    r"|a plane|leave)|out of (?:the )?office|not (?:back|in) (?:until|till|before)"
    r"|back "
    r"(?:on|only|next)) [^.;]{0,40}\b(?:and|so|until|till|only|nobody|no one|which"
    r"|with)\b",
    r"\b(?:ok|okay|good|fine|safe|alright) (?:to|if i|if we|for me to) [^?]{1,60}\?"
    r"|\byes (?:or|/) ?no\?|\bdo (?:i|we) have (?:your|the) [^?]{1,30}\?"
    r"|\b(?:please|kindly|pls) (?:say|answer|reply|respond|approve|confirm|sign|clarify"
    r"|let me|let us)\b(?! if you (?:have|want|need|would)| know if (?:you|there|any))",
    r"\b(?:vendor|supplier|bank|client|customer|agency|notary|insurer"
    r"|regulator|landlord|auditor|lawyer)s? (?:has|have|is|are|was|were|won't|will not"
    r"|does|did|do)(?: not|n't)? (?:yet |still )?(?:closed|silent|frozen|blocking"
    r"|holding"
    r"|sitting on|asking|demanding|insisting|reluctant|unwilling|out of reach"
    r"|unavailable"
    r"|release|sign|agree|answer|respond|reply|hand|let|budge|move|grant|accept)\b",
    r"\bwithout (?:an? |the |their |your )?[^,;.]{1,40} (?:i (?:can(?:'t|not)"
    r"|have no means"
    r"|am stuck)|nobody here can|we have no means|we are stuck|there's no way)\b"
    r"|\bwithout (?:her|him|them|it|that|their \w+) (?:i|we) (?:can't|cannot)\b"
    r"|\bstuck without\b|\bnobody has given (?:me|us)\b|\b(?:is|are) the one(?:s)? to"
    r" (?:grant|decide|approve|give|sign)\b|\bis the [\w ]{1,24}'s privilege\b"
    r"|\bon the \w+'s side: |\bpast the paywall\b|\bnobody but \w+ (?:can|may|has)\b",
    r"\b(?:requires?|needs?|missing) (?:\w+ )?(?:the |an? )?(?:[\w']+ ){0,4}(?:consent"
    r"|approval|approver|sign-?off|signature|go-?ahead|blessing|permission from)\b"
    r"(?! page| list| view| form| step| screen| flow| field| box| banner)"
    r"|\bmust give (?:their |her |his )?(?:consent|approval|permission)\b"
    r"|\b(?:change|release|draft|text|budget|request|plan|spend|quote) (?:is|was"
    r"|has been"
    r"|are)(?: not|n't)(?: yet| been)* (?:approved|signed off|cleared|authori[sz]ed)\b",
    # Doors that open for others, and who has been asked to open them.
    r"\b(?:is|are) (?:private|gated|restricted|invite-only|password[- ]protected"
    r"|behind (?:a |the )?(?:login|paywall|vpn|sso|firewall))\b[^.;]{0,24}\b(?:i|i'm|we"
    r"|my|our|me|us|nobody)\b|\bi (?:can't|cannot|couldn't|could not"
    r"|may not) (?:get into"
    r"|log into|log in to|sign into|sign in to|get access)\b|\b(?:i|we) (?:was|were|am"
    r"|are"
    r"|got) (?:denied|refused|barred|kicked out|turned away)\b",
    r"\b(?:i|we|i've|we've)(?: have| already| just)? (?:requested|applied for"
    r"|asked for)"
    r" (?:(?:an?|the|my|our|write|read|admin|prod|more|higher"
    r"|production) ){0,3}(?:access"
    r"|accounts?|permissions?|rights|role|licen[cs]e|seats?|invite|login|credentials"
    r"|quota"
    r"|approval|sign-?off|exemption|key|token|slot)\b"
    r"(?![^.]{0,40}(?:got|received|granted|given|came|have it))",
    r"\bonly [a-z]+ (?:has|holds|knows|keeps) (?:the|its|that"
    r"|their) (?:\w+ )?(?:password"
    r"|key|login|code|pin|credentials|access|originals?|contact|number)\b"
    r"|\b(?:i|we|this|it) needs? [a-z]+'s (?:signature|decision|input|answer|word"
    r"|review"
    r"|password|login|key|help|laptop|phone|confirmation|permission|consent|rights)\b",
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
    # Some of them named, where the name is what says it.
    r"\bball (?:is|lies|now) [^.;]{0,24}court\b|\bneeds? (?:the |an? )?notary\b",
    r"\b(?:is|are) an? (?:management|board|legal|business|product|client) (?:call"
    r"|decision|question)\b|\b(?:is|are|it's) (?:now )?on the (?:vendor|client|customer"
    r"|provider|bank|supplier)s?(?: now)?[.]?$",
    r"\b(?:postponed|put off|held up|stopped) by (?:the |our )?(?:auditors?|lawyers?"
    r"|regulator)\b",
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
    r"|대표님?|외부|업체|벤더|협력사|제휴사|파트너|소유자|2FA|OTP|발급"
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
#: Who is surely outside, in Korean, and what ends such a name.
_OUTSIDE_KO = (
    r"(?:팀장?|부서|업체|고객사?|거래처|발주처|광고주|협력사|제휴사|파트너사?|벤더"
    r"|공급[사처]|제조사"
    r"|결제사|카드사|통신사|보험사|은행|기관|위원회|이사회|운영위|법무|법률|보안"
    r"|감사실?|총무|재무"
    r"|회계|인사|경영진|대표(?:님|이사)?|사장님?|회장님?|본부장|부장님?|과장님?|실장"
    r"|임원|책임(?:자|님)"
    r"|담당(?:자|님)?|관리자|운영자|승인자|결재자|책임자|소유자|오너|헬프데스크|데스크"
    r"|지원팀|고객센터|본사|지점|대행사|홍보실|비서실|전략실|예산실"
    r"|연구소|학회|학교|병원|공단|세무[서사]|변호사|변리사|노무사|회계사|공증|임대인"
    r"|건물주|저자|작가"
    r"|편집장|감수자|번역가?|성우|디자이너|기사님?|엔지니어|메인테이너|리뷰어|매니저"
    r"|리드|당직|온콜"
    r"|위원들?|노조|정부|구청|시청|주무관|교수님?|의사|애플|구글|메타|통계청"
    r"|사 ?측|외부|상대(?:측|방)|그쪽|저쪽|주최 ?측|데이터센터|idc"
    r"|클라이언트|요청하신 분|사용자"
    r"|고객|선임|주임|후임자?|점주|민원인|심사원?|원청|감사인|(?:하신|있는|가진|계신"
    r"|아는|주실|맡은) 분|님"
    r"|(?:owner|admin|dba|sre|cto|ceo|cfo|ciso|cpo|google|meta|aws"
    r"|apple"
    r"|vendor|client|legal|holder)(?![a-z]))"
)
#: What others hand out.
_PAPER_KO = (
    r"(?:승인|결재|재가|허가|허락|동의|합의|확답|확정|의결|판단|컨펌|사인|사인오프"
    r"|답변?|회신|통보|통지|지침|품의|심사|검토|감수|자문|서명|날인|도장|직인|인감|계약"
    r"|입금|납부|결제|잔금|배정|지급|개설|개통|발급|부여|초대|해제|갱신|증설|예외|협조"
    r"|권한|계정|라이선스"
    r"|위임장|동의서|승인서|인증서|구독|충전|쿼터|크레딧|출입증|시안|견적|원본"
    r"|(?:confirm|sign-?off|approval|approve|license|review|legal|consent"
    r"|access"
    r"|permission|credential|feedback)(?![a-z]))"
)
#: Things that others have to send.
_GOODS_KO = (
    r"(?:키|키페어|비번|비밀번호|암호|아이디|토큰|코드|번호|정보|주소|파일|자료|원본"
    r"|사본|문서|견본|시료"
    r"|카드|계좌|도장|열쇠|출입증|답변?|회신|통보|승인|허가|재가|동의|허락|초대장?"
    r"|권한|계정|인증서"
    r"|라이선스|사인오프|sign-?off|approval|token|key|credential|kubeconfig|접속 ?정보"
    r"|데이터|노트북"
    r"|단말|장비|기기|명단|청구서|교정지|의견서|안내|확답|일정|로고|연락처|검수본|시안"
    r"|가중치|양식)"
)
#: What somebody does for us, before `주다`.
_FAVOUR_KO = (
    r"(?:보내|넘겨|알려|열어|풀어|내려|골라|정해|만들어|올려|돌려|빌려|눌러|찍어|채워"
    r"|꺼내|갈아|끼워"
    r"|받아|붙어|사|켜|늘려|바꿔|고쳐|넣어|봐|답해|해|등록해|제공해|공유해|발급해"
    r"|전달해|확인해|승인해"
    r"|확정해|부여해|합의해|추가해|처리해|회신해|허용해|결정해|해제해|지정해|서명해"
    r"|초대해|줄여|뽑아)"
)
#: He, and nobody else: a particle makes the party the one who acts.
_BY_KO = (
    r"(?:님|분|들|쪽|측)?(?:이|가|께서|에서|쪽에서|측에서|만이| 쪽이| 측이) "
    r"(?:직접 |먼저 )?"
)
#: Read with `_THEM` in the place of whoever is outside.
_WAIT_OF_KO = AnyOf(
    # It has not come in yet, from whoever sends it.
    r"(?<!메일이 )(?<!알림이 )(?<!문자가 )(?<!메시지가 )(?<!응답이 )(?<!메일은 )"
    r"(?:입고|납품|반입|수령|배송|도착|회신|통보|발급|개통|승인|결재|서명|날인|입금)"
    r"(?:이|가|은|는|도)? ?(?:아직 )?(?:되|하|받|오|나)?지 ?(?:않|못)(?:아"
    r"|았|고|함|음)",
    # It comes late.
    r"(?:납품|배송|입고|도착|선적|출고)[^.]{0,14}(?:밀[렸려림]|지연[됐되돼](?!면)"
    r"|늦어(?!지면|질))",
    # It takes somebody who does it.
    r"(?:줄|주실|할|하실|있는|아는) (?:사람|분)(?:이|의)? [^.]{0,12}?필요",
    # Their answer is due then.
    rf"{_THEM}[^.]{{0,10}}?{_PAPER_KO}(?:이|은|는|가)? [^.]{{0,20}}?(?:예정(?:$|[.,]|입"
    rf"|이)|다음 ?주|까지 ?(?:준|온|나온))",
    # Two halves: who or what is theirs, and that work stands still for it.
    rf"(?:{_THEM}|{_PAPER_KO})[^.]{{0,30}}?(?:보류(?:합니다|중| 중|했|함|해|$|입"
    rf"|이)|멈춰"
    rf" ?(?:있|둠|뒀|두)|멈춘 상태|멈췄습|정지(?:된 상태| ?상태|되어 있)|중단된 상태"
    rf"|묶여 ?있|세워 ?(?:두|뒀"
    rf"|둠)|홀딩|스톱|대기 ?(?:중(?:입|이|임|$|[.])|상태(?:입|이|임|$))|진행 ?불가"
    rf"|착수 ?불가|막혀 ?있|막힌"
    rf" 상태)(?!던)",
    rf"(?:{_THEM}|{_PAPER_KO})[^.]{{0,24}}?(?:없어|없으니|않아|않으니|못해"
    rf"|못 받아|안 돼|안 와|안 나와"
    rf"|전이라|아니라|늦어져|밀려)서?[^.]{{0,24}}?(?:수(?:가|조차)? 없(?:습|어|음|다"
    rf"|네)|못 ?(?:하고|합|했|해요"
    rf"|함|나|올|열)|지 ?못(?:하고|합|했|해|함)|불가(?:합|함|$|[.]))",
    rf"{_THEM}[^.]{{0,16}}?(?:협의|논의|검토|조율|심의|내부 ?검토|확인"
    rf"|처리) ?중(?:입|이|임|$|[.])"
    rf"(?!던)",
    rf"{_THEM}(?:님)?(?:에게|한테|께|에) [^.]{{0,24}}?(?:물어|문의|여쭤|요청"
    rf"|부탁|신청|의뢰)[^.]{{0,8}}?"
    rf"(?:놓|뒀|두었|둔 상태|봐야|보아야|해야|드려야|했는데|했지만|했으나|드렸는데)",
    rf"(?:{_PAPER_KO}|{_THEM})[^.]{{0,12}}?(?:만 (?:남았|남은 상태|기다|바라"
    rf"|있으면|오면|나면|떨어지면"
    rf"|받으면)|(?:하나|한 번|한 줄|한 마디)(?:만|이) (?:남|있으면|없))",
    # A line of a form: what is waited for.
    r"^\W*(?:현재 ?)?(?:상태\W*)?(?:blocked|hold|on hold|waiting|보류"
    r"|대기) ?(?=[(.,:\u2013-])"
    r"(?!\W*(?:→|->|없|0|아님|해제|해소|열|목록|화면|중이던|였))[^.]{0,60}"
    rf"(?:{_THEM}|{_PAPER_KO})",
    rf"{_THEM}[가-힣]{{0,3}} ?[^.]{{0,24}}?[가-힣]야(?:만)? [^.]{{0,24}}?(?:수 "
    rf"있(?!게|도록)"
    rf"|가능(?!하게|하도록|하던)|됩니다|돼요|된다|됨|진행|풀(?:려|립|린)|시작(?:됩|할"
    rf"|돼|이)"
    rf"|나옵니다|나가|올립|열립|열려|착수|움직|마무리|처리됩|손[을이])",
    rf"(?:{_PAPER_KO}|{_THEM})[^.]{{0,16}}?(?:받은|난|끝난|떨어진|들은|받고|듣고"
    rf"|나온|하고"
    rf"|깔린|나고) ?(?:뒤|후|다음|나서)(?:에|야|에야|에나)?(?:만)? [^.]{{0,24}}?"
    rf"(?:수 있(?!게|도록)|가능(?!하게|하도록)|나가|제공된|열린|열립|진행|쓸|움직|하겠"
    rf"|손대)",
    rf"(?:{_THEM})(?<!사용자)(?<!고객)(?:들|측|쪽)?(?:이|가|께서"
    rf"|에서) [^.]{{0,24}}?[가-힣]"
    rf"(?<!해)야(?:만)? (?!했|하던|할지)|(?:고객|고객사|견적"
    rf"|비용)[가-힣]? [^.]{{0,12}}?(?:동의|합의"
    rf"|승인|수락|서명)해야 (?!했|하던)",
    rf"{_THEM}(?:이|가) [^.]{{0,24}}?(?:고르면|정하면|정하는 ?대로|결정하면"
    rf"|답하면|승인하면|보내면"
    rf"|넘기면|주는 ?대로) [^.]{{0,24}}?(?:겠|게요|려 합|려고|예정|따라|시작|착수"
    rf"|진행)",
    rf"(?:{_PAPER_KO}|{_THEM} ?(?:쪽 |측 )?(?:답|의중|확인))(?:을|를|이"
    rf"|가)? ?(?:얻지 ?못|못 ?얻"
    rf"|구하지 ?못|확인하지 ?못|안 끝|끝나지 ?않|아직이|미완|끝나야)",
    # Nobody else may, and it is theirs.
    rf"{_THEM}(?:님)?(?:만|한테만|에게만|밖에|께만) [^.]{{0,12}}?(?:가능(?!하게"
    rf"|하도록|하며)|수 있"
    rf"(?:어서?|으므로|으니|음|는데|다 보니)|있어서|있으므로|있다 보니|가지고 있"
    rf"|갖고 있|알고|쥐고"
    rf"|접근 권한|권한이)",
    rf"(?:재발급|예외|해제|부여|발급|승인|갱신|등록|증설"
    rf"|연장)[^.]{{0,10}}{_THEM}(?:님)?만 "
    rf"(?:가능(?!하게|하도록|하던)|할 수 있(?!게|도록|던)|처리)|(?:본인|본사 인원"
    rf"|owner|holder|root"
    rf"|admin)만 [^.]{{0,12}}?(?:가능해|수 있어"
    rf"|열려)",
    rf"(?:결정|의결|승인|판단|합의|조치) ?사항(?:입|이라|임|이므로|$|\))|소관(?:이므로"
    rf"|이라|입니다|임|이어"
    rf"|이고)|(?:위원회|운영위|팀|부서|{_THEM}) ?몫(?:이라|입|이|임)"
    rf"|권한은 [^.]{{1,24}}"
    rf"(?:에게|한테|께)(?:만|서)? 있|제 손을 떠났|공을 넘겼|열쇠(?:를"
    rf"|는) [^.]{{0,16}}(?:쥐고|쥔|가지고|갖고)"
    rf"|{_THEM}[이가] (?:정합니다|정하는 대로|정해요|열어 ?줍니다|결정합니다)",
    rf"(?:{_THEM}(?:님|의)?|관리자|인력|현장) ?(?:판단|결정|답변|확인|동의|승인"
    rf"|조치|해제|개입|지원|협조"
    rf"|처리|컨펌|재가|수락|자문|검토)(?:이|을|를|만|부터)?(?: 먼저)? ?(?:필요(?:합|해"
    rf"|하며|함|$|[.)]"
    rf"|하다|하네|하고)|요망|구(?:합|하|해|함)|청합|바라고|남았|얻어야|받아야|없이는?"
    rf"|맡[기겨]|있어야)",
    rf"(?:심사|검토|처리|의결|이의신청|재검토|회의|협의|심의|감사|피드백|feedback"
    rf"|review|해제|통보|판단"
    rf"|답장?|회신|승인|의결|발급|{_THEM})[^.]{{0,14}}?기다(?:려요|려 |리는 중"
    rf"|림|립니다|리고|려$|리며)"
    rf"|그것만 바라보고|기다(?:려요|리는 중입니다)[.]?$|회부해 ?(?:놓|두|둠)"
    rf"|답장? ?대기",
)
_WAIT_KO = AnyOf(
    r"미(?:정|확정|승인|체결|지급|배정|개통|납|발급|회신|서명|비)(?:이라|이어서|으로"
    r"|인 상태|이므로|라)[^.]{0,24}?"
    r"(?:못|없|멈|보류|대기|불가|중단)",
    r"(?:승인|결재|심사|결과|허가|답|견적|발급|공문|지침|재가|의견|결정|합의"
    r"|판정)(?:이|가|도|은)? ?(?:아직 |여태 )?"
    r"(?:안 (?:났|나와|내려|넘어|떨어|끝)|나지 ?않|내려오지 ?않|넘어오지 ?않"
    r"|떨어지지 ?않|못 ?났)(?!던|은 )",
    r"묵묵부답|읽고도? ?답|(?:회신|답변|답|발급|승인"
    r"|결재) ?(?:지연|독촉|재촉)(?:으로|돼|되"
    r"|중|했|함)",
    r"(?:해|가|써|빼|지워|올려|내려|바꿔|돌려|열어|닫아|보내)도 (?:되|괜찮|될"
    r"|좋)(?:나요|을까요|까요|는지|은지"
    r"|습니까|겠습니까|은가요|ㄹ까요)",
    r"(?:본인|휴대폰|핸드폰|간편|2단계|점유|공동"
    r"|공인) ?인증(?:서)?[^.]{0,20}?(?:필요(?!한|하지)|요구(?:해|하|합)|못"
    r" |수(?:가)? 없|막혀|막혔)|(?:로그인|인증|서명|승인|본인 확인)(?:을"
    r"|를) 요구(?:합니다|해서|하네|함)",
    r"(?:사|측|쪽|업체|은행|거래처|벤더|고객사|파트너|통신사"
    r"|기관)(?:의)? ?[^.]{0,12}?(?:점검|장애|서버 다운|정전|먹통)"
    r"[^.]{0,16}?(?:복구(?:되|돼|를 기)|끝나야|끝날 때|풀려야|중이라|때문에 못"
    r"|로 대기)",
    r"공(?:은|이) [^.]{0,12}?(?:넘어|쪽에 있|측에 있)"
    r"|임의로 [^.]{0,16}?(?:수(?:가)? 없|못 |안 됩|어렵)"
    r"|제가? (?:정할|결정할|판단할|승인할|손댈) (?:일|사안|문제|것|수)(?:이"
    r"|가)? ?(?:아니|아닙|없)",
    r"(?:현장|방문|내방|출동)[^.]{0,10}?(?:와야|가야|해야|필요(?:합|함|$)|예약"
    r"|일정을 잡)[^.]{0,20}?(?:수 있|가능"
    r"|합니다|됩|대기|필요|함)",
    r"(?:보내|넘겨|열어|풀어|내려|골라|정해|올려|빌려|눌러|찍어|채워|꺼내|사|켜"
    r"|늘려|승인해|부여해|발급해|초대해"
    r"|해제해|등록해|지정해|서명해) ?(?:주세요|주십시오|주시기 바랍|주시길|주셨으면"
    r"|달라고)",
    rf"{_PAPER_KO} ?후(?:에)? ?(?:재개|진행|착수|반영|배포|개방|가능|시작"
    rf"|적용)(?: ?(?:가능|예정|합니다|하겠|함|$))?"
    rf"(?!하도록|되도록|되게|하게| 가능하게)(?=[ .]|$|하겠|합니|함|예)",
    r"^\W*(?:필요(?:한 ?것|사항)?|대기 ?사유|막힘|막힌 ?것|블로커|선행 ?조건"
    r"|협조 ?요청|회신 ?요청"
    r"|진행 ?불가(?: ?사유)?|다음 ?액션|질의|확인 ?부탁|확인 ?요청|결정 ?필요"
    r"|승인 ?요청)"
    r"(?: ?[:\u2013]| -) ?(?!\W*(?:없|0|해당 ?없|none|-$))",
    r"^\W*(?:waiting on|waiting|awaiting|needs?|ask|pending|blocked by"
    r"|dependency on \w+"
    r"|prereq|action needed(?: \(you\))?|sign-?off 필요)(?: ?[:\u2013]| -) ?"
    r"(?!\W*(?:없|0|none|n/?a))[^.]{0,60}?[가-힣a-z]",
    rf"^\W*(?:결과|검토|상태|승인|결재|교정|정산 ?마감"
    rf"|[가-힣 ]{{1,12}})\W*[:\u2013→] ?[^.]{{0,30}}?"
    rf"(?:진행 ?불가|미도착|미수령|미회수|미회신|무응답|미날인|미체결|{_PAPER_KO} 전$"
    rf"|차례에서 (?:정지|멈)|회수 전$)",
    r"(?:청구서|견적서|동의서|계약서|발주서|위임장|자료|키|번호|key|token|승인서|원본"
    r"|사본|물품"
    r"|날인본|서류|시료|부품|장비)[^.]{0,8}(?:미수령|미도착|미회수|미입고|미제출)",
    # Only when somebody has done it may I go on.
    r"(?:주셔|[어여려겨워내와켜해춰라] ?(?:줘|주어))야(?:만)? (?!했|하던|하는 (?:불편"
    r"|문제|번거"
    r"|경우)|했던)"
    r"(?![^.]{0,24}(?:되게|하도록|하게 (?:했|바꿨|만들)))",
    rf"{_PAPER_KO}[^.]{{0,16}}?(?:나와|나|끝나|풀려|찍혀|잡혀|도착해|통과해|통과돼"
    rf"|떨어져|와|달려"
    rf"|들어가|돼|되어|거쳐|받아|얻어|이루어져|있어|선행되어|모여|닿아)야(?:만)? (?!했"
    rf"|하던|하는데도)"
    rf"[^.]{{0,30}}?(?:수 있(?!게|도록)|가능(?!하게|하도록)|합니다|해요|함|됩|돼요"
    rf"|한다|된다|진행|풀"
    rf"|나옵|움직|시작|열|나가|갑니다|올|붙|고칩|확정|적용)",
    r"(?:받아|들어와|도착해|돌아와|돌아오셔|넘어와|내려와|닿아|모여"
    r"|찾아와)야(?:만)? (?!했|하던|하는)"
    r"[^.]{0,30}?(?:수 있(?!게|도록)|가능(?!하게|하도록)|시작|진행|됩니다|풀|열|올|붙"
    r"|보낼)",
    rf"{_GOODS_KO}(?:이|가|을|를|만|도)? (?:있어|받아|와|나와)야(?:만)? (?!했|하던)"
    rf"[^.]{{0,30}}?(?:수 있(?!게|도록)|가능(?!하게)|합니다|해요|됩|열립|시작|진행)",
    rf"(?:{_PAPER_KO}|점검)[^.]{{0,8}}?(?:뒤|후|이후|나서)에?(?:야|나|라야) ",
    # When it comes, I shall.
    rf"(?:{_PAPER_KO}|메일|권한|일정)[가-힣]{{0,2}} ?(?:[가-힣]{{1,5}} )?(?:나면"
    rf"|떨어지면|오면|받으면"
    rf"|통과되면|통과하면|확인되면|되면|주시면|주면|해지면|나는 ?대로|오는 ?대로"
    rf"|받는 ?대로"
    rf"|주시는 ?대로|정하는 ?대로|도착하는 ?대로)[^.]{{0,30}}?(?:겠습|겠어|게요|려 합"
    rf"|려고 합|재개"
    rf"|착수|이어 ?가|진행|수 있|들어감|들어갑|옮김|처리함|스위치|배포합|머지)",
    r"(?:주시면|주면|주시는 ?대로|한 번이면|오시면|돌아오면) [^.]{0,30}?(?:겠습니다"
    r"|게요|수 있습|[이가] 됩니다"
    r"|나갑니다|재개|끝냅니다"
    r"|이어 ?가)(?<!드리겠습니다)(?<!추가하겠습니다)(?<!드릴게요)",
    r"(?:복구되면|도착하면|해제되면|입고되면|복귀하면|풀리면)[^.]{0,16}(?:재개"
    r"|이어 ?[가갈]|진행"
    r"|시작하겠|게요|겠습)",
    r"(?:나올|날|될|받을|올|풀릴|줄|주실|끝날|도착할|떨어질|열릴"
    r"|정해질) 때까지(?:는)? [^.]{0,30}?"
    r"(?:중지|보류|멈|대기|못|수 없|불가|정지|세워|미룹|미룸)",
    r"(?:배송|발송|통관|제작|수리|심사|결재|발급|검토|협상|협의|등록|이관) ?중(?:이라"
    r"|이라서|이어서|이므로|인"
    r" 관계로) [^.]{0,24}?(?:세웠|멈|못|없|보류|대기|중단|미뤘|막)",
    # Before that nothing goes.
    rf"(?:{_PAPER_KO}|초기화|통과|등록|납품|회수)(?:되기|하기|받기"
    rf"|나기)? ?전(?:까지는?|까진|에는|엔"
    rf"|이라서?|이어서|이므로|이므로|에)? ?[/,]? ?[^.]{{0,24}}?(?:못|수(?:가|조차)? 없"
    rf"|불가|불능|보류|멈"
    rf"|중단|막[혀힙]|기다|대기|정지|비활성|건드리지|도리가 없)",
    r"(?:주기|배정되기|돌려받기|풀리기|받기|오기|나기) ?전(?:까지는?|까진|에는"
    r"|엔)[^.]{0,30}?(?:못|수"
    r"(?:밖에|가|조차)? 없|불가|불능|보류|멈|중단|막|도리|정지)"
    r"|그때까지(?:는)? [^.]{0,20}?(?:방법이 없|세워"
    r"|멈|보류|대기|못|중단)",
    # It was not given.
    rf"{_FAVOUR_KO} ?주(?:지|시지)(?:도|는)? ?(?:않|못)(?!은|던|는 |도록|게|으려)"
    rf"|(?:안|못) "
    rf"{_FAVOUR_KO} ?(?:줬|주셨|주시|주네|줌|줍)(?!던)",
    r"(?:배정|지급|개설|전달|발급|부여|제공|공유|도착|체결|배송|개통|회신|통보|확정"
    r"|승인|지정|초대"
    r"|이루어|이뤄|합의)(?:되|하|이|지|받)?지(?:가|도)? ?(?:않"
    r"|못)아(?:서)?[^.]{0,40}?(?:수(?:가)? 없"
    r"|멈|정지|막혀|막혔|발이 ?묶|미뤄|미루|기다|대기|상대가 없|못하|못했|중단|보류)",
    r"아직 [^.]{0,20}?(?:배정|지급|개설|전달|발급|부여|제공|회신|통보|승인|초대"
    r"|체결)(?:되|하|해 주)지"
    r" ?않(?:았습|음|았음|고 있|네|았어|았다)",
    rf"{_GOODS_KO}(?:을|를|도|가|이)? (?:아직 |여태 |전혀 )?(?:못 ?받|받지 ?못하?"
    rf"|얻지 ?못하?|듣지"
    rf" ?못하?|공유받지 ?못하?|전달받지 ?못하?|받을 수(?:가)? ?없|안 오|안 와|안 왔"
    rf"|오지 ?않)"
    rf"(?!던|는 |는지|은 (?:건|경우|사용|회원))",
    r"테스트 키만 [^.]{0,6}받|(?:키|계정|권한|정보)만 (?:전달|공유|제공)?받(?:아|았)",
    r"(?:손에|일정에|일에|결정에|판단에|답에|회신(?:\([^()]{1,12}\))?에|승인에|여부에"
    r"|의중에) ?(?:달려|"
    r"달렸|매여|좌우)|결재선에 (?:걸려|올라|머물)|차례에서 (?:정지|멈)|(?:접수|결재"
    r"|심사|승인) 단계에 머물러",
    r"(?:승인|결재|재가|동의|허락|허가|사인|sign-?off|approval|confirm|credential|초대"
    r"|서명|날인|인감"
    r"|납부|충전|재등록|갱신 결제|부여|해제|사전 통지와 수락|권한|access|review)(?:이"
    r"|가|을|를)? ?"
    r"(?:필요(?:합|해|하며|함|$|[.)]|하다|하네|하고|한 (?:단계|상태|상황|시점))|요망"
    r"|요(?:함|합니다)|선결"
    r"|선행|대기|안 남)(?! ?(?:목록|화면|건수|상태|배지|탭|문구|열))",
    r"(?:선결|선행) ?조건(?:입|이|임|$|[.])",
    r"(?:허락|승인|동의|판단|재가|예외|수락|협조|지원)(?:을|를) ?(?:구합|구하|구해"
    r"|구함|청합|청해|바라고"
    r"|바랍)|여쭙(?:니다|고|습)|여쭤(?:봅니다|봤|보았)|(?:승인|개입|조치|지정|등록"
    r"|발급|해제|결정|회신|택일|입금) ?(?:요망|바람)$"
    r"|(?:초대|충전|해제|키|권한|등록|갱신|연장|구매|결제|협조|발급|승인|조치|계정"
    r"|비번|재가|답)"
    r"(?:을|를|도|좀)? ?(?:좀 )?(?:부탁|요청 (?:넣음|넣었|드림|상태))",
    r"(?:할|할|빌려|넣어|눌러|등록해|열어|풀어|사|찍어|알려|보내|수락해"
    r"|늘려) ?주(?:실 수 있|실 분|세요, 그래야"
    r"|셔야|십사)|(?:가지고|갖고|아시는|아는|쓸 수 있는|누를 수 있는|가진"
    r"|보관 중인) ?(?:분|사람)"
    r"(?:이|을|을|의|과)? ?(?:계신|있(?:나|으|을)|[?]|필요|찾|휴가|부재|연락|전달|퇴사"
    r"|출장|이 휴가)|아는 사람\?",
    # They are away; we asked them.
    r"(?:님|분|자|책임|담당|매니저|관리자|팀장|부장|과장|대표|선임|사장님|주임|변호사"
    r"|권자|holder)"
    r"(?:이|가|은|는|께서|도) [^.]{0,10}?(?:휴가(?! ?신청)|출장|부재|병가|퇴사해"
    r"|퇴사하|해외에 계|자리를 비|복귀일)",
    rf"(?:신청|요청)(?:서|을|를|은|이)? ?(?:티켓을? )?(?:냈|넣음|넣었|걸어 ?두"
    rf"|걸어 ?뒀|올려 ?놨|올려놨"
    rf"|올렸|제출했|접수(?:했|해|됐|됨|가)|했습니다, (?:도착|승인|답))(?:고|고요|으며"
    rf"|음|습니다|는데|어|,)?[^.]{{0,30}}?(?:처리"
    rf"|남았|배정|전까|대기|기다|$|접수 단계|도착)|(?:처리|접수) (?:중|만 남았)"
    rf"|(?:담당자?|당번|당직|온콜|관리자|기사님?)[^.]{0, 6}? ?호출(?:함|했|해 ?뒀)"
    rf"|호출 남겼"
    rf"|결재 ?(?:올림|올려 ?뒀|상신(?! 후))",
    r"(?:갚|지원|납부|입금|결제|잔금|수임료)[^.]{0,10}?(?:뒤에|받고|되면|하면"
    r"|후에)[^.]{0,16}?(?:하겠다|주겠다"
    r"|넘기겠다|서명하겠다|해 ?준다|준다)(?:고|네|며|니)|버티고 있|대서 그때까지",
    # Doors that are shut to us.
    r"계정(?:이|은|도)? ?[^.]{0,16}?(?:잠겨(?:서| ?있| ?버|,| )|잠긴 (?:바람|탓|상태)"
    r"|정지(?:되어|돼|됐|된 상태"
    r"|먹|당))(?![^.]{0,20}(?:풀었|해제했|풀려|게 했))|잠겨 ?있(?:고|어"
    r"|습)[^.]{0,16}(?:열쇠|못|없|기다|요청)",
    r"(?:구독|트라이얼|trial|체험판|이용료|라이선스|크레딧|credit|잔액|포인트"
    r"|결제 ?수단|카드)[^.]{0,8}?"
    r"(?:끊겨|끊겼|끝나(?:서|고)|소진|떨어졌|떨어져|바닥|연체|만료(?:돼|되어"
    r"|됐))[^.]{0,30}?(?:없|못|필요|부탁"
    r"|야 |막혔|막혀|선행|충전)|(?:결제|요금) ?연체로 [^.]{0,20}(?:정지|막|안 |않)",
    r"(?:출입증|열쇠|단말|기기|장비|위임장|카드|폰|키|계정|권한|서명|원본|맥|실기기"
    r"|라이선스|승인서|인증서"
    r"|비번|자료|도장)(?:이|가|도)? ?(?:제게 |저한테 )?없(?:어|어서|으니|는데"
    r"|네)[^.]{0,30}?(?:멈|중단|정지"
    r"|여기까지|지 ?못|지 ?않|못 |건너|발이)|(?:제게|저한테|제 계정엔|제 쪽에)(?:는"
    r"|선)? ?[^.]{0,12}?(?:권한"
    r"|카드|키|장비|계정)[^.]{0,4}?(?:없|부여되어 있지)",
    r"(?:위임장|승인서|협조|동의|도장|서명|계약|허가|approve|증설|결재|작업|참여|지원"
    r"|도움|초대|협의|개입"
    r"|승인|출입증) ?없이는? [^.]{0,30}?(?:수(?:가|조차)? 없|못 |못합|불가"
    r"|안 [가-힣]{1,3}(?:니다|요|$)|안 뜨)"
    r"(?!게)",
    r"(?:배정되|발급되|승인하|동의하|내주|주|해 주|열리|정해지|승인되|확정되"
    r"|도착하)지 ?않으면 "
    r"[^.]{0,24}?(?:수(?:가)? 없(?!게|도록)|못 [가-힣]+니다|못 뗍|보류|할 수 있는 게)",
    r"제가? (?:더 )?(?:할|손쓸|풀|되돌릴|쓸) 수(?:가)? ?(?:있는 게|있는 일이)? ?없"
    r"|제 (?:접근 )?(?:범위|권한) 밖"
    r"|손쓸 도리|손이 ?묶|제 쪽에서는 더|주인이 제가 아|(?:받을|닿을) 길이 없"
    r"|손이 닿지 않",
    r"(?:서명란|결재란|승인란)이 비어|서명권자|(?:받아|도장을|서명을) 받을 (?:수"
    r"|길)(?:이|가)? 없"
    r"|(?:카드|권한|자격|전결권)(?:이|가) 없(?:습니다|어요|네요|음)[.]?$",
    r"(?:미뤄지고|늦어져|지연돼|지연되어)[^.]{0,16}(?:손이|묶|멈|대기)|(?:부재|휴가"
    r"|출장)(?:중|라|이라|이어)"
    r"[^.]{0,24}?(?:못|없|미뤄|멈|않|중단)",
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
    r" ?않|미루|휴가|출장|부재|연락이 ?(?:안|없|되지|닿지|끊))",
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
    r"(?:담당자|관리자|고객|소유자|오너|팀장|보안팀"
    r"|법무팀)[^.\n]{0,20}(?:직접|만이|만) ?"
    r"[^.\n]{0,12}(?:해야|할 수(?! 있게| 있도록)|가능(?!하게|하도록|하던)|진행)",
)
_WAIT_OVER = AnyOf(
    # It was in the way, and something was done about it.
    rf"[^.]{{0,60}}{PAST}(?:지만|으나"
    rf"|는데)(?= [^.]{{0,60}}?(?:[가-힣]{{2}} ?(?:뒤|후|다음)"
    rf"(?!에야|에만|에나)|나서|받아|고쳐|바꿔)[^.]{{0,40}}?(?:{PAST}습니다|{PAST}어요"
    rf"|{PAST}음|완료|성공|통과|[됨함]$))",
    # A guess at what caused it.
    r"[^.]{0,40}(?:서|때문에|때문인|탓인) ?(?:그런|그랬|난|생긴|발생한)? ?(?:듯|것 같"
    r"|것으로 보)[가-힣]*",
    # Work that is under way in the program, and answers of it.
    r"(?:처리|실행|전송|작업|진행|편집|작성|접속|로그인) ?중(?:인|이던) [가-힣]{1,8}"
    r"|[가-힣](?:한|된|난|진|린|는) 응답(?:이|은|도)? ?(?:전혀 )?없",
    # What a rule goes by, and whom it shuts out.
    r"depends on the (?:customer|client|vendor)(?:'s)? (?:tier|type|id|group|segment"
    r"|country|plan|level|size)|whether (?:it|they|this) (?:requires?|needs?)"
    r"|gets? locked (?:after|for)|승인 대기 (?:목록|화면|상태|탭|메뉴)",
    # What software was made to refuse.
    r"[가-힣 ]{0,16}(?:안 되게|안 되도록|못 하게|못하게|못 하도록|못하도록|않게|않도록"
    r"|불가능하게) ?(?:했|하였|해 ?두|해 ?뒀|처리|막|설정"
    r"|구현|만들|바꿨|바꾸|변경|함|됨)",
    r"(?:권한|계정|키|승인|접근|토큰|결재)[^.,]{0,20}?(?:막혔던|막혀 ?있던|막히던"
    r"|멈췄던|멈춰 ?있던|잠겼던|못 ?받던"
    r"|대기하던) |대기열|대기 ?(?:목록|건수"
    r"|화면|배지|탭|큐|문의)|응답 없음(?:으로|이라)|없이는 [^.,]{0,24}?(?:않게|못하게"
    r"|없게) [가-힣]+"
    r"|(?:올렸|보냈|첨부|공유|마쳤|드렸)[가-힣]* ?확인 ?(?:바랍|부탁)[가-힣]*"
    r"|[,;] (?:expired|revoked|locked|missing|invalid) (?:key|token|header"
    r"|password)s?\b",
    r"\baccess[ -]denied (?:page|view|screen|message|dialog|event)s?\b"
    r"|\bno \w+ [^.;]{0,24}"
    r"unanswered\b|^\W*why (?:do|does|did|is|are) [^?]{1,80}\?|\bwaiting (?:customers?"
    r"|clients?|users?|rooms?|lists?)\b",
    # An offer of more; a rule that was built; what had been missing and is not now.
    r"\b(?:would you (?:also )?like|do you (?:also )?want) (?:an?|the|some|another)\b"
    r"[^?]{0,80}\?|\b(?:shall|should|can|may|could) i also\b[^?]{0,80}\?"
    r"|\bwould an? [^?]{1,40} be (?:of use|useful|helpful|nice)\b[^?]{0,20}\?"
    r"|\bmay i suggest\b",
    r"\b(?:now|then) (?:pauses|waits|stops|asks|stays|blocks)\b[^.;]{0,60}"
    r"|\bno longer (?:needs?|requires?|waits?)\b[^.;]{0,40}|\bbefore the end of my \w+"
    r"|\bmissing (?:permissions?|rights|access|credentials?|secret|keys?|tokens?)"
    r" (?:was |were |is |are )?(?:added|fixed|restored|set|supplied|granted)\b"
    r"|\bwho had not (?:answered|replied|signed|paid)\b|\b(?:an?|with|invalid|and|or)"
    r" (?:\w+ )?(?:revoked|expired|locked|missing|invalid) (?:key|token|password"
    r"|account|certificate|header|session|user)s?\b|\blogs [^.;]{0,24} not shipped\b",
    r"(?:원하시면|원하신다면|필요하시면|있으시면|있으시다면|궁금하시면)[^.]{0,40}?"
    r"(?:알려|말씀|남겨|연락|요청)[가-힣 ]*",
    r"권한[^.,]{0,10}회수(?:하고|했|하여|한|완료|함|해 )|암호화|수신 ?거부|거부(?:자"
    r"|감|율"
    r"|해도)|거부 (?:흐름|화면|처리|사유|시)|(?:승인|결재|문의|처리|답변) ?대기(?:열"
    r"| ?목록"
    r"| ?건수| ?화면| ?배지| ?탭| ?상태| ?큐| ?문의|란 )|순서를 기다[가-힣]+"
    r"|막힘(?:이|도|은)? ?없[가-힣]*|(?:막혔던|막혀 ?있던|막히던|멈췄던|걸려 ?있던"
    r"|잠겼던|잠겨 ?있던|못 ?받던|없던|대기하던) [^.,]{0,40}",
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
    r"(?:빌드|ci|테스트|배치|실행|파이프라인|작업|응답|잡|큐|로딩|재시도|스크립트"
    r"|명령|종료|완료)"
    r"[^.]{0,14}기다[가-힣]+",
    # A notice to everybody asks nobody for what the work needs.
    r"까지 [^.]{0,24}?(?:신청|등록|참석|참여|모여|접수|반납|응모)(?:해)? ?(?:주|바랍)",
    r"면 [^.]{0,30}?(?:permission|access) denied",
    # A condition that may come true, or not.
    r"\b(?:if|in case|even if|whenever) [^,;.]{1,80}?(?:,|$)",
    r"[^.,]{0,30}(?:지 않으면(?! [^.]{0,24}?(?:수(?:가)? 없[습어음다]"
    r"|못 [가-힣]{1,3}니다"
    r"|할 수 있는 게))|없으면|못하면|실패하면|거절되면|아니면|비면|끊기면)(?= |"
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
    r"\bno (?:\w+ ){0,2}(?:blockers?|approvals?|sign-?off|permissions?|credentials?"
    r"|decision"
    r"|signatures?|consent|clearance|nda|advice|permit)"
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


_ANY_OUTSIDE_EN = re.compile(rf"\b{_OUTSIDE_EN}(?![a-rt-z])")
_ANY_OUTSIDE_KO = re.compile(_OUTSIDE_KO)


#: The English word for a Korean one: `접근 거부(permission denied) 로그`.
_GLOSS = re.compile(r"(?<=[가-힣])\([a-z ]{2,30}\)")


#: What may come, told under its own label.
_FORESEEN = re.compile(
    r"[^.]{0,24}(?:필요하신|원하시는|희망하시는|있으신) 분|\W*(?:risks?|리스크"
    r"|위험 ?요소|참고)\s?:"
)
#: A wait as the thing that work is about: a list of what waits for approval.
_AS_TOPIC = re.compile(
    r"[가-힣]{1,4} ?(?:대기|잠김|거부|만료|보류|불가|미승인|필요)(?:처럼|같은| 등 "
    r"| ?(?:건|목록|화면|주문|문의|사유|알림|메시지|이력|내역|버튼|배지"
    r"|케이스)(?=[은는을를이가의 ,]))"
)


@lru_cache(maxsize=KEPT)
def is_wait(sentence: str, names: frozenset[str]) -> bool:
    """Tell whether *sentence* says that somebody outside has to act first."""
    low = sentence.lower()
    if '"' in low and _WAIT_KEYS.search(low):
        return True
    if _FORESEEN.match(low):
        return False
    low = _GLOSS.sub("", without_names(low, names))
    low = _AS_TOPIC.sub(" ", low)
    low = _WAIT_OVER.without(low)
    if not _URGENT.search(low):
        if _RULE.search(low):
            return False
        for name in sorted(names & RIGHTS.keys()):
            low = low.replace(RIGHTS[name], " ")
    return (
        _WAIT_EN.search(low)
        or _WAIT_OF_EN.search(_ANY_OUTSIDE_EN.sub(_THEM, low))
        or (
            has_korean(low)
            and (
                _WAIT_KO.search(low)
                or _WAIT_OF_KO.search(_ANY_OUTSIDE_KO.sub(_THEM, low))
            )
        )
    )
