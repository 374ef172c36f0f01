"""Show, browse, consult and examine: what the doors ask of a workspace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event as Flag
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray

from probatum.actions.browse import browse, look_up
from probatum.actions.consult import consult, read_passage
from probatum.actions.examine import covered, examine
from probatum.actions.show import show
from probatum.actions.vectors import fill_vectors
from probatum.errors import NotHeld
from probatum.index.dense import DenseIndex
from probatum.index.embedded import EmbeddedIndex
from probatum.index.fuse import FusedIndex
from probatum.index.index import Filters
from probatum.records.article import Status
from probatum.records.event import Event
from probatum.records.source import Design
from probatum.settings import Dense, Settings
from probatum.store.store import Reading
from probatum.workspace import Workspace, open_workspace
from tests.render.myositis import ABSTRACT, COHORT, NOTE, NOTED, abstract_passage, gap_revision, revision


class Lengths:
    """An embedder that knows how long a text is, and nothing else."""

    name, dimension = "lengths", 2

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of shape (texts, 2)."""
        raw = np.array([[1.0, len(text) / 1000] for text in texts], dtype=np.float32).reshape(len(texts), 2)
        return cast("NDArray[np.float32]", raw / np.linalg.norm(raw, axis=1, keepdims=True))

    def question(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question."""
        return cast("NDArray[np.float32]", self.passages([text])[0])


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Two works and two articles."""
    opened = open_workspace(tmp_path_factory.mktemp("w"), settings=Settings(dense=Dense(enabled=False)))
    opened.store.keep(
        [
            Reading(source=COHORT, document=ABSTRACT, reader="pubmed", origin="a.xml", place="record 1"),
            Reading(source=NOTED, document=NOTE, reader="note", origin="a.jsonl", place="line 1"),
        ]
    )
    opened.catch_up()
    for made in (revision(), gap_revision()):
        opened.store.put(made, Event(kind="drafted", subject=made.hash, by="test", at=made.created_at))
    yield opened
    opened.close()


def test_an_article_is_shown_at_its_newest_revision(ws: Workspace) -> None:
    shown = show(ws, revision().article)
    assert (shown.revision, shown.status, shown.latest) == (revision(), Status.UNREVIEWED, revision().hash)
    assert show(ws, revision().article, revision().hash[:8]).revision == revision()


@pytest.mark.parametrize(("article", "hash_"), [("none", None), (revision().article, "f" * 64)])
def test_what_is_not_held_is_said(ws: Workspace, article: str, hash_: str | None) -> None:
    with pytest.raises(NotHeld):
        show(ws, article, hash_)


def test_without_words_the_newest_work_comes_first(ws: Workspace) -> None:
    shelf = browse(ws)
    assert [source.id for source in shelf.sources] == [COHORT.id, NOTED.id]
    assert (shelf.total, shelf.page, shelf.pages) == (2, 1, 1)


def test_words_and_filters_narrow_the_shelf(ws: Workspace) -> None:
    found = browse(ws, "a trial of an invented drug")
    assert found.sources[0].id == NOTED.id
    cohorts = browse(ws, filters=Filters(designs=frozenset({Design.COHORT})))
    assert [source.id for source in cohorts.sources] == [COHORT.id]
    nothing = browse(ws, "unheard-of")
    assert (nothing.sources, nothing.total, nothing.pages) == ((), 0, 1)


def test_pages_do_not_overlap(ws: Workspace) -> None:
    first, second = browse(ws, per_page=1), browse(ws, page=2, per_page=1)
    assert [first.sources[0].id, second.sources[0].id] == [COHORT.id, NOTED.id]
    assert first.pages == second.pages == 2
    assert browse(ws, page=3, per_page=1).sources == ()


def test_a_work_is_looked_up_with_its_texts_and_who_cites_it(ws: Workspace) -> None:
    work = look_up(ws, NOTED.id)
    assert [text.document for text in work.texts] == [NOTE]
    assert [cited.article for cited in work.cited_by] == [revision().article]


def test_every_citation_can_be_consulted(ws: Workspace) -> None:
    made = revision()
    for claim in made.claims:
        for reference in made.references:
            cited = [one for one in claim.citations if one.passage in reference.passages]
            if not cited:
                continue
            ground = consult(ws, made.article, made.hash, claim.id, reference.marker)
            found = [one for extract in ground.extracts for one in extract.citations]
            assert found == cited
            for extract in ground.extracts:
                for passage, citation in zip(extract.passages, extract.citations, strict=True):
                    assert passage.text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(("claim", "marker"), [("0" * 16, 1), (revision().claims[0].id, 9)])
def test_a_marker_that_is_not_there_is_said(ws: Workspace, claim: str, marker: int) -> None:
    with pytest.raises(NotHeld, match="no statement"):
        consult(ws, revision().article, revision().hash, claim, marker)


def test_a_passage_is_read_by_its_address(ws: Workspace) -> None:
    extract = read_passage(ws, abstract_passage().id)
    assert extract.passages[0].text == ABSTRACT.text
    assert (extract.source.id, extract.document) == (COHORT.id, ABSTRACT)
    assert read_passage(ws, abstract_passage().id, COHORT.id).source.id == COHORT.id


@pytest.mark.parametrize("address", ["", "x", "x:1", "x:1-", "x:a-b", f"{ABSTRACT.id}:0-999999", "0:0-1"])
def test_an_address_that_leads_nowhere_is_said(ws: Workspace, address: str) -> None:
    with pytest.raises(NotHeld):
        read_passage(ws, address)


def test_a_workspace_is_examined(ws: Workspace) -> None:
    found = examine(ws)
    assert found.well
    assert found.workspace is not None
    assert (found.workspace.works, found.workspace.articles, found.workspace.covered) == (2, 2, None)
    assert dict(found.versions)["tantivy"] != "not installed"


def test_how_much_is_searched_by_meaning_is_told(ws: Workspace, tmp_path: Path) -> None:
    meaning = DenseIndex(tmp_path, Lengths())
    fused = FusedIndex(cast(EmbeddedIndex, ws.index), meaning)
    assert covered(replace(ws, index=fused)) == 0
    fill_vectors(replace(ws, index=fused), Flag(), forever=False)
    assert covered(replace(ws, index=fused)) == 1


def test_without_a_workspace_there_is_a_problem(ws: Workspace) -> None:
    found = examine(None, "there is none")
    assert (found.well, found.workspace, found.problem) == (False, None, "there is none")
