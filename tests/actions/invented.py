"""An invented guideline, its later version, an invented cohort, and people who write and review."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from probatum.actions.accept import accept
from probatum.actions.approve import approve
from probatum.actions.assign import assign
from probatum.actions.browse import browse, look_up
from probatum.actions.disclose import disclose
from probatum.actions.guideline import recommendations
from probatum.actions.ingest import ingest
from probatum.actions.publish import publish
from probatum.actions.recommend import recommend
from probatum.actions.submit import submit
from probatum.actions.write import Statement, add, start_overview, start_summary
from probatum.records.account import Account
from probatum.records.article import Revision
from probatum.records.edit import Cite
from probatum.records.review import Recommendation, Role
from probatum.settings import Dense, Settings
from probatum.workspace import Workspace, open_workspace

AT = "2026-01-02T03:04:05Z"
LATER = "2026-03-04T05:06:07Z"

ADA = Account(id="ada", name="Ada", email="ada@example.org", roles=(Role.AUTHOR,))
EVA = Account(id="eva", name="Eva", email="eva@example.org", roles=(Role.EDITOR,))
RITA = Account(id="rita", name="Rita", email="rita@example.org", roles=(Role.REVIEWER,))
RON = Account(id="ron", name="Ron", email="ron@example.org", roles=(Role.REVIEWER,))
READER = Account(id="rea", name="Rea", email="rea@example.org")

TITLE = "Guideline for the treatment of zanthic myositis 2021"
ISSUER = "Invented Society of Rheumatology"
TEXT = """\
# Introduction

Zanthic myositis is an invented disease of muscle. This guideline is for adults.

# How recommendations are graded

Strong recommendation: most informed adults would want what is recommended.

Conditional recommendation: many adults would want it and some would not.

# Treatment of adults

We recommend glucocorticoids as first-line treatment in adults with zanthic myositis. (Strong \
recommendation; low certainty evidence.)

We suggest adding methotrexate in adults with zanthic myositis who relapse. Conditional recommendation, \
very low certainty evidence.

# Monitoring

Muscle strength should be measured at each visit in adults with zanthic myositis, and we recommend to \
record it.
"""

COHORT = """\
---
title: Relapse in zanthic myositis, a cohort study of 105 adults
author: Doe J
date: 2022-06-01
journal: Invented Journal of Muscle
---
# Results

Relapse occurred in 65 of 105 adults with zanthic myositis (62%) during follow-up.

Adults with zanthic myositis who took methotrexate had fewer relapses (HR 0.50, 95% CI 0.29-0.86).
"""


def guideline(year: int = 2021, issuer: str = ISSUER, text: str = TEXT) -> str:
    """The guideline as a Markdown file, in the version of a year."""
    title = TITLE.replace("2021", str(year))
    said = f"issuer: {issuer}\n" if issuer else ""
    edition = "" if year == 2021 else f"\n# This edition\n\nThis is the edition of {year}.\n"
    return f"---\ntitle: {title}\n{said}date: {year}-05-01\n---\n{text}{edition}"


def library(folder: Path) -> Workspace:
    """A workspace with the guideline and the cohort."""
    ws = open_workspace(folder / "ws", settings=Settings(dense=Dense(enabled=False)), starter=False)
    bring(ws, folder, {"guideline.md": guideline(), "cohort.md": COHORT})
    return ws


def bring(ws: Workspace, folder: Path, texts: dict[str, str]) -> None:
    """Ingest some files."""
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    assert ingest(ws, [folder / name for name in texts], by="ada").refused_count == 0


def cite(ws: Workspace, title: str, quote: str) -> Cite:
    """A citation of the work with this title: the passage in which the quote stands."""
    (source, *_) = [one for one in browse(ws, title).sources if one.title == title]
    passages = [passage for text in look_up(ws, source.id).texts for passage in text.passages]
    (passage,) = [one for one in passages if quote in one.text]
    return Cite(passage=passage.id, quote=quote, source=source.id)


COHORT_TITLE = "Relapse in zanthic myositis, a cohort study of 105 adults"
RELAPSED = "Relapse occurred in 65 of 105 adults with zanthic myositis (62%) during follow-up."
FIRST_LINE = "We recommend glucocorticoids as first-line treatment in adults with zanthic myositis."


def summary(ws: Workspace, title: str = "Treating zanthic myositis", of: str = TITLE) -> Revision:
    """A practice summary with every recommendation that is proposed."""
    revision = start_summary(ws, of, title=title, by=ADA, at=AT)
    _, found = recommendations(ws, of)
    for one in found:
        quoted = Cite(passage=one.quote.passage, quote=one.quote.quote, source=one.quote.source)
        statement = Statement(text=one.quote.quote, citations=(quoted,), section=one.section)
        revision = add(ws, revision.article, statement, by=ADA, at=AT, base=revision.hash)
    return revision


def overview(
    ws: Workspace, title: str = "Zanthic myositis, an overview", more: Sequence[Statement] = ()
) -> Revision:
    """A topic overview over the cohort and the guideline."""
    revision = start_overview(ws, title=title, by=ADA, at=AT)
    statements = (
        Statement(
            text=RELAPSED, citations=(cite(ws, COHORT_TITLE, RELAPSED),), section="How often it relapses"
        ),
        Statement(text=FIRST_LINE, citations=(cite(ws, TITLE, FIRST_LINE),), section="Treatment"),
        *more,
    )
    for one in statements:
        revision = add(ws, revision.article, one, by=ADA, at=AT)
    return revision


def approved(ws: Workspace, revision: Revision, *, at: str = AT) -> None:
    """Taken through the board up to its approval."""
    name = revision.article
    submit(ws, name, by=ADA, at=at)
    for one in (RITA, RON):
        assign(ws, name, one, by=EVA, at=at)
        accept(ws, name, by=one, at=at)
        disclose(ws, name, (), by=one, at=at)
        recommend(ws, name, Recommendation.APPROVE, by=one, at=at)
    approve(ws, name, by=EVA, at=at)


def published(ws: Workspace, revision: Revision, *, at: str = AT) -> str:
    """Taken through the board and published; gives the id of the work that it becomes."""
    approved(ws, revision, at=at)
    publish(ws, revision.article, by=EVA, at=at)
    return f"house:{revision.hash}"
