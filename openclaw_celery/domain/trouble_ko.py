"""
Signs of trouble in a Korean clause: each counts unless something makes it good news.

What is not so is told by the ending of the verb, whatever the verb is; only verbs of
trouble are better not so.
"""

from __future__ import annotations

import re

from openclaw_celery.domain.language import NOTED, PAST

#: A verb that is denied by its ending, and what the ending goes on to say.
_DENIED = re.compile(
    r"(?P<before>[가-힣A-Za-z0-9 ]{0,12}?)(?P<verb>[가-힣]{1,4})지(?:는|도|가|를"
    r"|조차)? ?"
    r"(?:않|못)(?P<end>[가-힣]{0,4})(?P<after>[^.,]{0,12})"
)
#: The short way to deny it, where the verb ends the clause or leads on.
_SHORT = re.compile(
    rf"(?:^|(?<=[\s)]))(?:안|못) (?P<verb>[가-힣]{{0,4}}?)"
    rf"(?P<end>{PAST}(?:습니다|어요|다|음|고|으며|는데|지만|네요)?|니다"
    rf"|[해돼려와여서져켜워러어아]요?"
    rf"|{NOTED}|네요?|고|며)(?P<after>)(?=[\s.,]|$)"
)
_SEARCHED = re.compile(
    r"(?:grep|검색|뒤져|찾아|조회|확인|스캔|훑어|돌려)[가-힣 ]{0,8}도"
)
#: It is good if these do not happen.
_BAD_VERB = re.compile(
    r"^(?:깨|터|꺼|끊기|끊어|죽|멈추|나타나|나|남|남아 ?있|섞이|번|빠|빠뜨리|놓치|사라"
    r"|잃|밀리"
    r"|느려|늦|막히|뚫리|먹히|새|새나가|겹치|흔들리|튀|튕기|늘|늘어나|커|높아|낮아|넘"
    r"|벗어나"
    r"|어긋나|틀리|다르|달라|바뀌|변하|변경되|중복되|누락되|유실되|실패하|발생하"
    r"|재발하|등장하"
    r"|관찰되|검출되|노출되|걸리|밀려나|줄|줄어들|쌓이|밟히|지워|덮어쓰|덮이|날아가"
    r"|망가|무너"
    r"|끼|새어 ?나가|미치|주|받|쓰|쓰이|사용하|사용되|필요하|필요로 하|건드리|해치"
    r"|방해하"
    r"|문제되|잘리|흐려|헷갈리|번거롭|무겁|어렵|크|많|길|나쁘|들|아깝|비|뒤섞이"
    r"|튕겨나오"
    r"|만료되|차단되|되돌아가|돌아가시|잠기|뜨거워|가려|가리|잘려나가|넘치|초과하|지나"
    r"|망설이"
    r"|포함되|끝나|그치|풀리|떨어|보이|유지하|두|기다리|멀|모자라|부족하|뜨|뜹|뜸|떠"
    r"|떴|삐져나오"
    r"|삐져나와|생기|잡히|돌아|고[쳐쳤침칩치]|들어가|나오|나와|나옵|나옴)$"
)
#: It is meant to be so, says what kind of thing is meant, or what would be.
_MEANT = re.compile(
    r"^(?:도록|게|으면|는지|아도|더라도|을 때|던|는(?! ?(?:다|상태|문제|현상|것(?:으로"
    r"|이)|네"
    r"|군|중|듯))|은(?! ?(?:상태|채|것으로))|을(?! 것)|기 ?(?:때문|위)|아야)"
)
_NO_MORE = re.compile(
    r"더 ?이상|더는|다시는|두 번 다시|이제는?(?= )|하나도|전혀|아무도|누구도|절대"
    r"|한 번도"
)
#: Comes back from a server.
_STATUS = re.compile(
    r"[45]\d\d(?:로|가|이|만|를|을|에러|오류)? ?(?:응답|에러|오류)?(?:이|가|로|를"
    r"|을)? ?"
    r"(?:떨어|납|났|나요|나고|뜹|떴|뜨고|돌아|반환(?:됩|돼|되고)|내려|나옵|나와|나왔"
    r"|던)"
)
_SUPPOSED = re.compile(
    r"것으로 ?(?:봅|본다|봤|판단|기대|생각|보입|보임|예상|추정|여겨)|지 않을까"
    r"|않을까 ?(?:싶|합)"
)
#: So far, and no further.
_SO_FAR = re.compile(
    r"(?:지금|현재|오늘|여기)까지(?:는|만)? [^.]{0,24}\d[\d,]* ?(?:개|건|명|장|쪽|편"
    r"|곳|종)"
)
_ONLY_SO = re.compile(
    r"(?<!뿐)만 (?:일단 |우선 |먼저 )?[가-힣]{1,4} ?(?:놓|둔|뒀|두었|둡|둠)"
    r"|(?:비어|빈|빠져|꺼져|막혀|깨져|멈춰) ?(?:있는|둔)? ?상태"
    r"|[은는이가] (?:아직 )?(?:빨간(?!색)|빨갛|red(?:입|이|임|$))"
)
_SIGNS = (_STATUS, _SUPPOSED, _SO_FAR, _ONLY_SO)
#: Trouble that was there before, or is asked for as what is turned away.
_BEFORE = re.compile(
    r"(?:기존|이전|원래|처음|전)에?는? |던 |하면|으면|보내면|없으면|때(?:는|에)?|경우"
    r"|테스트"
    r"|막|차단|거부|제한|만료|잘못된|없는|이상"
)


def _is_denied(low: str) -> bool:
    for found in (*_DENIED.finditer(low), *_SHORT.finditer(low)):
        if _BAD_VERB.search(found["verb"]) or _MEANT.match(found["end"] or ""):
            continue
        before = low[: found.start("verb")]
        if _NO_MORE.search(before) or _SEARCHED.search(before):
            continue
        return True
    return False


#: The name of a test that has passed.
_TICKED = re.compile(r"\W*(?:[✓✔√☑]|\[x\]|ok\b|pass(?:ed)?\b)")


def admits(low: str, whole: str) -> bool:
    """Tell whether *low*, what is open of a *whole* clause, admits some trouble."""
    if _TICKED.match(whole):
        return False
    if _STATUS.search(low) and not _BEFORE.search(whole):
        return True
    return any(sign.search(low) for sign in _SIGNS[1:]) or _is_denied(low)
