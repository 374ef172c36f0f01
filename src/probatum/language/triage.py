"""What a question is before it is answered: an emergency, about somebody's own treatment, or no medicine.

Read by rule, from the words of ``triage.toml``, which are ours. A sign of an emergency counts where the
question says that it happens to somebody now. What is asked of many people, of the past or of what may come
is a question like any other: nobody who studies overdoses is told to call for help. In doubt the emergency
is told of: a notice too many costs a reader a glance, one too few may cost more.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from probatum.language.drugs import drug_mentions
from probatum.language.vocabulary import Vocabulary
from probatum.records.notice import NoticeKind

#: A question is read up to here: what it is about is said early, and a rule never reads without end.
LONGEST = 1_000

#: So many different words that say that a thing is made up make a tale.
_TALE = 2

_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """What a question was found to be.

    ``urgent`` are the kinds of emergency that it tells of as happening now, the gravest first; ``signs``
    name what was seen. ``own`` is whether it asks about somebody's own treatment, ``other`` whether it is no
    question of medicine.
    """

    urgent: tuple[NoticeKind, ...] = ()
    signs: tuple[str, ...] = ()
    own: bool = False
    other: bool = False


@dataclass(frozen=True, slots=True)
class _Sign:
    kind: NoticeKind
    name: str
    alone: bool
    words: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class _Alarm:
    """What tells of an emergency that no sign names: see ``[alarm]``."""

    name: str
    vital: re.Pattern[str]
    wrong: re.Pattern[str]
    sudden: re.Pattern[str]
    exposure: re.Pattern[str]
    despair: re.Pattern[str]
    asks: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _System:
    """A system of the body, and what is gravely wrong with it: see ``[systems]``."""

    kind: NoticeKind
    name: str
    signs: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """How somebody tells of a person who may be ill now, without asking anything: see ``[told]``."""

    name: str
    near: re.Pattern[str]
    question: re.Pattern[str]
    asks: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Words:
    """What ``triage.toml`` holds, ready to be searched for."""

    somebody: re.Pattern[str]
    moment: re.Pattern[str]
    not_now: re.Pattern[str]
    of_many: re.Pattern[str]
    signs: tuple[_Sign, ...]
    alarm: _Alarm
    systems: tuple[_System, ...]
    calm: re.Pattern[str]
    told: _Told
    person: re.Pattern[str]
    not_person: re.Pattern[str]
    near_one: re.Pattern[str]
    medical: re.Pattern[str]
    made_up: re.Pattern[str]
    other: tuple[re.Pattern[str], ...]


#: In which order kinds of emergency are told: what a life hangs on most directly, and what is read as such.
_ORDER = (
    NoticeKind.CRISIS,
    NoticeKind.POISONING,
    NoticeKind.PREGNANCY,
    NoticeKind.INFANT,
    NoticeKind.EMERGENCY,
)


def triage(text: str, vocabulary: Vocabulary) -> Triage:
    """Say what a question is, before anything is looked for. Pure; the words are read as words only.

    >>> triage("I have crushing chest pain", Vocabulary()).signs
    ('chest pain',)
    >>> triage("Does aspirin prevent heart attack?", Vocabulary()).signs
    ()
    """
    said = " ".join(text[:LONGEST].translate(_QUOTES).lower().split())
    held = _words()
    met = [(sign.kind, sign.name) for sign in held.signs if _met(said, sign, held)]
    met = met or list(_failing(said, held)) or list(_alarming(said, held))
    kinds = {kind for kind, _ in met}
    return Triage(
        urgent=tuple(kind for kind in _ORDER if kind in kinds),
        signs=tuple(name for _, name in met),
        own=_own(said, held),
        other=_other(text[:LONGEST], said, held, vocabulary),
    )


def _met(said: str, sign: _Sign, held: _Words) -> bool:
    """Whether a sign is there, as something that happens to somebody now."""
    if not any(words.search(said) for words in sign.words):
        return False
    if sign.kind is NoticeKind.CRISIS:
        return True
    if held.not_now.search(said) and not sign.alone:
        return False
    # Nobody is named: a question of many is no emergency, a cry without a verb is one.
    return bool(held.somebody.search(said) or held.moment.search(said) or not held.of_many.match(said))


def _failing(said: str, held: _Words) -> Iterator[tuple[NoticeKind, str]]:
    """Each system of the body that somebody tells of as gravely wrong."""
    calm = _is_calm(said, held)
    for system in held.systems:
        sure = system.kind is NoticeKind.CRISIS or not calm
        if sure and any(sign.search(said) for sign in system.signs):
            yield system.kind, system.name


def _is_calm(said: str, held: _Words) -> bool:
    """Whether it is a question of many, of the past, of what may come, or of something long or mild."""
    many = held.of_many.match(said) and not (held.somebody.search(said) and held.moment.search(said))
    return bool(many or held.not_now.search(said) or held.alarm.asks.search(said) or held.calm.search(said))


def _alarming(said: str, held: _Words) -> Iterator[tuple[NoticeKind, str]]:
    """An emergency told without one of the signs: something vital, and gravely wrong or suddenly so."""
    alarm = held.alarm
    if alarm.despair.search(said):
        yield NoticeKind.CRISIS, alarm.name
    if held.not_now.search(said) or held.of_many.match(said) or alarm.asks.search(said):
        return
    if alarm.exposure.search(said):
        yield NoticeKind.POISONING, alarm.name
    elif _grave(said, held):
        yield NoticeKind.EMERGENCY, alarm.name
    elif _told(said, held.told):
        yield NoticeKind.EMERGENCY, held.told.name


def _grave(said: str, held: _Words) -> bool:
    """Two things together: something vital and what is wrong with it, or somebody to whom it happens now."""
    vital, wrong = held.alarm.vital.search(said), held.alarm.wrong.search(said)
    sudden = held.alarm.sudden.search(said)
    return bool((vital and (wrong or sudden)) or (wrong and (sudden or held.somebody.search(said))))


def _told(said: str, told: _Told) -> bool:
    """Whether somebody tells of a person who is near, and asks nothing."""
    return bool(told.near.search(said)) and not (told.question.search(said) or told.asks.search(said))


def speaks_of_one(text: str) -> bool:
    """Whether somebody speaks of himself or of somebody near, as one who is treated. Pure."""
    held = _words()
    return _own(text.translate(_QUOTES).lower(), held) or bool(held.near_one.search(text.lower()))


def names_medicine(text: str) -> bool:
    """Whether a word of it is of medicine, by the list of plain words; no name is looked up. Pure."""
    return _words().medical.search(text.lower()) is not None


def _own(said: str, held: _Words) -> bool:
    return bool(held.person.search(held.not_person.sub(" ", said)))


def _other(text: str, said: str, held: _Words, vocabulary: Vocabulary) -> bool:
    """Whether it is a tale, or tells of another subject and nothing in it is of medicine."""
    if len(set(held.made_up.findall(said))) >= _TALE:
        return True
    if not any(words.search(said) for words in held.other) or held.medical.search(said):
        return False
    return not (drug_mentions(text) or vocabulary.mentions(text))


@cache
def _words() -> _Words:
    """The shipped words, read once."""
    read = tomllib.loads(resources.files("probatum.language").joinpath("triage.toml").read_text("utf-8"))
    return _Words(
        somebody=re.compile(read["somebody"]),
        moment=re.compile(read["moment"]),
        not_now=re.compile(read["not_now"]),
        of_many=re.compile(read["of_many"]),
        signs=tuple(
            _Sign(
                kind=NoticeKind(one["kind"]),
                name=one["name"],
                alone=one.get("alone", False),
                words=tuple(map(re.compile, one["words"])),
            )
            for one in read["sign"]
        ),
        alarm=_Alarm(**_compiled(read["alarm"])),
        systems=tuple(_system(one, read["systems"]["reach"]) for one in read["systems"]["system"]),
        calm=re.compile(read["systems"]["calm"]),
        told=_Told(**_compiled(read["told"])),
        person=re.compile(read["own"]["person"]),
        not_person=re.compile(read["own"]["not_person"]),
        near_one=re.compile(read["own"]["near_one"]),
        medical=re.compile(read["other"]["medical"]),
        made_up=re.compile(read["other"]["made_up"]),
        other=tuple(map(re.compile, read["other"]["words"])),
    )


def _system(table: dict[str, str], reach: int) -> _System:
    """A system of the file: what and what is wrong near each other in either order, and what says both."""
    signs = [table["alone"]] if "alone" in table else []
    if "what" in table:
        what, wrong = (rf"(?<![\w-])(?:{table[part]})(?![\w-])" for part in ("what", "wrong"))
        signs += [rf"{what}.{{0,{reach}}}?{wrong}", rf"{wrong}.{{0,{reach}}}?{what}"]
    return _System(kind=NoticeKind(table["kind"]), name=table["name"], signs=tuple(map(re.compile, signs)))


def _compiled(table: dict[str, str]) -> dict[str, Any]:
    """A table of the file: its name as it is, the rest as patterns."""
    return {key: word if key == "name" else re.compile(word) for key, word in table.items()}
