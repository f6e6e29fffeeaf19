"""What stays whole when a text is cut: code, addresses, quotes, brackets, numbers."""

from __future__ import annotations

import re

#: Stands for a character of a protected span; no text that people write has it.
COVER = "\ue000"

_OPEN_END = r"[^\s,;.!?)\]}>\"'*_~]"
#: Each is linear: no two parts of a pattern can take the same characters. Possessive
#: are single characters only: with groups, Python before 3.11.5 takes too much.
_SPANS = re.compile(
    "|".join(
        (
            r"```.*?```",
            r"`[^`\n]+`",
            # An address ends before the punctuation of the sentence it stands in.
            rf"(?<![a-z0-9])(?:[a-z][a-z0-9+.-]{{1,15}}://|www\.)\S*{_OPEN_END}",
            r"(?<![\w.+-])[\w.+-]{1,64}+@[\w-]++(?:\.[\w-]++)+",
            r"\"[^\"\n]{1,400}\"",
            r"(?<!\w)'[^'\n]{1,400}'",
            r"“[^”\n]{1,400}”",
            r"\u2018[^\u2019\n]{1,400}\u2019",
            r"「[^」\n]{1,400}」",
            r"『[^』\n]{1,400}』",
            r"«[^»\n]{1,400}»",
            # &nbsp; and text/html; charset=utf-8.
            r"&#?[a-z0-9]{2,8};",
            r"(?<![\w/])\w{1,20}/[\w.+-]{1,40};\s?\w{1,20}=[\w-]+",
            # 1,000 and 3.5 and 12:30 and 2026/03/02.
            r"(?<!\d)\d++(?:[,.:/~-]\d++)+",
        )
    ),
    re.DOTALL | re.IGNORECASE,
)
_TOKEN = re.compile(r"\S+")
#: A slash between Korean words may separate them; any other is part of a word.
_KOREAN_SLASH = re.compile(r"(?<=[가-힣])/(?=[가-힣])")
_PAIRS = {")": "(", "]": "[", "}": "{", "）": "（"}
_LIST_NUMBER = re.compile(r"\((?:\d{1,3}|[가나다라마바사아자차카타파하])\)")


def cover(text: str) -> str:
    """Return *text* with every protected character covered; the length is kept."""
    covered = _SPANS.sub(_covered, text)
    covered = _cover_brackets(covered)
    return _TOKEN.sub(_cover_path, covered)


def _covered(found: re.Match[str]) -> str:
    return COVER * len(found[0])


def _cover_path(token: re.Match[str]) -> str:
    """Cover a word with slashes in it, without the punctuation behind it."""
    word = token[0]
    inner = word.rstrip(".,;:!?)")
    if "/" not in inner.strip("/") and not inner.startswith(("/", "~/", "./")):
        return word
    if inner == "/" or "/" not in _KOREAN_SLASH.sub(" ", inner):
        return word
    return COVER * len(inner) + word[len(inner) :]


def _cover_brackets(text: str) -> str:
    """Cover what stands in brackets that are closed; (1) may be a list number."""
    opened: list[tuple[str, int]] = []
    spans: list[tuple[int, int]] = []
    for at, sign in enumerate(text):
        if sign in "([{（":
            opened.append((sign, at))
        elif sign in _PAIRS and opened and opened[-1][0] == _PAIRS[sign]:
            start = opened.pop()[1]
            if not _LIST_NUMBER.fullmatch(text, start, at + 1):
                spans.append((start, at + 1))
        elif sign == "\n":
            opened.clear()
    if not spans:
        return text
    parts, upto = [], 0
    for start, end in sorted(spans):  # the outer one comes first
        # One inside another is covered already.
        if end > upto:
            parts += [text[upto:start], COVER * (end - start)]
            upto = end
    return "".join(parts) + text[upto:]
