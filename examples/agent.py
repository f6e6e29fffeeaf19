"""
A small agent for the demo: a program instead of a model, but the work is real.

It reads a prompt on stdin, does what the task asks in a git repository, checks
its own work and prints a Compact Report of what it measured. Several of them may
work in the same repository at once. It needs Python and git, nothing else.

    python agent.py --repo PATH < prompt
"""
# ruff: noqa: INP001 - a program, not a package

from __future__ import annotations

import argparse
import contextlib
import csv
import fcntl
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

# -- The shop that the agents work on ------------------------------------------

#: Commits that a new repository starts with: message -> files.
START: tuple[tuple[str, dict[str, str]], ...] = (
    (
        "상점 시작: 가격 계산 / start the shop",
        {
            "README.md": (
                "# shop\n\nA tiny shop. 작은 상점입니다.\n\n"
                "See [the guide](docs/guide.md).\n"
            ),
            "shop/__init__.py": '"""A tiny shop."""\n',
            "shop/price.py": (
                '"""Prices in won."""\n\n\n'
                "def discounted(price: int, percent: int) -> int:\n"
                '    """Return the price after a discount, rounded to whole won."""\n'
                "    # TODO: discounts of more than one coupon\n"
                "    return int(price * (100 - percent) / 100)\n"
            ),
            "tests/__init__.py": "",
            "tests/test_price.py": (
                "import unittest\n\nfrom shop.price import discounted\n\n\n"
                "class PriceTest(unittest.TestCase):\n"
                "    def test_no_discount(self):\n"
                "        self.assertEqual(discounted(1000, 0), 1000)\n\n"
                "    def test_half(self):\n"
                "        self.assertEqual(discounted(1000, 50), 500)\n\n"
                "    def test_all(self):\n"
                "        self.assertEqual(discounted(1000, 100), 0)\n\n"
                "    def test_rounds_up(self):\n"
                "        self.assertEqual(discounted(999, 10), 899)\n\n"
                "    def test_rounds_down(self):\n"
                "        self.assertEqual(discounted(333, 10), 300)\n"
            ),
        },
    ),
    (
        "Slugs for product pages",
        {
            "shop/slug.py": (
                '"""Names of product pages."""\n\nimport re\n\n\n'
                "def slug(name: str) -> str:\n"
                '    """Return a name as it stands in an address."""\n'
                "    # TODO: romanise Korean\n"
                '    return re.sub(r"[^0-9a-z가-힣]+", "-", name.lower()).strip("-")\n'
            ),
            "tests/test_slug.py": (
                "import unittest\n\nfrom shop.slug import slug\n\n\n"
                "class SlugTest(unittest.TestCase):\n"
                "    def test_words(self):\n"
                '        self.assertEqual(slug("Green Tea"), "green-tea")\n\n'
                "    def test_digits(self):\n"
                '        self.assertEqual(slug("Tea 100g"), "tea-100g")\n'
            ),
        },
    ),
    (
        "안내서와 질문 / guide and questions",
        {
            "docs/guide.md": (
                "# Guide\n\nPrices are in won. 가격은 원 단위입니다.\n\n"
                "Questions: [FAQ](faq.md). Back to the [front page](../READ.md).\n"
            ),
            "docs/faq.md": (
                "# FAQ\n\n**배송은 얼마나 걸리나요?** 이틀입니다.\n\n"
                "See also the [guide](guides.md).\n"
            ),
        },
    ),
)


class Repo:
    """The repository; one agent at a time changes it."""

    def __init__(self, path: Path) -> None:
        """Use the repository at *path*; make it, and what it starts with, if new."""
        self.path = path.absolute()
        self.path.mkdir(parents=True, exist_ok=True)
        with self.locked():
            if not (self.path / ".git" / "refs" / "tags" / "start").exists():
                # Whoever began it may have been killed at any point of it.
                shutil.rmtree(self.path / ".git", ignore_errors=True)
                self.git("init", "-q", "-b", "main")
                self._start()

    def _start(self) -> None:
        for message, files in START:
            for name, text in files.items():
                self.write(name, text)
            self._commit(message, list(files))
        self.git("tag", "start")

    def git(self, *args: str) -> str:
        """Run git without anybody's settings; raises CalledProcessError."""
        env = {
            "PATH": os.environ.get("PATH", os.defpath),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "LC_ALL": "C",
        }
        who = ("-c", "user.name=demo agent", "-c", "user.email=agent@example.invalid")
        done = subprocess.run(  # noqa: S603 - git, with our arguments
            ["git", "-C", str(self.path), *who, "-c", "commit.gpgsign=false", *args],  # noqa: S607
            env=env,
            check=True,
            capture_output=True,
        )
        return done.stdout.decode("utf-8").strip()

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Wait until no other agent changes the repository."""
        with (self.path.parent / f".{self.path.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            # We have the lock: who made this one was killed while it had ours.
            (self.path / ".git" / "index.lock").unlink(missing_ok=True)
            yield

    def read(self, name: str) -> str:
        """Return the text of a file."""
        return (self.path / name).read_text("utf-8")

    def write(self, name: str, text: str) -> None:
        """Write a file, all of it or nothing."""
        place = self.path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(f".{place.name}.{os.getpid()}")
        draft.write_text(text, "utf-8", newline="\n")
        draft.replace(place)

    def files(self) -> list[str]:
        """Return the files that are committed."""
        return self.git("ls-files", "-z").rstrip("\0").split("\0")

    def save(self, message: str, files: Mapping[str, str]) -> str:
        """Write and commit *files*; return the commit that has them."""
        with self.locked():
            for name, text in files.items():
                self.write(name, text)
            self._commit(message, list(files))
            return self.git("rev-parse", "--short", "HEAD")

    def _commit(self, message: str, names: list[str]) -> None:
        self.git("add", "--", *names)
        # A second run of the same item has nothing new to say.
        if self.git("diff", "--cached", "--name-only", "--", *names):
            self.git("commit", "-q", "-m", message, "--", *names)

    def tests(self, module: str) -> tuple[int, int]:
        """Run a test module; return how many ran and how many did not pass."""
        done = subprocess.run(  # noqa: S603 - our own Python
            [sys.executable, "-B", "-m", "unittest", module],
            cwd=self.path,
            capture_output=True,
            text=True,
            check=False,
        )
        ran = re.search(r"Ran (\d+) test", done.stderr)
        bad = sum(map(int, re.findall(r"(?:failures|errors)=(\d+)", done.stderr)))
        count = int(ran[1]) if ran else 0
        return count, bad or (0 if done.returncode == 0 else max(1, count))


# -- What comes in and what goes out -------------------------------------------


@dataclass(frozen=True)
class Task:
    """What the prompt asks for."""

    id: str
    title: str
    #: What earlier attempts were told, the criteria that were missing included.
    earlier: str

    @classmethod
    def read(cls, prompt: str) -> Task:
        """Read the prompt of clawq."""
        head = re.search(r"^\[TASK ([^\]\n]+)\]\n(.*)", prompt, re.MULTILINE)
        if head is None:
            sys.exit("agent: the prompt has no [TASK <id>] line")
        told = prompt.partition("Earlier attempts:\n")[2].partition("\n\n")[0]
        return cls(id=head[1], title=head[2], earlier=told)


@dataclass
class Work:
    """What was done, in the agent's own words and with its own numbers."""

    files: list[str]
    did: list[str]
    checked: list[str]
    status: str = "DONE"
    risks: list[str] = field(default_factory=list)
    next: list[str] = field(default_factory=list)

    def report(self, item: str) -> str:
        """Write the Compact Report."""
        lines = [f"[REPORT {item}]", f"Status: {self.status}"]
        for name, bullets in (
            ("Files", self.files),
            ("Diff-Summary", self.did),
            ("Validation", self.checked),
            ("Risks", self.risks),
            ("Next", self.next),
        ):
            lines += [f"{name}:", *(f"- {bullet}" for bullet in bullets or ["None"])]
        return "\n".join(lines) + "\n"


# -- The work ------------------------------------------------------------------


def fix_price(repo: Repo, _: Task) -> Work:
    """Round prices instead of cutting them off."""
    count, before = repo.tests("tests.test_price")
    fixed = repo.read("shop/price.py").replace(
        "int(price * (100 - percent) / 100)", "(price * (100 - percent) + 50) // 100"
    )
    message = "할인가 반올림 수정 / round discounts instead of cutting them off"
    commit = repo.save(message, {"shop/price.py": fixed})
    count, after = repo.tests("tests.test_price")
    return Work(
        [f"shop/price.py: 반올림 (commit {commit})"],
        [
            "shop/price.py의 반올림 버그를 수정했습니다(버림 대신 반올림)",
            f"tests/test_price.py: 고치기 전 {before}건이 실패했으나 수정 후 모두 통과",
        ],
        [f"tests/test_price.py 테스트 {count}개 실행: {count} passed, {after} failed"],
    )


#: Long enough for somebody to pull the plug in between.
SOAK_S = 6.5
SOAK_RUNS = 30


def soak_slugs(repo: Repo, _: Task) -> Work:
    """Run the same tests again and again."""
    runs = failures = 0
    begin = time.monotonic()
    while runs < SOAK_RUNS or time.monotonic() - begin < SOAK_S:
        failures += bool(repo.tests("tests.test_slug")[1])
        runs += 1
        if runs % 10 == 0:
            progress(f"{runs} runs, {failures} failures")
    took = time.monotonic() - begin
    return Work(
        ["tests/test_slug.py: run, not changed"],
        [f"tests/test_slug.py: run {runs} times in {took:.1f} s, {failures} failures"],
        [f"python -m unittest tests.test_slug: {runs - failures}/{runs} runs passed"],
    )


KEY = "keys/release.key"


def sign_release(repo: Repo, _: Task) -> Work:
    """Pack the release; signing needs a key that only a person has."""
    inside = [name for name in repo.files() if name.startswith("shop/")]
    archive = repo.path / "dist" / "shop-1.0.tar.gz"
    archive.parent.mkdir(exist_ok=True)
    with tarfile.open(archive, "w:gz") as tar:
        for name in inside:
            tar.add(repo.path / name, f"shop-1.0/{name}")
    size = archive.stat().st_size
    places = [repo.path / KEY, Path(os.environ.get("CLAWQ_WORKSPACE", ".")) / KEY]
    if not any(place.is_file() for place in places):
        return Work(
            [f"dist/shop-1.0.tar.gz: {len(inside)} files, {size} bytes"],
            [f"dist/shop-1.0.tar.gz was built; not signed, there is no {KEY}"],
            [f"looked for {KEY} in {len(places)} places: not found"],
            status="BLOCKED",
            risks=["An unsigned archive must not be released"],
            next=[f"A person who holds the release key has to put it at {KEY}"],
        )
    return Work([], [], [], status="FAILED", next=["Sign by hand: no signer is here"])


GLOSSARY = {
    "가격": ("price", "가격은 원 단위입니다."),
    "결제": ("payment", "결제는 카드로 합니다."),
    "고객": ("customer", "고객이 문의했습니다."),
    "교환": ("exchange", "교환은 7일 안에 됩니다."),
    "배송": ("delivery", "배송은 이틀 걸립니다."),
    "상품": ("product", "상품을 고르세요."),
    "영수증": ("receipt", "영수증을 보내 드립니다."),
    "장바구니": ("cart", "장바구니가 비어 있습니다."),
    "재고": ("stock", "재고가 두 개입니다."),
    "주문": ("order", "주문을 받았습니다."),
    "할인": ("discount", "할인은 10%입니다."),
    "환불": ("refund", "환불을 요청했습니다."),
}


def translate_glossary(repo: Repo, task: Task) -> Work:
    """Translate terms; example sentences come when the review has asked for them."""
    with_examples = "예문" in task.earlier
    terms = sorted(GLOSSARY.items())
    lines = ["# 용어집 / Glossary", "", "| 한국어 | English | 예문 |", "|---|---|---|"]
    for term, (english, example) in terms:
        lines.append(f"| {term} | {english} | {example if with_examples else ''} |")
    message = "용어집 예문 추가" if with_examples else "용어집 초안 / glossary"
    commit = repo.save(message, {"docs/glossary.md": "\n".join(lines) + "\n"})
    rows = [row.split("|") for row in repo.read("docs/glossary.md").splitlines()[4:]]
    names = [row[1].strip() for row in rows]
    written = sum(bool(row[3].strip()) for row in rows)
    did = [
        f"docs/glossary.md에 용어 {len(rows)}개를 한국어에서 영어로 번역했습니다",
        f"가나다순으로 정렬했습니다({names[0]}부터 {names[-1]}까지)",
        f"용어마다 예문을 작성했습니다: 예문 {written}개"
        if with_examples
        else "예문은 아직 작성하지 못했습니다",
    ]
    check = "정렬 확인: 통과" if names == sorted(names) else "정렬 확인: 실패"
    return Work([f"docs/glossary.md: 번역표 (commit {commit})"], did, [check])


def count_words(repo: Repo, _: Task) -> Work:
    """Count the documents, and count them again in another way."""
    names = [name for name in repo.files() if is_document(name)]
    names = [name for name in names if name != "docs/stats.md"]
    texts = {name: repo.read(name) for name in names}
    counts = {n: (t.count("\n"), len(t.split())) for n, t in texts.items()}
    lines = ["# Size of the docs", "", "| file | lines | words |", "|---|---|---|"]
    lines += [f"| {name} | {a} | {b} |" for name, (a, b) in counts.items()]
    total = sum(words for _, words in counts.values())
    lines.append(f"| total | {sum(a for a, _ in counts.values())} | {total} |")
    commit = repo.save("Size of the docs", {"docs/stats.md": "\n".join(lines) + "\n"})
    again = sum(len(re.findall(r"\S+", text)) for text in texts.values())
    same = "the same" if again == total else f"not the same: {total}"
    return Work(
        [f"docs/stats.md: table (commit {commit})"],
        [f"docs/stats.md lists lines and words of every document: {len(names)} files"],
        [f"total counted a second way, with a regex, and checked: {again}, {same}"],
    )


#: The last cell of a row of the table of sales.
SUM = re.compile(r"\| (\d+) \|$", re.MULTILINE)


def sum_sales(repo: Repo, _: Task) -> Work:
    """Make orders, sum them by month, and add up the table again."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("order", "date", "won"))
    for number in range(1, 201):
        date = f"2026-{number % 6 + 1:02}-{number % 28 + 1:02}"
        writer.writerow((number, date, 1000 + number * 37 % 900 * 10))
    months: dict[str, int] = defaultdict(int)
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    for row in rows:
        months[row["date"][:7]] += int(row["won"])
    table = ["# 월별 매출", "", "| 월 | 합계(원) |", "|---|---|"]
    table += [f"| {month} | {months[month]} |" for month in sorted(months)]
    files = {
        "data/orders.csv": out.getvalue(),
        "docs/sales.md": "\n".join(table) + "\n",
    }
    commit = repo.save("월별 매출 집계 / sales by month", files)
    shown = sum(map(int, SUM.findall(repo.read("docs/sales.md"))))
    source = sum(int(row["won"]) for row in rows)
    verdict = "일치합니다" if shown == source else "다릅니다"
    return Work(
        [f"data/orders.csv, docs/sales.md (commit {commit})"],
        [
            f"data/orders.csv에 주문 {len(rows)}건을 생성했습니다",
            f"docs/sales.md에 {len(months)}개월의 월별 합계 표를 작성했습니다",
        ],
        [f"표의 합계 {shown}원과 원본 합계 {source}원이 {verdict}"],
    )


def write_changelog(repo: Repo, _: Task) -> Work:
    """List every commit there is, newest first."""
    with repo.locked():
        log = repo.git("log", "--format=%h %s", "--invert-grep", "--grep=^Changelog")
        lines = [f"- {line}" for line in log.splitlines()]
        text = "# Changelog\n\n" + "\n".join(lines) + "\n"
    commit = repo.save("Changelog from git", {"CHANGELOG.md": text})
    listed = repo.read("CHANGELOG.md").count("\n- ")
    oldest = START[0][0] in lines[-1]
    return Work(
        [f"CHANGELOG.md: {listed} entries (commit {commit})"],
        [f"CHANGELOG.md lists every commit: {listed}, newest first"],
        [f"git log has {len(lines)} commits; the oldest stands last: {oldest}"],
    )


def collect_todos(repo: Repo, _: Task) -> Work:
    """Collect the TODO comments of the code with their places."""
    found = []
    for name in (name for name in repo.files() if name.endswith(".py")):
        for number, line in enumerate(repo.read(name).splitlines(), 1):
            if "# TODO" in line:
                found.append(f"- {name}:{number} {line.strip(' #')}")
    text = f"# TODO 주석 {len(found)}개\n\n" + "\n".join(found) + "\n"
    commit = repo.save("TODO 주석 목록", {"docs/todo.md": text})
    again = len(repo.git("grep", "-n", "# TODO", "--", "*.py").splitlines())
    return Work(
        [f"docs/todo.md: 목록 (commit {commit})"],
        [f"docs/todo.md에 `TODO` 주석 {len(found)}개의 파일과 줄 번호를 기록했습니다"],
        [f"git grep으로 센 개수와 비교해 확인: {again}개"],
    )


EDGES = """\
import unittest

from shop.slug import slug


class SlugEdgesTest(unittest.TestCase):
    def test_empty(self):
        self.assertEqual(slug(""), "")

    def test_spaces(self):
        self.assertEqual(slug("  green   tea "), "green-tea")

    def test_korean(self):
        self.assertEqual(slug("녹차 100g"), "녹차-100g")

    def test_symbols(self):
        self.assertEqual(slug("tea & cake!"), "tea-cake")
"""


def cover_edges(repo: Repo, _: Task) -> Work:
    """Write tests of edge cases and run them."""
    name = "tests/test_slug_edges.py"
    commit = repo.save("Tests for the edge cases of slugs", {name: EDGES})
    count, bad = repo.tests("tests.test_slug_edges")
    return Work(
        [f"{name}: new (commit {commit})"],
        [f"{name} has {count} tests: empty input, spaces, Korean text, symbols"],
        [f"python -m unittest: {count - bad} passed, {bad} failed"],
    )


def explain_usage(repo: Repo, _: Task) -> Work:
    """Add installation and an example to the README, and run the example."""
    code = "from shop.price import discounted; print(discounted(1000, 10))"
    done = subprocess.run(  # noqa: S603 - our own Python and our own line
        [sys.executable, "-B", "-c", code],
        cwd=repo.path,
        capture_output=True,
        text=True,
        check=True,
    )
    printed = done.stdout.strip()
    start = repo.read("README.md").partition("\n## 설치")[0].rstrip("\n")
    text = (
        f"{start}\n\n## 설치 / Installation\n\n    git clone <this repository>\n\n"
        f"## 사용 예시 / Usage\n\n    python -c '{code}'\n    {printed}\n"
    )
    commit = repo.save("README: 설치 방법과 사용 예시", {"README.md": text})
    return Work(
        [f"README.md: 두 절 추가 (commit {commit})"],
        [
            "README.md에 설치 방법을 추가했습니다",
            "README.md에 사용 예시를 추가했습니다",
        ],
        [f"예시 명령을 실행해 확인했습니다: 출력 {printed}"],
    )


LINK = re.compile(r"\]\(([^)#:]+)\)")


def fix_links(repo: Repo, _: Task) -> Work:
    """Point the links of the documents to files that are there."""
    right = {"../READ.md": "../README.md", "guides.md": "guide.md"}
    names = [name for name in repo.files() if is_document(name)]
    changed = {}
    for name in names:
        text = LINK.sub(
            lambda link: f"]({right.get(link[1], link[1])})", repo.read(name)
        )
        if text != repo.read(name):
            changed[name] = text
    commit = repo.save("Links that lead somewhere", changed) if changed else "none"
    links = [(name, link) for name in names for link in LINK.findall(repo.read(name))]
    places = [(repo.path / name).parent / link for name, link in links]
    dead = [place for place in places if not place.exists()]
    all_ = f"{len(links)} links"
    return Work(
        [f"{name}: link fixed" for name in changed] or ["docs/: links were right"],
        [f"Fixed {len(changed)} wrong links in the docs (commit {commit})"],
        [f"Every relative link in the docs was checked: {all_}, {len(dead)} broken"],
    )


def check_format(repo: Repo, _: Task) -> Work:
    """Look at the bytes of every file."""
    names = [name for name in repo.files() if name != "docs/format.md"]
    odd = []
    for name in names:
        raw = (repo.path / name).read_bytes()
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError:
            odd.append(name)
        if b"\r" in raw:
            odd.append(name)
    text = f"# 파일 형식\n\n파일 {len(names)}개. UTF-8과 LF가 아닌 파일 {len(odd)}개.\n"
    commit = repo.save("파일 형식 점검 결과", {"docs/format.md": text})
    return Work(
        [f"docs/format.md: 결과 (commit {commit})"],
        [
            f"모든 파일 {len(names)}개의 UTF-8 인코딩을 확인했습니다",
            f"모든 파일 {len(names)}개의 줄 끝이 LF인 것을 확인했습니다",
            "결과를 docs/format.md에 기록했습니다",
        ],
        [f"형식이 다른 파일: {len(odd)}개"],
        status="FAILED" if odd else "DONE",
    )


def measure_slugs(repo: Repo, _: Task) -> Work:
    """Measure, in a process of its own."""
    code = (
        "import time; from shop.slug import slug; t = time.perf_counter();"
        "n = len([slug(f'Green Tea {i}') for i in range(20000)]);"
        "print(n, time.perf_counter() - t)"
    )
    done = subprocess.run(  # noqa: S603 - our own Python and our own line
        [sys.executable, "-B", "-c", code],
        cwd=repo.path,
        capture_output=True,
        text=True,
        check=True,
    )
    made, took = done.stdout.split()
    text = f"# Benchmark\n\n{made} slugs in {float(took):.3f} seconds\n"
    commit = repo.save("Benchmark of slugs", {"docs/benchmark.md": text})
    return Work(
        [f"docs/benchmark.md: result (commit {commit})"],
        [
            f"Made {made} slugs in {float(took):.3f} seconds",
            "The result is recorded in docs/benchmark.md",
        ],
        [f"{made} slugs counted"],
    )


def summarise_week(repo: Repo, _: Task) -> Work:
    """Say in both languages what happened, from git and from the sales."""
    commits = int(repo.git("rev-list", "--count", "HEAD"))
    won = sum(map(int, SUM.findall(repo.read("docs/sales.md"))))
    text = (
        f"# 이번 주 / This week\n\n커밋 {commits}건, 매출 {won}원.\n\n"
        f"{commits} commits, sales of {won} won.\n"
    )
    commit = repo.save("주간 요약 / weekly summary", {"docs/week.md": text})
    return Work(
        [f"docs/week.md: 요약 (commit {commit})"],
        [
            "docs/week.md를 한국어와 영어로 작성했습니다",
            f"commit count included: {commits}",
            f"매출 합계 {won}원을 포함했습니다",
        ],
        [f"git rev-list --count HEAD: {commits}"],
    )


#: What the agent can do, by words of the task.
SKILLS: dict[str, Callable[[Repo, Task], Work]] = {
    "가격 테스트 고치기": fix_price,
    "slug tests are stable": soak_slugs,
    "Sign the release": sign_release,
    "용어집": translate_glossary,
    "Count the words": count_words,
    "매출 집계": sum_sales,
    "changelog from git": write_changelog,
    "TODO 주석": collect_todos,
    "edge cases of slugs": cover_edges,
    "README 사용 설명": explain_usage,
    "links of the docs": fix_links,
    "파일 형식": check_format,
    "how fast slugs": measure_slugs,
    "주간 요약": summarise_week,
}


def is_document(name: str) -> bool:
    """Tell whether a file is one of the documents."""
    return name.endswith(".md") and name != "CHANGELOG.md"


def progress(text: str) -> None:
    """Say how far the work is; stdout is for the report."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201 - for whoever watches


def main() -> None:
    """Do the task of the prompt and print the report."""
    parser = argparse.ArgumentParser(description="A small agent for clawq's demo.")
    where = os.environ.get("CLAWQ_WORKSPACE", ".")
    parser.add_argument("--repo", type=Path, default=Path(where) / "repository")
    repo = parser.parse_args().repo
    task = Task.read(sys.stdin.buffer.read().decode("utf-8"))
    skill = next((do for words, do in SKILLS.items() if words in task.title), None)
    if skill is None:
        nothing = Work([], [], ["None"], "FAILED", next=["A task that I know"])
        sys.stdout.buffer.write(nothing.report(task.id).encode("utf-8"))
        return
    progress(f"{task.id}: {task.title}")
    work = skill(Repo(repo), task)
    sys.stdout.buffer.write(work.report(task.id).encode("utf-8"))


if __name__ == "__main__":
    main()
