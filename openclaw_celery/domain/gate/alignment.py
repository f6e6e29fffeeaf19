"""
Which part of a report answers which criterion.

What is silently left out is seen by what is there instead: each criterion has words of
its own, and a report that shows it speaks of it somewhere. So the report is cut into
small parts, each part goes to the criterion that it says most of, and what is left of
a criterion then has to be told elsewhere: by a part that is of none.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from openclaw_celery.domain.gate.claims import clauses, sentences
from openclaw_celery.domain.gate.deeds import deeds
from openclaw_celery.domain.gate.words import Text, content, is_generic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: So many criteria are looked at, and parts of a report.
_MOST_CRITERIA, _MOST_PARTS = 12, 60
#: Joins two parts within a clause.
_JOINT = re.compile(
    r"\s(?:and|then|plus|with|as well as)\s|[고며]\s|(?<=[가-힣])[과와]\s"
    r"|\s(?:및|그리고)\s|\s[/+&]\s|,\s?"
)
#: Speaks of something without doing anything to it.
_MENTION = re.compile(
    r"\b(?:us(?:e|ed|ing)|based on|according to|as (?:described|written|listed|shown)"
    r"|follow(?:s|ed|ing)?|refer\w*|consult\w*|see|per|from the (?:current|existing)"
    r"|read(?:ing)?|look(?:ed|ing)? (?:at|through)|open(?:ed)?|discuss\w*|mention\w*"
    r"|related|about|next to|same as|in line with|taken from|borrow\w*|existing"
    r"|current|unchanged|as (?:is|before))\b"
    r"|참고|참조|바탕|기준으로|기준에|따라|따른|나온|활용|이용|사용해|써서|토대|그대로"
    r"|읽[고어었]|살펴|훑어|열어|논의|언급|관련|기존|현재|옆에|근거"
)


@dataclass(frozen=True, slots=True)
class Share:
    """What of a report is of one criterion."""

    criterion: str
    #: The parts that say more of it than of any other.
    parts: tuple[str, ...]
    #: How much of its own words these say, 0 to 1; words of several count less.
    told: float
    #: How much of what is asked to be done to it these tell, 0 to 1.
    done: float
    #: The parts do no more than speak of it.
    is_mention: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """A report, shared out among the criteria."""

    shares: tuple[Share, ...]
    #: Parts in which something is done, without a word of any criterion.
    free: tuple[str, ...]
    #: How many parts there are.
    parts: int


def align(criteria: Sequence[str], report: str) -> Alignment:
    """Share the parts of *report* out among the *criteria*."""
    asked = [(text, own_words(text)) for text in criteria[:_MOST_CRITERIA]]
    asked = [(text, words) for text, words in asked if words]
    common = Counter(word for _, words in asked for word in words)
    parts = list(islice(_parts(report), _MOST_PARTS))
    texts = list(map(Text, parts))
    owned: list[list[int]] = [[] for _ in asked]
    free: list[str] = []
    for at, text in enumerate(texts):
        said = [
            sum(1 / common[word] for word in words if text.has(word))
            for _, words in asked
        ]
        most = max(said, default=0.0)
        if not most:
            if deeds(parts[at]):
                free.append(parts[at])
            continue
        for criterion, much in enumerate(said):
            if much == most:
                owned[criterion].append(at)
    shares = tuple(
        _share(text, words, common, [(parts[at], texts[at]) for at in own])
        for (text, words), own in zip(asked, owned, strict=True)
    )
    return Alignment(shares, tuple(free), len(parts))


#: Says of a thing that it was looked at, or made use of, and no more.
_ONLY_SEEN = re.compile(
    r"^\W*(?:i )?(?:us(?:ed|ing)|looked (?:at|through|into|over)|read"
    r"|went (?:through(?! .{3,60} with)|by)|consulted|referred|followed|based on"
    r"|opened|discussed"
    r"|mentioned|reviewed|studied|talked|leaned on|rel(?:ied|ies) on|kept to"
    r"|compared against)\b"
    r"|(?:사용|참고|참조|활용|이용|확인|열람|검토|언급|논의|숙지|파악)(?:만 )?"
    r"(?:함|했음|했습니다|하였음|하였습니다|됨)\W*$"
    r"|(?:읽음|읽었음|읽었습니다|살펴봄|살펴보았음|살펴봤습니다|훑어봄|열어 ?봄"
    r"|읽어 ?봄"
    r"|(?:기준|문서|안내|지침|가이드)(?:을|를)? ?(?:따름|따랐음|따랐습니다))\W*$",
    re.IGNORECASE,
)
#: Deeds for which looking is enough.
_SEEING = frozenset(("prove", "compare", "advise"))


def is_mention(criterion: str, line: str) -> bool:
    """Tell whether *line* only speaks of what *criterion* wants something done to."""
    asked = deeds(criterion) - _SEEING
    return bool(asked and _ONLY_SEEN.search(line)) and not asked & deeds(line)


def own_words(criterion: str) -> frozenset[str]:
    """Return the words of *criterion* that say what it is about."""
    words = content(criterion)
    return frozenset(word for word in words if not is_generic(word)) or frozenset(words)


def _parts(report: str) -> Iterator[str]:
    for sentence in sentences(report):
        for clause in clauses(sentence):
            for part in _JOINT.split(clause):
                if any(map(str.isalnum, part)):
                    yield part


def _share(
    criterion: str,
    words: frozenset[str],
    common: Counter[str],
    own: list[tuple[str, Text]],
) -> Share:
    whole = sum(1 / common[word] for word in words)
    told = {word for word in words if any(text.has(word) for _, text in own)}
    asked, done = deeds(criterion), deeds(" ".join(part for part, _ in own))
    return Share(
        criterion,
        tuple(part for part, _ in own),
        told=sum(1 / common[word] for word in told) / whole,
        done=len(asked & done) / len(asked) if asked else 1.0,
        is_mention=bool(own) and all(_MENTION.search(part) for part, _ in own),
    )
