"""People write summaries and overviews: of what is held, in the issuer's words, each statement judged."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from probatum.actions.edit import edit
from probatum.actions.guideline import guideline_held, guidelines, recommendations
from probatum.actions.show import show
from probatum.actions.submit import submit
from probatum.actions.write import Statement, add, drop, start_overview, start_summary, weighed
from probatum.errors import (
    GuidelineNotHeld,
    NotAllowed,
    NotHeld,
    NotSupported,
    OutOfOrder,
    QuoteNotInPassage,
    Superseded,
    TitleUnusable,
    UncitedClaim,
)
from probatum.records.article import Status
from probatum.records.edit import Cite, Reword
from probatum.records.house import Guideline, Kind
from probatum.records.passage import Document, Part, TextKind
from probatum.records.source import Design, Identifiers, Source
from probatum.records.verdict import Outcome
from probatum.settings import Dense, Settings
from probatum.store.store import Reading
from probatum.workspace import Workspace, open_workspace
from tests.actions.invented import (
    ADA,
    AT,
    COHORT_TITLE,
    FIRST_LINE,
    ISSUER,
    READER,
    RELAPSED,
    TITLE,
    bring,
    cite,
    library,
    overview,
    summary,
)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("prepared")
    library(folder).close()
    return folder / "ws"


@pytest.fixture
def ws(prepared: Path, tmp_path: Path) -> Iterator[Workspace]:
    shutil.copytree(prepared, tmp_path / "ws")
    workspace = open_workspace(tmp_path / "ws", settings=Settings(dense=Dense(enabled=False)), starter=False)
    yield workspace
    workspace.close()


def test_a_summary_says_what_the_guideline_recommends_with_its_grades(ws: Workspace) -> None:
    made = summary(ws)
    (source,) = guidelines(ws)
    assert (made.kind, made.title, made.guideline) == (
        Kind.SUMMARY,
        "Treating zanthic myositis",
        Guideline(source=source.id, title=TITLE, issuer=ISSUER, version="2021"),
    )
    assert [(section.heading, len(section.claims)) for section in made.sections] == [
        ("Treatment of adults", 2),
        ("Monitoring", 1),
    ]
    assert {verdict.outcome for _, verdict in made.verdicts} == {Outcome.SUPPORTED}
    told = [
        (
            one.strength and (one.strength.words.quote, one.strength.legend and one.strength.legend.quote),
            one.certainty and one.certainty.words.quote,
        )
        for one in made.grades
    ]
    assert told == [
        (
            ("Strong recommendation",
             "Strong recommendation: most informed adults would want what is recommended."),
            "low certainty evidence",
        ),
        (
            ("Conditional recommendation",
             "Conditional recommendation: many adults would want it and some would not."),
            "very low certainty evidence",
        ),
        (None, None),
    ]  # fmt: skip


def test_every_word_of_a_grade_stands_where_it_is_said_to(ws: Workspace) -> None:
    for one in summary(ws).grades:
        for grade in (one.strength, one.certainty):
            for place in (grade.words, grade.legend) if grade else ():
                if place is not None:
                    (passage,) = ws.store.passages([place.passage], [place.source])
                    assert passage.text[place.start : place.end] == place.quote


def test_a_grade_that_does_not_stand_in_the_passage_is_refused_and_none_can_be_said(ws: Workspace) -> None:
    begun = start_summary(ws, TITLE, title="Grades", by=ADA, at=AT)
    said = Statement(text=FIRST_LINE, citations=(cite(ws, TITLE, FIRST_LINE),), strength="Class I")
    with pytest.raises(QuoteNotInPassage, match="the strength “Class I” does not stand in the passage"):
        add(ws, begun.article, said, by=ADA, at=AT)
    made = add(ws, begun.article, replace(said, strength="none", certainty=""), by=ADA, at=AT)
    (graded,) = made.grades
    assert (graded.strength, graded.certainty and graded.certainty.words.quote) == (
        None,
        "low certainty evidence",
    )


def note(**changes: object) -> Reading:
    """A record of another guideline."""
    source = Source(
        identifiers=Identifiers(other=(("note", "n1"),)),
        title="Guideline for the treatment of quorric gout",
        design=Design.GUIDELINE,
        issuer=ISSUER,
        published="2020",
    )
    text = "We recommend rest in adults with quorric gout."
    document = Document(text=text, kind=TextKind.NOTE, parts=(Part(start=0, end=len(text)),))
    reading = Reading(source=source, document=document, reader="note", origin="n", place="line 1")
    return replace(reading, source=replace(source, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reading", "why"),
    [
        (note(), r"the text of .* is not held \(held of it: house note\); ingest the guideline's document"),
        (replace(note(), document=None), r"held of it: nothing"),
        (note(design=Design.COHORT), "is held as cohort, not as a guideline"),
    ],
)
def test_no_summary_without_the_guideline_itself(ws: Workspace, reading: Reading, why: str) -> None:
    (kept,) = ws.store.keep([reading])
    with pytest.raises(GuidelineNotHeld, match=why):
        start_summary(ws, kept.source, title="Gout", by=ADA, at=AT)


def test_the_issuer_must_be_held_or_stand_in_the_text(ws: Workspace, tmp_path: Path) -> None:
    text = "We recommend rest in adults with blorric fever. Issued by the Blorric Institute, version 3.1.\n"
    bring(
        ws, tmp_path, {"b.md": f"---\ntitle: Guideline for the care of blorric fever\n---\n# Care\n\n{text}"}
    )
    name = "Guideline for the care of blorric fever"
    with pytest.raises(GuidelineNotHeld, match="names no issuer; ingest one that does, or state the issuer"):
        guideline_held(ws, name)
    with pytest.raises(GuidelineNotHeld, match="the issuer “Another House” stands neither"):
        guideline_held(ws, name, issuer="Another House", version="3.1")
    with pytest.raises(GuidelineNotHeld, match="names no version"):
        guideline_held(ws, name, issuer="Blorric Institute")
    held = guideline_held(ws, name, issuer="Blorric Institute", version="version 3.1")
    assert (held.guideline.issuer, held.guideline.version) == ("Blorric Institute", "version 3.1")


def test_a_statement_that_its_passage_does_not_say_is_not_saved(ws: Workspace) -> None:
    made = overview(ws)
    wrong = Statement(text=RELAPSED.replace("62%", "81%"), citations=(cite(ws, COHORT_TITLE, RELAPSED),))
    with pytest.raises(NotSupported, match="the statement is not saved") as refused:
        add(ws, made.article, wrong, by=ADA, at=AT)
    assert "numbers" in {fault.check for fault in refused.value.faults}
    assert weighed(ws, made.article, wrong, by=ADA).outcome.value == refused.value.outcome
    assert ws.store.revision(made.article).hash == made.hash


@pytest.mark.parametrize(
    ("citations", "error"),
    [
        ((), UncitedClaim),
        ((Cite(passage="nowhere", quote="x"),), NotHeld),
        ((Cite(passage="0" * 20 + ":0-5", quote="x"),), NotHeld),
    ],
)
def test_a_statement_that_cites_nothing_held_is_none(
    ws: Workspace, citations: tuple[Cite, ...], error: type[Exception]
) -> None:
    begun = start_overview(ws, title="Nothing", by=ADA, at=AT)
    with pytest.raises(error):
        add(ws, begun.article, Statement(text="Rest helps.", citations=citations), by=ADA, at=AT)


def test_a_quote_must_be_word_for_word(ws: Workspace) -> None:
    begun = start_overview(ws, title="Quoted", by=ADA, at=AT)
    held = cite(ws, COHORT_TITLE, RELAPSED)
    for wrong in (replace(held, quote="Relapse was seen"), replace(held, start=3)):
        with pytest.raises(QuoteNotInPassage):
            add(ws, begun.article, Statement(text=RELAPSED, citations=(wrong,)), by=ADA, at=AT)


def test_a_recommendation_of_a_summary_cites_its_guideline(ws: Workspace) -> None:
    begun = start_summary(ws, TITLE, title="Strict", by=ADA, at=AT)
    other = Statement(text=RELAPSED, citations=(cite(ws, COHORT_TITLE, RELAPSED),))
    with pytest.raises(OutOfOrder, match="cites Guideline for the treatment of zanthic myositis 2021"):
        add(ws, begun.article, other, by=ADA, at=AT)


def test_of_two_who_add_at_once_one_is_told_to_look_again(ws: Workspace) -> None:
    begun = start_overview(ws, title="Twice", by=ADA, at=AT)
    one = Statement(text=RELAPSED, citations=(cite(ws, COHORT_TITLE, RELAPSED),), section="A")
    two = Statement(text=FIRST_LINE, citations=(cite(ws, TITLE, FIRST_LINE),), section="B")
    made = add(ws, begun.article, one, by=ADA, at=AT, base=begun.hash)
    with pytest.raises(Superseded, match="was changed meanwhile"):
        add(ws, begun.article, two, by=ADA, at=AT, base=begun.hash)
    with pytest.raises(OutOfOrder, match="makes this statement already"):
        add(ws, begun.article, one, by=ADA, at=AT, base=made.hash)
    assert made.parent == begun.hash


def test_a_statement_can_be_taken_out_again(ws: Workspace) -> None:
    made = summary(ws)
    first = made.claims[0].id
    left = drop(ws, made.article, first, by=ADA, at=AT, base=made.hash)
    assert first not in {claim.id for claim in left.claims} | {one.claim for one in left.grades}
    assert [name for name, _ in left.verdicts] == [claim.id for claim in left.claims]
    with pytest.raises(NotHeld):
        drop(ws, made.article, first, by=ADA, at=AT)


def test_an_edit_on_the_desk_keeps_the_grade_of_a_recommendation(ws: Workspace) -> None:
    made = summary(ws)
    first = made.claims[0]
    words = "In adults with zanthic myositis, glucocorticoids are recommended as first-line treatment."
    edited = edit(ws, made.article, [Reword(claim=first.id, text=words)], base=made.hash, by=ADA, at=AT)
    (new,) = [one for one in edited.claims if one.text == words]
    (graded,) = [one for one in edited.grades if one.claim == new.id]
    assert graded.strength == made.grades[0].strength
    assert edited.kind is Kind.SUMMARY


@pytest.mark.parametrize(("title", "why"), [("  ", "has no title"), ("x" * 201, "in at most 200")])
def test_a_title_is_needed_and_short(ws: Workspace, title: str, why: str) -> None:
    with pytest.raises(TitleUnusable, match=why):
        start_overview(ws, title=title, by=ADA, at=AT)


def test_a_title_is_given_once_for_each_kind(ws: Workspace) -> None:
    start_overview(ws, title="Zanthic  myositis", by=ADA, at=AT)
    with pytest.raises(TitleUnusable, match="is held already"):
        start_overview(ws, title="zanthic myositis", by=ADA, at=AT)
    start_summary(ws, TITLE, title="Zanthic myositis", by=ADA, at=AT)


def test_only_who_may_write_writes(ws: Workspace) -> None:
    made = overview(ws)
    for who in (READER, replace(ADA, active=False)):
        with pytest.raises(NotAllowed, match="may not write articles"):
            start_overview(ws, title="No", by=who, at=AT)
        with pytest.raises(NotAllowed):
            drop(ws, made.article, made.claims[0].id, by=who, at=AT)


def test_what_was_begun_and_is_empty_is_not_submitted(ws: Workspace) -> None:
    begun = start_overview(ws, title="Empty", by=ADA, at=AT)
    assert show(ws, begun.article).status is Status.UNREVIEWED
    with pytest.raises(OutOfOrder, match="cites at least 2 works"):
        submit(ws, begun.article, by=ADA, at=AT)


def test_the_proposals_are_those_of_the_guidelines_own_text(ws: Workspace) -> None:
    held, found = recommendations(ws, TITLE)
    assert held.guideline.issuer == ISSUER
    assert [one.quote.quote[:20] for one in found] == [
        "We recommend glucoco",
        "We suggest adding me",
        "Muscle strength shou",
    ]
