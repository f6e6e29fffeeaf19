"""
Whether a piece of a request is something to do, judged by its words.

Korean puts the action last (`로그 정리`, `문서를 고쳐 주세요`), English puts it first
(`clean up the logs`), or last where there is no verb (`log cleanup`).
"""

from __future__ import annotations

import enum
import re

_HANGUL = re.compile("[가-힣]")

#: Nouns that say what is to be done to something. They seldom describe a noun.
_TASK_NOUNS = frozenset(
    """
    추가 수정 변경 삭제 제거 작성 갱신 개선 보강 보완 정리 교체 구현 적용 구축 도입 개발
    제작 생성 등록 반영 업데이트 업그레이드 리팩터링 리팩토링 강화 축소 확대 확장 단축
    점검 검토 조사 문서화 공유 준비 마련 설치 이전 이관 전환 통합 분리 분할 연동 연결
    최적화 자동화 표준화 고도화 안정화 현행화 세분화 단순화 간소화 다국어화 모듈화 암호화
    초기화 비활성화 활성화 무효화 동기화 시각화 컨테이너화 이중화 튜닝 디버깅 해결 처리
    개편 개정 재정비 정비 보수 복구 복원 롤백 배치 구성 수립 정의 확정 선정 확보 신설
    폐기 폐지 철거 회수 해지 종료 중단 차단 해제 제한 허용 완화 상향 하향 조정 재조정
    지정 배정 할당 부여 취합 집계 산출 산정 측정 계측 게시 게재 공지 안내 발행 작업
    삽입 첨부 대체 대응 마이그레이션 압축 백업 아카이브 아카이빙 다듬기 만들기 고치기
    바꾸기 넣기 빼기 줄이기 늘리기 옮기기 나누기 합치기 지우기 올리기 내리기 보내기
    찾기 맞추기 묶기 붙이기 알리기 막기 재생성 재배포 재작성 재설정 재집계 재구성
    재시작 재색인 재발송 재검토 클린업 제출 보고 증설 감축 축약 요약 번역 교정 감수
    편집 녹화 촬영 배너교체 문의 섭외 예약 구매 주문제작 발주 납품 결재 상신 회신 답변
    정돈 청소 인터뷰 워크숍 교육 회고 세팅 셋업 셋팅 릴리스 릴리즈 커밋 머지 병합 중복제거
    리사이즈 노출 숨김 고정 전달 수거 소집 개최 진단 보정 재계산 계산 검수 선별 선택
    정규화 역정규화 인덱싱 캐싱 로깅 마스킹 필터링 페이징 라우팅 모킹 스터빙 프로파일링
    벤치마크 벤치마킹 리서치 리뷰 핫픽스 패치 픽스 업로드 다운로드 임포트 익스포트 롤아웃
    """.split()
)
#: Nouns of activities that describe other nouns as often: `검색 화면`, `배포 문서`.
_ACTIVITY_NOUNS = frozenset(
    """
    설계 검증 테스트 시험 배포 배송 발송 전송 수신 수집 분석 관리 운영 모니터링 감시
    검색 조회 결제 환불 취소 주문 가입 탈퇴 로그인 로그아웃 인증 인가 승인 반려 이용
    사용 저장 보관 보존 유지 실행 수행 호출 요청 응답 접수 상담 추천 정산 청구 발급
    출력 인쇄 입력 변환 파싱 빌드 컴파일 번들링 출시 오픈 론칭 런칭 홍보 판매 입고 출고
    적재 추출 가공 학습 평가 비교 대조 확인 체크 기획 계획 디자인 시연 데모 발표 공개
    제공 지원 참여 방문 신청 선물 적립 사용해지 추적 관찰 예측 훈련 튜토리얼 연습
    알림 경고 표시 노출제한 렌더링 스캔 감사 검사 검출 탐지 신고 제안 논의 협의 회의
    투자 채용 면접 온보딩 미팅 스케줄링 재시도 로드 기록 구독 배달 납부 이동 복사
    백필 색인 정렬 필터 업무 디자인시안 프로토타이핑 스파이크 분류 라벨링 검침 세척
    """.split()
)
_ACTION_NOUNS = _TASK_NOUNS | _ACTIVITY_NOUNS
#: Of the nouns above, those that go in pairs before a noun: `등록 및 수정 화면`.
_PAIRED_NOUNS = frozenset(
    "추가 수정 변경 삭제 등록 생성 조회 편집 업로드 다운로드 설치 제거 활성화 "
    "비활성화 차단 해제 복구 백업 암호화 압축 저장 임포트 익스포트 안내 공지 작성".split()
)
#: Behind an action: `문서 갱신 필요`.
_LIGHT_NOUNS = frozenset("완료 진행 필요 요청 예정 요망 부탁 실시 희망 바람 작업".split())

#: Endings of a Korean request or statement of intent.
_ASKS = re.compile(
    r"(?:주세요|주셔요|줘요?|주십시오|주십쇼|주시기\s*바랍니다|주시길|바랍니다|바라요|요청\s*(?:드립니다|드려요|합니다)"
    r"|주시겠어요|주실래요|주실\s*수\s*있나요|부탁(?:\s*(?:드립니다|드려요|드릴게요|합니다|해요|해))?"
    r"|(?:해야|돼야|되어야|하여야)\s*(?:한다|합니다|함|해요|해|됩니다|돼요)?|할\s*것|하기|하자|합시다|하세요|하십시오"
    r"|해라|하라|한다|합니다|할게요|하고\s*싶(?:어요|습니다|다)|해\s*봐|해\s*보자|해두기"
    r"|[하들꾸치우리이키기넣빼찾막추쓰적돌열닫켜끄남걸묶풀내보옮늘줄합붙알](?:기|자|세요|십시오))$"
)
#: `만든다`, `보낸다`: the syllable before 다 ends in ㄴ; also `바꿔`, `고쳐`.
_STATES = re.compile(r"([가-힣])다$")
_BARE_VERB = re.compile(r"(?:(?:고쳐|바꿔|만들어|지워|올려|내려|보내|옮겨|늘려|줄여|나눠|합쳐|붙여|넣어|빼|찾아|막아|맞춰|돌려|알려|적어|써|해)(?:\s*(?:놔|둬|봐))?)$")
#: Not an action although the ending looks like one.
_NOUNS_IN_GI = re.compile(
    r"(?:크기|분기|주기|용기|보기|쓰기|읽기|글쓰기|초기|장기|단기|중기|정기|동기|비동기|계기|후기"
    r"|전기|기기|무기|인기|위기|경기|시기|세기|밝기|굵기|높이|자기|여기|거기|만기|상기|하기|가기|돋보기)$"
)
_BRACKETS = re.compile(r"\([^()]*\)")
#: A time alone: `금요일까지 부탁드립니다`.
_DEADLINE = re.compile(r"(?:까지|중으로|안에|내로|안으로)\s+(?:꼭\s+|좀\s+)?(?:부탁|바랍|해|완료|끝|마무리)")
_CLOSING = " .,;:!?~…·。！？"
_PARTICLE = re.compile("(?<=[가-힣A-Za-z)])(?:을|를|도|만|까지|부터|등)$")

#: Korean conditions, means, reasons and afterthoughts: no task of their own.
_SUBORDINATE = re.compile(
    r"(?:시|때|때마다|경우|경우에|경우에는|면|으면|하면|되면|해서|하여|해서는|므로|때문에|위해|위하여|위해서"
    r"|통해|따라|대해|관련|관련해|기준|기준으로|도록|하도록|지만|는데|은데|인데|이후|이후에|이전에|전에|후에|동안"
    r"|대로|대비|없이|라서|아서|어서|어도|여도|더라도|거나|하거나|든지|에서|에게|으로|로|까지|부터|마다|는|은|의)$"
)
_AFTERTHOUGHT = re.compile(
    r"(?:단|다만|특히|예를\s*들어|즉|예|참고로|왜냐하면|하지만|그러나|그런데|물론|가능하면|가급적|필요\s*시|필요하면)(?=[\s,]|$)"
    r"|(?:but|except|unless|because|since|so|which|who|that|where|when|if|while|although"
    r"|though|as|with|without|including|such|especially|for|in|on|at|by|from|to|e\.g\.|i\.e\."
    r"|instead|not|no|ideally|preferably|otherwise|whenever|once|after|before|until|given|using|based"
    r"|ensuring|making|avoiding|keeping|rather|only|like)(?=[\s,]|$)",
    re.IGNORECASE,
)
#: `A를 B하고`: connective endings that close a Korean clause.
CONNECTIVE = re.compile(
    r"(?:하고\s*나서|하고\s*난\s*(?:뒤|후|다음)에?|한\s*(?:뒤|후|다음)에?|하고는|하고|하며|한\s*다음|[와과])$"
)
_VERB_GO = re.compile(
    r"(?:고치|바꾸|만들|지우|올리|내리|보내|옮기|늘리|줄이|나누|합치|붙이|넣|빼|찾|막|맞추|적|쓰"
    r"|돌리|열|닫|켜|끄|남기|걸|묶|풀|알리|정하|세우|채우|비우|띄우|끊|뽑|모으|키우|살리|없애|다듬|손보"
    r"|갈아엎|되돌리|떼|달|심|그리|짜|잡|시키|드리|받|고르|낮추|높이|당기|미루|밀|싣|끼우|씌우|벗기|뒤집|엮|잇|가리|숨기|감추|쪼개|깎)"
    r"(?:고(?:\s*나서)?|[은ㄴ]?\s*(?:뒤|후|다음)에?|며|으며)$"
)
#: The same with the ㄴ inside the syllable: `고친 뒤`, `만든 후`.
_VERB_N = re.compile(
    r"(?:고친|바꾼|만든|지운|올린|내린|보낸|옮긴|늘린|줄인|나눈|합친|붙인|넣은|뺀|찾은|막은|맞춘|돌린|남긴|뽑은|모은|다듬은|받은|그린)"
    r"\s*(?:뒤|후|다음)에?$"
)

#: English verbs that begin an order and are hardly ever nouns.
_VERBS = frozenset(
    """
    add allow analyze analyse announce append apply archive ask assign attach audit automate
    backfill benchmark bring bump calculate cancel check choose clarify clean cleanup clear close
    collect combine compare compile compress compute configure confirm connect consolidate
    convert copy correct create debug decide define delete deliver demo deploy deprecate
    describe design detect determine develop diff disable discuss display document download
    draft drop dump email emit enable encrypt enforce enhance ensure establish estimate
    evaluate examine expand explain explore export expose extend extract figure fill find finish
    fix fetch format freeze gather generate get give grant group handle harden hide identify
    implement import improve include increase initialize inline insert inspect install
    instrument integrate introduce invalidate investigate invite involve join keep launch let
    limit list load localize log lower maintain make map mark measure merge migrate minimize
    mirror mock modify monitor move mute name normalize notify open optimize order organize
    outline pack package paint parallelize parse paste patch pause pin ping plan polish
    populate post postpone prepare prevent print prioritize produce profile propose protect
    provide provision prune publish pull purge push put queue raise read rebase rebuild recalculate
    reconcile record recover redact redesign redirect redo reduce refactor refresh refine
    register reindex reject release reload remind remove rename render reorder reorganize
    repair replace replay report reproduce request reset resize resolve restart restore
    restrict restructure retire retry return review revert revise revoke rewrite roll rotate
    round run sanitize save scaffold scale scan schedule scrape seed select send separate serve
    set setup share shard ship shorten show shrink silence simplify sketch sort specify speed
    split squash stage standardize start stop store streamline strip submit subscribe summarize
    support survey suspend swap switch sync tag take tell test throttle tidy tighten toggle
    trace track train transcode transfer transform translate trim triage tune turn unblock
    undo unify uninstall unpin update upgrade upload upsert use vacuum validate vendor verify
    version visualize warm wire wrap write zip
    interview persist rework respond reply review wait watch whitelist blocklist block book
    build buy call celebrate change chase contact count cover cut delegate deduplicate dedupe
    double downgrade edit eliminate enrich escalate filter flag flush follow gate hook host
    hunt ignore index inform label lint lock look mask onboard pay perform pick place
    precompute preload proofread query rank rate reach recreate recruit refund reimburse
    relabel relocate research retrain reuse rethink rollback run-through sample scrub
    secure solve spin spike step strengthen study suggest teach trigger troubleshoot
    try unsubscribe unlock view visit work
    """.split()
)
#: Of these, the ones that are nouns as often: they need more around them behind `and`.
_ALSO_NOUNS = frozenset(
    """
    access audit benchmark block book build call change check copy cover cut debug demo deploy
    design document display draft drop dump email estimate export filter flag format gate group
    hook host import index interview label launch limit list load lock log map mark measure merge
    mirror mock monitor name order outline pack package patch pause ping plan post print process
    profile purge query queue rank rate read rebuild record refresh refund release reload report
    request reset research restart return review revert rework roll run sample scale scan schedule
    search seed set setup shard share ship sketch sort spike split stage start step stop store study
    support survey swap switch sync tag test toggle trace track train transfer trigger update upgrade
    upload use vendor version view visit watch work wrap zip cleanup clean close open clear
    """.split()
)
#: What follows an order: `test the`, `email it`, `release to`.
_AFTER_ORDER = frozenset(
    """
    the a an all any each every our their its his her my your it them this that these those both
    to from for in on at into with without against by off out up down over new old existing missing
    one two three four five more fewer unused stale
    """.split()
)
#: English nouns that end a task without a verb: `docs update`, `login fix`.
_ACTION_ENDS = re.compile(
    r"(?:fix(?:es)?|update|cleanup|clean-up|upgrade|review|rollout|release|deploy(?:ment)?|refactor"
    r"|setup|redesign|rewrite|backup|rollback|audit|hotfix|patch|tuning|testing|refactoring"
    r"|monitoring|logging|caching|indexing|migration|integration|optimi[sz]ation|automation"
    r"|documentation|validation|verification|investigation|configuration|implementation"
    r"|removal|renewal|replacement|improvement|analysis|retry|rollout|test|check|bump|rename|tidying)$",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"\b(?:can|could|should|would|will|must|may|that|which|who|whether|when|while|if|how|where|why|let)\b"
    r"|\bto\s+([a-z]+)",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"^(?:(?:please|kindly|pls|plz|(?:could|can|would|will)\s+(?:you|we|someone)(?:\s+please)?"
    r"|(?:i(?:'d| would)\s+like\s+you\s+to|i\s+(?:need|want)\s+you\s+to|we\s+(?:need|have|want)\s+to"
    r"|let's|let\s+us|you\s+should|make\s+sure\s+to)|혹시|우선은?|먼저|일단|그냥)(?:\s+|,\s*))+",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"^(?:(?:그리고\s*나서|그리고는?|그\s*다음(?:에는?|으로)?|다음으로|그런\s*다음|그\s*후에?|이후에?|이어서|또한|또는?(?!는)|추가로|아울러|"
    r"더불어|끝으로|마지막으로|및|그\s*외에|그\s*뒤에?)(?:\s*,\s*|\s+)"
    r"|(?:and\s+then|and\s+also|and\s+finally|and|then|also|additionally|finally|lastly|next|plus|afterwards|"
    r"after\s+that|furthermore|moreover|in\s+addition|besides|besides\s+that|&|\+)(?:\s*,\s*|\s+))+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")


class Kind(enum.Enum):
    """How much a piece sounds like something to do."""

    TASK = "task"
    #: Nothing speaks for it, nothing against it.
    UNCLEAR = "unclear"
    #: A condition, a reason, an afterthought, a lone object.
    PART = "part"


def without_link(text: str) -> str:
    """Return *text* without connectives and `please` at its start."""
    while True:
        rest = _COURTESY.sub("", _LINK.sub("", text, count=1), count=1)
        if rest == text or not rest.strip():
            return text
        text = rest


def without_request(text: str) -> str:
    """Return a Korean action without the words that only ask for it."""
    rest = _ONLY_ASKS.sub("", text)
    return rest if rest != text and action_noun(rest) else text


#: `수정 부탁드립니다`, `설치 요청드려요`.
_ONLY_ASKS = re.compile(
    r" (?:좀 )?(?:부탁|요청) ?(?:드립니다|드려요|드릴게요|드리겠습니다|합니다|해요)[ .!~]*$"
)


def is_korean(text: str) -> bool:
    """Tell whether *text* has Korean in it."""
    return bool(_HANGUL.search(text))


#: Words of a deadline that says nothing else.
_SHORT = 5


def is_afterthought(text: str) -> bool:
    """Tell whether a piece only qualifies what was said before it."""
    return bool(_AFTERTHOUGHT.match(text.strip(_CLOSING)))


def kind_of(text: str) -> Kind:
    """Judge one piece of a request."""
    text = _BRACKETS.sub(" ", text).strip(_CLOSING)
    text = without_link(text).strip(_CLOSING)
    if not text or _AFTERTHOUGHT.match(text):
        return Kind.PART
    if begins_with_order(text):
        return Kind.TASK
    if is_korean(text):
        return _korean(text)
    words = text.split()
    if len(words) > 1 and _ACTION_ENDS.search(words[-1]):
        return Kind.UNCLEAR
    return Kind.PART


def _korean(text: str) -> Kind:
    if len(text.split()) <= _SHORT and _DEADLINE.search(text):
        return Kind.PART
    if ends_in_action(text):
        return Kind.TASK
    tail = text.split()[-1]
    if not is_korean(tail):
        ends = _ACTION_ENDS.search(tail) or tail.lower() in _VERBS
        return Kind.TASK if ends and len(text.split()) > 1 else Kind.PART
    if _SUBORDINATE.search(tail):
        return Kind.PART
    return Kind.UNCLEAR


def ends_in_action(text: str) -> bool:
    """Tell whether a Korean piece ends in an action: a noun of doing, or a verb."""
    text = text.strip(_CLOSING)
    if _VERB_GO.search(text) or _VERB_N.search(text):
        return True
    closed = CONNECTIVE.sub("", text)
    if closed != text:
        return bool(action_noun(closed))
    if _BARE_VERB.search(text):
        return True
    last = text.split()[-1] if text.split() else ""
    if _ASKS.search(text) and not _NOUNS_IN_GI.search(last):
        return True
    if _states(last):
        return True
    return bool(action_noun(text))


def _states(word: str) -> bool:
    """Tell whether *word* is a plain statement of doing: 만든다, 보낸다, 고침, 추가함."""
    found = _STATES.search(word)
    if found and (ord(found[1]) - 0xAC00) % 28 == _FINAL_N:
        return True
    return bool(re.search(r"(?:함|고침|바꿈|만듦|지움|올림|내림|보냄|옮김|늘림|줄임|나눔|붙임|넣음|남김|찾음|시킴)$", word))


#: Place of ㄴ among the final consonants of a syllable.
_FINAL_N = 4


def action_noun(text: str) -> str:
    """Return the noun of doing that *text* ends in, or nothing."""
    words = text.strip(_CLOSING).split()
    while len(words) > 1 and _PARTICLE.sub("", words[-1]) in _LIGHT_NOUNS:
        words.pop()
    if not words:
        return ""
    return noun_in(_PARTICLE.sub("", words[-1]))


def noun_in(word: str) -> str:
    """Return the noun of doing that a Korean compound ends in, or nothing."""
    if word in _ACTION_NOUNS:
        return word
    if word.endswith("화") and len(word) > 2 and word not in _NOT_MADE:
        return word
    for size in (6, 5, 4, 3, 2):
        if len(word) > size and word[-size:] in _ACTION_NOUNS:
            return word[-size:]
    return ""


#: End in 화 and are things.
_NOT_MADE = frozenset("대화 전화 영화 만화 문화 변화 통화 동화 신화 평화 소화 채팅대화".split())


def is_activity(word: str) -> bool:
    """Tell whether *word* is a noun of doing, as in `배포 문서`."""
    return word.strip(_CLOSING) in _ACTION_NOUNS


def describes(before: str, behind: str) -> bool:
    """
    Tell whether two nouns of doing describe one thing together.

    `수집 및 분석 도구` is one thing, `오류 수정 및 배포 자동화` are two.
    """
    left = action_noun(CONNECTIVE.sub("", before))
    right = behind.split()[0].strip(_CLOSING) if behind.split() else ""
    if not is_activity(right) or len(behind.split()) < 2:
        return False
    return left not in _TASK_NOUNS or (left in _PAIRED_NOUNS and right in _PAIRED_NOUNS)


def begins_with_order(text: str) -> bool:
    """Tell whether an English piece begins with a verb that orders something."""
    found = _WORD.match(text)
    if not found:
        return False
    verb = found[0].lower()
    rest = text[found.end() :]
    again = verb.removeprefix("re").removeprefix("-")
    if verb not in _VERBS and again not in _VERBS:
        return False
    # `update and delete endpoints`, `test된 결과`, `build: ...`
    return not re.match(r"\s*(?:[,:/]|(?:and|or)\b|[가-힣])", rest) and (
        not is_korean(rest) or not ends_in_action(rest) or not rest[:1].isspace()
        or verb not in _ALSO_NOUNS
    )


def surely_orders(text: str) -> bool:
    """Tell the same where a noun is as likely, behind `and`."""
    text = without_link(text)
    if not begins_with_order(text):
        return False
    words = text.split()
    verb = words[0].lower()
    if len(words) < 2:
        return False
    if verb not in _ALSO_NOUNS:
        return True
    return words[1].lower() in _AFTER_ORDER or not words[1][:1].isalpha()


def governs(text: str) -> bool:
    """Tell whether an English piece has a clause that a following verb belongs to."""
    return any(
        found[1] is None or found[1].lower() in _VERBS - _ALSO_NOUNS
        for found in _MODAL.finditer(text)
    )
