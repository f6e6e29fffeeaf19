"""
Whether a piece of a request is something to do, judged by its words.

Korean puts the action last (`로그 정리`, `문서를 고쳐 주세요`), English puts it first
(`clean up the logs`), or last where there is no verb (`log cleanup`).
"""

from __future__ import annotations

import enum
import re

from openclaw_celery.domain import action_words as words

_HANGUL = re.compile("[가-힣]")
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
_ACTION_NOUNS = words.TASK_NOUNS | words.ACTIVITY_NOUNS
_CLOSING = " .,;:!?~…·。！？"


def _any(table: str) -> str:
    """Return a pattern for any phrase of *table*, the longest first."""
    phrases = sorted(table.split(), key=len, reverse=True)
    return "|".join(
        re.escape(phrase).replace("_", r"\s+" if phrase.isascii() else r"\s*")
        for phrase in phrases
    )


_ASKS = re.compile(
    rf"(?:{_any(words.ASKS)}|(?:{_any(words.STEMS)})(?:기|자|세요|십시오))$"
)
_BARE_VERB = re.compile(rf"(?:{_any(words.BARE_VERBS)})(?:\s*(?:놔|둬|봐))?$")
_NOTED = re.compile(rf"(?:{_any(words.NOTED_VERBS)})$")
_NOT_VERBS = re.compile(rf"(?:{_any(words.NOT_VERBS_IN_GI)})$")
#: `문서를 고치고`, `표를 만든 뒤`.
_VERB_ON = re.compile(
    rf"(?:{_any(words.STEMS)})(?:고(?:\s*나서)?|며|으며)$"
    rf"|(?:{_any(words.PAST_STEMS)})\s*(?:뒤|후|다음)에?$"
)
#: Endings that join a Korean action to the next: `추가하고`, `병합한 뒤`, `교체와`.
CONNECTIVE = re.compile(
    r"(?:하고\s*나서|하고\s*난\s*(?:뒤|후|다음)에?|한\s*(?:뒤|후|다음)에?|하고는|하고"
    r"|하며|[와과])$"
)
_PARTICLE = re.compile("(?<=[가-힣A-Za-z)])(?:을|를|도|만|까지|부터|등)$")
_SUBORDINATE = re.compile(rf"(?:{_any(words.SUBORDINATE)})$")
_AFTERTHOUGHT = re.compile(
    rf"(?:{_any(words.AFTERTHOUGHTS_KO)}|{_any(words.AFTERTHOUGHTS_EN)})(?=[\s,]|$)",
    re.IGNORECASE,
)
#: A time alone: `금요일까지 부탁드립니다`.
_DEADLINE = re.compile(
    r"(?:까지|중으로|안에|내로|안으로)\s+(?:꼭\s+|좀\s+)?"
    r"(?:부탁|바랍|해|완료|끝|마무리)"
)
_BRACKETS = re.compile(r"\([^()]*\)")
#: `수정 부탁드립니다`, `설치 요청드려요`.
_ONLY_ASKS = re.compile(
    r" (?:좀 )?(?:부탁|요청) ?"
    r"(?:드립니다|드려요|드릴게요|드리겠습니다|합니다|해요)[ .!~]*$"
)
_ORDER_NOUN = re.compile(rf"(?:{_any(words.ORDER_NOUNS)})$", re.IGNORECASE)
_CLAUSE = re.compile(rf"\b(?:{_any(words.CLAUSES)})\b|\bto\s+([a-z]+)", re.IGNORECASE)
_LINK = re.compile(
    rf"(?:(?:{_any(words.LINKS)}|{_any(words.COURTESIES)})(?:\s*,\s*|\s+))+",
    re.IGNORECASE,
)
#: What may not follow a verb that orders: `update and delete ...`, `test된`, `build:`.
_NO_ORDER = re.compile(r"\s*(?:[,:/]|(?:and|or)\b|[가-힣])", re.IGNORECASE)
_PLAIN = re.compile(r"([가-힣])다$")
_SUBJECT = re.compile(r"[가-힣](?:이|가)\s")
_OBJECT = re.compile(r"[가-힣](?:을|를)\s")
#: Place of ㄴ among the final consonants of a syllable.
_FINAL_N = 4
#: Korean syllables are numbered from here, 28 to a vowel.
_FIRST_SYLLABLE, _FINALS = 0xAC00, 28
#: Words of a deadline that says nothing else.
_SHORT = 5
#: A task has an object: a lone noun of doing says too little.
_LEAST = 2


class Kind(enum.Enum):
    """How much a piece sounds like something to do."""

    TASK = "task"
    #: Nothing speaks for it, nothing against it.
    UNCLEAR = "unclear"
    #: A condition, a reason, an afterthought, a lone object.
    PART = "part"


def kind_of(text: str) -> Kind:
    """Judge one piece of a request."""
    text = _BRACKETS.sub(" ", text).strip(_CLOSING)
    text = without_link(text).strip(_CLOSING)
    if not text or _AFTERTHOUGHT.match(text):
        return Kind.PART
    if begins_with_order(text):
        return Kind.TASK
    if is_korean(text):
        return _korean(text)
    named = text.split()
    if len(named) >= _LEAST and _ORDER_NOUN.search(named[-1]):
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
        ends = _ORDER_NOUN.search(last) or last.lower() in words.VERBS
        return Kind.TASK if ends and len(named) >= _LEAST else Kind.PART
    return Kind.PART if _SUBORDINATE.search(last) else Kind.UNCLEAR


def is_korean(text: str) -> bool:
    """Tell whether *text* has Korean in it."""
    return bool(_HANGUL.search(text))


def is_afterthought(text: str) -> bool:
    """Tell whether a piece only qualifies what was said before it."""
    return bool(_AFTERTHOUGHT.match(text.strip(_CLOSING)))


def without_link(text: str) -> str:
    """Return *text* without connectives and `please` at its start."""
    found = _LINK.match(text)
    return text[found.end() :] if found and text[found.end() :].strip() else text


def without_request(text: str) -> str:
    """Return a Korean action without the words that only ask for it."""
    rest = _ONLY_ASKS.sub("", text)
    return rest if rest != text and action_noun(rest) else text


# -- Korean ------------------------------------------------------------------


def ends_in_action(text: str) -> bool:
    """Tell whether a Korean piece ends in an action: a noun of doing, or a verb."""
    text = text.strip(_CLOSING)
    if not text:
        return False
    closed = CONNECTIVE.sub("", text)
    if closed != text:
        return bool(action_noun(closed) or _VERB_ON.search(text))
    last = text.split()[-1]
    return bool(
        _VERB_ON.search(text)
        or _BARE_VERB.search(text)
        or (_ASKS.search(text) and not _NOT_VERBS.search(last) and not _tells(text))
        or (_states(last) and not _tells(text))
        or action_noun(text)
    )


def _states(word: str) -> bool:
    """Tell whether *word* is a verb in plain form: 만든다, 보낸다, 고침, 추가함."""
    found = _PLAIN.search(word)
    if found and (ord(found[1]) - _FIRST_SYLLABLE) % _FINALS == _FINAL_N:
        return True
    return bool(_NOTED.search(word))


def _tells(text: str) -> bool:
    """Tell whether a statement says what happens: `배포가 자꾸 실패합니다`."""
    stated = text.endswith(("한다", "합니다")) or _PLAIN.search(text)
    return bool(stated and _SUBJECT.search(text) and not _OBJECT.search(text))


def action_noun(text: str) -> str:
    """Return the noun of doing that *text* ends in, or nothing."""
    named = text.strip(_CLOSING).split()
    while len(named) > 1 and _PARTICLE.sub("", named[-1]) in words.LIGHT_NOUNS:
        named.pop()
    return _noun_in(_PARTICLE.sub("", named[-1])) if named else ""


def _noun_in(word: str) -> str:
    """Return the noun of doing that a Korean compound ends in, or nothing."""
    if word in _ACTION_NOUNS:
        return word
    if word.endswith("화") and len(word) > _LEAST and word not in words.NOT_MADE:
        return word
    ends = (word[at:] for at in range(max(1, len(word) - _LONGEST), len(word) - 1))
    return next((end for end in ends if end in _ACTION_NOUNS), "")


_LONGEST = max(map(len, _ACTION_NOUNS))


def is_activity(word: str) -> bool:
    """Tell whether *word* is a noun of doing, as in `배포 문서`."""
    return word.strip(_CLOSING) in _ACTION_NOUNS


def describes(before: str, behind: str) -> bool:
    """
    Tell whether two nouns of doing describe one thing together.

    `수집 및 분석 도구` is one thing, `오류 수정 및 배포 자동화` are two.
    """
    left = action_noun(CONNECTIVE.sub("", _BRACKETS.sub(" ", before).rstrip()))
    named = behind.split()
    if len(named) < _LEAST or not is_activity(named[0]):
        return False
    paired = {left, named[0].strip(_CLOSING)} <= words.PAIRED_NOUNS
    # `재고 수량 확인과 배송 지연 고객 연락`: each has its own object.
    own = len(before.split()) > _LEAST and len(named) > _LEAST + 1
    return paired or (left not in words.TASK_NOUNS and not (own and left))


# -- English -----------------------------------------------------------------


def begins_with_order(text: str) -> bool:
    """Tell whether an English piece begins with a verb that orders something."""
    found = _WORD.match(text)
    if not found:
        return False
    verb, rest = found[0].lower(), text[found.end() :]
    if _takes_object(verb, rest):
        return True
    # `re-index`, `lazy-load`.
    again = verb.removeprefix("re").removeprefix("-")
    if not words.VERBS & {verb, again, verb.rpartition("-")[2]} or _NO_ORDER.match(
        rest
    ):
        return False
    # `test 서버 이전`: a noun before a Korean action.
    noun = verb in words.ALSO_NOUNS and is_korean(rest) and ends_in_action(rest)
    return not noun


def _takes_object(verb: str, rest: str) -> bool:
    """Tell whether a word that no table has is a verb by its object: `knead the`."""
    following = rest.split(maxsplit=1)
    return (
        len(following) > 1
        and following[0].lower() in words.DETERMINERS
        and may_order(f"{verb}{rest[:1]}x")
    )


def may_order(text: str) -> bool:
    """Tell whether nothing is against an English piece's first word being a verb."""
    found = _WORD.match(text)
    if not found or text[found.end() : found.end() + 1] != " ":
        return False
    verb = found[0].lower()
    return verb not in words.NO_VERBS and not verb.endswith(("ing", "ed", "s", "ly"))


def surely_orders(text: str) -> bool:
    """Tell the same where a noun is as likely, behind `and`."""
    text = without_link(text)
    named = text.split()
    if len(named) < _LEAST or not begins_with_order(text):
        return False
    following = named[1]
    return (
        named[0].lower() not in words.ALSO_NOUNS
        or following.lower() in words.AFTER_ORDER
        or not following[0].isalpha()
    )


def pairs(before: str, behind: str) -> bool:
    """Tell whether `and` joins two verbs that name one thing: `search and replace`."""
    left, following, *_ = behind.lower().split()
    last = before.rsplit(maxsplit=1)[-1].lower()
    return {last, left} <= words.PAIRED_VERBS and following not in words.DETERMINERS


def governs(text: str) -> bool:
    """Tell whether an English piece has a clause that a following verb belongs to."""
    return any(
        found[1] is None or found[1].lower() in words.VERBS - words.ALSO_NOUNS
        for found in _CLAUSE.finditer(without_link(text))
    )
