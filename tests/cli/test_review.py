"""``probatum review``: the verbs of the board on the command line, in the name of a token."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from probatum.actions.ask import ask
from probatum.actions.clock import now
from probatum.actions.people.tokens import make_token
from probatum.cli import main
from probatum.records.account import Account, Scope
from probatum.records.review import Role
from probatum.workspace import Workspace
from tests.actions.boarding import account
from tests.actions.publishing import NAME, QUESTION, opened

FEWER = "Immunosuppressants were associated with fewer relapses (HR 0.50, 95% CI 0.29-0.86, P = 0.013)."

Run = Callable[..., tuple[object, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs ``probatum review`` in somebody's name (empty: nobody's): exit status, stdout, stderr."""
    tokens: dict[str, str] = {"": ""}
    with opened(tmp_path / "ws") as ws:
        for one in (
            account("ada", Role.AUTHOR),
            account("eva", Role.EDITOR),
            account("rita", Role.REVIEWER),
            account("ron", Role.REVIEWER),
        ):
            tokens[one.id] = _token(ws, one)
        ask(ws, QUESTION, by="ada")

    def review(who: str, *arguments: str) -> tuple[object, str, str]:
        monkeypatch.setenv("PROBATUM_TOKEN", tokens[who])
        with pytest.raises(SystemExit) as left:
            main(["--workspace", str(tmp_path / "ws"), "review", *arguments])
        said = capfd.readouterr()
        return left.value.code, said.out, said.err

    return review


def _token(ws: Workspace, one: Account) -> str:
    ws.accounts.add(one)
    made = make_token(ws, one, name="test", scopes=tuple(Scope), days=365, by=one.id, at=now())
    return made.secret


def test_an_article_goes_through_the_board_from_the_command_line(run: Run) -> None:
    assert run("", "submit", NAME)[0] == 1
    assert run("ada", "submit", NAME)[:1] == (0,)
    assert "Assign reviewers" in run("eva", "queue", "--mine")[1]
    code, _, err = run("eva", "assign", NAME, "ada@example.org")
    assert (code, "no role of reviewer" in err) == (1, True)
    for who in ("rita", "ron"):
        assert run("eva", "assign", NAME, f"{who}@example.org")[0] == 0
        assert run(who, "accept", NAME)[0] == 0
        assert run(who, "disclose", NAME, "--none")[0] == 0
        assert run(who, "recommend", NAME, "approve")[0] == 0
    code, out, _ = run("rita", "comment", NAME, "In whom?", "--json")
    said = orjson.loads(out)
    assert (code, said["schema"], said["act"], said["status"]) == (
        0, "probatum/decision@1", "comment", "under review",
    )  # fmt: skip
    assert run("ada", "answer", NAME, said["event"][:10], "In adults.")[0] == 0
    shown = run("eva", "show", NAME)[1]
    assert "Rita: In whom?\n    Ada: In adults.\n" in shown
    assert "Rita: approve\nRon: approve\n" in shown
    assert run("eva", "approve", NAME)[0] == 0
    code, _, err = run("eva", "approve", NAME)
    assert (code, "approve is not open to a revision that is approved" in err) == (1, True)
    code, out, _ = run("eva", "publish", NAME)
    assert (code, out.startswith(f"publish: revision {said['revision'][:12]} is published (")) == (0, True)
    assert run("eva", "suspend", NAME, "--reason", "In doubt.", "--source", "pmid:11111111")[0] == 0
    assert run("eva", "resume", NAME, "--reason", "It stands.")[0] == 0
    assert run("eva", "again", NAME, "--reason", "A year has passed.")[0] == 0
    assert run("eva", "return", NAME, "--reason", "Shorter.")[0] == 0
    code, out, _ = run("", "history", NAME)
    assert (code, out.splitlines()[0]) == (0, QUESTION)
    assert "return by Eva: Shorter." in out
    assert "suspend by Eva: In doubt. (" in out


def test_an_edit_is_judged_and_of_two_the_second_is_refused(run: Run) -> None:
    (made,) = orjson.loads(run("", "history", NAME, "--json")[1])["revisions"]
    base = made["revision"]
    code, _, err = run("ada", "edit", NAME, "--revision", base, "--drop", "0000")
    assert (code, "has no statement 0000" in err) == (1, True)
    assert run("ada", "edit", NAME, "--revision", base)[0] == 2
    code, out, _ = run(
        "ada", "edit", NAME, "--revision", base, "--section", "1", "--heading", "Timing", "--json"
    )
    told = orjson.loads(out)
    assert (code, told["sections"][1]["heading"], told["revision"]["parent"]) == (0, "Timing", base)
    claim, newest = told["lead"][1]["id"], told["revision"]["hash"]
    wrong = FEWER.replace("fewer", "more")
    code, _, err = run("ada", "edit", NAME, "--revision", newest, "--reword", claim, "--text", wrong)
    assert (code, "is not supported by what it cites (contradicted)" in err) == (1, True)
    code, _, err = run("eva", "edit", NAME, "--revision", base, "--drop", claim)
    assert (code, f"was changed meanwhile, to revision {newest[:12]}" in err) == (1, True)
    assert run("eva", "edit", NAME, "--revision", newest, "--reword", claim, "--text", FEWER)[0] == 0


def test_interests_are_disclosed_whole(run: Run) -> None:
    run("ada", "submit", NAME)
    assert run("rita", "disclose", NAME)[0] == 2
    assert run("rita", "disclose", NAME, "--none", "--interest", "honoraria")[0] == 2
    whole = ("--interest", "honoraria", "--with", "A firm", "--since", "2024", "--on", "myositis, asthma")
    assert run("rita", "disclose", NAME, *whole)[0] == 0
    code, _, err = run("eva", "assign", NAME, "rita@example.org")
    assert (code, "disclosed honoraria (A firm)" in err) == (1, True)


def test_a_domain_of_grade_is_judged_and_the_rating_follows(run: Run) -> None:
    base = orjson.loads(run("eva", "show", NAME, "--json")[1])["revision"]
    one = ("judge", NAME, "--revision", base, "--outcome", "relapse", "--domain", "risk of bias")
    assert run("ada", *one, "--judgement", "high", "--reason", "So.")[0] == 2
    assert run("ada", *one, "--judgement", "no concern seen")[0] == 2
    assert run("rita", *one, "--judgement", "no concern seen", "--reason", "Read.")[0] == 1
    two = ("--domain", "imprecision", "--judgement", "no concern seen", "--reason", "It is enough.")
    code, out, _ = run("ada", *one, "--judgement", "no concern seen", "--reason", "Read.", *two, "--json")
    (rated,) = orjson.loads(out)["certainty"]
    assert (code, rated["rating"], rated["computed"]["rating"]) == (0, "high", "moderate")
    newest = orjson.loads(out)["revision"]["hash"]
    back = ("judge", NAME, "--revision", newest, "--outcome", "relapse", "--domain", "imprecision")
    code, out, _ = run("ada", *back, "--judgement", "computed", "--reason", "It was not.")
    assert code == 0
    assert "judged for the board by Ada" in " ".join(out.split())
