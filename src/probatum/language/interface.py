"""The words of the interface: how they are marked where they are written, and put into another language.

A room says its words in English and marks each with :func:`N_`, so that the catalogue holds it; where it
makes a sentence, it takes the translator as an argument. So judgement stays pure, and only a door knows which
language is spoken. The names are those of GNU gettext (https://www.gnu.org/software/gettext/manual/, 4.7).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from probatum.errors import InputError, ProbatumError

#: From a message as it stands in the catalogue to the same in the language of the interface.
Gettext: TypeAlias = Callable[[str], str]

#: From a message for one, a message for several and the number to the one that fits, in that language.
Ngettext: TypeAlias = Callable[[str, str, int], str]


def N_(message: str) -> str:  # noqa: N802 - its name everywhere
    """The message as it is. It marks words that are shown somewhere else, where they are translated."""
    return message


def english(message: str) -> str:
    """The message as it was written: the translator where nothing is translated."""
    return message


def english_number(one: str, several: str, number: int) -> str:
    """The message that fits the number in English."""
    return one if number == 1 else several


class Message(str):
    """A sentence with something filled in, that knows what it was made of: so it can be said in another
    language later, by who only has the sentence. To everybody else it is the English sentence."""

    __slots__ = ("message", "values")

    message: str
    values: dict[str, object]


def worded(message: str) -> Message:
    """``message`` as it stands, to be filled into another: nothing is filled into it."""
    if isinstance(message, Message):
        return message
    made = Message(message)
    made.message, made.values = message, {}
    return made


def sentence_of(error: ProbatumError) -> str:
    """What an error says, each part of which can be said in another language; in English ``str(error)``.

    An input that cannot be read says where, what is wrong and what to do: names of files stay as they are.
    """
    if not isinstance(error, InputError):
        return error.sentence
    told = worded(error.problem)
    where = ", ".join(part for part in (error.origin, error.place) if part)
    if where:
        told = filled("{where}: {problem}", where=where, problem=told)
    return filled("{problem}; {fix}", problem=told, fix=worded(error.fix)) if error.fix else told


def filled(message: str, **values: object) -> Message:
    """``message`` with ``values`` filled in (``str.format``); the catalogue holds it as it stands here."""
    made = Message(message.format(**values))
    made.message, made.values = message, values
    return made


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language as a room is given it: called with a message, it says it. ``tag`` is its name (BCP 47)."""

    message: Gettext = english
    number: Ngettext = english_number
    tag: str = "en-GB"

    def __call__(self, message: str) -> str:
        """The message in this language; nothing for nothing (which names a catalogue's head)."""
        if isinstance(message, Message):
            said = self.message(message.message)
            values = {name: self._value(value) for name, value in message.values.items()}
            return said.format(**values) if values else said
        return self.message(message) if message else ""

    def _value(self, value: object) -> object:
        if isinstance(value, StrEnum):
            return self.message(value.value)
        return self(value) if isinstance(value, Message) else value

    def plural(self, one: str, several: str, number: int) -> str:
        """The message that fits the number, the number filled in for ``{number}``."""
        return self.number(one, several, number).format(number=format(number, ","))


#: The language in which everything is written.
ENGLISH = Spoken()
