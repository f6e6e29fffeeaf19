"""
Words that mean the same: roots of English words, Korean without its particles.

A small vocabulary of software work ties Korean to English and synonyms to each
other; what is not in it is compared by its root.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

#: One line, one meaning. English entries are roots and match what starts so.
_MEANINGS = """
test pytest jest junit spec suite passed 테스트 시험
pass green succeed success ok 통과 성공 정상 이상없 초록
fail 실패
error exception 오류 에러 예외
bug defect issue 버그 결함
log logging 로그 로깅
alert alarm notif 알림 경보 알람 통보
rule polic 규칙 룰 정책
notice announc 안내 공지 알림
mail email 메일 이메일
user member 사용자 회원 유저
customer client 고객
admin 관리자 어드민
order 주문
payment pay billing checkout 결제 지불 빌링
refund 환불
invoice bill 청구 송장 인보이스
cart 장바구니
stock inventor 재고
price pricing cost 가격 비용 요금
shipping deliver 배송
product catalog item goods 상품 제품 카탈로그
search 검색
index reindex 인덱스 색인
page screen view panel 페이지 화면 패널 뷰
list 목록 리스트
button 버튼
form 양식 폼
menu 메뉴
dashboard grafana 대시보드
chart graph plot 차트 그래프
table 표 테이블
column field 컬럼 열 필드 칼럼 항목
row record 행 레코드
schema ddl 스키마
migrat 마이그레이션 이전 이관 전환
database db postgres mysql 데이터베이스 디비
query sql 쿼리 질의
data dataset 데이터 자료
seed 시드
backup 백업
restor recover 복구 복원
rollback revert 롤백 되돌리
cache caching redis 캐시
queue 큐 대기열
worker 워커 작업자
batch cron schedul nightly 배치 스케줄 크론 예약
retry retries 재시도
timeout 타임아웃 시간초과
latency respons p95 p99 p50 응답 응답시간 지연 레이턴시
speed fast slow perf throughput 속도 성능 빠르
load 부하 로드
benchmark bench 벤치마크 벤치
measure 측정 계측
metric prometheus 메트릭 지표
trac 트레이스 추적 트레이싱
observ 관측 관찰
monitor watch 모니터링 감시 관제
deploy roll-out rollout ship releas live 배포 릴리즈 릴리스 출시 오픈
publish post announc 게시 발행 공개 공지 배포
production prod 운영 프로덕션 실서버
stag 스테이징
environment env 환경
config setting setup configur 설정 구성 세팅 환경설정
install 설치 인스톨
upgrad updat bump 업그레이드 업데이트 갱신 개정 최신
revis updat rewrit amend 개정 개편 수정 갱신
version 버전
depend package librar 의존 패키지 라이브러리
module package 모듈 패키지
sdk SDK
api endpoint rest 엔드포인트 API
url link address 링크 주소 URL
webhook 웹훅
server host node 서버 노드 호스트
client app frontend 클라이언트 앱
mobile android ios phone 모바일 안드로이드
device 기기 단말 디바이스
image docker container 이미지 도커 컨테이너 사진
file 파일
folder director 폴더 디렉터리 디렉토리
upload 업로드
download 다운로드 내려받
export 내보내 추출 익스포트
import 가져오 임포트 불러오 적재
convert 변환
pars 파싱 파서
valid verif check 검증 유효 확인 점검 체크
verif confirm check tested saw seen 확인 검증 점검 체크 테스트
input 입력 투입
insert load add 넣 투입 삽입 적재 추가
output print 출력 산출
format 포맷 형식 서식
template 템플릿 양식
document doc docs written describ 문서 문서화 기록 설명
readme README 리드미
guide manual howto 가이드 안내서 매뉴얼 설명서
runbook 런북 운영절차
procedure step method how 절차 방법 순서 단계
example sampl 예시 예제 샘플 사례
sampl 표본 샘플
comment 주석 댓글 코멘트
changelog CHANGELOG 변경이력 변경로그
record written wrote save kept log store 기록 저장 남기 남김 보관 적었 적재
retention retain keep kept preserv 보관 보존 유지
archiv 보관 아카이브
history 이력 히스토리 내역
event 이벤트 행사
track 추적 트래킹
secur 보안
permission authori privileg chmod 권한 인가
grant chmod give gave 부여
auth login signin log-in 인증 로그인
signup regist sign-up join 가입 등록 회원가입
regist enrol creat 등록 생성
password 비밀번호 암호 패스워드
token 토큰
expir 만료
encrypt 암호화
mask redact 마스킹 가림 가리
personal privacy pii 개인정보
name 이름 성명
phone tel number 전화 전화번호 연락처
audit 감사
consent agree 동의
terms 약관
screen page 화면
block ban 차단
unblock 해제
releas unblock lift 해제
delet remov drop purg destroy cleanup clean erase 삭제 제거 파기 정리 지우 지웠
tidy clean organi 정리
add introduc includ append attach 추가 도입 포함 넣 붙 더
includ contain 포함 수록
implement built build develop support handl 구현 개발 만들 처리
handl process 처리
apply applied appli enforc 적용 반영 강제
reflect incorporat appl updat 반영 적용
creat made make new produc writ generat 작성 생성 만들 제작 신설 새로
writ wrote author draft creat new 작성 집필 적었 썼 쓴 만들
build compil 빌드 컴파일
fix repair correct patch resolv solv caught 수정 해결 고치 고쳤 고침 잡
chang modif edit alter updat switch 변경 수정 바꾸 바꿨 바꿈 편집
renam 이름변경 개명 이름을바꾸
refactor restructur 리팩터링 리팩토링 재구성 정비
split separat extract divid 분리 분할 나누 나눴 분류
classif categor 분류
accura precision 정확도 정밀도
merg combin 병합 통합 합치
integrat connect 통합 연동 연결 연계
integrat connect slack hook wire saw 연동 연결 붙
slack 슬랙
discord 디스코드
send sent dispatch mail 발송 전송 보내 보냈 송신
receiv arriv 수신 도착 받
share posted shar 공유 전달
review 리뷰 검토
compar versus vs before/after 비교 대조
analy investigat 분석 조사
design 설계 디자인
plan 계획 기획
report summar 보고 리포트 보고서 요약
summar 요약
count total number 개수 건수 집계 합계 수
aggregat sum total 집계 합산 취합
calculat comput 계산 산출 산정
optimi improv speed reduc 최적화 개선 향상 단축
improv better enhanc 개선 향상 강화
strengthen harden enhanc tighten stricter 강화
reduc shrink smaller lower cut decreas 축소 감소 줄이 줄였 절감 단축
increas grow raise 증가 늘리 늘렸 상향
limit cap restrict throttl 제한 한도 한계
rate 속도 율 비율
coverage 커버리지 적용범위
compress 압축
original raw source 원본
resiz 리사이즈 크기조정
size 크기 용량 사이즈
disk storage 디스크 저장소
memor 메모리
network 네트워크
usage use 사용량 사용법 사용률 사용 활용
auto automat 자동
manual 수동
default 기본
option flag 옵션 플래그
command cli 명령 커맨드 명령어
script sh 스크립트
tool 도구 툴
entry entri row 항목 진입점
assign owner 지정 배정 할당 담당
owner assignee responsib 담당자 책임자 소유자
backlog 백로그
todo TODO 할일
status state 상태
prioriti 우선순위
permit allow 허용
den reject refus 거부 거절 차단
return respond repl answer 반환 응답 리턴 회신 내려
request 요청
invalid wrong bad malform broken 잘못 무효 틀리 틀린 부적합
empty blank missing 빈 누락 공백
duplicat dedup 중복
idempoten 멱등
concurren parallel lock 동시 병렬 락
sequential 순차
async 비동기
sync 동기화 싱크
conflict 충돌
transact 트랜잭션 거래
lock 락 잠금
point reward 포인트 적립금
coupon 쿠폰
discount 할인
translat locali i18n 번역 현지화
korean ko 한국어 한글 국문
english en 영어 영문
message text copy print 메시지 문구 문자
icon 아이콘
color colour 색상 색
dark 다크
responsive 반응형
accessib a11y 접근성
pagin 페이지네이션 페이징
sort order 정렬
filter 필터
month 월 월별 월간
week 주간 주별
day daily 일 일별 일간 매일 하루
hour 시간
minute 분
year 년 연간
old legacy exist 기존 구 레거시
new 신규 새 새로
all every entire whole full complete 전체 모든 전부 모두 전수
refresh reload renew 새로고침 갱신 리프레시
show display render appear live visible list 표시 노출 보이 출력 표출
accept 수락 승인 인수
decline reject 거절
smoke 스모크
unit 단위 유닛
integration 통합
contract 계약 컨트랙트
regress 회귀
e2e end-to-end 종단
vulnerab cve 취약점
lint ruff eslint 린트
type typing mypy 타입
token 토큰
budget 예산
account 계정
sign 서명 사인
key 키
certif cert 인증서
access 접근 액세스 접속
agent 에이전트
prompt 프롬프트
model 모델
train 학습 훈련
predict 예측
inquir ticket support 문의
feedback 피드백
survey 설문
campaign 캠페인
ad ads advert 광고
stat 통계
flow workflow process 플로우 흐름 절차
scenario case 시나리오 케이스
checklist 체크리스트
policy 정책 방침
privacy 개인정보 프라이버시
license licence 라이선스
branch 브랜치
commit 커밋
pull PR 풀리퀘스트
cleanup clean 정리 청소
word 단어 낱말
line 줄 행 라인
glossar term 용어 용어집
greet 인사 인사말
separate own split 분리 별도
dormant inactive idle 휴면
terminat exit 종료
exit code 종료
threshold 임계치 임계값 기준치
webpage site 사이트 웹사이트
domain 도메인
dns DNS
region 리전 지역
failover 장애조치 페일오버
incident outage 장애 사고
health healthcheck 헬스체크 상태
start boot launch 시작 기동 실행
run ran execut launch 실행 수행 돌리 돌렸 가동
stop halt 중지 정지 멈추
wait 대기
secret 시크릿 비밀
variab 변수
function method 함수
class 클래스
constant 상수
string 문자열
number numeric 숫자 번호
date 날짜 일자
timezone tz KST UTC 시간대
currency krw usd 통화
tax vat 세금 부가세
receipt 영수증
""".strip()

#: Words that say that something is done, not what; they weigh little.
GENERIC = frozenset(
    """
    add creat implement writ made make build built updat chang fix appl includ
    complet finish done support handl ensur provid work keep set use get put new
    verif confirm check run all correct clear simpl readabl
    proper short brief nice good basic success exist also
    추가 작성 구현 생성 완료 적용 반영 수정 변경 개발 제작 처리 포함 정리 확인 수행
    진행 작업 도입 제공 기능 전체 모든 모두 관련 해당 정상 신규 기존 실제 결과 필요
    """.split()
)
_STOP = frozenset(
    """
    a an the of to in on at for with and or by from into as is are be been being was
    were it its this that these those than then so not no each per via only which
    who when where should must will can may shall has have had do does did up out
    about least most under over below above within more less fewer minimum maximum
    to-be our their your my we you they i he she any some both
    및 또는 그리고 또한 등 것 수 때 후 전 중 내 각 시 이상 이하 미만 초과 최소 최대
    하고 해서 하며 하는 되는 있는 없는 대한 대해 위한 위해 통해 따라 따른 있어야
    되어야 해야 이내 안 이전에 전에 후에 할것 하기 있음 있을 있다 된다 한다
    """.split()
)

_LATIN = re.compile(r"[a-z][a-z0-9]*(?:['-][a-z0-9]+)*|[0-9]+[a-z]+[a-z0-9]*")
_HANGUL = re.compile("[가-힣]+")
HANGUL = re.compile("[가-힣]")
#: Endings of English words, longest first; the rest is the root.
_SUFFIXES = (
    "ations ation ments ions ness ings ing ized ised izes ises ize ise "
    "ies ied ion ers ery ely ed es ly er al e s y"
).split()
#: Particles and verb endings of Korean, longest first.
_PARTICLES = sorted(
    """
    은 는 이 가 을 를 에 의 로 으로 와 과 도 만 까지 부터 에서 에게 에다가 이나 나 하고
    마다 보다 처럼 들 들의 들이 들을 에는 에도 으로만 별로 께 한테
    합니다 했습니다 하였습니다 했음 함 하고 해서 하도록 했고 했으며 하며 하는 한 할 하기
    해야 해야함 하여 해 하게 하면 하지 하던 했던 했다 한다 할것 하여야
    됩니다 되었습니다 됐습니다 됨 되도록 되어야 되고 되며 되는 된 될 되어 되게 되면
    시킴 시킨 시켜 시키기 합 됐고 되었고 입니다 임 인 이고 이며 적으로 적인 적
    """.split(),
    key=len,
    reverse=True,
)
_LEAST_ROOT = 4
#: A Korean syllable alone says too little to be compared.
_LEAST_STEM = 2


@lru_cache(maxsize=4096)
def root(word: str) -> str:
    """Return what the forms of an English word have in common."""
    if len(word) <= _LEAST_ROOT or not word.isalpha() or not word.isascii():
        return word
    for suffix in _SUFFIXES:
        rest = word.removesuffix(suffix)
        if rest != word and len(rest) >= _LEAST_ROOT - 1:
            if rest[-1] == rest[-2] and rest[-1] not in "lsez":
                rest = rest[:-1]
            return rest if len(rest) >= _LEAST_ROOT - 1 else word
    return word


def stem(word: str) -> str:
    """Return a Korean word without the particles and endings behind it."""
    for _ in range(2):
        for ending in _PARTICLES:
            rest = word.removesuffix(ending)
            if rest != word and len(rest) >= _LEAST_STEM:
                word = rest
                break
        else:
            break
    return word


def _index() -> tuple[dict[str, tuple[frozenset[str], ...]], tuple[str, ...]]:
    index: dict[str, list[frozenset[str]]] = {}
    for line in _MEANINGS.splitlines():
        group = frozenset(line.lower().split())
        for word in group:
            index.setdefault(word, []).append(group)
    korean = sorted((w for w in index if HANGUL.match(w)), key=len, reverse=True)
    return {word: tuple(groups) for word, groups in index.items()}, tuple(korean)


_INDEX, _KOREAN = _index()


#: What may stand between the root of an English word and its ending.
_DERIVED = re.compile("ic|if|iz|at|it|ur|e|y|iv|or|ion|ment|ab|abl|ent|ant|er|al|d|t")


@lru_cache(maxsize=1024)
def alternatives(word: str) -> frozenset[str]:
    """Return every root that means what *word* does, its own included."""
    base = stem(word) if HANGUL.match(word) else root(word)
    found = {base}
    for key in {word, base, base + "e"} if base.isascii() else {word, base}:
        for group in _INDEX.get(key, ()):
            found |= group
    if base.isascii() and len(found) == 1:
        # The vocabulary has roots: `notific` is `notif`.
        for cut in range(len(base) - 1, _LEAST_ROOT - 1, -1):
            if _DERIVED.fullmatch(base[cut:]):
                for group in _INDEX.get(base[:cut], ()):
                    found |= group
    return frozenset(found)


def known(word: str) -> bool:
    """Tell whether the vocabulary has *word*, so that it can be translated."""
    return len(alternatives(word)) > 1


def split_compound(word: str) -> tuple[str, ...]:
    """Split a Korean compound that starts or ends with a word of the vocabulary."""
    if len(word) < 2 * _LEAST_STEM or word in _INDEX:
        return (word,)
    for part in _KOREAN:
        if len(part) >= _LEAST_STEM and word != part:
            rest = word.removeprefix(part)
            if rest != word and len(rest) >= _LEAST_STEM:
                return (part, rest)
            rest = word.removesuffix(part)
            if rest != word and len(rest) >= _LEAST_STEM:
                return (rest, part)
    return (word,)


def content(text: str) -> tuple[str, ...]:
    """Return the words of *text* that say something, each once, in order."""
    low = text.lower()
    found: dict[str, None] = {}
    for word in _LATIN.findall(low):
        if word not in _STOP and len(word) > 1:
            found[word] = None
    for token in _HANGUL.findall(low):
        base = stem(token)
        if token in _STOP or base in _STOP or len(base) < _LEAST_STEM:
            continue
        for part in split_compound(base):
            found[stem(part)] = None
    return tuple(found)


def is_generic(word: str) -> bool:
    """Tell whether *word* only says that something was done."""
    return word in GENERIC or root(word) in GENERIC


#: Written in two words as a verb, in one as a noun.
_TIMEOUT = re.compile(r"\btime[sd]?[ -]out\b")


class Text:
    """A text that can be asked for words, whatever their form."""

    def __init__(self, text: str) -> None:
        """Take in *text* once; asking is quick then."""
        self.low = _TIMEOUT.sub("timeout", text.lower())
        words: set[str] = set()
        for word in set(_LATIN.findall(self.low)):
            words.add(word)
            words.update(word.split("-"))
        self._words = sorted(words)
        self._roots = {root(word) for word in words}
        #: Without spaces, for Korean compounds are written with and without.
        self._tokens = set(self.low.split())
        self._joined = re.sub(r"\s+", "", self.low)

    def has(self, word: str) -> bool:
        """Tell whether a word that means *word* is in the text."""
        return any(self._has(form) for form in alternatives(word))

    def says(self, literal: str) -> bool:
        """Tell whether *literal*, lower case, stands in the text as it is."""
        return literal in self.low

    def _has(self, form: str) -> bool:
        if not form.isascii():
            return form in self._joined if len(form) > 1 else form in self._tokens
        if form in self._roots:
            return True
        if len(form) < _LEAST_ROOT:
            return False
        at = bisect_left(self._words, form)
        return at < len(self._words) and self._words[at].startswith(form)
