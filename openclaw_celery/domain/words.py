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
absent missing without unset 없 없으면 없을
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
start startup boot launch 시작 기동 실행
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
inspect check audit scan examin 검사 점검 조사 스캔
valid verif 유효 유효성 검증 검사
sentence phrase wording text label copy message 문구 문장 멘트 텍스트 라벨
title heading headline 제목 타이틀 헤드라인 표제
toggle switch turn 토글 스위치 전환 켜고
mode theme 모드 테마
surviv persist kept keep remain remember retain 유지 지속 남아
choice choos chose select pick 선택 고르 골라
keyboard tab key 키보드 탭
focus 포커스 초점
alt alternative 대체 alt
loading load fetch 로딩 불러오 로드
spinner 스피너 로더
loss lost lose 유실 손실 소실
ident unchang equal match same 동일 일치 같은
upgrad migrat bump 업그레이드 올리 올렸 올림 승격
upload push pushed put 업로드 올리 올렸 올림 올려 등재
share post posted upload link sent circulat 공유 올리 올렸 배포 전달 게시
rotat replac renew exchang swap issu 교체 로테이션 갱신 재발급 바꾸 바꿨 바꾼
replac swap substitut switch instead 교체 대체 바꾸 바꿨 바꾼 전환
figma 피그마
notion 노션
jira 지라
confluence wiki 위키 컨플루언스
link url https 링크 주소
button click press tap 버튼 누르 클릭
e2e end-to-end cypress playwright selenium
banner 배너
draft proposal mockup variant concept 시안 초안 목업
logo 로고
rehears drill restor exercis simulat 리허설 훈련 모의 해봤 연습
auto automat schedul cron daily nightly every 자동 자동화 매일 매주 스케줄 배치 알아서
push fcm apns notif 푸시 알림
drift 드리프트
clean clear zero 0 깨끗
inventory asset 자산 재고
approv accept sign-off signed 승인 결재 허가
reject declin refus 반려 거절 거부
notif inform tell told 알림 통지 고지 알려
subscrib 구독
unsubscrib opt-out 구독해지 수신거부
popup modal dialog 팝업 모달 다이얼로그 창
tooltip hint 툴팁 도움말 힌트
help support faq 도움말 지원 고객센터 FAQ
faq question 질문 문의 FAQ
tutorial onboard walkthrough 튜토리얼 온보딩 입문
glossar dictionary 용어집 사전
layout arrang 레이아웃 배치 배열
width wide 너비 폭
height tall 높이
margin padding spacing gap 여백 간격
font typefac 글꼴 폰트 서체
contrast 대비 명암
anim transition motion 애니메이션 전환 모션
thumbnail preview 썸네일 미리보기 섬네일
preview 미리보기 프리뷰
avatar photo picture profile 아바타 프로필 사진
video clip film 영상 동영상 비디오
audio sound voice 오디오 음성 소리
subtitl caption 자막 캡션
banner hero 배너 히어로
footer 푸터 하단
header 헤더 상단 머리
sidebar nav navig 사이드바 내비게이션 메뉴
breadcrumb 브레드크럼 경로
landing 랜딩
scroll 스크롤
drag drop 드래그 끌어
click tap press touch 클릭 탭 터치 누르
swipe gesture 스와이프 제스처
zoom enlarg 확대 줌
highlight emphas 하이라이트 강조
autocomplet suggest 자동완성 추천
recommend suggest 추천 권장
rating score star 평점 점수 별점 스코어
score grade point 점수 스코어 등급
rank leaderboard 랭킹 순위
bookmark favorit favourit wishlist 북마크 즐겨찾기 찜 위시리스트
like 좋아요
follow 팔로우
chat messag convers dialog 채팅 대화 메시지
group cluster segment 그룹 묶음 군집 세그먼트
tag label 태그 라벨 레이블
label annotat 라벨 라벨링 어노테이션 레이블 주석
categor genre 카테고리 분류 범주
keyword 키워드 검색어
term keyword 검색어 키워드 용어
calendar schedul 달력 캘린더 일정
schedul timetabl timeline plan 일정 스케줄 시간표
deadlin due 마감 기한
remind 리마인더 알림 상기
booking reserv 예약 예매
seat 좌석
ticket issue 티켓 이슈
store shop mall 상점 매장 스토어 쇼핑몰
seller vendor merchant 판매자 셀러 입점
buyer purchas 구매 구매자 구입
sales sell sold revenue 매출 판매
visit traffic 방문 트래픽 유입
convers conver 전환
churn leav 이탈 해지
cohort 코호트
cancel abort revok 취소 철회
revok invalidat cancel 폐기 무효 취소
deactivat disabl turned off 비활성 끄 껐 꺼 해제
activat enabl turn 활성 켜 켰 사용
transfer remit wire 송금 이체 전송
receipt proof evidenc 영수증 증빙
settl payout 정산
point mileage 포인트 마일리지 적립
gift voucher 선물 상품권 기프트
membership grade tier plan 멤버십 등급 요금제
plan tier 요금제 플랜
sum subtotal amount total 합계 총액 금액
amount 금액 수량
quantity qty amount 수량 개수
soldout sold-out unavailable 품절 매진
exchange rate 환율
withdraw leave unregister 탈퇴
logout signout sign-out logged 로그아웃
session cookie 세션 쿠키
oauth sso saml okta oidc 소셜 SSO 싱글사인온
captcha bot 캡차 봇
otp 2fa mfa 이중인증 이단계 OTP
role permission grant rbac 역할 롤 권한
role part 역할
privileg admin 권한 관리자
firewall acl 방화벽
port 포트
proxy nginx 프록시 엔진엑스
gateway 게이트웨이
balanc 밸런싱 밸런서 분산
redundan replica standby ha 이중화 복제 다중화
replic 복제 레플리카
shard partition 샤딩 파티션 샤드
cluster kubernetes k8s eks gke 클러스터 쿠버네티스
pod replica 파드 포드
kubernet k8s helm 쿠버네티스 쿠버
terraform iac 테라폼
ansible playbook 앤서블 플레이북
provision 프로비저닝 구축
autoscal hpa scal 오토스케일 스케일 확장 증설
scal expand grow resiz 확장 증설 스케일 늘리 늘렸
bucket s3 버킷
lambda serverless 람다 서버리스
cloud aws gcp azure 클라우드
region zone az 리전 존
ssl tls https cert 인증서 SSL TLS
cdn edge 엣지 CDN
latency delay lag slow 지연 레이턴시 느린
uptime availab 가용성 업타임
outage downtime down 장애 다운타임 중단
downtime interrupt 다운타임 무중단 중단
oncall on-call pager 온콜 당직
postmortem retrospect rca 회고 장애보고서 사후
sla slo 서비스수준 SLO SLA
leak 누수 유출 릭
deadlock 교착 데드락
race 경합 레이스
crash 크래시 비정상종료 튕기 튕김
hang freez 멈춤 프리징 행
flak unstable intermittent 불안정 간헐 플레이키
reproduc 재현
root cause reason 원인
reason cause why 이유 원인 사유
cause 원인
warn 경고 워닝
sever critical 심각 치명
pipelin 파이프라인
artifact 아티팩트 산출물
jenkins ci actions workflow 젠킨스 CI
ci pipeline workflow 지속통합 CI 파이프라인
cd deploy 지속배포
canary bluegreen 카나리
hotfix patch 핫픽스 패치
patch 패치
stage step phase 단계 스테이지
gradual incremental phased 점진 단계적
tag version release 태그
releas version notes 릴리즈 릴리스
repo repository 저장소 레포 리포지토리
registry 레지스트리
issue ticket 이슈 티켓
mock stub fake 목 모킹 스텁 가짜
fixture 픽스처
snapshot 스냅샷
assert 단언
property fuzz 퍼즈
lint format style eslint ruff prettier 린트 포맷
style css 스타일
typescript ts tsc 타입스크립트
type tsc mypy pyright 타입
javascript js 자바스크립트
python py 파이썬
java jvm 자바
kotlin 코틀린
swift 스위프트
react 리액트
flutter 플러터
django 장고
spring 스프링
android galaxy apk aab 안드로이드 갤럭시
ios iphone ipad testflight 아이폰 iOS 애플
browser chrome safari firefox edge 브라우저 크롬 사파리 파이어폭스
chrome 크롬
safari 사파리
firefox 파이어폭스
tablet ipad 태블릿
desktop pc 데스크톱 데스크탑 PC
offline 오프라인
online 온라인
realtime real-time live websocket socket 실시간 웹소켓 소켓
stream 스트림 스트리밍
kafka 카프카
message broker rabbitmq 메시지 브로커
etl ingest pipelin load 적재 수집 ETL
collect gather crawl scrap ingest fetch 수집 모으 모았 크롤링
crawl scrap spider 크롤링 크롤러 스크래핑
warehouse bigquery snowflake redshift 웨어하우스 빅쿼리
preprocess clean 전처리 정제
cleans refin dedup 정제 클렌징 전처리
normaliz standardiz 정규화 표준화
anonym pseudonym mask hash 익명화 가명 마스킹 비식별
outlier anomal 이상치 이상
missing null nan blank 결측 누락 null 빈값
featur 피처 특성 특징
dashboard tableau looker metabase redash 대시보드
kpi metric 지표 KPI
label class 라벨 레이블 클래스
epoch 에폭 에포크
finetun fine-tun train 파인튜닝 미세조정 학습
train fit 학습 훈련 트레이닝
inferenc serv predict 추론 서빙 예측
hyperparam 하이퍼파라미터
accura precision recall f1 auc 정확도 정밀도 재현율
recall 재현율
precision 정밀도
baselin 베이스라인 기준
confusion matrix 혼동행렬 혼동
matrix 행렬 매트릭스
eval evaluat benchmark assess judg 평가 벤치마크 측정
experiment trial ab a/b 실험 테스트
checkpoint weight 체크포인트 가중치
embed vector 임베딩 벡터
vector 벡터
chunk 청크 조각
gpu cuda 그래픽카드 GPU
sample example few 샘플 표본
translat ko en ja 번역 옮기 옮겼
japan ja jp 일본어 일어 日本語
chinese zh cn 중국어
spanish es 스페인어
english en 영어 영문 영문판
korean ko hangul 한국어 한글 한글화 국문 우리말
multilingu i18n locale 다국어
spell typo grammar 맞춤법 오탈자 오타 철자
typo spell 오타 오탈자
glossary term 용어
paragraph section chapter 문단 단락 섹션 장 절
section chapter part 섹션 절 장
install setup 설치 설치법 인스톨
usage use how usage 사용 사용법 이용 활용
usage example 사용예 예시
diagram draw figure 다이어그램 도식 그림
architect structur 아키텍처 구조
structur schema layout 구조 스키마
structur organi 구조 조직 구성
faq q&a 질의응답 FAQ
meeting minutes 회의 회의록
minutes notes 회의록 메모
interview 인터뷰 면담
research investigat study survey 조사 연구 리서치
competitor rival 경쟁사 경쟁
market 시장 마케팅
newsletter 뉴스레터 소식지
blog article post 블로그 글 포스트
press release 보도자료
slide deck presentation ppt 슬라이드 발표자료 발표
present demo 발표 시연 데모
demo 데모 시연
wireframe 와이어프레임
prototyp 프로토타입 시제품
spec requirement 명세 요구사항 스펙 사양
swagger openapi 스웨거 명세
swagger openapi api 스웨거
postman collection 포스트맨 컬렉션
collection 컬렉션 모음
sheet spreadsheet excel xlsx 시트 스프레드시트 엑셀
excel xlsx 엑셀
pdf PDF 피디에프
zip 압축 집
print 인쇄 프린트
attach 첨부 붙임
quota 쿼터 할당량
ratelimit throttl 속도제한 호출제한 유량
consumption spend spent cost 소비 지출 비용
save saving reduc cut 절감 절약 줄이 줄였
bill charge 과금 청구
contract agreement 계약 약정
legal law 법무 법률
complian gdpr isms 규정 준수 컴플라이언스
penetrat pentest 모의해킹 침투
vulnerab trivy snyk cve 취약점 보안
scan 스캔 검사
inject xss csrf sqli 인젝션 주입
sanit escap 이스케이프 새니타이즈 살균
hash bcrypt argon 해시 해싱
sign signature 서명
cipher encrypt kms aes 암호화
expire ttl 만료 유효기간
retent days ttl 보관 보존
archiv cold 보관 아카이빙
purge expire delete 폐기 삭제 파기
prune vacuum 정리 청소
orphan unused stale obsolete deprecat 미사용 안쓰는 고아 오래된 폐기
unused 미사용 안쓰는
deprecat legacy old obsolete 지원중단 폐기 레거시 옛
backward compat 하위호환 호환
compat 호환
cross browser 크로스 브라우저
bottleneck profil 병목 프로파일
profil 프로파일링 프로파일
bundl chunk 번들
lazy 지연로딩 레이지
asset static 정적 에셋 리소스
resource 리소스 자원
cpu 프로세서 CPU
thread 스레드 쓰레드
pool 풀
connection 연결 커넥션 접속
socket 소켓
session 세션
context 컨텍스트 문맥
distribut spread split 분배 분산 나누
percent ratio share rate 비율 퍼센트
average mean avg 평균
median p50 중앙값
maximum max peak highest 최대 최고
minimum min lowest 최소 최저
total overall wall 전체 총 합계
elapsed wall duration took takes runtime time 소요 걸리 걸렸 걸림 시간
duration took takes elapsed time 소요시간 소요 걸렸
finish complet end done 완료 끝 마치 마쳤
interval every period 주기 간격
period term duration 기간 주기
trigger fire invoke 트리거 발동 호출
call invoke 호출 콜
fallback 폴백 대체
circuit breaker 서킷 차단기
backoff exponential 백오프 지수
exponential 지수 백오프
jitter 지터
heartbeat 하트비트 생존신호
probe liveness readiness 프로브 헬스체크
failback 원복 복귀
restore 원복 복원 되돌리
copy clone duplicat 복사 복제
paste 붙여넣기
move relocat transfer shift 이동 옮기 옮겼 옮김 이전
rename 이름변경 바꾸
arrang reorder sort 정렬 순서
hide hidden conceal 숨김 숨기 가리
visible expos show 노출 공개 보이
public open 공개 퍼블릭
private internal 비공개 사설 내부 프라이빗
internal in-house 내부 사내
external outside 외부
invit 초대
team squad 팀
org organization 조직 기관
company corp 회사 기업
staff employee 직원 사원
hire recruit 채용
vacation leave 휴가 연차
salary payroll wage 급여 월급
attend 출석 근태
student 학생
teacher instructor 강사 교사
course lesson class 강의 강좌 수업
quiz exam 퀴즈 시험
patient 환자
doctor 의사
hospital clinic 병원
map location geo 지도 위치
location position place 위치 장소
route path 경로 라우트
distance 거리
weather 날씨
sensor 센서
camera 카메라
print printer 프린터 인쇄
barcode qr 바코드 QR
scanner 스캐너
vehicle car 차량 자동차
delivery shipping parcel 배송 택배 배달
track trace tracking 추적 조회
lookup view query inquir 조회 열람
inquir consult 문의 상담
complain 불만 민원
answer repl respons 답변 응답 회신
comment repl 댓글 답글
spam abus 스팸 어뷰징 악성
report abuse flag 신고
ban suspend block 정지 차단
unlock 잠금해제 해제
lock 잠금 잠기 잠김 잠금처리
constraint unique foreign 제약 유니크
index 인덱스 색인 인덱싱
rebuild reindex regenerat 재구축 재생성 재색인
join 조인
view materializ 뷰
trigger 트리거
procedure 프로시저
pagin page cursor 페이지네이션 페이징 페이지
cursor 커서
dropdown select combobox 드롭다운 셀렉트 선택
checkbox 체크박스
radio 라디오
slider carousel 슬라이더 캐러셀
tab 탭
card 카드
widget 위젯
component 컴포넌트 구성요소
hook 훅
state store redux 상태
route router 라우팅 라우터
middlewar 미들웨어
plugin extension addon 플러그인 확장 애드온
extension 확장
theme dark light 테마
icon favicon 아이콘 파비콘
splash 스플래시
badge 배지 뱃지
toast snackbar 토스트 스낵바
skeleton placeholder 스켈레톤 자리표시
placeholder 플레이스홀더 자리표시
redirect 리다이렉트 리디렉션 이동
seo meta sitemap 검색엔진 메타
sitemap 사이트맵
history 이력 기록 내역
sms text 문자 SMS
compress gzip brotli zip minif 압축
consecutive row straight successive 연속 연달아
flak clock 플레이키
monday mon 월요일
tuesday tue 화요일
wednesday wed 수요일
thursday thu 목요일
friday fri 금요일
saturday sat 토요일
sunday sun 일요일
weekly week 주간 매주
monthly month 월간 매월
daily day 일간 매일
infinite endless 무한 끝없
gallery photo picture image 갤러리 사진
meta og 메타
analytic ga amplitude mixpanel 분석 애널리틱스
event log 이벤트
audit log 감사
sentry bugsnag 센트리
grafana loki kibana 그라파나
trace jaeger tempo otel 트레이스
webhook callback 웹훅 콜백
callback 콜백
consum subscrib 소비 컨슈머
produc publish 생산 프로듀서
dead letter dlq 실패큐
retry again re-attempt 재시도 다시
sandbox 샌드박스
staging stg 스테이징
local 로컬
real actual 실제 실
shortcut hotkey 단축키
flag toggle switch 플래그 토글
experiment rollout 실험
gradually percent 단계
""".strip()

#: Words that say that something is done, not what; they weigh little.
GENERIC = frozenset(
    """
    add creat implement writ made make build built updat chang fix appl includ
    complet finish done support handl ensur provid work keep set use get put new
    verif confirm check run all correct clear simpl readabl
    proper short brief nice good basic success exist also
    추가 작성 구현 생성 완료 적용 반영 수정 변경 개발 제작 처리 포함 정리 확인 수행
    진행 작업 도입 제공 기능 동작 작동 방법
    전체 모든 모두 관련 해당 정상 신규 기존 실제 결과 필요
    """.split()
)
#: Names of things that look like forms of a generic word.
_THINGS = frozenset("setting settings building checklist checkbox checkout".split())
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
_DERIVED = re.compile(
    "ic|if|iz|at|it|ur|e|y|iv|or|ion|ment|enc|anc|ab|abl|ent|ant|er|al|d|t"
)


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
    return word in GENERIC or (word not in _THINGS and root(word) in GENERIC)


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
