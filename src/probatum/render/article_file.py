"""An article as one HTML file: nothing in it is fetched from anywhere, and it opens without a network."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from probatum.records.article import Status
from probatum.render.audiences import how_checked, reading_line
from probatum.render.contract import ArticleForm, ClaimForm, ReferenceForm, overdue
from probatum.render.disagreement import heading, rows
from probatum.render.drawn import Drawn
from probatum.render.house import grade_words, what_it_is
from probatum.render.jsonld import in_page, json_ld
from probatum.render.references import standing_words
from probatum.render.status import caution, status_label
from probatum.render.summary_of_findings import rated_by


def to_html(form: ArticleForm, status: Status, drawings: Sequence[Drawn] = ()) -> str:
    """The whole article with its status, dates, revision and disclaimer, its quotes and ``drawings``. Pure.

    Its style and pictures stand in it; a policy in its head (CSP Level 3, W3C) forbids everything else. Made
    for reading, for printing, and for :mod:`probatum.render.article_pdf`.
    """

    def grade(claim: ClaimForm) -> str:
        return grade_words(claim, form["kind"])

    def amended(reference: ReferenceForm) -> str:
        return standing_words(reference["standing"])

    made = _template().render(
        form=form,
        label=status_label(status),
        warned=caution(status, form["kind"], form["again"], overdue(form)),
        what=what_it_is(form),
        checked=f"{how_checked(form)} {reading_line(form)}".strip() if form["reader"] else "",
        drawings=drawings,
        linked=in_page(json_ld(form, status)),
        css=_packaged("article_file.css"),
        grade=grade,
        amended=amended,
        heading=heading,
        rated_by=rated_by,
        rows=rows,
    )
    return made + "\n"


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_packaged("article_file.html"))


def _packaged(name: str) -> str:
    return (files("probatum.render") / name).read_text("utf-8")
