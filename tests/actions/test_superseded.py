"""A new version of a guideline puts the summaries of it back to review, and decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from probatum.actions.newer import newer_versions, standings_of
from probatum.actions.published import Catalogue
from probatum.actions.queue import queue
from probatum.actions.review_again import review_again
from probatum.actions.show import show
from probatum.records.article import Status
from probatum.records.source import Design, Identifiers, Link, LinkKind, Source, Standing
from probatum.render.contract import article_document
from probatum.render.status import caution
from probatum.review.waiting import Task
from probatum.store.store import Reading
from probatum.workspace import Workspace
from tests.actions.invented import (
    EVA,
    ISSUER,
    LATER,
    TITLE,
    bring,
    guideline,
    library,
    overview,
    published,
    summary,
)

WHY = f"A newer version of the guideline that it sums up ({TITLE}, {ISSUER}, 2021) is held."


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    workspace = library(tmp_path)
    yield workspace
    workspace.close()


def test_a_newer_version_cautions_and_is_due_at_once(ws: Workspace, tmp_path: Path) -> None:
    made = summary(ws)
    published(ws, made)
    other = overview(ws)
    published(ws, other)
    assert show(ws, made.article).review.again == ""
    events = [event.kind for event in ws.store.events(made.article)]
    bring(ws, tmp_path, {"newer.md": guideline(2025)})
    (newer,) = newer_versions(ws, str(made.guideline and made.guideline.source))
    assert newer.title == TITLE.replace("2021", "2025")
    shown = show(ws, made.article)
    assert (shown.status, shown.review.again, shown.review.next_review) == (
        Status.PUBLISHED,
        WHY,
        "2026-01-02",
    )
    assert show(ws, other.article).review.again == ""
    # No machine decides: nothing was added to the trail of the article.
    assert [event.kind for event in ws.store.events(made.article)] == events
    assert Catalogue().listing(ws).by_name[made.article].review.again == WHY
    waiting = [
        (one.task, one.overdue)
        for one in queue(ws, EVA.person, at=LATER).items
        if one.article == made.article
    ]
    assert waiting == [(Task.REVIEW_AGAIN, True)]


def test_the_banner_says_so_in_every_form(ws: Workspace, tmp_path: Path) -> None:
    made = summary(ws)
    published(ws, made)
    bring(ws, tmp_path, {"newer.md": guideline(2025)})
    shown = show(ws, made.article)
    form = article_document(shown.revision, shown.status, shown.reviewed)
    assert form["again"] == WHY
    said = caution(shown.status, form["kind"], form["again"])
    assert said is not None
    assert (said.title, said.grave) == ("This practice summary is under review again.", True)


def test_back_before_the_board_it_is_no_longer_only_due(ws: Workspace, tmp_path: Path) -> None:
    made = summary(ws)
    name = published(ws, made)
    bring(ws, tmp_path, {"newer.md": guideline(2025)})
    review_again(ws, made.article, by=EVA, at=LATER, reason="a newer version")
    assert show(ws, made.article).status is Status.SUBMITTED
    assert show(ws, made.article).review.again == ""
    assert ws.store.source(name).standing is Standing.REVIEWED_AGAIN


def test_a_record_that_says_that_it_replaces_the_guideline_does_the_same(
    ws: Workspace, tmp_path: Path
) -> None:
    known = guideline().replace("zanthic", "quorric").replace("title:", "doi: 10.1234/quorric\ntitle:", 1)
    bring(ws, tmp_path, {"other.md": known})
    made = summary(ws, "Treating quorric myositis", of="10.1234/quorric")
    name = published(ws, made)
    why = WHY.replace("zanthic", "quorric")
    links = (Link(kind=LinkKind.UPDATE_OF, target=Identifiers(doi="10.1234/quorric")),)
    notice = Source(
        identifiers=Identifiers(pmid="77777777"), title="A new text", design=Design.GUIDELINE, links=links
    )
    ws.store.keep([Reading(source=notice, document=None, reader="pubmed", origin="x", place="1")])
    assert show(ws, made.article).review.again == why
    assert ws.store.source(name).standing is Standing.REVIEWED_AGAIN


@pytest.mark.parametrize(
    "text", [guideline(2019), guideline(2025, issuer="Another Society"), guideline(2025, issuer="")]
)
def test_an_older_one_or_one_of_another_issuer_does_not(ws: Workspace, tmp_path: Path, text: str) -> None:
    made = summary(ws)
    bring(ws, tmp_path, {"other.md": text})
    source = str(made.guideline and made.guideline.source)
    assert newer_versions(ws, source) == ()
    assert standings_of(ws, [source], [made]) == {source: Standing.CURRENT}
