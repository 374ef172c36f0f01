"""A whole life of an article in a workspace, and its trail: exported, verified, tampered with."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from probatum.actions.ask import ask
from probatum.actions.review import decide, policy_of, review
from probatum.actions.show import show
from probatum.actions.starter import ensure_starter
from probatum.actions.trail import export_trail, verify_bundle, verify_workspace
from probatum.cli import main
from probatum.errors import NotEligible, OutOfOrder, PolicyError
from probatum.records.article import Revision, Status
from probatum.records.event import Event
from probatum.records.review import Act, Decision, Person, Recommendation, Role
from probatum.review.policy import Policy
from probatum.workspace import Workspace, open_workspace

AUTHOR = Person(id="ada", name="Ada", roles=(Role.AUTHOR, Role.REVIEWER))
EDITOR = Person(id="eva", name="Eva", roles=(Role.EDITOR,))
REVIEWERS = tuple(Person(id=f"r{number}", name=f"R{number}", roles=(Role.REVIEWER,)) for number in (1, 2))
AT = "2026-01-02T03:04:05Z"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the starter library and one article, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("prepared") / "ws"
    workspace = open_workspace(folder)
    ensure_starter(workspace)
    ask(workspace, "Can inflammatory myositis relapse?", by="ada")
    workspace.close()
    return folder


@pytest.fixture
def ws(prepared: Path, tmp_path: Path) -> Iterator[Workspace]:
    shutil.copytree(prepared, tmp_path / "ws")
    workspace = open_workspace(tmp_path / "ws")
    yield workspace
    workspace.close()


@pytest.fixture
def revision(ws: Workspace) -> Revision:
    (revision,) = ws.store.articles()
    return revision


def made(ws: Workspace, revision: Revision, act: Act, by: Person, **more: object) -> Event:
    decision = Decision(
        act=act,
        article=revision.article,
        revision=revision.hash,
        by=by,
        at=AT,
        policy=policy_of(ws).version,
        reason="it is so",
        **more,  # type: ignore[arg-type]
    )
    return decide(ws, decision)


def live(ws: Workspace, revision: Revision) -> None:
    made(ws, revision, Act.SUBMIT, AUTHOR)
    for one in REVIEWERS:
        made(ws, revision, Act.ASSIGN, EDITOR, to=one)
        made(ws, revision, Act.ACCEPT, one)
        made(ws, revision, Act.DISCLOSE, one)
        made(ws, revision, Act.RECOMMEND, one, recommendation=Recommendation.APPROVE)
    made(ws, revision, Act.APPROVE, EDITOR)
    made(ws, revision, Act.PUBLISH, EDITOR)


def test_an_article_is_reviewed_and_published_and_shown_so(ws: Workspace, revision: Revision) -> None:
    assert show(ws, revision.article).status is Status.UNREVIEWED
    live(ws, revision)
    assert show(ws, revision.article).status is Status.PUBLISHED
    told = review(ws, revision)
    assert (told.reviewed, told.next_review, told.reviewers) == ("2026-01-02", "2027-01-02", ("R1", "R2"))


def test_what_is_refused_leaves_no_trace(ws: Workspace, revision: Revision) -> None:
    made(ws, revision, Act.SUBMIT, AUTHOR)
    before = list(ws.store.events())
    with pytest.raises(NotEligible, match="wrote, submitted or had composed"):
        made(ws, revision, Act.ASSIGN, EDITOR, to=AUTHOR)
    with pytest.raises(OutOfOrder):
        made(ws, revision, Act.PUBLISH, EDITOR)
    assert list(ws.store.events()) == before


def test_an_old_decision_is_judged_by_the_policy_of_its_day(ws: Workspace, revision: Revision) -> None:
    live(ws, revision)
    (ws.path / "policy.toml").write_text("quorum = 9\n", "utf-8")
    assert policy_of(ws) == Policy(quorum=9)
    assert show(ws, revision.article).status is Status.PUBLISHED
    made(ws, revision, Act.SUSPEND, EDITOR)
    assert verify_workspace(ws) == ()
    (ws.path / "policy.toml").write_text("quorom = 9\n", "utf-8")
    with pytest.raises(PolicyError, match="quorom"):
        policy_of(ws)


def test_a_trail_is_sound_until_it_is_touched(ws: Workspace, revision: Revision) -> None:
    live(ws, revision)
    assert verify_workspace(ws) == ()
    raw = export_trail(ws, revision.article)
    assert verify_bundle(raw) == ()
    assert verify_bundle(raw.replace(b"it is so", b"it is SO", 1)) != ()


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE events SET body = replace(body, 'it is so', 'it is SO') WHERE number = "
         "(SELECT max(number) FROM events)", "it was changed, or its hash"),
        ("DELETE FROM events WHERE number = (SELECT max(number) - 1 FROM events)", "changed or taken out"),
        ("UPDATE revisions SET body = CAST(replace(CAST(body AS TEXT), 'extractive', 'invented') AS BLOB)",
         "its content was changed, or its hash"),
        ("UPDATE events SET subject = 'another' WHERE number = (SELECT max(number) FROM events)",
         "(review: publish): it is filed under another subject than its own"),
        ("UPDATE events SET body = 'x' WHERE number = 1", "event 1: it cannot be read"),
        ("UPDATE revisions SET hash = replace(hash, substr(hash, 1, 1), 'x')",
         "its content was changed, or its hash"),
        ("UPDATE revisions SET article = 'another'", "it is filed under another article than its own"),
        ("UPDATE revisions SET body = 'x'", "it cannot be read"),
        ("UPDATE documents SET text = replace(text, 'relapse', 'RELAPSE')", "no longer holds"),
    ],
)  # fmt: skip
def test_a_change_in_the_database_is_named(ws: Workspace, revision: Revision, sql: str, said: str) -> None:
    live(ws, revision)
    with sqlite3.connect(ws.path / "store.sqlite3") as connection:
        connection.execute(sql)
    connection.close()
    found = verify_workspace(ws)
    assert any(said in line for line in found), found


def test_the_keys_are_for_their_owner_alone(ws: Workspace, revision: Revision) -> None:
    made(ws, revision, Act.SUBMIT, AUTHOR)
    (key,) = (ws.path / "keys").iterdir()
    assert (key.stat().st_mode & 0o777, key.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_the_command_exports_and_verifies(
    ws: Workspace, revision: Revision, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    live(ws, revision)
    place, file = ["--workspace", str(ws.path)], str(tmp_path / "trail.json")
    calls = (
        [*place, "trail", "export", revision.article, "-o", file],
        [*place, "trail", "verify"],
        ["trail", "verify", file],
        ["trail", "verify", str(tmp_path / "none.json")],
    )
    assert [_status(call) for call in calls] == [0, 0, 0, 1]
    Path(file).write_bytes(Path(file).read_bytes().replace(b"it is so", b"it is SO", 1))
    assert _status(["trail", "verify", file, "--json"]) == 1
    said = capfd.readouterr()
    assert said.out.startswith("Nothing was changed.\nNothing was changed.\n{")
    assert '"sound": false' in said.out
    assert said.err.endswith(
        "none.json: cannot be read (No such file or directory); name an exported trail\n"
    )


def _status(arguments: list[str]) -> object:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return left.value.code
