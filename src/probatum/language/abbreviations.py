"""Abbreviations that a text defines itself: ``giant cell arteritis (GCA)``."""

from __future__ import annotations

import re

_BRACKETED = re.compile(r"\(([^()\n]{2,60})\)")
_SHORT = re.compile(r"[A-Za-z0-9](?:[\w./+-]| (?=\S)){1,9}", re.UNICODE)

#: How far before a bracket its long form may begin, in characters.
_REACH = 250


def abbreviations(text: str) -> dict[str, str]:
    """Short forms and the long forms that ``text`` gives them, in the order of the text.

    Of several definitions the first counts. The algorithm of Schwartz and Hearst ("A simple algorithm for
    identifying abbreviation definitions in biomedical text", PSB 2003), for *long (short)* and for
    *short (long)*. Long forms are as written in the text. Linear in the length of the text.
    """
    found: dict[str, str] = {}
    for match in _BRACKETED.finditer(text):
        inside = re.split(r"[;,:]\s", match.group(1), maxsplit=1)[0].strip()
        before = text[max(0, match.start() - _REACH) : match.start()].rstrip()
        short, long = (inside, _long_form(inside, before)) if is_short(inside) else _turned(inside, before)
        if long:
            found.setdefault(short, long)
    return found


def is_short(words: str) -> bool:
    """Whether ``words`` can be a short form: 2 to 10 characters, two words at most, a capital."""
    if not _SHORT.fullmatch(words) or len(words.split()) > 2:
        return False
    return any(mark.isupper() for mark in words) and sum(mark.isalpha() for mark in words) >= 2


def _turned(inside: str, before: str) -> tuple[str, str]:
    """``GCA (giant cell arteritis)``."""
    last = before.split()[-1] if before.split() else ""
    if len(inside.split()) < 2 or not is_short(last):
        return last, ""
    long = _long_form(last, inside)
    return last, long if long == inside else ""


def _long_form(short: str, before: str) -> str:
    """The shortest end of ``before`` with the letters of ``short`` in order, the first at a word's start."""
    words = before.split()
    most = min(len(short) + 5, 2 * len(short))
    window = " ".join(words[-most:])
    at = len(window)
    for position in range(len(short) - 1, -1, -1):
        mark = short[position].lower()
        if not mark.isalnum():
            continue
        at -= 1
        while at >= 0 and not _fits(window, at, mark, first=position == 0):
            at -= 1
        if at < 0:
            return ""
    long = window[window.rfind(" ", 0, at) + 1 :] if not window[at - 1 : at].isalnum() else window[at:]
    return _kept(short, long.strip(" ,;:"))


def _fits(window: str, at: int, mark: str, *, first: bool) -> bool:
    return window[at].lower() == mark and not (first and at > 0 and window[at - 1].isalnum())


def _kept(short: str, long: str) -> str:
    """A long form that is one: longer than the short one, which does not stand in it as a word."""
    if len(long) <= len(short) or short in re.findall(r"[\w./+-]+", long):
        return ""
    return long if len(long.split()) <= min(len(short) + 5, 2 * len(short)) else ""
