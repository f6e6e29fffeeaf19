"""The words that mean the same: data for `words`, English and Korean."""

from __future__ import annotations

#: One line, one meaning. English entries are roots and match what starts so. Behind a
#: colon are kinds of it: each is told by its own name or by that of all.
MEANINGS = """
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
notif inform tell told 알리 알렸 알려
maintenance upkeep 점검 유지보수 정비
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
database db 데이터베이스 디비 : postgres mysql
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
timeout 타임아웃 시간초과 시간초과
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
mobile phone 모바일 : android ios 안드로이드 아이폰
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
record written wrote save kept store 기록 저장 남기 남김 보관 적었 적재
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
cloud 클라우드 : aws gcp azure
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
tag 태그
releas notes changelog 릴리즈 릴리스
repo repository 저장소 레포 리포지토리
registry 레지스트리
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
browser 브라우저 : chrome safari firefox edge 크롬 사파리 파이어폭스 엣지
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
api : swagger openapi 스웨거
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
map 배치도 약도 도면
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
summaris summariz summar synops digest 요약
organis organiz 정리 조직
optimis optimiz 최적화
recognis recogniz detect 인식 감지 탐지
localis localiz 현지화
authoris authoriz 인가 권한
normalis normaliz 정규화
colour color tint 색 색상 컬러
cancell cancel 취소
catalogue catalog 카탈로그 목록
licence license 라이선스 면허
prevent avoid forbid prohibit stop guard disallow 방지 막 막았 막히 막아 차단 금지 예방
prevent avoid 방지 예방 않게 않도록 없게 없도록
duplicat repeat twice double unique 중복 두번 두 유니크 같은 이중
unique distinct 유일 고유 유니크
append stack accumul pile 쌓 적재 누적 축적
persist store save saved record write kept row 저장 적재 기록 남기 남김 쌓 한줄 보관
separate dedicated own another standalone 별도 따로 독립 전용 개별
mute muted silent silence soundless unmuted 음소거 무음 소리없 조용
play plays playback autoplay 재생 플레이
pause paus resum 일시정지 재개 이어하기 이어서
resume continu restart 재개 이어 이어하기 계속 재시작
interrupt abort ctrl-c kill 중단 끊 강제종료 멈추
progress percent 진행 진행률 진척 퍼센트
dry-run dryrun preview simulat 드라이런 모의 시험실행
lose lost defeat loss die dead 패배 지면 졌 진 사망 죽
win won victor clear 승리 이기 이겼 클리어
challeng attempt 도전 시도
stage level map 스테이지 레벨 단계 판
boss enem monster mob 보스 적 몬스터
player gamer character hero 플레이어 캐릭터 유저 주인공
game play 게임
quest mission 퀘스트 미션 임무
skill abilit spell 스킬 능력 기술
weapon sword gun 무기 검 총
item gear equip 아이템 장비
invent bag 인벤토리 가방
slot 슬롯 칸
save savegame 세이브 저장
load loading 로드 불러오 로딩
controller gamepad joystick pad 컨트롤러 패드 조이스틱 게임패드
input control key 입력 조작 키
jump leap 점프
sprite texture 스프라이트 텍스처
frame fps framerate 프레임
shader render 셰이더 렌더링
physic collision collid hit 물리 충돌 히트
sound sfx effect bgm music audio 효과음 사운드 배경음 음악 소리 음향
volume loud 음량 볼륨
cutscene scene 컷신 장면 씬
dialog dialogue line script 대사 대화
score point 점수 스코어
achiev trophy badge 업적 도전과제 트로피
leaderboard rank 순위표 랭킹 리더보드
lobby matchmak room 로비 매칭 방
reward prize loot 보상 상품 리워드
difficult hard easy 난이도 어려 쉬
tutor tour guide walk 튜토리얼 투어 안내
skip 건너뛰 스킵 넘기
room venue space hall 방 회의실 장소 공간 룸 회의장
book reserv secur 예약 잡 잡았 예매 확보
lunch dinner meal food cater sandwich snack 점심 식사 도시락 저녁 간식 다과
coffee tea drink beverage 커피 음료 차
invit calendar 초대 초대장 캘린더 일정
guest attend participant visitor 참석자 참가자 손님 게스트 방문객
attend join particip 참석 참가 참여
seat chair capacity 좌석 자리 정원
hotel lodging accommodat stay 호텔 숙소 숙박
flight airline plane ticket 항공 항공권 비행기
train rail ktx 기차 열차
taxi cab shuttle bus 택시 셔틀 버스
trip travel journey 출장 여행
parking park 주차
badge pass card 출입증 사원증 명찰
desk table chair furniture 책상 의자 가구
laptop notebook computer pc machine 노트북 컴퓨터 피시 PC 장비
printer toner 프린터 토너
monitor screen display 모니터 화면
phone handset mobile 휴대폰 전화 핸드폰 폰
equipment gear device asset 장비 기기 비품 자산
supplies stationery 비품 소모품 문구류
return gave back handed 반납 반환 돌려
borrow lend loan rent 대여 대출 빌리 임대
repair fix mend 수리 고치 고쳤 보수
replace renew swap 교체 갈 갈았
clean wash tidy sweep 청소 세척 정돈
inspect inspection check 점검 검사
safety safe 안전
fire alarm evac 화재 소방 대피
training educat lesson workshop seminar 교육 연수 세미나 워크숍 강의
lectur class session 강의 수업
complet finish took taken 이수 수료 수강 마치
uncompleted overdue outstanding 미이수 미수료 미납 미완
roster list names 명단 명부 목록
extract pull pick drew list 추출 뽑 뽑아 뽑았 골라
department division team unit dept 부서 팀 본부 부
head manager leader lead chief 부서장 팀장 관리자 장 책임자
inform notif tell told mail sent 안내 알림 통지 공지 드렸
guid instruct 안내 안내문 지침
employee staff worker member personnel 직원 사원 임직원 구성원
resign leaver left depart quit offboard 퇴사 퇴사자 퇴직
onboard newcomer joiner newhire hire 입사 입사자 신규 온보딩 신입
candidate applicant 지원자 후보자 응시자
apply application applicant 지원 지원서 신청 접수
post posting opening vacanc job 공고 채용공고 게시
hire recruit 채용 모집
intranet internal in-house 사내 사내망 인트라넷 내부
board bulletin 게시판 보드 이사회
linkedin 링크드인
facebook 페이스북
instagram insta 인스타그램 인스타
youtube 유튜브
twitter x 트위터
kakao kakaotalk 카카오 카카오톡 카톡 알림톡
naver 네이버
google 구글
apple 애플
microsoft teams 마이크로소프트 팀즈
zoom 줌
contact reach phone email 연락 연락처
callback call 콜백 전화
form application questionnaire 폼 신청서 지원서 설문지
connect link point hook attach 연결 연동 이어 붙 붙였
survey poll questionnaire 설문 설문조사
respond respons answer reply 응답 답변 회신 답장
repl answer canned saved 답변 답장 회신 상용구
ticket case inquiry inquir 티켓 문의 건
agent rep operator counsel 상담원 상담사 에이전트
escalat hand 에스컬레이션 이관 격상 상향
refund return chargeback 환불 반환
complaint claim 불만 클레임 민원
satisf csat nps 만족 만족도
resolv settle close 해결 종결 처리 마무리
open opened opening 열 열리 열었 오픈 개설
close closed shut 닫 닫기 닫히 닫았 종료 마감 폐쇄
start begin began launch 시작 개시 착수 기동
end finish stop 끝 종료 끝나
exit terminat quit 종료 끝나 나가
refus reject deni denied abort 거부 거절 반려 거부하
invalid wrong bad garbage malform error 잘못 틀린 오류 에러 유효하지 이상한
environ variab env envvar 환경 변수 환경변수
adjust tune configur control set 조절 조정 설정 지정
size count number 크기 개수 수 사이즈
default fallback 기본 기본값 안주면 생략
value setting 값 설정값
specif designat assign set 지정 명시
amount number count 수 개수 횟수 건수
times count counter number 횟수 회수 카운트 번
counter count 카운터 카운트 횟수
button btn 버튼 단추
result outcome 결과 결과창
window dialog popup 창 윈도우 팝업
show appear display visible popped pops 표시 뜨 뜨게 뜬다 뜸 떴 보이 보여
show appear display 표시 나타나 나오 나온 노출
hide hidden disappear vanish gone removed 숨김 숨기 사라 안보이 감추
readable visible legible 읽기 보이 가독성
digit number numeral figure 숫자 자리 자릿수
last final ending 마지막 끝 뒤 최종
first initial beginning 첫 처음 최초
front before ahead 앞
mask hid redact asterisk star 마스킹 가림 가리 별표
back-office backoffice admin 백오피스 관리자 어드민
lookup search find look 조회 검색 찾 찾기
find found locat discover 찾 찾기 찾았 발견
limit limiter throttl cap window 제한 한도
exceed beyond over above more 초과 넘 넘어 이상
address ip 주소 아이피
code codes 코드
two-factor 2fa totp otp mfa 이단계 2단계 이중 2차
factor step stage 단계 요소
rotat rotation swap new 교체 로테이션
overlap grace 겹침 중첩 유예 겹치
grace 유예
previous old former prior 이전 옛 예전 기존
latest newest recent 최신 최근
everywhere all every 모든 전체 전부 모두
logout log-out signout sign-out 로그아웃
login log-in signin sign-in 로그인
change chang alter modif switch 변경 바꾸 바꿔 바꿨 바뀌 바뀐 수정
move mov transfer migrat reloc 이동 옮기 옮겨 옮겼 옮김 이관 이전
copy copies clone 복사 사본 복제
mirror replicat copy 복제 미러
match equal agree ident same reconcil 일치 맞 맞추 같 동일 맞았
mismatch differ discrepan gap 불일치 차이 다르 달라
differ differenc 차이 다르 다름 상이
compar against diff versus 비교 대조
checksum hash digest 체크섬 해시
sum total add 합 합계 합산
balance 잔액 잔고 균형
ledger book account 원장 장부
account accounting finance 회계 경리 재무
expense expenditure spend cost 경비 지출 비용
budget fund 예산 기금
reimburs expens settle 정산 환급
transfer remit wire pay 이체 송금 지급
pay paid payment 결제 지급 납부 지불
salary wage payroll 급여 임금 월급
tax duty vat 세금 세액 부가세
quote quotation estimat 견적 견적서
tender bid rfp proposal 입찰 제안 제안서 공고
propos proposal 제안 제안서
contract agreement deal 계약 계약서
sign signed signature stamp 서명 날인 도장 사인
approv approval 승인 결재
approval settlement 결재 전자결재
reject return send-back 반려 거절
submit submission submit file hand 제출 접수
deadline due date cutoff 마감 기한 마감일
date day 날짜 일자
time hour clock 시간 시각
noon midday 정오
morning am 오전 아침
afternoon pm 오후
night midnight nightly 밤 야간 새벽
weekday 평일
weekend 주말
quarter quarterly 분기
half semi 반기 절반
page sheet 페이지 쪽 장
one-page onepager 한쪽 한장
folder drive director shared 폴더 드라이브
shared share common 공유 공용 공동
list table catalog 목록 리스트 표 명단
table chart grid 표 테이블
column col field 열 컬럼 칸
row line entry record 행 줄 건
cell 셀 칸
header heading title head 제목 헤더
footer bottom 하단 푸터 아래
top upper 상단 위 맨위
left 왼쪽 좌측
right 오른쪽 우측
center centre middle 가운데 중앙
below under beneath 아래 하단 밑
above over 위 상단
side lateral 옆 측면
box panel 상자 박스 칸
image picture photo 이미지 사진 그림
logo mark 로고
brand 브랜드
poster flyer leaflet brochure 포스터 전단 전단지 리플렛 브로슈어
banner signboard placard 배너 현수막
print printed press 인쇄 출력
design layout artwork 디자인 시안 도안
draft version 초안 시안
propose variant option 시안 안
icon pictogram 아이콘
illustrat drawing artwork draw 일러스트 그림 삽화
animation animat motion 애니메이션 모션
video clip film footage 영상 비디오 동영상 클립
hero banner header 히어로
encod re-encod transcod 인코딩 변환
compress zip shrink 압축
resolution 해상도
caption subtitle 자막
mobile phone handheld smartphone 모바일 휴대폰 폰 스마트폰
pixel iphone galaxy phone 픽셀 아이폰 갤럭시
markup publish html 퍼블리싱 마크업
html 마크업
style css theme 스타일 테마
horizontal sideways 가로 수평
vertical 세로 수직
width 폭 너비
wide broad 넓 넓게
narrow 좁 좁은
light bright 라이트 밝 밝은
dark night 다크 어두
contrast ratio 대비
font type letter 글꼴 글자 폰트
letter character glyph 글자 문자
text copy wording 텍스트 문구 글 글자
plain simple easy 쉬운 평이 간단 쉽게 쉬
language tongue lang 언어 말
german deutsch de 독일어 독어
french fr 프랑스어 불어
italian it 이탈리아어
chinese mandarin zh 중국어 중문
japanese ja 일본어 일문
vietnam vietnamese vi 베트남어
thai th 태국어
translat version languag locale 번역 번역본
locale languag i18n 로케일 언어
shopper buyer customer visitor 고객 구매자 손님 쇼핑객
declin refus reject 거절 거부
card credit 카드
wallet 지갑 월렛
rewrite rewrit reword rephras revis redraft 다시쓰 재작성 고쳐쓰 개정 새로썼
revis amend updat edit rework 개정 수정 개편
reword rephras 문구수정 다듬 고쳐
polish refin 다듬 다듬었 개선
simplif plain 간소화 단순화
shorten short brief trim 단축 줄이 줄여 줄였 짧 축약
extend lengthen longer prolong 연장 늘리 늘렸 확장
increas rais more boost higher 증가 늘리 늘렸 높이 높였 올리 올렸 인상
decreas lower reduc drop fell fewer less cut down 감소 줄이 줄여 줄였 낮추 낮췄
decreas lower drop fell 감소 내리 내렸 인하 떨어
halve half 절반 반
double twofold 두배 배
speed quick fast accelerat 속도 빠르 빨라 가속
boot startup start power-on 부팅 기동 시작 전원
power electric 전원 전력
reboot restart 재부팅 재시작
firmware 펌웨어
driver 드라이버
kernel 커널
embedded board mcu 임베디드 보드
sensor probe 센서 감지기
temperature temp thermal heat 온도 열 발열
humid 습도
pressure 압력
battery charge 배터리 충전
motor 모터
led lamp light 조명 램프 불
wifi wireless bluetooth ble 와이파이 무선 블루투스
signal 신호
packet datagram 패킷
serial uart 시리얼 직렬
register 레지스터 등록
buffer 버퍼
interrupt isr 인터럽트
loop cycle 루프 반복 순환
repeat loop again 반복 되풀이 다시
again re-run rerun retry retri once-more 다시 재 재시도 재실행 호출
call invoke request 호출 요청
file lock flock fcntl lock 잠금 락 잠그
simultan concurren parallel at-once race same-time together 동시 한꺼번에 병렬 같이
process proc 프로세스
thread goroutine 스레드
command cmd cli subcommand 명령 명령어 커맨드
subcommand 하위명령 서브커맨드
option flag switch param argument 옵션 플래그 인자
parameter param argument arg 매개변수 파라미터 인자
help usage manual 도움말 사용법
prior priorit 우선순위 우선
sort order rank 정렬 순서 차순
escape escap 이스케이프
pad padding align 패딩 정렬 맞추
align line-up 정렬 맞추
parse parser pars 파서 파싱
writer serializer 라이터 작성기
serial serializ marshal 직렬화
round-trip roundtrip 왕복
convert transform chang 변환 바꾸 바꿔
unit units 단위
checkpoint 체크포인트
rows lines 행 줄
thousand 천
million 백만
queue backlog 큐 대기열
requeue re-queue reenqueue back 재등록 되돌리 다시
ready 준비 대기 READY
state status flag 상태
flip toggle switch set 전환 바꾸 바꿨
reset clear zero initial 초기화 리셋
clear empty flush wipe 비우 비웠 초기화 지우
delete delet remov erase gone wipe 삭제 지우 지웠 없앴 제거 폐기
archive archiv shelve 보관 아카이브
bump upgrad rais newer 올리 올렸 업그레이드
depend dependenc package librar 의존성 의존 패키지 라이브러리
break broke broken breakag 깨지 깨진 망가
port ported adapt migrat 포팅 이식 옮기
release ship publish launch deploy 출시 릴리스 배포 공개
beta testflight 베타
tester testers qa 테스터 시험자
store appstore playstore 스토어 앱스토어
build binary artifact 빌드 바이너리 산출물
upload push submit 업로드 올리 올렸 올리니 올려 제출
transparen alpha 투명
locale translation 번역 로케일
missing absent lacking 누락 빠진 없는
key 키 열쇠
check checker verif lint 검사 점검 확인
wizard step 마법사 단계
template boilerplate canned 템플릿 양식 서식
snippet 스니펫 조각
saved stored kept 저장 보관
group team shared 팀 그룹
per each every 별 마다 각 각각
own their respective 자체 각자 자기
librar collection 라이브러리 모음
admin administrator 관리자
edit modif chang 편집 수정
insert paste put 삽입 넣 넣었
fill populat complete 채우 채웠 입력
blank empty 빈 비어
require mandator must compulsory 필수 의무
optional 선택
consent agree accept 동의
collect gather 수집 모으
subscrib sign-up signup 구독 가입 신청
newsletter mailing 뉴스레터 소식지
mailing mail letter 메일 우편 편지
letter 편지 서신
envelope 봉투
parcel package box 소포 택배 상자
courier deliver shipping 택배 배송 배달
warehouse depot 창고 물류
shelf rack 선반 랙
stock inventory count 재고
order purchase 주문 발주 구매
supplier vendor 공급업체 거래처 업체 납품
deliver delivery arriv 납품 배송 도착
invoice bill statement 청구서 송장 세금계산서 명세서
receipt voucher slip 영수증 전표
customer client 고객 거래처
phone telephone call 전화 통화
visit call 방문
meeting session call 회의 미팅
agenda topic 안건 의제
minutes record note 회의록 기록
action follow-up task 조치 후속
assign owner charge 담당 배정
schedule plan timetable 일정 계획 시간표
announc notice broadcast 공지 안내 발표
rule policy regulat guideline 규정 규칙 지침 방침
guideline guide policy standard 가이드 지침 기준
standard criterion norm 기준 표준
legal statut compulsory law 법정 법적 법률
privacy personal 개인정보
gdpr pipa 개인정보보호법
insur insurance 보험
medical health 의료 건강
checkup screening 검진
pharmacy medicine drug 약국 약 의약품
reserv appointment booking 예약
school 학교
student pupil 학생
parent guardian 학부모 부모 보호자
homework assign 과제 숙제
grade mark score 성적 점수 채점
exam test quiz 시험
library 도서관
book title 책 도서
author writer 저자 작가
event festival fair 행사 이벤트 축제
speaker presenter lecturer 연사 강사 발표자
sponsor 후원 스폰서 협찬
press media reporter 언론 보도 기자
donat contribution 기부 후원
volunteer 자원봉사 봉사
photo shoot photograph 촬영 사진
interview 인터뷰 면접
restaurant cafe diner 식당 음식점 카페
menu dish 메뉴 요리
recipe ingredient 레시피 재료
kitchen 주방
farm field crop 농장 밭 작물
weather forecast rain 날씨 예보 비
map geo 지도
route path way 경로 길 노선
stop station 정류장 역
distance km mile 거리
construction site build 공사 현장 건설
floor storey 층
door gate entrance 문 출입문 입구
window 창문
elevator lift 엘리베이터 승강기
light lamp 전등 조명
water leak 누수 물
heat heating boiler 난방 보일러
air-condition aircon cooling 에어컨 냉방
tenant resident 입주민 세입자 거주자
apartment flat 아파트
property estate house 부동산 주택 집
rent lease 임대 월세 전세
mortgage loan 대출
interest rate 이자 금리
bank 은행
stock share equity 주식
fund 펀드 기금
portfolio 포트폴리오
crypto coin 코인 암호화폐
reconcil match tally 대사 대조 맞추
forecast project predict 예측 전망
trend 추세 동향 트렌드
average mean 평균
median 중앙값
worst slowest longest highest max 최악 가장느린 최대
best fastest lowest min 최고 최소 가장빠른
slowest slow 느린 느리
fastest fast 빠른 빠르
failover switchover takeover promot 장애전환 전환 승격 페일오버
replica secondary standby 복제본 복제
primary master main 주 메인 원본 프라이머리
read-only readonly 읽기전용 읽기 전용
network net lan 네트워크 망
router switch 라우터 스위치
subnet vlan 서브넷
vpn tunnel 터널 VPN
traffic request 트래픽 요청
rps qps throughput 처리량
concurrent simultaneous user 동시 접속자
stress load soak 부하 스트레스
capacity volume 용량
disk volume storage 디스크 볼륨 저장
quota limit 할당 한도
snapshot image 스냅샷
encrypt cipher crypt 암호화
decrypt 복호화
secret vault 시크릿 비밀 금고
leak expos 유출 노출
breach intrusion 침해 침입
patch update fix 패치 수정
audit trail log 감사 기록
anonym deidentif 익명 비식별
detect spot catch recogni 감지 탐지 발견 잡 잡아
alert alarm page notif 알림 경보 알람
threshold limit 임계 기준
dashboard board panel 대시보드 현황판 상황판
widget tile 위젯 타일
pie 파이 원형
bar 막대 바
line 선 꺾은선
legend 범례
axis 축
tooltip hover 툴팁
filter narrow 필터 거르 걸러
group aggregate 그룹 묶 묶음 집계
pivot 피벗
crosstab 교차표
dedup duplicat 중복제거 중복
null missing blank 결측 빈값 널
outlier extreme 이상치
sample sampl 표본 샘플
dataset corpus 데이터셋 말뭉치
label annotat tag 라벨 레이블 라벨링 주석
train fit learn 학습 훈련
inferenc predict 추론 예측
model network 모델
notebook jupyter 노트북 주피터
script 스크립트
cron schedule timer 크론 예약 스케줄
timer countdown 타이머 카운트다운
daily every-day 매일 일일
weekly 매주 주간
monthly 매월 월간
hourly 매시간 시간마다
realtime live instantly 실시간 즉시 바로
instant immediate at-once right-away 즉시 바로 곧바로
automatic automat auto by-itself 자동 자동으로 알아서
manual by-hand hand 수동 손 손으로 직접
undo revert back 되돌리 실행취소 취소
redo 다시실행
drag move 드래그 끌
drop 드롭 놓
click press tap 클릭 누르 눌러 탭
hover mouseover 호버 올리
select choose pick 선택 고르
check tick 체크
toggle switch on/off 토글 켜고
expand open unfold 펼치 펼침 확장
collaps fold close 접 접기 접힘
search find 검색 찾기
suggest autocomplet 추천 제안 자동완성
nickname alias 닉네임 별명 별칭
profile account 프로필 계정
avatar photo 아바타 프로필
bio introduc 소개 자기소개
introduc intro 소개
greet welcome hello 인사 환영 인사말
welcome onboard 환영 온보딩
thank 감사
farewell goodbye 작별 환송
birthday 생일
gift present 선물
condolence congrat 경조사 조의 축의
support aid help 지원 도움
allowance benefit welfare 수당 복지 복리후생 지원금
leave vacation holiday pto off 휴가 연차 휴무
overtime 야근 초과근무 연장근무
shift roster 교대 근무표 당번
commut attend 출퇴근 근태
remote wfh telework 재택 원격
office 사무실 오피스
seat desk 자리 좌석
cleaner garbage trash waste 쓰레기 청소
recycl 재활용 분리수거
restrict limit prevent block bar 제한 금지 막 막았 막히 차단
polish pl 폴란드어
vietnamese vi 베트남어
square 정사각형 정사각
crop cut trim 자르 잘라 잘랐
tie equal draw 동점
warn ask prompt 경고 묻 물어
typo misspell correct 오타 교정
correct fix 교정 고치 바로잡
material handout document pdf 자료 교재 파일
distribut circulat sent hand 배포 돌리 돌렸 나눠
answer question 질의응답 질문
operat run held hold 운영 열 열었 진행
애플리케이션 app application 앱
unauthoriz 401 403 권한없 비인가
rate-limit limit throttl limiter 호출제한 속도제한
dead-letter dlq dead
expir expiry notafter valid expires 만료 유효기간 만료일
percentile p95 p99 p50 p90 95th 99th 백분위
outbound egress 아웃바운드 외부통신 송신
inbound ingress 인바운드 수신
internet external outside public 인터넷 외부
prove show proof shown demonstrat evidenc 증명 입증
postmortem incident retrospect 포스트모템 사후 사후보고서 회고
consumer listen 컨슈머 소비자
unused orphan unattach idle unreferenc dead 미사용 안쓰 붙어있지 놀고
dedup duplicat repeat 중복 중복제거
timeline chronolog 타임라인 경과 시간순
identif determin found trac 파악 확인 규명 밝혀 식별
identif cause was because due 원인
airflow dag 에어플로 dag
critical severe 심각 치명
theme topic 주제 테마
hire newcomer joiner 입사자 신입
plain simple clear 쉬운 평이
capture screenshot screen 캡처 스크린샷 화면캡처
flak intermittent unstab sometimes random 간헐 가끔 플레이키
colour-blind colorblind 색각 색맹
how-to howto guide walkthrough walks 안내 가이드 방법
distinguish differ tell separat exit code 구분 구별
relocat reschedul move drain 재배치 이동 옮기
upper ceiling maximum cap max 상한 최대
lower floor minimum min 하한 최소
interval gap delay spacing every back 간격 주기 텀
reason why cause note 사유 이유 원인
no-answer stale silent unanswer 무응답 답이없 답없
reclaim return recover back 회수 돌아오 되찾
roster list name 명단
quarter q1 q2 q3 q4 1q 2q 3q 4q 분기
tls ssl https certificat 인증서 tls
mfa 2fa otp totp two-factor 이중 2단계 otp
lockout lock block attempts 잠금 차단
canary percent gradual 카나리 점진
feature-flag flag toggle 플래그 토글
zero-downtime rolling without interrupt downtime 무중단
invalidat expire purge refresh 무효화 비우 갱신
idempot duplicat repeat same twice once 멱등 중복 두번
signatur hmac verif sign 서명 hmac
404 not-found missing 없는
autocomplet typeahead suggest 자동완성
screen-reader voiceover nvda talkback 스크린리더
withdraw delete-account leave close 탈퇴 해지
reset forgot again new 재설정 초기화
unsubscrib opt-out stop 수신거부 구독취소
terms policy agreement 약관
anonymi pseudonymi hash strip 익명 가명 비식별
dormant inactive unused sleep 휴면 미접속
coupon code discount promo 쿠폰 할인
wishlist favorit like heart 찜 위시 좋아요
track waybill parcel number 운송장 송장 추적
restock arrive back 재입고
settl payout reconcil 정산 대사
ledger book journal entry 원장 장부 전표
reconcil match compare tally differ 대사 대조 일치 맞
forecast projection outlook 전망 예측
write-up wrote document note report 정리 문서 보고서
weekly week every-monday 주간 매주
monthly month 월간 매월 월별
daily day every nightly 일간 매일 일별
hourly hour every 매시간 시간별
conversion rate funnel 전환율 전환
retention cohort return 리텐션 잔존
survey poll questionnaire response form 설문 조사
respondent answer people participant 응답자 응답
interview talk spoke call 인터뷰 면담
competitor rival other alternative 경쟁사 타사
trend change over 추이 동향 트렌드
insight finding takeaway conclusion 시사점 인사이트 결론
recommend suggest proposal next 제언 권고 추천
conclusion summary wrap 결론 요약 마무리
appendix annex attach 부록 별첨
cover front title 표지
toc contents index 목차
footnote note reference 각주 주석
handout print material 유인물 자료 배포
agenda topic item 안건 의제
minutes record notes meeting 회의록
action-item todo task owner follow-up 액션아이템 후속 할일 조치
deadline due date by 기한 마감 납기
milestone phase target 마일스톤 단계
kickoff start first 킥오프 착수
proofread spell typo read grammar 교정 교열 맞춤법 감수
subtitle caption srt vtt 자막
voice-over narration record 내레이션 더빙 녹음
newsletter mailing email issue 뉴스레터 메일 소식지
recipient subscriber address list 수신자 구독자 대상
open-rate open click ctr 오픈율 열람 클릭률
rsvp reply attend confirm 참석 회신
attendee participant guest people 참석자 참가자 인원
headcount people number attend 인원 명수
equipment device laptop hardware 장비 기기 비품
supplier vendor partner 공급사 거래처 업체 협력사
hire recruit employ candidate 채용 지원자
candidate applicant resume cv 지원자 후보
job-post ad opening jd 채용공고 공고 jd
offboard leaver revoke return 퇴사 오프보딩
payroll salary wage pay 급여 월급
triage sort prioriti label 분류 우선순위
inquiry question ticket mail cs 문의 민원 cs
help-center article guide faq 도움말 고객센터
handover transfer hand pass 인수인계 인계
chatbot bot assistant 챗봇 봇
held-out test validation 테스트셋 검증셋
backfill history past reload 백필 과거 소급
null missing blank empty nan 널 결측 빈값
integrity consistent match 정합성 무결성
row-count count rows number 건수 행수
failover switch takeover promote 페일오버 장애조치 전환
calibrat adjust offset zero 보정 캘리브레이션
coverage cov lines percent 커버리지
refactor extract split clean restructure moved 리팩터링 분리 정리
rename new-name call 이름 변경 개명
install setup step procedure 설치 설정
getting-started quickstart start begin 시작하기 빠른시작
sign-off approve accept confirm 승인 확인 사인오프
naming name convention 명명 이름 네이밍
개선안 improv proposal fix remed solution 개선방안 고칠 고치 방안 대안 해결책 대책
conflict overlap clash collid 충돌 겹치 겹침 겹친
diagram flowchart chart figure 다이어그램 도식 그림 흐름도 순서도
interview talk spoke met 인터뷰 면담 만나
multilingu languag locale i18n 다국어 언어 : korean english japanese
writeup report summar postmortem 보고서 리포트 정리 요약
backfill fill 백필 채우 채웠
instant immediat right-away at-once 즉시 바로 곧바로 그자리
damag broken-goods 파손 손상 훼손
native 원어민 네이티브 현지인
review proofread inspect 검수 감수 검토
last past previous 최근 지난
languag 다국어 언어 : 한국어 영어 일본어 중국어
""".strip()

#: One line, things that go together: they hint at each other and prove nothing alone.
RELATED = """
flag option switch --
hit visit request access call 조회 방문 접속
bug issue problem fix fixed 버그 고쳤 수정
data value row record entry 데이터 값 행 기록
count number 건수 개수 수치
dockerfile multi-stage layer image base-image docker 도커파일
perform speed 성능 : query bulk index cache batch parallel 쿼리 벌크 인덱스 병렬
log row audit record leav trail 로그 기록 남
permalink url address link 고유주소 주소
deny den refus block lock forbid 거부 차단 금지
deny reject 401 403 forbidden unauthoriz 거부 차단
otherwise else others rest 그외 나머지
endpoint route api path handler get post put /v1 /v2 엔드포인트 라우트
legacy old v1 deprecat obsolete 레거시 구형 옛
env envvar environ 환경변수 환경
default fall fallback unset omit 기본 기본값 디폴트
compress gzip brotli webp avif minif weigh shrink 압축
static asset js css 정적
trap stay lock inside 가두 갇히
renew reissu rotat new certificat 갱신 재발급
primary key pk 기본키 pk 프라이머리
lookup search query find explain 조회 검색
recover restor code 복구 복원
rehears drill restor try attempt 리허설 훈련 모의
lag delay backlog 랙 지연
volume disk ebs 볼륨 디스크
interrupt preempt reclaim spot 회수 중단 선점
resum continu restart pick 재개 이어 이어서 다시
finding result learn conclus lesson 결과 발견 교훈 결론
clickstream click event 클릭 이벤트
outage incident down unplug plug 장애 다운
detect notic caught spot probe 감지 탐지 발견 알아차
on-call oncall pager call 당직 온콜
book reserv ours booked secur 예약 잡
inclu carry carries contain cover 포함
queue dlq 큐
spec test cypress playwright 스펙
e2e cypress playwright cy 종단 e2e
column field carri includ 컬럼 열 필드
convert migrat switch moved runs 전환 변환
source origin official reference 출처 원천 원본
citation cite reference source 인용 출처 참고문헌
subject title line 제목
orient landscape portrait rotat 가로 세로 회전
video player clip 영상 비디오 플레이어
stabil stable flak green 안정 안정화 간헐
colour color colour-blind 색 색각
compil build 컴파일 빌드
emit produc raise throw print report 내보내 출력 보고
persist surviv kept remain still stay 유지 남
restart reboot relaunch reopen again 재시작 재기동 껐다 다시켜
stop halt ceas end quit terminat 종료 중단 멈추 그만
force kill forced abrupt 강제 kill
protect guard branch rule 보호 방어
prevent block den reject 방지 차단 막
require mandator must enforc block cannot empty 필수 의무 비우 비워
unlabel without label 라벨없 라벨
stale inactive old 오래된 방치 무응답
reply answer respons 응답 답 회신
attach pasted paste link upload 첨부 붙임 붙여
attach screenshot capture 첨부 캡처
measur lighthouse benchmark took timed 측정 계측 재서 쟀
tool cli script utility program 도구 툴 스크립트
watchdog supervisor reaper 와치독 감시
round-trip return both 왕복
book ticket issu reserv 예매 발권 예약 잡
export save pdf csv excel xlsx out 내보내기 추출 저장
list listed names box table 목록 나열 정리
legal statutor mandator compliance 법정 의무
half h1 h2 반기
year 2023 2024 2025 2026 2027 연도 년도
restore recover rebuilt 복원 복구
rotate renew swap roll 교체 로테이션
broker kafka rabbit 브로커 카프카
node host machine server 노드 서버 호스트
kill drop down shut 죽이 내리 종료 중단
load traffic run rps 부하 트래픽
message event record 메시지 이벤트
pipeline job workflow build gitlab ci 파이프라인
gitlab github ci actions jenkins ci
lint ruff eslint flake8 pylint 린트
stage step job 단계 스테이지
loading load spinner fetch open 로딩 불러오
save saved write stor 저장 세이브
quota limit cap 한도 쿼터 할당량
dashboard board panel chart view 대시보드 현황판
alert alarm page notif warn slack email 알림 경보 알람
notif email mail slack message push told inform 알림 통지 발송
send sent deliver arriv receiv reach mail 발송 전송 보내 보냈 도착 나가 나갑
notif arriv reach receiv came 알림 도착 왔 받
refund reimburs money-back 환불 환급
dispatch send ship sent 발송 출고 보내
monitor watch probe check observ alert 모니터링 감시 관찰 지켜
probe health check ping poll 프로브 헬스체크 점검
uptime availab healthy up 가용 정상
latency p95 p99 p50 respons ms 응답시간 지연 레이턴시
throughput rps qps tps 처리량 tps
memory heap rss oom 메모리 힙
leak growth climb 누수 증가
cpu load usage util 사용률 cpu
util usage percent 사용률 활용률
disk space storage usage % 디스크 용량
log logg stdout 로그 로깅
structur json format 구조화 구조 json
correlat trace-id request-id 상관 추적 아이디
trac trace-id span request 추적 트레이스
retent keep kept days delete purge 보존 보관 기간
archiv moved cold glacier 아카이브 보관
encrypt kms tls aes crypt 암호화
rotat key secret password renew 교체 로테이션
vault secret secrets-manager ssm 시크릿 보관소 볼트
permiss role right iam grant access 권한 역할
least-privileg minimal scope 최소권한
scope permission right 범위 스코프 권한
audit log trail who when 감사 이력 기록
login sign-in session auth 로그인 인증
attempt tries try fail 시도 횟수
session cookie logged 세션 쿠키
csrf xss sqli inject 취약점 인젝션
sanit escap strip 이스케이프 정제
rate limit 429 throttl 제한
cors origin header 도메인 cors
header csp hsts 헤더 보안헤더
pentest scan zap burp 모의해킹 점검 스캔
vulnerab audit cve scan trivy snyk 취약점
patch upgrad fix bump 패치 업그레이드
depend package library npm pip lock 의존성 패키지
outdat old stale bump 오래된 구버전
version release tag semver 버전 태그
release note changelog 릴리스노트 변경사항
changelog release-note history 변경로그 변경이력 체인지로그
rollback revert back undo restore 롤백 되돌리 원복
downtime outage interrupt offline 중단 다운타임 끊김
migrat script ddl alembic flyway 마이그레이션
index btree gin explain 인덱스 색인
slow long bottleneck heavy 느린 느리 오래걸리 병목
query sql select join 쿼리 조회
n+1 query prefetch 쿼리
cache redis memcache ttl hit 캐시
warm preload prefetch 예열 미리
queue worker celery consumer 큐 워커
retry backoff again attempt 재시도 다시
concurren race lock simultan thread 동시성 동시 경합 락
transact atomic rollback commit 트랜잭션 원자
deadlock lock order 데드락 교착
timeout cut-off time-out limit 타임아웃 시간초과
webhook callback hook event post 웹훅 콜백
payload body json 페이로드 본문
schema json openapi contract 스키마 계약
validat reject 400 422 invalid check 검증 유효성 거부
400 bad-request reject invalid 거부 잘못
error-page 404 500 에러페이지 오류페이지
pagin limit offset cursor page next 페이징 페이지 커서
sort order asc desc rank 정렬 순
filter narrow select by 필터 걸러 조건
search keyword query find type 검색 검색어
infinite endless scroll 무한
upload attach drop drag file 업로드 첨부 올리
download export save get 다운로드 내려받
thumbnail preview resiz 썸네일 미리보기
crop cut resize 자르기 잘라
image photo picture jpg png webp 이미지 사진
responsive mobile breakpoint 360px 375px 반응형 모바일 깨지지
mobile phone small 375 360 모바일 휴대폰 스마트폰
dark night theme 다크 어두운 야간
accessib aria screen-reader keyboard axe wcag contrast 접근성 스크린리더
keyboard tab enter esc arrow 키보드 탭
focus outline ring 포커스
modal dialog popup sheet 모달 팝업 다이얼로그
toast snackbar banner 토스트 알림
form input field submit 폼 입력 양식
input type enter field 입력
error-message message hint text under 오류메시지 문구 안내
empty no-result none nothing 빈 없을
placeholder hint sample 자리표시 예시
tooltip hover hint 툴팁
onboard tour first-run welcome 온보딩 가이드
signup register join account 가입 회원가입
profile account my-page 프로필 마이페이지
password reset forgot 비밀번호 재설정
consent agree check-box opt-in 동의
privacy personal pii data 개인정보
mask star hide redact last 마스킹 가리 별표
destroy delete erase purge wipe 파기 삭제
payment card checkout pay pg stripe 결제 카드
stripe pg toss payment 결제 pg
subscription plan billing recurring 구독 정기결제
promo campaign event sale 프로모션 행사 이벤트
cart basket bag 장바구니
order purchase buy checkout 주문 구매
order-number order-no id 주문번호
shipping deliver parcel courier track 배송 택배 운송장
stock inventory quantity sku 재고 수량
low-stock below threshold run-out 재고부족 품절
return exchange refund rma 반품 교환
invoice tax bill statement 세금계산서 청구서 명세서
tax vat withholding 세금 부가세 원천
balance total sum 잔액 합계
expense receipt claim 경비 지출 영수증
budget plan spend 예산
report summary deck write-up 보고서 리포트 요약
schedul cron every daily at 스케줄 예약 크론 매일
compar versus difference against before 비교 대조
before-after before after was now 전후
average mean avg 평균
growth increase rise 증가 성장
funnel step drop 퍼널 단계
segment group cohort 세그먼트 그룹
quote citation said 인용 인용문
persona profile segment 페르소나
price pricing plan cost fee 가격 요금 단가
market industry sector 시장 업계
table chart figure 표 도표
slide deck ppt page 슬라이드 장표 발표자료
owner responsib assign charge name 담당 담당자 책임자
proposal offer bid quote 제안 제안서 견적
contract agreement sign 계약 계약서
clause article term section 조항 조문
review check read proofread look 검토 리뷰 감수
translat english korean version language 번역 영문 국문
edit cut trim 편집 자르
upload publish post live 업로드 게시 올리 공개
publish post live public release out 게시 공개 발행 올라가 올렸
announc notice post tell message 공지 안내 발표 알림
channel slack room group 채널 단톡방 슬랙
thread post message 스레드 글
banner image ad visual 배너 이미지
poster print flyer 포스터 인쇄물
brand logo guide 브랜드
venue place room hall 장소 회의실 행사장
catering lunch meal food snack 식사 도시락 케이터링 간식
invite calendar mail rsvp 초대 초대장
purchase buy order bought 구매 구입 주문 발주
quote estimate price offer 견적
screen shortlist filter resume 서류 심사 선별
onboard first-day new-hire checklist 입사 온보딩
leave vacation pto day-off 휴가 연차
training course class education 교육 수업
evaluat review score rating 평가 점수
policy rule regulation guideline 규정 정책 내규
regulation law statute rule 법령 규정
compliance audit isms iso 준수 감사 컴플라이언스
ticket issue jira case 티켓 이슈
issue bug problem ticket 이슈 문제
reply answer respond mail 답변 회신 답장
template boilerplate draft snippet 템플릿 양식 서식
faq question answer q&a faq 자주묻는
macro canned reply 매크로 상용구
sla within time respond 응답시간 sla
escalat hand over pass 이관 에스컬레이션
model llm classifier network 모델
prompt instruction system 프롬프트
finetune train lora 파인튜닝 학습
evaluat benchmark test held-out score 평가 검증 벤치마크
dataset sample corpus rows data 데이터셋 데이터
label annotat tag class 라벨 레이블 태깅
split train test valid 분할 나누
accura precis recall f1 score 정확도 점수
bias fair skew 편향
embedding vector similarity 임베딩 벡터
rag retriev search context 검색증강 rag
token cost usage count 토큰 비용
hallucinat wrong false made-up 환각
gpu cuda a100 h100 gpu
checkpoint save weight resume 체크포인트 가중치
infer serve predict latency 추론 서빙
etl pipeline load ingest dag 적재 파이프라인
partition shard split 파티션 분할
lake warehouse bigquery s3 레이크 웨어하우스
stream kafka kinesis realtime 스트림 실시간
quality check valid dq 품질 정합성
snapshot backup dump image 스냅샷 백업 덤프
restore recover import load 복원 복구
replica standby secondary copy 복제 레플리카
scale autoscale hpa replicas 확장 오토스케일
container pod docker image 컨테이너 파드
kubernetes k8s helm pod cluster 쿠버네티스
helm chart k8s 헬름 차트
terraform iac module plan 테라폼
provision create set-up built 프로비저닝 생성 구축
server host machine instance vm ec2 서버 인스턴스
instance ec2 vm server 인스턴스
domain dns record route53 도메인 dns
cdn cloudfront edge cache cdn
proxy nginx haproxy gateway 프록시
firewall port rule security-group 방화벽 포트
vpn tunnel wireguard vpn
ssh key login sshd ssh 접속
cron schedule timer job 크론 스케줄
systemd service unit daemon 서비스 데몬
firmware image flash bin 펌웨어
driver module kernel 드라이버
sensor reading value 센서 측정값
bluetooth ble pair connect 블루투스
print label sticker 라벨 스티커 출력
unit test pytest jest junit 단위테스트 단위
integration test e2e 통합테스트 통합
load-test k6 locust jmeter rps 부하테스트 부하
regression again suite 회귀
mock fake stub 목 모의
fixture seed sample 픽스처 시드
seed sample demo dummy insert rows load 시드 데모 샘플 초기데이터
demo sample seed example 데모 시연 샘플
snapshot golden expected 스냅샷
lint style format clean warning 린트 포맷
warning notice lint 경고 워닝
type-check mypy tsc pyright 타입체크 타입검사
extract pull move split 추출 분리 빼
comment docstring doc explain 주석 설명
document describ readme wiki doc explain 문서 설명 기술 안내
explain describ tell walk 설명 서술
wiki confluence notion page 위키 노션
diagram figure draw mermaid 다이어그램 그림 도식
example sample snippet 예시 예제
usage how-to use command example 사용법 사용방법
license mit apache 라이선스
template pr issue form 템플릿
merge main 병합 머지
open-source public github 오픈소스 공개
cleanup remove delete unused tidy 정리 삭제 청소
archive old move 보관 아카이브
separate split apart own 분리 별도 나누
combine merge join one 통합 합치 병합
unify consistent same standard 통일 일관
standard convention rule guideline 표준 규약 컨벤션
consistent same match uniform 일관 일치 통일
period range between start end from until date 기간 시작일 종료일 날짜 범위
filter choose pick only narrow where 필터 고르 골라 골라내 조건 만
publish up live out online 게시 공개
compare side against versus vs table 비교 대조 나란히
recommend would prefer choose pick go suggest 추천 권고 제안 골랐
export download csv pdf xlsx file save kept copy 내보내기 내려받 백업 사본
regress cover spec test again 회귀
rotate new made changed generat 새로 새 만들
accura hit top score 정확도 적중 상위
lazy scroll only load later fetched 지연 스크롤 불러
consent press click agree tick 동의 누른 누르
timestamp time date when at 일시 시각 시간 언제
automatic every night nightly daily month schedul cron 자동 매일 매달 매월 밤
month-end month last monthly 월말 말일
improv better rose rise went from increas faster 개선 향상 올랐 올라 늘었 줄었 빨라
search query lookup find 검색 질의 찾기
save store kept persist row column 저장 남습 남는 남아 쌓입
vendor supplier product provider candidate 업체 공급사 제품 후보
warn dialog popup notice message 경고 안내창 팝업
reference match occurrence hit usage use call 참조 사용처 호출부
routes endpoint path url handler 라우트 엔드포인트
commit push pr 커밋 푸시
ci workflow action pipeline push pr 워크플로
agent browser client 브라우저
ip address 주소
venue at in hotel hall resort room 장소 회의실
date on may june july april march 날짜 일자
stock left available how-many 재고 남은
behaviour behavior unchanged identical same pass 동작 그대로 동일
contact number phone call 연락처 번호 전화
bilingual language two 언어 개국어
yesterday previous day before 전일 어제 전날
once only first second 한번 두번째 하루
lawyer legal counsel attorney 변호사 법무
rollback previous back undo earlier version 롤백 이전
stack trace call path 호출 경로
link open press click opens 링크 누르 열리 열립
restructure regroup reorganiz group 개편 재편 묶었 묶어
""".strip()
