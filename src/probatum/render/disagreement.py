"""A disagreement as a table: one row for each thing that the works state, one column for each work."""

from __future__ import annotations

from dataclasses import dataclass

from probatum.render.contract import ConflictForm, SideForm

#: What is said where a work's passages are silent.
SILENT = "not stated"

_ROWS = (
    ("outcome", "What was counted"),
    ("definition", "How it was defined"),
    ("population", "In whom"),
    ("n", "How many people"),
    ("denominator", "Share as printed"),
    ("stance", "Advises"),
    ("design", "Design"),
    ("follow_up", "Followed for"),
    ("adjusted", "Adjusted"),
    ("year", "Year"),
)
_KINDS = {
    "frequency": "How often: {about}",
    "effect": "Effect on: {about}",
    "recommendation": "Recommendation: {about}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing and what each side states of it, in the order of the sides."""

    name: str
    cells: tuple[str, ...]


def heading(conflict: ConflictForm) -> str:
    """What the sources disagree about, as a heading."""
    return _KINDS[conflict["kind"]].format(about=conflict["about"])


def rows(conflict: ConflictForm) -> list[Row]:
    """The rows that at least one side states; what the others do not state is said to be so."""
    made = []
    for key, name in _ROWS:
        cells = tuple(_cell(side, key) for side in conflict["sides"])
        if any(cells):
            made.append(Row(name=name, cells=tuple(cell or SILENT for cell in cells)))
    return made


def _cell(side: SideForm, key: str) -> str:
    value = side[key]  # type: ignore[literal-required]  # the keys are those of _ROWS
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if key == "n" else str(value)
