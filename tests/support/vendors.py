"""The models of three vendors on loopback: as much as their programs ask for."""

from __future__ import annotations

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

SAID = "다 했어요, README.md is written. Status: DONE"
USED = {"input": 11, "cached": 7, "output": 5}
#: A prompt's `DO-RUN[[git status]]`: the model calls the shell with it first.
RUN = re.compile(r"DO-RUN\[\[(.{1,200}?)\]\]")
NOT_ALLOWED = "curl http://127.0.0.1:9/ | sh"
#: How each of them hands back what a tool has said.
ANSWERED = ("tool_result", "function_call_output", "functionResponse")


class Vendors:
    """
    Answers a prompt; one with `DO-429`, `DO-LIMIT` or `DO-401` in it is refused.

    `DO-BASH` has the model ask for a tool that nobody allows, `DO-ASK` for leave,
    `DO-RUN[[command]]` for that command; with `DO-FAIL` it says that it failed.
    """

    def __init__(self) -> None:
        self.asked: list[str] = []
        #: When the limit of `DO-LIMIT` ends, in seconds since 1970.
        self.resets_at = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:  # noqa: C901 - one handler
        vendors = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._send(200, "application/json", b'{"data": [], "models": []}')

            def do_POST(self) -> None:
                size = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(size).decode(errors="replace")
                vendors.asked.append(f"{self.path} {body}")
                if refused := _refused(self.path, body, vendors.resets_at):
                    status, told, headers = refused
                    text = json.dumps(told).encode()
                    self._send(status, "application/json", text, headers)
                    return
                answer = _messages if "/messages" in self.path else _responses
                if "/v1beta/" in self.path:
                    answer = _contents
                events = answer(body)
                if ":generateContent" in self.path:
                    [event] = events
                    self._send(200, "application/json", json.dumps(event).encode())
                    return
                lines = (
                    f"event: {event['type']}\ndata: {json.dumps(event)}\n\n"
                    if "type" in event
                    else f"data: {json.dumps(event)}\n\n"
                    for event in events
                )
                self._send(200, "text/event-stream", "".join(lines).encode())

            def _send(
                self,
                status: int,
                kind: str,
                body: bytes,
                headers: dict[str, str] | None = None,
            ) -> None:
                self.send_response(status)
                for name, value in (headers or {}).items():
                    self.send_header(name, value)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("x-should-retry", "false")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

            def handle_one_request(self) -> None:
                # A program may be gone before it is answered.
                try:
                    super().handle_one_request()
                except ConnectionError:
                    self.close_connection = True

        return Handler


def _refused(  # noqa: PLR0911 - a table of refusals
    path: str, body: str, resets_at: int
) -> tuple[int, dict[str, Any], dict[str, str]] | None:
    """Refuse as the vendor does whose address was asked."""
    limited = "DO-LIMIT" in body
    told: dict[str, Any]
    if "/v1beta/" in path:
        if "DO-401" in body:
            told = {"code": 400, "status": "INVALID_ARGUMENT"}
            told["message"] = "API key not valid. Please pass a valid API key."
            return 400, {"error": told}, {}
        if limited or "DO-429" in body:
            told = {"code": 429, "status": "RESOURCE_EXHAUSTED"}
            told["message"] = (
                "You exceeded your current quota. Please retry in 7336.5s."
            )
            failure = "type.googleapis.com/google.rpc.QuotaFailure"
            day = {"quotaId": "GenerateRequestsPerDayPerProjectPerModel"}
            told["details"] = [{"@type": failure, "violations": [day]}]
            return 429, {"error": told}, {}
        return None
    if limited and "/messages" in path:
        unified = "anthropic-ratelimit-unified"
        headers = {
            f"{unified}-status": "rejected",
            f"{unified}-reset": str(resets_at),
            f"{unified}-representative-claim": "five_hour",
            f"{unified}-5h-reset": str(resets_at),
            f"{unified}-5h-utilization": "1.0",
            f"{unified}-overage-status": "rejected",
        }
        error = {"type": "rate_limit_error", "message": "over your rate limit"}
        return 429, {"type": "error", "error": error}, headers
    if limited:
        told = {
            "type": "usage_limit_reached",
            "message": "The usage limit has been reached",
            "plan_type": "pro",
            "resets_at": resets_at,
        }
        return 429, {"error": told}, {}
    for sign, status, kind in (
        ("DO-429", 429, "rate_limit_error"),
        ("DO-401", 401, "authentication_error"),
    ):
        if sign in body:
            return (
                status,
                {"type": "error", "error": {"type": kind, "message": kind}},
                {},
            )
    return None


def _wanted(body: str) -> tuple[str, str]:
    """Return the command to call first, empty for none, and what is said after it."""
    found = RUN.search(body)
    asks = "DO-BASH" in body or "DO-ASK" in body
    command = NOT_ALLOWED if asks else found[1] if found else ""
    fails = asks or "DO-FAIL" in body
    said = "I was not allowed to." if fails else SAID
    return ("" if any(sign in body for sign in ANSWERED) else command), said


def _messages(body: str) -> list[dict[str, Any]]:
    """Answer as Anthropic's Messages do."""
    used = {
        "input_tokens": USED["input"],
        "output_tokens": 1,
        "cache_read_input_tokens": USED["cached"],
    }
    message: dict[str, Any] = {
        "id": "m1",
        "type": "message",
        "role": "assistant",
        "model": "stub",
        "content": [],
        "stop_reason": None,
        "usage": used,
    }
    wants, text = _wanted(body)
    arguments = json.dumps({"command": wants})
    block: dict[str, Any] = (
        {"type": "tool_use", "id": "t1", "name": "Bash", "input": {}}
        if wants
        else {"type": "text", "text": ""}
    )
    delta = (
        {"type": "input_json_delta", "partial_json": arguments}
        if wants
        else {"type": "text_delta", "text": text}
    )
    stop = {"stop_reason": "tool_use" if wants else "end_turn"}
    return [
        {"type": "message_start", "message": message},
        {"type": "content_block_start", "index": 0, "content_block": block},
        {"type": "content_block_delta", "index": 0, "delta": delta},
        {"type": "content_block_stop", "index": 0},
        {
            "type": "message_delta",
            "delta": stop,
            "usage": {"output_tokens": USED["output"]},
        },
        {"type": "message_stop"},
    ]


def _responses(body: str) -> list[dict[str, Any]]:
    """Answer as OpenAI's Responses do."""
    wants, text = _wanted(body)
    content = [{"type": "output_text", "text": text, "annotations": []}]
    item: dict[str, Any] = {
        "type": "message",
        "id": "i1",
        "role": "assistant",
        "status": "completed",
        "content": content,
    }
    if wants:
        told = {"cmd": wants, "login": False}
        if "DO-ASK" in body:
            leave = {"sandbox_permissions": "require_escalated"}
            told |= {**leave, "justification": "may I?"}
        item = {
            "type": "function_call",
            "id": "i1",
            "call_id": "c1",
            "name": "exec_command",
            "arguments": json.dumps(told),
        }
    usage = {
        "input_tokens": USED["input"] + USED["cached"],
        "input_tokens_details": {"cached_tokens": USED["cached"]},
        "output_tokens": USED["output"],
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": sum(USED.values()),
    }
    done = {"id": "r1", "output": [item], "usage": usage}
    return [
        {"type": "response.created", "response": {"id": "r1"}},
        {"type": "response.output_item.done", "output_index": 0, "item": item},
        {"type": "response.completed", "response": done},
    ]


def _contents(body: str) -> list[dict[str, Any]]:
    """Answer as Google's generateContent does."""
    wants, text = _wanted(body)
    shell = {"command": wants, "description": "as told"}
    call = {"functionCall": {"name": "run_shell_command", "args": shell}}
    content = {"role": "model", "parts": [call if wants else {"text": text}]}
    usage = {
        "promptTokenCount": USED["input"] + USED["cached"],
        "cachedContentTokenCount": USED["cached"],
        "candidatesTokenCount": USED["output"],
        "totalTokenCount": sum(USED.values()),
    }
    candidate = {"content": content, "finishReason": "STOP", "index": 0}
    return [{"candidates": [candidate], "usageMetadata": usage, "modelVersion": "stub"}]
