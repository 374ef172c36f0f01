"""Signs that look like letters and digits of English and are others, put back; signs that nobody sees.

A word of Latin letters with a Cyrillic or Greek one among them that looks Latin is a Latin word (Unicode
Technical Standard 39, mixed-script confusables): otherwise "wаrfarin" with a Cyrillic "а" would be a drug
that no list knows, and "nоt" no negation. Full-width and mathematical letters and digits are letters
and digits (Unicode Standard Annex 15, compatibility forms).
"""

from __future__ import annotations

import re
import unicodedata

_CYRILLIC = dict(zip("аеорсухѕіјһԁԛԝАВЕКМНОРСТУХІЈЅԌԚԜ", "aeopcyxsijhdqwABEKMHOPCTYXIJSGQW", strict=True))
#: Of Greek only what stands for nothing in medicine: µ, α, β, γ … do.
_GREEK = dict(zip("οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oABEZHIKMNOPTYX", strict=True))
_TO_LATIN = str.maketrans({**_CYRILLIC, **_GREEK})
_FOREIGN = "".join([*_CYRILLIC, *_GREEK])
_LATIN = "A-Za-zÀ-ÖØ-öø-ÿ"
_WORD = re.compile(r"\w+")
_PLAIN = re.compile(rf"[{_LATIN}\d_]+")
_HAS_LATIN = re.compile(rf"[{_LATIN}]")
#: Full-width letters, digits, per cent and point; mathematical letters and digits.
_FORMS = re.compile("[\uff05\uff0b\uff0c\uff0d\uff0e\uff10-\uff19\uff1c-\uff1e\uff21-\uff3a\uff41-\uff5a"
                    "\U0001d400-\U0001d7ff]")  # fmt: skip
#: Signs without a shape: marks of direction, fillers of tags and variants, invisible operators.
_UNSEEN = re.compile(
    "[\u061c\u115f\u1160\u180b-\u180f\u200e\u200f\u2061-\u2064\u206a-\u206f\u3164\ufe00-\ufe0f\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e0fff]+"
)
#: The joiners have a meaning in other scripts; between Latin letters and digits they have none.
_JOINERS = re.compile("[\u200c\u200d]+")
_BESIDE = re.compile(rf"[{_LATIN}\d.,;%() ]")
_ANY = re.compile(f"{_FORMS.pattern}|{_UNSEEN.pattern}|[\u200c\u200d{_FOREIGN}]")


def disguised(text: str) -> bool:
    """Whether there may be such a sign in ``text``. One search: nearly every text has none."""
    return not text.isascii() and _ANY.search(text) is not None


def undisguised(text: str) -> str:
    """``text`` with the letters and digits that it shows, and without what it does not show. Pure, linear.

    >>> undisguised("w\\u0430rfarin \\uff14\\uff12\\u200d%")
    'warfarin 42%'
    """
    if not disguised(text):
        return text
    text = _JOINERS.sub(_joiner, _UNSEEN.sub("", text))
    text = _FORMS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return _WORD.sub(_latin, text)


def _joiner(joiners: re.Match[str]) -> str:
    text, start, end = joiners.string, joiners.start(), joiners.end()
    beside = text[start - 1 : start] + text[end : end + 1]
    return "" if not beside or _BESIDE.search(beside) else joiners[0]


def _latin(word: re.Match[str]) -> str:
    """The word in Latin letters, where it has some and all its other letters look like some."""
    if word[0].isascii() or not _HAS_LATIN.search(word[0]):
        return word[0]
    plain = word[0].translate(_TO_LATIN)
    return plain if _PLAIN.fullmatch(plain) else word[0]
