"""An article as Markdown: to read, to keep, to send. Every marker leads to its reference and its quote."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from probatum.records.adapted import View
from probatum.records.article import Revision, Status
from probatum.records.dismissal import Dismissed
from probatum.records.house import Kind
from probatum.render.audiences import derived, for_readers, how_checked, reading_line
from probatum.render.contract import (
    ArticleForm,
    ClaimForm,
    ConflictForm,
    EffectForm,
    FindingForm,
    GapForm,
    ReferenceForm,
    Reviewed,
    SideForm,
    article_document,
    overdue,
)
from probatum.render.disagreement import heading, rows
from probatum.render.house import grade_words, what_it_is
from probatum.render.references import standing_words
from probatum.render.status import caution, status_label
from probatum.render.summary_of_findings import rated_by

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
#: The parts in the order in which clinicians read them.
ORDER = ("sections", "figures", "certainty", "disagreements")

_BLOCK_START = re.compile(r"^(\s*)([-+]|\d+[.)])(\s)")


def escaped(text: str) -> str:
    """``text`` as words: nothing in it is Markdown or HTML, and it stays on one line."""
    line = _SPECIAL.sub(r"\\\1", " ".join(text.split())).replace("&", "&amp;")
    return _BLOCK_START.sub(r"\1\\\2\3", line) if line[:1] in "-+" else line


def to_markdown(
    revision: Revision,
    status: Status = Status.UNREVIEWED,
    dismissed: Dismissed | None = None,
    reviewed: Reviewed | None = None,
    view: View | None = None,
) -> str:
    """The whole article as CommonMark with pipe tables, as the audience of ``view`` reads it. Pure; ends with
    a line end.
    """
    form = for_readers(article_document(revision, status, reviewed, dismissed), view)
    lines = [f"# {escaped(form['question']['text'])}", "", *_standing(form, status)]
    gap = form["gap"]
    lines += [*_reader(form, "first"), *(_gap(gap) if gap else _answer(form)), *_reader(form, "last")]
    lines += [
        "",
        *_withheld(form),
        "## How this was found",
        "",
        *_search_record(form),
        "",
        f"*{form['disclaimer']}*",
    ]
    return "\n".join(lines) + "\n"


def _reader(form: ArticleForm, place: Literal["first", "last"]) -> Iterator[str]:
    """What one audience is given above and below the statements."""
    told = form["reader"]
    if told is None:
        return
    if place == "first":
        told_of = (derived(form), "" if form["gap"] else how_checked(form), reading_line(form))
        yield escaped(" ".join(part for part in told_of if part))
        yield ""
    for block in told[place]:
        yield from _points(block["heading"], [escaped(line) for line in block["lines"]])
    if place == "last" and told["words"]:
        listed = [f"**{escaped(one['term'])}**: {escaped(one['meaning'])}" for one in told["words"]]
        yield from _points("Words used here", listed)


def _points(heading: str, lines: list[str]) -> Iterator[str]:
    yield f"## {escaped(heading)}"
    yield ""
    yield from (f"- {line}" for line in lines)
    yield ""


def _standing(form: ArticleForm, status: Status) -> Iterator[str]:
    yield f"**Status:** {status_label(status)}. **Last edited:** {form['dates']['edited'][:10]}. " + (
        f"**Reviewed:** {(form['dates']['reviewed'] or 'not yet')[:10]}."
    )
    if form["reviewers"]:
        due = (form["dates"]["next_review"] or "")[:10]
        by = escaped(", ".join(form["reviewers"]))
        yield f"**Reviewed by:** {by}. **Next review:** {due or 'not set'}."
    banner = caution(status, form["kind"], form["again"], overdue(form))
    if what_it_is(form):
        yield ""
        yield escaped(what_it_is(form))
    if banner:
        yield ""
        yield f"> **{banner.title}** {banner.text}"
    yield ""


def _answer(form: ArticleForm) -> Iterator[str]:
    if form["lead"] or form["kind"] == Kind.ANSWER:
        yield "## Bottom line"
        yield ""
    yield from (f"{_claim(claim, form['kind'])}\n" for claim in form["lead"])
    for name in form["reader"]["order"] if form["reader"] else ORDER:
        yield from _PARTS[name](form) if name in _PARTS else ()
    yield "## References"
    yield ""
    yield from (_reference(reference) for reference in form["references"])


def _sections(form: ArticleForm) -> Iterator[str]:
    for section in form["sections"]:
        yield f"## {escaped(section['heading'])}"
        yield ""
        yield from (f"- {_claim(claim, form['kind'])}" for claim in section["claims"])
        if section["note"]:
            yield f"*{escaped(section['note'])}*"
        yield ""


def _studied(form: ArticleForm) -> Iterator[str]:
    """Whom each work studied, and what it defines, in its own words."""
    told = form["reader"]
    if told is None or not told["studied"]:
        return
    yield "## Who was studied, and how"
    yield ""
    yield "| Reference | Design | People | Definitions |"
    yield "|---|---|---|---|"
    for one in told["studied"]:
        defined = " ".join(definition["text"] for definition in one["definitions"])
        cells = (one["design"], one["population"] or "not stated", defined or "none stated")
        yield f"| \\[{one['marker']}\\] | " + " | ".join(_cell(cell) for cell in cells) + " |"
    yield ""


def _claim(claim: ClaimForm, kind: str) -> str:
    markers = dict.fromkeys(citation["marker"] for citation in claim["citations"])
    cited = " ".join(f"\\[{marker}\\]" for marker in markers)
    reasons = _reasons(claim["findings"])
    word = claim["verdict"].replace("_", " ")
    verdict = f" *({word}{': ' if reasons else ''}{reasons})*"
    if claim["verdict"] == "supported" and not reasons:
        verdict = ""
    grade = grade_words(claim, kind)
    return f"{escaped(claim['text'])} {cited}{verdict}{' ' if grade else ''}{escaped(grade)}"


def _effects(form: ArticleForm) -> Iterator[str]:
    if not form["effects"]:
        return
    yield "## Figures behind this answer"
    yield ""
    yield "| Outcome | Estimate | Reference |"
    yield "|---|---|---|"
    yield from (_effect(effect) for effect in form["effects"])
    yield ""


def _effect(effect: EffectForm) -> str:
    outcome = escaped(effect["outcome"] or effect["text"])
    return f"| {outcome} | {escaped(effect['summary'])} | \\[{effect['marker']}\\] |"


def _certainty(form: ArticleForm) -> Iterator[str]:
    if not form["certainty"]:
        return
    yield "## Certainty of the evidence"
    yield ""
    yield escaped(rated_by(form["certainty"]))
    yield ""
    yield "| Outcome | Certainty | Why |"
    yield "|---|---|---|"
    for row in form["certainty"]:
        reasons = escaped("; ".join(row["reasons"]))
        yield f"| {escaped(row['outcome'])} | {row['rating']} | {reasons} |"
    yield ""


def _conflicts(conflicts: list[ConflictForm]) -> Iterator[str]:
    if not conflicts:
        return
    yield "## Where the sources disagree"
    yield ""
    for conflict in conflicts:
        yield f"**{escaped(heading(conflict))}**"
        yield ""
        yield "| | " + " | ".join(_side(side) for side in conflict["sides"]) + " |"
        yield "|---" * (len(conflict["sides"]) + 1) + "|"
        yield "| Says | " + " | ".join(_cell(side["claim"]) for side in conflict["sides"]) + " |"
        for row in rows(conflict):
            yield f"| {row.name} | " + " | ".join(_cell(cell) for cell in row.cells) + " |"
        if conflict["explanation"]:
            yield ""
            yield escaped(conflict["explanation"])
        yield ""


_PARTS: Mapping[str, Callable[[ArticleForm], Iterator[str]]] = {
    "sections": _sections,
    "figures": _effects,
    "certainty": _certainty,
    "disagreements": lambda form: _conflicts(form["conflicts"]),
    "studied": _studied,
}


def _side(side: SideForm) -> str:
    marker = f" \\[{side['marker']}\\]" if side["marker"] else ""
    return _cell(side["title"] or side["source"]) + marker


def _cell(text: str) -> str:
    return " ".join(escaped(text).split())


def _withheld(form: ArticleForm) -> Iterator[str]:
    if not form["withheld"]:
        return
    number = form["withheld"]
    yield f"## {number} statement{'' if number == 1 else 's'} withheld"
    yield ""
    yield "Each failed a check and is no part of the answer."
    yield ""
    for one in form["held_back"]:
        verdict = one["verdict"].replace("_", " ")
        yield f"- {escaped(one['text'])} *({verdict}: {_reasons(one['findings'])})*"
    yield ""


def _reasons(findings: list[FindingForm]) -> str:
    return " ".join(_finding(finding) for finding in findings if finding["reason"])


def _finding(finding: FindingForm) -> str:
    aside = finding["dismissed"]
    if aside is None:
        return escaped(finding["reason"])
    said = f"{finding['reason']} Dismissed by {aside['by']} on {aside['at'][:10]}: {aside['reason']}"
    return escaped(said)


def _reference(reference: ReferenceForm) -> str:
    amended = standing_words(reference["standing"])
    notice = f" **{amended}.**" if amended else ""
    found = " ".join(f"<{link['url']}>" for link in reference["links"])
    words = f"{reference['label']}. {reference['citation']}"
    return f"{reference['marker']}. {escaped(words)}{notice} {found}".rstrip()


def _gap(gap: GapForm) -> Iterator[str]:
    yield "## The evidence held does not answer this"
    yield ""
    yield escaped(gap["reason"])
    if gap["nearest"]:
        yield ""
        yield "Nearest works held:"
        yield ""
        yield from (f"- {escaped(near)}" for near in gap["nearest"])
    if gap["advice"]:
        yield ""
        yield escaped(gap["advice"])


def _search_record(form: ArticleForm) -> Iterator[str]:
    searched = form["searched"]
    yield f"- Searched: {escaped(searched['query'])}"
    if searched["only"]:
        yield f"- Only: {escaped(searched['only'])}"
    yield f"- Passages considered: {searched['passages_considered']}"
    yield f"- Index: {escaped(searched['index'])}"
    yield f"- When: {searched['at']}"
    yield f"- Statements withheld because a check failed: {form['withheld']}"
    yield f"- Made by: {escaped(form['made_by'])}"
    yield f"- Revision: {form['revision']['hash']}"
