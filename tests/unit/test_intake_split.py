"""Intake: one request becomes separate tasks, and nothing of it is lost."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from openclaw_celery.domain.intake import Mode, split

#: Requests with the tasks that a careful reader would make of them; a task that is
#: followed by details in brackets is named without them.
CASES = [
    json.loads(line)
    for line in Path(__file__)
    .with_name("intake_cases.jsonl")
    .read_text("utf-8")
    .splitlines()
]


def _plain(task: str) -> str:
    """Return what counts of a task: no connective ending, no case, no spaces."""
    task = re.sub(r"(?:하고|한 뒤|한 후)$", "", task)
    return "".join(task.split()).casefold().rstrip(".!")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_labelled_request_gets_its_tasks(case: dict[str, list[str] | str]) -> None:
    found = split(str(case["request"])).tasks
    if "nested" in case["tags"]:
        found = [task.split(" (")[0] for task in found]

    assert [_plain(task) for task in found] == [
        _plain(task) for task in case["expect"]
    ], case["why"]


def test_details_stay_with_their_point() -> None:
    """Nested points are not tasks of their own, and are not lost either."""
    found = split("- tidy up\n  - old logs\n  - old dumps\n- tell the team")

    assert found.tasks == ["tidy up (old logs; old dumps)", "tell the team"]


def test_what_stands_around_a_list_is_kept_as_context() -> None:
    found = split(
        "릴리스 2.4 준비:\n- 변경 이력 작성\n- 태그 달기\n금요일 전까지입니다"
    )

    assert found.tasks == ["변경 이력 작성", "태그 달기"]
    assert found.context == "릴리스 2.4 준비: 금요일 전까지입니다"


def test_one_thing_to_do_is_the_subject_of_its_phases() -> None:
    found = split("안녕하세요, 검색 화면을 새로 만들어 주세요. 감사합니다!")

    assert (found.mode, found.tasks) == (Mode.PHASES, [])
    assert found.subject == "검색 화면을 새로 만들어 주세요"


@pytest.mark.parametrize(
    ("request_", "context"),
    [
        (
            "안녕하세요, 개발팀 김민수입니다. 로그 정리, 문서 갱신",
            "개발팀 김민수입니다",
        ),
        (
            "Hi, this is Tom from finance. Fix the export, update docs. Cheers, Tom",
            "this is Tom from finance",
        ),
        ("두 가지만 부탁드려요. 로그 정리, 문서 갱신", "두 가지만 부탁드려요."),
        ("오늘 할 일\n로그 정리\n문서 갱신", "오늘 할 일"),
    ],
)
def test_who_writes_and_what_announces_are_context(request_: str, context: str) -> None:
    found = split(request_)

    assert (len(found.tasks), found.context) == (2, context)


@pytest.mark.parametrize(
    "request_",
    [
        "쿠폰 이벤트입니다. 배너 교체해 주세요",
        "감사합니다 페이지 제작",
        "고객님, 회원님 호칭 통일",
        "이미지를 블로그에 올림",
        "Fix the thank you page",
        "Dear customer email template rewrite",
    ],
)
def test_what_only_looks_like_courtesy_stays(request_: str) -> None:
    assert split(request_).subject == request_


@pytest.mark.parametrize(
    "request_",
    [
        "팀장님 안녕하세요~ 로그 정리",
        "박 과장님, 안녕하세요! 잘 지내시죠? 로그 정리",
        "안녕하세요. 로그 정리. 부탁드립니다. 김민수 드림",
        "로그 정리. 수고하세요! 감사합니다 :)",
        "Good morning Dr. Lee, 로그 정리, please. Best regards, Ann",
        "Hello @kim, hope you are doing well. 로그 정리 pls",
    ],
)
def test_greetings_and_thanks_are_dropped(request_: str) -> None:
    assert split(request_).subject == "로그 정리"


_WORDS = st.sampled_from(
    """
    로그 정리 문서를 고쳐 주세요 화면 추가하고 배포한 뒤 그리고 및 API와 테스트
    and fix the
    bug update docs then plus release, 1,000 3.5 12:30 a/b src/a.py https://x.io/a,b;c
    "a, b" `x; y` (p, q) ( ) [ " ' ` - * 1. 2. 1) 2) ① ② -> → / ; . , : ! 가. 나. 단,
    첫째, 둘째, first, second, [ ] [x] ``` 안녕하세요 please thanks # ## e.g. 한 고
    사진을 찍은 다음 주시고 나서 하면, 도록 • · / ㅠㅠ ~ 이랑 it up free by friday,
    &nbsp; 김민수입니다. 잘 부탁드립니다 드림
    """.split()
)
_REQUESTS = st.lists(
    st.tuples(_WORDS, st.sampled_from([" ", " ", " ", "\n", "", "\n  ", "\t"])),
    max_size=40,
).map(lambda pairs: "".join(word + space for word, space in pairs))
#: Tasks that carry what looks like a separator.
_TASKS = [
    task
    for case in CASES
    if not {"nested", "arrow"} & set(case["tags"])
    for task in case["expect"]
    if not re.search(r"[;\n]|[.!?]\s", task)
    and split(f"- {task}\n- x").tasks[:1] == [task]
]
#: What carries no meaning of its own: marks, connectives, courtesy.
_HOLLOW = re.compile(
    r"안녕하세요|please|thanks|그리고|또한|및|and|then|plus|첫째|둘째|first|second"
    r"|하고|한\s*뒤|뒤|와|고|한|[①②]|가\.|나\.|\d+|x|[^\w가-힣]|_"
    r"|주시|해|나서|다음|이?랑|ㅠ|(?:잘\s*)?부탁드립니다|드림",
    re.IGNORECASE,
)


def _meaning(text: str) -> set[str]:
    return set(_HOLLOW.sub(" ", text).split())


@given(_REQUESTS)
def test_nothing_is_dropped(request: str) -> None:
    """Every word of a request is in a task, in the context, or in the subject."""
    found = split(request)
    told = " ".join([*found.tasks, found.context, found.subject])
    glued = "".join(_HOLLOW.sub("", told).split())

    assert not {word for word in _meaning(request) if word not in glued}, found


@given(_REQUESTS)
def test_tasks_are_several_single_lines_and_none_twice(request: str) -> None:
    found = split(request)

    assert len(found.tasks) != 1
    assert all(
        task.strip() == task and task and "\n" not in task for task in found.tasks
    )
    folded = ["".join(task.split()).casefold() for task in found.tasks]
    assert len(set(folded)) == len(folded)


@given(_REQUESTS)
def test_no_letter_and_no_digit_is_lost(request: str) -> None:
    """Whatever is not a list mark, a connective or a courtesy is told somewhere."""
    found = split(request)
    told = _letters(" ".join([*found.tasks, found.context, found.subject]))

    assert not set(_letters(_HOLLOW.sub(" ", request))) - set(told), found


_SEPARATORS = st.sampled_from(
    [
        "\n- ",
        "\n* ",
        "\n  - ",
        "\n",
        "\n\n",
        ", ",
        "; ",
        " and ",
        " 그리고 ",
        " → ",
        " ",
    ]
)
_PHRASES = st.sampled_from(
    [
        "fix {}",
        "{} 정리",
        "update {} docs",
        "{}",
        "{}를 고쳐 주세요",
        "note: {}",
        "({})",
    ]
)


@given(st.lists(st.tuples(_SEPARATORS, _PHRASES), min_size=1, max_size=25))
def test_each_word_is_told_as_often_as_it_was_said(
    said: list[tuple[str, str]],
) -> None:
    """Words that are all different, so that nothing is folded: each of them once."""
    names = [f"name{number}x" for number in range(len(said))]
    request = "".join(
        separator + phrase.format(name)
        for (separator, phrase), name in zip(said, names, strict=True)
    )
    found = split(request)
    told = [*found.tasks, found.context, *([] if found.tasks else [found.subject])]

    assert Counter(re.findall(r"name\d+x", " ".join(told))) == Counter(names), found


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


@given(st.lists(st.sampled_from(_TASKS), min_size=2, max_size=6, unique=True))
def test_tasks_of_a_list_stay_as_they_are(tasks: list[str]) -> None:
    """Any list of tasks is cut into just these, and none of them is cut again."""
    found = split("\n".join(f"- {task}" for task in tasks)).tasks

    assert found == tasks
    assert split("; ".join(found)).tasks == found
    assert not [task for task in found if split(task).tasks]


@given(st.text(max_size=200))
@example("로그 정리 -> ?! ?! -> QA -> 문서 갱신 -> 표 수정")
def test_no_text_is_too_odd(request: str) -> None:
    assert split(request).mode in Mode


@pytest.mark.parametrize(
    "case",
    [c for c in CASES if c["expect"] and "nested" not in c["tags"]],
    ids=lambda case: case["id"],
)
def test_a_task_is_not_split_again(case: dict[str, str]) -> None:
    """What came out as one task is one request when it is handed in alone."""
    for task in split(case["request"]).tasks:
        assert not split(task).tasks, task


@pytest.mark.parametrize(
    "part",
    [
        "로그 정리, ",
        "fix the log and ",
        "a",
        "가",
        " ",
        "(",
        "[",
        "`",
        '"',
        "'",
        "1",
        "1,",
        "a.",
        "www.,",
        "a://",
        "- x\n",
        "1. ",
        "①",
        "-",
        ">",
        "안녕하세요 ",
        "하고 ",
        "감사 ",
        "그리고 ",
        "to ",
        "please ",
        "/",
        "a/",
        "\n",
        "- \n",
        "  - x\n- y\n",
        "문서를 고치고 ",
        "a: ",
        "e.g. ",
        "``` ",
        "@",
        "a@",
        "단, ",
        "(1) ",
        "사진을 찍은 뒤 ",
        "고객이 파일을 받고 압축을 푸는 ",
        "없으면, ",
        "부탁드립니다. ",
        "fix it. ",
        "• ",
    ],
)
def test_a_long_request_takes_no_longer_than_its_length(part: str) -> None:
    """A tenth as much text takes about a tenth of the time: no pattern backtracks."""

    def seconds(size: int) -> float:
        text = part * (size // len(part))
        started = time.process_time()
        split(text)
        return time.process_time() - started

    # The better of two: others have work for the processor too.
    small, large = seconds(20_000), min(seconds(200_000), seconds(200_000))

    assert large < max(0.02, small) * 40


def test_a_megabyte_takes_no_longer_than_its_length() -> None:
    text = "로그 정리, fix the log and knead the dough -> add a, b and 재고 확인 "

    def seconds(size: int) -> float:
        started = time.process_time()
        split(text * (size // len(text)))
        return time.process_time() - started

    assert seconds(1_000_000) < max(0.02, seconds(100_000)) * 40
