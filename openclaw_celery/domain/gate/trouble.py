"""
Signs of trouble in an English clause: each counts unless something makes it good news.

A report that admits something says so in few ways; what it admits is anything. So the
sign is looked for, and what follows or precedes it tells when nothing is wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from openclaw_celery.domain.gate.language import AnyOf


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that admit something, unless the clause has what makes them good."""

    bad: AnyOf
    good: re.Pattern[str]

    def is_in(self, low: str, whole: str = "") -> bool:
        """Tell whether *low*, what is open of a *whole* clause, admits something."""
        return self.bad.search(low) and not self.good.search(whole or low)


def sign(bad: str, *good: str) -> Sign:
    """Make a sign of what is bad, and of all that makes it good."""
    return Sign(AnyOf(bad), re.compile("|".join(good) or "(?!)"))


#: What nobody wants to happen: "did not" before it is good news.
_BAD_VERB = (
    r"br[eo]a?k|fail|crash|hang|hung|leak|los[et]|drop|time[sd]? out|flicker|change"
    r"|affect|alter|exceed|differ|touch|recur|reappear|come back|c[oa]me? up again"
    "|reproduc|trigger|occur|happen(?:ed)? (?:again|since)|(?:find|found|see|saw"
    r"|spot\w*) (?:any|an?|one|more|no|further|anything|single)\b|seen since"
    "|notic|miss|complain|duplicat|bypass|loosen|regress|introduc|caus|hurt|block"
    "|stall"
    r"|freez|harm|disturb|interrupt|damag|need|requir|necess|matter|contact|leav|creep"
    r"|repeat|return(?:ed)? since|shown? up|detect|go beyond|went (?:beyond|above|over)"
    "|throw|stop|reject|refus|wait|interfer|wake|overlap|collid|skip|billed (?:twice"
    "|the"
    r" wrong)|report(?:ed)? (?:any|a )|apply\b|applicable|exist any|escap|die[ds]?\b"
    "|kill"
)
_NEGATION = (
    r"(?:n['\u2019]t|\bnot|\bnever|\bcannot|\bunable to|\bfailed to|\bneither"
    r"|\bnobody|\bno one|\bnone of|\b(?:have|has|did|does|is|are|was|were|could|ca"
    r"|wo)nt)\b"
)
#: What holds as it did.
_HOLDS = (
    r"works?|working|pass\w*|holds?|valid|green|fits?|under|within|below|the same|same"
    r"|identical|resolves?|supported|in use|needed|possible|dark|up to date|intact"
    r"|available|want(?:ed|s)?|serve[sd]?|accept(?:s|ed)?|boots?|runs?|running"
    r"|compiles?"
    r"|readable|reachable|match\w*|correct\w*|fine|ok|okay|loads?|respond\w*|active"
    r"|signed in|logged in|able|can|get|gets|open|opens|allowed|visible|healthy|unique"
    r"|finds?|count\w*|cover\w*|good|support\w*|true|builds?|succeed\w*|kept|as fast"
    "|enough"
)

_SIGNS = (
    # Any negation, unless of something bad, of a need, or as a rule for others.
    sign(
        _NEGATION,
        rf"{_NEGATION} (?:[\w'-]+ ){{0,3}}?(?:{_BAD_VERB})",
        r"\bnot (?:only|just|a single|one\b|even one|least|more than|necessarily)",
        r"\b(?:any ?more|any longer|twice|by accident|as (?:intended|expected|asked"
        r"|planned|requested|agreed|it should)|on purpose|by design|from outside)\b",
        # Who is shut out, and what is said of things rather than of the work.
        r"\b(?:users?|guests?|visitors?|viewers?|members?|outsiders?|others|anyone"
        r"|strangers?|attackers?|clients?|people|agents?|editors?|nobody|no one"
        r"|roles?)(?: [\w-]+){0,3} (?:can(?:no|')t|can not|don't|do not|won't|see)\b",
        r"\b(?:nobody|no one)\b(?! (?:knows|looked|tested|checked|tried|has (?!to)))",
        r"\bso (?:that )?(?:nobody|no one)\b|\b(?:case|fact) that\b|\bwhy (?:we|it"
        r"|they|this)\b",
        r"\b(?:paused|blocked|deleted|expired|inactive|cancelled|anonymous"
        "|logged-(?:in|out)"
        r"|archived|internal|external) (?:users?|accounts?|members?|items?|orders?)\b",
        r"\bnot (?:null|found|a (?:peep|cent|trace|hint|byte))\b",
        r"\b(?:so|so that|which|that|who) (?:it|they|he|she|you|the \w+|nobody)"
        r" (?:\w+ )?(?:can(?:no|')t|won't|don't|doesn't|never)\b",
        r"\b(?:for|of|in|if|when|where|unless) (?:\w+ ){0,3}(?:that|which|who|those)"
        rf" (?:\w+ ){{0,2}}(?:\w+)?{_NEGATION}",
        r"\b(?:that|which|who|whatever|whoever|what|nobody) (?:\w+ ){0,2}\w*"
        rf"{_NEGATION}[^.;,]{{0,50}} (?:is|are|was|were|gets?|got|goes?|went|shows?|did"
        r"|fall|falls|now|land|lands)\b",
    ),
    # Not yet, or yet to be done.
    sign(r"\byet\b", r"\b(?:and|but) yet\b|\byet another\b"),
    # As bad as before, unless it goes on working.
    sign(
        r"\bstill\b",
        rf"\bstill (?:\w+ )?(?:{_HOLDS})\b",
        r"\bstill there after\b|\bstill \w+ (?:the|their|its) (?:right|same|correct"
        r"|own|intended)\b",
        r"\b(?:who|that|which|what(?:ever)?)(?:'s| is| are| was| were)? still\b"
        r"|\bstill (?:mentioned"
        r"|pointed|had|used|crept|held|failed|timed)\b[^.;]*",
    ),
    # A guess, or a wish.
    sign(
        r"\b(?:probably|perhaps|maybe|hopefully|presumably|supposedly|apparently"
        r"|theoretically|in theory|most likely|i'm afraid|unfortunately|sadly"
        r"|regrettably)\b"
        r"|\b(?:i|we) (?:\w+ )?(?:think|guess(?:ed)?|assumed?|suspect(?:ed)?|suppose"
        r"|believe|expect|hoped?|reckon|doubt|imagine|presume|trust|relied)\b"
        r"|\b(?:seems?|seemed|appears? to|looks? like|looks? (?:plausible|fine to))\b"
        r"|\bhad to guess\b|\b(?:guess|guesses|guesswork|(?:took|taking|take) (?:a "
        "|the )?shortcuts?|cut(?:ting)? corners|made[- ]up"
        r"|invented)\b",
        r"\b(?:suspected|expected) (?:a|the|it)\b|\b(?:removed|replaced|took out)\b",
    ),
    # What ought to be is not known to be.
    sign(
        r"\b(?:should|ought to|would|might)\b(?! (?:not|n't))(?= [a-z])",
        r"\b(?:as|where|what|than|who|that|which|how|if|when|way|whether|anything|so"
        r"|before|nobody|no one) (?:[\w'-]+ ){0,3}(?:should|would|could|might|ought)\b",
        r"\bi would (?:go with|pick|choose|take)\b|\bpossible (?:follow|next)|\bwould"
        " (?:have )?(?:broken|failed|crashed|been"
        r" lost)\b",
    ),
    # On the way, and not at the end.
    sign(
        r"\b(?:at the moment|right now|for now|for the time being|in progress|under"
        " ?way"
        r"|working on|on hold|on its way|half-?way|part-?way|ongoing)\b"
        r"|\b(?:i'm|i am|we're|we are) (?:still |now |currently |just )?"
        r"(?!happy|glad|pleased|proud|going live)\w+ing\b"
        r"|^\W*(?:i |we )?(?:have |just )?started (?:on|the|to|with|working)\b"
        r"|^\W*(?:now )?(?:thinking (?:about|of)|looking into|planning (?:to|on))\b"
        r"|\bonly (?:part|some|half|one|a few|the first|\d+) of\b"
        r"|\b(?:mostly|partly|partially|half|almost|nearly|not quite)"
        r" (?:of (?:the|them)|done|finished|ready|complete\w*|there|through|empty"
        r"|translated|migrated|written|covered|filled|tested|converted|all)\b",
        r"\b(?:tail|outage|maintenance)\b",
    ),
    # All but some.
    sign(
        r"\b(?:except|excepting|apart from|aside from|other than|save for|all but"
        r"|everything but|minus the|but not)\b",
        r"\b(?:no|none|not|never|nothing|nobody|without|n't)\b[^.;]{0,60}\b(?:except"
        r"|apart from|aside from|other than|save for)\b|\b(?:other than|except) (?:the"
        r" (?:one|ones|current)|as)\b",
    ),
    # What worked, and does no more.
    sign(
        r"\bno longer (?:opens?|works?|loads?|responds?|starts?|renders?|plays?|fires?"
        r"|saves?|scrolls?|updates?|runs?(?! (?:out|into|over))|builds?|compiles?"
        r"|passes)\b",
        r"\b(?:old|deleted|removed|legacy|expired|errors?|warnings?|banner|popup"
        r"|revoked)\b",
    ),
    # What was wanted is not there.
    sign(
        r"\bno (?:\w+ ){0,1}(?:data|output|scores?|results?|tests?|docs|documentation"
        "|evidence|proof|numbers|source|owner|device|access(?! key| token)|answer"
        "|reply|effect"
        r"|improvement|progress|idea|clue|time|way|luck|success|section|screenshots?"
        r"|backup|title|captions?|summary|translations?|e?-?mails?|alert|confirmation"
        r"|country|explanation|examples?|response|sign)\b",
        r"\bno (?:\w+ ){0,1}(?:data|output|results?|tests?|numbers|records?|e?-?mails?)"
        r" (?:\w+ )?(?:lost|loss|changed|failed|missing|had to|was|were|is|are|of|in"
        "|got"
        r"|left)\b|\bno (?:failed|failing|broken|lost|missing|open|skipped|old)\b"
        r"|\bhad no (?!time|way|chance|idea|access|device)\b"
        r"|\bwith no\b[^.;]{0,30}\b(?:loss|lost)\b|\bno (?:sign|evidence|proof) of\b"
        r"|\b(?:whoever|users?|accounts?|guests?) (?:\w+ ){0,3}no access\b",
    ),
    # An answer of a server that something is wrong.
    sign(
        r"\b(?:returns?|gives?|giving|got|gets?|answers?|with|throws?|ends? in|comes?"
        " back"
        r" with|reads?|shows?) (?:an? |http |status |code )*5(?:0\d|xx)\b"
        r"|\b(?:links?|pages?|images?|assets?|attachments?|downloads?|files?"
        "|documents?)"
        r"\b[^.;]{0,40}\b(?:returns?|gives?|end in|get) (?:an? )?4\d\d\b",
        r"\b(?:removed|deleted|expired|revoked|old|unknown|missing|invalid|foreign"
        r"|private|simulated|stopped|killed|while|that)\b",
    ),
    # Some of those that were tried do.
    sign(
        r"(?<!request )(?<!#)\b\d*[1-9]\d* (?:\w+ )?(?:return(?:ed)?|give|gave|got"
        r"|answer(?:ed)?) (?:an? )?[45]\d\d\b"
    ),
    # Worse than it was meant to be.
    sign(
        r"\b(?:less|fewer|lower|longer|slower|worse|bigger|larger|heavier|later|shorter"
        r"|more) (?:\w+ )?than (?:i|we|you|they|hoped|requested|planned|expected|wanted"
        "|agreed|permitted|asked|thought|allowed|before|it should|required"
        r"|promised)\b",
        r"\b(?:better|points more|faster)\b|\bfewer (?:errors|failures|tickets"
        r"|complaints|steps|calls|queries|clicks)|\bmore (?:\w+ )?than (?:requested"
        r"|asked|required|promised|before|agreed)|\b(?:no|never|not)\b[^.;]{0,20}than",
    ),
    # Counted trouble that nobody put right.
    sign(
        r"\b(?:shows?|reports?|gives?|has|have|with|found|finds|detects?|detected|logs?"
        r"|logged|throws|turned up|are|is|left|leaves) (?:\d*[1-9]\d*|two|three|four"
        r"|five|six|seven|eight|nine|ten|some|several|a few) (?:\w+ ){0,1}"
        r"(?:errors?|failures?|warnings?|violations?|mismatch(?:es)?|vulnerabilit\w+"
        r"|discrepanc\w+|duplicates?|conflicts?|typos?|bugs?|defects?|gaps?)\b",
        r"\b(?:fixed|closed|resolved|solved|removed|corrected|repaired|cleared|merged"
        r"|gone|answered|tested|if|when|rate|planted|seeded|before|was|were|had"
        r"|expected|retried|handled|clean)\b|\berrors? (?:pages?|messages?|budget"
        "|report|banner|rate|log)",
    ),
    # A total of what is bad, with nothing said of what became of it.
    sign(
        r"\b(?:errors?|bugs|defects|violations|timeouts|imports|failures|mismatches"
        r"|vulnerabilities|regressions|(?:dead|broken) links|crashes|hangs|conflicts)"
        r"\s?: ?[1-9]\d*[.!]?$",
        r"\b(?:fixed|closed|resolved|removed|merged|before)\b",
    ),
    # Said to be without what the work would have given it.
    sign(
        r"\b(?:is|are|and|but|still|stays?|remains?|left|was|were|went) (?:\w+"
        " )?un(?:applied"
        r"|merged|deployed|published|released|sent|written|reviewed|translated|answered"
        r"|fixed|documented|measured|proven|labell?ed|solved|tested|verified|finished"
        r"|implemented|signed|resolved|handled|informed|explained|exercised|read)\b",
        r"\b(?:were|was) un\w+ (?:before|until)\b|\b(?:no|nothing|none)\b",
    ),
    # What is bad grows.
    sign(
        r"\b(?:errors?|failures?|complaints?|churn|latency|lag|backlog|timeouts?"
        r"|losses)\b[^.;]{0,30}\b(?:went|goes|rose|rises|rising|climb\w*|grew|grows"
        r"|growing|jump\w*|increas\w*|doubled)\b",
        r"\b(?:went|goes) (?:down|away|from \d+ (?:\w+ ){0,3}to|to (?:0|zero|none)"
        r"|through|out|from (?:\d[\d.,]*) ?%?"
        r" (?:down )?to 0(?![.\d]))|\b(?:no|not|never|stopped|limit|increased (?:the"
        r"|to))\b",
    ),
    # It was sent, and never came in.
    sign(
        r"\bbounced\b",
        r"\b(?:no|none|not|never|once|whoever|that|which|who|removed|deleted"
        r"|cleaned)\b",
    ),
    # Once too often.
    sign(
        r"\b(?:is|are|were|was) in (?:there |it )?twice\b|\b(?:billed|charged|paid"
        r"|sent) twice\b"
        r"|\b(?:two|three|\d+|several) (?:people|users|orders|jobs|rows) can (?:still"
        " )?"
        r"(?:book|get|take|use|claim) the same\b",
        r"\b(?:no|none|nobody|not|never|if|when)\b|n't\b",
    ),
    # A part of it, before what is said of that part.
    sign(
        r"^\W*(?:some|most|many|several|half|a (?:few|third|quarter|couple)|two"
        r" thirds)\b"
        r"(?!-)",
        r"\b(?:win|gain|saving|time|effect|difference|improvement|credit)s?\b"
        r"|^\W*most (?:describe|are about|come)\b",
    ),
    # What was to go is still the one in use.
    sign(
        r"\b(?:on|by|kept|keeps|shows?|uses?|using|serves?|sees?|reads?|has|have|is|are"
        r"|link(?:s|ed)? to|points? (?:to|at)|named|linger\w*|pops? up) (?:\w+"
        " ){0,1}the"
        r" (?:old|previous|former|outdated)\b|\b(?:old|previous|outdated|former) [\w-]+"
        r" (?:\w+ )?(?:lingers?|pops? up|stays?|shows? up|appears?|is still|are"
        r" still)\b",
        r"\b(?:no longer|any ?more|instead of|removed|switched|compared|gone|nothing"
        "|marked"
        r"|before it)\b|^\W*(?:i |we )?kept\b",
    ),
    # What breaks does so now; what broke may have been put right.
    sign(
        r"\b(?:crashes|fails|chokes|(?<!page )(?<!line )breaks|loses|omits|misfires"
        "|freezes|stalls"
        "|lags|overlaps|now overlap|(?<!zero )(?<!no )leaks|loops|complains|throws"
        "|swallows|mangles|repeats|dies"
        r"|hangs (?!at|in|on the)|drifts|disagrees?|differs?|contradicts?|lacks?"
        r"|times out|errors out|falls over|get(?:s)? (?:killed|lost|flattened|stuck"
        r"|dropped|cut)|keeps? (?!\w+ing (?:up|its)|working|running|serving|passing)"
        r"\w+ing)\b",
        r"\b(?:if|when|whenever|that|which|who|whoever|what(?:ever)?|until|unless"
        r"|no longer"
        r"|never|nothing|none|no|not|without|on purpose|deliberately|used to|any ?more"
        r"|while|should|how|what|old|previous|as (?:asked|wanted|agreed|it should))\b"
        r"|n't\b|\bfails (?:the|fast|over|closed|safe)\b|\b(?:drops?|ignores?|discards?"
        r"|catch(?:es)?|rejects?) repeats\b|\b(?:only|just) (?:where|in)\b"
        r"|\b(?:found|drops?|removed?|merged?|deleted?|cleaned|skips?|lists?|zero|0)"
        r" (?:\w+ )?duplicates\b|\blists? (?:\w+ ){0,4}(?:differ|duplicates|overlaps)",
    ),
    # The same of several, and what failed at something.
    sign(
        r"\b(?:tests|checks|jobs|builds|runs|requests|calls|specs|cases|they|some|both"
        r"|two"
        r"|three|four|\d*[2-9]) (?:\w+ )?(?:fail|crash|break|hang|time out|leak)\b"
        r"|\bfailed (?:\(|with|on|at|in|for|because|after|again)",
        r"\b(?:if|when|that|which|who|first|initially|before|until|had|0|no|none|never"
        r"|not"
        r"|was|were|expected|fixed|retried|once|zero|as (?:it|they) should"
        r"|on purpose)\b"
        r"|n't\b",
    ),
    # It is not there.
    sign(
        r"\b(?:is|are|still|only|simply|just|were|was) (?:\w+ )?missing\b|^\W*missing:",
        r"\b(?:if|when|where|that|which|who|whose|because|before|was|were|had|no|not"
        r"|nothing|none|once)\b|\b(?:falls?|shows?|added|filled)\b",
    ),
    # What is left of it: a remainder that nobody has dealt with.
    sign(
        r"\bthe (?:rest|remainder|others?|remaining|long tail|last \w+|second \w+"
        r"|tail|other \w+) (?:\w+ )?(?:follows?|comes?|to follow|missing|remains?|open"
        r"|waits?|will|later|next|was dropped|were dropped|i (?:left|dropped|skipped"
        r"|'m))|\b(?:others|rest|remainder) in \w+ form\b",
        r"\b(?:any ?more|no longer)\b",
    ),
    # A check that was got round, or work that was taken back.
    sign(
        r"\b(?:switched|turned|took|taken|put) (?:it |them |that |this )?(?:off|out"
        "|back)"
        r" (?:again|of scope|until)|\b(?:marked|marking|flagged|set|ran)"
        r" [^.;]{0,40}\b(?:as"
        r" |to )(?:skip(?:ped)?|optional|allowed to fail|xfail|non-?blocking|expected"
        r" failure)\b|\b(?:commented out|descoped|backed out|gave up"
        r"|had to (?:undo|revert|stop|give up|cut|abort|drop|skip))\b"
        r"|\b(?:to get (?:it|the \w+|a \w+ \w+)|so that the (?:build|pipeline|run)"
        r" (?:\w+ )?(?:through|green|passes|goes))",
        r"\bre-?enabled?\b|\bno longer\b",
    ),
    # Only where it is tried out, or not out of the door.
    sign(
        r"\b(?:my (?:own )?|a )(?:local|laptop|stash|sandbox|fork|checkout)\b"
        r"(?! (?:file|time|storage|dev|cache|path|network))|\b(?:is in|are in|still"
        " in|as|sits? in|parked in) (?:an?"
        r" |the |my )?(?:drafts?|beta|editor|outbox|rough form|sketch|skeleton)\b"
        r"|\bexists? (?:only )?(?:as|on) (?:an? )?(?:bullet|heading|draft|outline"
        "|stub|sketch"
        r"|idea|paper)|\b(?:in|on) my (?:head|machine|branch|notes)\b|\b(?:passes?"
        "|works?|runs?|only|tested)"
        r" locally\b|\bbehind a flag\b[^.;]{0,20}\boff\b",
        r"\b(?:and (?:in|on) (?:ci|prod\w*|staging)|from my|no longer|saves?d? as"
        r"|kept as|moved"
        r"|whoever|users?|autosaved?|checked on)\b",
    ),
    # Measured against what was asked, and found different.
    sign(
        r"\b(?:(?:was|were) (?:requested|asked for|specified|promised|wanted"
        "|required)(?=[.!]?$)|whereas|contrary to (?:the|our|your)|the opposite of"
        "|far (?:from|above|below|off|short)"
        r"|way off|short of|nowhere near|well (?:above|below|over) (?:the|what)"
        r"|(?:missed|misses) (?:the|its|our|by [\da])|was exceeded|exceeds the|too"
        " (?:slow|long|early"
        r"|big|late|early|high|low|many|small|short)(?: to| for|[.!]?$))\b|\b(?:off"
        "|out) by"
        r" (?:\d|a |one|two|some)|\b\d+ (?:\w+ )?(?:short|behind|too (?:many|few))\b",
        r"\b(?:fear|because|before|used to|fixed|corrected|everything|all|what|as|than"
        r"|exactly|that|which|who)\b|\bwas (?:too|off)\b",
    ),
)

#: Something has to be done about it.
_OWES = sign(
    r"\b(?:has|have|had|remains?|left) (?:still |yet )?to be (?!no)\w+"
    r"|\b(?:planned|scheduled|slated|due|set) for (?:(?:mon|tues|wednes|thurs|fri"
    "|satur|sun)day"
    r"|next|tomorrow|later|the (?:next|week|end))\b"
    r"|\bneeds? (?:(?:an?|some|more|another|one|the|its) (?:\w+ ){0,2}(?:work|pass"
    "|look|round|fix|review|title|section|polish|hour|day|week|touch|chapter|chart"
    r"|caption|test|check)|rework|work|fixing|polish\w*"
    r"|testing|cleanup|review)\b(?! (?:approv|review from|vote|secret|token|login))"
    r"|\bmore (?:\w+ )?(?:work|to do|to come|digging|testing)\b"
    r"|\b(?:is|are) (?:needed|called for|due|owed|required)[.!]?$",
    r"\b(?:outage|maintenance|window|appointments?|meetings?|posts?|every"
    r"|reminders?)\b|\b(?:no|n't|not|nothing|only|every|each|now needs|used to|who"
    r"|that|which|anyone)\b",
)

#: It broke; what is said after it may have put it right.
_BROKE = sign(
    r"\b(?:failed|crashed|broke|died|hung|froze|stalled|timed out|aborted|(?:was|were"
    "|got)"
    " killed)(?: (?:twice|again|with|because|due|on|at|after|when|in|for|by|half"
    "|before"
    r"|\(|\d+ times)|[.!)]?$)|: failed\b|\b(?:is|are) (?:still |now )?(?:failing"
    r"|crashing|broken|red)\b|\bran out of (?:memory|disk|space|quota|tokens)"
    r"|\b(?:ends?|ended|exits?|exited|stops?|stopped) (?:up )?(?:with|in) an? (?:\w+ )?"
    r"(?:error|failure|exception|crash)\b",
    r"\b(?:if|when|whenever|that|which|who|until|unless|no|none|nothing|never|not|0"
    "|zero"
    r"|simulated|on purpose|deliberately|while|without|builds?|each|every|expired"
    r"|cancelled|retried)\b|n't\b",
)


def breaks(low: str) -> bool:
    """Tell whether *low*, in lower case, says that something broke."""
    return _BROKE.is_in(low)


def owes(low: str) -> bool:
    """Tell whether *low*, in lower case, says what has to be done about the work."""
    return _OWES.is_in(low)


def admits(low: str) -> bool:
    """Tell whether *low*, in lower case, admits that something is not as wanted."""
    return bool(_ENGLISH.search(low)) and any(one.is_in(low) for one in _SIGNS)


_ENGLISH = re.compile("[a-z]{2}")
