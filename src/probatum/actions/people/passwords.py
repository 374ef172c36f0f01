"""Passwords: which are taken, and how they are kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import pairwise

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from probatum.errors import PasswordWeak
from probatum.language.interface import filled

#: Characters (NIST SP 800-63B, 5.1.1.2; OWASP ASVS 5.0, 6.2.1 and 6.2.9). No rule on what it is made of.
SHORTEST, LONGEST = 12, 256

#: Argon2id with what the OWASP Password Storage Cheat Sheet asks at least: 19 MiB, two passes, one lane.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, type=Type.ID)

#: Of what is known about somebody, shorter words than these are no hint.
_TELLING = 3


def accepted(password: str, known: Iterable[str] = ()) -> str:
    """The password, where it may be used; ``known`` is what others know of its owner (name, address).

    Raises ``PasswordWeak`` where it is short, among those that are tried first, one pattern again and again,
    or made of what is known.
    """
    typed = _as_typed(password)
    if min(len(password), len(typed)) < SHORTEST:
        raise PasswordWeak(
            filled(
                "the password is short; use {shortest} characters or more, a sentence for instance",
                shortest=SHORTEST,
            )
        )
    if max(len(password), len(typed)) > LONGEST:
        raise PasswordWeak(
            filled("the password is longer than {longest} characters; use a shorter one", longest=LONGEST)
        )
    marks = "".join(typed.casefold().split())
    letters = "".join(re.findall(r"\w", marks))
    mostly = len(letters) * 2 >= len(marks)  # else it is of signs, with hardly a letter among them
    if _common(letters) or _patterned(marks) or (mostly and _patterned(letters)):
        raise PasswordWeak("this password is among those that are tried first; use another one")
    left = letters
    for word in _words(known):
        left = left.replace(word, "")
    if left != letters:  # a year behind one's name is soon tried
        left = re.sub(r"\d+", "", left)
    if len(left) + len(set(marks) - set(letters)) < SHORTEST // 2:
        raise PasswordWeak("the password is made of your name or address, or of ours; use another one")
    return password


def kept(password: str) -> str:
    """The hash under which a password is kept (Argon2id, RFC 9106)."""
    return _HASHER.hash(_bytes(password))


def fits(password: str, held: str | None) -> bool:
    """Whether a password is the one of the hash ``held``. Takes as long where there is none."""
    try:
        return _HASHER.verify(held or _nobodys(), _bytes(password)) and held is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


def outdated(held: str) -> bool:
    """Whether a hash was made with less than is asked now; it is then made anew at the next sign-in."""
    return _HASHER.check_needs_rehash(held)


@cache
def _nobodys() -> str:
    return _HASHER.hash("nobody's password")


def _as_typed(password: str) -> str:
    """One form for what is typed alike on different keyboards (RFC 8265, 4.2.2: spaces, then NFC)."""
    spaced = "".join(" " if unicodedata.category(mark) == "Zs" else mark for mark in password)
    return unicodedata.normalize("NFC", spaced)


def _bytes(password: str) -> bytes:
    return _as_typed(password).encode("utf-8", "surrogatepass")


def _words(known: Iterable[str]) -> list[str]:
    words = {word for text in (*known, "probatum") for word in re.findall(r"\w+", text.casefold())}
    return sorted((word for word in words if len(word) >= _TELLING), key=lambda word: (-len(word), word))


@cache
def _list() -> tuple[str, ...]:
    text = (files("probatum.actions.people") / "common_passwords.txt").read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def _common(bare: str) -> bool:
    """Whether it is a common word, or two of them, with nothing but figures beside."""
    letters = re.sub(r"\d+", "", bare)
    words = set(_list())
    halves = (letters[: len(letters) // 2], letters[len(letters) // 2 :])
    return bare in words or letters in words or all(half in words for half in halves)


def _patterned(bare: str) -> bool:
    """Whether it is one short piece again and again, or a run of neighbours."""
    if len(set(bare)) <= 3:
        return True
    steps = {ord(after) - ord(before) for before, after in pairwise(bare)}
    if steps <= {1} or steps <= {-1}:
        return True
    return any(
        bare == (bare[:size] * (len(bare) // size + 1))[: len(bare)] for size in range(1, len(bare) // 3 + 1)
    )
