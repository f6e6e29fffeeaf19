"""
Words that mean the same: roots of English words, Korean without its particles.

A small vocabulary of software work ties Korean to English and synonyms to each
other; what is not in it is compared by its root.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from openclaw_celery.domain.gate import sounds
from openclaw_celery.domain.gate.meanings import MEANINGS, RELATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Words that say that something is done, not what; they weigh little.
GENERIC = frozenset(
    """
    add creat implement writ made make build built updat chang fix appl includ
    complet finish done support handl ensur provid work keep set use get put new
    verif confirm check run all correct clear simpl readabl
    proper short brief nice good basic success exist also
    hour day week month minute second
    show display make let allow give offer present expose enabl every
    추가 작성 구현 생성 완료 적용 반영 수정 변경 개발 제작 처리 포함 정리 확인 수행
    진행 작업 도입 제공 기능 동작 작동 방법
    전체 모든 모두 관련 해당 정상 신규 기존 실제 결과 필요
    표시 노출 지원 실시 대응 마련
    """.split()
)
#: Names of things that look like forms of a generic word.
_THINGS = frozenset(
    """
    setting settings building checklist checkbox checkout worker workers runner runners
    provider providers builder builders handler handlers container containers
    """.split()
)
_STOP = frozenset(
    """
    a an the of to in on at for with and or by from into as is are be been being was
    were it its this that these those than then so not no each per via only which
    who when where how them him her between come comes one ones what whose should must
    will can may shall has have had do does did up out
    about least most under over below above within more less fewer minimum maximum
    before after when while during still just only whatever if once
    to-be our their your my we you they i he she any some both
    및 또는 그리고 또한 등 것 수 때 후 전 중 내 각 시 이상 이하 미만 초과 최소 최대
    하고 해서 하며 하는 되는 있는 없는 대한 대해 위한 위해 통해 따라 따른 있어야
    되어야 해야 이내 안 이전에 전에 후에 할것 하기 있음 있을 있다 된다 한다
    까지 부터 마다 정도 만큼 동안 가능 경우 위해서 대해서 건은 건이 건을 것을 것이
    없을 있게 않을 않게 않도록 되도록 하도록 되게 하게 이며 여부
    """.split()
)

_LATIN = re.compile(
    r"[a-z][a-z0-9]*(?:['-][a-z0-9]+)*|(?<![0-9])[0-9]++[a-z]+[a-z0-9]*"
)
_HANGUL = re.compile("[가-힣]+")
HANGUL = re.compile("[가-힣]")
#: Endings of English words, longest first; the rest is the root.
_SUFFIXES = (
    "izations isations ization isation ations ation izing ising ments ions ness ings "
    "ing ized ised izes ises ize ise "
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
_ENDS = tuple(_PARTICLES)
_LEAST_ROOT = 4
#: A word, and forms of it that no ending makes.
_IRREGULAR = """
write wrote written
rewrite rewrote rewritten
overwrite overwrote overwritten
choose chose chosen
take took taken
hold held
bring brought
think thought
catch caught
draw drew drawn
grow grew grown
rise rose risen
fall fell fallen
break broke broken
speak spoke spoken
sweep swept
freeze froze frozen
forget forgot forgotten
give gave given
show shown
know knew known
sell sold
buy bought
pay paid
repay repaid
lay laid
meet met
build built
rebuild rebuilt
send sent
resend resent
lend lent
spend spent
run ran
rerun reran
keep kept
tell told
teach taught
seek sought
find found
win won
lose lost
hide hidden hid
drive drove driven
throw threw thrown
withdraw withdrew withdrawn
undo undid undone
redo redid redone
shrink shrank shrunk
begin began begun
hang hung
stick stuck
make made
remake remade
fly flew flown
feed fed
bind bound
deal dealt
mean meant
index indices
matrix matrices
criterion criteria
person people
child children
query queries
try tries tried
retry retries retried
reply replies replied
"""
#: British spellings; the name of each is how it is written elsewhere.
_BRITISH = re.compile(
    r"(?<=[a-z]{2})(?P<or>our)(?=$|s$|ed$|ing$|ful|able|al$|it|hood)"
    r"|(?:(?<=cent)|(?<=met)|(?<=lit)|(?<=fib))(?P<er>re)(?=s?$)"
    r"|(?<=[a-z]{2})(?P<og>ogue)(?=s?$)"
    r"|(?<=licen|defen|offen)(?P<s>c)(?=es?$|ed$)"
    r"|(?<=ance|labe|mode|rave|igna|anne|ntro|leve|enro|tota|equa|ulfi|rsha)"
    r"(?P<l>ll)(?=ed$|ing$|ers?$)"
)
#: A Korean syllable alone says too little to be compared.
_LEAST_STEM = 2


_FIRST_FORMS = {
    form: line.split()[0]
    for line in _IRREGULAR.strip().splitlines()
    for form in line.split()[1:]
}


@lru_cache(maxsize=4096)
def spelled(word: str) -> str:
    """Return an English word in American spelling, and its first form if odd."""
    return _FIRST_FORMS.get(word) or _BRITISH.sub(lambda m: m.lastgroup or "", word)


@lru_cache(maxsize=4096)
def root(word: str) -> str:
    """Return what the forms of an English word have in common."""
    word = spelled(word)
    if len(word) == _LEAST_ROOT and word[-1] == "s" and word[-2] not in "suia":
        # Jobs, docs, rows; not `this`, not `alias`.
        return word[:-1]
    if len(word) <= _LEAST_ROOT or not word.isalpha() or not word.isascii():
        return word
    for suffix in _SUFFIXES:
        rest = word.removesuffix(suffix)
        if rest != word and len(rest) >= _LEAST_ROOT - 1:
            if rest[-1] == rest[-2] and rest[-1] not in "lsez":
                rest = rest[:-1]
            return rest if len(rest) >= _LEAST_ROOT - 1 else word
    return word


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return a Korean word without the particles and endings behind it."""
    for _ in range(2):
        if word in _INDEX or not word.endswith(_ENDS):
            break
        for ending in _PARTICLES:
            rest = word.removesuffix(ending)
            if rest != word and len(rest) >= _LEAST_STEM:
                word = rest
                break
        else:
            break
    return word


def ending(word: str) -> str:
    """Return the particle or ending that a Korean word has behind it."""
    if word.isascii():
        return ""
    return next(
        (
            end
            for end in _PARTICLES
            if word.endswith(end) and len(word) - len(end) >= _LEAST_STEM
        ),
        "",
    )


def _index(lines: str) -> dict[str, tuple[frozenset[str], ...]]:
    index: dict[str, list[frozenset[str]]] = {}
    for line in lines.splitlines():
        general, _, kinds = line.lower().partition(":")
        # Each kind of a thing means the thing, and none of the other kinds.
        for group in map(frozenset, _groups(general.split(), kinds.split())):
            for word in group:
                index.setdefault(word, []).append(group)
    return {word: tuple(groups) for word, groups in index.items()}


def _groups(general: list[str], kinds: list[str]) -> Iterator[list[str]]:
    yield general
    for kind in kinds:
        yield [*general, kind]


_INDEX = _index(MEANINGS)
_RELATED = _index(RELATED)


#: What may stand between the root of an English word and its ending.
_DERIVED = re.compile(
    "ic|if|iz|at|it|ur|e|y|iv|or|ion|ment|enc|anc|ab|abl|ent|ant|er|al|d|t|able|ible"
    "|ability|ation|ance|ence|ing|ure|ness|ful|less|ity|ive|age|n|ist"
)


#: Vowels that a Korean verb gets from its ending: 고쳐, 바꿔, 봐.
_CONTRACTED = {6: 20, 14: 13, 9: 8}
#: Final consonants that belong to an ending: 고친, 고칠, 고침, 고칩, 고쳤.
_ENDING_FINALS = frozenset((4, 8, 16, 17, 20))
_FIRST_SYLLABLE, _VOWELS, _FINALS = ord("가"), 21, 28


@lru_cache(maxsize=4096)
def verb(word: str) -> str:
    """Return the first two syllables of a Korean verb as they are in its stem."""
    code = ord(word[1]) - _FIRST_SYLLABLE
    first, rest = divmod(code, _VOWELS * _FINALS)
    vowel, final = divmod(rest, _FINALS)
    vowel = _CONTRACTED.get(vowel, vowel)
    if final in _ENDING_FINALS:
        final = 0
    code = (first * _VOWELS + vowel) * _FINALS + final
    return word[0] + chr(_FIRST_SYLLABLE + code)


def _keys(word: str) -> tuple[str, set[str]]:
    """Return the root of *word*, and all that the vocabulary may have it under."""
    if HANGUL.match(word):
        base = stem(word)
        verbs = {verb(base)} if len(base) >= _LEAST_STEM else set()
        return base, {word, base} | verbs
    base = root(word)
    # `customers` has lost its `er` as well.
    first = spelled(word)
    return base, {word, first, base, base + "e", base + "y", word.removesuffix("s")}


def _grouped(word: str, index: dict[str, tuple[frozenset[str], ...]]) -> set[str]:
    """Return all that stands in a line with *word*."""
    base, keys = _keys(word)
    found = {form for key in keys for group in index.get(key, ()) for form in group}
    if base.isascii() and not found:
        # The vocabulary has roots: `recovery` is `recover`, `notific` is `notif`.
        for cut in range(len(word) - 1, _LEAST_ROOT - 1, -1):
            if word[:cut] in index and _FORMS.fullmatch(word, cut):
                return {form for group in index[word[:cut]] for form in group}
        for cut in range(len(base) - 1, _LEAST_ROOT - 1, -1):
            if _DERIVED.fullmatch(base[cut:]):
                found.update(*index.get(base[:cut], ()))
    return found


@lru_cache(maxsize=4096)
def alternatives(word: str) -> frozenset[str]:
    """Return every root that means what *word* does, its own included."""
    return frozenset(_grouped(word, _INDEX) | {_keys(word)[0]})


def _sought(
    every: set[str],
) -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """Return roots, beginnings of English words and Korean ones to look for."""
    ordered = sorted(every)
    latin = tuple(f for f in ordered if f.isascii() and len(f) >= _LEAST_ROOT)
    korean = tuple(form for form in ordered if not form.isascii())
    # `policy` is in `policies` as well, and `passed` not in `pass`.
    roots = (root(form) for form in latin if form.endswith(("y", "e")))
    return frozenset(every.union(roots)), latin, korean


@lru_cache(maxsize=4096)
def _every(word: str) -> frozenset[str]:
    """Return the root of *word*, and of all that means it."""
    return frozenset({_keys(word)[0], *_grouped(word, _INDEX)})


def _all_forms(words: Iterable[str], but: str) -> set[str]:
    return {form for word in words if word != but for form in _every(word)}


@lru_cache(maxsize=4096)
def _forms(word: str) -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """Return all that means *word*: for its roots, for what begins so, in Korean."""
    return _sought(set(_every(word)))


@lru_cache(maxsize=4096)
def _related(word: str) -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """Return all that goes together with *word*, as `_forms` does what means it."""
    return _sought(_grouped(word, _RELATED))


def known(word: str) -> bool:
    """Tell whether the vocabulary has *word*, so that it can be translated."""
    return len(alternatives(word)) > 1


def split_compound(word: str) -> tuple[str, ...]:
    """Split a Korean compound that starts or ends with a word of the vocabulary."""
    if word in _INDEX:
        return (word,)
    for length in range(len(word) - _LEAST_STEM, _LEAST_STEM - 1, -1):
        if word[:length] in _INDEX:
            return (word[:length], word[length:])
        if word[-length:] in _INDEX:
            return (word[:-length], word[-length:])
    return (word,)


@lru_cache(maxsize=512)
def content(text: str) -> tuple[str, ...]:
    """Return the words of *text* that say something, each once, in order."""
    low = _plain(text)
    found: dict[str, None] = {}
    for word in _LATIN.findall(low):
        word = word.removesuffix("'s")  # noqa: PLW2901 - whose it is says nothing
        if word not in _STOP and len(word) > 1:
            found[word] = None
    for token in _HANGUL.findall(low):
        for part in _korean_content(token):
            found[part] = None
    return tuple(found)


@lru_cache(maxsize=4096)
def _korean_content(token: str) -> tuple[str, ...]:
    base = stem(token)
    if token in _STOP or base in _STOP or len(base) < _LEAST_STEM:
        return ()
    if base.endswith("판") and base[:-1] in _INDEX:
        base = base[:-1]
    return tuple(stem(part) for part in split_compound(base))


def size(text: str) -> int:
    """Return how many different words of *text* say something, roughly."""
    low = text.lower()
    latin = {w for w in _LATIN.findall(low) if len(w) > 1 and w not in _STOP}
    korean = {w[:_LEAST_STEM] for w in _HANGUL.findall(low) if len(w) >= _LEAST_STEM}
    return len(latin) + len(korean)


@lru_cache(maxsize=2048)
def is_generic(word: str) -> bool:
    """Tell whether *word* only says that something was done."""
    return (
        word in GENERIC
        or (word not in _THINGS and root(word) in GENERIC)
        or bool(_SIZED.fullmatch(word))
    )


#: Says how large a thing is, not which: a one-page summary.
_SIZED = re.compile(
    r"(?:one|two|three|four|five|\d+)-(?:page|line|day|week|step|point|item)s?"
)


#: Written in two words as a verb, in one as a noun.
_PARTED = re.compile(
    r"\b(time|log|sign|opt|roll|back|set|check|sold|start|break|clean|build|hand|write)"
    r"(?:s|ged|ed|led|ned|ted|ging|ing|ning)?[ -](in|out|up|off|on|back|down)\b"
)


#: The third quarter, in both languages.
_QUARTER = re.compile(r"([1-4]) ?사?분기")


def _plain(text: str) -> str:
    return _QUARTER.sub(r"q\1 ", _PARTED.sub(r"\1\2", text.lower()))


#: What may follow the root of an English word: `form` is in `forms`, not in `format`.
_FORMS = re.compile(
    "(?:s|es|ed|d|e|ing|ings|er|ers|or|ors|ion|ions|ation|ations|ution|ition|ment"
    "|ments|ements?|al|als|ally|ly|y|ies|ied|ier|ive|ives|able|ible|ability|ibility"
    "|ances?|ences?|ison|isons|ancy|ency|ant|ants|ent|ents|ity|ial|ics?|ical|ism|ists?"
    "|iz|is|if"
    "|ific|ful|less|ness|age|ures?|ication|t|ts|r|rs|n|th|ry|ory|ories|ors?|ual|tion"
    "|z|ate|ates|ated|ating|ators?|ize|ise|um|a|'s|'re|ur|ut|at|it){1,3}"
)
#: Words that start like another one and are not its compounds.
_OTHER = {
    "로그": ("인", "아웃", "온"),
    "사용": ("자",),
    "메모": ("리",),
    "이미": ("지",),
}
#: What stands before a Korean word and leaves it what it is.
_BEFORE = frozenset("재미비총각본신구새전첫주부실원고저최초무유선후양타맨")
_CAMEL = re.compile("[A-Z][a-z]{2,}")


class Text:
    """A text that can be asked for words, whatever their form."""

    def __init__(self, text: str) -> None:
        """Take in *text* once; asking is quick then."""
        self.low = _plain(text)
        words: set[str] = set()
        for word in set(_LATIN.findall(self.low)):
            words.update((word, spelled(word)))
            words.update(word.split("-"))
        # `SearchPanel` says both.
        words.update(part.lower() for part in _CAMEL.findall(text))
        self._words = sorted(words)
        self._roots = {root(word) for word in words}
        self._hangul = _HANGUL.findall(self.low) if HANGUL.search(self.low) else []
        self._spaced = " " + " ".join(self._hangul)
        self._asked: dict[str, bool] = {}
        self._hinted: dict[str, bool] = {}

    @cached_property
    def _tokens(self) -> frozenset[str]:
        return frozenset(form for token in self._hangul for form in _short(token))

    @cached_property
    def _pairs(self) -> str:
        """Two by two, for Korean compounds are written with and without a space."""
        return " " + " ".join(map("".join, pairwise(self._hangul)))

    @cached_property
    def _verbs(self) -> frozenset[str]:
        """Verbs whose second syllable has an ending in it."""
        begins = {token[:2] for token in self._hangul if len(token) > 1}
        return frozenset(verb(begin) for begin in begins if verb(begin) != begin)

    def has(self, word: str) -> bool:
        """Tell whether a word that means *word* is in the text."""
        if word not in self._asked:
            self._asked[word] = (
                self._means(word)
                or (
                    word[0] in _BEFORE
                    and len(word) > _LEAST_STEM
                    and self.has(word[1:])
                )
                or self._sounds(word)
                or (
                    "-" in word
                    and any(
                        len(part) >= _LEAST_ROOT and self.has(part)
                        for part in word.split("-")
                        if not is_generic(part)
                    )
                )
            )
        return self._asked[word]

    def names(self, word: str) -> bool:
        """Tell whether *word* itself is in the text, in any form of it."""
        if HANGUL.match(word):
            return self._has_korean(stem(word))
        return root(word) in self._roots

    def tells_apart(
        self, word: str, others: Iterable[str], around: Iterable[str] = ()
    ) -> bool:
        """
        Tell whether *word* is here by a name that none of the *others* has.

        What only hints at it is a name of nothing *around* it; nothing: no hint counts.
        """
        if self.names(word):
            return True
        theirs = _all_forms(others, word)
        mine = set(_every(word))
        if self.has(word) and (
            mine <= theirs or self._has_any(*_sought(mine - theirs))
        ):
            return True
        hints = _grouped(word, _RELATED) - theirs - _all_forms(around, word)
        return bool(around) and self.hints(word) and self._has_any(*_sought(hints))

    def hints(self, word: str) -> bool:
        """Tell whether something that goes together with *word* is in the text."""
        if word not in self._hinted:
            self._hinted[word] = (
                self._has_any(*_related(word))
                or (word in _WORDINGS and bool(_QUOTED.search(self.low)))
                or (
                    len(word) >= 2 * _LEAST_STEM
                    and bool(HANGUL.match(word))
                    and self.has(word[-_LEAST_STEM:])
                )
            )
        return self._hinted[word]

    def _means(self, word: str) -> bool:
        return self._has_any(*_forms(word))

    def _has_any(
        self, every: frozenset[str], latin: tuple[str, ...], korean: tuple[str, ...]
    ) -> bool:
        return (
            not self._roots.isdisjoint(every)
            or any(map(self._has_latin, latin))
            or (bool(self._hangul) and any(map(self._has_korean, korean)))
        )

    def _sounds(self, word: str) -> bool:
        """Tell whether *word* is here in the letters of the other language."""
        if HANGUL.match(word):
            heard, others = sounds.korean(word), self._english
        elif len(word) >= _LEAST_ROOT and word.isalpha():
            heard, others = sounds.english(root(word)), self._korean
        else:
            return False
        return len(heard) >= sounds.LEAST and heard in others

    @cached_property
    def _english(self) -> frozenset[str]:
        words = (root(word) for word in self._words if len(word) >= _LEAST_ROOT)
        return frozenset(map(sounds.english, words))

    @cached_property
    def _korean(self) -> frozenset[str]:
        return frozenset(sounds.korean(stem(token)) for token in self._hangul)

    def says(self, literal: str) -> bool:
        """Tell whether *literal*, lower case, stands in the text as it is."""
        return literal in self.low

    def _has_latin(self, form: str) -> bool:
        for at in range(bisect_left(self._words, form), len(self._words)):
            word = self._words[at]
            if not word.startswith(form):
                break
            if word == form or _FORMS.fullmatch(word, len(form)):
                return True
        return False

    def _has_korean(self, form: str) -> bool:
        if len(form) == 1:
            return form in self._tokens
        if form in _OTHER:
            parts = self._spaced.split(" " + form)[1:]
            return any(not rest.startswith(_OTHER[form]) for rest in parts)
        return (
            " " + form in self._spaced
            or (len(form) == _LEAST_STEM and form in self._verbs)
            or " " + form in self._pairs
            or (form in self._spaced and self._has_within(form))
        )

    def _has_within(self, form: str) -> bool:
        """Tell whether a compound ends with *form*: 응답시간, not 이메일."""
        if len(form) > _LEAST_STEM:
            return True
        return any(
            before[-1:] in _BEFORE or before[-2:-1] != " "
            for before in self._spaced.split(form)[:-1]
        )


#: What is told by being quoted.
_WORDINGS = frozenset(
    "message messages text label wording notice 문구 안내 메시지 멘트".split()
)
_QUOTED = re.compile(
    r"'[^'\n]{4,80}'|\"[^\"\n]{4,80}\"|\u2018[^\u2019\n]{4,80}\u2019"
    r"|\u201c[^\u201d\n]{4,80}\u201d"
)
#: Behind a Korean word of one syllable: particles, and endings of a verb.
_BEHIND = re.compile(
    "(?:[은는이가을를에의로와과도만]|으로|에서|에는|까지|부터|마다|이나|들이|들을|에도"
    "|별로|씩|[아어았었는]\\S*|은|던|으면)?"
)


def _short(token: str) -> tuple[str, ...]:
    """Return a Korean word of one syllable, with and without its particle."""
    if _BEHIND.fullmatch(token, 1):
        return (token, token[0])
    return (token,)
