"""An audit as Markdown: the tally, faults of form, and each claim with its passage, in their order."""

from __future__ import annotations

from collections.abc import Iterator

from probatum.language.interface import ENGLISH, N_, Spoken
from probatum.render.audit_contract import AuditForm
from probatum.render.audit_page import AuditPage, Fault, Judged, Shown, audit_page
from probatum.render.audit_sides import Piece
from probatum.render.markdown import escaped
from probatum.render.references import standing_words


def audit_markdown(form: AuditForm, said: Spoken = ENGLISH) -> str:
    """The whole audit as CommonMark with a pipe table. Pure; ends with a line end."""
    page = audit_page(form)
    title = escaped(form["title"] or form["name"] or said(N_("a text")))
    audited = said(N_("{name}, audited {day}.")).format(name=escaped(form["name"]), day=form["at"][:10])
    parts = [
        "# " + said(N_("Audit of {title}")).format(title=title),
        f"{audited} {said(form['disclaimer'])}",
        "\n".join(_tally(page, said)),
        *_faults(page, said),
        "## " + said(N_("Claim by claim")),
        *(_claim(one, said) for one in page.claims),
        "---",
        said(N_("Checks: {names}")).format(names=escaped(form["made_by"])),
    ]
    return "\n\n".join(parts) + "\n"


_COLUMNS = (N_("Verdict"), N_("Claims"), N_("Meaning"))


def _tally(page: AuditPage, said: Spoken) -> Iterator[str]:
    yield f"| {' | '.join(said(name) for name in _COLUMNS)} |"
    yield "|---|---:|---|"
    for share in page.tally:
        yield f"| {share.word.sign} {said(share.word.label)} | {share.count} | {said(share.word.meaning)} |"


def _faults(page: AuditPage, said: Spoken) -> Iterator[str]:
    if page.faults:
        yield "## " + said(N_("How the text is built"))
        yield "\n".join(_fault(one, page.form) for one in page.faults)


def _fault(fault: Fault, form: AuditForm) -> str:
    spans = form["structure"][fault.number - 1]["spans"]
    places = [escaped(_short(form["text"][span["start"] : span["end"]])) for span in spans[:4]]
    at = f" ({'; '.join(f'“{place}”' for place in places if place)})" if any(places) else ""
    return f"{fault.number}. **{fault.check}.** {escaped(fault.message)}{at}"


def _short(words: str, most: int = 80) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _claim(one: Judged, said: Spoken) -> str:
    lines = [f"### {one.number}. {one.word.sign} {said(one.word.label)}", "", f"> {_said(one)}"]
    told = one.reasons or ((one.why,) if one.why else ())
    if told:
        lines += ["", *(f"- {escaped(reason)}" for reason in told)]
    if one.passage is not None:
        lines += ["", f"{said(one.word.facing)}: {_passage(one.passage, said)}"]
    if one.others:
        lines += [
            "",
            said(N_("Also compared with:")),
            "",
            *(f"- {_passage(other, said)}" for other in one.others),
        ]
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


def _passage(shown: Shown, said: Spoken) -> str:
    before, after = "… " * shown.cut_before, " …" * shown.cut_after
    return f"“{before}{_words(shown.pieces).strip()}{after}” {_work(shown, said)}"


def _work(shown: Shown, said: Spoken) -> str:
    work = shown.work
    if work is None:
        return said(N_("({source}, no longer held)")).format(source=escaped(shown.source))
    where = " ".join(str(part) for part in (work["journal"], work["year"]) if part)
    kind = said(work["design_name"])
    if shown.kind == "house note":
        kind = said(N_("house note on: {design}")).format(design=kind)
    standing = said(standing_words(work["standing"]))
    told = "; ".join(part for part in (escaped(where), kind, standing) if part)
    url = f" <{work['url']}>" if work["url"] else ""
    return f"({escaped(work['label'])}; {told}){url}"
