"""A published house article can be cited as what it is, stands as the board says, and replaces no work."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probatum.actions.ask import ask
from probatum.actions.audit import audit
from probatum.actions.browse import look_up
from probatum.actions.correct import correct
from probatum.actions.publish import publish
from probatum.actions.resume import resume
from probatum.actions.retire import retire
from probatum.actions.review import review
from probatum.actions.review_again import review_again
from probatum.actions.show import show
from probatum.actions.submit import submit
from probatum.actions.suspend import suspend
from probatum.actions.trail import export_trail, verify_bundle, verify_workspace
from probatum.actions.write import Statement, add, drop, start_overview
from probatum.errors import NotSupported, OutOfOrder
from probatum.records.article import Status
from probatum.records.claim import Claim
from probatum.records.edit import Cite
from probatum.records.house import HOUSE, is_house
from probatum.records.source import Design, Standing
from probatum.records.verdict import Outcome
from probatum.render.contract import article_document
from probatum.review.kinds import rests_on_house_alone
from probatum.settings import Dense, Settings
from probatum.workspace import Workspace, open_workspace
from tests.actions.invented import (
    ADA,
    AT,
    COHORT_TITLE,
    EVA,
    FIRST_LINE,
    LATER,
    RELAPSED,
    TITLE,
    approved,
    cite,
    library,
    overview,
    published,
    summary,
)

QUIET = Settings(dense=Dense(enabled=False))


def opened(folder: Path) -> Workspace:
    return open_workspace(folder, settings=QUIET, starter=False)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library in which a summary and an overview are published, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("prepared")
    ws = library(folder)
    published(ws, summary(ws))
    published(ws, overview(ws))
    ws.close()
    return folder / "ws"


@pytest.fixture
def ws(prepared: Path, tmp_path: Path) -> Iterator[Workspace]:
    shutil.copytree(prepared, tmp_path / "ws")
    workspace = opened(tmp_path / "ws")
    yield workspace
    workspace.close()


def names(ws: Workspace) -> dict[Design, tuple[str, str]]:
    """The article and the source id of the summary and of the overview."""
    found = {}
    for revision in ws.store.articles():
        source = ws.store.source(f"house:{revision.hash}")
        found[source.design] = (revision.article, source.id)
    return found


def of_house(ws: Workspace, source: str, quote: str) -> Cite:
    (passage,) = [one for text in look_up(ws, source).texts for one in text.passages if quote in one.text]
    return Cite(passage=passage.id, quote=quote, source=source)


def test_both_kinds_become_works_typed_as_what_they_are(ws: Workspace) -> None:
    held = names(ws)
    assert set(held) == HOUSE
    adopted = [event for event in ws.store.events() if event.kind == "adopted"]
    assert [event.subject for event in adopted] == [source for _, source in reversed(held.values())]
    for _, source in held.values():
        assert ws.store.source(source).standing is Standing.CURRENT
        assert {one.kind.value for one in ws.store.documents(source)} == {"house article"}


def test_before_it_is_published_nothing_is_adopted(ws: Workspace) -> None:
    made = overview(ws, "Another overview of zanthic myositis")
    approved(ws, made)
    assert ws.store.sources([f"house:{made.hash}"]) == {}
    publish(ws, made.article, by=EVA, at=AT)
    assert set(ws.store.sources([f"house:{made.hash}"])) == {f"house:{made.hash}"}


def test_the_search_finds_what_was_adopted(ws: Workspace) -> None:
    assert ws.index.position == ws.store.position


def test_the_trail_covers_it_and_a_stranger_can_verify_it(ws: Workspace) -> None:
    for article, _ in names(ws).values():
        raw = export_trail(ws, article)
        assert verify_bundle(raw) == ()
        changed = raw.replace(b"Conditional recommendation", b"Conditionel recommendation")
        assert changed == raw or verify_bundle(changed) != ()
    assert verify_workspace(ws) == ()


def test_a_statement_on_the_summary_alone_is_not_saved_and_the_guideline_is_named(ws: Workspace) -> None:
    _, source = names(ws)[Design.HOUSE_SUMMARY]
    begun = start_overview(ws, title="Second hand", by=ADA, at=LATER)
    alone = Statement(text=FIRST_LINE, citations=(of_house(ws, source, FIRST_LINE),))
    with pytest.raises(NotSupported, match="the work that it rests on is held") as refused:
        add(ws, begun.article, alone, by=ADA, at=LATER)
    assert (refused.value.outcome, TITLE in str(refused.value)) == (Outcome.PARTLY.value, True)
    both = replace(alone, citations=(cite(ws, TITLE, FIRST_LINE), *alone.citations))
    made = add(ws, begun.article, both, by=ADA, at=LATER)
    assert [(one.type, one.title) for one in made.references] == [
        ("guideline", TITLE),
        ("house summary", "Treating zanthic myositis"),
    ]
    form = article_document(made)
    assert [one["label"] for one in form["references"]] == ["Guideline", "House summary"]


def test_of_an_overview_the_work_behind_the_very_statement_is_named(ws: Workspace) -> None:
    _, source = names(ws)[Design.HOUSE_OVERVIEW]
    begun = start_overview(ws, title="Second hand", by=ADA, at=LATER)
    alone = Statement(text=RELAPSED, citations=(of_house(ws, source, RELAPSED),))
    with pytest.raises(NotSupported) as refused:
        add(ws, begun.article, alone, by=ADA, at=LATER)
    assert (COHORT_TITLE in str(refused.value), TITLE in str(refused.value)) == (True, False)


def test_an_answer_cites_the_work_and_our_article_at_most_beside_it(ws: Workspace) -> None:
    answer = ask(ws, "Can zanthic myositis relapse?")
    assert answer.answered
    assert rests_on_house_alone(answer) == ()
    assert {one.type for one in answer.references} & {"cohort", "guideline"}


def test_an_audit_that_calls_it_a_guideline_is_challenged(ws: Workspace) -> None:
    text = (
        "# Zanthic myositis\n\nGlucocorticoids are first-line treatment in zanthic myositis.\n\n"
        "References\n\nGuideline\n\nTreating zanthic myositis\n\nExample House, 2026\n"
    )
    found = audit(ws, text.encode(), name="a.txt", starter=False)
    said = [one.message for one in found.structure if one.check == "held_works"]
    assert said == [
        "“Treating zanthic myositis” is called “Guideline”; it is a house summary, written here, and no "
        "more than that."
    ]


@pytest.mark.parametrize(
    ("act", "standing", "outcome"),
    [
        (suspend, Standing.SUSPENDED, Outcome.CONTRADICTED),
        (retire, Standing.WITHDRAWN, Outcome.CONTRADICTED),
        (review_again, Standing.REVIEWED_AGAIN, Outcome.PARTLY),
    ],
)
def test_its_standing_as_a_source_follows_the_board(
    ws: Workspace, act: Callable[..., object], standing: Standing, outcome: Outcome
) -> None:
    article, source = names(ws)[Design.HOUSE_SUMMARY]
    act(ws, article, by=EVA, at=LATER, reason="it is so")
    assert ws.store.source(source).standing is standing
    begun = start_overview(ws, title="Second hand", by=ADA, at=LATER)
    both = (cite(ws, TITLE, FIRST_LINE), of_house(ws, source, FIRST_LINE))
    statement = Statement(text=FIRST_LINE, citations=both)
    if outcome is Outcome.PARTLY:
        made = add(ws, begun.article, statement, by=ADA, at=LATER)
        assert dict(made.verdicts)[made.claims[0].id].outcome is Outcome.PARTLY
    else:
        with pytest.raises(NotSupported, match="cannot support anything"):
            add(ws, begun.article, statement, by=ADA, at=LATER)


def test_a_suspended_summary_supports_again_once_it_is_resumed(ws: Workspace) -> None:
    article, source = names(ws)[Design.HOUSE_SUMMARY]
    suspend(ws, article, by=EVA, at=LATER, reason="a doubt")
    resume(ws, article, by=EVA, at=LATER, reason="cleared")
    assert ws.store.source(source).standing is Standing.CURRENT


def test_what_rests_on_a_suspended_article_is_suspended_with_it(ws: Workspace) -> None:
    article, source = names(ws)[Design.HOUSE_SUMMARY]
    beside = Statement(
        text="Muscle strength should be measured at each visit in adults with zanthic myositis.",
        citations=(
            cite(ws, TITLE, "Muscle strength should be measured at each visit"),
            of_house(ws, source, "Muscle strength should be measured at each visit"),
        ),
        section="Monitoring",
    )
    made = overview(ws, "A later overview", more=[beside])
    published(ws, made, at=LATER)
    assert show(ws, made.article).status is Status.PUBLISHED
    suspend(ws, article, by=EVA, at=LATER, reason="a doubt")
    assert show(ws, made.article).status is Status.SUSPENDED
    assert ws.store.source(f"house:{made.hash}").standing is Standing.SUSPENDED


def test_a_correction_takes_the_place_of_what_it_corrects(ws: Workspace) -> None:
    article, source = names(ws)[Design.HOUSE_SUMMARY]
    old = ws.store.revision(article)
    new = drop(ws, article, old.claims[0].id, by=ADA, at=LATER)
    approved(ws, new, at=LATER)
    correct(ws, article, by=EVA, at=LATER, reason="one was wrong")
    assert ws.store.source(source).standing is Standing.SUPERSEDED
    assert ws.store.source(f"house:{new.hash}").standing is Standing.CURRENT
    assert review(ws, new).status is Status.CORRECTED
    assert verify_workspace(ws) == ()


def test_nothing_of_its_standing_is_stored(ws: Workspace) -> None:
    article, source = names(ws)[Design.HOUSE_SUMMARY]
    before = ws.store.position
    suspend(ws, article, by=EVA, at=LATER, reason="a doubt")
    assert ws.store.position == before
    ws.close()
    again = opened(ws.path)
    assert again.store.source(source).standing is Standing.SUSPENDED
    again.close()


def test_an_article_that_rests_on_our_own_alone_cannot_come_before_the_board(ws: Workspace) -> None:
    _, source = names(ws)[Design.HOUSE_SUMMARY]
    made = overview(ws, "Held back")
    (work,) = {one.source for one in made.claims[1].citations}
    quoted = of_house(ws, source, FIRST_LINE)
    (passage,) = ws.store.passages([quoted.passage], [source])
    start = passage.text.index(FIRST_LINE)
    stolen = replace(
        made.claims[1].citations[0],
        source=source,
        passage=quoted.passage,
        start=start,
        end=start + len(FIRST_LINE),
    )
    claim = Claim(text=FIRST_LINE, citations=(stolen,))
    assert work != source
    forged = replace(
        made,
        sections=(made.sections[0], replace(made.sections[1], claims=(claim,))),
        references=(
            made.references[0],
            replace(made.references[1], source=source, type="house summary", passages=(quoted.passage,)),
        ),
        verdicts=(made.verdicts[0], (claim.id, made.verdicts[1][1])),
        parent=made.hash,
    )
    ws.store.put(forged, next(ws.store.events(made.hash)))
    with pytest.raises(OutOfOrder, match="rests on an article of this house alone"):
        submit(ws, made.article, by=ADA, at=LATER, revision=forged.hash)


_MOVES = st.lists(
    st.tuples(
        st.sampled_from(["summary", "overview"]),
        st.sampled_from(["suspend", "resume", "retire", "again", "write both", "write house", "ask"]),
    ),
    max_size=6,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=_MOVES)
def test_whatever_happens_no_statement_rests_on_our_own_article_alone(
    prepared: Path, tmp_path: Path, moves: list[tuple[str, str]]
) -> None:
    """Whatever is published and cited, in whatever order it is suspended, retired, cited and asked about."""
    folder = tmp_path / "run"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(prepared, folder)
    ws = opened(folder)
    try:
        held = names(ws)
        works = {"summary": held[Design.HOUSE_SUMMARY], "overview": held[Design.HOUSE_OVERVIEW]}
        for place, (which, move) in enumerate(moves):
            _moved(ws, *works[which], move, place)
        for revision in ws.store.articles():
            sources = ws.store.sources({c.source for one in revision.claims for c in one.citations})
            for claim in revision.claims:
                assert not all(is_house(sources[one.source]) for one in claim.citations)
    finally:
        ws.close()


def _moved(ws: Workspace, article: str, source: str, move: str, place: int) -> None:
    acts = {"suspend": suspend, "resume": resume, "retire": retire, "again": review_again}
    try:
        if move in acts:
            acts[move](ws, article, by=EVA, at=LATER, reason="it is so")
        elif move == "ask":
            ask(ws, "Are glucocorticoids first-line treatment in zanthic myositis?")
        else:
            begun = start_overview(ws, title=f"Overview {place}", by=ADA, at=LATER)
            own = of_house(ws, source, FIRST_LINE)
            cites = (own,) if move == "write house" else (cite(ws, TITLE, FIRST_LINE), own)
            add(ws, begun.article, Statement(text=FIRST_LINE, citations=cites), by=ADA, at=LATER)
    except (NotSupported, OutOfOrder):
        pass
