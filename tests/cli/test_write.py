"""``probatum write``: a summary from the command line, in the name of a token."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from probatum.actions.clock import now
from probatum.actions.people.tokens import make_token
from probatum.cli import main
from probatum.records.account import Scope
from tests.actions.invented import ADA, FIRST_LINE, TITLE, library


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library, and the token of an author in the environment."""
    ws = library(tmp_path)
    ws.accounts.add(ADA)
    made = make_token(ws, ADA, name="test", scopes=tuple(Scope), days=1, by=ADA.id, at=now())
    ws.close()
    monkeypatch.setenv("PROBATUM_TOKEN", made.secret)
    monkeypatch.setenv("PROBATUM_DENSE_ENABLED", "false")
    return tmp_path / "ws"


def ran(place: Path, *arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["write", *arguments, "--workspace", str(place)])
    return int(str(left.value.code))


def test_a_summary_is_proposed_begun_added_to_and_taken_from(
    place: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert ran(place, "propose", TITLE, "--json") == 0
    proposals = orjson.loads(capfdbinary.readouterr().out)["proposals"]
    first = proposals[0]
    assert (first["text"], first["strength"], first["certainty"]) == (
        FIRST_LINE,
        "Strong recommendation",
        "low certainty evidence",
    )
    assert ran(place, "summary", TITLE, "--title", "From a shell", "--json") == 0
    begun = orjson.loads(capfdbinary.readouterr().out)
    assert (begun["kind"], begun["title"]) == ("practice summary", "From a shell")
    add = ("add", begun["article"], first["text"], "--passage", first["passage"], "--quote", first["text"])
    assert ran(place, *add, "--section", "Care", "--json") == 0
    made = orjson.loads(capfdbinary.readouterr().out)
    (section,) = made["sections"]
    assert (section["heading"], [claim["verdict"] for claim in section["claims"]]) == ("Care", ["supported"])
    assert ran(place, *add, "--base", begun["revision"]["hash"]) == 1
    assert b"was changed meanwhile" in capfdbinary.readouterr().err
    assert ran(place, "drop", begun["article"], section["claims"][0]["id"]) == 0
    printed = b" ".join(capfdbinary.readouterr().out.split())
    assert b"This is a summary, written here, and not the guideline." in printed


def test_what_is_wrong_is_one_line_with_what_to_do(
    place: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ran(place, "overview", "--title", "An overview") == 0
    assert ran(place, "overview", "--title", "An overview") == 1
    assert "choose another title" in capfd.readouterr().err
    assert ran(place, "add", "x", "y", "--passage", "p", "--quote", "a", "--quote", "b") == 2
    assert "give one quote for each" in capfd.readouterr().err
    monkeypatch.delenv("PROBATUM_TOKEN")
    assert ran(place, "overview", "--title", "Nobody's") == 1
    assert "nobody is named" in capfd.readouterr().err
    assert ran(place, "propose", TITLE) == 0
    assert "strength Strong recommendation" in capfd.readouterr().out
