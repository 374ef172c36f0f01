"""Showing an article: which revision, since when, by whom, what is newer, and who approved what before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from probatum.actions.ask import ask
from probatum.actions.edit import edit
from probatum.actions.publish import publish
from probatum.actions.show import show
from probatum.records.article import Status
from probatum.records.edit import Drop
from probatum.records.source import Identifiers
from probatum.render.contract import Reviewed
from probatum.store.store import Reading
from probatum.workspace import Workspace
from tests.actions.boarding import ADA, AT, EVA, approved
from tests.actions.publishing import NAME, QUESTION, opened
from tests.render.myositis import ABSTRACT, COHORT


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with opened(tmp_path / "ws") as workspace:
        ask(workspace, QUESTION, by="ada")
        yield workspace


def test_what_nobody_decided_on_is_shown_as_unreviewed(ws: Workspace) -> None:
    shown = show(ws, NAME, at=AT)
    assert (shown.status, shown.reviewed, shown.latest) == (
        Status.UNREVIEWED,
        Reviewed(),
        shown.revision.hash,
    )


def test_the_published_revision_is_shown_and_the_way_to_what_is_newer(ws: Workspace) -> None:
    approved(ws, NAME)
    publish(ws, NAME, by=EVA, at=AT)
    out = ws.store.revision(NAME)
    newer = edit(ws, NAME, (Drop(claim=out.claims[-1].id),), base=out.hash, by=ADA, at=AT)
    shown = show(ws, NAME, at=AT)
    assert (shown.revision, shown.latest, shown.drafts) == (out, out.hash, (newer.hash,))
    assert shown.reviewed == Reviewed(
        at="2026-02-03", again_at="2027-02-03", by=("Rita", "Ron"), drafts=(newer.hash,)
    )
    draft = show(ws, NAME, newer.hash, at=AT)
    assert (draft.status, draft.reviewed.by) == (Status.UNREVIEWED, ())
    assert dict(draft.signed_off) == {one.id: ("Rita", "Ron") for one in newer.claims}


def test_it_is_overdue_from_the_day_after(ws: Workspace) -> None:
    approved(ws, NAME)
    publish(ws, NAME, by=EVA, at=AT)
    on, after = (show(ws, NAME, at=f"2027-02-0{day}T00:00:00Z").reviewed.overdue for day in (3, 4))
    assert (on, after) == (False, True)


def test_who_asks_again_gets_what_the_board_has_in_hand_and_news_are_kept_beside_it(ws: Workspace) -> None:
    approved(ws, NAME)
    held = ws.store.revision(NAME)
    assert ask(ws, QUESTION, by="web") == held
    assert ws.store.revision(NAME) == held
    _another_work(ws)
    assert ask(ws, QUESTION, by="web") == held
    (draft,) = show(ws, NAME, at=AT).drafts
    assert ws.store.revision(NAME).hash == draft
    assert ask(ws, QUESTION, by="web") == held
    assert show(ws, NAME, at=AT).drafts == (draft,)
    assert show(ws, NAME, at=AT).status is Status.APPROVED


def test_what_people_edited_is_not_lost_under_what_is_composed_anew(ws: Workspace) -> None:
    made = ws.store.revision(NAME)
    edited = edit(ws, NAME, (Drop(claim=made.claims[-1].id),), base=made.hash, by=ADA, at=AT)
    _another_work(ws)
    assert ask(ws, QUESTION, by="web") == edited
    assert ws.store.revision(NAME) == edited


def _another_work(ws: Workspace) -> None:
    text = "Relapse occurred in 30 of 90 patients (33%) with inflammatory myositis."
    other = replace(COHORT, id="pmid:22222222", identifiers=Identifiers(pmid="22222222"), title="Another")
    document = replace(ABSTRACT, text=text)
    ws.store.keep(
        [Reading(source=other, document=document, reader="pubmed", origin="b.xml", place="record 1")]
    )
    ws.catch_up()
