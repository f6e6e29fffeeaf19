"""What it costs to judge, to guard and to split a megabyte of text, by its shape."""

from __future__ import annotations

from itertools import pairwise

from benchmarks.support import monotonic
from openclaw_celery.domain.guard import Limits, decide
from openclaw_celery.domain.intake import split
from openclaw_celery.domain.review import judge

SIZE = 1_000_000
LIMIT_S = 0.2
SHAPES = {
    "prose": "Added the login page. All 12 tests pass, 0 failed. It says how to run. ",
    "korean": "로그인 화면을 추가했고 테스트 12건이 모두 통과했습니다. ",
    "digits": "1234567890",
    "numbers": "12 34 5 ",
    "one_line": "abcdefghij",
    "lines": "ok\n",
    "empty_lines": "\n",
    "bullets": "- did x, 3 of 4\n",
    "brackets": "(",
    "commas": "a, ",
    "headers": "[REPORT A]\nStatus: DONE\n",
}
CRITERIA = "\n".join(
    f"- page {number} shows at least {number} rows and file{number}.md says how"
    for number in range(20)
)


def shaped(shape: str, size: int = SIZE) -> str:
    """Return a text of *size* in one of the shapes."""
    unit = SHAPES[shape]
    return (unit * (size // len(unit) + 1))[:size]


def main() -> dict[str, float]:
    """Print the time of each for each shape, in milliseconds."""
    longest = 0.0
    print(f"{'1 MB of':12} judge  guard  split   (ms)")
    for shape in SHAPES:
        text = shaped(shape)
        times = [monotonic()]
        judge(CRITERIA, text)
        times.append(monotonic())
        decide(text, 0, Limits())
        times.append(monotonic())
        split(text)
        times.append(monotonic())
        took = [end - start for start, end in pairwise(times)]
        print(f"{shape:12} " + "  ".join(f"{one * 1000:5.0f}" for one in took))
        longest = max(longest, *took)
    print(f"longest {longest * 1000:.0f} ms, at most {LIMIT_S * 1000:.0f}")
    return {"gate_longest_ms": round(longest * 1000, 1)}
