"""``probatum corrections``: the ledger of what was wrong in published articles."""

from __future__ import annotations

import typer
from rich.console import Console

from probatum.actions.ledger import ledger
from probatum.actions.published import Catalogue
from probatum.cli.door import DONE, JsonOption, WorkspaceOption, opened, print_json
from probatum.records.canonical import plain
from probatum.render.terminal import words
from probatum.review.diff import Rejudged
from probatum.review.ledger import Ledger


def corrections(context: typer.Context, json: JsonOption = False, workspace: WorkspaceOption = None) -> int:
    """Tell what was wrong in published articles, and the error rate."""
    with opened(context, workspace, create=False) as ws:
        told = ledger(ws, Catalogue().listing(ws))
    if json:
        corrected = [{**plain(one), "days": one.days} for one in told.corrections]
        print_json({"schema": "probatum/corrections@1", **plain(told), "corrections": corrected})
    else:
        for line in _lines(told):
            Console(highlight=False).print(line, soft_wrap=True, markup=False)
    return DONE


def _lines(told: Ledger) -> list[str]:
    share = told.error_rate
    if share.value is None:
        return ["Nothing has been published yet, so nothing could be corrected."]
    rate = f"{share.value:.1%} ({share.numerator} of {share.denominator} published articles; "
    lines = [f"An error was found in {rate}95% interval {share.low:.1%} to {share.high:.1%})."]
    for one in told.corrections:
        when = one.corrected[:10] or "open"
        took = "" if one.days is None else f" {one.days} days after it was reported"
        lines += ["", f"{when}  {one.how}{took}  {one.article}"]
        lines += [f"  {words(said).plain}" for said in one.wrong]
        lines += [f"  {words(_turned(turned)).plain}" for turned in one.judged]
        lines.append(f"  since {one.since[:10]}, noticed by a {one.noticed}")
    return lines


def _turned(one: Rejudged) -> str:
    old, new = (domain.judgement.value if domain else "not judged" for domain in (one.old, one.new))
    return f"the {one.domain} of {one.outcome}: {old} → {new}"
