"""Bind a sentence to its passage: a claim that stands on its own, with its exact quote."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from probatum.compose.outline import names_a_treatment
from probatum.compose.relevance import Candidate, Subject, is_note
from probatum.language.drugs import drug_mentions, drugs_surely_named
from probatum.language.tokens import analyse
from probatum.records.claim import Citation, Claim
from probatum.records.passage import Passage, Role
from probatum.records.source import Design

#: What a study is called at the head of a statement.
STUDY_WORDS = {
    Design.GUIDELINE: "Guideline",
    Design.CONSENSUS: "Consensus statement",
    Design.META_ANALYSIS: "Meta-analysis",
    Design.SYSTEMATIC_REVIEW: "Systematic review",
    Design.RANDOMISED_TRIAL: "Randomised trial",
    Design.TRIAL: "Non-randomised trial",
    Design.COHORT: "Cohort study",
    Design.CASE_CONTROL: "Case-control study",
    Design.CROSS_SECTIONAL: "Cross-sectional study",
    Design.DIAGNOSTIC: "Diagnostic accuracy study",
    Design.CASE_SERIES: "Case series",
    Design.CASE_REPORT: "Case report",
    Design.REVIEW: "Review",
    Design.LABEL: "Drug label",
    Design.ABSTRACT: "Conference abstract",
    Design.EDITORIAL: "Editorial or letter",
    Design.ANIMAL: "Animal study",
    Design.LABORATORY: "Laboratory study",
}

_TRIALS = frozenset({Design.RANDOMISED_TRIAL, Design.TRIAL})

#: Works whose sentences speak for a body rather than of the people they studied.
SPEAKS = frozenset({Design.GUIDELINE, Design.CONSENSUS})

_LABEL = re.compile(
    r"^(?:BACKGROUND|OBJECTIVES?|AIMS?|PURPOSE|METHODS?|RESULTS?|FINDINGS|INTERPRETATION|CONCLUSIONS?|"
    r"DISCUSSION|SUMMARY|SIGNIFICANCE|IMPORTANCE|CONTEXT)\s*:\s*",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:(?:in (?:this|the (?:present|current)|our) (?:study|trial|analysis|review|cohort|report|work|paper|"
    r"meta-analysis|article)|here(?:in)?|overall|in conclusion|in summary|to conclude|taken together|"
    r"collectively|thus|therefore|moreover|furthermore|in addition|additionally|however|finally|importantly|"
    r"interestingly|notably|conversely|in contrast)\s*,\s*)?"
    r"(?:(?:we|the authors|our (?:results|data|findings|study)|these (?:results|data|findings)|"
    r"this (?:study|trial|review|analysis))\s+(?:have |has |also |further |clearly |thus |therefore )*"
    r"(?:found|find|finds|show|shows|showed|shown|observed|report|reported|reports|demonstrate|demonstrates|"
    r"demonstrated|conclude|concluded|confirm|confirmed|confirms|identified|reveal|revealed|reveals|"
    r"indicate|indicated|indicates) that,?\s+)?",
    re.IGNORECASE,
)
_ADJUSTED = re.compile(r"^Adjusted:\s*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_AFTER_ADJUSTMENT = re.compile(r"^(After adjustment, )([A-Z])(?=[a-z])")
_COUNT = re.compile(
    r"\b\d[\d,]*(?: [a-zA-Z-]+){0,4} (?:patients|participants|adults|children|women|men|subjects|people|"
    r"individuals|persons|trials|studies|cases|infants|volunteers)\b"
)
_PLACEBO = re.compile(r"\bplacebo\b", re.IGNORECASE)
#: A comparison of two arms, or an estimate of one: without their names it tells nobody what was compared.
_COMPARES = re.compile(r"\d[^.;]* (?:v|vs\.?|versus|against) [^.;]*\d|\b(?:HR|OR|RR|IRR)\b", re.DOTALL)
_FIRST_PERSON = (
    (re.compile(r"\bWe\b"), "The authors"),
    (re.compile(r"\bwe\b"), "the authors"),
    (re.compile(r"\bOur\b"), "The authors'"),
    (re.compile(r"\bour\b"), "the authors'"),
    (re.compile(r"\b([Tt])his (study|trial|review|analysis|cohort|report|paper|article)\b"), r"\1he \2"),
    (re.compile(r"\b([Tt])he present (study|trial|review|analysis|cohort)\b"), r"\1he \2"),
)
_DANGLING = re.compile(
    r"^(?:[Ii]t|[Tt]hey|He|he|[Ss]he|[Tt]his|[Tt]hese|[Tt]hose|[Tt]hat|[Bb]oth|[Ss]uch|[Tt]heir|[Ii]ts|"
    r"[Tt]he (?:latter|former)|[Ss]imilar(?:ly)?|[Ll]ikewise|[Hh]ere)\b"
    r"(?! (?:is|are) (?:known|recommended|estimated|likely|unclear|possible))"
)


def statement_span(sentence: str) -> int:
    """Where the statement begins: after a section label that some records keep in their text."""
    label = _LABEL.match(sentence)
    return label.end() if label else 0


def stands_alone(sentence: str) -> bool:
    """Whether a sentence can be read without the one before it."""
    text = sentence[statement_span(sentence) :]
    text = text[_OPENING.match(text).end() :]  # type: ignore[union-attr]  # the pattern matches the empty string
    return _DANGLING.match(text) is None


def self_contained(sentence: str) -> str:
    """The sentence in words that need nothing around them. No number and no hedge is touched."""
    text = sentence[statement_span(sentence) :].strip()
    opening = _OPENING.match(text)
    rest = text[opening.end() :] if opening else text
    if opening and opening.end():
        rest = rest[:1].upper() + rest[1:]
    rest = _ADJUSTED.sub("After adjustment, ", rest)
    rest = _AFTER_ADJUSTMENT.sub(lambda opened: opened[1] + opened[2].lower(), rest)
    for pattern, words in _FIRST_PERSON:
        rest = pattern.sub(words, rest)
    rest = " ".join(rest.split())
    return rest if rest.endswith((".", "!", "?")) else rest + "."


class Binder:
    """Makes claims of candidates for one question.

    ``populations`` maps a source to the passage in which its population is stated, where there is one.
    """

    def __init__(self, subject: Subject, populations: Mapping[str, Passage]) -> None:
        self._subject = subject
        self._populations = populations

    def claim(self, candidate: Candidate, also: Sequence[Candidate] = (), opening: str = "") -> Claim:
        """The claim that ``candidate`` makes, quoted; ``also`` say the same and are cited beside it."""
        statement = self_contained(candidate.sentence.text)
        head, context = self._head(candidate)
        if head:
            statement = f"{head}: {_continued(_without_kind(head, statement))}"
        citations = (self._citation(candidate), *context, *(self._citation(other) for other in also))
        return Claim(text=opening + statement, citations=tuple(dict.fromkeys(citations)))

    def _citation(self, candidate: Candidate) -> Citation:
        sentence = candidate.sentence
        start = sentence.start + statement_span(sentence.text)
        return Citation.of(candidate.found.passage, start, sentence.end)

    def _head(self, candidate: Candidate) -> tuple[str, tuple[Citation, ...]]:
        """What names the study before the statement, and the citations for what it says of it."""
        source = candidate.source
        if not _study_bound(candidate) or (source.design not in STUDY_WORDS and not is_note(candidate)):
            return "", ()
        head = STUDY_WORDS.get(source.design, "Work")
        if source.design in SPEAKS:
            if source.issuer:
                return f"{head} of the {_plain(source.issuer)}", ()
            return f"{head}{self._title(candidate)}", ()
        who, citations = self._people(candidate)
        return f"{head}{self._title(candidate)}{who}", citations

    def _title(self, candidate: Candidate) -> str:
        """The title, where without it the reader would not know which treatment is spoken of."""
        title = candidate.source.title
        if not title:
            return ""
        if not self._numbers_held(title, candidate):
            return self._medicine(title, candidate)
        if _leaves_out_an_arm(title, candidate):
            return f" “{title}”"
        needed = [group for part in "IC" for group in self._subject.part(part)]
        if not needed:
            return f" “{title}”" if _unnamed(candidate) and names_a_treatment(title) else ""
        if all(group.matched(candidate.tokens) == 1 for group in needed):
            return ""
        named = frozenset(analyse(title))
        return f" “{title}”" if any(group.matched(named) == 1 for group in needed) else ""

    def _medicine(self, title: str, candidate: Candidate) -> str:
        """The one medicine that the title of a trial names and a sentence with its figures does not."""
        if candidate.source.design not in _TRIALS or not _unnamed(candidate):
            return ""
        named = {title[one.start : one.end].lower() for one in drug_mentions(title) if one.sure}
        return f" of {named.pop()}" if len(named) == 1 else ""

    def _numbers_held(self, title: str, candidate: Candidate) -> bool:
        """Whether each number of the title also stands in what is quoted, so that it can be checked there."""
        stated = self._populations.get(candidate.source.id)
        quoted = candidate.sentence.text + (f" {stated.text}" if stated else "")
        return set(_DIGITS.findall(title)) <= set(_DIGITS.findall(quoted))

    def _people(self, candidate: Candidate) -> tuple[str, tuple[Citation, ...]]:
        stated = self._populations.get(candidate.source.id)
        if is_note(candidate) and stated is not None:
            citation = Citation.of(stated, 0, len(stated.text))
            return f" ({_plain(stated.text)})", (citation,)
        return _counted(candidate)


def _unnamed(candidate: Candidate) -> bool:
    """Whether a sentence gives figures of a trial, or compares, and leaves untold whose they are."""
    text = _PLACEBO.sub(" ", candidate.sentence.text)
    figures = _COMPARES.search(text) or (candidate.source.design in _TRIALS and _DIGITS.search(text))
    return bool(figures) and not names_a_treatment(text)


#: Two arms, each under its name.
_BOTH = 2


def _leaves_out_an_arm(title: str, candidate: Candidate) -> bool:
    """Whether a comparison names one medicine and the title the other: "v dabigatran: HR 1.38"."""
    text = candidate.sentence.text
    said = drugs_surely_named(text)
    compared = _COMPARES.search(text) or (candidate.source.design in _TRIALS and _DIGITS.search(text))
    return bool(compared) and len(said) < _BOTH and bool(said) and bool(drugs_surely_named(title) - said)


_ESTIMATE = re.compile(r"\b(?:HR|OR|RR|IRR|NNT|NNH|hazard ratio|odds ratio|risk ratio|rate ratio)\b")
_OPPOSED = re.compile(
    r"\b(?:versus|vs\.?|v|compared|against|than|or|switch\w*|alone|plus|added)\b", re.IGNORECASE
)


def of_none_that_is_named(candidate: Candidate) -> bool:
    """Whether a sentence gives estimates of some treatment, and its title names several and none as compared.

    "GLP-1RA and SGLT2i" above "HR 0.65, 0.67, 0.73": whose they are nobody can tell.
    """
    text, title = candidate.sentence.text, candidate.source.title or ""
    if not _ESTIMATE.search(text) or _OPPOSED.search(title) or len(drugs_surely_named(title)) < _BOTH:
        return False
    return not names_a_treatment(text)


def _study_bound(candidate: Candidate) -> bool:
    """Whether the sentence speaks of one study's people, so that the study must be named."""
    if is_note(candidate):
        return True
    if candidate.sentence.role in (Role.BACKGROUND, Role.OBJECTIVE):
        return False
    return candidate.sentence.role is Role.RESULTS or any(c.isdigit() for c in candidate.sentence.text)


def _counted(candidate: Candidate) -> tuple[str, tuple[Citation, ...]]:
    """How many were studied, where another sentence of the passage says so before any result."""
    passage = candidate.found.passage
    if _COUNT.search(candidate.sentence.text):
        return "", ()
    for sentence in passage.sentences:
        counted = _COUNT.search(sentence.text)
        if counted and sentence.role in (Role.METHODS, Role.RESULTS):
            return f" ({counted.group()})", (Citation.of(passage, sentence.start, sentence.end),)
    return "", ()


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(". ")


def _without_kind(head: str, statement: str) -> str:
    """The statement without the kind of study, where it begins with what the head says: "Review: …"."""
    kind, colon, rest = statement.partition(": ")
    said = colon and head.casefold().startswith(kind.casefold())
    return rest[:1].upper() + rest[1:] if said and rest else statement


def _continued(statement: str) -> str:
    """The statement as it reads after a colon: a plain first word loses its capital."""
    first = statement.split(" ", 1)[0]
    plain = first[:1].isupper() and first[1:].islower() and first.isalpha() and first not in _KEEP_CAPITAL
    return statement[:1].lower() + statement[1:] if plain else statement


#: First words that are names, so that their capital stays.
_KEEP_CAPITAL = frozenset(
    {
        *("African", "American", "Asian", "British", "Caucasian", "Chinese", "Danish", "Dutch", "European"),
        *("Finnish", "French", "German", "Hispanic", "Indian", "Italian", "Japanese", "Korean", "Norwegian"),
        *("Australian", "Austrian", "Belgian", "Brazilian", "Canadian", "Egyptian", "Greek", "Iranian"),
        *(
            "Irish",
            "Israeli",
            "Mexican",
            "Portuguese",
            "Russian",
            "Scottish",
            "Swiss",
            "Taiwanese",
            "Turkish",
        ),
        *("Yokohama", "Karolinska", "Yale", "Stanford", "Oxford", "Cambridge", "Edinburgh", "Medicaid"),
        *("Spanish", "Swedish", "Alzheimer", "Cochrane", "Cox", "Crohn", "Down", "Graves", "Hashimoto"),
        *("Hodgkin", "Huntington", "Jo", "Kaplan", "Kawasaki", "Mayo", "Medicare", "Parkinson", "Sjogren"),
        *("Takayasu", "Drosophila", "Escherichia", "Helicobacter", "Mycobacterium", "Plasmodium"),
        *("Staphylococcus", "Streptococcus"),
    }
)
