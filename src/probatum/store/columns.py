"""What the columns of the store hold: on every database the same text and the same numbers, and all of them.

PostgreSQL's text has no NUL (U+0000) and SQLite's JSON ends at one, but a record may hold it. Both are given
it as an escape (U+001A and a digit) that nothing outside this file sees. Half of a surrogate pair is in no
text that can be written down (Unicode, section 3.9): it is an error, and nothing is stored.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, String, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

_ESCAPE = "\x1a"


def escaped(text: str) -> str:
    """``text`` as a database can hold it. Raises ``UnicodeEncodeError`` for half of a surrogate pair."""
    if not text.isascii():
        text.encode()
    if not odd(text):
        return text
    return text.replace(_ESCAPE, f"{_ESCAPE}1").replace("\x00", f"{_ESCAPE}0")


def odd(text: str) -> bool:
    """Whether ``text`` holds a character that is written with an escape."""
    return "\x00" in text or _ESCAPE in text


def unescaped(held: str) -> str:
    """The text of which ``held`` is the written form."""
    if _ESCAPE not in held:
        return held
    return held.replace(f"{_ESCAPE}0", "\x00").replace(f"{_ESCAPE}1", _ESCAPE)


def writable(text: str) -> bool:
    """Whether a text can be looked up at all: half of a surrogate pair is in no record."""
    return not any("\ud800" <= mark <= "\udfff" for mark in text)


class Words(TypeDecorator[str]):
    """Text of any length, compared by its bytes, whatever language the server speaks."""

    kind: type[String] = String
    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """SQLite compares bytes of itself."""
        return self.kind(collation="C" if dialect.name == "postgresql" else None)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """On its way in."""
        del dialect
        return None if value is None else escaped(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """On its way out."""
        del dialect
        return None if value is None else unescaped(value)


class LongWords(Words):
    """The same, for whole texts."""

    kind = Text
    impl = Text
    cache_ok = True


#: A whole number that may be larger than two thousand million.
LARGE = Integer().with_variant(BigInteger(), "postgresql")
