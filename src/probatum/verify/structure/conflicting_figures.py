"""Two figures of one text for one thing agree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from probatum.language.content import names
from probatum.language.events import Happening, happenings
from probatum.language.numbers import Quantity, QuantityKind, Relation, quantities
from probatum.language.publications import drugs_in
from probatum.records.audit import Pasted, PastedClaim, StructureFinding
from probatum.records.verdict import Outcome, Span

#: What two figures for one thing may differ by, in points of a hundred; more where either is "about".
SLACK = 5.0
SLACK_ABOUT = 8.0
#: So many figures of a text are compared.
_MOST = 400

#: Words that say of whom, when or where a figure is; figures for different ones may differ.
_NARROWED = re.compile(
    r"\b(?:children|paediatric|pediatric|juvenile|adults?|elderly|older|younger|men|women|male|female|"
    r"pregnan\w+|severe|"
    r"mild|moderate|refractory|untreated|treated|placebo|control(?:s| group| arm)?|versus|vs|compared|"
    r"respectively|high[- ]risk|low[- ]risk|"
    r"subgroup|positive|negative|seropositive|with(?:out)? (?:\w+ ){0,2}(?:antibod\w+|mutation|"
    r"involvement)|stage|grade|"
    r"surger\w+|biologic\w*|stopping|discontinu\w+|withdrawal|after (?:stopping|withdrawal|"
    r"discontinu\w+))\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:at|within|after|over|by|in|during) (?:the )?(?:first |next )?(?:(?:\d+|one|two|three|five|"
    r"ten)(?:[- ]|\s?[–-]\s?\d+ )?(?:years?|months?|weeks?|days?))|"
    r"\b\d+[- ](?:year|month|week|day)\b",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(
    r"\b(?:whereas|while|depending on|varies|vary|ranges? from|differ\w*|definition|in contrast|another|"
    r"other (?:studies|cohorts|trials)|"
    r"assum\w+|expect\w+|power|sample size|calculat\w+|hypothesi\w+|defined|at least|"
    r"however|conversely|by comparison|between \d)\b",
    re.IGNORECASE,
)
_STUDIED = re.compile(
    r"\bin (?:a|an|one|the|another)\b.{0,60}\b(?:study|trial|cohort|series|registry|review|analysis|"
    r"survey)\b",
    re.IGNORECASE,
)
#: What is said of a test: figures for two tests, or for one that nobody names, may differ.
_OF_TESTS = frozenset({"sensitivity", "specificity"})
#: Concepts that say how a thing was seen or how it goes, not what it is.
_NO_SUBJECT = frozenset(
    f"={name}"
    for name in (
        "relapse", "remission", "death", "hospitalisation", "adverse event", "prognosis", "incidence",
        "prevalence", "risk factor", "quality of life", "randomised controlled trial", "systematic review",
        "meta-analysis", "cohort study", "guideline",
    )
)  # fmt: skip
#: Words before an event that make it the time or the whole of a figure ("70% at relapse", "3% of relapses",
#: "of those who relapsed"): the figure is then a share of something else.
_CONDITION = re.compile(
    r"(?:\b(?:at|during|after|before|following|upon|since|until)\s(?:(?:the|a|an|any|each|every|first|second|"
    r"last|next|their|time|onset|of|disease|clinical)\s){0,4}|"
    r"(?:%|\bper ?cent|\bhalf|\bthirds?|\bquarters?|\bmost|\ball|\bmany)\sof\s(?:(?:the|all|these|such|first|"
    r"disease|clinical)\s){0,3}|"
    r"\b(?:patients|people|those|adults|participants|cases) (?:with|who|that|in) (?:had |have |has )?)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A percentage of patients to whom an event happens (``share``), where it is stated.

    ``subject`` are the keys of what it is a figure of, beside the event; none where its sentence names none.
    """

    claim: PastedClaim
    printed: str
    share: float
    event: Happening
    about: bool
    subject: frozenset[str]


def conflicting_figures(pasted: Pasted) -> Iterator[StructureFinding]:
    """A finding for each event for which the text gives two percentages that cannot both hold.

    "Non-relapsing", "relapse-free" and "without relapse" are the complement of relapse. Figures for different
    conditions, tests, people, treatments or times, of two named studies, or with an explanation beside them,
    may differ.
    """
    figures = [one for claim in pasted.claims[:_MOST] if (one := _figure(claim)) is not None]
    by_event: dict[str, list[_Figure]] = {}
    for figure in figures:
        by_event.setdefault(figure.event.name, []).append(figure)
    for name, found in sorted(by_event.items()):
        pairs = [
            (abs(one.share - two.share), one, two)
            for one, two in combinations(found[:40], 2)
            if _conflict(one, two)
        ]
        if pairs:
            # The pair that names its study first, then the one furthest apart.
            _, one, two = max(pairs, key=lambda row: (row[1].event.free != row[2].event.free, row[0]))
            yield _finding(pasted, name, one, two)


def _figure(claim: PastedClaim) -> _Figure | None:
    """The one percentage and the one event of a statement; None where there are more."""
    percents = [one for one in quantities(claim.text) if one.kind is QuantityKind.PERCENT]
    events = _distinct(happenings(claim.text))
    if (
        len(percents) != 1
        or len(events) != 1
        or _EXPLAINED.search(claim.text)
        or any(_CONDITION.search(claim.text, 0, one.start) for one in happenings(claim.text))
        or not _of_people(claim.text, percents[0])
    ):
        return None
    value = percents[0]
    if value.low is not None or value.high is not None or not 0 <= value.value <= 100:
        return None
    if value.relation not in (Relation.EQUAL, Relation.ABOUT):
        return None
    event = events[0]
    share = 100 - value.value if event.free else value.value
    about = value.relation is Relation.ABOUT or not value.text[:1].isdigit()
    return _Figure(claim, value.text, share, event, about, _subject(claim, event))


def _subject(claim: PastedClaim, event: Happening) -> frozenset[str]:
    """What a figure is of: for a test all that is named, for what befalls patients the concepts alone.

    A test that the sentence does not name is that of the stem or of the heading above it.
    """
    said = claim.text[: event.start] + " " * (event.end - event.start) + claim.text[event.end :]
    if event.name in _OF_TESTS:
        return names(said) | names(claim.stem) or names(claim.section.rpartition("›")[2])
    named = names(said) | names(claim.stem)
    return frozenset(key for key in named if key.startswith("=")) - _NO_SUBJECT


def _distinct(found: Sequence[Happening]) -> list[Happening]:
    kept: dict[tuple[str, bool], Happening] = {}
    for one in found:
        kept.setdefault((one.name, one.free), one)
    return list(kept.values())


_CHANGE = re.compile(
    r"\b(?:reduc\w+|increas\w+|decreas\w+|lower\w*|higher|relative|improv\w+|fold|risk|odds|less|more|"
    r"fewer|greater|by)\b",
    re.IGNORECASE,
)


def _of_people(sentence: str, percent: Quantity) -> bool:
    """Whether the percentage is a share of people ("62% relapsed"), not a change ("reduced by 62%")."""
    near = sentence[max(0, percent.start - 30) : percent.start] + sentence[percent.end : percent.end + 14]
    return not _CHANGE.search(near)


def _conflict(one: _Figure, two: _Figure) -> bool:
    slack = SLACK_ABOUT if one.about or two.about else SLACK
    if abs(one.share - two.share) <= slack or one.event.kinds != two.event.kinds:
        return False
    if not _of_one_thing(one, two):
        return False
    texts = (one.claim.text, two.claim.text)
    if drugs_in(texts[0]) != drugs_in(texts[1]) or all(_STUDIED.search(text) for text in texts):
        return False
    return all(_words(pattern, texts[0]) == _words(pattern, texts[1]) for pattern in (_NARROWED, _WHEN))


def _of_one_thing(one: _Figure, two: _Figure) -> bool:
    """Whether nothing says that the figures are of two things; of a test, whether it is named in both."""
    if one.event.name in _OF_TESTS:
        return bool(one.subject) and one.subject == two.subject
    return not one.subject or not two.subject or one.subject == two.subject


def _words(pattern: re.Pattern[str], text: str) -> frozenset[str]:
    return frozenset(match.lower() for match in pattern.findall(text))


def _finding(pasted: Pasted, name: str, one: _Figure, two: _Figure) -> StructureFinding:
    first, second = (
        f"{figure.printed} {'without' if figure.event.free else 'with'} {name}" for figure in (one, two)
    )
    left = next((figure for figure in (one, two) if figure.event.free), None)
    rest = (
        "" if left is None or one.event.free == two.event.free else f" (which leaves {left.share:g}% with it)"
    )
    return StructureFinding(
        check="conflicting_figures",
        message=f"The text says {first} and {second}{rest}, and does not say why they differ.",
        outcome=Outcome.CONTRADICTED,
        spans=tuple(_place(pasted.text, figure) for figure in (one, two)),
    )


def _place(text: str, figure: _Figure) -> Span:
    at = text.find(figure.printed, figure.claim.start, figure.claim.end)
    if at < 0:
        return Span(start=figure.claim.start, end=figure.claim.end)
    return Span(start=at, end=at + len(figure.printed))
