"""An audit as Markdown: the tally, faults of form, and each claim with its passage, in their order."""

from __future__ import annotations

from collections.abc import Iterator

from probatum.render.audit_contract import AuditForm
from probatum.render.audit_page import AuditPage, Fault, Judged, Shown, audit_page
from probatum.render.audit_sides import Piece
from probatum.render.markdown import escaped
from probatum.render.references import standing_words


def audit_markdown(form: AuditForm) -> str:
    """The whole audit as CommonMark with a pipe table. Pure; ends with a line end."""
    page = audit_page(form)
    title = form["title"] or form["name"] or "a text"
    parts = [
        f"# Audit of {escaped(title)}",
        f"{escaped(form['name'])}, audited {form['at'][:10]}. {form['disclaimer']}",
        "\n".join(_tally(page)),
        *_faults(page),
        "## Claim by claim",
        *(_claim(one) for one in page.claims),
        "---",
        f"Checks: {escaped(form['made_by'])}",
    ]
    return "\n\n".join(parts) + "\n"


def _tally(page: AuditPage) -> Iterator[str]:
    yield "| Verdict | Claims | Meaning |"
    yield "|---|---:|---|"
    for share in page.tally:
        yield f"| {share.word.sign} {share.word.label} | {share.count} | {share.word.meaning} |"


def _faults(page: AuditPage) -> Iterator[str]:
    if page.faults:
        yield "## How the text is built"
        yield "\n".join(_fault(one, page.form) for one in page.faults)


def _fault(fault: Fault, form: AuditForm) -> str:
    spans = form["structure"][fault.number - 1]["spans"]
    places = [escaped(_short(form["text"][span["start"] : span["end"]])) for span in spans[:4]]
    at = f" ({'; '.join(f'“{place}”' for place in places if place)})" if any(places) else ""
    return f"{fault.number}. **{fault.check}.** {escaped(fault.message)}{at}"


def _short(words: str, most: int = 80) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _claim(one: Judged) -> str:
    lines = [f"### {one.number}. {one.word.sign} {one.word.label}", "", f"> {_said(one)}"]
    told = one.reasons or ((one.why,) if one.why else ())
    if told:
        lines += ["", *(f"- {escaped(reason)}" for reason in told)]
    if one.passage is not None:
        lines += ["", f"{one.word.facing}: {_passage(one.passage)}"]
    if one.others:
        lines += ["", "Also compared with:", "", *(f"- {_passage(other)}" for other in one.others)]
    return "\n".join(lines)


def _said(one: Judged) -> str:
    stem = f"{escaped(one.stem)} … " if one.stem else ""
    markers = "".join(f" \\[{escaped(marker)}\\]" for marker in one.markers)
    return f"{stem}{_words(one.said)}{markers}"


def _words(pieces: tuple[Piece, ...]) -> str:
    """The words, with what differs in bold; nothing in them is markup."""
    return "".join(_bold(piece.text) if piece.marked else _loose(piece.text) for piece in pieces)


def _loose(text: str) -> str:
    """The words with the spaces at either end, of which ``escaped`` would leave none."""
    inner = escaped(text)
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and inner else ""
    return f"{before}{inner}{after}"


def _bold(text: str) -> str:
    """``text`` in bold, with the spaces at its ends outside, where CommonMark wants them."""
    inner = escaped(text)
    if not inner:
        return " " if text else ""
    before, after = " " * text[:1].isspace(), " " * text[-1:].isspace()
    return f"{before}**{inner}**{after}"


def _passage(shown: Shown) -> str:
    before, after = "… " * shown.cut_before, " …" * shown.cut_after
    return f"“{before}{_words(shown.pieces).strip()}{after}” {_work(shown)}"


def _work(shown: Shown) -> str:
    work = shown.work
    if work is None:
        return f"({escaped(shown.source)}, no longer held)"
    where = " ".join(str(part) for part in (work["journal"], work["year"]) if part)
    kind = f"house note on: {work['design_name']}" if shown.kind == "house note" else work["design_name"]
    standing = standing_words(work["standing"])
    told = "; ".join(part for part in (escaped(where), kind, standing) if part)
    url = f" <{work['url']}>" if work["url"] else ""
    return f"({escaped(work['label'])}; {told}){url}"
