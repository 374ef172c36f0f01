"""Notify: tell people by e-mail what waits for them, after it happened and whatever becomes of the mail.

The trail is read for what happened since; messages are kept in the outbox in the same transaction that notes
how far it was read, and sent from there. A decision never waits for this, and nothing that was decided while
the server was away goes untold.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from smtplib import SMTP
from urllib.parse import quote

from probatum.actions.clock import now
from probatum.actions.files import File, file_of, files, trail_of
from probatum.actions.mail import send, server
from probatum.errors import MailFailed, NotHeld, ProbatumError, WorkspaceError
from probatum.language.interface import ENGLISH, N_, Spoken, filled
from probatum.records.account import Account
from probatum.records.article import Status
from probatum.records.event import Event
from probatum.records.message import Message
from probatum.records.report import REPORTED
from probatum.records.review import Act, Decision, Role, is_decision
from probatum.store.outbox import Outbox, Waiting
from probatum.workspace import Workspace

#: How often it is looked (seconds).
EVERY = 5.0
#: A message that was not taken is tried again after so long (seconds), longer each time.
AGAIN = (60, 300, 900, 3_600, 4 * 3_600, 12 * 3_600, 24 * 3_600)
#: One older than this (seconds) is given up.
OLDEST = 5 * 24 * 3_600

_OPEN = N_("Open it at the desk:")
_WHY = N_(
    "You are told because you have a part in this article on that site. Nothing of the article but its\n"
    "title is in this message. Ask an administrator of the site where you want no more of these."
)
_OUT = frozenset({Act.PUBLISH, Act.CORRECT})
_LOG = logging.getLogger("probatum.mail")


def notify(ws: Workspace, stop: threading.Event, *, every: float = EVERY, said: Spoken = ENGLISH) -> None:
    """Tell people until ``stop`` is set, in the language of ``said``. Meant for a thread of its own; returns
    at once where mail is off.
    """
    if ws.read_only or not ws.settings.mail.host:
        return
    day = ""
    while not stop.is_set():
        try:
            at = now()
            with ws.locked("mail.lock"):  # of several processes one sends
                collect(ws, at=at, reviews=at[:10] != day, said=said)
                deliver(ws, at=at)
            day = at[:10]
        except WorkspaceError:  # another process sends, or the store is away: the next time
            pass
        except ProbatumError as problem:
            _LOG.warning("%s", problem)
        stop.wait(every)


def collect(ws: Workspace, *, at: str, reviews: bool = True, said: Spoken = ENGLISH) -> int:
    """Keep a message for everybody who is to be told of what happened since the last time; gives how many.

    With ``reviews`` editors are told which articles are due to be reviewed again.
    """
    outbox = Outbox(ws.store.database)
    outbox.begin()
    kept = 0
    while events := outbox.unread():
        made = list(_of_events(ws, [event for _, event in events], said))
        kept += outbox.keep(made, at=_seconds(at), read=events[-1][0])
    if reviews:
        kept += outbox.keep(_due(ws, at, said), at=_seconds(at))
    return kept


def deliver(ws: Workspace, *, at: str) -> int:
    """Send what waits; gives how many were sent. What cannot be sent is logged and tried again later.

    A message whose server died before it was noted goes out twice, with the same Message-ID.
    """
    outbox = Outbox(ws.store.database)
    waiting = outbox.due(_seconds(at))
    if not waiting:
        return 0
    people = {one.id: one for one in ws.accounts.all()}
    try:
        with server(ws.settings.mail) as connection:
            return sum(_delivered(ws, outbox, connection, one, people, at) for one in waiting)
    except MailFailed as problem:
        _LOG.warning("%s", problem)
        for one in outbox.due(_seconds(at)):
            _later(outbox, one, str(problem), at)
        return 0


def _delivered(
    ws: Workspace,
    outbox: Outbox,
    connection: SMTP,
    one: Waiting,
    people: Mapping[str, Account],
    at: str,
) -> bool:
    to = people.get(one.message.account)
    if to is None or not to.active or "@" not in to.email:
        outbox.give_up(one.message.key, "the account is closed, or has no address")
        return False
    try:
        send(connection, one.message, to, ws.settings.mail)
    except MailFailed as problem:
        _LOG.warning("%s", problem)
        _later(outbox, one, str(problem), at)
        return False
    outbox.sent(one.message.key)
    return True


def _later(outbox: Outbox, one: Waiting, problem: str, at: str) -> None:
    if _seconds(at) - one.made > OLDEST:
        outbox.give_up(one.message.key, problem)
        return
    wait = AGAIN[min(one.tries, len(AGAIN) - 1)]
    outbox.failed(one.message.key, problem, tries=one.tries + 1, due=_seconds(at) + wait)


# --- who is told what -------------------------------------------------------------------------------------


def _of_events(ws: Workspace, events: Iterable[Event], said: Spoken) -> Iterator[Message]:
    relevant = [one for one in events if is_decision(one) or one.kind == REPORTED]
    if not relevant:
        return
    trail = trail_of(ws)
    accounts = ws.accounts.all()
    for event in relevant:
        try:
            file = file_of(ws, event.subject, trail)
        except NotHeld:  # the trail tells of an article that is not held: `trail verify` says so
            continue
        if event.kind == REPORTED:
            yield from _reported(ws, file, event, accounts, said)
        elif any(step.event == event.hash for step in file.taken):
            yield from _decided(ws, file, Decision.told(event), event, said)


def _decided(
    ws: Workspace, file: File, decision: Decision, event: Event, language: Spoken
) -> Iterator[Message]:
    people, words = _audience(file, decision)
    for person in sorted(people - {decision.by.id}):
        yield _message(
            ws,
            file,
            key=f"{event.hash}:{person}",
            account=person,
            subject=words,
            said=filled("{name}: {what}", name=decision.by.name, what=language(words)),
            language=language,
            revision=decision.revision,
        )


def _audience(file: File, decision: Decision) -> tuple[frozenset[str], str]:
    """Who is told of a decision, and in which words; nobody of most."""
    board = file.dossier.played.board
    authors = file.dossier.paper.authors_of(decision.revision) | board.submitters
    if decision.act is Act.ASSIGN and decision.to is not None:
        return frozenset({decision.to.id}), N_("A review for you")
    if decision.act is Act.RETURN:
        return authors, N_("Sent back to you")
    if decision.act is Act.APPROVE:
        return authors, N_("Approved")
    if decision.act in _OUT:
        approved = {one.by.id for one in board.of(decision.revision).approved}
        return authors | approved, N_("Published")
    return frozenset(), ""


def _reported(
    ws: Workspace, file: File, event: Event, accounts: Iterable[Account], language: Spoken
) -> Iterator[Message]:
    report = dict(event.detail).get("report", "")
    for editor in _editors(accounts):
        yield _message(
            ws,
            file,
            key=f"{event.hash}:{editor.id}",
            account=editor.id,
            subject=N_("A reader reports an error"),
            said=N_("A reader reports an error in a published article, or in one that is to be"),
            language=language,
            link=f"reports/{report}",
        )


def _due(ws: Workspace, at: str, language: Spoken) -> Iterator[Message]:
    """One message to each editor for each review that has come due."""
    editors = _editors(ws.accounts.all())
    for file in files(ws, trail_of(ws)) if editors else ():
        for name, one in file.reviews.items():
            if one.status in (Status.PUBLISHED, Status.CORRECTED) and one.next_review <= at[:10]:
                for editor in editors:
                    yield _message(
                        ws,
                        file,
                        key=f"due:{name}:{one.next_review}:{editor.id}",
                        account=editor.id,
                        subject=N_("Due to be reviewed again"),
                        said=one.again or filled(N_("Its review is due since {day}."), day=one.next_review),
                        language=language,
                        revision=name,
                    )


def _editors(accounts: Iterable[Account]) -> tuple[Account, ...]:
    return tuple(one for one in accounts if one.active and Role.EDITOR in one.roles)


def _message(
    ws: Workspace,
    file: File,
    *,
    key: str,
    account: str,
    subject: str,
    said: str,
    language: Spoken,
    revision: str = "",
    link: str = "",
) -> Message:
    """A message: what happened, the title of the article and where to open it; nothing else of it."""
    site = ws.settings.mail.site.rstrip("/")
    article = file.dossier.paper.article
    title = file.newest.question.text
    where = link or f"{quote(article)}{f'?revision={revision}' if revision else ''}"
    lines = (language(said), f"  {title}", f"{language(_OPEN)}\n{site}/desk/{where}", language(_WHY))
    body = "\n\n".join(lines) + "\n"
    return Message(key=key, account=account, subject=f"{language(subject)}: {title}", body=body)


def _seconds(at: str) -> int:
    return int(datetime.fromisoformat(at).timestamp())
