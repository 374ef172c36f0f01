"""Mail about what happened, through a real SMTP server on this machine: once each, and nothing lost."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from probatum.actions.accept import accept
from probatum.actions.approve import approve
from probatum.actions.assign import assign
from probatum.actions.disclose import disclose
from probatum.actions.mail import written
from probatum.actions.notify import AGAIN, OLDEST, collect, deliver, notify
from probatum.actions.publish import publish
from probatum.actions.recommend import recommend
from probatum.actions.report import report
from probatum.actions.return_ import return_
from probatum.actions.submit import submit
from probatum.language.interface import Spoken
from probatum.records.account import Account
from probatum.records.event import Event
from probatum.records.message import Message
from probatum.records.report import ReportWords
from probatum.records.review import Recommendation, Role
from probatum.settings import Dense, Mail, Settings
from probatum.store.outbox import GIVEN_UP, SENT, WAITING, Outbox
from probatum.store.store import Reading
from probatum.workspace import Workspace, open_workspace
from tests.render.myositis import ABSTRACT, COHORT, NOTE, NOTED, revision

AT, LATER = "2026-01-02T03:04:05Z", "2026-01-02T04:04:05Z"
ARTICLE = revision().article
PEOPLE = {
    one.id: one
    for one in (
        Account(id="ada", name="Ada", email="ada@example.org", roles=(Role.AUTHOR,)),
        Account(id="eva", name="Eva", email="eva@example.org", roles=(Role.EDITOR,)),
        Account(id="rita", name="Rita, M. D.", email="rita@example.org", roles=(Role.REVIEWER,)),
        Account(id="ron", name="Ron", email="ron@example.org", roles=(Role.REVIEWER,)),
    )
}


class Sink:
    """Takes every message, until it is told to refuse."""

    def __init__(self) -> None:
        self.held: list[tuple[str, str, str]] = []
        self.ids: list[str] = []
        self.refusing = False

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep a message: to whom, its subject, its text."""
        if self.refusing:
            return "451 come back later"
        assert isinstance(envelope.content, bytes)
        whole = message_from_bytes(envelope.content, policy=default)
        text = whole.get_body(("plain",))
        assert text is not None
        self.held.append((envelope.rcpt_tos[0], str(whole["Subject"]), text.get_content()))
        self.ids.append(str(whole["Message-ID"]))
        return "250 taken"


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@contextmanager
def listening(sink: Sink, **more: Any) -> Iterator[int]:
    """An SMTP server on a free port of this machine."""
    port = free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port, **more)
    controller.start()
    yield port
    controller.stop()


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[Sink, int]]:
    """A server for every test, and its port."""
    sink = Sink()
    with listening(sink) as port:
        yield sink, port


@pytest.fixture
def sink(running: Any) -> Sink:
    """The same, empty."""
    taken: Sink = running[0]
    taken.held.clear()
    taken.ids.clear()
    taken.refusing = False
    return taken


def settings_for(port: int) -> Settings:
    mail = Mail(
        host="127.0.0.1", port=port, tls="none", sender="Desk <desk@example.org>", site="https://x.org/"
    )
    return Settings(dense=Dense(enabled=False), mail=mail)


@contextmanager
def house(path: Path, chosen: Settings) -> Iterator[Workspace]:
    """A house with one article and four people."""
    made = open_workspace(path, settings=chosen, starter=False)
    made.store.keep(
        [
            Reading(source=COHORT, document=ABSTRACT, reader="pubmed", origin="a.xml", place="record 1"),
            Reading(source=NOTED, document=NOTE, reader="note", origin="a.jsonl", place="line 1"),
        ]
    )
    made.store.put(revision(), Event(kind="drafted", subject=revision().hash, by="ada", at=AT))
    for one in PEOPLE.values():
        made.accounts.add(one)
    yield made
    made.close()


@pytest.fixture
def ws(tmp_path: Path, running: tuple[Sink, int]) -> Iterator[Workspace]:
    """A house whose mail is on."""
    with house(tmp_path / "ws", settings_for(running[1])) as made:
        Outbox(made.store.database).begin()
        yield made


def assigned(ws: Workspace) -> None:
    submit(ws, ARTICLE, by=PEOPLE["ada"], at=AT)
    for name in ("rita", "ron"):
        assign(ws, ARTICLE, PEOPLE[name], by=PEOPLE["eva"], at=AT)


def published(ws: Workspace) -> None:
    assigned(ws)
    for name in ("rita", "ron"):
        accept(ws, ARTICLE, by=PEOPLE[name], at=AT)
        disclose(ws, ARTICLE, [], by=PEOPLE[name], at=AT)
        recommend(ws, ARTICLE, Recommendation.APPROVE, by=PEOPLE[name], at=AT)
    approve(ws, ARTICLE, by=PEOPLE["eva"], at=AT)
    publish(ws, ARTICLE, by=PEOPLE["eva"], at=AT)


def told(sink: Sink) -> list[tuple[str, str]]:
    """Who was told what, without the title of the article."""
    title = revision().question.text
    return sorted((to, subject.removesuffix(f": {title}")) for to, subject, _ in sink.held)


def test_whoever_is_assigned_is_told_with_title_and_link_and_nothing_else(ws: Workspace, sink: Sink) -> None:
    assigned(ws)
    assert (collect(ws, at=AT), deliver(ws, at=AT)) == (2, 2)
    assert told(sink) == [("rita@example.org", "A review for you"), ("ron@example.org", "A review for you")]
    text = sink.held[0][2]
    assert f"https://x.org/desk/{ARTICLE}?revision={revision().hash}" in text
    assert revision().question.text in text
    assert [one.text for one in revision().claims if one.text in text] == []


def test_mail_speaks_the_language_of_the_site(ws: Workspace, sink: Sink) -> None:
    published(ws)
    report(ws, ARTICLE, ReportWords(wrong="A secret of a patient."), at=AT)
    collect(ws, at="2030-01-02T03:04:05Z", said=Spoken(lambda message: f"[{message}]"))
    deliver(ws, at="2030-01-02T03:04:05Z")
    title = revision().question.text
    for _, subject, text in sink.held:
        assert subject.startswith("["), subject
        assert subject.endswith(f"]: {title}"), subject
        plain = text.replace(title, "").replace("\n", " ")
        outside = re.sub(r"\[[^\]]*\]|https://\S+|\b(?:Ada|Eva|Rita, M. D.|Ron)\b", "", plain)
        assert re.findall(r"[A-Za-z]+", outside) == [], outside


def test_nobody_is_told_the_same_thing_twice(ws: Workspace, sink: Sink) -> None:
    assigned(ws)
    for _ in range(3):
        collect(ws, at=AT)
        deliver(ws, at=LATER)
    assert len(sink.held) == 2
    assert len(set(sink.ids)) == 2
    assert Outbox(ws.store.database).states() == {SENT: 2}


def test_each_is_told_of_their_part_and_nobody_of_what_they_did(ws: Workspace, sink: Sink) -> None:
    published(ws)
    report(ws, ARTICLE, ReportWords(wrong="A secret of a patient."), at=AT)
    collect(ws, at=AT)
    deliver(ws, at=AT)
    assert told(sink) == [
        ("ada@example.org", "Approved"),
        ("ada@example.org", "Published"),
        ("eva@example.org", "A reader reports an error"),
        ("rita@example.org", "A review for you"),
        ("rita@example.org", "Published"),
        ("ron@example.org", "A review for you"),
        ("ron@example.org", "Published"),
    ]
    assert [text for _, _, text in sink.held if "secret" in text] == []


def test_the_author_is_told_that_it_was_sent_back(ws: Workspace, sink: Sink) -> None:
    assigned(ws)
    return_(ws, ARTICLE, reason="Say the dose.", by=PEOPLE["eva"], at=AT)
    collect(ws, at=AT)
    deliver(ws, at=AT)
    assert ("ada@example.org", "Sent back to you") in told(sink)
    assert [text for _, _, text in sink.held if "Say the dose" in text] == []


def test_editors_are_told_once_that_a_review_is_due(ws: Workspace, sink: Sink) -> None:
    published(ws)
    collect(ws, at=AT)
    deliver(ws, at=AT)
    sink.held.clear()
    for day in ("2027-01-01", "2027-01-02", "2027-01-03"):
        collect(ws, at=f"{day}T00:00:00Z")
        deliver(ws, at=f"{day}T00:00:00Z")
    assert told(sink) == [("eva@example.org", "Due to be reviewed again")]


def test_what_is_not_taken_waits_and_is_sent_later(ws: Workspace, sink: Sink) -> None:
    sink.refusing = True
    assigned(ws)
    collect(ws, at=AT)
    assert deliver(ws, at=AT) == 0
    assert deliver(ws, at=AT) == 0  # it is not due again yet
    assert Outbox(ws.store.database).states() == {WAITING: 2}
    sink.refusing = False
    assert deliver(ws, at=LATER) == 2


def test_a_server_that_is_away_fails_nothing(tmp_path: Path) -> None:
    with house(tmp_path / "away", settings_for(free_port())) as made:
        outbox = Outbox(made.store.database)
        outbox.keep([Message(key="k", account="rita", subject="s", body="b")], at=0)
        assert deliver(made, at="1970-01-01T00:00:00Z") == 0
        assert outbox.states() == {WAITING: 1}
        assert deliver(made, at="1970-02-01T00:00:00Z") == 0
        assert outbox.states() == {GIVEN_UP: 1}
    assert sum(AGAIN[:5]) < OLDEST


def test_what_happened_before_mail_was_on_is_no_news(tmp_path: Path, running: tuple[Sink, int]) -> None:
    with house(tmp_path / "old", settings_for(running[1])) as made:
        assigned(made)
        assert collect(made, at=AT) == 0


def test_a_closed_account_is_told_nothing(ws: Workspace, sink: Sink) -> None:
    outbox = Outbox(ws.store.database)
    ws.accounts.change(Account(id="rita", name="Rita", email="rita@example.org", active=False), {"active"})
    outbox.keep([Message(key="k", account="rita", subject="s", body="b")], at=0)
    deliver(ws, at=AT)
    assert (sink.held, outbox.states()) == ([], {GIVEN_UP: 1})


def test_it_works_in_the_background_and_ends_when_told(ws: Workspace, sink: Sink) -> None:
    stop = threading.Event()
    work = threading.Thread(target=notify, args=(ws, stop), kwargs={"every": 0.05})
    work.start()
    assigned(ws)
    for _ in range(200):
        if len(sink.held) == 2:
            break
        stop.wait(0.05)
    stop.set()
    work.join(timeout=20)
    assert len(sink.held) == 2


def test_without_a_server_nothing_is_kept_or_sent(tmp_path: Path) -> None:
    with house(tmp_path / "off", Settings(dense=Dense(enabled=False))) as made:
        assigned(made)
        notify(made, threading.Event())
        assert Outbox(made.store.database).states() == {}


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_it_signs_in_where_a_user_is_named(ws: Workspace) -> None:
    tried: list[tuple[bytes, bytes]] = []

    def known(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        tried.append((data.login, data.password))
        return AuthResult(success=True)

    sink = Sink()
    Outbox(ws.store.database).keep([Message(key="k", account="rita", subject="s", body="b")], at=0)
    with listening(sink, authenticator=known, auth_required=True, auth_require_tls=False) as port:
        mail = Mail(host="127.0.0.1", port=port, tls="none", user="desk", password=SecretStr("a secret"))
        chosen = ws.settings.model_copy(update={"mail": mail})
        assert deliver(replace(ws, settings=chosen), at=AT) == 1
    assert tried == [(b"desk", b"a secret")]


@settings(max_examples=50)
@given(st.text(max_size=80), st.text(max_size=200))
def test_no_title_can_add_a_header(subject: str, body: str) -> None:
    message = Message(key="a:b", account="rita", subject=f"A review for you: {subject}", body=body)
    try:
        whole = written(message, PEOPLE["rita"], settings_for(25).mail)
    except ValueError:  # what no header can hold is told by the sender, and sent to nobody
        return
    names = sorted(name.lower() for name in whole)
    assert [name for name in names if not name.startswith(("content-", "mime-"))] == [
        "auto-submitted",
        "from",
        "message-id",
        "subject",
        "to",
    ]
