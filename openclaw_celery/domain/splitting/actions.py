"""
Whether a piece of a request is something to do, judged by its words.

Korean puts the action last (`로그 정리`, `문서를 고쳐 주세요`), English puts it first
(`clean up the logs`), or last where there is no verb (`log cleanup`).
"""

from __future__ import annotations

import enum
import re

from openclaw_celery.domain.splitting import action_words as words
from openclaw_celery.domain.splitting.english import (
    ends_in_verb,
    names_order,
    order_in,
    without_time,
)
from openclaw_celery.domain.splitting.korean import ends_in_action
from openclaw_celery.domain.splitting.phrases import (
    BRACKETS,
    CLOSING,
    LEAST,
    any_of,
    is_korean,
    without_link,
)

_SUBORDINATE = re.compile(rf"(?:{any_of(words.SUBORDINATE)})$")
_AFTERTHOUGHT = re.compile(
    rf"(?:{any_of(words.AFTERTHOUGHTS_KO)}|{any_of(words.AFTERTHOUGHTS_EN)})(?=[\s,]"
    rf"|$)",
    re.IGNORECASE,
)
#: A time alone: `금요일까지 부탁드립니다`.
_DEADLINE = re.compile(
    r"(?:까지|중으로|안에|내로|안으로)\s+(?:꼭\s+|좀\s+)?"
    r"(?:부탁|바랍|해|완료|끝|마무리)"
)
#: Words of a deadline that says nothing else.
_SHORT = 5
#: `문구를 "예"로 통일`: what is made of an object is something to do, whatever it is.
_MADE_INTO = re.compile(
    r"(?:을|를)\s(?:\S+\s){0,3}\S*(?:으로|[\"'”\u2019」』`)0-9A-Za-z]로)\s[가-힣]{2,5}$"
)


class Kind(enum.Enum):
    """How much a piece sounds like something to do."""

    TASK = "task"
    #: Nothing speaks for it, nothing against it.
    UNCLEAR = "unclear"
    #: A condition, a reason, an afterthought, a lone object.
    PART = "part"


def kind_of(text: str) -> Kind:
    """Judge one piece of a request."""
    text = BRACKETS.sub(" ", text).strip(CLOSING)
    text = without_time(without_link(text)).strip(CLOSING)
    if not text or _AFTERTHOUGHT.match(text):
        return Kind.PART
    if order_in(text):
        return Kind.TASK
    if is_korean(text):
        return _korean(text)
    named = text.split()
    if len(named) >= LEAST and names_order(named[-1]):
        return Kind.UNCLEAR
    return Kind.PART


def _korean(text: str) -> Kind:
    named = text.split()
    if len(named) <= _SHORT and _DEADLINE.search(text):
        return Kind.PART
    if ends_in_action(text):
        return Kind.TASK
    last = named[-1]
    if not is_korean(last):
        return Kind.TASK if ends_in_verb(text) else Kind.PART
    if _SUBORDINATE.search(last):
        return Kind.PART
    return Kind.TASK if _MADE_INTO.search(text) else Kind.UNCLEAR


def is_afterthought(text: str) -> bool:
    """Tell whether a piece only qualifies what was said before it."""
    return bool(_AFTERTHOUGHT.match(without_time(text.strip(CLOSING))))
