"""
Signs of trouble in an English clause: each counts unless something makes it good news.

A report that admits something says so in few ways; what it admits is anything. So the
sign is looked for, and what follows or precedes it tells when nothing is wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Sign:
    """Words that admit something, unless the clause has what makes them good."""

    bad: re.Pattern[str]
    good: re.Pattern[str]

    def is_in(self, low: str) -> bool:
        """Tell whether *low* admits something."""
        return bool(self.bad.search(low)) and not self.good.search(low)


def _sign(bad: str, *good: str) -> _Sign:
    return _Sign(re.compile(bad), re.compile("|".join(good) or "(?!)"))


#: What nobody wants to happen: "did not" before it is good news.
_BAD_VERB = (
    r"br[eo]a?k|fail|crash|hang|hung|leak|los[et]|drop|time[sd]? out|flicker|change"
    r"|affect|alter|exceed|differ|touch|recur|reappear|come back|c[oa]me? up again"
    r"|reproduc|trigger|occur|happen(?:ed)? (?:again|since)|find|found|see[n ]|saw|spot"
    r"|notic|miss|complain|duplicat|bypass|loosen|regress|introduc|caus|hurt|block|stall"
    r"|freez|harm|disturb|interrupt|damag|need|requir|necess|matter|contact|leav|creep"
    r"|repeat|return(?:ed)? since|shown? up|detect|go beyond|went (?:beyond|above|over)"
    r"|throw|stop|reject|refus|wait|interfer|wake|overlap|collid|skip|billed (?:twice|the"
    r" wrong)|report(?:ed)? (?:any|a )|apply\b|applicable|exist any|escap|die[ds]?\b|kill"
)
_NEGATION = (
    r"(?:n['\u2019]t|\bnot|\bnever|\bcannot|\bunable to|\bfailed to|\bneither"
    r"|\bnobody|\bno one|\bnone of)\b"
)
#: What holds as it did.
_HOLDS = (
    r"works?|working|pass\w*|holds?|valid|green|fits?|under|within|below|the same|same"
    r"|identical|resolves?|supported|in use|needed|possible|dark|up to date|intact"
    r"|available|there|serve[sd]?|accept(?:s|ed)?|boots?|runs?|running|compiles?"
    r"|readable|reachable|match\w*|correct\w*|fine|ok|okay|loads?|respond\w*|active"
    r"|signed in|logged in|able|can|get|gets|open|opens|allowed|visible|healthy|unique"
    r"|count\w*|cover\w*|good|support\w*|true|builds?|succeed\w*|kept|as fast|enough"
)

_SIGNS = (
    # Any negation, unless of something bad, of a need, or as a rule for others.
    _sign(
        _NEGATION,
        rf"{_NEGATION} (?:[\w'-]+ ){{0,3}}?(?:{_BAD_VERB})",
        r"\bnot (?:only|just|a single|one\b|even one|least|more than|necessarily)",
        r"\b(?:any ?more|any longer|twice|by accident|as (?:intended|expected|asked"
        r"|planned|requested|agreed|it should)|on purpose|by design|from outside)\b",
        # Who is shut out, and what is said of things rather than of the work.
        r"\b(?:users?|guests?|visitors?|viewers?|members?|outsiders?|others|anyone"
        r"|strangers?|attackers?|clients?|people|agents?|editors?|nobody|no one"
        r"|roles?)(?: [\w-]+){0,3} (?:can(?:no|')t|can not|don't|do not|won't|see)\b",
        r"\b(?:nobody|no one) (?!knows|looked|tested|checked|tried|has|could)",
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
    _sign(r"\byet\b", r"\b(?:and|but) yet\b|\byet another\b"),
    # As bad as before, unless it goes on working.
    _sign(
        r"\bstill\b",
        rf"\bstill (?:\w+ )?(?:{_HOLDS})\b",
        r"\b(?:who|that|which)(?:'s| is| are| was| were)? still\b|\bstill (?:mentioned"
        r"|pointed|had|used|crept|held|failed|timed)\b[^.;]*",
    ),
    # A guess, or a wish.
    _sign(
        r"\b(?:probably|perhaps|maybe|hopefully|presumably|supposedly|apparently"
        r"|theoretically|in theory|most likely|i'm afraid|unfortunately|sadly"
        r"|regrettably)\b"
        r"|\b(?:i|we) (?:\w+ )?(?:think|guess(?:ed)?|assumed?|suspect(?:ed)?|suppose"
        r"|believe|expect|hoped?|reckon|doubt|imagine|presume|trust|relied)\b"
        r"|\b(?:seems?|seemed|appears? to|looks? like|looks? (?:plausible|fine to))\b|\bhad to guess\b|\b(?:guess|guesses|guesswork|made[- ]up"
        r"|invented)\b",
        r"\b(?:suspected|expected) (?:a|the|it)\b",
    ),
    # What ought to be is not known to be.
    _sign(
        r"\b(?:should|ought to|would|might|could)\b(?! (?:not|n't))(?= [a-z])",
        r"\b(?:as|where|what|than|who|that|which|how|if|when|way|whether|anything|so"
        r"|before|nobody|no one) (?:[\w'-]+ ){0,3}(?:should|would|could|might|ought)\b",
        r"\bpossible (?:follow|next)|\bwould (?:have )?(?:broken|failed|crashed|been"
        r" lost)\b",
    ),
    # On the way, and not at the end.
    _sign(
        r"\b(?:at the moment|right now|for now|for the time being|in progress|under ?way"
        r"|working on|on hold|on its way|half-?way|part-?way|ongoing)\b"
        r"|\b(?:i'm|i am|we're|we are) (?:still |now |currently |just )?"
        r"(?!happy|glad|pleased|proud|going live)\w+ing\b"
        r"|\b(?:mostly|partly|partially|half|almost|nearly|not quite)"
        r" (?:of (?:the|them)|done|finished|ready|complete\w*|there|through|empty"
        r"|translated|migrated|written|covered|filled|tested|converted|all)\b",
        r"\b(?:tail|outage|maintenance)\b",
    ),
    # All but some.
    _sign(
        r"\b(?:except|excepting|apart from|aside from|other than|save for|all but"
        r"|everything but|minus the|but not)\b",
        r"\b(?:no|none|not|never|nothing|nobody|without|n't)\b[^.;]{0,60}\b(?:except"
        r"|apart from|aside from|other than|save for)\b|\b(?:other than|except) (?:the"
        r" (?:one|ones|current)|as)\b",
    ),
    # What was wanted is not there.
    _sign(
        r"\bno (?:\w+ ){0,1}(?:data|output|scores?|results?|tests?|docs|documentation"
        r"|evidence|proof|numbers|source|owner|device|access|answer|reply|effect"
        r"|improvement|progress|idea|clue|time|way|luck|success|section|screenshots?"
        r"|backup|title|captions?|summary|translations?|e?-?mails?|alert|confirmation"
        r"|country|explanation|examples?|response|sign)\b",
        r"\bno (?:\w+ ){0,1}(?:data|output|results?|tests?|numbers|records?|e?-?mails?)"
        r" (?:\w+ )?(?:lost|loss|changed|failed|missing|had to|was|were|is|are|of|in|got"
        r"|left)\b|\bno (?:failed|failing|broken|lost|missing|open|skipped|old)\b"
        r"|\bwith no\b[^.;]{0,30}\b(?:loss|lost)\b|\bno (?:sign|evidence|proof) of\b"
        r"|\b(?:whoever|users?|accounts?|guests?) (?:\w+ ){0,3}no access\b",
    ),
    # An answer of a server that something is wrong.
    _sign(
        r"\b(?:returns?|gives?|giving|got|gets?|answers?|with|throws?|ends? in|comes? back"
        r" with|reads?|shows?) (?:an? |http |status |code )*5(?:0\d|xx)\b"
        r"|\b(?:links?|pages?|images?|assets?|attachments?|downloads?|files?|documents?)"
        r"\b[^.;]{0,40}\b(?:returns?|gives?|end in|get) (?:an? )?4\d\d\b",
        r"\b(?:removed|deleted|expired|revoked|old|unknown|missing|invalid|foreign"
        r"|private|simulated|stopped|killed|while|that)\b",
    ),
    # Worse than it was meant to be.
    _sign(
        r"\b(?:less|fewer|lower|longer|slower|worse|bigger|larger|heavier|later|shorter"
        r"|more) (?:\w+ )?than (?:i|we|you|they|hoped|requested|planned|expected|wanted"
        r"|agreed|permitted|asked|thought|allowed|before|it should|required|promised)\b",
        r"\b(?:better|points more|faster)\b|\bfewer (?:errors|failures|tickets"
        r"|complaints|steps|calls|queries|clicks)|\bmore (?:\w+ )?than (?:requested"
        r"|asked|required|promised|before|agreed)|\b(?:no|never|not)\b[^.;]{0,20}than",
    ),
    # Counted trouble that nobody put right.
    _sign(
        r"\b(?:shows?|reports?|gives?|has|have|with|found|finds|detects?|detected|logs?"
        r"|logged|throws|turned up|are|is|left|leaves|:) (?:\d*[1-9]\d*|two|three|four"
        r"|five|six|seven|eight|nine|ten|some|several|a few|an?) (?:\w+ ){0,1}"
        r"(?:errors?|failures?|warnings?|violations?|mismatch(?:es)?|vulnerabilit\w+"
        r"|discrepanc\w+|duplicates?|conflicts?|typos?|bugs?|defects?|gaps?)\b",
        r"\b(?:fixed|closed|resolved|solved|removed|corrected|repaired|cleared|merged"
        r"|gone|answered|tested|if|when|rate|planted|seeded|page|message|budget|report|banner"
        r"|before|was|were|had|expected|retried|handled|clean)\b",
    ),
    # What was to go is still the one in use.
    _sign(
        r"\b(?:on|by|at|kept|keeps|shows?|uses?|using|serves?|sees?|reads?|has|have|is|are"
        r"|link(?:s|ed)? to|points? (?:to|at)|named|linger\w*|pops? up) (?:\w+ ){0,1}the"
        r" (?:old|previous|former|outdated)\b|\b(?:old|previous|outdated|former) [\w-]+"
        r" (?:\w+ )?(?:lingers?|pops? up|stays?|shows? up|appears?|is still|are still)\b",
        r"\b(?:no longer|any ?more|instead of|removed|switched|compared|gone)\b",
    ),
)


def admits(low: str) -> bool:
    """Tell whether *low*, in lower case, admits that something is not as wanted."""
    return any(sign.is_in(low) for sign in _SIGNS)
