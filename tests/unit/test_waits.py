"""Who has to act first: sentences that say so, and their harmless twins."""

from __future__ import annotations

import pytest

from openclaw_celery.domain.gate.waits import is_wait

#: A sentence that waits for somebody, and one in the same words that does not.
PAIRS = [
    # They have not yet done it; it lies with them; it comes only after.
    (
        "Procurement hasn't given the nod for the order yet.",
        "Orders that procurement has given the nod for are listed.",
    ),
    ("The switch stays off until they do.", "The switch stays off on old phones."),
    (
        "Keys are only handed out after the contract is countersigned.",
        "Keys are handed out by the new job.",
    ),
    ("The wording is with legal.", "The page is in line with legal texts."),
    (
        "새 서버가 아직 납품되지 않았습니다.",
        "권한이 없어 실패했지만 역할을 붙인 뒤 정상 배포됐습니다.",
    ),
    ("문을 열어 줄 사람이 필요합니다.", "처리 중인 요청을 끝낸 다음 내려갑니다."),
    # A line of a form.
    ("- Waiting: the insurer", "- Waiting: none"),
    ("Decision needed: one region or two", "Decision needed: none"),
    ("Blocked by: guest wifi password", "Blocked by: nothing"),
    ("Sign-off: still missing", "Sign-off: given on Monday"),
    # Until somebody acts.
    (
        "No parcel can leave before the customer pays it.",
        "No order can be saved before the form is complete.",
    ),
    (
        "Once the treasurer signs, I can book it.",
        "Once an order is signed, the app books it.",
    ),
    (
        "Send me the seed file and I will go on.",
        "I sent the seed file and went on with the import.",
    ),
    ("We cannot print unless the landlord agrees.", "Printing works unless it is off."),
    # Somebody must, and it is theirs.
    (
        "The notary has to stamp page two.",
        "The notary template has two pages and both render.",
    ),
    ("Venue list to be picked by the client.", "The venue list is picked from a menu."),
    ("It is up to the auditors now.", "The audit log is up to date now."),
    ("The ball is in the supplier's court.", "The tennis court page is live."),
    (
        "Finance alone can open the ledger, they have it.",
        "The finance page alone took two days and is live.",
    ),
    # They do not answer, or are not here.
    ("The bank hasn't reacted.", "The bank import has run and reacted to every file."),
    ("The vendor has gone quiet.", "The noisy vendor alert has been made quiet."),
    (
        "The code was sent to the director's phone.",
        "The code was sent to the test phone and accepted.",
    ),
    (
        "Their sandbox is still offline.",
        "The offline mode of the sandbox is covered by tests.",
    ),
    # What I need, and was not given.
    ("I was never given the vault password.", "The vault password was rotated."),
    ("We lack a signing key.", "The signing key is in the vault now."),
    ("Registry token please.", "The registry token is masked in the log."),
    ("Invoice 88 is still unpaid, so hosting is off.", "The unpaid filter works."),
    ("Ready to drop the index upon your word.", "The dropped index is ready again."),
    (
        "The wiki is private and I am no member.",
        "The wiki is private and its links work.",
    ),
    (
        "I have requested write access.",
        "I have requested access, got it and pushed the tag.",
    ),
    ("Only Dana knows the vault code.", "Only the vault code was changed."),
    # Korean.
    (
        "보험사에서 증권 번호를 아직 알려 주지 않았습니다.",
        "증권 번호를 알려 주지 않던 오류를 고쳤습니다.",
    ),
    (
        "비번을 받아야 이관을 시작할 수 있습니다.",
        "비번을 받아야 하던 단계를 없앴습니다.",
    ),
    ("막힘: 창고 열쇠", "막힘: 없음"),
    ("대기: 재무팀 승인", "대기: 0건"),
    ("임대인이 도장을 찍어 줘야 끝납니다.", "임대인 도장 이미지를 찍어 넣었습니다."),
    (
        "감사인 의견을 들은 뒤에야 올릴 수 있습니다.",
        "감사인 의견을 반영해 올렸습니다.",
    ),
    (
        "재가 떨어지면 바로 발송하겠습니다.",
        "재가가 떨어지면 자동으로 메일이 나갑니다.",
    ),
    ("위원회 의결 전이라 공고를 낼 수 없습니다.", "의결 전 단계의 화면도 붙였습니다."),
    (
        "단말이 배정되지 않아 시험이 멈춰 있습니다.",
        "배정되지 않은 단말도 목록에 나옵니다.",
    ),
    (
        "예외 등록은 보안팀만 가능합니다.",
        "예외 등록을 보안팀만 가능하게 바꿨습니다.",
    ),
    (
        "일정은 통신사 결정에 달려 있습니다.",
        "일정 화면에 통신사 배지가 달려 있습니다.",
    ),
    ("CISO 판단이 필요합니다.", "판단이 필요한 건만 모은 목록을 만들었습니다."),
    ("열쇠를 가진 분이 출장 중입니다.", "출장 중 알림 설정을 추가했습니다."),
    ("초대 부탁드립니다.", "초대 메일 문구를 바꿨습니다."),
    (
        "계정이 잠겨서 못 들어갑니다.",
        "계정이 잠겼던 세 건은 풀려서 로그인됩니다.",
    ),
    (
        "협조 없이는 확인이 불가합니다.",
        "협조 없이도 확인되도록 스크립트를 짰습니다.",
    ),
    # What only sounds like a wait.
    ("Could I have your decision by Friday?", "Shall I also draw the second chart?"),
    ("Your account has been suspended", "Tests: a suspended account gets a 403."),
    ("알려 주셔야 진행합니다.", "더 원하시면 알려 주세요."),
    ("대표님 승인을 기다리고 있습니다.", "승인 대기 목록 화면을 붙였습니다."),
]


@pytest.mark.parametrize(("wait", "twin"), PAIRS)
def test_who_has_to_act_first_is_told_from_what_only_sounds_so(
    wait: str, twin: str
) -> None:
    assert is_wait(wait, frozenset())
    assert not is_wait(twin, frozenset())
