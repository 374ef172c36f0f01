"""Where an article stands, in every form in which it is given: no form says more than the status does."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from rich.console import Console

from probatum.records.article import Status
from probatum.render.contract import Reviewed, article_document, overdue
from probatum.render.markdown import to_markdown
from probatum.render.status import caution, status_label
from probatum.render.terminal import list_view, print_article
from tests.render.myositis import revision

MADE = revision()
REVIEWED = Reviewed(at="2026-01-02", again_at="2027-01-02", by=("Rita Reviewer",))
LATE = Reviewed(at="2025-01-02", again_at="2026-01-02", by=("Rita Reviewer",), overdue=True)

#: Standing so, nobody has found an article good, or no longer.
NOT_GOOD = frozenset(Status) - {Status.APPROVED, Status.PUBLISHED, Status.CORRECTED}


def as_json(status: Status, reviewed: Reviewed | None) -> str:
    return orjson.dumps(article_document(MADE, status, reviewed)).decode()


def as_markdown(status: Status, reviewed: Reviewed | None) -> str:
    return to_markdown(MADE, status, None, reviewed)


def on_a_terminal(status: Status, reviewed: Reviewed | None) -> str:
    out = io.StringIO()
    print_article(Console(file=out, width=100, highlight=False), MADE, status, None, reviewed)
    return out.getvalue()


FORMS = (as_markdown, on_a_terminal)
Form = Callable[[Status, Reviewed | None], str]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("status", Status)
def test_every_form_bears_the_status_and_the_caution_that_follows(status: Status, form: Form) -> None:
    text = " ".join(form(status, None).replace("│", " ").split())
    assert status_label(status) in text
    banner = caution(status)
    assert (banner is not None and banner.title in text) or status in (Status.APPROVED, Status.PUBLISHED)
    assert (banner is not None and banner.grave) is (status in NOT_GOOD)
    assert "Rita" not in text


@pytest.mark.parametrize("status", Status)
def test_the_document_bears_status_dates_and_names(status: Status) -> None:
    bare, told = orjson.loads(as_json(status, None)), orjson.loads(as_json(status, REVIEWED))
    assert (bare["status"], bare["reviewers"], bare["dates"]["reviewed"], bare["dates"]["next_review"]) == (
        status.value,
        [],
        None,
        None,
    )
    assert (told["reviewers"], told["dates"]["reviewed"], told["dates"]["next_review"]) == (
        ["Rita Reviewer"],
        "2026-01-02",
        "2027-01-02",
    )


@pytest.mark.parametrize("form", FORMS)
def test_what_is_overdue_says_so_with_the_day(form: Form) -> None:
    text = " ".join(form(Status.PUBLISHED, LATE).replace("│", " ").split())
    assert "This answer is overdue for its next review." in text
    assert "by 2026-01-02" in text
    assert "overdue" not in form(Status.PUBLISHED, REVIEWED)
    assert (overdue(article_document(MADE, Status.PUBLISHED, LATE)), overdue(article_document(MADE))) == (
        "2026-01-02",
        "",
    )


def test_a_statement_names_who_approved_it_before_and_is_no_more_approved_by_that() -> None:
    first = MADE.lead[0].id
    told = article_document(
        MADE, Status.SUBMITTED, Reviewed(signed_off=((first, ("Rita Reviewer",)),), drafts=("a" * 64,))
    )
    assert {one["id"]: one["signed_off"] for one in told["lead"]}[first] == ["Rita Reviewer"]
    assert (told["reviewers"], told["drafts"], told["status"]) == ([], ["a" * 64], "submitted")


def test_a_list_says_of_each_article_where_it_stands() -> None:
    out = io.StringIO()
    rows = [(status.value.replace(" ", "-"), status, True, "2026-01-02", "a" * 64) for status in Status]
    Console(file=out, width=200).print(list_view(rows))
    assert [status_label(status) in out.getvalue() for status in Status] == [True] * len(Status)


def test_nothing_ever_says_that_all_articles_are_reviewed(root: Path) -> None:
    """The founding page said so over articles that nobody had reviewed; here no words exist to say it."""
    told = [
        file
        for kind in ("*.py", "*.html", "*.js")
        for file in (root / "src" / "probatum").rglob(kind)
        if "articles are reviewed" in file.read_text("utf-8").casefold()
    ]
    assert told == []
