"""Report: anybody says that something in an article is wrong, and can follow what comes of it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace

from probatum.actions.review import BOARD
from probatum.errors import NotHeld, ReasonMissing
from probatum.language.interface import filled
from probatum.records.article import Revision
from probatum.records.event import Event
from probatum.records.report import (
    ANSWERED,
    ERASED,
    REPORTED,
    Noticed,
    Report,
    ReportAnswer,
    ReportWords,
    report_id,
)
from probatum.records.review import Person, Role
from probatum.store.reports import KeptReport, ReportFiles
from probatum.workspace import Workspace

#: Of what is wrong, and of what would be right, no more characters than these are taken.
LONGEST_REPORT = 4_000

#: Of a source, and of a contact.
LONGEST_LINE = 500

#: Where a workspace keeps the words of reports.
REPORTS = "reports"

#: Who reports without an account.
READER = "reader"

_BOARD = frozenset({Role.AUTHOR, Role.REVIEWER, Role.EDITOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A report as filed, and the secret with which its reporter follows it: it is told this once."""

    report: Report
    secret: str


def report(
    ws: Workspace,
    article: str,
    words: ReportWords,
    *,
    at: str,
    by: Person | None = None,
    claim: str = "",
    revision: str | None = None,
    contact: str = "",
    noticed: Noticed | None = None,
) -> Filed:
    """File a report on a revision of ``article`` (without one: the newest), or on one of its statements.

    ``by`` is who is signed in, if anybody. ``noticed`` is worked out from that where it is not said: who
    writes, reviews or edits counts as reviewer. The trail holds a commitment to the words, never the words or
    the contact. Raises ``NotHeld`` and ``ReasonMissing``.
    """
    said = _checked(words)
    _short(contact, LONGEST_LINE, "the contact")
    held = ws.store.revision(article, revision)
    _statement(held, claim)
    secret, salt = secrets.token_urlsafe(24), secrets.token_hex(16)
    filed = Report(
        id=report_id(secret),
        article=held.article,
        revision=held.hash,
        claim=claim,
        by=by.id if by else READER,
        noticed=noticed or _noticed(by),
        at=at,
        commitment=said.commitment(salt),
        words=said,
    )
    # The words first: an event whose words never came would look like one whose words were erased.
    files_of(ws).keep(filed.id, KeptReport(words=said, salt=salt, contact=" ".join(contact.split())))
    ws.store.append((filed.event(),))
    return Filed(report=filed, secret=secret)


def _checked(words: ReportWords) -> ReportWords:
    said = ReportWords(
        wrong=words.wrong.strip(), right=words.right.strip(), source=" ".join(words.source.split())
    )
    if not said.wrong:
        raise ReasonMissing("the report does not say what is wrong; say it in a sentence")
    _short(said.wrong, LONGEST_REPORT, "what is wrong")
    _short(said.right, LONGEST_REPORT, "what would be right")
    _short(said.source, LONGEST_LINE, "the source")
    return said


def _short(text: str, most: int, name: str) -> None:
    if len(text) > most:
        raise ReasonMissing(
            filled(
                "{name} has {number} characters; say it in at most {most}",
                name=name,
                number=format(len(text), ","),
                most=format(most, ","),
            )
        )


def _statement(revision: Revision, claim: str) -> None:
    if claim and all(one.id != claim for one in revision.claims):
        raise NotHeld(
            filled(
                "that revision of {article} has no statement {claim}; report on the article as a whole",
                article=revision.article,
                claim=claim,
            )
        )


def _noticed(by: Person | None) -> Noticed:
    own = by is not None and not _BOARD.isdisjoint(by.roles)
    return Noticed.REVIEWER if own else Noticed.READER


def files_of(ws: Workspace) -> ReportFiles:
    """Where the words of reports are kept."""
    return ReportFiles(ws.path / REPORTS)


def reports(ws: Workspace, article: str | None = None) -> tuple[Report, ...]:
    """Every report, of one article where it is named, oldest first, each with its words and its answer."""
    files = files_of(ws)
    return tuple(_with_words(one, files.read(one.id)) for one in told(ws.store.events(article)))


def told(events: Iterable[Event]) -> tuple[Report, ...]:
    """The reports of which a trail tells, without their words, oldest first.

    Only the first answer of a report counts, and only one of the same article; what tells no report is
    passed over.
    """
    found: dict[str, Report] = {}
    for event in events:
        try:
            if event.kind == REPORTED:
                one = Report.told(event)
                found.setdefault(one.id, one)
            elif event.kind == ANSWERED:
                _answer(found, event)
        except ValueError:
            continue
    return tuple(found.values())


def _answer(found: dict[str, Report], event: Event) -> None:
    one = found.get(dict(event.detail).get("report", ""))
    if one is not None and one.open and one.article == event.subject:
        found[one.id] = replace(one, answer=ReportAnswer.told(event))


def _with_words(one: Report, kept: KeptReport | None) -> Report:
    whole = kept is not None and kept.words.commitment(kept.salt) == one.commitment
    return replace(one, words=kept.words if kept and whole else None)


def open_reports(ws: Workspace) -> tuple[Report, ...]:
    """The queue for editors: every report that nobody has answered, oldest first."""
    return tuple(one for one in reports(ws) if one.open)


def report_of(ws: Workspace, report: str) -> Report:
    """One report by its id. Raises ``NotHeld``."""
    for one in reports(ws):
        if one.id == report:
            return one
    raise NotHeld(filled("no report {report} is held; open the queue of reports", report=repr(report)))


def contact_of(ws: Workspace, report: str) -> str:
    """Where the reporter wants to be told: for editors only. Empty where nothing is kept."""
    kept = files_of(ws).read(report)
    return kept.contact if kept else ""


def follow(ws: Workspace, secret: str) -> Report:
    """The report whose secret this is. Raises ``NotHeld``."""
    wanted = report_id(secret)
    for one in reports(ws):
        if one.id == wanted:
            return one
    raise NotHeld("no report is held under this link; check that it was copied whole")


def erase_contact(ws: Workspace, report: str) -> None:
    """Erase the contact of a report; its words stay, unless they are erased."""
    with ws.locked(BOARD):  # what an editor erases meanwhile is not to be written back
        kept = files_of(ws).read(report)
        if kept is not None and kept.contact:
            files_of(ws).keep(report, replace(kept, contact=""))


def erase_words(ws: Workspace, report: str, *, reason: str, by: Person, at: str) -> Event:
    """Erase the words and the contact of a report, for a reason that the trail tells; the report stays.

    Raises ``NotHeld`` and ``ReasonMissing``.
    """
    said = " ".join(reason.split())
    if not said:
        raise ReasonMissing("a report is erased with a reason; say it without repeating what is erased")
    _short(said, LONGEST_LINE, "the reason")
    one = report_of(ws, report)
    detail = (("report", one.id), ("reason", said))
    event = Event(kind=ERASED, subject=one.article, by=by.id, at=at, detail=detail)
    with ws.locked(BOARD):  # who erases the contact writes the file anew, with the words in it
        files_of(ws).erase(one.id)
        ws.store.append((event,))
    return event
