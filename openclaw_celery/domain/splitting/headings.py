"""What announces tasks and is no task itself: `오늘 할 일: `, `Two requests.`."""

from __future__ import annotations

import re

from openclaw_celery.domain.splitting.actions import Kind, kind_of
from openclaw_celery.domain.splitting.korean import action_noun

#: `오늘 할 일: ...`: short, and before every other separator.
_COLON = re.compile(r"[^:：,;/\n\ue000]{1,40}[:：]\s+")
_COUNT_KO = r"(?:\d+|한|두|세|네|몇)\s?(?:가지|개|건)"
_THINGS_KO = r"(?:요청\s?사항|할\s?일|작업|업무|내용|사항|요청|항목|것|건|일)"
#: `아래 작업 부탁드립니다.`, `두 가지만 요청드려요.`, `Please do the following.`
_ASKS = re.compile(
    r"(?:(?:아래|다음|이하|하기)(?:의|와\s같이|와\s같은)?\s?"
    rf"(?:{_COUNT_KO}\s?)?{_THINGS_KO}?|{_COUNT_KO}\s?{_THINGS_KO}?)"
    r"(?:들)?(?:을|를|도|만|이)?\s?(?:(?:좀|모두|꼭)\s)?"
    r"(?:(?:처리|진행|작업|수행|반영|조치)(?:을|를)?\s?)?"
    r"(?:부탁|요청|해\s?주|바랍|필요)[^\n.!:,]{0,10}[.!:\n]\s*"
    r"|(?:(?:please|kindly|could\syou|can\syou)\s)?(?:please\s)?"
    r"(?:do|handle|complete|take\scare\sof|work\son)\s(?:the\sfollowing|these"
    r"|the\sbelow)"
    r"(?:\s(?:things|tasks|items))?[.:!\n]\s*"
    r"|(?:a\sfew|a\scouple\sof|two|three|four)\s(?:things|requests|items|tasks|asks)"
    r"(?:\s(?:today|please|for\syou))?[.:!\n]\s*",
    re.IGNORECASE,
)
#: `이번 주 업무 목록`, on a line of its own.
_LINE = re.compile(
    r"([^\n.:,\ue000]{0,24}?)\s?"
    r"(?:할\s?일|업무|작업|요청\s?사항|체크\s?리스트|to-?do(?:s|\slist)?|tasks?"
    r"|checklist"
    r"|action\sitems)(?:\s?(?:입니다|목록|리스트|list))?\n",
    re.IGNORECASE,
)
_LEAST = 2


def end_of_heading(text: str) -> int:
    """Return where what is announced begins; 0 when nothing is announced."""
    if found := _ASKS.match(text) or _COLON.match(text):
        return found.end()
    found = _LINE.match(text)
    if not found or action_noun(found[1]):
        return 0
    lines = text[found.end() :].split("\n")
    tasks = all(kind_of(line) is Kind.TASK for line in lines)
    return found.end() if tasks and len(lines) >= _LEAST else 0
