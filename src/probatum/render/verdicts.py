"""Verdicts as they stand beside a statement: a word and a sign."""

from __future__ import annotations

from probatum.language.interface import N_, Gettext, english

#: A verdict's word and its sign; the sign differs in form, so that colour is never all that tells.
VERDICTS = {
    "supported": (N_("Supported"), "✓"),
    "partly": (N_("Partly supported"), "◐"),
    "overstated": (N_("Overstated"), "▲"),
    "contradicted": (N_("Contradicted"), "✗"),
    "not_found": (N_("Not found"), "∅"),
    "not_checkable": (N_("Not checkable"), "–"),
}


def verdict_word(verdict: str, said: Gettext = english) -> str:
    """What a verdict is called: ``Not found``."""
    return said(VERDICTS[verdict][0])
