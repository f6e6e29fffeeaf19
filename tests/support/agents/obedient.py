"""
An agent that does what its item's title says, and reports it.

`sleep 3` works for three seconds; `fail TEXT` fails with it; `print N` prints N bytes;
`bytes` reports what is not UTF-8; anything else is done at once. Each run leaves a line
in `runs` in its workspace, so that a test can count them.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

REPORT = """\
[REPORT {item}]
Status: DONE
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
        sys.stdout.buffer.write(b"\xff\xfe not text \x80\n")
        sys.stdout.buffer.flush()
    told = {"item": os.environ["CLAWQ_ITEM"], "attempt": os.environ["CLAWQ_ATTEMPT"]}
    sys.stdout.write(REPORT.format(title=title, **told))


if __name__ == "__main__":
    main()
