"""An article as one file of HTML that needs nothing beside it, also the one that is printed as PDF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from probatum.language.interface import ENGLISH, N_, Spoken
from probatum.language.reasons import reason_of
from probatum.records.article import Status
from probatum.render.audiences import READERS, derived, how_checked, reading_line
from probatum.render.contract import ArticleForm, ClaimForm, EffectForm, LinkForm, ReferenceForm, overdue
from probatum.render.days import day
from probatum.render.desk_words import capitalize_first
from probatum.render.disagreement import heading, rows
from probatum.render.drawn import Drawn
from probatum.render.house import grade_words, what_it_is
from probatum.render.jsonld import in_page, json_ld
from probatum.render.markdown import ORDER
from probatum.render.references import design_name, label_of, standing_words
from probatum.render.status import caution, status_label
from probatum.render.summary_of_findings import rated_by
from probatum.render.verdicts import verdict_word


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a reference: its words, and where they lead, if anywhere."""

    text: str
    href: str = ""


def to_html(form: ArticleForm, status: Status, drawings: Sequence[Drawn] = (), said: Spoken = ENGLISH) -> str:
    """The whole article with its status, dates, revision and disclaimer, its quotes and ``drawings``. Pure.

    Its style and pictures stand in it; a policy in its head (CSP Level 3, W3C) forbids everything else. Made
    for reading, for printing, and for :mod:`probatum.render.article_pdf`. ``said`` is the language of all
    that is not the article's own words.
    """

    def grade(claim: ClaimForm) -> str:
        return grade_words(claim, form["kind"], said)

    def amended(reference: ReferenceForm) -> str:
        return said(standing_words(reference["standing"]))

    def cited_as(reference: ReferenceForm) -> str:
        return label_of(reference["type"], reference["of"], said)

    view = derived(form, said)
    made = _template(said).render(
        form=form,
        tag=said.tag,
        label=status_label(status, said),
        warned=caution(status, form["kind"], form["again"], overdue(form), said, answered=form["answered"]),
        what=what_it_is(form, said),
        view=view,
        readers=said(N_("For {readers}")).format(readers=said(READERS[form["audience"]])) if view else "",
        checked=_checked(form, said),
        order=form["reader"]["order"] if form["reader"] else ORDER,
        drawings=drawings,
        linked=in_page(json_ld(form, status)),
        css=_packaged("article_file.css"),
        grade=grade,
        amended=amended,
        cited_as=cited_as,
        pieces=pieces,
        elsewhere=elsewhere,
        figure=_figure,
        heading=partial(heading, said=said),
        rated_by=partial(rated_by, said=said),
        rows=partial(rows, said=said),
        verdict=partial(verdict_word, said=said),
    )
    return made + "\n"


def _checked(form: ArticleForm, said: Spoken) -> str:
    """How other words came about, and how hard they are to read; empty where there are none."""
    if not form["reader"] or form["gap"]:
        return ""
    return f"{how_checked(form, said)} {reading_line(form, said)}".strip()


def _figure(effect: EffectForm) -> str:
    """An estimate with its interval: ``HR 0.50, 0.29 to 0.86 (95% CI)``."""
    printed = effect["printed"]
    return ", ".join(part for part in (printed["estimate"], printed["interval"]) if part)


def pieces(reference: ReferenceForm) -> list[Piece]:
    """The citation of a work, its DOI and PMID leading to where they lead, so that neither stands twice."""
    named = {link["label"]: link["url"] for link in reference["links"]}
    signs = "|".join(re.escape(label) for label in named)
    parts = re.split(f"({signs})", reference["citation"]) if signs else [reference["citation"]]
    return [Piece(text=part, href=named.get(part, "")) for part in parts if part]


def elsewhere(reference: ReferenceForm) -> list[LinkForm]:
    """The links that the citation itself does not name."""
    return [link for link in reference["links"] if link["label"] not in reference["citation"]]


@lru_cache(maxsize=8)
def _template(said: Spoken) -> Template:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(said.message, said.number, newstyle=True)  # type: ignore[attr-defined]
    environment.filters |= {
        "capitalize_first": capitalize_first,
        "day": partial(day, said=said),
        "design_name": design_name,
        "reasoned": lambda reason: said(reason_of(reason)),
        "translated": said,
    }
    return environment.from_string(_packaged("article_file.html"))


@cache
def _packaged(name: str) -> str:
    return (files("probatum.render") / name).read_text("utf-8")
