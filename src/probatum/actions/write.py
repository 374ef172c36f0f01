"""Write: people begin a practice summary or a topic overview, and add statements to it one by one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from probatum.actions.ask import SHOWN, references_of
from probatum.actions.guideline import OWN_TEXT, guideline_held
from probatum.actions.review import BOARD
from probatum.appraise.grading import grade_of, grades_beside
from probatum.errors import (
    Fault,
    NotAllowed,
    NotHeld,
    NotSupported,
    OutOfOrder,
    QuestionError,
    QuoteNotInPassage,
    Superseded,
    TitleUnusable,
)
from probatum.language.interface import filled
from probatum.language.pico import read_question
from probatum.language.reading import with_sentences
from probatum.records.account import Account
from probatum.records.article import Audience, Revision, Searched, Section
from probatum.records.claim import Citation, Claim
from probatum.records.edit import Cite
from probatum.records.event import EDITED, WRITTEN, Event
from probatum.records.evidence import Found
from probatum.records.house import Grade, Graded, Guideline, Kind, is_house
from probatum.records.passage import Passage, split_passage_id
from probatum.records.question import ClinicalType, Pico, Question, QuestionKind
from probatum.records.source import Source
from probatum.records.verdict import Verdict
from probatum.review.permission import Permission, may
from probatum.sources.passages import passages as cut
from probatum.verify.check import Cited
from probatum.verify.entailment import pairs_of
from probatum.verify.verdict import judge
from probatum.workspace import Workspace

#: A title has no more characters, nor has a heading, nor a statement.
LONGEST_TITLE, LONGEST_HEADING, LONGEST_STATEMENT = 200, 120, 1_000

#: Where a recommendation stands for which no section is named.
RECOMMENDATIONS = "Recommendations"

#: A person says so of a grade that the issuer does not give.
NONE_GIVEN = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a person writes: a sentence, what it cites, and under which heading it stands.

    ``strength`` and ``certainty`` are words of the guideline's passage: empty takes what is found beside the
    quote, ``none`` says that the issuer gives none. They are for summaries alone.
    """

    text: str
    citations: tuple[Cite, ...]
    section: str = ""
    strength: str = ""
    certainty: str = ""


def start_summary(
    ws: Workspace,
    source: str,
    *,
    title: str,
    by: Account,
    at: str,
    issuer: str = "",
    version: str = "",
    audience: Audience = Audience.CLINICIAN,
) -> Revision:
    """Begin a practice summary of the guideline that ``source`` names; gives its first, empty revision.

    Raises ``NotAllowed``, ``TitleUnusable``, ``NotHeld``, and ``GuidelineNotHeld`` where the guideline's
    text, its issuer or its version is not held.
    """
    _permitted(by)
    held = guideline_held(ws, source, issuer=issuer, version=version)
    return _begun(ws, Kind.SUMMARY, title, audience, by, at, held.guideline)


def start_overview(
    ws: Workspace, *, title: str, by: Account, at: str, audience: Audience = Audience.CLINICIAN
) -> Revision:
    """Begin a topic overview; gives its first, empty revision. Raises ``NotAllowed``, ``TitleUnusable``."""
    _permitted(by)
    return _begun(ws, Kind.OVERVIEW, title, audience, by, at, None)


def add(
    ws: Workspace, article: str, statement: Statement, *, by: Account, at: str, base: str = ""
) -> Revision:
    """Add a statement to a house article: the new revision, unreviewed as every edited one is.

    It is judged as ``ask`` judges its own. ``base`` is the hash of the revision that the person saw (empty:
    the newest). Raises ``NotAllowed``, ``NotHeld``, ``Superseded`` where another change came first,
    ``OutOfOrder`` where the article is none that people write or has the statement already,
    ``QuoteNotInPassage``, ``UncitedClaim``, and ``NotSupported`` with what the checks found.
    """
    _permitted(by)
    newest = _written(ws, article)
    claim, held = _bound(ws, statement)
    _of_its_guideline(newest, claim)
    verdict = judged(ws, claim, held)
    graded = _graded(ws, newest, statement, claim, held)
    with ws.locked(BOARD):  # two people never add to the same revision
        newest = _written(ws, article)
        _unmoved(newest, base)
        return _kept(
            ws, _with(ws, newest, statement, claim, verdict, graded, at), by, at, "added a statement"
        )


def weighed(ws: Workspace, article: str, statement: Statement, *, by: Account) -> Verdict:
    """The verdict on a statement before it is added; nothing is kept.

    Raises what :func:`add` raises but ``NotSupported`` and ``Superseded``.
    """
    _permitted(by)
    newest = _written(ws, article)
    claim, held = _bound(ws, statement)
    _of_its_guideline(newest, claim)
    _graded(ws, newest, statement, claim, held)
    return _verdict(ws, claim, held)


def drop(ws: Workspace, article: str, claim: str, *, by: Account, at: str, base: str = "") -> Revision:
    """Take a statement (its id) out of a house article: the new revision.

    Raises ``NotAllowed``, ``NotHeld``, ``Superseded`` and ``OutOfOrder`` as :func:`add` does.
    """
    _permitted(by)
    with ws.locked(BOARD):
        newest = _written(ws, article)
        _unmoved(newest, base)
        if all(one.id != claim for one in newest.claims):
            raise NotHeld(
                filled(
                    "the newest revision of {article} has no statement {claim}; open it again",
                    article=article,
                    claim=claim,
                )
            )
        return _kept(ws, _without(ws, newest, claim, at), by, at, "took a statement out")


def _permitted(by: Account) -> None:
    if not by.active or not may(by.roles, Permission.WRITE):
        raise NotAllowed(
            filled("{name} may not write articles; ask an administrator for the role author", name=by.name)
        )


# --- beginning --------------------------------------------------------------------------------------------


def _begun(
    ws: Workspace, kind: Kind, title: str, audience: Audience, by: Account, at: str, of: Guideline | None
) -> Revision:
    said = _title(title)
    article = house_name(said, kind)
    with ws.locked(BOARD):
        if _held(ws, article):
            raise TitleUnusable(
                filled(
                    "a {value} with the title “{said}” is held already; open it, or choose another title",
                    value=kind.value,
                    said=said,
                )
            )
        revision = Revision.empty(
            article,
            _question(ws, said),
            index=ws.index.fingerprint,
            made_by="written by people",
            at=at,
            audience=audience,
            kind=kind,
            title=said,
            guideline=of,
        )
        return _put(ws, revision, WRITTEN, by, at)


def _title(title: str) -> str:
    said = " ".join(title.split())
    if not said:
        raise TitleUnusable("the article has no title; give it one")
    if len(said) > LONGEST_TITLE:
        raise TitleUnusable(
            filled(
                "the title has {number} characters; say it in at most {longest_title}",
                number=len(said),
                longest_title=LONGEST_TITLE,
            )
        )
    return said


def _held(ws: Workspace, article: str) -> bool:
    try:
        ws.store.revision(article)
    except NotHeld:
        return False
    return True


def house_name(title: str, kind: Kind) -> str:
    """The stable name of a house article: the words of its title, and eight digits over title and kind."""
    folded = " ".join(title.casefold().split())
    words = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:60].rstrip("-")
    digits = hashlib.sha256(f"{folded}|{kind.value}".encode()).hexdigest()[:8]
    return f"{words}-{digits}" if words else digits


def _question(ws: Workspace, title: str) -> Question:
    try:
        pico = read_question(title, ws.vocabulary).pico
    except QuestionError:
        pico = Pico()
    return Question(text=title, kind=QuestionKind.SUMMARY, clinical_type=ClinicalType.OTHER, pico=pico)


# --- a statement ------------------------------------------------------------------------------------------


def _bound(ws: Workspace, statement: Statement) -> tuple[Claim, tuple[Cited, ...]]:
    """The claim of a statement, and all that it cites."""
    text = " ".join(statement.text.split())
    if not text or len(text) > LONGEST_STATEMENT:
        raise OutOfOrder(
            filled(
                "the statement has {number} characters; write one sentence of at most {longest_statement}",
                number=len(text),
                longest_statement=LONGEST_STATEMENT,
            )
        )
    held = tuple(_cited(ws, one) for one in statement.citations)
    claim = Claim(text=text, citations=tuple(dict.fromkeys(one.citation for one in held)))
    return claim, held


def _cited(ws: Workspace, cite: Cite) -> Cited:
    try:
        split_passage_id(cite.passage)
    except ValueError:
        raise NotHeld(
            filled(
                "{passage} is not the address of a passage; one reads document:start-end",
                passage=repr(cite.passage),
            )
        ) from None
    (passage,) = ws.store.passages([cite.passage], [cite.source] if cite.source else None)
    if cite.start is None:
        citation = Citation.quoting(passage, cite.quote)
    else:
        citation = Citation.of(passage, cite.start, cite.start + len(cite.quote))
        if citation.quote != cite.quote:
            raise QuoteNotInPassage(
                filled(
                    "passage {id} holds other words at {start}; quote it character for character",
                    id=passage.id,
                    start=cite.start,
                )
            )
    return Cited(citation=citation, passage=with_sentences(passage), source=ws.store.source(passage.source))


def judged(ws: Workspace, claim: Claim, held: Sequence[Cited]) -> Verdict:
    """The verdict on a statement that a person writes. Raises ``NotSupported`` where it may not be saved.

    What rests on articles of this house alone is refused too: they are cited beside the work itself.
    """
    verdict = _verdict(ws, claim, held)
    alone = all(is_house(one.source) for one in held)
    if verdict.outcome in SHOWN and not alone:
        return verdict
    faults = tuple(
        Fault(
            check=one.check,
            reason=one.reason,
            said=one.said,
            found=one.found,
            at=tuple((span.start, span.end) for span in one.said_at),
        )
        for one in verdict.findings
    )
    why = " ".join(verdict.reasons) or "its passage does not say it."
    message = f"the statement is not saved ({verdict.outcome.value}): {why} Change the words or the quote"
    raise NotSupported(message, verdict.outcome.value, faults)


def _verdict(ws: Workspace, claim: Claim, held: Sequence[Cited]) -> Verdict:
    if ws.entailer.name != "none":
        ws.entailer.entail(pairs_of(claim.text, held))  # it remembers: the check finds each pair read
    return judge(claim.text, held, ws.checks)


def _of_its_guideline(revision: Revision, claim: Claim) -> None:
    guideline = revision.guideline
    if guideline is not None and all(one.source != guideline.source for one in claim.citations):
        raise OutOfOrder(
            filled(
                "a recommendation of this summary cites {title}; quote a passage of that guideline",
                title=guideline.title,
            )
        )


def _graded(
    ws: Workspace, revision: Revision, statement: Statement, claim: Claim, held: Sequence[Cited]
) -> Graded | None:
    """How strong and how sure, in the issuer's words: as a person states, else as found beside the quote."""
    guideline = revision.guideline
    if guideline is None:
        return None
    own = next(one for one in held if one.source.id == guideline.source)
    text = _text_of(ws, guideline.source)
    beside = _beside(own, text)
    return Graded(
        claim=claim.id,
        strength=_grade("strength", statement.strength, beside[0], own.passage, text),
        certainty=_grade("certainty", statement.certainty, beside[1], own.passage, text),
    )


def _text_of(ws: Workspace, source: str) -> tuple[Passage, ...]:
    own = [document for document in ws.store.documents(source) if document.kind in OWN_TEXT]
    return tuple(passage for document in own for passage in cut(source, document))


def _beside(own: Cited, text: Sequence[Passage]) -> tuple[Grade | None, Grade | None]:
    start, end = own.citation.start, own.citation.end
    for place, sentence in enumerate(own.passage.sentences):
        if sentence.start < end and start < sentence.end:
            return grades_beside(own.passage, place, text)
    return None, None


def _grade(
    what: str, said: str, found: Grade | None, passage: Passage, text: Sequence[Passage]
) -> Grade | None:
    words = said.strip()
    if words.casefold() == NONE_GIVEN:
        return None
    if not words or (found is not None and words == found.words.quote):
        return found
    try:
        return grade_of(Citation.quoting(passage, words), text)
    except QuoteNotInPassage:
        raise QuoteNotInPassage(
            filled(
                "the {what} “{words}” does not stand in the passage; give the issuer's words, or say none",
                what=what,
                words=words[:60],
            )
        ) from None


# --- the revision -----------------------------------------------------------------------------------------


def _written(ws: Workspace, article: str) -> Revision:
    newest = ws.store.revision(article)
    if newest.kind is Kind.ANSWER:
        raise OutOfOrder(
            filled(
                "{article} is an answer; edit it on the desk, or begin a summary or an overview",
                article=article,
            )
        )
    return newest


def _unmoved(newest: Revision, base: str) -> None:
    if base and not newest.hash.startswith(base):
        raise Superseded(
            filled(
                "{article} was changed meanwhile (it is now {hash}); look at it and add again",
                article=newest.article,
                hash=newest.hash[:12],
            )
        )


def _with(
    ws: Workspace,
    newest: Revision,
    statement: Statement,
    claim: Claim,
    verdict: Verdict,
    graded: Graded | None,
    at: str,
) -> Revision:
    if any(one.id == claim.id for one in newest.claims):
        raise OutOfOrder("the article makes this statement already; write another")
    sections = _placed(newest.sections, _heading(newest, statement.section), claim)
    return _referenced(
        ws,
        replace(
            newest,
            sections=sections,
            verdicts=(*newest.verdicts, (claim.id, verdict)),
            grades=(*newest.grades, graded) if graded else newest.grades,
        ),
        at,
    )


def _heading(newest: Revision, section: str) -> str:
    heading = " ".join(section.split())
    if len(heading) > LONGEST_HEADING:
        raise OutOfOrder(
            filled(
                "the heading has {number} characters; use at most {longest_heading}",
                number=len(heading),
                longest_heading=LONGEST_HEADING,
            )
        )
    if heading:
        return heading
    last = newest.sections[-1].heading if newest.sections else "Overview"
    return RECOMMENDATIONS if newest.kind is Kind.SUMMARY else last


def _placed(sections: Sequence[Section], heading: str, claim: Claim) -> tuple[Section, ...]:
    if all(one.heading != heading for one in sections):
        taken = {one.facet for one in sections}
        return (*sections, Section(heading=heading, facet=_facet(heading, taken), claims=(claim,)))
    return tuple(
        replace(one, claims=(*one.claims, claim)) if one.heading == heading else one for one in sections
    )


def _facet(heading: str, taken: Iterable[str]) -> str:
    """A name for the section that no other has: pages point to it."""
    plain = re.sub(r"[^a-z0-9]+", "-", heading.casefold()).strip("-") or "section"
    used, name, number = set(taken), plain, 1
    while name in used:
        number += 1
        name = f"{plain}-{number}"
    return name


def _without(ws: Workspace, newest: Revision, claim: str, at: str) -> Revision:
    left = tuple(
        replace(section, claims=tuple(one for one in section.claims if one.id != claim))
        for section in newest.sections
    )
    return _referenced(
        ws,
        replace(
            newest,
            lead=tuple(one for one in newest.lead if one.id != claim),
            sections=tuple(section for section in left if section.claims),
            verdicts=tuple(pair for pair in newest.verdicts if pair[0] != claim),
            grades=tuple(one for one in newest.grades if one.claim != claim),
        ),
        at,
    )


def _referenced(ws: Workspace, revision: Revision, at: str) -> Revision:
    """The revision with its reference list and search record worked out anew, and nothing that it follows."""
    cited = list(
        dict.fromkeys((one.source, one.passage) for claim in revision.claims for one in claim.citations)
    )
    held = ws.store.passages([passage for _, passage in cited], [source for source, _ in cited])
    sources: dict[str, Source] = ws.store.sources({source for source, _ in cited})
    found = [Found(source=sources[one.source], passage=one, score=0.0) for one in held]
    searched = Searched(query="", passages_considered=len(found), index=ws.index.fingerprint, at=at)
    return replace(revision, references=references_of(revision.claims, found), searched=searched)


def _kept(ws: Workspace, revision: Revision, by: Account, at: str, said: str) -> Revision:
    newest = ws.store.revision(revision.article)
    return _put(ws, replace(revision, parent=newest.hash, created_at=at), EDITED, by, at, said)


def _put(ws: Workspace, revision: Revision, kind: str, by: Account, at: str, said: str = "") -> Revision:
    changes = (("changes", said),) if said else ()
    detail = (("article", revision.article), *changes, ("name", by.name))
    ws.store.put(revision, Event(kind=kind, subject=revision.hash, by=by.id, at=at, detail=detail))
    return revision
