"""
Whether a Korean piece of a request is something to do: `로그 정리`, `고쳐 주세요`.

Korean puts the action last: a noun of doing or a verb, whose ending tells whether
another action follows.
"""

from __future__ import annotations

import re

from openclaw_celery.domain.splitting import action_words as words
from openclaw_celery.domain.splitting.english import ends_in_verb
from openclaw_celery.domain.splitting.phrases import BRACKETS, CLOSING, LEAST, any_of

_ACTION_NOUNS = words.TASK_NOUNS | words.ACTIVITY_NOUNS
_LONGEST = max(map(len, _ACTION_NOUNS))
_STEM = rf"(?:{any_of(words.STEMS)}|(?<![가-힣])(?:{any_of(words.SHORT_STEMS)}))"
_DOING = re.compile(rf"(?:{any_of(words.STEMS)}|{any_of(words.SHORT_STEMS)})는\s")
_ASKS = re.compile(rf"(?:{any_of(words.ASKS)}|{_STEM}(?:기|자|세요|십시오))$")
_BARE_VERB = re.compile(rf"(?:{any_of(words.BARE_VERBS)})(?:\s*(?:놔|둬|봐))?$")
_NOTED = re.compile(rf"(?:{any_of(words.NOTED_VERBS)})$")
_NOT_VERBS = re.compile(
    rf"(?:{any_of(words.NOT_VERBS_IN_GI)}|{any_of(words.NOT_VERBS_IN_HAE)})$"
)
_THEN = r"(?:고(?:\s*나서|\s*난\s*(?:뒤|후|다음)에?)?|며|으며)"
_AFTER = r"\s*(?:뒤|후|다음)에?"
#: Every syllable that ends in ㄴ, as a verb of the past does before `뒤`.
PAST = "".join(map(chr, range(ord("간"), ord("힣") + 1, 28)))
#: `문서를 고치고`, `표를 만든 뒤`, `알려 주시고`, `팀에 전화하고`.
_VERB_ON = re.compile(
    rf"{_STEM}(?:시)?{_THEN}$"
    rf"|(?:{any_of(words.PAST_STEMS)}){_AFTER}$"
    r"|(?:주|주시|드리|놓|놓으시|두|두시|버리|(?<=[아어해려워펴])보)고(?:요|서)?$"
    # With an object, or whom or where it is for, any word is a verb.
    rf"|[가-힣A-Za-z0-9\"'`)\]](?:을|를)\s(?:\S+\s)?[가-힣]{{1,6}}{_THEN}$"
    rf"|[가-힣A-Za-z0-9\"'`)\]](?:을|를)\s(?:\S+\s)?[가-힣]{{0,5}}[{PAST}]{_AFTER}$"
    r"|(?:을|를|도|에|에게|에서|한테|께|로)\s[가-힣A-Za-z]{1,12}하고$"
)
_NO_VERB_ON = re.compile(
    rf"(?<![아어해려워펴])(?:{any_of(words.NO_VERBS_IN_GO)}"
    rf"|{'|'.join(sorted(words.NOUNS_IN_GO))})$"
)
#: Endings that join a Korean action to the next: `추가하고`, `병합한 뒤`, `교체와`.
CONNECTIVE = re.compile(
    r"(?:하고\s*나서|하고\s*난\s*(?:뒤|후|다음)에?|[한하신]\s*(?:뒤|후|다음)에?"
    r"|하고(?:는|서)?|하시고|(?:\s*해)?\s*(?:주시고|주고)(?:요)?"
    r"|\s*부탁\s*드리(?:고|며)|하며|[와과]|이?랑)$"
)
#: `수정 부탁드립니다`, `설치 요청드려요`.
_ONLY_ASKS = re.compile(
    r" (?:좀 )?(?:부탁|요청) ?"
    r"(?:드립니다|드려요|드릴게요|드리겠습니다|합니다|해요)[ .!~]*$"
)
_PARTICLE = re.compile("(?<=[가-힣A-Za-z)])(?:을|를|도|만|까지|부터|등)$")
_PLAIN = re.compile(r"([가-힣])다$")
_SUBJECT = re.compile(r"[가-힣](?:이|가)\s")
_OBJECT = re.compile(r"[가-힣](?:을|를)\s")
#: Place of ㄴ among the final consonants of a syllable.
_FINAL_N = 4
#: Korean syllables are numbered from here, 28 to a vowel.
_FIRST_SYLLABLE, _FINALS = 0xAC00, 28


def ends_in_action(text: str) -> bool:
    """Tell whether a Korean piece ends in an action: a noun of doing, or a verb."""
    text = text.strip(CLOSING)
    if not text:
        return False
    closed = CONNECTIVE.sub("", text).rstrip()
    if closed != text:
        return bool(action_noun(closed) or ends_in_verb(closed) or _goes_on(text))
    last = text.split()[-1]
    asked = _ASKS.search(text) and not _tells(text)
    return bool(
        _goes_on(text)
        or ((asked or _BARE_VERB.search(text)) and not _NOT_VERBS.search(last))
        or (_states(last) and not _tells(text))
        or action_noun(text)
    )


def _goes_on(text: str) -> bool:
    """Tell whether *text* ends in a verb that another follows: `문서를 고치고`."""
    return bool(_VERB_ON.search(text) and not _NO_VERB_ON.search(text))


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


def asks(text: str) -> bool:
    """Tell whether a Korean piece ends in words that ask: `고쳐 주세요`."""
    return bool(_ASKS.search(text.strip(CLOSING)))


def describes_doing(text: str) -> bool:
    """Tell whether a piece goes on with what is done by a thing: `닫는 버튼`."""
    return bool(_DOING.match(text))


def without_request(text: str) -> str:
    """Return a Korean action without the words that only ask for it."""
    rest = _ONLY_ASKS.sub("", text)
    return rest if rest != text and action_noun(rest) else text


def without_connective(text: str) -> str:
    """Return a noun of doing, or its English verb, without what joins the next."""
    closed = CONNECTIVE.sub("", text).rstrip()
    return closed if closed and (action_noun(closed) or ends_in_verb(closed)) else text


def action_noun(text: str) -> str:
    """Return the noun of doing that *text* ends in, or nothing."""
    named = text.strip(CLOSING).split()
    while len(named) > 1 and _PARTICLE.sub("", named[-1]) in words.LIGHT_NOUNS:
        named.pop()
    return _noun_in(_PARTICLE.sub("", named[-1])) if named else ""


def _noun_in(word: str) -> str:
    """Return the noun of doing that a Korean compound ends in, or nothing."""
    if word in _ACTION_NOUNS:
        return word
    if word.endswith("화") and len(word) > LEAST and word not in words.NOT_MADE:
        return word
    ends = (word[at:] for at in range(max(1, len(word) - _LONGEST), len(word) - 1))
    return next((end for end in ends if end in _ACTION_NOUNS), "")


def is_activity(word: str) -> bool:
    """Tell whether *word* is a noun of doing, as in `배포 문서`."""
    return word.strip(CLOSING) in _ACTION_NOUNS


def describes(before: str, behind: str) -> bool:
    """
    Tell whether two nouns of doing describe one thing together.

    `수집 및 분석 도구` is one thing, `오류 수정 및 배포 자동화` are two.
    """
    left = action_noun(CONNECTIVE.sub("", BRACKETS.sub(" ", before).rstrip()))
    named = behind.split()
    if len(named) < LEAST or not is_activity(named[0]):
        return False
    paired = {left, named[0].strip(CLOSING)} <= words.PAIRED_NOUNS
    # `재고 수량 확인과 배송 지연 고객 연락`: each has its own object.
    own = len(before.split()) > LEAST and len(named) > LEAST + 1
    return paired or (left not in words.TASK_NOUNS and not (own and left))
