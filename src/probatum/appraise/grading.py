"""How strong a recommendation is and how sure the evidence, in the words of whoever issues it.

Bodies grade by scales of their own (GRADE, Guyatt et al., BMJ 2008: strong and conditional, high to very low;
the classes and levels of cardiological societies; the grades A to D of SIGN). The words are found and kept
as they stand. No scale is turned into another: what words mean is said only where the issuer's own text does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from probatum.appraise.recommendations import Advised, stance_of
from probatum.records.claim import Citation
from probatum.records.house import Grade
from probatum.records.passage import Passage, Sentence

#: So many sentences after a recommendation are read for its grade; the next recommendation ends it sooner.
BESIDE = 3

_HOW_SURE = r"(?:very low|low|moderate|high)"
_STRENGTH = re.compile(
    r"\b(?P<a>(?:strong|conditional|weak|discretionary|optional|moderate) recommendation"
    r"(?: (?:for|against)\b)?)|"
    r"\b(?:strength(?: of (?:the )?recommendation)?|recommendation(?: strength)?|SoR|GoR)\s?[:=]\s*"
    r"(?P<b>strong|conditional|weak|moderate|[A-D]|[12][A-D]?)\b|"
    r"\b(?P<c>class (?:of recommendation:? )?(?:I{1,3}[ab]?|[1-3][ab]?)\b)|"
    r"\b(?P<d>(?:recommendation )?grade:? (?:of recommendation:? )?[A-D]\b)|"
    r"[(\[](?P<e>strong|conditional|weak|[12][A-D])(?=[)\],;])",
    re.IGNORECASE,
)
_CERTAINTY = re.compile(
    rf"\b(?P<a>{_HOW_SURE}[- ](?:certainty|quality)(?: (?:of )?evidence)?)\b|"
    rf"\b(?P<b>(?:certainty|quality)(?: of (?:the )?evidence)?\s?[:=]\s*{_HOW_SURE})\b|"
    r"\b(?P<c>(?:level of evidence|evidence level|LoE)\s?[:=]?\s*[1-5A-D][a-c]?(?:-[A-Z]{1,2})?)\b|"
    r"\b(?P<d>level [A-C](?:-(?:R|NR|LD|EO))?)\b|"
    rf"[;,(]\s*(?P<e>{_HOW_SURE})(?=[)\]])",
    re.IGNORECASE,
)
_TELLS = (
    r"\s*(?:\([^)]{0,80}\)\s*)?"
    r"(?:=|:|[–—]|means?\b|indicates?\b|denotes?\b|(?:is|are) (?:defined as|used (?:when|where))\b)\s*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A sentence that recommends, where it stands, and the grade beside it. A person decides on it."""

    quote: Citation
    stance: Advised
    section: str
    strength: Grade | None
    certainty: Grade | None


def proposed(passages: Sequence[Passage]) -> tuple[Proposed, ...]:
    """The recommendations of a guideline's text, in its order, each with the grade found beside it. Pure.

    ``passages`` are all of the text, with their sentences. What the text says of its own grades is a legend,
    and no recommendation.
    """
    return tuple(one for passage in passages for one in _of_passage(passage, passages))


def _of_passage(passage: Passage, text: Sequence[Passage]) -> Iterator[Proposed]:
    for place, sentence in enumerate(passage.sentences):
        stance = stance_of(sentence.text)
        if stance and _recommends(sentence.text) and not _LEGEND.match(sentence.text):
            strength, certainty = grades_beside(passage, place, text)
            yield Proposed(
                quote=Citation.of(passage, sentence.start, sentence.end),
                stance=stance,
                section=passage.section,
                strength=strength,
                certainty=certainty,
            )


#: A sentence that says what a grade means.
_LEGEND = re.compile(
    r"^\W*(?:(?:a|an|the)\s)?(?:(?:strong|conditional|weak|moderate) recommendations?|class \w+|grade \w|"
    rf"level \w+|{_HOW_SURE}[- ](?:certainty|quality)(?: evidence)?|[12][A-D]?){_TELLS}",
    re.IGNORECASE,
)


def grades_beside(passage: Passage, place: int, text: Sequence[Passage]) -> tuple[Grade | None, Grade | None]:
    """Strength and certainty that the issuer gives for the sentence at ``place``, in the issuer's words.

    They are looked for in the sentence itself, then in those that follow, up to the next recommendation and
    no further than ``BESIDE``. None for what is not there.
    """
    spans = list(_beside(passage.sentences, place))
    return (
        _grade(_STRENGTH, passage, spans, text),
        _grade(_CERTAINTY, passage, spans, text),
    )


def _beside(sentences: Sequence[Sentence], place: int) -> Iterator[Sentence]:
    yield sentences[place]
    for sentence in sentences[place + 1 : place + 1 + BESIDE]:
        if _LEGEND.match(sentence.text) or _recommends(sentence.text):
            return
        yield sentence


def _recommends(sentence: str) -> bool:
    """Whether a sentence advises something itself; “Strong recommendation.” only says how strongly."""
    return stance_of(_STRENGTH.sub(" ", sentence)) is not None


def _grade(
    pattern: re.Pattern[str], passage: Passage, spans: Iterable[Sentence], text: Sequence[Passage]
) -> Grade | None:
    for sentence in spans:
        match = pattern.search(passage.text, sentence.start, sentence.end)
        if match is not None and match.lastgroup is not None:
            start, end = match.span(match.lastgroup)
            return grade_of(Citation.of(passage, start, end), text)
    return None


def grade_of(words: Citation, text: Iterable[Passage]) -> Grade:
    """The grade that ``words`` give, with the place where the issuer's own ``text`` says what they mean."""
    return Grade(words=words, legend=_legend(words.quote, text))


def _legend(words: str, text: Iterable[Passage]) -> Citation | None:
    told = re.compile(
        rf"(?:^|(?<=[\n.;•]))[^\w\n]{{0,20}}(?P<all>{re.escape(words)}s?{_TELLS}[^\n.]{{8,400}}\.?)",
        re.IGNORECASE | re.MULTILINE,
    )
    for passage in text:
        match = told.search(passage.text)
        if match is not None:
            return Citation.of(passage, *match.span("all"))
    return None
