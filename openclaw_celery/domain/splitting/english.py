"""
Whether an English piece of a request orders something: `clean up the logs`.

English puts the verb first, and most of its verbs are nouns as well; what follows
tells which it is.
"""

from __future__ import annotations

import re

from openclaw_celery.domain.splitting import action_words as words
from openclaw_celery.domain.splitting.phrases import (
    CLOSING,
    LEAST,
    any_of,
    is_korean,
    without_link,
)

#: A word, and no name out of code: `check_permission`, `is_valid()`.
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*(?![\w(=.])")
_ORDER_NOUN = re.compile(
    rf"(?<![A-Za-z])(?:{any_of(words.ORDER_NOUNS)})$", re.IGNORECASE
)
_CLAUSE = re.compile(
    rf"\b(?:{any_of(words.CLAUSES)})\b|\bto\s+([a-z]+)(?:\s+(\w+)|)", re.IGNORECASE
)
#: What may not follow a verb that orders: `update and delete ...`, `test된`, `build:`.
_NO_ORDER = re.compile(r"\s*(?:[,:/]|(?:and|or)\b)|[가-힣]", re.IGNORECASE)
#: `By Friday, ...`: when, before what.
_WHEN = re.compile(
    r"^(?:(?:by|before|on|this|next|for|at|until|over|during)\s(?:[\w:]+\s){0,3}?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:to)?day|tomorrow|tonight|noon"
    r"|mornings?|afternoon|evening|week(?:end)?|month|quarter|year|sprint|eod|eow"
    r"|\d[\w:]*)"
    r"|today|tomorrow|tonight|asap|now),\s+",
    re.IGNORECASE,
)
#: `log in`, `drop down menu`: nouns of two words.
_NAMED_BY_PARTICLE = re.compile(
    r"(?:sign|log|drop|pop|check|call|walk)[\s-](?:up|in|out|down)"
    r"(?:$|\s+(?:and|or|page|menu|button|dialog|form|screen|flow|link|box|list)\b)",
    re.IGNORECASE,
)
#: `First fix the login, then ...`
_FIRST = re.compile(r"first(?:\s+of\s+all)?,?\s+", re.IGNORECASE)
#: `tokenize`, `notify`.
_MAKES = re.compile(r"[a-z]{3}(?:ize|ify)$")
#: `lists`, `listed`, `listing`, `lately`, but not `press` and `bleed`.
_INFLECTED = re.compile(r"(?<!s)s$|(?<!e)ed$|(?:ing|ly)$")
_SENTENCES = re.compile(r"(?<=[.!?])\s+")


def order_in(text: str) -> str:
    """Return the last sentence of *text* that orders something in English, if any."""
    for sentence in reversed(_SENTENCES.split(text)):
        bare = without_first(without_link(without_time(without_link(sentence))))
        if begins_with_order(bare):
            return bare
    return ""


def without_time(text: str) -> str:
    """Return *text* without the day or hour that it begins with: `By Friday, ...`."""
    return _WHEN.sub("", text, count=1)


def without_first(text: str) -> str:
    """Return *text* without a `first` before what it orders."""
    found = _FIRST.match(text)
    return text[found.end() :] if found and _surely(text[found.end() :]) else text


def begins_with_order(text: str) -> bool:
    """Tell whether an English piece begins with a verb that orders something."""
    found = _WORD.match(text)
    if not found or _NAMED_BY_PARTICLE.match(text):
        return False
    verb, rest = found[0].lower(), text[found.end() :]
    if _takes_object(verb, rest):
        return True
    # `re-index`, `unclog`, `lazy-load`.
    bases = {verb.removeprefix("re").removeprefix("-"), verb.removeprefix("un")}
    known = words.VERBS & {verb, verb.rpartition("-")[2], *bases} or _MAKES.search(verb)
    if not known or _NO_ORDER.match(rest):
        return False
    # `test 서버 이전`: a noun before a Korean action.
    named = rest.split()
    korean = named and (is_korean(named[0]) or is_korean(named[-1]))
    return not (
        korean
        and verb in words.ALSO_NOUNS
        and named[0].lower() not in words.DETERMINERS
    )


def _takes_object(verb: str, rest: str) -> bool:
    """Tell whether a word that no table has is a verb by its object: `knead the`."""
    following = rest.split(maxsplit=1)
    if not following or not may_order(f"{verb}{rest[:1]}x"):
        return False
    if len(following) == 1:
        return following[0].lower().strip(CLOSING) in {"it", "them"}
    part = following[0].lower() in words.PARTICLES - {verb}
    return following[0].lower() in words.DETERMINERS or (
        part and verb not in words.NOUNS_IN_PARTICLES
    )


def may_order(text: str) -> bool:
    """Tell whether nothing is against an English piece's first word being a verb."""
    found = _WORD.match(text)
    if not found or text[found.end() : found.end() + 1] != " ":
        return False
    verb = found[0].lower()
    return verb not in words.NO_VERBS and not _INFLECTED.search(verb)


def surely_orders(text: str) -> bool:
    """Tell the same where a noun is as likely, behind `and`."""
    return _surely(without_first(without_link(text)))


def _surely(text: str) -> bool:
    named = text.split()
    if len(named) < LEAST or not begins_with_order(text):
        return False
    following = named[1]
    return (
        named[0].lower() not in words.ALSO_NOUNS
        or following.lower() in words.AFTER_ORDER
        or not following[0].isalpha()
    )


def names_order(word: str) -> bool:
    """Tell whether an English word behind its object says what is done to it."""
    verb = word.lower() in words.SURE_VERBS
    return verb or bool(_ORDER_NOUN.search(word))


def ends_in_verb(text: str) -> bool:
    """Tell whether *text* ends in an English verb behind its object: `image build`."""
    named = text.split()
    return len(named) >= LEAST and (
        named[-1].lower() in words.VERBS or bool(_ORDER_NOUN.search(named[-1]))
    )


def pairs(before: str, behind: str) -> bool:
    """Tell whether `and` joins two verbs that name one thing: `search and replace`."""
    left, following, *_ = behind.lower().split()
    last = before.rsplit(maxsplit=1)[-1].lower()
    # `add edit and delete buttons`: a verb at the end of an order is an object.
    named = {last, left} <= words.PAIRED_VERBS or last in words.SURE_VERBS
    return named and following not in words.DETERMINERS


def governs(text: str) -> bool:
    """Tell whether an English piece has a clause that a following verb belongs to."""
    return any(
        found[1] is None
        or found[1].lower() in words.SURE_VERBS
        or (
            found[1].lower() in words.VERBS
            and (found[2] or "").lower() in words.DETERMINERS
        )
        for found in _CLAUSE.finditer(without_link(text))
    )
