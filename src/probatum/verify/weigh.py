"""One statement against several works: which of them decides, and what the others add."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from probatum.language.content import keys, names, shared
from probatum.records.claim import Citation
from probatum.records.source import Source
from probatum.records.verdict import Finding, Outcome, Span, Verdict
from probatum.verify.check import Cited
from probatum.verify.coverage import NAMED_THERE, missing_terms, named_share
from probatum.verify.facing import about
from probatum.verify.verdict import added_up

#: The best verdict that any work gives decides, in this order.
PREFERENCE = (
    Outcome.SUPPORTED,
    Outcome.PARTLY,
    Outcome.OVERSTATED,
    Outcome.CONTRADICTED,
    Outcome.NOT_CHECKABLE,
    Outcome.NOT_FOUND,
)
#: Verdicts that say that some work bears a statement out, if not as strongly.
_BORNE_OUT = frozenset({Outcome.SUPPORTED, Outcome.PARTLY, Outcome.OVERSTATED})
#: Checks that compare what belongs to one study: its figures, its people, its drug. Another study's differ.
OF_ONE_STUDY = frozenset({"numbers", "dose", "arithmetic", "timeframe", "population", "drugs"})
#: So many works may bear a statement out together, and so much of its content must they have.
TOGETHER, JOINT = 3, 0.6
#: So much of a statement must one sentence of a work have that a search brought, to bear it out or deny it.
ITSELF = 0.7
#: What another work must share of a statement, beside the work that decides, for its denial to count.
AS_NEAR = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A statement held against one work. ``shared`` (0 to 1) is how near its nearest sentence is.

    ``named`` is whether the text that makes the statement cites this work, or a person named it.
    """

    source: Source
    cited: tuple[Cited, ...]
    verdict: Verdict
    shared: float
    named: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The verdict over all works, and the quotes that it rests on, the most telling first."""

    verdict: Verdict
    evidence: tuple[Citation, ...]


def weigh(
    statement: str, held: Sequence[Held], checks: Sequence[str], subject: frozenset[str] = frozenset()
) -> Weighed:
    """Let the work decide that bears the statement out best; say where another denies it. Pure.

    A contradiction by figures alone counts only from a work that is cited or named: another study has other
    figures. A cited work that denies the statement decides, whatever others say; but where another cited work
    bears the statement out, figures, people or drugs of the one that are not those of the statement are told
    and deny nothing. Where no work speaks of the statement it is ``not_found``, which is never "wrong". A
    statement that one work bears out and another, as near, denies is ``overstated``: it leaves the denial
    out. ``subject`` are the content keys of what the text around it is about.
    """
    if not held:
        return Weighed(verdict=added_up([_nothing(statement)], checks), evidence=())
    nearest = max(one.shared for one in held)
    answered = [one for one in held if _answered(one, held)]
    weighed = [_loosely(statement, _another_study(one, told=one in answered)) for one in held]
    read = sorted(weighed, key=lambda one: _rank(one, nearest))
    best = read[0]
    if best.verdict.outcome is Outcome.NOT_FOUND and (pieces := _pieces(statement, read, subject)):
        return pieces
    findings = [*best.verdict.findings, *_denied(best, read[1:]), *_elsewhere(best, read)]
    findings += _aside(best, answered)
    return Weighed(
        verdict=added_up(findings, checks),
        evidence=tuple(one.citation for one in _telling(best, read)),
    )


def with_items(statement: str, verdict: Verdict, items: Sequence[Verdict]) -> Verdict:
    """The verdict on a sentence that leads into a list, when what it leads into has been judged.

    Where no work says the sentence itself, it is ``partly`` borne out by the items that are.
    """
    borne = sum(one.outcome in _BORNE_OUT for one in items)
    if verdict.outcome is not Outcome.NOT_FOUND or not borne:
        return verdict
    finding = Finding(
        check="coverage",
        outcome=Outcome.PARTLY,
        said=statement,
        reason=f"No work that is held says this as a whole; of the {len(items)} items that it leads into, "
        f"{borne} {'is' if borne == 1 else 'are'} borne out at least in part.",
    )
    return added_up([finding], verdict.checks)


def _nothing(statement: str) -> Finding:
    return Finding(
        check="coverage",
        outcome=Outcome.NOT_FOUND,
        said=statement,
        reason="Nothing that is held speaks of this.",
    )


def _rank(one: Held, nearest: float) -> tuple[bool, int, bool, float, str]:
    """What decides first: a work that is cited for the statement and denies it, else the best verdict.

    A work that only touches on the statement, from further off than the ``nearest`` is, does not decide:
    otherwise a heap of its words would outweigh the study that it misquotes.
    """
    denied = one.named and one.verdict.outcome is Outcome.CONTRADICTED
    touches = one.verdict.outcome is Outcome.PARTLY and not one.named and one.shared < AS_NEAR * nearest
    outcome = Outcome.NOT_FOUND if touches else one.verdict.outcome
    return (not denied, PREFERENCE.index(outcome), not one.named, -one.shared, one.source.id)


def _answered(one: Held, held: Sequence[Held]) -> bool:
    """Whether a cited work denies by what belongs to its study alone, and another cited work bears it out.

    Under a joint citation each work is cited for its part. The other must have nothing to say against what
    this one denies: a work that lacks the figure does not answer one that has another.
    """
    denials = {finding.check for finding in one.verdict.findings if finding.outcome is Outcome.CONTRADICTED}
    if not one.named or not denials or not denials <= OF_ONE_STUDY:
        return False
    return any(
        other.named
        and other.verdict.outcome in _BORNE_OUT
        and denials.isdisjoint(finding.check for finding in other.verdict.findings)
        for other in held
    )


def _another_study(one: Held, *, told: bool) -> Held:
    """The same, with contradictions by figures of a study that nobody named taken as not found.

    So is any denial in it whose sentence has too little of the statement to be one of the same thing. A cited
    work is left as it is, unless it is one whose denial another cited work answers, which is ``told`` apart.
    """
    if (one.named and not told) or one.verdict.outcome is not Outcome.CONTRADICTED:
        return one
    far = not told and one.shared < ITSELF
    softened = [
        _softened(finding, one.source)
        if finding.outcome is Outcome.CONTRADICTED and (finding.check in OF_ONE_STUDY or far)
        else finding
        for finding in one.verdict.findings
    ]
    return Held(
        source=one.source,
        cited=one.cited,
        verdict=added_up(softened, one.verdict.checks),
        shared=one.shared,
        named=one.named,
    )


def _loosely(statement: str, one: Held) -> Held:
    """The same; a work that a search brought bears out in part what no sentence of it has by itself."""
    if one.named or one.verdict.outcome is not Outcome.SUPPORTED:
        return one
    sentences = (keys(cited.citation.quote) | about(one.source) for cited in one.cited)
    if max((shared(statement, there) for there in sentences), default=0.0) >= ITSELF:
        return one
    finding = Finding(
        check="coverage",
        outcome=Outcome.PARTLY,
        reason="The words of this stand in what is held, but not together in one sentence: read the passage.",
    )
    return replace(one, verdict=added_up([*one.verdict.findings, finding], one.verdict.checks))


def _softened(finding: Finding, source: Source) -> Finding:
    return Finding(
        check=finding.check,
        outcome=Outcome.NOT_FOUND,
        said=finding.said,
        found=finding.found,
        reason=f"Not found in what is held; the nearest work ({source.label}) differs: {finding.reason}",
        said_at=finding.said_at,
        found_at=finding.found_at,
        passage=finding.passage,
    )


def _denied(best: Held, others: Sequence[Held]) -> list[Finding]:
    """That another work, as near to the statement, denies it."""
    if best.verdict.outcome not in _BORNE_OUT:
        return []
    for other in others:
        if other.verdict.outcome is Outcome.CONTRADICTED and other.shared >= AS_NEAR * best.shared:
            denial = next(one for one in other.verdict.findings if one.outcome is Outcome.CONTRADICTED)
            return [
                Finding(
                    check="disagreement",
                    outcome=Outcome.OVERSTATED,
                    said=denial.said,
                    found=denial.found,
                    reason=f"Another work held ({other.source.label}) says otherwise: {denial.reason}",
                    said_at=denial.said_at,
                    found_at=denial.found_at,
                    passage=denial.passage,
                )
            ]
    return []


def _aside(best: Held, answered: Sequence[Held]) -> list[Finding]:
    """That a work which is cited with the one that decides is of other people, figures or drugs."""
    if not best.named or best.verdict.outcome not in _BORNE_OUT:
        return []
    return [
        replace(
            denial,
            check="disagreement",
            outcome=Outcome.PARTLY,
            reason=f"Another work that is cited ({other.source.label}) is of something else: {denial.reason}",
        )
        for other in answered
        for denial in other.verdict.findings
        if denial.outcome is Outcome.CONTRADICTED
    ][:1]


def _pieces(statement: str, read: Sequence[Held], subject: frozenset[str]) -> Weighed | None:
    """``partly`` where no work says it, no figure is missing, and a few works together speak of most.

    The works must speak of one thing that the statement names, or that the text is about:
    words of any medical text, gathered from works on other matters, bear nothing out.
    """
    left = [one for one in read if {finding.check for finding in one.verdict.findings} <= {"coverage"}]
    there: frozenset[str] = frozenset()
    used: list[Held] = []
    common = subject | names(statement)
    for _ in range(TOGETHER):
        whole = [one for one in left if common & _speaks_of(one)]
        more = [(shared(statement, there | _quoted(one), numbers=False), one) for one in whole]
        gained, best = max(
            more, key=lambda pair: (pair[0], pair[1].shared, pair[1].source.id), default=(0.0, None)
        )
        if best is None or gained <= shared(statement, there, numbers=False):
            break
        there, used, common = there | _quoted(best), [*used, best], common & _speaks_of(best)
    together = shared(statement, there, numbers=False) >= JOINT
    together = together and named_share(statement, there) >= NAMED_THERE
    if len(used) < 2 or not together:
        return None
    missing = missing_terms(statement, there)
    finding = Finding(
        check="coverage",
        outcome=Outcome.PARTLY,
        said=", ".join(statement[span.start : span.end] for span in missing),
        reason=_in_pieces(statement, used, missing),
        said_at=missing,
    )
    return Weighed(
        verdict=added_up([finding], used[0].verdict.checks),
        evidence=tuple(one.cited[0].citation for one in used),
    )


def _speaks_of(one: Held) -> frozenset[str]:
    return _quoted(one) | about(one.source)


def _quoted(one: Held) -> frozenset[str]:
    return frozenset().union(*(keys(cited.citation.quote) for cited in one.cited))


def _in_pieces(statement: str, used: Sequence[Held], missing: Sequence[Span]) -> str:
    works = "; ".join(one.source.label for one in used)
    words = ", ".join(f"“{statement[span.start : span.end]}”" for span in missing)
    lacking = f" None of them speaks of {words}." if words else ""
    return f"No single work that is held says this; parts of it stand in several ({works}).{lacking}"


def _elsewhere(best: Held, read: Sequence[Held]) -> list[Finding]:
    """That the work which is cited does not say it, where another does."""
    named = [one for one in read if one.named]
    if not named or best.named or best.verdict.outcome is Outcome.NOT_FOUND:
        return []
    return [
        Finding(
            check="cited",
            outcome=Outcome.PARTLY,
            said=named[0].source.label,
            found=best.source.label,
            reason=f"The work that is cited ({named[0].source.label}) does not say this; "
            f"another that is held ({best.source.label}) does.",
        )
    ]


def _telling(best: Held, read: Sequence[Held]) -> list[Cited]:
    """The passages of the work that decides, then the first of each other that denies or is as near."""
    others = [one for one in read[1:] if one.verdict.outcome in (Outcome.CONTRADICTED, best.verdict.outcome)]
    return [*best.cited, *(one.cited[0] for one in others[:2] if one.cited)]
