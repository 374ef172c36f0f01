"""An article as Markdown: to read, to keep, to send. Every marker leads to its reference and its quote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probatum.records.article import Revision, Status
from probatum.render.contract import (
    ArticleForm,
    ClaimForm,
    ConflictForm,
    EffectForm,
    GapForm,
    ReferenceForm,
    article_document,
)
from probatum.render.references import standing_words
from probatum.render.status import caution, status_label

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_BLOCK_START = re.compile(r"^(\s*)([-+]|\d+[.)])(\s)")


def escaped(text: str) -> str:
    """``text`` as words: nothing in it is Markdown or HTML, and it stays on one line."""
    line = _SPECIAL.sub(r"\\\1", " ".join(text.split())).replace("&", "&amp;")
    return _BLOCK_START.sub(r"\1\\\2\3", line) if line[:1] in "-+" else line


def to_markdown(revision: Revision, status: Status = Status.UNREVIEWED) -> str:
    """The whole article as CommonMark with pipe tables. Pure; ends with a line end."""
    form = article_document(revision, status)
    lines = [f"# {escaped(form['question']['text'])}", "", *_standing(form, status)]
    gap = form["gap"]
    lines += list(_gap(gap) if gap else _answer(form))
    lines += ["", "## How this was found", "", *_search_record(form), "", f"*{form['disclaimer']}*"]
    return "\n".join(lines) + "\n"


def _standing(form: ArticleForm, status: Status) -> Iterator[str]:
    yield f"**Status:** {status_label(status)}. **Last edited:** {form['dates']['edited'][:10]}. " + (
        f"**Reviewed:** {(form['dates']['reviewed'] or 'not yet')[:10]}."
    )
    banner = caution(status)
    if banner:
        yield ""
        yield f"> **{banner.title}** {banner.text}"
    yield ""


def _answer(form: ArticleForm) -> Iterator[str]:
    yield "## Bottom line"
    yield ""
    yield from (f"{_claim(claim)}\n" for claim in form["lead"])
    for section in form["sections"]:
        yield f"## {escaped(section['heading'])}"
        yield ""
        yield from (f"- {_claim(claim)}" for claim in section["claims"])
        if section["note"]:
            yield f"*{escaped(section['note'])}*"
        yield ""
    yield from _effects(form)
    yield from _certainty(form)
    yield from _conflicts(form["conflicts"])
    yield "## References"
    yield ""
    yield from (_reference(reference) for reference in form["references"])


def _claim(claim: ClaimForm) -> str:
    markers = dict.fromkeys(citation["marker"] for citation in claim["citations"])
    cited = " ".join(f"\\[{marker}\\]" for marker in markers)
    reasons = " ".join(finding["reason"] for finding in claim["findings"])
    verdict = "" if claim["verdict"] == "supported" else f" *({claim['verdict']}: {escaped(reasons)})*"
    return f"{escaped(claim['text'])} {cited}{verdict}"


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
    yield "Rated by a program after GRADE; no person has confirmed it."
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
        yield f"**{escaped(conflict['about'])}**"
        yield ""
        for side in conflict["sides"]:
            marker = f" \\[{side['marker']}\\]" if side["marker"] else ""
            about = "; ".join(
                part for part in (side["population"], side["denominator"], side["follow_up"]) if part
            )
            yield f"- {escaped(side['claim'])}{marker}" + (f" ({escaped(about)})" if about else "")
        if conflict["explanation"]:
            yield ""
            yield escaped(conflict["explanation"])
        yield ""


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
    yield f"- Passages considered: {searched['passages_considered']}"
    yield f"- Index: {escaped(searched['index'])}"
    yield f"- When: {searched['at']}"
    yield f"- Statements withheld because a check failed: {form['withheld']}"
    yield f"- Made by: {escaped(form['made_by'])}"
    yield f"- Revision: {form['revision']['hash']}"
