"""Follow-ups: from what was typed in a conversation to a question that stands alone.

"What about in children?", "and the dose?", "why?" and the like are completed from what the thread is
about: its condition, whom it is about, its treatment, what that is compared with, its outcome (Richardson et
al., ACP J Club 1995), and the evidence that it is limited to. By rule: what a follow-up names takes the place
of what the thread has of the same nature, what it leaves out is carried over and told from which turn, and
what cannot be completed is said, with questions that it may mean. A question that is complete in itself is
left alone, and inherits nothing. The forms are in ``followups.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache

from probatum.language.narrowing import Wanted, wanted_evidence
from probatum.language.parts import parts_of, pieces_of
from probatum.language.people import people_said
from probatum.language.pico import read_question
from probatum.language.topic import (
    DISEASE,
    OTHER,
    OUTCOME,
    TREATMENT,
    Named,
    followups,
    named,
    topic_of,
    whom_of,
    words_of,
)
from probatum.language.triage import names_medicine
from probatum.language.vocabulary import Vocabulary
from probatum.records.thread import Carried, FollowKind, Narrowing, Resolved, Topic, Turn

#: What the parts of a topic are called for readers.
PARTS: Mapping[str, str] = {
    "condition": "condition",
    "people": "people",
    "intervention": "treatment",
    "comparator": "comparison",
    "outcome": "outcome",
}
#: At most so many questions are offered where a follow-up is not clear.
CHOICES = 4

#: A question of so many words of its own is about something of its own.
_OWN_WORDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Thread:
    """What a follow-up is read against: the turns, and the medicines that the last answer names."""

    turns: tuple[Turn, ...]
    first: int
    vocabulary: Vocabulary
    mentioned: tuple[str, ...]

    @property
    def last(self) -> Turn:
        return self.turns[-1]

    def known(self, part: str) -> tuple[str, int]:
        """The words of a part that were said last, and the turn in which they were first said."""
        for number in range(len(self.turns), self.first - 1, -1):
            turn = self.turns[number - 1]
            words = getattr(turn.topic, part)
            if words:
                earlier = [one.turn for one in turn.carried if (one.part, one.words) == (PARTS[part], words)]
                return words, earlier[0] if earlier else number
        return "", 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meant:
    """What a follow-up comes to before it is told: the question, its topic, and what it asks for."""

    text: str
    topic: Topic
    kind: FollowKind
    reason: str = ""
    choices: tuple[str, ...] = ()


def resolve(
    asked: str,
    turns: Sequence[Turn],
    vocabulary: Vocabulary,
    *,
    year: int,
    mentioned: Sequence[str] = (),
) -> Resolved:
    """What was typed after ``turns``, as a question that stands alone.

    ``year`` is this year (the last five years are counted from it), ``mentioned`` the medicines that the last
    answer names: choices where a treatment is asked about and none was. Pure. Raises ``QuestionEmpty`` and
    ``QuestionTooLong``.
    """
    question = read_question(asked, vocabulary)
    if not turns or is_whole(question.text, vocabulary):
        return whole(asked, vocabulary)
    thread = _Thread(
        turns=tuple(turns),
        first=_begins(turns),
        vocabulary=vocabulary,
        mentioned=tuple(dict.fromkeys(mentioned)),
    )
    said = _without_marks(question.text)
    if _says_nothing(said):
        return _told(thread, asked, _unclear(thread), thread.last.narrowing, None)
    wanted = None if _facet(_opened(said)[1]) else wanted_evidence(said, year=year)
    narrowing = wanted.over(thread.last.narrowing) if wanted else thread.last.narrowing
    asked_for = _facet(_opened(said)[1])
    if asked_for is not None and asked_for[0]["name"] == "guidelines":
        narrowing = replace(narrowing, designs=())  # it says itself of which works
    meant = _meant(thread, said, wanted)
    if not meant.text and not meant.choices and _is_a_sentence(said):
        return whole(asked, vocabulary)
    return _told(thread, asked, meant, narrowing, wanted)


def _says_nothing(said: str) -> bool:
    """Whether it holds no word that asks for anything: "ok", "hmm, and that?", "tell me more"."""
    if _facet(_opened(said)[1]) or _WHY.match(said) or _THE_ONE.search(said) or _NAMES_IT.match(said):
        return False
    return all(words_of("nothing").fullmatch(word) for word in re.findall(r"[\w'’-]+", said))


#: "What is it?" asks what the one thing is that was spoken of.
_NAMES_IT = re.compile(r"what (?:is|are|was|were) (?:it|they|this|that)$", re.IGNORECASE)


def _is_a_sentence(said: str) -> bool:
    """Whether it says enough to be asked as it is: a sentence in which nothing points back."""
    masked = _HOLDS.sub(" ", said)
    enough = len(said.split()) >= _SENTENCE and _VERB.search(said) is not None
    return enough and not _PRONOUN.search(masked) and not _THE_ONE.search(said)


def resolve_each(
    asked: str,
    turns: Sequence[Turn],
    vocabulary: Vocabulary,
    *,
    year: int,
    mentioned: Sequence[str] = (),
) -> tuple[Resolved, ...]:
    """What was typed, as one question that stands alone or as several, each read after the one before it.

    "And in children? What dose?" asks of children, and then of their dose. Where one of several is not clear
    nothing is taken apart. Pure. Raises as :func:`resolve` does.
    """
    alone = resolve(asked, turns, vocabulary, year=year, mentioned=mentioned)
    pieces = _pieces(asked, vocabulary) if turns else []
    if not pieces or (alone.kind is FollowKind.WHOLE and not parts_of(asked, vocabulary)):
        return (alone,)
    found: list[Resolved] = []
    for piece in pieces:
        after = (*turns, *map(_as_turn, found))
        one = resolve(piece, after, vocabulary, year=year, mentioned=mentioned)
        if not one.text:
            return (_one_not_clear(asked, one, found) if _MARKED_OFF.search(asked) else alone,)
        if one.kind is FollowKind.FILTER and found:
            found[-1] = replace(found[-1], asked=f"{found[-1].asked}? {piece}", narrowing=one.narrowing)
        else:
            found.append(one)
    if len({one.text for one in found}) < len(found):
        return (alone,)
    return (replace(found[0], asked=asked),) if len(found) == 1 else tuple(found)


#: A question of its own has so many words.
_ASKED = 3
_MARKED_OFF = re.compile(r"[?!\r\n]\s*\w")


def _pieces(asked: str, vocabulary: Vocabulary) -> list[str]:
    """The pieces of what was typed that ask for something; none where it is one."""
    found = pieces_of(asked, _is_asked)
    if found and is_whole(found[0], vocabulary):
        found = tuple(one.text for one in parts_of(asked, vocabulary)) or found
    return [one for one in found if not _says_nothing(_without_marks(one))]


def _one_not_clear(asked: str, one: Resolved, clear: Sequence[Resolved]) -> Resolved:
    """Several questions, of which one is not clear: nothing is answered, those that are clear are offered."""
    choices = (*(other.text for other in clear), *one.choices)
    return replace(one, asked=asked, reason=f"“{one.asked}”: {one.reason}", choices=choices[:CHOICES])


def _is_asked(piece: str) -> bool:
    """Whether a piece of a sentence is a follow-up by itself: a side of the topic, or other people."""
    said = _without_marks(piece)
    rest = _opened(said)[1]
    if _facet(rest) is not None or (_ASKS.match(said) and len(said.split()) >= _ASKED):
        return True
    return _PREPOSED.match(rest) is not None and _names_people(rest[3:])


def _as_turn(one: Resolved) -> Turn:
    """A question that is not answered yet, as one that the next is read against."""
    return Turn(
        asked=one.asked, question=one.text, kind=one.kind, topic=one.topic, narrowing=one.narrowing,
        carried=one.carried, article="", revision="", at="",
    )  # fmt: skip


def whole(asked: str, vocabulary: Vocabulary) -> Resolved:
    """A question taken as it stands. Raises ``QuestionEmpty`` and ``QuestionTooLong``."""
    question = read_question(asked, vocabulary)
    topic = topic_of(question, vocabulary)
    return Resolved(asked=asked, text=question.text, kind=FollowKind.WHOLE, topic=topic)


def _begins(turns: Sequence[Turn]) -> int:
    """The turn (from 1) with which the topic began: the last whole question that shares nothing."""
    first = 1
    for number in range(2, len(turns) + 1):
        turn = turns[number - 1]
        if turn.kind is FollowKind.WHOLE and not _share(turn.topic, turns[first - 1 : number - 1]):
            first = number
    return first


def _share(topic: Topic, before: Sequence[Turn]) -> bool:
    def names(one: Topic) -> set[str]:
        return {word.casefold() for word in (one.condition, one.intervention) if word}

    return any(names(topic) & names(turn.topic) for turn in before)


# --- is it whole? -------------------------------------------------------------------------------------------

_OPENER = "|".join(followups()["words"]["openers"])
_OPENED = re.compile(rf"^(?:(?:{_OPENER})[\s,:…-]*)+", re.IGNORECASE)
_CLOSED = re.compile(rf"[\s,]+(?:{'|'.join(followups()['words']['closers'])})$", re.IGNORECASE)
_AUX = (
    r"(?:is|are|was|were|do|does|did|can|could|has|have|had|should|shall|would|will|may|might|must|isn't|"
    r"aren't|"
    r"doesn't|don't|can't|shouldn't)"
)
_VERB = re.compile(rf"\b{_AUX}\b", re.IGNORECASE)
_ASKS = re.compile(
    r"^(?:please )?(?:(?:(?:in|on|at|for|to|from|by|with|of) (?=what|which|whom))?"
    r"(?:what|which|who|whom|why|when|where|how|list|name|describe|explain|define|summari[sz]e|tell|"
    rf"{_AUX})\b)",
    re.IGNORECASE,
)
#: Words that point back. "It" and "that" do not where they only hold a sentence together.
_IT = re.compile(
    r"\b(?:it|they|them|those|(?:this|these|that) (?:disease|condition|disorder|illness|drug|medicine|"
    r"treatment|therapy|test|medication|complication|problem|effect)s?|"
    rf"the (?:disease|condition|drug|medicine|medication)(?=$|\s+{_AUX}\b))\b"
    rf"|\b(?:{_AUX}|why|how|what|about|of|for|from|with|like|to|after|before|than) (?:that|this|these)\b"
    rf"(?!\s+(?!{_AUX}\b|in\b|with\b|for\b|"
    r"safe|so\b|also\b|true)[a-z]+)"
    r"|(?:that|this)$",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"\b(?:is|was|would|does) it (?:\w+ ){1,3}?(?:to|that|for \w+ to)\b|"
    r"\bthose (?:with|who|on|taking|without)\b",
    re.IGNORECASE,
)
_THE_ONE = re.compile(
    r"\b(?:which one|which ones|the \w+ one|the other(?: one)?|both|either)\b|^which$", re.IGNORECASE
)


def is_whole(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a question is complete in itself, so that nothing of a thread belongs in it. Pure.

    >>> is_whole("How common is stroke in giant cell arteritis?", Vocabulary.shipped())
    True
    >>> is_whole("And how common is stroke?", Vocabulary.shipped())
    False
    """
    said = re.sub(r"^please ", "", _without_marks(text), flags=re.IGNORECASE)
    opened, rest = _opened(said)
    asks = bool(_ASKS.match(said)) or (len(said.split()) > _SENTENCE and bool(_ASKED_LATE.search(said)))
    if opened or not asks or _facet(rest) or _THE_ONE.match(said):
        return False
    found = named(text, vocabulary)
    if _points_back(said, found):
        return False
    return _names_its_own(said, found)


#: A sentence of more words than these that asks at its end: "Fingolimod acts on which receptor?".
_SENTENCE = 5
_ASKED_LATE = re.compile(r"\b(?:what|which|whom|yes or no|how)\b", re.IGNORECASE)


def _points_back(said: str, found: Sequence[Named]) -> bool:
    """Whether a word stands for something that was not named before it in the same sentence."""
    for match in _IT.finditer(_HOLDS.sub(lambda one: "_" * len(one[0]), said)):
        before = [one for one in found if one.end <= match.start() and one.nature in (DISEASE, TREATMENT)]
        if _OBJECT.search(said[: match.start()]):
            before = [one for one in before if one.nature != TREATMENT]
        if not before:
            return True
    return False


_OBJECT = re.compile(r"\b(?:\w+ing|for|of|in|with|against) $", re.IGNORECASE)


def _names_its_own(said: str, found: Sequence[Named]) -> bool:
    natures = [one.nature for one in found]
    content = _content(said)
    if DISEASE in natures or any(_is_a_name(word) for word in said.split()[1:]):
        return True
    own = content - _words_in([one for one in found if one.nature in (OUTCOME, TREATMENT)])
    if natures.count(TREATMENT) and (own or _OF_THE_DRUG.match(said) or _does_something(said, found)):
        return True
    if _WHAT_IS.match(said) and own:
        return True
    return natures.count(TREATMENT) > 1 or len(own) >= _OWN_WORDS


def _does_something(said: str, found: Sequence[Named]) -> bool:
    """Whether a treatment is asked to do something to an outcome that is of no one disease."""
    happens = any(one.nature == OUTCOME and not words_of("relational").fullmatch(one.words) for one in found)
    return happens and _ACTS.search(said) is not None


_ACTS = re.compile(
    r"\b(?:causes?|increases?|decreases?|reduces?|prevents?|lowers?|raises?|leads? to|improves?|worsens?)\b",
    re.IGNORECASE,
)
#: What is asked of a medicine itself, whatever it is given for.
_OF_THE_DRUG = re.compile(
    r"^(?:what|which|who|when|where|list|name)\b(?!.*\b(?:dos|long|often|side|adverse|safe|risk|effect|"
    r"help))",
    re.IGNORECASE,
)
_WHAT_IS = re.compile(r"^what (?:is|are) (?!the\b)", re.IGNORECASE)


_NAME = re.compile(r"[A-Z][a-z]{2,}|\w*[A-Z]\w*[A-Z0-9]\w*|\w*\d\w*[A-Z]\w*")
_COMMON_NAMES = frozenset({"CRP", "ESR", "MRI", "CT", "PET", "EMG", "CK", "EGFR", "RCT", "RCTS", "MG"})
_FUNCTION = frozenset(
    """
    a about above after again against all also am an and any are aren't as at be been before being below
    between both but by can can't could did do does doesn't doing don't down during each few for from
    further had has have having he her here him his how i if in into is isn't it its just may me might more
    most must my no nor not of off on once only or other our out over own same shall she should so some such
    than that the their them then there these they this those through to too under until up very was we were
    what when where which while who whom why will with within without would you your
    """.split()  # noqa: SIM905 - a list to be read by people
)


def _is_a_name(word: str) -> bool:
    bare = word.strip("?!.,;:()\"'")
    return _NAME.fullmatch(bare.replace("-", "")) is not None and bare.upper() not in _COMMON_NAMES


def _content(said: str) -> set[str]:
    words = {word.casefold() for word in re.findall(r"[\w'’-]+", said)} - _FUNCTION
    return {
        word
        for word in words
        if not words_of("generic").fullmatch(word)
        and not words_of("people").fullmatch(word)
        and not word.isdigit()
    }


def _words_in(found: Sequence[Named]) -> set[str]:
    return {word.casefold() for one in found for word in re.findall(r"[\w'’-]+", one.words)}


# --- reading it ---------------------------------------------------------------------------------------------


def _without_marks(text: str) -> str:
    return " ".join(text.split()).strip(" ?!.…")


def _opened(said: str) -> tuple[bool, str]:
    """Whether it begins as a follow-up does, and the rest of it, without what ends one."""
    rest = _OPENED.sub("", said, count=1)
    closed = _CLOSED.sub("", rest)
    return rest != said or closed != rest, closed.strip(" ,")


_QUALIFIED = r"(?P<rest>(?:,? (?:and )?(?:in|for|with|without|among|during|after|before|on|if)\b.+)?)"


@cache
def _facets() -> tuple[tuple[dict[str, str], re.Pattern[str]], ...]:
    return tuple(
        (facet, re.compile(rf"(?:{facet['said']}){_QUALIFIED}", re.IGNORECASE))
        for facet in followups()["facet"]
    )


def _facet(said: str, before: str | None = None) -> tuple[dict[str, str], re.Match[str]] | None:
    """The side of a topic that is asked for, in the words of its own; ``before`` is the question before."""
    for facet, pattern in _facets():
        match = pattern.fullmatch(said)
        if match and (
            before is None or "after" not in facet or re.search(facet["after"], before, re.IGNORECASE)
        ):
            return facet, match
    return None


def _meant(thread: _Thread, said: str, wanted: Wanted | None) -> _Meant:
    """What is asked for: each way to read it in turn, the first that fits."""
    if wanted is not None and not _opened(wanted.rest)[1]:
        return _Meant(text=thread.last.question, topic=thread.last.topic, kind=FollowKind.FILTER)
    rest = _opened(wanted.rest if wanted else said)[1]
    for read in (
        _compared,
        _why,
        _asked_facet,
        _the_one,
        _referring,
        _how,
        _other_people,
        _other_things,
        _unfinished,
    ):
        meant = read(thread, rest)
        if meant is not None:
            return meant
    return _unclear(thread)


# --- the forms ----------------------------------------------------------------------------------------------


def place(topic: Topic) -> str:
    """Whom and where, as it stands at the end of a question: `` in children with giant cell arteritis``.

    >>> place(Topic(condition="gout", people="in people with diabetes"))
    ' in people with diabetes and gout'
    """
    condition, people = topic.condition, topic.people
    if not condition or condition.casefold() in people.casefold():
        return f" {people}" if people else ""
    if not people:
        return f" in {condition}"
    if re.search(r" with(?:out)? ", people):
        return f" {people} and {condition}" if " with " in people else f" in {condition} {people}"
    if re.match(r"(?:in|among|for) ", people) and whom_of(people):
        whom = re.sub(r"^(\w+) (.*)$", lambda one: f"{one[1]} {_as_people(one[2])}", people)
        return f" {whom} with {condition}"
    return f" in {condition} {people}"


_AS_PEOPLE = {
    "pregnancy": "pregnant women",
    "breastfeeding": "breastfeeding women",
    "breast-feeding": "breastfeeding women",
    "lactation": "breastfeeding women",
    "older age": "older people",
    "kids": "children",
    "the elderly": "older people",
    "elderly": "older people",
    "the frail": "frail people",
    "frail": "frail people",
}


def _as_people(whom: str) -> str:
    return _AS_PEOPLE.get(whom.casefold(), whom)


def form(template: str, topic: Topic) -> str | None:
    """A question of one of the forms in ``followups.toml``; None where the topic lacks what it needs."""
    treatment = topic.intervention
    if treatment and topic.comparator:
        treatment = f"{treatment} compared with {topic.comparator}"
    parts = {"i": treatment, "t": topic.intervention, "o": topic.outcome, "c": topic.condition}
    if any(f"{{{letter}}}" in template and not words for letter, words in parts.items()):
        return None
    both = f"{topic.intervention} or {topic.comparator}" if topic.comparator else ""
    if "{m}" in template and not both:
        return None
    told = replace(topic, condition="") if topic.outcome == topic.condition else topic
    people = f" {topic.people}" if topic.people else ""
    return template.format(**parts, m=both, how="{how}", place=place(told), people=people)


def _formed(facet: Mapping[str, str], topic: Topic) -> str | None:
    made = (form(template, topic) for template in facet["asks"])
    return next((text for text in made if text is not None), None)


# --- each way to read a follow-up ---------------------------------------------------------------------------


def _carried_topic(thread: _Thread, *parts: str) -> Topic:
    """The topic of the last turn, with these parts of earlier turns where it lacks them."""
    topic = thread.last.topic
    lacking = {part: thread.known(part)[0] for part in parts if not getattr(topic, part)}
    return replace(topic, **lacking)


_AGAINST = re.compile(
    r"^(?:compared? (?:with|to)|versus|vs|against|"
    r"(?:is (?:it|this|that) )?(?:better|worse|safer|more effective) than) (?P<what>.+)$",
    re.IGNORECASE,
)


def _compared(thread: _Thread, said: str) -> _Meant | None:
    """ "Compared with warfarin?": another comparison of the same treatment."""
    match = _AGAINST.match(said)
    topic = _carried_topic(thread, "intervention")
    if match is None or not topic.intervention or _says_nothing(match["what"]):
        return None
    made = replace(topic, comparator=match["what"])
    text = _against(thread.last.question, thread.last.topic, made)
    return _Meant(text=text, topic=made, kind=FollowKind.COMPARATOR)


def _against(question: str, before: Topic, topic: Topic) -> str:
    """A question with a comparison put into it."""
    if before.comparator and _stands(before.comparator, question):
        return _swapped(question, before.comparator, topic.comparator)
    at = _end_before_place(question, before)
    if at is not None and not _ASKED_HOW.match(question):
        return f"{question[:at]} compared with {topic.comparator}{question[at:]}"
    if topic.outcome:
        return _must("What is the effect of {i} on {o}{place}?", topic)
    return _must("What is the effect of {i}{place}?", topic)


_ASKED_HOW = re.compile(r"^(?:how long|how often|when|who|why|what dose)\b", re.IGNORECASE)


def _must(template: str, topic: Topic) -> str:
    return form(template, topic) or ""


def _end_before_place(question: str, topic: Topic) -> int | None:
    """Where in the question its "in …" begins, else where it ends."""
    told = place(topic)
    at = question.casefold().find(told.casefold()) if told else -1
    if at > 0:
        return at
    return len(question.rstrip("?. ")) if topic.intervention else None


_WHY = re.compile(
    r"^(?:how (?:so|come)|why)"
    r"(?: (?:not|so|is (?:that|this|it)(?: so)?|would (?:it|that)|does (?:it|that)(?: happen)?))?$",
    re.IGNORECASE,
)


def _why(thread: _Thread, said: str) -> _Meant | None:
    if not _WHY.match(said):
        return None
    question = read_question(thread.last.question, thread.vocabulary)
    asked = _HOW_MUCH.sub("", question.text) if _HOW_MUCH.match(question.text) else question.text
    if _VERB.match(asked):
        return _Meant(text=f"Why {_lower_first(asked)}", topic=thread.last.topic, kind=FollowKind.FACET)
    if said.casefold().endswith(" not"):
        return None  # what is not so was never asked
    for template in ("What causes {o}{place}?", "How does {i} work{place}?", "What causes {c}{people}?"):
        text = form(template, thread.last.topic)
        if text:
            return _Meant(text=text, topic=thread.last.topic, kind=FollowKind.FACET)
    return None


#: What stands before a question that could else be answered yes or no: "How often does it relapse?".
_HOW_MUCH = re.compile(
    r"^(?:by |over )?(?:how (?:long|often|much|fast|soon|quickly|many \w+)(?: before| after)?|when|"
    r"at what \w+) "
    rf"(?={_AUX}\b)",
    re.IGNORECASE,
)


def _lower_first(text: str) -> str:
    return text[0].lower() + text[1:]


def _asked_facet(thread: _Thread, said: str) -> _Meant | None:
    """ "And the dose?", "how often?": a side of the topic that has a form of its own."""
    found = _facet(said, thread.last.question)
    if found is None:
        return None
    facet, match = found
    topic = (
        _carried_topic(thread, "condition", "intervention")
        if "i" in facet.get("needs", "")
        else thread.last.topic
    )
    topic = _carried_topic(thread, "condition") if topic is thread.last.topic else topic
    topic = _turned_to(thread, topic, match["rest"])
    text = _formed(facet, topic)
    if text is None:
        return _which_treatment(thread, facet, topic)
    how = match.groupdict().get("how") or ""
    kept = topic if "{o}" in facet["asks"][0] or topic.outcome in text else replace(topic, outcome="")
    return _Meant(text=text.replace("{how}", how), topic=kept, kind=FollowKind.FACET)


def _which_treatment(thread: _Thread, facet: Mapping[str, str], topic: Topic) -> _Meant:
    made = [_formed(facet, replace(topic, intervention=one)) for one in thread.mentioned]
    return _Meant(
        text="",
        topic=topic,
        kind=FollowKind.UNCLEAR,
        reason=_NO_TREATMENT,
        choices=_few([one for one in made if one]),
    )


def _turned_to(thread: _Thread, topic: Topic, rest: str) -> Topic:
    """The topic with whom or what the end of a follow-up names: " in children"."""
    said = rest.strip(" ,")
    said = re.sub(r"^and ", "", said)
    # "Tests for it" names nobody.
    return topic if not said or _says_nothing(said) else _with_people(thread, topic, said)


def _the_one(thread: _Thread, said: str) -> _Meant | None:
    if not _THE_ONE.search(said) or _facet(said):
        return None
    return _unclear(thread, "It is not clear which one is meant. Name it.")


# --- words that point back ----------------------------------------------------------------------------------

_PRONOUN = re.compile(
    r"\b(?:it|they|them|those|(?:this|that|these|the) (?:disease|condition|disorder|illness|drug|medicine|"
    r"treatment|therapy|test|medication|complication|problem|effect)s?|this|that|these)\b"
    r"(?! (?:with|who|on|taking|without)\b)",
    re.IGNORECASE,
)


def _referring(thread: _Thread, said: str) -> _Meant | None:
    """ "Can it be stopped?": what points back is named, and where it was said."""
    masked = _HOLDS.sub(lambda one: "_" * len(one[0]), said)
    match = _PRONOUN.search(masked)
    if match is None or len(said.split()) < 2:
        return None
    found = named(said, thread.vocabulary)
    part = _pointed_at(thread, said, match, found)
    if part is None:
        return None
    if part != "intervention" and _must_be_a_treatment(said, match):
        return _of_which(thread, said, match)
    topic = _carried_topic(thread, part, "condition")
    words = getattr(topic, part)
    if not words:
        return None
    if (
        part == "intervention"
        and topic.comparator
        and re.match(r"they|them|those|these", match[0], re.IGNORECASE)
    ):
        words = f"{words} and {topic.comparator}"
    if part == "condition" and re.match(r"they|them", match[0], re.IGNORECASE):
        words = f"people with {words}"
    text = f"{said[: match.start()]}{words}{said[match.end() :]}"
    if part == "intervention" and _MORE.search(text) and " than " not in text:
        if not topic.comparator:
            return _than_which(thread, text, topic)
        text = f"{text} than {topic.comparator}"
    return _completed(thread, _asking(text), topic, part)


def _must_be_a_treatment(said: str, match: re.Match[str]) -> bool:
    """Whether what is said of "it" can be said of a treatment alone; what is used for "it" is none."""
    if _OF_DISEASE.search(match[0]) or _OBJECT.search(said[: match.start()]):
        return False
    return _ONLY_OF_TREATMENT.search(said) is not None


def _of_which(thread: _Thread, said: str, match: re.Match[str]) -> _Meant:
    """What only a treatment can be or have done to it, where none was named: which is meant is asked back."""
    topic = thread.last.topic
    made = [
        _completed(
            thread,
            _asking(f"{said[: match.start()]}{one}{said[match.end() :]}"),
            replace(topic, intervention=one),
            "intervention",
        ).text
        for one in thread.mentioned
    ]
    return _Meant(text="", topic=topic, kind=FollowKind.UNCLEAR, reason=_NO_TREATMENT, choices=_few(made))


def _than_which(thread: _Thread, text: str, topic: Topic) -> _Meant:
    """ "Is it better?" where nothing was compared: with what, is asked back."""
    others = [one for one in thread.mentioned if one.casefold() != topic.intervention.casefold()]
    made = [
        _completed(thread, f"{text} than {one}", replace(topic, comparator=one), "intervention").text
        for one in others
    ]
    reason = "With what it is to be compared is not clear from the questions before it. Name it."
    return _Meant(text="", topic=topic, kind=FollowKind.UNCLEAR, reason=reason, choices=_few(made))


def _few(made: Sequence[str]) -> tuple[str, ...]:
    return tuple(made)[:CHOICES]


#: A disease is none of these and nothing of it is done to one.
_ONLY_OF_TREATMENT = re.compile(
    r"\b(?:safe|safer|effective|expensive|affordable|worth (?:it|taking)|tolerated|licen[sc]ed|approved)\b|"
    r"\b(?:be|is|are|was|it|they) (?:\w+ )?(?:given|taken|used|stopped|started|restarted|continued|tapered|"
    r"injected|prescribed|dosed|combined)\b|\b(?:works?|interacts?)\b|\btake (?:it|them|this|that)\b",
    re.IGNORECASE,
)
_OF_DISEASE = re.compile(r"disease|condition|disorder|illness|complication|problem|effect", re.IGNORECASE)
_NO_TREATMENT = "No treatment has been named in this conversation. Say which one is meant."
_MORE = re.compile(r"\b(?:safer|better|worse|superior|inferior|(?:more|less) \w+)$", re.IGNORECASE)


def _asking(text: str) -> str:
    """A sentence that asks: "if it flares" and "after stopping it" ask what then."""
    if re.match(r"what if ", text, re.IGNORECASE):
        return f"What should be done if {text[len('what if ') :]}"
    return (
        text
        if _ASKS.match(text) or re.search(r"\b(?:what|which|how)\b", text, re.IGNORECASE)
        else f"What happens {_lower_first(text)}"
    )


def _pointed_at(thread: _Thread, said: str, match: re.Match[str], found: Sequence[Named]) -> str | None:
    """The part of the topic for which the word stands: by what is said of it, else by what comes first."""
    own = {one.nature for one in found}
    if re.search(r"disease|condition|disorder|illness", match[0], re.IGNORECASE):
        return "condition"
    if re.search(r"drug|medic|treatment|therapy|test", match[0], re.IGNORECASE):
        return "intervention"
    order = _order(said, own)
    if re.search(r"\bit an? (?:\w+ ){0,2}$", said[: found[0].start] if found else "") and TREATMENT in own:
        order = ("intervention", "condition", "outcome")  # "is it an antipsychotic?"
    topic = thread.last.topic
    for part in order:
        if getattr(topic, part):
            return part
    return next((part for part in order if thread.known(part)[0]), None)


def _order(said: str, own: set[str]) -> tuple[str, ...]:
    if words_of("of_event").search(said) and not words_of("of_treatment").search(said):
        return ("outcome", "condition", "intervention")
    if words_of("of_disease").search(said) and "treat" not in own:
        return ("condition", "outcome", "intervention")
    if TREATMENT in own and not re.search(
        r"\b(?:combined?|together|added|better|than|instead|with)\b", said, re.IGNORECASE
    ):
        return ("condition", "outcome", "intervention")
    if words_of("of_treatment").search(said):
        return ("intervention", "condition", "outcome")
    return ("intervention", "outcome", "condition")


def _completed(thread: _Thread, text: str, topic: Topic, part: str) -> _Meant:
    """A sentence in which what was pointed at is named, with whom and where put to it."""
    people = whom_of(text)
    body = text
    if people is not None:
        topic = replace(topic, people=people[0])
        body = f"{text[: people.start()].rstrip()}{text[people.end() :]}"
    found = named(body, thread.vocabulary)
    named_here = {one.words.casefold() for one in found}
    diseases = [
        one for one in found if one.nature == DISEASE and one.words.casefold() != topic.condition.casefold()
    ]
    caused = [one for one in diseases if _CAUSED.search(body[: one.start])]
    there = [one for one in diseases if one not in caused]
    if part != "condition" and there and there[0].words != topic.outcome:
        topic = replace(topic, condition=there[0].words)
    outcome = caused[0].words if caused else _outcome_in(found)
    own = next((one.words for one in found if one.nature == TREATMENT), "")
    topic = replace(
        topic,
        outcome=outcome or (topic.outcome if part == "outcome" else ""),
        intervention=topic.intervention if part == "intervention" else own,
        comparator=topic.comparator if topic.comparator.casefold() in named_here else "",
    )
    at_end = topic
    if topic.condition and topic.condition.casefold() in body.casefold():
        at_end = replace(topic, condition="")
    return _Meant(text=f"{_upper_first(body)}{place(at_end)}?", topic=topic, kind=FollowKind.REFERRING)


_CAUSED = re.compile(
    r"\b(?:causes?|caused|lead(?:s)? to|risk of|prevents?|increases?|reduces?|protect against) $",
    re.IGNORECASE,
)


def _outcome_in(found: Sequence[Named]) -> str:
    """What may happen that is named: a thing, not what is said of one."""
    said_of = [words_of(name) for name in ("of_treatment", "of_event", "of_disease")]
    for one in found:
        if one.nature in (OUTCOME, OTHER) and not any(words.fullmatch(one.words) for words in said_of):
            return one.words
    return ""


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- other people, other things -----------------------------------------------------------------------------

_PREPOSED = re.compile(
    r"^(?P<prep>in|for|among|with|without|during|after|before|on|if|when|of)\s+(?P<what>.+)$", re.IGNORECASE
)
_FRAGMENT = 8


def _other_people(thread: _Thread, said: str) -> _Meant | None:
    """ "In children?", "with kidney disease?", "in polymyalgia rheumatica?": the same of others."""
    if len(said.split()) > _FRAGMENT:
        return None
    said = followups()["words"]["sufferers"].get(said.casefold(), said)
    match = _PREPOSED.match(said)
    if match is None and _names_people(said):
        said = f"in {said}"
        match = _PREPOSED.match(said)
    if match is None or match["prep"].casefold() == "of" or re.search(r"\b(?:which|what)\b", said):
        return None
    if _says_nothing(match["what"]):
        return None
    topic = _carried_topic(thread, "condition")
    made = _with_people(thread, topic, said)
    kind = FollowKind.CONDITION if made.condition != topic.condition else FollowKind.POPULATION
    return _Meant(text=_placed(thread.last.question, thread.last.topic, made), topic=made, kind=kind)


#: People, told by what they have or do: "people with cancer", "women on warfarin".
_PEOPLE_WHO = re.compile(
    rf"(?:the )?(?:{followups()['words']['people']}|someone)\s+"
    r"(?:with|without|who|on|taking|over|under|after|in)\b",
    re.IGNORECASE,
)


def _names_people(said: str) -> bool:
    """Whether it names people, and no more."""
    who = words_of("people").fullmatch(said) or _PEOPLE_WHO.match(said)
    return who is not None or whom_of(f"in {said}") is not None


def _with_people(thread: _Thread, topic: Topic, said: str) -> Topic:
    """The topic of other people or of another condition, as the words name one or the other."""
    match = _PREPOSED.match(said)
    what = match["what"] if match else said
    of_people = whom_of(said) is not None or re.match(
        r"(?:the )?(?:people|patients|persons?|individuals|those|someone|somebody)\b", what, re.IGNORECASE
    )
    found = [one for one in named(what, thread.vocabulary) if one.nature in (DISEASE, OTHER)]
    disease = next((one for one in found if one.nature == DISEASE), None)
    if disease is not None and _takes_place(topic.condition, disease.words, said, bool(of_people)):
        return replace(topic, condition=what if not of_people else disease.words)
    return replace(topic, people=_lower_first(said) if match else f"in {said}")


def _takes_place(condition: str, disease: str, said: str, of_people: bool) -> bool:
    """Whether a disease is named in the place of the one asked about, not beside it."""
    if not condition or condition.casefold() == disease.casefold():
        return bool(not condition and not of_people)
    if _siblings(condition, disease):
        return True
    return (
        not of_people
        and re.match(r"(?:in|for)\b", said, re.IGNORECASE) is not None
        and "impairment" not in said
    )


def _siblings(one: str, other: str) -> bool:
    """Two kinds of one thing: they exclude each other, or end in the same word."""
    ours = {(said.slot, said.value) for said in people_said(one)}
    theirs = {(said.slot, said.value) for said in people_said(other)}
    slots = {slot for slot, _ in ours} & {slot for slot, _ in theirs}
    if any({v for s, v in ours if s == slot} != {v for s, v in theirs if s == slot} for slot in slots):
        return True
    ends = {word.casefold() for word in (one.split()[-1], other.split()[-1])}
    return (
        len(ends) == 1 and ends.isdisjoint({"disease", "syndrome", "failure", "disorder", "cancer"})
    ) or _ending(one) == _ending(other) != ""


def _ending(name: str) -> str:
    match = re.search(r"(?:myositis|arteritis|arthritis|colitis)$", name.casefold())
    return match[0] if match else ""


def _placed(question: str, before: Topic, after: Topic) -> str:
    """The question with whom and where it asks about changed."""
    old, new = place(before), place(after)
    at = question.casefold().rfind(old.casefold()) if old else -1
    if at >= 0:
        return f"{question[:at]}{new}{question[at + len(old) :]}"
    text = question
    if before.condition != after.condition and before.condition and _stands(before.condition, text):
        text = _swapped(text, before.condition, after.condition)
    elif before.condition != after.condition:
        return _appended(text, f" in {after.condition}")
    if before.people == after.people:
        return text
    if before.people and _stands(before.people, text):
        return _swapped(text, before.people, after.people)
    whom = before.people.partition(" ")[2]
    if whom and _stands(whom, text):
        return _swapped(text, whom, after.people.partition(" ")[2])
    in_condition = f" in {after.condition}"
    where = text.casefold().rfind(in_condition.casefold()) if after.condition else -1
    if where >= 0:
        return f"{text[:where]}{new}{text[where + len(in_condition) :]}"
    return _appended(text, f" {after.people}")


def _appended(question: str, words: str) -> str:
    return f"{question.rstrip('?. ')}{words}?"


def _stands(words: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(words)}(?![\w-])", text, re.IGNORECASE) is not None


def _swapped(text: str, old: str, new: str) -> str:
    return re.sub(rf"(?<![\w-]){re.escape(old)}(?![\w-])", lambda _: new, text, count=1, flags=re.IGNORECASE)


def _other_things(thread: _Thread, said: str) -> _Meant | None:
    """ "Azathioprine?", "bleeding?": another treatment, outcome or condition in the place of the last."""
    said = re.sub(r"^(?:of|on|to|is that true of) ", "", said, flags=re.IGNORECASE)
    if len(said.split()) > _FRAGMENT or _VERB.search(said) or _ASKS.match(said):
        return None
    adding = re.match(
        r"^(?:adding|combining with|combined with|together with|plus) (?P<what>.+)$", said, re.IGNORECASE
    )
    name = re.sub(r"^(?:the|an?|any|using|giving) ", "", said, flags=re.IGNORECASE)
    found = named(name, thread.vocabulary)
    nature = found[0].nature if found else OTHER
    if adding:
        return _added(thread, said)
    if _MARKED.match(name):
        return _other_people(thread, f"with {name}")
    eponym = _EPONYM.fullmatch(name) is not None
    if not eponym and (nature == TREATMENT or _like_a_treatment(thread, name, nature)):
        return _instead(thread, name)
    condition = thread.last.topic.condition
    other = _other_kind(condition, name)
    if other:
        made = replace(thread.last.topic, condition=other)
        return _Meant(
            text=_placed(thread.last.question, thread.last.topic, made), topic=made, kind=FollowKind.CONDITION
        )
    if nature == DISEASE and not eponym:
        name = name if words_of("diseases").search(name) else found[0].concept.preferred
    if _is_beside(thread, name):
        return _other_people(thread, f"in people with {name}")
    if _is_another_condition(thread, name, nature):
        made = replace(thread.last.topic, condition=name)
        return _Meant(
            text=_placed(thread.last.question, thread.last.topic, made), topic=made, kind=FollowKind.CONDITION
        )
    if not found and not names_medicine(name):
        return None  # no word of medicine: nobody knows what is meant
    return _happens(thread, name)


def _is_another_condition(thread: _Thread, name: str, nature: str) -> bool:
    """Whether a disease takes the place of the one asked about: "and lupus?" after a question on myositis."""
    topic = thread.last.topic
    if _EPONYM.fullmatch(name) or (words_of("chronic").fullmatch(name) and not _asks_what_comes(thread)):
        return True
    return nature == DISEASE and (
        not topic.condition or _siblings(topic.condition, name) or not topic.outcome
    )


#: A disease by the name of who described it.
_EPONYM = re.compile(r"(?!(?:what|it|that|who|there|let)['’])[A-Za-z][\w-]+['’]s(?: disease| syndrome)?")


def _is_beside(thread: _Thread, name: str) -> bool:
    """Whether it is what people have beside the disease asked about, not what comes of a treatment."""
    topic = thread.last.topic
    asked = bool(topic.condition and topic.outcome) and not _asks_what_comes(thread)
    return asked and words_of("beside").fullmatch(name) is not None and not _siblings(topic.condition, name)


def _asks_what_comes(thread: _Thread) -> bool:
    """Whether the last question asks what something leads to: then a disease named may be another of that."""
    return _COMES.search(thread.last.question) is not None


_COMES = re.compile(
    r"\b(?:causes?|caused|leads? to|risks?|complications?|side effects?|adverse|increases?|harms?)\b",
    re.IGNORECASE,
)


#: Not a thing to be given: what people have in their blood.
_MARKED = re.compile(
    r"anti-[\w/-]+(?: antibod\w+)?$|.* antibod(?:y|ies)$|[\w-]+[ -](?:positive|negative)$", re.IGNORECASE
)


def _other_kind(condition: str, name: str) -> str:
    """The condition in the other kind that is named: "preserved ejection fraction" for "reduced"."""
    for held in people_said(condition):
        for new in people_said(name):
            if held.slot == new.slot and held.value != new.value and new.start == 0:
                return f"{condition[: held.start]}{name}{condition[held.end :]}"
    return ""


def _like_a_treatment(thread: _Thread, name: str, nature: str) -> bool:
    """A name of no known nature is taken for another of what was asked about, where that had none either."""
    return (
        nature == OTHER
        and bool(_NAME.search(name))
        and not thread.last.topic.outcome
        and not thread.last.topic.intervention
    )


def _added(thread: _Thread, said: str) -> _Meant:
    topic = replace(_carried_topic(thread, "condition"), intervention=said, comparator="")
    template = (
        "What is the effect of {i} on {o}{place}?" if topic.outcome else "What is the effect of {i}{place}?"
    )
    return _Meant(text=_must(template, topic), topic=topic, kind=FollowKind.INTERVENTION)


def _instead(thread: _Thread, name: str) -> _Meant:
    """The last question, of another treatment."""
    before = thread.last.topic
    topic = replace(_carried_topic(thread, "condition"), intervention=name)
    if before.intervention and _stands(before.intervention, thread.last.question):
        text = _swapped(thread.last.question, before.intervention, name)
        topic = replace(
            topic, comparator="" if topic.comparator.casefold() == name.casefold() else topic.comparator
        )
        return _Meant(text=text, topic=topic, kind=FollowKind.INTERVENTION)
    topic = replace(topic, comparator="")
    template = "What is the effect of {i} on {o}{place}?" if topic.outcome else "Is {i} effective{place}?"
    return _Meant(text=_must(template, topic), topic=topic, kind=FollowKind.INTERVENTION)


def _happens(thread: _Thread, name: str) -> _Meant:
    """The same treatment, or the same condition, and another outcome."""
    topic = replace(_carried_topic(thread, "condition", "intervention"), outcome=name)
    template = (
        "What is the effect of {i} on {o}{place}?"
        if topic.intervention
        else "What is known about {o}{place}?"
    )
    return _Meant(text=_must(template, topic), topic=topic, kind=FollowKind.OUTCOME)


# --- what is left -------------------------------------------------------------------------------------------

_HOW = re.compile(
    r"^(?:(?:by|over|within|for|at|below|above|up to|in) (?:how|what|which)|"
    r"how (?:much|fast|soon|long|large|big|strong|strongly|quickly|likely|far|well|high|low|often|early|"
    r"late)|"
    r"(?:what|which) (?!happens|means))\b[\w -]*$",
    re.IGNORECASE,
)


def _how(thread: _Thread, said: str) -> _Meant | None:
    """ "By how much?", "how fast?": put before the question, where that can be answered yes or no."""
    if not _HOW.match(said) or _VERB.search(said) or len(said.split()) > _FRAGMENT:
        return None
    topic, question = thread.last.topic, thread.last.question
    if _VERB.match(question):
        return _Meant(
            text=f"{_upper_first(said)} {_lower_first(question)}", topic=topic, kind=FollowKind.FACET
        )
    if re.match(r"how\b", question, re.IGNORECASE):
        return None  # how asks no second how
    return _Meant(text=_appended(question, f", {said}"), topic=topic, kind=FollowKind.FACET)


def _unfinished(thread: _Thread, said: str) -> _Meant | None:
    """A sentence that says all but of what: "who should be screened for cancer?"."""
    if not _ASKS.match(said) or len(said.split()) < 3:
        return None
    topic = _carried_topic(thread, "condition", "intervention")
    if not topic.condition and not topic.intervention:
        return None
    found = named(said, thread.vocabulary)
    people = whom_of(said)
    own = next((one.words for one in found if one.nature == TREATMENT), "")
    body, made = said, replace(topic, outcome=_outcome_in(found) or topic.outcome)
    if people is not None:
        body = f"{said[: people.start()].rstrip()}{said[people.end() :]}"
        made = replace(made, people=people[0])
    of = "" if own and not _is_test(own) else f" with {topic.intervention}" if topic.intervention else ""
    made = replace(made, intervention=own or topic.intervention, comparator="")
    return _Meant(text=f"{_upper_first(body)}{of}{place(made)}?", topic=made, kind=FollowKind.REFERRING)


def _is_test(name: str) -> bool:
    return re.fullmatch(r"(?:anticoagulation|screening|monitoring)", name, re.IGNORECASE) is not None


def _unclear(thread: _Thread, reason: str = "") -> _Meant:
    """What could be meant: the forms that the topic of the last turn fills."""
    topic = thread.last.topic
    made = [_formed(facet, topic) for facet in followups()["facet"] if "{how}" not in facet["asks"][0]]
    wanted = [one for one in dict.fromkeys(made) if one and one != thread.last.question]
    return _Meant(
        text="",
        topic=topic,
        kind=FollowKind.UNCLEAR,
        reason=reason
        or "What this asks is not clear from the questions before it. Ask it as a whole question.",
        choices=tuple(wanted)[:CHOICES],
    )


# --- telling it ---------------------------------------------------------------------------------------------


def _told(
    thread: _Thread, asked: str, meant: _Meant, narrowing: Narrowing, wanted: Wanted | None
) -> Resolved:
    if not meant.text:
        return Resolved(
            asked=asked, text="", kind=FollowKind.UNCLEAR, topic=meant.topic, narrowing=narrowing,
            reason=meant.reason, choices=meant.choices,
        )  # fmt: skip
    return Resolved(
        asked=asked,
        text=_upper_first(meant.text),
        kind=meant.kind,
        topic=meant.topic,
        narrowing=narrowing,
        carried=_carried(thread, asked, meant, narrowing, wanted),
    )


def _carried(
    thread: _Thread, asked: str, meant: _Meant, narrowing: Narrowing, wanted: Wanted | None
) -> tuple[Carried, ...]:
    """What stands in the question, or limits its evidence, and was not said in the follow-up."""
    found: list[Carried] = []
    for part in (one.name for one in fields(Topic)):
        words = getattr(meant.topic, part)
        known, turn = thread.known(part)
        if words and known == words and not _stands(words, asked) and _in(words, part, meant):
            found.append(Carried(part=PARTS[part], words=words, turn=turn))
    before = thread.last.narrowing
    if before and narrowing == before and (wanted is None or not wanted.narrowing):
        found.append(Carried(part="evidence", words=before.words, turn=_limited_in(thread, before)))
    return tuple(found)


def _in(words: str, part: str, meant: _Meant) -> bool:
    return _stands(words, meant.text) or (part == "people" and bool(words))


def _limited_in(thread: _Thread, narrowing: Narrowing) -> int:
    """The turn since which the evidence is limited so."""
    number = len(thread.turns)
    while number > 1 and thread.turns[number - 2].narrowing == narrowing:
        number -= 1
    return number


# --- what is offered next -------------------------------------------------------------------------------


def asked_of(side: str, topic: Topic) -> str:
    """The question for one side (``dose``, ``harms`` …) of a topic; empty where its form needs more."""
    facet = next((one for one in followups()["facet"] if one["name"] == side), None)
    return (_formed(facet, topic) or "") if facet else ""


def of_other_people(question: str, topic: Topic, people: str) -> str:
    """The same question about other people (``in children``); about all where none are named."""
    return re.sub(r" +(?=[?.,])", "", _placed(question, topic, replace(topic, people=people)))


def of_other_treatment(question: str, topic: Topic, treatment: str) -> str:
    """The same question about another treatment, where it is about one; else what that one does."""
    if topic.intervention and _stands(topic.intervention, question):
        return _swapped(question, topic.intervention, treatment)
    made = replace(topic, intervention=treatment, comparator="")
    return form("What is the effect of {i} on {o}{place}?", made) or _must("Is {i} effective{place}?", made)
