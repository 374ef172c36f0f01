"""The ledger of corrections: what was wrong in published articles, computed from what happened.

A correction is counted where a published statement, or a published judgement of certainty, was later changed
or taken out, whether the fault was ours or the evidence moved on, and where a report was upheld. What only
adds to an article is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from statistics import median

from probatum.records.article import Revision
from probatum.records.evidence import Domain, Judgement
from probatum.records.report import Noticed, Report, ReportOutcome
from probatum.records.review import Act, Decision
from probatum.review.board import Paper
from probatum.review.diff import Rejudged, diff, rejudged

#: The 97.5 % point of the normal distribution: an interval of 95 %.
_Z = 1.959963984540054


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One error in a published article.

    ``how`` is what was done: ``corrected``, ``retired``, or ``not yet corrected``. ``wrong`` is what was
    wrong, in an editor's words; ``since`` when it was first published. Times are RFC 3339, empty where there
    is none. ``old`` and ``new`` are the revisions before and after, empty where there is none. ``statements``
    counts the statements that were changed or taken out, ``judged`` are the domains of GRADE that were.
    """

    article: str
    question: str
    how: str
    wrong: tuple[str, ...]
    since: str
    noticed: Noticed
    reported: str = ""
    corrected: str = ""
    by: str = ""
    old: str = ""
    new: str = ""
    statements: int = 0
    judged: tuple[Rejudged, ...] = ()
    reports: tuple[str, ...] = ()

    @property
    def days(self) -> int | None:
        """How many whole days went by from the first report to the correction; None where one is missing."""
        if not self.reported or not self.corrected:
            return None
        took = datetime.fromisoformat(self.corrected) - datetime.fromisoformat(self.reported)
        return max(0, took.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wrong:
    """What of a published revision does not stand in the next: ids of statements, and domains of GRADE."""

    claims: frozenset[str] = frozenset()
    judged: tuple[Rejudged, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A proportion with its 95 % interval."""

    numerator: int
    denominator: int
    low: float
    high: float

    @property
    def value(self) -> float | None:
        """The proportion; None where there is nothing to count."""
        return self.numerator / self.denominator if self.denominator else None


def rate(numerator: int, denominator: int) -> Rate:
    """A proportion with the score interval of Wilson (J Am Stat Assoc 1927;22:209-12).

    It holds near 0 and 1 too, where the usual interval fails (Brown, Cai, DasGupta, Stat Sci 2001;16:101-33).
    Of nothing counted the interval is all of 0 to 1.
    """
    if not denominator:
        return Rate(numerator=0, denominator=0, low=0.0, high=1.0)
    share, square = numerator / denominator, _Z * _Z
    middle = share + square / (2 * denominator)
    spread = _Z * sqrt(share * (1 - share) / denominator + square / (4 * denominator**2))
    scale = 1 + square / denominator
    low = 0.0 if numerator == 0 else max(0.0, (middle - spread) / scale)
    high = 1.0 if numerator == denominator else min(1.0, (middle + spread) / scale)
    return Rate(numerator=numerator, denominator=denominator, low=low, high=high)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """A revision that was put before readers, from when on."""

    revision: Revision
    at: str


def ever_published(decisions: Iterable[Decision]) -> bool:
    """Whether an article was ever put before readers by the board."""
    return any(one.act in (Act.PUBLISH, Act.CORRECT) for one in decisions)


def corrections(
    paper: Paper, decisions: Sequence[Decision], reports: Iterable[Report], retracted: frozenset[str]
) -> tuple[Correction, ...]:
    """The corrections of one article, oldest first, those that are still to be made last.

    ``decisions`` are those that count, in order; ``retracted`` the ids of works that are retracted.
    """
    out = {one.revision for one in decisions if one.act in (Act.PUBLISH, Act.CORRECT)}
    upheld = [
        one
        for one in reports
        if one.answer and one.answer.outcome is ReportOutcome.UPHELD and one.revision in out
    ]
    shown: list[_Shown] = []
    found: list[Correction] = []
    for one in decisions:
        settled = [report for report in upheld if _settles(one, report, paper, shown)]
        upheld = [report for report in upheld if report not in settled]
        made = _made(paper, one, shown, settled, retracted)
        found += [made] if made else []
        if one.act in (Act.PUBLISH, Act.CORRECT):
            shown.append(_Shown(revision=paper.revisions[one.revision], at=one.at))
    return (*found, *(_waiting(paper, report, shown) for report in upheld if shown))


def _settles(one: Decision, report: Report, paper: Paper, shown: Sequence[_Shown]) -> bool:
    """Whether a decision does away with what was reported: it corrects it, or retires what has it."""
    if not shown or one.at < report.at:
        return False
    if one.act is Act.RETIRE:
        return one.revision == shown[-1].revision.hash
    if one.act is not Act.CORRECT:
        return False
    return not report.claim or report.claim not in _ids(paper.revisions[one.revision])


def _made(
    paper: Paper,
    one: Decision,
    shown: Sequence[_Shown],
    settled: Sequence[Report],
    retracted: frozenset[str],
) -> Correction | None:
    if one.act is Act.CORRECT and shown:
        old, new = shown[-1].revision, paper.revisions[one.revision]
        wrong, judged = _wrong_claims(old, new), _wrong_judgements(old, new)
        if not wrong and not judged and not settled:
            return None  # it only adds
        fallen = any(
            citation.source in retracted
            for claim in old.claims
            if claim.id in wrong
            for citation in claim.citations
        )
        noticed = Noticed.MACHINE if fallen else Noticed.REVIEWER
        return _correction(paper, one, shown, settled, _Wrong(claims=wrong, judged=judged), noticed, new.hash)
    if settled:
        return _correction(paper, one, shown, settled, _Wrong(), Noticed.REVIEWER, "")
    return None


def _correction(
    paper: Paper,
    one: Decision,
    shown: Sequence[_Shown],
    settled: Sequence[Report],
    wrong: _Wrong,
    noticed: Noticed,
    new: str,
) -> Correction:
    named = frozenset(report.claim for report in settled if report.claim)
    first = min(settled, key=lambda report: report.at, default=None)
    said = tuple(report.answer.reason for report in settled if report.answer) or (one.reason,)
    return Correction(
        article=paper.article,
        question=shown[-1].revision.question.text,
        how="corrected" if one.act is Act.CORRECT else "retired",
        wrong=said,
        since=_since(shown, _Wrong(claims=named) if named else wrong),
        noticed=first.noticed if first else noticed,
        reported=first.at if first else "",
        corrected=one.at,
        by=one.by.name,
        old=shown[-1].revision.hash,
        new=new,
        statements=len(wrong.claims | named),
        judged=wrong.judged,
        reports=tuple(report.id for report in settled),
    )


def _waiting(paper: Paper, report: Report, shown: Sequence[_Shown]) -> Correction:
    return Correction(
        article=paper.article,
        question=shown[-1].revision.question.text,
        how="not yet corrected",
        wrong=(report.answer.reason,) if report.answer else (),
        since=_since(shown, _Wrong(claims=frozenset({report.claim} if report.claim else ()))),
        noticed=report.noticed,
        reported=report.at,
        old=shown[-1].revision.hash,
        statements=1 if report.claim else 0,
        reports=(report.id,),
    )


def _wrong_claims(old: Revision, new: Revision) -> frozenset[str]:
    """The statements that were changed or taken out."""
    found = diff(old, new)
    return frozenset(one.id for one in (*(before for before, _ in found.changed), *found.gone))


def _wrong_judgements(old: Revision, new: Revision) -> tuple[Rejudged, ...]:
    """The domains of GRADE whose published judgement was changed or taken out.

    Other reasons for the same judgement are none, and a first judgement only adds, but where the rating that
    was published does not stand with it.
    """
    return tuple(one for one in rejudged(old, new) if _was_wrong(one))


def _was_wrong(one: Rejudged) -> bool:
    stood = _judgement(one.old)
    if stood is _judgement(one.new):
        return False
    return stood is not Judgement.NOT_ASSESSED or (bool(one.before) and one.before != one.after)


def _judgement(domain: Domain | None) -> Judgement:
    return domain.judgement if domain else Judgement.NOT_ASSESSED


def _since(shown: Sequence[_Shown], wrong: _Wrong) -> str:
    """When the first of the revisions with one of these statements or judgements was published."""
    holding = [
        one.at
        for one in shown
        if wrong.claims & _ids(one.revision) or any(_holds(one.revision, turned) for turned in wrong.judged)
    ]
    return holding[0] if holding else shown[-1].at


def _holds(revision: Revision, turned: Rejudged) -> bool:
    """Whether a revision rates the outcome as it was rated before, with that judgement of the domain."""
    return any(
        certainty.outcome == turned.outcome
        and certainty.rating.value == turned.before
        and _judgement(next((one for one in certainty.domains if one.name == turned.domain), None))
        is _judgement(turned.old)
        for certainty in revision.certainty
    )


def _ids(revision: Revision) -> frozenset[str]:
    return frozenset(claim.id for claim in revision.claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The corrections of all articles, newest first; the public error rate; what became of reports.

    ``error_rate`` is the share of articles ever published in which an error was found; ``median_days`` is
    from a report to its correction, None where there was none; ``reports`` counts them by outcome.
    """

    corrections: tuple[Correction, ...]
    error_rate: Rate
    median_days: float | None
    reports: Mapping[str, int]


def ledger_of(found: Iterable[Correction], published: int, reports: Iterable[Report]) -> Ledger:
    """Put the ledger together; ``published`` is how many articles were ever published."""
    newest = tuple(sorted(found, key=lambda one: (one.corrected or one.reported, one.article), reverse=True))
    took = [one.days for one in newest if one.days is not None]
    counts = {"received": 0, "open": 0} | {outcome.value: 0 for outcome in ReportOutcome}
    for one in reports:
        counts["received"] += 1
        counts[one.answer.outcome.value if one.answer else "open"] += 1
    return Ledger(
        corrections=newest,
        error_rate=rate(len({one.article for one in newest}), published),
        median_days=float(median(took)) if took else None,
        reports=counts,
    )
