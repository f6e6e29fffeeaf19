"""
A model that does what it is told, for the gateway of the tests.

It speaks the OpenAI API, streams its answer, and obeys directives in the newest
message of the user:

    [[sleep 2]]       wait before the answer
    [[status 429]]    answer with this HTTP status and an error
    [[limit 429]]     answer so as long as `Model.limited` is set
    [[long 100000]]   say as many characters
    [[say words]]     say the words
    [[plain x]]       say x, which is no report
    [[call name {}]]  call a tool; several of them one after the other, if nothing
                      is to be said; `@here@` in it is the task's directory

Every request is counted under the item it is about (`[TASK ORCH-001]`). Each answer
takes 100 tokens in, 11 more from a cache, and 22 out.
"""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

ITEM = re.compile(r"\[TASK ([A-Z]+-\d+)\]")
DIRECTIVE = re.compile(r"\[\[(\w+) ([^\]]*)\]\]")
HERE = re.compile(r"^(/.*)\nChange to it first", re.MULTILINE)
PER_CALL = {"input_tokens": 100, "output_tokens": 22, "cached_tokens": 11}
_USAGE = {
    "prompt_tokens": 111,
    "completion_tokens": 22,
    "total_tokens": 133,
    "prompt_tokens_details": {"cached_tokens": 11},
}
REPORT = """\
[REPORT {item}]
Status: DONE
Files:
- out.txt: written
Diff-Summary:
- {said}
Validation:
- checked: passed
Risks:
- None
Next:
- None
"""


class Model:
    """The model's server on loopback; a context manager that ends it."""

    def __init__(self) -> None:
        #: How often a request about an item came.
        self.calls: Counter[str] = Counter()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        #: The provider's limit is reached.
        self.limited = threading.Event()
        #: Ends all sleeping.
        self.over = threading.Event()
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(model: Model) -> type[BaseHTTPRequestHandler]:  # noqa: C901 - one handler
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            messages = json.loads(self.rfile.read(size)).get("messages", [])
            asked = newest(messages)
            task, done = task_of(messages)
            found = ITEM.search(task)
            item = found[1] if found else "?"
            model.calls[item] += 1
            orders = dict(DIRECTIVE.findall(asked))
            if "sleep" in orders:
                model.over.wait(float(orders["sleep"]))
            limit = orders.get("limit") if model.limited.is_set() else None
            status = orders.get("status", limit)
            if status:
                self._refuse(int(status))
                return
            calls = calls_of(task)
            if done < len(calls):
                self._call(calls[done], done)
                return
            said = "x" * int(orders.get("long", 0)) or orders.get("say", "did it")
            plain = dict(DIRECTIVE.findall(task)).get("plain")
            try:
                self._say(plain or REPORT.format(item=item, said=said))
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def _refuse(self, status: int) -> None:
            body = json.dumps({"error": {"message": "as told", "type": "stub"}})
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body.encode())

        def _say(self, text: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            half = len(text) // 2
            self._chunk({"role": "assistant", "content": text[:half]})
            self._chunk({"content": text[half:]})
            self._chunk({}, finish="stop")
            self._chunk(None, usage=_USAGE)
            self.wfile.write(b"data: [DONE]\n\n")

        def _call(self, words: str, number: int) -> None:
            name, _, arguments = words.partition(" ")
            call = {
                "index": 0,
                "id": f"call_{number}",
                "type": "function",
                "function": {"name": name, "arguments": arguments},
            }
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            self._chunk({"role": "assistant", "tool_calls": [call]})
            self._chunk({}, finish="tool_calls")
            self._chunk(None, usage=_USAGE)
            self.wfile.write(b"data: [DONE]\n\n")

        def _chunk(
            self,
            delta: dict[str, Any] | None,
            finish: str | None = None,
            usage: dict[str, Any] | None = None,
        ) -> None:
            choice = {"index": 0, "delta": delta, "finish_reason": finish}
            told: dict[str, Any] = {
                "id": "chatcmpl-1",
                "object": "chat.completion.chunk",
                "created": 1,
                "model": "stub",
                "choices": [] if delta is None else [choice],
            }
            if usage:
                told["usage"] = usage
            self.wfile.write(b"data: " + json.dumps(told).encode() + b"\n\n")

    return Handler


def calls_of(task: str) -> list[str]:
    """List the tools that a task has called; none once it has something said."""
    found = DIRECTIVE.findall(task)
    if any(verb == "say" for verb, _ in found):
        return []
    here = HERE.search(task)
    place = here[1] if here else ""
    calls = [words for verb, words in found if verb == "call"]
    return [words.replace("@here@", place) for words in calls]


def task_of(messages: list[dict[str, Any]]) -> tuple[str, int]:
    """Return what the last task says, and how many tools have answered since."""
    task, done = "", 0
    for message in messages:
        text = _text(message.get("content"))
        if message.get("role") == "user" and ITEM.search(text):
            task, done = text, 0
        elif message.get("role") == "tool":
            done += 1
    return task, done


def newest(messages: list[dict[str, Any]]) -> str:
    """Return what the user has said since the model last spoke."""
    said: list[str] = []
    for message in messages:
        if message.get("role") == "assistant":
            said.clear()
        elif message.get("role") == "user":
            said.append(_text(message.get("content")))
    return "\n".join(said)


def _text(content: Any) -> str:  # noqa: ANN401 - JSON
    if isinstance(content, str):
        return content
    return "\n".join(str(part.get("text", "")) for part in content or ())
