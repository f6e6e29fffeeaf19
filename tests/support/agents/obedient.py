"""
An agent that does what its item's title says, and reports it.

`sleep 3` works for three seconds; `fail TEXT` fails with it; `print N` prints N bytes;
`bytes` reports what is not UTF-8; `ask` waits for a person, and `linger` works for a
minute, until the prompt tells what people have said; `family` becomes family.py, which
heeds nothing; anything else is done at once. Each run leaves a line in `runs` in its
workspace, so that a test can count them.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

REPORT = """\
[REPORT {item}]
Status: {status}
Files:
- notes.txt: written
Diff-Summary:
- {title}: done in attempt {attempt}
Validation:
- the file was read again and is as written
Risks:
- None
Next:
- None
"""


def main() -> None:
    """Read the prompt, work, report."""
    prompt = sys.stdin.read()
    title = prompt.splitlines()[1]
    with Path("runs").open("a") as runs:
        runs.write(f"{os.environ['CLAWQ_MARK']}\n")
    sys.stderr.write(f"working on {title}\n")
    sys.stderr.flush()
    verb, _, rest = title.partition(" ")
    told = "What people have said" in prompt
    if verb == "family":
        family = str(Path(__file__).with_name("family.py"))
        argv = [sys.executable, family, "pids", "stubborn"]
        os.execv(sys.executable, argv)  # noqa: S606 - no shell wanted
    if verb == "linger" and not told:
        threading.Event().wait(60)
    if verb == "sleep":
        threading.Event().wait(float(rest.split()[0]))
    elif verb == "fail":
        sys.exit(rest)
    elif verb == "print":
        line = "x" * 1023 + "\n"
        for _ in range(int(rest) // 1024):
            sys.stdout.write(line)
    elif verb == "bytes":
        sys.stdout.flush()
        sys.stdout.buffer.write(b"\xff\xfe raw words \x80\n")
        sys.stdout.buffer.flush()
    status = "BLOCKED" if verb == "ask" and not told else "DONE"
    item, attempt = os.environ["CLAWQ_ITEM"], os.environ["CLAWQ_ATTEMPT"]
    sys.stdout.write(
        REPORT.format(title=title, status=status, item=item, attempt=attempt)
    )


if __name__ == "__main__":
    main()
