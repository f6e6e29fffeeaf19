"""
When a used up limit ends, read from the words of whoever names it.

Pure: the moment and the zone that a bare `3:42 PM` is meant in are handed in.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

#: What has to stand before a time for it to be the end of a limit.
_CUE = (
    r"(?:again|retry[-_ ]?(?:after|delay|in)|retry|resets?(?:[-_ ]?at)?|renews?"
    r"|refills?|available|wait|until|resumes?)"
)
#: No provider makes anybody wait longer; a date beyond it is misread.
_MOST = timedelta(days=62)
#: Of long words the beginning and the end are read.
_ENDS = 4000
#: A clock time that was named is rounded, and is read some moments later.
_JUST_PAST = timedelta(minutes=10)

_EPOCH = re.compile(
    rf"(?:(?:limit|reached)[^|\n]{{0,40}}\||{_CUE}\W{{0,6}}(?:at\W{{1,3}})?)(\d{{10}})(\d{{3}})?\b",
    re.IGNORECASE,
)
_ISO = re.compile(
    rf"\b{_CUE}\b[^\n]{{0,30}}?(\d{{4}}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?"
    r"\s?(Z|UTC|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_UNITS = {
    **dict.fromkeys(("ms", "millisecond", "milliseconds"), 0.001),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "초"), 1),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "분"), 60),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "시간"), 3600),
    **dict.fromkeys(("d", "day", "days", "일"), 86400),
    **dict.fromkeys(("w", "week", "weeks", "주"), 7 * 86400),
}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_PART = re.compile(rf"(\d{{1,7}}(?:\.\d{{1,9}})?)\s*({_UNIT})(?![a-z])", re.IGNORECASE)
_PARTS = (
    rf"(?:\d{{1,7}}(?:\.\d{{1,9}})?\s*(?:{_UNIT})(?![a-z])"
    r"(?:\s*,?\s*(?:and\s+)?)){1,5}"
)
_FOR = re.compile(
    rf"\b{_CUE}\b\W{{0,4}}(?:(?:in|after|for|about|another|at least)\W{{1,3}}){{0,3}}"
    rf"({_PARTS})",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:an?|one)\s+(?=(?:minute|hour|day|week)\b)", re.IGNORECASE)
_KOREAN_FOR = re.compile(rf"({_PARTS})\s*(?:후|뒤|이후|있다가|남)", re.IGNORECASE)
_BARE = re.compile(
    r"\bretry[-_ ]?after\W{1,4}(\d{1,7}(?:\.\d+)?)(?![\d:]|\s*[a-z])", re.IGNORECASE
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAYS = "mon tue wed thu fri sat sun".split()
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_AT = re.compile(
    rf"\b{_CUE}\b[\s:]*(?:(?:on|at|by)\s+)?"
    rf"(?:(?:{_MONTH}\s+{_NTH}(?:,?\s+(?P<year>20\d\d))?"
    rf"|(?P<soon>today|tomorrow)|(?P<weekday>{'|'.join(_DAYS)})[a-z]*\.?)"
    r",?\s+(?:at\s+)?)?"
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?(?::\d\d)?\s*(?P<half>[ap]\.?m\b\.?)?"
    r"\s*\(?(?P<zone>[A-Za-z]+(?:/[A-Za-z_]+){1,2}|[A-Z]{3,4}(?![a-z])|Z\b)?",
    re.IGNORECASE,
)
_KOREAN_AT = re.compile(
    r"(?:(?P<month>\d{1,2})월\s*(?P<day>\d{1,2})일\s*)?(?P<half>오전|오후)?\s*"
    r"(?P<hour>\d{1,2})시(?!간)(?:\s*(?P<minute>\d{1,2})분)?"
    r"[^\n.]{0,12}?(?:초기화|재설정|다시|이후|까지|풀)"
)
_NOON, _MINUTES, _MONTHS_A_YEAR, _DAY_HOURS = 12, 60, 12, 24
#: Abbreviations that name one offset wherever a provider writes them.
_OFFSETS = {
    name: hours
    for hours, names in {
        0: "z utc gmt",
        9: "kst jst",
        1: "cet bst",
        2: "cest",
        -4: "edt",
        -5: "est cdt",
        -6: "cst mdt",
        -7: "mst pdt",
        -8: "pst",
    }.items()
    for name in names.split()
}


def reset_of(
    words: str, now: datetime, *, here: tzinfo | None = None
) -> timedelta | None:
    """
    Tell how long after *now* a limit ends that *words* name; None if they do not.

    *here* is the zone of a time that names none; the machine's if it is not given.
    """
    if len(words) > 2 * _ENDS:
        words = f"{words[:_ENDS]}\n{words[-_ENDS:]}"
    text = _ONE.sub("1 ", words)
    after = _epoch(text, now)
    for read in (_instant, _clock_time, _korean_time):
        if after is None:
            after = read(text, now, here)
    return _duration(text) if after is None else after


def until(epoch_s: float, now: datetime) -> timedelta | None:
    """Tell how long it is to a moment in seconds since 1970; None if it is absurd."""
    if not 0 < epoch_s < 1e11:  # noqa: PLR2004 - the year 5138
        return None
    return _ahead(datetime.fromtimestamp(epoch_s, UTC), now)


def _ahead(moment: datetime, now: datetime) -> timedelta | None:
    """Measure from *now*; what is over is over now, what is far off is no reset."""
    after = moment - now.astimezone(UTC)
    if after > _MOST:
        return None
    return max(after, timedelta(0))


def _epoch(text: str, now: datetime) -> timedelta | None:
    found = _EPOCH.search(text)
    return until(int(found[1]), now) if found else None


def _instant(text: str, now: datetime, here: tzinfo | None) -> timedelta | None:
    found = _ISO.search(text)
    if not found:
        return None
    day, time, zone = found.groups()
    if zone is None and here is None:
        zone_text = ""
    else:
        zone_text = "+00:00" if (zone or "").upper() in {"Z", "UTC"} else zone or ""
    try:
        moment = datetime.fromisoformat(f"{day}T{time}{zone_text}")
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=here) if here else moment.astimezone()
    return _ahead(moment.astimezone(UTC), now)


def _clock_time(text: str, now: datetime, here: tzinfo | None) -> timedelta | None:
    for found in _AT.finditer(text):
        # `retry 3` is a count, `resets in 2` no time of day.
        if not (found["minute"] or found["half"]):
            continue
        zone = _zone(found["zone"]) or here
        hour = int(found["hour"])
        if found["half"]:
            if not 1 <= hour <= _NOON:
                continue
            hour = hour % _NOON + (_NOON if found["half"][0] in "pP" else 0)
        month = (found["month"] or "").lower()
        after = _next(
            now,
            zone,
            (hour, int(found["minute"] or 0)),
            date=(
                int(found["year"]) if found["year"] else None,
                _MONTHS.index(month) + 1,
                int(found["day"]),
            )
            if month
            else None,
            soon=(found["soon"] or "").lower(),
            weekday=(found["weekday"] or "").lower(),
        )
        if after is not None:
            return after
    return None


def _korean_time(text: str, now: datetime, here: tzinfo | None) -> timedelta | None:
    found = _KOREAN_AT.search(text)
    if not found:
        return None
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % _NOON + (_NOON if found["half"] == "오후" else 0)
    date = (None, int(found["month"]), int(found["day"])) if found["month"] else None
    return _next(now, here, (hour, int(found["minute"] or 0)), date=date)


def _next(
    now: datetime,
    zone: tzinfo | None,
    time: tuple[int, int],
    *,
    date: tuple[int | None, int, int] | None = None,
    soon: str = "",
    weekday: str = "",
) -> timedelta | None:
    """Find the next moment that has this time of day, on this date if one is named."""
    local = now.astimezone(zone)
    hour, minute = time
    if hour >= _DAY_HOURS or minute >= _MINUTES:
        return None
    try:
        wall = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
        if date:
            wall = wall.replace(year=date[0] or wall.year, month=date[1], day=date[2])
    except ValueError:
        return None
    if date:
        if date[0] is None and _utc(wall, zone) < now - timedelta(days=1):
            wall = wall.replace(year=wall.year + 1)
    elif weekday:
        wall += timedelta(days=(_DAYS.index(weekday) - wall.weekday()) % 7)
        if _utc(wall, zone) < now - _JUST_PAST:
            wall += timedelta(days=7)
    elif soon == "tomorrow" or (
        not soon and _utc(wall, zone) < now.astimezone(UTC) - _JUST_PAST
    ):
        wall += timedelta(days=1)
    return _ahead(_utc(wall, zone), now)


def _utc(wall: datetime, zone: tzinfo | None) -> datetime:
    """Translate a time on the wall; which offset it has depends on its date."""
    bare = wall.replace(tzinfo=None)
    return (bare.replace(tzinfo=zone) if zone else bare.astimezone()).astimezone(UTC)


def _zone(name: str | None) -> tzinfo | None:
    if not name:
        return None
    if name.lower() in _OFFSETS:
        return timezone(timedelta(hours=_OFFSETS[name.lower()]))
    try:
        return ZoneInfo(name)
    except (ValueError, OSError):
        return None


def _duration(text: str) -> timedelta | None:
    found = _FOR.search(text) or _KOREAN_FOR.search(text)
    if found:
        seconds = sum(
            float(n) * _UNITS[unit.lower()] for n, unit in _PART.findall(found[1])
        )
    elif bare := _BARE.search(text):
        seconds = float(bare[1])
    else:
        return None
    after = timedelta(seconds=seconds)
    return after if after <= _MOST else None
