"""Where sentences begin and end in biomedical prose, by a rule of our own and a list of abbreviations.

A sentence ends at ``.``, ``!`` or ``?`` (with closing quotes, brackets and citation marks) before white
space and something that can open a sentence, unless the word before is an abbreviation, an initial or a list
number; and at the end of a line that is a heading, a list item or a paragraph. The text is never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: How far around a point the rule looks, in characters. It bounds the work: the rule is linear in the text.
_REACH = 40

#: A line at least this long may have been wrapped; a longer one than the second is a paragraph by itself.
_WRAPPED_FROM, _WRAPPED_TO = 45, 160


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: After these the sentence goes on, whatever follows.
_NEVER_LAST = _set(
    """
    vs vs. v cf e.g eg i.e ie viz ca approx resp fig figs tab tabs eq eqs ref refs vol pp ed eds dr drs prof
    mr mrs ms st sr jr mt ft incl excl esp suppl abbr ex subsp ssp var serovar cv nov aff synon appx sect chap
    """
)
#: After these the sentence goes on where a number follows.
_BEFORE_NUMBER = _set("no nos n p ps art ch para sec sect exp expt grp gr wt mol temp chr op obs")
#: After these the sentence goes on unless an ordinary first word follows.
_SELDOM_LAST = _set(
    """
    al inc ltd co corp dept univ assoc natl int intl gen sen rep gov hosp med surg sci am acad soc u.s u.k u.n
    e.u u.s.a ph.d m.d d.c m.sc b.sc dr.med st.louis jan feb mar apr jun jul aug sep sept oct nov dec sp spp
    mon tue wed thu fri sat sun max min avg std
    """
)
#: Words that open a sentence and are no names.
_OPENERS = _set(
    """
    a about according additionally after all also although among an analysis and as at available based because
    before between both but by clinical compared comparison conclusion conclusions conversely current data
    despite due during each eight eighty eleven eligible even every evidence experimental factors few fifteen
    fifty finally findings first five following for forty four fourteen from further furthermore future given
    group groups half he her here his hence however i if importantly in incidence interestingly is it its
    levels long main major many mean median methods moreover most mortality multiple multivariate neither
    nevertheless nine ninety no none nonetheless not notably of on once one only other our out outcomes over
    overall participants patients people plasma population primary prior rates recent recently research
    results risk safety secondary serum seven seventy several she similar similarly since six sixty some
    specifically studies study subjects subsequently such surgery survival ten that the their then there
    therefore these they thirty this those three thus to together total treatment trials twelve twenty two
    under understanding univariate unlike until using was we were when whereas whether which while with
    within without women men children adults you your yet
    """
)
#: Before these single letters a sentence can end: "vitamin D.", "hepatitis B.", "group A."
_LETTERED = _set(
    """
    vitamin hepatitis group groups type types class arm factor influenza stage panel figure table appendix
    grade protein cohort part immunoglobulin model phase study subgroup genotype serogroup child-pugh
    """
)

_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]}]*+(?=\s|$|\[\d|\d|[A-Z][a-z])|\n")
_CITED = re.compile(
    r"(?:\[\d[\d,;–\- ]{0,30}\]|(?:(?<=[a-z)\]”%][.!?])|(?<=[A-Z]{2}\.)|(?<=\b1[89]\d\d\.)|(?<=\b20\d\d\.)|"
    r"(?<=[ =]\d\.\d\d\.))\d{1,3}(?:[,–-] ?\d{1,3}){0,9})(?=\s+\S|\s*$)"
)
_WORD_BEFORE = re.compile(r"[^\s(\[{\"“‘'/]*$")
_PREVIOUS_WORD = re.compile(r"(\S+)\s+\S*$")
_NEXT = re.compile(r"\s*([\"'“‘«(\[{]*)(\S{0,24})")
_BULLET = re.compile(r"[ \t]*(?:[-–—•◦▪●*·‣]\s|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s)")
_LIST_NUMBER = re.compile(r"\s*[(\[]?(?:\d{1,2}|[A-Za-z]|[ivxIVX]{1,4})$")
_MIXED = re.compile(r"[a-z]{1,4}-?[A-Z0-9]|[αβγδκλμ]-?\w|(?:alpha|beta|gamma|delta|kappa)-[A-Z\d]")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_SPACE = re.compile(r"\S")


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of ``text`` as spans ``(start, end)`` in characters.

    The spans are in order, do not overlap, have no white space at their ends and together cover every
    character that is not white space. Linear in the length of the text.

    >>> [text[a:b] for text in ["No effect (P = 0.05). E. coli grew."] for a, b in sentences(text)]
    ['No effect (P = 0.05).', 'E. coli grew.']
    """
    spans: list[tuple[int, int]] = []
    start = _first(text, 0)
    for end in _ends(text):
        if end <= start or (text[end - 1 : end] != "\n" and _is_list_number(text, start, end)):
            continue
        last = len(text[start:end].rstrip()) + start
        spans.append((start, last))
        start = _first(text, end)
    if start < len(text):
        spans.append((start, start + len(text[start:].rstrip())))
    return spans


def _first(text: str, at: int) -> int:
    """The first character from ``at`` that is not white space, else the end."""
    found = _SPACE.search(text, at)
    return found.start() if found else len(text)


def _ends(text: str) -> Iterator[int]:
    """The places at which a sentence may end, in order."""
    for match in _END.finditer(text):
        if match[0] == "\n":
            if _line_ends(text, match.start()):
                yield match.end()
            continue
        end = match.end()
        cited = _CITED.match(text, end)
        if cited:
            end = cited.end()
        if (cited or not text[end : end + 1].isdigit()) and _closes(text, match.start(), match[0], end):
            yield end


def _is_list_number(text: str, start: int, end: int) -> bool:
    """Whether what stands before the point is the number of a list item, not a sentence."""
    return end - start <= 6 and _LIST_NUMBER.fullmatch(text[start : end - 1]) is not None


def _line_ends(text: str, at: int) -> bool:
    """Whether the line that ends at ``at`` ends a sentence: it does unless it was only wrapped."""
    line_start = text.rfind("\n", max(0, at - _WRAPPED_TO - 1), at) + 1
    if not line_start and at > _WRAPPED_TO:
        line_start = at - _WRAPPED_TO - 1
    line = text[line_start:at].rstrip()
    after = text[at + 1 : at + 1 + _REACH]
    following = after.lstrip(" \t")
    if not line or not following or following[0] == "\n" or _BULLET.match(after):
        return True
    if following[0].islower() and not _MIXED.match(following):
        return line[-1] in ":;" and len(line) < _WRAPPED_FROM
    if line[-1] in ",–-(" or line.rsplit(" ", 1)[-1].lower() in {"the", "of", "and", "or", "in", "with", "a"}:
        return False
    return not _WRAPPED_FROM <= len(line) <= _WRAPPED_TO or line[-1] in '.!?:;)”"'


def _closes(text: str, at: int, mark: str, end: int) -> bool:
    """Whether the mark at ``at`` closes its sentence."""
    following = _NEXT.match(text, end, min(len(text), end + _REACH))
    opening, word = (following[1], following[2]) if following else ("", "")
    if not word:
        return True
    if end < len(text) and not text[end].isspace():
        return _unspaced(text, at, end)
    before = _WORD_BEFORE.search(text, max(0, at - _REACH), at)
    return _may_open(word, opening) and (mark[0] != "." or _may_close(text, before, opening, word))


def _unspaced(text: str, at: int, end: int) -> bool:
    """``…the patients.Results were…``: the space was lost between two plain words."""
    before = text[max(0, at - 4) : at]
    after = text[end : end + 3]
    return (
        len(before) == 4
        and before.isalpha()
        and before.islower()
        and after[:1].isupper()
        and (after[1:].islower() or after.istitle())
        and " " in text[end : end + 20]
    )


def _may_open(word: str, opening: str) -> bool:
    """Whether ``word`` can be the first of a sentence."""
    first = word[0]
    if first.isupper() or first.isdigit() or first in "•–—-≥≤<>~±+*α":
        return True
    if first.islower():
        return bool(_MIXED.match(word)) or (bool(opening) and opening[0] in '“"')
    return bool(opening) or not first.isascii()


def _may_close(text: str, before: re.Match[str] | None, opening: str, word: str) -> bool:
    """Whether the word before a point lets the sentence end there."""
    last = (before[0] if before else "").lower()
    if word[0].isdigit() and last[-1:] in ("<", ">", "=", "≤", "≥", ""):
        return False  # "P<. 001", a number that lost its nought
    plain = word.rstrip(",;:.)").lower()
    if last in _NEVER_LAST:
        return False
    if word[0].isdigit() and (last in _BEFORE_NUMBER or last == "0"):
        return False
    if last in _SELDOM_LAST or _DOTTED.fullmatch(last):
        return not opening and plain in _OPENERS
    if len(last) == 1 and last.isalpha() and before is not None:
        return _after_letter(text, before, opening, plain)
    return True


def _after_letter(text: str, before: re.Match[str], opening: str, plain: str) -> bool:
    """After a single letter: an initial goes on (``J. Smith``), a name's letter ends (``vitamin D.``)."""
    previous = _PREVIOUS_WORD.search(text, max(0, before.start() - _REACH), before.end())
    if previous and previous[1].lower().strip("(,") in _LETTERED:
        return True
    if before[0].islower():
        return plain in _OPENERS
    return not opening and len(plain) > 1 and plain in _OPENERS
