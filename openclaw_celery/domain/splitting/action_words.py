"""
The words by which a request is understood: Korean and English, nothing but tables.

In a table of phrases `_` stands for a space: Korean may leave it out.
"""

from __future__ import annotations

#: Nouns that say what is to be done to something. They seldom describe a noun.
TASK_NOUNS = frozenset(
    """
    추가 수정 변경 삭제 제거 작성 갱신 개선 보강 보완 정리 교체 구현 적용 구축 도입
    개발 제작 생성 등록 반영 업데이트 업그레이드 리팩터링 리팩토링 강화 축소 확대
    확장 단축 점검 검토 조사 문서화 공유 준비 마련 설치 이전 이관 전환 통합 분리
    분할 연동 연결 최적화 자동화 표준화 고도화 안정화 현행화 세분화 단순화 간소화
    다국어화 모듈화 암호화 초기화 비활성화 활성화 무효화 동기화 시각화 컨테이너화
    이중화 튜닝 디버깅 해결 처리 개편 개정 재정비 정비 보수 복구 복원 롤백 배치 구성
    수립 정의 확정 선정 확보 신설 폐기 폐지 철거 회수 해지 종료 중단 차단 해제 제한
    허용 완화 상향 하향 조정 재조정 지정 배정 할당 부여 취합 집계 산출 산정 측정
    계측 게시 게재 공지 안내 발행 작업 삽입 첨부 대체 대응 마이그레이션 압축 백업
    아카이브 아카이빙 다듬기 만들기 고치기 바꾸기 넣기 빼기 줄이기 늘리기 옮기기
    나누기 합치기 지우기 올리기 내리기 보내기 찾기 맞추기 묶기 붙이기 알리기 막기
    재생성 재배포 재작성 재설정 재집계 재구성 재시작 재색인 재발송 재검토 클린업
    제출 보고 증설 감축 축약 요약 번역 교정 감수 편집 녹화 촬영 배너교체 문의 섭외
    예약 구매 주문제작 발주 납품 결재 상신 회신 답변 정돈 청소 인터뷰 워크숍 교육
    회고 세팅 셋업 셋팅 릴리스 릴리즈 커밋 머지 병합 중복제거 리사이즈 노출 숨김
    고정 전달 수거 소집 개최 진단 보정 재계산 계산 검수 선별 선택 정규화 역정규화
    인덱싱 캐싱 로깅 마스킹 필터링 페이징 라우팅 모킹 스터빙 프로파일링 벤치마크
    벤치마킹 리서치 리뷰 핫픽스 패치 픽스 업로드 다운로드 임포트 익스포트 롤아웃
    인상 인하 증액 감액 설정 재지정 연장 만료 충전 교환 수리 개설 폐쇄 이첩 배분
    분배 재배치 배부 재발급 구인 초대 초청 등재 등기 송금 이체 입금 환전 환급 상환
    감면 면제 기재 기입 표기 강조 고지 통보 통지 전파 회람 청산 소독 방역 도색 도배
    시공 보충 보급 비치 진열 포장 선적 하역 운반 반납 반출 반입 격리 봉인 잠금 감속
    가속 증가 감소 최소화 최대화 극대화 일원화 이원화 다원화 정상화 재검증 재확인
    재조사 재실행 재업로드 재전송 재처리 재정의 재학습 재작업 재활용 복제 이식 포팅
    전개 이양 인수 인계 인수인계 위임 승격 강등 발족 착수 마감 종결 완결 마무리 매듭
    정지 재개 중지 보류 철회 취하 발굴 도출 선출 임명 해임 파기 소각 말소 삭감 절감
    절약 차감 공제 합산 환산 산입 실측 뒤집기 열기 닫기 켜기 끄기 달기 뽑기 세우기
    채우기 비우기 띄우기 모으기 키우기 살리기 없애기 손보기 되돌리기 떼기 심기
    그리기 짜기 받기 고르기 낮추기 높이기 당기기 미루기 숨기기 쪼개기 돌리기 정하기
    남기기 걸기 풀기 후속조치 조치 대처 방지 예방 억제 완충 보호 보장 격상 승급
    스크랩 크롤링 스크래핑 샘플링 태깅 매핑 맵핑 버저닝 샤딩 파티셔닝 프로비저닝
    스케일링 스케일업 스케일아웃 오토스케일링 페일오버 핫스왑 롤포워드 체리픽
    리베이스 스쿼시 린팅 포맷팅 포매팅 프리페치 디바운싱 스로틀링 리네임 리브랜딩
    리디자인 재디자인 목업 스케치 수합 지급 독촉 교열 윤문 조율 착공 준공 결산 마킹
    체결 서명 날인 안착 정착 확충 충원 선발 배출 지불 등업 소진 소거 감지 이슈화
    티켓화 박제 구분 분별 배선 배관 굴착 용접 절단 연마 조립 해체 분해 탈거 장착
    탑재 부착 첨삭 채점 출제 송출 게양 헌화 파종 수확 재배 이앙 접종 투약 처방 문진
    상영 연출 각색 집필 탈고 투고 기고 출간 간행 제본 배본 개봉 밀봉 해동 냉동 조리
    손질 숙성 채색 실사 탐방 답사 파악 숙지 벌크업 마운트 스위칭 리로드 리셋 리빌드
    리트라이 리스타트 세그먼트화 언급 당부 격려 포상 징계 감봉 파견 전보 발령 면담
    코칭 멘토링 킥오프 스탠드업 얼라인 다이어트 슬림화 현지화 번안 더빙 믹싱
    마스터링 인코딩 디코딩 트랜스코딩 워터마킹 크로핑 리터칭 봉합
    통일 수선 세탁 다림질 설거지 세차 주유 발권 반품 수령 배웅 마중 낭독 인솔 통역
    위탁 의뢰 알선 중개 매각 매입 응찰 변상 배상 보상 중재
    고소 고발 압류 증여 양도 양수 모금 후원 간병 녹음 편곡 작곡 작사 코팅 멸균 살균
    살포 제초 벌초 환기 급수 가지치기 건조 시음 서빙 정리정돈
    수납 리폼 리모델링 측량 순찰 단속 통제 취재 조판 리콜 캘리브레이션 추정 이송 후송
    채혈 판독 조제 송부 회송 반송 배차 캡처 응대 통관 순연
    연기 출금 예치 수금 납세 클리핑 코딩 패키징 브레인스토밍 핸드오프 트레이싱
    트리아지 에스컬레이션 오프보딩 픽업 하차 상차 출하 시상 표창 축하
    응원 복습 예습 암기 열람 유예 리뉴얼 재측정 재촬영 재인쇄 재주문 재신청 재제출
    재공지 재안내 재시험 재교육 재점검 재촉 치환
    축출 선언 지명 집행 제정 시행 결성 조성 조합 융합 결합 배합 혼합 첨가 가미 증정
    증편 감편 감차 증차 리포팅
    리트윗 언팔로우 차단해제 컨펌 어레인지 캔슬 리마인드 팔로업 리네이밍 딜리버리
    크로스체크 더블체크 싱크 아웃소싱 인소싱
    소싱 정제 스크리닝 리라이팅 카피라이팅 트림 크롭 드롭 디플로이 여과 증축 개축 신축
    철수 설득 독려
    """.split()
)

#: Nouns of activities that describe other nouns as often: `검색 화면`, `배포 문서`.
ACTIVITY_NOUNS = frozenset(
    """
    설계 검증 테스트 시험 배포 배송 발송 전송 수신 수집 분석 관리 운영 모니터링 감시
    검색 조회 결제 환불 취소 주문 가입 탈퇴 로그인 로그아웃 인증 인가 승인 반려 이용
    사용 저장 보관 보존 유지 실행 수행 호출 요청 응답 접수 상담 추천 정산 청구 발급
    출력 인쇄 입력 변환 파싱 빌드 컴파일 번들링 출시 오픈 론칭 런칭 홍보 판매 입고
    출고 적재 추출 가공 학습 평가 비교 대조 확인 체크 기획 계획 디자인 시연 데모
    발표 공개 제공 지원 참여 방문 신청 선물 적립 사용해지 추적 관찰 예측 훈련
    튜토리얼 연습 알림 경고 표시 노출제한 렌더링 스캔 감사 검사 검출 탐지 신고 제안
    논의 협의 회의 투자 채용 면접 온보딩 미팅 스케줄링 재시도 로드 기록 구독 배달
    납부 이동 복사 백필 색인 정렬 필터 업무 디자인시안 프로토타이핑 스파이크 분류
    라벨링 검침 세척 퍼블리싱 큐레이션 시뮬레이션 오디션 컨설팅 세미나 브리핑 편성
    모집 캠페인 연락 통화 추첨 대여 반환 상영 계약 공연 승진 퇴직 입원 퇴원 수술
    인지 구별 지출 예매 견학
    전시 관람 진료 치료 재활 산책 심사 입찰 보상 수출 수입 투표 토론 실험 실습 체험
    전화 강의 강연 연수 출장 제휴 협업 협력 협상 리허설
    플래닝 체크인 체크아웃 모델링 시식 요리 대행 대출 감리 목욕 로테이션 인테리어
    """.split()
)

#: Of the nouns above, those that go in pairs before a noun: `등록 및 수정 화면`.
PAIRED_NOUNS = frozenset(
    """
    추가 수정 변경 삭제 등록 생성 조회 편집 업로드 다운로드 설치 제거 활성화
    비활성화 차단 해제 복구 백업 암호화 압축 저장 임포트 익스포트
    안내 공지 작성
    """.split()
)

#: Behind an action: `문서 갱신 필요`.
LIGHT_NOUNS = frozenset(
    """
    완료 진행 필요 요청 예정 요망 부탁 실시 희망 바람 작업
    필수 요함 바랍니다
    """.split()
)

#: End in 화 like `자동화`, and are things.
NOT_MADE = frozenset(
    """
    대화 전화 영화 만화 문화 변화 통화 동화 신화 평화 소화
    """.split()
)

#: English verbs that begin an order.
VERBS = frozenset(
    """
    add allow analyse analyze announce append apply archive ask assign attach audit
    automate backfill benchmark block blocklist book bring build bump buy calculate
    call cancel celebrate change chase check choose clarify clean cleanup clear
    close collect combine compare compile compress compute configure confirm connect
    consolidate contact convert copy correct count cover create cut debug decide
    dedupe deduplicate define delegate delete deliver demo deploy deprecate describe
    design detect determine develop diff disable discuss display document double
    downgrade download draft drop dump edit eliminate email emit enable encrypt
    enforce enhance enrich ensure escalate establish estimate evaluate examine
    expand explain explore export expose extend extract fetch figure fill filter
    find finish fix flag flush follow format freeze gate gather generate get give
    grant group handle harden hide hook host hunt identify ignore implement import
    improve include increase index inform initialize inline insert inspect install
    instrument integrate interview introduce invalidate investigate invite involve
    join keep label launch let limit lint list load localize lock log look lower
    maintain make map mark mask measure merge migrate minimize mirror mock modify
    monitor move mute name normalize notify onboard open optimize order organize
    outline pack package paint parallelize parse paste patch pause pay perform
    persist pick pin ping place plan polish populate post postpone precompute
    preload prepare prevent print prioritize produce profile proofread propose
    protect provide provision prune publish pull purge push put query queue raise
    rank rate reach read rebase rebuild recalculate reconcile record recover
    recreate recruit redact redesign redirect redo reduce refactor refine refresh
    refund register reimburse reindex reject relabel release reload relocate remind
    remove rename render reorder reorganize repair replace replay reply report
    reproduce request research reset resize resolve respond restart restore restrict
    restructure rethink retire retrain retry return reuse revert review revise
    revoke rework rewrite roll rollback rotate round run run-through sample sanitize
    save scaffold scale scan schedule scrape scrub secure seed select send separate
    serve set setup shard share ship shorten show shrink silence simplify sketch
    solve sort specify speed spike spin split squash stage standardize start step
    stop store streamline strengthen strip study submit subscribe suggest summarize
    support survey suspend swap switch sync tag take teach tell test throttle tidy
    tighten toggle trace track train transcode transfer transform translate triage
    trigger trim troubleshoot try tune turn unblock undo unify uninstall unlock
    unpin unsubscribe update upgrade upload upsert use vacuum validate vendor verify
    version view visit visualize wait warm watch whitelist wire work wrap write zip
    abort accelerate adapt adjust advertise aggregate align alert alias amend
    annotate answer anonymize anonymise approve arrange assemble assess augment
    authenticate authorize balance batch bind blacklist bootstrap brainstorm brief
    broadcast browse bundle cache capture cast catalog categorize centralize certify
    chart classify clone code collapse colour color commission commit communicate
    complete compose conduct construct consult containerize contribute coordinate
    crawl crop customize cross-check curate decommission decompose decouple decrease
    decrypt delay demonstrate denormalize detach diagnose digitize disconnect
    discover dismiss dispatch dispose distribute divide dockerize donate drain drive
    duplicate eject elaborate embed employ empty encode encourage enlarge enlist
    enroll evict exclude execute expire factor feed file finalize finalise forbid
    force forecast forward fold formalize fork fund furnish generalize graph guard
    guide hand halt hash head help highlight hire hold hydrate illustrate impose
    incorporate inherit initialise initiate inject innovate inquire interpolate
    interrupt inventory isolate issue itemize iron jot justify kick kill learn
    lengthen lift lighten link loosen mail manage market match mention mend minify
    model modernize modernise mount multiply negotiate nest note obtain offer
    offload optimise organise orchestrate outfit overhaul override paginate
    partition permit personalize phase photograph piece pilot pipe pitch plot plug
    poll port practice pre-fill preprocess present preserve price prioritise
    prohibit promote prompt prototype prove purchase qualify quantify quarantine
    quote randomize rearrange reassign rebalance rebrand recap receive recheck
    recognize recognise recommend reconfigure reconnect recalibrate calibrate
    recycle redeem redeploy rediscover redraw reevaluate reformat regenerate regroup
    rehearse reinstall reinstate relay relaunch rely remap remediate remodel renew
    renegotiate renumber reopen repackage repaint repeat rephrase repoint reprint
    reprocess republish rerun resend reserve resubmit resume retest rethrow retag
    retouch retranslate reupload rewire ring rinse route screen script scroll seal
    segregate sell sequence settle shadow sharpen shelve shift shoot shutdown shut
    sideload sign simulate skip slice slow smooth snapshot snooze socialize soften
    source spawn spec sponsor spot stabilize stack staff stamp standardise stash
    stub style summarise supply suppress surface sweep synchronize synchronise
    synthesize tabulate tackle tail target template terminate thank thin tie time
    tint top total tokenize tour transcribe transition transpose treat truncate
    tweak type typeset unarchive unassign uncomment undeploy unfreeze unlink unmount
    unpack unpublish untangle unwrap upsell utilize utilise vet visualise void vote
    wash weigh whiten widen wipe wireframe withdraw wrangle yank zoom reschedule
    relink rekey revalidate recompile recompute reclaim reclassify rewind reassess
    cook grade hang knit mow peel plant plaster pour sand sew water wax weld bake
    boil brew fry knead preheat chop mop rake cap clamp relax bisect bench debounce
    memoize dedup offboard hotfix jail nudge vouch sanitise
    descale refill unclog reupholster vacate defrost launder restock irrigate
    fertilize fertilise vaccinate refuel refurbish renovate notarize notarise
    abridge adopt aerate amortize appraise arbitrate attest braise carve cater decant
    declutter decorate dehumidify denormalise depreciate detangle dictate
    disembark disinfect dislodge dispense downsize draw embroider enact engrave
    evacuate expel exterminate extinguish fumigate garnish grind haul hoist
    incubate infuse insulate insure invigilate laminate liquidate marinate mash
    mediate narrate navigate nominate outsource paraphrase photocopy prescribe ratify
    reboot recharge regulate rehire reheat remit repeal replicate reroute
    retrofit rezone saute simmer soak solder squeeze sterilize sterilise stir
    subcontract sublet tailor thaw transplant transpile typecheck underwrite
    unjam unload unplug unstick vent ventilate weave whisk winterize
    groom address comply
    whip
    decorrelate double-check pre-order deepen dig
    enter erase flatten gamify gauge grow harmonize
    impress lay lend locate nurture obfuscate occupy
    operate parametrize ponder practise pretty-print
    reassemble recite reconvene refer reflect refute regain reinforce rein relive
    remeasure reposition repurpose resell reshoot retake reteach retype
    revamp revisit revitalize salvage scour scout shave
    skim slim smash sow spend stabilise steer stitch
    strike succeed sum-up superimpose throw unbox uncover
    unfollow unmute unroll unseal upcycle upskill urge vary wake warn wear
    wind withhold
    """.split()
)

#: Of these, the ones that are nouns as often: behind `and` they need more.
ALSO_NOUNS = frozenset(
    """
    audit benchmark block book build call change check clean cleanup clear
    close copy cover cut debug demo deploy design display document draft drop dump
    email estimate export filter flag format gate group hook host import index
    interview label launch limit list load lock log map mark measure merge mirror
    mock monitor name open order outline pack package patch pause ping plan post
    print process profile purge query queue rank rate read rebuild record refresh
    refund release reload report request research reset restart return revert review
    rework roll run sample scale scan schedule search seed set setup shard share
    ship sketch sort spike split stage start step stop store study support survey
    swap switch sync tag test toggle trace track train transfer trigger update
    upgrade upload use vendor version view visit watch work wrap zip alert answer
    approach balance batch brief broadcast bundle cache cast catalog chart clone
    code color colour commission commit contact crawl crop delay dispatch drain
    drive duplicate empty feed file force forecast fork forward fund graph guard
    guide hand hash head help highlight hold inventory issue iron kick kill lift
    link mail market match mention model mount nest note notice offer override phase
    photograph piece pilot pipe pitch plot plug poll port practice present price
    prompt prototype purchase quarantine quote recap relay relaunch repeat rerun
    route script scroll seal sequence shadow shift shoot sign skip slice snapshot
    source spec sponsor spot stack staff stamp stub style supply surface sweep tail
    target template time tie tint top total tour transition treat type void vote
    wash water wax plant grade paint sand place put retry replay exchange picture
    question wire pay pick pin pull push cap clamp nudge bench mop rake fry brew
    address draw
    stitch strike
    parametrize
    polish grind vent wind haul hoist
    soak whip mash braise
    """.split()
)

#: Verbs wherever they stand.
SURE_VERBS = VERBS - ALSO_NOUNS

#: What follows an order: `test the`, `email it`, `release to`.
AFTER_ORDER = frozenset(
    """
    the a an all any each every our their its his her my your it them this that
    these those both to from for in on at into with without against by off out up
    down over new old existing missing one two three four five more fewer unused
    stale
    some several many six seven eight nine ten eleven twelve twenty thirty forty
    fifty hundred him us me everyone everybody someone back away together through
    about only again another other enough
    """.split()
)

#: What may stand before a determiner without a verb: `for the`, `both the`.
NO_VERBS = frozenset(
    """
    about above across after against all along although and any around as at because
    been before behind below beneath beside between beyond both but by can could down
    during each either else even every except for from had has have here how i if in
    inside instead into it just like may might more most must near neither no nor not
    now of off on once one only onto or our out outside over per quite rather same
    shall should since so some still such than that the their then there these this
    though through till to today tomorrow too toward under until unto up upon very via
    was we well were what when where whether which while who whom whose why will with
    within without would yet you your a an be being is are am do does did the
    despite amid among plus minus versus vs unless whereas half double twice part
    end start top bottom rest middle kind sort instead due thanks next last first
    second third finally also
    """.split()
)

#: Korean nouns of two syllables that end like a verb before another.
NOUNS_IN_GO = frozenset(
    """
    광고 창고 재고 사고 로고 참고 최고 권고 비고 원고 포고 금고 차고 선고 상고
    카고 망고 장고 예고 부고 보고 신고 경고 입고
    출고 투고 기고 공고 충고 제고
    회고 항고 피고 숙고 퇴고 탈고
    """.split()
)

#: Verbs that name one thing in pairs: `search and replace`, `drag and drop`.
PAIRED_VERBS = frozenset(
    """
    search find replace drag drop copy cut paste import export read write upload
    download start stop lock unlock save load open close undo redo zoom pan point
    click plan pick pack push pull like share
    """.split()
)

#: What begins an object.
DETERMINERS = frozenset(
    """
    the a an all any each every our their its his her my your it them this that these
    those both
    some several another
    """.split()
)

#: English nouns that end a task without a verb: `docs update`, `login fix`.
ORDER_NOUNS = """
    fix fixes update cleanup clean-up upgrade review rollout release deploy
    deployment refactor setup redesign rewrite backup rollback audit hotfix patch
    tuning testing refactoring monitoring logging caching indexing migration
    integration optimization optimisation automation documentation validation
    verification investigation configuration implementation removal renewal
    replacement improvement analysis retry test check bump rename tidying
"""

#: English words with which a clause begins that governs the verbs behind it.
CLAUSES = """
    can could should would will must may that which who whether when while if how
    where why let
"""

#: Endings of a Korean request or ment of intent.
ASKS = """
    주세요 주셔요 줘 줘요 주십시오 주십쇼 주시기_바랍니다 주시길 바랍니다 바라요
    주시겠어요 주실래요 주실_수_있나요 부탁 부탁드립니다
    부탁_드립니다 부탁드려요 부탁_드려요 부탁드릴게요 부탁합니다 부탁해요 부탁해
    요청드립니다 요청_드립니다 요청드려요 요청합니다 해야 해야_한다
    해야_합니다 해야_함 해야_해요 해야_해 돼야 되어야 하여야_한다 할_것 하기 하자
    합시다 하세요 하십시오 해라 하라 한다 합니다 할게요
    하고_싶어요 하고_싶습니다 하고_싶다 해_봐 해_보자 해두기
    주시면_감사하겠습니다 주시면_감사드리겠습니다 주시면_고맙겠습니다
    주시면_좋겠습니다 주시면_좋겠어요 주시면_됩니다 주시면_돼요 주시면_감사해요
    주면_좋겠어 주면_좋겠어요 주면_좋겠습니다 주면_돼 주면_고맙겠어 주실_수_있을까요
    주실_수_있으신가요 주실_수_있으실까요 줄_수_있을까요
    줄_수_있어 줄_수_있어요 줄_수_있나요 줄래 줄래요 주시겠습니까 주라 줘라 다오
    부탁드리겠습니다 부탁_드리겠습니다 부탁드릴게 요청드리겠습니다
    했으면_합니다 했으면_좋겠습니다 했으면_좋겠어요 했으면_해요 하면_됩니다 하면_돼요
    해야겠습니다 해야_할_것_같아요 해야_할_것_같습니다
    하시면_됩니다 하셔야_합니다 해_주세용 주세용
"""

#: Korean verbs before -고, -며, -기, -자.
STEMS = """
    고치 바꾸 만들 지우 올리 내리 보내 옮기 늘리 줄이 나누 합치 붙이 넣 빼 찾 막
    맞추 적 쓰 돌리 열 닫 켜 끄 남기 걸 묶 풀 알리 정하
    세우 채우 비우 띄우 끊 뽑 모으 키우 살리 없애 다듬 손보 갈아엎 되돌리 떼 달 심
    그리 짜 잡 시키 드리 받 고르 낮추 높이 당기 미루 밀
    싣 끼우 씌우 벗기 뒤집 엮 잇 가리 숨기 감추 쪼개 깎
    버리 치우 헹구 다리 챙기 데우 식히 얼리 녹이 나르 허물 부수 메우 조이 누르 외우
    알아보 물어보 빌리 칠하 다지 말리 꿰매 끓이 걸러내 뿌리
    바르 태우 비추 펼치 돌보 잠그 꺼내 집어넣 내려받 불러오 가져오 내보내 둘러보
    살펴보 늦추 앞당기 차리 마치 끝내 갖추 덧붙이 튀기 무치 절이
    입히 매달 매기 베끼 가르치 익히 꾸미 가꾸 기르 먹이 맡기 옮겨적 받아적 뜯어내
    걷어내 덜어내 추려내 골라내 도려내 끌어올리 끌어내리 늘어놓
    내려놓 올려놓 모시 쏘 꺾
"""

#: The same of one syllable: longer words may end like them.
SHORT_STEMS = """
    갈 씻 빨 싸 담 캐 따 줍 쌓 뚫 꽂 들 놓 듣 짓 팔 갚 닦 쓸 털 썰 널 개 접 박 섞 볶 굽
    뜯 찍 깔 펴 읽 붓 꿰 빗 삶 찌 묻 덮 벗 끌 사 두
"""

#: The same before `뒤` and `후`.
PAST_STEMS = """
    고친 바꾼 만든 지운 올린 내린 보낸 옮긴 늘린 줄인 나눈 합친 붙인 넣은 뺀 찾은
    막은 맞춘 돌린 남긴 뽑은 모은 다듬은 그린
    찍은 적은 닫은 묶은 알린 세운 채운 비운 띄운 끊은 키운 살린 없앤
    손본 되돌린 심은 고른 낮춘 높인 당긴 미룬
    숨긴 쪼갠 깎은 버린 치운 씻은 닦은
"""

#: The same as a short order.
BARE_VERBS = """
    고쳐 바꿔 만들어 지워 올려 내려 보내 옮겨 늘려 줄여 나눠 합쳐 붙여 넣어 빼 찾아
    막아 맞춰 돌려 알려 적어 써 해
    치워 버려 닦아 씻어 갈아 잡아 챙겨 채워 비워 키워 낮춰 높여 당겨 미뤄 숨겨 세워 없애
"""

#: The same as in notes.
NOTED_VERBS = """
    함 고침 바꿈 만듦 지움 올림 내림 보냄 옮김 늘림 줄임 나눔 붙임 넣음 남김 찾음
    시킴
    치움 버림 닦음 씻음 채움 비움 낮춤 높임 잡음
"""

#: Nouns that end like a verb in -기.
NOT_VERBS_IN_GI = """
    크기 분기 주기 용기 보기 쓰기 읽기 글쓰기 초기 장기 단기 중기 정기 동기 비동기
    계기 후기 전기 기기 무기 인기 위기 경기 시기 세기 밝기
    굵기 높이 자기 여기 거기 만기 상기 하기 가기
    감기 재기 줄기 고기 향기 악기 연기 열기 습기 공기 대기 수기 변기 화기 포기 투기
    등기 필기 이야기
"""

#: Words that end in `해` and order nothing.
NOT_VERBS_IN_HAE = """
    위해 통해 대해 관해 인해 의해 향해 비해 더해 올해 피해 손해 방해 이해 오해 공해 재해
    동해 서해 남해
"""

#: What goes on with the noun before it: `읽지 않고`, `공지라고`.
NO_VERBS_IN_GO = """
    않고 말고 없고 라고 다고 자고 냐고 이고 아니고 려고
"""

#: Things that do something themselves: `파일을 받고 압축을 푸는 스크립트`.
DOERS = """
    스크립트 배치 함수 봇 매크로 기능 규칙 잡 워크플로 워크플로우 파이프라인 프로그램
    트리거 훅 크론 로직 데몬 워커 명령 명령어 쿼리 도구 툴 자동화 프로세스 절차
    job script bot API CLI
"""

#: Parts of verbs: `free up some space`, `wind down the fund`.
PARTICLES = frozenset(
    """
    up out off down away
    """.split()
)

#: Nouns with such parts: `pop up window`.
NOUNS_IN_PARTICLES = frozenset(
    """
    pop stand mock close start next top how what get
    """.split()
)

#: Korean endings of conditions, means, reasons, places.
SUBORDINATE = """
    시 때 때마다 경우 경우에 경우에는 면 으면 하면 되면 해서 하여 해서는 므로 때문에
    위해 위하여 위해서 통해 따라 대해 관련 관련해 기준
    기준으로 도록 하도록 지만 는데 은데 인데 이후 이후에 이전에 전에 후에 동안 대로
    대비 없이 라서 아서 어서 어도 여도 더라도 거나 하거나
    든지 에서 에게 으로 로 까지 부터 마다 는 은 의
    자마자 려면 으려면 하려면 다면 라면 이라면 하되 처럼 같이 순간 즉시 채로 김에 만큼
    관해 인해 의해 향해 비해 더불어 함께 덕분에 탓에
    바람에 동시에 면서 다가 느라 더니 길래 거든 듯이 뿐만_아니라 외에
"""

#: What begins a remark on what was said before.
AFTERTHOUGHTS_KO = """
    단 다만 특히 예를_들어 즉 예 참고로 왜냐하면 하지만 그러나 그런데 물론 가능하면
    가급적 필요_시 필요하면
"""

#: The same in English, and what begins a part of a sentence.
AFTERTHOUGHTS_EN = """
    but except unless because since so which who that where when if while although
    though as with without including such especially for in on at by from to e.g.
    i.e. instead not no ideally preferably otherwise whenever once after before
    until given using based ensuring making avoiding keeping rather only like
"""

#: Connectives at the start of a task.
LINKS = """
    그리고_나서 그리고 그리고는 그_다음 그_다음에 그_다음에는 그_다음으로 다음으로
    그런_다음 그_후 그_후에 이후 이후에 이어서 또한 또 추가로
    아울러 더불어 끝으로 마지막으로 및 그_외에 그_뒤 그_뒤에 and_then and_also
    and_finally and then also
    additionally finally lastly next plus afterwards after_that furthermore moreover
    in_addition besides besides_that & +
    그리고_또 그런_뒤 그런_후 그러고_나서 그_담에 그담에 그다음엔 마지막엔 및_또
    also_please and_please
    then_please and_lastly
"""

#: Words at the start of a request that only ask.
COURTESIES = """
    please kindly pls plz could_you could_you_please can_you can_you_please
    would_you would_you_please will_you will_you_please can_we can_someone
    could_someone i'd_like_you_to i_would_like_you_to i_need_you_to i_want_you_to
    we_need_to we_have_to we_want_to let's let_us you_should make_sure_to 혹시 우선
    우선은
    먼저 일단 그냥
    다름이_아니라 다름_아니라 다름_아니고 we'd_like_you_to i'd_like_to we'd_like_to
    i_want_to
    would_you_mind could_you_also can_you_also please_also
    would_be_great_if_you_could
"""
