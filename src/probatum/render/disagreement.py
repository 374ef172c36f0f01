"""A disagreement as a table: one row for each thing that the works state, one column for each work."""

from __future__ import annotations

from dataclasses import dataclass

from probatum.language.interface import N_, Gettext, english
from probatum.render.contract import ConflictForm, SideForm

#: What is said where a work's passages are silent.
SILENT = N_("not stated")

_ROWS = (
    ("outcome", N_("What was counted")),
    ("definition", N_("How it was defined")),
    ("population", N_("In whom")),
    ("n", N_("How many people")),
    ("denominator", N_("Share as printed")),
    ("stance", N_("Advises")),
    ("design", N_("Design")),
    ("follow_up", N_("Followed for")),
    ("adjusted", N_("Adjusted")),
    ("year", N_("Year")),
)
_KINDS = {
    "frequency": N_("How often: {about}"),
    "effect": N_("Effect on: {about}"),
    "recommendation": N_("Recommendation: {about}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing and what each side states of it, in the order of the sides."""

    name: str
    cells: tuple[str, ...]


def heading(conflict: ConflictForm, said: Gettext = english) -> str:
    """What the sources disagree about, as a heading."""
    return said(_KINDS[conflict["kind"]]).format(about=conflict["about"])


def rows(conflict: ConflictForm, said: Gettext = english) -> list[Row]:
    """The rows that at least one side states; what the others do not state is said to be so."""
    made = []
    for key, name in _ROWS:
        cells = tuple(_cell(side, key, said) for side in conflict["sides"])
        if any(cells):
            made.append(Row(name=said(name), cells=tuple(cell or said(SILENT) for cell in cells)))
    return made


def _cell(side: SideForm, key: str, said: Gettext) -> str:
    value = side[key]  # type: ignore[literal-required]  # the keys are those of _ROWS
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return said(N_("yes") if value else N_("no"))
    return f"{value:,}" if key == "n" else str(value)
