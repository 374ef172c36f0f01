"""The ledger and the published articles on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from probatum.cli import main
from tests.actions.publishing import (
    NAME,
    changed,
    corrected,
    day,
    first,
    graded,
    kept,
    opened,
    published,
    regraded,
)
from tests.render.myositis import revision


def said(capfd: pytest.CaptureFixture[str], *call: str) -> str:
    with pytest.raises(SystemExit) as left:
        main(call)
    assert left.value.code == 0
    return capfd.readouterr().out


def test_corrections_and_published_articles_are_listed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    place = ("--workspace", str(tmp_path / "ws"))
    with opened(tmp_path / "ws") as ws:
        made = published(ws, kept(ws, first()), day(1))
        kept(ws, revision())
        capfd.readouterr()
    assert said(capfd, "corrections", *place) == (
        "An error was found in 0.0% (0 of 1 published articles; 95% interval 0.0% to 79.3%).\n"
    )
    listed = json.loads(said(capfd, "list", "--status", "published", "--json", *place))["articles"]
    assert [(one["article"], one["status"]) for one in listed] == [(NAME, "published")]
    assert len(json.loads(said(capfd, "list", "--json", *place))["articles"]) == 2
    with opened(tmp_path / "ws") as ws:
        corrected(ws, kept(ws, changed(made)), day(9), "It was [red]wrong[/red].")
        capfd.readouterr()
    told = said(capfd, "corrections", *place)
    assert f"2026-01-10  corrected  {NAME}\n  It was [red]wrong[/red].\n  since 2026-01-02" in told
    form = json.loads(said(capfd, "corrections", "--json", *place))
    assert (form["error_rate"]["numerator"], form["corrections"][0]["noticed"]) == (1, "reviewer")
    assert "Corrected" in said(capfd, "list", *place)


def test_a_judgement_that_was_corrected_is_told_from_what_to_what(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    place = ("--workspace", str(tmp_path / "ws"))
    with opened(tmp_path / "ws") as ws:
        made = published(ws, kept(ws, graded(first())), day(1))
        corrected(ws, kept(ws, regraded(made)), day(9), "One centre counts less.")
        capfd.readouterr()
    assert (
        "  One centre counts less.\n  the imprecision of relapse: serious concern → very serious concern\n"
    ) in said(capfd, "corrections", *place)
    (one,) = json.loads(said(capfd, "corrections", "--json", *place))["corrections"]
    (turned,) = one["judged"]
    assert (turned["domain"], turned["old"]["judgement"], turned["new"]["judgement"]) == (
        "imprecision",
        "serious concern",
        "very serious concern",
    )
