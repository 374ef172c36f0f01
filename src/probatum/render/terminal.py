"""An article for the terminal, laid out with rich. Nothing in a source can drive the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from probatum.records.adapted import View
from probatum.records.article import Revision, Status
from probatum.records.dismissal import Dismissed
from probatum.records.house import Kind
from probatum.records.picture import Panel as Estimates
from probatum.render.audiences import for_readers, how_checked, reading_line
from probatum.render.contract import (
    ArticleForm,
    ClaimForm,
    ConflictForm,
    FindingForm,
    GapForm,
    ReferenceForm,
    Reviewed,
    article_document,
    overdue,
)
from probatum.render.disagreement import heading, rows
from probatum.render.forest_text import forest_text
from probatum.render.house import grade_words, what_it_is
from probatum.render.references import standing_words
from probatum.render.status import caution, status_label
from probatum.render.summary_of_findings import rated_by

#: Control characters and the escapes that start terminal commands; tab and line end are kept.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

_VERDICT_SIGNS = {
    "supported": ("✓", "green"),
    "partly": ("◐ partly", "yellow"),
    "overstated": ("▲ overstated", "yellow"),
    "contradicted": ("✗ contradicted", "red"),
    "not_found": ("∅ not found", "red"),
    "not_checkable": ("– not checkable", "dim"),
}


#: How wide the axis of a forest plot is with its margin, in letters: it fits a narrow terminal.
FOREST = 38


def words(text: str, style: str = "") -> Text:
    """``text`` as plain words: no markup, no control character, no change of writing direction."""
    return Text(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text), style=style)


def article_view(
    revision: Revision,
    status: Status = Status.UNREVIEWED,
    dismissed: Dismissed | None = None,
    reviewed: Reviewed | None = None,
    view: View | None = None,
    panels: Sequence[Estimates] = (),
) -> RenderableType:
    """The whole article as something that a rich console can print, for the audience of ``view``.

    ``panels`` are the estimates that are drawn (``appraise/plotted``).
    """
    form = for_readers(article_document(revision, status, reviewed, dismissed), view)
    gap = form["gap"]
    body = _gap(gap) if gap else _answer(form)
    first, last = _reader(form, "first"), _reader(form, "last")
    drawn = [part for panel in panels for part in _forest(panel)]
    return Group(*_head(form, status), *first, *body, *last, *drawn, *_withheld(form), *_foot(form))


def _forest(panel: Estimates) -> Iterator[RenderableType]:
    title, *lines = forest_text(panel, FOREST)
    yield _heading(title)
    yield from (words(line) for line in lines)
    if panel.why_not:
        yield words(panel.why_not, "dim")


def _reader(form: ArticleForm, place: Literal["first", "last"]) -> Iterator[RenderableType]:
    """What one audience is given above and below the statements."""
    told = form["reader"]
    if told is None:
        return
    if place == "first":
        yield words(f"{how_checked(form)} {reading_line(form)}".strip(), "dim")
    for block in told[place]:
        yield _heading(block["heading"])
        yield from (Padding(words(f"• {line}"), (0, 0, 0, 2)) for line in block["lines"])
    if place == "last" and told["words"]:
        yield _heading("Words used here")
        yield from (words(f"  {one['term']}: {one['meaning']}") for one in told["words"])


def list_view(articles: Iterable[tuple[str, Status, bool, str, str]]) -> RenderableType:
    """A table of articles: name, status, whether answered, day, revision."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("Article", "Status", "Answered", "Edited", "Revision"):
        table.add_column(column)
    for article, status, answered, edited, revision in articles:
        table.add_row(
            words(article), status_label(status), "yes" if answered else "no", edited[:10], revision[:12]
        )
    return table


def print_article(
    console: Console,
    revision: Revision,
    status: Status = Status.UNREVIEWED,
    dismissed: Dismissed | None = None,
    reviewed: Reviewed | None = None,
    view: View | None = None,
    panels: Sequence[Estimates] = (),
) -> None:
    """Print an article at a width that can be read."""
    shown = article_view(revision, status, dismissed, reviewed, view, panels)
    console.print(shown, width=min(console.width, 100))


def print_before(console: Console, lines: Iterable[tuple[str, bool]]) -> None:
    """Print what is told before an answer; what is urgent stands in a frame."""
    for text, urgent in lines:
        told: RenderableType = words(text, "bold" if urgent else "italic")
        console.print(
            Panel(told, border_style="red", padding=(0, 1)) if urgent else told, width=min(console.width, 100)
        )


def _head(form: ArticleForm, status: Status) -> Iterator[RenderableType]:
    yield words(form["question"]["text"], "bold")
    yield Text(f"{status_label(status)} · edited {form['dates']['edited'][:10]}", style="dim")
    if form["reviewers"]:
        by, due = ", ".join(form["reviewers"]), form["dates"]["next_review"]
        yield words(f"reviewed {form['dates']['reviewed']} by {by} · next review {due}", "dim")
    if what_it_is(form):
        yield words(what_it_is(form))
    banner = caution(status, form["kind"], form["again"], overdue(form), answered=form["answered"])
    if banner:
        yield Panel(words(f"{banner.title} {banner.text}"), border_style="yellow", padding=(0, 1))


def _answer(form: ArticleForm) -> Iterator[RenderableType]:
    if form["lead"] or form["kind"] == Kind.ANSWER:
        yield _heading("Bottom line")
    yield from (_claim(claim, "", form["kind"]) for claim in form["lead"])
    for section in form["sections"]:
        yield _heading(section["heading"])
        yield from (_claim(claim, "• ", form["kind"]) for claim in section["claims"])
        if section["note"]:
            yield words(section["note"], "italic")
    yield from _certainty(form)
    yield from _conflicts(form)
    yield _heading("References")
    yield from (_reference(reference) for reference in form["references"])


def _heading(text: str) -> RenderableType:
    return Padding(words(text, "bold cyan"), (1, 0, 0, 0))


def _claim(claim: ClaimForm, bullet: str, kind: str) -> RenderableType:
    line = Text(bullet)
    line.append_text(words(claim["text"]))
    for marker in dict.fromkeys(citation["marker"] for citation in claim["citations"]):
        line.append(f" [{marker}]", style="cyan")
    sign, style = _VERDICT_SIGNS[claim["verdict"]]
    line.append(f" {sign}", style=style)
    if grade_words(claim, kind):
        line.append_text(words(f" {grade_words(claim, kind)}"))
    reasons = _reasons(claim["findings"])
    if reasons:
        line.append_text(words(f" {reasons}", "italic"))
    return Padding(line, (0, 0, 0, 2 if bullet else 0))


def _reasons(findings: Sequence[FindingForm]) -> str:
    return " ".join(_reason(finding) for finding in findings if finding["reason"])


def _reason(finding: FindingForm) -> str:
    aside = finding["dismissed"]
    told = f" (dismissed by {aside['by']} on {aside['at'][:10]}: {aside['reason']})" if aside else ""
    return finding["reason"] + told


def _withheld(form: ArticleForm) -> Iterator[RenderableType]:
    if not form["withheld"]:
        return
    number = form["withheld"]
    yield _heading(f"{number} statement{'' if number == 1 else 's'} withheld because a check failed")
    for one in form["held_back"]:
        sign, style = _VERDICT_SIGNS[one["verdict"]]
        line = words(f"• {one['text']}", "dim")
        line.append(f" {sign}", style=style)
        line.append_text(words(f" {_reasons(one['findings'])}", "italic"))
        yield Padding(line, (0, 0, 0, 2))


def _certainty(form: ArticleForm) -> Iterator[RenderableType]:
    if not form["certainty"]:
        return
    yield _heading("Certainty of the evidence")
    yield words(rated_by(form["certainty"]), "dim")
    for row in form["certainty"]:
        line = words(f"• {row['outcome']}: ")
        line.append(row["rating"], style="bold")
        line.append_text(words(f" ({'; '.join(row['reasons'])})" if row["reasons"] else ""))
        yield Padding(line, (0, 0, 0, 2))


def _conflicts(form: ArticleForm) -> Iterator[RenderableType]:
    if not form["conflicts"]:
        return
    yield _heading("Where the sources disagree")
    for conflict in form["conflicts"]:
        yield words(heading(conflict), "bold")
        yield from _sides(conflict)
        if conflict["explanation"]:
            yield words(conflict["explanation"], "italic")


def _sides(conflict: ConflictForm) -> Iterator[RenderableType]:
    """One side below the other: a terminal is too narrow for a column each."""
    told = rows(conflict)
    for place, side in enumerate(conflict["sides"]):
        named = f"[{side['marker'] or side['source']}]"
        yield Padding(words(f"• {side['claim']} {named}"), (0, 0, 0, 2))
        stated = "; ".join(f"{row.name.lower()}: {row.cells[place]}" for row in told)
        yield Padding(words(stated, "dim"), (0, 0, 0, 4))


def _reference(reference: ReferenceForm) -> RenderableType:
    line = Text(f"[{reference['marker']}] ", style="cyan")
    line.append_text(words(f"{reference['label']}. ", "bold"))
    line.append_text(words(reference["citation"]))
    amended = standing_words(reference["standing"])
    if amended:
        line.append(f" {amended}.", style="bold red")
    return line


def _gap(gap: GapForm) -> Iterator[RenderableType]:
    yield _heading("The evidence held does not answer this")
    yield words(gap["reason"])
    if gap["nearest"]:
        yield _heading("Nearest works held")
        yield from (words(f"• {near}") for near in gap["nearest"])
    yield Padding(words(gap["advice"]), (1, 0, 0, 0))


def _foot(form: ArticleForm) -> Iterator[RenderableType]:
    searched = form["searched"]
    yield _heading("How this was found")
    only = f" (only {searched['only']})" if searched["only"] else ""
    told = f"{searched['passages_considered']} passages considered for: {searched['query']}{only}"
    yield words(told, "dim")
    yield words(f"article {form['article']} · revision {form['revision']['hash'][:12]}", "dim")
    yield words(form["disclaimer"], "dim italic")
