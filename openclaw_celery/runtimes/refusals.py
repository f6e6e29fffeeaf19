"""
What it means that a provider or an agent program refuses: a limit, a login, an outage.

Programs print much beside their errors, so a word or a number alone means nothing here:
`line 429`, `disk quota` and `the login test` are no limit and no login.
"""

from __future__ import annotations

import re

from openclaw_celery.domain.attempt import FailureKind, classify, status_of

_FLAGS = re.IGNORECASE | re.MULTILINE
_PERIOD = (
    r"(?:rate|usage|requests?|weekly|daily|monthly|session|spend(?:ing)?|plan|opus"
    r"|sonnet|messages?|five[ -]hour|\d+[ -]hour)"
)
_WAS = r"(?:(?:has|have) been |was |were |is |are )?"
_OVER = r"(?:reached|exceeded|hit\b|exhausted|used up)"
_LIMITS = (
    status_of("429"),
    r"\btoo many requests\b",
    r"\bresource_?exhausted\b",
    r"\brate[ _-]?limit(?:ed\b|s?[ _-]?error\b|[ _-]?(?:exceeded|reached)\b)",
    rf"\b{_PERIOD}[ _-]limits?[ _]?{_WAS}{_OVER}",
    rf"\b(?:exceed\w*|hit|reach\w*|used up|over)\b[^.\n]{{0,40}}\b{_PERIOD}[ _-]limit",
    r"\b(?:hit|reached|exceeded|used up|at) your (?:\w+ )?limit\b",
    # `5-hour limit · resets 3pm`, `Usage limit: try again in 5 minutes`.
    (
        rf"^(?:\w+: )?(?:your )?{_PERIOD}[ -]limit"
        r"(?:\W*$|\W{1,4}(?:please |try |resets?\b|retry|wait))"
    ),
    r"\blimit reached\|\d{10}",
    (
        r"\b(?:exceed\w*|exhaust\w*|out of|insufficient|used up|over)\b[^.\n]{0,40}"
        r"(?<!disk)(?<!storage)(?<!resource)[ _]quota\b(?!:)"
    ),
    (
        r"(?<!disk )(?<!storage )\bquota (?:has been |was |is )?"
        r"(?:exceeded|exhausted|reached|used up|metric|will reset|resets)\b"
    ),
    r"\bterminalquotaerror\b|\binsufficient_quota\b",
    (
        r"(?:사용량|사용 한도|이용량|이용 한도|요청 한도|호출 한도|할당량|토큰 한도)"
        r"[^.\n]{0,10}(?:초과|도달|소진|다 썼|다 사용)"
    ),
    r"요청이 너무 많",
)
_KEY = r"(?:x-)?api[ _-]?key|access token|auth(?:entication|orization)? token"
_PERSONS = (
    status_of("40[123]"),
    r"\bauthentication[ _]?(?:error|failed|failure|required|expired)\b",
    r"\bauthenticationerror\b",
    (
        r"\b(?:not|failed to|could not|unable to|please|must|cannot|to re-?) ?"
        r"(?:be )?authenticated?\b"
    ),
    (
        rf"\b(?:invalid|incorrect|missing|no|expired|bad|wrong|revoked|unknown)"
        rf"(?: \w+){{0,2}} (?:{_KEY})\b"
    ),
    (
        rf"\b(?:set|specify|provide|supply|export|need|needs|requires?)\b[^.\n]{{0,60}}"
        rf"(?:\b|_)(?:{_KEY})\b"
    ),
    (
        rf"(?:\b|_)(?:{_KEY})\b[^.\n]{{0,30}}\b(?:(?:is|was|not) ?)?"
        r"(?:invalid|missing|not set|not valid|not found|not provided|required|expired"
        r"|incorrect|revoked)\b"
    ),
    r"(?:^|[:\]\"'(]\s*)(?:unauthori[sz]ed|forbidden)\s*(?:$|[:.,)(])",
    (
        r"\bbilling[ _](?:error|hard limit|issue|problem|is not|not (?:active|enabled)"
        r"|account|must)"
    ),
    r"\b(?:payment|subscription) (?:is )?(?:required|expired|has expired)\b",
    r"\bcredit balance is too low\b|\bset an auth method\b",
    r"\b(?:insufficient|no|not enough|out of) (?:credits?|funds|balance)\b",
    r"\b(?:invalid|expired|missing|no|revoked) (?:\w+ ){0,2}credentials?\b",
    (
        r"\bcredentials? (?:are|is|were|was|have|has|could)?"
        r" ?(?:not (?:be )?(?:found|loaded|set|valid)|expired|invalid|missing"
        r"|required)\b"
    ),
    r"\bnot (?:logged|signed) in\b",
    (
        r"\b(?:please|must|need to|needs to|have to|required to|run|try|use|using"
        r"|again by)\b[^.\n]{0,30}?(?:\b|/)(?:auth )?(?:log ?|sign ?-?)in\b"
        r"(?! tests?\b)"
    ),
    (
        r"\b(?:log|sign) ?in "
        r"(?:again|first|is required|required|to (?:continue|use|proceed))"
    ),
    r"\b(?:log ?in|sign-?in) (?:has )?expired\b",
    (
        r"\b(?:session|o?auth token|access token|refresh token|token) "
        r"(?:has |is |was |have |been )*(?:expired|revoked|invalid)\b"
    ),
    r"(?:^|: )unknown agent\b|\bunknown agent id\b",
    r"\bnot[ _-]?paired\b|\bpairing[ _](?:is )?(?:required|pending)\b",
    (
        r"\b(?:missing|insufficient|lacks?|needs?|requires?)(?: \w+)? scopes?\b"
        r"|\bscopes? (?:\S+ )?(?:is |are )?(?:missing|required|not granted)\b"
    ),
    (
        r"로그인(?:이|을|을 다시|부터)? ?(?:필요|해야|하세요|하십시오|해 ?주세요)"
        r"|로그인(?:되어|돼) 있지 않|로그인 후|다시 로그인|세션이 만료"
    ),
    (
        r"(?:인증|API ?키)(?:이|가|에|을|를)? ?"
        r"(?:필요|실패했|만료|유효하지 않|올바르지 않|잘못)"
    ),
)
_LIMIT = re.compile("|".join(_LIMITS), _FLAGS)
#: What only a person can mend.
PERSON = re.compile("|".join(_PERSONS), _FLAGS)
_INPUT = re.compile(
    rf"{status_of('4(?:00|04|13|22)')}|rejected the request|format rejected"
    r"|context.{0,20}overflow",
    _FLAGS,
)
_SERVER = re.compile(
    rf"{status_of('5[0-9]{2}')}|overloaded|temporar|timed? ?out", _FLAGS
)
#: Comparisons are about limits and logins, and none themselves.
_COMPARES = re.compile(
    r"\bassert|\bAssert|\bexpected\b.{0,60}\b(?:got|but|found|received)\b",
    re.IGNORECASE,
)
#: So are the names of tests and files.
_TEST = re.compile(r"::|\btest_", re.IGNORECASE)
_LOGIN = re.compile(r"/log-?in\b", re.IGNORECASE)
_FILE = re.compile(r"[^/]/[^/]*\.\w{1,5}\b")
#: Of long words the beginning and the end are read.
_ENDS = 2000
#: How the gateway itself, or a program, names what was wrong with a provider.
REASONS = {
    "rate_limit": FailureKind.QUOTA,
    "auth": FailureKind.BLOCKED,
    "auth_permanent": FailureKind.BLOCKED,
    "authentication_failed": FailureKind.BLOCKED,
    "billing": FailureKind.BLOCKED,
    "billing_error": FailureKind.BLOCKED,
    "format": FailureKind.PERMANENT,
    "overloaded": FailureKind.TRANSIENT,
    "timeout": FailureKind.TRANSIENT,
    "server_error": FailureKind.TRANSIENT,
}


def kind_of(message: str, trouble: str = "") -> FailureKind:
    """Tell what a provider's error says about trying again."""
    if trouble in REASONS:
        return REASONS[trouble]
    refused = refusal_in(message)
    if refused is not None:
        return refused
    for pattern, kind in (
        (_SERVER, FailureKind.TRANSIENT),
        (_INPUT, FailureKind.PERMANENT),
    ):
        if pattern.search(message):
            return kind
    return classify(message)


def refusal_in(words: str) -> FailureKind | None:
    """Tell whether *words* say that a limit is reached or that a person has to help."""
    if len(words) > 2 * _ENDS:
        words = f"{words[:_ENDS]}\n{words[-_ENDS:]}"
    lines = words.replace(" / ", "\n").replace("\u2019", "'").split("\n")
    said = "\n".join(_spoken(line) for line in lines if not _COMPARES.search(line))
    if _LIMIT.search(said):
        return FailureKind.QUOTA
    return FailureKind.BLOCKED if PERSON.search(said) else None


def _spoken(line: str) -> str:
    """Return a line without the names in it."""
    return " ".join(word for word in line.split(" ") if not _names(word))


def _names(word: str) -> bool:
    if word.startswith("/"):
        return not _LOGIN.match(word)
    return bool(_TEST.search(word) or _FILE.search(word))
