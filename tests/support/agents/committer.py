"""
An agent that commits in its worktree, as its item's title says.

`commit NAME` commits a file of that name, and goes on with what is there; `twice NAME`
does its first half and fails, the other half in the next attempt; `linger NAME` commits
and then waits for a file `go` beside its workspace.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

REPORT = """\
[REPORT {item}]
Status: DONE
Files:
- {name}: written
Diff-Summary:
- {title}: done
Validation:
- the file was read again and is as written
Risks:
- None
Next:
- None
"""
WHO = ("-c", "user.name=A", "-c", "user.email=a@example.com")


def main() -> None:
    """Read the prompt, commit, report."""
    prompt = sys.stdin.read()
    title = prompt.splitlines()[1]
    verb, _, name = title.partition(" ")
    branch, attempt = os.environ["CLAWQ_BRANCH"], os.environ["CLAWQ_ATTEMPT"]
    assert branch in prompt, prompt
    with Path(name).open("a", encoding="utf-8") as file:
        file.write(f"{attempt} {branch}\n")
    subprocess.run(["git", "add", "--", name], check=True)
    subprocess.run(["git", *WHO, "commit", "-q", "-m", title], check=True)
    sys.stderr.write(f"committed on {branch}\n")
    sys.stderr.flush()
    if verb == "twice" and attempt == "1":
        Path("loose").write_text("not committed yet", "utf-8")
        sys.exit("connection reset")
    waits = threading.Event()
    while verb == "linger" and not Path("..", "go").exists():
        waits.wait(0.1)
    item = os.environ["CLAWQ_ITEM"]
    sys.stdout.write(REPORT.format(item=item, title=title, name=name))


if __name__ == "__main__":
    main()
