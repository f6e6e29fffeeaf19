"""Reads what a gateway says of a run: its end, its usage, its errors."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from openclaw_celery.domain.attempt import Failed, FailureKind, Reported
from openclaw_celery.domain.text import one_line
from openclaw_celery.domain.usage import Usage
from openclaw_celery.runtimes.reader import SAYS_DONE
from openclaw_celery.runtimes.refusals import PERSON, REASONS, kind_of
from openclaw_celery.runtimes.resets import reset_of
from openclaw_celery.runtimes.told import count_of, dict_of, is_number, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from openclaw_celery.runtimes.openclaw.client import Frame, Refusal


_OK, _SERVERS_FAULT = 200, 500
#: How a gateway tells an agent that a person would have to allow its command. Who may
#: not approve, as we may not, gets no approval to wait for: the call fails at once.
_NOT_ALLOWED = re.compile(r"exec (?:denied\b|approval\b)", re.IGNORECASE)
#: So many denied commands are named.
_MOST_NAMED = 3
#: What a status says, whatever the words beside it.
_KINDS = {
    401: FailureKind.BLOCKED,
    402: FailureKind.BLOCKED,
    403: FailureKind.BLOCKED,
    404: FailureKind.BLOCKED,
    413: FailureKind.PERMANENT,
    429: FailureKind.QUOTA,
}


@dataclass(slots=True)
class Seen:
    """What was heard of a run while it went on."""

    #: What a limit's end is reckoned from.
    now: Callable[[], datetime]
    session: str | None = None
    #: Why the provider was last asked again, in the gateway's words.
    trouble: str = ""
    #: What each message of the model took, by the message's id.
    messages: dict[str, Usage] = field(default_factory=dict)
    #: The agent's calls of tools, and those that it was not allowed, by their id.
    calls: dict[str, str] = field(default_factory=dict)
    denied: dict[str, str] = field(default_factory=dict)

    @property
    def usage(self) -> Usage:
        """All of it together."""
        return total(self.messages.values())

    def message(self, message: Any) -> bool:  # noqa: ANN401 - a JSON document
        """Count a message of the session; tell whether it was a new one that counts."""
        told = dict_of(message)
        spent = usage_of(told.get("usage"))
        about = dict_of(told.get("__openclaw"))
        name = str(about.get("id") or "")
        self._tools(told)
        if told.get("role") != "assistant" or not name or name in self.messages:
            return False
        self.messages[name] = spent
        return bool(spent.tokens)

    def _tools(self, told: dict[str, Any]) -> None:
        """Keep what the agent wanted to run, and what of it needs a person."""
        content = told.get("content")
        parts = [dict_of(part) for part in content] if isinstance(content, list) else []
        if told.get("role") == "assistant":
            for part in parts:
                wanted = dict_of(part.get("arguments")).get("command")
                if part.get("type") == "toolCall" and text_of(wanted):
                    self.calls[text_of(part.get("id"))] = text_of(wanted)
        elif told.get("role") == "toolResult" and told.get("isError"):
            said = "".join(text_of(part.get("text")) for part in parts)
            if _NOT_ALLOWED.match(_complaint(said)):
                call = text_of(told.get("toolCallId"))
                tool = text_of(told.get("toolName")) or "a tool"
                self.denied[call] = self.calls.get(call, tool)


def _complaint(said: str) -> str:
    """Return what a tool complains of, without what it is wrapped in."""
    try:
        return text_of(dict_of(json.loads(said)).get("error"))
    except (ValueError, RecursionError):
        return said


@dataclass(frozen=True, slots=True)
class Answer:
    """What came over HTTP."""

    status: int
    body: dict[str, Any]
    #: What it complains of.
    words: str = ""
    #: Seconds until it may be asked again, in its own words.
    retry_after: str = ""

    @property
    def code(self) -> str:
        """How the gateway calls what it complains of; empty when it does not."""
        return text_of(dict_of(self.body.get("error")).get("code"))


def outcome_http(answer: Answer, session: str, seen: Seen) -> Reported | Failed:
    """Translate the answer to a request for a run, of whose session this was *seen*."""
    if answer.status == _OK:
        choices = answer.body.get("choices")
        first = dict_of(choices[0]) if isinstance(choices, list) and choices else {}
        said = text_of(dict_of(first.get("message")).get("content"))
        spent = _usage_http(answer.body.get("usage"))
        if spent.tokens == seen.usage.tokens:
            # The session was seen whole, and it knows the price as well.
            spent = seen.usage
        return reported(said, seen, spent.told(), session)
    message = f"HTTP {answer.status}: {answer.words}"
    kind = _KINDS.get(answer.status)
    if answer.status >= _SERVERS_FAULT:
        kind = FailureKind.TRANSIENT
    found = failed(message, seen, kind, session=session)
    if found.kind is FailureKind.QUOTA and answer.retry_after.isdigit():
        return replace(found, retry_after=timedelta(seconds=int(answer.retry_after)))
    return found


def _usage_http(told: Any) -> Usage:  # noqa: ANN401 - JSON
    numbers = dict_of(told)
    details = dict_of(numbers.get("prompt_tokens_details"))
    cached = count_of(details.get("cached_tokens"))
    return Usage(
        input_tokens=max(count_of(numbers.get("prompt_tokens")) - cached, 0),
        output_tokens=count_of(numbers.get("completion_tokens")),
        cached_tokens=cached,
    )


def outcome_of(frame: Frame, seen: Seen, *, limit_s: float) -> Reported | Failed:
    """Translate the last answer to a run."""
    body = frame.body
    result = dict_of(body.get("result"))
    meta = dict_of(result.get("meta"))
    agent = dict_of(meta.get("agentMeta"))
    usage = usage_of(agent.get("usage"), agent.get("costUsd"))
    spent = (usage if usage.tokens else seen.usage).told()
    session = text_of(agent.get("sessionId")) or seen.session
    said, complaints = payloads_of(result.get("payloads"))
    # A cancelled run calls itself timed out as well: this comes first.
    if body.get("stopReason") == "rpc":
        why = "the run was stopped on the gateway, not by its slot"
        return Failed(FailureKind.TRANSIENT, why, None, said, spent, session)
    if frame.ok and body.get("status") == "ok" and not (complaints and not said):
        return reported(said, seen, spent, session)
    if frame.ok and body.get("status") == "timeout":
        why = f"time limit of {limit_s:g} s passed"
        return failed(why, seen, FailureKind.TRANSIENT, said, spent)
    words = frame.error.message if frame.error else complaints
    words = (
        words or text_of(body.get("summary")) or "the run failed, and nothing says why"
    )
    return failed(words, seen, None, said, spent, session)


def reported(
    said: str, seen: Seen, spent: dict[str, Any], session: str | None
) -> Reported | Failed:
    """Say what a run that ended well has come to: without leave, to a question."""
    if not seen.denied or SAYS_DONE.search(said):
        return Reported(said, 0, spent, session)
    named = list(dict.fromkeys(seen.denied.values()))
    commands = ", ".join(f"`{one_line(name, 100)}`" for name in named[:_MOST_NAMED])
    asks = f"its gateway does not let it run {commands}: allow that there?"
    return Failed(FailureKind.BLOCKED, asks, None, said, spent, session)


def failed(
    words: str,
    seen: Seen,
    kind: FailureKind | None = None,
    said: str = "",
    spent: dict[str, Any] | None = None,
    session: str | None = None,
) -> Failed:
    """Say what a failure means for the item, from its words and from what was seen."""
    message = one_line(words, 500)
    limited = REASONS.get(seen.trouble) is FailureKind.QUOTA
    if kind is FailureKind.TRANSIENT and limited:
        message = f"{message}; the provider's rate limit held it up"
        kind = FailureKind.QUOTA
    kind = kind or kind_of(message, seen.trouble)
    quota = kind is FailureKind.QUOTA
    return Failed(
        kind,
        message,
        report=said,
        usage=seen.usage.told() if spent is None else spent,
        session=session or seen.session,
        retry_after=reset_of(words, seen.now()) if quota else None,
    )


def refused(refusal: Refusal, seen: Seen) -> Failed:
    """Say what it means that the gateway did not take a request."""
    message = f"the gateway refused: {refusal}"
    if refusal.detail == "PROTOCOL_MISMATCH":
        # One of the two is to be upgraded.
        return failed(message, seen, FailureKind.BLOCKED)
    if refusal.retryable or refusal.code in {"UNAVAILABLE", "INTERNAL"}:
        return failed(message, seen, FailureKind.TRANSIENT)
    asks = f"{refusal.code}: {refusal.detail}: {refusal}"
    person = refusal.code in {"NOT_PAIRED", "FORBIDDEN"} or PERSON.search(asks)
    kind = FailureKind.BLOCKED if person else FailureKind.PERMANENT
    return failed(message, seen, kind)


def usage_of(told: Any, cost: Any = None) -> Usage:  # noqa: ANN401 - JSON
    """Read the gateway's numbers; what is no number counts for nothing."""
    numbers = dict_of(told)
    price = cost if cost is not None else dict_of(numbers.get("cost")).get("total")
    return Usage(
        input_tokens=count_of(numbers.get("input"))
        + count_of(numbers.get("cacheWrite")),
        output_tokens=count_of(numbers.get("output")),
        cached_tokens=count_of(numbers.get("cacheRead")),
        cost_usd=float(price or 0) if is_number(price) else None,
    )


def total(parts: Iterable[Usage]) -> Usage:
    """Add up what was used; the price is known if any part has one."""
    parts = list(parts)
    prices = [part.cost_usd for part in parts if part.cost_usd is not None]
    return Usage(
        input_tokens=sum(part.input_tokens for part in parts),
        output_tokens=sum(part.output_tokens for part in parts),
        cached_tokens=sum(part.cached_tokens for part in parts),
        cost_usd=sum(prices) if prices else None,
    )


def last_words(messages: Any) -> str | None:  # noqa: ANN401 - JSON
    """Return the answer a session ended with; None when it did not end with one."""
    said = [dict_of(message) for message in messages or () if isinstance(message, dict)]
    if not said or said[-1].get("role") != "assistant":
        return None
    if said[-1].get("stopReason") not in {"stop", "length", "end_turn"}:
        return None
    content = said[-1].get("content")
    if isinstance(content, str):
        return content
    parts = [dict_of(part) for part in content or ()]
    texts = [text_of(part.get("text")) for part in parts if part.get("type") == "text"]
    return "".join(texts) or None


def payloads_of(told: Any) -> tuple[str, str]:  # noqa: ANN401 - JSON
    """Return what the agent said and what was complained of."""
    parts = [dict_of(part) for part in told or ()] if isinstance(told, list) else []
    said = [text_of(part.get("text")) for part in parts if not part.get("isError")]
    wrong = [text_of(part.get("text")) for part in parts if part.get("isError")]
    return "\n\n".join(filter(None, said)), " ".join(filter(None, wrong))
