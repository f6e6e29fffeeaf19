"""
Where a separator joins rather than separates: objects, verbs of one object, a clause.

Each function is asked about the stretches before and behind a separator that both
look like tasks, and tells whether they are one all the same.
"""

from __future__ import annotations

import re

from openclaw_celery.domain.splitting.action_words import DETERMINERS, DOERS, TASK_NOUNS
from openclaw_celery.domain.splitting.english import (
    governs,
    order_in,
    pairs,
    surely_orders,
)
from openclaw_celery.domain.splitting.korean import (
    CONNECTIVE,
    PAST,
    action_noun,
    asks,
    describes,
    describes_doing,
    ends_in_action,
)
from openclaw_celery.domain.splitting.phrases import is_korean
from openclaw_celery.domain.splitting.spans import cover

_PAIR = 2
_DOERS = "|".join(DOERS.split())
#: `결제 취소 시, ` and `재고가 없으면, `.
_CONDITION = re.compile(
    r"(?:(?<=[가-힣])면|(?<=\s)(?:때|경우|시))(?:에?는|엔|에)?(,?)\s"
)
#: `알림을 보내도록 수정`, `알림을 보내는 규칙 추가`.
_SERVES = re.compile(
    rf"[가-힣](?:도록|게끔|게|는\s(?:{_DOERS})(?:을|를)?)\s(?:\S+\s){{0,3}}\S+$"
)
_GO = re.compile(r"[고며](?=[,\s])")


def is_one_clause(text: str) -> bool:
    """Tell whether a condition goes for all of it: `취소 시, A하고 B하도록 수정`."""
    found = _CONDITION.search(text)
    if not found or not _SERVES.search(text):
        return False
    before, behind = text[: found.end()], text[found.end() :]
    if "," in before.rstrip(" ,") or _GO.search(before):
        return False
    first = _GO.search(behind)
    # `주문이 몰리면 멈추는 문제를 고치고 ...`: the condition goes with a noun.
    own = first and not found[1] and re.search(r"는\s", behind[: first.start()])
    return bool(first and not own) and not re.search(r"(?<![고며]),", behind)


def never(before: str, behind: str) -> bool:
    """Let every separator of a kind stand: lines, sentences, semicolons."""
    del before, behind
    return False


def by_comma(before: str, behind: str) -> bool:
    """Join what is done to one thing, and what one `should` goes for."""
    if _is_done_to_same(before, behind):
        return True
    # `값을 읽고, 바꾸는 함수`.
    if before.endswith(("고", "며")) and _is_one_verb(before, behind):
        return True
    return bool(order_in(before)) and _MODAL_ONLY.search(before) is not None


def by_slash(before: str, behind: str) -> bool:
    """Join `작성/수정 페이지` and `구독/해제 시 ...`: done to the same thing."""
    if _WHEN_DONE.match(behind):
        return True
    # `쿠폰 발급/공지 등록`: two words are an object and what is done to it.
    return len(behind.split()) > _PAIR and describes(before, behind)


_MODAL_ONLY = re.compile(r"\b(?:can|could|should|will|must)\b", re.IGNORECASE)


def by_arrow(before: str, behind: str) -> bool:
    """Join `A -> B로 변경`: the arrow stands between two values."""
    words = behind.split()
    to_value = len(words) > 1 and re.search(r"(?:으로|로)$", words[0]) is not None
    # `QA` is a step, `published` a value.
    lone = len(words) == 1 and not is_korean(behind) and len(before.split()) > 1
    lone = lone and not (behind.isupper() and ends_in_action(before))
    return to_value or lone


def by_link(before: str, behind: str) -> bool:
    """Join objects, two verbs of one object, and what is within a clause."""
    if len(before.split()) < _PAIR or len(behind.split()) < _PAIR:
        return True
    order = order_in(before)
    if order and not is_korean(before):
        if governs(order) or pairs(order, behind):
            return True
        if _in_row(before):
            # `the home, pricing and contact pages`.
            following = behind.split()[1].lower()
            return following not in DETERMINERS or not surely_orders(behind)
        return not (
            surely_orders(behind) or (is_korean(behind) and ends_in_action(behind))
        )
    if _is_done_to_same(before, behind):
        return True
    return not asks(before) and describes(before, behind)


def _is_done_to_same(before: str, behind: str) -> bool:
    """Tell whether nouns of doing share an object: `구독 및 해제 시 조회 무효화`."""
    noun = action_noun(before)
    return bool(noun and noun not in TASK_NOUNS and _WHEN_DONE.match(behind))


_WHEN_DONE = re.compile(r"\S{1,6}(?:\s(?:시|때|후|중|전)(?:에는?)?|할|하는)\s")


def _in_row(before: str) -> bool:
    """Tell whether an English piece ends in a row of objects: `add a, b`."""
    if "," not in before:
        return False
    at = cover(before).rfind(", ")
    return at >= 0 and not order_in(before[at + 1 :].strip())


def by_ending(before: str, behind: str) -> bool:
    """Join where -고, 와 and their like stand between no two actions."""
    before, last = before.rstrip(), before.rsplit(maxsplit=1)[-1]
    if len(before.split()) < _PAIR or len(behind.split()) < _PAIR:
        return True
    if asks(before):
        return False
    if last == "그리고" or _is_one_verb(before, behind):
        return True
    if _IS_DONE.match(behind):
        noun = action_noun(CONNECTIVE.sub("", before))
        return not (_OBJECT.search(before) or noun in TASK_NOUNS)
    joined = _AND.sub("", last)
    if joined != last:
        return not action_noun(joined) or describes(before, behind)
    return _SUBJECT.search(before) is not None


def _is_one_verb(before: str, behind: str) -> bool:
    """Tell whether a verb in -고 describes with the next one what is behind both."""
    return bool(
        _GOES_ON.match(behind)
        or _SERVES_ON.match(behind)
        or describes_doing(behind)
        or (_TELLS_WHO.match(before) and _WHAT_DOES.search(behind))
    )


_AND = re.compile(r"(?:[와과]|이?랑)$")
#: `사용하고 있는`, `관리하고 운영하는 서버`: no second action.
_GOES_ON = re.compile(
    r"(?:있|싶|나서|는|나면|보니"
    r"|\S{1,12}(?:하는|되는|했던|하던|중인|있는|할|될)(?=\s)"
    # `신분증을 들고 온 손님`.
    r"|(?:온|간|본|든|쓴|산|둔|선|앉은|(?:들어|나|돌아)?(?:오는|가는|온|간))\s)"
)
#: `파일을 받고 압축을 푸는 스크립트 작성`.
_SERVES_ON = re.compile(rf"(?:\S+\s){{1,5}}?\S+는\s(?:{_DOERS})(?:을|를)?\s")
#: `고객이 사진을 올리고 댓글을 다는 게시판`: nobody is ordered who is named.
_TELLS_WHO = re.compile(rf"(?:\S+\s)?\S*[가-힣][이가]\s(?:\S*[^\s는던{PAST}]\s)*\S+$")
_WHAT_DOES = re.compile(r"\s\S+는\s")
#: `방치된 계정`: what is done already may be done to the same thing.
_IS_DONE = re.compile(r"\S{1,12}된\s")
_OBJECT = re.compile(r"[가-힣](?:을|를)\s")
_SUBJECT = re.compile(
    r"[가-힣](?:이|가|은|는)\s(?!(?:뒤|후|다음)에?$)\S+(?:\s(?:뒤|후|다음)에?)?$"
)
