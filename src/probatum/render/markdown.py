"""An article as Markdown: to read, to keep, to send. Every marker leads to its reference and its quote."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from probatum.language.interface import ENGLISH, N_, Spoken
from probatum.language.reasons import reason_of
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
from probatum.render.references import design_name, label_of, standing_words
from probatum.render.status import caution, status_label
from probatum.render.summary_of_findings import rated_by
from probatum.render.verdicts import verdict_word

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
    said: Spoken = ENGLISH,
) -> str:
    """The whole article as CommonMark with pipe tables, as the audience of ``view`` reads it, and the rest in
    the language of ``said``. Pure; ends with a line end.
    """
    form = for_readers(article_document(revision, status, reviewed, dismissed), view)
    lines = [f"# {escaped(form['question']['text'])}", "", *_standing(form, status, said)]
    gap = form["gap"]
    body = _gap(gap, said) if gap else _answer(form, said)
    lines += [*_reader(form, "first", said), *body, *_reader(form, "last", said)]
    lines += [
        "",
        *_withheld(form, said),
        _title(said, N_("How this was found")),
        "",
        *_search_record(form, said),
        "",
        f"*{said(form['disclaimer'])}*",
    ]
    return "\n".join(lines) + "\n"


def _reader(form: ArticleForm, place: Literal["first", "last"], said: Spoken) -> Iterator[str]:
    """What one audience is given above and below the statements."""
    told = form["reader"]
    if told is None:
        return
    if place == "first":
        how = "" if form["gap"] else how_checked(form, said)
        told_of = (derived(form, said), how, reading_line(form, said))
        yield escaped(" ".join(part for part in told_of if part))
        yield ""
    for block in told[place]:
        yield from _points(block["heading"], [escaped(line) for line in block["lines"]])
    if place == "last" and told["words"]:
        listed = [f"**{escaped(one['term'])}**: {escaped(one['meaning'])}" for one in told["words"]]
        yield from _points(said(N_("Words used here")), listed)


def _points(heading: str, lines: list[str]) -> Iterator[str]:
    yield f"## {escaped(heading)}"
    yield ""
    yield from (f"- {line}" for line in lines)
    yield ""


def _standing(form: ArticleForm, status: Status, said: Spoken) -> Iterator[str]:
    dates = form["dates"]
    yield said(N_("**Status:** {status}. **Last edited:** {edited}. **Reviewed:** {reviewed}.")).format(
        status=status_label(status, said),
        edited=dates["edited"][:10],
        reviewed=dates["reviewed"][:10] if dates["reviewed"] else said(N_("not yet")),
    )
    if form["reviewers"]:
        yield said(N_("**Reviewed by:** {names}. **Next review:** {day}.")).format(
            names=escaped(", ".join(form["reviewers"])),
            day=(dates["next_review"] or "")[:10] or said(N_("not set")),
        )
    if form["searched"]["only"]:
        yield ""
        yield "**{}**".format(
            escaped(said(N_("Only {words} were searched.")).format(words=form["searched"]["only"]))
        )
    banner = caution(status, form["kind"], form["again"], overdue(form), said, answered=form["answered"])
    if what_it_is(form, said):
        yield ""
        yield escaped(what_it_is(form, said))
    if banner:
        yield ""
        yield f"> **{banner.title}** {banner.text}"
    yield ""


def _answer(form: ArticleForm, said: Spoken) -> Iterator[str]:
    if form["lead"] or form["kind"] == Kind.ANSWER:
        yield _title(said, N_("Bottom line"))
        yield ""
    yield from (f"{_claim(claim, form['kind'], said)}\n" for claim in form["lead"])
    for name in form["reader"]["order"] if form["reader"] else ORDER:
        yield from _PARTS[name](form, said) if name in _PARTS else ()
    yield _title(said, N_("References"))
    yield ""
    yield from (_reference(reference, said) for reference in form["references"])


def _sections(form: ArticleForm, said: Spoken) -> Iterator[str]:
    for section in form["sections"]:
        yield f"## {escaped(section['heading'])}"
        yield ""
        yield from (f"- {_claim(claim, form['kind'], said)}" for claim in section["claims"])
        if section["note"]:
            yield f"*{escaped(section['note'])}*"
        yield ""


def _studied(form: ArticleForm, said: Spoken) -> Iterator[str]:
    """Whom each work studied, and what it defines, in its own words."""
    told = form["reader"]
    if told is None or not told["studied"]:
        return
    yield _title(said, N_("Who was studied, and how"))
    yield ""
    yield _head(said, N_("Reference"), N_("Design"), N_("People"), N_("Definitions"))
    yield "|---|---|---|---|"
    for one in told["studied"]:
        defined = " ".join(definition["text"] for definition in one["definitions"])
        design = said(design_name(one["design"]))
        people = one["population"] or said(N_("not stated"))
        cells = (design, people, defined or said(N_("none stated")))
        yield f"| \\[{one['marker']}\\] | " + " | ".join(_cell(cell) for cell in cells) + " |"
    yield ""


def _title(said: Spoken, heading: str) -> str:
    return f"## {said(heading)}"


def _row(name: str) -> str:
    return f"| {name} | "


def _head(said: Spoken, *names: str) -> str:
    """The heads of a table."""
    return f"| {' | '.join(said(name) for name in names)} |"


def _claim(claim: ClaimForm, kind: str, said: Spoken) -> str:
    markers = dict.fromkeys(citation["marker"] for citation in claim["citations"])
    cited = " ".join(f"\\[{marker}\\]" for marker in markers)
    reasons = _reasons(claim["findings"], said)
    word = verdict_word(claim["verdict"], said).lower()
    verdict = f" *({word}{': ' if reasons else ''}{reasons})*"
    if claim["verdict"] == "supported" and not reasons:
        verdict = ""
    grade = grade_words(claim, kind, said)
    return f"{escaped(claim['text'])} {cited}{verdict}{' ' if grade else ''}{escaped(grade)}"


def _effects(form: ArticleForm, said: Spoken) -> Iterator[str]:
    if not form["effects"]:
        return
    yield _title(said, N_("Figures behind this answer"))
    yield ""
    yield _head(said, N_("Outcome"), N_("Estimate"), N_("Reference"))
    yield "|---|---|---|"
    yield from (_effect(effect) for effect in form["effects"])
    yield ""


def _effect(effect: EffectForm) -> str:
    outcome = escaped(effect["outcome"] or effect["text"])
    return f"| {outcome} | {escaped(effect['summary'])} | \\[{effect['marker']}\\] |"


def _certainty(form: ArticleForm, said: Spoken) -> Iterator[str]:
    if not form["certainty"]:
        return
    yield _title(said, N_("Certainty of the evidence"))
    yield ""
    yield escaped(rated_by(form["certainty"], said))
    yield ""
    yield _head(said, N_("Outcome"), N_("Certainty"), N_("Why"))
    yield "|---|---|---|"
    for row in form["certainty"]:
        reasons = escaped(" ".join(said(reason_of(reason)) for reason in row["reasons"]))
        yield f"| {escaped(row['outcome'])} | {said(row['rating'])} | {reasons} |"
    yield ""


def _conflicts(form: ArticleForm, said: Spoken) -> Iterator[str]:
    conflicts: list[ConflictForm] = form["conflicts"]
    if not conflicts:
        return
    yield _title(said, N_("Where the sources disagree"))
    yield ""
    for conflict in conflicts:
        yield f"**{escaped(heading(conflict, said))}**"
        yield ""
        yield "| | " + " | ".join(_side(side) for side in conflict["sides"]) + " |"
        yield "|---" * (len(conflict["sides"]) + 1) + "|"
        yield (_row(said(N_("Says"))) + " | ".join(_cell(side["claim"]) for side in conflict["sides"]) + " |")
        for row in rows(conflict, said):
            yield f"| {row.name} | " + " | ".join(_cell(cell) for cell in row.cells) + " |"
        if conflict["explanation"]:
            yield ""
            yield escaped(conflict["explanation"])
        yield ""


_PARTS: Mapping[str, Callable[[ArticleForm, Spoken], Iterator[str]]] = {
    "sections": _sections,
    "figures": _effects,
    "certainty": _certainty,
    "disagreements": _conflicts,
    "studied": _studied,
}


def _side(side: SideForm) -> str:
    marker = f" \\[{side['marker']}\\]" if side["marker"] else ""
    return _cell(side["title"] or side["source"]) + marker


def _cell(text: str) -> str:
    return " ".join(escaped(text).split())


def _withheld(form: ArticleForm, said: Spoken) -> Iterator[str]:
    if not form["withheld"]:
        return
    yield "## " + said.plural("{number} statement withheld", "{number} statements withheld", form["withheld"])
    yield ""
    yield said(N_("Each failed a check and is no part of the answer."))
    yield ""
    for one in form["held_back"]:
        verdict = verdict_word(one["verdict"], said).lower()
        yield f"- {escaped(one['text'])} *({verdict}: {_reasons(one['findings'], said)})*"
    yield ""


def _reasons(findings: list[FindingForm], said: Spoken) -> str:
    return " ".join(_finding(finding, said) for finding in findings if finding["reason"])


def _finding(finding: FindingForm, said: Spoken) -> str:
    aside = finding["dismissed"]
    if aside is None:
        return escaped(finding["reason"])
    dismissed = said(N_("Dismissed by {by} on {day}: {reason}")).format(
        by=aside["by"], day=aside["at"][:10], reason=aside["reason"]
    )
    return escaped(f"{finding['reason']} {dismissed}")


def _reference(reference: ReferenceForm, said: Spoken) -> str:
    amended = said(standing_words(reference["standing"]))
    notice = f" **{amended}.**" if amended else ""
    found = " ".join(f"<{link['url']}>" for link in reference["links"])
    words = f"{label_of(reference['type'], reference['of'], said)}. {reference['citation']}"
    return f"{reference['marker']}. {escaped(words)}{notice} {found}".rstrip()


def _gap(gap: GapForm, said: Spoken) -> Iterator[str]:
    yield _title(said, N_("The evidence held does not answer this"))
    yield ""
    yield escaped(said(gap["reason"]))
    if gap["nearest"]:
        yield ""
        yield said(N_("Nearest works held:"))
        yield ""
        yield from (f"- {escaped(near)}" for near in gap["nearest"])
    if gap["advice"]:
        yield ""
        yield escaped(said(gap["advice"]))


def _search_record(form: ArticleForm, said: Spoken) -> Iterator[str]:
    searched = form["searched"]
    told = (
        (N_("Searched"), escaped(searched["query"])),
        (N_("Only"), escaped(searched["only"] or "")),
        (N_("Passages considered"), searched["passages_considered"]),
        (N_("Index"), escaped(searched["index"])),
        (N_("When"), searched["at"]),
        (N_("Statements withheld because a check failed"), form["withheld"]),
        (N_("Made by"), escaped(form["made_by"])),
        (N_("Revision"), form["revision"]["hash"]),
    )
    yield from (f"- {said(name)}: {value}" for name, value in told if name != "Only" or value)
