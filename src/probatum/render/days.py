"""Days as people write them, in the language of the interface."""

from __future__ import annotations

from datetime import date

from probatum.language.interface import N_, Gettext, english

_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
    N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip


def day(moment: str | None, said: Gettext = english) -> str:
    """An ISO 8601 time or date as a reader's date: ``23 November 2026``; as known where less is."""
    if not moment:
        return ""
    if len(moment) < len("2026-11-23"):
        return moment
    known = date.fromisoformat(moment[:10])
    month = said(_MONTHS[known.month - 1])
    return said(N_("{day} {month} {year}")).format(day=known.day, month=month, year=known.year)
